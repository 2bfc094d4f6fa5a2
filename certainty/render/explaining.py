"""Show in plain lines where numbers come from: of a phrase, or of a text's sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from certainty.render import wording
from certainty.render.terminal import bar, safe

if TYPE_CHECKING:
    from certainty.document import Document
    from certainty.evidence import Evidence
    from certainty.explanation import Explanation

_INDENT = "  "
#: Cells of the longest bar of a distribution.
_CELLS = 40


def evidence_lines(evidence: Evidence) -> Iterator[str]:
    """Where the number of a phrase comes from: steps, readers' answers, official scales."""
    entry, explanation = evidence.entry, evidence.explanation
    named = f"{entry.kind}{wording.DOT}{entry.id}{wording.DOT}{entry.origin}" if entry else ""
    yield f"{safe(evidence.phrase)}{wording.DOT}{safe(named) or 'no phrase of the lexicon'}"
    if explanation:
        if explanation.number:
            yield f"{bar(explanation.number)}  {wording.interval(explanation.number)}"
        yield from _steps(explanation)
    if evidence.survey:
        survey = evidence.survey
        yield ""
        yield f"readers of {survey.phrase!r}: {survey.n:,} answers, {', '.join(survey.surveys)}"
        yield from _distribution(evidence.shares)
    if evidence.prescribed:
        yield ""
        yield "official scales"
        yield from _scales(evidence)


def document_lines(document: Document) -> Iterator[str]:
    """The steps to the number of every span and every sentence of a document."""
    for i, sentence in enumerate(document.sentences):
        if i:
            yield ""
        number, level = wording.verdict(sentence)
        yield f"{bar(sentence.certainty)}  {number} {level}".rstrip()
        yield f"{_INDENT}{safe(sentence.text)}"
        yield from _steps(sentence.explain())
        for span in sentence.spans:
            yield f"{safe(span.text)}{wording.DOT}{wording.label(span)}"
            yield from _steps(span.explain())


def _steps(explanation: Explanation) -> Iterator[str]:
    return (_INDENT + safe(line) for line in explanation.splitlines())


def _distribution(shares: tuple[float, ...]) -> Iterator[str]:
    """A bar for each tenth of the scale, as long as the share of the answers in it."""
    most = max(shares)
    for at, share in enumerate(shares):
        left, right = at / len(shares), (at + 1) / len(shares)
        cells = "█" * round(_CELLS * share / most) or ("▏" if share else "")
        yield f"{_INDENT}{left:.1f}–{right:.1f} {share:>4.0%} {cells}".rstrip()


def _scales(evidence: Evidence) -> Iterator[str]:
    width = max(len(each.scale) for each in evidence.prescribed)
    for each in evidence.prescribed:
        band = f"{each.band[0]:.2f}–{each.band[1]:.2f}" if each.band else "no number"
        yield f"{_INDENT}{each.scale:<{width}}  {band:<9}  {each.term}{wording.DOT}{each.title}"
