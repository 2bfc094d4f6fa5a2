"""Show an annotated document as HTML: cues marked, numbers in the margin."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from certainty.render import wording
from certainty.render.palette import CUTS, PALETTE, step
from certainty.types import Estimate, Sentence, Span

if TYPE_CHECKING:
    from certainty.document import Document

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
    rows = [_item(document.text, *row) for row in wording.rows(document)]
    at = max((end for *_, end in wording.rows(document)), default=0)
    rest = f"<div>{escaped(document.text[at:])}</div>" if at < len(document.text) else ""
    items = f'<ol\nstyle="{_LIST}">{"".join(rows)}</ol>' if rows else ""
    lines = [
        f'<span\nstyle="{_LINE}">{escaped(line)}</span>' for line in wording.summary(document)
    ]
    return (
        f'<div class="certainty tex2jax_ignore" style="{_FRAME}">{items}{rest}'
        f'<small\nstyle="{_FOOT}">{"".join(lines)}{_legend()}</small></div>'
    )


def escaped(text: str) -> str:
    """Text as a page may hold it.

    >>> escaped("<b> & more")
    '&lt;b&gt; &amp; more'
    """
    # a raw carriage return would reach the page as a line feed
    return escape(_UNFIT.sub("\ufffd", text)).replace("\r", "&#13;")


def _item(text: str, at: int, sentence: Sentence, start: int, end: int) -> str:
    parts = "".join(
        escaped(part) if span is None else _mark(part, span)
        for part, span in wording.stretches(text, start, end, sentence.spans)
    )
    gap = text[at:start]
    style = _ROW + (_BREAK if at and len(gap.splitlines()) > 1 else "")
    return (
        f'<li\nstyle="{style}"><div style="{_TEXT}">{escaped(gap)}{parts}</div>'
        f'<small\nstyle="{_MARGIN}">{_margin(sentence)}</small></li>'
    )


def _mark(text: str, span: Span) -> str:
    style = _MARK + ";" + _colours(span.probability) + (_NEGATED if span.negated else "")
    title = escaped(
        wording.DOT.join([*wording.account(span), f"entry: {wording.short(span.entry)}"])
    )
    label = f'<small style="{_TAG}"> {escaped(wording.label(span))}</small>'
    return f'<mark\nstyle="{style}"\ntitle="{title}">{escaped(text)}{label}</mark>'


def _colours(estimate: Estimate | None) -> str:
    if estimate is None:
        return f"background:{_FAINT};color:inherit"
    ground, ink = PALETTE[step(estimate.mean)]
    return f"background:{ground};color:{ink}"


def _margin(sentence: Sentence) -> str:
    number, level = wording.verdict(sentence)
    estimate = sentence.certainty
    chip = (
        f'<span style="{_CHIP};{_colours(estimate)}">{escaped(number)}</span> {escaped(level)}'
    )
    lines = [chip + (_gauge(estimate) if estimate else "")]
    remarks = wording.remarks(sentence)
    lines.append(escaped(wording.DOT.join(remarks[:2])))
    lines += [escaped(remark) for remark in remarks[2:]]
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
