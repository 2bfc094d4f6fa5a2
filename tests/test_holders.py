"""Who holds it: cues and sentences of the holder cases have the source that the text names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from holding import known_failures

CASES = Path(__file__).parent / "cases"
KNOWN = set(known_failures(CASES / "holders_known_failures.txt"))


def read_claims():
    """Every claim of every case: an id, the text, where, whether of a span, and what."""
    for name in ("holders", "holders_second"):
        for line in (CASES / f"{name}.jsonl").read_text("utf-8").splitlines():
            case = json.loads(line)
            for sort, field in (("spans", "text"), ("sentences", "starts")):
                for number, claim in enumerate(case[sort]):
                    words = claim[field]
                    start = claim.get("start", case["text"].index(words))
                    place = start, start + len(words)
                    yield f"{case['id']}-{sort}-{number}", case["text"], place, sort, claim


CLAIMS = list(read_claims())


def held(name, *values):
    known = pytest.mark.xfail(strict=True, reason="listed in holders_known_failures.txt")
    return pytest.param(*values, id=name, marks=[known] if name in KNOWN else [])


def same(name, other):
    """Whether one holder's text holds the other's, letter case aside; both may be none."""
    if name is None or other is None:
        return name is other
    name, other = name.casefold(), other.casefold()
    return name in other or other in name


@pytest.mark.parametrize(
    ("text", "place", "sort", "source"),
    [held(name, text, place, sort, c["source"]) for name, text, place, sort, c in CLAIMS],
)
def test_the_holder(annotator, text, place, sort, source):
    sentences = annotator(text).sentences
    if sort == "spans":
        found = [
            span
            for sentence in sentences
            for span in sentence.spans
            if span.start < place[1] and place[0] < span.end
        ]
    else:
        found = [s for s in sentences if abs(s.start - place[0]) <= 2]
    assert found, "no span or no sentence there"
    names = [one.source.text if one.source else None for one in found]
    assert any(same(name, source) for name in names), names


def test_there_are_enough_cases_and_no_failure_is_forgotten():
    assert len({name.split("-s")[0] for name, *_ in CLAIMS}) >= 150
    assert {name for name, *_ in CLAIMS} >= KNOWN


def test_sources_are_of_the_text(annotator):
    for _, text, *_ in CLAIMS:
        for sentence in annotator(text).sentences:
            for one in (sentence, *sentence.spans):
                if one.source:
                    assert text[one.source.start : one.source.end] == one.source.text
