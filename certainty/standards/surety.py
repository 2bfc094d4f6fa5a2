"""The rule on confidence that reads as a probability."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from certainty.standards.confidence import theirs
from certainty.standards.figures import in_figures
from certainty.standards.product import Hit, Passage, Product
from certainty.standards.wording import degrees

_DEGREE: Final = (
    r"(?:fairly|reasonably|quite|pretty|very|highly|extremely|moderately|somewhat|slightly|increasingly|"
    r"rather|relatively|entirely|fully|completely|totally|absolutely|supremely|cautiously|"
    r"only|less|more|hardly|scarcely|not very|not at all|not entirely|not|broadly|generally)"
)
#: Confidence in words where a likelihood is meant.
_IN_WORDS: Final = re.compile(
    r"\b(?:(?:we|i|our (?:team|analysts|cell))\s+(?:are|am|remain|feel|were|is)|"
    r"we['’]re|i['’]m)"
    rf"\s+(?:{_DEGREE}\s+){{0,2}}(?:confident|sure|certain)\s+(?:that|of|in|about|the|it|they|he|she|"
    r"this|there|an?|[A-Z]\w+)\b"
    r"|\b(?:low|little|limited|no|scant|less|minimal|weak|poor|not much)\s+confidence\s+"
    r"(?:that|the|it|they|he|she|there)\b"
    r"|\b(?:we|i)\s+(?:have|hold|place)\s+(?:very\s+)?(?:low|little|limited|no|scant|some|"
    r"every|full|complete|great|total)\s+confidence\s+(?:that|of|in (?:an?|the) (?!judge?ment|"
    r"assessment|finding|estimate|source|conclusion|analysis|report))\b"
    r"|\b(?:it is|there is)\s+(?:\w+ly\s+)?(?:low|little|limited|no|some)"
    r"\s+confidence\s+that\b",
    re.IGNORECASE,
)
_WITH: Final = re.compile(r"\b(?:with|at|in|of)\s+(?:\w+\s+)?$", re.IGNORECASE)


def confidence_as_probability(product: Product) -> Iterator[Hit]:
    """Confidence that reads as a probability: "80 percent confident", "low confidence that"."""
    for passage in product.passages:
        taken = [place for place in in_figures(passage) if not theirs(passage, *place)]
        for start, end in taken:
            yield Hit(start, end, _as_number(product, product.text[start:end]))
        if _split_would_do(product, passage):
            continue
        for start, end, match in passage.find(_IN_WORDS):
            before = passage.text[: start - passage.sentence.start]
            clash = any(low < end and start < high for low, high in taken)
            if clash or _WITH.search(before) or theirs(passage, start, end):
                continue
            yield Hit(start, end, _as_words(product, match[0]))


def _split_would_do(product: Product, passage: Passage) -> bool:
    """Whether the sentence has another fault already: its likelihood beside the confidence."""
    apart = product.scale.confidence_apart
    return apart and any(span.kind != "numeric" for span in degrees(passage))


def _as_number(product: Product, words: str) -> str:
    levels = ", ".join(product.standard.confidence)
    return (
        f'"{words}" makes confidence a probability; state the likelihood with a term of '
        f"{product.standard.title}, and the confidence as one of {levels}"
    )


def _as_words(product: Product, words: str) -> str:
    return (
        f'"{words}" reads as a probability; state the likelihood with a term of '
        f"{product.standard.title}, and confidence in the judgement in a sentence of its own"
    )
