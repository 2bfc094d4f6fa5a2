"""The claims of a document: who claims what, and how surely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from certainty.estimates import complement
from certainty.inflect import forms
from certainty.predicates.asserting import (
    is_asked,
    is_condition,
    is_request,
    without_participles,
)
from certainty.predicates.groups import Group, find_groups
from certainty.predicates.holders import attributed, holder_of, known_mentions, trailing
from certainty.predicates.standing import COORDINATORS, Standings
from certainty.predicates.tagger import shipped_tagger
from certainty.scales import Scale
from certainty.scope import trim
from certainty.sources import Attribution
from certainty.target import Judgement, judge
from certainty.target.judging import find_event, verbs_by_form
from certainty.target.rules import by_rules, covering
from certainty.types import Kind, Sentence, Source, Span
from certainty.view import View

#: Cues that lead to the verb behind them or take a clause.
_TAKING: Final[frozenset[Kind]] = frozenset(
    ("likelihood", "numeric", "hearsay", "belief", "evidential", "prediction", "doubt")
    + ("denial", "booster", "confidence", "modal", "weasel")
)
#: Cues that may be a predicate themselves; the claim is then what is in their scope.
#: What stands for a part of a word with hyphens: no verb, no conjunction.
_PART: Final = "0"
#: Verbs of which nothing but a clause is the object.
_CLAUSAL: Final = frozenset(
    form for verb in ("say", "think", "believe", "hope", "insist") for form in forms(verb)
)
#: What the lexicon's verbs count at least where the text uses them as cues or as reports.
_TOLD: Final = 0.6
_LOOSE_ENDS: Final = COORDINATORS | frozenset(", ; : ( — – - that".split())
_PREDICATES: Final[frozenset[Kind]] = frozenset({"likelihood", "numeric", "doubt"})


@dataclass(frozen=True, slots=True)
class Predicate:
    """The word that a claim is made with: ``text == document.text[start:end]``."""

    text: str
    start: int
    end: int

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {"text": self.text, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Claim:
    """A clause that asserts something: ``text == document.text[start:end]``.

    ``sentence`` is the index of its sentence, ``source`` who claims it, ``None`` for the
    author. ``certainty`` is how probable it is made as worded, in [0, 1] with a 90 % interval:
    where it is ``negated``, that of "not so". ``level`` is the term of the scale for it,
    ``None`` in a gap; ``spans`` are the cues whose scope holds the predicate.
    """

    start: int
    end: int
    text: str
    predicate: Predicate
    sentence: int
    source: Source | None
    certainty: Judgement
    level: str | None
    negated: bool
    spans: tuple[Span, ...]

    def explain(self) -> str:
        """How the number came about, one step a line."""
        return self.certainty.explain()

    def row(self) -> ClaimRow:
        """As flat values, ready for ``pd.DataFrame([claim.row() for claim in …])``."""
        number, held = self.certainty, self.source
        return ClaimRow(
            self.sentence,
            self.start,
            self.end,
            held.text if held else None,
            (held.refers_to or held).text if held else None,
            self.text,
            self.predicate.text,
            number.mean,
            number.low,
            number.high,
            self.level,
            self.negated,
            "; ".join(span.text for span in self.spans),
        )

    def to_dict(self) -> dict[str, Any]:
        """As plain values; `from_dict` is the inverse."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "predicate": self.predicate.to_dict(),
            "sentence": self.sentence,
            "source": self.source and self.source.to_dict(),
            "certainty": self.certainty.to_dict(),
            "level": self.level,
            "negated": self.negated,
            "spans": [span.to_dict() for span in self.spans],
            "steps": list(self.certainty.steps),
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Claim:
        """The inverse of `to_dict`."""
        number = data["certainty"]
        plain = {key: value for key, value in data.items() if key != "steps"}
        return cls(
            **{
                **plain,
                "predicate": Predicate(**data["predicate"]),
                "source": Source.from_dict(data["source"]) if data["source"] else None,
                "certainty": Judgement(**number, steps=tuple(data["steps"])),
                "spans": tuple(Span.from_dict(span) for span in data["spans"]),
            }
        )


class ClaimRow(NamedTuple):
    """A claim as flat values; ``holder`` is the fuller mention of its source."""

    sentence: int
    start: int
    end: int
    source: str | None
    holder: str | None
    claim: str
    predicate: str
    certainty: float
    low: float
    high: float
    level: str | None
    negated: bool
    cues: str


@dataclass(frozen=True, slots=True)
class Found:
    """A claim before it is judged: words ``first`` to ``last`` (exclusive), and its group.

    ``sources`` are the attributions that may hold it.
    """

    first: int
    last: int
    group: Group
    sources: list[Attribution]


def find_claims(text: str, sentences: Sequence[Sentence], scale: Scale) -> tuple[Claim, ...]:
    """The claims of annotated sentences, in the order of the text, on a scale."""
    views, sources = attributed(text, sentences)
    known = known_mentions(sentences)
    made: list[tuple[Claim, tuple[int, int]]] = []
    for index, (sentence, view, held) in enumerate(zip(sentences, views, sources)):
        for found in claims_of(sentence, view, held):
            source = holder_of(view, found.sources, found.group.head, known)
            claim = _unjudged(sentence, index, view, found, source)
            made.append((claim, _place(view, claim, sentence, found.group)))
    theirs = [sentences[claim.sentence] for claim, _ in made]
    judged = judge(theirs, [place for _, place in made])
    return tuple(
        _judged(claim, sentence, place, judgement, scale)
        for (claim, place), sentence, judgement in zip(made, theirs, judged)
    )


def claims_of(
    sentence: Sentence, view: View, sources: Sequence[Attribution]
) -> Iterator[Found]:
    """The claims of one sentence, in order."""
    places = view.places.all()
    joined = [_is_joined(view.text, start, end) for start, end in places]
    words = [_PART if part else word for word, part in zip(view.words, joined)]
    capital = [view.text[start].isupper() for start, _ in places]
    verbs = shipped_tagger().verbs(words, capital)
    cued = _cued(sentence, places)
    reports = {s.trigger for s in sources}
    told = verbs_by_form()
    for at in cued | reports:
        if words[at] in told:
            verbs[at] = max(verbs[at], _TOLD)
    groups = without_participles(words, find_groups(words, verbs, cued), reports)
    added = trailing(words, groups)
    sources = [*sources, *added]
    tags = {s.trigger: s.content for s in sources if s.content[0] < s.trigger}
    own = [group for group in groups if group.own not in tags]
    found = Standings(words, own, sources, cued, capital)
    begins = [first for first, how in zip(found.first, found.standing) if how != "hanging"]
    begins += [content[1] for content in tags.values()] + [held.trigger for held in added]
    free = _unspent(own, found, sources)
    for group, how, first in zip(own, found.standing, found.first):
        if how not in ("main", "reported") or not _is_claim(sentence, view, group, first):
            continue
        if words[group.own] in _CLAUSAL and group.own in reports:
            continue  # what is said has no verb that was found
        last = min([at for at in begins if at > group.head], default=len(words))
        stretch = _closed(words, trim(words, first, last))
        if stretch and stretch[0] <= group.head < stretch[1]:
            yield Found(*stretch, group, free)


def _unspent(
    groups: Sequence[Group], found: Standings, sources: Sequence[Attribution]
) -> list[Attribution]:
    """The attributions but those of reports that are claims themselves: these hold no other."""
    spent = {
        at
        for group, how in zip(groups, found.standing)
        if how == "main"
        for at in range(group.first, group.last + 2)
    }
    return [s for s in sources if s.content[0] <= s.trigger or s.trigger not in spent]


def _is_joined(text: str, start: int, end: int) -> bool:
    """Whether a word is part of one with hyphens: "Russian-installed"."""
    before, behind = text[max(start - 2, 0) : start], text[end : end + 2]
    return (before[-1:] == "-" and before[:1].isalnum()) or (
        behind[:1] == "-" and behind[1:].isalnum()
    )


def _closed(words: Sequence[str], stretch: tuple[int, int] | None) -> tuple[int, int] | None:
    """A stretch without a conjunction at its end, with the mark that closes one it opens."""
    if stretch is None:
        return None
    first, last = stretch
    while last > first and words[last - 1] in _LOOSE_ENDS:
        last -= 1
    for opening, closing in (("“", "”"), ('"', '"'), ("(", ")"), ("[", "]")):
        inside = words[first:last]
        opened = inside.count(opening) - (inside.count(closing) if opening != closing else 0)
        odd = opened % 2 if opening == closing else opened > 0
        if odd and last < len(words) and words[last] == closing:
            last += 1
    return (first, last) if first < last else None


def _is_claim(sentence: Sentence, view: View, group: Group, first: int) -> bool:
    """Whether a clause asserts something."""
    words = view.words
    if is_asked(words, group) or is_request(words, group, first):
        return False
    if is_condition(words, group, first):
        return False
    start, end = view.slice(first, group.head + 1)
    return not any(
        span.kind == "conditional" and start <= span.start and span.end < end
        and "," not in view.text[span.end : end]
        for span in sentence.spans
    )


def _cued(sentence: Sentence, places: Sequence[tuple[int, int]]) -> set[int]:
    """The words that belong to a cue which leads to a verb or takes a clause."""
    spans = [span for span in sentence.spans if span.kind in _TAKING]
    found: set[int] = set()
    at = 0
    for span in spans:
        while at and places[at][0] > span.start:
            at -= 1
        while at < len(places) and places[at][0] < span.end:
            if span.start <= places[at][0]:
                found.add(at)
            at += 1
        at = min(at, len(places) - 1)
    return found


def _unjudged(
    sentence: Sentence, index: int, view: View, found: Found, source: Source | None
) -> Claim:
    start, end = view.slice(found.first, found.last)
    first, last = view.slice(found.group.head, found.group.head + 1)
    predicate = Predicate(view.text[first:last], first, last)
    unknown = Judgement(0.5, 0.0, 1.0)
    begin = view.slice(found.group.first, found.group.first + 1)[0]
    over = covering(sentence, first, last)
    spans = tuple(
        span
        for span in sentence.spans
        if span in over or (span.start < last and begin < span.end)
    )
    return Claim(
        start, end, view.text[start:end], predicate, index, source, unknown, None, False, spans
    )


def _place(view: View, claim: Claim, sentence: Sentence, group: Group) -> tuple[int, int]:
    """Where the event of a claim stands: at its predicate, as a rule.

    Where the predicate is a cue, it is what is in the cue's scope; where a cue of its group has
    another scope, the word of the group that is in it: "were said to *be* short of fuel".
    """
    start, end = claim.predicate.start, claim.predicate.end
    for span in claim.spans:
        over = span.start <= start and end <= span.end and span.scope
        if over and span.kind in _PREDICATES and span.probability:
            return over
    own = view.slice(group.own, group.own + 1)
    more = len(covering(sentence, *own)) > len(covering(sentence, start, end))
    return own if more else (start, end)


def _judged(
    claim: Claim,
    sentence: Sentence,
    place: tuple[int, int],
    judgement: Judgement,
    scale: Scale,
) -> Claim:
    """A claim with its number: as worded, so that what it denies is sure where it is."""
    event, offsets = find_event(sentence, *place)
    negated = by_rules(sentence, offsets, event).negated
    if negated:
        worded = complement(judgement)
        step = f"the claim is that it is not so: {worded.mean:.2f}"
        steps = (*judgement.steps, step)
        judgement = Judgement(worded.mean, worded.low, worded.high, steps)
    level = scale.level(judgement.mean)
    return replace(claim, certainty=judgement, level=level, negated=negated)
