"""Abbreviations whose full stop need not end a sentence, and the file they are read from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from certainty.errors import LexiconError

_MARKS = {"": "never", "?": "before_openers", "!": "before_capitals", "1": "before_numbers"}


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Words whose full stop need not end a sentence, by what it takes to end one.

    A word in lower case counts in any case, one with a capital only with a capital.

    >>> Abbreviations(never=frozenset({"dr"})).kind("Dr")
    'never'
    """

    #: Their dot never ends a sentence (Dr.).
    never: frozenset[str] = frozenset()
    #: It does before a usual opener such as "The" (U.S.).
    before_openers: frozenset[str] = frozenset()
    #: It does before any capital letter (p.m.).
    before_capitals: frozenset[str] = frozenset()
    #: It does unless a number follows (No.).
    before_numbers: frozenset[str] = frozenset()
    #: All of them in lower case: what is not in here is no abbreviation.
    words: frozenset[str] = field(init=False, repr=False, compare=False)
    _kinds: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        kinds = {word: name for name in _MARKS.values() for word in getattr(self, name)}
        object.__setattr__(self, "words", frozenset(word.lower() for word in kinds))
        object.__setattr__(self, "_kinds", kinds)

    def kind(self, word: str) -> str | None:
        """Name the field that holds the word, ``None`` where none does."""
        form = word.capitalize() if word.isupper() else word
        return self._kinds.get(form) or self._kinds.get(word.lower())


def read_abbreviations(lines: Iterable[str]) -> Abbreviations:
    """Read the format of ``lexicons/abbreviations.txt``: a word and a mark on a line.

    >>> read_abbreviations(["# titles", "dr", "inc ?"]).kind("Inc")
    'before_openers'
    """
    sets: dict[str, set[str]] = {name: set() for name in _MARKS.values()}
    seen: dict[str, int] = {}
    problems: list[str] = []
    for number, line in enumerate(lines, 1):
        entry = line.partition("#")[0].split()
        if not entry:
            continue
        word, mark = entry[0], " ".join(entry[1:])
        fault = _fault(word, mark, seen)
        if fault:
            problems.append(f"abbreviations, line {number}: {fault}")
            continue
        seen[word] = number
        sets[_MARKS[mark]].add(word)
    if problems:
        raise LexiconError(tuple(problems))
    return Abbreviations(**{name: frozenset(words) for name, words in sets.items()})


def _fault(word: str, mark: str, seen: dict[str, int]) -> str | None:
    if word.endswith("."):
        return f"'{word}' ends in a dot; write it without"
    if mark not in _MARKS:
        return f"'{mark}' after '{word}' is no mark; use one of ? ! 1 or none"
    if word in seen:
        return f"'{word}' stands on line {seen[word]} already; drop one"
    return None
