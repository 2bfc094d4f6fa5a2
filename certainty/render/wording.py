"""What both views say of a document, in words: numbers, levels, sources, a summary.

Every number that a colour shows also stands here as text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from certainty.types import Estimate, Sentence, Source, Span

if TYPE_CHECKING:
    from certainty.document import Document

_LONGEST = 80  # of a source, a level or an entry in a label, so that output stays linear
_SOURCES = 12  # named in the summary
_DOUBTED = 0.5  # below it a span shows how probably it speaks of certainty at all

#: What stands between two remarks.
DOT = " · "


def interval(estimate: Estimate) -> str:
    """A number with its interval."""
    return f"{estimate.mean:.2f} [{estimate.low:.2f}–{estimate.high:.2f}]"


def short(text: str, longest: int = _LONGEST) -> str:
    """A text on one line, cut where it is longer than ``longest``."""
    text = " ".join(text[: 4 * longest].split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _name(source: Source) -> list[str]:
    return [f"source: {short(source.text)}"]


def label(span: Span) -> str:
    """Say in few words what stands beside a cue."""
    return ", ".join([_numbered(span), *caveats(span)])


def _numbered(span: Span) -> str:
    return span.kind + (f" {interval(span.probability)}" if span.probability else "")


def caveats(span: Span) -> list[str]:
    """What to bear in mind with the number of a span."""
    doubted = [f"epistemic {span.epistemic:.2f}"] if span.epistemic < _DOUBTED else []
    return [*(["negated"] if span.negated else []), *doubted]


def account(span: Span) -> list[str]:
    """Tell everything about a span but its text and its entry."""
    return [
        _numbered(span),
        *caveats(span),
        *([span.basis] if span.basis else []),
        *(_name(span.source) if span.source else []),
    ]


def verdict(sentence: Sentence) -> tuple[str, str]:
    """Give the certainty of a sentence and the level's name."""
    if sentence.certainty is None:
        return "asserts nothing", ""
    level = short(sentence.level) if sentence.level is not None else "between levels"
    return interval(sentence.certainty), level


def remarks(sentence: Sentence) -> list[str]:
    """What stands beside a sentence besides its certainty."""
    return [
        f"hedged {sentence.hedged:.2f}",
        f"weasel {sentence.weasel:.2f}",
        *([f"confidence {sentence.confidence}"] if sentence.confidence else []),
        *(_name(sentence.source) if sentence.source else []),
    ]


def summary(document: Document) -> list[str]:
    """Lines that sum the document up: counts, spans by kind, sources."""
    total = document.summary()
    mean = "" if total.certainty is None else f"mean certainty {total.certainty:.2f}"
    counts = [
        _count(total.sentences, "sentence"),
        _count(total.spans, "span"),
        *([mean] if mean else []),
        f"scale {short(document.scale)}",
    ]
    lines = [DOT.join(counts)]
    if total.kinds:
        lines.append("spans: " + DOT.join(f"{kind} {n}" for kind, n in total.kinds.items()))
    if total.sources:
        ranked = sorted(total.sources.items(), key=lambda item: -item[1][0])
        named = [_holder(name, n, mean) for name, (n, mean) in ranked[:_SOURCES]]
        rest = len(ranked) - len(named)
        lines.append("sources: " + DOT.join([*named, *([f"{rest} more"] if rest else [])]))
    return lines


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"


def _holder(name: str, n: int, mean: float | None) -> str:
    return f"{short(name)} {n}" + ("" if mean is None else f" (mean {mean:.2f})")


def rows(document: Document) -> Iterator[tuple[int, Sentence, int, int]]:
    """Each sentence with the end of the one before it and its own bounds.

    Bounds are clipped so that no character is shown twice, whatever the document holds.
    """
    at = 0
    for sentence in document.sentences:
        start = min(max(sentence.start, at), len(document.text))
        end = min(max(sentence.end, start), len(document.text))
        yield at, sentence, start, end
        at = end


def stretches(
    text: str, start: int, end: int, spans: Sequence[Span]
) -> Iterator[tuple[str, Span | None]]:
    """``text[start:end]`` cut at its cues, in order; together the parts are the whole."""
    at = start
    for span in spans:
        first = min(max(span.start, at), end)
        last = min(max(span.end, first), end)
        yield text[at:first], None
        yield text[first:last], span
        at = last
    yield text[at:end], None
