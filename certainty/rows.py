"""An annotated text as a table: one flat row for each span."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from certainty.findings import FoundSentence, FoundSpan
from certainty.types import Sentence, Span

_NO_SPAN: Final = (None,) * 13


class Row(NamedTuple):
    """A span with its sentence, flat; a sentence without spans has one row.

    In such a row the fields from ``start`` on are ``None``. Offsets are those of the
    document.
    """

    index: int  # type: ignore[assignment]  # a field may shadow tuple.index
    sentence_start: int
    sentence_end: int
    sentence: str
    certainty: float | None
    certainty_low: float | None
    certainty_high: float | None
    level: str | None
    hedged: float
    weasel: float
    confidence: str | None
    sentence_source: str | None
    start: int | None
    end: int | None
    text: str | None
    kind: str | None
    probability: float | None
    low: float | None
    high: float | None
    basis: str | None
    epistemic: float | None
    negated: bool | None
    source: str | None
    entry: str | None
    sense: str | None


def flat_rows(sentences: Iterable[Sentence | FoundSentence]) -> list[Row]:
    """The rows of sentences, in order."""
    rows: list[Row] = []
    for index, sentence in enumerate(sentences):
        mean, low, high = _numbers(sentence.certainty)
        head = (
            index,
            sentence.start,
            sentence.end,
            sentence.text,
            mean,
            low,
            high,
            sentence.level,
            sentence.hedged,
            sentence.weasel,
            sentence.confidence,
            sentence.source.text if sentence.source else None,
        )
        if not sentence.spans:
            rows.append(_row(head + _NO_SPAN))
        for span in sentence.spans:
            rows.append(_row(head + _of_span(span)))
    return rows


def _of_span(span: Span | FoundSpan) -> tuple[Any, ...]:
    mean, low, high = _numbers(span.probability)
    return (
        span.start,
        span.end,
        span.text,
        span.kind,
        mean,
        low,
        high,
        span.basis,
        span.epistemic,
        span.negated,
        span.source.text if span.source else None,
        span.entry,
        span.sense,
    )


def _numbers(estimate: Any) -> tuple[Any, Any, Any]:
    """Those of an `Estimate` or of none, as they are: typed, they would be made anew."""
    if estimate is None:
        return None, None, None
    return estimate.mean, estimate.low, estimate.high


def _row(values: tuple[Any, ...]) -> Row:
    """A row of 25 values, without counting them again."""
    return tuple.__new__(Row, values)
