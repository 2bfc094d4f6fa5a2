"""An annotated text: its sentences, and the views people take of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from certainty.rows import Row, flat_rows
from certainty.target import certainty_at
from certainty.types import Estimate, Sentence

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
class Document:
    """A text and its sentences on one scale; immutable.

    >>> from certainty import annotate
    >>> annotate("Rain is unlikely.").sentences[0].spans[0].text
    'unlikely'
    """

    text: str
    sentences: tuple[Sentence, ...]
    scale: str = "readers"

    def at(self, start: int, end: int) -> Estimate:
        """How probable the text makes the event ``text[start:end]``, affirmative.

        In "the bridge did not collapse" the target "collapse" is near 0. Raises
        ``ValueError`` where the stretch is empty or lies in no sentence.
        """
        for sentence in self.sentences:
            if sentence.start <= start < end <= sentence.end:
                return certainty_at(self.text, sentence, start, end)
        raise ValueError(
            f"no sentence holds the target [{start}, {end}); give offsets of the document's "
            "text inside one sentence, start before end"
        )

    def rows(self) -> list[Row]:
        """One flat row for each span, ready for ``pd.DataFrame(doc.rows())``."""
        return flat_rows(self.sentences)

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
        return cls(data["text"], sentences, data["scale"])

    def _repr_html_(self) -> str:
        from certainty.render import to_html

        return to_html(self)


def _mean(sentences: tuple[Sentence, ...] | list[Sentence]) -> float | None:
    means = [s.certainty.mean for s in sentences if s.certainty]
    return round(sum(means) / len(means), 4) if means else None
