"""Rows as token columns, one token a line and a blank line after each sentence.

Without a head the token is the first column that is no number, and the last column marks cues
in the manner of BIO: ``B-epistemic`` begins one, ``I-epistemic`` goes on, ``O`` and ``_`` are
none. A line ``# global.columns = FORM CUE SCOPE FACTUALITY`` (CoNLL-U Plus) names columns
instead; of these four all but ``FORM`` may be absent, and others are passed over. Instead of
``SCOPE`` there may be a column for the scope of each cue of the sentence, ``SCOPE:1`` and so
on, and ``SOURCE`` marks the holder. Of the other comments ``sent_id``, ``newdoc id``, ``text``,
``hedge``, ``weasel``, ``certainty`` and ``scale`` are read, as in ``# hedge = true``. Without
``text`` the tokens are joined by blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from certainty.errors import InputError
from certainty.evaluation.readers.files import read_lines
from certainty.evaluation.readers.table import ANSWERS, number_of
from certainty.formats.pieces import UNMARKED, stretches

_COMMENT = re.compile(r"#\s*([\w. ]+?)\s*=\s*(.*)")


@dataclass(slots=True)
class _Sentence:
    line: int = 0
    tokens: list[Sequence[str]] = field(default_factory=list)
    about: dict[str, str] = field(default_factory=dict)


def read_conll(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """The sentences of a file of token columns."""
    columns: list[str] = []
    document: str | None = None
    sentence = _Sentence()
    for number, line in chain(read_lines(path), [(0, "")]):
        bare = line.strip("\r\n")
        if not sentence.tokens and bare.startswith("#") and not bare.startswith("#\t"):
            comment = _COMMENT.match(bare)
            name, value = comment.groups() if comment else ("", "")
            columns = value.split() if name == "global.columns" else columns
            document = value if name == "newdoc id" else document
            sentence.about[name] = value
        elif bare.strip():
            sentence.line = sentence.line or number
            sentence.tokens.append(bare.split("\t") if "\t" in bare else bare.split())
        elif sentence.tokens:
            where = f"{path}:{sentence.line}"
            yield _row(sentence, columns, document, where), where
            sentence = _Sentence()


def _row(
    sentence: _Sentence, columns: list[str], document: str | None, where: str
) -> dict[str, Any]:
    names = columns or _guess(sentence.tokens[0])
    for at, token in enumerate(sentence.tokens):
        if len(token) != len(names):
            raise InputError(
                f"{where}: token {at + 1} has {len(token)} columns, not {len(names)}"
            )
    words = [token[names.index("FORM")] for token in sentence.tokens]
    text = sentence.about.get("text", " ".join(words))
    places = _places(words, text, where)
    row = {"text": text, **_commented(sentence.about, document)}
    for name, kind in (("CUE", "cues"), ("SCOPE", "scopes")):
        if name in names:
            tags = [token[names.index(name)] for token in sentence.tokens]
            row[kind] = _stretches(tags, places, text)
    if "SCOPE" in names:
        _link(row)
    for at, name in enumerate(names):
        tags = [token[at] for token in sentence.tokens]
        if name.startswith("SCOPE:") and name[6:].isdecimal():
            number = int(name[6:]) - 1
            found = _stretches(tags, places, text) if number < len(row.get("cues", ())) else []
            row.setdefault("scopes", []).extend({**s, "cue_index": number} for s in found)
        elif name == "SOURCE" and (found := _stretches(tags, places, text)):
            row["source"] = {"start": found[0]["start"], "end": found[0]["end"]}
    if "FACTUALITY" in names:
        labels = [token[names.index("FACTUALITY")] for token in sentence.tokens]
        row["events"] = [
            {"start": s, "end": e, "factuality": number_of(label)}
            for label, (s, e) in zip(labels, places)
            if label not in UNMARKED
        ]
    return row


def _commented(about: dict[str, str], document: str | None) -> dict[str, Any]:
    """What the comments above a sentence say of it."""
    row: dict[str, Any] = {"meta": {"doc": document} if document else {}}
    if "sent_id" in about:
        row["id"] = about["sent_id"]
    for name in ("hedge", "weasel"):
        if name in about:
            row[name] = ANSWERS.get(about[name].lower(), about[name])
    if "certainty" in about:
        row["certainty"] = number_of(about["certainty"])
        row["scale"] = about.get("scale")
    return row


def _guess(first: Sequence[str]) -> list[str]:
    """Names for columns without a head: the token, and the mark of cues at the end."""
    at = 1 if len(first) > 2 and first[0].isdigit() else 0
    names = [f"column {i}" for i in range(len(first))]
    names[at] = "FORM"
    if len(first) > at + 1:
        names[-1] = "CUE"
    return names


def _places(words: Sequence[str], text: str, where: str) -> list[tuple[int, int]]:
    places, at = [], 0
    for word in words:
        start = text.find(word, at)
        if start < 0 or text[at:start].strip():
            raise InputError(
                f"{where}: the token {word!r} does not stand next in the text at character {at}"
            )
        at = start + len(word)
        places.append((start, at))
    return places


def _stretches(
    tags: Sequence[str], places: Sequence[tuple[int, int]], text: str
) -> list[dict[str, Any]]:
    """The stretches that tags of BIO mark, with their words."""
    found = []
    for first, last, type_ in stretches(tags):
        start, end = places[first][0], places[last][1]
        place = {"start": start, "end": end}
        found.append({**place, "type": type_ or None, "text": text[start:end]})
    return found


def _link(row: dict[str, Any]) -> None:
    """Give each scope the cue inside it, else the nearest before."""
    for scope in row["scopes"]:
        inside = [
            at
            for at, cue in enumerate(row.get("cues", ()))
            if scope["start"] <= cue["start"] and cue["end"] <= scope["end"]
        ]
        before = [
            at for at, cue in enumerate(row.get("cues", ())) if cue["end"] <= scope["start"]
        ]
        scope["cue_index"] = inside[0] if inside else before[-1] if before else None
