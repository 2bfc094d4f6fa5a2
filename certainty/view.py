"""One sentence as the rules see it: its words, where they stand, and its clauses."""

from __future__ import annotations

import re

from certainty.clauses import Clause, find_clauses
from certainty.features import fold
from certainty.tokens import as_written, find_ends, words

_DIGIT = re.compile("[0-9]")


class View:
    """One sentence as the rules see it.

    ``folded`` are the words with numbers folded. Offsets and clauses are worked out when
    first asked for.
    """

    __slots__ = tuple("_clauses _ends _written end folded lowered start text words".split())

    def __init__(self, text: str, lowered: str, start: int, end: int) -> None:
        self.text = text
        self.lowered = lowered
        self.start = start
        self.end = end
        self.words = words(lowered[start:end])
        self.folded = fold(self.words) if _DIGIT.search(lowered, start, end) else self.words
        self._written: list[str] | None = None
        self._ends: list[int] = []
        self._clauses: tuple[Clause, ...] | None = None

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses of the sentence."""
        if self._clauses is None:
            self._clauses = find_clauses(self.words)
        return self._clauses

    @property
    def places(self) -> tuple[list[int], list[int]]:
        """Where the words start and where they end."""
        written = self._place(len(self.words))
        return [end - len(word) for end, word in zip(self._ends, written)], self._ends

    def slice(self, first: int, last: int) -> tuple[int, int]:
        """The offsets of words ``first`` to ``last`` (exclusive)."""
        written, ends = self._place(last), self._ends
        return ends[first] - len(written[first]), ends[last - 1]

    def _place(self, last: int) -> list[str]:
        """Find where the words up to ``last`` end; gives all words as written."""
        written, ends = self._written, self._ends
        if written is None:
            stretch = self.lowered[self.start : self.end]
            self._written = written = as_written(stretch, self.words)
        if last > len(ends):
            at = ends[-1] if ends else self.start
            ends += find_ends(self.lowered, at, written[len(ends) : last])
        return written
