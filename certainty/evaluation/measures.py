"""The figures of each part: how they are computed, and drawn anew for their intervals.

A figure is computed by scikit-learn or SciPy where they have it. For the draws of the
bootstrap it is computed from sums over documents, all draws at once; tests hold the two ways
together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from certainty.evaluation.metrics import (
    Array,
    calibration_errors,
    correlations,
    covered,
    log_losses,
    spearman_correlations,
)

Columns = Mapping[str, Array]


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a part.

    ``sums`` computes it from the sums of columns, or ``weighed`` from columns and a weight
    for each unit; both for many draws at once. ``exact`` is the figure of all units by
    another library. ``n`` is the column whose sum tells what it is a share of; ``undefined``
    says why there may be no value, and ``better`` whether more is (1) or less (-1).
    """

    name: str
    n: str = "one"
    sums: Callable[[Columns], Array] | None = None
    weighed: Callable[[Columns, Array], Array] | None = None
    exact: Callable[[Columns], float] | None = None
    undefined: str = "nothing to measure"
    better: int = 1


def ratio(top: str, bottom: str) -> Callable[[Columns], Array]:
    """One sum divided by another, NaN where that is nought."""
    return lambda sums: _divide(sums[top], sums[bottom])


def _divide(top: Array, bottom: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(bottom > 0, top / np.maximum(bottom, 1e-300), np.nan)


def harmonic(hits: tuple[str, str], totals: tuple[str, str]) -> Callable[[Columns], Array]:
    """F1 from two shares; NaN where there is nothing to find, 0 where nothing was."""

    def f(sums: Columns) -> Array:
        true = sums[totals[1]]
        precision = np.nan_to_num(_divide(sums[hits[0]], sums[totals[0]]))
        recall = _divide(sums[hits[1]], true)
        both = _divide(2 * precision * recall, precision + recall)
        return np.where(true > 0, np.nan_to_num(both), np.nan)

    return f


def _shares(hit: str, hit_true: str | None = None, name: str = "") -> tuple[Measure, ...]:
    """Precision, recall and F1 from counts."""
    hits = (hit, hit_true or hit)
    return (
        Measure(f"precision{name}", "found", ratio(hit, "found"), undefined="nothing found"),
        Measure(f"recall{name}", "true", ratio(hits[1], "true"), undefined="nothing to find"),
        Measure(
            f"F1{name}", "one", harmonic(hits, ("found", "true")), undefined="nothing to find"
        ),
    )


def _pearson(sums: Columns) -> Array:
    return correlations(*(sums[name] for name in ("one", "x", "y", "xx", "yy", "xy")))


def _f_of(place: int) -> Callable[[Columns], float]:
    def exact(columns: Columns) -> float:
        from sklearn.metrics import precision_recall_fscore_support

        truth, found = columns["truth"], columns["found"]
        scores = precision_recall_fscore_support(
            truth, found, average="binary", pos_label=1, zero_division=0.0
        )
        return float(scores[place])

    return exact


def _brier(columns: Columns) -> float:
    from sklearn.metrics import brier_score_loss

    return float(brier_score_loss(columns["truth"], columns["probability"], labels=[0, 1]))


def _mean_error(columns: Columns) -> float:
    from sklearn.metrics import mean_absolute_error

    return float(mean_absolute_error(columns["label"], columns["mean"]))


def _r(columns: Columns) -> float:
    from scipy.stats import pearsonr

    return float(pearsonr(columns["label"], columns["mean"]).statistic)


def _rho(columns: Columns) -> float:
    from scipy.stats import spearmanr

    return float(spearmanr(columns["label"], columns["mean"]).statistic)


_NO_POSITIVE = "no positive example"
_FLAT = "labels or numbers are all the same"
ANSWER = (
    Measure(
        "precision",
        "found",
        sums=ratio("hit", "found"),
        exact=_f_of(0),
        undefined="nothing found",
    ),
    Measure(
        "recall", "truth", sums=ratio("hit", "truth"), exact=_f_of(1), undefined=_NO_POSITIVE
    ),
    Measure(
        "F1",
        sums=harmonic(("hit", "hit"), ("found", "truth")),
        exact=_f_of(2),
        undefined=_NO_POSITIVE,
    ),
    Measure("Brier", sums=ratio("squared", "one"), exact=_brier, better=-1),
    Measure("log loss", sums=ratio("loss", "one"), better=-1),
    Measure(
        "ECE",
        weighed=lambda c, w: calibration_errors(c["truth"], c["probability"], w),
        better=-1,
    ),
)
_RATED = (
    Measure("Pearson", sums=_pearson, exact=_r, undefined=_FLAT),
    Measure(
        "Spearman",
        weighed=lambda c, w: spearman_correlations(c["label"], c["mean"], w),
        exact=_rho,
        undefined=_FLAT,
    ),
    Measure("MAE", sums=ratio("error", "one"), exact=_mean_error, better=-1),
)
_INTERVAL = (
    Measure("coverage", sums=ratio("inside", "one")),
    Measure("width", sums=ratio("width", "one"), better=-1),
)
MEASURES: dict[str, tuple[Measure, ...]] = {
    "hedge": ANSWER,
    "weasel": ANSWER,
    "cues": (
        *_shares("exact", name=", exact"),
        *_shares("hit_found", "hit_true", name=", overlap"),
    ),
    "scopes": (
        *_shares("exact", name=", exact"),
        Measure(
            "F1, tokens",
            "tokens_true",
            harmonic(("tokens_hit", "tokens_hit"), ("tokens_found", "tokens_true")),
        ),
        Measure("exact, cue found", "matched", ratio("exact", "matched")),
        Measure(
            "F1 of tokens, cue found",
            "matched_true",
            harmonic(("tokens_hit", "tokens_hit"), ("matched_found", "matched_true")),
        ),
    ),
    "certainty": (
        *_RATED,
        Measure("RPS", sums=ratio("ranked", "one"), better=-1),
        *_INTERVAL,
    ),
    "events": (*_RATED, *_INTERVAL),
    "source": (Measure("right", sums=ratio("right", "one")), *_shares("hit")),
}
#: Spans of one kind; how many went with a cue of the same type is for the library's own kinds.
KIND = (
    Measure("precision, exact", "found", ratio("exact", "found")),
    Measure("precision, overlap", "found", ratio("hit", "found")),
)
SAME_KIND = Measure("precision, same kind", "found", ratio("same", "found"))
#: Cues of one type.
TYPE = (
    Measure("recall, exact", "true", ratio("exact", "true")),
    Measure("recall, overlap", "true", ratio("hit", "true")),
)
SAME_TYPE = Measure("recall, same kind", "true", ratio("same", "true"))


def measures_of(part: str, *, own: bool = False) -> tuple[Measure, ...]:
    """The measures of a part; ``own``: the labelled types are the library's kinds."""
    if part.startswith("kind "):
        return (*KIND, SAME_KIND) if own else KIND
    if part.startswith("type "):
        return (*TYPE, SAME_TYPE) if own else TYPE
    return MEASURES[part.partition(", ")[0]]


def derived(columns: Columns) -> Columns:
    """The columns of units with those that follow from them."""
    n = len(next(iter(columns.values())))
    more: dict[str, Array] = {"one": np.ones(n)}
    if "probability" in columns:
        truth, probability = columns["truth"], columns["probability"]
        more["squared"] = (probability - truth) ** 2
        more["loss"] = log_losses(truth, probability)
    if "mean" in columns:
        label, mean = columns["label"], columns["mean"]
        x, y = label - label.mean(), mean - mean.mean()
        more |= {"x": x, "y": y, "xx": x * x, "yy": y * y, "xy": x * y}
        more["error"] = np.abs(mean - label)
        more["inside"] = covered(label, columns["low"], columns["high"])
        more["width"] = columns["high"] - columns["low"]
    return {**columns, **more}
