"""A cue with the words round it: citations left out, brackets closed up.

References such as "[12]", "(Hill et al., 2001)" and "(see Fig. 3)" belong to no scope and hide
where a clause ends; any other bracket is an aside, and stands as one word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

Words = tuple[int, int]
#: How a bracket that was closed up is written.
ASIDE: Final = "()"
#: Words before and after a cue that are looked at, so that cost is linear in the text.
BEFORE, AFTER = 100, 160
#: A bracket that holds more words is no aside.
LONGEST: Final = 60
_PAIRS: Final = {"(": ")", "[": "]"}
_REFERS: Final = frozenset(
    "fig figs figure figures table tables eq see reviewed section ref refs "
    "supplementary".split()
)
_LEAST_WORD, _DIGITS = 4, frozenset("0123456789")
#: Words behind which a number is no reference: "position 12", "below 1".
_NUMBERED: Final = frozenset(
    "acid acids residue residues position positions nucleotide nucleotides exon exons "
    "chromosome factor protein interleukin phase stage grade group lane type class site "
    "element region domain number version table figure step chapter page day days week weeks "
    "year years age aged alpha beta gamma kappa above below least most than equals "
    "approximately about exactly only from with into over under until after before between "
    "during since through within".split()
)


@dataclass(frozen=True, slots=True)
class Bracket:
    """The words ``first`` to ``last`` (exclusive), brackets included."""

    first: int
    last: int
    citation: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """Words that a scope may hold, and among them the cue.

    ``places`` are the words of the sentence, first and last (exclusive), that each word here
    stands for. The cue is ``first`` to ``last``; ``end`` is where its last part ends, as in
    "either … or". ``negation`` says that it denies.
    """

    words: list[str]
    places: list[Words]
    first: int
    last: int
    end: int
    negation: bool = False

    def outside(self, first: int, last: int) -> Words:
        """Words ``first`` to ``last`` (exclusive) of the frame as words of the sentence."""
        return self.places[first][0], self.places[last - 1][1]

    def inside(self, first: int, last: int) -> Words | None:
        """The inverse of `outside`; ``None`` where a boundary lies in what was left out."""
        starts = [place[0] for place in self.places]
        ends = [place[1] for place in self.places]
        if first not in starts or last not in ends:
            return None
        return starts.index(first), ends.index(last) + 1


def find_brackets(words: Sequence[str]) -> list[Bracket]:
    """The outermost brackets of a sentence.

    >>> find_brackets("it may leak ( see fig 2 ) soon".split())
    [Bracket(first=3, last=8, citation=True)]
    """
    found: list[Bracket] = []
    at = 0
    while at < len(words):
        close = _close(words, at) if words[at] in _PAIRS else 0
        if close:
            found.append(Bracket(at, close, _is_citation(words, at, close)))
        at = close or at + 1
    return found


def _close(words: Sequence[str], at: int) -> int:
    """Behind the bracket that closes the one at a word; 0 where none does."""
    opening, closing = words[at], _PAIRS[words[at]]
    depth = 0
    for there in range(at, min(at + LONGEST, len(words))):
        depth += (words[there] == opening) - (words[there] == closing)
        if not depth:
            return there + 1
    return 0


def _is_citation(words: Sequence[str], first: int, last: int) -> bool:
    inner = words[first + 1 : last - 1]
    if words[first] == "[":
        return bool(inner) and all(word[0] in _DIGITS or word in ",;-–" for word in inner)
    if not _REFERS.isdisjoint(inner[:3]) or {"et", "al"} <= {*inner}:
        return True
    return len(inner) > 1 and any(_is_year(word) for word in inner)


def _is_year(word: str) -> bool:
    return word[:2] in ("19", "20") and 4 <= len(word) <= 5 and word[:4].isdigit()


def superscripts(words: Sequence[str], spans: Sequence[Words]) -> list[int]:
    """Which words are references printed as raised numbers: "in larvae 18 ." of papers.

    Only papers whose print was lost have them as words; anywhere else such a number is part of
    what is said, so that annotation does not ask for them.

    >>> superscripts(["larvae", "18", "."], [(0, 6), (7, 9), (9, 10)])
    [1]
    """
    found = []
    for at in range(1, len(words)):
        before, after = words[at - 1], words[at + 1] if at + 1 < len(words) else "."
        bare = words[at].isdigit() and spans[at][0] > spans[at - 1][1] and after in ".,;:"
        named = before.isalpha() and len(before) >= _LEAST_WORD and before not in _NUMBERED
        if bare and named:
            found.append(at)
    return found


def frame(
    words: Sequence[str],
    parts: Sequence[Words],
    *,
    negation: bool = False,
    brackets: Sequence[Bracket] = (),
    left_out: Sequence[int] = (),
) -> Frame:
    """The cue that consists of ``parts``, words of a sentence, in its frame."""
    own = [at for first, last in parts for at in range(first, last)]
    begin, stop = max(own[0] - BEFORE, 0), min(max(own) + 1 + AFTER, len(words))
    hidden = {at for at in left_out if at not in own}
    closed = {}
    for bracket in brackets:
        if any(bracket.first <= at < bracket.last for at in own):
            continue
        closed[bracket.first] = bracket
    kept, places = [], []
    at = begin
    while at < stop:
        here = closed.get(at)
        last = here.last if here else at + 1
        if not (here and here.citation) and at not in hidden:
            kept.append(ASIDE if here else words[at])
            places.append((at, last))
        at = last
    first = _index(places, parts[0][0])
    return Frame(
        kept,
        places,
        first,
        first + parts[0][1] - parts[0][0],
        _index(places, max(own)) + 1,
        negation,
    )


def _index(places: Sequence[Words], word: int) -> int:
    return next(i for i, (first, last) in enumerate(places) if first <= word < last)
