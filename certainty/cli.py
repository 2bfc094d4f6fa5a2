"""The command line: ``certainty annotate``, ``claims``, ``lexicon check``, ``scales``.

Data goes to standard output, words to standard error. Exit status: 0 fine, 1 faults
found by a check, 2 misuse or unreadable input.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from shutil import get_terminal_size
from typing import Any

from certainty import __version__
from certainty.errors import CertaintyError, LexiconError

FINE, FAULTS, MISUSE = 0, 1, 2
#: Columns of a table where no terminal says.
_WIDTH = 120


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except LexiconError as error:
        print(error, file=sys.stderr)
        return FAULTS if options.run is _check else MISUSE
    except CertaintyError as error:
        print(f"certainty: {error}", file=sys.stderr)
        return MISUSE
    except BrokenPipeError:  # the reader has seen enough, as in `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    else:
        return status
    return FINE


def build() -> str:
    """Whether the core runs compiled or as pure Python."""
    core = find_spec("certainty.trie")
    compiled = core and core.origin and not core.origin.endswith((".py", ".pyc"))
    return "compiled" if compiled else "pure Python"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="certainty", description=__doc__)
    parser.add_argument(
        "--version", action="version", version=f"certainty {__version__} ({build()})"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _annotate_parser(commands)
    lexicon = commands.add_parser("lexicon", help="check lexicon files")
    actions = lexicon.add_subparsers(required=True, metavar="ACTION")
    check = actions.add_parser("check", help="report every fault of lexicon files")
    check.add_argument("files", nargs="*", help="CSV files; none: the shipped lexicon")
    check.set_defaults(run=_check)
    scales = commands.add_parser("scales", help="list the scales")
    scales.set_defaults(run=_scales)
    return parser


def _annotate_parser(commands: Any) -> None:
    annotate = commands.add_parser("annotate", help="annotate a text")
    annotate.add_argument("--format", choices=("jsonl", "pretty", "html"), default="jsonl")
    claims = commands.add_parser("claims", help="list who claims what in a text, how surely")
    claims.add_argument("--format", choices=("table", "csv", "jsonl"), default="table")
    for parser in (annotate, claims):
        _add_text_options(parser)
    annotate.set_defaults(run=_annotate, writers=_WRITERS)
    claims.set_defaults(run=_annotate, writers=_CLAIM_WRITERS)


def _add_text_options(parser: argparse.ArgumentParser) -> None:
    """What text to read, and how to annotate it."""
    parser.add_argument("file", metavar="FILE", help="a UTF-8 text, a .jsonl file, or -")
    parser.add_argument("--scale", default="readers", help="a scale's name (default readers)")
    parser.add_argument("--lines", action="store_true", help="one document per line")
    parser.add_argument("--field", default="text", help="the field that holds the text")
    parser.add_argument("--lexicon", help="a CSV file of your own to add to the lexicon")
    parser.add_argument("--model", help="a model file to use instead of the shipped one")
    parser.add_argument("--threshold", type=float, default=0.5, help="default 0.5; 0 shows all")


def _annotate(options: argparse.Namespace) -> int:
    from certainty.annotator import Annotator
    from certainty.data import default_lexicon, read_lexicon
    from certainty.formats.texts import read_texts

    if not 0 <= options.threshold <= 1:
        print("certainty: --threshold must lie in [0, 1]", file=sys.stderr)
        return MISUSE
    lexicon = options.lexicon and default_lexicon() | read_lexicon(options.lexicon)
    annotator = Annotator(
        scale=options.scale, lexicon=lexicon, model=options.model, threshold=options.threshold
    )
    write = options.writers[options.format]
    if write is _claims_csv:
        print(import_module("certainty.formats.claim_table").csv_header())
    for text in read_texts(options.file, lines=options.lines, field=options.field):
        write(annotator(text.text), text)
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


def _check(options: argparse.Namespace) -> int:
    data = import_module("certainty.data")
    if not options.files:
        lexicon = data.default_lexicon()
    else:
        lexicon = data.read_lexicon(*[Path(file) for file in options.files])
    print(f"no problems: {lexicon!r}")
    return FINE


def _scales(options: argparse.Namespace) -> int:
    data = import_module("certainty.data")
    for name in data.scale_names():
        print(f"{name}\t{data.scale(name).title}")
    return FINE
