"""Findings for people, for programs, and for GitHub's checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from certainty.standards.findings import Finding, Report

SCHEMA: Final = 1
#: What GitHub calls the severities.
_COMMANDS: Final = {"error": "error", "warning": "warning", "note": "notice"}


def text_lines(path: str, report: Report) -> Iterator[str]:
    """One line for each finding: place, severity, rule, message, clause.

    >>> from certainty.standards import lint
    >>> print(next(text_lines("a.txt", lint("The vote is a toss-up.")))[:42])
    a.txt:1:15: error: off-scale-term: "toss-u
    """
    for each in report:
        place = f"{path}:{each.line}:{each.column}"
        yield f"{place}: {each.severity}: {each.rule}: {each.message} [{each.clause}]"


def github_lines(path: str, report: Report) -> Iterator[str]:
    """One workflow command for each finding, which GitHub shows beside the line.

    >>> from certainty.standards import lint
    >>> print(next(github_lines("a,b.txt", lint("The vote is a toss-up.")))[:57])
    ::error file=a%2Cb.txt,line=1,endLine=1,col=15,endColumn=
    """
    for each in report:
        yield _command(path, each)


def to_json(
    reports: Sequence[tuple[str, Report]], *, unread: Sequence[tuple[str, str]] = ()
) -> dict[str, Any]:
    """All reports as plain values, in the order of the files."""
    files = [
        {
            "path": path,
            "standard": report.standard,
            "findings": [finding.to_dict() for finding in report],
        }
        for path, report in reports
    ]
    errors = [{"path": path, "message": reason} for path, reason in unread]
    return {"schema": SCHEMA, "files": files, "errors": errors}


def tally(reports: Sequence[tuple[str, Report]]) -> str:
    """What was found, in one line.

    >>> tally([])
    'no findings in 0 files'
    """
    found = [each.severity for _, report in reports for each in report]
    files = f"{len(reports)} file{'' if len(reports) == 1 else 's'}"
    if not found:
        return f"no findings in {files}"
    counts = [
        f"{found.count(name)} {name}{'' if found.count(name) == 1 else 's'}"
        for name in dict.fromkeys(sorted(found))
    ]
    return f"{', '.join(counts)} in {files}"


def _command(path: str, finding: Finding) -> str:
    fields = {
        "file": path,
        "line": finding.line,
        "endLine": finding.end_line,
        "col": finding.column,
        "endColumn": finding.end_column,
        "title": f"certainty: {finding.rule}",
    }
    if finding.line != finding.end_line:  # GitHub takes columns on one line alone
        del fields["col"], fields["endColumn"]
    named = ",".join(f"{key}={_property(str(value))}" for key, value in fields.items())
    told = _data(f"{finding.message} [{finding.clause}]")
    return f"::{_COMMANDS[finding.severity]} {named}::{told}"


def _data(text: str) -> str:
    """As the message of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """As a property of a workflow command."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
