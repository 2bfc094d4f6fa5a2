"""Where sentences start and end, when something else than the library has found them."""

from __future__ import annotations

from collections.abc import Iterable
from operator import index

from certainty.sentences import pieces

#: Sentences as (start, end), in order.
Bounds = list[tuple[int, int]]


def checked(text: str, sentences: Iterable[tuple[int, int]]) -> Bounds:
    """Sentences that somebody gave, without white space around and none too long.

    `ValueError` where they overlap or lie outside the text.

    >>> checked("Rain may fall. It may not.", [(0, 15), (15, 26)])
    [(0, 14), (15, 26)]
    """
    bounds: Bounds = []
    last = 0
    for number, (start, end) in enumerate(sentences):
        start, end = index(start), index(end)  # of numpy too
        if not last <= start <= end <= len(text):
            raise ValueError(
                f"sentence {number} is [{start}, {end}); give offsets of the text, which has "
                f"{len(text)} characters, in order and without overlap"
            )
        stretch = text[start:end]
        first = start + len(stretch) - len(stretch.lstrip())
        if first < end:
            bounds += pieces(text, first, start + len(stretch.rstrip()))
        last = end
    return bounds
