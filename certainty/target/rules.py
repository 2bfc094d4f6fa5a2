"""What the rules alone make of an event: its governor, the cue over it, its negations.

The number of an event is worked out from the inside: what governs it ("managed to") hands on
its own number; where nothing does, the innermost cue whose scope holds it counts, or its
clause; then a negation of its own turns it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from certainty.estimates import FLAT, complement, govern
from certainty.explanation import Step
from certainty.target.features import Event
from certainty.target.implicatives import find_governor
from certainty.types import Estimate, Sentence, Span

_NEGATIONS: Final = frozenset("not never no nobody nothing none neither nor".split())
_FEW: Final = frozenset("few hardly scarcely little rarely seldom".split())
#: A mere condition or question says nothing of whether it holds (judgement).
CONDITION = Estimate(0.5, 0.1, 0.9)
#: What would have been was not; a fiction is none; both can be meant otherwise (judgement).
UNREAL = Estimate(0.1, 0.0, 0.4)
#: "Few came": some did. "Not all came": most may have. "To see": why something was done.
FEW = Estimate(0.3, 0.05, 0.6)
SOME = Estimate(0.5, 0.1, 0.9)
PURPOSE = Estimate(0.7, 0.3, 0.97)
#: One holder says so and another denies it.
CONTESTED = Estimate(0.5, 0.15, 0.85)
_CONDITIONS: Final = frozenset({"if", "unless", "whether"})
_ASKING: Final = frozenset(
    "did does do has have had is are was were will would can could may might shall "
    "should".split()
)
_OBJECTS: Final = frozenset(
    "the a an your my his her its their this that these it them".split()
)
_PAST_MODALS: Final = frozenset({"would", "should"})
#: Kinds whose number is worded or stated.
_WORDED: Final = frozenset({"likelihood", "numeric"})
_DEEPEST: Final = 5
#: Words at the head of a clause among which its subject's negation stands.
_HEAD: Final = 3


@dataclass(frozen=True, slots=True)
class Ruled:
    """The number by rule, what gave it, and how it came about.

    ``by`` is the kind of a cue, "governor", "unreal", "open" for a condition or a question,
    "contested", "affirmed", or ``None`` where no rule knows more; ``negated`` whether a
    negation of its own turned it; ``after`` the word behind its governor, 0 where it has none;
    ``firm`` whether language leaves little room: "failed to", "did not", "likely".
    """

    estimate: Estimate
    by: str | None
    negated: bool
    steps: tuple[Step, ...]
    after: int = 0
    firm: bool = False


def find_sentence(sentences: Sequence[Sentence], start: int, end: int) -> Sentence:
    """The sentence that holds a stretch; ``ValueError`` where there is none."""
    for sentence in sentences:
        if sentence.start <= start < end <= sentence.end:
            return sentence
    inside = any(s.start <= start < s.end for s in sentences)
    if inside and start < end and any(s.start < end <= s.end for s in sentences):
        raise ValueError(
            f"the target [{start}, {end}) crosses the end of its sentence; give one inside it"
        )
    raise ValueError(
        f"no sentence holds the target [{start}, {end}); give offsets of the document's "
        "text inside one sentence, start before end"
    )


def covering(sentence: Sentence, start: int, end: int) -> list[Span]:
    """The spans whose scope holds a stretch."""
    return [s for s in sentence.spans if s.scope and s.scope[0] <= start and end <= s.scope[1]]


def by_rules(
    sentence: Sentence, places: Sequence[tuple[int, int]], event: Event, depth: int = 0
) -> Ruled:
    """The number of an event itself, affirmative; ``places`` are the offsets of its words."""
    base = _base(sentence, places, event, depth)
    turned = _negated(sentence, places, event, base.after)
    if turned is None:
        return base
    if turned is FLAT:
        text = "'not only' or 'not until' affirms it"
        kept = Step("keep", text, base.estimate, base.estimate)
        by = base.by or "affirmed"
        return Ruled(base.estimate, by, False, (*base.steps, kept), firm=True)
    text = "negated in its clause"
    if turned in (FEW, SOME):
        step, estimate = Step.base(text, turned), turned
    else:
        estimate = complement(base.estimate)
        step = Step("complement", text, base.estimate, estimate)
    beside = not {"not", "never"}.isdisjoint(event.chain)
    return Ruled(estimate, base.by, True, (*base.steps, step), base.after, beside)


def _base(
    sentence: Sentence, places: Sequence[tuple[int, int]], event: Event, depth: int
) -> Ruled:
    """The number before negations of its own."""
    words, chain = event.words, event.chain
    unreal = _unreal(event)
    if unreal:
        return _ruled(unreal, UNREAL, "unreal", firm=True)
    found = find_governor(event, _cued(sentence, places, event))
    if found and depth < _DEEPEST:
        at, after, governor = found
        above = by_rules(sentence, places, Event(words, at), depth + 1)
        affirmed, denied = governor.affirmed, governor.denied
        number = govern(above.estimate, affirmed, denied)
        text = (
            f"under {words[at]!r} at {above.estimate.mean:.2f} "
            f"({affirmed:.2f} if so, {denied:.2f} if not)"
        )
        step = Step("govern", text, above.estimate, number, (affirmed, denied))
        return Ruled(number, "governor", False, (*above.steps, step), after, governor.firm)
    start, end = places[event.at]
    over = [
        s for s in covering(sentence, start, end) if s.probability and _bears(s, start, end)
    ]
    if over and over[-1].probability:
        kind = over[-1].kind
        text = f"{kind} {over[-1].text!r} over it"
        return _ruled(text, over[-1].probability, kind, firm=kind in _WORDED)
    open_ = _open(sentence, event, start, end)
    if open_:
        return _ruled(open_, CONDITION, "open")
    if "to" in chain:
        return _ruled("after 'to'", PURPOSE, None)
    if _contested(sentence, event, end):
        return _ruled("contested", CONTESTED, "contested")
    return _ruled("will come" if "will" in chain else "no cue over it", FLAT, None)


def _ruled(text: str, number: Estimate, by: str | None, *, firm: bool = False) -> Ruled:
    """A number that a single rule gives, and why."""
    return Ruled(number, by, False, (Step.base(text, number),), firm=firm)


def _cued(
    sentence: Sentence, places: Sequence[tuple[int, int]], event: Event
) -> frozenset[int]:
    """The words just before an event that belong to a cue."""
    near = range(max(event.governor + 1, 0), event.at)
    spans = sentence.spans
    return frozenset(i for i in near if any(s.start <= places[i][0] < s.end for s in spans))


def _bears(span: Span, start: int, end: int) -> bool:
    """Whether a cue is about an event in its scope: not itself, nor a modal's own subject."""
    if start < span.end and span.start < end:
        return False
    return span.kind != "modal" or start >= span.end


def _contested(sentence: Sentence, event: Event, end: int) -> bool:
    """Whether somebody denies it further on: "…, but Damascus denies it"."""
    for span in sentence.spans:
        if span.kind == "denial" and span.start > end and not span.negated:
            behind = sentence.text[span.end - sentence.start :].split()
            if not behind or behind[0].strip(".,;") in _OBJECTS | {""}:
                return True
    return False


def _unreal(event: Event) -> str | None:
    """What says that an event was only supposed."""
    words, chain, clause = event.words, event.chain, event.clause
    if "have" in chain and not _PAST_MODALS.isdisjoint(chain[: chain.index("have")]):
        return f"'{' '.join(chain)}'"
    if "would" in words and "have" in words and clause.opener == "if" and "had" in chain:
        return "a condition that was not met"
    first = words[clause.first]
    if first == "had" and clause.first + 1 < event.at and words[-1] != "?":
        return "'had' before its subject"
    if "could" in chain and "before" in words[max(event.at - 5, 0) : event.at]:
        return "'before … could'"
    if "have" in chain and "could" in chain and "but" in words[event.at :]:
        return "'could have … but'"
    if event.governor > 0 and "to" in chain and words[event.governor - 1] == "too":
        return f"'too {words[event.governor]} to'"
    before = words[max(clause.first - 1, 0) : event.at]
    if before[:2] in (["as", "if"], ["as", "though"]):
        return "'as if'"
    return None


def _open(sentence: Sentence, event: Event, start: int, end: int) -> str | None:
    """What leaves an event open: a condition, a question, a request."""
    words, clause = event.words, event.clause
    if clause.opener in _CONDITIONS:
        return f"after {clause.opener!r}"
    if any(s.kind == "conditional" for s in covering(sentence, start, end)):
        return "in a condition"
    if words[-1] == "?" and words[clause.first] in _ASKING:
        return "asked"
    opens = clause.first + (words[clause.first] == ",")
    request = (
        words[0] in ("please", "let")
        or (words[0] in _CONDITIONS and 0 < event.at == opens)
        or (event.at == 0 and len(words) > 1 and words[1] in _OBJECTS)
    )
    plain = not words[event.at].endswith(("ed", "ing"))
    return "requested" if request and plain else None


def _reach(event: Event, after: int) -> list[int]:
    """Where a negation of an event may stand: beside it, or at the head of its clause.

    Beside "or" also before the verb that it is joined to: "did not eat or sleep".
    """
    clause, at = event.clause, event.at
    beside = event.governor + 1
    if "to" in event.chain:
        return list(range(max(beside, after), at))
    joined = event.governor >= 0 and event.words[event.governor] in ("or", "nor")
    thats = [there for there in range(clause.first, at) if event.words[there] == "that"]
    begin = max(clause.first, thats[-1] + 1 if thats else 0)
    places = range(max(begin, after), at)
    return [there for there in places if joined or there >= beside or there < begin + _HEAD]


def _negated(
    sentence: Sentence, places: Sequence[tuple[int, int]], event: Event, after: int
) -> Estimate | None:
    """Whether a negation that belongs to no cue turns the event, and into what.

    `FLAT` where the negation is not of the event: "not only", "not until".
    """
    words, clause, at = event.words, event.clause, event.at
    start, end = places[at]
    others = [s for s in sentence.spans if not (start < s.end and s.start < end and s.negated)]
    free: list[int] = []
    for there in _reach(event, after):
        word, place = words[there], places[there][0]
        if any(span.start <= place < span.end for span in others):
            continue
        following = words[there + 1]
        if word in _NEGATIONS and following in ("all", "every", "everyone", "everybody"):
            return SOME
        if word == "nor" and free and words[free[-1]] == "neither":
            continue
        if word in _NEGATIONS and following in ("only", "just", "merely"):
            return FLAT
        if word in _NEGATIONS and following != "doubt":
            free.append(there)
        elif word in _FEW and there <= clause.first + 1 and words[there - 1] != "a":
            return FEW
    if clause.opener in ("nor", "neither") and not free:
        free.append(clause.first)
    if len(free) % 2 == 0:
        return None
    if words[free[-1]] == "not" and "until" in words[at + 1 : at + 6]:
        return FLAT
    return complement(FLAT)
