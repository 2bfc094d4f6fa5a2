"""What tells that a word is a verb with content of its own: its form and its neighbours.

One function for training and use. Auxiliaries and the words of `CLOSED` are never asked about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from certainty.predicates.forms import AUXILIARIES, CLOSED, MODALS, form_of, stem_of

_EDGE: Final = "#"
#: How a stem may lean towards verbs, from 0 for nouns.
MOST: Final = 4
_CHAIN: Final = 4
_LOUD: Final = 0.6


def is_asked(word: str) -> bool:
    """Whether a word can be a verb with content of its own at all.

    >>> is_asked("sank"), is_asked("was"), is_asked("1990s")
    (True, False, False)
    """
    return word.isalpha() and word not in AUXILIARIES and word not in CLOSED


def shows_verb(words: Sequence[str], at: int) -> bool:
    """Whether the word before leaves no doubt that a base form is a verb: "will *rain*".

    >>> shows_verb(["to", "rain"], 1), shows_verb(["the", "rain"], 1)
    (True, False)
    """
    before = words[at - 1] if at else ""
    if before == "not" and at > 1:
        before = words[at - 2]
    return before in _BEFORE_BASE and form_of(words[at]) == "base"


def shows_noun(words: Sequence[str], at: int) -> bool:
    """Whether the words around leave little doubt that it is a noun: "the *rain* of".

    >>> shows_noun(["the", "rain", "."], 1), shows_noun(["the", "rain", "fell"], 1)
    (True, False)
    """
    behind = words[at + 1] if at + 1 < len(words) else "."
    ends = behind in CLOSED or behind in AUXILIARIES or not behind[0].isalnum()
    return bool(at) and words[at - 1] in _BEFORE_NOUN and ends


def is_loud(capital: Sequence[bool], words: Sequence[str]) -> bool:
    """Whether most words have a capital, as in some headlines; then capitals tell nothing."""
    told = [big for big, word in zip(capital, words) if word[:1].isalpha()]
    return sum(told) > _LOUD * len(told)


def names(
    words: Sequence[str],
    capital: Sequence[bool],
    at: int,
    *,
    loud: bool,
    leanings: Mapping[str, int],
) -> list[str]:
    """The features of the word ``at``; ``capital`` says which words are written with one.

    ``leanings`` say of stems how much more often they are verbs than nouns, from 0 to `MOST`.
    """

    def near(offset: int) -> str:
        there = at + offset
        return words[there] if 0 <= there < len(words) else _EDGE

    own, before, behind = words[at], near(-1), near(1)
    form, stem = form_of(own), stem_of(own)
    lean = leanings.get(stem, "")
    first = at == 0 or not words[at - 1][:1].isalnum()
    big = "?" if loud or first else str(capital[at])
    left, right = _shape(before), _shape(behind)
    auxiliary = _auxiliary(words, at)
    return [
        *(f"w={own}", f"st={stem}", f"s3={own[-3:]}", f"s4={own[-4:]}", f"f={form}"),
        *(f"big={big}", f"l1={before}", f"l2={near(-2)}", f"r1={behind}", f"r2={near(2)}"),
        *(f"wl={own}|{left}", f"wr={own}|{right}", f"fl={form}|{before}"),
        *(f"fr={form}|{behind}", f"fll={form}|{_shape(near(-2))}|{left}"),
        *(f"flr={form}|{left}|{right}", f"frr={form}|{right}|{_shape(near(2))}"),
        *(f"aux={auxiliary}", f"faux={form}|{auxiliary}", f"stl={stem}|{left}"),
        *(f"v={lean}|{form}", f"vl={lean}|{form}|{left}", f"vr={lean}|{form}|{right}"),
        *(f"sf={stem}|{form}", f"bigl={form}|{big}|{left}|{right}"),
    ]


@lru_cache(maxsize=1 << 14)
def _shape(word: str) -> str:
    """A word as its neighbours see it: closed-class words whole, others by their ending."""
    if word in CLOSED or word in AUXILIARIES or not word[:1].isalnum():
        return word
    if word[0].isdigit():
        return "0"
    if word.endswith("ly"):
        return "-ly"
    form = form_of(word)
    return f"-{form}" if form != "base" else f"-{word[-2:]}"


def _auxiliary(words: Sequence[str], at: int) -> str:
    """The nearest auxiliary or "to" close before a word, adverbs between them passed over."""
    for there in range(at - 1, max(at - 1 - _CHAIN, -1), -1):
        word = words[there]
        if word in AUXILIARIES or word == "to":
            return word
        if not (word.endswith("ly") or word in _PASSED):
            return "-"
    return _EDGE


_BEFORE_BASE: Final = MODALS | {"to", "did", "does"}
_BEFORE_NOUN: Final = frozenset(
    "the a an this that these those my your his her its our their some any no each every of "
    "'s in two three four five six seven eight nine ten several many few".split()
)
_PASSED: Final = frozenset(
    "not never also already now still just only even ever always often then soon again almost "
    "nearly too so really perhaps maybe well further".split()
)
