"""A lexicon made ready for matching: compiled once, then only read."""

from __future__ import annotations

from dataclasses import dataclass

from certainty.context import Surroundings
from certainty.cues import Match, Matcher
from certainty.lexicon import Entry, Lexicon, Pseudo
from certainty.sources import Reporters


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

    def find(
        self, words: list[str], places: list[int] | None = None
    ) -> tuple[list[Match[Entry]], list[Match[Pseudo]]]:
        """The phrases that may be cues, and the pseudo-cues where there are any.

        A pseudo-cue that begins at the same word and outranks a phrase takes its place.
        ``places`` are where the anchors of cues stand, for a caller who has looked already.
        """
        cues = self.cues.find(words, places)
        if not cues:
            return [], []
        within = [at for match in cues for at in range(match.first, match.last)]
        pseudo = self.pseudo.find(words, within)
        if pseudo:
            rivals = {match.first: match for match in pseudo}
            cues = [m for m in cues if m.first not in rivals or m.outranks(rivals[m.first])]
        return cues, pseudo
