"""Rules on confidence: apart from likelihood, no probability, and one of the levels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from certainty.standards.product import Hit, Passage, Product
from certainty.standards.wording import degrees, states_degree

_NUMBER: Final = (
    r"(?:\d{1,3}(?:\.\d+)?\s*(?:(?:[-–—]|to)\s*\d{1,3}(?:\.\d+)?\s*)?(?:%|per ?cent|percent)"
    r"|(?:ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?\s+(?:per ?cent)"
    r"|0?\.\d+|(?:\d|\w+) (?:in|out of) (?:\d+|ten|five|four|three)|fifty-fifty|50[-/]50"
    r"|three[- ]quarters|two[- ]thirds)"
)
_STATISTIC: Final = (
    r"(?!\s+(?:interval|limit|level|band|bound|region|set|range|ci\b|envelope|margin)s?)"
)
_SMALL: Final = (
    r"(?:\s*[(,:–-]?\s*(?:is|was|of|at|stands|level|put|to|be|about|roughly|around|"
    r"approximately|some|an?|the|in|this|that|our|judge?ment|assessment|estimate|finding|"
    r"rating|equal|equates?|amounts?|i\.?e\.?|that is|over|under|between|more than|less than|"
    r"at least)\b)*"
)
#: Confidence in figures.
_IN_FIGURES: Final = re.compile(
    rf"\b{_NUMBER}\s+(?:confident|confidence|sure|certain|positive|certainty)\b{_STATISTIC}"
    rf"|\bconfiden(?:ce|t){_SMALL}\s*[(:=]?\s*[<>~≥≤]?\s*{_NUMBER}(?!\s*(?:interval|level|limit))"
    r"|\b(?:even|fifty-fifty|50[-/]50|likely|probable|unlikely) confidence\b"
    r"|\b(?:probability|likelihood|chance) of (?:high |low |moderate |medium )?confidence\b"
    r"|\bconfidence\s*(?:\(|,|–|—|-)?\s*(?:i\.?e\.?,?|that is,?|meaning|which means|or|so)\s+"
    r"(?:an?\s+|it is\s+)?(?:\w+\s+)?(?:likely|probable|probability|chance|unlikely|certain)\b"
    r"|\bconfidence (?:is|was|remains) (?:very |highly )?(?:likely|probable|unlikely|certain)\b"
    r"|\bmore confident than not\b",
    re.IGNORECASE,
)
_STATISTICS: Final = re.compile(r"\bconfidence (?:interval|limit|bound|band|region)s?\b", re.I)
_DEGREE: Final = (
    r"(?:fairly|reasonably|quite|pretty|very|highly|extremely|moderately|somewhat|increasingly|"
    r"rather|relatively|entirely|fully|completely|totally|absolutely|supremely|cautiously|"
    r"only|less|more|hardly|scarcely|not very|not at all|not entirely|not|broadly|generally)"
)
#: Confidence in words where a likelihood is meant.
_IN_WORDS: Final = re.compile(
    rf"\b(?P<own>(?:we|i|our (?:team|analysts|cell))\s+(?:are|am|remain|feel|were|is)|we['’]re|i['’]m)"
    rf"\s+(?:{_DEGREE}\s+){{0,2}}(?:confident|sure|certain)\s+(?:that|of|in|about|the|it|they|he|she|"
    r"this|there|an?|[A-Z]\w+)\b"
    r"|\b(?:low|little|limited|no|scant|less|minimal|weak|poor|not much)\s+confidence\s+"
    r"(?:that|the|it|they|he|she|there)\b"
    r"|\b(?:we|i)\s+(?:have|hold|place)\s+(?:very\s+)?(?:low|little|limited|no|scant|some|"
    r"every|full|complete|great|total)\s+confidence\s+(?:that|of|in (?:an?|the) (?!judge?ment|"
    r"assessment|finding|estimate|source|conclusion|analysis|report))\b"
    r"|\b(?:it is|there is)\s+(?:\w+ly\s+)?(?:low|little|limited|no|some)\s+confidence\s+that\b",
    re.IGNORECASE,
)
_WITH: Final = re.compile(r"\b(?:with|at|in|of)\s+(?:\w+\s+)?$", re.IGNORECASE)
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
_OTHER_CONFIDENCE: Final = re.compile(
    r"\b(?:consumer|business|investor|public|market|voter|popular|self|mutual|parliamentary|"
    r"market's|vote of|votes of|motion of|no)[- ](?:no )?confidence\b"
    r"|\bconfidence (?:vote|motion|trick|building|index|measures|interval)",
    re.IGNORECASE,
)
_JUDGING: Final = re.compile(
    r"\b(?:we|our|assess\w*|judge?\w*|confidence (?:that|level|rating)|analytic(?:al)?)\b|[(:]",
    re.IGNORECASE,
)
_OF_ANALYSIS: Final = re.compile(
    r"\b(?:low|moderate|medium|high)(?:[- ](?:analytic(?:al)?|overall))?[- ]confidence\b"
    r"|\bconfidence(?:\s+(?:level|rating))?(?:\s+in\b.{0,60}?)?\s*(?::|is|was|remains)\s*(?:very )?"
    r"(?:low|moderate|medium|high)\b|\bconfiden(?:t|ce) (?:that|in|of|with|to|about|for)\b",
    re.IGNORECASE,
)


def states_confidence(passage: Passage) -> bool:
    """Whether a sentence states the author's confidence."""
    return next(_stated(passage), None) is not None


def confidence_with_likelihood(product: Product) -> Iterator[Hit]:
    """A level of confidence and a degree of likelihood in one sentence."""
    for passage in product.passages:
        stated = next(_stated(passage), None)
        likely = next((span for span in degrees(passage)), None)
        if stated and likely:
            start = min(stated[0], likely.start)
            end = max(stated[1], likely.end)
            message = (
                f'"{product.text[slice(*stated)]}" and "{likely.text}" stand in one sentence; '
                "state the likelihood in one sentence and the confidence, with its reasons, "
                "in the next"
            )
            yield Hit(start, end, message)


def confidence_as_probability(product: Product) -> Iterator[Hit]:
    """Confidence that reads as a probability: "80 percent confident", "low confidence that"."""
    for passage in product.passages:
        taken: list[tuple[int, int]] = []
        for start, end, match in passage.find(_IN_FIGURES):
            if _is_other(passage, match) or _STATISTICS.search(match[0]):
                continue
            if not _theirs(passage, start, end):
                taken.append((start, end))
                yield Hit(start, end, _as_number(product, match[0]))
        if _split_would_do(product, passage):
            continue
        for start, end, match in passage.find(_IN_WORDS):
            before = passage.text[: start - passage.sentence.start]
            clash = any(low < end and start < high for low, high in taken)
            if clash or _WITH.search(before) or _theirs(passage, start, end):
                continue
            yield Hit(start, end, _as_words(product, match[0]))


def confidence_level(product: Product) -> Iterator[Hit]:
    """Levels of confidence that the standard does not have: "medium" for ICD 203."""
    levels = product.standard.confidence
    for passage in product.passages:
        for start, end, match in passage.find(_LEVEL):
            level = " ".join((match["level"] or match["after"]).lower().split())
            if level in levels or _is_other(passage, match):
                continue
            if not _analytic(passage) or _theirs(passage, start, end):
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
        if not _is_other(passage, match) and not _theirs(passage, start, end):
            yield start, end


def _is_other(passage: Passage, match: re.Match[str]) -> bool:
    """Whether it is the confidence of shoppers, voters or statisticians."""
    around = passage.text[max(0, match.start() - 14) : match.end() + 12]
    return bool(_OTHER_CONFIDENCE.search(around))


def _analytic(passage: Passage) -> bool:
    """Whether the sentence judges: "great confidence" alone may be a manner of speaking."""
    return bool(_JUDGING.search(passage.text))


def _theirs(passage: Passage, start: int, end: int) -> bool:
    """Whether somebody else is reported to be confident."""
    over = [s for s in passage.sentence.spans if s.start < end and start < s.end]
    if any(not passage.own(span) for span in over):
        return True
    source = passage.sentence.source
    return source is not None and source.end <= start and not passage.is_author(source)


def _split_would_do(product: Product, passage: Passage) -> bool:
    """Whether the sentence has another fault already: its likelihood beside the confidence."""
    apart = product.scale.confidence_apart
    return apart and any(
        span.kind != "numeric" and states_degree(span) for span in degrees(passage)
    )


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


