"""Hold an annotated text against its labels, and note the numbers.

A text of several sentences counts as one: its ``hedged`` and ``weasel`` are those of the
sentence with most, its certainty the mean over the sentences that assert something, its source
the first that is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from certainty.document import Document
from certainty.evaluation.collecting import Collector, Miss
from certainty.evaluation.cue_types import CueTypes
from certainty.evaluation.examples import Cue, Event, Example
from certainty.evaluation.metrics import interval_distribution, ranked_probability_score
from certainty.evaluation.scope_scoring import score_scopes
from certainty.evaluation.spans import Stretches, holds, touching
from certainty.target import Reading
from certainty.types import Span

#: Which probability the label ``hedge`` is held against.
HedgeMeaning = Literal["hedged", "weasel"]
#: The part of certainty; the scale of its labels follows, since scales are not pooled.
CERTAINTY = "certainty"


@dataclass(frozen=True, slots=True)
class Settings:
    """How labels are read: see `certainty.evaluation.evaluating.evaluate`."""

    types: CueTypes
    hedge: HedgeMeaning = "hedged"
    reading: Reading = "stated"
    threshold: float = 0.5


def score(example: Example, document: Document, settings: Settings, into: Collector) -> None:
    """Add what one text shows to the collector."""
    hedge, weasel = example.hedge, example.weasel
    if settings.hedge == "weasel":
        hedge, weasel = None, hedge if weasel is None else weasel
    if hedge is not None:
        _score_answer(example, document, "hedge", hedge, settings, into)
    if weasel is not None:
        _score_answer(example, document, "weasel", weasel, settings, into)
    if example.certainty is not None:
        _score_certainty(example, document, into)
    if example.cues is not None:
        _score_cues(example, example.cues, document, settings.types, into)
    if example.scopes is not None:
        spans = _spans(document, settings.types)
        score_scopes(example, example.scopes, spans, settings.types, into)
    if example.events:
        _score_events(example, example.events, document, settings.reading, into)
    if example.sources is not None:
        _score_source(example, example.sources, document, into)


def _score_answer(
    example: Example,
    document: Document,
    part: str,
    truth: bool,
    settings: Settings,
    into: Collector,
) -> None:
    given = [s.hedged if part == "hedge" else s.weasel for s in document.sentences]
    if not given:
        into.left_out[f"{part}: texts without a sentence"] += 1
        return
    probability = max(given)
    found = float(probability >= settings.threshold)
    hit = truth * found
    into.add(part, truth=truth, probability=probability, found=found, hit=hit)
    _note(into, example, part, abs(truth - probability), str(truth), f"{probability:.2f}")


def _score_certainty(example: Example, document: Document, into: Collector) -> None:
    told = [s.certainty for s in document.sentences if s.certainty]
    label, scale = example.certainty, example.scale
    if label is None or scale is None:
        return
    if not told:
        into.left_out["certainty: texts that assert nothing"] += 1
        return
    mean, low, high = np.mean([(e.mean, e.low, e.high) for e in told], axis=0).tolist()
    cuts = np.array(scale.cuts)
    below = interval_distribution(mean, low, high, cuts)
    part = f"{CERTAINTY}, {scale.name}"
    into.add(
        part,
        label=label,
        mean=mean,
        low=low,
        high=high,
        ranked=ranked_probability_score(below, cuts, label),
    )
    _note(into, example, part, abs(mean - label), f"{label:.2f}", f"{mean:.2f}")


def _score_cues(
    example: Example,
    cues: tuple[Cue, ...],
    document: Document,
    types: CueTypes,
    into: Collector,
) -> None:
    true = [cue for cue in cues if types.counts(cue.type)]
    for cue in cues:
        if not types.counts(cue.type):
            into.left_out[f"cues: {types.why_not(cue.type)}"] += 1
    spans = _spans(document, types)
    places, found = [cue.place for cue in true], [(s.start, s.end) for s in spans]
    hit_true, hit_found = touching(places, found), touching(found, places)
    into.add(
        "cues",
        true=len(true),
        found=len(found),
        exact=len(set(places) & set(found)),
        hit_true=hit_true,
        hit_found=hit_found,
    )
    _score_kinds(true, spans, types, into)
    loss = len(true) - hit_true + len(found) - hit_found
    if into.would_keep("cues", loss):
        shown = ", ".join(f"{s.text} ({s.kind})" for s in spans)
        wanted = ", ".join(example.text[slice(*place)] for place in places)
        _note(into, example, "cues", loss, wanted, shown)


def _score_kinds(true: list[Cue], spans: list[Span], types: CueTypes, into: Collector) -> None:
    """The same by the kind of span and by the type of cue, and which went with which."""
    places, found = [cue.place for cue in true], [(s.start, s.end) for s in spans]
    cues_at, spans_at = Stretches(places), Stretches(found)
    exact, exact_found = set(places), set(found)
    for span, place in zip(spans, found):
        at = cues_at.most(place)
        same = at is not None and true[at].type == span.kind
        hit = at is not None
        into.add(f"kind {span.kind}", found=1, exact=place in exact, hit=hit, same=same)
        if at is None:
            into.confusion[None, span.kind] += 1
    for cue in true:
        kinds = [spans[at].kind for at in spans_at.over(cue.place)]
        most = spans_at.most(cue.place)
        type_ = types.name(cue.type)
        into.add(
            f"type {type_}",
            true=1,
            exact=cue.place in exact_found,
            hit=bool(kinds),
            same=cue.type in kinds,
        )
        into.confusion[type_, None if most is None else spans[most].kind] += 1


def _score_events(
    example: Example,
    events: tuple[Event, ...],
    document: Document,
    reading: Reading,
    into: Collector,
) -> None:
    bounds = [(s.start, s.end) for s in document.sentences]
    sentences = Stretches(bounds)
    held = [
        (at, event)
        for at, event in enumerate(events)
        if any(holds(bounds[i], event.place) for i in sentences.over(event.place))
    ]
    if len(held) < len(events):
        into.left_out["events: inside no sentence"] += len(events) - len(held)
    judged = document.at_many([event.place for _, event in held], reading=reading)
    for (at, event), judgement in zip(held, judged):
        number = judgement.factuality
        into.add(
            "events",
            key=at,
            label=event.factuality,
            mean=number,
            low=6 * judgement.low - 3,
            high=6 * judgement.high - 3,
        )
        loss = abs(number - event.factuality)
        if into.would_keep("events", loss):
            truth = f"{example.text[slice(*event.place)]}: {event.factuality:g}"
            _note(into, example, "events", loss, truth, f"{number:.2f}")


def _score_source(
    example: Example, sources: tuple[str, ...], document: Document, into: Collector
) -> None:
    found = [s.source.text for s in document.sentences if s.source][:1]
    same = [_same_holder(a, b) for a in sources for b in found]
    hit = any(same)
    right = hit or (not sources and not found)
    into.add("source", true=len(sources), found=len(found), hit=hit, right=right)
    _note(into, example, "source", 1 - right, ", ".join(sources), ", ".join(found))


def _same_holder(one: str, other: str) -> bool:
    """Whether one name holds the other, letter case aside: "Kyiv" and "officials in Kyiv"."""
    one, other = one.casefold().strip(), other.casefold().strip()
    return one in other or other in one


def _spans(document: Document, types: CueTypes) -> list[Span]:
    return [span for s in document.sentences for span in s.spans if span.kind in types.kinds]


def _note(
    into: Collector, example: Example, part: str, loss: float, truth: str, found: str
) -> None:
    if into.would_keep(part, loss):
        into.keep(Miss(part, loss, example.where, example.id, example.text, truth, found))
