"""The command line: a module for each group of commands, and what they have in common.

Data goes to standard output, words to standard error. Exit status: 0 fine, 1 findings of a
check, 2 misuse or something unreadable, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec

from certainty import __version__
from certainty.cli import (
    annotating,
    completing,
    evaluating,
    explaining,
    forecasting,
    lexicons,
    linting,
    scales,
)
from certainty.cli.options import FINE, MISUSE, STOPPED
from certainty.cli.parsing import Parser
from certainty.errors import CertaintyError, LexiconError

#: Each adds its commands; what it runs gives the exit status.
GROUPS = (
    *(annotating, explaining, linting, scales, lexicons, evaluating, forecasting),
    completing,
)
_ABOUT = (
    "How sure does a text say it is? Finds every phrase of certainty in English prose, with "
    "a number, an interval and a holder. Results go to standard output, words to standard "
    "error."
)
_EXAMPLES = (
    ("certainty lint brief.md --standard phia", "prose held against a standard"),
    ("certainty annotate brief.md --format pretty", "every phrase with its number"),
    ('certainty explain "hardly likely"', "where a number comes from"),
    ("certainty lint --help", "what a command takes, with examples"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        try:
            return _run(arguments)
        finally:
            sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough, as in `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    except KeyboardInterrupt:
        sys.stderr.write("certainty: stopped\n")
        return STOPPED


def _run(arguments: Sequence[str] | None) -> int:
    parser = make_parser()
    if not (sys.argv[1:] if arguments is None else arguments):
        parser.print_help(sys.stderr)
        return MISUSE
    try:
        options = parser.parse_args(arguments)
        status: int = options.run(options)
    except LexiconError as error:
        sys.stderr.write(f"{error}\n")
        return MISUSE
    except (CertaintyError, ImportError) as error:  # the second names an extra to install
        sys.stderr.write(f"certainty: {error}\n")
        return MISUSE
    return status


def build() -> str:
    """Whether the core runs compiled or as pure Python."""
    core = find_spec("certainty.pipeline")
    compiled = core and core.origin and not core.origin.endswith((".py", ".pyc"))
    return "compiled" if compiled else "pure Python"


def make_parser() -> Parser:
    """The parser of all commands."""
    parser = Parser(prog="certainty", description=_ABOUT, examples=_EXAMPLES)
    parser.add_argument(
        "--version", action="version", version=f"certainty {__version__} ({build()})"
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for group in GROUPS:
        group.add_commands(commands)
    return parser
