"""The library's rules of scope restated in BioScope's convention, to be measured there.

The rules know what follows a cue and where clauses end. BioScope asks besides whether the
subject belongs to the scope, gives every clause the ones that hang under it, and has cues that
are none in this library: "or", "either … or", negations.
"""

from __future__ import annotations

from certainty.clauses import Clause, clause_at, clause_index, find_clauses
from certainty.scope import find_scope, is_attributive, past_brackets, takes_clause
from certainty.scoping.cues import (
    AUXILIARIES,
    BE,
    CLOSED,
    DETERMINERS,
    PREPOSITIONS,
    SUBORDINATORS,
    Sort,
    shape,
    sort_of,
)
from certainty.scoping.features import is_word
from certainty.scoping.frames import Frame, Words
from certainty.types import Kind

_GOES_ON = frozenset("when where which who whose whom until".split())
_LEADS = (SUBORDINATORS - {"which", "who"}) | frozenset(
    "and but or so then thus however therefore".split()
)
_NO_NOUN = AUXILIARIES | SUBORDINATORS - {"as"}
_NO_SUBJECT = frozenset("and or but to we i".split())
_RELATIVE = frozenset({"that", "which", "who"})
_IN_CLAUSE = frozenset({"whether", "adverb"})
_EMPTY = frozenset({"it", "there"})
#: The kind that the rules take a sort of cue for.
_KINDS: dict[str, Kind] = {
    "modal": "modal",
    "that": "belief",
    "-ing": "belief",
    "-ed": "belief",
    "-s": "evidential",
    "other": "belief",
}
#: Words of an adverbial before a subject: "in contrast,".
_LONGEST_LEAD = 8


def by_rules(seen: Frame) -> Words:
    """The scope that the library's rules give a cue, restated in BioScope's convention.

    >>> from certainty.scoping.frames import frame
    >>> words = "we think that the pipe may leak .".split()
    >>> by_rules(frame(words, [(1, 3)])), by_rules(frame(words, [(5, 6)]))
    ((1, 7), (5, 7))
    """
    words, sort, cue = seen.words, sort_of(seen), (seen.first, seen.end)
    if sort.name in ("or", "pair") and not seen.negation:
        return _joined(seen)
    clauses = find_clauses(words)
    if not seen.negation and _before_noun(seen, sort):
        found = find_scope(words, *cue, follows=False, clauses=clauses, attributions=[])
        attributive = is_attributive(words, *cue)
        end = found[1] if found and attributive else noun_end(words, seen.end)
        return _with_cue((seen.first, end), seen)
    if _takes_clause(seen, sort):
        found = find_scope(words, *cue, follows=True, clauses=clauses, attributions=[]) or cue
        return _with_cue((seen.first, max(found[1], seen.end)), seen)
    first = seen.first
    if _holds_subject(seen, sort):
        first = _subject(seen, clause_at(clauses, first))
    return _with_cue((first, _clause_end(seen, clauses)), seen)


def _takes_clause(seen: Frame, sort: Sort) -> bool:
    """Whether a cue takes the clause behind it; what is passive speaks of its subject."""
    passive = sort.name == "-ed" and sort.under == "be"
    if seen.negation or passive or sort.name in _IN_CLAUSE:
        return False
    kind = _KINDS.get(sort.name, "likelihood")
    return takes_clause(kind, seen.words, seen.first, seen.end)


def _clause_end(seen: Frame, clauses: list[Clause]) -> int:
    """Where the clause of a cue ends, with the clauses that hang under it."""
    words = seen.words
    at = clause_index(clauses, seen.end - 1)
    own = clauses[at]
    end = past_brackets(words, clauses, own.last)
    for clause in clauses[at + 1 :]:
        if clause.first < end:
            continue
        if clause.opener not in _GOES_ON or own.hanging:
            break
        end = clause.last
    return end


def _with_cue(scope: Words, seen: Frame) -> Words:
    """A scope with its cue, without marks at its end."""
    last = max(scope[1], seen.end)
    while last > seen.end and not is_word(seen.words[last - 1]):
        last -= 1
    return min(scope[0], seen.first), last


def _before_noun(seen: Frame, sort: Sort) -> bool:
    """Whether an adjective stands before its noun: "a possible leak"."""
    words, end = seen.words, seen.end
    if sort.name not in ("adjective", "-ed") or end >= len(words):
        return False
    if sort.name == "-ed" and sort.under != "det":
        return False
    near = words[seen.first - 1] if seen.first else ""
    predicative = near in BE or near in ("remains", "remain", "remained", "not")
    behind = words[end]
    return not predicative and behind not in CLOSED and behind[0].isalnum()


def _holds_subject(seen: Frame, sort: Sort) -> bool:
    """Whether what a cue says is of its subject: a passive, a raising verb, a predicate."""
    words, first, end = seen.words, seen.first, seen.end
    if seen.negation:
        return sort.name == "not" and sort.under == "be" and sort.chain.endswith("ed")
    apart = not _NO_SUBJECT.isdisjoint(words[first - 1 : first])
    if sort.name in _IN_CLAUSE or apart or words[end : end + 1] == ["that"]:
        return False
    if _expletive(words, first, sort):
        return False
    if sort.name == "modal":
        return sort.chain == "be ed"
    return sort.name in ("to", "adjective", "-s", "other") or sort.under == "be"


def _expletive(words: list[str], first: int, sort: Sort) -> bool:
    """Whether the subject is an empty "it": "it is possible to see"."""
    at, passed = first - 1, AUXILIARIES | {"not"}
    while at >= 0 and (words[at] in passed or shape(words[at]) == "-ly"):
        at -= 1
    return at >= 0 and words[at] in _EMPTY and sort.name in ("adjective", "modal")


def _subject(seen: Frame, own: Clause) -> int:
    """Where the subject begins, behind an adverbial with a comma and what opens the clause."""
    words, first = seen.words, seen.first
    start = own.first
    for at in range(first - 1, start - 1, -1):
        if words[at] in _RELATIVE and (at + 1 == first or words[at + 1] in AUXILIARIES):
            return at
        if words[at] == "that" and words[at - 1] not in PREPOSITIONS and at > start:
            start = at + 1
            break
    commas = [at for at in range(start, first - 1) if words[at] == ","]
    if commas and _is_adverbial(words, start, commas[0]):
        start = commas[0] + 1
    while start < first and (words[start] in _LEADS or not words[start][0].isalnum()):
        start += 1
    return start


def _is_adverbial(words: list[str], first: int, last: int) -> bool:
    opens = words[first]
    return last - first < _LONGEST_LEAD and (
        opens in PREPOSITIONS or last - first <= 2 or shape(opens) == "-ly"
    )


def noun_end(words: list[str], at: int) -> int:
    """Where a noun with its prepositions ends."""
    while at < len(words) and words[at][0].isalnum() and words[at] not in _NO_NOUN:
        at += 1
    return at


def _joined(seen: Frame) -> Words:
    """Two conjuncts: from the first like the second, or its phrase, to the second's end."""
    words, end = seen.words, seen.end
    behind = words[end] if end < len(words) else ""
    first = seen.first
    if first and shape(words[first - 1]) == shape(behind):
        first -= 1
    elif seen.end == seen.last:
        stops = PREPOSITIONS | DETERMINERS | AUXILIARIES | {",", "and", "or", "that"}
        while first and words[first - 1] not in stops and words[first - 1][0].isalnum():
            first -= 1
        if first and words[first - 1] == behind:
            first -= 1
    last = end + (behind in PREPOSITIONS | DETERMINERS)
    stops = PREPOSITIONS | AUXILIARIES | {"and", "or", "that"}
    while last < len(words) and words[last] not in stops and words[last][0].isalnum():
        last += 1
    return first, max(last, end)
