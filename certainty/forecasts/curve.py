"""The calibration curve: what was said beside what happened, with binomial intervals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Strategy = Literal["uniform", "quantile", "distinct"]
Interval = Literal["wilson", "clopper-pearson"]
_METHODS: dict[str, Literal["wilson", "exact"]] = {
    "wilson": "wilson",
    "clopper-pearson": "exact",
}


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts that lie near one another.

    ``mean`` is what was said on average, ``share`` how often it happened, ``low`` to ``high``
    the binomial interval of that share, ``n`` the number of forecasts.
    """

    mean: float
    share: float
    low: float
    high: float
    n: int

    def to_dict(self) -> dict[str, float]:
        """As plain values."""
        return {name: getattr(self, name) for name in self.__slots__}


def bins_of(
    probabilities: Array, *, n_bins: int = 10, strategy: Strategy = "uniform"
) -> NDArray[np.int64]:
    """Which bin each probability is in, counted from 0; some numbers may be of no forecast.

    ``uniform``: bins of one width, each holding its lower bound. ``quantile``: bins of about
    as many forecasts; equal numbers are never parted. ``distinct``: a bin for each number.

    >>> bins_of(np.array([0.0, 0.1, 0.55, 1.0])).tolist()
    [0, 1, 5, 9]
    """
    if strategy not in get_args(Strategy):
        raise ValueError(f"strategy {strategy!r}: none; give {', '.join(get_args(Strategy))}")
    if n_bins < 1:
        raise ValueError(f"n_bins={n_bins}: give 1 or more")
    p = np.asarray(probabilities, float)
    if strategy == "distinct":
        return np.unique(p, return_inverse=True)[1]
    if strategy == "quantile":
        inner = np.unique(np.quantile(p, np.arange(1, n_bins) / n_bins))
        return np.searchsorted(inner, p, side="left")
    # half a millionth more, as 0.3 * 10 is a little less than 3
    return np.clip(np.floor(p * n_bins + 5e-7), 0, n_bins - 1).astype(np.int64)


def calibration_curve(
    outcomes: Array,
    probabilities: Array,
    *,
    n_bins: int = 10,
    strategy: Strategy = "uniform",
    interval: Interval = "wilson",
    level: float = 0.95,
) -> tuple[Bin, ...]:
    """The bins that hold forecasts, from low to high.

    ``interval`` at ``level`` is Wilson's, or Clopper and Pearson's, which covers at least as
    often as it says and is wider; both are SciPy's.

    >>> (one,) = calibration_curve(np.array([0, 1]), np.array([0.41, 0.43]))
    >>> one.n, round(one.mean, 2), one.share, round(one.low, 3), round(one.high, 3)
    (2, 0.42, 0.5, 0.095, 0.905)
    """
    o, p = np.asarray(outcomes), np.asarray(probabilities, float)
    inside = bins_of(p, n_bins=n_bins, strategy=strategy)
    found = []
    for one in np.unique(inside):
        here = inside == one
        k, n = int(o[here].sum()), int(here.sum())
        low, high = binomial_interval(k, n, interval=interval, level=level)
        found.append(Bin(float(p[here].mean()), k / n, low, high, n))
    return tuple(found)


def binomial_interval(
    k: int, n: int, *, interval: Interval = "wilson", level: float = 0.95
) -> tuple[float, float]:
    """Between which shares the true one lies, where ``k`` of ``n`` happened."""
    from scipy.stats import binomtest

    if interval not in _METHODS:
        raise ValueError(f"interval {interval!r}: none; give {' or '.join(_METHODS)}")
    found = binomtest(k, n).proportion_ci(level, method=_METHODS[interval])
    return float(found.low), float(found.high)
