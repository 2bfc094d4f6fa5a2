"""Tables with a title and some lines over them: for a terminal, a pull request, a notebook."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

_MARKS = re.compile(r"([\\`*_\[\]<>|])")
#: What stands in a column that is aligned to the right.
_NUMBER = re.compile(r"[-+–]?[\d.,]*\s?%?|[-+]?[\d.]+ to [-+]?[\d.]+")
_FIELD = "border-bottom:1px solid rgba(128,128,128,.35);padding:.15em .7em;text-align:"


class Table(NamedTuple):
    """A heading, the names of columns, the cells, and how to read them."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lead: str = ""


class Page(NamedTuple):
    """A title, sentences under it, and tables."""

    title: str
    lines: tuple[str, ...]
    tables: tuple[Table, ...]


def text(page: Page) -> str:
    """A page for a terminal."""
    parts = [page.title, *page.lines]
    for table in page.tables:
        cells = [table.head, *table.rows]
        widths = [max(len(row[at]) for row in cells) for at in range(len(table.head))]
        parts += ["", table.title, *([table.lead] if table.lead else [])]
        parts += ["  ".join(c.ljust(w) for c, w in zip(row, widths)).rstrip() for row in cells]
    return "\n".join(parts)


def markdown(page: Page) -> str:
    """A page for a pull request."""
    parts = [f"## {_marked(page.title)}", "", *(f"- {_marked(line)}" for line in page.lines)]
    for table in page.tables:
        parts += ["", f"### {_marked(table.title)}", ""]
        parts += [_marked(table.lead), ""] if table.lead else []
        ends = ["---:" if right else "---" for right in _rights(table)]
        parts += [_line(table.head), f"|{'|'.join(ends)}|", *map(_line, table.rows)]
    return "\n".join(parts)


def html(page: Page) -> str:
    """A page for a notebook: a fragment without script or style sheet."""
    lines = "".join(f"<li>{escape(line)}</li>" for line in page.lines)
    tables = "".join(_html_table(table) for table in page.tables)
    return (
        f'<div class="certainty tex2jax_ignore"><strong>{escape(page.title)}</strong>'
        f"<ul>{lines}</ul>{tables}</div>"
    )


def _html_table(table: Table) -> str:
    rights = _rights(table)
    parts = [f"<p><b>{escape(table.title)}</b> <small>{escape(table.lead)}</small></p><table>"]
    for tag, rows in (("th", (table.head,)), ("td", table.rows)):
        for row in rows:
            cells = [
                f'<{tag} style="{_FIELD}{"right" if right else "left"}">{escape(cell)}</{tag}>'
                for cell, right in zip(row, rights)
            ]
            parts.append(f"<tr>{''.join(cells)}</tr>")
    return "".join((*parts, "</table>"))


def _rights(table: Table) -> list[bool]:
    """Which columns hold numbers."""
    columns = zip(*table.rows) if table.rows else ((name,) for name in table.head)
    return [all(_NUMBER.fullmatch(cell) for cell in column) for column in columns]


def _marked(words: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(words.split()))


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_marked(cell) for cell in cells) + " |"
