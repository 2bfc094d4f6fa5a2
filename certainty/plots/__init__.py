"""Pictures of what the library finds, in the manner of scikit-learn's displays.

Each display is made by a ``from_...`` method, which draws at once, into ``ax`` where one is
given; ``plot`` draws it again elsewhere and gives the display back, with ``ax_``, ``figure_``
and the artists drawn. They need the extra ``certainty-text[plot]``.
``python -m certainty.plots --out DIR`` writes one of each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from certainty.lazy import loader

if TYPE_CHECKING:
    from certainty.plots.agreement import AgreementDisplay
    from certainty.plots.comparison import ComparisonDisplay
    from certainty.plots.confusion import KindConfusionDisplay
    from certainty.plots.course import CourseDisplay
    from certainty.plots.phrases import PhraseDisplay
    from certainty.plots.reliability import ReliabilityDisplay

_ROOMS = {
    "AgreementDisplay": "agreement",
    "ComparisonDisplay": "comparison",
    "CourseDisplay": "course",
    "KindConfusionDisplay": "confusion",
    "PhraseDisplay": "phrases",
    "ReliabilityDisplay": "reliability",
}

__all__ = [
    "AgreementDisplay",
    "ComparisonDisplay",
    "CourseDisplay",
    "KindConfusionDisplay",
    "PhraseDisplay",
    "ReliabilityDisplay",
]

#: Load what is asked for, not before.
__getattr__ = loader(__name__, _ROOMS)
