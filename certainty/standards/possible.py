"""The rule on "possible": it says that there are no odds, so no degree goes with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from certainty.scales import Scale, fold_phrase
from certainty.standards.product import Hit, Passage, Product
from certainty.standards.wording import advice_for
from certainty.types import Span

_ADVERBS: Final = (
    "quite|very much|very|barely|entirely|highly|perfectly|eminently|wholly|altogether|"
    "distinctly|remotely|extremely|fairly|rather|somewhat|hardly|scarcely|really|strongly|decidedly|"
    "completely|totally|absolutely|reasonably|marginally|slightly|more than|less than|"
    "just about|only just|just|only barely|all too|definitely|certainly|clearly|"
    "increasingly|most|pretty|not very|at least|genuinely|equally|"
    "realistically|vaguely|dimly|seriously|utterly|exceedingly|exceptionally|moderately|more|less"
)
_ADJECTIVES: Final = (
    "distinct|strong|serious|real|good|genuine|slight|slim|small|remote|outside|faint|high|low|"
    "significant|considerable|substantial|fair|reasonable|realistic|credible|definite|great|"
    "growing|increasing|some|little|limited|bare|minor|marginal|tangible|live|clear|tiny|weak|"
    "moderate|decent|strong|stronger|big|large|extreme|unlikely|likely|probable|minimal|"
    "negligible|plausible|possible|undeniable|decided|reasonable|solid|fleeting|vague|even|"
    "fifty-fifty|heightened|greater|higher|lower|rather|pretty|concrete|firm|sound"
)
_MODIFIED: Final = re.compile(
    rf"(?<!\bas )\b(?:{_ADVERBS})\s+possib(?:le|ly)\b(?!\s+(?:to|exception|only)\b)"
    rf"|\b(?:(?:very|quite|fairly|rather|a|too)\s+)?(?:{_ADJECTIVES})\s+possibility\b"
    r"(?!\s+(?:for|to)\b)"
    r"|\bpossibility\s+(?:that\s.{1,60}\s|of\s.{1,60}\s)?(?:is|was|remains|seems|looks)\s+"
    r"(?:very\s+|quite\s+|fairly\s+|rather\s+)?"
    r"(?:strong|real|high|low|slim|slight|small|remote|serious|great|distinct|significant)\b",
    re.IGNORECASE,
)
_ARTICLE: Final = re.compile(r"^a\s+", re.IGNORECASE)


def possible_modified(product: Product) -> Iterator[Hit]:
    """A degree put to "possible": "quite possible", "a distinct possibility".

    "As soon as possible" and "the best possible berth" are no estimates; a term that the
    scale prints ("realistic possibility" on PHIA's yardstick) is no fault.
    """
    for passage in product.passages:
        for start, end, match in passage.find(_MODIFIED):
            words = _ARTICLE.sub("", match[0])
            start = end - len(words)
            cues = _at(passage, start, end)
            reported = cues and not any(map(passage.own, cues))
            if reported or _is_printed(product.scale, words):
                continue
            heard = next((cue.probability for cue in cues if cue.probability), None)
            told, term = advice_for(product, heard.mean if heard else None)
            message = f'take the degree from "{words}", or state a likelihood: {told}'
            yield Hit(start, end, message, term)


def _is_printed(scale: Scale, words: str) -> bool:
    """Whether the scale prints the words, or their adjective alone, as "remote"."""
    folded = fold_phrase(words)
    return bool(scale.term(folded) or scale.term(folded.removesuffix(" possibility")))


def _at(passage: Passage, start: int, end: int) -> list[Span]:
    """The cues that lie over a stretch."""
    spans = passage.sentence.spans
    return [span for span in spans if span.start < end and start < span.end]
