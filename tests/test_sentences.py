"""Sentence splitting: golden cases by category, and laws that hold for any text."""

from __future__ import annotations

import gzip
import json
import pickle
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certainty.abbreviations import Abbreviations, read_abbreviations
from certainty.errors import InputError, LexiconError
from certainty.sentences import LIMIT, find_marks, split

ROOT = Path(__file__).parents[1]
CASES = sorted((ROOT / "tests" / "cases" / "sentences").glob("*.jsonl"))
LIST = ROOT / "lexicons" / "abbreviations.txt"
KNOWN = read_abbreviations(LIST.read_text("utf-8").splitlines())

#: What texts are built of: whatever a rule looks at, and what might trip it.
PIECES = (
    *tuple(".!?…,:;-–—()[]\"'“”‘’«»`&#@|*>5é东😀"),
    *("...", "12.", "2.3", "1)", "a.", "(b)", ":)", "&nbsp;", "https://a.b/c?d", "a@b.org"),
    *("the", "The", "Rain", "U.S.", "Dr.", "p.m.", "No.", "Inc.", "J.", "St.", "etc."),
    *("said", "iPhone", "al-", "The rain is likely. ", "x" * 50, "Rain may fall on\n"),
    *(" ", "  ", "\n", "\n\n", "\r\n", "\r", "\t", "\v", "\f", "\x1c", "\x1f", "\x85", "\xa0"),
    *("\u2028", "\u2029", "\u200b", "\xad", "\ud800", "\x00"),
)
LAW = settings(deadline=None, max_examples=300)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def cut(text: str, abbreviations: Abbreviations = KNOWN) -> list[str]:
    return [text[start:end] for start, end in split(text, abbreviations)]


def load_cases():
    for path in CASES:
        for line in path.read_text("utf-8").splitlines():
            case = json.loads(line)
            marks = [pytest.mark.xfail(strict=True)] if path.stem == "known_failures" else []
            yield pytest.param(case, id=case["id"], marks=marks)


@pytest.mark.parametrize("case", list(load_cases()))
def test_case(case):
    assert cut(case["text"]) == case["sentences"], case["why"]


def test_cases_are_many_and_distinct():
    cases = [json.loads(line) for p in CASES for line in p.read_text("utf-8").splitlines()]
    assert len(cases) >= 140
    assert len({case["id"] for case in cases}) == len(cases)
    assert len({case["text"] for case in cases}) == len(cases)


@LAW
@given(TEXTS)
def test_sentences_lie_in_order_and_leave_out_only_space(text):
    at = 0
    for start, end in split(text, KNOWN):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_marks_are_found_where_they_stand(text, start, end):
    there = [at for at in range(start, min(end, len(text))) if text[at] in '."’']
    assert find_marks(text, '."’', start, end) == there


@LAW
@given(st.text())
def test_any_text_survives(text):
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


@LAW
@given(TEXTS, TEXTS)
def test_a_blank_line_parts_decisions(first, second):
    shift = len(first) + 2
    apart = list(split(first, KNOWN))
    apart += [(start + shift, end + shift) for start, end in split(second, KNOWN)]
    assert list(split(first + "\n\n" + second, KNOWN)) == apart


@LAW
@given(TEXTS)
def test_splitting_a_sentence_with_a_blank_line_before_changes_nothing(text):
    assert cut("\n\n" + text) == cut(text)


@LAW
@given(TEXTS)
def test_without_abbreviations_nothing_fails(text):
    assert "".join("".join(cut(text, Abbreviations())).split()) == "".join(text.split())


# Bounded length and linear cost


def test_a_long_sentence_breaks_at_the_last_space():
    text = "likely " * 5_000
    sentences = cut(text)
    assert max(map(len, sentences)) <= LIMIT
    assert all(len(s) > LIMIT - len("likely ") for s in sentences[:-1])
    assert set(" ".join(sentences).split()) == {"likely"}


def test_a_long_word_breaks_where_it_must():
    assert [len(s) for s in cut("a" * (2 * LIMIT + 1))] == [LIMIT, LIMIT, 1]


@LAW
@given(st.integers(LIMIT - 9, LIMIT + 9), st.sampled_from((".", '."', ".&nbsp;", ". 😀", "?)")))
def test_no_sentence_is_longer_than_the_limit(length, closing):
    text = "a " + "b" * (length - 2) + closing + " The rest may follow."
    assert max(end - start for start, end in split(text, KNOWN)) <= LIMIT
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


#: Repeated, each of these makes careless rules look back or ahead for ever.
BURDENS = (
    *("a", "a ", ". ", "! ", "...", '"', "“", '." ', ". “", "(", "((. ", "(A. ", "[[", ")) "),
    *("A. ", "a. A ", "U.S. ", "A.", "&nbsp;", ".&nbsp;", ". 😀 ", "😀", "#a ", ". #a ", "- "),
    *(
        "http://a. ",
        "\n",
        "a\n",
        "A\n",
        "- a\n",
        "1. \n",
        "a\tb\n",
        "Dr.\n",
        "\r",
        "\x85",
        " \n",
    ),
    *("“Go!” Al ", ". The ", "a-\n", ". (", "a | b\n", "……", "?! ", "*_", "'' ", "— "),
)


def count_calls(text: str) -> int:
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        for _ in split(text, KNOWN):
            pass
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("burden", BURDENS)
def test_work_grows_with_the_text(burden):
    once, twice = (count_calls("Rain. " + burden * n + " The end.") for n in (3_000, 6_000))
    assert twice <= 2.1 * once + 500


@pytest.mark.parametrize("burden", BURDENS)
def test_a_large_text_is_done(burden):
    """What is quadratic inside the regular expressions would not end here."""
    text = "Rain. " + burden * (400_000 // len(burden)) + " The end."
    assert sum(end - start for start, end in split(text, KNOWN)) <= len(text)


@pytest.mark.parametrize("burden", ["word ", "a", "Rain is likely here. "])
def test_ten_megabytes_in_one_line(burden):
    text = burden * (10_000_000 // len(burden))
    assert all(end - start <= LIMIT for start, end in split(text, KNOWN))


def test_a_million_spaces():
    assert cut("Rain is likely." + " " * 1_000_000 + "Snow is not.") == [
        "Rain is likely.",
        "Snow is not.",
    ]


# Abbreviations


def test_the_shipped_list_uses_every_mark():
    assert KNOWN.kind("Dr") == "never"
    assert KNOWN.kind("u.s") == KNOWN.kind("U.S") == "before_openers"
    assert KNOWN.kind("P.M") == "before_capitals"
    assert KNOWN.kind("No") == "before_numbers"
    assert KNOWN.kind("rain") is None


def test_case_of_an_entry_counts():
    known = read_abbreviations(["Ill ?", "dr", "Ft", "ft !"])
    assert known.kind("Ill") == known.kind("ILL") == "before_openers"
    assert known.kind("ill") is None
    assert known.kind("DR") == known.kind("Dr") == known.kind("dr") == "never"
    assert (known.kind("Ft"), known.kind("ft")) == ("never", "before_capitals")


def test_comments_and_blank_lines_are_skipped():
    assert read_abbreviations(["# a", "", "  ", "dr # b"]) == read_abbreviations(["dr"])


def test_all_faults_of_a_list_are_told_at_once():
    with pytest.raises(LexiconError) as caught:
        read_abbreviations(["dr", "dr.", "mr *", "dr", "inc ? x"])
    assert caught.value.problems == (
        "abbreviations, line 2: 'dr.' ends in a dot; write it without",
        "abbreviations, line 3: '*' after 'mr' is no mark; use one of ? ! 1 or none",
        "abbreviations, line 4: 'dr' stands on line 1 already; drop one",
        "abbreviations, line 5: '? x' after 'inc' is no mark; use one of ? ! 1 or none",
    )


def test_abbreviations_travel():
    copy = pickle.loads(pickle.dumps(KNOWN))
    assert copy == KNOWN
    assert cut("Dr. Hill may come.", copy) == ["Dr. Hill may come."]
    with pytest.raises(AttributeError):
        copy.never = frozenset()


# Learning them


def write_corpus(folder: Path, *lines: str) -> Path:
    with gzip.open(folder / "tiny.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in lines)
    return folder


def test_punkt_finds_a_title(tmp_path):
    from certainty.learn.abbreviations import learn_abbreviations, main_lines

    texts = (f"Mrs. Hill of pier {n} saw the mrs. again in the rain." for n in range(40))
    corpora = write_corpus(tmp_path, *(json.dumps({"text": text}) for text in texts))
    found = learn_abbreviations(corpora)
    assert "mrs" in found
    assert found == sorted(found)
    head, *rest = main_lines(corpora)
    assert head.startswith("#")
    assert rest == found


@pytest.mark.parametrize("line", ["{", "[]", "{}", '{"text": 5}'])
def test_a_broken_corpus_is_named(tmp_path, line):
    from certainty.learn.abbreviations import learn_abbreviations

    corpora = write_corpus(tmp_path, '{"text": "Rain."}', line)
    with pytest.raises(InputError, match="line 2"):
        learn_abbreviations(corpora)


def test_an_empty_folder_is_named(tmp_path):
    from certainty.learn.abbreviations import learn_abbreviations

    with pytest.raises(InputError, match="give the folder"):
        learn_abbreviations(tmp_path)
