"""Rules on numbers: those for which the scale has no term, and those that contradict one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from certainty.levels import NOISE
from certainty.scales import Term
from certainty.standards.product import Hit, Passage, Product
from certainty.standards.wording import band_text, degrees, nearest, printed, worded
from certainty.types import Estimate, Span

#: A bound is no point, so that it lies in no gap.
_BOUND: Final = re.compile(
    r"\b(?:less|more|under|over|below|above|at least|at most|up to|no more|no less|fewer|"
    r"exceed\w*|better|worse)\b|[<>≤≥]",
    re.IGNORECASE,
)
_FIGURE: Final = (
    r"(?P<low>\d{1,3}(?:\.\d+)?)\s*(?:%|per ?cent)?"
    r"(?:\s*(?:[-–—]|to|and)\s*(?P<high>\d{1,3}(?:\.\d+)?))?\s*(?:%|per ?cent)"
)
_UNIT: Final = re.compile(r"\s*(?:%|per ?cent)", re.IGNORECASE)
_ABOUT: Final = (
    r"(?:(?:about|roughly|around|approximately|circa|some|between|i\.?e\.?,?|~)\s*)*"
)
#: A figure in brackets, wherever it stands.
_BRACKETED: Final = re.compile(
    rf"[(\[]\s*{_ABOUT}(?:an?\s+)?{_FIGURE}(?:\s+(?:chance|probability|likelihood))?\s*[)\]]",
    re.IGNORECASE,
)
#: A figure right after a term, or tied to it by a dash, a comma or a few small words.
_TIED: Final = re.compile(
    rf"\s*(?:[,:;–—-]\s*|\b(?:at|or|with|namely|meaning|that is)\b,?\s*){{1,3}}"
    rf"{_ABOUT}(?:an?\s+)?(?:(?:probability|chance|likelihood)\s+of\s+)?{_ABOUT}{_FIGURE}"
    r"(?!\s+of\b)",
    re.IGNORECASE,
)
#: A number before a term: "a 30% chance, which is likely".
_BACK: Final = re.compile(
    r"\s*[,;:(–—-]\s*(?:which is|that is|i\.?e\.?|so|and so|and (?:is )?therefore|or|making it)"
    r"(?:\s+(?:it|this|that)\s+is)?"
    r"\s+(?:to say\s+)?$|\s*\($",
    re.IGNORECASE,
)


def number_in_gap(product: Product) -> Iterator[Hit]:
    """Stated probabilities that have no term: "a 37% chance" on PHIA's yardstick."""
    for passage in product.passages:
        for span in degrees(passage):
            estimate = span.probability
            if span.kind != "numeric" or estimate is None or _BOUND.search(span.text):
                continue
            stated = _stated(span, estimate)
            if product.scale.level(min(1.0, max(0.0, stated))) is None:
                yield Hit(span.start, span.end, _told(product, span, stated))


def number_contradicts_term(product: Product) -> Iterator[Hit]:
    """A number beside a term whose band does not hold it: "likely (85 percent)"."""
    for passage in product.passages:
        for span in worded(passage):
            found = printed(product.scale, passage, span)
            place = _figure(passage, span) if found else None
            if found is None or place is None:
                continue
            start, end, low, high = place
            if not _inside(found[1], low, high):
                yield Hit(start, end, _contradiction(product, span, found[1], (low + high) / 2))


def _stated(span: Span, estimate: Estimate) -> float:
    """The number as the text gives it, apart from what a holder makes of it."""
    match = re.search(_FIGURE, span.text, re.IGNORECASE)
    if match is None:
        return estimate.mean
    return (float(match["low"]) + float(match["high"] or match["low"])) / 200


def _told(product: Product, span: Span, p: float) -> str:
    below = [t for t in product.scale.levels if t.band and t.band[1] <= p + NOISE]
    above = [t for t in product.scale.levels if t.band and t.band[0] >= p - NOISE]
    title = product.standard.title
    if below and above:
        low, high = max(below, key=_high), min(above, key=_low)
        return (
            f'"{span.text}" falls into a gap of {title}; decide between "{low.name}" '
            f'({band_text(low)}) and "{high.name}" ({band_text(high)})'
        )
    term = nearest(product.scale, p)
    edge = f'; the outermost term is "{term.name}" ({band_text(term)})' if term else ""
    return (
        f'"{span.text}" lies outside the terms of {title}{edge}: state it as fact, or mend it'
    )


def _contradiction(product: Product, span: Span, term: Term, p: float) -> str:
    fit = nearest(product.scale, min(1.0, p))
    other = f'; for the number write "{fit.name}"' if fit and fit.name != term.name else ""
    return (
        f'the number contradicts "{span.text}", which is {band_text(term)} in '
        f"{product.standard.title}{other}, or mend the number"
    )


def _figure(passage: Passage, span: Span) -> tuple[int, int, float, float] | None:
    """Place and bounds of the figure that goes with a worded term."""
    base = passage.sentence.start
    after = passage.text[span.end - base :]
    match = _TIED.match(after)
    if match is None:
        following = [s.start for s in worded(passage) if s.start > span.start]
        stop = (following[0] - span.end) if following else len(after)
        match = _BRACKETED.search(after, 0, max(0, min(stop, 120)))
    if match:
        low = float(match["low"]) / 100
        high = float(match["high"] or match["low"]) / 100
        end = match.end("low") if match["high"] is None else match.end("high")
        unit = _UNIT.match(after, end)
        end = unit.end() if unit else end
        return span.end + match.start("low"), span.end + end, low, high
    return _figure_before(passage, span)


def _figure_before(passage: Passage, span: Span) -> tuple[int, int, float, float] | None:
    for number in passage.sentence.spans:
        if number.kind == "numeric" and number.end <= span.start and number.probability:
            between = passage.text[
                number.end - passage.sentence.start : span.start - passage.sentence.start
            ]
            if _BACK.match(between) and not _BOUND.search(number.text):
                mean = _stated(number, number.probability)
                return number.start, number.end, mean, mean
    return None


def _inside(term: Term, low: float, high: float) -> bool:
    bounds = term.band or (0.0, 1.0)
    return bounds[0] - 0.005 - NOISE <= low and high <= bounds[1] + 0.005 + NOISE


def _low(term: Term) -> float:
    return term.band[0] if term.band else 0.0


def _high(term: Term) -> float:
    return term.band[1] if term.band else 1.0
