"""What was found in a text, as records: quick to make, and turned into values when asked for.

A record has the fields of the value of `certainty.types` that it becomes. Tables are made of
the records themselves; who asks for ``document.sentences`` gets the values.
"""

from __future__ import annotations

from typing import final

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
        return Source(
            self.text,
            self.start,
            self.end,
            self.refers_to.value() if self.refers_to else None,
            self.within.value() if self.within else None,
        )


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
        return Span(
            self.start,
            self.end,
            self.text,
            self.kind,
            self.probability,
            self.basis,
            self.entry,
            self.epistemic,
            self.negated,
            self.scope,
            self.source.value() if self.source else None,
            self.sense,
        )


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
        spans: list[FoundSpan],
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
        return Sentence(
            self.start,
            self.end,
            self.text,
            self.certainty,
            self.level,
            self.hedged,
            self.weasel,
            self.confidence,
            self.source.value() if self.source else None,
            tuple([span.value() for span in self.spans]),
        )
