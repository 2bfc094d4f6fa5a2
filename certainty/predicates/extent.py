"""Where the clause of a claim begins and ends: without links, loose marks, and who is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from certainty.inflect import forms
from certainty.predicates.groups import is_adverb
from certainty.predicates.junctions import (
    COORDINATORS,
    HANGING,
    LOOSE,
    OPENING,
    SUBJECTS,
    speaks,
)
from certainty.sources.holders import DETERMINERS
from certainty.sources.phrases import PREFIX_WORDS

_MARKS: Final = frozenset(",;:.!?()[]{}\"“”„«»—–-|'’‘…") | {"..."}
_PAIRS: Final = (("“", "”"), ('"', '"'), ("«", "»"), ("(", ")"), ("[", "]"))
_LINKS: Final = frozenset(
    "though however moreover meanwhile still instead besides thus hence later earlier "
    "elsewhere today yesterday".split()
)
#: Verbs whose first object is who is told.
_TELLING: Final = frozenset(
    form for verb in ("tell", "warn", "inform", "assure", "remind") for form in forms(verb)
)


def past_link(words: Sequence[str], first: int, last: int) -> int:
    """The first word of a clause of its own: behind "And", "However," or "As it fell,".

    >>> past_link(["but", "later", ",", "it", "rained"], 0, 4)
    3
    """
    at = first
    while at < last and (words[at] in COORDINATORS or not words[at][0].isalnum()):
        at += 1
    linked = at + 1 < last and (words[at] in _LINKS or is_adverb(words[at]))
    if linked and words[at + 1] == ",":
        return at + 2
    preamble = words[at] in HANGING or words[at] in LOOSE
    if preamble and words[at:last].count(",") == 1:
        return words.index(",", at) + 1
    return at


def past_report(words: Sequence[str], trigger: int, first: int, last: int) -> int:
    """The first word of what is reported: behind who is told it, "that", a quotation mark.

    ``trigger`` is the word that reports, -1 for a cue.

    >>> past_report(["she", "told", "the", "press", "the", "deal", "was", "off"], 1, 2, 6)
    4
    """
    start = _past_holder(words, trigger, first, last) if trigger >= 0 else first
    for at in range(start, last):
        subject = words[at] == "that" and at == last - 1
        leads = words[at] in ("that", ":") and not subject
        if leads or (words[at] in OPENING and speaks(words, at)):
            start = at + 1
        if words[at] in SUBJECTS:
            break
    while start < last and not words[start][0].isalnum():
        start += 1
    return start


def _past_holder(words: Sequence[str], trigger: int, first: int, last: int) -> int:
    """Behind who is told, and behind what is said of a holder: "a study seen in May,"."""
    between = words[first:last]
    if words[trigger] in PREFIX_WORDS and "," in between:
        return words.index(",", first) + 1
    if words[trigger] in _TELLING and "that" not in between:
        starts = DETERMINERS | SUBJECTS
        found = [at for at in range(first + 1, last) if words[at] in starts]
        return found[-1] if found else first
    return first


def clause_extent(
    words: Sequence[str], first: int, last: int, verb: int
) -> tuple[int, int] | None:
    """The words of the clause that lies in ``first`` to ``last``; ``None`` for none.

    ``verb`` is where its verb group begins: a "that" just before it is its subject.

    >>> clause_extent(["and", "that", "is", "“", "late", "”", "."], 0, 7, 2)
    (1, 6)
    """
    while first < last and (words[first] in _MARKS or words[first] in COORDINATORS):
        first += 1
    while first < verb - 1 and words[first] == "that":
        first += 1
    ends = _MARKS | COORDINATORS
    if words[max(last - 2, 0) : last] in (["and", "that"], ["but", "that"]):
        last -= 2
    while last > first and words[last - 1] in ends:
        last -= 1
    for opening, closing in _PAIRS:
        if last < len(words) and words[last] == closing:
            inside = words[first:last]
            odd = inside.count(opening) % 2 == 1
            if odd if opening == closing else inside.count(opening) > inside.count(closing):
                last += 1
    return (first, last) if first < last else None
