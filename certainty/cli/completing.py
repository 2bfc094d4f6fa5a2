"""``certainty completion``: a script that lets a shell complete commands, options and files."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from certainty.cli.options import FINE
from certainty.cli.parsing import add_command
from certainty.extras import need

SHELLS = ("bash", "zsh", "fish", "tcsh")
#: Arguments that name files or folders.
_FILES = frozenset("files file out lexicon model calibration config".split())
_EXAMPLES = (
    (
        "certainty completion bash > ~/.local/share/bash-completion/completions/certainty",
        "bash",
    ),
    ("certainty completion zsh > ~/.zfunc/_certainty", "zsh; fpath must hold ~/.zfunc"),
    ("certainty completion fish > ~/.config/fish/completions/certainty.fish", "fish"),
)


def add_commands(commands: Any) -> None:
    """The command."""
    parser = add_command(
        commands, "completion", does="print a script of shell completion", examples=_EXAMPLES
    )
    parser.add_argument("shell", choices=SHELLS)
    parser.set_defaults(run=_complete)


def _complete(options: argparse.Namespace) -> int:
    shtab = need("shtab", extra="completion", what="completion needs shtab")
    from certainty.cli import make_parser
    from certainty.data import scale_names
    from certainty.standards.catalogue import standards

    parser = make_parser()
    for action in _actions(parser):
        if action.dest in _FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
        elif action.dest in ("scale", "name", "source", "target"):
            action.choices = scale_names()
        elif action.dest == "standard":
            action.choices = tuple(standards())
    print(shtab.complete(parser, options.shell))
    return FINE


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """The arguments of a parser and of those under it."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for under in action.choices.values():
                yield from _actions(under)
        else:
            yield action
