"""Label Studio: tasks with our marks as predictions, and people's annotations read back.

Each mark is a region; what is known of it are further results of the same region, as
`configuration` declares them; links are relations. In the tag ``Text`` Label Studio counts
code points, in versions of 2021 and before UTF-16 code units (``units="utf16"``); what does
not fit one way is read in the other.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from certainty import __version__
from certainty.document import Document
from certainty.errors import InputError
from certainty.formats.faults import Faults, OnFault, line_of, load_json, read_text, write_text
from certainty.formats.jsonl import dump
from certainty.formats.marks import (
    CHOICES,
    LINKS,
    NUMBERS,
    SCOPE,
    SENTENCE,
    SOURCE,
    VALUES,
    WORDS,
    Mark,
    Value,
    checked,
    marks_of,
)
from certainty.formats.restored import document_of, row_of
from certainty.formats.units import Units, Utf16
from certainty.types import KINDS

_LABELS = ("labels", "hypertextlabels")


def dumps(document: Document, *, name: str | None = None, units: Units = "codepoints") -> str:
    """The task of a document, with its marks as a prediction; a file is a list of tasks.

    >>> from certainty import annotate
    >>> dumps(annotate("Rain is unlikely."))[:63]
    '{"data": {"text": "Rain is unlikely.", "scale": "readers"}, "pr'
    """
    codes = Utf16(document.text) if units == "utf16" else None
    marks = marks_of(document)
    results = [r for mark in marks for r in _results(document.text, mark, codes)]
    data = {"text": document.text, "scale": document.scale, "doc": name}
    sure = [s.epistemic for sentence in document.sentences for s in sentence.spans]
    prediction = {
        "model_version": f"certainty {__version__}",
        "score": min(sure, default=1.0),
        "result": [*results, *_relations(marks)],
    }
    known = {key: value for key, value in data.items() if value is not None}
    return dump({"data": known, "predictions": [prediction]})


def loads(
    task: str, *, where: str = "annotations", on_fault: OnFault | None = None
) -> Document:
    """The document of a task: of its last annotation, else of its prediction.

    Raises `InputError` with every faulty result; with ``on_fault`` each is handed over and the
    others are read.

    >>> from certainty import annotate
    >>> document = annotate("Rain is unlikely.")
    >>> loads(dumps(document)) == document
    True
    """
    return _document(load_json(task, where), task, where, on_fault)


def write(
    documents: Document | Iterable[Document],
    path: str | os.PathLike[str],
    *,
    units: Units = "codepoints",
) -> None:
    """Write a ``.json`` file for the import, with a task for each document."""
    many = [documents] if isinstance(documents, Document) else documents
    tasks = ",\n".join(dumps(document, units=units) for document in many)
    write_text(path, f"[{tasks}]\n")


def read(
    path: str | os.PathLike[str], *, on_fault: OnFault | None = None
) -> Iterator[Document]:
    """The documents of an export in the format "JSON"."""
    data = read_text(path)
    for task in _tasks(load_json(data, str(path)), str(path)):
        try:
            yield _document(task, data, str(path), on_fault)
        except InputError as error:
            if on_fault is None:
                raise
            on_fault(error)


def read_rows(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """A row for each annotation of each task; ``meta.annotator`` says whose it is.

    Predictions are no labels, and annotations that were cancelled are none.
    """
    data, where = read_text(path), str(path)
    n_rows = 0
    for number, task in enumerate(_tasks(load_json(data, where), where), 1):
        for answer in _answers(task):
            n_rows += 1
            text = _text(task, where)
            marks = _marks(answer, text, data, where, None, labels_only=True)
            key = f"{task.get('id', number)}:{answer.get('id', n_rows)}"
            meta = {"doc": str(task.get("id", number)), "annotator": _annotator(answer)}
            yield {"id": key, "meta": meta, **row_of(text, marks)}, f"{where}: task {key}"
    if not n_rows:
        raise InputError(f"{where}: no task has an annotation; export what people submitted")


def configuration() -> str:
    """The labelling interface: paste it into the settings of a project."""
    labels = (*KINDS, SENTENCE, SCOPE, SOURCE)
    return "\n".join(
        [
            "<View>",
            '  <Labels name="label" toName="text">',
            *(f"    <Label value={quoteattr(label)}/>" for label in labels),
            "  </Labels>",
            '  <Text name="text" value="$text"/>',
            *(
                f'  <Number name="{name}" toName="text" perRegion="true" min="0" max="1" '
                'step="0.01"/>'
                for name in NUMBERS
            ),
            *(
                line
                for name, values in {**CHOICES, "negated": ("negated",)}.items()
                for line in _choices(name, values)
            ),
            *(f'  <TextArea name="{n}" toName="text" perRegion="true"/>' for n in WORDS),
            "  <Relations>",
            *(f'    <Relation value="{name}"/>' for name in LINKS),
            "  </Relations>",
            "</View>",
            "",
        ]
    )


def _choices(name: str, values: Iterable[str]) -> list[str]:
    head = f'  <Choices name="{name}" toName="text" perRegion="true" choice="single">'
    return [head, *(f'    <Choice value="{value}"/>' for value in values), "  </Choices>"]


def _results(text: str, mark: Mark, codes: Utf16 | None) -> Iterator[dict[str, Any]]:
    """The region of a mark and what is known of it."""
    start, end = (codes.of(at) if codes else at for at in (mark.start, mark.end))
    where = {"start": start, "end": end, "text": text[mark.start : mark.end]}
    shared = {"id": f"m{mark.key}", "to_name": "text"}
    region = {**shared, "from_name": "label", "type": "labels"}
    yield {**region, "value": {**where, "labels": [mark.label]}}
    for name, value in mark.values.items():
        kind, said = _said(name, value)
        yield {
            **shared,
            "from_name": name,
            "type": kind,
            "value": {**where, kind: said} if kind != "textarea" else {**where, "text": said},
        }


def _said(name: str, value: Value) -> tuple[str, Any]:
    """The type of a result and its value."""
    if name in NUMBERS:
        return "number", value
    if name == "negated":
        return "choices", ["negated"]
    return ("choices" if name in CHOICES else "textarea"), [value]


def _relations(marks: Iterable[Mark]) -> Iterator[dict[str, Any]]:
    for mark in marks:
        for name, key in mark.links.items():
            yield {
                "from_id": f"m{mark.key}",
                "to_id": f"m{key}",
                "type": "relation",
                "direction": "right",
                "labels": [name],
            }


def _tasks(found: Any, where: str) -> list[dict[str, Any]]:
    tasks = found if isinstance(found, list) else [found]
    if not all(isinstance(task, dict) and isinstance(task.get("data"), dict) for task in tasks):
        raise InputError(f'{where}: no list of tasks with "data"; export in the format "JSON"')
    return tasks


def _answers(task: Mapping[str, Any]) -> list[Any]:
    """The annotations that were not cancelled."""
    found = task.get("annotations") or task.get("completions") or ()
    return [a for a in found if isinstance(a, dict) and not a.get("was_cancelled")]


def _annotator(answer: Mapping[str, Any]) -> Any:
    by = answer.get("completed_by")
    return by.get("email", by.get("id")) if isinstance(by, dict) else by


def _text(task: Mapping[str, Any], where: str) -> str:
    data = task["data"]
    known = [value for value in data.values() if isinstance(value, str)]
    text = data.get("text", known[0] if len(known) == 1 else None)
    if not isinstance(text, str):
        raise InputError(f'{where}: the "data" of a task holds no "text"; call the field so')
    return text


def _document(task: Any, data: str, where: str, on_fault: OnFault | None) -> Document:
    (task,) = _tasks(task, where)[:1] or [{"data": {}}]
    text = _text(task, where)
    answer = (_answers(task) or task.get("predictions") or [{}])[-1]
    marks = _marks(answer, text, data, where, on_fault)
    scale = str(task["data"].get("scale", "readers"))
    return document_of(text, marks, scale=scale, where=where, on_fault=on_fault)


def _marks(
    answer: Any,
    text: str,
    data: str,
    where: str,
    on_fault: OnFault | None,
    *,
    labels_only: bool = False,
) -> list[Mark]:
    faults, codes = Faults(where, on_fault), Utf16(text)
    regions: dict[str, Mark] = {}
    results = answer.get("result") or () if isinstance(answer, dict) else ()
    for take in (_region, _link) if labels_only else (_region, _value, _link):
        for number, result in enumerate(results, 1):
            try:
                if not isinstance(result, dict):
                    raise ValueError(f"{result!r} is no object")
                take(result, regions, codes)
            except ValueError as error:
                key = result.get("id") if isinstance(result, dict) else None
                faults.add(line_of(data, key), f"result {number}: {error}")
    faults.settle()
    return list(regions.values())


def _region(result: dict[str, Any], regions: dict[str, Mark], codes: Utf16) -> None:
    if result.get("type") not in _LABELS:
        return
    value = result.get("value")
    known: dict[str, Any] = value if isinstance(value, dict) else {}
    known = {**known, **(known.get("globalOffsets") or {})}
    labels, words = known.get(result["type"]), known.get("text")
    place = codes.place(known.get("start"), known.get("end"), words)
    if place is None or not labels or not isinstance(labels, list):
        raise ValueError(
            f"the region [{known.get('start')}, {known.get('end')}) with the words {words!r} "
            f"and the labels {labels!r} is not in the text"
        )
    key = str(result.get("id", f"region {len(regions) + 1}"))
    regions[key] = Mark(key, str(labels[0]).lower(), (place,), {}, {})


def _value(result: dict[str, Any], regions: dict[str, Mark], codes: Utf16) -> None:
    name, mark = str(result.get("from_name")), regions.get(str(result.get("id")))
    value = result.get("value")
    if mark is None or not isinstance(value, dict):
        return
    if name not in VALUES:
        return
    said = value.get("number", value.get("choices", value.get("text")))
    one = said[0] if isinstance(said, list) and said else said
    known = checked(name, True if name == "negated" else one)
    regions[mark.key] = replace(mark, values={**mark.values, name: known})


def _link(result: dict[str, Any], regions: dict[str, Mark], codes: Utf16) -> None:
    if result.get("type") != "relation":
        return
    one, other = str(result.get("from_id")), str(result.get("to_id"))
    if one not in regions or other not in regions:
        raise ValueError(f"the relation of {one!r} and {other!r} leads to no region")
    mark = regions[one]
    for name in result.get("labels") or ():
        if name in LINKS:
            regions[one] = mark = replace(mark, links={**mark.links, name: other})
