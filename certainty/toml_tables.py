"""Read TOML tables field by field and report every fault at once.

A fault says file, table, field and what to do, as in
``phia.toml: levels 'likely': high: 0.4 is below low 0.6; swap them``.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, cast

from certainty.errors import LexiconError


class Table:
    """A TOML table: typed access to its fields, faults noted on the way."""

    def __init__(
        self, values: dict[str, Any], *, file: str, where: str, problems: list[str]
    ) -> None:
        self.values = values
        self._file = file
        self._where = where
        self._problems = problems
        self._asked: set[str] = set()

    def fault(self, key: str, message: str) -> None:
        """Note a fault of this table; reading goes on."""
        place = f"{self._file}: {self._where}: " if self._where else f"{self._file}: "
        self._problems.append(f"{place}{key}: {message}")

    def text(self, key: str, *, required: bool = False) -> str:
        """The field as a string, empty where it is missing."""
        value = self._take(key, str, "", "a string in quotes")
        if required and not value.strip() and isinstance(self.values.get(key, ""), str):
            self.fault(key, "is missing; write it")
        return str(value)

    def choice(self, key: str, allowed: Sequence[str]) -> str:
        """The field as one of ``allowed``, empty where it is none."""
        value = self.text(key, required=True)
        if value in allowed:
            return value
        if value:
            self.fault(key, f"{value!r} is unknown; use one of {', '.join(allowed)}")
        return ""

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """The field as a tuple of strings, empty where it is missing."""
        value = self._take(key, list, [], 'a list such as ["likely", "probable"]')
        if not all(isinstance(item, str) and item.strip() for item in value):
            self.fault(key, "holds something other than a filled string; quote each item")
            return ()
        if required and not value and isinstance(self.values.get(key, []), list):
            self.fault(key, "is missing; name at least one")
        return tuple(value)

    def number(self, key: str) -> float | None:
        """The field as a number from 0 to 1, ``None`` where it is missing."""
        value = self._take(key, (int, float), None, "a number such as 0.55")
        if value is not None and not 0 <= value <= 1:
            self.fault(key, f"{value} is outside [0, 1]; write a share, not percent")
            return None
        return None if value is None else float(value)

    def whole(self, key: str) -> int | None:
        """The field as a whole number, ``None`` where it is missing."""
        return cast("int | None", self._take(key, int, None, "a whole number"))

    def flag(self, key: str, *, default: bool = False) -> bool:
        """The field as a truth value."""
        return bool(self._take(key, bool, default, "true or false"))

    def tables(self, key: str, *, name: str) -> list[Table]:
        """The field as a list of tables, each called in faults by its field ``name``."""
        parts = self._take(key, list, [], f"a list of tables; head each with [[{key}]]")
        tables = []
        for index, part in enumerate(parts):
            if not isinstance(part, dict):
                self.fault(key, f"item {index + 1} is no table; head it with [[{key}]]")
                continue
            called = part.get(name)
            called = called[0] if isinstance(called, list) and called else called
            where = f"{self._where}: " if self._where else ""
            where += f"{key} {called!r}" if called else f"{key} number {index + 1}"
            tables.append(Table(part, file=self._file, where=where, problems=self._problems))
        return tables

    def table(self, key: str) -> Table:
        """The field as a table, empty where it is missing."""
        values = self._take(key, dict, {}, f"a table such as {{{key} = ...}}")
        where = f"{self._where}.{key}" if self._where else key
        return Table(values, file=self._file, where=where, problems=self._problems)

    def close(self) -> None:
        """Note every field that nobody asked for."""
        for key in self.values.keys() - self._asked:
            near = get_close_matches(key, sorted(self._asked), n=1)
            mend = f"did you mean {near[0]!r}?" if near else "take it out"
            self.fault(key, f"is no field here; {mend}")

    def raise_problems(self) -> None:
        """Raise one error for all faults, or do nothing where there are none."""
        if self._problems:
            raise LexiconError(tuple(self._problems))

    def _take(self, key: str, kinds: type | tuple[type, ...], default: Any, wanted: str) -> Any:
        self._asked.add(key)
        value = self.values.get(key, default)
        if value is default:
            return value
        if not isinstance(value, kinds) or (isinstance(value, bool) and kinds is not bool):
            self.fault(key, f"{value!r} is not {wanted}; write one")
            return default
        return value


def read_toml(text: str, file: str) -> Table:
    """The root table of a TOML text; `LexiconError` where it is no TOML."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:  # pragma: no cover
        import tomli as tomllib
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError((f"{file}: is no TOML: {error}; mend the syntax",)) from error
    return Table(values, file=file, where="", problems=[])
