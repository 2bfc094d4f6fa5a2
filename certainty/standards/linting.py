"""Hold a text against a standard: run the rules, let pass what is allowed, put in order."""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from certainty import data
from certainty.annotator import Annotator, shared
from certainty.document import Document
from certainty.errors import ScaleError, TextError
from certainty.scales import fold_phrase
from certainty.standards.catalogue import Standard
from certainty.standards.catalogue import standard as standard_of
from certainty.standards.comments import Comment, find_comments, unknown_rules, without
from certainty.standards.findings import Finding, Report, Severity
from certainty.standards.product import Hit, make_product
from certainty.standards.rules import RULES, Rule
from certainty.standards.settings import Settings

DEFAULT: Final = "icd203"
HOUSE: Final = "house rule"


def lint(
    text: str,
    *,
    standard: str | None = None,
    settings: Settings | None = None,
    annotator: Annotator | None = None,
) -> Report:
    """Hold a text against a standard for estimative prose.

    ``standard`` is "icd203", "phia", "ipcc" or "nato"; where it is left out, that of the
    ``settings``, else "icd203". ``settings`` are a project's (`read_settings`), ``annotator``
    one of your own, on the scale of the standard. Raises `TextError` for anything but a
    ``str`` and `ScaleError` for an unknown standard or an annotator on another scale.

    >>> [finding.rule for finding in lint("It is quite possible that rain will fall.")]
    ['possible-modified']
    """
    settings = settings or Settings()
    chosen = standard_of(standard or settings.standard or DEFAULT)
    _check(text, chosen, annotator)
    comments = find_comments(text)
    plain = without(text, comments)
    document = (annotator or shared(chosen.scale))(plain)
    found = [*_shipped(document, chosen, settings), *_own(plain, settings)]
    sentences = [(sentence.start, sentence.end) for sentence in document.sentences]
    kept = [each for each in found if not _passes(each, text, sentences, comments, settings)]
    kept += _faults(comments, settings)
    lines = _Lines(text)
    findings = [
        lines.placed(each) for each in sorted(kept, key=lambda e: (e.start, e.end, e.rule))
    ]
    return Report(text, chosen.name, tuple(findings))


@dataclass(frozen=True, slots=True)
class _Raw:
    """A finding before its line is known."""

    rule: str
    severity: Severity
    hit: Hit
    clause: str

    @property
    def start(self) -> int:
        return self.hit.start

    @property
    def end(self) -> int:
        return self.hit.end


def _check(text: str, standard: Standard, annotator: Annotator | None) -> None:
    if not isinstance(text, str):
        raise TextError(f"text is {type(text).__name__}, not str; decode it first")
    if annotator is not None and annotator.scale != standard.scale:
        raise ScaleError(
            f"the annotator is on the scale {annotator.scale!r}, the standard "
            f"{standard.name!r} uses {standard.scale!r}; make it with scale={standard.scale!r}"
        )


def _shipped(document: Document, standard: Standard, settings: Settings) -> Iterator[_Raw]:
    """What the shipped rules find; an earlier rule claims the words that it speaks of."""
    product = make_product(document, standard, data.scale(standard.scale))
    taken: list[tuple[int, int]] = []  # disjoint, in order
    for rule in RULES:
        if not _is_on(rule, standard, settings):
            continue
        for hit in rule.check(product):
            if not rule.shares:
                at = bisect_right(taken, (hit.start, hit.end))
                beside = taken[max(0, at - 1) : at + 1]
                if any(low < hit.end and hit.start < high for low, high in beside):
                    continue
                taken.insert(at, (hit.start, hit.end))
            clause = standard.clauses.get(rule.id)
            severity = settings.severity.get(rule.id, rule.severity)
            yield _Raw(rule.id, severity, hit, clause.text if clause else HOUSE)


def _is_on(rule: Rule, standard: Standard, settings: Settings) -> bool:
    if rule.id in settings.ignore:
        return False
    return rule.id in standard.clauses or rule.id in settings.enable


def _own(text: str, settings: Settings) -> Iterator[_Raw]:
    """What the project's own rules find."""
    for rule in settings.house:
        if rule.rule in settings.ignore:
            continue
        severity = settings.severity.get(rule.rule, rule.severity)
        for match in rule.pattern.finditer(text):
            message = f'"{match[0]}": {rule.message}'
            yield _Raw(rule.rule, severity, Hit(*match.span(), message), HOUSE)


def _passes(
    found: _Raw,
    text: str,
    sentences: list[tuple[int, int]],
    comments: tuple[Comment, ...],
    settings: Settings,
) -> bool:
    """Whether a finding is allowed by the settings or by a comment."""
    words = f" {fold_phrase(text[found.start : found.end])} "
    if any(f" {fold_phrase(phrase)} " in words for phrase in settings.allow):
        return True
    start, end = _sentence(sentences, found)
    return any(comment.covering(found.rule, start, end) for comment in comments)


def _sentence(sentences: list[tuple[int, int]], found: _Raw) -> tuple[int, int]:
    """The sentence of a finding, or its own place where it stands in none."""
    at = bisect_right(sentences, (found.start, sys.maxsize)) - 1
    if at >= 0 and found.start < sentences[at][1]:
        return sentences[at][0], max(sentences[at][1], found.end)
    return found.start, found.end


def _faults(comments: tuple[Comment, ...], settings: Settings) -> Iterator[_Raw]:
    """Comments that name no rule there is."""
    known = settings.rule_ids
    for comment, rule in unknown_rules(comments, known):
        message = f"there is no rule {rule!r} to ignore; known: {', '.join(known)}"
        yield _Raw("unknown-rule", "error", Hit(comment.start, comment.end, message), HOUSE)


class _Lines:
    """Where the lines of a text begin, to tell line and column of a place."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n")]

    def placed(self, raw: _Raw) -> Finding:
        line, column = self._place(raw.start)
        end_line, end_column = self._place(raw.end)
        return Finding(
            raw.rule,
            raw.severity,
            raw.start,
            raw.end,
            line,
            column,
            end_line,
            end_column,
            self._text[raw.start : raw.end],
            raw.hit.message,
            raw.clause,
            raw.hit.suggestion,
        )

    def _place(self, at: int) -> tuple[int, int]:
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1


__all__ = ["DEFAULT", "lint"]
