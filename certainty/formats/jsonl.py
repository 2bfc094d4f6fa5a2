"""The wire format: one JSON object per sentence, keys in a fixed order.

Floats are rounded to `PLACES` here and nowhere else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from certainty.document import SCHEMA, Document

PLACES = 4


def to_lines(
    document: Document, *, name: str, meta: dict[str, Any] | None = None
) -> Iterator[str]:
    """The lines of a document, one per sentence, without line ends.

    >>> from certainty import annotate
    >>> next(to_lines(annotate("Rain is unlikely."), name="a.txt"))[:43]
    '{"schema": 1, "doc": "a.txt", "index": 0, "'
    """
    for index, sentence in enumerate(document.sentences):
        plain = sentence.to_dict()
        line = {
            "schema": SCHEMA,
            "doc": name,
            "index": index,
            "start": plain["start"],
            "end": plain["end"],
            "text": plain["text"],
            "certainty": plain["certainty"],
            "scale": document.scale,
            "level": plain["level"],
            "hedged": plain["hedged"],
            "weasel": plain["weasel"],
            "confidence": plain["confidence"],
            "source": _named(plain["source"]),
            "spans": [_wire(span) for span in plain["spans"]],
        }
        if meta is not None:
            line["meta"] = meta
        yield dump(_rounded(line))


def claim_lines(
    document: Document, *, name: str, meta: dict[str, Any] | None = None
) -> Iterator[str]:
    """The claims of a document, one line for each, without line ends.

    >>> from certainty import annotate
    >>> next(claim_lines(annotate("The mill closed."), name="a.txt"))[:56]
    '{"schema": 1, "doc": "a.txt", "index": 0, "start": 0, "e'
    """
    for claim in document.claims():
        line = {
            "schema": SCHEMA,
            "doc": name,
            "index": claim.sentence,
            "start": claim.start,
            "end": claim.end,
            "text": claim.text,
            "predicate": claim.predicate.to_dict(),
            "source": _named(claim.source.to_dict() if claim.source else None),
            "certainty": claim.certainty.to_dict(),
            "scale": document.scale,
            "level": claim.level,
            "negated": claim.negated,
            "spans": [_wire(span.to_dict()) for span in claim.spans],
        }
        if meta is not None:
            line["meta"] = meta
        yield dump(_rounded(line))


def _wire(span: dict[str, Any]) -> dict[str, Any]:
    """A span without what schema 1 does not have."""
    kept = {key: value for key, value in span.items() if key != "sense"}
    return {**kept, "source": _named(span["source"])}


def _named(source: dict[str, Any] | None) -> dict[str, Any] | None:
    """A source without what schema 1 does not have."""
    return source and {key: source[key] for key in ("text", "start", "end")}


def dump(value: Any) -> str:
    """JSON with readable characters; lone surrogates, which UTF-8 lacks, escaped."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value)
    return text


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, PLACES)
    if isinstance(value, dict):
        return {key: item if key == "meta" else _rounded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    return value
