"""A verbal forecast: what a statement says, and the number that it sounds like.

The number of a text is the certainty of its sentences. Of several sentences those count that
word or state a likelihood; where none does, those with any cue that has a number; where none
has, all that assert something. Several count as their mean, bound by bound. With ``start`` and
``end`` it is that of the event there, affirmative (`Document.at`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from certainty.document import Document
from certainty.errors import InputError
from certainty.estimates import average
from certainty.forecasts.statements import TAKEN, Statement
from certainty.types import Estimate, Sentence, Span

#: Why a statement is not scored.
NO_TEXT, NO_OUTCOME, NO_PROBABILITY = "no text", "no outcome", "asserts nothing"
#: What stands for a phrase or a basis where a sentence has no cue with a number, where a
#: number is written out, and where several bases meet.
FLAT, NUMBER, MIXED = "flat", "a number", "mixed"
_FIRM = frozenset({"likelihood", "numeric"})


@dataclass(frozen=True, slots=True)
class Forecast:
    """A statement with its number.

    ``phrase`` is the wording that carries the number, "a number" where that is written out,
    "flat" where nothing hedges; ``basis`` says where the number comes from ("flat" and "mixed"
    as well), ``scale`` on which scale. ``excluded`` says why it is not scored, else ``None``.
    """

    index: int
    text: str
    outcome: int | None
    probability: Estimate | None
    phrase: str | None
    basis: str | None
    scale: str
    groups: tuple[tuple[str, str], ...] = ()
    excluded: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """As flat plain values, the groups among them: ``pd.DataFrame`` takes a list."""
        number = self.probability
        return {
            "index": self.index,
            "text": self.text,
            "outcome": self.outcome,
            "probability": number.mean if number else None,
            "low": number.low if number else None,
            "high": number.high if number else None,
            "phrase": self.phrase,
            "basis": self.basis,
            "scale": self.scale,
            "excluded": self.excluded,
            **{name: value for name, value in self.groups if name not in TAKEN},
        }


def forecast_of(statement: Statement, document: Document | None, scale: str) -> Forecast:
    """The statement with the number that the document gives it."""
    number, chosen = (None, ()) if document is None else _number(statement, document)
    excluded = None
    if statement.text is None:
        excluded = NO_TEXT
    elif number is None:
        excluded = NO_PROBABILITY
    elif statement.outcome is None:
        excluded = NO_OUTCOME
    spans = _speaking([span for sentence in chosen for span in sentence.spans])
    bases = list(dict.fromkeys(span.basis for span in spans if span.basis))
    basis = (bases[0] if len(bases) == 1 else MIXED) if bases else FLAT
    return Forecast(
        statement.index,
        statement.text or "",
        statement.outcome,
        number,
        _phrase(spans) if number else None,
        basis if number else None,
        scale,
        statement.groups,
        excluded,
    )


def _number(
    statement: Statement, document: Document
) -> tuple[Estimate | None, Sequence[Sentence]]:
    if statement.event is not None:
        start, end = statement.event
        try:
            found = document.at(start, end)
        except ValueError as error:
            raise InputError(f"statement {statement.index + 1}: {error}") from error
        inside = [s for s in document.sentences if s.start <= start < s.end]
        return Estimate(found.mean, found.low, found.high), inside
    asserting = [s for s in document.sentences if s.certainty is not None]
    firm = [s for s in asserting if any(span.kind in _FIRM for span in s.spans)]
    graded = [s for s in asserting if any(span.probability for span in s.spans)]
    chosen = firm or graded or asserting
    numbers = [s.certainty for s in chosen if s.certainty is not None]
    return (average(numbers) if numbers else None), chosen


def _speaking(spans: Sequence[Span]) -> list[Span]:
    """The spans that carry the number: those of likelihood, else all that have one."""
    graded = [span for span in spans if span.probability is not None]
    return [span for span in graded if span.kind in _FIRM] or graded


def _phrase(spans: Sequence[Span]) -> str:
    words = (
        NUMBER if span.kind == "numeric" else " ".join(span.text.casefold().split())
        for span in spans
    )
    return " + ".join(dict.fromkeys(words)) or FLAT
