"""The rule on judgements that nobody owns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from certainty.standards.passive import ADV, AGENT, BE, IT_IS
from certainty.standards.product import Hit, Passage, Product
from certainty.types import Span

_JUDGED: Final = (
    r"(?:assessed|judged|believed|thought|considered|deemed|understood|assumed|presumed|"
    r"suspected|felt|reckoned|feared|surmised|inferred|concluded|supposed|adjudged|held|"
    r"evaluated|appraised|hypothesi[sz]ed|speculated|theori[sz]ed|conjectured)"
)
_LIKELY: Final = (
    r"(?:\w+ly\s+|quite\s+)?(?:likely|unlikely|probable|improbable|possible|credible|certain)"
)
_NOBODYS: Final = re.compile(
    rf"\b{IT_IS}{ADV}\s+"
    rf"(?:{_JUDGED}|estimated|expected|anticipated|accepted|argued|"
    rf"predicted|projected|forecast){AGENT}"
    rf"(?:\s+(?:\w+ly\s+)?(?:that\b|to\b|{_LIKELY})|\s+(?=[a-z]+\s+[a-z]))"
    rf"|\b{BE}{ADV}\s+{_JUDGED}{AGENT}\s+"
    rf"(?:to\s+\w+\b|{_LIKELY}\b|as\s+(?:being|having|{_LIKELY})\b)"
    rf"|\b{BE}\s+(?:widely|generally|commonly|broadly|universally|usually|often|largely|popularly)"
    rf"\s+(?:regarded|seen|viewed|perceived|accepted|held|{_JUDGED}){AGENT}\b"
    r"|(?<!\bour )\b(?:the|a)\s+(?:(?:general|prevailing|common|consensus|majority|widespread|"
    r"dominant|current|overall|growing|broad|emerging|received)\s+)?"
    r"(?:view|belief|feeling|sense|consensus|judge?ment|assessment|expectation|thinking|opinion|"
    r"wisdom|perception|assumption|impression|conclusion)\s+"
    r"(?:is|was|remains|holds|has been)\s+(?:now\s+)?that\b"
    r"|\bin the (?:view|opinion|eyes|judge?ment) of (?:many|most|some|several)\b"
    r"|\b(?:the )?(?:view|opinion|belief) of (?:many|most|some|several)\b"
    r"|\b(?:opinion|consensus|conventional wisdom) (?:is|holds|has it) that\b"
    r"|\b(?:said|thought|believed|reported|considered|judged) by (?:many|most|some|several)\b"
    r"|\bthere\s+(?:is|was|remains|has been)\s+(?:an?\s+|some\s+|much\s+)?"
    r"(?:(?:general|growing|broad|widespread|common|strong|wide|emerging)\s+)?"
    r"(?:view|belief|feeling|sense|consensus|agreement|expectation|perception|assumption|"
    r"suspicion|impression|opinion)\s+that\b"
    r"|\b(?:the\s+)?(?:conventional|common|received|accepted)\s+(?:wisdom|opinion|view|belief)\b"
    r"|\b(?:one|it)\s+(?:can|could|may|might)\s+(?:\w+\s+)?(?:be\s+)?"
    r"(?:argue[d]?|assume[d]?|conclude[d]?|infer(?:red)?|suppose[d]?)\b(?!\s+by\b)"
    r"|\bthe\s+(?:thinking|theory|argument|belief|assumption)\s+goes\b"
    r"|\barguably\b"
    r"|\b(?:assessed|judged|thought|believed|considered|deemed)\s+(?:likely|unlikely)\b"
    + AGENT,
    re.IGNORECASE,
)
#: A holder after the verb: "in the view of the cell", "according to the ministry".
_HELD: Final = re.compile(
    r"\b(?:(?:our|my) (?:\w+ )?(?:judge?ment|assessment|view|opinion|estimate|belief|"
    r"conclusion|understanding)\b"
    r"|in the (?:view|opinion|judge?ment|assessment) of (?!many|most|some)|"
    r"according to (?!(?:some|many|several|unnamed|unconfirmed|rumou?r|reports?|sources?|"
    r"observers|experts|analysts|critics|commentators)\b))",
    re.IGNORECASE,
)
_WEASELS: Final = frozenset(
    "some-say many-say experts-say some-critics many-critics widely-believed widely-regarded "
    "it-is-argued in-some-quarters they-say conventional-wisdom arguably few-doubt".split()
)
_CROWD: Final = re.compile(
    r"\b(?:(?:some|many|most|several|numerous|certain|various|outside|independent|local|other|"
    r"informed|seasoned|veteran)\s+)*(?:observers|experts|commentators|pundits|critics|insiders|"
    r"specialists|onlookers|watchers|(?:some|many|most|several|various|outside|other) "
    r"(?:analysts|officials|people|sources|scholars|economists|diplomats|locals|residents)|"
    r"people|some|many|others)\s+(?:\w+ly\s+|also\s+|now\s+|still\s+)?"
    r"(?:believe|think|say|argue|fear|suspect|expect|claim|contend|assess|judge|consider|feel|"
    r"predict|maintain|hold|see|suggest|agree|assume|reckon|doubt|warn)\b",
    re.IGNORECASE,
)
_NOT_CROWD: Final = re.compile(
    r"\b(?:the|these|those|our|its|his|her|their)\s+$", re.IGNORECASE
)


def unattributed_judgement(product: Product) -> Iterator[Hit]:
    """Judgements that nobody owns: "it is assessed that", "is thought to", "experts say".

    "It is assessed by the cell that" and "it is our judgement that" have an owner.
    """
    for passage in product.passages:
        last = -1
        for start, end in sorted(_unowned(passage)):
            if start < last:
                continue
            last = end
            words = " ".join(product.text[start:end].split())
            message = (
                f'"{words}" does not say whose judgement it is; write "we assess that", or '
                "name the holder"
            )
            yield Hit(start, end, message)


def _unowned(passage: Passage) -> Iterator[tuple[int, int]]:
    if _HELD.search(passage.text) and not _CROWD.search(passage.text):
        return
    for start, end, _ in passage.find(_NOBODYS):
        if not _inside_report(passage, start):
            yield start, end
    for start, end, match in passage.find(_CROWD):
        if not _NOT_CROWD.search(passage.text[: match.start()]):
            yield start, end
    for span in passage.sentence.spans:
        if span.kind == "weasel" and span.entry in _WEASELS and _free(passage, span):
            yield span.start, span.end


def _free(passage: Passage, span: Span) -> bool:
    return not passage.quoted(span.start, span.end) and not _inside_report(passage, span.start)


def _inside_report(passage: Passage, start: int) -> bool:
    """Whether a named holder is reported as judging so: "the mayor said it was thought"."""
    source = passage.sentence.source
    if source is None or source.anonymity in ("generic", "anonymous"):
        return False
    return source.end <= start and not passage.is_author(source)
