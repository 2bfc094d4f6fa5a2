"""Spans end where their cue ends: the table says where, for every sort of tie."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest

TABLE = (Path(__file__).parent / "cases" / "borders.csv").read_text("utf-8")
ROWS = list(csv.DictReader(StringIO(TABLE)))


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_a_span_leaves_out_what_only_ties_it_to_its_clause(annotator, row):
    (sentence,) = annotator(row["text"]).sentences
    assert " | ".join(span.text for span in sentence.spans) == row["spans"]
