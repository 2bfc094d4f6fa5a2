"""Show in plain lines where numbers come from: of a phrase, or of a text's sentences."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from certainty.render import wording
from certainty.render.terminal import bar, safe
from certainty.types import Estimate

if TYPE_CHECKING:
    from certainty.document import Document
    from certainty.evidence import Evidence
    from certainty.explanation import Explanation

_INDENT = "  "
#: Cells of the longest bar of a distribution.
_CELLS = 40
#: What keeps a band out of the cell that begins where it ends.
_HAIR = 1e-9
#: Columns that the title of a scale has at least.
_LEAST = 20
#: Who asked readers, by the names in ``lexicons/surveys.csv``.
SURVEYS: Final = MappingProxyType(
    {
        "belem2024": "Belém et al. 2024",
        "capphrase2026": "Kucharski 2026",
        "fagen2019": "Fagen-Ulmschneider 2019",
        "mauboussin2018": "Mauboussin & Mauboussin 2018",
        "zonination2015": "zonination 2015",
    }
)


class Style(NamedTuple):
    """What the lines may use: colour, and how many columns."""

    colour: bool = False
    width: int = 120

    def heading(self, text: str) -> str:
        """Words that stand out on a terminal."""
        return f"\x1b[1m{text}\x1b[0m" if self.colour else text


_PLAIN = Style()


def evidence_lines(evidence: Evidence, style: Style = _PLAIN) -> Iterator[str]:
    """Where the number of a phrase comes from: steps, readers' answers, official scales."""
    entry, explanation = evidence.entry, evidence.explanation
    named = f"{entry.kind}{wording.DOT}{entry.id}{wording.DOT}{entry.origin}" if entry else ""
    named = safe(named) or "no phrase of the lexicon"
    yield f"{style.heading(safe(evidence.phrase))}{wording.DOT}{named}"
    if explanation:
        if explanation.number:
            yield f"{bar(explanation.number)}  {wording.interval(explanation.number)}"
        yield from _steps(explanation)
    if evidence.survey:
        survey = evidence.survey
        yield ""
        asked = ", ".join(SURVEYS.get(name, name) for name in survey.surveys)
        heading = style.heading(f"readers of {survey.phrase!r}")
        yield f"{heading}: {survey.n:,} answers ({asked})"
        yield from _distribution(evidence.shares, survey.estimate)
    if evidence.prescribed:
        yield ""
        yield style.heading("official scales")
        yield from _scales(evidence, style.width)


def document_lines(document: Document, style: Style = _PLAIN) -> Iterator[str]:
    """The steps to the number of every span and every sentence of a document."""
    for i, sentence in enumerate(document.sentences):
        if i:
            yield ""
        number, level = wording.verdict(sentence)
        yield f"{bar(sentence.certainty)}  {number} {level}".rstrip()
        yield f"{_INDENT}{style.heading(safe(sentence.text))}"
        yield from _steps(sentence.explain())
        for span in sentence.spans:
            yield f"{safe(span.text)}{wording.DOT}{wording.label(span)}"
            yield from _steps(span.explain())


def _steps(explanation: Explanation) -> Iterator[str]:
    return (_INDENT + safe(line) for line in explanation.splitlines())


def _distribution(shares: tuple[float, ...], estimate: Estimate) -> Iterator[str]:
    """A bar for each tenth of the scale, as long as the share of the answers in it."""
    most = max(shares)
    middle = min(int(estimate.mean * len(shares)), len(shares) - 1)
    for at, share in enumerate(shares):
        left, right = at / len(shares), (at + 1) / len(shares)
        cells = "█" * round(_CELLS * share / most) or ("▏" if share else "")
        mean = f" ◂ mean {wording.interval(estimate)}" if at == middle else ""
        yield f"{_INDENT}{left:.1f}–{right:.1f} {share:>4.0%} {cells}{mean}".rstrip()


def _scales(evidence: Evidence, width: int) -> Iterator[str]:
    """A scale a line: its band as a stretch from 0 to 1, its bounds, its term."""
    longest = max(len(each.scale) for each in evidence.prescribed)
    for each in evidence.prescribed:
        low, high = each.band or (0.0, 0.0)
        inside = Estimate(low, low, max(low, high - _HAIR)) if each.band else None
        drawn = bar(inside).replace("●", "━")
        band = f"{low:.2f}–{high:.2f}" if each.band else "no number"
        line = f"{_INDENT}{each.scale:<{longest}}  {drawn}  {band:<9}  {each.term}{wording.DOT}"
        yield f"{line}{wording.short(each.title, max(width - len(line), _LEAST))}"
