"""How well scopes are found on BioScope, by the rules and by the model.

Exact scope: the share of scopes whose both ends are the annotators', with the cues given. The
model is measured on abstracts by cross-validation grouped by document, and on full papers with
weights of the abstracts. End to end: F1 of cues with their scopes, both exact, on full papers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from certainty.evaluation.bootstrap import Figure, with_interval
from certainty.evaluation.metrics import Array
from certainty.learn.linear import folds
from certainty.learn.scope_cues import CueFinder, Parts, train_cues
from certainty.learn.scope_rules import by_rules
from certainty.learn.scopes import (
    ABSTRACTS,
    PAPERS,
    Labelled,
    Text,
    fit_engines,
    labelled,
    read_texts,
)
from certainty.scoping.conventions import Convention
from certainty.scoping.engine import Engine
from certainty.scoping.frames import Words

#: Folds of the abstracts, and of the nine papers where others of them are trained on.
FOLDS, PAPER_FOLDS = 5, 3
DRAWS: Final = 1000
#: The conventions that scopes are compared in: BioScope's own, and from the cue on.
CONVENTIONS: Final = {"exact": Convention(), "exact from the cue on": Convention(subject=False)}
#: Words are counted without those of the cue, which is given.
BARE: Final = Convention(cue=False)
Line = tuple[str, Figure]


def measure(folder: Path) -> Iterator[Line]:
    """All figures, each with what it is of."""
    abstracts, papers = read_texts(folder, ABSTRACTS), read_texts(folder, PAPERS)
    parts = [labelled(texts) for texts in (abstracts, papers)]
    for name, examples in zip(("abstracts", "papers"), parts):
        ruled = [example.seen.outside(*by_rules(example.seen)) for example in examples]
        yield from _lines(f"rules, {name}", examples, ruled)
    yield from _lines("model, abstracts", parts[0], cross_validated(parts[0]))
    everything = [*parts[0], *parts[1]]
    groups = np.array([example.document for example in everything])
    own = np.arange(len(parts[0]))
    chosen = [own, *_others(groups, own)]
    engines = fit_engines(everything, chosen)
    yield from _lines("model, papers", parts[1], predict(engines[0], parts[1]))
    unmasked = labelled(read_texts(folder, PAPERS, mask=False))
    found = predict(engines[0], unmasked)
    yield from _lines("model, papers, raised numbers left in", unmasked, found)
    yield (
        "cue and scope, papers, trained on abstracts",
        _end_to_end(abstracts, papers, engines[:1]),
    )
    yield (
        "cue and scope, papers, trained on abstracts and other papers",
        _end_to_end(abstracts, papers, engines[1:]),
    )


def predict(engine: Engine, examples: Sequence[Labelled]) -> list[Words]:
    """The scopes of the examples, as words of their sentences."""
    return [example.seen.outside(*engine.predict(example.seen)) for example in examples]


def cross_validated(examples: Sequence[Labelled], n: int = FOLDS) -> list[Words]:
    """The scopes by engines that have not seen the document."""
    parts = folds(np.array([example.document for example in examples]), n)
    found: dict[int, Words] = {}
    for engine, (_, test) in zip(fit_engines(examples, [fit for fit, _ in parts]), parts):
        found.update(zip(test.tolist(), predict(engine, [examples[i] for i in test])))
    return [found[i] for i in range(len(examples))]


def _lines(name: str, examples: Sequence[Labelled], found: Sequence[Words]) -> Iterator[Line]:
    """Exact scopes in each convention and the F1 of words, for speculation and negation."""
    pairs = list(zip(examples, found))
    for negation in (False, True):
        chosen = [(one, scope) for one, scope in pairs if one.label.negation is negation]
        if not chosen:
            continue
        groups = np.array([one.document for one, _ in chosen])
        title = f"{name}, {'negation' if negation else 'speculation'}"
        for convention, as_told in CONVENTIONS.items():
            right = np.array([_same(one, scope, as_told) for one, scope in chosen])
            ones = np.ones(len(right))
            yield f"{title}, {convention}", _interval(_ratio, right, ones, groups)
        hits, sizes = np.array([_shared(one, scope) for one, scope in chosen]).T
        yield f"{title}, F1 of words", _interval(_f1, hits, sizes, groups)


def _same(example: Labelled, scope: Words, convention: Convention) -> float:
    cue = example.label.cue
    return float(convention.of(scope, cue) == convention.of(example.label.scope, cue))


def _shared(example: Labelled, scope: Words) -> tuple[int, int]:
    """How many words two scopes share, and how many they have together."""
    true, found = (
        set(range(*BARE.of(each, example.label.cue))) for each in (example.label.scope, scope)
    )
    return len(true & found), len(true) + len(found)


def _interval(
    metric: Callable[[Array, Array], float], one: Array, other: Array, groups: Array
) -> Figure:
    return with_interval(metric, one, other, groups, n_draws=DRAWS)


def _ratio(part: Array, whole: Array) -> float:
    return float(part.sum() / whole.sum()) if whole.any() else 0.0


def _f1(hits: Array, sizes: Array) -> float:
    return 2 * _ratio(hits, sizes)


def _others(groups: Array, own: Array) -> list[Array]:
    """For each fold of the papers the abstracts and the other papers."""
    rest = np.arange(len(own), len(groups))
    return [np.concatenate([own, rest[fit]]) for fit, _ in folds(groups[rest], PAPER_FOLDS)]


def _end_to_end(
    abstracts: Sequence[Text], papers: Sequence[Text], engines: Sequence[Engine]
) -> Figure:
    """F1 of cues with scopes; several engines are for the folds of the papers."""
    groups = np.array([text.document for text in papers])
    hits, sizes = np.zeros(len(papers)), np.zeros(len(papers))
    for engine, test in zip(engines, _tested(papers, len(engines))):
        others = [text for text in papers if text.document not in test]
        finder = train_cues([*abstracts, *others], frozenset(t.document for t in others))
        for at, text in enumerate(papers):
            if text.document in test:
                true = {(one.parts, one.scope) for one in text.labels if not one.negation}
                found = set(_found(text, finder, engine))
                hits[at], sizes[at] = len(true & found), len(true) + len(found)
    return _interval(_f1, hits, sizes, groups)


def _tested(papers: Sequence[Text], n: int) -> list[set[str]]:
    """The documents of each fold, the same as where the engines were fitted."""
    if n == 1:
        return [{text.document for text in papers}]
    groups = np.array([text.document for text in papers for _ in text.labels])
    return [set(groups[test].tolist()) for _, test in folds(groups, n)]


def _found(text: Text, finder: CueFinder, engine: Engine) -> Iterator[tuple[Parts, Words]]:
    """The cues that are found in a sentence, with their scopes."""
    for parts in finder.find(text.tokens.words):
        seen = text.frame(parts)
        yield parts, seen.outside(*engine.predict(seen))
