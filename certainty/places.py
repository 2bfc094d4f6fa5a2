"""Where the words of a stretch of text stand, worked out for the words asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple, final

from certainty.tokens import Piece, chunks, cut, lower


class Tokens(NamedTuple):
    """Words in parallel with their ``(start, end)`` offsets into the text."""

    words: list[str]
    spans: list[tuple[int, int]]


@final
class Places:
    """The offsets of words, worked out together when the first is asked for.

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
        pieces: Sequence[Sequence[Piece]],
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


def tokenize(text: str) -> Tokens:
    """Words and offsets of a whole text.

    >>> tokenize("It won't rain.").words
    ['it', 'will', 'not', 'rain', '.']
    """
    lowered = lower(text)
    found = chunks(lowered)
    pieces = [cut(chunk) for chunk in found]
    words = [piece.word for each in pieces for piece in each]
    return Tokens(words, Places(lowered, 0, len(lowered), found, pieces).all())
