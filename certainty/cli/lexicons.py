"""``certainty lexicon check``: every fault of lexicon files."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from certainty.cli.options import FAULTS, FINE
from certainty.cli.parsing import add_command
from certainty.errors import LexiconError

_EXAMPLES = (
    ("certainty lexicon check mine.csv", "every fault at once"),
    ("certainty lexicon check", "the shipped lexicon"),
)


def add_commands(commands: Any) -> None:
    """The command."""
    lexicon = add_command(commands, "lexicon", does="check lexicon files", examples=_EXAMPLES)
    actions = lexicon.add_subparsers(required=True, metavar="ACTION")
    check = add_command(
        actions, "check", does="report every fault of lexicon files", examples=_EXAMPLES
    )
    check.add_argument("files", nargs="*", help="CSV files; none: the shipped lexicon")
    check.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> int:
    data = import_module("certainty.data")
    files = [Path(file) for file in options.files]
    try:
        lexicon = data.read_lexicon(*files) if files else data.default_lexicon()
    except LexiconError as error:
        print(error, file=sys.stderr)
        return FAULTS
    print(f"no problems: {lexicon!r}")
    return FINE
