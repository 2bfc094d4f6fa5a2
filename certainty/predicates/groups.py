"""The verb groups of a sentence that can carry a claim: auxiliaries with what they lead to.

A group is finite: it has an auxiliary, or is a verb alone in a form that may be finite. Its
head is the verb with content ("had *moved*"), the complement's noun or adjective after a
copula ("is *safe*"), and where the group only says how likely or by whose word something is,
the verb behind it ("is expected to *leave*", "has to *wait*").
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, final

from certainty.predicates.forms import (
    AUXILIARIES,
    BE,
    CLOSED,
    DO,
    FINITE,
    HAVE,
    MODALS,
    form_of,
)

#: From which probability on a word counts as a verb: alone, where the sentence has no other,
#: behind an auxiliary, behind a modal, and in "-s" behind "she".
ALONE: Final = 0.5
UNRIVALLED: Final = 0.2
LED: Final = 0.25
MODAL_LED: Final = 0.05
AGREED: Final = 0.1
_THIRD: Final = frozenset({"he", "she", "it", "who"})
_AFTER_BE: Final = frozenset({"participle", "either", "any", "ing"})
_AFTER_HAVE: Final = frozenset({"participle", "either", "any"})
_BARE: Final = frozenset({"past", "either", "any", "s", "base"})
#: Words that "'s" is a verb after.
_BEFORE_IS: Final = frozenset(
    "it he she that there what who here where this how everything nothing everyone".split()
)
_ADVERBS: Final = frozenset(
    "not never also already now still just only even ever always often then soon again almost "
    "nearly too so well very really perhaps maybe quite rather more most less least once "
    "twice further far both all yet long".split()
)
_DETERMINERS: Final = frozenset(
    "the a an this that these those my your his her its our their some any no each "
    "every".split()
)
_PREPOSITIONS: Final = frozenset(
    "of in on at by for from with to into onto about against between among through during "
    "under above below without within across up down out off over like near".split()
)
_NOUN_ENDS: Final = _PREPOSITIONS | frozenset(
    "and or but that which who whom whose where when if because than as while although not "
    "so".split()
)
#: Verbs that lead to another one as a modal does.
_LEADING: Final = frozenset("going ought used supposed bound about".split())
_NEVER_BEFORE: Final = (_DETERMINERS | _PREPOSITIONS | {"first", "second", "new"}) - {"that"}
_QUOTES: Final = frozenset("\"“”'‘’")
_BEFORE_MONTH: Final = frozenset("in of since until by from last next early late mid".split())
_NUMERALS: Final = frozenset("one two three four five six seven eight nine ten".split())
_SUBJECTS: Final = frozenset("i you he she it we they".split())
_INVERSION: Final = 9
_NOUN_REACH: Final = 8


@final
class Group:
    """Words ``first`` to ``last`` (exclusive) of a finite verb group and its ``head``.

    ``bare`` says that it has no auxiliary, ``form`` is the head's or that of the word that
    makes it finite, ``own`` where that word stands: a report's verb, even where the head is
    farther on.
    """

    __slots__ = ("bare", "first", "form", "head", "last", "own")

    def __init__(self, first: int, head: int, own: int, *, bare: bool, form: str) -> None:
        self.first = first
        self.head = head
        self.own = own
        self.last = max(head, own) + 1
        self.bare = bare
        self.form = form


def find_groups(
    words: Sequence[str], verbs: Sequence[float], cued: Collection[int]
) -> list[Group]:
    """The finite verb groups of a sentence, in order.

    ``verbs`` are the tagger's probabilities, ``cued`` the words that belong to a cue.
    """
    return _groups(words, verbs, cued, ALONE) or _groups(words, verbs, cued, UNRIVALLED)


def _groups(
    words: Sequence[str], verbs: Sequence[float], cued: Collection[int], least: float
) -> list[Group]:
    found: list[Group] = []
    at = 0
    while at < len(words):
        group = (
            _led(words, verbs, at) if words[at] in FINITE else _alone(words, verbs, at, least)
        )
        if group is None:
            at += 1
            continue
        group = _led_on(words, verbs, cued, group)
        if found and _is_noun(found[-1], group):
            found.pop()
        found.append(group)
        at = group.last
    return found


def _is_noun(before: Group, group: Group) -> bool:
    """Whether what was taken for a verb is the subject of the next one: "shares | fell"."""
    return before.bare and before.form in ("s", "base") and before.last == group.first


def is_adverb(word: str) -> bool:
    """Whether a word may stand inside a verb group."""
    return word in _ADVERBS or (len(word) > 4 and word.endswith("ly"))


def _alone(words: Sequence[str], verbs: Sequence[float], at: int, least: float) -> Group | None:
    """A verb without an auxiliary, in a form that may be finite."""
    form = form_of(words[at])
    agreed = form == "s" and at and words[at - 1] in _THIRD  # "it spreads"
    if verbs[at] < (AGREED if agreed else least) or form not in _BARE:
        return None
    before = at - 1
    while before >= 0 and is_adverb(words[before]):
        before -= 1
    if before >= 0 and not _may_precede(words[before], form):
        return None
    return Group(at, at, at, bare=True, form=form)


def _may_precede(before: str, form: str) -> bool:
    """Whether a finite verb may stand right behind a word: not in "to go", "the run"."""
    if before in ("this", "that") and form == "s":
        return True  # "this shows"; a noun would be "these shows"
    return not (before in _NEVER_BEFORE or before in AUXILIARIES)


def _led(words: Sequence[str], verbs: Sequence[float], at: int) -> Group | None:
    """A group that begins with a finite auxiliary."""
    if words[at] == "'s" and (not at or words[at - 1] not in _BEFORE_IS):
        return None
    if at and (
        words[at - 1] == "to" or (words[at] == "may" and words[at - 1] in _BEFORE_MONTH)
    ):
        return None
    last, there = at, at + 1
    while there < len(words) and (words[there] in AUXILIARIES or is_adverb(words[there])):
        if words[there] in AUXILIARIES:
            last = there
        there += 1
    if _is_verb(words, verbs, last, there):
        return Group(at, there, there, bare=False, form=form_of(words[there]))
    auxiliary = words[last]
    if auxiliary in BE or auxiliary in ("be", "been", "being"):
        return _copular(words, verbs, at, last)
    asks = words[last] in HAVE and words[last + 1 : last + 2] and words[last + 1] in _SUBJECTS
    if words[last] in MODALS or words[last] in DO or asks:
        return _inverted(words, verbs, at, last)
    return Group(at, last, last, bare=False, form="have")


def _is_verb(words: Sequence[str], verbs: Sequence[float], last: int, there: int) -> bool:
    """Whether an auxiliary's verb stands there, not what describes a noun: "are hired men"."""
    least = MODAL_LED if words[last] in MODALS else LED
    if there >= len(words) or verbs[there] < least or not _fits(words[last], words[there]):
        return False
    if words[last] in ("are", "were") and form_of(words[there]) == "either":
        behind = there + 1
        plural = behind < len(words) and form_of(words[behind]) == "s"
        return not (plural and verbs[behind] < LED and words[behind] not in CLOSED)
    return True


def _fits(auxiliary: str, word: str) -> bool:
    """Whether a word has the form that an auxiliary asks for."""
    form = form_of(word)
    if auxiliary in HAVE or auxiliary == "having":
        return form in _AFTER_HAVE or word in ("come", "become", "run", "overcome")
    if auxiliary in MODALS or auxiliary in DO:
        return form in ("base", "any") or (form == "s" and word.endswith("s"))
    return form in _AFTER_BE


def _inverted(words: Sequence[str], verbs: Sequence[float], at: int, last: int) -> Group | None:
    """The verb behind a subject that follows its auxiliary: "nor did the guard | open"."""
    for there in range(last + 1, min(last + _INVERSION, len(words))):
        if verbs[there] >= ALONE and _fits(words[last], words[there]):
            return Group(at, there, there, bare=False, form="inverted")
        if words[there] in AUXILIARIES or not words[there][0].isalnum():
            break
    if words[last] in DO and words[last] != "do":
        return Group(at, last, last, bare=False, form="do")
    return None


def _copular(words: Sequence[str], verbs: Sequence[float], at: int, last: int) -> Group:
    """A copula with the head of its complement; itself where that is a phrase of place."""
    head = complement_head(words, verbs, last + 1)
    return Group(at, last if head is None else head, last, bare=False, form="be")


def complement_head(words: Sequence[str], verbs: Sequence[float], at: int) -> int | None:
    """The noun or adjective that a complement is about, ``None`` where it has none.

    >>> words = "it is a very old trap to lure them".split()
    >>> words[complement_head(words, [0.0] * 6 + [0.1, 0.9, 0.0], 2)]
    'trap'
    """
    determined, head = False, None
    for there in range(at, min(at + _NOUN_REACH, len(words))):
        word = words[there]
        if head is None:
            if word in _DETERMINERS or word.isdigit() or word in _NUMERALS:
                determined = True
                continue
            if word in _PREPOSITIONS and _ends_clause(words, there):
                return there  # "the talks are over"
            adverb = is_adverb(word) and not _ends_phrase(words, there)
            if adverb or word in _QUOTES or word == "not":
                continue
        elif word == "'s" and not _ends_clause(words, there):
            determined = True
            continue  # "the governor 's | house"
        elif word in _QUOTES:
            continue
        elif verbs[there] >= LED or is_adverb(word):
            break
        if _ends_noun(word):
            break
        head = there
        if not determined and words[there + 1 : there + 2] in (["to"], ["for"]):
            break
    return head


def _ends_noun(word: str) -> bool:
    """Whether a noun with what stands before it ends before a word."""
    closed = word in _NOUN_ENDS or word in AUXILIARIES or word in CLOSED
    return closed or not word[0].isalnum()


def _ends_clause(words: Sequence[str], at: int) -> bool:
    return at + 1 == len(words) or not words[at + 1][0].isalnum()


def _ends_phrase(words: Sequence[str], at: int) -> bool:
    """Whether nothing that an adverb could belong to follows: "is unlikely before May"."""
    behind = words[at + 1] if at + 1 < len(words) else "."
    last = (
        not behind[0].isalnum() or behind in _NOUN_ENDS or behind in ("to", "before", "after")
    )
    return last and words[at].endswith("ly")


def _led_on(
    words: Sequence[str], verbs: Sequence[float], cued: Collection[int], group: Group
) -> Group:
    """The group with the verb that it only leads to: "is expected to | leave"."""
    head = group.head
    for _ in range(2):
        to = head + 1
        while (
            to < len(words) and is_adverb(words[to]) and words[to] != "not" and to - head <= 2
        ):
            to += 1
        if to + 1 >= len(words) or words[to] != "to" or words[to + 1] == "not":
            break
        leads = words[head] in _LEADING or words[head] in FINITE
        if not (
            leads or (head in cued and (to in cued or head == group.own or not group.bare))
        ):
            break
        verb = _infinitive(words, verbs, to + 1)
        if verb is None:
            break
        head = verb
    if head == group.head:
        return group
    return Group(group.first, head, group.own, bare=group.bare, form=group.form)


def _infinitive(words: Sequence[str], verbs: Sequence[float], at: int) -> int | None:
    """The head of what follows "to": "have been *moved*", "be *safe*"."""
    there, last = at, None
    while there < len(words) and (words[there] in AUXILIARIES or is_adverb(words[there])):
        if words[there] in AUXILIARIES or words[there] == "be":
            last = there
        there += 1
    if there >= len(words):
        return last
    base = form_of(words[there]) in ("base", "any")
    if verbs[there] >= LED and (base if last is None else _fits(words[last], words[there])):
        return there
    if last is None:
        return None
    if words[last] in ("be", "been"):
        head = complement_head(words, verbs, last + 1)
        return last if head is None else head
    return last if words[last] in HAVE | DO else None
