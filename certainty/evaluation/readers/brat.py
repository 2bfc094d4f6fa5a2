"""Rows from brat's standoff: an ``.ann`` file with its ``.txt`` beside it, or a folder of them.

A text-bound label (``T1``) of the type Sentence, Scope, Source (or Holder) or Event is that;
any other is a cue of that type. A relation ``Scope Arg1:T1 Arg2:T2`` gives a scope its cue, an
attribute ``Factuality`` or ``Certainty`` of an event is its label from -3 to 3. A label in
several pieces is a cue for each. The document is one row, its ``id`` the name of the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from certainty.errors import InputError
from certainty.evaluation.readers.files import read_blocks
from certainty.evaluation.readers.table import number_of
from certainty.formats.brat_lines import parse
from certainty.formats.restored import row_of


def read_brat(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """The documents of a folder, in the order of their names, or that of one ``.ann``."""
    if not path.is_dir():
        yield _document(path.with_suffix(".txt"), path.stem)
        return
    texts = sorted(path.rglob("*.txt"))
    if not texts:
        raise InputError(f"{path}: holds no .txt file with an .ann beside it")
    for file in texts:
        yield _document(file, str(file.relative_to(path).with_suffix("")))


def _document(file: Path, name: str) -> tuple[dict[str, Any], str]:
    labels = file.with_suffix(".ann")
    if not labels.exists():
        raise InputError(f"{file}: has no {labels.name} beside it; put an empty one there")
    text = _decoded(file)
    about = {"id": name, "meta": {"doc": name}}
    return {**about, **_row(_decoded(labels), text, str(labels))}, str(file)


def _decoded(path: Path) -> str:
    data = b"".join(read_blocks(path))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}; convert it") from error


def _row(annotations: str, text: str, where: str) -> dict[str, Any]:
    found = parse(annotations, text, where=where, labels_only=True)
    row = row_of(text, found.marks(where))
    events = [
        {"start": start, "end": end, "factuality": number_of(found.factuality[key])}
        for key, label in found.labels.items()
        if label == "event" and key in found.factuality
        for start, end in found.places[key][:1]
    ]
    return {**row, "events": events} if events else row
