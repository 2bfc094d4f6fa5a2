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
from certainty.evaluation.spans import Place, Stretches, holds
from certainty.tokens import tokenize
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
    words = Stretches(tokenize(example.text).spans)
    cues_at = Stretches([(s.start, s.end) for s in spans])
    counts: Counter[str] = Counter()
    used = set()
    for scope in scopes:
        cue = _cue_of(example, scope, types, into)
        if cue is None:
            continue
        true = set(words.over(scope.place))
        counts += Counter(true=1, tokens_true=len(true))
        at = cues_at.most(cue)
        span = None if at is None else spans[at]
        if span is None or span.scope is None:
            continue
        used.add(at)
        place = _with_cue(span) if holds(scope.place, cue) else span.scope
        found = set(words.over(place))
        same = _trim(place, example.text) == _trim(scope.place, example.text)
        counts += Counter(
            matched=1,
            exact=same,
            tokens_hit=len(true & found),
            matched_true=len(true),
            matched_found=len(found),
        )
    spare = [_with_cue(s) for at, s in enumerate(spans) if s.scope and at not in used]
    counts["found"] = counts["matched"] + len(spare)
    counts["tokens_found"] = counts["matched_found"] + sum(len(words.over(p)) for p in spare)
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


def _with_cue(span: Span) -> Place:
    start, end = span.scope or (span.start, span.end)
    return min(start, span.start), max(end, span.end)


def _trim(place: Place, text: str) -> Place:
    start, end = place
    while start < end and text[end - 1] in _CLOSING:
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end
