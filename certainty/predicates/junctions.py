"""What joins a verb group to the one before it: hard marks, subordinators, conjunctions."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

#: Openers of clauses that hang under another; "that" is looked at by itself.
HANGING: Final = frozenset(
    "because although though whereas while unless if when which who whose whom where whether "
    "lest how why what wherever whenever whoever whatever whichever whilst".split()
)
#: Words that open a clause or only a phrase.
LOOSE: Final = frozenset("after before since until till as than once like for".split())
RELATIVE: Final = frozenset("which who whose whom that where".split())
COORDINATORS: Final = frozenset("and but or yet so nor".split())
OPENING: Final = frozenset("\"“„«'‘")
QUOTES: Final = OPENING | frozenset("”»’")
OPEN_BRACKETS: Final = frozenset("([{")
CLOSED_BRACKETS: Final = frozenset(")]}")
HARD: Final = frozenset("; : — – ( ) [ ] { } | ... … ! ? - .".split()) | QUOTES
SUBJECTS: Final = frozenset("i you he she it we they there this these those".split())
_BEFORE_SPEECH: Final = frozenset({",", ":", "", ".", "!", "?"})


def last_of(words: Sequence[str], first: int, last: int, among: Container[str]) -> int | None:
    """The last of the words ``first`` to ``last`` that is among some, ``None`` for none."""
    return next((at for at in range(last - 1, first - 1, -1) if words[at] in among), None)


def find_hard(words: Sequence[str], first: int, last: int) -> int | None:
    """The last mark in a stretch that sets one clause off from the next.

    >>> find_hard(["it", "fell", ";", "she", "left"], 2, 3)
    2
    """
    for at in range(last - 1, first - 1, -1):
        if words[at] in HARD and (words[at] not in QUOTES or speaks(words, at)):
            return at
    return None


def speaks(words: Sequence[str], at: int) -> bool:
    """Whether a quotation mark is one of speech, not of a few words in a clause."""
    return (words[at - 1] if at else "") in _BEFORE_SPEECH or words[at] in ("'", "‘")


def find_mark(words: Sequence[str], first: int, last: int, *, opening: bool) -> int | None:
    """The last word in a stretch that makes the clause behind it hang, ``None`` for none.

    ``opening`` says that the stretch opens a sentence or a part of one, where "that" may be a
    subject.

    >>> find_mark(["she", "left", "because", "it", "rained"], 2, 4, opening=False)
    2
    """
    commas, joined = 0, False
    for at in range(last - 1, first - 1, -1):
        word = words[at]
        subject = opening and at == first and at == last - 1
        if word == ",":
            commas += 1
        elif word in COORDINATORS:
            joined = True
        else:
            that = word == "that" and words[at + 1] != "of" and not subject
            loose = word in LOOSE and not commas and not joined and at < last - 1
            if that or loose or (word in HANGING and commas != 1):
                return at
    return None
