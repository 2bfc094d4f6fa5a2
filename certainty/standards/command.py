"""The verbs of the command line on standards: ``lint``, and ``scale`` to list and convert."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from certainty.errors import InputError

if TYPE_CHECKING:
    from certainty.scales import Scale

FINE: Final = 0
FAULTS: Final = 1
MISUSE: Final = 2


def add_commands(commands: Any) -> None:
    """Add the verbs to the subparsers of a command line."""
    _add_lint(commands)
    scale = commands.add_parser(
        "scale", aliases=["scales"], help="list, show and convert official scales"
    )
    scale.set_defaults(run=_list)
    actions = scale.add_subparsers(metavar="ACTION")
    actions.add_parser("list", help="names and titles").set_defaults(run=_list)
    show = actions.add_parser("show", help="the terms of a scale with their bands")
    show.add_argument("name", metavar="NAME", help="a scale's name, as phia")
    show.set_defaults(run=_show)
    _add_convert(actions)


def _add_lint(commands: Any) -> None:
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


def _add_convert(actions: Any) -> None:
    convert = actions.add_parser(
        "convert",
        help="carry a term or a text from one scale to another",
        epilog='for example: certainty scale convert "very likely" --from icd203 --to phia',
    )
    convert.add_argument("text", metavar="TEXT", help="a term, a file, a text, or -")
    convert.add_argument("--from", dest="source", default="icd203", help="default icd203")
    convert.add_argument("--to", dest="target", default="phia", help="default phia")
    convert.add_argument(
        "--numbers", action="store_true", help="keep the terms, put their bands beside them"
    )
    convert.add_argument("--format", choices=("text", "json"), default="text")
    convert.set_defaults(run=_convert)


def _lint(options: argparse.Namespace) -> int:
    from certainty.standards.files import find_files, read_file
    from certainty.standards.findings import Report
    from certainty.standards.linting import lint
    from certainty.standards.settings import find_settings, read_settings

    settings = read_settings(options.config) if options.config else find_settings(Path.cwd())
    reports: list[tuple[str, Report]] = []
    unread: list[tuple[str, str]] = []
    for path in find_files(options.files):
        try:
            text = read_file(path)
        except InputError as error:
            _say(f"certainty: {error}")
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
        _out(dump((to_json if form == "json" else to_sarif)(reports, unread=unread)))
        return
    lines = github_lines if form == "github" else text_lines
    for path, report in reports:
        for line in lines(path, report):
            _out(line)
    _say(tally(reports))


def _list(options: argparse.Namespace) -> int:
    from certainty import data

    for name in data.scale_names():
        _out(f"{name}\t{data.scale(name).title}")
    return FINE


def _show(options: argparse.Namespace) -> int:
    from certainty import data

    for line in scale_lines(data.scale(options.name)):
        _out(line)
    return FINE


def scale_lines(scale: Scale) -> list[str]:
    """A scale for the terminal: title, citation, one line for each term, the rules.

    >>> import certainty
    >>> scale_lines(certainty.scale("phia"))[5]
    'unlikely                          25–35%'
    """
    from certainty.standards.wording import band_text

    names = [", ".join((term.name, *term.synonyms)) for term in scale.levels]
    width = max(map(len, names), default=0)
    bands = [band_text(term) if term.band else "no band" for term in scale.levels]
    terms = [f"{name:<{width}}  {band}" for name, band in zip(names, bands)]
    return [scale.title, scale.citation, "", *terms, *("", *scale.rules) * bool(scale.rules)]


def _convert(options: argparse.Namespace) -> int:
    from certainty import data
    from certainty.formats.jsonl import dump
    from certainty.standards.conversion import convert
    from certainty.standards.equivalents import convert_term

    names = {"source": options.source, "target": options.target}
    if data.scale(options.source).term(options.text):
        term = convert_term(options.text, **names)
        _out(dump(term.to_dict()) if options.format == "json" else term.describe())
        return FINE
    conversion = convert(_given(options.text), **names)
    if options.format == "json":
        _out(dump(conversion.to_dict()))
        return FINE
    _out((conversion.numbered if options.numbers else conversion.converted).rstrip("\n"))
    for line in dict.fromkeys(place.conversion.describe() for place in conversion.places):
        _say(line)
    for start, end in conversion.left:
        _say(f'"{conversion.text[start:end]}" is no term of {conversion.source}; left as it is')
    return FINE


def _given(text: str) -> str:
    """What a file or standard input holds, or the text itself."""
    from certainty.standards.files import read_file

    if text == "-" or (len(text) < 255 and "\n" not in text and Path(text).is_file()):
        return read_file(text)
    if not text.strip():
        raise InputError("there is nothing to convert; give a term, a text or a file")
    return text


def _out(line: str) -> None:
    sys.stdout.write(line + "\n")


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
