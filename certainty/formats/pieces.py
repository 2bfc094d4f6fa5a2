"""Tokens for formats that need them, no mark beginning or ending in one, and BIO tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

#: Words with what is written over their letters, and other characters, emoji whole.
_TOKEN = re.compile(
    r"\w(?:[\w\u0300-\u036f]|['’-](?=\w))*|\S(?:[\u0300-\u036f\ufe0f]|\u200d\S)*"
)

#: Tags of tokens that no stretch holds.
UNMARKED = ("O", "_", "")


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


def stretches(tags: Iterable[str]) -> list[tuple[int, int, str]]:
    """First and last token and type of each stretch that BIO tags mark.

    An I that follows nothing of its type begins one; "O", "_" and nothing mark none.

    >>> stretches(["O", "B-modal", "I-modal", "I-doubt"])
    [(1, 2, 'modal'), (3, 3, 'doubt')]
    """
    found: list[tuple[int, int, str]] = []
    before: str | None = None
    for at, tag in enumerate(tags):
        mark, _, type_ = tag.partition("-")
        if tag in UNMARKED:
            before = None
            continue
        if mark == "I" and before == type_:
            found[-1] = (found[-1][0], at, type_)
        else:
            found.append((at, at, type_))
        before = type_
    return found
