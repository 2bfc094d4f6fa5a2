"""An annotated text: its sentences, and the views people take of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import FrozenInstanceError, dataclass
from typing import TYPE_CHECKING, Any

from certainty.account import Origin
from certainty.findings import FoundSentence
from certainty.packing import unpack
from certainty.rows import Row, flat_rows
from certainty.target import Judgement, Reading, find_sentence, judge, judge_for
from certainty.types import Sentence, Source, Span, trace

if TYPE_CHECKING:
    from certainty.predicates import Claim
    from certainty.scales import Scale

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts and means over a document.

    ``kinds`` counts spans; ``certainty`` is the mean over the sentences that assert
    something; ``sources`` gives for each holder the number of sentences and their mean
    certainty, ``None`` where they assert nothing.
    """

    sentences: int
    spans: int
    kinds: Mapping[str, int]
    certainty: float | None
    sources: Mapping[str, tuple[int, float | None]]

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        sources = {
            name: {"sentences": n, "certainty": mean}
            for name, (n, mean) in self.sources.items()
        }
        return {
            "sentences": self.sentences,
            "spans": self.spans,
            "kinds": dict(self.kinds),
            "certainty": self.certainty,
            "sources": sources,
        }


@dataclass(frozen=True, slots=True)
class Holding:
    """A holder with what is theirs in a document.

    ``source`` is the fullest mention, ``spans`` the cues that they hold, ``sentences`` those
    that are mostly theirs.
    """

    source: Source
    spans: tuple[Span, ...]
    sentences: tuple[Sentence, ...]

    @property
    def certainty(self) -> float | None:
        """The mean certainty of the sentences, ``None`` where they assert nothing."""
        return _mean(self.sentences)


class Document:
    """A text and its sentences on one scale; immutable.

    >>> from certainty import annotate
    >>> annotate("Rain is unlikely.").sentences[0].spans[0].text
    'unlikely'
    """

    __slots__ = ("_found", "_origin", "_sentences", "scale", "text")
    text: str
    scale: str
    _sentences: tuple[Sentence, ...]
    #: Records that are not yet values, maybe packed; empty when they are.
    _found: list[FoundSentence] | bytes
    _origin: Origin | None

    def __init__(
        self, text: str, sentences: Iterable[Sentence] = (), scale: str = "readers"
    ) -> None:
        self._set(text, tuple(sentences), scale, [], None)

    @classmethod
    def of(
        cls, text: str, found: list[FoundSentence] | bytes, scale: str, origin: Origin
    ) -> Document:
        """A document of records, or of packed ones; values are made when they are asked for."""
        document = cls.__new__(cls)
        document._set(text, (), scale, found, origin)
        return document

    def _set(self, *values: object) -> None:
        for name, value in zip(("text", "_sentences", "scale", "_found", "_origin"), values):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise FrozenInstanceError(f"a Document is immutable; {name!r} cannot be set")

    def __delattr__(self, name: str) -> None:
        raise FrozenInstanceError(f"a Document is immutable; {name!r} cannot be deleted")

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, in order."""
        if self._found:
            sentences = tuple([found.value() for found in self._records()])
            if self._origin is not None:
                trace(sentences, self._origin)
            object.__setattr__(self, "_sentences", sentences)
            object.__setattr__(self, "_found", [])
        return self._sentences

    def _records(self) -> list[FoundSentence]:
        if isinstance(self._found, bytes):
            object.__setattr__(self, "_found", unpack(self._found))
        return self._found  # type: ignore[return-value]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Document):
            return NotImplemented
        return (self.text, self.scale, self.sentences) == (
            other.text,
            other.scale,
            other.sentences,
        )

    def __hash__(self) -> int:
        return hash((self.text, self.scale, self.sentences))

    def __repr__(self) -> str:
        return f"Document({self.text!r}, {self.sentences!r}, {self.scale!r})"

    def at(
        self,
        start: int,
        end: int,
        *,
        source: str | None = None,
        reading: Reading = "stated",
    ) -> Judgement:
        """How probable the text makes the event ``text[start:end]``, affirmative.

        In "the bridge did not collapse" the target "collapse" is near 0; ``factuality`` of the
        result is the same on the scale from -3 to 3, and ``explain()`` tells the steps. With a
        ``source``, the text of a holder, it is the number from that holder's point of view:
        true for Kyiv, denied by Moscow. ``reading`` "stated" asks whether the event holds as
        the text states it, future and all, "happened" whether it has come about.

        Raises ``ValueError`` where the stretch is empty, lies in no sentence or crosses the
        end of one, and where the source says nothing of it.
        """
        if source is not None:
            return judge_for(find_sentence(self.sentences, start, end), (start, end), source)
        return self.at_many([(start, end)], reading=reading)[0]

    def at_many(
        self, places: Iterable[tuple[int, int]], *, reading: Reading = "stated"
    ) -> list[Judgement]:
        """`at` for many events at once, in their order; faster than one by one."""
        chosen = list(places)
        held = [find_sentence(self.sentences, start, end) for start, end in chosen]
        return judge(held, chosen, reading)

    def claims(self, *, scale: Scale | None = None) -> tuple[Claim, ...]:
        """Who claims what, how surely: the claims that the library finds, in order.

        A claim is a main clause, or the clause that somebody is said to say or believe. What
        is asked, requested, or holds under a condition only is none. Precision comes first:
        a clause that is not plain is left out. ``level`` is the term of the document's scale;
        a document on a scale of your own needs it here, else `ScaleError` is raised.

        >>> from certainty import annotate
        >>> (claim,) = annotate("Ministers say the bridge will probably hold.").claims()
        >>> claim.source.text, claim.text, claim.predicate.text
        ('Ministers', 'the bridge will probably hold', 'hold')
        """
        from certainty import data
        from certainty.predicates import find_claims

        return find_claims(self.text, self.sentences, scale or data.scale(self.scale))

    def rows(self) -> list[Row]:
        """One flat row for each span, ready for ``pd.DataFrame(doc.rows())``."""
        return flat_rows(self._records() or self._sentences)

    @property
    def sources(self) -> tuple[Holding, ...]:
        """The holders in the order of their first mention, each with what is theirs.

        Mentions are one holder where their words are the same or one refers to the other.
        """
        sources: dict[str, Source] = {}
        spans: dict[str, list[Span]] = {}
        sentences: dict[str, list[Sentence]] = {}
        for sentence in self.sentences:
            for span in sentence.spans:
                if span.source:
                    spans.setdefault(_key(span.source, sources), []).append(span)
            if sentence.source:
                sentences.setdefault(_key(sentence.source, sources), []).append(sentence)
        ranked = sorted(sources.items(), key=lambda item: item[1].start)
        return tuple(
            Holding(source, tuple(spans.get(key, ())), tuple(sentences.get(key, ())))
            for key, source in ranked
        )

    def summary(self) -> Summary:
        """Sentences, spans by kind, mean certainty, and the same by source."""
        spans = [span for sentence in self.sentences for span in sentence.spans]
        by_source: dict[str, list[Sentence]] = {}
        for sentence in self.sentences:
            if sentence.source:
                by_source.setdefault(sentence.source.text, []).append(sentence)
        return Summary(
            sentences=len(self.sentences),
            spans=len(spans),
            kinds=dict(Counter(span.kind for span in spans).most_common()),
            certainty=_mean(self.sentences),
            sources={name: (len(own), _mean(own)) for name, own in by_source.items()},
        )

    def to_report(self, *, title: str = "Certainty report") -> str:
        """A page of HTML for people: summary, marked text, spans and legend.

        >>> from certainty import annotate
        >>> "<h1>Rain</h1>" in annotate("Rain is unlikely.").to_report(title="Rain")
        True
        """
        from certainty.report import to_report

        return to_report([("the text", self)], title=title)

    def to_dict(self) -> dict[str, Any]:
        """As plain values; `from_dict` is the inverse."""
        return {
            "schema": SCHEMA,
            "text": self.text,
            "scale": self.scale,
            "sentences": [sentence.to_dict() for sentence in self.sentences],
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Document:
        """The inverse of `to_dict`."""
        if data.get("schema") != SCHEMA:
            raise ValueError(
                f"schema {data.get('schema')!r} is not {SCHEMA}, the one known here"
            )
        sentences = tuple(Sentence.from_dict(sentence) for sentence in data["sentences"])
        return _restored(data["text"], sentences, data["scale"])

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self.text, self.sentences, self.scale)

    def _repr_html_(self) -> str:
        from certainty.render import to_html

        return to_html(self)


def _restored(text: str, sentences: tuple[Sentence, ...], scale: str) -> Document:
    """A document from elsewhere, to be explained by what the library ships."""
    origin = Origin(text, scale, [(s.start, s.end) for s in sentences])
    trace((s for s in sentences if not s.traced), origin)
    return Document(text, sentences, scale)


def _key(source: Source, known: dict[str, Source]) -> str:
    """Under which name a holder goes; noted with the fullest mention."""
    full = source.refers_to or source
    key = full.text.casefold()
    known.setdefault(key, full)
    return key


def _mean(sentences: tuple[Sentence, ...] | list[Sentence]) -> float | None:
    means = [s.certainty.mean for s in sentences if s.certainty]
    return round(sum(means) / len(means), 4) if means else None
