"""What a document says, as labelled stretches of its text with values and links.

Annotation tools know stretches, not sentences with cues in them. A sentence is a mark with
the label "sentence", a cue one with its kind for a label; what a cue qualifies is a mark
"scope", a holder one "source", and links by name lead to them. Every format of a tool writes
these marks in its own way; `certainty.formats.restored` makes documents of them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from certainty.document import Document
from certainty.types import BASES, CONFIDENCES, Estimate, Sense, Sentence, Source, Span

SENTENCE, SCOPE, SOURCE = "sentence", "scope", "source"
#: Labels that are no cue; the second and third are what people call a source.
ROLES = (SENTENCE, SCOPE, SOURCE, "holder", "event")
SOURCES = (SOURCE, "holder")
SENSES: tuple[Sense, ...] = get_args(Sense)
#: The values that are numbers from 0 to 1, in the order they are written.
NUMBERS = ("certainty", "probability", "low", "high", "epistemic", "hedged", "weasel")
#: The values that are one of a few words.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "basis": BASES,
    "sense": SENSES,
    "confidence": CONFIDENCES,
}
#: Those that are any words.
WORDS = ("level", "entry")
#: All of them; the last is true or false.
VALUES = (*NUMBERS, *CHOICES, *WORDS, "negated")
#: From which mark to which a link may lead: a sentence or cue to its holder, and so on.
LINKS = ("scope", "source", "refers_to", "within")

Value = float | bool | str


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled stretch: its key in the file, its label, its pieces in order.

    ``values`` has what is known of it by name, ``links`` the keys of other marks, ``where``
    the place in the file that it was read from.
    """

    key: str
    label: str
    pieces: tuple[tuple[int, int], ...]
    values: Mapping[str, Value] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    where: str = ""

    @property
    def start(self) -> int:
        """Where the first piece starts."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Where the last piece ends."""
        return self.pieces[-1][1]


def marks_of(document: Document) -> list[Mark]:
    """The marks of a document, each sentence before its cues and each link before its mark.

    >>> from certainty import annotate
    >>> marks = marks_of(annotate("Rain is unlikely."))
    >>> [(mark.label, mark.start, mark.end) for mark in marks]
    [('sentence', 0, 17), ('scope', 0, 16), ('likelihood', 8, 16)]
    """
    marks: list[Mark] = []
    holders: dict[Source, str] = {}
    for sentence in document.sentences:
        links = _holder_links(sentence.source, marks, holders)
        _add(marks, SENTENCE, sentence.start, sentence.end, _sentence_values(sentence), links)
        for span in sentence.spans:
            links = _holder_links(span.source, marks, holders)
            if span.scope:
                links["scope"] = _add(marks, SCOPE, *span.scope)
            _add(marks, span.kind, span.start, span.end, _span_values(span), links)
    return marks


def _add(
    marks: list[Mark],
    label: str,
    start: int,
    end: int,
    values: Mapping[str, Value | None] | None = None,
    links: Mapping[str, str] | None = None,
) -> str:
    known = {name: value for name, value in (values or {}).items() if value is not None}
    marks.append(Mark(str(len(marks) + 1), label, ((start, end),), known, links or {}))
    return marks[-1].key


def _holder_links(
    source: Source | None, marks: list[Mark], holders: dict[Source, str]
) -> dict[str, str]:
    return {} if source is None else {"source": _holder(source, marks, holders)}


def _holder(source: Source, marks: list[Mark], holders: dict[Source, str]) -> str:
    """The key of a holder's mark; one that is new comes behind those it leads to."""
    if source not in holders:
        others = {"refers_to": source.refers_to, "within": source.within}
        links = {n: _holder(other, marks, holders) for n, other in others.items() if other}
        holders[source] = _add(marks, SOURCE, source.start, source.end, None, links)
    return holders[source]


def _estimate_values(name: str, estimate: Estimate | None) -> dict[str, Value | None]:
    if estimate is None:
        return {}
    return {name: estimate.mean, "low": estimate.low, "high": estimate.high}


def _sentence_values(sentence: Sentence) -> dict[str, Value | None]:
    return {
        **_estimate_values("certainty", sentence.certainty),
        "level": sentence.level,
        "hedged": sentence.hedged,
        "weasel": sentence.weasel,
        "confidence": sentence.confidence,
    }


def _span_values(span: Span) -> dict[str, Value | None]:
    return {
        **_estimate_values("probability", span.probability),
        "basis": span.basis,
        "epistemic": span.epistemic,
        "negated": span.negated or None,
        "sense": span.sense,
        "entry": span.entry,
    }


def checked(name: str, value: Any) -> Value:
    """A value as its name asks for; ``ValueError`` says what it should be.

    >>> checked("probability", "0.9"), checked("negated", True)
    (0.9, True)
    """
    if name in NUMBERS:
        number = float("nan") if isinstance(value, bool) else float(value)
        if not 0 <= number <= 1:
            raise ValueError(f"{name} is {value!r}; give a number from 0 to 1")
        return number
    if name == "negated":
        if value not in (True, "true", "True", False, "false", "False"):
            raise ValueError(f"negated is {value!r}; give true or false")
        return value in (True, "true", "True")
    if name in CHOICES and value not in CHOICES[name]:
        raise ValueError(f"{name} is {value!r}; give one of {', '.join(CHOICES[name])}")
    return str(value)


def joined(text: str, pieces: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    r"""Pieces in order, those joined that only a line's end keeps apart.

    >>> joined("may\nbe or not", [(0, 3), (4, 6), (10, 13)])
    ((0, 6), (10, 13))
    """
    whole: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        if whole and not text[whole[-1][1] : start].strip():
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return tuple(whole)


def on_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    r"""The pieces of a stretch that lie on one line each; line ends are left out.

    >>> list(on_lines("may\nbe", 0, 6))
    [(0, 3), (4, 6)]
    """
    at = start
    for line in text[start:end].splitlines(keepends=True):
        bare = len(line.splitlines()[0])
        if bare:
            yield at, at + bare
        at += len(line)
