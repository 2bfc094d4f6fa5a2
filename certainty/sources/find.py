"""All attributions of one sentence."""

from __future__ import annotations

from operator import attrgetter
from typing import Final

from certainty.sources.attribution import Attribution
from certainty.sources.phrases import labelled, minded, possessed, prefixed, put
from certainty.sources.reports import Reporters, reported
from certainty.view import View
from certainty.vocabulary import ATTRIBUTES, BELIEVES, MINDS, REPORTS

_ANY: Final = ATTRIBUTES | BELIEVES | MINDS | REPORTS


def find_sources(view: View, reporters: Reporters) -> list[Attribution]:
    """All attributions of a sentence, in order of their triggers."""
    found: list[Attribution | None] = []
    if view.text[view.end - 1].isalnum():
        found += labelled(view)
    if not view.marks & _ANY:
        return [a for a in found if a is not None]
    words = view.words
    if view.marks & ATTRIBUTES:
        found += prefixed(words)
        found += put(words)
    for at in view.where(BELIEVES):
        found.append(possessed(words, at))
    for at in view.where(REPORTS):
        found.append(reported(words, at, reporters))
    for at in view.where(MINDS):
        found.append(minded(words, at))
    return sorted([a for a in found if a is not None], key=attrgetter("trigger"))
