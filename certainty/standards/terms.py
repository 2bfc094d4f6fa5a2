"""Rules on the terms of the scale: unprinted terms, and rows that must not be mixed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from certainty.scales import Scale
from certainty.standards.product import Hit, Product
from certainty.standards.wording import advice, printed, worded
from certainty.types import Span

#: A sentence that says the terms of both rows mean the same.
_DISCLAIMER: Final = re.compile(
    r"\b(?:terms?|words?|expressions?|phrases?)\b.{0,200}"
    r"\b(?:same|interchangeabl[ey]|synonym\w*|equivalent(?:ly)?|identical)\b"
    r"|\b(?:interchangeabl[ey]|synonym\w*|same assessment)\b.{0,200}"
    r"\b(?:terms?|words?|rows?|probability|likelihood)\b",
    re.IGNORECASE | re.DOTALL,
)


def off_scale_term(product: Product) -> Iterator[Hit]:
    """Degrees of likelihood that the scale does not print.

    On ICD 203: "a good chance", "highly likely", "in all likelihood"; not "very likely".
    """
    for passage in product.passages:
        for span in worded(passage):
            if (
                printed(product.scale, passage, span) is None
                and "possib" not in span.text.lower()
            ):
                told, term = advice(product, span)
                message = f'"{span.text}" is no term of {product.standard.title}; {told}'
                yield Hit(span.start, span.end, message, term)


def mixed_rows(product: Product) -> Iterator[Hit]:
    """Terms of the row that the text uses less, unless it says that the rows mean the same.

    "Likely" and "probable" in one product; the first row used wins a tie.
    """
    if any(_DISCLAIMER.search(passage.text) for passage in product.passages):
        return
    placed = [(span, wording, row) for span, wording, row in _rows(product) if row]
    counts = Counter(row for _, _, row in placed)
    if len(counts) < 2:
        return
    (kept, _), *_ = counts.most_common(1)
    for span, wording, row in placed:
        if row != kept:
            other = _counterpart(product.scale, wording, kept)
            message = (
                f'"{span.text}" is of the {row} row, the rest of the text of the {kept} row; '
                f'write "{other}", or add a disclaimer that the terms mean the same'
            )
            yield Hit(span.start, span.end, message, other)


def _rows(product: Product) -> Iterator[tuple[Span, str, str | None]]:
    """The printed terms of a text with their wording and row."""
    for passage in product.passages:
        for span in worded(passage):
            found = printed(product.scale, passage, span)
            if found:
                yield span, found[0], product.scale.row(found[0])


def _counterpart(scale: Scale, wording: str, row: str) -> str:
    """The wording of the same term in another row, an adverb for an adverb."""
    term = scale.term(wording)
    if term is None:
        return wording
    others = [name for name, of in zip((term.name, *term.synonyms), term.rows) if of == row]
    adverbs = [name for name in others if name.endswith("ly")] if wording.endswith("ly") else []
    return (adverbs or others or [term.name])[0]
