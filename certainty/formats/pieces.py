"""A text cut into tokens for formats that need them, so that no mark begins or ends in one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

#: Words with what is written over their letters, and other characters, emoji whole.
_TOKEN = re.compile(
    r"\w(?:[\w\u0300-\u036f]|['’-](?=\w))*|\S(?:[\u0300-\u036f\ufe0f]|\u200d\S)*"
)


def cut(
    text: str, edges: Iterable[int], start: int = 0, end: int | None = None
) -> Iterator[tuple[int, int]]:
    """The tokens of a stretch, white space left out; each edge is a border.

    >>> ["I can't"[start:end] for start, end in cut("I can't", [5])]
    ['I', 'can', "'t"]
    """
    borders = sorted(edges)
    at = 0
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        begin, stop = match.span()
        while at < len(borders) and borders[at] <= begin:
            at += 1
        while at < len(borders) and borders[at] < stop:
            yield begin, borders[at]
            begin = borders[at]
            at += 1
        yield begin, stop
