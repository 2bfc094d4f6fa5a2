"""``certainty lexicon check``: every fault of lexicon files."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from certainty.cli.options import FAULTS, FINE
from certainty.errors import LexiconError


def add_commands(commands: Any) -> None:
    """The command."""
    lexicon = commands.add_parser("lexicon", help="check lexicon files")
    actions = lexicon.add_subparsers(required=True, metavar="ACTION")
    check = actions.add_parser("check", help="report every fault of lexicon files")
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
