"""Where the words of a sentence stand, worked out when the first is asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import final

from certainty.vocabulary import Lexeme


@final
class Places:
    """The offsets of a sentence's words.

    ``pieces`` are what each of the ``found`` chunks of ``lowered[start:end]`` was cut into.
    Where a chunk starts follows from the lengths of those before it, unless more than one
    character stands between two of them.
    """

    __slots__ = ("_end", "_ends", "_found", "_lowered", "_pieces", "_start", "_starts")

    def __init__(
        self,
        lowered: str,
        start: int,
        end: int,
        found: list[str],
        pieces: list[list[Lexeme]],
    ) -> None:
        self._lowered = lowered
        self._start = start
        self._end = end
        self._found = found
        self._pieces = pieces
        self._starts: list[int] = []
        self._ends: list[int] = []

    def slice(self, first: int, last: int) -> tuple[int, int]:
        """The offsets of words ``first`` to ``last`` (exclusive)."""
        if not self._starts:
            self._lay_out()
        return self._starts[first], self._ends[last - 1]

    def all(self) -> list[tuple[int, int]]:
        """The offsets of all words."""
        if not self._starts:
            self._lay_out()
        return list(zip(self._starts, self._ends))

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The words, first and last (exclusive), that ``start`` to ``end`` touches."""
        if not self._starts:
            self._lay_out()
        return bisect_right(self._ends, start), bisect_left(self._starts, end)

    def _lay_out(self) -> None:
        starts, ends = self._starts, self._ends
        at = self._start
        even = sum(map(len, self._found)) + len(self._found) == self._end + 1 - at
        for chunk, pieces in zip(self._found, self._pieces):
            if not even:
                at = self._lowered.find(chunk, at)
            for piece in pieces:
                starts.append(at + piece.begin)
                ends.append(at + piece.end)
            at += len(chunk) + 1 if even else len(chunk)
