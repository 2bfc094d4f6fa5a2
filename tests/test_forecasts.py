"""Verbal forecasts against outcomes: hand-worked figures, laws, simulations, bad input."""

from __future__ import annotations

import gzip
import json
import pickle
from dataclasses import FrozenInstanceError
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

from certainty import Annotator, InputError, ScaleError, forecasts
from certainty.cli import main
from certainty.forecasts import calibration_curve, decompose, read_forecasts, score
from certainty.forecasts.curve import bins_of
from certainty.forecasts.measures import MEASURES, measure_all, overconfidence, rank_area, slope

TEXTS = ["Rain is unlikely.", "There is a 70% chance of hail.", "Will it snow?", "It may thaw."]
CAME = [0, 1, 1, None]
LINES = Path(__file__).with_name("cases").joinpath("forecasts.jsonl").read_text("utf-8")
CASES = [json.loads(line) for line in LINES.splitlines()]
#: Phrases with their readers' mean, for forecasters whose words we choose.
WORDS = {
    "almost no chance": "There is almost no chance of a strike at yard {}.",
    "unlikely": "A strike at yard {} is unlikely.",
    "about even": "The odds of a strike at yard {} are about even.",
    "likely": "A strike at yard {} is likely.",
    "almost certain": "A strike at yard {} is almost certain.",
}


@pytest.fixture(scope="module")
def report():
    return score(TEXTS, CAME, groups={"analyst": ["Ada", "Ada", "Ben", "Ben"]})


# What a statement says


@pytest.mark.parametrize("case", CASES, ids=lambda c: str(c["text"]))
def test_a_statement_has_its_number_phrase_and_basis(case):
    row = {name: case[name] for name in ("text", "start", "end") if name in case}
    read = score([row, "Rain is unlikely."], [1, 0], scales=())
    forecast = read.forecasts[0]
    for name in ("phrase", "basis", "excluded"):
        if name in case:
            assert getattr(forecast, name) == case[name]
    assert (forecast.probability is None) == ("excluded" in case)
    if forecast.probability:
        assert forecast.probability.mean == pytest.approx(
            case.get("mean", forecast.probability.mean)
        )
        assert case.get("above", 0) <= forecast.probability.mean <= case.get("below", 1)


def test_nothing_is_dropped_silently(report):
    assert (report.n, len(report.forecasts)) == (2, 4)
    assert report.excluded == {"asserts nothing": 1, "no outcome": 1}
    assert [f.excluded for f in report.forecasts] == [
        *(None, None),
        *("asserts nothing", "no outcome"),
    ]
    assert "2 of 4 statements scored; left out: 1 asserts nothing, 1 no outcome." in (
        report.to_markdown()
    )
    assert sum(part.n + part.excluded for part in report.slices if part.field == "analyst") == 4


# Hand-worked


def test_two_forecasts_by_hand(report):
    said = [report.forecasts[0].probability.mean, 0.7]
    assert said[0] == pytest.approx(0.2007, abs=1e-4)
    assert report["Brier score"].value == pytest.approx((said[0] ** 2 + 0.3**2) / 2)
    assert report["gap"].value == pytest.approx((said[0] + 0.7) / 2 - 0.5)
    assert report["over-confidence"].value == pytest.approx((1 - said[0] + 0.7) / 2 - 1)
    assert report["AUC"].value == 1
    assert report["calibration slope"].value is None
    assert "do not overlap" in report["calibration slope"].note
    ends = [f.probability for f in report.forecasts[:2]]
    kind = (ends[0].low ** 2 + (1 - ends[1].high) ** 2) / 2
    harsh = (ends[0].high ** 2 + (1 - ends[1].low) ** 2) / 2
    assert (report.kindest, report.harshest) == pytest.approx((kind, harsh))
    assert report.kindest < report["Brier score"].value < report.harshest


def test_decomposition_by_hand():
    parts = decompose(
        np.array([1, 0, 1, 1]), np.array([0.2, 0.2, 0.9, 0.7]), np.array([0, 0, 1, 1])
    )
    assert parts.brier == pytest.approx((0.64 + 0.04 + 0.01 + 0.09) / 4)
    assert parts.reliability == pytest.approx((2 * 0.3**2 + 2 * 0.2**2) / 4)
    assert parts.resolution == pytest.approx((2 * 0.25**2 + 2 * 0.25**2) / 4)
    assert parts.uncertainty == pytest.approx(0.75 * 0.25)
    assert parts.within_variance == pytest.approx(2 * 0.1**2 / 4)
    assert parts.within_covariance == pytest.approx(0)


def test_overconfidence_by_hand():
    always = np.array([0.9, 0.9, 0.9, 0.1])
    assert overconfidence(np.array([1, 1, 0, 1]), always) == pytest.approx(0.9 - 0.5)
    assert overconfidence(np.array([1, 1, 1, 0]), always) == pytest.approx(0.9 - 1)
    assert overconfidence(np.array([1, 0]), np.array([0.5, 0.5])) == 0


def test_bins_hold_their_lower_bound_and_equal_numbers_stay_together():
    tens = np.arange(11) / 10
    assert bins_of(tens).tolist() == [*range(10), 9]
    p = np.array([0.2] * 7 + [0.3, 0.9])
    for strategy in ("uniform", "quantile", "distinct"):
        assert len({*bins_of(p, n_bins=4, strategy=strategy)[:7].tolist()}) == 1
    with pytest.raises(ValueError, match="give uniform, quantile, distinct"):
        bins_of(p, strategy="equal")
    with pytest.raises(ValueError, match="n_bins=0"):
        bins_of(p, n_bins=0)


@pytest.mark.parametrize(
    ("name", "method"), [("wilson", "wilson"), ("clopper-pearson", "exact")]
)
def test_intervals_are_scipys(name, method):
    (one,) = calibration_curve(np.array([1, 0, 0, 1, 1]), np.full(5, 0.6), interval=name)
    theirs = binomtest(3, 5).proportion_ci(0.95, method=method)
    assert (one.low, one.high) == (theirs.low, theirs.high)
    with pytest.raises(ValueError, match="wilson or clopper-pearson"):
        calibration_curve(np.array([1]), np.array([0.5]), interval="wald")


# Laws

NUMBERS = st.lists(
    st.tuples(st.sampled_from([0, 1]), st.floats(0, 1), st.integers(0, 5)),
    min_size=1,
    max_size=60,
)


@given(NUMBERS)
def test_the_decomposition_sums_to_the_brier_score(rows):
    o, p, any_bins = (np.array(column) for column in zip(*rows))
    by = [bins_of(p, n_bins=7, strategy=s) for s in ("uniform", "quantile", "distinct")]
    for bins in (any_bins, *by):
        parts = decompose(o, p, bins)
        assert abs(parts.total - parts.brier) < 1e-12
        assert parts.brier == pytest.approx(brier_score_loss(o, p), abs=1e-12)
        assert min(parts.reliability, parts.resolution, parts.within_variance) >= 0
    alone = decompose(o, p, by[-1])
    assert alone.within_variance < 1e-12 > abs(alone.within_covariance)


@given(NUMBERS)
@settings(max_examples=50)
def test_measures_are_those_of_scikit_learn(rows):
    o, p, _ = (np.array(column) for column in zip(*rows))
    kept = np.clip(p, 1e-6, 1 - 1e-6)
    assert MEASURES["log score"](o, p) == pytest.approx(log_loss(o, kept, labels=[0, 1]))
    if 0 < o.mean() < 1:
        assert MEASURES["AUC"](o, p) == pytest.approx(roc_auc_score(o, p))
        assert rank_area(o, p) == pytest.approx(roc_auc_score(o, p), abs=1e-12)
    assert -1 <= MEASURES["over-confidence"](o, p) <= 1
    assert MEASURES["gap"](o, p) == pytest.approx(-MEASURES["gap"](1 - o, 1 - p))
    assert MEASURES["over-confidence"](o, p) == pytest.approx(
        MEASURES["over-confidence"](1 - o, 1 - p)
    )
    curve = calibration_curve(o, p)
    assert sum(one.n for one in curve) == len(o)
    assert all(one.low <= one.share <= one.high for one in curve)


# Simulated forecasters


def simulated(n, sharpness, *, shift=0.0, seed=1):
    """Statements in five phrases; outcomes at their readers' log-odds, stretched and moved."""
    random = np.random.default_rng(seed)
    shapes = list(WORDS.values())
    annotate = Annotator()
    heard = [annotate(shape.format(1)).sentences[0].certainty.mean for shape in shapes]
    chosen = random.integers(0, len(shapes), n)
    said = np.array(heard)[chosen]
    odds = sharpness * np.log(said / (1 - said)) + shift
    texts = [shapes[i].format(at) for at, i in enumerate(chosen)]
    return texts, (random.random(n) < 1 / (1 + np.exp(-odds))).astype(int)


@pytest.mark.parametrize("sharpness", [0.5, 1.0, 1.6])
def test_the_slope_of_a_biased_forecaster_is_recovered(sharpness):
    report = score(*simulated(1500, sharpness), scales=(), n_draws=200)
    found = report["calibration slope"]
    assert found.low < sharpness < found.high
    assert found.high - found.low < 0.5 * max(sharpness, 0.7)
    over = report["over-confidence"]
    if sharpness < 1:
        assert over.low > 0
    elif sharpness > 1:
        assert over.high < 0
    else:
        assert over.low < 0 < over.high
        assert report.decomposition.reliability < 0.002


def test_a_forecaster_who_sounds_too_likely_is_found():
    texts, came = simulated(1500, 1.0, shift=-1.0)
    report = score(texts, came, scales=(), n_draws=200)
    assert report["gap"].low > 0.1
    verdicts = {part.value: part.verdict for part in report.slices if part.field == "phrase"}
    assert verdicts["likely"] == verdicts["unlikely"] == "sounds too likely"
    fair = score(*simulated(1500, 1.0), scales=(), n_draws=200)
    assert fair["gap"].low < 0 < fair["gap"].high
    assert {part.verdict for part in fair.slices} == {""}


def test_intervals_cover_the_truth_as_often_as_they_say():
    random = np.random.default_rng(7)
    p = np.tile([0.1, 0.35, 0.6, 0.9], 30)
    true = (p * (1 - p)).mean()
    found, only = [], {"Brier score": MEASURES["Brier score"]}
    for seed in range(150):
        o = (random.random(len(p)) < p).astype(int)
        (of,) = measure_all(o, p, np.arange(len(p)), measures=only, n_draws=150, seed=seed)
        found.append(of.low <= true <= of.high)
    assert 0.87 <= np.mean(found) <= 0.99


# Slices and scales


def test_scales_change_the_score_and_say_for_how_many():
    texts = ["A strike is unlikely."] * 4 + ["There is a 20% chance of frost."] * 4
    report = score(texts, [0, 0, 0, 1] * 2, scales=["readers", "icd203", "ipcc"])
    assert [one.prescribed for one in report.scales] == [0, 4, 4]
    readers, icd, ipcc = report.scales
    assert readers.brier == report["Brier score"].value
    assert readers.mean < icd.mean
    assert icd.n == ipcc.n == 8
    own = score([{"text": t, "scale": "icd203"} for t in texts], [0, 0, 0, 1] * 2)
    assert own["Brier score"].value == icd.brier
    assert (own.slices[0].field, own.slices[0].value) == ("scale", "icd203")


def test_slices_are_by_what_the_rows_have():
    rows = [
        {"text": TEXTS[0], "outcome": 0, "analyst": "Ada", "desk": "east"},
        {"text": TEXTS[1], "outcome": 1, "analyst": "Ben", "desk": None},
    ]
    assert [p.field for p in score(rows, scales=()).slices] == ["analyst"] * 2 + ["phrase"] * 2
    found = score(rows, by=["desk", "basis"], scales=()).slices
    assert {(p.field, p.value) for p in found} >= {("desk", "none"), ("basis", "stated")}
    with pytest.raises(InputError, match=r"no statement has a field 'dsk'.*analyst"):
        score(rows, by=["dsk"])
    with pytest.raises(TypeError, match=r"by is one name"):
        score(rows, by="desk")


def test_clusters_are_drawn_whole():
    texts = [WORDS["likely"].format(at) for at in range(60)]
    came, day = [1, 1, 0] * 20, [str(at // 3) for at in range(60)]
    lone = score(texts, came, scales=())["Brier score"]
    tied = score(texts, came, groups={"day": day}, cluster="day", scales=())["Brier score"]
    assert tied.value == lone.value
    assert tied.high - tied.low < 1e-9 < lone.high - lone.low
    few = score(texts, came, groups={"day": ["a", "b"] * 30}, cluster="day", scales=())
    assert few["Brier score"].low is None
    assert "fewer than 20 independent forecasts" in few["Brier score"].note
    with pytest.raises(InputError, match="to draw by; there are: none"):
        score(texts, came, cluster="week")


def test_an_annotator_of_ones_own():
    report = score(TEXTS, CAME, annotator=Annotator(scale="icd203"))
    assert report.scale == "icd203"
    assert report.scales == ()
    assert report.forecasts[0].basis == "scale"


# Models' answers


def test_answers_that_sound_surer_than_they_are_right():
    answers = ["It is certainly Lima.", "It is probably Quito.", "It might be Bogota."] * 20
    report = score(answers, [True, False, False] * 20, scales=())
    said = [report.forecasts[at].probability.mean for at in range(3)]
    assert report["gap"].value == pytest.approx(np.mean(said) - 1 / 3)
    assert report["gap"].low > 0


# Bad input


@pytest.mark.parametrize(
    ("texts", "came", "message"),
    [
        ([], [], "there are no statements"),
        (["Rain is unlikely."], [0, 1], "1 statements and 2 outcomes"),
        (["Rain is unlikely."], [2], "statement 1: the outcome is 2; give 1"),
        (["Rain is unlikely."] * 2, [0, 0.5], "statement 2: the outcome is 0.5"),
        (["Rain is unlikely."], ["maybe"], "statement 1: the outcome is 'maybe'"),
        ([7], [1], "statement 1: the text is 7; give a str"),
        ([{"answer": "It rains."}], [1], r"no field 'text' \(fields: answer\)"),
        ([{"text": "It may rain.", "start": 3, "end": "x"}], [1], "give whole numbers"),
        ([{"text": "It may rain.", "start": 3, "end": 99}], [1], "statement 1: "),
        (["Will it rain?", "Hail is likely."], [1, None], "1 asserts nothing, 1 no outcome"),
        (["Hail is likely."], [float("nan")], "none of the 1 statements can be scored"),
    ],
)
def test_bad_input_is_named(texts, came, message):
    with pytest.raises(InputError, match=message):
        score(texts, came)


def test_other_misuse():
    with pytest.raises(TypeError, match="one statement"):
        score("Rain is unlikely.", [0])
    with pytest.raises(InputError, match="2 statements and 1 analyst"):
        score(TEXTS[:2], [0, 1], groups={"analyst": ["Ada"]})
    with pytest.raises(ScaleError, match="no scale 'icd'; did you mean 'icd203'"):
        score(TEXTS, CAME, scale="icd")
    with pytest.raises(ScaleError, match="no scale 'ic203'"):
        score(TEXTS, CAME, scales=["ic203"])
    with pytest.raises(AttributeError, match="no attribute 'scroe'"):
        _ = forecasts.scroe


def test_missing_values_of_pandas_are_missing():
    frame = pd.DataFrame({"text": TEXTS, "came": pd.array([0, 1, 1, None], "Int64")})
    report = score(frame["text"], frame["came"], scales=())
    assert (report.n, report.excluded) == (2, {"asserts nothing": 1, "no outcome": 1})


def test_one_class_alone_says_so():
    report = score(["Hail is likely.", "Rain is unlikely."] * 15, [1] * 30, scales=())
    for name in ("AUC", "Brier skill", "calibration slope"):
        assert report[name].value is None
        assert report[name].note == "not defined: all 30 outcomes are 1"
    assert report["Brier score"].low is not None
    same = score(["Hail is likely."] * 4, [1, 0, 1, 1], scales=())
    assert same["calibration slope"].note == "not defined: all forecasts are one number"
    with pytest.raises(KeyError, match="no score 'Brier'; there are: Brier score"):
        _ = same["Brier"]


def test_the_slope_is_scikit_learns():
    from sklearn.linear_model import LogisticRegression

    random = np.random.default_rng(2)
    p = random.uniform(0.02, 0.98, 300)
    came = (random.random(300) < p**1.5).astype(int)
    theirs = LogisticRegression(C=np.inf, tol=1e-10).fit(np.log(p / (1 - p))[:, None], came)
    assert slope(came, p) == pytest.approx(theirs.coef_[0, 0], abs=1e-5)


def test_a_slope_that_nothing_fixes_is_none():
    assert np.isnan(slope(np.array([0, 0, 1, 1]), np.array([0.1, 0.2, 0.8, 0.9])))


# Results


def test_the_report_is_a_frozen_value(report):
    assert pickle.loads(pickle.dumps(report)) == report
    with pytest.raises(FrozenInstanceError):
        report.scale = "phia"
    json.dumps(report.to_dict(), allow_nan=False)
    rows = pd.DataFrame(report.rows())
    assert {"name", "value", "low", "high", "n"} <= set(rows.columns)
    assert rows.loc[rows["name"] == "Brier score", "value"].item() == (
        report["Brier score"].value
    )
    assert len(pd.DataFrame([f.to_dict() for f in report.forecasts])) == 4


def test_the_same_seed_gives_the_same_report():
    texts, came = simulated(60, 1.0)
    one, same, other = (score(texts, came, scales=(), seed=seed) for seed in (0, 0, 9))
    assert one == same
    assert one["gap"].low != other["gap"].low


def test_tables_escape_what_they_show():
    rows = [{"text": TEXTS[0], "outcome": 0, "analyst": "<b>A|B</b>"}]
    report = score(rows, scales=())
    assert r"\<b\>A\|B\</b\>" in report.to_markdown()
    assert "&lt;b&gt;A|B&lt;/b&gt;" in report._repr_html_()
    assert "<script" not in report._repr_html_()
    for line in report.to_markdown().splitlines():
        assert "nan" not in line


# Files and the command

CSV = 'claim,came,analyst\nRain is unlikely.,0,Ada\n"Hail, too, is likely.",,Ben\n'


def test_files_of_either_form_give_the_same(tmp_path):
    csv, lines, packed = (tmp_path / name for name in ("a.csv", "a.jsonl", "a.csv.gz"))
    csv.write_text(CSV, "utf-8-sig")
    packed.write_bytes(gzip.compress(CSV.encode()))
    objects = [
        {"claim": "Rain is unlikely.", "came": False, "analyst": "Ada"},
        {"claim": "Hail, too, is likely.", "came": None, "analyst": "Ben"},
    ]
    lines.write_text("\n\n".join(map(json.dumps, objects)), "utf-8")
    read = [read_forecasts(path, text="claim", outcome="came") for path in (csv, lines, packed)]
    assert read[0] == read[1] == read[2]
    assert [row["outcome"] for row in read[0]] == [0, None]


@pytest.mark.parametrize(
    ("name", "body", "message"),
    [
        ("a.csv", b"text,out\nx,1\n", r"line 2: no field 'outcome' \(fields: text, out\)"),
        ("a.csv", b"text,outcome\nx,1,2\n", "line 2: 3 fields where the header has 2"),
        ("a.csv", b"text,outcome\nx,3\n", "line 2: the outcome is '3'"),
        ("a.csv", b"text,text\nx,3\n", "line 1: column 'text' occurs twice"),
        ("a.csv", b'text,outcome\n"x,1\n', "mend the quotes"),
        ("a.csv", b"text,outcome\n", "holds no forecasts"),
        ("a.csv", b"", "holds no forecasts"),
        ("a.csv", b"text,outcome\n\xff,1\n", "line 2: not UTF-8"),
        ("a.jsonl", b'{"text": "x", "outcome": 1}\n{"text"', "line 2: not JSON"),
        ("a.jsonl", b"[1]\n", "line 1: not a JSON object"),
        ("a.jsonl", b'{"text": 3, "outcome": 1}', "line 1: text is 3"),
        ("a.csv.gz", gzip.compress(CSV.encode())[:-9], "cannot be read"),
        ("a.txt", b"", "neither .csv nor .jsonl"),
    ],
)
def test_a_broken_file_is_named(tmp_path, name, body, message):
    path = tmp_path / name
    path.write_bytes(body)
    with pytest.raises(InputError, match=message):
        read_forecasts(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_forecasts(tmp_path / "none.csv")


def test_the_command(tmp_path, capsys):
    path = tmp_path / "a.csv"
    path.write_text(CSV + "Fog is likely.,1,Ben\n", "utf-8")
    asked = ["forecasts", str(path), "--text", "claim", "--outcome", "came"]
    assert main(asked) == 0
    shown = capsys.readouterr().out
    assert "2 of 3 statements scored; left out: 1 no outcome." in shown
    assert "### By analyst" in shown
    assert main([*asked, "--format", "json", "--by", "analyst", "--scales", "phia"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["scale"] for one in found["scales"]] == ["phia"]
    assert main([*asked, "--format", "html", "--scale", "phia"]) == 0
    assert "read on the scale phia" in capsys.readouterr().out
    assert main([*asked[:2], "--outcome", "came"]) == 2
    assert "line 2: no field 'text'" in capsys.readouterr().err
    assert main([*asked, "--scale", "phi"]) == 2
    assert "did you mean 'phia'" in capsys.readouterr().err
