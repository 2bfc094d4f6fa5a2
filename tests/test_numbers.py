"""Stated probabilities: the case file straight against `find_numbers`, then laws."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certainty.numbers import Stated, find_numbers, gate
from certainty.numbers.intervals import around, at_least, at_most, more_than
from certainty.numbers.phrases import PHRASES
from certainty.numbers.readings import READ_POINT
from certainty.numbers.rules import RULES
from certainty.tokens import tokenize

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "numeric.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
TRAPS = [case for case in CASES if case.get("absent")]
ROWS = [*RULES, *PHRASES]


def find(text: str) -> tuple[Stated, ...]:
    return tuple(find_numbers(text, 0, len(text)))


def find_by_words(text: str) -> tuple[Stated, ...]:
    words = tokenize(text).words
    kept = not gate.WORDS.isdisjoint(words) and any(map(gate.may_count, words))
    return find(text) if kept else ()


def only(text: str) -> Stated:
    (found,) = find(text)
    return found


def by_id(case: dict[str, str]) -> str:
    return case["id"]


# ------------------------------------------------------------------------------- the cases


@pytest.mark.parametrize("case", CASES, ids=by_id)
def test_finds_exactly_the_spans_of_a_case(case):
    wanted = [span for span in case["spans"] if span["kind"] == "numeric"]
    found = find(case["text"])
    assert [case["text"][s.start : s.end] for s in found] == [span["text"] for span in wanted]
    for stated, span in zip(found, wanted, strict=True):
        low, high = span["probability"]
        assert low <= stated.mid <= high
        assert stated.start == span.get("start", case["text"].index(span["text"]))


@pytest.mark.parametrize("case", TRAPS, ids=by_id)
def test_leaves_a_trap_alone(case):
    for trap in case["absent"]:
        start = case["text"].index(trap)
        for stated in find(case["text"]):
            assert stated.end <= start or stated.start >= start + len(trap)


def test_there_are_cases_enough():
    assert len(CASES) >= 150
    assert len(TRAPS) >= 60
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert len({case["text"] for case in CASES}) == len(CASES)


def test_every_row_is_reached_by_a_case():
    reached = {stated.rule for case in CASES for stated in find(case["text"])}
    assert reached == {row.id for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_finds_its_own_example(row):
    assert row.id in {stated.rule for stated in find(row.example)}


def test_rows_have_names_of_their_own():
    assert len({row.id for row in ROWS}) == len(ROWS)


def test_the_gate_turns_no_case_away(monkeypatch):
    gated = [find(case["text"]) for case in CASES]
    monkeypatch.setattr(gate, "may_state", lambda low: True)
    assert [find(case["text"]) for case in CASES] == gated


@pytest.mark.parametrize(
    "text", [*(case["text"] for case in CASES), *(row.example for row in ROWS)]
)
def test_the_words_turn_no_case_away(text):
    assert find_by_words(text) == find(text)


@pytest.mark.parametrize("likely", ["even", "about even", "roughly even", "nearly even"])
def test_even_alone_is_a_term_and_no_number(likely):
    assert find(f"There is a {likely} chance of rain.") == ()
    assert find(f"They face {likely} odds.") == ()
    assert find(f"The chances are {likely}.") == ()


# ---------------------------------------------------------------------------- how it reads


@given(st.integers(0, 100))
def test_a_percentage_is_its_hundredth(n):
    for text in (f"a {n}% chance", f"It is {n} per cent likely.", f"a probability of {n}%"):
        assert only(text).mid == pytest.approx(n / 100)


@given(st.integers(101, 999))
def test_more_than_all_is_no_probability(n):
    assert find(f"There is a {n}% chance of fun.") == ()


@given(st.integers(1, 999), st.integers(1, 999))
def test_a_ratio_is_a_share_or_nothing(n, total):
    found = find(f"a {n} in {total} chance of rain")
    assert bool(found) == (n <= total)
    assert all(stated.mid == pytest.approx(n / total) for stated in found)


@given(st.integers(1, 500), st.integers(1, 500))
def test_odds_against_and_on_make_one(first, second):
    against = only(f"odds of {first} to {second} against")
    on = only(f"odds of {first} to {second} on")
    assert against.mid == pytest.approx(second / (first + second))
    assert against.mid + on.mid == pytest.approx(1)


@given(st.integers(0, 100), st.integers(0, 100))
def test_a_range_has_its_ends_and_the_middle_between(low, high):
    found = find(f"There is a {low}-{high}% chance of rain.")
    if low > high:
        assert found == ()
    elif low < high:
        (stated,) = found
        assert (stated.low, stated.high) == (low / 100, high / 100)
        assert stated.mid == pytest.approx((low + high) / 200)


@given(st.floats(0, 1))
def test_a_ceiling_is_a_floor_seen_from_the_other_side(p):
    floor, ceiling = at_least(p), at_most(1 - p)
    assert tuple(1 - x for x in reversed(ceiling)) == pytest.approx(floor, abs=1e-9)


@given(st.floats(0, 1))
@pytest.mark.parametrize("read", sorted(READ_POINT))
def test_every_reading_is_ordered_and_in_bounds(read, p):
    low, mid, high = READ_POINT[read](p)
    assert 0 <= low <= mid <= high <= 1


@given(st.floats(0, 1))
def test_more_than_points_up_less_than_at_least(p):
    least, more = at_least(p), more_than(p)
    assert (more[0], more[2]) == (least[0], least[2])
    assert p <= more[1] <= least[1] or p == 0.5


@pytest.mark.parametrize(
    ("modifier", "mid"),
    [("at least ", 0.8), ("more than ", 0.72), ("over ", 0.72), ("above ", 0.72)],
)
def test_open_floors_stay_nearer_the_number(modifier, mid):
    assert only(f"There is {modifier}a 60% chance of rain.").mid == pytest.approx(mid)


def test_points_are_read_narrower_towards_the_ends():
    widths = [around(p)[2] - around(p)[0] for p in (0.5, 0.7, 0.9, 0.99)]
    assert widths == sorted(widths, reverse=True)


def test_more_than_one_half_is_what_readers_make_of_better_than_even():
    surveyed = (0.51, 0.582, 0.75)
    for text in ("better than even", "more than a 50% chance", "better than a 50-50 chance"):
        stated = only(f"Their odds are {text}.") if "even" in text else only(f"It has {text}.")
        assert (stated.low, stated.mid, stated.high) == surveyed


@pytest.mark.parametrize(
    ("modifier", "low", "high"),
    [
        ("at least ", 0.7, 1),
        ("up to ", 0, 0.7),
        ("nearly ", 0.6, 0.7),
        ("just over ", 0.7, 0.8),
    ],
)
def test_a_modifier_moves_the_bounds_and_belongs_to_the_span(modifier, low, high):
    text = f"There is {modifier}a 70% chance of rain."
    stated = only(text)
    assert text[stated.start : stated.end] == f"{modifier}a 70% chance"
    assert low <= stated.low <= stated.mid <= stated.high <= high


def test_about_is_wider():
    exact, loose = only("a 70% chance"), only("roughly a 70% chance")
    assert loose.mid == exact.mid
    assert loose.low < exact.low < exact.high < loose.high


UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
WORDS = [
    *UNITS,
    *TEENS,
    *(word for ten in TENS for word in (ten, *(f"{ten}-{unit}" for unit in UNITS))),
    "a hundred",
]


@pytest.mark.parametrize("space", ["-", " "])
def test_number_words_read_as_their_figures(space):
    for value, word in enumerate(WORDS, 1):
        text = f"It is {word.replace('-', space)} per cent certain that the ice holds."
        assert only(text).mid == pytest.approx(value / 100)


# ------------------------------------------------------------------------------ typography


@pytest.mark.parametrize("dash", list("-\u2010\u2011\u2012\u2013\u2014\u2212"))
def test_dashes_are_alike(dash):
    stated = only(f"a 60{dash}80% chance")
    assert (stated.low, stated.high) == (0.6, 0.8)


@pytest.mark.parametrize("space", ["", " ", "\u00a0", "\u2009", "\u202f", "\n", "\t", "  "])
def test_spaces_before_the_sign_are_alike(space):
    text = f"a 70{space}% chance"
    stated = only(text)
    assert text[stated.start : stated.end] == text[2:]


def test_letters_that_grow_in_lower_case_shift_nothing():
    text = "\u0130\u0130 sees a 70% chance."
    stated = only(text)
    assert text[stated.start : stated.end] == "70% chance"


def test_capitals_and_quotes():
    assert only("\u201cA SEVENTY PER CENT CHANCE\u201d").mid == 0.7
    assert only("It\u2019s fifty\u2011fifty.").mid == 0.5


# ------------------------------------------------------------------------------------ laws

VOCABULARY = """
a an the of to in at is on and or per cent percent % - / : ( ) . , ; 0.7 70 3 1 50
chance odds risk likelihood probability likely certain sure even money than better less
one two three ten fifty half thirds out times against about between at_least up_to p = rose
fell from that favourite shot 50-50 3-1 1/3 odds-on evens whether it hundred million
"""
PIECES = st.sampled_from([*VOCABULARY.split(), "\u00a0", "\u2013", "\n"]).map(
    lambda piece: piece.replace("_", " ")
)
SCRAPS = st.lists(PIECES, max_size=25).map(" ".join)
TEXTS = st.one_of(st.text(max_size=120), SCRAPS, st.sampled_from([c["text"] for c in CASES]))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_gives_ordered_spans_and_ordered_bounds(text):
    end = 0
    for stated in find(text):
        assert end <= stated.start < stated.end <= len(text)
        assert text[stated.start : stated.end].strip() == text[stated.start : stated.end]
        assert 0 <= stated.low <= stated.mid <= stated.high <= 1
        end = stated.end


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.text(max_size=30), st.text(max_size=30))
def test_only_the_sentence_is_read_and_offsets_are_those_of_the_text(text, before, after):
    shift = len(before)
    moved = find_numbers(before + text + after, shift, shift + len(text))
    back = tuple(
        Stated(s.start - shift, s.end - shift, s.low, s.mid, s.high, s.rule) for s in moved
    )
    assert back == find(text)


@settings(max_examples=300, deadline=None)
@given(SCRAPS)
def test_the_words_turn_nothing_away(text):
    assert find_by_words(text) == find(text)


@settings(max_examples=200, deadline=None)
@given(SCRAPS)
def test_a_neutral_tail_changes_nothing_before_it(text):
    assert find(f"{text}.") == find(f"{text}. ")


HOSTILE = {
    "digits": "9" * 100_000 + " chance",
    "ratios": "1 in " * 20_000 + "chance",
    "halves": "50-" * 33_000 + "50 chance",
    "fifties": "fifty-" * 16_000 + "chance",
    "percentages": "1% " * 33_000 + "chance",
    "risks": "the risk of " * 8_000 + "is 5%",
    "moves": "risk rose to 5% " * 6_000,
    "odds": "odds are 3 to 1 to " * 5_000,
    "evens": "better than even " * 6_000,
    "letters": "p = 0.5 " * 12_000,
    "spaces": " " * 100_000 + "5% chance",
    "hyphens": "-" * 100_000 + "5% chance",
    "brackets": "likely (" * 12_000 + "5% likely",
    "address": "http://" + "a" * 100_000 + " 5% chance",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_input_takes_linear_time(text):
    # A quadratic pattern takes minutes here; two seconds allow for a slow machine.
    start = time.perf_counter()
    find(text)
    assert time.perf_counter() - start < 2
