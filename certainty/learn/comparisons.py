"""What the heads are worth: beside fewer features, a TF-IDF model and the plain lexicon.

All figures are F1 at one half in grouped cross-validation, of calibrated probabilities for
`weasel` and `epistemic`; those of a genre left out are of weights fitted on the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from scipy.special import logit
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from certainty.evaluation.bootstrap import Figure, with_interval
from certainty.evaluation.metrics import Array, f1
from certainty.features import ANY, KIND, MANY, NONE, OWN, WORD
from certainty.learn.calibration import cross_calibrated
from certainty.learn.candidates import Candidate, in_other_prose, in_papers
from certainty.learn.corpora import BIOMEDICAL, LEXICON, MODALS, Corpus
from certainty.learn.linear import Examples, Settings, fit_head, folds, out_of_fold, score_of
from certainty.learn.results import only
from certainty.learn.shipped import SETTINGS, epistemic_examples
from certainty.learn.speculation import fit_speculation, loudest, speculation_scores
from certainty.learn.vagueness import SETTINGS as VAGUE
from certainty.learn.vagueness import weasel_examples
from certainty.panels import Panel

#: What an ablation keeps, by what it says; all where it says nothing.
ABLATIONS: Mapping[str, Collection[str] | None] = {
    "all features": None,
    "the word alone": {OWN[0], WORD},
    "its neighbours, one to either side": {OWN[0], "own next", "own before", *ANY[::2], WORD},
    "nothing shared between words": {*OWN, *KIND, WORD},
}
_COUNTS = {MANY, NONE}
_WINDOW = 5


def genre_of(corpus: str) -> str:
    """The genre of a corpus, as far as leaving one out goes."""
    if corpus in BIOMEDICAL:
        return "papers"
    if corpus == MODALS:
        return "modals in science"
    return "Wikipedia" if "wiki" in corpus else "news"


def compare_speculation(corpus: Corpus, n_folds: int) -> Iterator[str]:
    """The table of ``hedged``."""
    chosen = [i for i, e in enumerate(corpus.examples) if e.hedged is not None]
    truth = np.array([bool(corpus.examples[i].hedged) for i in chosen], int)
    documents = corpus.documents(chosen)
    paper = np.array([corpus.examples[i].corpus in BIOMEDICAL for i in chosen])
    whole = np.array([corpus.examples[i].corpus == BIOMEDICAL[1] for i in chosen])

    def row(label: str, probability: Array) -> str:
        return _row(label, truth, probability, documents, (paper, whole, ~paper))

    yield "| | abstracts and papers | full papers | Wikipedia and news |"
    yield "|---|---|---|---|"
    for label, families in ABLATIONS.items():
        scores = speculation_scores(corpus, chosen, families, n_folds)
        yield row(f"`hedged`, {label}", (scores >= 0).astype(float))
    texts = [" ".join(corpus.words[i]) for i in chosen]
    yield row("TF-IDF of words and pairs", _tfidf(texts, truth, documents, n_folds))
    words = fit_speculation(corpus, chosen).own
    any_word = [not words.isdisjoint(corpus.words[i]) for i in chosen]
    yield row("any word that may speculate", np.array(any_word, float))


def compare_vagueness(corpus: Corpus, known: Collection[str], n_folds: int) -> Iterator[str]:
    """The table of ``weasel``, on late documents."""
    data = weasel_examples(corpus, known)
    chosen = [i for i, e in enumerate(corpus.examples) if e.weasel is not None]
    late = np.array([corpus.examples[i].late for i in chosen])

    def row(label: str, probability: Array) -> str:
        return _row(label, data.truth, probability, data.groups, (late,))

    yield "| | late documents |"
    yield "|---|---|"
    kept: Mapping[str, Collection[str] | None] = {
        "all features": None,
        "words and vague words, without what stands around them": {OWN[0], WORD, *_COUNTS},
        "words alone": {WORD},
    }
    for label, families in kept.items():
        yield row(f"`weasel`, {label}", _found(data, VAGUE, families, late, n_folds))
    texts = [" ".join(corpus.words[i]) for i in chosen]
    found = _tfidf(texts, data.truth, data.groups, n_folds, data.weight)
    found = cross_calibrated(logit(found), data.truth, data.groups, late, "platt", n_folds)
    yield row("TF-IDF of words and pairs, weighed and calibrated alike", found)
    any_word = [not set(known).isdisjoint(corpus.words[i]) for i in chosen]
    yield row("any vague word", np.array(any_word, float))


def compare_epistemic(
    corpus: Corpus, candidates: Sequence[Candidate], n_folds: int
) -> Iterator[str]:
    """The table of ``epistemic`` and ``epistemic_papers``."""
    sets = {
        "epistemic": in_other_prose(candidates, corpus.examples),
        "epistemic_papers": in_papers(candidates, corpus.examples),
    }
    columns: list[list[str]] = []
    labels: list[str] = []
    for name, chosen in sets.items():
        data = epistemic_examples(corpus, chosen)
        measured = np.array([corpus.examples[c.sentence].corpus != LEXICON for c in chosen])
        found = {
            label: _found(data, SETTINGS[name], families, measured, n_folds)
            for label, families in ABLATIONS.items()
        }
        texts = [_window(corpus, candidate) for candidate in chosen]
        found["TF-IDF of the phrase and five words to either side"] = _tfidf(
            texts, data.truth, data.groups, n_folds, data.weight
        )
        found["the plain lexicon: every match counts"] = np.ones(len(chosen))
        labels = list(found)
        columns.append(
            [
                str(_figure(data.truth, probability, data.groups, measured))
                for probability in found.values()
            ]
        )
    yield "| | `epistemic` | `epistemic_papers` |"
    yield "|---|---|---|"
    for label, *figures in zip(labels, *columns):
        yield f"| {label} | " + " | ".join(figures) + " |"


def leave_genres_out(corpus: Corpus, candidates: Sequence[Candidate]) -> Iterator[str]:
    """Each genre judged by weights fitted on the others."""
    yield "| genre left out | `hedged` | a candidate epistemic or not | its lexicon alone |"
    yield "|---|---|---|---|"
    chosen = [i for i, e in enumerate(corpus.examples) if e.hedged is not None]
    genres = np.array([genre_of(corpus.examples[i].corpus) for i in chosen])
    used = [*in_other_prose(candidates, corpus.examples)]
    seen = set(map(id, used))
    used += [c for c in in_papers(candidates, corpus.examples) if id(c) not in seen]
    data = epistemic_examples(corpus, used)
    sources = np.array([genre_of(corpus.examples[c.sentence].corpus) for c in used])
    own = np.array([corpus.examples[c.sentence].corpus == LEXICON for c in used])
    for genre in ("papers", "Wikipedia", "news", "modals in science"):
        speculation = ""
        if (genres == genre).any():
            speculation = str(_speculation_without(corpus, chosen, genres == genre))
        out = (sources == genre) & ~own
        head = fit_head(_part(data, ~out), SETTINGS["epistemic"])
        rows, weights = _part(data, out).rows, head.named()
        scores = np.array([score_of(row, weights, head.bias) for row in rows])
        truth, groups = data.truth[out], data.groups[out]
        figure = with_interval(f1, truth, (scores >= 0).astype(float), groups)
        always = with_interval(f1, truth, np.ones(len(truth)), groups)
        yield f"| {genre} | {speculation} | {figure} | {always} |"


def _speculation_without(corpus: Corpus, chosen: Sequence[int], out: Array) -> Figure:
    panel = Panel([fit_speculation(corpus, [i for i, g in zip(chosen, out) if not g])])
    tested = [i for i, gone in zip(chosen, out) if gone]
    scores = [loudest(panel, corpus.words[i], -1.0) for i in tested]
    truth = np.array([bool(corpus.examples[i].hedged) for i in tested], int)
    found = (np.array(scores) >= 0).astype(float)
    return with_interval(f1, truth, found, corpus.documents(tested))


def _part(data: Examples, chosen: Array) -> Examples:
    rows = [row for row, kept in zip(data.rows, chosen) if kept]
    return Examples(rows, data.truth[chosen], data.groups[chosen], data.weight[chosen])


def _found(
    data: Examples,
    settings: Settings,
    families: Collection[str] | None,
    measured: Array,
    n_folds: int,
) -> Array:
    """Probabilities out of fold, calibrated on the measured examples of the other folds."""
    rows = [only(families, list(row)) for row in data.rows]
    scores = out_of_fold(replace(data, rows=rows), settings, n_folds)
    return cross_calibrated(scores, data.truth, data.groups, measured, "platt", n_folds)


def _window(corpus: Corpus, candidate: Candidate) -> str:
    words = corpus.words[candidate.sentence]
    first = max(0, candidate.first - _WINDOW)
    return f"{candidate.entry.id} " + " ".join(words[first : candidate.last + _WINDOW])


def _tfidf(
    texts: Sequence[str],
    truth: Array,
    documents: Array,
    n_folds: int,
    weight: Array | None = None,
) -> Array:
    found = np.zeros(len(texts))
    for fit, test in folds(documents, n_folds):
        pairs = TfidfVectorizer(
            ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=r"\S+"
        )
        matrix = pairs.fit_transform([texts[i] for i in fit])
        head = LogisticRegression(C=10, solver="liblinear")
        head.fit(matrix, truth[fit], sample_weight=None if weight is None else weight[fit])
        found[test] = head.predict_proba(pairs.transform([texts[i] for i in test]))[:, 1]
    return found


def _row(
    label: str, truth: Array, probability: Array, groups: Array, parts: Sequence[Array]
) -> str:
    figures = [str(_figure(truth, probability, groups, at)) for at in parts]
    return f"| {label} | " + " | ".join(figures) + " |"


def _figure(truth: Array, probability: Array, groups: Array, at: Array) -> Figure:
    return with_interval(f1, truth[at], probability[at], groups[at])
