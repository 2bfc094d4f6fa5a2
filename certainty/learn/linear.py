"""Fit one head: a logistic regression on named features, with scores out of fold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from certainty.evaluation.metrics import Array
from certainty.features import OWN
from certainty.heads import UNCALIBRATED, Calibration, Head
from certainty.model_file import unit_of

#: Names of features, one list for each example; a name that stands twice counts twice.
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Settings:
    """How a head is fitted; chosen by cross-validation grouped by document.

    ``penalty`` is scikit-learn's C; ``sparse`` asks for an L1 penalty; features seen in
    fewer than ``least`` examples are left out, and weights below ``prune`` dropped.
    """

    penalty: float
    sparse: bool = False
    least: int = 2
    prune: float = 0.02


@dataclass(frozen=True, slots=True)
class Examples:
    """What a head learns from: features, truth, the document, and how much each counts."""

    rows: Rows
    truth: Array
    groups: Array
    weight: Array


def folds(groups: Array, n: int) -> list[tuple[Array, Array]]:
    """Indices to fit and to test on; no document is in both."""
    return list(GroupKFold(n).split(np.zeros(len(groups)), groups=groups))


def out_of_fold(examples: Examples, settings: Settings, n_folds: int) -> Array:
    """The score of each example under weights that were fitted without its document."""
    scores = np.zeros(len(examples.truth))
    for fit, test in folds(examples.groups, n_folds):
        names, coefficients, bias = _regression(examples, settings, fit)
        scores[test] = _matrix([examples.rows[i] for i in test], names) @ coefficients + bias
    return scores


def fit_head(
    examples: Examples, settings: Settings, calibration: Calibration = UNCALIBRATED
) -> Head:
    """A head fitted on all examples, its weights rounded to sixteen bits.

    What stands for a candidate by name is kept however small it is: it says that the
    candidate was learnt.
    """
    return round_weights(*fit_weights(examples, settings), calibration)


def round_weights(exact: dict[str, float], bias: float, calibration: Calibration) -> Head:
    """A head of the same weights in sixteen bits."""
    unit = unit_of(exact)
    weights = {name: round(value / unit) * unit for name, value in exact.items()}
    return Head.of(weights, bias, calibration)


def rounding_gap(rows: Rows, exact: dict[str, float], head: Head) -> float:
    """How far a probability moves at most because the weights have sixteen bits."""
    rounded, of = head.named(), head.calibration.of
    gap = 0.0
    for row in rows:
        ours, theirs = (score_of(row, table, head.bias) for table in (rounded, exact))
        gap = max(gap, abs(of(ours) - of(theirs)))
    return gap


def score_of(row: Sequence[str], weights: dict[str, float], bias: float) -> float:
    """The score of an example, by the names of its features."""
    return bias + sum(weights.get(name, 0.0) for name in row)


def fit_weights(examples: Examples, settings: Settings) -> tuple[dict[str, float], float]:
    """The weights that are kept, as they were fitted, and the bias."""
    names, coefficients, bias = _regression(examples, settings, np.arange(len(examples.truth)))
    kept = {
        name: float(coefficients[column])
        for name, column in names.items()
        if abs(coefficients[column]) >= settings.prune or name.startswith(OWN[0] + "\t")
    }
    return kept, bias


def _regression(
    examples: Examples, settings: Settings, chosen: Array
) -> tuple[dict[str, int], Array, float]:
    rows = [examples.rows[i] for i in chosen]
    counts = Counter(name for row in rows for name in set(row))
    frequent = sorted(name for name, count in counts.items() if count >= settings.least)
    names = {name: column for column, name in enumerate(frequent)}
    fitted: Any = LogisticRegression(
        C=settings.penalty,
        l1_ratio=int(settings.sparse),
        solver="liblinear",
        random_state=0,
    )
    truth, weight = examples.truth[chosen], examples.weight[chosen]
    if len(np.unique(truth)) == 1:  # nothing to tell apart: as sure as so many examples make
        sure = float(np.log(2 * len(truth) + 1))
        return names, np.zeros(len(names)), sure if truth[0] else -sure
    fitted.fit(_matrix(rows, names), truth, sample_weight=weight)
    return names, fitted.coef_[0], float(fitted.intercept_[0])


def _matrix(rows: Rows, names: dict[str, int]) -> Any:
    columns = [[names[name] for name in row if name in names] for row in rows]
    ends = np.cumsum([0, *map(len, columns)]).astype(np.int32)
    flat = np.fromiter((c for row in columns for c in row), np.int32, ends[-1])
    shape = (len(rows), max(len(names), 1))
    matrix = csr_matrix((np.ones(len(flat)), flat, ends), shape)
    matrix.sum_duplicates()
    return matrix
