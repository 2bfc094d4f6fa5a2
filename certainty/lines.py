"""Join the lines of a text to blocks: paragraphs, wrapped prose, list items, headlines.

A paragraph ends at a blank line or U+2029. Inside it two lines are joined where a sentence
was wrapped, and kept apart where a headline, a list item or a table row ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from certainty.abbreviations import Abbreviations
from certainty.openers import OPENING, QUOTES, opens, skip_lead, word_set

Line = tuple[int, int]

#: Longer lines than this are paragraphs of their own; shorter ones were never wrapped.
_WIDEST, _NARROWEST = 140, 40

_RARE_BREAKS: Final = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_BREAKS: Final = "\n" + _RARE_BREAKS
_NEWLINE: Final = re.compile(r"\n\s*")
_LINE_BREAK: Final = re.compile(rf"[{_BREAKS}]\s*")
_BREAK: Final = re.compile(rf"\r\n|[{_BREAKS}]")
_BULLET: Final = re.compile(r"[*•‣▪▫●○◦◆■□➢➤✓✔✅·](?:\s+|\Z)")
_DASH: Final = re.compile(r"[-–—+](?:\s+|\Z)")
_NUMBER: Final = re.compile(
    r"\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,5}|[IVX]{1,5})(?:\.(?:\d{1,2}\.)*\)?|\))(?:\s+|\Z)"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\s+(?=[A-Z])"
)
_APART: Final = re.compile(r"#{1,6}\s|[\s\-=*_~#+.•·—–|:]{3,}\Z")
_ENDED: Final = re.compile(rf"[.!?…][{QUOTES})\]]{{0,3}}\Z")
#: Words that leave a line unfinished whatever comes next.
_CONNECTORS: Final = word_set(
    "a an and are as at be been but by can could for from had has have he her his if in into"
    " is its may might mr mrs must near not of on or our over said says she should that"
    " the their than they this to under was were when which while who whose will with would"
)


def blocks(text: str, abbreviations: Abbreviations) -> list[Line]:
    """The stretches of a text that no sentence crosses, as ``(start, end)``, in order."""
    found: list[Line] = []
    for lines in _paragraphs(text):
        if len(lines) == 1:
            found.append(lines[0])
        else:
            _join(found, text, lines, abbreviations)
    return found


def _paragraphs(text: str) -> list[list[Line]]:
    found: list[list[Line]] = []
    lines: list[Line] = []
    start = 0
    for match in _breaks(text):
        _add_line(lines, text, start, match.start())
        start = match.end()
        gap = match.group()
        if gap != "\n" and lines and ("\u2029" in gap or len(_BREAK.findall(gap)) > 1):
            found.append(lines)
            lines = []
    _add_line(lines, text, start, len(text))
    if lines:
        found.append(lines)
    return found


def _breaks(text: str) -> Iterable[re.Match[str]]:
    for mark in _RARE_BREAKS:
        if mark in text:
            return _LINE_BREAK.finditer(text)
    return _NEWLINE.finditer(text) if "\n" in text else ()


def _add_line(lines: list[Line], text: str, start: int, end: int) -> None:
    if start < end and (text[start].isspace() or text[end - 1].isspace()):
        line = text[start:end]
        end = start + len(line.rstrip())
        start = max(start, end - len(line.strip()))
    if start < end:
        lines.append((start, end))


def _join(
    found: list[Line], text: str, lines: list[Line], abbreviations: Abbreviations
) -> None:
    """Add the blocks of a paragraph."""
    layout = _layout(text, lines, abbreviations)
    line = lines[0]
    begin = line[0]
    for following in lines[1:]:
        if not layout.reads_on(begin, line, following):
            found.append((begin, line[1]))
            begin = following[0]
        line = following
    found.append((begin, line[1]))


def _layout(text: str, lines: list[Line], abbreviations: Abbreviations) -> _Layout:
    width = max(end - start for start, end in lines)
    first, last = lines[0][0], lines[-1][1]
    prose = bool(_ENDED.search(text, max(first, last - 4), last)) or any(
        text[start].islower() for start, _ in lines[1:]
    )
    cells = text.find("\t", first, last) >= 0 or text.find("|", first, last) >= 0
    wrapped = 0 if width > _WIDEST else max(width, _NARROWEST)
    return _Layout(text, abbreviations, wrapped, prose, cells)


@dataclass(frozen=True)
class _Layout:
    """What the lines of a paragraph say about how it was set."""

    text: str
    abbreviations: Abbreviations
    width: int  # to which the text was wrapped, 0 where it was not
    prose: bool  # whether the lines read on rather than stand alone
    cells: bool  # whether there are tabs or bars, which may part the cells of a table

    def reads_on(self, begin: int, line: Line, following: Line) -> bool:
        """Whether a line goes on in the following one; ``begin`` is where its block does."""
        text, (start, end), (start2, end2) = self.text, line, following
        last = text[end - 1]
        low = text[start2].islower()
        if low and last.isalpha() and text[start] != "#" and not self.cells:
            return not _NUMBER.match(text, start2, end2)  # the commonest case
        if low and last in "-\xad‐" and text[start : end - 1][-1:].isalpha():
            return True
        if self._apart(line) or self._apart(following):
            return False
        if _item_end(text, start, end) == end:
            return True
        word = text[max(start, end - 24) : end].split()[-1]
        full = end - start + _first_word(text, start2, end2) >= self.width > 0
        if self._starts_item(begin, following, full, word):
            return False
        if last in ",;-–—&/+" or _connects(word):
            return True
        if _ENDED.search(text, max(start, end - 4), end):
            return full or _unfinished(word, self.abbreviations)
        return self._unended_reads_on(start == begin, following, full)

    def _unended_reads_on(self, first: bool, following: Line, full: bool) -> bool:
        at = skip_lead(self.text, *following)
        if at < following[1] and self.text[at].islower():
            return True
        if not full or not self.prose:
            return False
        headline = first and opens(self.text, at, following[1])
        return not headline or self.text[at : at + 2].rstrip("'’ ") == "I"

    def _starts_item(self, begin: int, line: Line, full: bool, word: str) -> bool:
        """Whether a line starts an item; ``word`` is the last one of the line before.

        A dash or a number may also have been wrapped to the start of a line, where the
        line before was full, did not end, and belongs to no such item itself.
        """
        if _BULLET.match(self.text, *line):
            return True
        for pattern in (_DASH, _NUMBER):
            if pattern.match(self.text, *line):
                if pattern.match(self.text, begin, line[0]):
                    return True
                unended = word[-1] not in ".!?…:;\"”'’" or self._shortened(word)
                return not (_connects(word) or (full and unended))
        return False

    def _shortened(self, word: str) -> bool:
        return word[-1] == "." and self.abbreviations.kind(word[:-1]) is not None

    def _apart(self, line: Line) -> bool:
        """Whether a line stands alone: a heading mark, a rule, a row of a table."""
        start, end = line
        if _APART.match(self.text, start, end):
            return True
        if not self.cells:
            return False
        bars = self.text.count("|", start, end)
        tab = self.text.find("\t", _item_end(self.text, start, end), end)
        return bars > 1 or self.text[start] == "|" or tab >= 0


def _first_word(text: str, start: int, end: int) -> int:
    return len(text[start : min(end, start + 40)].split(None, 1)[0])


def _connects(word: str) -> bool:
    return word in _CONNECTORS or (
        len(word) > 1 and word.isupper() and word.lower() in _CONNECTORS
    )


def _unfinished(word: str, abbreviations: Abbreviations) -> bool:
    stem = word.rstrip(".").lstrip(OPENING)
    return word.endswith(".") and (len(stem) == 1 or abbreviations.kind(stem) == "never")


def _item_end(text: str, start: int, end: int) -> int:
    """Where the marker of a list item ends; ``start`` where the line has none."""
    for pattern in (_BULLET, _DASH, _NUMBER):
        match = pattern.match(text, start, end)
        if match:
            return match.end()
    return start
