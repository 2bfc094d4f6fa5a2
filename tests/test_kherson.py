"""A whole newspaper report, held against a careful reader's marks.

The report belongs to its publisher and is no part of the library: the marks are offsets,
kinds and bands alone, and the test runs where the report is at hand.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from certainty.types import KINDS

MARKS = Path(__file__).parent / "cases" / "kherson.csv"
NOISE = 1e-9


@dataclass(frozen=True)
class Mark:
    """A cue that a reader marked; one that is ``optional`` may be found or left."""

    start: int
    end: int
    kinds: frozenset[str]
    band: tuple[float, float] | None
    optional: bool


def read_marks():
    with MARKS.open(encoding="utf-8", newline="") as file:
        return [
            Mark(
                int(row["start"]),
                int(row["end"]),
                frozenset(row["kinds"].split(";")),
                (float(row["low"]), float(row["high"])) if row["low"] else None,
                row["optional"] == "1",
            )
            for row in csv.DictReader(file)
        ]


ALL = read_marks()


@pytest.fixture(scope="module")
def spans(annotator, shared):
    path = shared / "data" / "text" / "kherson.txt"
    if not path.exists():
        pytest.skip(f"{path} is absent")
    document = annotator(path.read_bytes().decode("utf-8"))
    return [span for sentence in document.sentences for span in sentence.spans]


def overlaps(mark, span):
    return span.start < mark.end and mark.start < span.end


def hits(mark, spans):
    """The spans of an accepted kind at a mark."""
    return [span for span in spans if overlaps(mark, span) and span.kind in mark.kinds]


def shown(misses):
    return [f"[{miss.start}, {miss.end})" for miss in misses]


def test_the_marks_are_in_order():
    assert len(ALL) > 40
    assert [mark.start for mark in ALL] == sorted(mark.start for mark in ALL)
    for mark in ALL:
        assert mark.start < mark.end
        assert mark.kinds <= set(KINDS)
        assert mark.band is None or 0 <= mark.band[0] <= mark.band[1] <= 1


def test_nine_in_ten_of_the_marks_are_found(spans):
    wanted = [mark for mark in ALL if not mark.optional]
    missed = [mark for mark in wanted if not hits(mark, spans)]
    assert len(missed) <= 0.10 * len(wanted), shown(missed)


def test_little_is_found_that_is_not_marked(spans):
    stray = [span for span in spans if not any(overlaps(mark, span) for mark in ALL)]
    assert len(stray) <= 0.15 * len(spans), shown(stray)


def test_most_numbers_lie_in_their_bands(spans):
    numbered = [mark for mark in ALL if mark.band and hits(mark, spans)]
    outside = [
        mark
        for mark in numbered
        if not any(
            span.probability
            and mark.band[0] - NOISE <= span.probability.mean <= mark.band[1] + NOISE
            for span in hits(mark, spans)
        )
    ]
    assert len(outside) <= 0.15 * len(numbered), shown(outside)
