"""From what led to a number to its `Explanation`: cues, what stands over them, sentences.

Nothing is recorded while a text is annotated. When somebody asks, the text goes through the
same steps once more, and each rule is asked again what it did.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from certainty.assembly import Judged
from certainty.bounds import Bounds
from certainty.compiled import Compiled
from certainty.compose import Joint, Placed, joints, parents_of
from certainty.cue_steps import cue_steps, named
from certainty.errors import CertaintyError, ExplanationError
from certainty.estimates import FLAT
from certainty.explanation import Explanation, Step
from certainty.findings import FoundSentence
from certainty.markup import Format, Prose, read_prose
from certainty.pipeline import Pipeline
from certainty.ratings import STEP, Heard, Ratings, class_of
from certainty.scales import Scale
from certainty.score import main_claims
from certainty.types import Estimate, Sentence, Span
from certainty.view import View

#: How many words and cues are named that move the ratings most.
_WEIGHTIEST = 3
_Told = tuple[FoundSentence, Judged, list[Placed]]


class Origin:
    """A text and what annotated it: tells how the numbers of its parts came about.

    ``teller`` may be the name of a scale, for the lexicon and model that the library ships;
    ``bounds`` are the sentences, where they may be others than the library's own. The text, in
    a format, is gone through again when its first number is asked for.
    """

    def __init__(
        self,
        text: str,
        teller: Teller | str,
        bounds: Bounds | None = None,
        format: Format = "text",
    ) -> None:
        self._text = text
        self._given = teller
        self._bounds = bounds or []
        self._format = format

    def explain(self, value: Span | Sentence) -> Explanation:
        """How the number of one of its spans or sentences came about.

        `ExplanationError` where what annotated it gives another number or none.
        """
        number = value.probability if isinstance(value, Span) else value.certainty
        explanation = self._explain(value)
        if explanation is None or explanation.number != number:
            raise ExplanationError(
                f"{value.text!r} comes from another lexicon, model or threshold than those at "
                f"hand on scale {self._teller.scale.name!r}; let the annotator that made it "
                "adopt its document (annotator.adopt(document)), or annotate the text again"
            )
        return explanation

    def _explain(self, value: Span | Sentence) -> Explanation | None:
        if self._prose is not None:
            value = self._prose.read(value)
        at = bisect_right(self._starts, value.start) - 1
        if at < 0:
            return None
        sentence, judged, shown = self._told[at]
        if isinstance(value, Sentence):
            same = (sentence.start, sentence.end) == (value.start, value.end)
            return self._teller.sentence(judged) if same else None
        for span, place in zip(sentence.spans, shown):
            if (span.start, span.end, span.entry) == (value.start, value.end, value.entry):
                return self._teller.span(judged, place)
        return None

    @cached_property
    def _teller(self) -> Teller:
        if isinstance(self._given, Teller):
            return self._given
        from certainty.annotator import shared  # above this floor, and only asked when needed

        try:
            return shared(self._given).teller
        except CertaintyError as error:
            raise ExplanationError(
                f"what annotated this text is not at hand: {error}; let the annotator that "
                "made the document adopt it (annotator.adopt(document))"
            ) from error

    @cached_property
    def _told(self) -> list[_Told]:
        if self._prose:
            return self._teller.pipeline.told(self._prose.text)
        told = self._teller.pipeline.told(self._text)
        if {(sentence.start, sentence.end) for sentence, *_ in told}.issuperset(self._bounds):
            return told
        return self._teller.pipeline.told(self._text, self._bounds)

    @cached_property
    def _prose(self) -> Prose | None:
        return None if self._format == "text" else read_prose(self._text, self._format)

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence, *_ in self._told]


@dataclass(frozen=True)
class Teller:
    """What annotates, as far as it takes to tell how a number came about."""

    pipeline: Pipeline
    compiled: Compiled
    scale: Scale
    ratings: Ratings | None

    def span(self, judged: Judged, place: Placed) -> Explanation:
        """How a cue's number came about: that of the innermost cue on its claim."""
        cue, view = place.cue, judged.view
        if place not in judged.alive:
            steps, text = self.alone(view, place).steps, "is probably not about certainty here"
        else:
            at = judged.alive.index(place)
            claim = judged.numbers[at][1]
            steps, text = self._claim(judged, claim).steps, "is about the same claim"
            if claim == at:
                return Explanation(steps)
        number = steps[-1].after
        if number is None:
            return Explanation(steps)
        kept = Step("keep", f"{named(view, cue.first, cue.last)} {text}", number, number)
        return Explanation((*steps, kept))

    def sentence(self, judged: Judged) -> Explanation:
        """How a sentence's certainty came about: its claims, then the ratings."""
        if judged.heard is None:
            text = "asserts nothing: a question, a request or a bare title"
            return Explanation((Step("none", text, None, None),))
        steps = self._asserted(judged)
        return Explanation((*steps, *self._rated(judged.heard, judged.view)))

    def alone(self, view: View, place: Placed) -> Explanation:
        """How a cue's own number came about, before other cues bear on it."""
        around, scale = self.compiled.around, self.scale
        return Explanation(
            tuple(
                cue_steps(
                    view, place.cue, around, scale=scale, prescribed=self.pipeline.prescribed
                )
            )
        )

    def _claim(self, judged: Judged, claim: int) -> Explanation:
        """The number of a claim: its innermost cue's, then what stands over it."""
        view, placed = judged.view, judged.alive
        steps = [*self.alone(view, placed[claim]).steps]
        parents = parents_of(view.words, placed)
        inner = placed[claim]
        for joint in joints(placed, parents, claim):
            outer = placed[joint.outer]
            steps.append(self._joined(view, joint, inner, outer, steps[-1].after))
            if joint.how == "carry":
                inner = outer
        return Explanation(tuple(steps))

    def _joined(
        self, view: View, joint: Joint, inner: Placed, outer: Placed, below: Estimate | None
    ) -> Step:
        """What a cue over a claim does to its number."""
        name, others = named(view, outer.cue.first, outer.cue.last), (self.alone(view, outer),)
        if joint.how == "carry":
            text = f"{named(view, inner.cue.first, inner.cue.last)} gives way to {name}"
            return Step.of("take", text, below, (), others)
        if joint.how == "doubt":
            return Step.of("take", f"the doubt of {name} counts alone", below, (), others)
        if joint.how == "agree":
            return Step.of("mix", f"heard as one hedge with {name}", below, (0.5,), others)
        share = joint.inherits
        handed = f", which hands on {share:.0%} of its doubt" if share < 1 else ""
        source = "after Herbstritt & Franke 2019"
        return Step.of("under", f"under {name}{handed}", below, (share,), others, source)

    def _asserted(self, judged: Judged) -> tuple[Step, ...]:
        """The claims that a sentence itself makes; their mean where there are several."""
        claims = main_claims(judged.view, judged.alive, judged.numbers)
        told = [self._claim(judged, claim) for claim in claims]
        if len(told) == 1:
            return told[0].steps
        if told:
            text = f"the mean of {len(told)} claims"
            return (Step.of("average", text, None, (), tuple(told)),)
        pairs = zip(judged.alive, judged.numbers)
        beside = [named(judged.view, p.cue.first, p.cue.last) for p, (n, _) in pairs if n]
        if not beside:
            return (Step.base("a flat assertion", FLAT, "judgement"),)
        text = f"a flat assertion, as its main claim stands apart from {', '.join(beside)}"
        return (Step.base(text, FLAT, "judgement"),)

    def _rated(self, heard: Heard, view: View) -> Iterator[Step]:
        """How people's ratings of such sentences move the number."""
        kind = class_of(heard)
        if self.ratings is None or kind == "firm":
            return
        aim = self.ratings.aim(kind, heard, view.reading.rated)
        aimed, least, most, below, above, _ = aim
        text = (
            f"ratings of like sentences aim at {aimed:.2f}{self._mostly(heard, view)}; held "
            f"from {least:.2f} to {most:.2f}, and nine in ten {below:.2f} below to {above:.2f} "
            "above it"
        )
        arguments = tuple(float(number) for number in aim)
        yield Step.of("rate", text, heard.certainty, arguments, (), "the trained model")

    def _mostly(self, heard: Heard, view: View) -> str:
        """Which of its words and cues weigh most in the ratings."""
        assert self.ratings is not None
        kinds, entries = self.ratings.kinds, self.ratings.entries
        weights: dict[str, float] = {}
        rated = self.ratings.head.words
        for word, folded in zip(view.words, view.folded):
            weights[repr(word)] = weights.get(repr(word), 0.0) + rated.get(folded, 0.0)
        for cue in heard.cues:
            weight = kinds.get(cue.entry.kind, 0.0) + entries.get(cue.entry.id, 0.0)
            weights[f"{cue.entry.kind} {named(view, cue.first, cue.last)}"] = weight
        ranked = sorted(weights.items(), key=lambda item: -abs(item[1]))[:_WEIGHTIEST]
        told = [f"{name} {STEP * weight:+.2f}" for name, weight in ranked if weight]
        return f" (most by {', '.join(told)})" if told else ""
