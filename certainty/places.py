"""Where the words of a stretch of text stand, worked out for the words asked for."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, chain
from typing import Any, NamedTuple, final

from certainty.tokens import chunks, lower, meant, written


class Tokens(NamedTuple):
    """Words in parallel with their ``(start, end)`` offsets into the text."""

    words: list[str]
    spans: list[tuple[int, int]]


@final
class Places:
    """The offsets of the words in chunks of ``lowered`` from ``start`` on.

    ``pieces`` are what each chunk was cut into, one for each word. Where a chunk starts
    follows from the lengths of those before it; only inside a chunk of several words is
    one looked for.
    """

    __slots__ = ("_chunks", "_counts", "_lowered", "_pieces", "_start", "_starts")

    def __init__(
        self, lowered: str, start: int, found: list[str], pieces: list[tuple[Any, ...]]
    ) -> None:
        self._lowered = lowered
        self._start = start
        self._chunks = found
        self._pieces = pieces
        #: How many words stand before each chunk and where it starts; empty at first.
        self._counts: list[int] = []
        self._starts: list[int] = []

    def slice(self, first: int, last: int) -> tuple[int, int]:
        """The offsets of words ``first`` to ``last`` (exclusive)."""
        start, end = self._place(first)
        return start, end if last == first + 1 else self._place(last - 1)[1]

    def all(self) -> list[tuple[int, int]]:
        """The offsets of all words."""
        self._lay_out()
        return [self._place(at) for at in range(self._counts[-1])]

    def _place(self, word: int) -> tuple[int, int]:
        if not self._counts:
            self._lay_out()
        index = bisect_right(self._counts, word) - 1
        chunk, at = self._chunks[index], self._starts[index]
        before = word - self._counts[index]
        if not before and len(self._pieces[index]) == 1:
            return at, at + len(chunk)
        pieces, lowered = written(chunk), self._lowered
        for piece in pieces[:before]:
            at = lowered.find(piece, at) + len(piece)
        piece = pieces[before]
        at = lowered.find(piece, at)
        return at, at + len(piece)

    def _lay_out(self) -> None:
        self._counts = list(accumulate(map(len, self._pieces), initial=0))
        self._starts = []
        at = self._start
        for chunk in self._chunks:
            if not self._lowered.startswith(chunk, at):
                at = self._lowered.find(chunk, at)
            self._starts.append(at)
            at += len(chunk) + 1


def tokenize(text: str) -> Tokens:
    """Words and offsets of a whole text.

    >>> tokenize("It won't rain.").words
    ['it', 'will', 'not', 'rain', '.']
    """
    lowered = lower(text)
    found = chunks(lowered)
    pieces = meant(found)
    words = list(chain.from_iterable(pieces))
    return Tokens(words, Places(lowered, 0, found, [*pieces]).all())
