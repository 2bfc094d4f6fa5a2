"""The values that travel through the library: frozen, picklable, plain.

Offsets are Unicode code points of the text as given, zero-based, end-exclusive.
Probabilities lie in [0, 1].
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol, get_args

from certainty.errors import ExplanationError
from certainty.naming import Anonymity, anonymity, is_plural

if TYPE_CHECKING:
    from certainty.explanation import Explanation

Kind = Literal[
    "likelihood",
    "numeric",
    "confidence",
    "modal",
    "hearsay",
    "belief",
    "evidential",
    "booster",
    "doubt",
    "denial",
    "prediction",
    "conditional",
    "approximator",
    "weasel",
]
#: How a modal is used (MiST's seven functions), and how any other cue is (Szeged's types).
Sense = Literal[
    "speculation",
    "inference",
    "feasibility",
    "capability",
    "options",
    "deontic",
    "rhetorical",
    "epistemic",
    "doxastic",
    "investigation",
    "condition",
]
Basis = Literal["survey", "scale", "stated", "judgement"]
Confidence = Literal["high", "moderate", "low"]

KINDS: tuple[Kind, ...] = get_args(Kind)
BASES: tuple[Basis, ...] = get_args(Basis)
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A probability as heard: its mean and a 90 % interval of readers' answers.

    >>> Estimate(0.73, 0.55, 0.9).mean
    0.73
    """

    mean: float
    low: float
    high: float

    @property
    def factuality(self) -> float:
        """The mean on the factuality scale of event corpora, from -3 to +3."""
        return 6 * self.mean - 3

    def to_dict(self) -> dict[str, float]:
        """As plain values, in the order of the wire format."""
        return {"mean": self.mean, "low": self.low, "high": self.high}

    @classmethod
    def from_dict(cls, data: dict[str, float]) -> Estimate:
        """The inverse of `to_dict`."""
        return cls(data["mean"], data["low"], data["high"])


@dataclass(frozen=True, slots=True)
class Source:
    """Who holds the belief or said it, as named in the text.

    ``text == document.text[start:end]``. Where that is "she" or "the official",
    ``refers_to`` is the fuller mention before it, if the text makes it plain. ``within`` is
    the holder who reports this one: Kyiv, in "Kyiv says Moscow believes".
    """

    text: str
    start: int
    end: int
    refers_to: Source | None = None
    within: Source | None = None

    @property
    def chain(self) -> tuple[Source, ...]:
        """The holders from the outermost to this one."""
        return (*(self.within.chain if self.within else ()), self)

    @property
    def anonymity(self) -> Anonymity:
        """Whether it is named, a role, kept anonymous, or people in general."""
        return anonymity((self.refers_to or self).text)

    @property
    def plural(self) -> bool:
        """Whether it is more than one."""
        return is_plural((self.refers_to or self).text)

    def to_dict(self) -> dict[str, Any]:
        """As plain values: those of the wire format in its order, then the others."""
        return {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "refers_to": self.refers_to and self.refers_to.to_dict(),
            "within": self.within and self.within.to_dict(),
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Source:
        """The inverse of `to_dict`; what only newer versions write may be absent."""
        return cls(
            data["text"],
            data["start"],
            data["end"],
            _optional(cls, data.get("refers_to")),
            _optional(cls, data.get("within")),
        )


class Origin(Protocol):
    """Whoever annotated a text, so that its numbers can be explained when somebody asks."""

    def explain(self, value: Span | Sentence) -> Explanation:
        """How the number of a span or a sentence came about."""
        ...


class Explainable:
    """Remembers who made it, so that it can tell how; that is no part of its value."""

    __slots__ = ("_origin",)

    @property
    def traced(self) -> bool:
        """Whether what made it is known."""
        return hasattr(self, "_origin")

    def explain(self: Any) -> Explanation:
        """How the number came about, step by step; worked out when asked for.

        It needs the text and what annotated it, which a document and its parts remember.
        `ExplanationError` where that is not known: for what was copied, unpickled or read
        apart from its document, and where what annotated it is not at hand.

        >>> import certainty
        >>> sentence = certainty.annotate("Rain is unlikely.").sentences[0]
        >>> print(sentence.spans[0].explain().steps[0].text)
        'unlikely' as readers hear it (6,454 answers)
        """
        origin: Origin | None = getattr(self, "_origin", None)
        if origin is None:
            raise ExplanationError(
                f"{self.text!r} does not know what annotated it, as it was made, copied or "
                "read apart from its document; annotate the text again, and ask the result"
            )
        return origin.explain(self)


#: The slot itself, as values are frozen and this is no part of them.
_remember = vars(Explainable)["_origin"].__set__


def trace(sentences: Iterable[Sentence], origin: Origin) -> None:
    """Let sentences and their spans remember where they came from."""
    for sentence in sentences:
        _remember(sentence, origin)
        for span in sentence.spans:
            _remember(span, origin)


@dataclass(frozen=True, slots=True)
class Span(Explainable):
    """A cue found in a text: ``text == document.text[start:end]``.

    Its own modifiers and adjacent negation are included. ``probability`` is what
    a reader gives the proposition in ``scope`` as worded, ``None`` where the cue
    states no likelihood; ``basis`` says where that number comes from, and
    ``epistemic`` how probable it is that this occurrence speaks of certainty at
    all. ``entry`` is the lexicon's id, ``sense`` the reading that the model finds likeliest,
    ``None`` where the cue's kind has no typed readings.
    """

    start: int
    end: int
    text: str
    kind: Kind
    probability: Estimate | None
    basis: Basis | None
    entry: str
    epistemic: float
    negated: bool = False
    scope: tuple[int, int] | None = None
    source: Source | None = None
    sense: Sense | None = None

    def to_dict(self) -> dict[str, Any]:
        """As plain values: those of the wire format in its order, then ``sense``."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "kind": self.kind,
            "probability": self.probability and self.probability.to_dict(),
            "basis": self.basis,
            "entry": self.entry,
            "epistemic": self.epistemic,
            "negated": self.negated,
            "scope": list(self.scope) if self.scope else None,
            "source": self.source and self.source.to_dict(),
            "sense": self.sense,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Span:
        """The inverse of `to_dict`."""
        return cls(
            **{
                **data,
                "probability": _optional(Estimate, data["probability"]),
                "scope": tuple(data["scope"]) if data["scope"] else None,
                "source": _optional(Source, data["source"]),
            }
        )


@dataclass(frozen=True, slots=True)
class Sentence(Explainable):
    """One sentence: ``text == document.text[start:end]``.

    ``certainty`` is how probable the sentence makes what it asserts, ``None``
    where it asserts nothing (a question, a request, a bare title). ``level`` is
    the term of the document's scale for it, ``None`` in a gap. ``hedged`` and
    ``weasel`` are calibrated probabilities; ``confidence`` is the analyst's.
    """

    start: int
    end: int
    text: str
    certainty: Estimate | None
    level: str | None
    hedged: float
    weasel: float
    confidence: Confidence | None
    source: Source | None
    spans: tuple[Span, ...]

    def to_dict(self) -> dict[str, Any]:
        """As plain values, in the order of the wire format."""
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "certainty": self.certainty and self.certainty.to_dict(),
            "level": self.level,
            "hedged": self.hedged,
            "weasel": self.weasel,
            "confidence": self.confidence,
            "source": self.source and self.source.to_dict(),
            "spans": [span.to_dict() for span in self.spans],
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Sentence:
        """The inverse of `to_dict`."""
        return cls(
            **{
                **data,
                "certainty": _optional(Estimate, data["certainty"]),
                "source": _optional(Source, data["source"]),
                "spans": tuple(Span.from_dict(span) for span in data["spans"]),
            }
        )


def _optional(kind: Any, data: dict[str, Any] | None) -> Any:
    return None if data is None else kind.from_dict(data)
