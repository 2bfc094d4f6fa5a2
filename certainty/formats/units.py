"""Offsets in UTF-16 code units, as JavaScript and Java count, from code points and back.

A character beyond U+FFFF, most emoji among them, is one code point and two code units.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Literal, get_args

#: What the offsets of a file count.
Units = Literal["codepoints", "utf16"]
UNITS: tuple[Units, ...] = get_args(Units)
_WIDE = re.compile("[\U00010000-\U0010ffff]")


class Utf16:
    """The code units of one text.

    >>> units = Utf16("😀 may")
    >>> units.of(2), units.to(3), units.to(1)
    (3, 2, None)
    """

    __slots__ = ("_after", "_text", "_wide")

    def __init__(self, text: str) -> None:
        self._text = text
        self._wide = [match.start() for match in _WIDE.finditer(text)]
        #: The offset in code units behind each wide character.
        self._after = [at + number + 2 for number, at in enumerate(self._wide)]

    def of(self, offset: int) -> int:
        """An offset in code points as one in code units."""
        return offset + bisect_left(self._wide, offset)

    def to(self, offset: int) -> int | None:
        """The inverse; ``None`` inside of a pair of units and outside of the text."""
        wide = bisect_left(self._after, offset + 1)
        at = offset - wide
        return at if 0 <= at <= len(self._text) and self.of(at) == offset else None

    def place(
        self, start: object, end: object, words: object = None, *, units: Units = "codepoints"
    ) -> tuple[int, int] | None:
        """Where a stretch lies that a tool gives with offsets and, it may be, its words.

        Where the words do not stand there, the offsets are tried as code units; white space
        may differ. ``None`` where nothing fits.

        >>> Utf16("😀 may").place(3, 6, "may")
        (2, 5)
        """
        if not (type(start) is int and type(end) is int):
            return None
        as_units = self.to(start), self.to(end)
        for one, other in [(start, end), as_units] if units == "codepoints" else [as_units]:
            if one is None or other is None or not 0 <= one < other <= len(self._text):
                continue
            if not isinstance(words, str) or words.split() == self._text[one:other].split():
                return one, other
        return None
