"""Texts on their way in: a whole file, a line each, or a field of JSON lines.

Inputs are read lazily, so that everything before a bad line has been annotated and
written when the error, which names file and line, is raised.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from certainty.errors import InputError


@dataclass(frozen=True, slots=True)
class Text:
    """A text to annotate, what to call it, and what came along with it."""

    text: str
    name: str
    meta: dict[str, Any] | None = None


def read_texts(path: str, *, lines: bool = False, field: str = "text") -> Iterator[Text]:
    """The texts of a file, or of standard input where ``path`` is ``-``.

    Raises `InputError` for a file that cannot be read, bytes that are not UTF-8, a
    broken JSON line or a missing field.
    """
    name = "stdin" if path == "-" else Path(path).name
    try:
        with _open(path) as raw:
            if path.endswith(".jsonl"):
                yield from _objects(raw, path, name, field)
            elif lines:
                yield from _lines(raw, path, name)
            else:
                yield Text(_whole(raw.read(), path), name)
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"{path}: cannot be read ({reason}); check the path") from error


def _open(path: str) -> AbstractContextManager[IO[bytes]]:
    return nullcontext(sys.stdin.buffer) if path == "-" else Path(path).open("rb")


def _lines(raw: IO[bytes], path: str, name: str) -> Iterator[Text]:
    for number, line in enumerate(raw, 1):
        yield Text(decoded(line, path, number).rstrip("\r\n"), f"{name}:{number}")


def _objects(raw: IO[bytes], path: str, name: str, field: str) -> Iterator[Text]:
    for number, line in enumerate(raw, 1):
        text = decoded(line, path, number)
        if not text.strip():
            continue
        value = parse_object(text, path, number, field)
        if not isinstance(value.get(field), str):
            found = ", ".join(value) or "none"
            raise InputError(
                f"{path}:{number}: no field {field!r} that holds a text (fields: {found}); "
                "name the field with --field"
            )
        body = value.pop(field)
        yield Text(body, f"{name}:{number}", value or None)


def parse_object(text: str, path: str, number: int, field: str = "text") -> dict[str, Any]:
    """A line as a JSON object; `InputError` names file and line where it is none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}:{number}: not JSON ({error}); mend the line") from error
    if not isinstance(value, dict):
        raise InputError(f'{path}:{number}: not a JSON object; write {{"{field}": …}}')
    return value


def _whole(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _not_utf8(path, line, data[error.start]) from error


def decoded(line: bytes, path: str, number: int) -> str:
    """A line as text; `InputError` names file, line and byte where it is not UTF-8."""
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(path, number, line[error.start]) from error


def _not_utf8(path: str, line: int, byte: int) -> InputError:
    return InputError(
        f"{path}:{line}: byte 0x{byte:02x} is not UTF-8; convert the file, as in "
        "`iconv -f latin1 -t utf-8`"
    )
