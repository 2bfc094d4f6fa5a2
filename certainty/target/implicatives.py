"""What governs an event, and what that says of it: "managed to", "prevented … from", "almost".

A row of ``lexicons/implicatives.csv`` says how probable the event is where its governor holds
and where it does not, so that governors compose: "did not fail to notice". The signs are
Karttunen's (1971), the sizes judgement.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache
from typing import Final

from certainty.cues import Match, Matcher
from certainty.data import read
from certainty.target.features import Event

FRAMES: Final = ("to", "object-to", "from", "ing", "that", "adverb", "noun", "object")
#: Words between a governor and its event.
_OBJECT, _FROM, _CLAUSE = 7, 9, 14
_BETWEEN: Final = frozenset(
    "a an the any some further more all another its his her their this that of new such".split()
)
_STOPS: Final = frozenset(", ; : ( ) . ! ? and but or because which who when if".split())
_NOUN_REACH: Final = 2
_DECIDES: Final = 0.1


@dataclass(frozen=True, slots=True)
class Implicative:
    """A governor: how probable its event is where it holds, and where it does not."""

    phrase: str
    frame: str
    affirmed: float
    denied: float

    @property
    def firm(self) -> bool:
        """Whether it all but decides the event."""
        return min(self.affirmed, self.denied) <= _DECIDES or self.affirmed >= 1 - _DECIDES


@cache
def _matchers() -> dict[str, Matcher[Implicative]]:
    rows = csv.DictReader(io.StringIO(read("implicatives.csv")))
    known = [
        Implicative(row["phrase"], row["frame"], float(row["affirmed"]), float(row["denied"]))
        for row in rows
    ]
    return {
        frame: Matcher((row.phrase, row) for row in known if row.frame == frame)
        for frame in FRAMES
    }


def find_governor(
    event: Event, cued: frozenset[int] = frozenset()
) -> tuple[int, int, Implicative] | None:
    """The governor of an event: its first word, the one behind it, and what it says.

    Words that are ``cued`` belong to a cue and modify that.
    """
    words = list(event.words)
    for frame, find in (
        ("adverb", _adverb),
        ("noun", _noun),
        ("ing", _ing),
        ("to", _to),
        ("from", _from),
        ("object", _object),
        ("that", _that),
    ):
        match = find(event, words, frame)
        if match and match.first not in cued:
            return match.first, match.last, match.value
    return None


def _found(words: list[str], frame: str, first: int, last: int) -> list[Match[Implicative]]:
    """The matches that lie in a stretch of the words."""
    stretch = words[max(first, 0) : last]
    found = _matchers()[frame].find(stretch)
    base = max(first, 0)
    return [Match(m.first + base, m.last + base, m.value) for m in found]


def _adverb(event: Event, words: list[str], frame: str) -> Match[Implicative] | None:
    found = _found(words, frame, event.governor + 1, event.at)
    return found[-1] if found else None


def _noun(event: Event, words: list[str], frame: str) -> Match[Implicative] | None:
    if event.chain:
        return None
    found = _found(words, frame, event.at - _NOUN_REACH, event.at)
    near = [m for m in found if _BETWEEN.isdisjoint(words[m.last : event.at])]
    return near[-1] if near else None


def _to(event: Event, words: list[str], frame: str) -> Match[Implicative] | None:
    if "to" not in event.chain:
        return None
    end = event.governor + 1
    found = _found(words, frame, end - _OBJECT, end)
    found += _found(words, "object-to", end - _OBJECT, end)
    near = [m for m in found if _STOPS.isdisjoint(words[m.last : end])]
    return max(near, key=lambda m: m.last, default=None)


def _ing(event: Event, words: list[str], frame: str) -> Match[Implicative] | None:
    end = event.at if event.chain == ["to"] else event.governor + 1
    found = _found(words, frame, end - _OBJECT, end)
    near = [m for m in found if _BETWEEN.issuperset(words[m.last : end])]
    if not near:
        return None
    match = max(near, key=lambda m: m.last)
    preposed = not match.value.phrase.startswith("{")
    gerund = words[event.at].endswith("ing") or "being" in event.chain
    return match if gerund or preposed else None


def _from(event: Event, words: list[str], frame: str) -> Match[Implicative] | None:
    end = event.governor + 1
    if not end or words[end - 1] != "from" or "to" in event.chain:
        return None
    found = _found(words, frame, end - _FROM, end - 1)
    return found[-1] if found else None


def _object(event: Event, words: list[str], frame: str) -> Match[Implicative] | None:
    if event.chain:
        return None
    found = _found(words, frame, event.at - 4, event.at)
    near = [m for m in found if _STOPS.isdisjoint(words[m.last : event.at])]
    near = [m for m in near if not _BETWEEN.isdisjoint(words[m.last : event.at])]
    return near[-1] if near else None


def _that(event: Event, words: list[str], frame: str) -> Match[Implicative] | None:
    found = _found(words, frame, event.at - _CLAUSE, event.at)
    for match in reversed(found):
        between = words[match.last : event.at]
        if between[:1] == ["that"] and "that" not in between[1:]:
            return match
        if between and between[0] in _PRONOUNS and _STOPS.isdisjoint(between):
            return match
    return None


_PRONOUNS: Final = frozenset(
    "i he she it they we you there the my your his her our their".split()
)
