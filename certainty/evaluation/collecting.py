"""What is kept of each example while they stream by: a few numbers, never its text.

Each part of an evaluation ("hedge", "cues", ...) has units, one for each labelled thing, with
a number in each of its columns. Only the texts of the worst errors are kept.
"""

from __future__ import annotations

import heapq
from array import array
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from certainty.evaluation.metrics import Array


@dataclass(frozen=True, slots=True)
class Miss:
    """An error of the annotator: which part, how large, where, and the text."""

    part: str
    loss: float
    where: str
    id: str | None
    text: str
    truth: str
    found: str

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one part: the row and number of each, and its columns."""

    row: Array
    key: Array
    columns: dict[str, Array]

    def only(self, chosen: Array) -> Units:
        """Some of the units."""
        columns = {name: values[chosen] for name, values in self.columns.items()}
        return Units(self.row[chosen], self.key[chosen], columns)


class _Growing:
    """Units while they are added to."""

    __slots__ = ("columns", "key", "row")

    def __init__(self) -> None:
        self.row, self.key = array("q"), array("q")
        self.columns: dict[str, array[float]] = {}

    def frozen(self) -> Units:
        columns = {n: np.frombuffer(v, float).copy() for n, v in self.columns.items()}
        return Units(np.array(self.row, int), np.array(self.key, int), columns)


@dataclass(slots=True)
class Collector:
    """Takes in numbers row by row.

    ``fields`` are those of the first row. ``documents`` and ``values`` hold for each row the
    number of its document and, for each field to slice by, of its value; ``confusion`` counts
    pairs of a cue's type and the kind that was found there.
    """

    worst: int = 10
    fields: list[str] = field(default_factory=list)
    documents: array[int] = field(default_factory=lambda: array("q"))
    values: dict[str, array[int]] = field(default_factory=dict)
    confusion: Counter[tuple[str | None, str | None]] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    _growing: dict[str, _Growing] = field(default_factory=dict)
    _misses: dict[str, list[tuple[float, int, Miss]]] = field(default_factory=dict)
    _kept: int = 0
    _names: dict[str, dict[Any, int]] = field(default_factory=dict)

    @property
    def row(self) -> int:
        """The number of the row that is being taken in."""
        return len(self.documents) - 1

    def begin(self, document: Any, values: dict[str, Any]) -> None:
        """Start a row; one without a document is a document of its own."""
        if document is None:
            document = (len(self.documents),)
        self.documents.append(self.number("document", document))
        for name, value in values.items():
            number = self.number(f"by {name}", value)
            self.values.setdefault(name, array("q")).append(number)

    def number(self, what: str, name: Any) -> int:
        """A running number for a name, the same for the same name."""
        known = self._names.setdefault(what, {})
        return known.setdefault(name, len(known))

    def names(self, what: str) -> list[Any]:
        """The names in the order of their numbers."""
        return list(self._names.get(what, ()))

    def add(self, part: str, /, key: int = 0, **columns: float) -> None:
        """Add a unit of a part to the row; ``key`` tells several of one row apart."""
        units = self._growing.setdefault(part, _Growing())
        units.row.append(self.row)
        units.key.append(key)
        for name, value in columns.items():
            units.columns.setdefault(name, array("d")).append(value)

    def would_keep(self, part: str, loss: float) -> bool:
        """Whether an error is among the worst so far."""
        heap = self._misses.get(part, [])
        room = len(heap) < self.worst
        return self.worst > 0 and loss > 0 and (room or loss > heap[0][0])

    def keep(self, miss: Miss) -> None:
        """Keep an error, and drop the least one where there are too many."""
        heap = self._misses.setdefault(miss.part, [])
        self._kept += 1
        entry = (miss.loss, -self._kept, miss)
        if len(heap) < self.worst:
            heapq.heappush(heap, entry)
        else:
            heapq.heappushpop(heap, entry)

    def rename(self, part: str, name: str) -> None:
        """Give the errors of a part another name."""
        if part in self._misses:
            entries = self._misses.pop(part)
            self._misses[name] = [(a, b, replace(miss, part=name)) for a, b, miss in entries]

    def units(self) -> dict[str, Units]:
        """The units of each part."""
        return {part: growing.frozen() for part, growing in self._growing.items()}

    def misses(self) -> tuple[Miss, ...]:
        """The worst errors of each part, worst first."""
        found: list[Miss] = []
        for heap in self._misses.values():
            found += [entry[2] for entry in sorted(heap, key=_least_last)]
        return tuple(found)


def _least_last(entry: tuple[float, int, Miss]) -> tuple[float, int]:
    return -entry[0], -entry[1]
