"""Score verbal forecasts against what happened, and answers against whether they were right.

>>> from certainty import forecasts
>>> report = forecasts.score(
...     ["Rain is unlikely.", "There is a 90% chance of hail.", "Will it snow?"], [0, 1, 0]
... )
>>> report.n, report.excluded
(2, {'asserts nothing': 1})
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from certainty.lazy import loader

if TYPE_CHECKING:
    from certainty.forecasts.curve import Bin, calibration_curve
    from certainty.forecasts.decomposition import Decomposition, decompose
    from certainty.forecasts.files import read_forecasts
    from certainty.forecasts.report import ForecastReport
    from certainty.forecasts.scoring import score
    from certainty.forecasts.verbal import Forecast

_ROOMS = {
    "Bin": "curve",
    "Decomposition": "decomposition",
    "Forecast": "verbal",
    "ForecastReport": "report",
    "calibration_curve": "curve",
    "decompose": "decomposition",
    "read_forecasts": "files",
    "score": "scoring",
}

__all__ = [
    "Bin",
    "Decomposition",
    "Forecast",
    "ForecastReport",
    "calibration_curve",
    "decompose",
    "read_forecasts",
    "score",
]

#: Load what is asked for, not before.
__getattr__ = loader(__name__, _ROOMS)
