"""How a cue came to its own number: the base, then what the words around it did.

The rules of `certainty.context` are applied once more, one by one; where one has moved the
number, the modifier or negator that it found is looked up again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from certainty import data
from certainty.context import (
    DENYING,
    LESS,
    RULES,
    Cue,
    Rule,
    Surroundings,
    compared,
    modified,
    negated,
    negative_subject,
)
from certainty.estimates import BELOW_EVEN, NEAR_CERTAIN
from certainty.explanation import Explanation, Step
from certainty.lexicon import Entry
from certainty.scales import Scale
from certainty.types import Estimate
from certainty.view import View

_EFFECTS = {"intensify": "strengthens it", "weaken": "weakens it", "approximate": "rounds it"}
#: A step on a number, and the cue before and after it.
_Teller = Callable[[View, Cue, Cue, Surroundings], Iterator[Step]]


def named(view: View, first: int, last: int) -> str:
    """Words of a sentence as they stand there, in quotation marks."""
    start, end = view.slice(first, last)
    return repr(" ".join(view.text[start:end].split()))


def cue_steps(
    view: View,
    cue: Cue,
    around: Surroundings,
    *,
    scale: Scale,
    prescribed: Mapping[str, Estimate],
) -> Iterator[Step]:
    """The steps to a cue's own number, as it is before other cues bear on it."""
    entry, name = cue.entry, named(view, cue.head, cue.last)
    if cue.estimate is None:
        yield Step("none", f"{name} states no likelihood ({entry.kind})", None, None)
        return
    if entry.kind == "numeric":
        yield Step.base(f"{name} states it", cue.estimate)
        return
    estimate = prescribed.get(entry.id, entry.estimate) or cue.estimate
    yield base_step(name, entry, estimate, scale if entry.id in prescribed else None)
    before = Cue(cue.head, cue.last, cue.head, entry, estimate, cue.epistemic)
    for rule in RULES:
        after = rule(view, before, around)
        if rule in _TELLERS and after.estimate is not before.estimate:
            yield from _TELLERS[rule](view, before, after, around)
        before = after


def base_step(name: str, entry: Entry, estimate: Estimate, scale: Scale | None) -> Step:
    """What a phrase is worth by itself, and on what ground; ``scale`` if one prescribes it."""
    if scale is not None:
        term = scale.term(entry.term)
        band = f", {term.low:g} to {term.high:g}" if term and term.band else ""
        return Step.base(
            f"{name} as {scale.name} prescribes it{band}", estimate, scale.citation
        )
    survey = data.surveys().get(entry.like)
    if entry.basis == "survey" and survey is not None:
        heard = "it" if name.lower() == repr(survey.phrase) else repr(survey.phrase)
        text = f"{name} as readers hear {heard} ({survey.n:,} answers)"
        return Step.base(text, estimate, ", ".join(survey.surveys))
    if survey is not None:
        return Step.base(f"{name} after {survey.phrase!r}, widened", estimate, entry.source)
    return Step.base(f"{name} by {entry.basis}", estimate, entry.source)


def _modified(view: View, before: Cue, after: Cue, around: Surroundings) -> Iterator[Step]:
    number, last = before.estimate, before.first
    while last > after.first and (found := around.modifiers.find(view.words, last)):
        first, modifier = found
        if not modifier.shift:
            last = first
            continue
        text = (
            f"{named(view, first, last)} {_EFFECTS[modifier.effect]} "
            f"by {abs(modifier.shift):g} in log-odds"
        )
        step = Step.of("shift", text, number, (modifier.shift,), (), modifier.source)
        yield step
        number, last = step.after, first


def _negated(view: View, before: Cue, after: Cue, around: Surroundings) -> Iterator[Step]:
    found = around.negators.find(view.words, before.first)
    if after.first < before.first and found is not None:
        first, negator = found
        by = named(view, first, before.first)
        share = f", which counts {negator.strength:g}" if negator.strength < 1 else ""
        yield _turned(f"negated by {by}{share}", before, negator.strength, negator.source)
    else:
        yield _turned("negated inside it", before)


def _by_subject(view: View, before: Cue, after: Cue, around: Surroundings) -> Iterator[Step]:
    yield _turned("its subject negates it", before)


def _turned(text: str, cue: Cue, strength: float = 1.0, source: str | None = None) -> Step:
    if cue.entry.kind in DENYING:
        return Step.of("deny", text, cue.estimate, (strength,), (), source)
    mean = cue.estimate.mean if cue.estimate else 0.5
    if mean >= NEAR_CERTAIN:
        text += ", which leaves doubt, not the opposite"
    elif mean < BELOW_EVEN:
        text += ", which leaves it open"
    return Step.of("negate", text, cue.estimate, (strength,), (), source)


def _compared(view: View, before: Cue, after: Cue, around: Surroundings) -> Iterator[Step]:
    number = before.estimate
    if before.entry.estimate is not None:
        name = named(view, before.head, before.last)
        step = base_step(name, before.entry, before.entry.estimate, None)
        if step.after != number:
            yield replace(step, text=f"a comparison starts from {step.text}")
            number = step.after
    if after.first < before.first:
        step = Step.of(
            "shift", "a superlative strengthens it by 0.5 in log-odds", number, (0.5,)
        )
        yield step
        yield Step.of("complement", "'least' turns it", step.after)
        return
    step = Step.of("complement", "'less' turns it", number)
    yield step
    alone = Explanation(
        (Step.base("'less' before the other side is known", LESS, "judgement"),)
    )
    yield Step.of("mix", "counts half beside it", step.after, (0.5,), (alone,))


_TELLERS: dict[Rule, _Teller] = {
    modified: _modified,
    negated: _negated,
    negative_subject: _by_subject,
    compared: _compared,
}
