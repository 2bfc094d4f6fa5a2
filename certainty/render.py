"""Show an annotated document to people: HTML for notebooks, lines for terminals.

Colours follow the probability in seven steps, cut where the bands of ICD 203 meet; the
palette diverges from orange (improbable) to blue (probable), pale in the middle, and its
neighbours stay apart for readers with any of the usual colour deficiencies. Every number
also stands as text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING
from unicodedata import category, east_asian_width

from certainty.types import Estimate, Sentence, Source, Span

if TYPE_CHECKING:
    from certainty.document import Document

#: Where one colour gives way to the next: the bands of ICD 203.
CUTS = (0.05, 0.2, 0.45, 0.55, 0.8, 0.95)
#: Background and text of the seven steps.
PALETTE = (
    ("#9a4a00", "#ffffff"),
    ("#e8913a", "#111111"),
    ("#fbd9ae", "#111111"),
    ("#f2efe6", "#111111"),
    ("#cde3f5", "#111111"),
    ("#6fb1e3", "#111111"),
    ("#1a5c9e", "#ffffff"),
)
#: The same steps in the 256 colours of terminals.
TERMINAL_PALETTE = ((130, 231), (208, 16), (223, 16), (254, 16), (153, 16), (75, 16), (25, 231))

_LONGEST = 80  # of a source, a level or an entry in a label, so that output stays linear
_SOURCES = 12  # named in the summary
_DOUBTED = 0.5  # below it a span shows how probably it speaks of certainty at all
_DOT = " · "


def step(probability: float) -> int:
    """Which of the seven colours a probability has, 0 for the least probable.

    >>> [step(p) for p in (0.02, 0.3, 0.5, 0.7, 0.97)]
    [0, 2, 3, 4, 6]
    """
    return bisect_left(CUTS, probability)


# What both views say


def _interval(estimate: Estimate) -> str:
    return f"{estimate.mean:.2f} [{estimate.low:.2f}–{estimate.high:.2f}]"


def _short(text: str, longest: int = _LONGEST) -> str:
    text = " ".join(text[: 4 * longest].split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _name(source: Source) -> list[str]:
    return [f"source: {_short(source.text)}"]


def _label(span: Span) -> str:
    """Say in few words what stands beside a cue."""
    return ", ".join([_numbered(span), *_caveats(span)])


def _numbered(span: Span) -> str:
    return span.kind + (f" {_interval(span.probability)}" if span.probability else "")


def _caveats(span: Span) -> list[str]:
    doubted = [f"epistemic {span.epistemic:.2f}"] if span.epistemic < _DOUBTED else []
    return [*(["negated"] if span.negated else []), *doubted]


def _account(span: Span) -> list[str]:
    """Tell everything about a span but its text and its entry."""
    return [
        _numbered(span),
        *_caveats(span),
        *([span.basis] if span.basis else []),
        *(_name(span.source) if span.source else []),
    ]


def _verdict(sentence: Sentence) -> tuple[str, str]:
    """Give the certainty of a sentence and the level's name."""
    if sentence.certainty is None:
        return "asserts nothing", ""
    level = _short(sentence.level) if sentence.level is not None else "between levels"
    return _interval(sentence.certainty), level


def _remarks(sentence: Sentence) -> list[str]:
    return [
        f"hedged {sentence.hedged:.2f}",
        f"weasel {sentence.weasel:.2f}",
        *([f"confidence {sentence.confidence}"] if sentence.confidence else []),
        *(_name(sentence.source) if sentence.source else []),
    ]


def _summary(document: Document) -> list[str]:
    total = document.summary()
    mean = "" if total.certainty is None else f"mean certainty {total.certainty:.2f}"
    counts = [
        _count(total.sentences, "sentence"),
        _count(total.spans, "span"),
        *([mean] if mean else []),
        f"scale {_short(document.scale)}",
    ]
    lines = [_DOT.join(counts)]
    if total.kinds:
        lines.append("spans: " + _DOT.join(f"{kind} {n}" for kind, n in total.kinds.items()))
    if total.sources:
        ranked = sorted(total.sources.items(), key=lambda item: -item[1][0])
        named = [_holder(name, n, mean) for name, (n, mean) in ranked[:_SOURCES]]
        rest = len(ranked) - len(named)
        lines.append("sources: " + _DOT.join([*named, *([f"{rest} more"] if rest else [])]))
    return lines


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _holder(name: str, n: int, mean: float | None) -> str:
    return f"{_short(name)} {n}" + ("" if mean is None else f" (mean {mean:.2f})")


def _rows(document: Document) -> Iterator[tuple[int, Sentence, int, int]]:
    """Each sentence with the end of the one before it and its own bounds.

    Bounds are clipped so that no character is shown twice, whatever the document holds.
    """
    at = 0
    for sentence in document.sentences:
        start = min(max(sentence.start, at), len(document.text))
        end = min(max(sentence.end, start), len(document.text))
        yield at, sentence, start, end
        at = end


def _stretches(
    text: str, start: int, end: int, spans: Sequence[Span]
) -> Iterator[tuple[str, Span | None]]:
    """``text[start:end]`` cut at its cues, in order; together the parts are the whole."""
    at = start
    for span in spans:
        first = min(max(span.start, at), end)
        last = min(max(span.end, first), end)
        yield text[at:first], None
        yield text[first:last], span
        at = last
    yield text[at:end], None


# HTML

#: Characters that a page cannot hold: controls other than white space, and surrogates.
_UNFIT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

_FAINT = "rgba(128,128,128,.24)"
_FRAME = "max-width:72em;line-height:1.65;text-align:left"
_LIST = "list-style:none;margin:0;padding:0"
_ROW = (
    "display:flex;flex-wrap:wrap;gap:.1em 1.5em;margin:0;padding:.45em 0;"
    f"border-top:1px solid {_FAINT}"
)
_BREAK = ";border-top-width:3px"
_TEXT = "flex:1 1 26em;min-width:0;overflow-wrap:anywhere"
_MARGIN = "flex:0 1 20em;min-width:0;font-size:.78em;line-height:1.45;overflow-wrap:anywhere"
_MARK = (
    "padding:.1em .25em;border-radius:.25em;outline:1px solid rgba(128,128,128,.4);"
    "-webkit-box-decoration-break:clone;box-decoration-break:clone"
)
_NEGATED = ";text-decoration:underline dotted;text-underline-offset:.2em"
_CHIP = (
    "padding:.1em .4em;border-radius:.25em;outline:1px solid rgba(128,128,128,.4);"
    "font-weight:600;white-space:nowrap"
)
_TAG = (
    "font-size:.68em;font-variant-numeric:tabular-nums;white-space:nowrap;"
    "unicode-bidi:isolate;user-select:none"
)
_LINE = "display:block;unicode-bidi:isolate"
_FOOT = f"display:block;padding:.5em 0;border-top:1px solid {_FAINT};font-size:.78em"


def to_html(document: Document) -> str:
    """Write a fragment for notebooks and pages: cues marked, numbers in the margin.

    It holds no script and no style sheet, and reads on light and dark pages. Besides the
    text it takes about 1 kB a sentence and 0.5 kB a span, 2.5 and 2 kB at most. Without
    its ``<small>`` elements, which hold what the library says, it is the document's text,
    but that controls and surrogates, which no page can hold, show as U+FFFD.

    >>> from certainty.document import Document
    >>> "0 sentences" in to_html(Document("", ()))
    True
    """
    rows = [_item(document.text, *row) for row in _rows(document)]
    at = max((end for *_, end in _rows(document)), default=0)
    rest = f"<div>{_text(document.text[at:])}</div>" if at < len(document.text) else ""
    items = f'<ol\nstyle="{_LIST}">{"".join(rows)}</ol>' if rows else ""
    lines = [f'<span\nstyle="{_LINE}">{_text(line)}</span>' for line in _summary(document)]
    return (
        f'<div class="certainty tex2jax_ignore" style="{_FRAME}">{items}{rest}'
        f'<small\nstyle="{_FOOT}">{"".join(lines)}{_legend()}</small></div>'
    )


def _text(text: str) -> str:
    # a raw carriage return would reach the page as a line feed
    return escape(_UNFIT.sub("\ufffd", text)).replace("\r", "&#13;")


def _item(text: str, at: int, sentence: Sentence, start: int, end: int) -> str:
    parts = "".join(
        _text(part) if span is None else _mark(part, span)
        for part, span in _stretches(text, start, end, sentence.spans)
    )
    gap = text[at:start]
    style = _ROW + (_BREAK if at and len(gap.splitlines()) > 1 else "")
    return (
        f'<li\nstyle="{style}"><div style="{_TEXT}">{_text(gap)}{parts}</div>'
        f'<small\nstyle="{_MARGIN}">{_margin(sentence)}</small></li>'
    )


def _mark(text: str, span: Span) -> str:
    style = _MARK + ";" + _colours(span.probability) + (_NEGATED if span.negated else "")
    title = _text(_DOT.join([*_account(span), f"entry: {_short(span.entry)}"]))
    label = f'<small style="{_TAG}"> {_text(_label(span))}</small>'
    return f'<mark\nstyle="{style}"\ntitle="{title}">{_text(text)}{label}</mark>'


def _colours(estimate: Estimate | None) -> str:
    if estimate is None:
        return f"background:{_FAINT};color:inherit"
    ground, ink = PALETTE[step(estimate.mean)]
    return f"background:{ground};color:{ink}"


def _margin(sentence: Sentence) -> str:
    number, level = _verdict(sentence)
    estimate = sentence.certainty
    chip = f'<span style="{_CHIP};{_colours(estimate)}">{_text(number)}</span> {_text(level)}'
    lines = [chip + (_gauge(estimate) if estimate else "")]
    remarks = _remarks(sentence)
    lines.append(_text(_DOT.join(remarks[:2])))
    lines += [_text(remark) for remark in remarks[2:]]
    return "".join(f'<span\nstyle="{_LINE}">{line} </span>' for line in lines)


def _gauge(estimate: Estimate) -> str:
    """Draw a line from 0 to 1 with the interval on it."""
    low, high = 100 * estimate.low, 100 * estimate.high
    band = f"{_FAINT} {low:.0f}%,currentColor {low:.0f}% {high:.0f}%,{_FAINT} {high:.0f}%"
    ground = f"linear-gradient(90deg,{band})"
    style = f"display:block;height:3px;margin:.35em 0;max-width:14em;background:{ground}"
    return f'<span aria-hidden="true" style="{style}"></span>'


def _legend() -> str:
    edges = (0.0, *CUTS, 1.0)
    chips = [
        f'<span\nstyle="{_CHIP};background:{ground};color:{ink}">{low:.2f}–{high:.2f}</span> '
        for (ground, ink), low, high in zip(PALETTE, edges, edges[1:])
    ]
    plain = f'<span\nstyle="{_CHIP};{_colours(None)}">no number</span>'
    return f'<span\nstyle="{_LINE};line-height:2">{"".join(chips)}{plain}</span>'


# Terminals

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
            lines.append(_coloured(line) if colour and plain.strip() else plain.rstrip())
    return "\n".join(lines)


def _paragraphs(document: Document, brackets: bool) -> Iterator[_Paragraph]:
    at = 0
    for before, sentence, start, end in _rows(document):
        yield from _loose(document.text[before:start])
        yield from _block(document.text, sentence, start, end, brackets)
        at = end
    yield from _loose(document.text[at:])
    for i, line in enumerate(_summary(document)):
        yield _Paragraph((), ((line, _PLAIN if i else _BOLD),))


def _loose(text: str) -> Iterator[_Paragraph]:
    """Show what no sentence holds, where it is more than white space."""
    if _safe(text).strip(" "):
        yield _Paragraph((("  ", _PLAIN),), ((text, _DIM),))
        yield _Paragraph((), ())


def _block(
    text: str, sentence: Sentence, start: int, end: int, brackets: bool
) -> Iterator[_Paragraph]:
    yield _headline(sentence)
    parts = _stretches(text, start, end, sentence.spans)
    pieces = tuple(p for part, span in parts for p in _cue(part, span, brackets))
    yield _Paragraph((("  ", _PLAIN),), pieces)
    names = [_short(_safe(span.text), _LONGEST_CUE) for span in sentence.spans]
    column = max(map(_cells, names), default=0) + 2
    for name, span in zip(names, sentence.spans):
        blank = " " * (column - _cells(name))
        lead = (("    ", _PLAIN), (name, _style(span.probability)), (blank, _PLAIN))
        yield _Paragraph(lead, ((_DOT.join(_account(span)), _PLAIN),))
    yield _Paragraph((), ())


def _headline(sentence: Sentence) -> _Paragraph:
    number, level = _verdict(sentence)
    chip = (number, _style(sentence.certainty) if sentence.certainty else _PLAIN)
    remarks = (_DOT + _DOT.join(_remarks(sentence)), _DIM)
    named = [(f" {level}", _BOLD)] if level else []
    gauge = (_bar(sentence.certainty), _PLAIN)
    return _Paragraph((gauge, ("  ", _PLAIN)), (chip, *named, remarks))


def _bar(estimate: Estimate | None) -> str:
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


def _safe(text: str) -> str:
    """Text that a terminal shows and does not obey, its white space as blanks."""
    return _UNSAFE.sub(_escaped, _BLANK.sub(" ", text))


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def _cells(text: str) -> int:
    """How many columns a text takes, close enough for wrapping."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(char: str) -> int:
    if char < "\u0300":
        return 1
    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def _wrapped(paragraph: _Paragraph, width: int) -> Iterator[list[_Piece]]:
    indent = sum(_cells(text) for text, _ in paragraph.lead)
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
    cells = ((char, style) for text, style in pieces for char in _safe(text))
    for is_blank, run in groupby(cells, key=lambda cell: cell[0] == " "):
        yield is_blank, list(run)


def _coloured(line: Sequence[_Piece]) -> str:
    runs = groupby(line, key=lambda piece: piece[1])
    texts = ((style, "".join(text for text, _ in run)) for style, run in runs)
    return "".join(f"\x1b[{style}m{text}\x1b[0m" if style else text for style, text in texts)
