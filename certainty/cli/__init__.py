"""The command line: a module for each group of commands, and what they have in common.

Data goes to standard output, words to standard error. Exit status: 0 fine, 1 faults
found by a check, 2 misuse or unreadable input.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec

from certainty import __version__
from certainty.cli import (
    annotating,
    evaluating,
    explaining,
    forecasting,
    lexicons,
    linting,
    scales,
)
from certainty.cli.options import FINE, MISUSE
from certainty.errors import CertaintyError, LexiconError

#: Each adds its commands; what it runs gives the exit status.
GROUPS = (annotating, evaluating, explaining, linting, forecasting, lexicons, scales)


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
        return MISUSE
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
    for group in GROUPS:
        group.add_commands(commands)
    return parser
