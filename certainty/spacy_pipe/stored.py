"""What the component keeps in a document, as plain values, and the library's values again.

There is one entry in ``doc.user_data`` for each sentence of spaCy, under the key that spaCy
itself gives the attributes of a span: it shifts such keys where documents are joined or cut.
Offsets inside an entry count from the start of the span for the same reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from certainty.document import Document
from certainty.types import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

#: The name of the entries, after the prefix.
NAME = "certainty_sentences"
_PLACES = ("start", "end")
_PARTS = ("source", "refers_to", "within")


def store(doc: Doc, document: Document, *, prefix: str) -> None:
    """Keep an annotated document, in the place of what was kept before."""
    kept: Any = doc.user_data  # whose keys need not be strings, whatever spaCy's types say
    for key in [key for key, _, _ in _entries(doc, prefix)]:
        del kept[key]
    waiting = list(reversed(document.sentences))
    for span in doc.sents:
        held = []
        while waiting and waiting[-1].start < span.end_char:
            plain = waiting.pop().to_dict()
            held.append({**_shifted(plain, -span.start_char), "scale": document.scale})
        kept[_key(prefix, span.start_char, span.end_char)] = held


def sentences_at(span: Span, *, prefix: str) -> list[Sentence]:
    """The annotated sentences that a span shares text with, in order."""
    start, end = span.start_char, span.end_char
    found = _exactly(span.doc, prefix, start, end)
    if found is None and span.doc.has_annotation("SENT_START"):
        outer = span.sent
        if end <= outer.end_char:
            found = _exactly(span.doc, prefix, outer.start_char, outer.end_char)
    if found is None:  # the sentences were altered later, or it holds several
        found = [sentence for sentence, _ in _all(span.doc, prefix)]
    return [each for each in found if each.start < end and start < each.end]


def annotated(doc: Doc, *, prefix: str) -> Document | None:
    """The annotated document; ``None`` where the component has not seen it.

    Where documents of several scales were joined, it has that of the first.
    """
    if len(doc) and not any(True for _ in _entries(doc, prefix)):
        return None
    text = doc.text
    kept = [one for one in _all(doc, prefix) if text[one[0].start : one[0].end] == one[0].text]
    found = sorted(kept, key=lambda one: one[0].start)  # a cut leaves others in the user's data
    plain = Document(text, [sentence for sentence, _ in found]).to_dict()
    return Document.from_dict({**plain, "scale": found[0][1] if found else "readers"})


def _key(prefix: str, start: int, end: int) -> tuple[str, str, int, int]:
    return ("._.", prefix + NAME, start, end)


def _entries(doc: Doc, prefix: str) -> Iterator[tuple[Any, int, list[Any]]]:
    """Keys, where their spans start, and what is kept under them."""
    for key, value in doc.user_data.items():
        if isinstance(key, tuple) and key[:2] == ("._.", prefix + NAME):
            yield key, key[2], value


def _all(doc: Doc, prefix: str) -> Iterator[tuple[Sentence, str]]:
    """All sentences with their scales."""
    for _, start, held in _entries(doc, prefix):
        yield from zip(_sentences(held, start), [plain["scale"] for plain in held])


def _exactly(doc: Doc, prefix: str, start: int, end: int) -> list[Sentence] | None:
    kept: Any = doc.user_data
    held = kept.get(_key(prefix, start, end))
    return None if held is None else _sentences(held, start)


def _sentences(held: Iterable[dict[str, Any]], start: int) -> list[Sentence]:
    kept = [{name: plain[name] for name in plain if name != "scale"} for plain in held]
    return [Sentence.from_dict(_shifted(plain, start)) for plain in kept]


def _shifted(plain: dict[str, Any], by: int) -> dict[str, Any]:
    """A sentence, a span or a source with all its offsets moved."""
    moved = {**plain, **{name: plain[name] + by for name in _PLACES}}
    for name in _PARTS:
        if plain.get(name):
            moved[name] = _shifted(plain[name], by)
    if plain.get("scope"):
        moved["scope"] = [at + by for at in plain["scope"]]
    if "spans" in plain:
        moved["spans"] = [_shifted(span, by) for span in plain["spans"]]
    return moved
