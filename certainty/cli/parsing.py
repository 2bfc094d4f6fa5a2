"""What every command's parser has: a description, examples to copy, exit statuses, colours.

argparse, not a library for command lines: typer takes 85 ms to load and rich-click 60, as long
as all of this takes now, and what they add for people, examples, colours and completion, is
little.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from shutil import get_terminal_size
from typing import Any, NoReturn

from certainty.cli.terminals import in_colour
from certainty.errors import InputError

#: A command to copy, and what it does.
Example = tuple[str, str]

STATUSES = (
    "exit status: 0 fine, 1 findings or faults, 2 misuse or something unreadable, 130 stopped"
)
_WIDEST = 100
_COLUMN = 28
_BOLD, _CYAN, _DIM, _PLAIN = "\x1b[1m", "\x1b[36m", "\x1b[2m", "\x1b[0m"
_HEADING = re.compile(r"^([a-z][\w -]*:)(?=$| )", re.MULTILINE | re.IGNORECASE)
_OPTION = re.compile(r"(?<![\w-])(--?[a-z][\w-]*)")


class Formatter(argparse.HelpFormatter):
    """Help with room for the names of options, no wider than is easy to read."""

    def __init__(self, prog: str) -> None:
        width = min(get_terminal_size().columns - 2, _WIDEST)
        super().__init__(prog, max_help_position=_COLUMN, width=width)


class Parser(argparse.ArgumentParser):
    """A parser whose help ends with examples and exit statuses."""

    def __init__(self, *, examples: Sequence[Example] = (), **settings: Any) -> None:
        super().__init__(**settings, formatter_class=Formatter)
        self.examples = tuple(examples)
        #: Newer versions of argparse colour by themselves, each its own way.
        self.color = False

    def format_help(self) -> str:
        """The help, in colour where standard output takes it."""
        text = f"{super().format_help()}{self._shown_examples()}\n{STATUSES}\n"
        return _coloured(text) if in_colour(sys.stdout) else text

    def _shown_examples(self) -> str:
        if not self.examples:
            return ""
        width = max(len(command) for command, _ in self.examples)
        lines = [f"  {command:<{width}}  # {does}" for command, does in self.examples]
        if max(map(len, lines)) > get_terminal_size().columns:
            lines = [f"  # {does}\n  {command}" for command, does in self.examples]
        return "\n".join(("\nexamples:", *lines, ""))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where to read on; exit status 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


class Once(argparse.Action):
    """An option that holds one value: given twice with two, it is in conflict with itself."""

    def __call__(self, parser: Any, namespace: Any, values: Any, option: Any = None) -> None:
        """Keep the value."""
        given: dict[str, Any] = namespace.__dict__.setdefault("given", {})
        if given.setdefault(self.dest, values) != values:
            raise InputError(
                f"{option} is given twice, as {given[self.dest]!r} and {values!r}; keep one"
            )
        setattr(namespace, self.dest, values)


def add_command(
    commands: Any, name: str, *, does: str, examples: Sequence[Example] = (), **more: Any
) -> Parser:
    """A command with what it does, in the list of commands and over its own help."""
    described = f"{does[0].upper()}{does[1:]}."
    parser: Parser = commands.add_parser(
        name, help=does, description=described, examples=examples, **more
    )
    return parser


def _coloured(text: str) -> str:
    lines = []
    for line in _HEADING.sub(rf"{_BOLD}\1{_PLAIN}", text).splitlines():
        command, mark, remark = line.partition("  # ")
        if mark:
            lines.append(f"{_CYAN}{command}{_PLAIN}{_DIM}{mark}{remark}{_PLAIN}")
        else:
            lines.append(_OPTION.sub(rf"{_CYAN}\1{_PLAIN}", line))
    return "\n".join((*lines, ""))
