"""The claims of a document with their holders and their certainty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from certainty.estimates import complement
from certainty.explanation import Step
from certainty.markup import Prose
from certainty.predicates.finding import Found, claims_of
from certainty.predicates.groups import Group
from certainty.predicates.holders import attributed, holder_of, known_mentions
from certainty.predicates.values import Claim, Predicate
from certainty.scales import Scale
from certainty.target import Judgement, judge
from certainty.target.judging import find_event
from certainty.target.rules import by_rules, covering
from certainty.types import Estimate, Kind, Sentence, Source
from certainty.view import View

#: Cues that may be a predicate themselves; the claim is then what is in their scope.
_PREDICATES: Final[frozenset[Kind]] = frozenset({"likelihood", "numeric", "doubt"})
_UNJUDGED: Final = Judgement(0.5, 0.0, 1.0)


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


def restored(
    claims: Sequence[Claim], prose: Prose, sentences: Sequence[Sentence]
) -> tuple[Claim, ...]:
    """Claims of the prose of a text with markup, told of the text and its sentences."""
    return tuple(_restored(claim, prose, sentences[claim.sentence]) for claim in claims)


def _restored(claim: Claim, prose: Prose, sentence: Sentence) -> Claim:
    (start, end), at = prose.back(claim.start, claim.end), claim.predicate
    first, last = prose.back(at.start, at.end)
    own = {prose.forth(span.start, span.end): span for span in sentence.spans}
    return replace(
        claim,
        start=start,
        end=end,
        text=prose.given[start:end],
        predicate=Predicate(prose.given[first:last], first, last),
        source=prose.write_source(claim.source),
        spans=tuple(own[span.start, span.end] for span in claim.spans),
    )


def _unjudged(
    sentence: Sentence, index: int, view: View, found: Found, source: Source | None
) -> Claim:
    """A claim without its number."""
    start, end = view.slice(found.first, found.last)
    first, last = view.slice(found.group.head, found.group.head + 1)
    predicate = Predicate(view.text[first:last], first, last)
    begin = view.slice(found.group.first, found.group.first + 1)[0]
    over = covering(sentence, first, last)
    spans = tuple(
        span
        for span in sentence.spans
        if span in over or (span.start < last and begin < span.end)
    )
    text = view.text[start:end]
    return Claim(start, end, text, predicate, index, source, _UNJUDGED, None, False, spans)


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
    inside = [view.slice(at, at + 1) for at in range(group.head, group.first, -1)]
    return max([(start, end), *inside], key=lambda at: len(covering(sentence, *at)))


def _judged(
    claim: Claim,
    sentence: Sentence,
    place: tuple[int, int],
    judgement: Judgement,
    scale: Scale,
) -> Claim:
    """A claim with its number: as worded, so that what it denies is sure where it is."""
    seen, offsets = find_event(sentence, *place)
    negated = by_rules(sentence, offsets, seen).negated
    if negated:
        event = Estimate(judgement.mean, judgement.low, judgement.high)
        worded = complement(event)
        step = Step.of("complement", "the claim is that it is not so", event)
        judgement = Judgement(worded.mean, worded.low, worded.high, (*judgement.steps, step))
    level = scale.level(judgement.mean)
    return replace(claim, certainty=judgement, level=level, negated=negated)
