"""Records as bytes, to travel between processes at a fraction of a pickle's cost."""

from __future__ import annotations

import marshal
from typing import Any

from certainty.findings import FoundSentence, FoundSource, FoundSpan
from certainty.types import Estimate


def pack(sentences: list[FoundSentence]) -> bytes:
    """The records of a document as bytes for the same Python; `unpack` is the inverse."""
    return marshal.dumps([_sentence(sentence) for sentence in sentences])


def unpack(data: bytes) -> list[FoundSentence]:
    """The records again."""
    return [_found(plain) for plain in marshal.loads(data)]


def _sentence(found: FoundSentence) -> tuple[Any, ...]:
    return (
        found.start,
        found.end,
        found.text,
        _numbers(found.certainty),
        found.level,
        found.hedged,
        found.weasel,
        found.confidence,
        _source(found.source),
        [_span(span) for span in found.spans],
    )


def _span(found: FoundSpan) -> tuple[Any, ...]:
    return (
        found.start,
        found.end,
        found.text,
        found.kind,
        _numbers(found.probability),
        found.basis,
        found.entry,
        found.epistemic,
        found.negated,
        found.scope,
        _source(found.source),
        found.sense,
    )


def _source(found: FoundSource | None) -> tuple[Any, ...] | None:
    if found is None:
        return None
    return (
        found.text,
        found.start,
        found.end,
        _source(found.refers_to),
        _source(found.within),
    )


def _numbers(estimate: Estimate | None) -> tuple[float, float, float] | None:
    return (estimate.mean, estimate.low, estimate.high) if estimate else None


def _found(plain: tuple[Any, ...]) -> FoundSentence:
    start, end, text, certainty, level, hedged, weasel, confidence, source, spans = plain
    return FoundSentence(
        start,
        end,
        text,
        _estimate(certainty),
        level,
        hedged,
        weasel,
        confidence,
        _holder(source),
        tuple([_cue(span) for span in spans]),
    )


def _cue(plain: tuple[Any, ...]) -> FoundSpan:
    start, end, text, kind, probability, *middle, source, sense = plain
    basis, entry, epistemic, negated, scope = middle
    return FoundSpan(
        start,
        end,
        text,
        kind,
        _estimate(probability),
        basis,
        entry,
        epistemic,
        negated,
        scope,
        _holder(source),
        sense,
    )


def _holder(plain: tuple[Any, ...] | None) -> FoundSource | None:
    if plain is None:
        return None
    text, start, end, refers_to, within = plain
    source = FoundSource(text, start, end, _holder(within))
    source.refers_to = _holder(refers_to)
    return source


def _estimate(plain: tuple[float, float, float] | None) -> Estimate | None:
    return Estimate(*plain) if plain else None
