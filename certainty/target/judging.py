"""The certainty of one event: the cues whose scope holds it, and the trained experts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from certainty.data import default_lexicon, lexicon_dir
from certainty.estimates import mix, tidy
from certainty.explanation import Explanation, Step
from certainty.inflect import forms
from certainty.lexicon import Verb
from certainty.target.engine import LIMIT, READINGS, Engine, Reading, load_engine
from certainty.target.features import LIGHT, Event, names, numbers
from certainty.target.holders import held_by
from certainty.target.rules import Ruled, by_rules, covering
from certainty.tokens import tokenize
from certainty.types import Estimate, Sentence

#: How much the rules count, firm ones (True) and others: nothing more than the least share
#: from so many words on, all of it so many words below. Chosen between the development part of
#: UW, whose long sentences the rules see in part, and the cases of `tests/cases/targets.jsonl`.
TRUST = {True: (28, 0.5, 10), False: (18, 0.05, 6)}
#: The same of flat assertions, of which the rules know nothing but that.
FLAT_SHARE = 0.3
#: Kinds of cues whose numbers count as much as firm ones: experts hardly hear them.
_DISPUTED = frozenset({"denial", "doubt"})


@dataclass(frozen=True, slots=True)
class Judgement(Estimate):
    """How probable the text makes an event, and the steps that led there."""

    steps: tuple[Step, ...] = ()

    def explain(self) -> Explanation:
        """How the number came about, step by step."""
        return Explanation(self.steps)


def judge_for(sentence: Sentence, place: tuple[int, int], holder: str) -> Judgement:
    """The certainty of one event from a holder's point of view, by rules alone."""
    event, offsets = find_event(sentence, *place)
    number, steps = held_by(sentence, offsets, event, holder)
    return Judgement(number.mean, number.low, number.high, steps)


def judge(
    sentences: Sequence[Sentence],
    places: Sequence[tuple[int, int]],
    reading: Reading = "stated",
) -> list[Judgement]:
    """The certainty of the events at ``places``, each inside the sentence of the same index."""
    if reading not in READINGS:
        raise ValueError(f"reading {reading!r} is none; give one of {', '.join(READINGS)}")
    if not places:
        return []
    engine, verbs = shipped_engine(), verbs_by_form()
    seen = [
        see(sentence, *place, engine.known, verbs) for sentence, place in zip(sentences, places)
    ]
    predicted = engine.predict([one.families for one in seen], [one.numbers for one in seen])
    judged = []
    for one, values in zip(seen, predicted):
        weights = engine.weigh(one.words, reading)
        value = float(values @ weights)
        below, above = engine.reach(values, weights)
        trained = Estimate(_mean(value), _mean(value - below), _mean(value + above))
        share = trust(one.ruled, len(one.words)) if reading == "stated" else 0.0
        judged.append(_joined(one.ruled, trained, share))
    return judged


@dataclass(frozen=True, slots=True)
class Seen:
    """An event as the rules judge it and as the experts see it; the same in training."""

    words: Sequence[str]
    ruled: Ruled
    families: list[list[str]]
    numbers: list[float]


def see(
    sentence: Sentence,
    start: int,
    end: int,
    known: frozenset[str],
    verbs: Mapping[str, Verb],
) -> Seen:
    """The event of a stretch of a sentence; ``known`` and ``verbs`` as in `names`."""
    event, offsets = find_event(sentence, start, end)
    ruled = by_rules(sentence, offsets, event)
    over = covering(sentence, start, end)
    plain = numbers(
        event,
        sentence,
        (start, end),
        over,
        ruled.estimate.mean,
        ruled.by,
        ruled.negated,
        verbs,
    )
    return Seen(event.words, ruled, names(event, known, over, verbs), plain)


def find_event(sentence: Sentence, start: int, end: int) -> tuple[Event, list[tuple[int, int]]]:
    """The event of a stretch of a sentence, and the offsets of all words of the sentence.

    Of several words it is the first that is no auxiliary and no determiner: "was *seen*".
    """
    words, spans = tokenize(sentence.text)
    offsets = [(s + sentence.start, e + sentence.start) for s, e in spans]
    at = next((i for i, (_, e) in enumerate(offsets) if e > start), len(words) - 1)
    while words[at] in LIGHT and at + 1 < len(words) and offsets[at + 1][0] < end:
        at += 1
    return Event(words, at), offsets


def _joined(ruled: Ruled, trained: Estimate, share: float) -> Judgement:
    """Rules and experts as one; ``share`` is how much the rules count."""
    experts = Explanation((Step.base("trained on labelled events", trained),))
    joined = mix(ruled.estimate, trained, share)
    text = f"rules count {share:.2f}"
    step = Step("mix", text, ruled.estimate, joined, (share,), (experts,))
    return Judgement(joined.mean, joined.low, joined.high, (*ruled.steps, step))


def trust(ruled: Ruled, length: int) -> float:
    """How much the rules count: the shorter the sentence, the more."""
    longest, least, over = TRUST[ruled.firm or ruled.by in _DISPUTED]
    share = min(max((longest - length) / over, least), 1.0)
    return share if ruled.by or ruled.negated else share * FLAT_SHARE


def _mean(factuality: float) -> float:
    return tidy((min(max(factuality, -LIMIT), LIMIT) + LIMIT) / (2 * LIMIT))


@cache
def shipped_engine() -> Engine:
    """The trained experts; read when the first event is judged."""
    return load_engine(lexicon_dir().joinpath("targets.npz").read_bytes(), name="targets.npz")


@cache
def verbs_by_form() -> Mapping[str, Verb]:
    """The lexicon's verbs by all their forms."""
    return {form: verb for verb in default_lexicon().verbs for form in forms(verb.lemma)}
