"""A trained head with its cross-validated figures."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from certainty.evaluation.bootstrap import Figure, with_interval
from certainty.evaluation.metrics import Array, brier, expected_calibration_error, f1
from certainty.heads import Head
from certainty.learn.calibration import METHODS, best, compare, cross_calibrated
from certainty.learn.linear import (
    Examples,
    Settings,
    fit_weights,
    out_of_fold,
    round_weights,
    rounding_gap,
)

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Result:
    """A head with its cross-validated figures.

    ``losses`` is the log loss of each method of calibration, ``n`` and ``positive`` count
    the examples that the figures are of, and ``gap`` is how far probabilities move at most
    when the weights are rounded to sixteen bits.
    """

    head: Head
    figures: dict[str, Figure]
    losses: dict[str, float]
    method: str
    n: int
    positive: int
    gap: float


def result_of(
    data: Examples,
    settings: Settings,
    chosen: Array | None = None,
    n_folds: int = FOLDS,
) -> Result:
    """Fit, calibrate and measure; the last two on the ``chosen`` examples alone."""
    if chosen is None:
        chosen = np.ones(len(data.truth), bool)
    scores = out_of_fold(data, settings, n_folds)
    losses = compare(scores, data.truth, data.groups, chosen, n_folds)
    method = best(losses)
    found = cross_calibrated(scores, data.truth, data.groups, chosen, method, n_folds)
    calibration = METHODS[method](scores[chosen], data.truth[chosen])
    figures = figures_of(data.truth[chosen], found[chosen], data.groups[chosen])
    exact, bias = fit_weights(data, settings)
    head = round_weights(exact, bias, calibration)
    counts = int(chosen.sum()), int(data.truth[chosen].sum())
    return Result(head, figures, losses, method, *counts, rounding_gap(data.rows, exact, head))


def figures_of(truth: Array, probability: Array, groups: Array) -> dict[str, Figure]:
    """F1 at one half, calibration error and Brier score, each with its interval."""
    metrics = {"F1": f1, "ECE": expected_calibration_error, "Brier": brier}
    return {
        name: with_interval(metric, truth, probability, groups)
        for name, metric in metrics.items()
    }


def only(families: Collection[str] | None, names: list[str]) -> list[str]:
    """The names of features of these families; all where none are given."""
    if families is None:
        return names
    return [name for name in names if name.partition("\t")[0] in families]
