"""The rule on hearsay that names no source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from certainty.standards.passive import ADV, AGENT, BE, IT_IS
from certainty.standards.product import Hit, Passage, Product

_SAID: Final = (
    r"(?:said|reported|alleged|rumou?red|claimed|purported|reputed|whispered|told|suggested|"
    r"asserted|mooted|bruited)"
)
_HEARSAY: Final = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|supposedly|reputedly|ostensibly|rumou?redly)\b"
    rf"|\b{IT_IS}{ADV}\s+{_SAID}{AGENT}"
    r"(?:\s+(?:that|to)\b|\s+(?=[a-z]+\s+[a-z]))"
    rf"|\b{BE}{ADV}\s+(?:said|reported|alleged|rumou?red|claimed|purported|reputed|supposed)"
    rf"{AGENT}\s+(?:to\s+(?:be|have|\w+)|as\s+(?:being|having))\b"
    r"|\b(?:rumou?rs?|word|gossip|hearsay|legend|scuttlebutt)\s+(?:has|have|had)\s+it\b"
    r"|\b(?:the\s+)?word\s+(?:is|was|on the street)\b(?=\s+(?:that|is))"
    r"|\b(?:there\s+(?:is|are|was|were|have been|has been)\s+(?:\w+\s+){0,2}?)?"
    r"(?:rumou?rs?|gossip|whispers|talk|chatter|speculation|allegations|claims|suggestions|"
    r"hearsay)\s+(?:that|about|circulate[sd]?|persist(?:s|ed)?|abound(?:s|ed)?|suggests?|say|"
    r"says|swirl(?:s|ed)?|"
    r"(?:are|is|were|have been) (?:circulating|rife|swirling|spreading|growing))\b"
    r"|\b(?:rumou?rs?|talk|whispers|gossip|speculation)\s+of\b"
    r"|\bthere\s+(?:is|are|was|were|have been)\s+(?:\w+\s+)?(?:claims|allegations|suggestions)"
    r"\s+of\b"
    r"|,\s+it\s+(?:is|was|has been)\s+(?:said|reported|claimed|alleged|rumou?red)\b"
    rf"|\b{BE}\s+reported\s+(?:dead|missing|lost|killed|destroyed|captured|wounded|injured|"
    rf"arrested|ill|stolen){AGENT}\b"
    r"|\bthere\s+(?:is|are|was|were|have been|has been)\s+"
    r"(?:(?!police|official|press|media)\w+\s+){0,2}?reports?\s+(?:that|of)\b"
    r"|(?:^|[.,;]\s+|\bthat\s+|\b(?:unconfirmed|unverified|some|several|initial|early|various|"
    r"media|press|news|local|anecdotal|recent|persistent|conflicting)\s+)reports\s+"
    r"(?:say|said|suggest(?:ed)?|indicate[d]?|claim(?:ed)?|have it|speak of|"
    r"have (?:\w+ )?(?:emerged|surfaced|circulated))\b"
    r"|\baccording to\s+(?:(?:some|many|several|unconfirmed|unverified|various|local|initial|"
    r"early|recent|persistent|anonymous|unnamed)\s+)*(?:rumou?rs?|reports|sources|hearsay|gossip|"
    r"accounts)\b"
    r"|\b(?:unnamed|anonymous|unidentified|undisclosed|unspecified)\s+(?:\w+\s+){0,2}?"
    r"(?:sources?|officials?|insiders?|reports?)\b"
    r"|\bsources\s+(?:(?:close to|familiar with|near|inside|in|within)\s+(?:\S+\s+){1,4}?)?"
    r"(?:say|said|claim(?:ed)?|suggest(?:ed)?|indicate[d]?|report(?:ed)?|tell|told|allege[d]?)\b"
    r"|\bby (?:all|most|some|several) accounts\b"
    r"|\b(?:we|i)\s+(?:hear|have heard|are told|were told|have been told|understand)\s+that\b"
    r"|\bit\s+(?:has\s+)?(?:emerged|transpired|come to light)\s+that\b"
    r"|\b(?:unconfirmed|unverified|uncorroborated|unsubstantiated)\s+(?:reports?|reporting|rumou?rs?|claims?|"
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
