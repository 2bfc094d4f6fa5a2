"""Train the head ``hedged``: does a sentence speculate?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np

from certainty.evaluation.metrics import Array
from certainty.features import candidate_names
from certainty.heads import Head
from certainty.learn.calibration import METHODS, best, compare, cross_calibrated
from certainty.learn.corpora import BIOMEDICAL, Corpus, weight_of
from certainty.learn.linear import (
    Examples,
    Settings,
    fit_head,
    fit_weights,
    folds,
    round_weights,
    rounding_gap,
)
from certainty.learn.results import FOLDS, Result, figures_of, only
from certainty.panels import Panel

SETTINGS = Settings(1.0, least=1, prune=0.15)
#: A word may speculate where annotators marked it this often: in papers, elsewhere.
PAPER_SHARE, OTHER_SHARE = 0.06, 0.15


def train_hedged(corpus: Corpus, n_folds: int = FOLDS) -> tuple[Result, float]:
    """Whether a sentence speculates, and how often one without any such word does.

    Each word that may speculate is judged; the sentence has the score of the most
    speculative one.
    """
    chosen = [i for i, e in enumerate(corpus.examples) if e.hedged is not None]
    truth = np.array([bool(corpus.examples[i].hedged) for i in chosen], int)
    documents = corpus.documents(chosen)
    scores = speculation_scores(corpus, chosen, n_folds=n_folds)
    paper = np.array([corpus.examples[i].corpus in BIOMEDICAL for i in chosen])
    if not paper.any():  # only somebody's own sentences: all are measured
        paper[:] = True
    seen = np.isfinite(scores)
    unhedged = float(truth[~seen].mean())
    found = np.full(len(chosen), unhedged)
    losses = compare(scores[seen], truth[seen], documents[seen], paper[seen], n_folds)
    method = best(losses)
    found[seen] = cross_calibrated(
        scores[seen], truth[seen], documents[seen], paper[seen], method, n_folds
    )
    calibration = METHODS[method](scores[seen & paper], truth[seen & paper])
    data = _words_judged(corpus, chosen)
    exact, bias = fit_weights(data, SETTINGS)
    head = round_weights(exact, bias, calibration)
    whole = np.array([corpus.examples[i].corpus == BIOMEDICAL[1] for i in chosen])
    figures = figures_of(truth[paper], found[paper], documents[paper])
    for part, at in (("full papers", whole), ("Wikipedia and news", ~paper)):
        if at.any():
            measured = figures_of(truth[at], found[at], documents[at])
            figures |= {f"{name}, {part}": figure for name, figure in measured.items()}
    counts = int(paper.sum()), int(truth[paper].sum())
    gap = rounding_gap(data.rows, exact, head)
    return Result(head, figures, losses, method, *counts, gap), unhedged


def speculation_scores(
    corpus: Corpus,
    chosen: Sequence[int],
    families: Collection[str] | None = None,
    n_folds: int = FOLDS,
) -> Array:
    """The scores of sentences out of fold; minus infinity where no word may speculate."""
    scores = np.full(len(chosen), -np.inf)
    for fit, test in folds(corpus.documents(chosen), n_folds):
        panel = Panel([fit_speculation(corpus, [chosen[i] for i in fit], families)])
        for i in test:
            scores[i] = loudest(panel, corpus.words[chosen[i]])
    return scores


def loudest(panel: Panel, words: list[str], silent: float = -np.inf) -> float:
    """The highest score among the words that a head knows; ``silent`` where it knows none."""
    return max((score for _, (score,) in panel.judge_words(words)), default=silent)


def fit_speculation(
    corpus: Corpus, chosen: Sequence[int], families: Collection[str] | None = None
) -> Head:
    """A head over the words that may speculate, fitted on these sentences.

    ``families`` limits the features, to see what the others are worth.
    """
    return fit_head(_words_judged(corpus, chosen, families), SETTINGS)


def _words_judged(
    corpus: Corpus, chosen: Sequence[int], families: Collection[str] | None = None
) -> Examples:
    """Each word that may speculate, as the head sees it."""
    cues = {i: marked(corpus, i) for i in chosen}
    papers = [i for i in chosen if corpus.examples[i].corpus in BIOMEDICAL]
    others = [i for i in chosen if corpus.examples[i].corpus not in BIOMEDICAL]
    known = _speculative(corpus, papers, cues, PAPER_SHARE, 1)
    known |= _speculative(corpus, others, cues, OTHER_SHARE, 2)
    judged = [(i, at) for i in chosen for at, w in enumerate(corpus.words[i]) if w in known]
    return Examples(
        [
            only(families, candidate_names(corpus.words[i], at, at + 1, corpus.words[i][at]))
            for i, at in judged
        ],
        np.array([cues[i][at] for i, at in judged], int),
        corpus.documents([i for i, _ in judged]),
        np.array([weight_of(corpus.examples[i]) for i, _ in judged]),
    )


def marked(corpus: Corpus, i: int) -> list[bool]:
    """For each word of a sentence whether it is part of a speculation cue."""
    labels = corpus.examples[i].speculations
    return [
        any(s < lab.end and lab.start < e for lab in labels) for s, e in corpus.tokens[i].spans
    ]


def _speculative(
    corpus: Corpus,
    chosen: Sequence[int],
    marked: dict[int, list[bool]],
    share: float,
    least: int,
) -> set[str]:
    seen: Counter[str] = Counter()
    cues: Counter[str] = Counter()
    for i in chosen:
        words = corpus.words[i]
        seen.update(words)
        cues.update(word for word, cue in zip(words, marked[i]) if cue)
    return {
        word
        for word, count in cues.items()
        if count >= least and count >= share * seen[word] and word[0].isalpha()
    }
