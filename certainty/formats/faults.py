"""What is wrong in a file: all of it at once, or one by one while the good part is read."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from certainty.errors import InputError

OnFault = Callable[[InputError], None]


class Faults:
    """Takes in what is wrong while a file is read.

    With ``on_fault`` each fault is handed on and the reading goes on with what is good;
    without, `settle` raises one `InputError` that names them all.

    >>> faults = Faults("a.ann", None)
    >>> faults.add(3, "no label")
    >>> faults.settle()
    Traceback (most recent call last):
        ...
    certainty.errors.InputError: a.ann:3: no label
    """

    __slots__ = ("_found", "_on_fault", "_where")

    def __init__(self, where: str, on_fault: OnFault | None) -> None:
        self._where = where
        self._on_fault = on_fault
        self._found: list[str] = []

    def add(self, line: int | str | None, problem: str) -> None:
        """Note a fault with its line or another place in the file."""
        place = self._where if line is None else f"{self._where}:{line}"
        if self._on_fault is None:
            self._found.append(f"{place}: {problem}")
        else:
            self._on_fault(InputError(f"{place}: {problem}"))

    def fatal(self, line: int | None, problem: str) -> NoReturn:
        """Raise a fault that leaves nothing to be read."""
        place = self._where if line is None else f"{self._where}:{line}"
        raise InputError(f"{place}: {problem}")

    def settle(self) -> None:
        """Raise what was noted, if anything was."""
        if self._found:
            raise InputError("\n".join(self._found))


def read_text(path: str | os.PathLike[str]) -> str:
    """A UTF-8 file as it is, line ends and all; `InputError` where it cannot be read."""
    try:
        return Path(path).read_bytes().decode("utf-8")
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror}); check the path"
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}; convert it") from error


def write_text(path: str | os.PathLike[str], text: str) -> None:
    """Write a file as UTF-8, line ends as they are; `InputError` where that cannot be."""
    try:
        Path(path).write_bytes(text.encode("utf-8"))
    except UnicodeEncodeError as error:
        raise InputError(
            f"{path}: the character {text[error.start]!r} is half of a pair and cannot be "
            "written as UTF-8; mend the text first"
        ) from error
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror})") from error


def load_json(data: str, where: str) -> Any:
    """JSON as plain values; `InputError` names the line where it is none."""
    try:
        return json.loads(data)
    except json.JSONDecodeError as error:
        raise InputError(f"{where}:{error.lineno}: not JSON ({error.msg}); mend it") from error
    except RecursionError as error:
        raise InputError(f"{where}: JSON that is nested too deeply") from error


def line_of(data: str, words: Any) -> int | None:
    r"""The line on which a value of some JSON stands first, if it can be told.

    >>> line_of('{\n"id": "b"}', "b")
    2
    """
    at = data.find(json.dumps(words, ensure_ascii=False)) if words is not None else -1
    return None if at < 0 else data.count("\n", 0, at) + 1
