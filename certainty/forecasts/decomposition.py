"""Murphy's decomposition of the Brier score, whole: with the terms inside the bins.

Murphy's three terms (1973) sum to the score only where all forecasts of a bin are one number.
Stephenson, Coelho & Jolliffe (2008) add the two terms that are left: how forecasts vary inside
their bin, and how they go with the outcomes there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Decomposition:
    """``brier = reliability - resolution + uncertainty + within_variance - within_covariance``.

    ``reliability`` is the mean squared gap between what was said and what happened, bin by bin
    (0 is best); ``resolution`` how far the bins' outcomes lie from the share of all (more is
    better); ``uncertainty`` the Brier score of always saying that share. The last two are of
    the forecasts inside their bins, and 0 where each bin holds one number.
    """

    brier: float
    reliability: float
    resolution: float
    uncertainty: float
    within_variance: float
    within_covariance: float

    @property
    def total(self) -> float:
        """The sum of the terms; equal to ``brier`` but for the noise of floats."""
        return (
            self.reliability
            - self.resolution
            + self.uncertainty
            + self.within_variance
            - self.within_covariance
        )

    def to_dict(self) -> dict[str, float]:
        """As plain values."""
        return {name: getattr(self, name) for name in self.__slots__}


def decompose(outcomes: Array, probabilities: Array, bins: Array) -> Decomposition:
    """Take the Brier score apart; ``bins`` says for each forecast which bin it is in.

    All three are arrays of one length above 0, the outcomes 0 or 1, the probabilities from 0
    to 1, the bins whole numbers from 0 on (see `certainty.forecasts.curve.bins_of`).

    >>> parts = decompose(np.array([0, 1, 1]), np.array([0.2, 0.6, 1.0]), np.array([0, 1, 1]))
    >>> round(parts.reliability, 4), round(parts.resolution, 4), round(parts.uncertainty, 4)
    (0.04, 0.2222, 0.2222)
    >>> abs(parts.total - parts.brier) < 1e-12
    True
    """
    o, p = np.asarray(outcomes, float), np.asarray(probabilities, float)
    _, inside, n = np.unique(np.asarray(bins), return_inverse=True, return_counts=True)
    said = (np.bincount(inside, p) / n)[inside]
    seen = (np.bincount(inside, o) / n)[inside]
    share = o.mean()
    return Decomposition(
        brier=float(((p - o) ** 2).mean()),
        reliability=float(((said - seen) ** 2).mean()),
        resolution=float(((seen - share) ** 2).mean()),
        uncertainty=float(share * (1 - share)),
        within_variance=float(((p - said) ** 2).mean()),
        within_covariance=float(2 * ((o - seen) * (p - said)).mean()),
    )
