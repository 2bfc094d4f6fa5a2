"""Events that a caller points at: the cases, the errors, the trained experts and their file."""

from __future__ import annotations

import csv
import io
import json
import pickle
from pathlib import Path

import numpy as np
import pytest
from holding import known_failures
from sklearn.ensemble import HistGradientBoostingRegressor

import certainty
from certainty import Annotator, data
from certainty.errors import ModelError
from certainty.learn.targets import _forest, _joined
from certainty.target.engine import bucket, dump_engine, load_engine
from certainty.target.features import FAMILIES, NUMBERS, Event, names, numbers
from certainty.target.implicatives import find_governor
from certainty.target.judging import shipped_engine, verbs_by_form
from certainty.tokens import tokenize

CASES = Path(__file__).parent / "cases"
KNOWN = set(known_failures(CASES / "targets_known_failures.txt"))
NOISE = 1e-9


def read_targets():
    """Every target of every case: an id, the text, the place and what is claimed."""
    for line in (CASES / "targets.jsonl").read_text("utf-8").splitlines():
        case = json.loads(line)
        for target in case["targets"]:
            start = target.get("start", case["text"].index(target["text"]))
            name = f"{case['id']}-{target['text']}"
            yield name, case["text"], (start, start + len(target["text"])), target


TARGETS = list(read_targets())


def held(name, *values):
    known = pytest.mark.xfail(strict=True, reason="listed in targets_known_failures.txt")
    return pytest.param(*values, id=name, marks=[known] if name in KNOWN else [])


@pytest.mark.parametrize(
    ("text", "place", "band"), [held(n, t, p, target["mean"]) for n, t, p, target in TARGETS]
)
def test_the_author_s_number(annotator, text, place, band):
    found = annotator(text).at(*place)
    assert band[0] - NOISE <= found.mean <= band[1] + NOISE, found.explain()
    assert found.low <= found.mean <= found.high


@pytest.mark.parametrize(
    ("text", "place", "holder", "band"),
    [
        held(f"{n}-{holder}", t, p, holder, band)
        for n, t, p, target in TARGETS
        for holder, band in target.get("mean_by", {}).items()
    ],
)
def test_a_holder_s_number(annotator, text, place, holder, band):
    found = annotator(text).at(*place, source=holder)
    assert band[0] - NOISE <= found.mean <= band[1] + NOISE, found.explain()


def test_there_are_enough_cases_and_no_failure_is_forgotten():
    assert len({name for name, *_ in TARGETS}) == len(TARGETS) >= 200
    known = {name for name, *_ in TARGETS}
    known |= {f"{n}-{holder}" for n, *_, t in TARGETS for holder in t.get("mean_by", {})}
    assert known >= KNOWN


TEXT = "The bridge did not collapse. It is unlikely that the fleet will not sail."


def at(doc, word):
    start = doc.text.index(word)
    return start, start + len(word)


def test_the_event_itself_is_judged(annotator):
    doc = annotator(TEXT)
    assert doc.at(*at(doc, "collapse")).mean < 0.15
    assert doc.at(*at(doc, "sail")).mean > 0.6
    assert doc.at(*at(doc, "sail")).factuality == pytest.approx(
        6 * doc.at(*at(doc, "sail")).mean - 3
    )


def test_many_events_are_judged_as_one_by_one(annotator):
    doc = annotator(TEXT)
    places = [at(doc, word) for word in ("sail", "collapse", "unlikely")]
    together = doc.at_many(places)
    for place, found in zip(places, together):
        assert doc.at(*place).mean == pytest.approx(found.mean, abs=1e-6)
    assert doc.at_many([]) == []


def test_auxiliaries_of_a_longer_target_are_passed_over(annotator):
    doc = annotator("The vault was opened on Friday.")
    assert doc.at(*at(doc, "was opened")) == doc.at(*at(doc, "opened"))


def test_whether_it_has_happened_is_another_question(annotator):
    doc = annotator("I will call you tomorrow.")
    stated = doc.at(*at(doc, "call"))
    assert stated.mean > 0.6
    assert doc.at(*at(doc, "call"), reading="happened").mean < stated.mean


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ((0, 0), "no sentence holds"),
        ((5, 2), "no sentence holds"),
        ((500, 510), "no sentence holds"),
        ((15, 40), "crosses the end"),
    ],
)
def test_a_target_that_misses_is_told(annotator, place, message):
    with pytest.raises(ValueError, match=message):
        annotator(TEXT).at(*place)


def test_an_unknown_holder_and_an_unknown_reading_are_told(annotator):
    doc = annotator("Kyiv denied that the bridge fell.")
    with pytest.raises(ValueError, match="holders there: Kyiv"):
        doc.at(*at(doc, "fell"), source="Moscow")
    with pytest.raises(ValueError, match="stated, happened"):
        doc.at(*at(doc, "fell"), reading="maybe")


def test_a_judgement_travels_and_explains_itself(annotator):
    doc = annotator("The probe failed to enter orbit.")
    found = doc.at(*at(doc, "enter"))
    assert pickle.loads(pickle.dumps(found)) == found
    assert set(found.to_dict()) == {"mean", "low", "high"}
    assert "failed" in found.explain()
    assert str(found.explain()).endswith(f"{found.mean:.2f}")


def test_the_same_after_a_round_trip(annotator):
    doc = annotator(TEXT)
    again = certainty.Document.from_dict(doc.to_dict())
    assert again.at(*at(doc, "sail")) == doc.at(*at(doc, "sail"))


@pytest.mark.parametrize(
    "row", list(csv.DictReader(io.StringIO(data.read("implicatives.csv")))), ids=str
)
def test_every_governor_governs_in_its_example_and_not_in_its_near_miss(row):
    assert min(float(row["affirmed"]), float(row["denied"])) >= 0
    assert max(float(row["affirmed"]), float(row["denied"])) <= 1
    assert row["source"]

    def found(text):
        words, _ = tokenize(text)
        governors = [find_governor(Event(words, i)) for i in range(len(words) - 1)]
        return [(g[2].phrase, g[2].frame) for g in governors if g]

    assert (row["phrase"], row["frame"]) in found(row["example"])
    assert not row["near_miss"] or (row["phrase"], row["frame"]) not in found(row["near_miss"])


# The experts and their file


def test_features_come_by_family_and_numbers_by_name(annotator):
    doc = annotator("The mill may close.")
    (sentence,) = doc.sentences
    words, _ = tokenize(sentence.text)
    event = Event(words, 3)
    families = names(event, shipped_engine().known, sentence.spans, verbs_by_form())
    assert len(families) == len(FAMILIES)
    assert "aux=may" in families[FAMILIES.index("auxiliaries")]
    place = (13, 18)
    row = numbers(event, sentence, place, sentence.spans, 0.4, "modal", False, verbs_by_form())
    assert len(row) == len(NUMBERS)
    assert row[NUMBERS.index("aux may")] == 1
    assert bucket("aux=may") == bucket("aux=may") < 1 << 16


@pytest.mark.parametrize("loss", ["squared_error", "absolute_error"])
def test_a_forest_predicts_as_scikit_learn_does(loss):
    random = np.random.default_rng(0)
    rows = random.normal(size=(500, 6)).astype(np.float32)
    truth = rows[:, 0] * rows[:, 1] + random.normal(size=500) / 4
    fitted = HistGradientBoostingRegressor(loss=loss, max_iter=30, random_state=0)
    fitted.fit(rows, truth)
    assert np.allclose(_forest(fitted, 1).predict(rows), fitted.predict(rows), atol=1e-5)
    both = _joined([_forest(fitted, 2), _forest(fitted, 2)])
    assert np.allclose(both.predict(rows), fitted.predict(rows), atol=1e-5)
    moved = np.abs(both.rounded().predict(rows) - fitted.predict(rows))
    assert np.median(moved) < 0.002
    assert np.mean(moved) < 0.02


@pytest.fixture(scope="module")
def shipped():
    return (data.lexicon_dir() / "targets.npz").read_bytes()


def test_a_file_makes_a_round_trip(shipped):
    engine = load_engine(shipped, name="targets.npz")
    again = load_engine(dump_engine(engine), name="again.npz")
    assert dump_engine(again) == dump_engine(engine)
    assert again.known == engine.known
    for one, other in zip(again.experts, engine.experts):
        assert np.allclose(one.weights, other.weights, atol=1e-6)
        assert (one.forest.thresholds == other.forest.thresholds).all()
    assert len(shipped) < 1_000_000


def test_a_damaged_file_is_refused(shipped):
    with pytest.raises(ModelError, match="learn targets"):
        load_engine(shipped[: len(shipped) // 2], name="mine.npz")
    with np.load(io.BytesIO(shipped)) as archive:
        arrays = {key: archive[key] for key in archive.files}
    arrays["gate"] = arrays["gate"].copy()
    arrays["gate"][0, 0] += 1
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    with pytest.raises(ModelError, match="edited or damaged"):
        load_engine(buffer.getvalue(), name="mine.npz")
    arrays["head"] = np.frombuffer(b'{"format": "certainty-targets", "version": 9}', np.uint8)
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    with pytest.raises(ModelError, match="version of the library"):
        load_engine(buffer.getvalue(), name="mine.npz")


def test_events_cost_nothing_until_they_are_asked_for():
    shipped_engine.cache_clear()
    Annotator()("The mill may close.")
    assert shipped_engine.cache_info().currsize == 0
