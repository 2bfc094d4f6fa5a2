"""The rule on key judgements: a likelihood there needs a statement of confidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from certainty.standards.confidence import states_confidence
from certainty.standards.product import Hit, Passage, Product
from certainty.standards.wording import degrees
from certainty.types import Span

#: A statement for all the judgements of a section.
_ALL: Final = re.compile(
    r"\b(?:all|these|both|each|every|the (?:above|following|preceding))\b.{0,40}"
    r"\b(?:judge?ments?|assessments?|findings?|conclusions?)\b",
    re.IGNORECASE,
)


def key_judgement_without_confidence(product: Product) -> Iterator[Hit]:
    """Likelihoods of key judgements with no statement of confidence beside them.

    It may stand in the same paragraph or list item, in the sentence after it, or speak of
    "all these judgements".
    """
    passages = product.passages
    key = [passage for passage in passages if passage.key]
    if any(states_confidence(p) and _ALL.search(p.text) for p in key):
        return
    for _, group in groupby(enumerate(passages), key=lambda pair: pair[1].unit):
        unit = list(group)
        if not unit[0][1].key:
            continue
        after = passages[unit[-1][0] + 1 : unit[-1][0] + 2]
        if any(states_confidence(p) and not p.key and _bare(p) for p in after):
            continue
        if any(states_confidence(p) and p.key and _bare(p) for p in after):
            continue
        for span in _open([passage for _, passage in unit]):
            message = (
                f'the key judgement states a likelihood ("{span.text}") and no confidence; '
                f"add a sentence with one: {', '.join(product.standard.confidence)}, and why"
            )
            yield Hit(span.start, span.end, message)


def _open(unit: list[Passage]) -> Iterator[Span]:
    """The first likelihood of each judgement of a unit that no confidence goes with."""
    stated = [at for at, passage in enumerate(unit) if states_confidence(passage)]
    likely = [at for at, passage in enumerate(unit) if any(True for _ in degrees(passage))]
    if stated and likely and stated[0] < likely[0]:
        return
    for at in likely:
        if not any(at <= other for other in stated):
            yield next(degrees(unit[at]))


def _bare(passage: Passage) -> bool:
    """Whether a sentence states confidence alone."""
    return not any(True for _ in degrees(passage))
