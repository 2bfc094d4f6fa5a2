"""Judge what stands between a word for chance and its number."""

from __future__ import annotations

import re

from certainty.numbers.plain import pattern

# A number that ends such a phrase measures the thing, not the chance of it.
_MEASURED = (
    "inflation rate rates unemployment turnout growth tariff tariffs price prices yield yields"
    " tax taxes interest gdp support approval stake share shares discount level levels deficit"
    " rise fall drop decline increase loss losses gain gains cut cuts swing move margin"
    " majority reduction correction slump jump contraction devaluation premium fee fees dose"
    " speed temperature age height score"
)
_VERB = (
    r"\b(?:will|would|can|could|may|might|is|are|was|were|has|have|had|does|do|did|gets?|wins?"
    r"|\w{2,20}(?:ed|es|s))\b"
)
_JOINT = r"\b(?:as|while|after|when|because|since|if|and|but|with|until|which|that|being)\b"


def _measured(words: list[str]) -> bool:
    return bool(words) and words[-1] in _MEASURED.split()


def unmeasured(match: re.Match[str]) -> bool:
    """Whether the words between do not end in something that is measured."""
    return not _measured(match["gap"].split())


def of_chance(match: re.Match[str]) -> bool:
    """Whether the number across the gap is that of the chance, not of the thing hoped for.

    "The chance that inflation is 3%" speaks of inflation: a clause needs a verb of its own
    before the one that leads to the number.
    """
    words, link = match["gap"].split(), match["link"].split()[0]
    if pattern(r"\bat(?:_\w{1,12}){0,2}_\Z").search(match.string[: match.start()][-40:]):
        return False
    if _measured(words) and link in ("at", "of", "is", "was"):
        return False
    if words[:1] == ["that"]:
        clause = " ".join(words[2:])
        return bool(pattern(_VERB).search(clause)) and link not in ("be", "at", "of")
    return match["gap"].count(",") in (0, 2)


def it_moved(match: re.Match[str]) -> bool:
    """Whether it was the chance that rose or fell, not something else beside it."""
    words = " ".join(part for part in match.groups() if part)
    last = (match["gap"] or match["rest"] or "").split()[-1:]
    if _measured(last) or last in (["of"], ["in"], ["a"], ["the"], ["to"], ["from"]):
        return False
    return not pattern(_JOINT).search(words)
