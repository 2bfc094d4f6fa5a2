"""A verbal forecast: what it says, the number it sounds like, and how it came out.

The number of a text is the certainty of its sentences. Of several sentences those count that
word or state a likelihood; where none does, those with any cue that has a number; where none
has, all that assert something. Several count as their mean, bound by bound. With ``start`` and
``end`` it is that of the event there, affirmative (`Document.at`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from certainty.document import Document
from certainty.errors import InputError
from certainty.estimates import average
from certainty.types import Estimate, Sentence, Span

#: Why a statement is not scored.
NO_TEXT, NO_OUTCOME, NO_PROBABILITY = "no text", "no outcome", "asserts nothing"
#: What stands for a phrase or a basis where a sentence has no cue with a number, where a
#: number is written out, and where several bases meet.
FLAT, NUMBER, MIXED = "flat", "a number", "mixed"
_FIRM = frozenset({"likelihood", "numeric"})
_TAKEN = ("text", "outcome", "scale", "start", "end")
_WORDS = {"1": 1, "true": 1, "yes": 1, "0": 0, "false": 0, "no": 0}
_NONE = frozenset({"", "nan", "na", "none", "null", "n/a"})


@dataclass(frozen=True, slots=True)
class Statement:
    """What a caller gave: ``outcome`` is ``None`` where nobody knows it yet.

    ``groups`` pairs the names of other fields, such as "analyst", with what stands there.
    """

    index: int
    text: str | None
    outcome: int | None
    scale: str | None = None
    event: tuple[int, int] | None = None
    groups: tuple[tuple[str, str], ...] = ()


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
            **{name: value for name, value in self.groups if name not in _TAKEN},
        }


def read_statements(
    statements: Iterable[str | Mapping[str, Any]],
    outcomes: Iterable[Any] | None,
    groups: Mapping[str, Sequence[Any]],
) -> list[Statement]:
    """Texts or rows as statements; `InputError` names the row that does not fit."""
    if isinstance(statements, (str, bytes, Mapping)):
        raise TypeError("statements is one statement; give an iterable, such as [text]")
    rows = list(statements)
    if not rows:
        raise InputError("there are no statements; give at least one")
    came = [_own(row, "outcome") for row in rows] if outcomes is None else list(outcomes)
    columns: dict[str, list[Any]] = {name: list(values) for name, values in groups.items()}
    for name, values in {"outcomes": came, **columns}.items():
        if len(values) != len(rows):
            raise InputError(
                f"{len(rows)} statements and {len(values)} {name}; give one for each statement"
            )
    return [
        _statement(at, row, came[at], {name: v[at] for name, v in columns.items()})
        for at, row in enumerate(rows)
    ]


def _own(row: Any, name: str) -> Any:
    return row.get(name) if isinstance(row, Mapping) else None


def _statement(at: int, row: Any, came: Any, more: dict[str, Any]) -> Statement:
    where = f"statement {at + 1}"
    fields = row if isinstance(row, Mapping) else {"text": row}
    if "text" not in fields:
        found = ", ".join(map(str, fields)) or "none"
        raise InputError(f"{where}: no field 'text' (fields: {found}); name the statement so")
    text = fields["text"]
    if not isinstance(text, str) and not _is_missing(text):
        raise InputError(f"{where}: the text is {text!r}; give a str")
    others = {name: value for name, value in fields.items() if name not in _TAKEN} | more
    scale = _own(row, "scale")
    return Statement(
        at,
        text if isinstance(text, str) and text.strip() else None,
        outcome_of(came, where),
        None if _is_missing(scale) or scale == "" else str(scale),
        _event(fields, where),
        tuple((str(name), _named(value)) for name, value in others.items()),
    )


def outcome_of(value: Any, where: str) -> int | None:
    """An outcome as 0, 1 or, where it is not known, ``None``.

    >>> [outcome_of(value, "row 1") for value in (True, 0.0, "yes", "", float("nan"))]
    [1, 0, 1, None, None]
    """
    if _is_missing(value):
        return None
    if isinstance(value, str):
        word = value.strip().casefold()
        if word in _NONE:
            return None
        value = _WORDS.get(word, value)
    if value == 0 or value == 1:
        return int(value)
    raise InputError(
        f"{where}: the outcome is {value!r}; give 1 where it came true, 0 where it did not, "
        "None where that is not known"
    )


def _is_missing(value: Any) -> bool:
    """None, NaN, and the missing values of pandas."""
    return value is None or type(value).__name__ in ("NAType", "NaTType") or value != value


def _named(value: Any) -> str:
    return "none" if _is_missing(value) or value == "" else str(value)


def _event(fields: Mapping[str, Any], where: str) -> tuple[int, int] | None:
    given = [fields.get(name) for name in ("start", "end")]
    if all(_is_missing(value) or value == "" for value in given):
        return None
    try:
        start, end = (int(str(value)) for value in given)
    except ValueError as error:
        raise InputError(
            f"{where}: start and end are {given[0]!r} and {given[1]!r}; give whole numbers, or "
            "neither"
        ) from error
    return start, end


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
