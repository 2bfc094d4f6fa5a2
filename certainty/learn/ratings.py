"""Fit the score that moves a sentence's certainty, on people's ratings.

Two kinds of rating: how certain a science finding sounds (Pei & Jurgens 2021, 1 to 6), and
whether a news sentence's events happened (UW, mean size of factuality), which counts a
little, so that the score does not learn science alone.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.stats import pearsonr
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import Ridge

from certainty.annotator import Annotator
from certainty.evaluation.bootstrap import Figure, with_interval
from certainty.evaluation.metrics import Array
from certainty.features import WORD
from certainty.heads import Head
from certainty.learn.corpora import require
from certainty.learn.linear import folds
from certainty.lexicon import Lexicon
from certainty.model import Model
from certainty.model_file import unit_of
from certainty.ratings import (
    CLASSES,
    DENSE,
    ENTRY,
    Heard,
    Ratings,
    class_of,
    dense,
    features,
)

RATED = ("pei_jurgens_sentence.train", "pei_jurgens_sentence.val")
EVENTS = ("uw.train", "uw.dev")
#: What a news sentence counts beside a rated one.
EVENT_WEIGHT = 0.05
#: How often a word or a cue must stand in the rated sentences to count by name.
LEAST_SEEN = 3
#: Ridge regression with these scales of the features: the larger, the freer its weights.
SCALES = {WORD: 0.15, ENTRY: 0.5}
OTHER_SCALE = 0.6
COVERAGE = 0.9


@dataclass(frozen=True, slots=True)
class Rated:
    """A sentence as annotation hears it, its rating from 0 to 1, and its document."""

    text: str
    heard: Heard
    rating: float
    document: str
    weight: float


def read_rated(folder: Path, model: Model, lexicon: Lexicon) -> list[Rated]:
    """The rated sentences under ``folder``; those that assert nothing are left out."""
    annotator = Annotator(lexicon=lexicon, model=model)
    require(folder, [f"{name}.jsonl.gz" for name in (*RATED, *EVENTS)])
    found = []
    for name in (*RATED, *EVENTS):
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        for number, row in enumerate(rows):
            heard = annotator.pipeline.heard(row["text"])
            rating = _rating(row)
            if rating is None or not heard:
                continue
            document = row["meta"].get("doc") or row["meta"].get("file_idx") or number // 20
            weight = 1.0 if name in RATED else EVENT_WEIGHT
            document = f"{name.split('.')[0]} {document}"
            found.append(Rated(row["text"], heard[0], rating, document, weight))
    return found


def _rating(row: dict[str, object]) -> float | None:
    events: list[dict[str, float]] = row.get("events") or []  # type: ignore[assignment]
    if row.get("certainty") is not None:
        return (float(str(row["certainty"])) - 1) / 5
    if events:
        return float(np.mean([abs(event["factuality"]) for event in events]) / 3)
    return None


@dataclass(frozen=True, slots=True)
class FittedRatings:
    """The score with its figures on the science findings, out of fold."""

    ratings: Ratings
    figures: dict[str, Figure]
    n: int


def fit_ratings(rated: Sequence[Rated], n_folds: int) -> FittedRatings:
    """Fit the score, take the intervals from residuals out of fold, and measure both."""
    groups = np.array([r.document for r in rated])
    truth = np.array([r.rating for r in rated])
    science = np.array([r.weight == 1.0 for r in rated])
    kinds = np.array([class_of(r.heard) for r in rated])
    means, scores = np.zeros(len(rated)), np.zeros(len(rated))
    heads: list[tuple[Head, Array, Array]] = []
    for fit, test in folds(groups, n_folds):
        head = _fit([rated[i] for i in fit])
        heads.append((head, fit[science[fit]], test))
        ratings = Ratings(head, dict.fromkeys(CLASSES, (0.0, 0.0)))
        for i in test:
            heard = rated[i].heard
            worded = head.weigh(heard.words)
            scores[i] = ratings.score(heard, worded)
            means[i] = ratings.adjust(heard, worded).mean
    reach = _reach(truth[science], means[science], kinds[science])
    low, high = np.zeros(len(rated)), np.zeros(len(rated))
    for head, fit, test in heads:
        ratings = Ratings(head, _reach(truth[fit], means[fit], kinds[fit]))
        for i in test:
            adjusted = ratings.adjust(rated[i].heard, head.weigh(rated[i].heard.words))
            low[i], high[i] = adjusted.low, adjusted.high
    covered = ((truth >= low) & (truth <= high)).astype(float)
    rules = np.array([r.heard.certainty.mean for r in rated])
    hedged = np.array([1 - r.heard.hedged for r in rated])
    cues = np.array([len(r.heard.cues) for r in rated])
    at = science
    tfidf = _tfidf([r.text for r in rated], truth, groups, at, n_folds)
    figures = {
        "r": with_interval(_pearson, truth[at], means[at], groups[at]),
        "r, unbounded score": with_interval(_pearson, truth[at], scores[at], groups[at]),
        "r, rules alone": with_interval(_pearson, truth[at], rules[at], groups[at]),
        "r, TF-IDF ridge of words and pairs": with_interval(
            _pearson, truth[at], tfidf, groups[at]
        ),
        "r, minus the number of cues": with_interval(
            _pearson, truth[at], -cues[at], groups[at]
        ),
        "r, 1 - hedged": with_interval(_pearson, truth[at], hedged[at], groups[at]),
        "coverage of the 90 % interval": with_interval(
            lambda t, p: float(p.mean()), truth[at], covered[at], groups[at]
        ),
        "width": with_interval(
            lambda t, p: float(p.mean()), truth[at], (high - low)[at], groups[at]
        ),
    }
    return FittedRatings(Ratings(_fit(rated), reach), figures, int(at.sum()))


def _fit(rated: Sequence[Rated]) -> Head:
    """Ridge regression on centred ratings."""
    weight = np.array([r.weight for r in rated])
    science = weight == 1.0
    truth = np.array([5 * r.rating for r in rated])
    truth[science] -= truth[science].mean()
    truth[~science] -= truth[~science].mean()
    rows = [_row(r.heard) for r in rated]
    seen = Counter(name for row, own in zip(rows, science) if own for name in row)
    names = sorted(name for name, count in seen.items() if count >= LEAST_SEEN)
    coefficients, bias = _ridge(rows, names, truth, weight)
    weights = dict(zip(names, coefficients))
    unit = unit_of(weights)
    return Head.of(
        {n: round(w / unit) * unit for n, w in weights.items() if round(w / unit)}, bias
    )


def _ridge(
    rows: Sequence[dict[str, float]], names: Sequence[str], truth: Array, weight: Array
) -> tuple[list[float], float]:
    column = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for at, row in enumerate(rows):
        for name, value in row.items():
            if name in column:
                matrix[at, column[name]] = value
    scale = np.array([_scale(name) for name in names])
    fitted = Ridge(1.0).fit(matrix * scale, truth, sample_weight=weight)
    return (fitted.coef_ * scale).tolist(), float(fitted.intercept_)


def _tfidf(
    texts: Sequence[str], truth: Array, groups: Array, chosen: Array, n_folds: int
) -> Array:
    """The ratings of the chosen as a ridge on their words has them, out of fold."""
    at = np.flatnonzero(chosen)
    found = np.zeros(len(at))
    for fit, test in folds(groups[at], n_folds):
        pairs = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
        matrix = pairs.fit_transform([texts[i] for i in at[fit]])
        ridge = Ridge(1.0).fit(matrix, truth[at[fit]])
        found[test] = ridge.predict(pairs.transform([texts[i] for i in at[test]]))
    return found


def _row(heard: Heard) -> dict[str, float]:
    row = dict(zip(DENSE, map(float, dense(heard))))
    for name in features(heard):
        row[name] = row.get(name, 0.0) + 1.0
    return row


def _scale(name: str) -> float:
    return SCALES.get(name.partition("\t")[0], OTHER_SCALE)


def _reach(truth: Array, means: Array, kinds: Array) -> dict[str, tuple[float, float]]:
    """For each class how far nine in ten ratings lie below and above the number."""
    tail = (1 - COVERAGE) / 2
    reach = {}
    for kind in CLASSES:
        # few sentences are low; their residuals are joined with those of all soft ones
        chosen = kinds == kind if kind == "flat" else ~np.isin(kinds, ("flat", "firm"))
        residuals = truth[chosen] - means[chosen]
        below, above = np.quantile(residuals, [tail, 1 - tail], method="closest_observation")
        reach[kind] = (round(float(max(-below, 0.0)), 3), round(float(max(above, 0.0)), 3))
    return reach


def _pearson(truth: Array, predicted: Array) -> float:
    return float(pearsonr(truth, predicted).statistic)
