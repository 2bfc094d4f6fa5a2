"""The claims of one sentence, before anybody asks how sure they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final, final

from certainty.inflect import forms
from certainty.predicates.asserting import asserts, without_participles
from certainty.predicates.extent import clause_extent
from certainty.predicates.groups import Group, find_groups
from certainty.predicates.holders import is_verbal, trailing
from certainty.predicates.standing import Standings
from certainty.predicates.tagger import shipped_tagger
from certainty.sources import Attribution
from certainty.target.judging import verbs_by_form
from certainty.types import Kind, Sentence
from certainty.view import View

#: Cues that lead to the verb behind them: "is expected to | leave"; and those that may take a
#: clause: "there is no doubt that it left".
_LEADING: Final[frozenset[Kind]] = frozenset(
    ("likelihood", "numeric", "hearsay", "belief", "evidential", "prediction", "modal")
)
_TAKING: Final[frozenset[Kind]] = _LEADING | {
    *("doubt", "denial", "booster", "confidence", "weasel")
}
#: What stands for a part of a word with hyphens: no verb, no conjunction.
_PART: Final = "0"
#: Verbs in cues that are acts of their own: "refused to leave" is about the refusal.
_ACTS: Final = frozenset(form for verb in ("refuse", "decline") for form in forms(verb))
#: What a cue's verb counts at least to the tagger.
_CUED: Final = 0.6
#: Verbs of which hardly anything but a clause is the object.
_CLAUSAL: Final = frozenset(
    form for verb in ("say", "think", "believe", "hope", "insist") for form in forms(verb)
)


@final
class Found:
    """A claim: its clause, words ``first`` to ``last`` (exclusive), and its verb group.

    ``sources`` are the attributions that may hold it.
    """

    __slots__ = ("first", "group", "last", "sources")

    def __init__(
        self, first: int, last: int, group: Group, sources: Sequence[Attribution]
    ) -> None:
        self.first = first
        self.last = last
        self.group = group
        self.sources = sources


def claims_of(
    sentence: Sentence, view: View, sources: Sequence[Attribution]
) -> Iterator[Found]:
    """The claims of a sentence, in order, from its attributions."""
    places = view.reading.all()
    words = _whole(view, places)
    capital = [view.text[start].isupper() for start, _ in places]
    taking, leading = (_cued(sentence, places, kinds) for kinds in (_TAKING, _LEADING))
    verbs = _with_cued(words, shipped_tagger().verbs(words, capital), taking, leading)
    known = [held for held in sources if is_verbal(words, verbs, held)]
    groups = _groups(words, verbs, leading, known)
    known += trailing(words, groups)
    tags = {held.trigger for held in known if held.content[0] < held.trigger}
    groups = [group for group in groups if group.own not in tags]
    standings = Standings(words, groups, known, taking, capital)
    begins = _begins(words, standings, known)
    free = _unspent(groups, standings, known)
    reports = {held.trigger for held in known}
    for at, group in enumerate(groups):
        last = next((begin for begin in begins if begin > group.head), len(words))
        extent = clause_extent(words, standings.first[at], last, group.first)
        if not extent or not extent[0] <= group.head < extent[1]:
            continue
        supposed = _is_supposed(sentence, view, extent[0], group.head)
        if not supposed and _claims(words, standings, at, group, reports):
            yield Found(*extent, group, free)


def _groups(
    words: Sequence[str],
    verbs: Sequence[float],
    leading: Collection[int],
    known: Sequence[Attribution],
) -> list[Group]:
    """The finite verb groups; the verb of a report counts as one."""
    reports = {held.trigger for held in known}
    tags = {held.trigger for held in known if held.content[0] < held.trigger}
    surer = [
        max(p, _CUED) if at in reports and words[at] in verbs_by_form() else p
        for at, p in enumerate(verbs)
    ]
    acting = {at for at in leading if words[at] not in _ACTS}
    return without_participles(words, find_groups(words, surer, acting), reports, tags)


def _begins(
    words: Sequence[str], standings: Standings, known: Sequence[Attribution]
) -> list[int]:
    """Where clauses begin, or the tag of a report: there the one before ends."""
    begins = [at for at, how in zip(standings.first, standings.standing) if how != "hanging"]
    begins += [held.content[1] for held in known if held.content[0] < held.trigger]
    begins += [
        held.trigger for held in known if held.trigger > 0 and words[held.trigger - 1] == ","
    ]
    return sorted(begins)


def _claims(
    words: Sequence[str],
    standings: Standings,
    at: int,
    group: Group,
    reports: Collection[int],
) -> bool:
    """Whether a group makes a claim: it stands by itself or is reported, and asserts."""
    if standings.standing[at] not in ("main", "reported"):
        return False
    if group.own in reports and words[group.own] in _CLAUSAL:
        return False  # what is said has no verb that was found
    return asserts(words, group, standings.first[at])


def _whole(view: View, places: Sequence[tuple[int, int]]) -> list[str]:
    """The words, with the parts of those with hyphens out of the way."""
    text = view.text
    return [
        _PART if _is_part(text, start, end) else word
        for word, (start, end) in zip(view.words, places)
    ]


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether a word is a part of one with hyphens: "Russian-installed"."""
    before, behind = text[max(start - 2, 0) : start], text[end : end + 2]
    return (before[-1:] == "-" and before[:1].isalnum()) or (
        behind[:1] == "-" and behind[1:].isalnum()
    )


def _cued(
    sentence: Sentence, places: Sequence[tuple[int, int]], kinds: Collection[Kind]
) -> set[int]:
    """The words that belong to a cue of some kinds."""
    spans = [span for span in sentence.spans if span.kind in kinds]
    found: set[int] = set()
    at = 0
    for span in spans:
        while at < len(places) and places[at][1] <= span.start:
            at += 1
        there = at
        while there < len(places) and places[there][0] < span.end:
            found.add(there)
            there += 1
    return found


def _with_cued(
    words: Sequence[str],
    verbs: Sequence[float],
    taking: Collection[int],
    leading: Collection[int],
) -> list[float]:
    """The tagger's probabilities, where the lexicon's verbs are cues at least `_CUED`."""
    known = verbs_by_form()
    return [
        max(p, _CUED)
        if at in taking
        and (words[at] in known or (at in leading and words[at + 1 : at + 2] == ["to"]))
        else p
        for at, p in enumerate(verbs)
    ]


def _is_supposed(sentence: Sentence, view: View, first: int, head: int) -> bool:
    """Whether a condition stands in the clause before its verb: "provided that it holds"."""
    start, end = view.slice(first, head + 1)
    return any(
        span.kind == "conditional"
        and start <= span.start
        and span.end < end
        and "," not in view.text[span.end : end]
        for span in sentence.spans
    )


def _unspent(
    groups: Sequence[Group], standings: Standings, sources: Sequence[Attribution]
) -> list[Attribution]:
    """The attributions but those of reports that are claims themselves: these hold no other."""
    spent = {
        at
        for group, how in zip(groups, standings.standing)
        if how in ("main", "hanging")
        for at in range(group.first, group.last + 2)
    }
    return [
        held for held in sources if held.content[0] <= held.trigger or held.trigger not in spent
    ]
