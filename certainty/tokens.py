"""Cut a stretch of text into normalised words with exact offsets.

A *word* is what the lexicon is matched against: lower case, clitics apart
(``won't`` is ``will not``), hyphens inside words dropped, soft hyphens and
line-break hyphenation mended. The offsets stay those of the text as given.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_PLAIN = re.compile(r"\w+(?:[.,]\d+)*|[^\w\s-]|(?<!\w)-|-(?!\w)")
_SPECIAL = re.compile(r"['’\xad@#/]|cannot|gonna|-\r?\n")
_FULL = re.compile(
    r"(?:https?://|www\.)\S+"  # an address is one word
    r"|[@#]?\w+(?:(?:['’@\xad]|[.,](?=\d)|-\r?\n[ \t]*)\w+)*"
    r"|(?<!\w)['’](?:ll|re|ve|s|d|m)\b"  # a clitic set apart
    r"|[^\w\s-]|(?<!\w)-|-(?!\w)"
)
_MENDS = re.compile(r"\xad|-\r?\n[ \t]*")
_CLITICS = {"'ll": "will", "'re": "are", "'ve": "have", "'m": "am", "'s": "'s", "'d": "'d"}
_BEFORE_NOT = {"wo": "will", "ca": "can", "sha": "shall", "ai": "is"}
_WHOLE = {"cannot": (("can", "can"), ("not", "not")), "gonna": (("gon", "going"), ("na", "to"))}


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


def words(lowered: str, start: int, end: int) -> tuple[list[str], list[str]]:
    """The normalised words of ``lowered[start:end]``, and the same as they stand there."""
    if _SPECIAL.search(lowered, start, end) is None:
        found = _PLAIN.findall(lowered, start, end)
        return found, found
    found = _FULL.findall(lowered, start, end)
    odd = [at for at, word in enumerate(found) if len(word) > 1 and not word.isalpha()]
    odd += [at for at, word in enumerate(found) if word in _WHOLE]
    if not odd:
        return found, found
    normal, raw = found.copy(), found
    for at in sorted(odd, reverse=True):
        pieces = _pieces(found[at])
        raw[at : at + 1] = [piece for piece, _ in pieces]
        normal[at : at + 1] = [meant for _, meant in pieces]
    return normal, raw


def spans(lowered: str, start: int, raw: list[str]) -> list[tuple[int, int]]:
    """The offsets of words as they stand in ``lowered`` from ``start`` on, one for one.

    Between two words stand only white space and hyphens inside words, so each word is
    found where it stands.
    """
    found = []
    find = lowered.find
    for word in raw:
        start = find(word, start)
        end = start + len(word)
        found.append((start, end))
        start = end
    return found


def tokenize(text: str) -> Tokens:
    """Words and offsets of a whole text.

    >>> tokenize("It won't rain.").words
    ['it', 'will', 'not', 'rain', '.']
    """
    lowered = lower(text)
    normal, raw = words(lowered, 0, len(text))
    return Tokens(normal, spans(lowered, 0, raw))


def _pieces(word: str) -> tuple[tuple[str, str], ...]:
    """A word with clitics or breaks as (as it stands, normalised) pieces."""
    if word in _WHOLE:
        return _WHOLE[word]
    if word.startswith(("http", "www.", "@", "#")):
        return ((word, word),)
    plain = word.replace("’", "'")
    if plain == "n't":
        return ((word, "not"),)
    if plain.endswith("n't"):
        base = plain[:-3]
        return (word[:-3], _BEFORE_NOT.get(base, base)), (word[-3:], "not")
    head, apostrophe, tail = plain.rpartition("'")
    clitic = _CLITICS.get(apostrophe + tail)
    if clitic and not head:
        return ((word, clitic),)
    if clitic:
        size = len(tail) + 1
        return (word[:-size], _mended(head)), (word[-size:], clitic)
    return ((word, _mended(plain)),)


def _mended(word: str) -> str:
    return _MENDS.sub("", word) or "-"
