"""``certainty annotate`` and ``certainty claims``: from texts to results in several formats."""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from shutil import get_terminal_size
from typing import Any

from certainty.cli import archiving
from certainty.cli.options import FINE, MISUSE, add_annotator_options, make_annotator
from certainty.errors import FormatWarning, InputError
from certainty.markup import FORMATS, Format

#: Columns of a table where no terminal says.
_WIDTH = 120


def add_commands(commands: Any) -> None:
    """Both commands."""
    annotate = commands.add_parser("annotate", help="annotate texts")
    annotate.add_argument("--format", choices=(*_WRITERS, "parquet"), default="jsonl")
    annotate.add_argument(
        "--calibration", help="what `python -m certainty.learn calibrate` wrote"
    )
    archiving.add_options(annotate)
    annotate.set_defaults(run=_annotate, writers=_WRITERS)
    claims = commands.add_parser("claims", help="list who claims what in a text, how surely")
    claims.add_argument("--format", choices=tuple(_CLAIM_WRITERS), default="table")
    claims.set_defaults(run=_annotate, writers=_CLAIM_WRITERS, calibration=None, out=None)
    for parser in (annotate, claims):
        parser.add_argument(
            "files",
            metavar="FILE",
            nargs="+",
            help="a UTF-8 text, a .jsonl file, .gz of one, a folder of them, or -",
        )
        parser.add_argument(
            "--input-format",
            choices=FORMATS,
            help="of the texts; by default Markdown for .md and .markdown, else text",
        )
        parser.add_argument(
            "--roles",
            default="assistant",
            help="whose turns of a chat, with commas between, or all (default assistant)",
        )
        parser.add_argument("--lines", action="store_true", help="one document per line")
        parser.add_argument("--field", default="text", help="the field that holds the text")
        add_annotator_options(parser)


def _annotate(options: argparse.Namespace) -> int:
    of_format = _annotators(options)
    if options.format == "parquet":
        if options.input_format == "chat":
            raise InputError("--format parquet takes no chats; send another format on with >")
        return archiving.run(options, of_format(options.input_format or "text"))
    if options.out:
        raise InputError("--out is for --format parquet; send other formats on with >")
    write = options.writers[options.format]
    if write is _claims_csv:
        from certainty.formats.claim_table import csv_header

        print(csv_header())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FormatWarning)  # it is told with file and line
        return _annotate_files(options, of_format, write)


def _annotate_files(
    options: argparse.Namespace,
    of_format: Callable[[Format], Callable[[str], Any]],
    write: Callable[[Any, Any], None],
) -> int:
    """Annotate and write file by file; the exit status tells of what is never closed."""
    from certainty.formats.texts import ENDINGS, MARKDOWN, Fault, find_files

    status = FINE
    for path, name in find_files(options.files, (*ENDINGS, *MARKDOWN)):
        chosen: Format = options.input_format or (
            "markdown" if path.lower().endswith(MARKDOWN) else "text"
        )
        annotate = of_format("markdown" if chosen == "chat" else chosen)
        for text in _texts(options, chosen, path, name):
            if isinstance(text, Fault):
                raise text.error
            document = annotate(text.text)
            write(document, text)
            status = max(status, _tell_open(document, path if text.name == name else text.name))
    return status


def _annotators(options: argparse.Namespace) -> Callable[[Format], Callable[[str], Any]]:
    """What annotates texts in a format, made once for each."""

    @cache
    def of_format(chosen: Format) -> Callable[[str], Any]:
        annotator = make_annotator(options, chosen)
        if not options.calibration:
            return annotator  # type: ignore[no-any-return]
        from certainty.learn.calibrated import read_calibrated

        return read_calibrated(options.calibration, annotator=annotator)

    return of_format


def _texts(options: argparse.Namespace, chosen: Format, path: str, name: str) -> Iterator[Any]:
    """The texts of a file; where one cannot be read, a fault."""
    if chosen != "chat":
        from certainty.formats.texts import read_all

        return read_all(path, name=name, lines=options.lines, field=options.field)
    from certainty.formats.chat import read_chats

    roles = None if options.roles == "all" else options.roles.split(",")
    return read_chats(path, name=name, roles=roles)


def _tell_open(document: Any, place: str) -> int:
    """Say what is never closed in a text, as what follows it was not read; the exit status."""
    from certainty.markup import told_open

    status = FINE
    for part in document.apart:
        if not part.closed:
            sys.stderr.write(f"certainty: {place}: {told_open(document.text, part)}\n")
            status = MISUSE
    return status


def _jsonl(document: Any, text: Any) -> None:
    from certainty.formats.jsonl import to_lines

    for line in to_lines(document, name=text.name, meta=text.meta):
        print(line)


def _pretty(document: Any, text: Any) -> None:
    from certainty.render import to_terminal

    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    print(to_terminal(document, colour=colour))


def _html(document: Any, text: Any) -> None:
    from certainty.render import to_html

    print(to_html(document))


def _claims_table(document: Any, text: Any) -> None:
    from certainty.render import claims_to_terminal

    width = get_terminal_size((_WIDTH, 1)).columns
    print(claims_to_terminal(document.claims(), width=width))


def _claims_csv(document: Any, text: Any) -> None:
    from certainty.formats.claim_table import csv_lines

    for line in csv_lines(document, name=text.name):
        print(line)


def _claims_jsonl(document: Any, text: Any) -> None:
    from certainty.formats.jsonl import claim_lines

    for line in claim_lines(document, name=text.name, meta=text.meta):
        print(line)


_WRITERS = {"jsonl": _jsonl, "pretty": _pretty, "html": _html}
_CLAIM_WRITERS = {"table": _claims_table, "csv": _claims_csv, "jsonl": _claims_jsonl}
