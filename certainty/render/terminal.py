"""Show an annotated document as lines of text for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from unicodedata import category, east_asian_width

from certainty.render import wording
from certainty.render.palette import TERMINAL_PALETTE, step
from certainty.types import Estimate, Sentence, Span

if TYPE_CHECKING:
    from certainty.document import Document

#: Some text and how it is styled: the numbers of an SGR sequence, "" for none.
_Piece = tuple[str, str]

#: Controls, surrogates, and the marks that set the order of what follows them.
_UNSAFE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_BLANK = re.compile("[\t-\r\u2028\u2029]")
_PLAIN, _DIM, _UNDERLINED, _BOLD = "", "2", "4", "1"
_NARROWEST = 40
_GAUGE_CELLS = 20
_LONGEST_CUE = 28


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Text to wrap beside what stands before its first line."""

    lead: tuple[_Piece, ...]
    body: tuple[_Piece, ...]


def to_terminal(document: Document, *, colour: bool = True, width: int = 100) -> str:
    r"""Write lines for a terminal: each sentence's certainty, its text, and its cues.

    Without ``colour`` cues stand in brackets. No line is wider than ``width``; less than
    40 columns are taken as 40. White space is set anew; controls, and marks that reverse
    the order of what follows, show as ``\x1b``.

    >>> from certainty.document import Document
    >>> to_terminal(Document("", ()), colour=False)
    '0 sentences · 0 spans · scale readers'
    """
    lines: list[str] = []
    for paragraph in _paragraphs(document, not colour):
        for line in _wrapped(paragraph, max(width, _NARROWEST)):
            plain = "".join(text for text, _ in line)
            lines.append(_coloured(line) if colour and plain.strip(" ") else plain.rstrip(" "))
    return "\n".join(lines)


def _paragraphs(document: Document, brackets: bool) -> Iterator[_Paragraph]:
    at = 0
    for before, sentence, start, end in wording.rows(document):
        yield from _loose(document.text[before:start])
        yield from _block(document.text, sentence, start, end, brackets)
        at = end
    yield from _loose(document.text[at:])
    for i, line in enumerate(wording.summary(document)):
        yield _Paragraph((), ((line, _PLAIN if i else _BOLD),))


def _loose(text: str) -> Iterator[_Paragraph]:
    """Show what no sentence holds, where it is more than white space."""
    if safe(text).strip(" "):
        yield _Paragraph((("  ", _PLAIN),), ((text, _DIM),))
        yield _Paragraph((), ())


def _block(
    text: str, sentence: Sentence, start: int, end: int, brackets: bool
) -> Iterator[_Paragraph]:
    yield _headline(sentence)
    parts = wording.stretches(text, start, end, sentence.spans)
    pieces = tuple(p for part, span in parts for p in _cue(part, span, brackets))
    yield _Paragraph((("  ", _PLAIN),), pieces)
    names = [wording.short(safe(span.text), _LONGEST_CUE) for span in sentence.spans]
    column = max(map(cells, names), default=0) + 2
    for name, span in zip(names, sentence.spans):
        blank = " " * (column - cells(name))
        lead = (("    ", _PLAIN), (name, _style(span.probability)), (blank, _PLAIN))
        yield _Paragraph(lead, ((wording.DOT.join(wording.account(span)), _PLAIN),))
    yield _Paragraph((), ())


def _headline(sentence: Sentence) -> _Paragraph:
    number, level = wording.verdict(sentence)
    chip = (number, _style(sentence.certainty) if sentence.certainty else _PLAIN)
    remarks = (wording.DOT + wording.DOT.join(wording.remarks(sentence)), _DIM)
    named = [(f" {level}", _BOLD)] if level else []
    gauge = (bar(sentence.certainty), _PLAIN)
    return _Paragraph((gauge, ("  ", _PLAIN)), (chip, *named, remarks))


def bar(estimate: Estimate | None) -> str:
    """Draw the range from 0 to 1 with the interval and the mean on it."""
    if estimate is None:
        return "·" * _GAUGE_CELLS
    low, at, high = (
        min(max(int(x * _GAUGE_CELLS), 0), _GAUGE_CELLS - 1)
        for x in (estimate.low, estimate.mean, estimate.high)
    )
    cells = ["━" if low <= i <= high else "·" for i in range(_GAUGE_CELLS)]
    cells[at] = "●"
    return "".join(cells)


def _cue(text: str, span: Span | None, brackets: bool) -> tuple[_Piece, ...]:
    if span is None or not text:
        return ((text, _PLAIN),)
    style = _style(span.probability)
    return (("[", style), (text, style), ("]", style)) if brackets else ((text, style),)


def _style(estimate: Estimate | None) -> str:
    if estimate is None:
        return _UNDERLINED
    ground, ink = TERMINAL_PALETTE[step(estimate.mean)]
    return f"38;5;{ink};48;5;{ground}"


def safe(text: str) -> str:
    """Text that a terminal shows and does not obey, its white space as blanks."""
    return _UNSAFE.sub(_escaped, _BLANK.sub(" ", text))


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def cells(text: str) -> int:
    """How many columns a text takes, close enough for wrapping."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(char: str) -> int:
    if char < "\u0300":
        return 1
    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def _wrapped(paragraph: _Paragraph, width: int) -> Iterator[list[_Piece]]:
    indent = sum(cells(text) for text, _ in paragraph.lead)
    before = list(paragraph.lead)
    for line in _lines(paragraph.body, width - indent):
        yield before + line
        before = [(" " * indent, _PLAIN)]


def _lines(pieces: Sequence[_Piece], room: int) -> list[list[_Piece]]:
    """Break between words, and within one only where it is wider than a line."""
    lines: list[list[_Piece]] = [[]]
    used, blank = 0, []
    for is_blank, word in _words(pieces):
        if is_blank:
            blank = word[:1] if lines[-1] else []
            continue
        need = len(blank) + sum(_width(char) for char, _ in word)
        if used and used + need > room:
            lines.append([])
            used, blank = 0, []
        for cell in (*blank, *word):
            if used + _width(cell[0]) > room:
                lines.append([])
                used = 0
            lines[-1].append(cell)
            used += _width(cell[0])
        blank = []
    return lines


def _words(pieces: Sequence[_Piece]) -> Iterator[tuple[bool, list[_Piece]]]:
    """Cut into runs of blanks and of other characters, one piece a character."""
    cells = ((char, style) for text, style in pieces for char in safe(text))
    for is_blank, run in groupby(cells, key=lambda cell: cell[0] == " "):
        yield is_blank, list(run)


def _coloured(line: Sequence[_Piece]) -> str:
    runs = groupby(line, key=lambda piece: piece[1])
    texts = ((style, "".join(text for text, _ in run)) for style, run in runs)
    return "".join(f"\x1b[{style}m{text}\x1b[0m" if style else text for style, text in texts)
