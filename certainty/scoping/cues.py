"""What sort of cue a scope belongs to, and the verb that it goes with.

Closed lists and endings stand in for a tagger: they are the same in training and use.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from certainty.inflect import PAST
from certainty.scoping.frames import Frame

MODALS: Final = frozenset("may might can could would should must shall will cannot".split())
BE: Final = frozenset("is are was were be been being am".split())
HAVE: Final = frozenset("has have had".split())
AUXILIARIES: Final = MODALS | BE | HAVE | frozenset("do does did".split())
SUBORDINATORS: Final = frozenset(
    "because although though whereas while since when which who that whether if as unless "
    "until where after before".split()
)
#: Words and marks at which a clause or a coordinate may begin or end.
OPENING: Final = SUBORDINATORS - {"after", "before"} | frozenset(
    ', ; : ( ) [ ] - – — " and but or so thus'.split()
)
PREPOSITIONS: Final = frozenset(
    "in of on at by for with to from into during after before between within through via upon "
    "under against among as than about over without following".split()
)
DETERMINERS: Final = frozenset(
    "the a an this that these those its their our his her each both some any all such "
    "no".split()
)
_PRONOUNS: Final = frozenset("it they we he she i you there this these those which who".split())
CLOSED: Final = OPENING | PREPOSITIONS | DETERMINERS | _PRONOUNS | AUXILIARIES
_ENDINGS: Final = (
    ("-ly", ("ly",)),
    ("-ing", ("ing",)),
    ("-ed", ("ed",)),
    ("-n", ("tion", "ment", "ness", "ity", "ance", "ence", "sis")),
    ("-j", ("al", "ic", "ive", "ous", "able", "ible", "ent", "ant")),
)
_SHORT: Final = 4
#: Adverbs and the like inside a chain of verbs.
_PASSED: Final = frozenset(
    ", also not then thus therefore still only both well indeed even never either in fact too "
    "more less most far least highly very just however further often soon now already".split()
)
_LONGEST_CHAIN, _NEAR = 8, 3
_MORE_PARTICIPLES: Final = frozenset(
    "been shown known taken thought understood proven risen written put split overcome".split()
)
#: Past participles that do not end in "-ed".
PARTICIPLES: Final = PAST | _MORE_PARTICIPLES
_PREDICATIVE: Final = ("ible", "able", "tial", "tive", "ely", "ent", "ear", "own")


@dataclass(frozen=True, slots=True)
class Sort:
    """The sort of a cue, what stands before it, and the verbs behind it.

    ``under`` is "be", "have", "to", "det" or nothing; ``chain`` tells a passive ("be ed") from
    a plain verb and from a predicate.
    """

    text: str
    name: str
    under: str
    chain: str


def shape(word: str) -> str:
    """A word itself where it is one of a closed class, else its ending.

    >>> shape("of"), shape("binding"), shape("42"), shape("cells")
    ('of', '-ing', '#', '-s')
    """
    if word in CLOSED or not word[:1].isalnum():
        return word
    if word[0].isdigit():
        return "#"
    for name, endings in _ENDINGS:
        if word.endswith(endings):
            return name
    if word.endswith("s") and not word.endswith("ss"):
        return "-s"
    return "short" if len(word) < _SHORT else "long"


def sort_of(seen: Frame) -> Sort:
    """The sort of the cue of a frame."""
    words, first, last = seen.words, seen.first, seen.last
    name = _denying(words[first]) if seen.negation else _hedging(words, first, last)
    if seen.end > last:
        name = "pair"
    return Sort(" ".join(words[first:last]), name, _under(words, first), chain(words, last))


def _denying(word: str) -> str:
    if word in ("not", "never"):
        return "not"
    if word in ("no", "neither", "nor", "none"):
        return "no"
    return "without" if word in ("without", "except") else "lacking"


def _hedging(words: list[str], first: int, last: int) -> str:
    head, final = words[first], words[last - 1]
    behind = words[last] if last < len(words) else ""
    if head in MODALS:
        return "modal"
    if head in ("or", "and"):
        return "or"
    if head in ("whether", "if"):
        return "whether"
    if final.endswith("ly") or head == "perhaps":
        return "adverb"
    if final == "that" or behind in ("that", "whether"):
        return "that"
    if head.endswith("ing"):
        return "-ing"
    if behind == "to":
        return "to"
    if head.endswith("ed") or head in PARTICIPLES:
        return "-ed"
    if head.endswith(_PREDICATIVE):
        return "adjective"
    return "-s" if head.endswith("s") else "other"


def _under(words: list[str], first: int) -> str:
    near = words[max(0, first - _NEAR) : first]
    if not BE.isdisjoint(near):
        return "be"
    if not HAVE.isdisjoint(near):
        return "have"
    if near and near[-1] == "to":
        return "to"
    return "det" if near and near[-1] in DETERMINERS else ""


def chain(words: list[str], at: int) -> str:
    """What the verbs from a word on are: "be ed" a passive, "be" a predicate, "" a plain verb.

    >>> chain("also have been dropped".split(), 0), chain("be late".split(), 0)
    ('be ed', 'be')
    """
    found = ""
    for word in words[at : at + _LONGEST_CHAIN]:
        if word in BE:
            found = "be"
        elif word in HAVE:
            found = found or "have"
        elif word == "to":
            found = found or "to"
        elif word in _PASSED or word.endswith("ly"):
            continue
        elif word.endswith("ed") or word in PARTICIPLES:
            return f"{found} ed"
        else:
            return f"{found} ing" if word.endswith("ing") else found
    return found
