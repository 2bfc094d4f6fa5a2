"""What was found in a text, as records: quick to make, and turned into values when asked for.

A record has the fields of the value of `certainty.types` that it becomes. Tables are made of
the records themselves; who asks for ``document.sentences`` gets the values.
"""

from __future__ import annotations

from typing import Final, final

from certainty.records import mypyc_attr
from certainty.types import (
    Basis,
    Confidence,
    Estimate,
    Kind,
    Sense,
    Sentence,
    Source,
    Span,
)

# A value is filled field by field, as its own __init__ takes twice the time; in functions, as
# mypyc 2.4 cannot compile `object.__setattr__` in a method.
_new: Final = object.__new__


@mypyc_attr(acyclic=True)
@final
class FoundSource:
    """A holder; what it refers to is filled in when the whole text is known."""

    __slots__ = ("end", "refers_to", "start", "text", "within")

    def __init__(self, text: str, start: int, end: int, within: FoundSource | None) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.refers_to: FoundSource | None = None
        self.within = within

    def value(self) -> Source:
        """The same as a value."""
        return _source(self)


@mypyc_attr(acyclic=True)
@final
class FoundSpan:
    """A cue in a text."""

    __slots__ = tuple(
        "basis end entry epistemic kind negated probability scope sense source start "
        "text".split()
    )

    def __init__(
        self,
        start: int,
        end: int,
        text: str,
        kind: Kind,
        probability: Estimate | None,
        basis: Basis | None,
        entry: str,
        epistemic: float,
        negated: bool,
        scope: tuple[int, int] | None,
        source: FoundSource | None,
        sense: Sense | None,
    ) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.kind = kind
        self.probability = probability
        self.basis = basis
        self.entry = entry
        self.epistemic = epistemic
        self.negated = negated
        self.scope = scope
        self.source = source
        self.sense = sense

    def value(self) -> Span:
        """The same as a value."""
        return _span(self)


@mypyc_attr(acyclic=True)
@final
class FoundSentence:
    """A sentence with its cues."""

    __slots__ = tuple(
        "certainty confidence end hedged level source spans start text weasel".split()
    )

    def __init__(
        self,
        start: int,
        end: int,
        text: str,
        certainty: Estimate | None,
        level: str | None,
        hedged: float,
        weasel: float,
        confidence: Confidence | None,
        source: FoundSource | None,
        spans: tuple[FoundSpan, ...],
    ) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.certainty = certainty
        self.level = level
        self.hedged = hedged
        self.weasel = weasel
        self.confidence = confidence
        self.source = source
        self.spans = spans

    def value(self) -> Sentence:
        """The same as a value."""
        return _sentence(self)


def _source(found: FoundSource) -> Source:
    made: Source = _new(Source)
    object.__setattr__(made, "text", found.text)
    object.__setattr__(made, "start", found.start)
    object.__setattr__(made, "end", found.end)
    object.__setattr__(made, "refers_to", found.refers_to.value() if found.refers_to else None)
    object.__setattr__(made, "within", found.within.value() if found.within else None)
    return made


def _span(found: FoundSpan) -> Span:
    made: Span = _new(Span)
    object.__setattr__(made, "start", found.start)
    object.__setattr__(made, "end", found.end)
    object.__setattr__(made, "text", found.text)
    object.__setattr__(made, "kind", found.kind)
    object.__setattr__(made, "probability", found.probability)
    object.__setattr__(made, "basis", found.basis)
    object.__setattr__(made, "entry", found.entry)
    object.__setattr__(made, "epistemic", found.epistemic)
    object.__setattr__(made, "negated", found.negated)
    object.__setattr__(made, "scope", found.scope)
    object.__setattr__(made, "source", found.source.value() if found.source else None)
    object.__setattr__(made, "sense", found.sense)
    return made


def _sentence(found: FoundSentence) -> Sentence:
    made: Sentence = _new(Sentence)
    object.__setattr__(made, "start", found.start)
    object.__setattr__(made, "end", found.end)
    object.__setattr__(made, "text", found.text)
    object.__setattr__(made, "certainty", found.certainty)
    object.__setattr__(made, "level", found.level)
    object.__setattr__(made, "hedged", found.hedged)
    object.__setattr__(made, "weasel", found.weasel)
    object.__setattr__(made, "confidence", found.confidence)
    object.__setattr__(made, "source", found.source.value() if found.source else None)
    object.__setattr__(made, "spans", tuple([span.value() for span in found.spans]))
    return made
