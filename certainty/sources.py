"""Who says or believes it: the holder named in the sentence, and what is theirs.

Four ways of naming a holder are known, as patterns over words with no parser: a
reporting verb with its subject before it ("Kyiv says …") or behind it ("…, said the
mayor"), "according to" and its like, a possessive with a noun of belief ("in the
ministry's view"), and a passive with "by". Each gives the words of the holder and the
words said or believed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from certainty.cues import Trie
from certainty.inflect import forms
from certainty.lexicon import Verb

#: Phrases before the holder; what they attribute is the rest of the sentence.
PREFIXES = Trie(
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
POSSESSIVES = {"my", "our", "your", "his", "her", "its", "their"}
#: Words that end a holder when walking away from the verb.
_STOPS = frozenset(
    "that which who whom whose when while because although though if whether as but or nor so "
    "than then where since until unless after before however moreover meanwhile is are was were "
    "be been has have had do does did will would may might could should can must not to".split()
)
_PUNCTUATION = frozenset(",;:.!?()[]{}\"“”„«»—–|") | {"-", "'", "’", "‘"}
_CLOSERS = frozenset("\"”’»'")
_PREPOSITIONS = frozenset(
    "in on at by from of for with near inside outside across under over during".split()
)
_TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow late "
    "early earlier later previously again also now still already repeatedly reportedly "
    "privately publicly recently once never often further separately long just since all both "
    "always ever even".split()
)
_DETERMINERS = frozenset("a an the this that these those some any no such".split()) | POSSESSIVES
_HEADLESS = frozenset("there it this that what which these those".split())
_AUXILIARIES = frozenset("has have had is are was were do does did will would 's".split())
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words of the holder, and the words that are the holder's, as half-open ranges."""

    holder: tuple[int, int]
    content: tuple[int, int]
    trigger: int


@dataclass(frozen=True, slots=True)
class Reporters:
    """The verb forms that report or believe; made once from the lexicon's verbs."""

    forms: frozenset[str]
    nominal: frozenset[str]

    @classmethod
    def of(cls, verbs: Iterable[Verb]) -> Reporters:
        """All forms of verbs that take a clause or a quotation."""
        chosen = [v.lemma for v in verbs if {"that", "quote"} & set(v.frame) and v.kind != "question"]
        all_forms = {form for lemma in chosen for form in forms(lemma)}
        return cls(frozenset(all_forms), frozenset(f for f in all_forms if f.endswith("s")))


def find_sources(words: Sequence[str], reporters: Reporters) -> tuple[Attribution, ...]:
    """All attributions of a sentence, in order of their triggers."""
    found = [*_prefixed(words), *_possessed(words)]
    if not reporters.forms.isdisjoint(words):
        for at, word in enumerate(words):
            if word in reporters.forms:
                attribution = _reported(words, at, reporters)
                if attribution:
                    found.append(attribution)
    return tuple(sorted(found, key=lambda a: a.trigger))


def source_at(attributions: Sequence[Attribution], word: int) -> Attribution | None:
    """The innermost attribution whose content holds a word."""
    holding = [a for a in attributions if a.content[0] <= word < a.content[1]]
    return min(holding, key=lambda a: a.content[1] - a.content[0], default=None)


def _prefixed(words: Sequence[str]) -> list[Attribution]:
    found = []
    for first, last, _ in PREFIXES.find(words):
        holder = _phrase_after(words, last)
        if holder:
            content = (holder[1], len(words)) if first == 0 else (0, first)
            found.append(Attribution(holder, content, first))
    return found


def _possessed(words: Sequence[str]) -> list[Attribution]:
    if BELIEF_NOUNS.isdisjoint(words):
        return []
    found = []
    for at, word in enumerate(words):
        if word not in BELIEF_NOUNS or at == 0:
            continue
        owner = at - 1 if words[at - 1] in POSSESSIVES or words[at - 1] == "'s" else at - 2
        if owner < 0 or not (words[owner] in POSSESSIVES or words[owner] == "'s"):
            continue
        holder = (owner, owner + 1) if words[owner] in POSSESSIVES else _phrase_before(words, owner)
        if holder:
            found.append(Attribution(holder, (at + 1, len(words)), at))
    return found


def _reported(words: Sequence[str], at: int, reporters: Reporters) -> Attribution | None:
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    if before in _DETERMINERS or before in ("to", "of", "'s") or after == "of":
        return None  # a noun, or an infinitive
    if at and words[at - 1] in ("is", "are", "was", "were", "be", "been", "being"):
        return _by_agent(words, at)
    inverted = _inverted(words, at)
    holder = inverted or _subject(words, at)
    if holder is None or words[holder[0]] in _HEADLESS:
        return None
    content = _content(words, at, holder)
    if content is None or (words[at] in reporters.nominal and not _clausal(words, at)):
        return None
    return Attribution(holder, content, at)


def _clausal(words: Sequence[str], at: int) -> bool:
    """Whether a form that is also a plural noun ("claims") stands as a verb here."""
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    return before not in _PREPOSITIONS and after not in ("of", "about", "by", "and", "from")


def _by_agent(words: Sequence[str], at: int) -> Attribution | None:
    """The agent of a passive: "is believed by analysts to …"."""
    if at + 2 < len(words) and words[at + 1] == "by":
        holder = _phrase_after(words, at + 2)
        if holder:
            return Attribution(holder, (holder[1], len(words)), at)
    return None


def _inverted(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """The subject behind the verb in "…, said the mayor"."""
    before = words[at - 1] if at else ""
    if before != "," and before not in _CLOSERS:
        return None
    after = words[at + 1] if at + 1 < len(words) else ""
    if not after or after in _PUNCTUATION or after in _PREPOSITIONS or after in _STOPS:
        return None
    return _phrase_after(words, at + 1)


def _subject(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """The subject before the verb, without adverbs, auxiliaries and apposition."""
    last = at
    while last and (
        words[last - 1] in _TIMES
        or words[last - 1] in _AUXILIARIES
        or words[last - 1] == "not"
        or (words[last - 1].endswith("ly") and last - 1 > 0)
    ):
        last -= 1
    if last and words[last - 1] == ",":
        last = _before_apposition(words, last - 1)
    return _phrase_before(words, last)


def _before_apposition(words: Sequence[str], comma: int) -> int:
    for at in range(comma - 1, max(comma - 25, -1), -1):
        if words[at] == ",":
            return at
        if words[at] in _PUNCTUATION:
            break
    return comma


def _phrase_before(words: Sequence[str], last: int) -> tuple[int, int] | None:
    first = last
    while first and last - first < _LONGEST:
        word = words[first - 1]
        if word in _PUNCTUATION or word in _STOPS:
            break
        if word == "and" and first == last:
            break
        first -= 1
    first = _skip_adjuncts(words, first, last)
    return (first, last) if first < last else None


def _skip_adjuncts(words: Sequence[str], first: int, last: int) -> int:
    """Leave out what stands before the subject: "On Thursday", "and", "Later"."""
    moved = True
    while moved and first < last:
        moved = False
        if words[first] in ("and", "or", "but") or words[first] in _TIMES:
            first, moved = first + 1, True
        elif words[first] in _PREPOSITIONS:
            times = [at for at in range(first, last) if words[at] in _TIMES]
            if not times:
                return first
            first, moved = times[-1] + 1, True
    return first


def _phrase_after(words: Sequence[str], first: int) -> tuple[int, int] | None:
    last = first
    while last < len(words) and last - first < _LONGEST:
        word = words[last]
        if word in _PUNCTUATION or word in _STOPS or word in ("and", "or"):
            break
        if last > first and (word in _TIMES or (word in _PREPOSITIONS and word != "of")):
            break
        last += 1
    return (first, last) if last > first else None


def _content(words: Sequence[str], at: int, holder: tuple[int, int]) -> tuple[int, int] | None:
    """What is said: behind the verb, or before the holder where nothing follows."""
    size = len(words)
    last = max(at, holder[1] - 1)
    rest = [word for word in words[last + 1 :] if word not in _PUNCTUATION]
    ahead = min(at, holder[0])
    led = ahead > 0 and words[ahead - 1] in ({","} | _CLOSERS)
    if holder[0] > at or (led and len(rest) <= 6) or not rest:
        return (0, ahead) if ahead else None
    return (last + 1, size)
