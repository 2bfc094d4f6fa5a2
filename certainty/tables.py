"""Read CSV tables row by row and report every fault at once.

A fault says file, row, field and what to do, as in
``cues.csv:118: high: 0.4 is below mid 0.6; order them low <= mid <= high``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from certainty.errors import LexiconError

T = TypeVar("T")


class Row:
    """One row of a table: typed access to its fields, faults noted on the way."""

    def __init__(
        self, values: dict[str, str], *, file: str, line: int, problems: list[str]
    ) -> None:
        self.values = values
        self.file = file
        self.line = line
        self._problems = problems

    def fault(self, field: str, message: str) -> None:
        """Note a fault of this row; reading goes on."""
        self._problems.append(f"{self.file}:{self.line}: {field}: {message}")

    def text(self, field: str, *, required: bool = False) -> str:
        """The field without outer white space."""
        value = self.values.get(field, "").strip()
        if required and not value:
            self.fault(field, "is empty; fill it in")
        return value

    def number(self, field: str, *, low: float = 0.0, high: float = 1.0) -> float | None:
        """The field as a number in [low, high], ``None`` where it is empty."""
        value = self.text(field)
        if not value:
            return None
        try:
            number = float(value)
        except ValueError:
            self.fault(field, f"{value!r} is not a number; write one such as 0.7")
            return None
        if not low <= number <= high:
            self.fault(field, f"{value} is outside [{low:g}, {high:g}]; write a number inside")
            return None
        return number

    def choice(self, field: str, allowed: Collection[str], *, required: bool = True) -> str:
        """The field as one of ``allowed``; empty where it is not required."""
        value = self.text(field, required=required)
        if value and value not in allowed:
            self.fault(field, f"{value!r} is unknown; use one of {', '.join(allowed)}")
        return value


def parse_table(
    text: str,
    *,
    file: str,
    columns: Sequence[str],
    parse: Callable[[Row], T],
    problems: list[str],
) -> list[T]:
    """The rows of a CSV text through ``parse``; faults are added to ``problems``."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        missing = [name for name in columns if name not in header]
        unknown = [name for name in header if name not in columns]
        if missing or unknown:
            problems.append(
                f"{file}:1: header: missing {missing}, unknown {unknown}; "
                f"the columns are {','.join(columns)}"
            )
            return []
        return _parse_rows(reader, header, file=file, parse=parse, problems=problems)
    except csv.Error as error:
        problems.append(f"{file}:{reader.line_num}: {error}; quote fields that hold commas")
        return []


def _parse_rows(
    reader: csv.reader,  # type: ignore[valid-type]
    header: list[str],
    *,
    file: str,
    parse: Callable[[Row], T],
    problems: list[str],
) -> list[T]:
    parsed = []
    for fields in reader:  # type: ignore[attr-defined]
        if not fields:
            continue
        line = reader.line_num  # type: ignore[attr-defined]
        row = Row(dict(zip(header, fields)), file=file, line=line, problems=problems)
        if len(fields) != len(header):
            row.fault("row", f"has {len(fields)} fields, not {len(header)}; mind the commas")
            continue
        parsed.append(parse(row))
    return parsed


def raise_problems(problems: list[str]) -> None:
    """Raise one `LexiconError` for all faults, or do nothing where there are none."""
    if problems:
        raise LexiconError(tuple(problems))
