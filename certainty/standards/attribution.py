"""Rules on who says so: judgements that nobody owns, and hearsay with no source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from certainty.standards.product import Hit, Passage, Product
from certainty.types import Span

_BE: Final = r"(?:is|are|was|were|be|been|being|['’]s|['’]re)"
_ADV: Final = (
    r"(?:\s+(?:also|already|still|now|long|often|therefore|thus|further|not|never|since|then|"
    r"once|even|yet|sometimes|[a-z]+ly)){0,2}"
)
_JUDGED: Final = (
    r"(?:assessed|judged|believed|thought|considered|deemed|understood|assumed|presumed|"
    r"suspected|felt|reckoned|feared|surmised|inferred|concluded|supposed|adjudged|held|"
    r"evaluated|appraised|hypothesi[sz]ed|speculated|theori[sz]ed|conjectured)"
)
#: "By the cell", within a few words, names who judges.
_AGENT: Final = r"(?!(?:\s+[\w’'-]+){0,3}?\s+by\s+(?!(?:many|most|some|several|all)\b)\w)"
_LIKELY: Final = (
    r"(?:\w+ly\s+|quite\s+)?(?:likely|unlikely|probable|improbable|possible|credible|certain)"
)
_NOBODYS: Final = re.compile(
    rf"\bit\s+(?:{_BE}|has been|had been|(?:can|could|may|might|must|should|would) be){_ADV}\s+"
    rf"(?:{_JUDGED}|estimated|expected|anticipated|accepted|agreed|argued|acknowledged|"
    rf"recogni[sz]ed|predicted|projected|forecast|determined|established|ascertained){_AGENT}"
    rf"(?:\s+(?:\w+ly\s+)?(?:that\b|to\b|{_LIKELY})|\s+(?=[a-z]+\s+[a-z]))"
    rf"|\b{_BE}{_ADV}\s+{_JUDGED}{_AGENT}\s+(?:to\s+(?:be|have|\w+)\b|{_LIKELY}\b|as\s+(?:being|having)\b)"
    rf"|\b{_BE}\s+(?:widely|generally|commonly|broadly|universally|usually|often|largely|popularly)"
    rf"\s+(?:regarded|seen|viewed|perceived|accepted|held|{_JUDGED}){_AGENT}\b"
    r"|(?<!\bour )\b(?:the|a)\s+(?:(?:general|prevailing|common|consensus|majority|widespread|"
    r"dominant|current|overall|growing|broad|emerging|received)\s+)?"
    r"(?:view|belief|feeling|sense|consensus|judge?ment|assessment|expectation|thinking|opinion|"
    r"wisdom|perception|assumption|impression|conclusion)\s+"
    r"(?:is|was|remains|holds|has been)\s+(?:now\s+)?that\b"
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
    + _AGENT,
    re.IGNORECASE,
)
#: A holder after the verb: "in the view of the cell", "according to the ministry".
_HELD: Final = re.compile(
    r"\b(?:(?:our|my|we)\b|in the (?:view|opinion|judge?ment|assessment) of (?!many|most|some)|"
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

_SAID: Final = r"(?:said|reported|alleged|rumou?red|claimed|purported|reputed|whispered|told|suggested|asserted|mooted|bruited)"
_HEARSAY: Final = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|supposedly|reputedly|ostensibly|rumou?redly)\b"
    rf"|\bit\s+(?:{_BE}|has been|had been|(?:can|could|may|might) be){_ADV}\s+{_SAID}{_AGENT}"
    r"(?:\s+(?:that|to)\b|\s+(?=[a-z]+\s+[a-z]))"
    rf"|\b{_BE}{_ADV}\s+(?:said|reported|alleged|rumou?red|claimed|purported|reputed|supposed)"
    rf"{_AGENT}\s+(?:to\s+(?:be|have|\w+)|as\s+(?:being|having))\b"
    r"|\b(?:rumou?rs?|word|gossip|hearsay|legend|scuttlebutt)\s+(?:has|have|had)\s+it\b"
    r"|\b(?:the\s+)?word\s+(?:is|was|on the street)\b(?=\s+(?:that|is))"
    r"|\b(?:there\s+(?:is|are|was|were|have been|has been)\s+(?:\w+\s+){0,2}?)?"
    r"(?:rumou?rs?|gossip|whispers|talk|chatter|speculation|allegations|claims|suggestions|"
    r"hearsay)\s+(?:that|about|circulate[sd]?|persist(?:s|ed)?|abound(?:s|ed)?|suggests?|say|"
    r"says|swirl(?:s|ed)?)\b"
    r"|\bthere\s+(?:is|are|was|were|have been|has been)\s+(?:(?!police|official|press|media)\w+\s+)"
    r"{0,2}?reports?\s+(?:that|of)\b"
    r"|(?:^|[.,;]\s+|\bthat\s+|\b(?:unconfirmed|unverified|some|several|initial|early|various|"
    r"anecdotal|recent|persistent|conflicting)\s+)reports\s+(?:say|said|suggest(?:ed)?|indicate[d]?|claim(?:ed)?|have it|"
    r"speak of|have (?:\w+ )?(?:emerged|surfaced|circulated))\b"
    r"|\baccording to\s+(?:(?:some|many|several|unconfirmed|unverified|various|local|initial|"
    r"early|recent|persistent|anonymous|unnamed)\s+)*(?:rumou?rs?|reports|sources|hearsay|gossip|accounts)\b"
    r"|\b(?:unnamed|anonymous|unidentified|undisclosed|unspecified)\s+(?:\w+\s+){0,2}?"
    r"(?:sources?|officials?|insiders?|reports?)\b"
    r"|\bsources\s+(?:(?:close to|familiar with|near|inside|in|within)\s+(?:\S+\s+){1,4}?)?"
    r"(?:say|said|claim(?:ed)?|suggest(?:ed)?|indicate[d]?|report(?:ed)?|tell|told|allege[d]?)\b"
    r"|\bby (?:all|most|some|several) accounts\b"
    r"|\b(?:we|i)\s+(?:hear|have heard|are told|were told|have been told|understand)\s+that\b"
    r"|\bit\s+(?:has\s+)?(?:emerged|transpired|come to light)\s+that\b"
    r"|\b(?:unconfirmed|unverified|uncorroborated|unsubstantiated)\s+(?:reports?|rumou?rs?|claims?|"
    r"accounts?|allegations?)\b"
    r"|\bthe (?:rumou?r|story|talk|gossip)\s+(?:is|goes|has it)\b",
    re.IGNORECASE,
)
#: A source with a description is one that the reader can weigh.
_DESCRIBED: Final = re.compile(
    r"\b(?:reliabl[ey]|established|vetted|credibl[ey]|direct access|first-?hand|tested|trusted|"
    r"sensitive|clandestine|well[- ]placed|corroborated|human source|signals|intercept\w*|"
    r"imagery|liaison)\b",
    re.IGNORECASE,
)
#: A reference, or a source named somewhere in the sentence.
_NAMED: Final = re.compile(
    r"\[[\w ,.;-]{1,30}\]|\((?:source|ref|see|serial|report)\b[^)]{1,80}\)|\bsource:|[¹²³⁴-⁹]"
    r"|\baccording to\s+(?!(?:some|many|several|unconfirmed|unverified|various|initial|early|"
    r"local|recent|persistent|anonymous|unnamed)?\s*(?:rumou?rs?|reports|sources|hearsay|gossip|"
    r"accounts)\b)\w"
    r"|\b(?:said|reported|alleged|claimed|told|rumou?red)\s+(?:\w+\s+){0,3}?by\s+(?!many|some|most)\w"
    r"|\bciting\s+\w",
    re.IGNORECASE,
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
            message = f'"{words}" does not say whose judgement it is; write "we assess that", or name the holder'
            yield Hit(start, end, message)


def hearsay_without_source(product: Product) -> Iterator[Hit]:
    """Hearsay that names no source: "reportedly", "is said to", "rumour has it"."""
    for passage in product.passages:
        if _NAMED.search(passage.text):
            continue
        for start, end, match in passage.find(_HEARSAY):
            if _has_source(passage, start, end) or _DESCRIBED.search(passage.text):
                continue
            words = " ".join(match[0].strip(" .,;").split())
            message = (
                f'"{words}" has no source; name it and say how good it is, or leave it out'
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


def _has_source(passage: Passage, start: int, end: int) -> bool:
    """Whether somebody who can be named says so."""
    sources = [s.source for s in passage.sentence.spans if s.start < end and start < s.end]
    named = [s for s in (*sources, passage.sentence.source) if s]
    return any(
        source.anonymity in ("named", "role")
        and not (source.start < end and start < source.end)
        for source in named
        if source.text.lower() not in ("we", "i", "it")
    )
