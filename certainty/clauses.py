"""A sentence as words in clauses, cut by punctuation and conjunctions alone.

No parser stands behind this: a clause opens at hard punctuation, at a subordinator,
and at a conjunction that starts a new subject. What opens a clause tells whether its
claim is the sentence's own or hangs under another.
"""

from __future__ import annotations

from typing import Final, final

from certainty.records import mypyc_attr
from certainty.tokens import where

HARD: Final = frozenset(';:()[]{}—–"“”„«»|') | {"-", "..."}
SUBORDINATORS: Final = frozenset(
    "because although though whereas while unless if when which who whose whom where "
    "whether since until lest whilst".split()
)
#: Openers of clauses whose claim hangs under another one.
HANGING: Final = SUBORDINATORS - {"whether"} | {"("}
COORDINATORS: Final = frozenset({"but", "and", "or", "yet", "so", "nor"})
OPENERS: Final = HARD | SUBORDINATORS | COORDINATORS | {","}
SUBJECTS: Final = frozenset("i you he she it we they there this that these those".split())


@mypyc_attr(acyclic=True)
@final
class Clause:
    """Words ``first`` to ``last`` (exclusive); ``opener`` is the word that opened it."""

    __slots__ = ("first", "last", "opener")

    def __init__(self, first: int, last: int, opener: str) -> None:
        self.first = first
        self.last = last
        self.opener = opener

    @property
    def hanging(self) -> bool:
        """Whether its claim is subordinate to another clause's."""
        return self.opener in HANGING


def find_clauses(words: list[str], places: list[int] | None = None) -> list[Clause]:
    """Cut a sentence's words into clauses, in order and without gaps.

    ``places`` are where `OPENERS` stand, for a caller who has looked already.

    >>> [c.opener for c in find_clauses("if it rains , we may stay".split())]
    ['if', ',']
    """
    clause = Clause(0, len(words), words[0] if words and words[0] in SUBORDINATORS else "")
    clauses = [clause]
    for at in where(words, OPENERS) if places is None else places:
        opener = _opener(words, at, clause) if at else ""
        if not opener:
            continue
        if at == clause.first + 1 and clause.opener in ("", ","):  # ", which" is one opening
            clause.opener = opener
            continue
        clause.last = at
        clause = Clause(at, len(words), opener)
        clauses.append(clause)
    return clauses


def clause_at(clauses: list[Clause], word: int) -> Clause:
    """The clause that holds a word."""
    return clauses[clause_index(clauses, word)]


def clause_index(clauses: list[Clause], word: int) -> int:
    """Which clause holds a word."""
    low, high = 0, len(clauses)
    while high - low > 1:
        middle = (low + high) >> 1
        if clauses[middle].first <= word:
            low = middle
        else:
            high = middle
    return low


def _opener(words: list[str], at: int, before: Clause) -> str:
    """The word that opens a clause after another one; "" if it opens none."""
    word = words[at]
    if word in HARD or word in SUBORDINATORS:
        return word
    if word == ",":
        return word if before.hanging else ""
    return word if word in COORDINATORS and _starts_clause(words, at) else ""


def _starts_clause(words: list[str], at: int) -> bool:
    if words[at] == "but":
        return True
    after = words[at + 1] if at + 1 < len(words) else ""
    if after in SUBJECTS:
        return True
    return words[at - 1] == "," and not _in_list(words, at)


def _in_list(words: list[str], at: int) -> bool:
    """Whether a comma stands close before ", and", as in "men, arms, and fuel"."""
    return "," in words[max(0, at - 6) : at - 1]
