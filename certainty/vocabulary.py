"""What is known of each word: which steps wait for it, and its weights.

Every step of annotation asks first whether a sentence holds any word that it waits for.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Final, final

from certainty.features import ending, fold
from certainty.tokens import Piece, cut
from certainty.trie import BREAKS, is_adverb

#: What may wait for a word: the lexicon's phrases, the heads over words, the clauses, the
#: ways of naming a holder, the numbers; and what the word is: a number, what open elements
#: of phrases ask for, what a capital makes a name of.
ANCHORS: Final = 1
SPECULATES: Final = 2
OPENS: Final = 4
REPORTS: Final = 8
MINDS: Final = 16
BELIEVES: Final = 32
ATTRIBUTES: Final = 64
CHANCE: Final = 128
NUMERAL: Final = 256
ADVERB: Final = 512
BREAK: Final = 1024
NAMES: Final = 2048

#: A word; with numbers folded; its ending; where it begins and ends in its chunk; its marks,
#: as one number of bits; its weights for being vague, for being from a paper, in ratings.
Lexeme = tuple[str, str, str, int, int, int, float, float, float]


@final
class Vocabulary:
    """Cuts chunks of lower-case text into lexemes.

    ``marked`` gives for each mark the words that carry it, ``speculating`` the folded words
    that do `SPECULATES`; then come the words' weights.
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

    def cut(self, chunk: str) -> list[Lexeme]:
        """The lexemes of a chunk."""
        return [self._lexeme(piece) for piece in cut(chunk)]

    def _lexeme(self, piece: Piece) -> Lexeme:
        word = piece.word
        (folded,) = fold([word])
        marks = NUMERAL if folded == "0" else 0
        for mark, words in self._marked.items():
            if word in words:
                marks |= mark
        if folded in self._speculating:
            marks |= SPECULATES
        if word in BREAKS:
            marks |= BREAK
        if is_adverb(word):
            marks |= ADVERB
        return (
            word,
            folded,
            ending(folded),
            piece.begin,
            piece.end,
            marks,
            self._vague.get(folded, 0.0),
            self._paper.get(folded, 0.0),
            self._rated.get(folded, 0.0),
        )
