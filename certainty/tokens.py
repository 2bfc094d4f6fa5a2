"""Cut a stretch of text into normalised words with exact offsets.

A *word* is what the lexicon is matched against: lower case, clitics apart
(``won't`` is ``will not``), hyphens inside words dropped, soft hyphens and
line-break hyphenation mended. The offsets stay those of the text as given.
"""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import compress, count
from typing import Final, NamedTuple

from certainty.records import mypyc_attr

_WORD: Final = re.compile(
    r"(?:https?://|www\.)\S+"  # an address is one word
    r"|[@#]?\w+(?:(?:['’@\xad]|[.,](?=\d)|-\r?\n[ \t]*)\w+)*"
    r"|(?<!\w)['’](?:ll|re|ve|s|d|m)\b"  # a clitic set apart
    r"|[^\w\s-]|(?<!\w)-|-(?!\w)"
)
_MENDS: Final = re.compile(r"\xad|-\r?\n[ \t]*")
_CLITICS: Final = {
    "'ll": "will",
    "'re": "are",
    "'ve": "have",
    "'m": "am",
    "'s": "'s",
    "'d": "'d",
}
_BEFORE_NOT: Final = {"wo": "will", "ca": "can", "sha": "shall", "ai": "is"}
_WHOLE: Final = {
    "cannot": ((3, "can"), (3, "not")),
    "gonna": ((3, "going"), (2, "to")),
}


def lower(text: str) -> str:
    """Lower-case without changing the length, so that offsets hold.

    >>> len(lower("İstanbul")) == len("İstanbul")
    True
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def where(words: list[str], known: Container[str]) -> list[int]:
    """Which words are among the known ones.

    >>> where(["it", "may", "or", "may", "not"], {"may"})
    [1, 3]
    """
    return list(compress(count(), map(known.__contains__, words)))


@mypyc_attr(acyclic=True)
class Piece:
    """A normalised word, and where it stands in the stretch that it was cut from."""

    __slots__ = ("begin", "end", "word")

    def __init__(self, word: str, begin: int, end: int) -> None:
        self.word = word
        self.begin = begin
        self.end = end


def cut(stretch: str) -> list[Piece]:
    """The words of a lower-case stretch of text.

    >>> [(piece.word, piece.begin, piece.end) for piece in cut("it won't")]
    [('it', 0, 2), ('will', 3, 5), ('not', 5, 8)]
    """
    if stretch.isalpha() and stretch not in _WHOLE:  # the commonest cases
        return [Piece(stretch, 0, len(stretch))]
    before, last = stretch[:-1], stretch[-1:]
    if last in ".," and before.isalpha() and before not in _WHOLE:
        size = len(before)
        return [Piece(before, 0, size), Piece(last, size, size + 1)]
    found = []
    for match in _WORD.finditer(stretch):
        begin = match.start()
        for length, word in _parts(match.group()):
            found.append(Piece(word, begin, begin + length))
            begin += length
    return found


def _parts(word: str) -> tuple[tuple[int, str], ...]:
    """What a written word consists of: the length of each part, and the word meant."""
    if len(word) == 1 or word.isalpha():
        return _WHOLE.get(word) or ((len(word), word),)
    if word.startswith(("http", "www.", "@", "#")):
        return ((len(word), word),)
    plain = word.replace("’", "'")
    if plain == "n't":
        return ((len(word), "not"),)
    if plain.endswith("n't"):
        base = plain[:-3]
        return (len(base), _BEFORE_NOT.get(base, base)), (3, "not")
    head, apostrophe, tail = plain.rpartition("'")
    clitic = _CLITICS.get(apostrophe + tail)
    if clitic and not head:
        return ((len(word), clitic),)
    if clitic:
        return (len(head), _mended(head)), (len(tail) + 1, clitic)
    return ((len(word), _mended(plain)),)


def _mended(word: str) -> str:
    return _MENDS.sub("", word) or "-"


class Tokens(NamedTuple):
    """Words in parallel with their ``(start, end)`` offsets into the text."""

    words: list[str]
    spans: list[tuple[int, int]]


def tokenize(text: str) -> Tokens:
    """Words and offsets of a whole text.

    >>> tokenize("It won't rain.").words
    ['it', 'will', 'not', 'rain', '.']
    """
    pieces = cut(lower(text))
    return Tokens(
        [piece.word for piece in pieces], [(piece.begin, piece.end) for piece in pieces]
    )
