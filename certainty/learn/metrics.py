"""Figures of merit for binary probabilities, each with an interval by document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Metric = Callable[[Array, Array], float]


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its 95 % bootstrap interval, documents drawn with replacement."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f}-{self.high:.3f})"


def f1(truth: Array, probability: Array) -> float:
    """F1 of the positive class at one half; 0 where nothing is found.

    >>> f1(np.array([1, 0, 1]), np.array([0.9, 0.8, 0.7]))
    0.8
    """
    found = probability >= 0.5
    hits = int((found & (truth == 1)).sum())
    total = int(found.sum()) + int((truth == 1).sum())
    return 2 * hits / total if total else 0.0


def expected_calibration_error(truth: Array, probability: Array, *, n_bins: int = 10) -> float:
    """Mean gap between probability and observed share over equal-mass bins.

    >>> expected_calibration_error(np.array([0, 1]), np.array([0.0, 1.0]))
    0.0
    """
    order = np.argsort(probability, kind="stable")
    bins = [part for part in np.array_split(order, n_bins) if len(part)]
    gaps = [abs(probability[part].mean() - truth[part].mean()) * len(part) for part in bins]
    return float(sum(gaps) / len(order))


def brier(truth: Array, probability: Array) -> float:
    """Mean squared difference of probability and outcome."""
    return float(((probability - truth) ** 2).mean())


def log_loss(truth: Array, probability: Array) -> float:
    """Mean negative log-likelihood; probabilities are kept a millionth off 0 and 1.

    >>> round(log_loss(np.array([1, 0]), np.array([0.5, 0.5])), 3)
    0.693
    """
    p = np.clip(probability, 1e-6, 1 - 1e-6)
    return float(-(truth * np.log(p) + (1 - truth) * np.log(1 - p)).mean())


def with_interval(
    metric: Metric, truth: Array, probability: Array, groups: Array, *, n_draws: int = 200
) -> Figure:
    """The metric and its interval; whole documents are drawn, as they are not independent."""
    random = np.random.default_rng(0)
    _, index = np.unique(groups, return_inverse=True)
    members = np.split(np.argsort(index, kind="stable"), np.cumsum(np.bincount(index))[:-1])
    draws = []
    for _ in range(n_draws):
        chosen = np.concatenate(
            [members[i] for i in random.integers(0, len(members), len(members))]
        )
        draws.append(metric(truth[chosen], probability[chosen]))
    low, high = np.quantile(draws, [0.025, 0.975])
    return Figure(metric(truth, probability), float(low), float(high))
