"""Monotone curves from the shipped certainty to ratings: fitted, compared, and their reach.

Five shapes: none at all (the number as shipped), a slope in log-odds, slope and offset, a slope
for either side, and isotonic regression. They are compared by cross-validation grouped by
document; the simplest whose squared error is within one standard error of the best is taken
(Breiman, Friedman, Olshen & Stone 1984). Intervals are split-conformal: two thirds of the
documents fit the curve, the residuals of the others say how far it reaches (Lei et al. 2018).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from sklearn.isotonic import IsotonicRegression
from sklearn.model_selection import GroupShuffleSplit

from certainty.errors import InputError
from certainty.evaluation.metrics import Array
from certainty.heads import Calibration
from certainty.learn.calibrated import Curve
from certainty.learn.calibration import apply
from certainty.learn.linear import folds as folds_of

#: What part of the documents gives the residuals.
HELD_OUT = 1 / 3
_EDGE = 1e-6
Shape = Callable[[Array], tuple[float, float, float]]
#: The smooth shapes, the simplest first, with where their search starts.
SMOOTH: dict[str, tuple[Shape, list[float]]] = {
    "temperature": (lambda p: (p[0], p[0], 0.0), [1.0]),
    "platt": (lambda p: (p[0], p[0], p[1]), [1.0, 0.0]),
    "beta": (lambda p: (p[0], p[1], p[2]), [1.0, 1.0, 0.0]),
}
METHODS = ("as shipped", *SMOOTH, "isotonic")


@dataclass(frozen=True, slots=True)
class Rated:
    """What a curve is fitted on: shipped certainty, rating from 0 to 1, document."""

    said: Array
    rating: Array
    groups: Array

    def part(self, chosen: Array) -> Rated:
        """Some of the sentences."""
        return Rated(self.said[chosen], self.rating[chosen], self.groups[chosen])


def fit_whole(
    data: Rated, coverage: float, folds: int, seed: int
) -> tuple[Curve, float, float, dict[str, float]]:
    """The curve, how far its interval reaches below and above, and each method's error."""
    split = GroupShuffleSplit(1, test_size=HELD_OUT, random_state=seed)
    fit, held = next(split.split(data.said, groups=data.groups))
    method, losses = choose(data.part(fit), folds)
    curve = fit_curve(method, data.said[fit], data.rating[fit])
    residuals = data.rating[held] - mapped(curve, data.said[held])
    below, above = conformal(residuals, coverage)
    return curve, below, above, losses


def choose(data: Rated, folds: int) -> tuple[str, dict[str, float]]:
    """The simplest method within a standard error of the best, and the error of each.

    The error is the mean squared one, of sentences whose document the curve has not seen; its
    standard error is of the difference to the best, document by document.
    """
    errors = {method: np.zeros(len(data.said)) for method in METHODS}
    for fit, test in folds_of(data.groups, min(folds, len(np.unique(data.groups)))):
        for method in METHODS:
            curve = fit_curve(method, data.said[fit], data.rating[fit])
            errors[method][test] = (mapped(curve, data.said[test]) - data.rating[test]) ** 2
    losses = {method: float(of.mean()) for method, of in errors.items()}
    best = min(losses, key=losses.__getitem__)
    _, index = np.unique(data.groups, return_inverse=True)
    for method in METHODS:
        by_document = np.bincount(index, errors[method] - errors[best])
        spread = math.sqrt(float((by_document**2).sum())) / len(data.said)
        if losses[method] - losses[best] <= spread:
            return method, losses
    return best, losses


def fit_curve(method: str, said: Array, rating: Array) -> Curve:
    """The curve of one method with the least squared error; it never falls."""
    if method == "as shipped":
        return Curve(method)
    if method == "isotonic":
        return Curve(method, knots=_isotonic(said, rating))
    shape, start = SMOOTH[method]
    kept = np.clip(said, _EDGE, 1 - _EDGE)
    scores = np.log(kept / (1 - kept))

    def loss(parameters: Array) -> float:
        found = apply(Calibration(*shape(parameters)), scores)
        return float(((found - rating) ** 2).mean())

    bounds = [(0.01, 20.0)] * (1 if method != "beta" else 2)
    bounds += [(-20.0, 20.0)] * (len(start) - len(bounds))
    options = {"xatol": 1e-4, "fatol": 1e-9}
    found = minimize(loss, start, method="Nelder-Mead", bounds=bounds, options=options)
    return Curve(method, Calibration(*(float(value) for value in shape(found.x))))


def _isotonic(said: Array, rating: Array) -> tuple[tuple[float, float], ...]:
    fitted = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(said, rating)
    xs, ys = fitted.X_thresholds_, fitted.y_thresholds_
    return tuple((float(x), float(y)) for x, y in zip(xs, ys))


def mapped(curve: Curve, said: Array) -> Array:
    """The places of many certainties."""
    return np.array([curve.of(p) for p in said.tolist()])


def conformal(residuals: Array, coverage: float) -> tuple[float, float]:
    """How far an interval reaches below and above, so that it covers as often as asked.

    Of residuals of ratings that come in any order it covers ``coverage`` or more of new ones.

    >>> conformal(np.arange(-20, 21), 0.9)
    (19.0, 19.0)
    """
    tail, n = (1 - coverage) / 2, len(residuals)
    at = math.floor((n + 1) * tail + 1e-9)
    if at < 1:
        raise InputError(f"{n} residuals do not give an interval that covers {coverage:g}")
    ranked = np.sort(residuals)
    return float(max(-ranked[at - 1], 0.0)), float(max(ranked[n - at], 0.0))
