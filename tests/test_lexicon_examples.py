"""Every example of the lexicon is found, and no near miss is.

One test per table and claim, each of which reports all failing rows at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from certainty import data
from certainty.annotator import Annotator
from certainty.lexicon import Entry, Pseudo
from certainty.tokens import tokenize
from certainty.trie import Trie
from certainty.types import KINDS, Span

LEXICON = data.default_lexicon()
ANNOTATOR = Annotator(threshold=0.5)


@cache
def spans(text: str) -> tuple[Span, ...]:
    return tuple(span for sentence in ANNOTATOR(text).sentences for span in sentence.spans)


def places(pseudo: Pseudo, text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the words of ``cue`` inside the places where the pseudo-cue matches."""
    words, offsets = tokenize(text)
    inner = Trie([pseudo.cue])
    for first, last, _ in Trie([pseudo.phrase]).find(words):
        for begin, end, _ in inner.find(words[first:last]):
            yield offsets[first + begin][0], offsets[first + end - 1][1]


def overlapping(text: str, start: int, end: int) -> list[Span]:
    return [span for span in spans(text) if span.start < end and start < span.end]


def report(faults: list[str]) -> None:
    assert not faults, f"{len(faults)} rows:\n" + "\n".join(faults)


def is_found(row: Entry, text: str) -> bool:
    return any(span.entry == row.id and span.kind == row.kind for span in spans(text))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "numeric"])
def test_the_example_of_every_phrase_has_a_span_of_its_entry(kind: str) -> None:
    report(
        [
            f"{row.origin} {row.phrase!r} ({row.id}) not in {row.example!r}; "
            f"got {[(span.text, span.kind, span.entry) for span in spans(row.example)]}"
            for row in LEXICON.cues
            if row.kind == kind and not is_found(row, row.example)
        ]
    )


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "numeric"])
def test_no_near_miss_has_a_span_of_the_entry(kind: str) -> None:
    report(
        [
            f"{row.origin} {row.phrase!r} ({row.id}) in {row.near_miss!r}; "
            f"got {[span.text for span in spans(row.near_miss) if span.entry == row.id]}"
            for row in LEXICON.cues
            if row.kind == kind and any(span.entry == row.id for span in spans(row.near_miss))
        ]
    )


def test_pseudo_cues_strike_out_the_words_they_name() -> None:
    faults = []
    for row in LEXICON.pseudo:
        found = list(places(row, row.example))
        hits = [span for place in found for span in overlapping(row.example, *place)]
        if not found:
            faults.append(f"{row.origin} {row.phrase!r} does not match {row.example!r}")
        elif hits:
            got = [(span.text, span.entry) for span in hits]
            faults.append(f"{row.origin} {row.phrase!r} in {row.example!r} leaves {got}")
    report(faults)


def test_pseudo_cues_leave_their_near_misses_alone() -> None:
    faults = []
    for row in LEXICON.pseudo:
        words, offsets = tokenize(row.near_miss)
        found = Trie([row.cue]).find(words)
        marked = [(offsets[first][0], offsets[last - 1][1]) for first, last, _ in found]
        if row.near_miss and not any(overlapping(row.near_miss, *place) for place in marked):
            got = [(span.text, span.entry) for span in spans(row.near_miss)]
            faults.append(f"{row.origin} {row.cue!r} not in {row.near_miss!r}; got {got}")
    report(faults)
