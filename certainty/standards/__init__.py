"""Prose held against standards for estimative writing, and terms carried between them.

>>> from certainty.standards import lint
>>> for finding in lint("There is a good chance of frost.", standard="phia"):
...     print(finding.rule, "->", finding.suggestion)
off-scale-term -> likely
"""

from certainty.standards.catalogue import Clause, Standard, standard, standards
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
    "Finding",
    "HouseRule",
    "Report",
    "Rule",
    "Settings",
    "Severity",
    "Standard",
    "find_settings",
    "lint",
    "parse_settings",
    "read_settings",
    "standard",
    "standards",
]
