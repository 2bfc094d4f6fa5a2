"""Where confidence is put in figures: "80 percent confident", "a confidence of 0.8"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from certainty.standards.product import Passage

_NUMBER: Final = (
    r"(?:\d{1,3}(?:\.\d+)?\s*(?:(?:[-–—]|to)\s*\d{1,3}(?:\.\d+)?\s*)?(?:%|per ?cent|percent)"
    r"|(?:ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?\s+(?:per ?cent)"
    r"|0?\.\d+|(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine) "
    r"(?:in|out of) (?:\d{1,3}|ten|five|four|three)\b|fifty-fifty|50[-/]50"
    r"|three[- ]quarters|two[- ]thirds)"
)
_STATISTIC: Final = (
    r"(?!\s+(?:interval|limit|band|bound|region|set|range|ci\b|envelope|margin)s?"
    r"|\s+levels?(?!\s+(?:that|in (?:this|our|the) (?:judge?ment|assessment)))\b)"
)
_SMALL: Final = (
    r"(?:\s*[(,:–-]?\s*(?:is|was|of|at|stands|level|put|to|be|about|roughly|around|"
    r"approximately|some|an?|the|in|this|that|our|judge?ment|assessment|estimate|finding|"
    r"rating|or|equal|equates?|amounts?|i\.?e\.?|that is|over|under|between|more than|"
    r"less than|at least)\b)*"
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
    rf"|\bconfidence\s+(?:that|in)\b[^.;\n]{{1,80}}?\s(?:is|was|stands at|is put at)\s+"
    r"(?:(?:low|moderate|high),?\s+)?"
    rf"(?:about\s+|roughly\s+|around\s+|over\s+)?{_NUMBER}"
    r"|\bconfidence\s+(?:means|implies|indicates|signifies)\s+(?:that\s+)?[^.;\n]{0,60}?"
    r"\b(?:likely|unlikely|probable|chance|probability|certain)\b"
    r"|\bmore confident than not\b",
    re.IGNORECASE,
)
_STATISTICS: Final = re.compile(r"\bconfidence (?:interval|limit|bound|band|region)s?\b", re.I)
_OTHER_CONFIDENCE: Final = re.compile(
    r"\b(?:consumer|business|investor|public|market|voter|popular|self|mutual|parliamentary|"
    r"market's|vote of|votes of|motion of|no)[- ](?:no )?confidence\b"
    r"|\bconfidence (?:vote|motion|trick|building|index|measures|interval)",
    re.IGNORECASE,
)


def in_figures(passage: Passage) -> Iterator[tuple[int, int]]:
    """The places where a sentence makes confidence a number or a likelihood."""
    for start, end, match in passage.find(_IN_FIGURES):
        if not is_other(passage, match) and not _STATISTICS.search(match[0]):
            yield start, end


def is_other(passage: Passage, match: re.Match[str]) -> bool:
    """Whether it is the confidence of shoppers, voters or statisticians."""
    around = passage.text[max(0, match.start() - 14) : match.end() + 12]
    return bool(_OTHER_CONFIDENCE.search(around))
