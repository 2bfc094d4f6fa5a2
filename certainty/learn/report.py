"""The tables of MODEL_CARD.md, made by the training itself.

Each figure is grouped five-fold cross-validation with a 95 % bootstrap interval. Beside
`hedged` stand the same with fewer features, a TF-IDF logistic regression and the bare list of
its words; then come its errors, and the genres left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from certainty.errors import InputError
from certainty.features import ANY, KIND, OWN, WORD
from certainty.learn.corpora import BIOMEDICAL, Corpus
from certainty.learn.linear import folds
from certainty.learn.metrics import Array, Figure, f1, with_interval
from certainty.learn.results import FOLDS
from certainty.learn.speculation import fit_speculation, marked, speculation_scores
from certainty.learn.train import Trained

BEGIN, END = "<!-- Figures: begin. -->", "<!-- Figures: end. -->"
MOST_ERRORS = 20
_SHOWN = ("F1", "ECE", "Brier")
#: What an ablation keeps, by what it says.
ABLATIONS = {
    "all features": None,
    "the word alone": {OWN[0], WORD},
    "its neighbours, one to either side": {OWN[0], "own next", "own before", *ANY[::2], WORD},
    "nothing shared between words": {*OWN, *KIND, WORD},
}


def write_report(path: Path, trained: Trained, corpus: Corpus) -> None:
    """Put the tables between the marks of a model card."""
    text = path.read_text("utf-8")
    if BEGIN not in text or END not in text:
        raise InputError(f"{path}: lacks the lines {BEGIN!r} and {END!r}; put them in")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    tables = "\n".join(_lines(trained, corpus))
    path.write_text(f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}", "utf-8")


def _lines(trained: Trained, corpus: Corpus) -> Iterator[str]:
    yield "| head | examples (positive) | F1 | ECE | Brier | calibration |"
    yield "|---|---:|---|---|---|---|"
    for name, result in trained.results.items():
        counts = f"{result.n:,} ({result.positive:,})"
        shown = " | ".join(str(result.figures[metric]) for metric in _SHOWN)
        yield f"| `{name}` | {counts} | {shown} | {result.method} |"
    for part in ("full papers", "Wikipedia and news"):
        figures = trained.results["hedged"].figures
        shown = " | ".join(str(figures[f"{metric}, {part}"]) for metric in _SHOWN)
        yield f"| `hedged`, {part} | | {shown} | |"
    yield ""
    yield "Log loss of each method of calibration, judged on other documents:"
    yield ""
    yield "| head | temperature | Platt | beta | isotonic |"
    yield "|---|---|---|---|---|"
    for name, result in trained.results.items():
        yield f"| `{name}` | " + " | ".join(f"{v:.4f}" for v in result.losses.values()) + " |"
    yield ""
    yield f"Sentence certainty against {trained.ratings.n:,} ratings of science findings:"
    yield ""
    yield "| | |"
    yield "|---|---|"
    for label, figure in trained.ratings.figures.items():
        yield f"| {label} | {figure} |"
    yield ""
    yield "`hedged` beside simpler models, F1 at one half on biomedical papers and abstracts:"
    yield ""
    yield from _comparisons(corpus)


def _comparisons(corpus: Corpus) -> Iterator[str]:
    chosen = [i for i, e in enumerate(corpus.examples) if e.hedged is not None]
    truth = np.array([bool(corpus.examples[i].hedged) for i in chosen], int)
    documents = corpus.documents(chosen)
    paper = np.array([corpus.examples[i].corpus in BIOMEDICAL for i in chosen])
    whole = np.array([corpus.examples[i].corpus == BIOMEDICAL[1] for i in chosen])

    def row(label: str, probability: Array) -> str:
        parts = [
            with_interval(f1, truth[at], probability[at], documents[at])
            for at in (paper, whole, ~paper)
        ]
        return f"| {label} | " + " | ".join(map(str, parts)) + " |"

    yield "| | abstracts and papers | full papers | Wikipedia and news |"
    yield "|---|---|---|---|"
    for label, families in ABLATIONS.items():
        scores = speculation_scores(corpus, chosen, families)
        yield row(f"`hedged`, {label}", (scores >= 0).astype(float))
    yield row("TF-IDF of words and pairs", _tfidf(corpus, chosen, truth, documents))
    words = fit_speculation(corpus, chosen).own
    any_word = [not words.keys().isdisjoint(corpus.words[i]) for i in chosen]
    yield row("any word that may speculate", np.array(any_word, float))
    yield ""
    yield from _errors(corpus, chosen)
    genres = np.array([_genre(corpus.examples[i].corpus) for i in chosen])
    yield ""
    yield "`hedged` on a genre left out of training, F1 at one half:"
    yield ""
    yield "| genre left out | F1 |"
    yield "|---|---|"
    for genre in ("papers", "Wikipedia", "news"):
        yield f"| {genre} | {_left_out(corpus, chosen, truth, genres == genre)} |"


def _errors(corpus: Corpus, chosen: Sequence[int]) -> Iterator[str]:
    """Which words stand behind the sentences that ``hedged`` gets wrong, out of fold."""
    missed: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for fit, test in folds(corpus.documents(chosen), FOLDS):
        head = fit_speculation(corpus, [chosen[i] for i in fit])
        for i in (chosen[k] for k in test):
            words = corpus.words[i]
            known = [word for word in words if word in head.own]
            scores = head.judge_words(words)
            heard = max(scores, default=-1.0) >= 0
            if heard and not corpus.examples[i].hedged:
                wrong[known[scores.index(max(scores))]] += 1
            elif not heard and corpus.examples[i].hedged:
                cues = {w for w, cue in zip(words, marked(corpus, i)) if cue}
                (missed if cues.intersection(known) else unknown).update(cues)
    yield "| errors of `hedged`, out of fold | words behind them, with counts |"
    yield "|---|---|"
    for label, found in (
        ("heard where no annotator marked a cue", wrong),
        ("a cue that the head knows, judged below one half", missed),
        ("a cue that it does not know", unknown),
    ):
        shown = ", ".join(f"{word} {count}" for word, count in found.most_common(MOST_ERRORS))
        yield f"| {label} ({sum(found.values())}) | {shown} |"


def _left_out(corpus: Corpus, chosen: Sequence[int], truth: Array, out: Array) -> Figure:
    head = fit_speculation(corpus, [i for i, gone in zip(chosen, out) if not gone])
    tested = [i for i, gone in zip(chosen, out) if gone]
    scores = [max(head.judge_words(corpus.words[i]), default=-1.0) for i in tested]
    found = (np.array(scores) >= 0).astype(float)
    return with_interval(f1, truth[out], found, corpus.documents(tested))


def _tfidf(corpus: Corpus, chosen: Sequence[int], truth: Array, documents: Array) -> Array:
    texts = [" ".join(corpus.words[i]) for i in chosen]
    found = np.zeros(len(chosen))
    for fit, test in folds(documents, FOLDS):
        pairs = TfidfVectorizer(
            ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=r"\S+"
        )
        matrix = pairs.fit_transform([texts[i] for i in fit])
        head = LogisticRegression(C=10, solver="liblinear").fit(matrix, truth[fit])
        found[test] = head.predict_proba(pairs.transform([texts[i] for i in test]))[:, 1]
    return found


def _genre(corpus: str) -> str:
    if corpus in BIOMEDICAL:
        return "papers"
    return "Wikipedia" if "wiki" in corpus else "news"
