"""Train the judge of events on the factuality corpora.

UW and MEANTIME (news), UDS-IH2 (web) and MegaVeridicality (templates) ask different
questions of an event, so that each has an expert; none may be pooled with another. An expert
is a ridge regression over hashed features, then boosted trees over what the families of
features add up to, over plain numbers and over the other corpora's sums.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_matrix
from scipy.stats import pearsonr
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import LogisticRegression, Ridge

from certainty.annotator import Annotator
from certainty.evaluation.bootstrap import Figure, with_interval
from certainty.evaluation.metrics import Array
from certainty.inflect import forms
from certainty.learn.corpora import require
from certainty.learn.linear import folds
from certainty.lexicon import Lexicon
from certainty.target.engine import (
    BUCKETS,
    GATE_BUCKETS,
    LIMIT,
    Engine,
    Expert,
    Forest,
    bucket,
    byte_unit,
)
from certainty.target.features import FAMILIES, NEGATIONS
from certainty.target.judging import Seen, see, trust, verbs_by_form


@dataclass(frozen=True, slots=True)
class Corpus:
    """An expert's name, its files, the penalty of its ridge, and the losses of its trees."""

    name: str
    train: str
    dev: str
    penalty: float
    losses: tuple[str, ...]


_BOTH: Final = ("squared_error", "absolute_error")
#: MEANTIME is nearly constant, and its absolute error the figure that counts.
CORPORA: Final = (
    Corpus("uw", "uw.train", "uw.dev", 20, _BOTH),
    Corpus("uds", "uds_ih2.train", "uds_ih2.dev", 40, _BOTH),
    Corpus("meantime", "meantime.train", "meantime.dev", 20, ("absolute_error",)),
    Corpus("megaveridicality", "megaveridicality2.train", "megaveridicality2.dev", 10, _BOTH),
)
#: Trees of each loss; chosen on the development parts.
TREES: Final = {
    "max_iter": 250,
    "learning_rate": 0.05,
    "max_leaf_nodes": 16,
    "min_samples_leaf": 30,
    "l2_regularization": 1.0,
    "max_features": 0.3,
    "random_state": 0,
}
GATE_PENALTY: Final = 0.3
#: Steps of the prediction for which an interval is kept, and what it covers.
STEPS, COVERAGE = 6, 0.9
#: Words besides the lexicon's that may be cues of an event.
_MORE: Final = (
    "if unless whether to when before after that because could without instead".split()
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """An event with its label and its document."""

    seen: Seen
    factuality: float
    document: str


def known_words(lexicon: Lexicon) -> frozenset[str]:
    """The words that may be cues: the lexicon's single words, its verbs, and a few more."""
    verbs = {form for verb in lexicon.verbs for form in forms(verb.lemma)}
    single = {
        word
        for row in lexicon.cues
        if "{" not in row.phrase and " " not in row.phrase
        for word in row.phrase.split("|")
    }
    return frozenset({*verbs, *single, *NEGATIONS, *_MORE})


def read_events(path: Path, annotator: Annotator, known: frozenset[str]) -> list[Labelled]:
    """The labelled events of a corpus, as `Document.at` would see them."""
    verbs = verbs_by_form()
    found = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            doc = annotator(row["text"])
            name = row["meta"].get("doc") or row["meta"].get("file_idx") or row["id"]
            for label in row["events"]:
                start, end = label["start"], label["end"]
                sentence = next(
                    (s for s in doc.sentences if s.start <= start < end <= s.end), None
                )
                if sentence is None:
                    continue
                seen = see(sentence, start, end, known, verbs)
                document = f"{path.name.split('.')[0]} {name}"
                found.append(Labelled(seen, label["factuality"], document))
    return found


@dataclass(frozen=True, slots=True)
class TrainedTargets:
    """The engine, and the figures of one fitted without the development parts."""

    engine: Engine
    figures: dict[str, dict[str, Figure]]


def train_targets(folder: Path, lexicon: Lexicon) -> TrainedTargets:
    """Fit on the training parts, measure on the development parts, and fit on both."""
    require(folder, [f"{part}.jsonl.gz" for c in CORPORA for part in (c.train, c.dev)])
    annotator, known = Annotator(lexicon=lexicon), known_words(lexicon)
    train, dev = (
        [read_events(folder / f"{name}.jsonl.gz", annotator, known) for name in part]
        for part in ([c.train for c in CORPORA], [c.dev for c in CORPORA])
    )
    first = _fit(train, known, None)
    reach, figures = [], {}
    for at, corpus in enumerate(CORPORA):
        truth = np.array([event.factuality for event in dev[at]])
        families = [event.seen.families for event in dev[at]]
        predicted = first.predict(families, [event.seen.numbers for event in dev[at]])
        reach.append(_reach(truth, predicted[:, at]))
        stated = np.array([first.weigh(event.seen.words) for event in dev[at]])
        groups = np.array([event.document for event in dev[at]])
        share = np.array([trust(event.seen.ruled, len(event.seen.words)) for event in dev[at]])
        rules = np.array([event.seen.ruled.estimate.factuality for event in dev[at]])
        joined = share * rules + (1 - share) * (predicted * stated).sum(axis=1)
        figures[corpus.name] = {
            f"{metric}, {name}": with_interval(measure, truth, values, groups)
            for name, values in (
                ("its own expert", predicted[:, at]),
                ("as stated", joined),
                ("rules alone", rules),
            )
            for metric, measure in (("r", _pearson), ("MAE", _mae))
        }
    return TrainedTargets(_fit([a + b for a, b in zip(train, dev)], known, reach), figures)


def _fit(
    parts: Sequence[Sequence[Labelled]], known: frozenset[str], reach: list[Array] | None
) -> Engine:
    rows = [_rows(part) for part in parts]
    ridges = [
        _quantised(Ridge(corpus.penalty).fit(whole, _truth(part)))
        for corpus, part, (whole, _) in zip(CORPORA, parts, rows)
    ]
    experts = []
    for at, (corpus, part, (whole, shares)) in enumerate(zip(CORPORA, parts, rows)):
        truth = _truth(part)
        sums = np.zeros((len(part), len(FAMILIES) + 1))
        for fit, test in folds(np.array([event.document for event in part]), 5):
            ridge = Ridge(corpus.penalty).fit(whole[fit], truth[fit])
            sums[test] = _sums(ridge.coef_, ridge.intercept_, [s[test] for s in shares])
        others = [_apply(ridges[i], whole) for i in range(len(CORPORA)) if i != at]
        plain = np.array([event.seen.numbers for event in part])
        matrix = np.column_stack([sums, plain, *others]).astype(np.float32)
        forests = [
            _forest(
                HistGradientBoostingRegressor(loss=loss, **TREES).fit(matrix, truth),
                len(corpus.losses),
            )
            for loss in corpus.losses
        ]
        weights, bias = ridges[at]
        own = reach[at] if reach else np.zeros((STEPS, 2))
        forest = _joined(forests).rounded()
        experts.append(Expert(corpus.name, weights, bias, forest, own))
    gate, gate_bias = _gate(parts)
    head = {"events": {c.name: len(part) for c, part in zip(CORPORA, parts)}}
    return Engine(tuple(experts), gate, gate_bias, known, head)


def _truth(part: Sequence[Labelled]) -> Array:
    return np.array([event.factuality for event in part])


def _rows(part: Sequence[Labelled]) -> tuple[Any, list[Any]]:
    """The hashed features of events: all together, and family by family."""
    shares = []
    for family in range(len(FAMILIES)):
        at, columns = [], []
        for row, event in enumerate(part):
            columns += [bucket(name) for name in event.seen.families[family]]
            at += [row] * len(event.seen.families[family])
        ones = np.ones(len(at))
        shares.append(csr_matrix((ones, (at, columns)), shape=(len(part), BUCKETS)))
    return sum(shares[1:], shares[0]).tocsr(), shares


def _quantised(ridge: Ridge) -> tuple[Array, float]:
    """The weights as a file keeps them, so that the trees are fitted on what they will see."""
    unit = byte_unit(ridge.coef_)
    weights = np.rint(ridge.coef_ / unit).astype(np.float32) * np.float32(unit)
    return weights, float(ridge.intercept_)


def _apply(ridge: tuple[Array, float], matrix: Any) -> Array:
    return np.asarray(matrix @ ridge[0] + ridge[1])


def _sums(weights: Array, bias: float, shares: Sequence[Any]) -> Array:
    parts = [share @ weights for share in shares]
    return np.column_stack([*parts, sum(parts) + bias])


def _forest(fitted: HistGradientBoostingRegressor, among: int) -> Forest:
    """The trees in parallel arrays, their values divided ``among`` the losses."""
    parts, at = [], 0
    roots = []
    for (tree,) in fitted._predictors:
        nodes = tree.nodes
        leaf = nodes["is_leaf"].astype(bool)
        places = np.arange(len(nodes)) + at
        roots.append(at)
        parts.append(
            (
                np.where(leaf, 0, nodes["feature_idx"]),
                np.where(leaf, 0, nodes["num_threshold"]),
                np.where(leaf, places, nodes["left"] + at),
                np.where(leaf, places, nodes["right"] + at),
                np.where(leaf, nodes["value"], 0) / among,
            )
        )
        at += len(nodes)
    features, thresholds, lefts, rights, values = map(np.concatenate, zip(*parts))
    baseline = float(fitted._baseline_prediction.item()) / among
    return Forest(np.array(roots), features, thresholds, lefts, rights, values, baseline)


def _joined(forests: Sequence[Forest]) -> Forest:
    """Several forests as one, whose prediction is the sum of theirs."""
    starts = np.cumsum([0, *(len(f.values) for f in forests[:-1])])
    return Forest(
        np.concatenate([f.roots + s for f, s in zip(forests, starts)]),
        np.concatenate([f.features for f in forests]),
        np.concatenate([f.thresholds for f in forests]),
        np.concatenate([f.lefts + s for f, s in zip(forests, starts)]),
        np.concatenate([f.rights + s for f, s in zip(forests, starts)]),
        np.concatenate([f.values for f in forests]),
        sum(f.baseline for f in forests),
    )


def _gate(parts: Sequence[Sequence[Labelled]]) -> tuple[Array, Array]:
    """A regression on words that tells from which corpus a sentence is."""
    sentences = {
        (at, tuple(event.seen.words)): None for at, part in enumerate(parts) for event in part
    }
    rows, columns = [], []
    for row, (_, words) in enumerate(sentences):
        own = {bucket(word, GATE_BUCKETS) for word in words}
        rows += [row] * len(own)
        columns += sorted(own)
    shape = (len(sentences), GATE_BUCKETS)
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
    truth = np.array([at for at, _ in sentences])
    fitted = LogisticRegression(C=GATE_PENALTY, class_weight="balanced", max_iter=1000).fit(
        matrix, truth
    )
    return fitted.coef_, fitted.intercept_


def _reach(truth: Array, predicted: Array) -> Array:
    """By steps of the prediction how far nine in ten labels lie below and above it."""
    tail = (1 - COVERAGE) / 2
    steps = np.minimum(((predicted + LIMIT) / (2 * LIMIT) * STEPS).astype(int), STEPS - 1)
    found = []
    for step in range(STEPS):
        # a step with few events borrows from its neighbours
        width = 0
        while (chosen := np.abs(steps - step) <= width).sum() < min(100, len(truth)):
            width += 1
        residuals = truth[chosen] - predicted[chosen]
        low, high = np.quantile(residuals, [tail, 1 - tail], method="closest_observation")
        found.append((max(-low, 0.0), max(high, 0.0)))
    return np.array(found)


def _pearson(truth: Array, predicted: Array) -> float:
    return float(pearsonr(truth, predicted).statistic)


def _mae(truth: Array, predicted: Array) -> float:
    return float(np.abs(truth - predicted).mean())
