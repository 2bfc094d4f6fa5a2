"""Holders named by a verb of reporting or believing, with what they say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from certainty.inflect import forms
from certainty.lexicon import Verb
from certainty.sources.attribution import Attribution
from certainty.sources.holders import (
    DETERMINERS,
    ENDS,
    HEADLESS,
    LONGEST,
    PASSIVES,
    PREPOSITIONS,
    PUNCTUATION,
    TIMES,
    auxiliary,
    phrase_after,
    subject,
)
from certainty.sources.phrases import ADJECTIVES, BELIEF_NOUNS, PREFIX_WORDS
from certainty.vocabulary import ATTRIBUTES, BELIEVES, MINDS, REPORTS

_CLOSERS: Final = frozenset("\"”’»'")
_GREETINGS: Final = frozenset(
    "hello goodbye good-bye farewell thanks sorry grace mass prayers nothing".split()
)
_SAYING: Final = frozenset("say says said saying".split())
_TELLING: Final = frozenset("tell tells told telling".split())
#: What ends the person told.
_TOLD_ENDS: Final = frozenset(
    ", : that how why whether what in at on as after before . ; ! ?".split()
)
_LONGEST_TOLD: Final = 6
_QUOTES: Final = frozenset("\"“„«‘'")
_CLAUSE_OPENERS: Final = frozenset(
    "that whether how why what if it there he she they we i this these those : ,".split()
) | {"'"}
_CONTRASTS: Final = frozenset({"but", "though", "although", "yet"})
_TAKEN_UP: Final = frozenset("that this it there".split())
_ASIDE_ENDS: Final = frozenset(".;)!?")
_CLAUSE_ENDS: Final = frozenset("; , who which when because after before while but and".split())
_FINITE: Final = frozenset(
    "am is are was were 's 're has have had will would may might could can must "
    "should did does "
    "do cannot".split()
)
#: Words from a passive to its agent: "is considered unlikely | by".
_AGENT_REACH: Final = 3
#: Verbs whose object is what is held against somebody.
_ACCUSING: Final = frozenset({"accuse"})


@dataclass(frozen=True)
class Reporters:
    """The verb forms that report or believe; made once from the lexicon's verbs."""

    forms: frozenset[str]
    believing: frozenset[str]
    refusing: frozenset[str]

    @classmethod
    def of(cls, verbs: Iterable[Verb]) -> Reporters:
        """All forms of verbs that take a clause or a quotation, or deny or accuse."""
        known = list(verbs)
        chosen = [v for v in known if {"that", "quote"} & set(v.frame) and v.kind != "question"]
        refusing = [v for v in known if v.kind == "denial" or v.lemma in _ACCUSING]
        chosen += [verb for verb in refusing if verb not in chosen]
        minds = [verb for verb in chosen if verb.kind in ("belief", "prediction")]
        return cls(_all_forms(chosen), _all_forms(minds), _all_forms(refusing))

    @property
    def marked(self) -> dict[int, frozenset[str]]:
        """The words that name a holder, by the mark that they carry."""
        return {
            REPORTS: self.forms,
            MINDS: ADJECTIVES - self.forms,
            BELIEVES: BELIEF_NOUNS,
            ATTRIBUTES: PREFIX_WORDS,
        }


def _all_forms(verbs: Iterable[Verb]) -> frozenset[str]:
    return frozenset(form for verb in verbs for form in forms(verb.lemma))


def reported(words: list[str], at: int, reporters: Reporters) -> Attribution | None:
    """Whoever a verb of reporting or believing names, and what is said or believed."""
    verb = words[at]
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    if _is_noun(verb, before, after) or _is_nothing(verb, before, after):
        return None
    if before == "to" and (at < 2 or words[at - 2] != "used"):
        return None  # an intention
    participle = verb.endswith("ing")
    if participle != (auxiliary(words, at) in PASSIVES):
        return None if participle else _by_agent(words, at)
    holder = _inverted(words, at)
    if holder:
        return Attribution(holder, _around(words, at, holder), at)
    holder = subject(words, at - 2 if before == "to" else at)
    if holder is None or words[holder[0]] in HEADLESS:
        return None
    if holder[0] and words[holder[0] - 1] in ("what", "whatever"):
        return None  # "despite what the mayor says"
    if verb in reporters.refusing:
        return Attribution(holder, (at + 1, len(words)), at)
    content = _content(words, at, holder, believes=verb in reporters.believing)
    return Attribution(holder, content, at) if content else None


def _is_noun(word: str, before: str, after: str) -> bool:
    """Whether a word is none of its verb's forms here: "the claim of", "the states may"."""
    if before in DETERMINERS or before in ("of", "'s") or after in ("of", "to", "-"):
        return True
    return word.endswith("s") and after in _FINITE


def _is_nothing(verb: str, before: str, after: str) -> bool:
    """Whether nothing is said: "said hello", "found a coin", "did not say"."""
    if verb in _SAYING and after in _GREETINGS:
        return True
    if verb == "found" and after in ("a", "an"):
        return True
    return before == "not" and verb in ("say", "said", "comment")


def _by_agent(words: list[str], at: int) -> Attribution | None:
    """The agent of a passive: "is believed by analysts to …"."""
    for by in range(at + 1, min(at + 1 + _AGENT_REACH, len(words) - 1)):
        if words[by] == "by":
            holder = phrase_after(words, by + 1)
            return Attribution(holder, (at + 1, len(words)), at) if holder else None
        if words[by] in ENDS:
            break
    return None


def _around(words: list[str], at: int, holder: tuple[int, int]) -> tuple[int, int]:
    """What is said: before the tag, or on both sides where the quotation goes on."""
    behind = holder[1]
    if not at:
        return behind, len(words)
    goes_on = behind + 1 < len(words) and words[behind] == "," and words[behind + 1] in _QUOTES
    return (0, len(words)) if goes_on else (0, at)


def _inverted(words: list[str], at: int) -> tuple[int, int] | None:
    """The subject behind the verb in "…, said the mayor"; in front of "Said the mayor: …"."""
    before = words[at - 1] if at else ","
    if before != "," and before not in _CLOSERS:
        return None
    if not at and (words[at] not in _SAYING or ":" not in words[: at + LONGEST]):
        return None
    if words[at] in _TELLING:
        return None  # whom it was told
    after = words[at + 1] if at + 1 < len(words) else ""
    if not after or after in PREPOSITIONS or after in ENDS:
        return None
    holder = phrase_after(words, at + 1)
    if holder is None or before in _CLOSERS:
        return holder
    for there in range(holder[1], len(words)):
        if words[there] in _FINITE:  # "Ann, head of the bank, said the loan | was safe"
            return None
        if words[there] in PUNCTUATION:
            break
    return holder


def _content(
    words: list[str], at: int, holder: tuple[int, int], *, believes: bool
) -> tuple[int, int] | None:
    """What is said: behind the verb, or before the holder where only an aside follows."""
    size = len(words)
    at = _past_addressee(words, at)
    after = words[at + 1] if at + 1 < size else ""
    ahead = holder[0]
    led = ahead > 0 and (words[ahead - 1] == "," or words[ahead - 1] in _CLOSERS)
    rest = _any_words(words, at + 1)
    if led and after == "," and rest:
        return (0, size)  # an aside: "The bank, its chairman said, will …"
    if led and (not rest or after in PREPOSITIONS or after in TIMES or after in _ASIDE_ENDS):
        return (0, ahead)
    if rest and (_opens_clause(words, at) or (believes and after != "in")):
        return at + 1, _own_words(words, at)
    return None


def _any_words(words: list[str], first: int) -> bool:
    """Whether more than punctuation stands from a word on."""
    return any(words[at] not in PUNCTUATION for at in range(first, len(words)))


def _own_words(words: list[str], at: int) -> int:
    """Where reported words end and the author's begin: "said it would sail, but that is …"."""
    past = words[at].endswith("ed") or words[at] in ("said", "told")
    for there in range(at + 2, len(words) - 2):
        if words[there] == ";":
            return there
        if past and words[there - 1] == "," and _takes_up(words, there):
            return there - 1
    return len(words)


def _takes_up(words: list[str], at: int) -> bool:
    """Whether the author takes up what was said: "but | that is"."""
    taken_up = words[at] in _CONTRASTS and words[at + 1] in _TAKEN_UP
    return taken_up and words[at + 2] in ("is", "'s", "has")


def _past_addressee(words: list[str], at: int) -> int:
    """The last word of "told reporters": the verb itself where nobody is told."""
    if words[at] not in _TELLING:
        return at
    for there in range(at + 1, min(at + 1 + _LONGEST_TOLD, len(words))):
        if words[there] in _TOLD_ENDS or words[there] in _QUOTES:
            return there - 1
    return at


def _opens_clause(words: list[str], at: int) -> bool:
    """Whether a clause or a quotation follows a reporting verb, not a bare object."""
    after = words[at + 1]
    if words[at] in _SAYING or after in _CLAUSE_OPENERS:
        return True
    for there in range(at + 1, min(at + 1 + LONGEST, len(words))):
        word = words[there]
        if word in _FINITE or word in _QUOTES or word == "that":
            return True
        if word in _CLAUSE_ENDS:
            return False
    return False
