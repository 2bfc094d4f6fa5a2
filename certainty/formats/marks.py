"""What a document says, as labelled stretches of its text with values and links: and back.

Annotation tools know stretches, not sentences with cues in them. A sentence is a mark with
the label "sentence", a cue one with its kind for a label; what a cue qualifies is a mark
"scope", a holder one "source", and links by name lead to them. Every format of a tool writes
these marks in its own way, so they are told apart here and nowhere else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from certainty.document import Document
from certainty.errors import InputError
from certainty.formats.faults import OnFault
from certainty.types import BASES, CONFIDENCES, KINDS, Estimate, Sense, Sentence, Source, Span

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
