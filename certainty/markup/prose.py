"""The prose of a text with markup, and where each of its characters stands in that text.

The prose is annotated; what was found is then told in offsets of the text as given.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeVar, final

from certainty.findings import FoundSentence, FoundSource
from certainty.types import Sentence, Source, Span

#: What a format may set apart.
PartKind = Literal[
    "code", "front matter", "heading", "html", "mathematics", "quotation", "table", "turn"
]
_APART = "\n\n"
V = TypeVar("V", bound=Sentence | Span)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch that a format sets apart from prose, so that it is not annotated.

    Half-open, in code points of the text. ``closed`` is false where its end mark is missing
    and it runs to the end of the text; ``role`` tells whose turn of a chat it is.
    """

    kind: PartKind
    start: int
    end: int
    closed: bool = True
    role: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "kind": self.kind,
            "start": self.start,
            "end": self.end,
            "closed": self.closed,
            "role": self.role,
        }


def told_open(text: str, part: Part) -> str:
    r"""What to say of a part that is never closed.

    >>> told_open("So:\n```\nx", Part("code", 4, 9, closed=False))[:42]
    'line 2: the code that begins here is never'
    """
    line = text.count("\n", 0, part.start) + 1
    return (
        f"line {line}: the {part.kind} that begins here is never closed, and all behind it was "
        "taken to be part of it; close it where it ends"
    )


@final
class Builder:
    """Puts prose together from stretches of a text, block by block."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._prose: list[str] = []
        self._length = 0
        #: Of each piece: where it begins in the prose and ends there, where in the text, and
        #: as far as which the markup around it is its own.
        self._pieces: list[list[int]] = []
        self.parts: list[Part] = []

    def add_block(self, stretches: Iterable[tuple[int, int, str | None]]) -> None:
        """A block of prose: stretches of the text, and what is read in place of each.

        ``None`` stands for the stretch as it is, an empty string for markup.
        """
        first = len(self._pieces)
        begin = end = -1
        for start, stop, said in stretches:
            begin = start if begin < 0 else begin
            end = stop
            words = self._text[start:stop] if said is None else said
            bare = words == "\n" and (len(self._pieces) == first or self._prose[-1][-1] == "\n")
            if words and not bare:  # lines of mere markup leave no blank ones behind
                if len(self._pieces) == first and first:
                    self._put(_APART)
                self._piece(start, stop, words, first)
        for at in range(first, len(self._pieces)):
            before = self._pieces[at - 1][3] if at > first else begin
            after = self._pieces[at + 1][2] if at + 1 < len(self._pieces) else end
            self._pieces[at][4:] = [before, after]

    def _piece(self, start: int, stop: int, words: str, first: int) -> None:
        last = self._pieces[-1] if len(self._pieces) > first else None
        at = self._length
        self._put(words)
        plain = len(words) == stop - start
        if last and plain and last[3] == start and last[1] - last[0] == last[3] - last[2]:
            last[1], last[3] = self._length, stop
        else:
            self._pieces.append([at, self._length, start, stop, start, stop])

    def _put(self, words: str) -> None:
        self._prose.append(words)
        self._length += len(words)

    def build(self) -> Prose:
        """The prose."""
        parts = sorted(self.parts, key=lambda part: part.start)
        return Prose("".join(self._prose), self._text, self._pieces, tuple(parts))


@final
class Prose:
    """The prose of a text with markup; ``text`` is the prose, ``given`` the text."""

    __slots__ = ("_begins", "_pieces", "_starts", "given", "parts", "text")

    def __init__(
        self, text: str, given: str, pieces: list[list[int]], parts: tuple[Part, ...]
    ) -> None:
        self.text = text
        self.given = given
        self.parts = parts
        self._pieces = pieces
        self._begins = [piece[0] for piece in pieces]
        self._starts = [piece[2] for piece in pieces]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the prose as one of the text."""
        begin = self._start(start)
        return begin, max(begin, self._end(end))

    def forth(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the text as one of the prose; empty where there is none in it."""
        first = self._read_from(start)
        return first, max(first, self._read_to(end))

    def restore(self, found: list[FoundSentence]) -> None:
        """Tell records of the prose in offsets and words of the text."""
        seen: set[int] = set()
        floor = 0
        for sentence in found:
            for span in sentence.spans:
                span.start, span.end = self.back(span.start, span.end)
                span.text = self.given[span.start : span.end]
                if span.scope is not None:
                    span.scope = self.back(*span.scope)
                self._restore_source(span.source, seen)
            self._restore_source(sentence.source, seen)
            start, end = self._whole(sentence.start, sentence.end)
            sentence.start, sentence.end = max(start, floor), end
            sentence.text = self.given[sentence.start : end]
            floor = end

    def _restore_source(self, source: FoundSource | None, seen: set[int]) -> None:
        while source is not None and id(source) not in seen:
            seen.add(id(source))
            source.start, source.end = self.back(source.start, source.end)
            source.text = self.given[source.start : source.end]
            self._restore_source(source.refers_to, seen)
            source = source.within

    def read(self, value: V) -> V:
        """A sentence or a span of the text as one of the prose."""
        start, end = self.forth(value.start, value.end)
        changed: dict[str, Any] = {
            "start": start,
            "end": end,
            "text": self.text[start:end],
            "source": _moved(value.source, self.forth, self.text),
        }
        if isinstance(value, Sentence):
            changed["spans"] = tuple(self.read(span) for span in value.spans)
        elif value.scope is not None:
            changed["scope"] = self.forth(*value.scope)
        return replace(value, **changed)

    def write_source(self, source: Source | None) -> Source | None:
        """A source of the prose as one of the text."""
        return _moved(source, self.back, self.given)

    def _whole(self, start: int, end: int) -> tuple[int, int]:
        """A sentence's stretch of the text, with the markup that stands right around it."""
        first = self._pieces[bisect_right(self._begins, start) - 1]
        last = self._pieces[bisect_left(self._begins, end) - 1]
        begin, stop = self.back(start, end)
        return (
            first[4] if first[0] == start else begin,
            last[5] if last[1] == end else stop,
        )

    def _start(self, at: int) -> int:
        """Where in the text the character of the prose at ``at`` begins."""
        if not self._pieces:
            return 0
        index = max(bisect_right(self._begins, at) - 1, 0)
        begin, stop, start, end, *_ = self._pieces[index]
        if at >= stop and index + 1 < len(self._pieces):
            return self._pieces[index + 1][2]
        return start + at - begin if stop - begin == end - start else start

    def _end(self, at: int) -> int:
        """Where in the text the character of the prose before ``at`` ends."""
        if not self._pieces:
            return 0
        begin, stop, start, end, *_ = self._pieces[max(bisect_left(self._begins, at) - 1, 0)]
        at = min(at, stop)
        return start + at - begin if stop - begin == end - start else end

    def _read_from(self, at: int) -> int:
        """The first character of the prose that does not end before ``at``."""
        index = bisect_right(self._starts, at) - 1
        if index >= 0:
            begin, stop, start, end, *_ = self._pieces[index]
            if at < end:
                return begin + at - start if stop - begin == end - start else begin
        return self._begins[index + 1] if index + 1 < len(self._pieces) else len(self.text)

    def _read_to(self, at: int) -> int:
        """The end of the last character of the prose that begins before ``at``."""
        index = bisect_left(self._starts, at) - 1
        if index < 0:
            return 0
        begin, stop, start, end, *_ = self._pieces[index]
        if at < end and stop - begin == end - start:
            return begin + at - start
        return stop


def _moved(
    source: Source | None, move: Callable[[int, int], tuple[int, int]], text: str
) -> Source | None:
    """A source, and those it leads to, at other places in another text."""
    if source is None:
        return None
    start, end = move(source.start, source.end)
    refers_to, within = (_moved(s, move, text) for s in (source.refers_to, source.within))
    return Source(text[start:end], start, end, refers_to, within)
