"""The rule on "cannot rule out": it mentions an event and does not say how likely it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from certainty.standards.product import Hit, Passage, Product
from certainty.standards.wording import degrees

_UNABLE: Final = (
    r"(?:can ?not|can['’]t|could ?n[o']t|could not|couldn['’]t|unable to|not able to|"
    r"(?:not|im)\s?possible to|impossible to|hard to|difficult to|in no position to|"
    r"not in a position to|no basis to|no grounds to|insufficient (?:\w+ )?to|"
    r"may not|might not|must not|should not|shouldn['’]t|"
    r"(?:too (?:early|soon)|premature|unwise|wrong|rash) to)"
)
_WORDS: Final = (
    r"(?:\s+(?:[a-z]+ly|yet|be|altogether|"
    r"at (?:this|present|the) ?(?:time|stage|point)?)\b){0,3}"
)
_EXCLUDE: Final = (
    r"(?:rule[sd]?\s+(?:\S+\s+){0,4}?out|ruled\s+out|exclud(?:e|ed)|discount(?:ed)?|"
    r"dismiss(?:ed)?|preclud(?:e|ed)|eliminat(?:e|ed))"
)
_CANNOT: Final = re.compile(
    rf"\b{_UNABLE}{_WORDS}\s+{_EXCLUDE}\b"
    r"|\b(?:we|i)\s+(?:do|did|have|would|will)(?:\s+not|n['’]t)(?:\s+\w+ly)?\s+"
    r"(?:rul(?:e|ed)\s+(?:\S+\s+){0,4}?out|exclude[d]?|discount(?:ed)?|dismiss(?:ed)?)\b"
    rf"|\b(?:nor|neither)\s+(?:can|could)\s+(?:\S+\s+){{1,4}}?(?:be\s+)?{_EXCLUDE}\b"
    r"|\bno\s+(?:\w+\s+){1,3}(?:can|could)\s+(?:yet\s+)?be\s+(?:ruled\s+out|excluded|discounted)\b"
    r"|\b(?:assessment|analysis|reporting|evidence|paper|data)\s+(?:do|does|did)(?:\s+not|n['’]t)\s+"
    r"(?:\w+ly\s+)?(?:rule\s+out|exclude|preclude)\b"
    r"|\b(?:is|are|has|have|remains?)(?:\s+not|n['’]t)(?:\s+(?:been|yet|\w+ly)){0,2}\s+"
    r"(?:to be\s+)?(?:ruled\s+out|excluded|discounted)\b"
    r"|\b(?:has|have|is|are|remains?)\s+yet\s+to\s+be\s+(?:ruled\s+out|excluded|discounted)\b"
    r"|\bthere(?:['’]s| is)\s+no\s+(?:way\s+(?:to|of)\s+)?rul(?:e|ing)\s+(?:\S+\s+){0,4}?out\b"
    r"|\bwithout\s+(?:\w+ly\s+)?(?:ruling\s+out|excluding)\b"
    r"|\b(?:we\s+)?(?:cannot|can['’]t)\s+be\s+(?:completely|entirely|fully|wholly)?\s*"
    r"(?:discounted|excluded|dismissed)\b",
    re.IGNORECASE,
)
#: What these verbs exclude when it is no event: a case in court, an employee, a tax.
_POSSIBILITY: Final = re.compile(
    r"\s+(?:(?:the|a|any|this|that|such)\s+)?(?:possibility|prospect|risk|chance|likelihood|"
    r"threat|scenario|hypothesis|idea|notion)\b|\s+that\b",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(
    r"\b(?:we|i|analysts?|assessment|analysis|reporting|evidence|one|it|paper|team|cell)\W+"
    r"(?:\w+ly\s+)?(?:(?:is|are|be)\s+)?$",
    re.IGNORECASE,
)
_ACTIVE: Final = re.compile(
    r"\b(?:exclude|discount|dismiss|preclude|eliminate)$", re.IGNORECASE
)
_SAID: Final = re.compile(
    r"\b(?:said|says|say|told|tells|claim(?:s|ed)?|insist(?:s|ed)?|added|argue[sd]?|warn(?:s|ed)?|"
    r"declared?|stat(?:es|ed)|announced?|according to|admit(?:s|ted)?|conced(?:es|ed))\b",
    re.IGNORECASE,
)
_OWN_WORDS: Final = re.compile(r"\b(?:we|i|our)\b", re.IGNORECASE)
_ANAPHOR: Final = re.compile(
    r"\W*(?:(?:but|however|yet|still|though|nonetheless|nevertheless),?\s+)?"
    r"(?:(?:we|i)\s+(?:assess|judge|consider|believe|estimate)\s+(?:that\s+)?)?"
    r"(?!it\s+(?:is|was|seems|remains|looks)\s+[\w\s]{0,30}\bthat\b)"
    r"(?:this|that|it|such|these|those|they|its|their|the (?:likelihood|chances?|probability|"
    r"odds))\b",
    re.IGNORECASE,
)


def cannot_rule_out(product: Product) -> Iterator[Hit]:
    """Events that the author "cannot rule out", where no likelihood goes with it.

    A likelihood in the sentence, or in a next one that speaks of "this", will do.
    """
    following = (*product.passages[1:], None)
    for passage, after in zip(product.passages, following):
        if _likelihood(passage) or (after and _refers(after)):
            continue
        for start, end, match in passage.find(_CANNOT):
            if _speaks_of_events(passage, start - passage.sentence.start, match):
                message = (
                    f'"{match[0]}" leaves the likelihood open; add how likely it is, with a '
                    f"term of {product.standard.title}"
                )
                yield Hit(start, end, message)


def _likelihood(passage: Passage) -> bool:
    return any(True for _ in degrees(passage))


def _refers(passage: Passage) -> bool:
    return bool(_ANAPHOR.match(passage.text)) and _likelihood(passage)


def _speaks_of_events(passage: Passage, start: int, match: re.Match[str]) -> bool:
    """Whether the author cannot exclude an event, not somebody a person or an option."""
    if _reported(passage, start):
        return False
    if not _ACTIVE.search(match[0]):
        return True
    if _POSSIBILITY.match(passage.text, match.end()):
        return True
    return bool(_SUBJECT.search(passage.text[:start])) or match[0].lower().startswith(
        ("we ", "i ")
    )


def _reported(passage: Passage, start: int) -> bool:
    """Whether it stands in the report of what somebody else said."""
    said = _SAID.search(passage.text, 0, start)
    return bool(said) and not _OWN_WORDS.search(passage.text, 0, said.start() if said else 0)
