"""One sentence as the rules see it: its words, where they stand, and its clauses."""

from __future__ import annotations

import re

from certainty.clauses import Clause, find_clauses
from certainty.features import fold
from certainty.places import Places

_DIGIT = re.compile("[0-9]")


class View:
    """One sentence as the rules see it.

    ``folded`` are the words with numbers folded. Offsets and clauses are worked out when
    first asked for.
    """

    __slots__ = tuple("_clauses end folded places start text words".split())

    def __init__(self, text: str, lowered: str, start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.places = Places(lowered, start, end)
        self.words = self.places.words()
        self.folded = fold(self.words) if _DIGIT.search(lowered, start, end) else self.words
        self._clauses: list[Clause] | None = None

    @property
    def clauses(self) -> list[Clause]:
        """The clauses of the sentence."""
        if self._clauses is None:
            self._clauses = find_clauses(self.words)
        return self._clauses

    def slice(self, first: int, last: int) -> tuple[int, int]:
        """The offsets of words ``first`` to ``last`` (exclusive)."""
        return self.places.slice(first, last)
