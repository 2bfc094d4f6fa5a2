"""Claims that the library finds itself: the cases, the laws, the table, and the tagger."""

from __future__ import annotations

import csv
import io
import json
import pickle
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from holding import known_failures
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from test_bad_input import MONSTERS, NEWS, work

import certainty
from certainty import Annotator, data
from certainty.cli import main
from certainty.errors import InputError, ModelError, ScaleError
from certainty.formats.claim_table import COLUMNS
from certainty.learn.predicates import matrix, rounded, train_tagger
from certainty.predicates import Claim, ClaimRow
from certainty.predicates.extent import clause_extent
from certainty.predicates.features import MOST, is_asked, is_loud, names
from certainty.predicates.forms import form_of, stem_of
from certainty.predicates.tagger import (
    BUCKETS,
    FILE,
    bucket,
    dump_tagger,
    load_tagger,
    shipped_tagger,
)
from certainty.render import claims_to_terminal
from certainty.scales import Scale
from certainty.terms import Term
from certainty.tokens import tokenize

CASES = Path(__file__).parent / "cases"
KNOWN = set(known_failures(CASES / "predicates_known_failures.txt"))
NOISE = 1e-9


def read_cases():
    lines = (CASES / "predicates.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


ALL = read_cases()


def held(case):
    known = pytest.mark.xfail(strict=True, reason="listed in predicates_known_failures.txt")
    return pytest.param(case, id=case["id"], marks=[known] if case["id"] in KNOWN else [])


@pytest.mark.parametrize("case", [held(case) for case in ALL])
def test_a_reader_s_claims_are_found_and_no_others(annotator, case):
    claims = annotator(case["text"]).claims()
    found = [claim.predicate.text for claim in claims]
    assert found == [wanted["predicate"] for wanted in case["claims"]]
    for claim, wanted in zip(claims, case["claims"]):
        assert (claim.source.text if claim.source else None) == wanted["source"]
        assert claim.text == wanted.get("text", claim.text)
        assert claim.negated == wanted.get("negated", False)
        low, high = wanted.get("certainty", (0, 1))
        assert low - NOISE <= claim.certainty.mean <= high + NOISE, claim.explain()
        if "start" in wanted:
            assert claim.predicate.start == wanted["start"]


def test_there_are_enough_cases_and_no_failure_is_forgotten():
    assert len({case["id"] for case in ALL}) == len(ALL) >= 80
    assert sum(len(case["claims"]) for case in ALL) >= 100
    assert sum(not case["claims"] for case in ALL) >= 10
    assert {case["id"] for case in ALL} >= KNOWN


# Laws

TEXTS = st.lists(st.sampled_from([case["text"] for case in ALL]), max_size=6).map(" ".join)
PIECES = st.lists(
    st.sampled_from(
        'the The mayor ships said that which and , . ; : " “ ” ( ) - may is are was not will '
        "sank closed to if when Kyiv denied it he they likely a of in by 's n't have had been "
        "did do ? ! — likely to according to told who fell putting so-called".split()
    ),
    max_size=30,
).map(" ".join)


@settings(max_examples=100)
@given(TEXTS | PIECES | st.text(max_size=80))
def test_offsets_are_those_of_the_text_and_claims_stand_in_order(annotator, text):
    doc = annotator(text)
    claims = doc.claims()
    places = [claim.predicate.start for claim in claims]
    assert places == sorted(set(places))
    for claim in claims:
        sentence = doc.sentences[claim.sentence]
        assert sentence.start <= claim.start < claim.end <= sentence.end
        assert claim.text == text[claim.start : claim.end]
        assert claim.start <= claim.predicate.start < claim.predicate.end <= claim.end
        assert claim.predicate.text == text[claim.predicate.start : claim.predicate.end]
        assert claim.source is None or (
            claim.source.text == text[claim.source.start : claim.source.end]
        )
        assert 0 <= claim.certainty.low <= claim.certainty.mean <= claim.certainty.high <= 1
        assert set(claim.spans) <= set(sentence.spans)


@settings(max_examples=40)
@given(TEXTS)
def test_claims_travel(annotator, text):
    for claim in annotator(text).claims():
        assert pickle.loads(pickle.dumps(claim)) == claim
        assert Claim.from_dict(json.loads(json.dumps(claim.to_dict()))) == claim


def test_claims_are_the_same_in_any_batch(annotator):
    texts = [case["text"] for case in ALL]
    alone = [annotator(text).claims() for text in texts]
    for size in (1, 7, len(texts)):
        batch = annotator.pipe(texts, batch_size=size)
        assert [doc.claims() for doc in batch] == alone


def test_the_number_of_a_claim_is_that_of_its_event_as_worded(annotator):
    doc = annotator("The bridge did not collapse. The mill may close.")
    denied, hedged = doc.claims()
    event = doc.at(denied.predicate.start, denied.predicate.end)
    assert denied.certainty.mean == pytest.approx(1 - event.mean, abs=1e-6)
    assert denied.explain().steps[:-1] == event.steps
    assert hedged.certainty == doc.at(hedged.predicate.start, hedged.predicate.end)


def test_a_copula_s_cue_is_judged_by_what_it_is_about(annotator):
    doc = annotator("A merger is unlikely.")
    (claim,) = doc.claims()
    assert claim.certainty == doc.at(0, len("A merger"))
    assert [span.text for span in claim.spans] == ["unlikely"]


def test_holders_are_those_of_the_document_with_what_they_refer_to(annotator):
    doc = annotator('A senior official met the press. "It is over," the official said.')
    claim = doc.claims()[-1]
    assert claim.source == doc.sentences[1].source
    chained = annotator("Officials say Tehran believes the talks failed.").claims()[0].source
    assert [source.text for source in chained.chain] == ["Officials", "Tehran"]


# Tables


def test_rows_make_a_data_frame(annotator):
    claims = annotator("Kyiv denied that the depot was hit. Rain is likely.").claims()
    frame = pd.DataFrame([claim.row() for claim in claims])
    assert list(frame.columns) == list(ClaimRow._fields)
    assert list(frame["predicate"]) == ["hit", "likely"]
    assert frame["source"].tolist()[0] == frame["holder"].tolist()[0] == "Kyiv"
    assert pd.isna(frame["source"].tolist()[1])
    assert frame["cues"].tolist() == ["denied", "likely"]


def test_levels_are_those_of_the_document_s_scale():
    text = "There is a 22% chance of rain. Snow is unlikely."
    doc = certainty.annotate(text, scale="phia")
    assert [claim.level for claim in doc.claims()] == [None, "unlikely"]
    own = Scale(
        "mine", "Mine", "nobody", "partition", (Term("no", (), 0, 0.5), Term("yes", (), 0.5, 1))
    )
    doc = Annotator(scale=own)("Rain is likely.")
    with pytest.raises(ScaleError, match="mine"):
        doc.claims()
    assert [claim.level for claim in doc.claims(scale=own)] == ["yes"]


REPORT = "The mayor said the tunnel would reopen.\nIs it safe?\nThe pump did not fail.\n"


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    return str(path)


def test_the_command_line_writes_a_table(capsys, report):
    assert main(["claims", report]) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split() == ["certainty", "level", "who", "claim"]
    assert len(lines) == 2
    assert "The mayor" in lines[0] and lines[0].endswith("the tunnel would reopen")


def test_the_command_line_writes_csv(capsys, report):
    assert main(["claims", report, "--lines", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert list(rows[0]) == list(COLUMNS)
    assert [row["doc"] for row in rows] == ["report.txt:1", "report.txt:3"]
    assert [row["negated"] for row in rows] == ["False", "True"]


def test_the_command_line_writes_json_lines(capsys, tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text('{"text": "Rain is likely.", "id": 7}\n', "utf-8")
    assert main(["claims", str(path), "--format", "jsonl", "--scale", "phia"]) == 0
    (line,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert (line["text"], line["scale"], line["meta"]) == ("Rain is likely", "phia", {"id": 7})
    assert line["predicate"] == {"text": "likely", "start": 8, "end": 14}
    assert line["spans"][0]["entry"] == "likely"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["claims", "absent.txt"], "cannot be read"),
        (["claims", "absent.txt", "--scale", "nowhere"], "no scale"),
        (["claims", "absent.txt", "--threshold", "2"], "--threshold"),
    ],
)
def test_the_command_line_tells_what_is_wrong(capsys, arguments, message):
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert message in err
    assert out == ""


def test_a_table_keeps_to_its_width_and_obeys_no_control(annotator):
    claims = annotator(
        "The mayor said the \x1b[31mtunnel would reopen " + "soon " * 60
    ).claims()
    shown = claims_to_terminal(claims, width=90)
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= 90
    assert claims_to_terminal(()) == "no claims"


# Size


#: What has verbs, holders, marks or long chunks; the rest costs the finder nothing.
TRAPS = (
    *("news-in-one-line", "no-full-stop", "straight-quotes", "opening-brackets", "commas"),
    *("said", "hyphens"),
)


@pytest.mark.parametrize("name", TRAPS)
def test_twice_the_text_is_twice_the_work(annotator, name):
    """Beyond the length at which an endless sentence is cut, that is."""
    text = MONSTERS[name] * (3000 // len(MONSTERS[name]))
    once, twice = annotator(text), annotator(text * 2)
    once.claims()
    assert work(twice.claims) < 2.3 * work(once.claims) + 1000


def test_no_text_is_a_trap(annotator):
    news = annotator(NEWS * (1500 // len(NEWS)))
    news.claims()
    usual = work(news.claims)
    for piece in MONSTERS.values():
        monster = annotator(piece * (1500 // len(piece)))
        assert work(monster.claims) < 25 * usual, piece


def test_claims_cost_nothing_until_they_are_asked_for():
    shipped_tagger.cache_clear()
    Annotator()("The mill may close.").rows()
    assert shipped_tagger.cache_info().currsize == 0


# The tagger and its file


def test_forms_and_stems():
    assert [form_of(word) for word in ("put", "bring", "feed", "sang", "sung", "focus")] == [
        *("any", "base", "base", "past", "participle", "base")
    ]
    assert stem_of("stopped") == stem_of("stops") == "stop"
    assert not is_asked("were") and not is_asked("3rd") and is_asked("sank")


def test_a_clause_keeps_its_own_marks():
    words = ["“", "it", "is", "(", "very", ")", "late", ",", "”", "and"]
    assert clause_extent(words, 0, 10, 2) == (1, 7)
    assert clause_extent([",", "and"], 0, 2, 1) is None


def test_auxiliaries_are_never_verbs_of_their_own():
    words, spans = tokenize("The Mills have closed, and the 9 ships sank.")
    found = shipped_tagger().verbs(words, [False] * len(words))
    verbs = {word for word, p in zip(words, found) if p >= 0.5}
    assert verbs == {"closed", "sank"}
    assert len(found) == len(spans)


def test_capitals_tell_nothing_where_all_words_have_them():
    assert is_loud([True, True, False], ["mill", "closes", "."])
    assert not is_loud([True, False, False], ["mill", "closes", "."])


def test_the_tagger_scores_as_scikit_learn_does():
    sentences = [tokenize(case["text"].lower()).words for case in ALL]
    rows, truth = [], []
    for words in sentences:
        for at, word in enumerate(words):
            found = names(words, [False] * len(words), at, loud=False, leanings={"sink": MOST})
            rows.append([bucket(name) for name in found])
            truth.append(word.endswith("ed"))
    counts = matrix(rows)
    assert counts.shape == (len(rows), BUCKETS)
    fitted = LogisticRegression(C=1.0, solver="liblinear", random_state=0).fit(counts, truth)
    tagger = rounded(fitted, {"sink": MOST}, {})
    fitted.coef_ = np.array([tagger.weights]) * tagger.unit
    expected = fitted.decision_function(counts)
    at = 0
    for words in sentences:
        for here in range(len(words)):
            found = names(
                words, [False] * len(words), here, loud=False, leanings={"sink": MOST}
            )
            assert tagger.score(found) == pytest.approx(expected[at], abs=1e-9)
            at += 1


@pytest.fixture(scope="module")
def shipped():
    return (data.lexicon_dir() / FILE).read_bytes()


def test_a_file_makes_a_round_trip_and_is_small(shipped):
    tagger = load_tagger(shipped, name=FILE)
    assert dump_tagger(load_tagger(dump_tagger(tagger), name="again.npz")) == dump_tagger(
        tagger
    )
    assert set(tagger.leanings.values()) == set(range(MOST + 1))
    assert len(shipped) < 60_000


def test_a_damaged_file_is_refused(shipped):
    with pytest.raises(ModelError, match="learn predicates"):
        load_tagger(shipped[: len(shipped) // 2], name="mine.npz")
    with np.load(io.BytesIO(shipped)) as archive:
        arrays = {key: archive[key] for key in archive.files}
    arrays["weights"] = arrays["weights"].copy()
    arrays["weights"][0] += 1
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    with pytest.raises(ModelError, match="edited or damaged"):
        load_tagger(buffer.getvalue(), name="mine.npz")
    arrays["head"] = np.frombuffer(
        b'{"format": "certainty-predicates", "version": 9}', np.uint8
    )
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    with pytest.raises(ModelError, match="version of the library"):
        load_tagger(buffer.getvalue(), name="mine.npz")


def test_training_names_what_it_lacks(tmp_path):
    with pytest.raises(InputError, match=r"uds_ih2\.train"):
        train_tagger(tmp_path)


def test_claims_are_read_without_what_training_needs():
    code = (
        "import sys, certainty; certainty.annotate('The mill closed.').claims(); "
        "print(sorted({'sklearn', 'scipy', 'nltk', 'pandas'} & set(sys.modules)))"
    )
    import subprocess

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


# A whole newspaper report: its text is no part of the library, the marks are offsets alone


@pytest.fixture(scope="module")
def reported(annotator, shared):
    path = shared / "data" / "text" / "kherson.txt"
    if not path.exists():
        pytest.skip(f"{path} is absent")
    claims = annotator(path.read_bytes().decode("utf-8")).claims()
    with (CASES / "kherson_claims.csv").open(encoding="utf-8", newline="") as file:
        return claims, list(csv.DictReader(file))


def test_nine_in_ten_claims_of_a_report_are_a_reader_s_and_the_other_way_round(reported):
    claims, marks = reported
    read = {(int(mark["start"]), int(mark["end"])) for mark in marks}
    found = {(claim.predicate.start, claim.predicate.end) for claim in claims}
    assert len(found & read) >= 0.9 * len(found), sorted(found - read)
    assert len(found & read) >= 0.9 * len(read), sorted(read - found)


def test_nine_in_ten_of_them_have_their_holder(reported):
    claims, marks = reported
    holders = {int(mark["start"]): mark["holder_start"] for mark in marks}
    known = [claim for claim in claims if claim.predicate.start in holders]
    wrong = [
        claim.predicate.start
        for claim in known
        if holders[claim.predicate.start] != (str(claim.source.start) if claim.source else "")
    ]
    assert len(wrong) <= 0.1 * len(known), wrong
