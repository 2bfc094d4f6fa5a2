"""Texts on their way in: a whole file, a line each, or a field of JSON lines; gzipped or not.

Inputs are read lazily, so that everything before a bad line has been annotated and
written when the error, which names file and line, is raised. `read_all` goes on behind it.
"""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from certainty.errors import InputError


@dataclass(frozen=True, slots=True)
class Text:
    """A text to annotate, what to call it, and what came along with it."""

    text: str
    name: str
    meta: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A text that could not be read: what it is called, and why."""

    name: str
    error: InputError


#: How the names of files end that are looked for in folders.
PLAIN = (".txt", ".rst", ".jsonl", ".txt.gz", ".rst.gz", ".jsonl.gz")
#: How those of Markdown end.
MARKDOWN = (".md", ".markdown", ".md.gz", ".markdown.gz")
ENDINGS = (*PLAIN, *MARKDOWN)


def find_files(
    paths: Iterable[str], endings: tuple[str, ...] = ENDINGS
) -> list[tuple[str, str]]:
    """Path and name of each file, those in folders by their endings and in order.

    Hidden files and folders, whose names begin with a dot, are passed over.

    A file is called by its name and one in a folder by its path from there; where two would be
    called the same, all are called by their paths. Raises `InputError` for a folder without
    such files.
    """
    found: list[tuple[str, str]] = []
    for path in paths:
        folder = Path(path)
        if path == "-" or not folder.is_dir():
            found.append((path, "stdin" if path == "-" else folder.name))
            continue
        inside = sorted(
            (file.relative_to(folder).as_posix(), str(file))
            for file in folder.rglob("*")
            if file.name.endswith(endings) and file.is_file() and not hidden(file, folder)
        )
        if not inside:
            raise InputError(
                f"{path}: cannot be read: a folder without files in {', '.join(endings)}; "
                "name the files"
            )
        found += [(file, name) for name, file in inside]
    if len({name for _, name in found}) < len(found):
        return [(path, path) for path, _ in found]
    return found


def read_texts(
    path: str, *, name: str | None = None, lines: bool = False, field: str = "text"
) -> Iterator[Text]:
    """The texts of a file, or of standard input where ``path`` is ``-``.

    Raises `InputError` for a file that cannot be read, bytes that are not UTF-8, a
    broken JSON line or a missing field.
    """
    for found in read_all(path, name=name, lines=lines, field=field):
        if isinstance(found, Fault):
            raise found.error
        yield found


def read_all(
    path: str, *, name: str | None = None, lines: bool = False, field: str = "text"
) -> Iterator[Text | Fault]:
    """The texts of a file, and in the place of one that cannot be read the fault."""
    name = name or ("stdin" if path == "-" else Path(path).name)
    try:
        with opened(path) as raw:
            if path.endswith((".jsonl", ".jsonl.gz")):
                yield from _objects(raw, path, name, field)
            elif lines:
                yield from _lines(raw, path, name)
            else:
                yield _whole(raw.read(), path, name)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield Fault(name, InputError(f"{path}: cannot be read ({reason}); check the path"))


def opened(path: str) -> AbstractContextManager[IO[bytes]]:
    """The bytes of a file, unpacked if it ends in ``.gz``; of standard input for ``-``."""
    if path == "-":
        return nullcontext(sys.stdin.buffer)
    if path.endswith(".gz"):
        return cast(IO[bytes], gzip.open(path, "rb"))
    return Path(path).open("rb")


def _lines(raw: IO[bytes], path: str, name: str) -> Iterator[Text | Fault]:
    for number, line in enumerate(raw, 1):
        try:
            text = decoded(line, path, number)
        except InputError as error:
            yield Fault(f"{name}:{number}", error)
        else:
            yield Text(text.rstrip("\r\n"), f"{name}:{number}")


def _objects(raw: IO[bytes], path: str, name: str, field: str) -> Iterator[Text | Fault]:
    for number, line in enumerate(raw, 1):
        try:
            text = decoded(line, path, number)
            if not text.strip():
                continue
            value = _object(text, f"{path}:{number}", field)
        except InputError as error:
            yield Fault(f"{name}:{number}", error)
        else:
            yield Text(value.pop(field), f"{name}:{number}", value or None)


def parse_object(text: str, place: str, field: str = "text") -> dict[str, Any]:
    """A line as a JSON object; `InputError` names the place where it is none."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: not JSON ({error}); mend the line") from error
    if not isinstance(value, dict):
        raise InputError(f'{place}: not a JSON object; write {{"{field}": …}}')
    return value


def _object(text: str, place: str, field: str) -> dict[str, Any]:
    """An object whose field holds a text."""
    value = parse_object(text, place, field)
    if not isinstance(value.get(field), str):
        found = ", ".join(value) or "none"
        raise InputError(
            f"{place}: no field {field!r} that holds a text (fields: {found}); "
            "name the field with --field"
        )
    return value


def hidden(file: Path, folder: Path) -> bool:
    """Whether a file under a folder is hidden, or in a hidden folder."""
    return any(part.startswith(".") for part in file.relative_to(folder).parts)


def _whole(data: bytes, path: str, name: str) -> Text | Fault:
    if b"\0" in data:
        return Fault(name, binary(path))
    try:
        return Text(data.decode("utf-8-sig"), name)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Fault(name, not_utf8(path, line, data[error.start]))


def decoded(line: bytes, path: str, number: int) -> str:
    """A line as text; `InputError` names file, line and byte where it is not UTF-8."""
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise not_utf8(path, number, line[error.start]) from error


def not_utf8(path: str, line: int, byte: int) -> InputError:
    """What to say of a byte that is no text."""
    return InputError(
        f"{path}:{line}: byte 0x{byte:02x} is not UTF-8; convert the file, as in "
        "`iconv -f latin1 -t utf-8`"
    )


def binary(path: str) -> InputError:
    """What to say of a file with a NUL byte, which no text has."""
    return InputError(f"{path}: is binary, not text; leave it out, or save it as UTF-8")
