"""How well an annotator does on labelled text, and how far annotators agree.

`evaluate` holds an annotator against labels, `compare` two reports against each other,
`agree` several annotators' labels among themselves. Apart from the core, and never imported
by it; scikit-learn, SciPy and NLTK are loaded when something is computed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from certainty.lazy import loader

if TYPE_CHECKING:
    from certainty.evaluation.agreement import Agreement, agree
    from certainty.evaluation.bootstrap import Figure
    from certainty.evaluation.comparing import Comparison, compare
    from certainty.evaluation.evaluating import evaluate
    from certainty.evaluation.examples import Example
    from certainty.evaluation.readers import read_examples
    from certainty.evaluation.report import Report

__all__ = [
    "Agreement",
    "Comparison",
    "Example",
    "Figure",
    "Report",
    "agree",
    "compare",
    "evaluate",
    "read_examples",
]

_ROOMS = {
    "Agreement": "agreement",
    "Comparison": "comparing",
    "Example": "examples",
    "Figure": "bootstrap",
    "Report": "report",
    "agree": "agreement",
    "compare": "comparing",
    "evaluate": "evaluating",
    "read_examples": "readers",
}

#: Load a part when it is first asked for.
__getattr__ = loader(__name__, _ROOMS)
