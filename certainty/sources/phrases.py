"""Holders named without a verb of their own: "according to", "in his view", labels."""

from __future__ import annotations

from typing import Final

from certainty.cues import Matcher
from certainty.sources.attribution import Attribution
from certainty.sources.holders import (
    COPULAS,
    DETERMINERS,
    HEADLESS,
    LONGEST,
    POSSESSIVES,
    PREPOSITIONS,
    PUNCTUATION,
    phrase_after,
    possessor,
    subject,
)
from certainty.view import View

#: Phrases before the holder; what they attribute is the rest of the sentence.
PREFIXES: Final = Matcher(
    (phrase, None)
    for phrase in (
        "according to",
        "in the view|words|opinion|judgment|judgement|assessment|eyes of",
        "as reported|quoted|described|cited by",
        "citing|quoting",
        "per",
        "it is the view|opinion|belief|judgment|judgement|assessment of",
    )
)
BELIEF_NOUNS: Final = frozenset(
    "view opinion judgment judgement assessment estimation estimate belief conclusion claim "
    "assertion mind verdict reckoning suspicion".split()
)
#: One of these is in every prefix, as its anchor.
PREFIX_WORDS: Final = frozenset(
    "according citing quoting view words opinion judgment judgement assessment eyes reported "
    "quoted described cited per belief put puts".split()
)
#: What things are ordered or done by.
_MEASURES: Final = frozenset(
    "plan plans schedule size rules rule law custom tradition age need needs taste type weight "
    "height colour color merit rank seniority protocol instructions recipe order".split()
)
_LONGEST_MEASURE: Final = 3
#: Words of a label before or behind the words of whoever it names.
_LONGEST_LABEL: Final = 3
_LONGEST_TRAILER: Final = 2
#: What stands before a colon and is nobody.
_HEADINGS: Final = frozenset(
    "judgement judgements judgment judgments summary note notes outlook result results warning "
    "update conclusion conclusions background method methods objective objectives aim aims "
    "analysis question questions answer answers example examples assessment forecast "
    "confidence likelihood probability date time subject re risk risks finding findings "
    "discussion introduction level kind scale source sources title abstract purpose status "
    "issue".split()
)
#: Adjectives of mind: whoever is so holds the belief.
ADJECTIVES: Final = frozenset(
    "confident convinced sure certain sceptical skeptical doubtful cautious "
    "optimistic pessimistic "
    "hopeful wary adamant positive unsure uncertain confidence".split()
)
#: Of these, the ones that events are too: "the outcome is certain in his view".
_OF_EVENTS: Final = frozenset("certain uncertain sure doubtful positive".split())
_DEGREES: Final = frozenset(
    "very quite fairly so less more most not still as far no increasingly".split()
)
_AFTER_ADJECTIVE: Final = frozenset(
    "that of about in the it he she they we this whether if ,".split()
)


def labelled(view: View) -> list[Attribution]:
    """Who speaks in a headline or a log: "Police: hiker may have left", "… — analysts"."""
    words = view.words
    for at in range(1, min(_LONGEST_LABEL + 1, len(words) - 2)):
        if words[at] == ":":
            name = view.text[view.slice(0, 1)[0]]
            if name.isupper() and words[at - 1].isalpha() and words[at - 1] not in _HEADINGS:
                return [Attribution((0, at), (at + 1, len(words)), at)]
            return []
    for at in range(len(words) - 1, max(len(words) - _LONGEST_TRAILER - 2, 2), -1):
        if words[at] in (":", "—", "–"):
            if _is_name(words[at + 1 :]) and words[-1] not in _HEADINGS:
                return [Attribution((at + 1, len(words)), (0, at), at)]
            return []
    return []


def _is_name(words: list[str]) -> bool:
    """Whether words may name somebody: there are some, all of letters, and no preposition."""
    return bool(words) and all(word.isalpha() and word not in PREPOSITIONS for word in words)


def prefixed(words: list[str], places: list[int]) -> list[Attribution]:
    """The holders behind "according to" and its like, whose own words are at ``places``."""
    found: list[Attribution] = []
    for prefix in PREFIXES.find(words, places):
        first, last = prefix.first, prefix.last
        holder = phrase_after(words, last)
        if holder is None or (words[first] == "according" and _is_measure(words, holder)):
            continue
        if words[first] == "per" and not _is_named(words, first, holder):
            continue
        if first == 0:
            content = holder[1], len(words)
        elif words[first - 1] == "," and _closes(words, holder[1]):
            content = 0, len(words)  # an aside
        else:
            content = 0, first
        found.append(Attribution(holder, content, first))
    return found


def _closes(words: list[str], at: int) -> bool:
    """Whether an aside ends at a comma further on, with more of the sentence behind it."""
    for there in range(at, min(at + LONGEST, len(words) - 2)):
        if words[there] == ",":
            return True
        if words[there] in PUNCTUATION:
            break
    return False


def _is_measure(words: list[str], holder: tuple[int, int]) -> bool:
    """Whether "according to" measures and names nobody: "according to plan"."""
    return words[holder[1] - 1] in _MEASURES and holder[1] - holder[0] <= _LONGEST_MEASURE


def _is_named(words: list[str], first: int, holder: tuple[int, int]) -> bool:
    """Whether "per" names who said so: "Per the coroner, …", not "per cent"."""
    apart = not first or words[first - 1] == ","
    return apart and (words[holder[0]] in DETERMINERS or words[holder[0]][0] == "@")


def put(words: list[str], places: list[int]) -> list[Attribution]:
    """The holder of "as the judge put it, …", of which "put" is at one of ``places``."""
    for at in places:
        if words[at] in ("put", "puts") and words[at + 1 : at + 2] == ["it"]:
            first = at
            while first and words[first - 1] not in PUNCTUATION and at - first < LONGEST:
                first -= 1
                if words[first] == "as" and first + 1 < at:
                    return [Attribution((first + 1, at), (0, len(words)), at)]
    return []


def possessed(words: list[str], at: int) -> Attribution | None:
    """The owner of a noun of belief: "in the ministry's view"."""
    if not at:
        return None
    owner = at - 1 if words[at - 1] in POSSESSIVES or words[at - 1] == "'s" else at - 2
    if owner < 0 or not (words[owner] in POSSESSIVES or words[owner] == "'s"):
        return None
    own = words[owner] in POSSESSIVES
    holder = (owner, owner + 1) if own else possessor(words, owner)
    if holder is None:
        return None
    aside = holder[0] > 1 and words[holder[0] - 2] == "," and words[at + 1 : at + 2] == [","]
    content = (0, len(words)) if aside else (at + 1, len(words))
    return Attribution(holder, content, at)


def minded(words: list[str], at: int) -> Attribution | None:
    """An adjective of mind and its subject: "doctors remain confident that …"."""
    after = words[at + 1] if at + 1 < len(words) else ""
    if at < 2 or after not in _AFTER_ADJECTIVE:
        return None
    if words[at] in _OF_EVENTS and after in ("in", "the", ","):
        return None
    last = at
    while last and (words[last - 1] in _DEGREES or words[last - 1].endswith("ly")):
        last -= 1
    if not last or words[last - 1] not in COPULAS:
        return None
    holder = subject(words, last)
    if holder is None or words[holder[0]] in HEADLESS:
        return None
    return Attribution(holder, (at + 1, len(words)), at)
