"""Findings as SARIF 2.1.0, which code-scanning services and editors read.

Columns count code points, as everywhere in this library (``columnKind``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from certainty import __version__
from certainty.standards.catalogue import standards
from certainty.standards.findings import Finding, Report, Severity
from certainty.standards.rules import RULES

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
VERSION: Final = "2.1.0"
LEVELS: Final[Mapping[Severity, str]] = {"error": "error", "warning": "warning", "note": "note"}


def to_sarif(
    reports: Iterable[tuple[str, Report]], *, unread: Sequence[tuple[str, str]] = ()
) -> dict[str, Any]:
    """One SARIF log with one run for reports, each with the path of its text.

    ``unread`` pairs paths that could not be read with the reasons.
    """
    kept = list(reports)
    rules = _rules(kept)
    index = {rule["id"]: at for at, rule in enumerate(rules)}
    results = [_result(path, each, index) for path, report in kept for each in report]
    driver = {"name": "certainty", "version": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(unread)],
        "results": results,
    }
    return {"$schema": SCHEMA, "version": VERSION, "runs": [run]}


def _rules(reports: Sequence[tuple[str, Report]]) -> list[dict[str, Any]]:
    """Every shipped rule with its clauses, then the others that found something."""
    names = list(dict.fromkeys(report.standard for _, report in reports))
    told = [
        _rule(rule.id, rule.title, _clauses(rule.id, names), rule.severity) for rule in RULES
    ]
    shipped = {rule.id for rule in RULES}
    others = {f.rule: f for _, report in reports for f in report if f.rule not in shipped}
    return told + [_rule(f.rule, f.rule, f.clause, f.severity) for f in others.values()]


def _rule(name: str, title: str, clause: str, severity: Severity) -> dict[str, Any]:
    return {
        "id": name,
        "name": "".join(part.capitalize() for part in name.split("-")),
        "shortDescription": {"text": title},
        "fullDescription": {"text": clause or title},
        "help": {"text": clause or title},
        "defaultConfiguration": {"level": LEVELS[severity]},
    }


def _clauses(rule: str, names: Sequence[str]) -> str:
    known = standards()
    found = [known[name].clauses[rule].text for name in names if rule in known[name].clauses]
    return " | ".join(dict.fromkeys(found))


def _result(path: str, finding: Finding, index: Mapping[str, int]) -> dict[str, Any]:
    region = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
        "charOffset": finding.start,
        "charLength": finding.end - finding.start,
        "snippet": {"text": finding.text},
    }
    location = {"physicalLocation": {"artifactLocation": {"uri": _uri(path)}, "region": region}}
    return {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": LEVELS[finding.severity],
        "message": {"text": f"{finding.message} ({finding.clause})"},
        "locations": [location],
        "partialFingerprints": {"wording/v1": _fingerprint(path, finding)},
    }


def _fingerprint(path: str, finding: Finding) -> str:
    """The same for the same words in the same file, wherever they have moved."""
    words = "\0".join((_uri(path), finding.rule, " ".join(finding.text.split())))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _uri(path: str) -> str:
    return quote(PurePath(path).as_posix(), safe="/")


def _invocation(unread: Sequence[tuple[str, str]]) -> dict[str, Any]:
    notes = [
        {
            "level": "error",
            "message": {"text": reason},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(path)}}}],
        }
        for path, reason in unread
    ]
    return {"executionSuccessful": not notes, "toolExecutionNotifications": notes}
