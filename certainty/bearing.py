"""Whether a cue bears on what its sentence claims, or on something inside the claim.

"A merger is unlikely" is a claim about a merger. "Smoking raises the risk of a stroke" is a
flat claim about a risk, "men are less likely than women to reply" about a rate, "they searched
a possible hiding place" about a search, "the file could not be opened" about what happened.
The cue has its number all the same; the sentence is as certain as its claim.
"""

from __future__ import annotations

from typing import Final

from certainty.clauses import HANGING, clause_at
from certainty.compose import Placed
from certainty.context import Cue
from certainty.patterns import DETERMINERS
from certainty.view import View

VERBAL: Final = frozenset(
    "am is are was were be been 's 're 'm has have had do does did will would may might could "
    "can shall should must not".split()
)
PREPOSITIONS: Final = frozenset(
    "about of on over at for from with by against despite to".split()
)
_CLAUSE_MARKS: Final = frozenset({"that", "to", "whether", "if", "how"})
_BARE_NOUN_KINDS: Final = frozenset({"hearsay", "denial", "evidential", "doubt"})
_BE: Final = frozenset("am is are was were be been being 's 're 'm remain remains".split())
#: Nouns for a likelihood as a quantity.
_QUANTITIES: Final = frozenset(
    "risk risks chance chances odds probability likelihood danger potential threat".split()
)
#: What is done to a quantity, by its first letters, and words that compare it.
_CHANGES: Final = (
    *("increas", "rais", "reduc", "lower", "decreas", "doubl", "tripl", "cut", "halv"),
    *("elevat", "heighten", "lessen", "boost", "improv", "affect", "predict", "assess"),
    *("minimi", "limit", "mitigat", "measur", "estimat", "greater", "higher", "smaller"),
)
_CHANGE_REACH: Final = 5
_COMPARED: Final = frozenset("more less likelier times twice as".split())
#: Beside a comparison these tell of a rate, not of one event.
_RATED: Final = frozenset("are were percent cent % times twice".split())
#: Adjectives that may only describe a noun: "a possible hiding place".
_ATTRIBUTES: Final = frozenset({"possible", "potential", "probable", "likely", "plausible"})
_COPULA_REACH: Final = 4
#: What is flatly denied: "there is no link between".
_LINKS: Final = frozenset("link links connection correlation relationship difference".split())
#: Words by which authors speak of themselves, and openers of an aside like "if I recall".
_OWN: Final = frozenset("i we me my".split())
_ASIDES: Final = frozenset({"if", "unless"})
_PARTICIPLES: Final = frozenset(
    "found seen heard made done given taken shown held kept sold told brought bought read "
    "written broken built known said sent won lost met".split()
)
#: Before "whether" in what is no question left open.
_SETTLED: Final = frozenset("on upon of matter matters measures measure regardless".split())


def is_main(view: View, place: Placed) -> bool:
    """Whether the claim under this cue is one the sentence itself makes."""
    words, cue = view.words, place.cue
    aside = cue.kind == "belief" and words[cue.first] in _ASIDES
    if clause_at(view.clauses, cue.first).hanging and not aside:
        return False
    if _is_prepositional(words, cue.first, cue.last) or _is_inside(words, cue):
        return False
    if cue.kind not in _BARE_NOUN_KINDS or not place.follows:
        return True
    if cue.estimate is None or words[cue.last - 1] in _CLAUSE_MARKS:
        return True
    if cue.kind == "doubt" and _is_own(words, cue):
        return True
    adjectival = cue.kind in ("doubt", "evidential") and cue.first > 0
    if adjectival and words[cue.first - 1] in VERBAL:
        return True
    behind = words[cue.last : place.scope[1] if place.scope else cue.last]
    return bool(behind) and (behind[0] in _CLAUSE_MARKS or _has_verb(behind))


def _is_own(words: list[str], cue: Cue) -> bool:
    """Whether authors doubt what they say: "I don't know.", "don't quote me, but"."""
    return words[cue.last - 1] == "but" or not _OWN.isdisjoint(words[cue.first : cue.last])


def _is_inside(words: list[str], cue: Cue) -> bool:
    """Whether a cue is about a part of the claim: a quantity, a rate, an attribute."""
    kind = cue.kind
    if kind == "likelihood":
        return _is_quantity(words, cue) or _is_rate(words, cue) or _is_attribute(words, cue)
    if kind == "modal":
        return cue.negated and _is_inability(words, cue)
    if kind == "denial":
        return not _LINKS.isdisjoint(words[cue.head : cue.last])
    return kind == "doubt" and words[cue.first] == "whether" and _is_settled(words, cue)


def _is_quantity(words: list[str], cue: Cue) -> bool:
    """A likelihood that is changed or compared: "raises the risk of", "a higher risk"."""
    if _QUANTITIES.isdisjoint(words[cue.head : cue.last]):
        return False
    before = words[max(cue.first - _CHANGE_REACH, 0) : cue.last]
    return any(word.startswith(_CHANGES) for word in before) and "there" not in before


def _is_rate(words: list[str], cue: Cue) -> bool:
    """How often beside others: "are twice as likely to", "less likely than women to"."""
    if "not" in words[cue.first : cue.last] or not cue.entry.id.endswith("-likely"):
        return False
    inside, behind = words[cue.first : cue.last], words[cue.last :]
    if _COMPARED.isdisjoint(inside) or not {"to", "than"}.intersection(
        inside[-1:] + behind[:1]
    ):
        return False
    before = words[cue.first - 1] if cue.first else ""
    return before in _RATED or not _RATED.isdisjoint(inside) or "than" in behind


def _is_attribute(words: list[str], cue: Cue) -> bool:
    """An adjective before a noun that no copula joins to its subject."""
    if words[cue.last - 1] not in _ATTRIBUTES or cue.last == len(words):
        return False
    at = cue.first - 1
    while at > 0 and words[at] in DETERMINERS:
        at -= 1
    if at < 0 or at == cue.first - 1 or words[at] in _BE:
        return False
    following = words[cue.last : cue.last + _COPULA_REACH]
    return following[0].isalpha() and _BE.isdisjoint(following) and "to" not in following[:1]


def _is_inability(words: list[str], cue: Cue) -> bool:
    """What was tried and failed: "could not be reached", "could not find"."""
    following = words[cue.last] if cue.last < len(words) else ""
    if words[cue.last - 1] == "be":
        return following.endswith("ed") or following in _PARTICIPLES
    past = "could" in words[cue.head : cue.last] and words[cue.last - 1] not in ("have", "been")
    return past and following not in ("be", "have", "possibly") and following.isalpha()


def _is_settled(words: list[str], cue: Cue) -> bool:
    """Whether "whether" asks nothing: "depending on whether", "whether it be gin or rum"."""
    before = words[cue.first - 1] if cue.first else ""
    return before in _SETTLED or words[cue.last : cue.last + 2] == ["it", "be"]


def _is_prepositional(words: list[str], first: int, last: int) -> bool:
    """Whether a noun cue hangs from a preposition: "warnings about the prospect of"."""
    if words[last - 1] not in ("of", "that"):
        return False
    at = first - 1
    while at > 0 and words[at] in DETERMINERS:
        at -= 1
    return at >= 0 and words[at] in PREPOSITIONS


def _has_verb(words: list[str]) -> bool:
    """Whether a clause follows: a verbal word before any relative pronoun."""
    for word in words:
        if word in VERBAL:
            return True
        if word in HANGING:
            return False
    return False
