"""How probable one holder makes an event: true for Kyiv, denied by Moscow.

A holder's own report or belief is not doubted from the holder's point of view, and what a
holder denies is not so; cues inside the holder's words count as they do for anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from certainty.estimates import complement
from certainty.explanation import Step
from certainty.target.features import Event
from certainty.target.rules import by_rules, covering
from certainty.types import Estimate, Sentence, Span

_SAYING = frozenset({"hearsay", "belief", "denial"})
#: What "it" and "this" after a denial stand for, is what was said before.
_POINTING = frozenset({"it", "this", "that", "these", "the", ""})


def held_by(
    sentence: Sentence, places: Sequence[tuple[int, int]], event: Event, holder: str
) -> tuple[Estimate, tuple[Step, ...]]:
    """The number of an event for one holder, and the steps.

    Raises ``ValueError`` where the sentence names no such holder of it.
    """
    start, end = places[event.at]
    own = [span for span in sentence.spans if span.source and _same(span.source.text, holder)]
    over = covering(sentence, start, end)
    denied = any(
        _denies(sentence, span, start, end)
        or (span.kind == "belief" and span.negated and span in over)
        for span in own
    )
    widest = sentence.source is not None and _same(sentence.source.text, holder)
    if not (denied or widest or any(span in own for span in over)):
        sources = [span.source for span in sentence.spans] + [sentence.source]
        known = ", ".join(sorted({source.text for source in sources if source})) or "none"
        raise ValueError(
            f"{holder!r} says nothing of {event.words[event.at]!r} in its sentence; "
            f"holders there: {known}"
        )
    kept = tuple(
        span
        for span in sentence.spans
        if span.kind not in _SAYING
        or (span not in own and not _denies(sentence, span, start, end))
    )
    ruled = by_rules(replace(sentence, spans=kept), places, event)
    number = ruled.estimate
    if denied:
        turned = complement(number)
        return turned, (*ruled.steps, Step("complement", f"denied by {holder}", number, turned))
    return number, (*ruled.steps, Step("keep", f"in the words of {holder}", number, number))


def _same(name: str, holder: str) -> bool:
    return name.casefold() == holder.casefold()


def _denies(sentence: Sentence, span: Span, start: int, end: int) -> bool:
    """Whether a denial is of an event: its scope holds it, or it points back to it."""
    if span.kind != "denial" or span.negated:
        return False
    if span.scope and span.scope[0] <= start and end <= span.scope[1]:
        return True
    behind = sentence.text[span.end - sentence.start :].split()
    return span.start > end and (not behind or behind[0].strip(".,;") in _POINTING)
