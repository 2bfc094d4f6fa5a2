"""The case files: in order themselves, and kept by the library but for known failures."""

from __future__ import annotations

from collections import Counter

import pytest
from holding import (
    case_files,
    faults,
    kinds_of,
    known_failures,
    overlapping,
    place_of,
    read_cases,
)

from certainty import Document
from certainty.types import CONFIDENCES, KINDS, Span

CASES = read_cases()
KNOWN = known_failures()
FIELDS = {"id", "text", "why", "spans", "absent", "certainty", "confidence", "source"}
CLAIMS = {"text", "start", "kind", "probability", "negated", "source"}


def held(case):
    """A case as a parameter, a strict expected failure where it is a known one."""
    known = pytest.mark.xfail(strict=True, reason="listed in tests/cases/known_failures.txt")
    return pytest.param(case, id=case["id"], marks=[known] if case["id"] in KNOWN else [])


@pytest.mark.parametrize("case", [held(case) for case in CASES])
def test_case(annotator, case):
    found = faults(case, annotator(case["text"]))
    assert not found, "\n".join([case["text"], *found])


def test_there_are_enough_cases_in_every_file():
    assert len(CASES) >= 800
    assert all(path.stat().st_size for path in case_files())
    assert {path.stem for path in case_files()} >= set(KINDS)


def test_ids_are_unique_and_known_failures_are_cases():
    ids = Counter(case["id"] for case in CASES)
    assert [name for name, times in ids.items() if times > 1] == []
    assert sorted(set(KNOWN) - set(ids)) == [], "ids in known_failures.txt that no case has"
    assert len(set(KNOWN)) == len(KNOWN)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_case_is_in_order(case):
    assert set(case) <= FIELDS
    assert case["why"]
    assert isinstance(case["spans"], list)
    assert case.get("confidence") in (None, *CONFIDENCES)
    bands = [case.get("certainty"), *(span.get("probability") for span in case["spans"])]
    assert all(0 <= low <= high <= 1 for low, high in filter(None, bands))
    for span in case["spans"]:
        assert set(span) <= CLAIMS
        assert set(kinds_of(span)) <= set(KINDS)
        place_of(case, span)
        assert "start" in span or case["text"].count(span["text"]) == 1
    assert all(words in case["text"] for words in case.get("absent", ()))


# The holding itself: a lenient ruler would make the cases worthless


def wrong(annotator, text, **claims):
    return faults({"id": "made-up", "text": text, **claims}, annotator(text))


def test_a_true_claim_holds(annotator):
    span = {"text": "unlikely", "kind": ["likelihood", "modal"], "probability": [0.05, 0.4]}
    assert wrong(annotator, "Rain is unlikely.", spans=[span], absent=["Rain"]) == []


@pytest.mark.parametrize(
    ("claims", "fault"),
    [
        ({"spans": [{"text": "Rain", "kind": "modal"}]}, "no modal"),
        ({"spans": [{"text": "unlikely", "kind": "modal"}]}, "no modal"),
        (
            {"spans": [{"text": "unlikely", "kind": "likelihood", "probability": [0.8, 1]}]},
            "not in",
        ),
        (
            {"spans": [{"text": "unlikely", "kind": "likelihood", "probability": None}]},
            "not in None",
        ),
        ({"spans": [{"text": "unlikely", "kind": "likelihood", "negated": True}]}, "negated"),
        ({"spans": [{"text": "unlikely", "kind": "likelihood", "source": "NASA"}]}, "source"),
        ({"absent": ["unlikely"]}, "is no cue"),
        ({"certainty": [0.8, 1]}, "certainty"),
        ({"certainty": None}, "certainty"),
        ({"confidence": "high"}, "confidence"),
        ({"source": "the mayor"}, "source"),
    ],
)
def test_a_false_claim_is_a_fault(annotator, claims, fault):
    (found,) = wrong(annotator, "Rain is unlikely.", **claims)
    assert fault in found


def test_two_sentences_are_a_fault(annotator):
    assert "split" in "".join(wrong(annotator, "Rain fell. Snow fell."))
    assert "split" in "".join(faults({"id": "x", "text": ""}, Document("", ())))


def test_a_trap_is_whole_words_of_the_same_letter_case(annotator):
    assert wrong(annotator, "The troops may leave in May.", absent=["May"]) == []
    assert wrong(annotator, "The troops may leave in May.", absent=["ma"]) == []
    assert wrong(annotator, "The troops may leave in May.", absent=["may"]) != []


def test_touching_is_not_overlapping():
    span = Span(3, 6, "may", "modal", None, None, "may", 1.0)
    assert overlapping([span], 0, 3) == overlapping([span], 6, 9) == []
    assert overlapping([span], 5, 7) == [span]


def test_a_span_that_the_text_lacks_is_an_error():
    with pytest.raises(ValueError, match="made-up"):
        place_of({"id": "made-up", "text": "Rain is unlikely."}, {"text": "snow"})
