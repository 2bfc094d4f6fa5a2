"""Cut a stretch of text into normalised words with exact offsets.

A *word* is what the lexicon is matched against: lower case, clitics apart
(``won't`` is ``will not``), hyphens inside words dropped, soft hyphens and
line-break hyphenation mended. The offsets stay those of the text as given.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_WORD = r"\w+(?:[.,]\d+)*|[^\w\s-]|(?<!\w)-|-(?!\w)"
_PLAIN = re.compile(_WORD)
_SPECIAL = re.compile(r"['’\xad@#/]|cannot|gonna|-\r?\n")
_FULL = re.compile(
    r"(?:https?://|www\.)\S+"  # an address is one word
    r"|[\w.+]+@\w[\w.]*|[@#]\w+"
    r"|can(?=not\b)|gon(?=na\b)"
    r"|\w+(?=n['’]t\b)|n['’]t\b"
    r"|['’](?:ll|re|ve|s|d|m)\b"
    r"|\w+(?:(?:\xad|-\r?\n[ \t]*)\w+)+"  # mended words
    r"|" + _WORD
)
_MENDS = re.compile(r"\xad|-\r?\n[ \t]*")
_NORMAL = {
    "n't": "not",
    "'ll": "will",
    "'re": "are",
    "'ve": "have",
    "'m": "am",
    "gon": "going",
    "na": "to",
}
_BEFORE_NOT = {"wo": "will", "ca": "can", "sha": "shall", "ai": "is"}


class Tokens(NamedTuple):
    """Words in parallel with their ``(start, end)`` offsets into the text."""

    words: list[str]
    spans: list[tuple[int, int]]


def lower(text: str) -> str:
    """Lower-case without changing the length, so that offsets hold.

    >>> len(lower("İstanbul")) == len("İstanbul")
    True
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def words(lowered: str, start: int, end: int) -> list[str]:
    """The normalised words of ``lowered[start:end]``; see `tokenize` for offsets."""
    if _SPECIAL.search(lowered, start, end) is None:
        return _PLAIN.findall(lowered, start, end)
    return _normalise(_FULL.findall(lowered, start, end))


def spans(lowered: str, start: int, end: int) -> list[tuple[int, int]]:
    """The offsets of the words that `words` gives, one for one."""
    plain = _SPECIAL.search(lowered, start, end) is None
    pattern = _PLAIN if plain else _FULL
    return [match.span() for match in pattern.finditer(lowered, start, end)]


def tokenize(text: str) -> Tokens:
    """Words and offsets of a whole text.

    >>> tokenize("It won't rain.").words
    ['it', 'will', 'not', 'rain', '.']
    """
    lowered = lower(text)
    return Tokens(words(lowered, 0, len(text)), spans(lowered, 0, len(text)))


def _normalise(raw: list[str]) -> list[str]:
    normal = []
    for word in raw:
        if "’" in word:
            word = word.replace("’", "'")
        if "\xad" in word or "\n" in word:
            word = _MENDS.sub("", word) or "-"
        word = _NORMAL.get(word, word)
        if word == "not" and normal:
            normal[-1] = _BEFORE_NOT.get(normal[-1], normal[-1])
        normal.append(word)
    return normal
