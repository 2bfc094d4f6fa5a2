"""The standards that prose is held against, read from ``lexicons/standards.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from certainty import data
from certainty.errors import ScaleError
from certainty.scales import unknown_scale
from certainty.toml_tables import Table, read_toml

#: How a clause is known: in the original, in a secondary copy, or from general knowledge.
STATUSES = ("R1", "R2", "M")


@dataclass(frozen=True, slots=True)
class Clause:
    """What a standard says that a rule enforces; ``status`` tells how that is known."""

    text: str
    status: str


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard: its likelihood scale, its levels of confidence, a clause for each rule."""

    name: str
    title: str
    scale: str
    confidence: tuple[str, ...]
    clauses: Mapping[str, Clause]


@cache
def standards() -> dict[str, Standard]:
    """All standards by name.

    >>> list(standards())
    ['icd203', 'phia', 'ipcc', 'nato']
    """
    root = read_toml(data.read("standards.toml"), "standards.toml")
    found = [_standard(table) for table in root.tables("standards", name="name")]
    root.close()
    root.raise_problems()
    return {standard.name: standard for standard in found}


def standard(name: str) -> Standard:
    """A standard by its name; raises `ScaleError` that lists the known ones."""
    try:
        return standards()[name]
    except KeyError:
        told = str(unknown_scale(name, standards()))
        told = told.replace("Known scales", "Known standards")
        raise ScaleError(told.replace("no scale", "no standard")) from None


def _standard(table: Table) -> Standard:
    made = Standard(
        table.text("name", required=True),
        table.text("title", required=True),
        table.text("scale", required=True),
        table.texts("confidence", required=True),
        dict(_clause(part) for part in table.tables("clauses", name="rule")),
    )
    table.close()
    return made


def _clause(table: Table) -> tuple[str, Clause]:
    rule = table.text("rule", required=True)
    made = Clause(table.text("clause", required=True), table.choice("status", STATUSES))
    table.close()
    return rule, made
