"""The lines of a file, packed or not, with a clear error where it cannot be read on."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

from certainty.errors import InputError
from certainty.formats.texts import decoded, opened

_BLOCK = 1 << 16


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Each line with its number, line ends kept; ``-`` is standard input.

    Raises `InputError` for a file that is missing, not UTF-8, or packed and cut short; the
    lines before have been given by then.
    """
    for number, line in _numbered(path, None):
        yield number, decoded(line, str(path), number)


def read_blocks(path: Path) -> Iterator[bytes]:
    """The bytes of a file, some at a time, with the same errors."""
    for _, block in _numbered(path, _BLOCK):
        yield block


def _numbered(path: Path, size: int | None) -> Iterator[tuple[int, bytes]]:
    number = 0
    try:
        with opened(str(path)) as raw:
            while piece := raw.readline() if size is None else raw.read(size):
                number += 1
                yield number, piece
    except (OSError, EOFError, zlib.error) as error:
        at = f"{path}:{number + 1}" if number and size is None else str(path)
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"{at}: cannot be read ({reason}); check the path, or fetch the file anew"
        ) from error
