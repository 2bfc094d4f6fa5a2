"""Quotations of a text, over sentences and paragraphs, and who speaks them.

A quotation runs from an opening mark to its closing one. A paragraph that opens with the mark
again carries it on; at the end of one that does not, it is over, closed or not. Its speaker is
named beside it, before it or behind it; one that opens where another has just been attributed
is the same speaker's.
"""

from __future__ import annotations

import re
from typing import Final, final

from certainty.records import mypyc_attr
from certainty.sentences import find_marks
from certainty.sources.attribution import Attribution, Holder, source_at
from certainty.view import View

_MARKS: Final = "\"“”«»'‘’"
_BLANK: Final = re.compile(r"\n[ \t\r]*\n\s*")
#: One of these is in every text with a quotation, or a single mark behind one of those.
_SIGNS: Final = frozenset('"“«‘')
_BEFORE_SINGLE: Final = frozenset(" \n(")
_SINGLE: Final = frozenset("'‘’")
_BEFORE_CLOSING: Final = frozenset(".,!?…")
_NEVER_BEFORE: Final = _BEFORE_CLOSING | {";"}
_CLOSING: Final = {'"': '"', "“": "”", "«": "»", "'": "'’", "‘": "’'"}
_OPENING: Final = frozenset(_CLOSING)
#: A longer stretch between two marks is a slip of the pen and no quotation.
LONGEST: Final = 6000
#: What may stand between two quotations of one speaker: a tag, with one full stop at its end.
LONGEST_TAG: Final = 200
_BREAK: Final = re.compile(r"[.!?]\s+\S")
#: Quotations looked at ahead.
_AHEAD: Final = 4
#: The words of a title that have capitals.
_LONGER: Final = re.compile(r"\S{4,}")
#: A quotation of fewer letters is a word in scare quotes.
SHORTEST: Final = 12


@mypyc_attr(acyclic=True)
@final
class Quotation:
    """A stretch of text between quotation marks, half-open, marks included."""

    __slots__ = ("end", "start")

    def __init__(self, start: int, end: int) -> None:
        self.start = start
        self.end = end


def find_quotations(text: str) -> list[Quotation]:
    """All quotations of a text, in order.

    >>> [(q.start, q.end) for q in find_quotations('"It is late," she said. "Go home now."')]
    [(0, 13), (24, 38)]
    """
    places = find_marks(text, _MARKS, 0, len(text))
    if not any(_is_sign(text, at) for at in places):
        return []
    found: list[Quotation] = []
    opened, start, passed = "", 0, 0
    for at in sorted(places + find_marks(text, "\n", 0, len(text))):
        mark = text[at]
        if mark in _SINGLE and not _is_mark(text, at):
            continue
        if mark == "\n":
            blank = _BLANK.match(text, at) if opened and at >= passed else None
            if blank is None:
                continue
            passed = blank.end()
            if not _carries_on(text, passed, opened):
                _add(found, start, at)
                opened = ""
        elif opened:
            if mark in _CLOSING[opened] and not _reopens(text, at):
                _add(found, start, at + 1)
                opened = ""
        elif mark in _OPENING and _opens(text, at):
            opened, start = mark, at
    if opened:
        _add(found, start, len(text.rstrip()))
    return found


def _is_sign(text: str, at: int) -> bool:
    """Whether a mark tells that there may be quotations, as a mere apostrophe does not."""
    if text[at] == "'":
        return not at or text[at - 1] in _BEFORE_SINGLE
    return text[at] in _SIGNS


def _is_mark(text: str, at: int) -> bool:
    """Whether a single mark opens or closes a quotation and is no apostrophe."""
    before = text[at - 1] if at else " "
    behind = text[at + 1 : at + 2]
    if behind.isalnum():
        return text[at] != "’" and not before.isalnum() and before not in _NEVER_BEFORE
    return text[at] != "‘" and before in _BEFORE_CLOSING


def _add(found: list[Quotation], start: int, end: int) -> None:
    if SHORTEST <= end - start <= LONGEST:
        found.append(Quotation(start, end))


def _opens(text: str, at: int) -> bool:
    """Whether a mark may open: nothing but space or a bracket before it, something behind."""
    return (not at or not text[at - 1].isalnum()) and not text[at + 1 : at + 2].isspace()


def _carries_on(text: str, at: int, opened: str) -> bool:
    return text[at : at + 1] == opened


def _reopens(text: str, at: int) -> bool:
    """Whether a mark stands at the head of a paragraph that carries a quotation on."""
    head = text[max(at - 4, 0) : at]
    return (
        not head.strip(" \t\r\n") and head.count("\n") >= 2 and text[at + 1 : at + 2].isalnum()
    )


@final
class Speech:
    """The quotations of one text, given their speakers as its sentences pass by."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._quotations = find_quotations(text)
        self._next = 0
        self._speaker: Holder | None = None

    def inside(self, at: int) -> bool:
        """Whether an offset lies in a quotation that has not passed by yet."""
        return any(
            quotation.start < at < quotation.end
            for quotation in self._quotations[self._next : self._next + _AHEAD]
        )

    def attribute(self, views: list[View], sources: list[list[Attribution]]) -> None:
        """Add to the attributions of the next sentences those of quotations named elsewhere."""
        at = 0
        while self._next < len(self._quotations):
            quotation = self._quotations[self._next]
            while at < len(views) and views[at].end <= quotation.start:
                at += 1
            if at == len(views):
                return
            last = at
            while last + 1 < len(views) and views[last + 1].start < quotation.end:
                last += 1
            holder = _speaker(views[last], sources[last], quotation)
            if holder is None and at < last:
                holder = _speaker(views[at], sources[at], quotation)
            if holder is None and self._speaker and self._goes_on(views[at]):
                holder = self._speaker
            named = holder is None and any(sources[at : last + 1])
            titled = named and self._is_title(quotation)
            for index in range(at, last + 1):
                if sources[index]:
                    _keep_inside(views[index], sources[index], quotation, titled=titled)
                if holder is not None:
                    _give(views[index], sources[index], quotation, holder)
            self._speaker = holder
            self._next += 1

    def _is_title(self, quotation: Quotation) -> bool:
        """Whether its longer words have capitals, as those of a book or a film have."""
        start, end = quotation.start + 1, quotation.end - 1
        for match in _LONGER.finditer(self._text, start, end):
            if not self._text[match.start()].isupper():
                return False
        return len(self._text[start:end].split(None, 1)) > 1

    def _goes_on(self, view: View) -> bool:
        """Whether a quotation goes on from the one before, with no more than its tag between.

        It opens its sentence; a few quoted words inside the author's own are no speech.
        """
        before, quotation = self._quotations[self._next - 1 : self._next + 1]
        if view.start < quotation.start - 1 and before.end <= view.start:
            return False
        between = self._text[before.end : quotation.start]
        return len(between) <= LONGEST_TAG and not _BREAK.search(between)


def _speaker(view: View, sources: list[Attribution], quotation: Quotation) -> Holder | None:
    """Whoever a sentence of the quotation names, outside its marks, as saying it."""
    for attribution in sources:
        if attribution.elsewhere or not _outside(view, attribution, quotation):
            continue
        first, last = attribution.content
        if first >= last:
            continue
        start, end = view.slice(first, last)
        if start < quotation.end and quotation.start < end:
            return view.slice(*attribution.holder)
    return None


def _keep_inside(
    view: View, sources: list[Attribution], quotation: Quotation, *, titled: bool
) -> None:
    """What is attributed inside a quotation ends with it; a title attributes nothing."""
    for attribution in list(sources):
        if attribution.elsewhere or _outside(view, attribution, quotation):
            continue
        if titled:
            sources.remove(attribution)
            continue
        first, last = _part(view, quotation)
        begin, end = attribution.content
        attribution.content = max(begin, first), max(min(end, last), max(begin, first))


def _give(view: View, sources: list[Attribution], quotation: Quotation, holder: Holder) -> None:
    """A sentence's part of a quotation its speaker, unless it names one itself."""
    first, last = _part(view, quotation)
    if first >= last:
        return
    middle = (first + last) // 2
    named = source_at(sources, middle)
    if named is not None and (named.elsewhere or _outside(view, named, quotation)):
        return
    sources.append(Attribution((0, 0), (first, last), -1, holder))


def _part(view: View, quotation: Quotation) -> tuple[int, int]:
    """The words of a sentence that a quotation holds."""
    return view.reading.within(max(view.start, quotation.start), min(view.end, quotation.end))


def _outside(view: View, attribution: Attribution, quotation: Quotation) -> bool:
    """Whether an attribution is made outside the quotation's marks."""
    at = view.slice(attribution.trigger, attribution.trigger + 1)[0]
    return not quotation.start <= at < quotation.end
