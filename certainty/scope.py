"""The stretch of a sentence whose truth a cue qualifies, first depth.

A cue that takes a clause ("believe that", "unclear whether") qualifies what follows
it; every other cue (a modal, an adverb, "is said to") the clause it stands in.
"""

from __future__ import annotations

from typing import Final

from certainty.clauses import Clause, clause_at, clause_index
from certainty.inflect import PAST
from certainty.sources import Attribution, source_at

TAKES_CLAUSE: Final = frozenset("that whether if of about how why when over on against".split())
CLAUSE_KINDS: Final = frozenset(
    {"belief", "hearsay", "denial", "doubt", "evidential", "conditional"}
)
_BEFORE_ADJECTIVE: Final = frozenset(
    "a an the this that these those his her its their our some any in of by on for "
    "with from".split()
)
_VERBS: Final = frozenset(
    "am is are was were has have had do does did will would may might could can "
    "should must , ;".split()
)
_SET_APART: Final = frozenset({";", ":", "(", "but", "although", "though"})
#: Clauses that a complement may run on over.
FARTHEST: Final = 40
#: Words of a noun with what hangs on it.
LONGEST_NOUN: Final = 12
#: A bracket that holds no more words is an aside; how many of them a clause may hold.
BRACKETED, MOST_BRACKETS = 12, 4
_HANGS_ON: Final = frozenset({"until", "when", "where"})
_CONDITIONS: Final = frozenset({"if", "unless"})
_COMMA: Final = frozenset({",", ";"})
_TRIM: Final = frozenset(",;:.!?()[]{}\"“”„«»—–-|'’‘") | {"...", "…"}
_ENDS_NOUN: Final = _VERBS | _TRIM | {"that", "which", "who"}
_LEADS: Final = frozenset("and but or so that because although though while".split())


def takes_clause(kind: str, words: list[str], head: int, last: int) -> bool:
    """Whether the cue, words ``head`` to ``last``, qualifies what follows it.

    >>> takes_clause("belief", ["we", "believe", "it"], 1, 2)
    True
    >>> takes_clause("modal", ["it", "may", "rain"], 1, 2)
    False
    """
    final = words[last - 1]
    behind = words[last] if last < len(words) else ""
    if behind == "by":  # "is believed by the police to have known"
        return False
    if final in TAKES_CLAUSE or behind in ("that", "whether"):
        return True
    if final in ("to", "been") or final.endswith("ly") or words[head].endswith("ly"):
        return False
    return kind in CLAUSE_KINDS


def is_attributive(words: list[str], first: int, last: int) -> bool:
    """Whether a one-word cue stands before a noun, as in "the disputed valley"."""
    if last - first > 1 or not first or last >= len(words) or words[last] == "to":
        return False
    return words[first - 1] in _BEFORE_ADJECTIVE and words[last] not in _BEFORE_ADJECTIVE


def find_scope(
    words: list[str],
    first: int,
    last: int,
    *,
    follows: bool,
    clauses: list[Clause],
    attributions: list[Attribution],
) -> tuple[int, int] | None:
    """The words in the scope of the cue ``first`` to ``last``; ``None`` if none."""
    own = clause_at(clauses, first)
    if is_attributive(words, first, last):
        return trim(words, last, _noun_end(words, last))
    if follows:
        end = min(reach(words, clauses, last), _object_end(words, last))
        condition = clause_at(clauses, last - 1)
        if words[last - 1] in _CONDITIONS and condition.opener in _CONDITIONS:
            end = min(end, past_brackets(words, clauses, condition.last))
        behind = trim(words, last, end)
        if behind:
            return behind
        return trim(words, own.first, first)
    said = source_at(attributions, first) if attributions else None
    start = max(own.first, said.content[0]) if said else own.first
    end = _with_hanging(words, clauses, past_brackets(words, clauses, own.last))
    if said and start < said.content[1]:
        end = min(end, said.content[1])
    return trim(words, _after_that(words, start, first), end)


def _after_that(words: list[str], start: int, first: int) -> int:
    """Where a clause begins that hangs under another: behind its last "that"."""
    for at in range(first, start, -1):
        if words[at] == "that" and words[at - 1] not in _BEFORE_ADJECTIVE:
            return at + 1
    return start


def past_brackets(words: list[str], clauses: list[Clause], end: int) -> int:
    """The end of a stretch, moved on where only a bracketed aside cuts it: "(Fig. 2)"."""
    for _ in range(MOST_BRACKETS):
        if end >= len(words) or words[end] != "(" or ")" not in words[end : end + BRACKETED]:
            break
        close = words.index(")", end) + 1
        if close >= len(words) or words[close] in _TRIM:
            break
        end = clause_at(clauses, close).last
    return end


def _with_hanging(words: list[str], clauses: list[Clause], end: int) -> int:
    """The end of a clause, moved on over what tells its time or place: "until it rains"."""
    while end < len(words) and words[end] in _HANGS_ON and words[end - 1] != ",":
        end = clause_at(clauses, end).last
    return end


def _object_end(words: list[str], last: int) -> int:
    """Where a bare object ends: at its verb after "of", at a comma where no "that" leads."""
    if words[last - 1] == "of":
        stops = _VERBS
    elif words[last - 1] in TAKES_CLAUSE or words[last : last + 1] in (["that"], ["whether"]):
        return len(words)
    else:
        stops = _COMMA
    return next((at for at in range(last, len(words)) if words[at] in stops), len(words))


def _noun_end(words: list[str], last: int) -> int:
    end = last
    while end < len(words) and end - last < LONGEST_NOUN and words[end] not in _ENDS_NOUN:
        if end > last and (words[end] in PAST or words[end].endswith("ed")):
            break
        end += 1
    return end


def reach(words: list[str], clauses: list[Clause], word: int) -> int:
    """Where a complement that begins at ``word`` ends: before a clause set apart."""
    behind = clause_index(clauses, word) + 1
    for clause in clauses[behind : behind + FARTHEST]:
        joined = clause.opener == "and" and words[clause.first - 1] == ","
        if joined or clause.opener in _SET_APART:
            return clause.first
    return len(words)


def trim(words: list[str], first: int, last: int) -> tuple[int, int] | None:
    """The words without punctuation and conjunctions at either end; ``None`` for none."""
    while first < last and (words[first] in _TRIM or words[first] in _LEADS):
        first += 1
    while last > first and words[last - 1] in _TRIM:
        last -= 1
    return (first, last) if first < last else None
