"""Where the clause of a claim begins and ends: without loose marks, with its own quotation marks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from certainty.predicates.standing import COORDINATORS

_MARKS: Final = frozenset(",;:.!?()[]{}\"“”„«»—–-|'’‘…") | {"..."}
_LEADS: Final = COORDINATORS
_PAIRS: Final = (("“", "”"), ('"', '"'), ("«", "»"), ("(", ")"), ("[", "]"))


def clause_extent(
    words: Sequence[str], first: int, last: int, verb: int
) -> tuple[int, int] | None:
    """The words of the clause that lies in ``first`` to ``last``; ``None`` for none.

    ``verb`` is where its verb group begins: a "that" just before it is its subject.

    >>> clause_extent(["and", "that", "is", "“", "late", "”", "."], 0, 7, 2)
    (1, 6)
    """
    while first < last and (words[first] in _MARKS or words[first] in _LEADS):
        first += 1
    while first < verb - 1 and words[first] == "that":
        first += 1
    while last > first and (
        words[last - 1] in _MARKS or words[last - 1] in _LEADS or words[last - 1] == "that"
    ):
        last -= 1
    inside = words[first:last]
    for opening, closing in _PAIRS:
        if opening == closing:
            open_ = inside.count(opening) % 2 == 1
        else:
            open_ = inside.count(opening) > inside.count(closing)
        if open_ and last < len(words) and words[last] == closing:
            last += 1
    return (first, last) if first < last else None
