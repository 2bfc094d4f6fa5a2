"""One sentence as the rules see it: its words, where they stand, and its clauses."""

from __future__ import annotations

from typing import Final

from certainty.clauses import Clause, find_clauses
from certainty.places import Places
from certainty.tokens import chunks
from certainty.vocabulary import NUMERAL, OPENS, Lexeme, Vocabulary

#: Where "won't" is cut in two words.
_NOT: Final = frozenset({"n'", "n’", "N'", "N’"})


class View:
    """One sentence as the rules see it.

    ``folded`` are the words with numbers folded, ``marks`` those of all words together,
    ``paper`` and ``rated`` the sums of their weights. Offsets and clauses are worked out
    when first asked for.
    """

    __slots__ = tuple(
        "_chunks _clauses _lowered _marked _pieces _places end folded hyphenated lexemes marks "
        "paper rated start text words".split()
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
        lexemes: list[Lexeme] = []
        for piece in pieces:
            lexemes += piece
        self._lowered = lowered
        self._chunks = found
        self._pieces = pieces
        self._places: Places | None = None
        words, marked = [], []
        marks, paper, rated = 0, 0.0, 0.0
        for at, lexeme in enumerate(lexemes):
            words.append(lexeme.word)
            if lexeme.marks:
                marks |= lexeme.marks
                marked.append(at)
            paper += lexeme.paper
            rated += lexeme.rated
        self.marks = marks
        self.paper = paper
        self.rated = rated
        self.lexemes = lexemes
        self._marked = marked
        self.words = words
        self.folded = [each.folded for each in lexemes] if marks & NUMERAL else words
        self.hyphenated = "-" in stretch
        self._clauses: list[Clause] | None = None

    def where(self, mark: int) -> list[int]:
        """Which words carry a mark."""
        if not self.marks & mark:
            return []
        return [at for at in self._marked if self.lexemes[at].marks & mark]

    @property
    def vague(self) -> float:
        """The weight of its words, each counted once, for being vague."""
        vague, counted = 0.0, set[str]()
        for each in self.lexemes:
            if each.vague and each.folded not in counted:
                counted.add(each.folded)
                vague += each.vague
        return vague

    @property
    def clauses(self) -> list[Clause]:
        """The clauses of the sentence."""
        if self._clauses is None:
            self._clauses = find_clauses(self.words, self.where(OPENS))
        return self._clauses

    @property
    def places(self) -> Places:
        """Where the words of the sentence stand."""
        if self._places is None:
            self._places = Places(
                self._lowered, self.start, self.end, self._chunks, self._pieces, self.lexemes
            )
        return self._places

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
