"""A claim as a value: frozen, picklable, plain, and as one row of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from certainty.explanation import Explanation, Step
from certainty.target import Judgement
from certainty.types import Source, Span


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

    def explain(self) -> Explanation:
        """How the number came about, step by step."""
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
            "steps": [step.to_dict() for step in self.certainty.steps],
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Claim:
        """The inverse of `to_dict`."""
        number, steps = data["certainty"], tuple(map(Step.from_dict, data["steps"]))
        plain = {key: value for key, value in data.items() if key != "steps"}
        return cls(
            **{
                **plain,
                "predicate": Predicate(**data["predicate"]),
                "source": Source.from_dict(data["source"]) if data["source"] else None,
                "certainty": Judgement(**number, steps=steps),
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
