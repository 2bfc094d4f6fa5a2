"""Rules on confidence: apart from likelihood, and one of the levels of the standard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from certainty.standards.figures import in_figures, is_other
from certainty.standards.product import Hit, Passage, Product
from certainty.standards.wording import degrees
from certainty.types import Span

_LEVEL: Final = re.compile(
    r"\b(?P<level>(?:(?:very|fairly|reasonably|quite|relatively|extremely|exceptionally)\s+)?"
    r"(?:high|moderate|medium|low|good|strong|reasonable|fair|some|great|considerable|limited|"
    r"full|absolute|utmost|complete|modest|partial|mixed)"
    r"(?:[- ](?:to|or)[- ](?:high|moderate|medium|low))?)[- ]"
    r"(?:(?:analytic(?:al)?|overall)\s+)?confidence\b"
    r"|\b(?:analytic(?:al)?\s+)?confidence(?:\s+(?:level|rating))?(?:\s+in\s+(?:this|that|the|our)"
    r"\s+\w+)?\s*(?::|is|was|remains)\s*(?P<after>(?:(?:very|fairly|reasonably|quite|relatively)"
    r"\s+)?(?:high|moderate|medium|low|good|strong|reasonable|fair|limited|mixed)"
    r"(?:[- ](?:to|or)[- ](?:high|moderate|medium|low))?)\b",
    re.IGNORECASE,
)
_JUDGING: Final = re.compile(
    r"\b(?:we|our|assess\w*|judge?\w*|confidence (?:that|level|rating)|analytic(?:al)?)\b|[(:]",
    re.IGNORECASE,
)
_OF_ANALYSIS: Final = re.compile(
    r"\b(?:low|moderate|medium|high)(?:[- ](?:analytic(?:al)?|overall))?[- ]confidence\b"
    r"|\bconfidence(?:\s+(?:level|rating))?(?:\s+in\b.{0,60}?)?\s*(?::|is|was|remains)"
    r"\s*(?:very )?(?:low|moderate|medium|high)\b"
    r"|\bconfident (?:that|of|in|about)\b|\bconfidence that\b"
    r"|\bconfidence in (?:this|that|our|the|these|its) (?:\w+ )?"
    r"(?:judge?ment|assessment|estimate|finding|conclusion|analysis)s?\b",
    re.IGNORECASE,
)


def states_confidence(passage: Passage) -> bool:
    """Whether a sentence states the author's confidence."""
    return next(_stated(passage), None) is not None


def confidence_with_likelihood(product: Product) -> Iterator[Hit]:
    """A level of confidence and a degree of likelihood in one sentence."""
    for passage in product.passages:
        stated = next(_stated(passage), None)
        figures = list(in_figures(passage))
        likely = next((s for s in degrees(passage) if not _within(s, figures)), None)
        if stated and likely:
            start = min(stated[0], likely.start)
            end = max(stated[1], likely.end)
            message = (
                f'"{product.text[slice(*stated)]}" and "{likely.text}" stand in one sentence; '
                "state the likelihood in one sentence and the confidence, with its reasons, "
                "in the next"
            )
            yield Hit(start, end, message)


def confidence_level(product: Product) -> Iterator[Hit]:
    """Levels of confidence that the standard does not have: "medium" for ICD 203."""
    levels = product.standard.confidence
    for passage in product.passages:
        for start, end, match in passage.find(_LEVEL):
            level = " ".join((match["level"] or match["after"]).lower().split())
            if level in levels or is_other(passage, match):
                continue
            if not _analytic(passage) or theirs(passage, start, end):
                continue
            message = (
                f'"{match[0]}" is no level of {product.standard.title}; choose one of '
                f"{', '.join(levels)}"
            )
            yield Hit(start, end, message)


def _stated(passage: Passage) -> Iterator[tuple[int, int]]:
    """Where the author's confidence is stated."""
    for span in passage.sentence.spans:
        words = "confiden" in span.text.lower()
        if span.kind == "confidence" and words and passage.own(span):
            yield span.start, span.end
    for start, end, match in passage.find(_OF_ANALYSIS):
        if not is_other(passage, match) and not theirs(passage, start, end):
            yield start, end


def _within(span: Span, places: list[tuple[int, int]]) -> bool:
    """Whether a likelihood is only what the confidence is said to be."""
    return any(low <= span.start < high for low, high in places)


def _analytic(passage: Passage) -> bool:
    """Whether the sentence judges: "great confidence" alone may be a manner of speaking."""
    return bool(_JUDGING.search(passage.text))


def theirs(passage: Passage, start: int, end: int) -> bool:
    """Whether somebody else is reported to be confident."""
    over = [s for s in passage.sentence.spans if s.start < end and start < s.end]
    if any(not passage.own(span) for span in over):
        return True
    source = passage.sentence.source
    return source is not None and source.end <= start and not passage.is_author(source)
