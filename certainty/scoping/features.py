"""What tells where a scope begins and ends: one module for training and for use.

Each place where it may do so is described by the words around it and by what lies between it
and the cue. Most of these names are crossed with what is known of the cue. A name is
kept as the bucket that it is hashed to; hashing goes on from the hash of the cue's part, so
that a crossing costs no new string.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from zlib import crc32

from certainty.scoping.cues import (
    AUXILIARIES,
    DETERMINERS,
    OPENING,
    PREPOSITIONS,
    SUBORDINATORS,
    Sort,
    shape,
    sort_of,
)
from certainty.scoping.frames import ASIDE, Frame

BUCKETS: Final = 1 << 16
_MASK: Final = BUCKETS - 1
_START, _END = "^", "$"
#: Sorts that may begin or end anywhere, a clause's edge or not.
_ANYWHERE_LEFT: Final = frozenset({"or", "pair", "adverb"})
_ANYWHERE_RIGHT: Final = _ANYWHERE_LEFT | {"adjective", "not", "lacking", "-ed"}
_EDGES: Final = OPENING | PREPOSITIONS | AUXILIARIES | {"not", "also", "we", "there", ASIDE}
_JOINED: Final = frozenset({"or", "pair"})
Places = list[int]
#: For each place the buckets of its names.
Buckets = list[list[int]]


def left(seen: Frame) -> tuple[Places, Buckets]:
    """The words at which a scope may begin, the cue's own last, with their names."""
    return _Left(seen).described()


def right(seen: Frame) -> tuple[Places, Buckets]:
    """The words with which a scope may end, from the cue's last on, with their names."""
    return _Right(seen).described()


def _bin(number: int) -> int:
    """A count in coarse steps."""
    for least in (20, 10, 6, 4):
        if number >= least:
            return least
    return number


def _crossed(names: Sequence[str], seeds: Sequence[int]) -> list[int]:
    encoded = [name.encode() for name in names]
    return [crc32(name, seed) & _MASK for seed in seeds for name in encoded]


def _seeds(*parts: str) -> list[int]:
    return [crc32(part.encode()) for part in parts]


def _likeness(word: str, other: str) -> str:
    """How like two conjuncts' words are."""
    if word == other:
        return "same"
    if word[-3:] == other[-3:]:
        return "ending"
    return "shape" if shape(word) == shape(other) else "none"


class _Side:
    """What both sides know of a frame."""

    def __init__(self, seen: Frame) -> None:
        self.seen = seen
        self.words = seen.words
        self.shapes = [shape(word) for word in seen.words]
        self.sort: Sort = sort_of(seen)
        own = self.sort
        under = f"{own.name}|{own.under}"
        self.any = _seeds("")
        self.named = _seeds(own.name)
        self.verbal = _seeds(f"{under}|{own.chain}")
        self.under = _seeds(under)
        self.text = _seeds(own.text)

    def word(self, at: int) -> str:
        """A word, or a mark for what lies outside."""
        if at < 0:
            return _START
        return self.words[at] if at < len(self.words) else _END

    def shape(self, at: int) -> str:
        """The shape of a word."""
        if at < 0:
            return _START
        return self.shapes[at] if at < len(self.words) else _END


class _Left(_Side):
    """The left boundary."""

    def described(self) -> tuple[Places, Buckets]:
        places, found = [], []
        anywhere = self.sort.name in _ANYWHERE_LEFT
        counts = {"edges": 0, "commas": 0, "joined": 0, "that": 0, "verbs": 0, "tied": 0}
        for at in range(self.seen.first - 1, -1, -1):
            self._count(counts, self.words[at])
            if anywhere or not at or self._is_edge(at):
                places.append(at)
                found.append(self._before(at, counts))
            counts["edges"] += self.word(at - 1) in OPENING
        places.append(self.seen.first)
        found.append(self._at_cue())
        return places, found

    def _is_edge(self, at: int) -> bool:
        before = self.words[at - 1]
        return before in _EDGES or not before[0].isalnum() or before.endswith("ly")

    def _count(self, counts: dict[str, int], word: str) -> None:
        counts["commas"] += word == ","
        counts["joined"] += word in ("and", "or")
        counts["that"] += word in ("that", "which")
        counts["verbs"] += word in AUXILIARIES
        counts["tied"] += word in PREPOSITIONS

    def _at_cue(self) -> list[int]:
        """The scope begins with the cue."""
        own, first, last = self.sort, self.seen.first, self.seen.last
        before, behind, second = self.word(first - 1), self.word(last), self.word(last + 1)
        shapes = self.shape(first - 1), self.shape(last), self.shape(last + 1)
        return [
            *_crossed(["at"], self.any + self.named + self.under + self.verbal + self.text),
            *_crossed(
                [
                    *(f"at next {behind}", f"at before {before}", f"at second {second}"),
                    *(f"at {shapes[1]}|{shapes[2]}", f"at opens {first == 0}"),
                    *(f"at chain {own.chain}", f"at chain {own.chain}|{shapes[0]}"),
                    *(f"at {shapes[0]}|_|{shapes[1]}", f"at chain {own.chain}|{behind}"),
                    f"at {self.shape(first - 2)}|{shapes[0]}",
                ],
                self.named,
            ),
            *_crossed([f"at next {shapes[1]}", f"at before {before}"], self.verbal),
            *_crossed(
                [
                    *(f"at {own.under}|{own.chain}", f"at next {shapes[1]}"),
                    *(f"at before {before}", f"at next {behind}"),
                ],
                self.text,
            ),
        ]

    def _before(self, at: int, counts: dict[str, int]) -> list[int]:
        """The scope begins with a word before the cue."""
        first = self.seen.first
        distance, verbs = _bin(first - at), min(counts["verbs"], 2)
        edges, commas = _bin(counts["edges"]), min(counts["commas"], 3)
        word, before, second = self.words[at], self.word(at - 1), self.word(at - 2)
        own, lead, lead2 = self.shapes[at], self.shape(at - 1), self.shape(at - 2)
        that = min(counts["that"], 2)
        crossed = [
            *("in", f"edges {edges}", f"far {distance}", f"opens {at == 0}"),
            *(f"before {before}", f"own {own}", f"{lead}|{own}", f"verbs {verbs}"),
            *(f"before {before}|{edges}", f"before {before}|v{verbs}"),
        ]
        named = [
            *(f"two {second}|{before}", f"word {word}", f"commas {commas}"),
            *(f"that {that}|{before}", f"tied {_bin(counts['tied'])}"),
            *(f"last {self.shape(first - 1)}|{distance}", f"{lead2}|{lead}|{own}"),
            *(f"in {lead}|v{verbs}|{edges}", f"word {word}|last {self.word(first - 1)}"),
            f"chain {self.sort.chain}|{before}|{own}",
        ]
        plain = [
            *(f"word {word}", f"two {second}|{before}", f"pair {word}|{self.shape(at + 1)}"),
            *(f"commas {commas}|{min(counts['joined'], 2)}|{that}", f"lead {before}|{word}"),
            *(f"commas {commas}|{before}|v{verbs}",),
            f"start {self.words[0]}|{before}|{min(commas, 2)}",
        ]
        found = _crossed(crossed, self.any + self.named + self.under + self.verbal + self.text)
        found += _crossed(named, self.named) + _crossed(plain, self.any)
        found += _crossed([f"word {word}"], self.verbal)
        if self.sort.name in _JOINED:
            found += _crossed(self._conjunct(at, distance), self.any)
        return found

    def _conjunct(self, at: int, distance: int) -> list[str]:
        """How the words from a place on are like those behind "or"."""
        end, first = self.seen.end, self.seen.first
        behind, before, lead = self.word(end), self.word(at - 1), self.shape(at - 1)
        own = self.shapes[at]
        return [
            f"or before {_likeness(before, self.words[end - 1])}",
            f"or own {_likeness(self.words[at], behind)}",
            f"or own {_likeness(self.words[at], behind)}|{lead}",
            f"or last {_likeness(self.words[first - 1], behind)}|{distance}",
            f"or {lead}|{own}|{self.shape(end)}",
            f"or {own}|{self.shape(end)}|{distance}",
            f"or {before}|{behind}",
            f"or phrase {before in PREPOSITIONS or before in DETERMINERS}|{distance}",
        ]


class _Right(_Side):
    """The right boundary."""

    def __init__(self, seen: Frame) -> None:
        super().__init__(seen)
        words = self.words
        self.stop = len(words) - 1
        while self.stop > seen.end - 1 and not is_word(words[self.stop]):
            self.stop -= 1
        apart = [w for w in words[: seen.first] if w in SUBORDINATORS or w in ",;()"]
        self.opener = apart[-1] if apart else _START
        self.start = words[0] if words[0] in SUBORDINATORS else "-"
        self.before = self.word(seen.first - 1)
        self.verb_before = not AUXILIARIES.isdisjoint(words[: seen.first])
        #: For each word where the next clause's edge behind it stands, and what is between.
        self.ahead = self._look_ahead()

    def _look_ahead(self) -> list[tuple[int, bool, bool]]:
        found, length, verb, past = [], 0, False, False
        for word in reversed(self.words):
            found.append((length, verb, past))
            if word in OPENING:
                length, verb, past = 0, False, False
            else:
                length += 1
                verb = verb or word in AUXILIARIES
                past = past or word.endswith("ed")
        return found[::-1]

    def described(self) -> tuple[Places, Buckets]:
        places, found = [], []
        anywhere = self.sort.name in _ANYWHERE_RIGHT
        counts = {"commas": 0, "edges": 0, "verbs": 0, "tied": 0, "open": 0}
        for at in range(self.seen.last, self.seen.end):
            self._count(counts, self.words[at])
        for at in range(self.seen.end - 1, len(self.words)):
            if at >= self.seen.end:
                self._count(counts, self.words[at])
            if anywhere or self._is_edge(at):
                places.append(at)
                found.append(self._ending(at, counts))
        return places, found

    def _is_edge(self, at: int) -> bool:
        behind = self.word(at + 1)
        return behind in _EDGES or not behind[0].isalnum() or behind.endswith("ly")

    def _count(self, counts: dict[str, int], word: str) -> None:
        counts["commas"] += word == ","
        counts["edges"] += word in OPENING
        counts["verbs"] += word in AUXILIARIES
        counts["tied"] += word in PREPOSITIONS
        counts["open"] += (word == "(") - (word == ")")

    def _ending(self, at: int, counts: dict[str, int]) -> list[int]:
        """The scope ends with a word."""
        seen, words = self.seen, self.words
        distance, verbs = _bin(at - seen.end + 1), min(counts["verbs"], 3)
        commas = min(counts["commas"], 3)
        last, behind, second = words[at], self.word(at + 1), self.word(at + 2)
        own, next1, next2, next3 = (self.shape(at + n) for n in range(4))
        length, verb, past = self.ahead[at + 1] if at + 1 < len(words) else (0, False, False)
        whole = at == self.stop
        after = f"{behind}|{verb}"
        crossed = [
            *(f"end {whole}", f"next {behind}", f"two {behind}|{second}", f"{own}|{next1}"),
            *(f"commas {commas}|{behind}", f"far {distance}", f"verbs {verbs}|{next1}"),
        ]
        named = [
            *(f"last {last}", f"three {behind}|{next2}", f"ahead {after}|{self.opener}"),
            *(f"tied {_bin(counts['tied'])}|{next1}", f"far {distance}|{next1}"),
            *(f"{own}|{next1}|{next2}", f"first {self.shape(seen.last)}|{next1}"),
            *(f"verb {self.verb_before}|{behind}|{second}", f"{own}|{next1}|{distance}"),
        ]
        plain = [
            *(f"last {last}", f"three {behind}|{next2}|{next3}", f"ahead {after}|{past}"),
            *(f"ahead {after}|{past}|{second}", f"opener {self.opener}|{behind}"),
            *(f"opener {self.opener}|{behind}|{commas}", f"opener {self.opener}|{whole}"),
            *(f"start {self.start}|{behind}|{commas}", f"start {self.start}|{whole}"),
            *(f"open {counts['open']}|{behind}", f"open {counts['open']}"),
            *(f"edges {_bin(counts['edges'])}|{next1}", f"length {_bin(length)}|{behind}"),
            *(
                f"rest {_bin(self.stop - at)}|{behind}",
                f"before {self.before}|{behind}",
            ),
            *(f"first {self.word(seen.last)}|{behind}", f"word {words[0]}|{behind}|{commas}"),
            *(f"word {words[0]}|{behind}|{second}", f"two {behind}|{second}|{next3}"),
            *(
                f"verb {self.verb_before}|{self.opener}|{after}",
                f"{self.shape(at - 1)}|{own}|{next1}",
            ),
            f"verbs {verbs}|{after}|{next2}",
        ]
        found = _crossed(crossed, self.any + self.named + self.text + self.verbal)
        found += _crossed(named, self.named) + _crossed(plain, self.any)
        if self.sort.name in _JOINED:
            found += _crossed(self._conjunct(at, distance), self.any)
        return found

    def _conjunct(self, at: int, distance: int) -> list[str]:
        """How the words up to a place are like those before "or"."""
        before, behind = self.word(self.seen.first - 1), self.word(at + 1)
        own, next1, last = self.shapes[at], self.shape(at + 1), self.words[at]
        like = _likeness(last, before)
        return [
            *(f"or last {like}", f"or last {like}|{next1}"),
            f"or next {_likeness(behind, self.words[self.seen.first])}|{distance}",
            *(f"or {own}|{next1}|{distance}", f"or {distance}|{behind}"),
            f"or {self.shape(self.seen.first - 1)}|{own}|{next1}",
            f"or many {before.endswith('s')}|{last.endswith('s')}|{next1}",
        ]


def is_word(word: str) -> bool:
    """Whether it is more than a mark; a closed bracket is."""
    return word == ASIDE or word[0].isalnum()
