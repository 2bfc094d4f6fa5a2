"""An annotated text as a table: one flat row for each span."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from certainty.findings import FoundSentence
from certainty.types import Estimate, Sentence

_NO_ESTIMATE: Final = (None, None, None)
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
        head = (
            index,
            sentence.start,
            sentence.end,
            sentence.text,
            *_numbers(sentence.certainty),
            sentence.level,
            sentence.hedged,
            sentence.weasel,
            sentence.confidence,
            sentence.source.text if sentence.source else None,
        )
        spans = sentence.spans
        if not spans:
            rows.append(_row(head + _NO_SPAN))
        for span in spans:
            rows.append(
                _row(
                    (
                        *head,
                        span.start,
                        span.end,
                        span.text,
                        span.kind,
                        *_numbers(span.probability),
                        span.basis,
                        span.epistemic,
                        span.negated,
                        span.source.text if span.source else None,
                        span.entry,
                        span.sense,
                    )
                )
            )
    return rows


def _numbers(estimate: Estimate | None) -> tuple[float | None, float | None, float | None]:
    return (estimate.mean, estimate.low, estimate.high) if estimate else _NO_ESTIMATE


def _row(values: tuple[Any, ...]) -> Row:
    """A row of 25 values, without counting them again."""
    return tuple.__new__(Row, values)
