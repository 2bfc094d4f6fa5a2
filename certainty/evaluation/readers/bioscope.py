"""Rows from the XML of BioScope and of CoNLL-2010's shared task.

A ``sentence`` holds text with ``cue`` (or ``ccue``) and ``xcope`` elements around its words;
its attribute ``certainty``, "certain" or "uncertain", is its label, and where it has none a
cue of speculation makes it hedged. Read as it streams by; declared entities are refused, so
that a small file cannot grow without bound, and nothing outside the file is fetched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

from certainty.errors import InputError
from certainty.evaluation.readers.files import read_blocks

_CUES = ("cue", "ccue")


@dataclass(slots=True)
class _Open:
    """An element of a sentence whose end has not come yet."""

    name: str
    start: int
    about: dict[str, str]


@dataclass(slots=True)
class _State:
    """Where the reading stands, and the rows that are ready."""

    path: Path
    parser: Any
    ready: list[tuple[dict[str, Any], str]] = field(default_factory=list)
    document: str = ""
    documents: int = 0
    part: str | None = None
    naming: bool = False
    sentence: dict[str, Any] | None = None
    line: int = 0
    text: list[str] = field(default_factory=list)
    length: int = 0
    open: list[_Open] = field(default_factory=list)
    cues: list[dict[str, Any]] = field(default_factory=list)
    scopes: list[dict[str, Any]] = field(default_factory=list)

    def start(self, name: str, about: dict[str, str]) -> None:
        if name == "Document":
            self.documents += 1
            self.document = str(self.documents)
        elif name == "DocID":
            self.naming, self.document = True, ""
        elif name == "DocumentPart":
            self.part = about.get("type")
        elif name == "sentence":
            self.sentence, self.line = about, self.parser.CurrentLineNumber
            self.text, self.length = [], 0
            self.open, self.cues, self.scopes = [], [], []
        elif self.sentence is not None and name in (*_CUES, "xcope"):
            self.open.append(_Open(name, self.length, about))

    def data(self, text: str) -> None:
        if self.sentence is not None:
            self.text.append(text)
            self.length += len(text)
        elif self.naming:
            self.document += text.strip()

    def end(self, name: str) -> None:
        if name == "DocID":
            self.naming = False
        elif name == "sentence":
            self.ready.append((self._row(), f"{self.path}:{self.line}"))
            self.sentence = None
        elif self.open and self.open[-1].name == name:
            closed = self.open.pop()
            kept = self.scopes if name == "xcope" else self.cues
            if self.length > closed.start:
                kept.append({"start": closed.start, "end": self.length, **closed.about})

    def _row(self) -> dict[str, Any]:
        text, about = "".join(self.text), self.sentence or {}
        cues = sorted(self.cues, key=lambda cue: (cue["start"], cue["end"]))
        said = about.get("certainty")
        speculates = any(cue.get("type", "speculation") == "speculation" for cue in cues)
        return {
            "id": f"{self.document}:{about['id']}" if about.get("id") else None,
            "text": text,
            "hedge": speculates if said is None else said == "uncertain",
            "cues": [_stretch(cue, text, type=cue.get("type")) for cue in cues],
            "scopes": [_scope(scope, cues, text) for scope in self.scopes],
            "meta": {"doc": self.document, "part": self.part},
        }


def read_xml(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """The sentences of a file in BioScope's XML."""
    parser = expat.ParserCreate()
    state = _State(path, parser)
    parser.StartElementHandler, parser.EndElementHandler = state.start, state.end
    parser.CharacterDataHandler = state.data
    parser.EntityDeclHandler = lambda *declared: _refuse(path, parser, declared[0])
    try:
        for block in read_blocks(path):
            parser.Parse(block, False)
            yield from state.ready
            state.ready.clear()
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise InputError(f"{path}:{error.lineno}: no well-formed XML ({error})") from error
    yield from state.ready


def _refuse(path: Path, parser: Any, name: str) -> None:
    raise InputError(
        f"{path}:{parser.CurrentLineNumber}: declares the entity {name!r}; entities are not "
        "read, since a small file can make them grow without bound; write the text out"
    )


def _stretch(item: dict[str, Any], text: str, **more: Any) -> dict[str, Any]:
    start, end = item["start"], item["end"]
    return {"start": start, "end": end, "text": text[start:end], **more}


def _scope(scope: dict[str, Any], cues: list[dict[str, Any]], text: str) -> dict[str, Any]:
    """A scope with the first cue that refers to it."""
    own = [at for at, cue in enumerate(cues) if cue.get("ref") == scope.get("id")]
    at = own[0] if own else None
    type_ = None if at is None else cues[at].get("type")
    return _stretch(scope, text, cue_index=at, type=type_)
