"""The scopes of a sentence's spans by the trained model, in this library's convention.

The rules say how a cue stands to its scope, the model where the scope begins and ends. What
follows its cue begins where the rules begin it and ends where the model does. What holds its
cue begins where the model begins it, or, where BioScope leaves out the subject ("it [may
leak]"), where the rules do. What stands before its cue ("it leaks, we think"), which BioScope
hardly has, stays. BioScope's scopes run on over "but" and the like where one "suggest" stands
over two findings; here a clause set apart is outside, and so is whoever is said to hold
something, a matter of which BioScope knows nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from operator import itemgetter

from certainty.clauses import COORDINATORS, find_clauses
from certainty.data import lexicon_dir
from certainty.scope import is_attributive, trim
from certainty.scoping.engine import Engine, load_engine
from certainty.scoping.frames import Bracket, Frame, find_brackets, frame
from certainty.tokens import Tokens, tokenize
from certainty.types import Sentence, Source, Span

FILE = "scopes.npz"
Place = tuple[int, int]
#: What opens a clause that stands apart, and what does where no complement goes on.
_APART = frozenset({";", ":", "but", "although", "though", "whereas"})
_CAUSES = frozenset({"because"})


@cache
def shipped_engine() -> Engine:
    """The engine that the library ships, read when first asked for."""
    return load_engine(lexicon_dir().joinpath(FILE).read_bytes(), name=FILE)


def with_scopes(sentence: Sentence, engine: Engine) -> Sentence:
    """The sentence with the scopes of its spans found by the model.

    A span without a scope has none here either, and numbers stay as they are.

    >>> from certainty import annotate
    >>> sentence = annotate("However, the mill might have been damaged.").sentences[0]
    >>> found = with_scopes(sentence, shipped_engine())
    >>> sentence.spans[0].scope, found.spans[0].scope
    ((0, 41), (9, 41))
    """
    if not any(span.scope for span in sentence.spans):
        return sentence
    tokens = tokenize(sentence.text)
    brackets = find_brackets(tokens.words)
    spans = []
    for span in sentence.spans:
        scope = span.scope
        if scope and scope[1] > span.start:
            found = _predicted(span, scope, sentence.start, tokens, brackets, engine)
            scope = _without(scope, found, (span.source, sentence.source))
        spans.append(replace(span, scope=scope))
    return replace(sentence, spans=tuple(spans))


def _predicted(
    span: Span,
    ruled: Place,
    base: int,
    tokens: Tokens,
    brackets: list[Bracket],
    engine: Engine,
) -> Place:
    """The scope by the model, brought into the convention of the rules."""
    words, places = tokens
    first = bisect_right(places, span.start - base, key=itemgetter(1))
    last = bisect_left(places, span.end - base, key=itemgetter(0))
    seen = frame(words, [(first, last)], brackets=brackets)
    follows = ruled[0] >= span.end
    begin, stop = engine.predict(seen)
    stop = _border(seen, stop, _APART if follows else _APART | _CAUSES)
    begin, stop = seen.outside(begin, stop)
    start, end = base + places[begin][0], base + places[stop - 1][1]
    if follows and is_attributive(words, first, last):
        end = min(end, ruled[1])
    if follows:
        return (ruled[0], end) if end > ruled[0] else ruled
    return min(start if begin < first else ruled[0], span.start), max(end, span.end)


def _border(seen: Frame, stop: int, apart: frozenset[str]) -> int:
    """Where a scope ends that does not run into a clause that stands apart."""
    words, end = seen.words, seen.end
    for clause in find_clauses(words):
        joined = clause.opener in COORDINATORS and words[clause.first - 1] == ","
        if end <= clause.first < stop and (joined or clause.opener in apart):
            kept = trim(words, end, clause.first)
            return kept[1] if kept else end
    return stop


def _without(ruled: Place, found: Place, holders: Iterable[Source | None]) -> Place:
    """A scope cut where the rules cut it from a holder."""
    start, end = found
    for holder in holders:
        if holder and ruled[1] <= holder.start < end:
            end = ruled[1]
        elif holder and start < holder.end <= ruled[0]:
            start = ruled[0]
    return start, end
