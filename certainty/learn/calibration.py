"""Choose how scores become probabilities: temperature, Platt, beta or isotonic.

Each method is fitted on scores out of fold and judged on other documents by log loss.
Temperature and Platt's method are special cases of beta calibration, so one shape,
`Calibration`, ships all three; isotonic regression is a table, compared and not shipped.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.optimize import minimize
from sklearn.isotonic import IsotonicRegression

from certainty.evaluation.metrics import Array, log_loss
from certainty.heads import Calibration
from certainty.learn.linear import folds

_EDGE = 1e-6


def fit_temperature(scores: Array, truth: Array) -> Calibration:
    """One slope for all scores."""
    (slope,) = _minimise(lambda p: (p[0], p[0], 0.0), [1.0], scores, truth)
    return Calibration(slope, slope, 0.0)


def fit_platt(scores: Array, truth: Array) -> Calibration:
    """A slope and an offset (Platt 1999)."""
    slope, offset = _minimise(lambda p: (p[0], p[0], p[1]), [1.0, 0.0], scores, truth)
    return Calibration(slope, slope, offset)


def fit_beta(scores: Array, truth: Array) -> Calibration:
    """A slope for either side and an offset (Kull, Silva Filho & Flach 2017)."""
    a, b, c = _minimise(lambda p: (p[0], p[1], p[2]), [1.0, 1.0, 0.0], scores, truth)
    return Calibration(a, b, c)


METHODS: dict[str, Callable[[Array, Array], Calibration]] = {
    "temperature": fit_temperature,
    "platt": fit_platt,
    "beta": fit_beta,
}
#: A method with more parameters must win by this much log loss to be chosen.
MARGIN = 0.0005


def apply(calibration: Calibration, scores: Array) -> Array:
    """The probabilities of many scores."""
    a, b, c = calibration
    raw = np.clip(1 / (1 + np.exp(-scores)), _EDGE, 1 - _EDGE)
    return np.asarray(1 / (1 + np.exp(-(a * np.log(raw) - b * np.log(1 - raw) + c))))


def cross_calibrated(
    scores: Array, truth: Array, groups: Array, chosen: Array, method: str, n_folds: int
) -> Array:
    """Probabilities of all scores, each fold's curve fitted on the ``chosen`` of the others."""
    probability = np.zeros(len(scores))
    for fit, test in folds(groups, n_folds):
        fit = fit[chosen[fit]]
        probability[test] = apply(METHODS[method](scores[fit], truth[fit]), scores[test])
    return probability


def compare(
    scores: Array, truth: Array, groups: Array, chosen: Array, n_folds: int
) -> dict[str, float]:
    """The log loss of each method on the chosen documents, none judged on its own."""
    losses = {}
    for method in METHODS:
        found = cross_calibrated(scores, truth, groups, chosen, method, n_folds)
        losses[method] = log_loss(truth[chosen], found[chosen])
    found = np.zeros(len(scores))
    for fit, test in folds(groups, n_folds):
        fit = fit[chosen[fit]]
        curve = IsotonicRegression(y_min=0.001, y_max=0.999, out_of_bounds="clip")
        found[test] = curve.fit(scores[fit], truth[fit]).predict(scores[test])
    losses["isotonic"] = log_loss(truth[chosen], found[chosen])
    return losses


def best(losses: dict[str, float]) -> str:
    """The simplest method that none beats by more than `MARGIN`.

    >>> best({"temperature": 0.4, "platt": 0.39, "beta": 0.3899, "isotonic": 0.2})
    'platt'
    """
    least = min(losses[method] for method in METHODS)
    return next(method for method in METHODS if losses[method] <= least + MARGIN)


def _minimise(
    shape: Callable[[Array], tuple[float, float, float]],
    start: list[float],
    scores: Array,
    truth: Array,
) -> list[float]:
    def loss(parameters: Array) -> float:
        return log_loss(truth, apply(Calibration(*shape(parameters)), scores))

    found = minimize(loss, start, method="Nelder-Mead", options={"xatol": 1e-5, "fatol": 1e-9})
    return [float(value) for value in found.x]
