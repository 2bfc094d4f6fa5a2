"""Statements and outcomes as a caller gives them, checked row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from certainty.errors import InputError

#: The fields of a row that have a meaning of their own; the others are groups.
TAKEN = ("text", "outcome", "scale", "start", "end")
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
    others = {name: value for name, value in fields.items() if name not in TAKEN} | more
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
