"""Who says or believes it: the holder named in the sentence, and what is theirs.

Four ways of naming a holder are known, as patterns over words with no parser: a
reporting verb with its subject before it ("Kyiv says …") or behind it ("…, said the
mayor"), "according to" and its like, a possessive with a noun of belief ("in the
ministry's view"), and a passive with "by". Each gives the words of the holder and the
words said or believed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import final

from certainty.cues import Matcher
from certainty.inflect import forms
from certainty.lexicon import Verb
from certainty.view import View
from certainty.vocabulary import ATTRIBUTES, BELIEVES, MINDS, REPORTS

#: Phrases before the holder; what they attribute is the rest of the sentence.
PREFIXES = Matcher(
    (phrase, None)
    for phrase in (
        "according to",
        "in the view|words|opinion|judgment|judgement|assessment|eyes of",
        "as reported|quoted|described|cited by",
        "citing|quoting",
    )
)
BELIEF_NOUNS = frozenset(
    "view opinion judgment judgement assessment estimation estimate belief conclusion claim "
    "assertion mind verdict reckoning suspicion".split()
)
#: One of these is in every prefix.
_PREFIX_WORDS = frozenset(
    "according citing quoting view words opinion judgment judgement assessment eyes reported "
    "quoted described cited".split()
)
POSSESSIVES = {"my", "our", "your", "his", "her", "its", "their"}
#: Words that end a holder when walking away from the verb.
_STOPS = frozenset(
    "that which who whom whose when while because although though if whether as but or nor so "
    "than then where since until unless after before however moreover meanwhile is "
    "are was were "
    "be been has have had do does did will would may might could should can must not to".split()
)
_PUNCTUATION = frozenset(',;:.!?()[]{}"“”„«»—–|') | {"-", "'", "’", "‘"}
_CLOSERS = frozenset("\"”’»'")
_PREPOSITIONS = frozenset(
    "in on at by from of for with near inside outside across under over during".split()
)
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow late "
    "early earlier later previously again also now still already repeatedly reportedly "
    "privately publicly recently once never often further separately long just since all both "
    "always ever even so far".split()
)
_DETERMINERS = frozenset("a an the this these those some any such".split()) | POSSESSIVES
_HEADLESS = frozenset("there it this that what which these those".split())
_COPULAS = frozenset(
    "am is are was were be been being 's 're 'm remain remains remained seem seems seemed feel "
    "feels felt sound sounds sounded grew stay stays stayed".split()
)
_PASSIVES = frozenset("am is are was were be been being 's 're".split())
_AUXILIARIES = frozenset("has have had do does did will would 's 'd not".split())
_BEFORE_VERB = _TIMES | _AUXILIARIES | _COPULAS
#: Adjectives of mind: whoever is so holds the belief.
ADJECTIVES = frozenset(
    "confident convinced sure certain sceptical skeptical doubtful cautious "
    "optimistic pessimistic "
    "hopeful wary adamant positive unsure uncertain confidence".split()
)
#: Of these, the ones that events are too: "the outcome is certain in his view".
_OF_EVENTS = frozenset("certain uncertain sure doubtful positive".split())
_DEGREES = frozenset(
    "very quite fairly so less more most not still as far no increasingly".split()
)
_AFTER_ADJECTIVE = frozenset("that of about in the it he she they we this whether if ,".split())
_SAYING = frozenset("say says said saying".split())
_QUOTES = frozenset("\"“„«‘'")
_CLAUSE_OPENERS = frozenset(
    "that whether how why what if it there he she they we i this these those : ,".split()
) | {"'"}
_ENDS = frozenset(".;)!?")
_CLAUSE_ENDS = frozenset("; , who which when because after before while but and".split())
_FINITE = frozenset(
    "am is are was were 's 're has have had will would may might could can must "
    "should did does "
    "do cannot".split()
)
_LONGEST = 12
_ANY = ATTRIBUTES | BELIEVES | MINDS | REPORTS


@final
class Attribution:
    """Words of the holder, and the words that are the holder's, as half-open ranges."""

    __slots__ = ("content", "holder", "trigger")

    def __init__(self, holder: tuple[int, int], content: tuple[int, int], trigger: int) -> None:
        self.holder = holder
        self.content = content
        self.trigger = trigger

    @property
    def width(self) -> int:
        """How many words are the holder's."""
        return self.content[1] - self.content[0]


@dataclass(frozen=True)
class Reporters:
    """The verb forms that report or believe; made once from the lexicon's verbs."""

    forms: frozenset[str]
    believing: frozenset[str]

    @classmethod
    def of(cls, verbs: Iterable[Verb]) -> Reporters:
        """All forms of verbs that take a clause or a quotation."""
        chosen = [v for v in verbs if {"that", "quote"} & set(v.frame) and v.kind != "question"]
        minds = [verb for verb in chosen if verb.kind in ("belief", "prediction")]
        return cls(_all_forms(chosen), _all_forms(minds))

    @property
    def marked(self) -> dict[int, frozenset[str]]:
        """The words that name a holder, by the mark that they carry."""
        return {
            REPORTS: self.forms,
            MINDS: ADJECTIVES - self.forms,
            BELIEVES: BELIEF_NOUNS,
            ATTRIBUTES: _PREFIX_WORDS,
        }


def _all_forms(verbs: Iterable[Verb]) -> frozenset[str]:
    return frozenset(form for verb in verbs for form in forms(verb.lemma))


def find_sources(view: View, reporters: Reporters) -> list[Attribution]:
    """All attributions of a sentence, in order of their triggers."""
    if not view.marks & _ANY:
        return []
    words = view.words
    found: list[Attribution | None] = []
    if view.marks & ATTRIBUTES:
        found += _prefixed(words)
    for at in view.where(BELIEVES):
        found.append(_possessed(words, at))
    for at in view.where(REPORTS):
        found.append(_reported(words, at, reporters))
    for at in view.where(MINDS):
        found.append(_minded(words, at))
    return sorted([a for a in found if a is not None], key=attrgetter("trigger"))


def source_at(attributions: list[Attribution], word: int) -> Attribution | None:
    """The innermost attribution whose content holds a word."""
    holding = [a for a in attributions if a.content[0] <= word < a.content[1]]
    return min(holding, key=lambda a: a.width, default=None)


def source_of(attributions: list[Attribution], first: int, last: int) -> Attribution | None:
    """The attribution that the words ``first`` to ``last`` (exclusive) make themselves."""
    return next((a for a in attributions if first <= a.trigger < last), None)


def _prefixed(words: list[str]) -> list[Attribution | None]:
    found: list[Attribution | None] = []
    for prefix in PREFIXES.find(words):
        first, last = prefix.first, prefix.last
        holder = _phrase_after(words, last)
        if holder:
            content = (holder[1], len(words)) if first == 0 else (0, first)
            found.append(Attribution(holder, content, first))
    return found


def _possessed(words: list[str], at: int) -> Attribution | None:
    """The owner of a noun of belief: "in the ministry's view"."""
    if not at:
        return None
    owner = at - 1 if words[at - 1] in POSSESSIVES or words[at - 1] == "'s" else at - 2
    if owner < 0 or not (words[owner] in POSSESSIVES or words[owner] == "'s"):
        return None
    own = words[owner] in POSSESSIVES
    holder = (owner, owner + 1) if own else _phrase_before(words, owner)
    return Attribution(holder, (at + 1, len(words)), at) if holder else None


def _minded(words: list[str], at: int) -> Attribution | None:
    """An adjective of mind and its subject: "doctors remain confident that …"."""
    after = words[at + 1] if at + 1 < len(words) else ""
    if at < 2 or after not in _AFTER_ADJECTIVE:
        return None
    if words[at] in _OF_EVENTS and after in ("in", "the", ","):
        return None
    last = at
    while last and (words[last - 1] in _DEGREES or words[last - 1].endswith("ly")):
        last -= 1
    if not last or words[last - 1] not in _COPULAS:
        return None
    holder = _subject(words, last)
    if holder is None or words[holder[0]] in _HEADLESS:
        return None
    return Attribution(holder, (at + 1, len(words)), at)


def _reported(words: list[str], at: int, reporters: Reporters) -> Attribution | None:
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    if before in _DETERMINERS or before in ("of", "'s") or after in ("of", "to", "-"):
        return None  # a noun, or an intention
    if before == "to" and (at < 2 or words[at - 2] != "used"):
        return None
    participle = words[at].endswith("ing")
    if participle != (before in _PASSIVES):
        return None if participle else _by_agent(words, at)
    holder = _inverted(words, at)
    if holder:
        return Attribution(holder, (0, at), at)
    holder = _subject(words, at - 2 if before == "to" else at)
    if holder is None or words[holder[0]] in _HEADLESS:
        return None
    content = _content(words, at, holder, believes=words[at] in reporters.believing)
    return Attribution(holder, content, at) if content else None


def _by_agent(words: list[str], at: int) -> Attribution | None:
    """The agent of a passive: "is believed by analysts to …"."""
    if at + 2 < len(words) and words[at + 1] == "by":
        holder = _phrase_after(words, at + 2)
        if holder:
            return Attribution(holder, (holder[1], len(words)), at)
    return None


def _inverted(words: list[str], at: int) -> tuple[int, int] | None:
    """The subject behind the verb in "…, said the mayor"."""
    before = words[at - 1] if at else ""
    if before != "," and before not in _CLOSERS:
        return None
    after = words[at + 1] if at + 1 < len(words) else ""
    if not after or after in _PUNCTUATION or after in _PREPOSITIONS or after in _STOPS:
        return None
    holder = _phrase_after(words, at + 1)
    if holder is None or before in _CLOSERS:
        return holder
    for word in words[holder[1] :]:  # "Ann, head of the bank, said the loan | was safe"
        if word in _FINITE:
            return None
        if word in _PUNCTUATION:
            break
    return holder


def _subject(words: list[str], at: int) -> tuple[int, int] | None:
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
    for at in range(comma - 1, max(comma - 25, -1), -1):
        if words[at] == ",":
            return at
        if words[at] in _PUNCTUATION:
            break
    return comma


def _phrase_before(words: list[str], last: int) -> tuple[int, int] | None:
    first = last
    while first and last - first < _LONGEST:
        word = words[first - 1]
        if word == "who" and first < last:  # "a nurse who worked nights | believes"
            return _phrase_before(words, first - 1)
        if word in _PUNCTUATION or word in _STOPS or (word == "and" and first == last):
            break
        first -= 1
    first = _skip_adjuncts(words, first, last)
    return (first, last) if first < last else None


def _skip_adjuncts(words: list[str], first: int, last: int) -> int:
    """Leave out what stands before the subject: "On Thursday", "and", "Later"."""
    moved = True
    while moved and first < last:
        moved = False
        if words[first] in ("and", "or", "but") or words[first] in _TIMES:
            first, moved = first + 1, True
        elif words[first] in _PREPOSITIONS:
            times = [at for at in range(first, last) if words[at] in _TIMES]
            if not times:
                return last  # no subject, but a phrase of place: "in the area"
            first, moved = times[-1] + 1, True
    return first


def _phrase_after(words: list[str], first: int) -> tuple[int, int] | None:
    last = first
    while last < len(words) and last - first < _LONGEST:
        word = words[last]
        if word in _PUNCTUATION or word in _STOPS or word in ("and", "or"):
            break
        if last > first and (word in _TIMES or (word in _PREPOSITIONS and word != "of")):
            break
        last += 1
    return (first, last) if last > first else None


def _content(
    words: list[str], at: int, holder: tuple[int, int], *, believes: bool
) -> tuple[int, int] | None:
    """What is said: behind the verb, or before the holder where only an aside follows."""
    size = len(words)
    after = words[at + 1] if at + 1 < size else ""
    ahead = holder[0]
    led = ahead > 0 and (words[ahead - 1] == "," or words[ahead - 1] in _CLOSERS)
    rest = any(word not in _PUNCTUATION for word in words[at + 1 :])
    if led and after == "," and rest:
        return (0, size)  # an aside: "The bank, its chairman said, will …"
    if led and (not rest or after in _PREPOSITIONS or after in _TIMES or after in _ENDS):
        return (0, ahead)
    return (
        (at + 1, size)
        if rest and (_opens_clause(words, at) or (believes and after != "in"))
        else None
    )


def _opens_clause(words: list[str], at: int) -> bool:
    """Whether a clause or a quotation follows a reporting verb, not a bare object."""
    after = words[at + 1]
    if words[at] in _SAYING or after in _CLAUSE_OPENERS:
        return True
    for word in words[at + 1 : at + 1 + _LONGEST]:
        if word in _FINITE or word in _QUOTES or word == "that":
            return True
        if word in _CLAUSE_ENDS:
            return False
    return False
