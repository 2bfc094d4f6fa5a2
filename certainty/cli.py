"""The command line: ``certainty annotate``, ``evaluate``, ``lexicon check`` and ``scales``.

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
from typing import TYPE_CHECKING, Any

from certainty import __version__
from certainty.errors import CertaintyError, LexiconError

if TYPE_CHECKING:
    from certainty.annotator import Annotator

FINE, FAULTS, MISUSE = 0, 1, 2


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
    _evaluate_parser(commands)
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
    annotate.add_argument("file", metavar="FILE", help="a UTF-8 text, a .jsonl file, or -")
    annotate.add_argument("--format", choices=("jsonl", "pretty", "html"), default="jsonl")
    annotate.add_argument("--lines", action="store_true", help="one document per line")
    annotate.add_argument("--field", default="text", help="the field that holds the text")
    _annotator_options(annotate)
    annotate.set_defaults(run=_annotate)


def _evaluate_parser(commands: Any) -> None:
    from certainty.evaluation.command import add_options

    evaluate = commands.add_parser("evaluate", help="hold annotation against labels")
    add_options(evaluate)
    _annotator_options(evaluate)
    evaluate.set_defaults(run=_evaluate)


def _annotator_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--scale", default="readers", help="a scale's name (default readers)")
    parser.add_argument("--lexicon", help="a CSV file of your own to add to the lexicon")
    parser.add_argument("--model", help="a model file to use instead of the shipped one")
    parser.add_argument("--threshold", type=float, default=0.5, help="default 0.5; 0 shows all")


def _annotator(options: argparse.Namespace) -> Annotator:
    from certainty.annotator import Annotator
    from certainty.data import default_lexicon, read_lexicon

    lexicon = options.lexicon and default_lexicon() | read_lexicon(options.lexicon)
    return Annotator(
        scale=options.scale, lexicon=lexicon, model=options.model, threshold=options.threshold
    )


def _misused(options: argparse.Namespace) -> bool:
    """Whether an option is out of range, which is then said."""
    if not 0 <= options.threshold <= 1:
        print("certainty: --threshold must lie in [0, 1]", file=sys.stderr)
        return True
    for name, least in (("jobs", 1), ("draws", 0), ("worst", 0)):
        if getattr(options, name, least) < least:
            print(f"certainty: --{name} must be {least} or more", file=sys.stderr)
            return True
    return False


def _evaluate(options: argparse.Namespace) -> int:
    from certainty.evaluation.command import shown

    if _misused(options):
        return MISUSE
    print(shown(options, _annotator(options)))
    return FINE


def _annotate(options: argparse.Namespace) -> int:
    from certainty.formats.texts import read_texts

    if _misused(options):
        return MISUSE
    annotator = _annotator(options)
    write = {"jsonl": _jsonl, "pretty": _pretty, "html": _html}[options.format]
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
