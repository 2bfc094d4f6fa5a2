"""``certainty annotate`` and ``certainty claims``: from texts to results in several formats."""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from certainty.cli import archiving, exporting
from certainty.cli.options import FINE, MISUSE, add_annotator_options, make_annotator
from certainty.cli.parsing import add_command
from certainty.cli.terminals import hint_at_terminal, watched
from certainty.cli.writing import CLAIM_FORMATS, FORMATS, Annotated, check_out, write
from certainty.errors import FormatWarning, InputError
from certainty.markup import FORMATS as INPUTS
from certainty.markup import Format

#: Formats with a file for each text, and no other way.
_FILES = tuple(name for name in exporting.FILES if name not in FORMATS)

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
    _add_texts(annotate, formats=(*FORMATS, *_FILES, "parquet"), default="jsonl")
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
    out = "a file for the result; a folder with parquet, brat, cas and w3c"
    add("--out", metavar="PATH", help=out)
    read_as = "how texts are read (default markdown for .md and .markdown, else text)"
    add("--input-format", choices=INPUTS, help=read_as)
    whose = "whose turns of a chat, with commas between, or all (default assistant)"
    add("--roles", default="assistant", help=whose)
    add("--lines", action="store_true", help="one document per line")
    named = "the field of a .jsonl line that holds the text"
    add("--field", metavar="NAME", default="text", help=named)


def _annotate(options: argparse.Namespace) -> int:
    of_format = _annotators(options)
    if options.format == "parquet":
        if options.input_format == "chat":
            raise InputError("--format parquet takes no chats; choose another format")
        return archiving.run(options, of_format(options.input_format or "text"))
    in_files = options.format in exporting.FILES and (options.out or options.format in _FILES)
    if options.out and not in_files:
        check_out(options.out, options.files)
    hint_at_terminal(options.files)
    faults: list[str] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FormatWarning)  # it is told with file and line
        annotated = _annotated(options, of_format, faults)
        if in_files:
            exporting.write_files(annotated, options.format, options.out)
        else:
            write(options.formats[options.format](annotated), options.out)
    return MISUSE if faults else FINE


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


def _annotated(
    options: argparse.Namespace,
    of_format: Callable[[Format], Callable[[str], Any]],
    faults: list[str],
) -> Iterator[Annotated]:
    """Each text with its document; what cannot be read is named, and the next done."""
    from certainty.formats.texts import MARKDOWN, Fault, find_files

    files = find_files(options.files)
    quiet = options.out is None and sys.stdout.isatty()
    for path, name in watched(files, unit="files", total=len(files), quiet=quiet):
        chosen: Format = options.input_format or (
            "markdown" if path.lower().endswith(MARKDOWN) else "text"
        )
        annotate = of_format("markdown" if chosen == "chat" else chosen)
        try:
            for text in _texts(options, chosen, path, name):
                if isinstance(text, Fault):
                    raise text.error
                document = annotate(text.text)
                yield document, text
                place = path if text.name == name else text.name
                for told in _open_parts(document):
                    _tell(f"{place}: {told}", faults)
        except InputError as error:
            _tell(str(error), faults)


def _texts(options: argparse.Namespace, chosen: Format, path: str, name: str) -> Iterator[Any]:
    """The texts of a file; where one cannot be read, a fault."""
    if chosen != "chat":
        from certainty.formats.texts import read_all

        return read_all(path, name=name, lines=options.lines, field=options.field)
    from certainty.formats.chat import read_chats

    roles = None if options.roles == "all" else options.roles.split(",")
    return read_chats(path, name=name, roles=roles)


def _open_parts(document: Any) -> list[str]:
    """What is never closed in a text, as what follows it was not read."""
    from certainty.markup import told_open

    return [told_open(document.text, part) for part in document.apart if not part.closed]


def _tell(fault: str, faults: list[str]) -> None:
    sys.stdout.flush()
    sys.stderr.write(f"certainty: {fault}\n")
    faults.append(fault)
