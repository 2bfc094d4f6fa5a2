"""Cut a stretch of text into normalised words with exact offsets.

A *word* is what the lexicon is matched against: lower case, clitics apart
(``won't`` is ``will not``), hyphens inside words dropped, soft hyphens and
line-break hyphenation mended. The offsets stay those of the text as given.
"""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import compress, count

_WORD = re.compile(
    r"(?:https?://|www\.)\S+"  # an address is one word
    r"|[@#]?\w+(?:(?:['’@\xad]|[.,](?=\d)|-\r?\n[ \t]*)\w+)*"
    r"|(?<!\w)['’](?:ll|re|ve|s|d|m)\b"  # a clitic set apart
    r"|[^\w\s-]|(?<!\w)-|-(?!\w)"
)
_MENDS = re.compile(r"\xad|-\r?\n[ \t]*")
_CLITICS = {"'ll": "will", "'re": "are", "'ve": "have", "'m": "am", "'s": "'s", "'d": "'d"}
_BEFORE_NOT = {"wo": "will", "ca": "can", "sha": "shall", "ai": "is"}
_WHOLE = {"cannot": (("can", "can"), ("not", "not")), "gonna": (("gon", "going"), ("na", "to"))}

Words = tuple[str, ...]


def lower(text: str) -> str:
    """Lower-case without changing the length, so that offsets hold.

    >>> len(lower("İstanbul")) == len("İstanbul")
    True
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def chunks(stretch: str) -> list[str]:
    """What white space sets apart; the whole where a word is broken at a line's end."""
    if "-\n" in stretch or "-\r\n" in stretch:
        return [stretch.strip()]
    return stretch.split()


def where(words: list[str], known: Container[str]) -> list[int]:
    """Which words are among the known ones.

    >>> where(["it", "may", "or", "may", "not"], {"may"})
    [1, 3]
    """
    return list(compress(count(), map(known.__contains__, words)))


def cut(stretch: str) -> Words:
    """The normalised words of a lower-case stretch of text.

    >>> cut("it won't")
    ('it', 'will', 'not')
    """
    return tuple(meant for word in _WORD.findall(stretch) for _, meant in _pieces(word))


def written(stretch: str) -> Words:
    """The words as they stand there, one for one with those of `cut`.

    >>> written("it won't")
    ('it', 'wo', "n't")
    """
    return tuple(piece for word in _WORD.findall(stretch) for piece, _ in _pieces(word))


def _pieces(word: str) -> tuple[tuple[str, str], ...]:
    """A word with clitics or breaks as (as it stands, normalised) pieces."""
    if len(word) == 1 or word.isalpha():
        return _WHOLE.get(word) or ((word, word),)
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
