"""Labelled stretches of a text, checked against what stands there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


def touching(places: Iterable[Place], others: Iterable[Place]) -> int:
    """How many of the places overlap one of the others."""
    known = list(others)
    return sum(any(overlap(place, other) for other in known) for place in places)


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
