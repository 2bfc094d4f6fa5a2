"""Documents out of the lines of a CoNLL-U Plus file that the library wrote."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from certainty.document import Document
from certainty.formats.faults import Faults, OnFault
from certainty.formats.marks import checked
from certainty.formats.pieces import stretches
from certainty.types import KINDS, Sentence, Span

#: UDPipe's way to write white space in a column.
_ESCAPES = {"\\": "\\\\", " ": "\\s", "\t": "\\t", "\r": "\\r", "\n": "\\n", "|": "\\p"}
_PLAIN = {value[1]: key for key, value in _ESCAPES.items()}
#: What a sentence has of which nothing is known, and a cue that a person marked.
_UNKNOWN = {
    **dict.fromkeys(("certainty", "level", "confidence", "source")),
    **{"hedged": 0.0, "weasel": 0.0},
}
_NEW = {
    **dict.fromkeys(("probability", "basis", "source", "sense")),
    **{"entry": "", "epistemic": 1.0, "negated": False},
}
_ESTIMATES = ("certainty", "probability")
Add = Callable[[int, str], None]


def escaped(spaces: str) -> str:
    r"""White space as it stands in a column.

    >>> escaped(" \n")
    '\\s\\n'
    """
    return "".join(_ESCAPES.get(char, char) for char in spaces)


def plain(written: str) -> str:
    """The inverse of `escaped`."""
    parts = iter(written)
    return "".join(_PLAIN.get(next(parts, ""), "") if char == "\\" else char for char in parts)


@dataclass(slots=True)
class _Block:
    """The tokens of a sentence with their places, columns and further entries."""

    line: int = 0
    values: str | None = None
    rows: list[tuple[int, dict[str, str], dict[str, str]]] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def stretch(self, first: int, last: int) -> dict[str, Any]:
        """The place and the words from one token to another."""
        start, end, begin = self.places[first][0], self.places[last][1], self.places[0][0]
        words = "".join(self.text)[start - begin : end - begin]
        return {"start": start, "end": end, "text": words}


@dataclass(slots=True)
class _Reading:
    """A document while its lines are read."""

    scale: str = "readers"
    text: list[str] = field(default_factory=list)
    length: int = 0
    sentences: list[Sentence] = field(default_factory=list)
    block: _Block = field(default_factory=_Block)

    def add(self, words: str) -> None:
        self.text.append(words)
        self.block.text.append(words)
        self.length += len(words)

    def token(self, number: int, cells: dict[str, str]) -> None:
        entries = (entry.partition("=") for entry in cells.get("MISC", "_").split("|"))
        misc = {name: value for name, _, value in entries}
        self.add(plain(misc.get("SpacesBefore", "")))
        self.block.text = self.block.text if self.block.rows else []
        self.block.line = self.block.line or number
        self.block.places.append((self.length, self.length + len(cells["FORM"])))
        self.block.rows.append((number, cells, misc))
        self.add(cells["FORM"])
        if misc.get("SpaceAfter") != "No":
            self.add(plain(misc.get("SpacesAfter", "\\s")))

    def close(self, add: Add) -> None:
        """End a sentence."""
        if self.block.rows and self.block.values is not None:
            self.sentences.append(_sentence(self.block, add))
        self.block = _Block()


def documents_in(data: str, where: str, on_fault: OnFault | None) -> Iterator[Document]:
    """The documents of a file, one behind the other.

    Raises `InputError` with the faulty lines of a document, those before it given by then.
    """
    faults = Faults(where, on_fault)
    columns: list[str] = []
    reading: _Reading | None = None
    for number, line in enumerate(f"{data}\n".split("\n"), 1):
        bare = line.rstrip("\r")
        if bare.startswith("# global.columns ="):
            columns = bare.partition("=")[2].split()
        elif bare.startswith("# newdoc"):
            if reading is not None:
                yield _finished(reading, faults)
            reading = _Reading()
        elif reading is None:
            if bare.strip():
                reading = _Reading()
                faults.add(number, "the file does not begin with # global.columns and # newdoc")
                faults.settle()
        elif bare.startswith("# scale_of_levels ="):
            reading.scale = bare.partition("=")[2].strip()
        elif bare.startswith("# values ="):
            reading.block.values = bare.partition("=")[2].strip()
        elif bare.strip() and not bare.startswith("# "):
            _take(reading, number, bare, columns, faults)
        elif not bare.strip():
            reading.close(faults.add)
    if reading is not None:
        yield _finished(reading, faults)


def _finished(reading: _Reading, faults: Faults) -> Document:
    reading.close(faults.add)
    faults.settle()
    return Document("".join(reading.text), reading.sentences, reading.scale)


def _take(
    reading: _Reading, number: int, bare: str, columns: Sequence[str], faults: Faults
) -> None:
    """A token's line; of one with too few or many columns, the word and its space are kept."""
    found = bare.split("\t")
    cells = dict(zip(columns, found))
    if len(found) != len(columns):
        faults.add(number, f"has {len(found)} columns, not {len(columns)}")
        cells = {"FORM": cells.get("FORM", ""), "MISC": found[-1]}
    if cells.get("FORM"):
        reading.token(number, cells)


def _sentence(block: _Block, add: Add) -> Sentence:
    place = block.stretch(0, -1)
    values = _values(block.values or "", block.line, add)
    spans = tuple(_spans(block, add))
    known = {**_UNKNOWN, **values}
    try:
        sentence = Sentence.from_dict({**known, **place, "spans": []})
    except (TypeError, KeyError) as error:
        add(block.line, f"the values of the sentence are not whole ({error})")
        sentence = Sentence.from_dict({**_UNKNOWN, **place, "spans": []})
    return replace(sentence, spans=spans)


def _spans(block: _Block, add: Add) -> Iterator[Span]:
    for number, (first, last, kind) in enumerate(_stretches(block, "CUE"), 1):
        line, _, misc = block.rows[first]
        if kind not in KINDS:
            add(line, f"the cue is of the kind {kind!r}; the kinds are {', '.join(KINDS)}")
            continue
        known = {**_NEW, **_values(misc.get("Values", "{}"), line, add)}
        scopes = _stretches(block, f"SCOPE:{number}")
        scope = scopes and block.stretch(scopes[0][0], scopes[-1][1])
        known["scope"] = [scope["start"], scope["end"]] if scope else None
        try:
            yield Span.from_dict({**known, "kind": kind, **block.stretch(first, last)})
        except (TypeError, KeyError) as error:
            add(line, f"the values of the cue are not whole ({error})")


def _stretches(block: _Block, column: str) -> list[tuple[int, int, str]]:
    return stretches(cells.get(column, "O") for _, cells, _ in block.rows)


def _values(written: str, line: int, add: Add) -> dict[str, Any]:
    """The JSON of a sentence or cue, its numbers and words checked."""
    try:
        found = json.loads(written)
        if not isinstance(found, dict):
            raise ValueError("give an object")
        for name, value in found.items():
            for inner, number in value.items() if name in _ESTIMATES and value else ():
                checked(name if inner == "mean" else inner, number)
            if isinstance(value, (int, float, str)):
                checked(name, value)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        add(line, f"the values {written!r} cannot be read ({error})")
        return {}
    return found
