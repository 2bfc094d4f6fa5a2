"""What a lint finds, as frozen values: where, which rule, which clause, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, get_args

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)


class Row(NamedTuple):
    """A finding, flat."""

    rule: str
    severity: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    message: str
    clause: str
    suggestion: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault found in a text: ``text == product[start:end]``.

    ``start`` and ``end`` are code points from 0; lines and columns count from 1, and
    ``end_column`` is the one after the last. ``clause`` is what the standard says and where,
    "house rule" for a rule of your own; ``message`` says what to do, ``suggestion`` the words
    to write instead where there are such.
    """

    rule: str
    severity: Severity
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    message: str
    clause: str
    suggestion: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """As plain values, in the order of the fields."""
        return self.row()._asdict()

    def row(self) -> Row:
        """As one flat tuple with named fields."""
        return Row(*(getattr(self, name) for name in Row._fields))

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Finding:
        """The inverse of `to_dict`."""
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of one text under one standard, in the order of the text."""

    text: str
    standard: str
    findings: tuple[Finding, ...]

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def rows(self) -> list[Row]:
        """The findings as flat rows: ``pd.DataFrame(report.rows())``."""
        return [finding.row() for finding in self.findings]

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        findings = [finding.to_dict() for finding in self.findings]
        return {"text": self.text, "standard": self.standard, "findings": findings}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Report:
        """The inverse of `to_dict`."""
        findings = tuple(Finding.from_dict(each) for each in data["findings"])
        return cls(data["text"], data["standard"], findings)
