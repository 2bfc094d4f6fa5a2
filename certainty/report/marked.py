"""The marked text of a document, sentence by sentence, and the table of its spans."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from certainty.document import Document
from certainty.render import wording
from certainty.render.html import escaped
from certainty.report.elements import NONE, chip, colour, gauge, table
from certainty.types import Sentence, Span

_HEADS = ("Span", "Kind", "Heard as", "Basis", "Held by", "Sentence")


def marked_text(document: Document, key: str) -> str:
    """A list of sentences: the text with its spans marked, and beside it what it amounts to.

    Without ``<small>`` elements the text of class ``text`` is the document's. ``key`` begins
    the ids: ``d1-s2`` is a sentence, ``d1-c3`` a span in it, ``d1-r3`` its row in the table.
    """
    text, numbers = document.text, count(1)
    items, at = [], 0
    for number, (before, sentence, start, end) in enumerate(wording.rows(document), 1):
        parts = "".join(
            escaped(part) if span is None else _mark(part, span, key, next(numbers))
            for part, span in wording.stretches(text, start, end, sentence.spans)
        )
        gap, at = text[before:start], end
        apart = ' class="apart"' if before and len(gap.splitlines()) > 1 else ""
        items.append(
            f'<li id="{key}-s{number}"{apart}><div class="text">{escaped(gap)}{parts}</div>'
            f'<div class="verdict">{_verdict(sentence, number)}</div></li>'
        )
    rest = f'<div class="text">{escaped(text[at:])}</div>' if at < len(text) else ""
    listed = "\n".join(items)
    return f'<ol class="sentences" role="list">\n{listed}\n</ol>{rest}' if items else rest


def _mark(text: str, span: Span, key: str, number: int) -> str:
    tag = f"{span.probability.mean:.2f}" if span.probability else span.kind
    said = wording.DOT.join([*wording.account(span), f"entry: {wording.short(span.entry)}"])
    negated = " negated" if span.negated else ""
    return (
        f'<mark id="{key}-c{number}" class="{colour(span.probability)}{negated}">'
        f'<a href="#{key}-r{number}" aria-describedby="{key}-i{number}">{escaped(text)}'
        f"<small> {tag}</small></a>"
        f'<small class="tip" role="tooltip" id="{key}-i{number}">{escaped(said)}</small></mark>'
    )


def _verdict(sentence: Sentence, number: int) -> str:
    _, level = wording.verdict(sentence)
    lines = [
        f'<span class="number">{number}</span> {chip(sentence.certainty, "asserts nothing")}'
    ]
    lines[0] += f" {escaped(level)}" if level else ""
    if sentence.certainty:
        lines.append(gauge(sentence.certainty))
    remarks = wording.remarks(sentence)
    lines.append(f"<div>{escaped(wording.DOT.join(remarks[:2]))}</div>")
    lines += [f"<div>{escaped(remark)}</div>" for remark in remarks[2:]]
    return "".join(lines)


def span_table(document: Document, key: str, name: str) -> str:
    """A row for each span, which leads back to its place in the text."""
    rows = list(_rows(document, key))
    if not rows:
        return "<p>No spans: nothing in this text says how sure somebody is.</p>"
    ids = [f"{key}-r{number}" for number in range(1, len(rows) + 1)]
    return table(f"Spans of {name}", _HEADS, rows, ids=ids, style="spans")


def _rows(document: Document, key: str) -> Iterator[tuple[str, ...]]:
    numbers = count(1)
    for place, sentence in enumerate(document.sentences, 1):
        for span in sentence.spans:
            words = escaped(wording.short(span.text)) or "–"
            yield (
                f'<a href="#{key}-c{next(numbers)}">{words}</a>',
                escaped(", ".join([span.kind, *wording.caveats(span)])),
                chip(span.probability, "no number"),
                span.basis or NONE,
                escaped(wording.short(span.source.text)) if span.source else NONE,
                f'<a href="#{key}-s{place}">{place}</a>',
            )
