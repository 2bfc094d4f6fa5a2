"""The lines of a brat ``.ann`` file as marks, each held against the text."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from certainty.formats.faults import Faults, OnFault
from certainty.formats.marks import CHOICES, LINKS, NUMBERS, WORDS, Mark, Value, checked, joined

_BOUND = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)")
_PAIR = re.compile("\r\n")
#: The letters that begin a line, and what a line of each looks like.
_SHAPES = {
    "A": "A1<tab>Name T1, with a value behind it or without",
    "M": "M1<tab>Name T1",
    "R": "R1<tab>Name Arg1:T1 Arg2:T2",
    "E": "E1<tab>Name:T1",
    "#": "#1<tab>Name T1<tab>words",
}
#: Labels of events in other people's files.
_FACTUALITY = ("factuality", "certainty")
_OWN = frozenset([*NUMBERS, *CHOICES, "negated"])


class Counting:
    r"""Offsets as brat counts them: a line end of two characters is one.

    >>> counting = Counting("a\r\nb")
    >>> counting.of(3), counting.to(2)
    (2, 3)
    """

    __slots__ = ("_ends", "_folded")

    def __init__(self, text: str) -> None:
        self._ends = [match.end() for match in _PAIR.finditer(text)]
        self._folded = [end - number for number, end in enumerate(self._ends, 1)]

    @property
    def matters(self) -> bool:
        """Whether there are such line ends."""
        return bool(self._ends)

    def of(self, offset: int) -> int:
        """An offset in code points as brat counts it."""
        return offset - bisect_right(self._ends, offset)

    def to(self, offset: int, *, ending: bool = False) -> int:
        """The inverse; a stretch that is ``ending`` before a line's end stays there."""
        find = bisect_left if ending else bisect_right
        return offset + find(self._folded, offset)


@dataclass(slots=True)
class Annotations:
    """What the lines of a file say, by key.

    ``lines`` are those that the labels stand on, ``factuality`` the labels of events.
    """

    text: str
    counting: Counting | None = None
    places: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    values: dict[str, dict[str, Value]] = field(default_factory=dict)
    links: dict[str, dict[str, str]] = field(default_factory=dict)
    triggers: dict[str, str] = field(default_factory=dict)
    factuality: dict[str, str] = field(default_factory=dict)
    scale: str = "readers"

    def marks(self, where: str) -> list[Mark]:
        """The labels as marks."""
        return [
            Mark(
                key,
                label,
                self.places[key],
                self.values.get(key, {}),
                self.links.get(key, {}),
                f"{where}:{self.lines[key]}",
            )
            for key, label in self.labels.items()
        ]

    def bound(self, number: int, line: str) -> None:
        """Take in a text-bound label, held against the text."""
        key, _, rest = line.partition("\t")
        about, _, words = rest.partition("\t")
        match = _BOUND.fullmatch(about)
        if not match:
            raise ValueError(f"{about!r} is no label of brat's; write T1, TYPE START END")
        if key in self.labels:
            raise ValueError(f"{key} is defined on line {self.lines[key]} already")
        pieces = self._pieces(match[2])
        if not all(0 <= start < end <= len(self.text) for start, end in pieces):
            raise ValueError(
                f"{match[1]} {match[2]} lies outside the text of {len(self.text)} characters"
            )
        stands = " ".join(self.text[start:end] for start, end in pieces)
        if words.strip() and words.split() != stands.split():
            raise ValueError(
                f"{match[1]} {match[2]} should be {words!r}, but {stands!r} stands there; "
                "give offsets in code points"
            )
        self.places[key] = joined(self.text, pieces)
        self.labels[key], self.lines[key] = match[1].lower(), number

    def _pieces(self, written: str) -> list[tuple[int, int]]:
        pairs = (pair.split() for pair in written.split(";"))
        pieces = [(int(start), int(end)) for start, end in pairs]
        if self.counting is None:
            return pieces
        to = self.counting.to
        return [(to(start), to(end, ending=True)) for start, end in pieces]

    def event(self, number: int, line: str) -> None:
        """Take in which label triggers an event."""
        self.triggers[line.partition("\t")[0]] = self._known(
            _parts(line, 1)[0].rpartition(":")[2]
        )

    def relation(self, number: int, line: str) -> None:
        """Take in a relation of two labels."""
        name, first, second = _parts(line, 3)
        one, other = (self._known(part.rpartition(":")[2]) for part in (first, second))
        if name.lower() in LINKS:
            self.links.setdefault(one, {})[name.lower()] = other

    def note(self, number: int, line: str) -> None:
        """Take in words about a label."""
        name, target = _parts(line, 2)
        words = line.split("\t", 2)[2] if line.count("\t") > 1 else ""
        if name.lower() not in (*WORDS, "scale"):
            return
        said = str(json.loads(f'"{words}"')) if "\\" in words else words
        if name.lower() == "scale":
            self.scale = said
        else:
            self.values.setdefault(self._known(target), {})[name.lower()] = said

    def attribute(self, number: int, line: str) -> None:
        """Take in an attribute of a label."""
        parts = _parts(line, 2, more=True)
        name, key = parts[0].lower(), self._known(parts[1])
        value = parts[2] if len(parts) > 2 else True
        if name in _FACTUALITY and self.labels[key] == "event":
            self.factuality[key] = str(value)
        elif name in _OWN:
            self.values.setdefault(key, {})[name] = checked(name, value)

    def _known(self, key: str) -> str:
        key = self.triggers.get(key, key)
        if key not in self.labels:
            raise ValueError(f"speaks of {key}, which no good line defines")
        return key


Take = Callable[[Annotations, int, str], None]
#: In the order they are read: labels first, since the others speak of them.
_TAKEN: tuple[tuple[str, Take], ...] = (
    ("T", Annotations.bound),
    ("E", Annotations.event),
    ("R", Annotations.relation),
    ("AM", Annotations.attribute),
    ("#", Annotations.note),
)


def parse(
    annotations: str,
    text: str,
    *,
    where: str,
    labels_only: bool = False,
    on_fault: OnFault | None = None,
) -> Annotations:
    """What the lines of a file say; ``labels_only`` passes over what a person's label lacks.

    Raises `InputError` with every faulty line, or gives each to ``on_fault``.
    """
    faults = Faults(where, on_fault)
    lines = [(n, line.rstrip("\r")) for n, line in enumerate(annotations.split("\n"), 1)]
    lines = [(number, line) for number, line in lines if line.strip()]
    found = Annotations(text, _counting([x for x in lines if x[1][0] == "T"], text))
    for letters, take in _TAKEN:
        for number, line in lines:
            if line[0] in letters and not (labels_only and _is_value(line)):
                try:
                    take(found, number, line)
                except ValueError as error:
                    faults.add(number, str(error))
    for number, line in lines:
        if line[0] not in "TERAM#*N":
            faults.add(number, f"{line!r} begins with no letter of brat's (T, A, R, E, N, #)")
    faults.settle()
    return found


def _counting(bound: Iterable[tuple[int, str]], text: str) -> Counting | None:
    """How the file counts line ends: as brat does, unless more labels fit otherwise."""
    counting = Counting(text)
    if not counting.matters:
        return None
    trials = Annotations(text, counting), Annotations(text)
    for number, line in bound:
        for trial in trials:
            with suppress(ValueError):
                trial.bound(number, line)
    as_brat, plain = (len(trial.labels) for trial in trials)
    return None if plain > as_brat else counting


def _is_value(line: str) -> bool:
    """Whether a line gives a number or word of the library's own; events keep theirs."""
    name = line.partition("\t")[2].split(" ")[0].lower()
    return line[0] == "#" or (line[0] in "AM" and name in _OWN and name not in _FACTUALITY)


def _parts(line: str, n: int, *, more: bool = False) -> list[str]:
    """The words behind a line's key."""
    parts = line.split("\t")[1:2]
    words = parts[0].split(None, n) if parts else []
    if len(words) < n or (len(words) > n and not more and line[0] == "R"):
        raise ValueError(f"{line!r} is no line of brat's; write {_SHAPES[line[0]]}")
    return words
