"""W3C Web Annotation: a collection in JSON-LD with an annotation for each mark.

Each has a position and a quotation for a selector, the second with what stands before and
after it, so that it is found again in a text that has changed. The body is a tag, the kind,
with a description to read; the numbers are properties under the prefix ``certainty:``, and so
is the text itself, which the model leaves to whoever serves it.

The recommendation counts code points (section 4.2.4). Tools in JavaScript that count UTF-16
code units get them with ``units="utf16"``; when reading, what does not fit one way is tried in
the other, and then looked for by its quotation.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote
from uuid import NAMESPACE_OID, UUID, uuid5

from certainty.document import Document
from certainty.errors import InputError
from certainty.formats.faults import Faults, OnFault, line_of, load_json, read_text, write_text
from certainty.formats.jsonl import dump
from certainty.formats.marks import LINKS, Mark, Value, checked, marks_of
from certainty.formats.restored import document_of, row_of
from certainty.formats.units import Units, Utf16

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_PREFIX = "certainty:"
#: So many characters before and after a quotation tell it from others like it.
_AROUND = 32


def dumps(document: Document, *, name: str = "document", units: Units = "codepoints") -> str:
    """An annotation collection on one line; ``name`` is the IRI of the text.

    >>> from certainty import annotate
    >>> dumps(annotate("Rain is unlikely."), name="a.txt")[:54]
    '{"@context": ["http://www.w3.org/ns/anno.jsonld", {"ce'
    """
    text = document.text
    seed = sha256(f"{name}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()
    own = uuid5(NAMESPACE_OID, seed)
    codes = Utf16(text)
    items = []
    for mark in marks_of(document):
        place = (mark.start, mark.end)
        if units == "utf16":
            place = (codes.of(mark.start), codes.of(mark.end))
        items.append(_annotation(text, mark, place, own, quote(name)))
    return dump(
        {
            "@context": [CONTEXT, {"certainty": "urn:x-certainty:"}],
            "id": own.urn,
            "type": "AnnotationCollection",
            "label": name,
            "total": len(items),
            "certainty:text": text,
            "certainty:scale": document.scale,
            "certainty:units": units,
            "first": {
                "id": uuid5(own, "page").urn,
                "type": "AnnotationPage",
                "startIndex": 0,
                "items": items,
            },
        }
    )


def loads(
    data: str,
    *,
    text: str | None = None,
    where: str = "annotations",
    on_fault: OnFault | None = None,
) -> Document:
    """The document of a collection; ``text`` is for one that lacks it.

    Raises `InputError` with every faulty annotation; with ``on_fault`` each is handed over and
    the others are read.

    >>> from certainty import annotate
    >>> document = annotate("Rain is unlikely.")
    >>> loads(dumps(document)) == document
    True
    """
    found = load_json(data, where)
    text = _text(found, text, where)
    marks = _marks(found, data, text, where, on_fault)
    scale = _own(found, "scale") or "readers"
    return document_of(text, marks, scale=str(scale), where=where, on_fault=on_fault)


def write(document: Document, path: str | os.PathLike[str], **options: Any) -> None:
    """Write a file, as a rule with the ending ``.jsonld``; options as for `dumps`."""
    write_text(path, dumps(document, **{"name": Path(path).stem, **options}))


def read(path: str | os.PathLike[str], **options: Any) -> Document:
    """The document of a file; options as for `loads`."""
    data = read_text(path)
    options.setdefault("text", _beside(Path(path), data))
    return loads(data, where=str(path), **options)


def read_rows(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """The annotations of a file as the labels of one row, and where it stands."""
    data, where = read_text(path), str(path)
    found = load_json(data, where)
    text = _text(found, _beside(path, data), where)
    marks = _marks(found, data, text, where, None, labels_only=True)
    yield {"id": path.stem, "meta": {"doc": path.stem}, **row_of(text, marks)}, where


def _annotation(
    text: str, mark: Mark, place: tuple[int, int], own: UUID, source: str
) -> dict[str, Any]:
    start, end = mark.start, mark.end
    tag: dict[str, Any] = {"type": "TextualBody", "purpose": "tagging", "value": mark.label}
    tag |= {f"{_PREFIX}{name}": value for name, value in mark.values.items()}
    tag |= {f"{_PREFIX}{name}": {"id": uuid5(own, key).urn} for name, key in mark.links.items()}
    said = described(mark)
    about = [{"type": "TextualBody", "purpose": "describing", "value": said}] if said else []
    quotation = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - _AROUND) : start],
        "suffix": text[end : end + _AROUND],
    }
    position = {"type": "TextPositionSelector", "start": place[0], "end": place[1]}
    return {
        "id": uuid5(own, mark.key).urn,
        "type": "Annotation",
        "motivation": "tagging",
        "body": [tag, *about],
        "target": {"source": source, "selector": [position, quotation]},
    }


def described(mark: Mark) -> str:
    """The number of a mark with its interval and where it comes from, for people to read.

    >>> described(Mark("1", "modal", ((0, 3),), {"probability": 0.5, "low": 0.25, "high": 0.7}))
    '0.50 (0.25 to 0.70)'
    """
    values = mark.values
    mean = values.get("probability", values.get("certainty"))
    words = [str(values[name]) for name in ("level", "basis", "confidence") if name in values]
    if mean is not None:
        words.insert(0, f"{mean:.2f} ({values['low']:.2f} to {values['high']:.2f})")
    return ", ".join(words)


def _own(found: Any, name: str) -> Any:
    return found.get(f"{_PREFIX}{name}") if isinstance(found, dict) else None


def _text(found: Any, given: str | None, where: str) -> str:
    text = _own(found, "text") if given is None else given
    if not isinstance(text, str):
        raise InputError(f"{where}: holds no text; give it as text=, or put its file beside")
    return text


def _beside(path: Path, data: str) -> str | None:
    """The text of the file that the first annotation is about, where it lies beside."""
    for item in _items(load_json(data, str(path))):
        target = _first(item.get("target")) if isinstance(item, dict) else None
        source = target.get("source") if isinstance(target, dict) else target
        file = path.parent / unquote(str(source))
        return read_text(file) if file.is_file() and file.parent == path.parent else None
    return None


def _items(found: Any) -> list[Any]:
    """The annotations of a collection, a page, a list, or one alone."""
    if isinstance(found, list):
        return [item for part in found for item in _items(part)]
    if isinstance(found, dict) and isinstance(found.get("first"), dict):
        return _items(found["first"])
    if isinstance(found, dict) and isinstance(found.get("items"), list):
        return list(found["items"])
    return [] if isinstance(found, dict) and "total" in found else [found]


def _marks(
    found: Any,
    data: str,
    text: str,
    where: str,
    on_fault: OnFault | None,
    *,
    labels_only: bool = False,
) -> list[Mark]:
    faults, codes = Faults(where, on_fault), Utf16(text)
    marks: dict[str, Mark] = {}
    units: Units = "utf16" if _own(found, "units") == "utf16" else "codepoints"
    for number, item in enumerate(_items(found), 1):
        try:
            mark = _mark(item, str(number), text, codes, units, labels_only)
            if mark.key in marks:
                raise ValueError("its id stands before it already")
            marks[mark.key] = mark
        except ValueError as error:
            key = item.get("id") if isinstance(item, dict) else None
            line = line_of(data, key)
            faults.add(line, f"annotation {key or number}: {error}")
    faults.settle()
    return list(marks.values())


def _mark(
    item: Any, number: str, text: str, codes: Utf16, units: Units, labels_only: bool
) -> Mark:
    if not isinstance(item, dict):
        raise ValueError(f"{item!r} is no annotation; give an object")
    tag = _tag(item)
    place = _place(_first(item.get("target")), text, codes, units)
    values: dict[str, Value] = {}
    links: dict[str, str] = {}
    for key, value in tag.items():
        name = key.removeprefix(_PREFIX)
        if name == key:
            continue
        if name in LINKS:
            links[name] = str(value.get("id") if isinstance(value, dict) else value)
        elif not labels_only:
            values[name] = checked(name, value)
    label = str(tag["value"]).strip().lower()
    return Mark(str(item.get("id", number)), label, (place,), values, links)


def _tag(item: Mapping[str, Any]) -> dict[str, Any]:
    """The body that names what is marked: a tag, else the first text."""
    bodies = item.get("body", item.get("bodyValue"))
    known = [
        {"value": body} if isinstance(body, str) else body
        for body in (bodies if isinstance(bodies, list) else [bodies])
        if isinstance(body, str) or (isinstance(body, dict) and body.get("value"))
    ]
    tags = [b for b in known if b.get("purpose", item.get("motivation")) == "tagging"]
    if not known:
        raise ValueError("its body has no tag that says what is marked")
    return (tags or known)[0]


def _place(target: Any, text: str, codes: Utf16, units: Units) -> tuple[int, int]:
    selectors = target.get("selector") if isinstance(target, dict) else None
    known = {
        s.get("type"): s
        for s in (selectors if isinstance(selectors, list) else [selectors])
        if isinstance(s, dict)
    }
    position: Any = known.get("TextPositionSelector", {})
    quotation: Any = known.get("TextQuoteSelector", {})
    start, end, exact = position.get("start"), position.get("end"), quotation.get("exact")
    place = codes.place(start, end, exact, units=units) or _quoted(text, quotation)
    if place is None:
        raise ValueError(
            f"its target [{start}, {end}) with the words {exact!r} is not in the text; give a "
            "TextPositionSelector in code points or a TextQuoteSelector"
        )
    return place


def _quoted(text: str, quotation: Mapping[str, Any]) -> tuple[int, int] | None:
    """The one place where a quotation stands with what is before and after it."""
    exact = quotation.get("exact")
    if not isinstance(exact, str) or not exact:
        return None
    before, after = str(quotation.get("prefix", "")), str(quotation.get("suffix", ""))
    for prefix, suffix in ((before, after), ("", "")):
        whole = f"{prefix}{exact}{suffix}"
        if text.count(whole) == 1:
            start = text.index(whole) + len(prefix)
            return start, start + len(exact)
    return None


def _first(value: Any) -> Any:
    return (value[0] if value else None) if isinstance(value, list) else value
