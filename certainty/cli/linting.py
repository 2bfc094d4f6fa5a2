"""``certainty lint``: prose held against a standard for estimative language."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from certainty.cli.options import FAULTS, FINE, MISUSE
from certainty.errors import InputError

if TYPE_CHECKING:
    from certainty.standards.findings import Report


def add_commands(commands: Any) -> None:
    """The command."""
    lint = commands.add_parser(
        "lint",
        help="hold texts against a standard for estimative prose",
        epilog="for example: certainty lint brief.md --standard phia; "
        "exit status 1 where findings remain, 2 where a file cannot be read",
    )
    lint.add_argument("files", nargs="+", metavar="FILES", help="texts, folders of texts, or -")
    lint.add_argument("--standard", help="icd203, phia, ipcc or nato (default icd203)")
    lint.add_argument("--format", choices=("text", "json", "sarif", "github"), default="text")
    lint.add_argument("--config", help="a TOML file; the default is pyproject.toml, upwards")
    lint.set_defaults(run=_lint)


def _lint(options: argparse.Namespace) -> int:
    from certainty.standards.files import find_files, read_file
    from certainty.standards.linting import lint
    from certainty.standards.settings import find_settings, read_settings

    settings = read_settings(options.config) if options.config else find_settings(Path.cwd())
    reports: list[tuple[str, Report]] = []
    unread: list[tuple[str, str]] = []
    for path in find_files(options.files):
        try:
            text = read_file(path)
        except InputError as error:
            print(f"certainty: {error}", file=sys.stderr)
            unread.append((path, str(error)))
            continue
        name = "stdin" if path == "-" else path
        reports.append((name, lint(text, standard=options.standard, settings=settings)))
    _write_reports(options.format, reports, unread)
    if unread:
        return MISUSE
    return FAULTS if any(len(report) for _, report in reports) else FINE


def _write_reports(form: str, reports: Any, unread: Any) -> None:
    from certainty.formats.jsonl import dump
    from certainty.standards.reports import github_lines, tally, text_lines, to_json
    from certainty.standards.sarif import to_sarif

    if form in ("json", "sarif"):
        print(dump((to_json if form == "json" else to_sarif)(reports, unread=unread)))
        return
    lines = github_lines if form == "github" else text_lines
    for path, report in reports:
        for line in lines(path, report):
            print(line)
    print(tally(reports), file=sys.stderr)
