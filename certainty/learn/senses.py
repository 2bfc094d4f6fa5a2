"""Train the typed readings: MiST's seven functions of a modal, Szeged's four types of others.

A head for each reading, on cues that annotators typed; the likeliest reading is the answer.
A modal may have two functions at once, and either is right then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from certainty.evaluation.bootstrap import Figure, with_interval
from certainty.evaluation.metrics import Array, f1
from certainty.heads import Head
from certainty.learn.candidates import Candidate
from certainty.learn.corpora import MODALS, Corpus
from certainty.learn.linear import Examples, Settings, fit_head, out_of_fold
from certainty.learn.results import FOLDS
from certainty.model import MODAL_SENSES, OTHER_SENSES, TYPED_KINDS

SETTINGS = Settings(1.0, sparse=True)


@dataclass(frozen=True, slots=True)
class Senses:
    """The heads, with the figures of their answers out of fold.

    ``accuracy`` and, for each reading, the F1 of "it is the answer" against "an annotator
    gave it"; ``n`` counts the cues, ``usual`` is the share of the commonest answer.
    """

    heads: dict[str, Head]
    accuracy: dict[str, Figure]
    f1: dict[str, Figure]
    n: dict[str, int]
    usual: dict[str, float]


def train_senses(
    corpus: Corpus, candidates: Sequence[Candidate], n_folds: int = FOLDS
) -> Senses:
    """Both sets of heads."""
    found = Senses({}, {}, {}, {}, {})
    modals = [
        c
        for c in candidates
        if c.entry.kind == "modal" and corpus.examples[c.sentence].corpus == MODALS
    ]
    others = [c for c in candidates if c.entry.kind in TYPED_KINDS]
    for name, chosen, senses in (
        ("modal", modals, MODAL_SENSES),
        ("other", others, OTHER_SENSES),
    ):
        typed = [(c, types) for c in chosen if (types := _types(corpus, c) & {*senses})]
        _train_set(found, name, corpus, typed, senses, n_folds)
    return found


def _train_set(
    found: Senses,
    name: str,
    corpus: Corpus,
    typed: Sequence[tuple[Candidate, set[str]]],
    senses: Sequence[str],
    n_folds: int,
) -> None:
    rows = [c.names(corpus.words[c.sentence]) for c, _ in typed]
    groups = corpus.documents([c.sentence for c, _ in typed])
    truth = np.array([[sense in types for sense in senses] for _, types in typed], int)
    scores = np.zeros(truth.shape)
    for column, sense in enumerate(senses):
        data = Examples(rows, truth[:, column], groups, np.ones(len(rows)))
        scores[:, column] = out_of_fold(data, SETTINGS, n_folds)
        found.heads[sense] = fit_head(data, SETTINGS)
    answers = scores.argmax(axis=1)
    right = truth[np.arange(len(rows)), answers]
    found.n[name] = len(rows)
    found.usual[name] = float(truth.mean(axis=0).max())
    found.accuracy[name] = with_interval(_share, right, right, groups)
    for column, sense in enumerate(senses):
        given = (answers == column).astype(float)
        found.f1[sense] = with_interval(f1, truth[:, column], given, groups)


def _share(truth: Array, _: Array) -> float:
    return float(truth.mean())


def _types(corpus: Corpus, candidate: Candidate) -> set[str]:
    """The types that annotators gave to a candidate's words."""
    spans = corpus.tokens[candidate.sentence].spans
    start, end = spans[candidate.first][0], spans[candidate.last - 1][1]
    labels = corpus.examples[candidate.sentence].over(start, end)
    return {part for label in labels for part in label.type.split("-")}
