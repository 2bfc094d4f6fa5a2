"""An annotated text: its sentences, and the views people take of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import FrozenInstanceError, dataclass
from typing import TYPE_CHECKING, Any

from certainty.account import Origin
from certainty.findings import FoundSentence
from certainty.markup import Format, Part, Prose, read_prose
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
    """A text and its sentences on one scale; immutable. ``format`` is that of the text.

    >>> from certainty import annotate
    >>> annotate("Rain is unlikely.").sentences[0].spans[0].text
    'unlikely'
    """

    __slots__ = ("_found", "_origin", "_prose", "_sentences", "format", "scale", "text")
    text: str
    scale: str
    format: Format
    _sentences: tuple[Sentence, ...]
    #: Records that are not yet values, maybe packed; empty when they are.
    _found: list[FoundSentence] | bytes
    _origin: Origin | None
    #: The prose of a text with markup, read when first asked for.
    _prose: Prose | None

    def __init__(
        self,
        text: str,
        sentences: Iterable[Sentence] = (),
        scale: str = "readers",
        format: Format = "text",
    ) -> None:
        self._set(text, tuple(sentences), scale, [], None, format)

    @classmethod
    def of(
        cls,
        text: str,
        found: list[FoundSentence] | bytes,
        scale: str,
        origin: Origin,
        format: Format = "text",
    ) -> Document:
        """A document of records, or of packed ones; values are made when they are asked for."""
        document = cls.__new__(cls)
        document._set(text, (), scale, found, origin, format)
        return document

    def _set(
        self,
        text: str,
        sentences: tuple[Sentence, ...],
        scale: str,
        found: list[FoundSentence] | bytes,
        origin: Origin | None,
        format: Format,
    ) -> None:
        put = object.__setattr__
        put(self, "text", text)
        put(self, "_sentences", sentences)
        put(self, "scale", scale)
        put(self, "_found", found)
        put(self, "_origin", origin)
        put(self, "format", format)
        put(self, "_prose", None)

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
        return (self.text, self.scale, self.format, self.sentences) == (
            other.text,
            other.scale,
            other.format,
            other.sentences,
        )

    def __hash__(self) -> int:
        return hash((self.text, self.scale, self.sentences))

    def __repr__(self) -> str:
        of_format = f", format={self.format!r}" if self.format != "text" else ""
        return f"Document({self.text!r}, {self.sentences!r}, {self.scale!r}{of_format})"

    @property
    def apart(self) -> tuple[Part, ...]:
        r"""What the format sets apart from prose, in order; nothing in plain text.

        >>> from certainty import annotate
        >>> doc = annotate("It may fail.\n\n> It will not.", format="markdown")
        >>> [(part.kind, doc.text[part.start : part.end]) for part in doc.apart]
        [('quotation', '> It will not.')]
        """
        prose = self._read()
        return prose.parts if prose else ()

    def _read(self) -> Prose | None:
        """The prose of a text with markup, ``None`` where all is prose."""
        if self.format != "text" and self._prose is None:
            object.__setattr__(self, "_prose", read_prose(self.text, self.format))
        return self._prose

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
            return judge_for(*self._placed(start, end), source)
        return self.at_many([(start, end)], reading=reading)[0]

    def at_many(
        self, places: Iterable[tuple[int, int]], *, reading: Reading = "stated"
    ) -> list[Judgement]:
        """`at` for many events at once, in their order; faster than one by one."""
        held = [self._placed(start, end) for start, end in places]
        return judge([sentence for sentence, _ in held], [at for _, at in held], reading)

    def _placed(self, start: int, end: int) -> tuple[Sentence, tuple[int, int]]:
        """The sentence that holds an event, and its place there; of the prose, if any."""
        sentence = find_sentence(self.sentences, start, end)
        prose = self._read()
        if prose is None:
            return sentence, (start, end)
        place = prose.forth(start, end)
        if place[0] == place[1]:
            raise ValueError(
                f"the target [{start}, {end}) is markup; give the words of an event"
            )
        return prose.read(sentence), place

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
        from certainty.predicates import find_claims, restored

        scale, prose = scale or data.scale(self.scale), self._read()
        if prose is None:
            return find_claims(self.text, self.sentences, scale)
        sentences = [prose.read(sentence) for sentence in self.sentences]
        return restored(find_claims(prose.text, sentences, scale), prose, self.sentences)

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
        plain = {
            "schema": SCHEMA,
            "text": self.text,
            "scale": self.scale,
            "sentences": [sentence.to_dict() for sentence in self.sentences],
        }
        return plain if self.format == "text" else {**plain, "format": self.format}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Document:
        """The inverse of `to_dict`."""
        if data.get("schema") != SCHEMA:
            raise ValueError(
                f"schema {data.get('schema')!r} is not {SCHEMA}, the one known here"
            )
        sentences = tuple(Sentence.from_dict(sentence) for sentence in data["sentences"])
        return _restored(data["text"], sentences, data["scale"], data.get("format", "text"))

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self.text, self.sentences, self.scale, self.format)

    def _repr_html_(self) -> str:
        from certainty.render import to_html

        return to_html(self)


def _restored(
    text: str, sentences: tuple[Sentence, ...], scale: str, format: Format = "text"
) -> Document:
    """A document from elsewhere, to be explained by what the library ships."""
    bounds = [(sentence.start, sentence.end) for sentence in sentences]
    trace((s for s in sentences if not s.traced), Origin(text, scale, bounds, format))
    return Document(text, sentences, scale, format)


def _key(source: Source, known: dict[str, Source]) -> str:
    """Under which name a holder goes; noted with the fullest mention."""
    full = source.refers_to or source
    key = full.text.casefold()
    known.setdefault(key, full)
    return key


def _mean(sentences: tuple[Sentence, ...] | list[Sentence]) -> float | None:
    means = [s.certainty.mean for s in sentences if s.certainty]
    return round(sum(means) / len(means), 4) if means else None
