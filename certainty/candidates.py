"""What may be a cue in a sentence: lexicon matches and stated numbers, without overlap.

A stated number takes the place of any lexicon match under it and of a chance noun whose
number it is; a weasel gives its verb up to a cue of another kind.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from certainty.context import Cue, View
from certainty.cues import Match, resolve
from certainty.lexicon import Entry, Pseudo
from certainty.numbers import Stated
from certainty.types import Estimate

#: Nouns whose number may be stated further on in the sentence.
CHANCE_NOUNS = frozenset(
    "chance chances odds risk risks probability likelihood possibility prospect "
    "prospects".split()
)


def split_matches(
    matches: Sequence[Match[Entry | Pseudo]], numeric: Sequence[Cue]
) -> tuple[list[Match[Any]], list[Match[Any]]]:
    """The matches that may be cues, without overlap, and the pseudo-cues."""
    covered = {word for cue in numeric for word in range(cue.first, cue.last)}
    entries: list[Match[Any]] = [
        m
        for m in matches
        if isinstance(m.value, Entry) and covered.isdisjoint(range(m.first, m.last))
    ]
    return resolve(_yielding(entries)), [m for m in matches if isinstance(m.value, Pseudo)]


def join_cues(words: Sequence[str], cues: list[Cue], numeric: Sequence[Cue]) -> list[Cue]:
    """Cues and stated numbers in order, none over another."""
    if numeric:
        kept = [cue for cue in cues if not _is_measured(words, cue, numeric)]
        cues = sorted([*kept, *numeric], key=lambda cue: cue.first)
    return _without_overlap(cues)


def is_struck(match: Match[Any], pseudo: Sequence[Match[Any]]) -> bool:
    """Whether a longer pseudo-cue lies over a match."""
    return any(
        p.first <= match.first
        and match.last <= p.last
        and p.last - p.first > match.last - match.first
        for p in pseudo
    )


def numeric_cue(view: View, number: Stated) -> Cue:
    """A stated number as a cue over the words it covers."""
    first = bisect_left(view.spans, (number.start + 1,)) - 1
    first += view.spans[first][1] <= number.start if first >= 0 else 1
    last = bisect_left(view.spans, (number.end,))
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


def _is_measured(words: Sequence[str], cue: Cue, numeric: Sequence[Cue]) -> bool:
    """Whether a chance noun or word has its number stated: "the risk of … is 1 in 200"."""
    if cue.entry.kind != "likelihood" or CHANCE_NOUNS.isdisjoint(words[cue.first : cue.last]):
        return False
    return any(
        cue.last <= number.first and CHANCE_NOUNS.isdisjoint(words[number.first : number.last])
        for number in numeric
    )


def _yielding(matches: Sequence[Match[Any]]) -> list[Match[Any]]:
    """A weasel gives its verb up to a cue of another kind: "some | believe that"."""
    kept = []
    for match in matches:
        if match.value.kind == "weasel":
            inner = [
                m.first
                for m in matches
                if match.first < m.first < match.last and m.value.kind != "weasel"
            ]
            if inner:
                match = Match(match.first, min(inner), replace(match.value, estimate=None))
        kept.append(match)
    return kept


def _without_overlap(cues: Sequence[Cue]) -> list[Cue]:
    """Cues in order; one that a neighbour's modifiers grew over is cut back to its core."""
    kept: list[Cue] = []
    for cue in cues:
        if kept and cue.first < kept[-1].last:
            if cue.head < kept[-1].last:
                continue
            cue = replace(cue, first=kept[-1].last)
        kept.append(cue)
    return kept
