"""A lexicon made ready for matching: compiled once, then only read."""

from __future__ import annotations

from dataclasses import dataclass

from certainty.context import Surroundings
from certainty.cues import Match, Matcher
from certainty.lexicon import Entry, Lexicon, Pseudo
from certainty.native import Reading
from certainty.sources import Reporters

Found = tuple[list[Match[Entry]], list[Match[Pseudo]]]


@dataclass(frozen=True)
class Compiled:
    """A lexicon made ready for matching."""

    lexicon: Lexicon
    cues: Matcher[Entry]
    pseudo: Matcher[Pseudo]
    around: Surroundings
    reporters: Reporters

    @classmethod
    def of(cls, lexicon: Lexicon) -> Compiled:
        """Compile once; the result is only read."""
        return cls(
            lexicon,
            Matcher((row.phrase, row) for row in lexicon.cues),
            Matcher(
                ((row.phrase, row) for row in lexicon.pseudo),
                cores=(row.cue for row in lexicon.pseudo),
            ),
            Surroundings.of(lexicon),
            Reporters.of(lexicon.verbs),
        )

    def find(self, words: list[str]) -> Found:
        """The phrases that may be cues, and the pseudo-cues where there are any.

        A pseudo-cue that begins at the same word and outranks a phrase takes its place.
        """
        cues = self.cues.find(words)
        return _ranked(cues, self.pseudo.find(words, _within(cues)) if cues else [])

    def find_in(self, reading: Reading, places: list[int]) -> Found:
        """The same in a reading; ``places`` are where the anchors of cues stand."""
        cues = self.cues.find_in(reading, places) if places else []
        return _ranked(cues, self.pseudo.find_in(reading, _within(cues)) if cues else [])


def _within(cues: list[Match[Entry]]) -> list[int]:
    return [at for match in cues for at in range(match.first, match.last)]


def _ranked(cues: list[Match[Entry]], pseudo: list[Match[Pseudo]]) -> Found:
    if pseudo:
        rivals = {match.first: match for match in pseudo}
        cues = [m for m in cues if m.first not in rivals or m.outranks(rivals[m.first])]
    return cues, pseudo
