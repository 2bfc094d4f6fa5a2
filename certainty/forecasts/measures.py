"""Figures of merit of forecasts against outcomes, each with a bootstrap interval.

Each takes arrays of outcomes (0 or 1) and of probabilities and gives a number, NaN where it is
not defined. Of Brier score and log score less is better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from certainty.evaluation.metrics import brier, log_loss

Array = NDArray[Any]
Measure = Callable[[Array, Array], float]
#: Probabilities are kept this far off 0 and 1 where their log-odds are taken.
_EDGE = 1e-6
#: With fewer forecasts an interval by the bootstrap is too narrow to be shown (judgement).
LEAST = 20
#: So many steps find the slope, or there is none; a larger one means that nothing overlaps.
_STEPS, _STEEPEST = 50, 50.0


@dataclass(frozen=True, slots=True)
class Score:
    """A measure of ``n`` forecasts with its 95 % interval; ``note`` says what is lacking.

    ``value`` is ``None`` where the measure is not defined, ``low`` and ``high`` where there
    are too few forecasts for an interval.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    note: str = ""

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {name: getattr(self, name) for name in self.__slots__}


def skill(outcomes: Array, probabilities: Array) -> float:
    """How much of the Brier score of always saying the share is saved: 1 is perfect.

    >>> skill(np.array([0, 1]), np.array([0.5, 0.5]))
    0.0
    """
    share = outcomes.mean()
    spread = share * (1 - share)
    return float(1 - brier(outcomes, probabilities) / spread) if spread else np.nan


def gap(outcomes: Array, probabilities: Array) -> float:
    """How much surer it sounds than it came true: mean probability less share.

    >>> gap(np.array([0, 1]), np.array([0.75, 0.75]))
    0.25
    """
    return float(probabilities.mean() - outcomes.mean())


def overconfidence(outcomes: Array, probabilities: Array) -> float:
    """How sure of the likelier side, less how often that side came true; below 0: too timid.

    "Unlikely" and "likely" count alike here. Right at one half no side is likelier, and half
    a hit is counted.

    >>> overconfidence(np.array([0, 1, 1, 0]), np.array([0.1, 0.9, 0.9, 0.9]))
    0.15
    """
    sure = np.maximum(probabilities, 1 - probabilities)
    right = np.where(probabilities > 0.5, outcomes, 1 - outcomes)
    right = np.where(probabilities == 0.5, 0.5, right)
    return round(float(sure.mean() - right.mean()), 12)


def discrimination(outcomes: Array, probabilities: Array) -> float:
    """The area under the ROC curve, by scikit-learn; NaN where all came out alike.

    >>> discrimination(np.array([0, 1, 1]), np.array([0.2, 0.1, 0.9]))
    0.5
    """
    from sklearn.metrics import roc_auc_score

    if len(np.unique(outcomes)) < 2:
        return np.nan
    return float(roc_auc_score(outcomes, probabilities))


def slope(outcomes: Array, probabilities: Array) -> float:
    """By what the forecasts' log-odds must be multiplied to fit: below 1 is over-confident.

    Cox's calibration slope (1958), by logistic regression. NaN where the outcomes are all
    alike, all forecasts one number, or the two sides do not overlap.

    >>> said = np.repeat([0.2, 0.8], 100)
    >>> came = np.tile([1] * 2 + [0] * 8, 10), np.tile([1] * 8 + [0] * 2, 10)
    >>> round(slope(np.concatenate(came), said), 6)
    1.0
    """
    if len(np.unique(outcomes)) < 2 or np.ptp(probabilities) == 0:
        return np.nan
    odds, inverse = np.unique(_log_odds(probabilities), return_inverse=True)
    n, came = np.bincount(inverse), np.bincount(inverse, outcomes)
    offset = steep = 0.0
    for _ in range(_STEPS):  # Newton's method
        now = 1 / (1 + np.exp(-np.clip(offset + steep * odds, -30, 30)))
        weight, left = n * now * (1 - now), came - n * now
        total, first, second = weight.sum(), (weight * odds).sum(), (weight * odds**2).sum()
        spread = total * second - first**2
        if spread <= 1e-12 * total * second or abs(steep) > _STEEPEST:
            return np.nan
        up, along = left.sum(), (left * odds).sum()
        move = (total * along - first * up) / spread
        offset += float(np.clip((second * up - first * along) / spread, -2, 2))
        steep += float(np.clip(move, -2, 2))
        if abs(move) < 1e-9:
            return steep
    return np.nan


def _log_odds(probabilities: Array) -> Array:
    p = np.clip(probabilities, _EDGE, 1 - _EDGE)
    return np.asarray(np.log(p / (1 - p)))


MEASURES: dict[str, Measure] = {
    "Brier score": brier,
    "Brier skill": skill,
    "log score": log_loss,
    "gap": gap,
    "over-confidence": overconfidence,
    "calibration slope": slope,
    "AUC": discrimination,
}


def measure_all(
    outcomes: Array,
    probabilities: Array,
    clusters: Array,
    *,
    measures: Mapping[str, Measure] = MEASURES,
    n_draws: int = 500,
    seed: int = 0,
) -> tuple[Score, ...]:
    """The measures with their intervals; whole clusters are drawn, with replacement."""
    enough = len(np.unique(clusters)) >= LEAST
    draws = [
        [
            (_DRAWN.get(name) or of)(outcomes[chosen], probabilities[chosen])
            for name, of in measures.items()
        ]
        for chosen in (resamples(clusters, n_draws, seed) if enough else ())
    ]
    drawn = np.array(draws).reshape(-1, len(measures))
    return tuple(
        _score(name, of(outcomes, probabilities), drawn[:, at], outcomes, probabilities)
        for at, (name, of) in enumerate(measures.items())
    )


def resamples(clusters: Array, n_draws: int, seed: int) -> Iterator[Array]:
    """Indices of bootstrap samples, clusters drawn whole."""
    random = np.random.default_rng(seed)
    _, index = np.unique(clusters, return_inverse=True)
    order, sizes = np.argsort(index, kind="stable"), np.bincount(index)
    if len(sizes) == len(order):  # each by itself
        for _ in range(n_draws):
            yield random.integers(0, len(order), len(order))
        return
    members = np.split(order, np.cumsum(sizes)[:-1])
    for _ in range(n_draws):
        drawn = random.integers(0, len(members), len(members))
        yield np.concatenate([members[i] for i in drawn])


def _score(name: str, value: float, draws: Array, outcomes: Array, p: Array) -> Score:
    n = len(outcomes)
    if np.isnan(value):
        return Score(name, None, None, None, n, _undefined(outcomes, p))
    if not len(draws):
        few = f"no interval: fewer than {LEAST} independent forecasts"
        return Score(name, value, None, None, n, few)
    if np.isnan(draws).mean() > 0.1:
        return Score(name, value, None, None, n, "no interval: seldom defined on a part")
    low, high = np.nanquantile(draws, [0.025, 0.975])
    return Score(name, value, float(low), float(high), n)


def rank_area(outcomes: Array, probabilities: Array) -> float:
    """The same as `discrimination` by counts of equal numbers: faster, for many samples."""
    _, inverse = np.unique(probabilities, return_inverse=True)
    came = np.bincount(inverse, outcomes)
    failed = np.bincount(inverse) - came
    pairs = came.sum() * failed.sum()
    if not pairs:
        return np.nan
    below = np.cumsum(failed) - failed
    return float((came * (below + failed / 2)).sum() / pairs)


_DRAWN = {"AUC": rank_area}


def _undefined(outcomes: Array, probabilities: Array) -> str:
    if len(np.unique(outcomes)) < 2:
        return f"not defined: all {len(outcomes)} outcomes are {int(outcomes[0])}"
    if np.ptp(probabilities) == 0:
        return "not defined: all forecasts are one number"
    return "not defined: outcomes of the two sides do not overlap"
