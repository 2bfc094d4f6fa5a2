"""The stretch of a sentence whose truth a cue qualifies, first depth.

A cue that takes a clause ("believe that", "unclear whether") qualifies what follows
it; every other cue (a modal, an adverb, "is said to") the clause it stands in.
"""

from __future__ import annotations

from collections.abc import Sequence

from certainty.clauses import Clause, clause_at
from certainty.sources import Attribution, source_at

TAKES_CLAUSE = frozenset("that whether if of about how why when over on against".split())
CLAUSE_KINDS = frozenset({"belief", "hearsay", "denial", "doubt", "evidential", "conditional"})
_TRIM = frozenset(",;:.!?()[]{}\"“”„«»—–-|'’‘") | {"...", "…"}
_LEADS = frozenset("and but or so that because although though while".split())


def takes_clause(kind: str, last_word: str, first_word: str) -> bool:
    """Whether a cue qualifies what follows it rather than its own clause.

    >>> takes_clause("belief", "believe", "believe"), takes_clause("modal", "may", "may")
    (True, False)
    """
    if last_word in TAKES_CLAUSE:
        return True
    if last_word in ("to", "been") or last_word.endswith("ly") or first_word.endswith("ly"):
        return False
    return kind in CLAUSE_KINDS


def find_scope(
    words: Sequence[str],
    first: int,
    last: int,
    *,
    follows: bool,
    clauses: Sequence[Clause],
    attributions: Sequence[Attribution],
) -> tuple[int, int] | None:
    """The words in the scope of the cue ``first`` to ``last``; ``None`` if none."""
    own = clause_at(clauses, first)
    if follows:
        behind = _trim(words, last, _reach(clauses, last, len(words)))
        if behind:
            return behind
        return _trim(words, own.first, first)
    said = source_at(attributions, first)
    start = max(own.first, said.content[0]) if said else own.first
    end = min(own.last, said.content[1]) if said else own.last
    return _trim(words, start, end)


def _reach(clauses: Sequence[Clause], word: int, size: int) -> int:
    """Where a complement that begins at ``word`` ends: before a clause set apart."""
    for clause in clauses:
        if clause.first > word and clause.opener in (";", ":", "(", "but", "although", "though"):
            return clause.first
    return size


def _trim(words: Sequence[str], first: int, last: int) -> tuple[int, int] | None:
    while first < last and (words[first] in _TRIM or words[first] in _LEADS):
        first += 1
    while last > first and words[last - 1] in _TRIM:
        last -= 1
    return (first, last) if first < last else None
