"""Who holds it: cues and sentences of the holder cases have the source that the text names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from holding import known_failures

from certainty.formats.jsonl import to_lines
from certainty.sources.phrases import PREFIX_WORDS, PREFIXES

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
    assert {name for name, *_ in CLAIMS} | {name for name, *_ in DETAILS} >= KNOWN


def test_sources_are_of_the_text(annotator):
    for _, text, *_ in CLAIMS:
        for sentence in annotator(text).sentences:
            for one in (sentence, *sentence.spans):
                if one.source:
                    assert text[one.source.start : one.source.end] == one.source.text


def named(source):
    return None if source is None else source.text


DETAILS = [
    (f"{name}-{field}", text, place, sort, claim, field)
    for name, text, place, sort, claim in CLAIMS
    for field in ("refers_to", "chain", "anonymity", "plural")
    if field in claim
]


@pytest.mark.parametrize(
    ("text", "place", "sort", "claim", "field"),
    [held(name, *values) for name, *values in DETAILS],
)
def test_what_else_is_known_of_the_holder(annotator, text, place, sort, claim, field):
    sentences = annotator(text).sentences
    spans = [span for sentence in sentences for span in sentence.spans]
    inside = [s for s in spans if s.start < place[1] and place[0] < s.end]
    found = (
        inside if sort == "spans" else [s for s in sentences if abs(s.start - place[0]) <= 2]
    )
    sources = {one.source for one in found if same(named(one.source), claim["source"])}
    assert sources, "another holder was found"
    source = sources.pop()
    if field == "refers_to":
        assert same(named(source.refers_to), claim[field])
    elif field == "chain":
        assert len(source.chain) == len(claim[field])
        assert all(same(one.text, name) for one, name in zip(source.chain, claim[field]))
    else:
        assert getattr(source, field) == claim[field]


def test_a_document_lists_its_holders_with_what_is_theirs(annotator):
    doc = annotator(
        "A senior official said a deal was likely. The official added that talks may resume. "
        "Critics doubt it."
    )
    first, *_ = doc.sources
    assert first.source.text == "A senior official"
    assert [span.text for span in first.spans] == ["likely", "may"]
    assert len(first.sentences) == 2
    assert first.certainty == pytest.approx(
        sum(s.certainty.mean for s in first.sentences) / 2, abs=1e-3
    )


def test_a_source_makes_a_round_trip(annotator):
    for _, text, *_ in CLAIMS[::7]:
        doc = annotator(text)
        assert type(doc).from_dict(doc.to_dict()) == doc


def test_the_wire_keeps_its_three_keys(annotator):
    doc = annotator("Kyiv says Moscow believes the bridge is lost. It may say more.")
    for line in to_lines(doc, name="a.txt"):
        row = json.loads(line)
        for source in (row["source"], *(span["source"] for span in row["spans"])):
            assert source is None or list(source) == ["text", "start", "end"]


def test_every_prefix_is_looked_for_at_a_word_that_attributes():
    assert {"according", "view", "per"} <= set(PREFIXES.anchors) <= PREFIX_WORDS
