"""``certainty annotate`` and ``certainty claims``: from texts to results in several formats."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from typing import Any

from certainty.cli import archiving, exporting
from certainty.cli.options import FINE, MISUSE, add_annotator_options, make_annotator
from certainty.cli.terminals import hint_at_terminal, watched
from certainty.cli.writing import CLAIM_FORMATS, FORMATS, Annotated, check_out, write
from certainty.errors import InputError

#: Formats with a file for each text, and no other way.
_FILES = tuple(name for name in exporting.FILES if name not in FORMATS)


def add_commands(commands: Any) -> None:
    """Both commands."""
    annotate = commands.add_parser("annotate", help="annotate texts")
    annotate.add_argument("--format", choices=(*FORMATS, *_FILES, "parquet"), default="jsonl")
    annotate.add_argument(
        "--calibration", help="what `python -m certainty.learn calibrate` wrote"
    )
    archiving.add_options(annotate)
    annotate.set_defaults(run=_annotate, formats=FORMATS)
    claims = commands.add_parser("claims", help="list who claims what in a text, how surely")
    claims.add_argument("--format", choices=tuple(CLAIM_FORMATS), default="table")
    claims.set_defaults(run=_annotate, formats=CLAIM_FORMATS, calibration=None)
    for parser in (annotate, claims):
        parser.add_argument(
            "files",
            metavar="FILE",
            nargs="+",
            help="a UTF-8 text, a .jsonl file, .gz of one, a folder of them, or -",
        )
        out = "a file for the result; a folder with parquet, brat, cas and w3c"
        parser.add_argument("--out", metavar="PATH", help=out)
        parser.add_argument("--lines", action="store_true", help="one document per line")
        parser.add_argument("--field", default="text", help="the field that holds the text")
        add_annotator_options(parser)


def _annotate(options: argparse.Namespace) -> int:
    annotator = make_annotator(options)
    annotate: Callable[[str], Any] = annotator
    if options.calibration:
        from certainty.learn.calibrated import read_calibrated

        annotate = read_calibrated(options.calibration, annotator=annotator)
    if options.format == "parquet":
        return archiving.run(options, annotate)
    in_files = options.format in exporting.FILES and (options.out or options.format in _FILES)
    if options.out and not in_files:
        check_out(options.out, options.files)
    hint_at_terminal(options.files)
    faults: list[InputError] = []
    annotated = _annotated(options, annotate, faults)
    if in_files:
        exporting.write_files(annotated, options.format, options.out)
    else:
        write(options.formats[options.format](annotated), options.out)
    return MISUSE if faults else FINE


def _annotated(
    options: argparse.Namespace, annotate: Callable[[str], Any], faults: list[InputError]
) -> Iterator[Annotated]:
    """Each text with its document; a file that cannot be read is named, the next ones done."""
    from certainty.formats.texts import find_files, read_texts

    files = find_files(options.files)
    quiet = options.out is None and sys.stdout.isatty()
    for path, name in watched(files, unit="files", total=len(files), quiet=quiet):
        try:
            for text in read_texts(path, name=name, lines=options.lines, field=options.field):
                yield annotate(text.text), text
        except InputError as error:
            sys.stdout.flush()
            sys.stderr.write(f"certainty: {error}\n")
            faults.append(error)
