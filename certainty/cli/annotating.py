"""``certainty annotate`` and ``certainty claims``: from texts to results in several formats."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from shutil import get_terminal_size
from typing import Any

from certainty.cli import archiving, exporting
from certainty.cli.options import FINE, add_annotator_options, make_annotator
from certainty.errors import InputError

#: Columns of a table where no terminal says.
_WIDTH = 120


def add_commands(commands: Any) -> None:
    """Both commands."""
    annotate = commands.add_parser("annotate", help="annotate texts")
    annotate.add_argument(
        "--format", choices=(*_WRITERS, "parquet", *exporting.FORMATS), default="jsonl"
    )
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
        parser.add_argument("--lines", action="store_true", help="one document per line")
        parser.add_argument("--field", default="text", help="the field that holds the text")
        add_annotator_options(parser)


def _annotate(options: argparse.Namespace) -> int:
    from certainty.formats.texts import find_files, read_texts

    annotator = make_annotator(options)
    annotate: Callable[[str], Any] = annotator
    if options.calibration:
        from certainty.learn.calibrated import read_calibrated

        annotate = read_calibrated(options.calibration, annotator=annotator)
    if options.format == "parquet":
        return archiving.run(options, annotate)
    if options.format in exporting.FORMATS:
        return exporting.run(options, annotate)
    if options.out:
        raise InputError(
            "--out is for parquet and tools' formats; send other formats on with >"
        )
    write = options.writers[options.format]
    if write is _claims_csv:
        from certainty.formats.claim_table import csv_header

        print(csv_header())
    for path, name in find_files(options.files):
        for text in read_texts(path, name=name, lines=options.lines, field=options.field):
            write(annotate(text.text), text)
    return FINE


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
