"""One sentence as the rules see it: its words, where they stand, and its clauses."""

from __future__ import annotations

from itertools import chain

from certainty.clauses import Clause, find_clauses
from certainty.places import Places
from certainty.tokens import chunks
from certainty.vocabulary import NUMERAL, OPENS, Vocabulary

#: Where "won't" is cut in two words.
_NOT = frozenset({"n'", "n’", "N'", "N’"})


class View:
    """One sentence as the rules see it.

    ``folded`` are the words with numbers folded, ``marks`` those of all words together.
    Offsets and clauses are worked out when first asked for.
    """

    __slots__ = tuple(
        "_clauses end folded hyphenated lexemes marks places start text words".split()
    )

    def __init__(
        self, text: str, lowered: str, start: int, end: int, vocabulary: Vocabulary
    ) -> None:
        self.text = text
        self.start = start
        self.end = end
        stretch = lowered[start:end]
        found = chunks(stretch)
        pieces = vocabulary.read(found)
        self.places = Places(lowered, start, end, found, pieces)
        self.lexemes = list(chain.from_iterable(pieces))
        self.words = [lexeme.word for lexeme in self.lexemes]
        marks = 0
        for lexeme in self.lexemes:
            marks |= lexeme.marks
        self.marks = marks
        numerals = marks & NUMERAL
        self.folded = [each.folded for each in self.lexemes] if numerals else self.words
        self.hyphenated = "-" in stretch
        self._clauses: list[Clause] | None = None

    def where(self, mark: int) -> list[int]:
        """Which words carry a mark."""
        if not self.marks & mark:
            return []
        return [at for at, lexeme in enumerate(self.lexemes) if lexeme.marks & mark]

    @property
    def vague(self) -> float:
        """The weight of its words, each counted once, for being vague."""
        return sum({each.folded: each.vague for each in self.lexemes if each.vague}.values())

    @property
    def paper(self) -> float:
        """The weight of its words for being from a paper."""
        return sum([each.paper for each in self.lexemes])

    @property
    def rated(self) -> float:
        """The weight of its words for being rated as certain."""
        return sum([each.rated for each in self.lexemes])

    @property
    def clauses(self) -> list[Clause]:
        """The clauses of the sentence."""
        if self._clauses is None:
            self._clauses = find_clauses(self.words, self.where(OPENS))
        return self._clauses

    def slice(self, first: int, last: int) -> tuple[int, int]:
        """The offsets of words ``first`` to ``last`` (exclusive)."""
        return self.places.slice(first, last)

    def written(self, first: int, last: int, floor: int) -> tuple[int, int]:
        """The offsets of words that no written word is cut by: all of "isn't" for "n't".

        Not before ``floor``, where the span before ends.
        """
        text = self.text
        start, end = self.places.slice(first, last)
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
