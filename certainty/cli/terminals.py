"""What a terminal is like: whether to write in colour, whether to show a bar."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from typing import IO, TypeVar

T = TypeVar("T")

#: Seconds that work must take before a bar is shown.
_PATIENCE = 1.0


def in_colour(stream: IO[str]) -> bool:
    """Whether to write in colour: on terminals, unless the environment says otherwise.

    ``NO_COLOR`` turns colours off, ``FORCE_COLOR`` on where it is not ``0``; the first wins,
    and an empty variable counts as none (https://no-color.org, https://force-color.org).

    >>> import io
    >>> in_colour(io.StringIO()) and not os.environ.get("FORCE_COLOR")
    False
    """
    if os.environ.get("NO_COLOR"):
        return False
    if force := os.environ.get("FORCE_COLOR"):
        return force != "0"
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def watched(things: Iterable[T], *, unit: str, total: int | None, quiet: bool) -> Iterable[T]:
    """The things, with a bar on standard error if that is a terminal and the work is long.

    There is none where ``quiet``, nor where tqdm is not installed: nobody asked for it.
    """
    if quiet or not sys.stderr.isatty() or find_spec("tqdm") is None:
        return things
    from certainty.progress import with_progress

    return with_progress(things, unit=unit, total=total, delay=_PATIENCE)


def hint_at_terminal(files: Iterable[str]) -> None:
    """Tell somebody at a keyboard that the text is waited for."""
    if "-" in files and sys.stdin.isatty():
        hint = "reading a text from here; Ctrl-D on a new line ends it"
        sys.stderr.write(f"certainty: {hint}\n")
