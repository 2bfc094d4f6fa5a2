"""The noun phrase that names a holder, walked out from its verb or its preposition."""

from __future__ import annotations

from typing import Final

POSSESSIVES: Final = {"my", "our", "your", "his", "her", "its", "their"}
#: Words that end a holder when walking away from the verb.
STOPS: Final = frozenset(
    "say says said tell tells told insist insists believe believes think thinks what despite "
    "that which who whom whose when while because although though if whether as "
    "but or nor so than then where since until unless after before however moreover meanwhile "
    "is are was were be been has have had do does did will would may might could should can "
    "must not to".split()
)
PUNCTUATION: Final = frozenset(',;:.!?()[]{}"“”„«»—–|') | {"-", "'", "’", "‘"}
#: What neither a holder nor its owner goes past.
ENDS: Final = PUNCTUATION | STOPS
PREPOSITIONS: Final = frozenset(
    "in on at by from of for with near inside outside across under over during".split()
)
TIMES: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow late "
    "early earlier later previously again also now still already repeatedly reportedly "
    "privately publicly recently once never often further separately long just since all both "
    "always ever even so far afterwards afterward too".split()
)
DETERMINERS: Final = frozenset("a an the this these those some any such".split()) | POSSESSIVES
HEADLESS: Final = frozenset("there it this that what which these those".split())
COPULAS: Final = frozenset(
    "am is are was were be been being 's 're 'm remain remains remained seem seems seemed feel "
    "feels felt sound sounds sounded grew stay stays stayed".split()
)
PASSIVES: Final = frozenset("am is are was were be been being 's 're".split())
_AUXILIARIES: Final = frozenset("has have had do does did will would 's 'd not".split())
_BEFORE_VERB: Final = TIMES | _AUXILIARIES | COPULAS
LONGEST: Final = 12


def possessor(words: list[str], last: int) -> tuple[int, int] | None:
    """The owner before its "'s", from its preposition on: "in | the ministry | 's view"."""
    first = last
    while first and last - first < LONGEST:
        word = words[first - 1]
        if word in PREPOSITIONS or word in ENDS:
            break
        first -= 1
    return (first, last) if first < last else None


def auxiliary(words: list[str], at: int) -> str:
    """The word before a verb and its adverbs."""
    while at and (words[at - 1] in TIMES or words[at - 1].endswith("ly")):
        at -= 1
    return words[at - 1] if at else ""


def subject(words: list[str], at: int) -> tuple[int, int] | None:
    """The subject before the verb, without adverbs, auxiliaries and apposition."""
    last = at
    while last and (words[last - 1] in _BEFORE_VERB or words[last - 1].endswith("ly")):
        last -= 1
    if last and words[last - 1] == ",":
        last = _before_apposition(words, last - 1)
    if last and words[last - 1] == "who":
        last -= 1
    return _phrase_before(words, last)


def _before_apposition(words: list[str], comma: int) -> int:
    """Where an apposition that ends at a comma begins; an age before it goes too."""
    for at in range(comma - 1, max(comma - 25, -1), -1):
        if words[at] == ",":
            age = at >= 2 and words[at - 1].isdigit() and words[at - 2] == ","
            return at - 2 if age else at
        if words[at] in PUNCTUATION:
            break
    return comma


def _phrase_before(words: list[str], last: int) -> tuple[int, int] | None:
    first = last
    while first and last - first < LONGEST:
        word = words[first - 1]
        if word == "who" and first < last:  # "a nurse who worked nights | believes"
            return _phrase_before(words, first - 1)
        if word in ENDS or (word == "and" and first == last):
            break
        first -= 1
    first = _skip_adjuncts(words, first, last)
    return (first, last) if first < last else None


def _skip_adjuncts(words: list[str], first: int, last: int) -> int:
    """Leave out what stands before the subject: "On Thursday", "and", "Later"."""
    moved = True
    while moved and first < last:
        moved = False
        if words[first] in ("and", "or", "but") or words[first] in TIMES:
            first, moved = first + 1, True
        elif words[first] in PREPOSITIONS:
            times = [at for at in range(first, last) if words[at] in TIMES]
            if not times:
                return last  # no subject, but a phrase of place: "in the area"
            first, moved = times[-1] + 1, True
    return first


def phrase_after(words: list[str], first: int) -> tuple[int, int] | None:
    """The noun phrase that begins at a word; ``None`` for none."""
    last = first
    while last < len(words) and last - first < LONGEST:
        word = words[last]
        if word in ENDS or word in ("and", "or"):
            break
        if last > first and (word in TIMES or (word in PREPOSITIONS and word != "of")):
            break
        last += 1
    return (first, last) if last > first else None
