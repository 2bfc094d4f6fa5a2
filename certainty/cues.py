"""Find the lexicon's phrases in a sentence's words: the longest match wins.

The rule for overlaps: of the matches that begin at one word the longest wins, of equals
the one with more literal words (a slot is none), then the one that stands first in the
lexicon; of matches that overlap, the one with more words wins, then the one that begins
first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Generic, TypeVar, final

from certainty.native import Reading, Walker
from certainty.patterns import NUMBER, sequences
from certainty.trie import Trie

T = TypeVar("T")


@final
class Match(Generic[T]):
    """``value`` matched the words ``first`` (inclusive) to ``last`` (exclusive)."""

    __slots__ = ("first", "last", "value")

    def __init__(self, first: int, last: int, value: T) -> None:
        self.first = first
        self.last = last
        self.value = value

    def outranks(self, other: Match[Any]) -> bool:
        """Whether it wins over a match of another table that begins at the same word."""
        size, others = self.last - self.first, other.last - other.first
        if size != others:
            return size > others
        return _literals(self.value, size) >= _literals(other.value, size)


class Matcher(Generic[T]):
    """Phrases with their values, compiled for matching.

    >>> matcher = Matcher([("very likely", "A"), ("likely", "B")])
    >>> [(m.first, m.last, m.value) for m in matcher.find(["it", "is", "very", "likely"])]
    [(2, 4, 'A'), (3, 4, 'B')]
    """

    def __init__(self, phrases: Iterable[tuple[str, T]], cores: Iterable[str] = ()) -> None:
        pairs = list(phrases)
        self._values = [value for _, value in pairs]
        self._trie = Trie((phrase for phrase, _ in pairs), cores)
        # At once: a reading that was made before lacks words that no table knew yet.
        self._walker = Walker(self._trie, NUMBER)

    @property
    def anchors(self) -> Collection[str]:
        """The words that a phrase is looked for at."""
        return self._trie.anchors

    def find(self, words: list[str], at: Iterable[int] | None = None) -> list[Match[T]]:
        """The longest match at each word where one begins, in order.

        ``at`` are the words where the phrases' ``cores`` may stand.
        """
        return self._matches(self._trie.find(words, at))

    def find_in(self, reading: Reading, at: list[int]) -> list[Match[T]]:
        """The same in a reading, where ``at`` are the places of anchors."""
        return self._matches(self._walker.find(reading, at))

    def _matches(self, found: list[tuple[int, int, int]]) -> list[Match[T]]:
        values = self._values
        return [Match(first, last, values[row]) for first, last, row in found]


def resolve(matches: list[Match[T]]) -> list[Match[T]]:
    """Matches without overlap, by the rule at the head of this module."""
    if _are_apart(matches):
        return matches
    taken: set[int] = set()
    kept = []
    for match in sorted(matches, key=lambda m: (m.first - m.last, m.first)):
        if taken.isdisjoint(range(match.first, match.last)):
            taken.update(range(match.first, match.last))
            kept.append(match)
    return sorted(kept, key=lambda m: m.first)


def _are_apart(matches: list[Match[T]]) -> bool:
    """Whether each begins where the one before has ended."""
    end = 0
    for match in matches:
        if match.first < end:
            return False
        end = match.last
    return True


def _literals(row: Any, size: int) -> int:
    """How many of the words of a match are literal ones."""
    variants = [words for words in sequences(row.phrase) if len(words) == size]
    return max(sum(not word.startswith("{") for word in words) for words in variants)
