"""What is known of each word: which steps wait for it, and its weights.

Every step of annotation asks first whether a sentence holds any word that it waits for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, final

from certainty.features import ending, fold_word
from certainty.numbers.gate import may_count
from certainty.patterns import NOT_ADVERBS
from certainty.tokens import cut

#: What may wait for a word: the lexicon's phrases, the heads over words, the clauses, the
#: ways of naming a holder, the numbers; and what the word is: a number, what open elements
#: of phrases ask for, what a capital makes a name of, where an amount may begin.
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
COUNTS: Final = 4096

#: Words that a gap may not cross: it stays inside a clause.
BREAKS: Final = frozenset(',;:.!?()[]{}"“”„«»—–-|')
#: A word; with numbers folded; its ending; where it begins and ends in its chunk; its marks,
#: as one number of bits; its weights for being vague, for being from a paper, in ratings.
Lexeme = tuple[str, str, str, int, int, int, float, float, float]

_WEIGHTLESS: Final = (0.0, 0.0, 0.0)


@final
class Vocabulary:
    """Cuts chunks of lower-case text into lexemes.

    ``marked`` gives for each mark the words that carry it, ``speculating`` the folded words
    that do `SPECULATES`; then come the weights of folded words.
    """

    def __init__(
        self,
        marked: Mapping[int, Iterable[str]],
        speculating: Iterable[str],
        vague: Mapping[str, float],
        paper: Mapping[str, float],
        rated: Mapping[str, float],
    ) -> None:
        self._marks: dict[str, int] = {}
        for mark, words in {**marked, BREAK: BREAKS}.items():
            for word in words:
                self._marks[word] = self._marks.get(word, 0) | mark
        self._speculating = frozenset(speculating)
        self._weights = {
            word: (vague.get(word, 0.0), paper.get(word, 0.0), rated.get(word, 0.0))
            for word in {**vague, **paper, **rated}
        }

    def cut(self, chunk: str) -> list[Lexeme]:
        """The lexemes of a chunk."""
        found: list[Lexeme] = []
        for piece in cut(chunk):
            word, begin, end = piece.word, piece.begin, piece.end
            marks = self._marks.get(word, 0)
            folded = fold_word(word)
            if folded == "0":
                marks |= NUMERAL
            if folded in self._speculating:
                marks |= SPECULATES
            if is_adverb(word):
                marks |= ADVERB
            if may_count(word):
                marks |= COUNTS
            vague, paper, rated = self._weights.get(folded, _WEIGHTLESS)
            found.append((word, folded, ending(folded), begin, end, marks, vague, paper, rated))
        return found


def is_adverb(word: str) -> bool:
    """Whether a word that no list has looks like an adverb."""
    return word.endswith("ly") and len(word) > 4 and word not in NOT_ADVERBS
