"""The figures of a training, for the terminal and for the tables of MODEL_CARD.md.

Each is grouped cross-validation with a 95 % bootstrap interval.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from operator import itemgetter
from pathlib import Path

from certainty.data import default_lexicon
from certainty.errors import InputError
from certainty.learn.candidates import find_candidates
from certainty.learn.comparisons import (
    compare_epistemic,
    compare_speculation,
    compare_vagueness,
    leave_genres_out,
)
from certainty.learn.corpora import Corpus, lexicon_examples, read_corpora, read_cue_strings
from certainty.learn.linear import folds
from certainty.learn.senses import Senses
from certainty.learn.shipped import Trained
from certainty.learn.speculation import fit_speculation, marked
from certainty.learn.vagueness import vague_words
from certainty.panels import Panel

BEGIN, END = "<!-- Figures: begin. -->", "<!-- Figures: end. -->"
MOST_ERRORS = 20
_SHOWN = ("F1", "ECE", "Brier")


def figures(trained: Trained) -> Iterator[str]:
    """Lines for the terminal."""
    for name, result in trained.results.items():
        shown = ", ".join(f"{metric} {figure}" for metric, figure in result.figures.items())
        losses = ", ".join(f"{method} {loss:.4f}" for method, loss in result.losses.items())
        yield f"{name}: {result.n} examples, {result.positive} positive; {shown}"
        yield f"  {len(result.head.named())} weights, {result.method} of: {losses}"
        yield f"  rounding moves a probability by at most {result.gap:.4f}"
    if trained.senses:
        for name, n in trained.senses.n.items():
            yield f"senses of {name}: {n} cues, accuracy {trained.senses.accuracy[name]}"
    if trained.ratings:
        yield f"ratings: {trained.ratings.n} examples"
        yield from (f"  {name} {figure}" for name, figure in trained.ratings.figures.items())


def write_report(path: Path, trained: Trained, corpora: Path, n_folds: int) -> None:
    """Put the tables between the marks of a model card."""
    text = path.read_text("utf-8")
    if BEGIN not in text or END not in text:
        raise InputError(f"{path}: lacks the lines {BEGIN!r} and {END!r}; put them in")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    tables = "\n".join([*_tables(trained), *_comparisons(corpora, n_folds)])
    path.write_text(f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}", "utf-8")


def _tables(trained: Trained) -> Iterator[str]:
    yield "| head | examples (positive) | F1 | ECE | Brier | calibration | rounding |"
    yield "|---|---:|---|---|---|---|---:|"
    for name, result in trained.results.items():
        counts = f"{result.n:,} ({result.positive:,})"
        shown = " | ".join(str(result.figures[metric]) for metric in _SHOWN)
        yield f"| `{name}` | {counts} | {shown} | {result.method} | {result.gap:.4f} |"
        if name == "hedged":
            for part in ("full papers", "Wikipedia and news"):
                shown = " | ".join(str(result.figures[f"{m}, {part}"]) for m in _SHOWN)
                yield f"| `hedged`, {part} | | {shown} | | |"
    yield ""
    yield "*Rounding*: how far a probability moves at most because weights have sixteen bits."
    yield ""
    yield "Log loss of each method of calibration, judged on other documents:"
    yield ""
    yield "| head | temperature | Platt | beta | isotonic |"
    yield "|---|---|---|---|---|"
    for name, result in trained.results.items():
        yield f"| `{name}` | " + " | ".join(f"{v:.4f}" for v in result.losses.values()) + " |"
    yield ""
    if trained.senses:
        yield from _senses(trained.senses)
        yield ""
    if trained.ratings:
        yield f"Sentence certainty against {trained.ratings.n:,} ratings of science findings:"
        yield ""
        yield "| | |"
        yield "|---|---|"
        for label, figure in trained.ratings.figures.items():
            yield f"| {label} | {figure} |"
        yield ""


def _senses(senses: Senses) -> Iterator[str]:
    yield "`span.sense` on cues that annotators typed:"
    yield ""
    yield "| | cues | accuracy | share of the commonest |"
    yield "|---|---:|---|---:|"
    for name, label in (("modal", "modals (MiST)"), ("other", "other cues (Szeged)")):
        accuracy, usual = senses.accuracy[name], senses.usual[name]
        yield f"| {label} | {senses.n[name]:,} | {accuracy} | {usual:.3f} |"
    yield ""
    yield "| sense | F1 |"
    yield "|---|---|"
    for sense, figure in senses.f1.items():
        yield f"| {sense} | {figure} |"


def _comparisons(corpora: Path, n_folds: int) -> Iterator[str]:
    lexicon = default_lexicon()
    corpus = Corpus.of([*read_corpora(corpora), *lexicon_examples(lexicon)])
    candidates = find_candidates(corpus.examples, corpus.tokens, lexicon)
    yield "`hedged` beside simpler models, F1 at one half:"
    yield ""
    yield from compare_speculation(corpus, n_folds)
    yield ""
    yield "`weasel` beside simpler models:"
    yield ""
    known = vague_words(corpus, read_cue_strings(corpora))
    yield from compare_vagueness(corpus, known, n_folds)
    yield ""
    yield "`epistemic` beside simpler models:"
    yield ""
    yield from compare_epistemic(corpus, candidates, n_folds)
    yield ""
    yield "A genre left out of training:"
    yield ""
    yield from leave_genres_out(corpus, candidates)
    yield ""
    yield from _errors(corpus, n_folds)


def _errors(corpus: Corpus, n_folds: int) -> Iterator[str]:
    """Which words stand behind the sentences that ``hedged`` gets wrong, out of fold."""
    chosen: Sequence[int] = [i for i, e in enumerate(corpus.examples) if e.hedged is not None]
    missed: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for fit, test in folds(corpus.documents(chosen), n_folds):
        panel = Panel([fit_speculation(corpus, [chosen[i] for i in fit])])
        for i in (chosen[k] for k in test):
            words = corpus.words[i]
            scored = [(score, words[at]) for at, (score,) in panel.judge_words(words)]
            known = {word for _, word in scored}
            loudest, word = max(scored, default=(-1.0, ""), key=itemgetter(0))
            heard = loudest >= 0
            if heard and not corpus.examples[i].hedged:
                wrong[word] += 1
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
