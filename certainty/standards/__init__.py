"""Prose held against standards for estimative writing, and terms carried between scales.

>>> from certainty.standards import lint
>>> for finding in lint("There is a good chance of frost.", standard="phia"):
...     print(finding.rule, "->", finding.suggestion)
off-scale-term -> likely
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from certainty.lazy import loader

if TYPE_CHECKING:
    from certainty.standards.catalogue import Clause, Standard, standard, standards
    from certainty.standards.conversion import Conversion, Place, convert
    from certainty.standards.equivalents import TermConversion, convert_term
    from certainty.standards.findings import Finding, Report, Severity
    from certainty.standards.linting import lint
    from certainty.standards.rules import RULES, Rule
    from certainty.standards.settings import (
        HouseRule,
        Settings,
        find_settings,
        parse_settings,
        read_settings,
    )

__all__ = [
    "RULES",
    "Clause",
    "Conversion",
    "Finding",
    "HouseRule",
    "Place",
    "Report",
    "Rule",
    "Settings",
    "Severity",
    "Standard",
    "TermConversion",
    "convert",
    "convert_term",
    "find_settings",
    "lint",
    "parse_settings",
    "read_settings",
    "standard",
    "standards",
]

_ROOMS = {
    "catalogue": ("Clause", "Standard", "standard", "standards"),
    "conversion": ("Conversion", "Place", "convert"),
    "equivalents": ("TermConversion", "convert_term"),
    "findings": ("Finding", "Report", "Severity"),
    "linting": ("lint",),
    "rules": ("RULES", "Rule"),
    "settings": ("HouseRule", "Settings", "find_settings", "parse_settings", "read_settings"),
}
_LAZY = {name: room for room, names in _ROOMS.items() for name in names}

#: Load a room when it is first asked for, so that the command line starts quickly.
__getattr__ = loader(__name__, _LAZY)


def __dir__() -> list[str]:
    return sorted(__all__)
