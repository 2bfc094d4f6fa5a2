r"""The features of the trained model: one module for training and for annotation.

A candidate, a phrase of the lexicon or a single word, is described by itself and by the
words around it; a sentence by its words. A feature's name is its family and its parts, with
tabs between them ("next\tbe"), so that weights can be read.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Final, final

from certainty.records import mypyc_attr
from certainty.tokens import where

EDGE: Final = "^"
#: What is known of the one candidate (a word or a lexicon id), of its kind, and of any.
OWN: Final = (
    "own",
    "own next",
    "own next2",
    "own before",
    "own before2",
    "own ending",
    "own form",
)
KIND: Final = ("kind", "kind next", "kind before", "kind ending")
ANY: Final = ("next", "next2", "before", "before2")
WORD: Final = "word"
#: One for each candidate of a sentence, three at most, or that there is none.
MANY, NONE, MOST = "many", "none", 3


@mypyc_attr(acyclic=True)
@final
class Around:
    """The two words to either side of a candidate, and the ending of the next one."""

    __slots__ = ("before", "before2", "ending", "next", "next2")

    def __init__(self, next: str, next2: str, before: str, before2: str, ending: str) -> None:
        self.next = next
        self.next2 = next2
        self.before = before
        self.before2 = before2
        self.ending = ending


def around(words: list[str], first: int, last: int) -> Around:
    """What stands around the words ``first`` to ``last`` (exclusive).

    >>> near = around(["it", "may", "have", "cost", "30"], 1, 2)
    >>> near.next, near.next2, near.before, near.before2
    ('have', 'cost', 'it', '^')
    """
    size = len(words)
    after = words[last] if last < size else EDGE
    return Around(
        after,
        words[last + 1] if last + 1 < size else EDGE,
        words[first - 1] if first else EDGE,
        words[first - 2] if first > 1 else EDGE,
        ending(after),
    )


def fold(words: list[str]) -> list[str]:
    """The words with all numbers folded into one; the features are of these.

    >>> fold(["about", "30", "tanks"])
    ['about', '0', 'tanks']
    """
    return [fold_word(word) for word in words]


def fold_word(word: str) -> str:
    """A word, or "0" for a number."""
    return word if word >= ":" or word < "0" else "0"


def ending(word: str) -> str:
    """What a word's ending tells: participle, adverb, plural; short words stand for themselves.

    >>> ending("raised"), ending("be")
    ('ed', 'be')
    """
    for found in ("ing", "ed", "ly", "s"):
        if word.endswith(found) and len(word) > len(found) + 2:
            return found
    return word if len(word) < 4 else ""


def candidate_names(
    words: list[str], first: int, last: int, own: str, kind: str = ""
) -> list[str]:
    """The names of a candidate's features; ``kind`` is empty for a single word."""
    near = around(words, first, last)
    beside = (near.next, near.next2, near.before, near.before2)
    keys = ("", *beside, near.ending, " ".join(words[first:last]))
    names = [f"{family}\t{own}\t{key}" for family, key in zip(OWN, keys)]
    names += [f"{family}\t{key}" for family, key in zip(ANY, beside)]
    if kind:
        of_kind = ("", near.next, near.before, near.ending)
        names += [f"{family}\t{kind}\t{key}" for family, key in zip(KIND, of_kind)]
    return names


def word_names(words: Iterable[str]) -> list[str]:
    """The names of a sentence's words, one for each time that it stands there."""
    return [f"{WORD}\t{word}" for word in words]


def sentence_names(words: list[str], known: Container[str]) -> list[str]:
    """The names of a sentence's features: its words, and its candidates, the known ones."""
    places = where(words, known)
    names = word_names(dict.fromkeys(words))
    for at in places:
        names += candidate_names(words, at, at + 1, words[at])
    return names + [MANY] * min(len(places), MOST) + [NONE] * (not places)
