"""Official scales that are no likelihoods: analytic confidence, and grades of sources.

They stand apart from `certainty.scales` because a confidence level and a source's grade
are never a probability. Both are read from TOML.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from certainty.scales import STATUSES
from certainty.toml_tables import Table, read_toml
from certainty.types import CONFIDENCES, Confidence


@dataclass(frozen=True, slots=True)
class ConfidenceLevel:
    """A level of analytic confidence: never a probability.

    ``confidence`` is the library's word for it, ``meaning`` the standard's definition,
    ``words`` the wording that the standard or guides to it tie to the level.
    """

    name: str
    confidence: Confidence
    meaning: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConfidenceScale:
    """A standard for how sure an analyst is; ``phrases`` pairs wordings with meanings."""

    name: str
    title: str
    citation: str
    status: str
    read_at: tuple[str, ...]
    levels: tuple[ConfidenceLevel, ...]
    phrases: tuple[tuple[str, str], ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grade:
    """One code of a source grading; ``judged`` is false where it says "not known"."""

    code: str
    meaning: str
    judged: bool = True


@dataclass(frozen=True, slots=True)
class SourceGrading:
    """A standard for grading a source and, apart from it, a piece of information."""

    name: str
    title: str
    citation: str
    status: str
    read_at: tuple[str, ...]
    source: tuple[Grade, ...]
    information: tuple[Grade, ...]
    rules: tuple[str, ...] = ()


def parse_confidence_scales(text: str, file: str) -> tuple[ConfidenceScale, ...]:
    """The confidence standards of a TOML text; all faults in one `LexiconError`."""
    root = read_toml(text, file)
    scales = tuple(
        ConfidenceScale(
            *_heading(table),
            tuple(_confidence_level(part) for part in table.tables("levels", name="name")),
            phrases=tuple(_meaning(part) for part in table.tables("phrases", name="text")),
            rules=_last(table, "rules"),
        )
        for table in root.tables("scales", name="name")
    )
    root.close()
    root.raise_problems()
    return scales


def _confidence_level(table: Table) -> ConfidenceLevel:
    level = ConfidenceLevel(
        table.text("name", required=True),
        cast(Confidence, table.choice("confidence", CONFIDENCES)),
        table.text("meaning"),
        table.texts("words"),
    )
    table.close()
    return level


def parse_source_grades(text: str, file: str) -> tuple[SourceGrading, ...]:
    """The source gradings of a TOML text; all faults in one `LexiconError`."""
    root = read_toml(text, file)
    gradings = tuple(
        SourceGrading(
            *_heading(table),
            tuple(_grade(part) for part in table.tables("source", name="code")),
            tuple(_grade(part) for part in table.tables("information", name="code")),
            rules=_last(table, "rules"),
        )
        for table in root.tables("gradings", name="name")
    )
    root.close()
    root.raise_problems()
    return gradings


def _meaning(table: Table) -> tuple[str, str]:
    meaning = (table.text("text", required=True), table.text("meaning", required=True))
    table.close()
    return meaning


def _grade(table: Table) -> Grade:
    grade = Grade(
        table.text("code", required=True),
        table.text("meaning", required=True),
        table.flag("judged", default=True),
    )
    table.close()
    return grade


def _heading(table: Table) -> tuple[str, str, str, str, tuple[str, ...]]:
    return (
        table.text("name", required=True),
        table.text("title", required=True),
        table.text("citation", required=True),
        table.choice("status", STATUSES),
        table.texts("read_at"),
    )


def _last(table: Table, key: str) -> tuple[str, ...]:
    """The texts of the last field read of a table, which is closed."""
    values = table.texts(key)
    table.close()
    return values
