"""Prodigy's JSON lines: a task for each document, with its tokens and its cues as spans.

What Prodigy has no field for, sentences, scopes and holders, travels along under
``certainty``, as it keeps what it does not know. Offsets are code points. ``token_end`` is
the last token of a span, not the one behind it, and tokens give back the text as spaCy's do:
``ws`` says that one blank follows, other white space is a token.
"""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from certainty.document import Document
from certainty.errors import InputError
from certainty.formats.faults import Faults, OnFault, write_text
from certainty.formats.jsonl import dump
from certainty.formats.marks import (
    LINKS,
    ROLES,
    VALUES,
    Mark,
    checked,
    marks_of,
)
from certainty.formats.pieces import cut
from certainty.formats.restored import document_of, row_of
from certainty.formats.texts import decoded, opened, parse_object
from certainty.formats.units import Utf16

#: Answers of an annotator that leave a task without labels.
_NO_LABELS = ("reject", "ignore")


def dumps(document: Document, *, name: str | None = None) -> str:
    """The task of a document, one line without its end; ``name`` is shown as its ``meta``.

    >>> from certainty import annotate
    >>> dumps(annotate("Rain is unlikely."))[:63]
    '{"text": "Rain is unlikely.", "tokens": [{"text": "Rain", "star'
    """
    marks = marks_of(document)
    cues = [mark for mark in marks if mark.label not in ROLES]
    tokens = tokens_of(document.text, cues)
    first = {token["start"]: token["id"] for token in tokens}
    last = {token["end"]: token["id"] for token in tokens}
    spans = [
        {**_plain(mark), "token_start": first[mark.start], "token_end": last[mark.end]}
        for mark in cues
    ]
    others = [_plain(mark) for mark in marks if mark.label in ROLES]
    task: dict[str, Any] = {"text": document.text, "tokens": tokens, "spans": spans}
    if name is not None:
        task["meta"] = {"doc": name}
    return dump({**task, "certainty": {"scale": document.scale, "marks": others}})


def loads(
    line: str, *, where: str = "annotations", on_fault: OnFault | None = None
) -> Document:
    """The document of a task.

    Raises `InputError` with every faulty span; with ``on_fault`` each is handed over and the
    others are read.

    >>> from certainty import annotate
    >>> document = annotate("Rain is unlikely.")
    >>> loads(dumps(document)) == document
    True
    """
    task = parse_object(line, where)
    marks = _marks(task, where, on_fault)
    own = task.get("certainty")
    scale = own.get("scale", "readers") if isinstance(own, dict) else "readers"
    return document_of(task["text"], marks, scale=scale, where=where, on_fault=on_fault)


def write(documents: Document | Iterable[Document], path: str | os.PathLike[str]) -> None:
    """Write a ``.jsonl`` file with a task for each document."""
    many = [documents] if isinstance(documents, Document) else documents
    write_text(path, "".join(f"{dumps(document)}\n" for document in many))


def read(
    path: str | os.PathLike[str], *, on_fault: OnFault | None = None
) -> Iterator[Document]:
    """The documents of a file, those left out that the annotator rejected or ignored."""
    for line, where in _lines(path, on_fault):
        try:
            if parse_object(line, where).get("answer") not in _NO_LABELS:
                yield loads(line, where=where, on_fault=on_fault)
        except InputError as error:
            if on_fault is None:
                raise
            on_fault(error)


def read_rows(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """The spans of each task as the labels of a row, and where it stands."""
    for line, where in _lines(path, None):
        task = parse_object(line, where)
        if task.get("answer") not in _NO_LABELS:
            marks = _marks(task, where, None, labels_only=True)
            meta = task.get("meta")
            row = row_of(task["text"], marks)
            yield {"meta": meta if isinstance(meta, dict) else {}, **row}, where


def tokens_of(text: str, marks: Sequence[Mark]) -> list[dict[str, Any]]:
    r"""Tokens that give the text back, white space as spaCy keeps it.

    >>> [(token["text"], token["ws"]) for token in tokens_of("It may\n rain", [])]
    [('It', True), ('may', False), ('\n ', False), ('rain', False)]
    """
    starts = {mark.start for mark in marks}
    ends = {mark.end for mark in marks}
    edges = sorted(starts | ends)
    tokens: list[dict[str, Any]] = []
    end = 0
    for start, stop in [*cut(text, edges), (len(text), len(text))]:
        if end < start and tokens and _is_blank(text, end, starts, ends):
            tokens[-1]["ws"] = True
            end += 1
        inner = edges[bisect_right(edges, end) : bisect_left(edges, start)]
        for begin, done in [*pairwise([end, *inner, start]), (start, stop)]:
            if begin < done:
                words = {"text": text[begin:done], "start": begin, "end": done}
                tokens.append({**words, "id": len(tokens), "ws": False})
        end = stop
    return tokens


def _is_blank(text: str, at: int, starts: set[int], ends: set[int]) -> bool:
    """Whether a blank follows that no span needs for a token."""
    return text[at] == " " and at not in starts and at + 1 not in ends


def _plain(mark: Mark) -> dict[str, Any]:
    return {
        "id": mark.key,
        "start": mark.start,
        "end": mark.end,
        "label": mark.label,
        **mark.values,
        **mark.links,
    }


def _lines(path: str | os.PathLike[str], on_fault: OnFault | None) -> Iterator[tuple[str, str]]:
    """Each line that is not empty, and where it stands."""
    try:
        with opened(str(path)) as raw:
            for number, line in enumerate(raw, 1):
                try:
                    text = decoded(line, str(path), number)
                except InputError as error:
                    if on_fault is None:
                        raise
                    on_fault(error)
                    continue
                if text.strip():
                    yield text, f"{path}:{number}"
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"{path}: cannot be read ({reason}); check the path") from error


def _marks(
    task: dict[str, Any], where: str, on_fault: OnFault | None, *, labels_only: bool = False
) -> list[Mark]:
    if not isinstance(task.get("text"), str):
        raise InputError(f'{where}: no task with a text; write {{"text": …}}')
    faults, codes = Faults(where, on_fault), Utf16(task["text"])
    own = task.get("certainty")
    others = own.get("marks") if isinstance(own, dict) else None
    marks = []
    for number, span in enumerate([*(task.get("spans") or ()), *(others or ())], 1):
        try:
            marks.append(_mark(span, f"span {number}", codes, labels_only))
        except ValueError as error:
            faults.add(None, f"span {number}: {error}")
    faults.settle()
    return marks


def _mark(span: Any, key: str, codes: Utf16, labels_only: bool) -> Mark:
    if not isinstance(span, dict):
        raise ValueError(f"{span!r} is no span; give an object with start, end and label")
    label, words = span.get("label"), span.get("text")
    place = codes.place(span.get("start"), span.get("end"), words)
    if place is None or not isinstance(label, str):
        raise ValueError(
            f"[{span.get('start')}, {span.get('end')}) with the words {words!r} and the label "
            f"{label!r} is not in the text; give start, end and label, in code points"
        )
    links = {n: str(span[n]) for n in LINKS if isinstance(span.get(n), str)}
    known = {} if labels_only else {n: span[n] for n in VALUES if span.get(n) is not None}
    values = {name: checked(name, value) for name, value in known.items()}
    return Mark(str(span.get("id", key)), label.lower(), (place,), values, links)
