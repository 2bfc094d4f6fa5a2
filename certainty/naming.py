"""What the words of a holder tell: named or not, one or many, a pronoun or a short form."""

from __future__ import annotations

import re
from typing import Final, Literal, get_args

#: A proper name, an office, somebody who is kept unnamed, or people in general.
Anonymity = Literal["named", "role", "anonymous", "generic"]
ANONYMITIES: Final[tuple[Anonymity, ...]] = get_args(Anonymity)

PRONOUNS: Final = frozenset("he she they it i we you him her them us me who".split())
_SHORT: Final = frozenset({"he", "she", "they", "it"})
_LONGEST_SHORT: Final = 24
_PLURAL_PRONOUNS: Final = frozenset("they we them us".split())
#: Who is meant by these is nobody in particular.
_GENERIC: Final = frozenset(
    "people some many most others everyone everybody nobody experts critics observers analysts "
    "economists scientists researchers commentators supporters opponents insiders locals "
    "residents historians scholars investors traders pundits few several they one those all "
    "forecasters bookmakers fans readers".split()
)
#: Somebody is meant, and not told.
_UNNAMED: Final = frozenset(
    "source sources person insider insiders whistleblower official officials diplomat "
    "diplomats aide aides informant informants adviser advisers witness".split()
)
_HIDING: Final = re.compile(
    r"\b(?:anonym\w*|unnamed|unidentified|condition of|not to be named|familiar with|close to|"
    r"knowledge of|briefed on|declined to be|speaking on|senior|western|asked not)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_][\w’'&.-]*")
_DETERMINERS: Final = frozenset("the a an this that his her its their our my your".split())
_SMALL: Final = frozenset("of for the and de von van der al la le in at on".split())
_PREPOSITIONS: Final = frozenset("of for at in from with who on close familiar briefed".split())
_TITLES: Final = frozenset(
    "mayor pm minister president clerk secretary chairman chairwoman chair governor envoy "
    "judge police coach captain director spokesman spokeswoman spokesperson".split()
)
_NUMBERS: Final = frozenset("two three four five six seven eight nine ten both several".split())
_IRREGULAR: Final = frozenset("people police men women staff some many most".split())
_AGENTS: Final = ("ers", "ors", "ists", "ans", "ents", "yers")
_DOERS: Final = ("or", "er", "ist", "ian", "man", "woman", "ant", "ent", "eon", "ess", "ain")
_THINGS: Final = frozenset("paper letter order matter weather river union number order".split())
_SINGULAR_S: Final = ("ss", "us", "is", "ews", "ics")


def anonymity(text: str) -> Anonymity:
    """How a holder is named.

    >>> anonymity("Natalia Humenyuk"), anonymity("the finance minister")
    ('named', 'role')
    >>> anonymity("a source close to the talks"), anonymity("most economists")
    ('anonymous', 'generic')
    """
    every = _words(text)
    lowered = [word.lower() for word in every]
    if _HIDING.search(text) and not _UNNAMED.isdisjoint(lowered):
        return "anonymous"
    if not lowered or (len(lowered) == 1 and lowered[0] in _GENERIC):
        return "generic"
    words = _before_preposition(every)
    second = words[-1].lower()
    known = second in _TITLES or second.removesuffix("s") in _TITLES
    titled = words[0].lower() in _DETERMINERS and len(words) == 2 and known
    inner = words if len(words) == 1 else words[words[0].lower() in _DETERMINERS :]
    if len(inner) > 1 and inner[0] == words[0] and not inner[1][0].isupper():
        inner = inner[1:]  # the capital of the sentence
    names = [word for word in inner if word[0].isupper() and word.lower() not in _SMALL]
    if names and not titled and words[-1].lower() not in _TITLES | PRONOUNS:
        return "named"
    if not _UNNAMED.isdisjoint(lowered) and lowered[0] != "the":
        return "anonymous"
    return "role" if _GENERIC.isdisjoint(lowered) or titled else "generic"


def _words(text: str) -> list[str]:
    if text.replace(" ", "").isalpha():
        return text.split()
    return _WORD.findall(text)


def _before_preposition(words: list[str]) -> list[str]:
    for at, word in enumerate(words):
        if at and word in _PREPOSITIONS:
            return words[:at]
    return words


def is_plural(text: str) -> bool:
    """Whether a holder is more than one.

    >>> is_plural("two officials"), is_plural("the ministry"), is_plural("the army and navy")
    (True, False, True)
    """
    return _are_many(_words(text))


def _are_many(words: list[str]) -> bool:
    lowered = [word.lower() for word in words]
    if not lowered:
        return False
    if len(lowered) == 1 and lowered[0] in PRONOUNS:
        return lowered[0] in _PLURAL_PRONOUNS
    if "and" in lowered[1:-1] or lowered[0] in _NUMBERS:
        return True
    head = _head(words)
    if head in _IRREGULAR:
        return True
    if len(words) == 1:
        return head in _GENERIC or head.endswith(_AGENTS)
    if not head.endswith("s") or head.endswith(_SINGULAR_S):
        return False
    proper = words[-1][0].isupper() and lowered[0] not in _DETERMINERS and len(words) <= 3
    return not proper


def head_of(text: str) -> str:
    """The noun of a phrase, in small letters: "official" of "a senior official at the port"."""
    return _head(_words(text))


def _head(words: list[str]) -> str:
    inner = _before_preposition(words)
    return inner[-1].lower() if inner else ""


def is_person(text: str) -> bool:
    """Whether a holder may be "he" or "she": a name of two parts, or whoever does something."""
    words = _words(text)
    return _is_somebody(words) and not _are_many(words)


def is_thing(text: str) -> bool:
    """Whether a holder may be "it": neither a person nor more than one."""
    words = _words(text)
    return not _is_somebody(words) and not _are_many(words)


def _is_somebody(words: list[str]) -> bool:
    head = _head(words)
    if head.endswith(_DOERS) and head not in _THINGS:
        return True
    named = _before_preposition(words)
    names = [word for word in named if word[0].isupper() and word.lower() not in _DETERMINERS]
    return len(names) > 1


def is_short(text: str) -> bool:
    """Whether a mention needs an earlier one: a pronoun, or "the official"."""
    if len(text) > _LONGEST_SHORT:
        return False
    words = text.lower().split(None, 2)
    if len(words) == 1:
        return words[0] in _SHORT
    return len(words) == 2 and words[0] == "the"
