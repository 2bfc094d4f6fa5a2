"""How probable a sentence makes an event that the caller points at, first depth."""

from __future__ import annotations

from collections.abc import Sequence

from certainty.clauses import clause_at, find_clauses
from certainty.estimates import FLAT, complement
from certainty.places import tokenize
from certainty.types import Estimate, Sentence, Span

_NEGATIONS = frozenset("not never no nobody none neither nor without".split())
#: A mere condition says nothing of whether it holds (judgement).
CONDITION = Estimate(0.5, 0.1, 0.9)
_CONDITIONS = frozenset({"if", "unless", "whether"})


def certainty_at(text: str, sentence: Sentence, start: int, end: int) -> Estimate:
    """The number of the event ``text[start:end]`` itself, affirmative.

    The innermost cue whose scope holds the target gives the number as worded; a
    negation of the target's clause that belongs to no cue turns it.
    """
    found, spans = tokenize(sentence.text)
    places = [(s + sentence.start, e + sentence.start) for s, e in spans]
    at = next((i for i, (_, e) in enumerate(places) if e > start), len(places) - 1)
    clause = clause_at(find_clauses(found), at)
    over = [s for s in sentence.spans if s.probability and _covers(s, start, end)]
    number = over[-1].probability if over else None
    if number is None:
        number = CONDITION if clause.opener in _CONDITIONS else FLAT
    return complement(number) if _negated(found, places, clause.first, at, over) else number


def _covers(span: Span, start: int, end: int) -> bool:
    scope = span.scope
    return (
        scope is not None
        and scope[0] <= start
        and end <= scope[1]
        and not start < span.end <= end
    )


def _negated(
    found: Sequence[str],
    places: Sequence[tuple[int, int]],
    first: int,
    at: int,
    over: Sequence[Span],
) -> bool:
    """Whether an odd number of free negations stands before the target in its clause."""
    free = [
        i
        for i in range(first, at)
        if found[i] in _NEGATIONS
        and not any(s.start <= places[i][0] < s.end and s.negated for s in over)
    ]
    return len(free) % 2 == 1
