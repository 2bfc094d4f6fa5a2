"""A curve to one's own readers: what it recovers, how it travels, and what is refused."""

from __future__ import annotations

import json
import pickle
from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from certainty import Annotator, InputError, ModelError, learn
from certainty.learn.__main__ import main
from certainty.learn.calibrated import Curve, read_calibrated
from certainty.learn.reader_curves import (
    METHODS,
    Rated,
    choose,
    conformal,
    fit_curve,
)

PHRASES = (
    *("almost no chance of {}", "a remote chance of {}", "little chance of {}"),
    *("a 20% chance of {}", "a 35% chance of {}", "an even chance of {}"),
    *("a 65% chance of {}", "a very good chance of {}", "a 95% chance of {}"),
)
THINGS = ("rain", "hail", "fog", "frost", "a strike", "a thaw", "a flood", "a delay")


def rows(curve, *, noise=0.05, ends=(1, 6), seed=0):
    """Invented sentences, rated on a scale of their readers' own."""
    random, annotate = np.random.default_rng(seed), Annotator()
    found = []
    for thing in THINGS:
        for at, phrase in enumerate(PHRASES):
            for day in ("Monday", "Friday"):
                text = f"There is {phrase.format(thing)} on {day}."
                said = annotate(text).sentences[0].certainty.mean
                place = min(max(curve(said) + random.normal(0, noise), 0), 1)
                rating = ends[0] + (ends[1] - ends[0]) * place
                meta = {"doc": f"{thing}-{at % 3}"}
                found.append({"text": text, "certainty": float(rating), "meta": meta})
    return found


@pytest.fixture(scope="module")
def timid():
    """Readers who hear everything as lying nearer to the middle."""
    return learn.calibrate(rows(lambda p: 0.25 + 0.5 * p), rating_range=(1, 6))


def test_the_readers_curve_is_recovered(timid):
    for text, said in (("There is a 20% chance of snow.", 0.2), ("Snow is 65% likely.", 0.65)):
        (rating,) = timid.rate(text)
        assert rating.mean == pytest.approx(1 + 5 * (0.25 + 0.5 * said), abs=0.25)
        assert rating.low < rating.mean < rating.high
    figures = timid.about["figures"]
    assert figures["MAE"][0] < 0.3 < 0.5 < figures["MAE, as shipped"][0]
    assert figures["r"][0] > 0.9
    assert timid.curve.method != "as shipped"


def test_readers_who_hear_as_shipped_get_what_is_shipped():
    same = learn.calibrate(rows(lambda p: p, ends=(0, 1)))
    assert same.curve.method == "as shipped"
    text = "There is a 20% chance of snow."
    assert same(text).sentences[0].certainty.mean == pytest.approx(
        Annotator()(text).sentences[0].certainty.mean
    )


def test_a_scale_that_runs_the_other_way():
    data = rows(lambda p: p, ends=(6, 1))
    found = learn.calibrate(data, rating_range=(6, 1))
    unlikely, likely = found.rate("Snow is unlikely. Hail is likely.")
    assert unlikely.mean > likely.mean
    assert unlikely.low < unlikely.mean < unlikely.high
    with pytest.raises(InputError, match="turn rating_range round"):
        learn.calibrate(data, rating_range=(1, 6))


def test_intervals_cover_new_ratings_as_often_as_they_say():
    random = np.random.default_rng(3)
    covered = []
    for _ in range(300):
        residuals = random.exponential(1, 60) - 1
        below, above = conformal(residuals, 0.8)
        new = random.exponential(1, 50) - 1
        covered.append(((-below <= new) & (new <= above)).mean())
    assert 0.79 < np.mean(covered) < 0.84


def test_measured_coverage_is_near_what_was_asked(timid):
    value, low, high = timid.about["figures"]["coverage"]
    assert value >= 0.85
    assert low <= value <= high


@pytest.mark.parametrize("method", METHODS)
@given(
    pairs=st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=3, max_size=25),
    at=st.lists(st.floats(0, 1), min_size=2, max_size=8),
)
@settings(max_examples=25)
def test_no_curve_ever_falls(method, pairs, at):
    said, rating = (np.array(column) for column in zip(*pairs))
    curve = fit_curve(method, said, rating)
    found = [curve.of(p) for p in sorted(at)]
    assert found == sorted(found)
    assert all(0 <= place <= 1 for place in found)


def test_the_curve_is_chosen_by_cross_validation():
    random = np.random.default_rng(0)
    said = random.random(400)
    step = np.where(said < 0.4, 0.1, 0.8) + random.normal(0, 0.03, 400)
    groups = np.arange(400) // 4
    method, losses = choose(Rated(said, np.clip(step, 0, 1), groups), 5)
    assert method == "isotonic"
    assert set(losses) == set(METHODS)
    assert losses["isotonic"] == min(losses.values())
    noisy = Rated(said, np.clip(said + random.normal(0, 0.2, 400), 0, 1), groups)
    assert choose(noisy, 5)[0] != "isotonic"


def test_isotonic_is_scikit_learns():
    from sklearn.isotonic import IsotonicRegression

    random = np.random.default_rng(1)
    said, rating = random.random(80), random.random(80)
    curve = fit_curve("isotonic", said, rating)
    theirs = IsotonicRegression(out_of_bounds="clip").fit(said, rating)
    at = np.linspace(0, 1, 33)
    assert [curve.of(p) for p in at] == pytest.approx(theirs.predict(at), abs=2e-6)


# What is annotated


def test_sentences_are_mapped_and_nothing_else(timid):
    text = "We assess with high confidence that snow is unlikely. Will it hail?"
    ours, theirs = timid(text), Annotator()(text)
    assert ours.sentences[0].spans == theirs.sentences[0].spans
    assert ours.sentences[0].certainty != theirs.sentences[0].certainty
    assert ours.sentences[1] == theirs.sentences[1]
    assert timid.rate(text)[1] is None
    assert ours.at(38, 42).mean == theirs.at(38, 42).mean
    scale = Annotator()._scale
    assert ours.sentences[0].level == scale.level(ours.sentences[0].certainty.mean)


def test_it_is_a_value_that_streams(timid):
    assert pickle.loads(pickle.dumps(timid))("It may snow.") == timid("It may snow.")
    with pytest.raises(FrozenInstanceError):
        timid.below = 0
    assert list(timid.pipe(["It may snow."])) == [timid("It may snow.")]


def test_it_travels_as_json(timid, tmp_path):
    path = tmp_path / "mine.json"
    timid.write(path)
    again = read_calibrated(path)
    text = "There is a 35% chance of snow. It may hail."
    assert again(text) == timid(text)
    assert again.to_dict() == timid.to_dict() == json.loads(path.read_text("utf-8"))
    assert "sha256" in again.to_dict()


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        ({"below": 0.0}, "does not match its hash"),
        ({"version": 9}, "version 9 is not 1"),
        ({"format": "other"}, "it is no calibration"),
    ],
)
def test_an_edited_file_is_refused(timid, tmp_path, edit, message):
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(timid.to_dict() | edit), "utf-8")
    with pytest.raises(ModelError, match=message):
        read_calibrated(path)
    path.write_text(json.dumps(timid.to_dict())[:-9], "utf-8")
    with pytest.raises(ModelError, match="not whole JSON"):
        read_calibrated(path)
    with pytest.raises(ModelError, match="cannot be read"):
        read_calibrated(tmp_path / "none.json")


def test_another_annotator_is_refused(timid, tmp_path):
    path = tmp_path / "mine.json"
    timid.write(path)
    with pytest.raises(ModelError, match="fitted with another scale"):
        read_calibrated(path, annotator=Annotator(scale="phia"))


# Bad input


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"text": "Rain is likely.", "certainty": 7}, "row 2: certainty is 7, no number"),
        ({"text": "Rain is likely.", "certainty": "5"}, "row 2: certainty is '5'"),
        ({"text": 5, "certainty": 5}, "row 2: no object with a text"),
        ("Rain is likely.", "row 2: no object with a text"),
    ],
)
def test_a_row_that_does_not_fit_is_named(row, message):
    first = {"text": "Rain is likely.", "certainty": 5}
    with pytest.raises(InputError, match=message):
        learn.calibrate([first, row], rating_range=(1, 6))


def test_too_little_is_said():
    data = rows(lambda p: p, ends=(0, 1))
    with pytest.raises(InputError, match=r"needs 19 residuals.* give at least 72"):
        learn.calibrate(data[:60])
    with pytest.raises(InputError, match="0 documents for 5 folds"):
        learn.calibrate([])
    one = [{**row, "meta": {"doc": "a"}} for row in data]
    with pytest.raises(InputError, match="1 documents for 5 folds"):
        learn.calibrate(one)
    with pytest.raises(InputError, match="all sentences have one number"):
        learn.calibrate([{**row, "certainty": 0.5} for row in data])
    with pytest.raises(ValueError, match="spans nothing"):
        learn.calibrate(data, rating_range=(1, 1))
    with pytest.raises(ValueError, match="not between 0 and 1"):
        learn.calibrate(data, coverage=1)


def test_what_is_left_out_is_counted():
    more = [
        {"text": "Will it snow?", "certainty": 3},
        {"text": "It may snow. It may hail.", "certainty": 3},
        {"text": "It may snow.", "certainty": None},
    ]
    found = learn.calibrate([*rows(lambda p: p), *more], rating_range=(1, 6))
    wanted = {"asserts nothing": 1, "several sentences": 1, "no rating": 1}
    assert found.about["left_out"] == wanted
    assert found.about["n"] == len(PHRASES) * len(THINGS) * 2
    assert "left out: 1 asserts nothing, 1 several sentences, 1 no rating" in (
        found.to_markdown()
    )


def test_the_command_fits_and_annotates(tmp_path, capsys):
    from certainty.cli import main as annotate

    data, out, card = (tmp_path / name for name in ("a.jsonl", "a.json", "card.md"))
    data.write_text("\n".join(map(json.dumps, rows(lambda p: 0.25 + 0.5 * p))), "utf-8")
    asked = ["calibrate", "--examples", str(data), "--out", str(out), "--card", str(card)]
    assert main([*asked, "--range", "1", "6"]) == 0
    assert "coverage: " in capsys.readouterr().out
    assert "| MAE, as shipped |" in card.read_text("utf-8")
    text = tmp_path / "a.txt"
    text.write_text("There is a 20% chance of snow.", "utf-8")
    assert annotate(["annotate", str(text), "--calibration", str(out)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["certainty"]["mean"] == pytest.approx(0.35, abs=0.05)
    assert found["spans"][0]["probability"]["mean"] == pytest.approx(0.2)
    assert annotate(["annotate", str(text), "--calibration", str(text)]) == 2
    assert "not whole JSON" in capsys.readouterr().err
    assert main([*asked, "--range", "0", "1"]) == 2
    assert "a.jsonl:1: certainty is" in capsys.readouterr().err


def test_a_curve_by_hand():
    curve = Curve("isotonic", knots=((0.2, 0.1), (0.4, 0.1), (0.6, 0.9)))
    assert [curve.of(p) for p in (0, 0.2, 0.3, 0.5, 0.6, 1)] == [0.1, 0.1, 0.1, 0.5, 0.9, 0.9]
    assert Curve("as shipped").of(0.3) == 0.3
