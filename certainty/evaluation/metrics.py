"""Figures of merit that are computed again and again, for whole arrays at once.

scikit-learn, SciPy and NLTK have the others (`certainty.evaluation.measures` calls them).
Those here have no equal there, or are too slow there to be drawn a thousand times; where both
exist a test holds them together. ``truth`` is 0 or 1, probabilities lie in [0, 1].
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

#: How far from 0 and 1 a probability is kept where its logarithm is taken.
EDGE = 1e-6
N_BINS = 10
#: What lies inside the interval of an `certainty.types.Estimate`, the same on either side.
WITHIN = 0.9


def f1(truth: Array, probability: Array) -> float:
    """F1 of the positive class at one half; 0 where nothing is found.

    >>> f1(np.array([1, 0, 1]), np.array([0.9, 0.8, 0.7]))
    0.8
    """
    found = probability >= 0.5
    hits = int((found & (truth == 1)).sum())
    total = int(found.sum()) + int((truth == 1).sum())
    return 2 * hits / total if total else 0.0


def brier(truth: Array, probability: Array) -> float:
    """Mean squared difference of probability and outcome."""
    return float(((probability - truth) ** 2).mean())


def log_losses(truth: Array, probability: Array) -> Array:
    """The negative log-likelihood of each outcome; see `log_loss`."""
    p = np.clip(probability, EDGE, 1 - EDGE)
    return np.asarray(-(truth * np.log(p) + (1 - truth) * np.log(1 - p)))


def log_loss(truth: Array, probability: Array) -> float:
    """Mean negative log-likelihood; probabilities are kept a millionth off 0 and 1.

    >>> round(log_loss(np.array([1, 0]), np.array([0.5, 0.5])), 3)
    0.693
    """
    return float(log_losses(truth, probability).mean())


def expected_calibration_error(
    truth: Array, probability: Array, *, n_bins: int = N_BINS
) -> float:
    """Mean gap between probability and observed share over bins of equal mass.

    Examples with the same probability are shared out between bins evenly, so that their order
    does not matter. Where all differ and the bins are full it is what
    `sklearn.calibration.calibration_curve` with ``strategy="quantile"`` shows.

    >>> expected_calibration_error(np.array([0, 1]), np.array([0.0, 1.0]))
    0.0
    """
    weights = np.ones((1, len(truth)))
    return float(calibration_errors(truth, probability, weights, n_bins=n_bins)[0])


def calibration_errors(
    truth: Array, probability: Array, weights: Array, *, n_bins: int = N_BINS
) -> Array:
    """`expected_calibration_error` under each row of ``weights`` (draws, examples)."""
    order = np.argsort(probability, kind="stable")
    values, starts = np.unique(probability[order], return_index=True)
    mass = np.add.reduceat(weights[:, order], starts, axis=1)
    hits = np.add.reduceat(weights[:, order] * truth[order], starts, axis=1)
    gaps = _from_zero(mass * values - hits)
    mass = _from_zero(mass)
    shares = np.linspace(0, 1, min(n_bins, len(truth)) + 1)
    at_cuts = [np.interp(own[-1] * shares, own, gap) for own, gap in zip(mass, gaps)]
    return np.asarray(np.abs(np.diff(at_cuts, axis=1)).sum(axis=1) / mass[:, -1])


def spearman_correlations(x: Array, y: Array, weights: Array) -> Array:
    """Spearman's rho, ties at their mean rank, under each row of ``weights``."""
    ranks = []
    for values in (x, y):
        order = np.argsort(values, kind="stable")
        _, starts, inverse = np.unique(values[order], return_index=True, return_inverse=True)
        mass = np.add.reduceat(weights[:, order], starts, axis=1)
        middle = np.cumsum(mass, axis=1) - mass / 2
        back = np.empty_like(inverse)
        back[order] = inverse
        ranks.append(middle[:, back])
    return _weighed_correlations(ranks[0], ranks[1], weights)


def correlations(n: Array, x: Array, y: Array, xx: Array, yy: Array, xy: Array) -> Array:
    """Pearson's r from sums; NaN where either side is constant."""
    covariance = xy - x * y / n
    spread = np.maximum(xx - x * x / n, 0) * np.maximum(yy - y * y / n, 0)
    flat = (xx - x * x / n <= 1e-12 * xx) | (yy - y * y / n <= 1e-12 * yy)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(flat, np.nan, covariance / np.sqrt(spread))


def interval_distribution(mean: float, low: float, high: float, cuts: Array) -> Array:
    """How much of an estimate lies at or below each cut.

    A twentieth lies below ``low``, a twentieth above ``high`` and half on either side of
    ``mean``, evenly spread in between: as much as an interval says of a distribution.

    >>> interval_distribution(0.6, 0.2, 0.8, np.array([0.2, 0.6, 0.8])).round(3).tolist()
    [0.05, 0.5, 0.95]
    """
    tail = (1 - WITHIN) / 2
    return np.interp(cuts, [0, low, mean, high, 1], [0, tail, 0.5, 1 - tail, 1])


def ranked_probability_score(below: Array, cuts: Array, label: float) -> float:
    """Mean squared gap, over the cuts between levels, of foretold and observed share below.

    ``below`` is the foretold share at or below each cut, ``label`` where the label lies. 0 is
    best, 1 worst: all on the first level and the label on the last (Epstein 1969, divided by
    the number of cuts).

    >>> ranked_probability_score(np.array([1.0, 1.0]), np.array([0.3, 0.7]), 0.9)
    1.0
    """
    return float(((below - (label <= cuts)) ** 2).mean())


def covered(label: Array, low: Array, high: Array) -> Array:
    """Whether each label lies in its interval, ends included; 1 or 0."""
    return np.asarray((label >= low - 1e-9) & (label <= high + 1e-9), float)


def _weighed_correlations(x: Array, y: Array, weights: Array) -> Array:
    total = weights.sum(axis=1)
    x = x - (weights * x).sum(axis=1, keepdims=True) / total[:, None]
    y = y - (weights * y).sum(axis=1, keepdims=True) / total[:, None]
    xx, yy, xy = ((weights * product).sum(axis=1) for product in (x * x, y * y, x * y))
    zero = np.zeros(len(total))
    return correlations(total, zero, zero, xx, yy, xy)


def _from_zero(parts: Array) -> Array:
    """Running sums along the rows, with a nought in front."""
    return np.pad(np.cumsum(parts, axis=1), ((0, 0), (1, 0)))
