"""The files to check: as named, or those of a folder; each read whole, or told why not."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from certainty.errors import InputError
from certainty.formats.texts import binary, hidden, not_utf8

#: What is read of a folder.
SUFFIXES: Final = (".txt", ".md", ".markdown", ".rst")


def find_files(paths: Iterable[str]) -> Iterator[str]:
    """The files, a folder replaced by the texts under it if it has any; each once, in order."""
    seen: set[str] = set()
    for path in paths:
        for found in _under(path):
            if found not in seen:
                seen.add(found)
                yield found


def read_file(path: str) -> str:
    """The text of a file, of standard input for ``-``; `InputError` names file and reason."""
    if path != "-" and Path(path).is_dir():
        raise InputError(f"{path}: a folder without texts ({', '.join(SUFFIXES)}); name files")
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"{path}: cannot be read ({reason}); check the path") from error
    if b"\0" in data:
        raise binary(path)
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise not_utf8(path, line, data[error.start]) from error


def _under(path: str) -> Iterator[str]:
    folder = Path(path)
    if path == "-" or not folder.is_dir():
        yield path
        return
    inside = [
        str(found)
        for found in sorted(folder.rglob("*"))
        if found.is_file() and found.suffix.lower() in SUFFIXES and not hidden(found, folder)
    ]
    yield from inside or [path]
