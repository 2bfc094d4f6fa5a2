"""What is no assertion though it has a verb group: participles, requests, questions, conditions."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final

from certainty.predicates.groups import Group, is_adverb
from certainty.predicates.standing import COORDINATORS, HANGING, HARD

_REDUCED: Final = frozenset({"either", "any"})
_PARTS: Final = HANGING | COORDINATORS | HARD | frozenset("that , after before since until as".split())
_PRONOUNS: Final = frozenset("i you he she it we they this these those".split())
_INVERTED: Final = frozenset({"had", "were", "should"})
_LEADS: Final = frozenset("please kindly then just now so and but or yet".split())
_ASKS: Final = frozenset({"do", "please", "let"})
_CLOSES: Final = frozenset("\"”».!")


def without_participles(
    words: Sequence[str], groups: Sequence[Group], reports: Container[int]
) -> list[Group]:
    """The groups but those that only describe a noun: "troops *sent* there were", "held by".

    ``reports`` are the verbs that report something: these are finite.
    """
    kept = []
    for at, group in enumerate(groups):
        following = groups[at + 1] if at + 1 < len(groups) else None
        if group.own in reports or not (
            _describes(words, group, following) or (kept and _shares(words, kept[-1], group))
        ):
            kept.append(group)
    return kept


def _shares(words: Sequence[str], before: Group, group: Group) -> bool:
    """Whether a lone participle shares the auxiliary before it: "are equipped and *prepared*"."""
    behind = words[group.last] if group.last < len(words) else "."
    joined = group.first == before.last + 1 and words[before.last] in COORDINATORS
    return joined and group.bare and not before.bare and not behind[0].isalnum()


def _describes(words: Sequence[str], group: Group, following: Group | None) -> bool:
    """Whether a word that may be past or participle is a participle."""
    if not group.bare or group.form not in _REDUCED:
        return False
    before = words[group.first - 1] if group.first else ""
    behind = words[group.last] if group.last < len(words) else ""
    if behind == "by" or not before or not before[0].isalnum():
        return True
    if following is None or following.bare:
        return False
    between = words[group.last : following.first]
    return _PARTS.isdisjoint(between) and _PRONOUNS.isdisjoint(between)


def is_request(words: Sequence[str], group: Group, first: int) -> bool:
    """Whether a clause asks for something: "leave at once", "do not touch it"."""
    lead = [word for word in words[first : group.head] if word[0].isalnum()]
    if lead[:1] and lead[0] in _ASKS and "you" not in lead:
        return True
    finite = group.form in ("base", "any") and group.bare
    return finite and all(word in _LEADS or is_adverb(word) for word in lead)


def is_condition(words: Sequence[str], group: Group, first: int) -> bool:
    """Whether an auxiliary before its subject makes a condition: "had he known, …"."""
    inverted = group.first == first and words[first] in _INVERTED
    return inverted and "," in words[group.last :]


def is_asked(words: Sequence[str], group: Group) -> bool:
    """Whether a clause ends in a question mark."""
    for word in words[group.head :]:
        if word == "?" or word in _CLOSES:
            return word == "?"
    return False
