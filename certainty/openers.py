"""What a sentence may open with: quotes, brackets and dashes, then a word such as "The"."""

from __future__ import annotations

import re
from typing import Final

#: Every mark that opens or closes a quotation.
QUOTES: Final = "\"'`´“”„‟‘’‚‛«»‹›"
#: What may stand before the first word.
OPENING: Final = QUOTES + "([{*_#>¿¡—–-"

_LEAD: Final = re.compile(
    rf"(?:(?:[{OPENING}]|&(?:quot|[lr]dquo|[lr]squo|laquo|#\d{{1,4}});)\s?){{0,8}}"
)
_WORD: Final = re.compile(r"[^\W\d_]+(?=[\s,;:'’]|\Z)")


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for asking whether one is among them."""
    return frozenset(text.split())


#: Words that, with a capital, start a sentence and hardly ever a name.
_OPENERS: Final = word_set(
    "A After All Also Although Among An And Another Any Are As At Because Before Both But By"
    " Despite Did Do Does During Each Even Every Few For From Had Has Have He Her Here His"
    " How However I If In Indeed Instead Is It Its Last Later Many Meanwhile More Moreover"
    " Most Much My Neither Nevertheless No Nobody Nor Not Nothing Now Of On Once One Only Or"
    " Other Our Out Over Perhaps Several She Since So Some Still Such That The Their Then"
    " There These They This Those Though Through Thus To Today Two Under Unless Until Was We"
    " Were What When Where Whether Which While Who Whose Why With Without Yet You Your"
)
_OPENERS_IN_CAPITALS: Final = word_set("BUT HE HOWEVER SHE THE THESE THEY THIS")


def skip_lead(text: str, start: int, end: int) -> int:
    """Where the first word starts, past quotes, brackets and dashes."""
    match = _LEAD.match(text, start, end)
    return match.end() if match else start


def opens(text: str, at: int, end: int, before: str = "") -> bool:
    """Whether a usual opener of sentences stands here, in a text that shouts or not."""
    match = _WORD.match(text, at, end)
    if not match:
        return False
    word = match.group()
    return word in _OPENERS or (word in _OPENERS_IN_CAPITALS and before.isupper())
