"""``certainty lint``: prose held against a standard for estimative language."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from certainty.cli.options import FAULTS, FINE, MISUSE
from certainty.cli.parsing import Once, add_command
from certainty.cli.terminals import hint_at_terminal, in_colour, watched
from certainty.errors import InputError

if TYPE_CHECKING:
    from certainty.standards.findings import Report

_EXAMPLES = (
    ("certainty lint brief.md", "held against ICD 203"),
    ("certainty lint brief.md notes.txt --standard phia", "several files, another standard"),
    ("certainty lint reports/ --format github", "a folder of .txt, .md and .rst, in CI"),
    ("pandoc brief.docx -t plain | certainty lint -", "from a pipe"),
)
#: How a severity looks on a terminal.
_COLOURS = {"error": "31", "warning": "33", "note": "36"}
_SEVERITY = re.compile(r"(?<=: )(error|warning|note)(?=: )")


def add_commands(commands: Any) -> None:
    """The command."""
    lint = add_command(
        commands,
        "lint",
        does="hold texts against a standard for estimative prose",
        examples=_EXAMPLES,
    )
    lint.add_argument("files", nargs="+", metavar="FILE", help="texts, folders of texts, or -")
    standard = "icd203, phia, ipcc or nato (default icd203)"
    lint.add_argument("--standard", metavar="NAME", action=Once, help=standard)
    lint.add_argument("--format", choices=("text", "json", "sarif", "github"), default="text")
    lint.add_argument(
        "--config", metavar="TOML", help="a TOML file; the default is pyproject.toml, upwards"
    )
    lint.set_defaults(run=_lint)


def _lint(options: argparse.Namespace) -> int:
    from certainty.standards.files import find_files, read_file
    from certainty.standards.linting import lint
    from certainty.standards.settings import find_settings, read_settings

    settings = read_settings(options.config) if options.config else find_settings(Path.cwd())
    reports: list[tuple[str, Report]] = []
    unread: list[tuple[str, str]] = []
    hint_at_terminal(options.files)
    files = list(find_files(options.files))
    for path in watched(files, unit="files", total=len(files), quiet=False):
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
            print(_coloured(line) if form == "text" and in_colour(sys.stdout) else line)
    print(tally(reports), file=sys.stderr)


def _coloured(line: str) -> str:
    """A finding with its severity in colour."""
    return _SEVERITY.sub(lambda m: f"\x1b[1;{_COLOURS[m[1]]}m{m[1]}\x1b[0m", line, count=1)
