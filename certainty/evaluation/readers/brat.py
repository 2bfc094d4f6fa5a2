"""Rows from a folder of brat's: a ``.txt`` file for each document, its labels in an ``.ann``.

A text-bound label (``T1``) of the type Scope, Source (or Holder) or Event is that; any other
is a cue of that type. A relation ``Scope Arg1:T1 Arg2:T2`` gives a scope its cue, an attribute
``Factuality`` or ``Certainty`` of an event is its label from -3 to 3. A label in several
pieces is a cue for each. The document is one row, its ``id`` the name of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from certainty.errors import InputError
from certainty.evaluation.readers.files import read_blocks, read_lines
from certainty.evaluation.readers.table import number_of

_BOUND = re.compile(r"(\S+) (\d+ \d+(?:;\d+ \d+)*)")
_LABELS = ("factuality", "certainty")


def read_brat(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """The documents of a folder, in the order of their names."""
    texts = sorted(path.rglob("*.txt"))
    if not texts:
        raise InputError(f"{path}: holds no .txt file with an .ann beside it")
    for file in texts:
        labels = file.with_suffix(".ann")
        if not labels.exists():
            raise InputError(f"{file}: has no {labels.name} beside it; put an empty one there")
        name = str(file.relative_to(path).with_suffix(""))
        text = _text(file)
        about = {"id": name, "text": text, "meta": {"doc": name}}
        yield {**about, **_labels(labels, text)}, str(file)


def _text(path: Path) -> str:
    """The text as it is: brat counts a line end of two characters as two."""
    data = b"".join(read_blocks(path))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 at byte {error.start}; convert it") from error


def _labels(path: Path, text: str) -> dict[str, Any]:
    bound: dict[str, list[dict[str, Any]]] = {}
    triggers: dict[str, str] = {}
    links: list[tuple[str, str]] = []
    numbers: dict[str, float | str] = {}
    for number, line in read_lines(path):
        key, _, rest = line.rstrip("\r\n").partition("\t")
        where = f"{path}:{number}"
        if key.startswith("T"):
            bound[key] = _bound(rest, text, where)
        elif key.startswith("E"):
            triggers[key] = rest.split(" ")[0].rpartition(":")[2]
        elif key.startswith("R") and rest.lower().startswith("scope "):
            first, second = (part.rpartition(":")[2] for part in rest.split()[1:3])
            links.append((first, second))
        elif key.startswith(("A", "M")):
            parts = rest.split()
            if len(parts) > 2 and parts[0].lower() in _LABELS:
                numbers[triggers.get(parts[1], parts[1])] = number_of(parts[2])
    return _row(bound, links, numbers)


def _bound(rest: str, text: str, where: str) -> list[dict[str, Any]]:
    """The pieces of a text-bound label, held against the text."""
    about, _, words = rest.partition("\t")
    match = _BOUND.fullmatch(about)
    if not match:
        raise InputError(f"{where}: {about!r} is no label of brat's; write T1, TYPE START END")
    pieces: list[dict[str, Any]] = []
    for pair in match[2].split(";"):
        start, end = (int(part) for part in pair.split())
        pieces.append({"start": start, "end": end, "type": match[1].lower()})
    stands = " ".join(text[p["start"] : p["end"]] for p in pieces)
    if _flat(words) != _flat(stands):
        raise InputError(
            f"{where}: {match[1]} {match[2]} should be {words!r}, but {stands!r} stands there; "
            "give offsets in code points"
        )
    return pieces


def _row(
    bound: dict[str, list[dict[str, Any]]],
    links: list[tuple[str, str]],
    numbers: dict[str, float | str],
) -> dict[str, Any]:
    row: dict[str, Any] = {"cues": [], "scopes": [], "events": []}
    first: dict[str, int] = {}
    cue_of = {scope: cue for cue, scope in links}
    for key, pieces in bound.items():
        type_ = pieces[0]["type"]
        if type_ in ("source", "holder"):
            row.setdefault("source", {k: pieces[0][k] for k in ("start", "end")})
        elif type_ == "event":
            if key in numbers:
                row["events"].append({**pieces[0], "factuality": numbers[key]})
        elif type_ != "scope":
            first[key] = len(row["cues"])
            row["cues"] += pieces
    for key, pieces in bound.items():
        if pieces[0]["type"] == "scope":
            place = {"start": pieces[0]["start"], "end": pieces[-1]["end"]}
            row["scopes"].append({**place, "cue_index": first.get(cue_of.get(key, ""))})
    return {name: value for name, value in row.items() if value or name == "cues"}


def _flat(words: str) -> str:
    return " ".join(words.split())
