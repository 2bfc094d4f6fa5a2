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
    found: list[Attribution] = []
    if view.text[view.end - 1].isalnum():
        found += labelled(view)
    if not view.marks & _ANY:
        return found
    words = view.words
    if view.marks & ATTRIBUTES:
        places = view.where(ATTRIBUTES)
        found += prefixed(words, places)
        found += put(words, places)
    for at in view.where(BELIEVES):
        _add(found, possessed(words, at))
    for at in view.where(REPORTS):
        _add(found, reported(words, at, reporters))
    for at in view.where(MINDS):
        _add(found, minded(words, at))
    if len(found) > 1:
        found.sort(key=attrgetter("trigger"))
    return found


def _add(found: list[Attribution], attribution: Attribution | None) -> None:
    if attribution is not None:
        found.append(attribution)
