"""What may be a cue in a sentence: lexicon matches and stated numbers, without overlap.

A stated number takes the place of any lexicon match under it and of a chance noun whose
number it is; a weasel gives its verb up to a cue of another kind.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Final

from certainty.borders import TIES
from certainty.context import Cue
from certainty.cues import Match, resolve
from certainty.lexicon import Entry, Pseudo
from certainty.numbers import Stated
from certainty.types import Estimate
from certainty.view import View

#: Nouns whose number may be stated further on in the sentence.
CHANCE_NOUNS: Final = frozenset(
    "chance chances odds risk risks probability likelihood possibility prospect "
    "prospects".split()
)


def settle(
    words: list[str], matches: list[Match[Entry]], numeric: list[Cue]
) -> list[Match[Entry]]:
    """The matches that may be cues, without overlap and not under a stated number."""
    if numeric:
        covered = {word for cue in numeric for word in range(cue.first, cue.last)}
        matches = [m for m in matches if covered.isdisjoint(range(m.first, m.last))]
    return resolve(_yielding(words, matches))


def join_cues(words: list[str], cues: list[Cue], numeric: list[Cue]) -> list[Cue]:
    """Cues and stated numbers in order, none over another."""
    if numeric:
        kept = [cue for cue in cues if not _is_measured(words, cue, numeric)]
        cues = sorted([*kept, *numeric], key=lambda cue: cue.first)
    return _without_overlap(cues)


def is_struck(match: Match[Entry], pseudo: list[Match[Pseudo]]) -> bool:
    """Whether a longer pseudo-cue lies over a match."""
    return any(
        p.first <= match.first
        and match.last <= p.last
        and p.last - p.first > match.last - match.first
        for p in pseudo
    )


def numeric_cue(view: View, number: Stated) -> Cue:
    """A stated number as a cue over the words it covers."""
    first, last = view.reading.within(number.start, number.end)
    estimate = Estimate(number.mid, number.low, number.high)
    return Cue(first, max(last, first + 1), first, _numeric_entry(number.rule), estimate)


@cache
def _numeric_entry(rule: str) -> Entry:
    return Entry(
        rule,
        rule,
        "numeric",
        None,
        "stated",
        "the text itself",
        "",
        "",
        None,
        "",
        "",
        "numbers",
    )


def _is_measured(words: list[str], cue: Cue, numeric: list[Cue]) -> bool:
    """Whether a chance noun or word has its number stated: "the risk of … is 1 in 200"."""
    if cue.kind != "likelihood" or CHANCE_NOUNS.isdisjoint(words[cue.first : cue.last]):
        return False
    return any(
        cue.last <= number.first and CHANCE_NOUNS.isdisjoint(words[number.first : number.last])
        for number in numeric
    )


def _yielding(words: list[str], matches: list[Match[Entry]]) -> list[Match[Entry]]:
    """A weasel gives its verb up to a cue of another kind: "some | believe that".

    Where nothing but ties stands before the verb it keeps the agent instead, and the other
    cue ends there: "is | regarded | by many".
    """
    if len(matches) < 2 or all(match.value.kind != "weasel" for match in matches):
        return matches
    kept = []
    agents: dict[int, int] = {}
    for match in matches:
        if match.value.kind != "weasel":
            continue
        inner = [
            other.first
            for other in matches
            if other.value.kind != "weasel" and match.first < other.first < match.last
        ]
        if inner:
            first, last = match.first, min(inner)
            if TIES.issuperset(words[first:last]) and "by" in words[last : match.last]:
                first, last = words.index("by", last), match.last
                agents.update(dict.fromkeys(inner, first))
            match = Match(first, last, replace(match.value, estimate=None))
        kept.append(match)
    for match in matches:
        if match.value.kind != "weasel":
            last = min(match.last, agents.get(match.first, match.last))
            kept.append(Match(match.first, last, match.value))
    return kept


def _without_overlap(cues: list[Cue]) -> list[Cue]:
    """Cues in order; one that a neighbour's modifiers grew over is cut back to its core."""
    kept: list[Cue] = []
    for cue in cues:
        if kept and cue.first < kept[-1].last:
            if cue.head < kept[-1].last:
                continue
            cue = cue.turned(kept[-1].last, cue.estimate, negated=cue.negated)
        kept.append(cue)
    return kept
