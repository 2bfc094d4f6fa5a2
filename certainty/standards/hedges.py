"""Rules on hedges that say nothing, and on hedges put on hedges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from certainty.standards.product import Hit, Passage, Product
from certainty.types import Span

_MODAL: Final = r"(?:may|might|could|can)"
#: What is true whatever happens.
_VACUOUS: Final = re.compile(
    rf"\b{_MODAL}\b[^.;!?\n]{{1,60}}?,?\s+(?:or|and|but)\s+(?:then\s+)?(?:again,?\s+|equally\s+)?"
    rf"(?:\w+\s+){{0,2}}?{_MODAL}\s+(?:equally\s+|well\s+)?not(?=\s*(?:[.,;!?]|$))|"
    r"\bcan\s+(?:or|and)\s+(?:cannot|can['’]t)\b|"
    rf"\b{_MODAL}(?:\s+(?:well|very well|yet|still))?,?\s+(?:or|and|and/or)\s+"
    rf"(?:(?:equally|just as well|else|perhaps)\s+)?(?:{_MODAL}\s+)?"
    r"(?:(?:well|just as well|equally)\s+)?(?:not|never)\b"
    rf"|\b{_MODAL}\s+(?:[a-z]+\s+){{1,4}}or\s+(?:(?:it|they|he|she|we)\s+)?{_MODAL}\s+not\b"
    r"|\b(?:would|should)\s+or\s+(?:would|should)\s+not\b"
    r"|\b(?:perhaps|maybe|possibly),?\s+(?:or\s+|and\s+)?(?:perhaps|maybe|possibly)\s+not\b"
    r"|\b(?:could|can|may|might)\s+go either way\b"
    r"|\beither (?:outcome|result|scenario|way) (?:is|remains|seems) (?:\w+ )?possible\b"
    r"|\bit is possible (?:or|and|but) (?:also |equally |it is )?(?:impossible|not possible)\b"
    r"|\b(?:only )?time (?:will|alone will|can) tell\b"
    r"|\bremains? to be seen\b|\bany(?:body|one)['’]s guess\b",
    re.IGNORECASE,
)
_WEAK: Final = frozenset(
    "may might could may-well might-well could-well may-yet might-yet could-yet could-easily "
    "could-in-theory".split()
)
_ADVERBS: Final = frozenset(
    "perhaps maybe possibly potentially potential conceivable plausible probably likely "
    "most-likely possible very-possibly just-possible".split()
)
_SEEMING: Final = frozenset("seem appear apparently look suggest seemingly indicate".split())
#: Between two hedges on one claim there is no new clause and no conjunction.
_BREAK: Final = re.compile(
    r"[,;:()–—]|\b(?:and|or|but|which|who|whom|whose|because|since|while|although|though|"
    r"whether|if|unless|when|after|before|so|than|as|where|nor|given|despite)\b",
    re.IGNORECASE,
)
#: Hedges that the annotator does not list as cues of their own.
_LOOSE: Final = re.compile(
    r"\b(?:potentially|theoretically|hypothetically|arguably|presumably|apparently|seemingly|"
    r"ostensibly|perhaps|maybe|possibly|conceivably|plausibly|probably)\b",
    re.IGNORECASE,
)
#: A third hedge after the modal of "it seems that it may possibly".
_AGAIN: Final = re.compile(
    r"\s+(?:\w+\s+)?(?:possibly|perhaps|potentially|conceivably)\b", re.IGNORECASE
)
#: Words from "it is possible" to the modal of its clause; more of them are another claim.
_GOVERNED: Final = 8

Hedge = tuple[int, int, str]


def may_or_may_not(product: Product) -> Iterator[Hit]:
    """Statements that are true whatever happens: "may or may not", "could go either way"."""
    for passage in product.passages:
        for start, end, match in passage.find(_VACUOUS):
            message = (
                f'"{match[0]}" is true whatever happens; say how likely it is with a term of '
                f"{product.standard.title}, or what is not known"
            )
            yield Hit(start, end, message)


def stacked_hedges(product: Product) -> Iterator[Hit]:
    """Two hedges on one claim: "might possibly", "it is possible that it may"."""
    for passage in product.passages:
        last: Hit | None = None
        for one, other in pairwise(_hedges(passage)):
            if not _stacked(passage, one, other):
                continue
            if last and last.end >= one[0]:
                last = _stack(product, last.start, other[1])
                continue
            if last:
                yield last
            last = _stack(product, one[0], other[1])
        if last:
            yield last


def _stack(product: Product, start: int, end: int) -> Hit:
    words = " ".join(product.text[start:end].split())
    return Hit(
        start,
        end,
        f'"{words}" hedges one claim twice; keep one hedge, best a term of '
        f"{product.standard.title}",
    )


def _hedges(passage: Passage) -> list[Hedge]:
    """The hedges of a sentence in order, each with what it is: modal, adverb or seeming."""
    spans = passage.sentence.spans
    found = [(s.start, s.end, role) for s in spans for role in [_role(s)] if role]
    base = passage.sentence.start
    for match in _LOOSE.finditer(passage.text):
        start, end = match.start() + base, match.end() + base
        if not any(low < end and start < high for low, high, _ in found):
            found.append((start, end, "adverb"))
    return sorted(each for each in found if not passage.quoted(each[0], each[1]))


def _role(span: Span) -> str:
    if span.kind == "modal":
        return "modal" if span.entry in _WEAK else ""
    if span.kind == "evidential":
        return "seeming" if span.entry in _SEEMING else ""
    if span.kind == "likelihood" and not span.entry.startswith("risk"):
        if span.entry in _ADVERBS:
            return "adverb"
        return "degree"
    return ""


def _stacked(passage: Passage, one: Hedge, other: Hedge) -> bool:
    """Whether two hedges that follow each other are on one claim."""
    base = passage.sentence.start
    between = passage.text[one[1] - base : other[0] - base]
    roles = (one[2], other[2])
    if between.strip() == "," and roles == ("modal", "adverb"):  # "might, perhaps, be"
        return passage.text[other[1] - base :].startswith(",")
    opening = not passage.text[: one[0] - base].strip() and between.startswith(",")
    if opening and roles == ("adverb", "modal"):  # "Possibly, the crew may"
        return not _BREAK.search(between[1:]) and len(between.split()) <= _GOVERNED
    if _BREAK.search(between):
        return False
    if roles == ("seeming", "modal"):
        return bool(_AGAIN.match(passage.text, other[1] - base))
    clause = " that " in f" {between} "
    return len(between.split()) <= _reach(roles, passage.text[other[0] - base :], clause=clause)


def _reach(roles: tuple[str, str], second: str, *, clause: bool) -> int:
    """How many words may stand between two hedges on one claim; -1: they are never that."""
    if roles[0] == roles[1] and roles[0] in ("modal", "degree"):
        return 0
    if roles == ("modal", "seeming"):  # "may suggest", but "may appear" is a look
        return -1 if second.lower().startswith("appear") else 1
    if roles[1] == "modal" and clause:
        return _GOVERNED
    return 2
