"""Marks of a file as a document again, or as a row of labels for evaluation."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import Any

from certainty.document import Document
from certainty.errors import InputError
from certainty.formats.faults import OnFault
from certainty.formats.marks import ROLES, SCOPE, SENTENCE, SOURCES, Mark
from certainty.types import KINDS, Estimate, Sentence, Source, Span


def document_of(
    text: str,
    marks: Iterable[Mark],
    *,
    scale: str = "readers",
    where: str = "annotations",
    on_fault: OnFault | None = None,
) -> Document:
    """The document that marks describe; a cue that only a person marked has no numbers.

    Raises `InputError` for a cue of no known kind or outside every sentence, or gives it to
    ``on_fault`` and goes on without the cue.
    """
    known = {mark.key: mark for mark in marks}
    found = sorted(
        (mark for mark in known.values() if mark.label == SENTENCE), key=lambda m: m.start
    )
    starts = [sentence.start for sentence in found]
    spans: dict[str, list[Span]] = {sentence.key: [] for sentence in found}
    for mark in known.values():
        if mark.label in ROLES:
            continue
        at = bisect_right(starts, mark.start) - 1
        home = found[at] if at >= 0 and mark.end <= found[at].end else None
        if home is None or mark.label not in KINDS:
            _refuse(mark, where, home is None, on_fault)
            continue
        spans[home.key].append(_span(text, mark, known))
    sentences = [
        _sentence(text, mark, known, sorted(spans[mark.key], key=lambda s: (s.start, s.end)))
        for mark in found
    ]
    return Document(text, sentences, scale)


def _refuse(mark: Mark, where: str, homeless: bool, on_fault: OnFault | None) -> None:
    reason = (
        "lies in no sentence that is marked"
        if homeless
        else f"is of no kind known here; the kinds are {', '.join(KINDS)}"
    )
    fault = InputError(
        f"{mark.where or where}: the cue {mark.label!r} [{mark.start}, {mark.end}) {reason}; "
        "mend it, or read the file as labels with certainty.evaluation.read_examples"
    )
    if on_fault is None:
        raise fault
    on_fault(fault)


def _estimate(name: str, values: Mapping[str, Any]) -> Estimate | None:
    mean = values.get(name)
    if mean is None:
        return None
    return Estimate(mean, values.get("low", mean), values.get("high", mean))


def _source(
    text: str, key: str | None, known: Mapping[str, Mark], seen: tuple[str, ...] = ()
) -> Source | None:
    mark = known.get(key or "")
    if mark is None or mark.label not in SOURCES or mark.key in seen:
        return None
    seen = (*seen, mark.key)
    return Source(
        text[mark.start : mark.end],
        mark.start,
        mark.end,
        _source(text, mark.links.get("refers_to"), known, seen),
        _source(text, mark.links.get("within"), known, seen),
    )


def _span(text: str, mark: Mark, known: Mapping[str, Mark]) -> Span:
    values: Mapping[str, Any] = mark.values
    scope = known.get(mark.links.get("scope", ""))
    return Span(
        mark.start,
        mark.end,
        text[mark.start : mark.end],
        mark.label,  # type: ignore[arg-type]
        _estimate("probability", values),
        values.get("basis"),
        values.get("entry", ""),
        values.get("epistemic", 1.0),
        values.get("negated", False),
        (scope.start, scope.end) if scope else None,
        _source(text, mark.links.get("source"), known),
        values.get("sense"),
    )


def _sentence(text: str, mark: Mark, known: Mapping[str, Mark], spans: list[Span]) -> Sentence:
    values: Mapping[str, Any] = mark.values
    return Sentence(
        mark.start,
        mark.end,
        text[mark.start : mark.end],
        _estimate("certainty", values),
        values.get("level"),
        values.get("hedged", 0.0),
        values.get("weasel", 0.0),
        values.get("confidence"),
        _source(text, mark.links.get("source"), known),
        tuple(spans),
    )


def row_of(text: str, marks: Iterable[Mark]) -> dict[str, Any]:
    """The labels of marks, as `certainty.evaluation.examples` describes a row.

    A cue in several pieces is a cue for each. The numbers of sentences are the library's
    own and no labels, so that nothing is held against itself.
    """
    found = list(marks)
    row: dict[str, Any] = {"text": text, "cues": [], "scopes": []}
    cue_of: dict[str, int] = {}
    for mark in found:
        if mark.label in SOURCES:
            row.setdefault("source", {"start": mark.start, "end": mark.end})
        elif mark.label not in ROLES:
            if "scope" in mark.links:
                cue_of.setdefault(mark.links["scope"], len(row["cues"]))
            row["cues"] += [_labelled(text, mark.label, *piece) for piece in mark.pieces]
    for mark in found:
        if mark.label == SCOPE:
            place = {"start": mark.start, "end": mark.end}
            row["scopes"].append({**place, "cue_index": cue_of.get(mark.key)})
    return row if row["scopes"] else {k: v for k, v in row.items() if k != "scopes"}


def _labelled(text: str, label: str, start: int, end: int) -> dict[str, Any]:
    return {"start": start, "end": end, "text": text[start:end], "type": label}
