"""The scopes of a sentence's spans by the trained model, in this library's convention.

The rules say how a cue stands to its scope, the model where the scope begins and ends. What
follows its cue begins where the rules begin it and ends where the model does. What holds its
cue begins where the model finds the subject, which BioScope leaves out of an active modal's
scope: of the places before the cue it takes the best. What stands before its cue ("it leaks, we
think"), which BioScope hardly has, stays.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from functools import cache
from operator import itemgetter

from certainty.data import lexicon_dir
from certainty.places import Tokens, tokenize
from certainty.scoping.engine import Engine, load_engine
from certainty.scoping.frames import Bracket, find_brackets, frame
from certainty.types import Sentence, Span

FILE = "scopes.npz"


@cache
def shipped_engine() -> Engine:
    """The engine that the library ships, read when first asked for."""
    return load_engine(lexicon_dir().joinpath(FILE).read_bytes(), name=FILE)


def with_scopes(sentence: Sentence, engine: Engine) -> Sentence:
    """The sentence with the scopes of its spans found by the model.

    A span without a scope has none here either, and no number changes.
    """
    if not any(span.scope for span in sentence.spans):
        return sentence
    tokens = tokenize(sentence.text)
    brackets = find_brackets(tokens.words)
    spans = [
        replace(span, scope=_scope(span, sentence.start, tokens, brackets, engine))
        for span in sentence.spans
    ]
    return replace(sentence, spans=tuple(spans))


def _scope(
    span: Span, base: int, tokens: Tokens, brackets: list[Bracket], engine: Engine
) -> tuple[int, int] | None:
    if span.scope is None or span.scope[1] <= span.start:
        return span.scope
    words, places = tokens
    first = bisect_right(places, span.start - base, key=itemgetter(1))
    last = bisect_left(places, span.end - base, key=itemgetter(0))
    seen = frame(words, [(first, last)], brackets=brackets)
    if span.scope[0] >= span.end:
        end = base + places[seen.outside(*engine.predict(seen))[1] - 1][1]
        return (span.scope[0], end) if end > span.scope[0] else span.scope
    begin, stop = seen.outside(*engine.predict_whole(seen))
    start, end = base + places[begin][0], base + places[stop - 1][1]
    return min(start, span.start), max(end, span.end)
