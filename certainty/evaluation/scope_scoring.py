"""Hold the scopes of cues against labelled ones.

A labelled scope counts as found where a span overlaps its cue. Corpora differ in whether a
scope includes its cue: where the labelled one does, the span is added to the span's scope.
White space and closing punctuation at the ends do not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from certainty.evaluation.collecting import Collector
from certainty.evaluation.cue_types import CueTypes
from certainty.evaluation.examples import Example, Scope
from certainty.evaluation.spans import Place, overlap
from certainty.places import tokenize
from certainty.types import Span

_COLUMNS = (
    *("true", "found", "matched", "exact"),
    *("tokens_true", "tokens_found", "tokens_hit", "matched_true", "matched_found"),
)
_CLOSING = " \t\r\n.,;:!?"


def score_scopes(
    example: Example,
    scopes: Sequence[Scope],
    spans: Sequence[Span],
    types: CueTypes,
    into: Collector,
) -> None:
    """Add a unit for the scopes of a row: how many are there, found, and equal, and tokens."""
    words = tokenize(example.text).spans
    counts: Counter[str] = Counter()
    used = set()
    for scope in scopes:
        cue = _cue_of(example, scope, types, into)
        if cue is None:
            continue
        true = _tokens(scope.place, words)
        counts += Counter(true=1, tokens_true=len(true))
        span = _nearest(cue, spans)
        if span is None or span.scope is None:
            continue
        used.add(span.start)
        place = _with_cue(span) if _holds(scope.place, cue) else span.scope
        found = _tokens(place, words)
        same = _trim(place, example.text) == _trim(scope.place, example.text)
        counts += Counter(
            matched=1,
            exact=same,
            tokens_hit=len(true & found),
            matched_true=len(true),
            matched_found=len(found),
        )
    spare = [_tokens(_with_cue(s), words) for s in spans if s.scope and s.start not in used]
    counts["found"] = counts["matched"] + len(spare)
    counts["tokens_found"] = counts["matched_found"] + sum(map(len, spare))
    into.add("scopes", **{name: counts[name] for name in _COLUMNS})


def _cue_of(example: Example, scope: Scope, types: CueTypes, into: Collector) -> Place | None:
    """Where the cue of a scope stands; ``None``, and noted, where the scope is not scored."""
    if scope.cue is None or not example.cues:
        into.left_out["scopes: without a cue"] += 1
        return None
    cue = example.cues[scope.cue]
    if not types.counts(scope.type or cue.type):
        into.left_out[f"scopes: {types.why_not(scope.type or cue.type)}"] += 1
        return None
    return cue.place


def _nearest(cue: Place, spans: Sequence[Span]) -> Span | None:
    """The span that shares most with the cue."""
    best = max(spans, key=lambda s: overlap((s.start, s.end), cue), default=None)
    return best if best and overlap((best.start, best.end), cue) else None


def _holds(outer: Place, inner: Place) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _with_cue(span: Span) -> Place:
    start, end = span.scope or (span.start, span.end)
    return min(start, span.start), max(end, span.end)


def _tokens(place: Place, words: Sequence[Place]) -> set[int]:
    start, end = place
    return {at for at, (s, e) in enumerate(words) if s < end and start < e}


def _trim(place: Place, text: str) -> Place:
    start, end = place
    while start < end and text[end - 1] in _CLOSING:
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end
