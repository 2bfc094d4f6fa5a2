"""A text as the rules see it: sentences with their paragraph, section, quotations and voice.

The rules speak of the author's own estimates. What somebody else is quoted or reported as
saying is information, and its words are theirs; an organisation that *assesses* or *judges*
is taken for the author.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from certainty.document import Document
from certainty.scales import Scale
from certainty.standards.catalogue import Standard
from certainty.types import Sentence, Source, Span


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found: a stretch of the text, what to do, and what to write instead."""

    start: int
    end: int
    message: str
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence in its place.

    ``unit`` numbers the paragraph or list item, ``key`` tells whether it is a key judgement,
    ``quotes`` are the quotations that touch it.
    """

    sentence: Sentence
    unit: int
    key: bool
    quotes: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.sentence.text

    def own(self, span: Span) -> bool:
        """Whether a cue is the author's own."""
        if self.quoted(span.start, span.end):
            return False
        if span.source is None or _AUTHOR.match(span.text):
            return True
        return self.is_author(span.source)

    def is_author(self, source: Source) -> bool:
        """Whether a holder is the author: "we", or whoever assesses and judges."""
        if _AUTHOR.match(source.text) or _NOBODY.fullmatch(source.text):
            return True
        return any(
            span.kind == "belief" and span.entry == "assess" and _same(span.source, source)
            for span in self.sentence.spans
        )

    def quoted(self, start: int, end: int) -> bool:
        """Whether a stretch lies in quotation marks."""
        return any(low <= start and end <= high for low, high in self.quotes)

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, re.Match[str]]]:
        """Where a pattern stands in the sentence outside quotations, as places of the text."""
        for match in pattern.finditer(self.text):
            start, end = (at + self.sentence.start for at in match.span())
            if not self.quoted(start, end):
                yield start, end, match


@dataclass(frozen=True, slots=True)
class Product:
    """A text with all that the rules ask about it."""

    text: str
    standard: Standard
    scale: Scale
    passages: tuple[Passage, ...]


Check = Callable[[Product], Iterator[Hit]]

_AUTHOR: Final = re.compile(
    r"(?:we|us|our|i|my|the authors?|"
    r"th(?:is|e present) (?:assessment|paper|report|analysis))\b",
    re.IGNORECASE,
)
#: What may look like a holder and is none: "no doubt", "a second leak".
_NOBODY: Final = re.compile(
    r"(?:no|(?:an?|the|this) (?:first|second|third|last|next|new|further))", re.IGNORECASE
)
_QUOTED: Final = re.compile(r'“[^”\n]{1,2000}”|"[^"\n]{1,2000}"|‘[^’\n]{1,2000}’(?!\w)')
_KEY: Final = (
    r"(?:key|main|principal|headline|top|overall|summary)\s+"
    r"(?:(?:analytic(?:al)?|intelligence)\s+)?"
    r"(?:judge?ments?|findings?|assessments?|conclusions?|takeaways?|points?)"
    r"|bottom line(?: up front)?|bluf|KJs?"
)
#: A heading that opens the key judgements.
_KEY_HEADING: Final = re.compile(
    rf"\W*(?:\d+\.?\s*)?(?:[a-z]+(?:\s+of)?\s+)?(?:{_KEY})\W*$", re.IGNORECASE
)
#: The head of a single key judgement, or a sentence that calls itself one.
_KEY_HEAD: Final = re.compile(
    rf"\W*(?:\(?\w{{1,3}}[.)]\s+)?(?:{_KEY})\s*[-#]?\s*(?:no\.?\s*)?(?:\d+|[A-Z])?\s*\W{{0,3}}[:.)–—-]"
    r"|\W*(?:(?:our|the|a|this)\s+)?key (?:judge?ment|finding|assessment|conclusion)s?\b"
    r"|.{0,40}\b(?:as|in) (?:a|our) key judge?ment\b",
    re.IGNORECASE,
)
_ITEM: Final = re.compile(r"[ \t]*(?:[-*•–]|\(?\d+[.)]|\(?[a-z][.)])[ \t]", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"[.!?:;][\"'”’)\]*_]*\s*$")
_BLANK: Final = re.compile(r"\n[ \t]*\n")
_LONGEST_HEADING: Final = 80


def make_product(document: Document, standard: Standard, scale: Scale) -> Product:
    """Put the sentences of a document into their places."""
    quotes = tuple(match.span() for match in _QUOTED.finditer(document.text))
    starts, ends = [low for low, _ in quotes], [high for _, high in quotes]
    passages = []
    for sentence, (unit, key) in zip(document.sentences, _places(document)):
        near = slice(bisect_right(ends, sentence.start), bisect_left(starts, sentence.end))
        passages.append(Passage(sentence, unit, key, quotes[near]))
    return Product(document.text, standard, scale, tuple(passages))


def is_heading(text: str) -> bool:
    """Whether a line is a heading: marked as one, or short and without an end.

    >>> is_heading("## Key judgements"), is_heading("Outlook"), is_heading("It rained.")
    (True, True, False)
    """
    line = text.strip()
    if line.startswith("#") or re.fullmatch(r"(\*\*|__).{1,78}\1:?", line):
        return True
    return (
        0 < len(line) <= _LONGEST_HEADING
        and "\n" not in line
        and not _ITEM.match(text)
        and not _SENTENCE_END.search(line.rstrip(":"))
        and (line[0].isupper() or line[0].isdigit())
    )


def _places(document: Document) -> Iterator[tuple[int, bool]]:
    """For each sentence its unit and whether it is a key judgement.

    A section of key judgements ends with the next heading, or where its list does.
    """
    unit, section, listed, inline, before = 0, False, False, False, 0
    for sentence in document.sentences:
        if _alone(document.text, sentence) and is_heading(sentence.text):
            section = bool(_KEY_HEADING.match(sentence.text.strip()))
            unit, listed, inline = unit + 1, False, False
            yield unit, False
        else:
            gap = document.text[before : sentence.start]
            item = "\n" in gap and bool(_ITEM.match(sentence.text))
            head = bool(_KEY_HEAD.match(sentence.text))
            if item or head or _BLANK.search(gap):
                section = section and (item or not listed or head)
                unit, listed, inline = unit + 1, listed or item, head
            yield unit, section or inline
        before = sentence.end


def _alone(text: str, sentence: Sentence) -> bool:
    """Whether a sentence has its line for itself."""
    before = text[text.rfind("\n", 0, sentence.start) + 1 : sentence.start]
    after = text[sentence.end :].split("\n", 1)[0]
    return not before.strip() and not after.strip()


def _same(one: Source | None, other: Source) -> bool:
    return one is not None and (one.start, one.end) == (other.start, other.end)
