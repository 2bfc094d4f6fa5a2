"""The page of a report: its frame, and a part for each document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from certainty import __version__, data
from certainty.document import Document
from certainty.errors import ScaleError
from certainty.render.html import escaped
from certainty.report import summary
from certainty.report.elements import NONE, table
from certainty.report.legend import legend
from certainty.report.marked import marked_text, span_table
from certainty.report.style import STYLE
from certainty.scales import Scale

#: A page that fetches nothing and runs nothing, whatever the text says.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


class _Part(NamedTuple):
    """A document with its name and what its ids begin with."""

    key: str
    name: str
    document: Document


def to_report(documents: Iterable[tuple[str, Document]], *, title: str | None = None) -> str:
    """One page of HTML for documents and their names: summary, marked text, spans, legend.

    It needs no other file, no network and no script, follows the reader's light or dark
    setting, and prints. Every mark can be reached by keyboard. Besides the text it takes
    about 12 kB, 0.6 kB a sentence and 1 kB a span. ``title`` is the heading. Controls and
    surrogates, which no page can hold, show as U+FFFD. `certainty.render.to_html` writes a
    fragment for pages of your own.

    >>> from certainty import annotate
    >>> page = to_report([("brief.txt", annotate("Rain is unlikely."))])
    >>> page.startswith("<!doctype html>"), 'aria-describedby="d1-i1">unlikely' in page
    (True, True)
    """
    parts = [_Part(f"d{at}", name, doc) for at, (name, doc) in enumerate(documents, 1)]
    if title is None:
        title = f"Certainty of {parts[0].name if len(parts) == 1 else f'{len(parts)} texts'}"
    scales = _scales(part.document for part in parts)
    return (
        f"{_head(title)}<body>\n"
        '<a class="skip" href="#main">Skip to the report</a>\n'
        f"<header><h1>{escaped(title)}</h1>"
        f"{summary.counts([part.document for part in parts])}</header>\n"
        f"{_contents(parts)}\n"
        f'<main id="main" tabindex="-1">\n{_body(parts, scales)}\n</main>\n'
        f"<footer><p>Written by certainty {__version__}. It tells how likely the text makes "
        "something, not how likely it is.</p></footer>\n</body>\n</html>\n"
    )


def _head(title: str) -> str:
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{escaped(title)}</title>\n<style>\n{STYLE}</style>\n</head>\n"
    )


def _scales(documents: Iterable[Document]) -> dict[str, Scale]:
    """The scales of the documents by name, but for those of the caller's own."""
    found = {}
    for name in dict.fromkeys(document.scale for document in documents):
        try:
            found[name] = data.scale(name)
        except ScaleError:
            continue
    return found


def _contents(parts: Sequence[_Part]) -> str:
    if len(parts) == 1:
        links = [("#d1-text", "Text"), ("#d1-spans", "Spans")]
    else:
        links = [(f"#{part.key}", part.name) for part in parts]
    links = [("#summary", "Summary"), *links, ("#legend", "How to read this")]
    items = "".join(f'<li><a href="{to}">{escaped(words)}</a></li>' for to, words in links)
    return f'<nav aria-label="Contents"><ol role="list">{items}</ol></nav>'


def _body(parts: Sequence[_Part], scales: dict[str, Scale]) -> str:
    documents = [part.document for part in parts]
    listed = _documents(parts) if len(parts) > 1 else ""
    first = _section(
        "summary", "Summary", f"{listed}{summary.tables(documents, scales)}", level=2
    )
    if len(parts) == 1:
        middle = "\n".join(_sections(parts[0], level=2))
    else:
        middle = "\n".join(map(_article, parts))
    last = _section("legend", "How to read this", legend(documents, scales.values()), level=2)
    return f"{first}\n{middle}\n{last}"


def _documents(parts: Sequence[_Part]) -> str:
    rows = []
    for part in parts:
        total = part.document.summary()
        mean = NONE if total.certainty is None else f"{total.certainty:.2f}"
        link = f'<a href="#{part.key}">{escaped(part.name)}</a>'
        rows.append((link, f"{total.sentences:,}", f"{total.spans:,}", mean))
    return table("Texts", ("Text", "Sentences", "Spans", "Mean certainty"), rows)


def _article(part: _Part) -> str:
    inner = "\n".join(_sections(part, level=3))
    return (
        f'<article id="{part.key}" aria-labelledby="{part.key}-h">'
        f'<h2 id="{part.key}-h">{escaped(part.name)}</h2>'
        f"{summary.counts([part.document])}\n{inner}</article>"
    )


def _sections(part: _Part, *, level: int) -> tuple[str, str]:
    text = marked_text(part.document, part.key) or "<p>The text is empty.</p>"
    spans = span_table(part.document, part.key, part.name)
    return (
        _section(f"{part.key}-text", "Text", text, level=level),
        _section(f"{part.key}-spans", "Spans", spans, level=level),
    )


def _section(key: str, heading: str, inner: str, *, level: int) -> str:
    return (
        f'<section id="{key}" aria-labelledby="{key}-h">'
        f'<h{level} id="{key}-h">{heading}</h{level}>\n{inner}</section>'
    )
