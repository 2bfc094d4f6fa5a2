"""Where the words of a stretch of text stand, worked out for the words asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple, final

from certainty.tokens import chunks, cut, lower, written


class Tokens(NamedTuple):
    """Words in parallel with their ``(start, end)`` offsets into the text."""

    words: list[str]
    spans: list[tuple[int, int]]


@final
class Places:
    """The offsets of the words in the chunks of ``lowered[start:end]``.

    ``pieces`` are what each chunk was cut into, one for each word. Where a chunk starts
    follows from the lengths of those before it; only inside a chunk of several words is
    one looked for.
    """

    __slots__ = (
        "_chunks",
        "_counts",
        "_end",
        "_lowered",
        "_pieces",
        "_spans",
        "_start",
        "_starts",
    )

    def __init__(
        self,
        lowered: str,
        start: int,
        end: int,
        found: list[str],
        pieces: list[tuple[Any, ...]],
    ) -> None:
        self._lowered = lowered
        self._start = start
        self._end = end
        self._chunks = found
        self._pieces = pieces
        #: How many words stand before each chunk and where it starts; empty at first.
        self._counts: list[int] = []
        self._starts: list[int] = []
        self._spans: list[tuple[int, int]] = []

    def slice(self, first: int, last: int) -> tuple[int, int]:
        """The offsets of words ``first`` to ``last`` (exclusive)."""
        start, end = self._place(first)
        return start, end if last == first + 1 else self._place(last - 1)[1]

    def all(self) -> list[tuple[int, int]]:
        """The offsets of all words."""
        if not self._spans:
            self._lay_out()
            for chunk, pieces, at in zip(self._chunks, self._pieces, self._starts):
                if len(pieces) == 1:
                    self._spans.append((at, at + len(chunk)))
                    continue
                for piece in written(chunk):
                    at = self._lowered.find(piece, at)
                    self._spans.append((at, at + len(piece)))
                    at += len(piece)
        return self._spans

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The words, first and last (exclusive), that ``start`` to ``end`` touches."""
        spans = self.all()
        first = bisect_right(spans, start, key=itemgetter(1))
        return first, bisect_left(spans, end, key=itemgetter(0))

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
        counts, starts = [0], []
        at, count = self._start, 0
        for chunk, pieces in zip(self._chunks, self._pieces):
            starts.append(at)
            at += len(chunk) + 1
            count += len(pieces)
            counts.append(count)
        if at != self._end + 1:  # more than one character stands between two chunks
            at = self._start
            for index, chunk in enumerate(self._chunks):
                starts[index] = at = self._lowered.find(chunk, at)
                at += len(chunk)
        self._counts, self._starts = counts, starts


def tokenize(text: str) -> Tokens:
    """Words and offsets of a whole text.

    >>> tokenize("It won't rain.").words
    ['it', 'will', 'not', 'rain', '.']
    """
    lowered = lower(text)
    found = chunks(lowered)
    pieces = [cut(chunk) for chunk in found]
    words = list(chain.from_iterable(pieces))
    return Tokens(words, Places(lowered, 0, len(lowered), found, pieces).all())
