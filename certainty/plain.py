"""What is looked up for each word of a text, in plain Python.

`native` does without these where the package is compiled: the types of the same names in
``csrc`` give the same results. What each is for is said here.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import Final

from certainty.panels import Panel
from certainty.trie import Trie
from certainty.vocabulary import NUMERAL, Lexeme

#: Chunks that are remembered, and the longest of them.
REMEMBERED: Final = 1 << 15
LONGEST: Final = 32


class Reading:
    """The words of a stretch of text.

    ``folded`` are the words with numbers folded, ``marks`` those of all words together,
    ``paper`` and ``rated`` the sums of their weights, and ``vague`` that of each word
    counted once. ``hyphenated`` says whether there is any hyphen.
    """

    __slots__ = tuple(
        "_chunks _lexemes _lowered _start _starts folded hyphenated marks paper rated "
        "vague words".split()
    )

    def __init__(
        self, lowered: str, start: int, end: int, chunks: list[tuple[str, list[Lexeme]]]
    ) -> None:
        self._lowered = lowered
        self._start = start
        self._chunks = chunks
        self._starts: list[int] = []
        self._lexemes = lexemes = [each for _, lexemes in chunks for each in lexemes]
        self.marks = 0
        self.paper = self.rated = self.vague = 0.0
        counted: set[str] = set()
        for _, folded, _, _, _, marks, vague, paper, rated in lexemes:
            self.marks |= marks
            self.paper += paper
            self.rated += rated
            if vague and folded not in counted:
                counted.add(folded)
                self.vague += vague
        self.words = [each[0] for each in lexemes]
        self.folded = [each[1] for each in lexemes] if self.marks & NUMERAL else self.words
        self.hyphenated = "-" in lowered[start:end]

    def where(self, mark: int) -> list[int]:
        """Which words carry a mark."""
        if not self.marks & mark:
            return []
        return [at for at, lexeme in enumerate(self._lexemes) if lexeme[5] & mark]

    def slice(self, first: int, last: int) -> tuple[int, int]:
        """The offsets of words ``first`` to ``last`` (exclusive) in the text."""
        return self._laid_out()[first], self._end_of(last - 1)

    def all(self) -> list[tuple[int, int]]:
        """The offsets of all words."""
        return [(start, self._end_of(at)) for at, start in enumerate(self._laid_out())]

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The words, first and last (exclusive), that ``start`` to ``end`` touches."""
        starts = self._laid_out()
        first = bisect_right(starts, start)
        if first and self._end_of(first - 1) > start:
            first -= 1
        return first, bisect_left(starts, end)

    def _end_of(self, word: int) -> int:
        _, _, _, begin, end, *_ = self._lexemes[word]
        return self._starts[word] + end - begin

    def _laid_out(self) -> list[int]:
        """Where the words start."""
        if not self._starts:
            at = self._start
            for chunk, lexemes in self._chunks:
                at = self._lowered.index(chunk, at)
                self._starts += [at + lexeme[3] for lexeme in lexemes]
                at += len(chunk)
        return self._starts


class Memory:
    """Reads texts chunk by chunk, and remembers what short chunks were cut into.

    ``cut`` gives the lexemes of a chunk.
    """

    def __init__(self, cut: Callable[[str], list[Lexeme]]) -> None:
        self._cut = cut
        self._known: dict[str, list[Lexeme]] = {}

    def read(self, lowered: str, start: int, end: int) -> Reading:
        """The words of a stretch of lower-case text."""
        stretch = lowered[start:end]
        # The whole is one chunk where a word is broken at a line's end.
        broken = "-\n" in stretch or "-\r\n" in stretch
        chunks = [stretch.strip()] if broken else stretch.split()
        get = self._known.get
        return Reading(
            lowered, start, end, [(chunk, get(chunk) or self._new(chunk)) for chunk in chunks]
        )

    def _new(self, chunk: str) -> list[Lexeme]:
        lexemes = self._cut(chunk)
        if len(chunk) <= LONGEST:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[chunk] = lexemes
        return lexemes


class Walker:
    """Finds the phrases of a trie in readings; ``any_number`` is its name for any number."""

    def __init__(self, trie: Trie, any_number: str) -> None:
        self._trie = trie

    def find(self, reading: Reading, at: list[int]) -> list[tuple[int, int, int]]:
        """What `Trie.find` finds where the anchors ``at`` some words are."""
        return self._trie.find(reading.words, at)


class Scorer:
    """Applies a panel to the words of readings."""

    def __init__(self, panel: Panel) -> None:
        self._panel = panel

    def judge(
        self, reading: Reading, first: int, last: int, own: str, kind: str
    ) -> list[float]:
        """The scores of words ``first`` to ``last`` (exclusive), one for each head."""
        return self._panel.judge_at(reading.folded, first, last, own, kind)

    def judge_words(self, reading: Reading, places: list[int]) -> list[tuple[int, list[float]]]:
        """Which of the words at some places any head knows, with their scores."""
        return self._panel.judge_words(reading.folded, places)
