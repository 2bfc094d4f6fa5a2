"""Map the shipped certainty to the scale of somebody's own readers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from certainty.annotator import Annotator
from certainty.errors import InputError
from certainty.evaluation.bootstrap import with_interval
from certainty.evaluation.metrics import Array
from certainty.learn.calibrated import Calibrated
from certainty.learn.linear import folds as folds_of
from certainty.learn.own import rows_of
from certainty.learn.reader_curves import HELD_OUT, Rated, fit_whole, mapped
from certainty.learn.results import FOLDS


def calibrate(
    examples: str | Path | Iterable[Mapping[str, Any]],
    *,
    rating_range: tuple[float, float] = (0.0, 1.0),
    annotator: Annotator | None = None,
    coverage: float = 0.9,
    folds: int = FOLDS,
    seed: int = 0,
) -> Calibrated:
    """Fit an annotator to your readers' ratings of sentences.

    ``examples`` are a ``.jsonl`` or ``.jsonl.gz`` file or rows with ``text``, one sentence, and
    ``certainty``, its rating; ``meta.doc`` names the document, whose rows stay together.
    ``rating_range`` are the ends of the readers' scale, that of "certainly not so" first, as in
    ``(1, 6)``. ``annotator`` is the one to map, by default the shipped one. ``coverage`` is
    the share of ratings that an interval is to cover, above 0 and below 1.

    The result's ``about`` holds the figures of cross-validation in ``folds`` folds: the whole
    procedure is repeated without a fold and judged on it. Rows without a rating, and texts
    that are no single sentence that asserts something, are left out and counted there.

    Raises `InputError` with file and line for a row that does not fit, for ratings that do
    not rise with the certainty, and where there is too little to fit.

    >>> texts = ["Rain is unlikely.", "Hail is likely.", "Fog is certain.", "It may thaw."]
    >>> rows = [
    ...     {"text": text, "certainty": rating, "meta": {"doc": str(at)}}
    ...     for at in range(20)
    ...     for text, rating in zip(texts, (2, 5, 6, 3 + at % 2))
    ... ]
    >>> mine = calibrate(rows, rating_range=(1, 6))
    >>> mine.rate("Snow is likely.")[0].mean > mine.rate("Snow is unlikely.")[0].mean
    True
    """
    first, last = rating_range
    if first == last or not math.isfinite(first) or not math.isfinite(last):
        raise ValueError(f"rating_range {rating_range!r} spans nothing; give two ends")
    if not 0 < coverage < 1:
        raise ValueError(f"coverage {coverage!r} is not between 0 and 1")
    annotator = annotator or Annotator()
    data, left_out = _read(examples, annotator, (first, last))
    _require_enough(data, coverage, folds)
    curve, below, above, losses = fit_whole(data, coverage, folds, seed)
    about = {
        "n": len(data.said),
        "documents": len(np.unique(data.groups)),
        "left_out": left_out,
        "folds": folds,
        "losses": losses,
        "figures": _figures(data, coverage, folds, seed, abs(last - first)),
    }
    return Calibrated(annotator, curve, below, above, coverage, (first, last), about)


def _read(
    examples: str | Path | Iterable[Mapping[str, Any]],
    annotator: Annotator,
    ends: tuple[float, float],
) -> tuple[Rated, dict[str, int]]:
    said, ratings, groups = [], [], []
    left_out: Counter[str] = Counter()
    for row, where in rows_of(examples):
        rating = _rating(row, where, ends)
        found = [s.certainty for s in annotator(row["text"]).sentences if s.certainty]
        if rating is None:
            left_out["no rating"] += 1
        elif len(found) != 1:
            left_out["several sentences" if found else "asserts nothing"] += 1
        else:
            said.append(found[0].mean)
            ratings.append(rating)
            groups.append(str((row.get("meta") or {}).get("doc") or where))
    return Rated(np.array(said), np.array(ratings), np.array(groups)), dict(left_out)


def _rating(row: Any, where: str, ends: tuple[float, float]) -> float | None:
    """The rating as a place from 0 to 1."""
    if not isinstance(row, Mapping) or not isinstance(row.get("text"), str):
        raise InputError(f"{where}: no object with a text; give {{'text': '...'}}")
    value = row.get("certainty")
    if value is None or value != value:
        return None
    first, last = ends
    if isinstance(value, (bool, str)) or not min(ends) <= value <= max(ends):
        raise InputError(
            f"{where}: certainty is {value!r}, no number from {first:g} to {last:g}; give the "
            "ends of your scale as rating_range"
        )
    return float((value - first) / (last - first))


def _require_enough(data: Rated, coverage: float, folds: int) -> None:
    n_documents = len(np.unique(data.groups))
    if n_documents < max(folds, 3):
        raise InputError(
            f"{n_documents} documents for {folds} folds; give more (meta.doc), or fewer folds"
        )
    residuals = _least_residuals(coverage)
    least = math.ceil(residuals / HELD_OUT * folds / (folds - 1))
    if len(data.said) < least:
        raise InputError(
            f"{len(data.said)} rated sentences; an interval that covers {coverage:g} needs "
            f"{residuals} residuals in each fold, so give at least {least}, or ask for less"
        )
    if np.ptp(data.said) == 0 or np.ptp(data.rating) == 0:
        raise InputError("all sentences have one number; there is nothing to fit a curve to")
    if np.corrcoef(data.said, data.rating)[0, 1] < 0:
        raise InputError(
            "the ratings fall where the certainty rises; turn rating_range round if your "
            "scale runs from certain to uncertain"
        )


def _least_residuals(coverage: float) -> int:
    """With fewer residuals a bound of the interval would have to be infinite."""
    return math.ceil(2 / (1 - coverage) - 1 - 1e-9)


def _figures(
    data: Rated, coverage: float, folds: int, seed: int, span: float
) -> dict[str, list[float]]:
    """Figures out of fold with their 95 % intervals; errors and widths in the users' units."""
    mean, inside, width = (np.zeros(len(data.said)) for _ in range(3))
    for fit, test in folds_of(data.groups, folds):
        curve, below, above, _ = fit_whole(data.part(fit), coverage, folds, seed)
        mean[test] = mapped(curve, data.said[test])
        low, high = np.maximum(mean[test] - below, 0), np.minimum(mean[test] + above, 1)
        inside[test] = (low - 1e-9 <= data.rating[test]) & (data.rating[test] <= high + 1e-9)
        width[test] = high - low
    figures = {
        "MAE": (_mae, mean, span),
        "MAE, as shipped": (_mae, data.said, span),
        "r": (_r, mean, 1.0),
        "coverage": (_mean, inside, 1.0),
        "width": (_mean, width, span),
    }
    found = {}
    for name, (metric, values, unit) in figures.items():
        figure = with_interval(metric, data.rating, values, data.groups)
        parts = (figure.value, figure.low, figure.high)
        found[name] = [round((v or 0.0) * unit, 6) for v in parts]
    return found


def _mae(truth: Array, found: Array) -> float:
    return float(np.abs(truth - found).mean())


def _r(truth: Array, found: Array) -> float:
    if np.ptp(truth) == 0 or np.ptp(found) == 0:
        return 0.0
    return float(np.corrcoef(truth, found)[0, 1])


def _mean(_: Array, values: Array) -> float:
    return float(values.mean())
