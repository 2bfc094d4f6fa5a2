"""Train the shipped model: three calibrated logistic regressions on named features.

The settings were chosen by cross-validation grouped by document; the figures printed
are those of that cross-validation, never of the data a weight was fitted on.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from certainty import tokens
from certainty.annotator import Compiled
from certainty.candidates import is_struck, settle
from certainty.context import OTHER_READING
from certainty.features import cue_features, sentence_features
from certainty.learn.corpora import EPISTEMIC_USES, MODAL_CORPUS, SPECULATION, Example
from certainty.learn.metrics import (
    Array,
    Figure,
    brier,
    expected_calibration_error,
    f1,
    with_interval,
)
from certainty.lexicon import Entry, Lexicon
from certainty.model import Head, Model, is_ambiguous_word

FOLDS = 5
#: Kinds whose epistemic use the corpora annotate.
TRAINED_KINDS = frozenset({"modal", "evidential", "belief", "conditional"})
#: An entry is learnt where a corpus shows it often enough, and as a cue often enough for
#: its annotators to have had it in mind; MiST labels every modal, so there any share will do.
MIN_SEEN, MIN_SHARE = 10, 0.35
MIN_COUNT = {"epistemic": 3, "hedged": 3, "weasel": 3}
PENALTY = {"epistemic": 0.3, "hedged": 0.5, "weasel": 0.5}
#: The sentence heads are made sparse: a tenth of the weights, the same or better figures.
L1_RATIO = {"epistemic": 0, "hedged": 1, "weasel": 1}
#: Smaller weights are dropped; they change no figure in the third place.
PRUNE = {"epistemic": 0.02, "hedged": 0.001, "weasel": 0.001}
LATE_WEIGHT, PAPER_WEIGHT, NEWS_WEIGHT = 4.0, 4.0, 4.0

Features = list[dict[str, float]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A lexicon match in a corpus sentence; ``truth`` is ``None`` where nobody annotated it."""

    sentence: int
    first: int
    last: int
    entry: Entry
    truth: bool | None
    struck: bool


@dataclass(frozen=True, slots=True)
class Trained:
    """A model and its cross-validated figures, by head and metric."""

    model: Model
    figures: dict[str, dict[str, Figure]]
    sizes: dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Fitted:
    """One head with its out-of-fold probabilities."""

    head: Head
    out_of_fold: Array


def train(examples: Sequence[Example], lexicon: Lexicon) -> Trained:
    """Fit all heads; the same examples and lexicon give the same model."""
    words = [tokens.tokenize(example.text) for example in examples]
    candidates = find_candidates(examples, words, lexicon)
    usable = trainable(candidates, examples)
    groups = np.array([examples[c.sentence].document for c in usable])
    truth = np.array([bool(c.truth) for c in usable], int)
    epistemic = fit_head(
        [
            dict.fromkeys(cue_features(words[c.sentence].words, c.first, c.last, c.entry), 1.0)
            for c in usable
        ],
        truth,
        groups,
        np.array([_weight(examples[c.sentence]) for c in usable]),
        name="epistemic",
    )
    figures = {"epistemic": _figures(truth, epistemic.out_of_fold, groups)}
    sizes = {"epistemic": (len(truth), int(truth.sum()))}
    heads = {"epistemic": epistemic.head}
    trained = frozenset(c.entry.id for c in usable)
    scores = _scores(candidates, usable, words, epistemic, trained)
    for name in ("hedged", "weasel"):
        chosen = [i for i, e in enumerate(examples) if getattr(e, name) is not None]
        features = [sentence_features(words[i].words, scores[i]) for i in chosen]
        y = np.array([bool(getattr(examples[i], name)) for i in chosen], int)
        documents = np.array([examples[i].document for i in chosen])
        weight = np.array([_weight(examples[i]) for i in chosen])
        late = np.array([examples[i].late or name == "hedged" for i in chosen])
        fitted = fit_head(features, y, documents, weight, name=name, calibrate_on=late)
        heads[name] = fitted.head
        figures[name] = _figures(y[late], fitted.out_of_fold[late], documents[late])
        sizes[name] = (len(y), int(y.sum()))
    about = {"lexicon": lexicon.digest, "corpora": _corpora_digest(examples)}
    return Trained(Model(heads, trained, about), figures, sizes)


def find_candidates(
    examples: Sequence[Example], words: Sequence[tokens.Tokens], lexicon: Lexicon
) -> list[Candidate]:
    """Every match of the lexicon in the corpora, with what the annotators said of it."""
    compiled = Compiled.of(lexicon)
    found = []
    for index, (example, (names, spans)) in enumerate(zip(examples, words)):
        matches, pseudo = compiled.find(names)
        for match in settle(matches, ()):
            first, last, entry = match
            truth = _truth(example, entry, spans[first][0], spans[last - 1][1])
            struck = is_struck(match, pseudo)
            found.append(Candidate(index, first, last, entry, truth, struck))
    return found


def trainable(candidates: Sequence[Candidate], examples: Sequence[Example]) -> list[Candidate]:
    """Candidates of entries that some corpus annotates as cues often enough to learn from."""
    seen: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for c in candidates:
        if c.truth is not None and _learnable(c):
            seen[c.entry.id, examples[c.sentence].corpus].append(c.truth)
    modal_corpus = MODAL_CORPUS.split(".")[0]
    kept = {
        key
        for key, uses in seen.items()
        if len(uses) >= MIN_SEEN
        and (key[1] == modal_corpus or sum(uses) >= MIN_SHARE * len(uses))
    }
    return [
        c
        for c in candidates
        if c.truth is not None
        and _learnable(c)
        and (c.entry.id, examples[c.sentence].corpus) in kept
    ]


def _learnable(candidate: Candidate) -> bool:
    """Whether the model decides on such a candidate: an ambiguous word, not struck out."""
    entry = candidate.entry
    return is_ambiguous_word(entry) and entry.kind in TRAINED_KINDS and not candidate.struck


def fit_head(
    features: Features,
    truth: Array,
    groups: Array,
    weight: Array,
    *,
    name: str,
    calibrate_on: Array | None = None,
) -> Fitted:
    """A logistic regression, calibrated by Platt's method on out-of-fold scores."""
    features = _frequent(features, MIN_COUNT[name])
    vectorizer = DictVectorizer(dtype=np.float64, sort=True)
    matrix = vectorizer.fit_transform(features)
    matrix.indices, matrix.indptr = (
        array.astype(np.int32) for array in (matrix.indices, matrix.indptr)
    )  # liblinear takes no wider ones
    scores = np.zeros(len(truth))
    for fit, test in GroupKFold(FOLDS).split(matrix, truth, groups):
        fold = _regression(name).fit(matrix[fit], truth[fit], sample_weight=weight[fit])
        scores[test] = fold.decision_function(matrix[test])
    chosen = np.ones(len(truth), bool) if calibrate_on is None else calibrate_on
    probability = _cross_calibrated(scores, truth, groups, chosen)
    platt = _platt(scores[chosen], truth[chosen])
    final = _regression(name).fit(matrix, truth, sample_weight=weight)
    names = vectorizer.get_feature_names_out()
    weights = {
        str(key): float(np.float16(value))
        for key, value in zip(names, final.coef_[0])
        if abs(value) >= PRUNE[name]
    }
    return Fitted(Head(weights, float(final.intercept_[0]), *platt), probability)


def _regression(name: str) -> Any:
    return LogisticRegression(
        C=PENALTY[name], l1_ratio=L1_RATIO[name], solver="liblinear", random_state=0
    )


def _platt(scores: Array, truth: Array) -> tuple[float, float]:
    fit = LogisticRegression(C=1e6).fit(scores.reshape(-1, 1), truth)
    return float(fit.coef_[0, 0]), float(fit.intercept_[0])


def _cross_calibrated(scores: Array, truth: Array, groups: Array, chosen: Array) -> Array:
    """Out-of-fold scores as probabilities, each fold calibrated on the other folds."""
    probability = np.zeros(len(truth))
    for fit, test in GroupKFold(FOLDS).split(scores, truth, groups):
        fit = fit[chosen[fit]]
        slope, offset = _platt(scores[fit], truth[fit])
        probability[test] = 1 / (1 + np.exp(-(slope * scores[test] + offset)))
    return probability


def _frequent(features: Features, least: int) -> Features:
    counts = Counter(name for row in features for name in row)
    return [{k: v for k, v in row.items() if counts[k] >= least} for row in features]


def _truth(example: Example, entry: Entry, start: int, end: int) -> bool | None:
    labels = [label for label in example.labels if label.start < end and start < label.end]
    if example.corpus == MODAL_CORPUS.split(".")[0]:
        if not labels or entry.kind != "modal":
            return None
        return any(EPISTEMIC_USES & set(label.type.split("-")) for label in labels)
    if example.hedged is None:
        return None
    if entry.kind == "conditional":
        if not example.corpus.startswith("szeged"):
            return None
        return any(label.type == "condition" for label in labels)
    wanted = SPECULATION | {"condition"} if entry.kind == "modal" else SPECULATION
    return any(label.type in wanted for label in labels)


def _scores(
    candidates: Sequence[Candidate],
    usable: Sequence[Candidate],
    words: Sequence[tokens.Tokens],
    fitted: Fitted,
    trained: frozenset[str],
) -> dict[int, list[tuple[Entry, float]]]:
    """For each sentence its cues with the epistemic probability that annotation will see."""
    known = {id(c): float(p) for c, p in zip(usable, fitted.out_of_fold)}
    model = Model({"epistemic": fitted.head}, trained, {})
    scores: dict[int, list[tuple[Entry, float]]] = defaultdict(list)
    for c in candidates:
        if c.struck:
            p = OTHER_READING
        elif id(c) in known:
            p = known[id(c)]
        else:
            p = model.epistemic(words[c.sentence].words, c.first, c.last, c.entry)
        scores[c.sentence].append((c.entry, p))
    return scores


def _weight(example: Example) -> float:
    if example.late:
        return LATE_WEIGHT
    if example.corpus == "bioscope_full_papers":
        return PAPER_WEIGHT
    return NEWS_WEIGHT if example.corpus == "szeged_factbank" else 1.0


def _figures(truth: Array, probability: Array, groups: Array) -> dict[str, Figure]:
    metrics = {"F1": f1, "ECE": expected_calibration_error, "Brier": brier}
    return {
        name: with_interval(metric, truth, probability, groups)
        for name, metric in metrics.items()
    }


def _corpora_digest(examples: Sequence[Example]) -> str:
    digest = hashlib.sha256()
    for example in examples:
        digest.update(repr((example.corpus, example.document, example.text)).encode())
    return digest.hexdigest()


def write_model(trained: Trained, path: Path) -> None:
    """Write the model file, byte for byte the same for the same model."""
    from certainty.model import dump_model

    path.write_bytes(dump_model(trained.model))
