"""``certainty annotate`` and ``certainty claims``: from texts to results in several formats."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from certainty.cli import archiving
from certainty.cli.options import FINE, MISUSE, add_annotator_options, make_annotator
from certainty.cli.parsing import add_command
from certainty.cli.terminals import hint_at_terminal, watched
from certainty.cli.writing import CLAIM_FORMATS, FORMATS, Annotated, check_out, write
from certainty.errors import InputError

_EXAMPLES = (
    ("certainty annotate report.txt", "one JSON object per sentence"),
    ("certainty annotate report.txt --format pretty", "for the terminal"),
    ("certainty annotate *.md --format html --out report.html", "a page for people"),
    ("curl -s https://example.org/a.txt | certainty annotate -", "from a pipe"),
    ("certainty annotate news.jsonl --field body --scale phia", "JSON lines, another scale"),
    ("certainty annotate news/ --format parquet --out cues/ --jobs 4", "an archive"),
)
_CLAIM_EXAMPLES = (
    ("certainty claims report.txt", "a table"),
    ("certainty claims reports/ --format csv --out claims.csv", "for a spreadsheet"),
)


def add_commands(commands: Any) -> None:
    """Both commands."""
    annotate = add_command(
        commands,
        "annotate",
        does="find what texts say of certainty, with numbers and holders",
        examples=_EXAMPLES,
    )
    _add_texts(annotate, formats=(*FORMATS, "parquet"), default="jsonl")
    calibrated = "what `python -m certainty.learn calibrate` wrote"
    annotate.add_argument("--calibration", metavar="JSON", help=calibrated)
    add_annotator_options(annotate)
    archiving.add_options(annotate)
    annotate.set_defaults(run=_annotate, formats=FORMATS)
    claims = add_command(
        commands,
        "claims",
        does="list who claims what in texts, how surely",
        examples=_CLAIM_EXAMPLES,
    )
    _add_texts(claims, formats=tuple(CLAIM_FORMATS), default="table")
    add_annotator_options(claims)
    claims.set_defaults(run=_annotate, formats=CLAIM_FORMATS, calibration=None)


def _add_texts(
    parser: argparse.ArgumentParser, *, formats: Sequence[str], default: str
) -> None:
    """Which texts, how they are read, and what is written where."""
    add = parser.add_argument
    texts = "a UTF-8 text, a .jsonl file, .gz of one, a folder of them, or - for standard input"
    add("files", metavar="FILE", nargs="+", help=texts)
    add("--format", choices=formats, default=default, help=f"default {default}")
    add("--out", metavar="PATH", help="a file for the result; with parquet a folder")
    add("--lines", action="store_true", help="one document per line")
    named = "the field of a .jsonl line that holds the text"
    add("--field", metavar="NAME", default="text", help=named)


def _annotate(options: argparse.Namespace) -> int:
    annotator = make_annotator(options)
    annotate: Callable[[str], Any] = annotator
    if options.calibration:
        from certainty.learn.calibrated import read_calibrated

        annotate = read_calibrated(options.calibration, annotator=annotator)
    if options.format == "parquet":
        return archiving.run(options, annotate)
    if options.out:
        check_out(options.out, options.files)
    hint_at_terminal(options.files)
    faults: list[InputError] = []
    write(options.formats[options.format](_annotated(options, annotate, faults)), options.out)
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
