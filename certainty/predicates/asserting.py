"""What is no assertion though it has a verb: participles, requests, questions."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

from certainty.inflect import forms
from certainty.predicates.groups import Group, is_adverb
from certainty.predicates.junctions import COORDINATORS, HANGING, HARD

_REDUCED: Final = frozenset({"either", "any"})
_PARTS: Final = (
    HANGING | COORDINATORS | HARD | frozenset("that , after before since until as".split())
)
_WITH_BASE: Final = frozenset("heard made let helped watched felt had".split())
_JOINS: Final = COORDINATORS | HARD | HANGING
_FRONTED: Final = frozenset("in on at by for from with according under after during".split())
_PRONOUNS: Final = frozenset("i you he she it we they this these those".split())
_LEADS: Final = frozenset("please kindly then just now so and but or yet".split())
_ASKS: Final = frozenset({"do", "please", "let"})
_ASKING: Final = frozenset({*forms("ask"), *forms("wonder"), *forms("demand")})
#: Words between a question and the verb of who asks it.
_NEAR: Final = 8
_CLOSES: Final = frozenset('"”».!')


def without_participles(
    words: Sequence[str],
    groups: Sequence[Group],
    reports: Container[int],
    tags: Container[int],
) -> list[Group]:
    """The groups but those that only describe a noun: "troops *sent* there were", "held by".

    ``reports`` are the verbs that report something: these are finite. ``tags`` are those
    behind what they report.
    """
    kept: list[Group] = []
    for at, group in enumerate(groups):
        following = groups[at + 1] if at + 1 < len(groups) else None
        if following and group.own not in reports and _is_topic(words, group, following):
            continue
        if group.own not in reports and group.bare and group.form in _REDUCED:
            if following and following.own not in tags and _leads(words, group, following):
                continue
            alone = following is None and not kept
            reported = following is not None and following.own in reports
            describes = _describes(words, group, following, alone=alone, reported=reported)
            if describes and not _resumes(words, group, kept):
                continue
            if kept and _shares(words, kept[-1], group):
                continue
        kept.append(group)
    return kept


def _is_topic(words: Sequence[str], group: Group, following: Group) -> bool:
    """Whether it is a noun at the head of a clause: "*help* from outside may come"."""
    opens = not group.first or not words[group.first - 1][0].isalnum()
    between = words[group.last : following.first]
    if group.bare and group.form == "base" and _is_singular(words, group.first):
        return _PARTS.isdisjoint(between)
    if not (opens and group.bare and group.form in ("s", "base")):
        return False
    if following.bare or not between or not _PARTS.isdisjoint(between):
        return False
    return group.form == "s" or between[0] in _FRONTED | {"of"}


def _is_singular(words: Sequence[str], at: int) -> bool:
    """Whether the subject before a word is one thing: "a source | close to the board"."""
    first = at
    while first and words[first - 1][0].isalnum():
        first -= 1
    one = (
        words[first] in ("a", "an", "every", "each", "another") and "and" not in words[first:at]
    )
    return one and at > first + 1 and not words[at - 1].endswith("s")


def _leads(words: Sequence[str], group: Group, following: Group) -> bool:
    """Whether it is in a phrase before the clause: "in a note *seen* at noon, she said"."""
    first = group.first
    while first and words[first - 1][0].isalnum():
        first -= 1
    between = words[group.last : following.first]
    return words[first] in _FRONTED and "," in between and _JOINS.isdisjoint(between)


def _resumes(words: Sequence[str], group: Group, kept: Sequence[Group]) -> bool:
    """Whether it is the verb behind an aside: "the team, from Ost, | used sonar"."""
    behind = words[group.last] if group.last < len(words) else ""
    if not group.first or words[group.first - 1] != "," or behind == "by":
        return False
    first = group.first - 1
    while first and words[first - 1] not in HARD:
        first -= 1
    comma = words.index(",", first)
    subject = comma > first and not any(first <= before.first < comma for before in kept)
    return subject and comma < group.first - 1 and words[first] not in _FRONTED | HANGING


def _shares(words: Sequence[str], before: Group, group: Group) -> bool:
    """Whether a lone participle shares an auxiliary: "are equipped and *prepared*"."""
    behind = words[group.last] if group.last < len(words) else "."
    joined = group.first == before.last + 1 and words[before.last] in COORDINATORS
    return joined and not before.bare and not behind[0].isalnum()


def _describes(
    words: Sequence[str],
    group: Group,
    following: Group | None,
    *,
    alone: bool,
    reported: bool,
) -> bool:
    """Whether a word that may be past or participle is a participle.

    ``alone`` says that its sentence has no other verb: "the bus stopped by the church";
    ``reported`` that the verb behind it reports: "tests made in May showed that".
    """
    before = words[group.first - 1] if group.first else ""
    behind = words[group.last] if group.last < len(words) else ""
    if before in HANGING or before == "that":
        return False
    if not before or not (before[0].isalnum() or before in ")]"):
        return True
    if behind == "by" and not alone:
        return True
    finite = ("s", "past", "base")
    if following is None or (following.bare and following.form not in finite and not reported):
        return False
    if following.form == "base" and words[group.own] in _WITH_BASE:
        return False  # "heard dogs bark"
    between = words[group.last : following.first]
    return _PARTS.isdisjoint(between) and _PRONOUNS.isdisjoint(between)


def asserts(words: Sequence[str], group: Group, first: int) -> bool:
    """Whether a clause that begins at ``first`` neither asks nor requests."""
    return not (is_asked(words, group) or is_request(words, group, first))


def is_request(words: Sequence[str], group: Group, first: int) -> bool:
    """Whether a clause asks for something: "leave at once", "do not touch it"."""
    lead = [word for word in words[first : group.head] if word[0].isalnum()]
    if lead[:1] and lead[0] in _ASKS and "you" not in lead:
        return True
    finite = group.form in ("base", "any") and group.bare
    return finite and all(word in _LEADS or is_adverb(word) for word in lead)


def is_asked(words: Sequence[str], group: Group) -> bool:
    """Whether a clause ends in a question mark, or only tells who asked: ""Why?" she asked"."""
    if words[group.own] in _ASKING and "?" in words[max(group.first - _NEAR, 0) : group.first]:
        return True
    for word in words[group.head :]:
        if word == "?" or word in _CLOSES:
            return word == "?"
    return False
