"""Labelled stretches of a text, checked against what stands there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any

from certainty.errors import InputError

Place = tuple[int, int]


def place_of(item: Any, text: str, where: str, what: str) -> Place:
    """The offsets of a labelled stretch; `InputError` says what stands there instead.

    >>> place_of({"start": 5, "end": 8, "text": "may"}, "Rain may fall.", "row 1", "cue")
    (5, 8)
    """
    try:
        start, end = _offset(item["start"]), _offset(item["end"])
    except (TypeError, KeyError, ValueError) as error:
        raise InputError(f"{where}: the {what} {item!r} lacks start or end") from error
    if not 0 <= start < end <= len(text):
        raise InputError(
            f"{where}: the {what} [{start}, {end}) lies outside the text of {len(text)} "
            "characters"
        )
    stands = text[start:end]
    if item.get("text", stands) != stands:
        raise InputError(
            f"{where}: the {what} [{start}, {end}) should be {item['text']!r}, but {stands!r} "
            "stands there; give offsets in code points"
        )
    return start, end


def overlap(one: Place, other: Place) -> int:
    """How many characters two stretches share.

    >>> overlap((0, 5), (3, 9)), overlap((0, 3), (3, 9))
    (2, 0)
    """
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def holds(outer: Place, inner: Place) -> bool:
    """Whether one stretch lies inside another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1]


class Stretches:
    """Stretches of a text, to be asked which of them overlap another.

    >>> Stretches([(0, 5), (9, 12), (4, 7)]).over((4, 9))
    [0, 2]
    """

    __slots__ = ("_order", "_places", "_reach", "_starts")

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places
        self._order = sorted(range(len(places)), key=places.__getitem__)
        self._starts = [places[at][0] for at in self._order]
        #: How far any of the stretches up to each one goes.
        self._reach = list(accumulate((places[at][1] for at in self._order), max))

    def over(self, place: Place) -> list[int]:
        """The numbers of those that overlap a stretch, in the order they were given."""
        at = bisect_left(self._starts, place[1])
        found = []
        while at and self._reach[at - 1] > place[0]:
            at -= 1
            if overlap(self._places[self._order[at]], place):
                found.append(self._order[at])
        return sorted(found)

    def most(self, place: Place) -> int | None:
        """The number of the one that shares most with a stretch, ``None`` where none does."""
        over = self.over(place)
        return max(over, key=lambda at: overlap(self._places[at], place)) if over else None


def touching(places: Iterable[Place], others: Sequence[Place]) -> int:
    """How many of the places overlap one of the others."""
    known = Stretches(others)
    return sum(bool(known.over(place)) for place in places)


def items_of(row: Mapping[str, Any], field: str, where: str) -> list[Any] | None:
    """The list in a field of a row, ``None`` where the row lacks it."""
    found = row.get(field)
    if found is None:
        return None
    if not isinstance(found, (list, tuple)):
        raise InputError(f"{where}: {field} is {found!r}; give a list of objects")
    return list(found)


def _offset(value: Any) -> int:
    if isinstance(value, (bool, str)) or int(value) != value:
        raise ValueError(value)
    return int(value)
