"""What is known of each word, looked up once: which steps wait for it, and its weights.

Every step of annotation asks first whether a sentence holds any word that it waits for.
A text repeats its words, so a chunk of text is remembered with all the answers.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Final, final

from certainty.features import fold
from certainty.tokens import Piece, cut

#: What may wait for a word: the lexicon's phrases, the heads over words, the clauses, the
#: ways of naming a holder, the numbers; and whether the word is one itself.
ANCHORS: Final = 1
SPECULATES: Final = 2
OPENS: Final = 4
REPORTS: Final = 8
MINDS: Final = 16
BELIEVES: Final = 32
ATTRIBUTES: Final = 64
CHANCE: Final = 128
NUMERAL: Final = 256
#: Chunks that are remembered, and the longest of them.
_REMEMBERED, _LONGEST = 1 << 15, 32


@final
class Lexeme(Piece):
    """A word of a chunk with its marks, as one number of bits, and its weights.

    ``folded`` is the word, or "0" for a number; ``vague``, ``paper`` and ``rated`` are its
    weights in the heads over words.
    """

    __slots__ = ("folded", "marks", "paper", "rated", "vague")

    def __init__(
        self, piece: Piece, folded: str, marks: int, vague: float, paper: float, rated: float
    ) -> None:
        super().__init__(piece.word, piece.begin, piece.end)
        self.folded = folded
        self.marks = marks
        self.vague = vague
        self.paper = paper
        self.rated = rated


@final
class Vocabulary:
    """Cuts chunks of lower-case text into lexemes, and remembers them.

    ``marked`` gives for each mark the words that carry it, ``speculating`` the folded words
    that do `SPECULATES`.
    """

    def __init__(
        self,
        marked: Mapping[int, Container[str]],
        speculating: Container[str],
        vague: Mapping[str, float],
        paper: Mapping[str, float],
        rated: Mapping[str, float],
    ) -> None:
        self._marked = marked
        self._speculating = speculating
        self._vague = vague
        self._paper = paper
        self._rated = rated
        self._known: dict[str, list[Lexeme]] = {}

    def read(self, chunks: list[str]) -> list[list[Lexeme]]:
        """The lexemes of each chunk."""
        known = self._known
        found = []
        for chunk in chunks:
            lexemes = known.get(chunk)
            found.append(self._cut(chunk) if lexemes is None else lexemes)
        return found

    def _cut(self, chunk: str) -> list[Lexeme]:
        found = [self._lexeme(piece) for piece in cut(chunk)]
        if len(chunk) <= _LONGEST:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[chunk] = found
        return found

    def _lexeme(self, piece: Piece) -> Lexeme:
        word = piece.word
        (folded,) = fold([word])
        marks = 0 if folded == word else NUMERAL
        for mark, words in self._marked.items():
            if word in words:
                marks |= mark
        if folded in self._speculating:
            marks |= SPECULATES
        vague, paper = self._vague.get(folded, 0.0), self._paper.get(folded, 0.0)
        return Lexeme(piece, folded, marks, vague, paper, self._rated.get(folded, 0.0))
