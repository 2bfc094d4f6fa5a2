"""The plain view of a sentence, in which patterns are looked for, and its patterns.

Of the same length as the sentence: lower case, one kind of space, hyphen and quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

_SPACES: Final = (*"\t\n\r\f\v\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000",)
#: What a sentence is translated by.
PLAIN: Final = str.maketrans(
    dict.fromkeys((*_SPACES, *map(chr, range(0x2000, 0x200B))), " ")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-")
    | dict.fromkeys("\u2014\u2015", "\u2014")
    | dict.fromkeys("\u2018\u2019\u02bc\u201b", "'")
    | dict.fromkeys("\u201c\u201d\u00ab\u00bb\u201e", '"')
    | dict.fromkeys("\uff05\ufe6a\u066a", "%")
    | dict.fromkeys("\u2044\u2215", "/")
    | {"\u2236": ":"}
)


def any_of(needles: tuple[str, ...], hay: str) -> bool:
    """Whether any of the strings occurs, inside a word or not."""
    return any(map(hay.__contains__, needles))


def places(view: str, word: str) -> Iterator[int]:
    """Where a word stands, but not where it is part of a longer one."""
    start = view.find(word)
    while start >= 0:
        end = start + len(word)
        if not (view[start - 1 : start].isalnum() or view[end : end + 1].isalnum()):
            yield start
        start = view.find(word, end)


def has(view: str, word: str) -> bool:
    """Whether a word stands there, not as part of a longer one."""
    return next(places(view, word), None) is not None


def lower(sentence: str) -> str:
    """Lower case, letter by letter where that would change the length."""
    low = sentence.lower()
    if len(low) == len(sentence):
        return low
    return "".join(letter.lower()[0] for letter in sentence)


@cache
def pattern(source: str) -> re.Pattern[str]:
    """A pattern over the plain view, in which `_` is one to three spaces."""
    return re.compile(source.replace("_", "(?: {1,3})"))
