"""Markdown: its paragraphs and list items as prose, everything else set apart.

Code, tables, quotations, raw HTML, mathematics, headings and front matter are not prose; the
words of links are, their addresses are not. Of the libraries that parse Markdown none tells
where the words of a paragraph stand in the text, so the rules are read here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from certainty.markup.blocks import Line, find_blocks
from certainty.markup.inline import find_markup
from certainty.markup.prose import Builder, Prose

Stretch = tuple[int, int, str | None]

_NOTE: Final = re.compile(r"\[\^[^\]\s]{1,99}\]:[ \t]*")
_TASK: Final = re.compile(r"\[[ xX]\][ \t]+")


def read_markdown(text: str) -> Prose:
    """The prose of a Markdown text.

    >>> prose = read_markdown("Rain is **almost certain**. ~~Snow~~ Hail is not.")
    >>> prose.text
    'Rain is almost certain.  Hail is not.'
    >>> prose.back(8, 22), prose.given[10:24]
    ((10, 24), 'almost certain')
    """
    builder = Builder(text)
    add_markdown(builder, text, 0, len(text))
    return builder.build()


def add_markdown(builder: Builder, text: str, start: int, end: int) -> None:
    """Add the prose of a stretch of a text, and what it sets apart."""
    found = find_blocks(text, start, end)
    builder.parts += found.parts
    for at, lines in enumerate(found.paragraphs):
        content = _content(text, lines, item=at in found.items)
        builder.add_block(_stretches(text, content, found.labels))


def _content(text: str, lines: list[Line], *, item: bool) -> list[Line]:
    """The lines without the mark of a note or a task before them."""
    start, end = lines[0]
    mark = _NOTE.match(text, start, end) or (_TASK.match(text, start, end) if item else None)
    return [(mark.end(), end), *lines[1:]] if mark else lines


def _stretches(text: str, lines: list[Line], labels: set[str]) -> Iterator[Stretch]:
    """What is read in place of each stretch of a paragraph, without a gap."""
    joined = "\n".join(text[start:end] for start, end in lines)
    places = _places(lines)
    at = 0
    for start, end, said in [*find_markup(joined, labels), (len(joined), len(joined), "")]:
        yield from _plain(lines, places, at, start)
        if start < end:
            yield _place(lines, places, start), _place(lines, places, end - 1) + 1, said
        at = end


def _places(lines: list[Line]) -> list[int]:
    """Where each line begins when they are joined by single line ends."""
    places = [0]
    for start, end in lines:
        places.append(places[-1] + end - start + 1)
    return places


def _plain(lines: list[Line], places: list[int], start: int, end: int) -> Iterator[Stretch]:
    """Words as they stand; the end of a line with what leads the next is a line end."""
    index = _line_of(places, start)
    while start < end:
        first, last = lines[index]
        stop = min(end, places[index + 1] - 1)
        if start < stop:
            yield first + start - places[index], first + stop - places[index], None
        if stop < end:
            yield last, lines[index + 1][0], "\n"
        start, index = stop + 1, index + 1


def _place(lines: list[Line], places: list[int], at: int) -> int:
    index = _line_of(places, at)
    start, end = lines[index]
    return min(start + at - places[index], end)


def _line_of(places: list[int], at: int) -> int:
    return min(bisect_right(places, at) - 1, len(places) - 2)
