"""One sentence as the rules see it: its words, where they stand, and its clauses."""

from __future__ import annotations

from typing import Final

from certainty.clauses import Clause, find_clauses
from certainty.native import Memory
from certainty.records import mypyc_attr
from certainty.vocabulary import OPENS

#: Where "won't" is cut in two words.
_NOT: Final = frozenset({"n'", "n’", "N'", "N’"})


@mypyc_attr(acyclic=True)
class View:
    """One sentence as the rules see it; clauses are worked out when first asked for.

    ``reading`` are its words with all that is known of them, see `plain.Reading`.
    """

    __slots__ = tuple("_clauses end folded marks reading start text words".split())

    def __init__(self, text: str, lowered: str, start: int, end: int, memory: Memory) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.reading = reading = memory.read(lowered, start, end)
        self.words = reading.words
        self.folded = reading.folded
        self.marks = reading.marks
        self._clauses: list[Clause] | None = None

    def where(self, mark: int) -> list[int]:
        """Which words carry a mark."""
        return self.reading.where(mark) if self.marks & mark else []

    @property
    def clauses(self) -> list[Clause]:
        """The clauses of the sentence."""
        if self._clauses is None:
            self._clauses = find_clauses(self.words, self.where(OPENS))
        return self._clauses

    def slice(self, first: int, last: int) -> tuple[int, int]:
        """The offsets of words ``first`` to ``last`` (exclusive)."""
        return self.reading.slice(first, last)

    def written(self, first: int, last: int, floor: int) -> tuple[int, int]:
        """The offsets of words that no written word is cut by: all of "isn't" for "n't".

        Not before ``floor``, where the span before ends.
        """
        text = self.text
        start, end = self.reading.slice(first, last)
        if text[start] in "nN":
            while start > self.start and text[start - 1].isalpha():
                start -= 1
        if start < floor:
            start = floor
            while text[start].isspace():
                start += 1
        while end < self.end and (text[end].isalpha() or text[end - 1 : end + 1] in _NOT):
            end += 1
        return start, end
