"""Where the words of a sentence stand, worked out when the first is asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import final

from certainty.vocabulary import Lexeme


@final
class Places:
    """The offsets of a sentence's words.

    ``pieces`` are what each of the ``found`` chunks of ``lowered[start:end]`` was cut into,
    ``lexemes`` all of them. Where a chunk starts follows from the lengths of those before
    it, unless more than one character stands between two of them.
    """

    __slots__ = ("_end", "_found", "_lexemes", "_lowered", "_pieces", "_start", "_starts")

    def __init__(
        self,
        lowered: str,
        start: int,
        end: int,
        found: list[str],
        pieces: list[list[Lexeme]],
        lexemes: list[Lexeme],
    ) -> None:
        self._lowered = lowered
        self._start = start
        self._end = end
        self._found = found
        self._pieces = pieces
        self._lexemes = lexemes
        self._starts: list[int] = []

    def slice(self, first: int, last: int) -> tuple[int, int]:
        """The offsets of words ``first`` to ``last`` (exclusive)."""
        if not self._starts:
            self._lay_out()
        return self._starts[first], self._end_of(last - 1)

    def all(self) -> list[tuple[int, int]]:
        """The offsets of all words."""
        if not self._starts:
            self._lay_out()
        return [(start, self._end_of(at)) for at, start in enumerate(self._starts)]

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The words, first and last (exclusive), that ``start`` to ``end`` touches."""
        if not self._starts:
            self._lay_out()
        first = bisect_right(self._starts, start)
        if first and self._end_of(first - 1) > start:
            first -= 1
        return first, bisect_left(self._starts, end)

    def _end_of(self, word: int) -> int:
        lexeme = self._lexemes[word]
        return self._starts[word] + lexeme.end - lexeme.begin

    def _lay_out(self) -> None:
        starts = self._starts
        at = self._start
        for chunk, pieces in zip(self._found, self._pieces):
            for piece in pieces:
                starts.append(at + piece.begin)
            at += len(chunk) + 1
        if at != self._end + 1:  # more than one character stands between two chunks
            starts.clear()
            at = self._start
            for chunk, pieces in zip(self._found, self._pieces):
                at = self._lowered.find(chunk, at)
                for piece in pieces:
                    starts.append(at + piece.begin)
                at += len(chunk)
