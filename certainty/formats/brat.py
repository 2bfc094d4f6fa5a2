r"""brat standoff: a ``.txt`` with the text, an ``.ann`` with its labels, one a line.

A sentence, cue, scope or holder is a text-bound label (``T``), what is known of it are
attributes (``A``) and, where they are words, notes (``#``); a cue leads to its scope and its
holder by relations (``R``). A stretch over several lines is discontinuous, as brat wants it.

brat counts code points, and a line end of two characters (``\r\n``) as one: so do the
offsets written here. Where they fit the text only when both are counted, they are read so.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from certainty.document import Document
from certainty.formats.brat_lines import Counting, parse
from certainty.formats.faults import OnFault, read_text, write_text
from certainty.formats.marks import CHOICES, NUMBERS, WORDS, Mark, marks_of, on_lines
from certainty.formats.restored import document_of
from certainty.types import KINDS

#: What an annotator can choose for a number; what is read may be any from 0 to 1.
_STEPS = "|".join(f"{step / 20:g}" for step in range(21))


def dumps(document: Document) -> str:
    r"""The lines of the ``.ann`` file; the text itself is no part of it.

    >>> from certainty import annotate
    >>> dumps(annotate("Rain is unlikely.")).splitlines()[2]
    'T3\tLikelihood 8 16\tunlikely'
    """
    counting = Counting(document.text)
    lines: dict[str, list[str]] = {"T": [], "A": [], "R": [], "#": []}
    marks = {mark.key: mark for mark in marks_of(document)}
    kept = {key for key, m in marks.items() if document.text[m.start : m.end].strip()}
    for mark in (mark for key, mark in marks.items() if key in kept):
        lines["T"].append(_bound(document.text, mark, counting))
        for tag, body in _about(mark, kept):
            lines[tag].append(f"{tag}{len(lines[tag]) + 1}\t{body}")
    first = next((key for key in marks if key in kept), None)
    if first is not None:
        lines["#"].append(f"#{len(lines['#']) + 1}\tScale T{first}\t{_plain(document.scale)}")
    return "".join(f"{line}\n" for group in lines.values() for line in group)


def loads(
    annotations: str, text: str, *, where: str = "annotations", on_fault: OnFault | None = None
) -> Document:
    """The document of an ``.ann`` file's lines and its text.

    A cue that a person added has no numbers. Raises `InputError` with every faulty line; with
    ``on_fault`` each is handed over and the others are read.

    >>> from certainty import annotate
    >>> document = annotate("Rain is unlikely.")
    >>> loads(dumps(document), document.text) == document
    True
    """
    found = parse(annotations, text, where=where, on_fault=on_fault)
    marks = found.marks(where)
    return document_of(text, marks, scale=found.scale, where=where, on_fault=on_fault)


def write(document: Document, path: str | os.PathLike[str]) -> None:
    """Write ``path`` with the ending ``.ann`` and the text beside it in ``.txt``."""
    stem = _stem(path)
    write_text(f"{stem}.txt", document.text)
    write_text(f"{stem}.ann", dumps(document))


def read(path: str | os.PathLike[str], *, on_fault: OnFault | None = None) -> Document:
    """The document of an ``.ann`` file with its ``.txt`` beside it."""
    stem = _stem(path)
    where = f"{stem}.ann"
    return loads(read_text(where), read_text(f"{stem}.txt"), where=where, on_fault=on_fault)


def configuration() -> str:
    """The ``annotation.conf`` of a folder: without it, brat shows the labels as unknown."""
    cues = "|".join(map(_type, KINDS))
    entities = [*map(_type, KINDS), "Sentence", "Scope", "Source"]
    numbers = [f"{_type(name)}\tArg:<ENTITY>, Value:{_STEPS}" for name in NUMBERS]
    choices = [
        f"{_type(name)}\tArg:<ENTITY>, Value:{'|'.join(values)}"
        for name, values in CHOICES.items()
    ]
    sections = {
        "entities": entities,
        "relations": [
            f"Scope\tArg1:{cues}, Arg2:Scope",
            f"Source\tArg1:Sentence|{cues}, Arg2:Source",
            "Refers_to\tArg1:Source, Arg2:Source",
            "Within\tArg1:Source, Arg2:Source",
            "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
        ],
        "events": [],
        "attributes": [*numbers, *choices, "Negated\tArg:<ENTITY>"],
    }
    blocks = ("\n".join([f"[{name}]", *lines, ""]) for name, lines in sections.items())
    return "\n".join(blocks)


def _stem(path: str | os.PathLike[str]) -> str:
    name = str(path)
    return name[:-4] if Path(name).suffix in (".ann", ".txt") else name


def _bound(text: str, mark: Mark, counting: Counting) -> str:
    pieces = list(on_lines(text, mark.start, mark.end))
    places = ";".join(f"{counting.of(start)} {counting.of(end)}" for start, end in pieces)
    words = " ".join(text[start:end] for start, end in pieces)
    return f"T{mark.key}\t{_type(mark.label)} {places}\t{words}"


def _about(mark: Mark, kept: set[str]) -> Iterator[tuple[str, str]]:
    """Attributes, notes and relations of a mark: the letter and the rest of the line."""
    own = f"T{mark.key}"
    for name, value in mark.values.items():
        if name in WORDS:
            yield "#", f"{_type(name)} {own}\t{_plain(str(value))}"
        elif value is True:
            yield "A", f"{_type(name)} {own}"
        else:
            shown = repr(float(value)) if name in NUMBERS else value
            yield "A", f"{_type(name)} {own} {shown}"
    for name, key in mark.links.items():
        if key in kept:
            yield "R", f"{_type(name)} Arg1:{own} Arg2:T{key}"


def _type(name: str) -> str:
    return name[0].upper() + name[1:]


def _plain(words: str) -> str:
    """Words on one line."""
    return json.dumps(words, ensure_ascii=False)[1:-1]
