"""`CertaintyFeatures` keeps scikit-learn's contract; its own checks are blind to texts."""

from __future__ import annotations

import copy
import pickle
from statistics import fmean, pstdev

import numpy as np
import pandas as pd
import pytest
from holding import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import config_context
from sklearn.base import clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import FeatureUnion, make_pipeline
from sklearn.utils import estimator_checks, get_tags

import certainty
from certainty import Annotator, CertaintyFeatures, LexiconError, ScaleError, TextError, learn
from certainty.learn.text_features import GROUPS

TEXTS = [case["text"] for case in read_cases()][::40]
ODD = ["", " \n", "Who knows?", "😀 Rain is unlikely.", "Outlook"]
EVERYTHING = tuple(GROUPS)
PLAIN = CertaintyFeatures().transform([*TEXTS, *ODD])


#: Those that feed an estimator nothing; `check_estimator` runs one alone where texts go in.
CHECKS = (
    *("check_estimator_cloneable", "check_estimator_tags_renamed", "check_valid_tag_types"),
    *("check_estimator_repr", "check_no_attributes_set_in_init", "check_mixin_order"),
    *("check_get_params_invariance", "check_parameters_default_constructible"),
    "check_set_params",
)


@pytest.mark.parametrize("name", CHECKS)
def test_scikit_learns_own_checks(name):
    getattr(estimator_checks, name)("CertaintyFeatures", CertaintyFeatures())


def test_its_tags_are_right():
    tags = get_tags(CertaintyFeatures())
    inputs = tags.input_tags
    assert (inputs.string, inputs.one_d_array, inputs.two_d_array) == (True, True, False)
    assert (tags.requires_fit, tags.no_validation, tags.estimator_type) == (False, False, None)
    assert not (inputs.sparse or inputs.allow_nan or tags.target_tags.required)
    assert tags.transformer_tags.preserves_dtype == ["float64"]


def test_it_is_where_people_look_for_it():
    assert certainty.CertaintyFeatures is learn.CertaintyFeatures is CertaintyFeatures


# Parameters

OTHER = {
    "features": ["kinds", "size"],
    "scale": "phia",
    "lexicon": certainty.default_lexicon().filter(kinds={"modal"}),
    "model": certainty.data.default_model(),
    "threshold": 0.1,
    "nothing": 0.0,
    "n_jobs": 2,
}


def test_parameters_go_in_and_out_as_they_are():
    assert set(OTHER) == set(CertaintyFeatures().get_params())
    changed = CertaintyFeatures().set_params(**OTHER)
    for name, value in OTHER.items():
        assert changed.get_params()[name] is value
        assert getattr(CertaintyFeatures(**OTHER), name) is value
    with pytest.raises(ValueError, match="Invalid parameter 'sacle'"):
        CertaintyFeatures().set_params(sacle="phia")
    with pytest.raises(TypeError):
        CertaintyFeatures(EVERYTHING)


def test_fitting_changes_nothing():
    features = CertaintyFeatures(features=["hedging"])
    before = copy.copy(vars(features))
    assert features.fit(TEXTS) is features
    assert vars(features) == before


def test_a_parameter_that_is_changed_later_counts():
    features = CertaintyFeatures().fit(TEXTS)
    features.set_params(scale="phia")
    expected = CertaintyFeatures(scale="phia").transform(TEXTS)
    assert np.array_equal(features.transform(TEXTS), expected)
    assert not np.array_equal(expected, CertaintyFeatures().transform(TEXTS))


@pytest.mark.parametrize(
    "journey",
    [clone, copy.deepcopy, lambda features: pickle.loads(pickle.dumps(features))],
    ids=["cloned", "copied", "pickled"],
)
def test_it_travels(journey):
    settings = {"features": ("kinds", "certainty"), "scale": "phia", "threshold": 0.2}
    features = CertaintyFeatures(**settings).fit(TEXTS)
    again = journey(features)
    assert again is not features
    assert again.get_params() == features.get_params()
    assert np.array_equal(again.transform(TEXTS), features.transform(TEXTS))


@pytest.mark.parametrize(
    ("settings", "error", "found"),
    [
        ({"scale": "icd"}, ScaleError, "did you mean 'icd203'"),
        ({"threshold": 2}, ValueError, r"threshold 2 is outside \[0, 1\]"),
        ({"lexicon": "gone.csv"}, LexiconError, r"gone\.csv: cannot be read"),
        ({"features": "kinds"}, ValueError, "features is one str"),
        ({"features": ["kind"]}, ValueError, "features has 'kind'; the groups are certainty,"),
        ({"features": []}, ValueError, "give some of certainty"),
        ({"features": ["kinds", "kinds"]}, ValueError, "each once"),
        ({"n_jobs": 0}, ValueError, "n_jobs is 0; give 1 or more"),
    ],
)
def test_a_wrong_parameter_shows_when_it_is_used(settings, error, found):
    features = CertaintyFeatures(**settings)  # the constructor only stores
    for method in (features.fit, features.transform):
        with pytest.raises(error, match=found):
            method(["Rain is unlikely."])


# What comes out


def test_the_numbers_are_those_of_the_document(annotator):
    for text, row in zip([*TEXTS, *ODD], PLAIN, strict=True):
        found = dict(zip(CertaintyFeatures().get_feature_names_out(), row))
        sentences = annotator(text).sentences
        spans = [span for sentence in sentences for span in sentence.spans]
        means = [s.certainty.mean for s in sentences if s.certainty]
        if means:
            assert found["certainty_mean"] == pytest.approx(fmean(means))
            assert found["certainty_spread"] == pytest.approx(pstdev(means), abs=1e-12)
            assert found["certainty_lowest"] == min(means)
            assert found["certainty_highest"] == max(means)
            assert found["certainty_asserting"] == len(means) / len(sentences)
        assert found["hedging_hedged_highest"] == max([s.hedged for s in sentences], default=0)
        weasel = fmean([s.weasel for s in sentences] or [0])
        assert found["hedging_weasel"] == pytest.approx(weasel)
        for kind in certainty.types.KINDS:
            number = sum(span.kind == kind for span in spans)
            assert found[f"kinds_{kind}"] == number / max(len(sentences), 1)
        shares = sum(found[f"basis_{name}"] for name in certainty.types.BASES)
        assert shares == pytest.approx(
            sum(span.basis is not None for span in spans) / max(len(spans), 1)
        )
        assert found["sources_spans"] == pytest.approx(
            sum(span.source is not None for span in spans) / max(len(spans), 1)
        )


def test_levels_of_confidence_and_sizes_are_counted():
    names = CertaintyFeatures(features=["confidence", "size"])
    text = "We judge with high confidence that it fell. It fell. It may rain."
    found = dict(zip(names.get_feature_names_out(), names.transform([text])[0]))
    assert found["confidence_high"] == pytest.approx(1 / 3)
    assert (found["confidence_low"], found["size_sentences"]) == (0, 3)
    assert found["size_spans"] >= 2


def test_a_text_that_asserts_nothing_has_the_number_that_was_chosen():
    for nothing in (0.5, 0.0, float("nan")):
        features = CertaintyFeatures(features=["certainty"], nothing=nothing)
        expected = [nothing, nothing, nothing, 0, 0, 0]
        assert np.array_equal(features.transform(["", "Who knows?"]), [expected] * 2, True)


def test_there_are_no_gaps():
    assert np.isfinite(PLAIN).all() and PLAIN.dtype == float


def test_names_need_no_fitting_and_fit_the_columns():
    for groups in (EVERYTHING, ["size"], ["confidence", "certainty"]):
        features = CertaintyFeatures(features=groups)
        names = features.get_feature_names_out()
        assert names.dtype == object and len(set(names)) == len(names)
        assert [name.split("_")[0] for name in names] == [g for g in groups for _ in GROUPS[g]]
        assert features.transform(["Rain."]).shape == (1, len(names))
        assert features.get_feature_names_out(["text"]).tolist() == names.tolist()


def test_all_ways_give_the_same():
    texts = [*TEXTS, *ODD]
    features = CertaintyFeatures()
    assert np.array_equal(features.fit_transform(texts), PLAIN)
    assert np.array_equal(features.fit(texts).transform(texts), PLAIN)
    assert np.array_equal(features.fit_transform(texts, [0] * len(texts)), PLAIN)
    assert np.array_equal(np.vstack([features.transform([text]) for text in texts]), PLAIN)
    assert np.array_equal(features.transform(texts[::-1]), PLAIN[::-1])
    assert features.transform([]).shape == (0, PLAIN.shape[1])


def test_processes_give_the_same():
    texts = [*TEXTS, *ODD] * (600 // len(PLAIN))
    found = CertaintyFeatures(n_jobs=2).transform(texts)
    assert np.array_equal(found, np.vstack([PLAIN] * (600 // len(PLAIN))))


@settings(max_examples=50)
@given(st.lists(st.text("may likely 😀.?\n", max_size=30), max_size=4))
def test_any_texts_have_a_row_each_without_gaps(texts):
    found = CertaintyFeatures(features=EVERYTHING).transform(texts)
    assert found.shape[0] == len(texts) and np.isfinite(found).all()


# What goes in


def of(name, make):
    """A way of holding texts that needs a package, skipped where it is not installed."""

    def made(texts):
        return make(pytest.importorskip(name, reason=f"{name} is not installed"), texts)

    return pytest.param(made, id=make.__doc__ or f"{name}.{make.__name__}")


def series(package, texts):
    return package.Series(texts)


def frame(package, texts):
    return package.DataFrame({"text": texts})


def chunked(package, texts):
    return package.chunked_array([texts[:2], texts[2:]])


HOLDERS = [
    pytest.param(list, id="list"),
    pytest.param(tuple, id="tuple"),
    pytest.param(np.array, id="array"),
    pytest.param(lambda texts: np.array(texts, object), id="array of objects"),
    pytest.param(lambda texts: np.array(texts)[:, None], id="array with a column"),
    pytest.param(lambda texts: pd.Series(texts, index=range(9, 9 + len(texts))), id="series"),
    pytest.param(lambda texts: pd.Series(texts, dtype="category"), id="categories"),
    pytest.param(lambda texts: pd.DataFrame({("a", "b"): texts}), id="frame"),
    of("polars", series),
    of("polars", frame),
    of("pyarrow", chunked),
]


@pytest.mark.parametrize("hold", HOLDERS)
def test_texts_come_in_many_ways(hold):
    texts = hold([*TEXTS, *ODD])
    assert np.array_equal(CertaintyFeatures().fit_transform(texts), PLAIN)


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["Rain.", b"Snow."], r"row 1: text is bytes, not str; decode it first"),
        (np.array([b"Rain."]), r"row 0: text is bytes_?, not str; decode it first"),
        (pd.Series(["Rain.", None]), "row 1: text is "),
        (pd.Series(["Rain.", pd.NA], dtype="string"), "row 1: text is NAType"),
        (("Rain.", None), "row 1: text is NoneType, not str; give one str"),
        (pd.DataFrame({"text": ["Rain.", "Snow.", 3]}, dtype=object), "row 2: text is int"),
        ([1.5], "row 0: text is float"),
        (np.array([[1.0]]), "row 0: text is float64"),
    ],
)
def test_what_is_no_text_is_named_in_any_holder(texts, found):
    for method in (CertaintyFeatures().fit, CertaintyFeatures().transform):
        with pytest.raises(TextError, match=found):
            method(texts)


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        ("Rain.", "X is a str; give a list"),
        (b"Rain.", "X is a bytes"),
        (None, "X is a NoneType"),
        (iter(["Rain."]), "which can be gone through again"),
        ({"Rain.": 1}, "X is a dict"),
        (
            pd.DataFrame({"id": [1], "text": ["Rain."]}),
            r"\(1, 2\) \(id, text\); give one column",
        ),
        (np.array([["a", "b"]]), r"the shape \(1, 2\); give one column"),
        (pd.DataFrame({}), r"the shape \(0, 0\)"),
        (np.zeros((1, 1, 1)), r"the shape \(1, 1, 1\)"),
    ],
)
def test_what_holds_no_texts_is_refused(texts, found):
    for method in (CertaintyFeatures().fit, CertaintyFeatures().transform):
        with pytest.raises(ValueError, match=found):
            method(texts)


# Frames out


@pytest.mark.parametrize("name", ["pandas", "polars"])
@pytest.mark.parametrize("hold", HOLDERS)
def test_frames_come_out_with_names(name, hold):
    frames = pytest.importorskip(name, reason=f"{name} is not installed")
    texts = hold([*TEXTS, *ODD])
    features = CertaintyFeatures().set_output(transform=name)
    for found in (features.transform(texts), features.fit_transform(texts)):
        assert isinstance(found, frames.DataFrame)
        assert list(found.columns) == features.get_feature_names_out().tolist()
        assert np.array_equal(found.to_numpy(), PLAIN)
    with config_context(transform_output=name):
        assert isinstance(CertaintyFeatures().transform(texts), frames.DataFrame)


def test_the_index_of_pandas_is_kept():
    features = CertaintyFeatures().set_output(transform="pandas")
    texts = pd.Series(["Rain.", "Snow."], index=["a", "b"])
    assert features.transform(texts).index.tolist() == ["a", "b"]
    assert features.transform(texts.to_frame()).index.tolist() == ["a", "b"]


# With others

LABELLED = (
    [f"{what} {verb} come." for what in ("Rain", "Snow", "Hail") for verb in ("may", "might")]
    + [f"{what} {verb}." for what in ("Rain", "Snow", "Hail") for verb in ("came", "fell")],
    [1] * 6 + [0] * 6,
)
UNSEEN = ["Sleet could come.", "Sleet came."]


def test_it_feeds_a_classifier():
    model = make_pipeline(CertaintyFeatures(), LogisticRegression(C=100)).fit(*LABELLED)
    assert model.predict(UNSEEN).tolist() == [1, 0]
    assert pickle.loads(pickle.dumps(model)).predict(UNSEEN).tolist() == [1, 0]
    names = model[:-1].get_feature_names_out()
    assert model[-1].coef_.shape == (1, len(names))
    weights = dict(zip(names, model[-1].coef_[0]))
    assert weights["kinds_modal"] > 0 > weights["certainty_mean"]
    assert cross_val_score(model, *LABELLED, cv=3).mean() == 1


def test_sample_weights_pass_by():
    model = make_pipeline(CertaintyFeatures(), LogisticRegression())
    weight = np.array([1.0] * 6 + [0.0] * 5 + [1e-9])
    model.fit(*LABELLED, logisticregression__sample_weight=weight)
    assert model.predict(UNSEEN).tolist() == [1, 1]


def test_its_probabilities_can_be_calibrated():
    model = make_pipeline(CertaintyFeatures(), LogisticRegression())
    calibrated = CalibratedClassifierCV(model, cv=2).fit(np.array(LABELLED[0]), LABELLED[1])
    chances = calibrated.predict_proba(UNSEEN)[:, 1]
    assert chances[0] > chances[1]


def test_its_parameters_are_searched():
    grid = {
        "certaintyfeatures__scale": ["readers", "phia"],
        "certaintyfeatures__features": [["confidence"], ["certainty", "kinds"]],
        "certaintyfeatures__threshold": [0.5, 0.9999],
    }
    model = make_pipeline(CertaintyFeatures(), LogisticRegression(C=100))
    search = GridSearchCV(model, grid, cv=2).fit(*LABELLED)
    assert search.best_params_["certaintyfeatures__features"] == ["certainty", "kinds"]
    assert search.best_score_ == 1
    assert len(search.cv_results_["params"]) == 8


def test_it_stands_beside_other_columns():
    table = pd.DataFrame({"text": LABELLED[0], "place": ["here", "there"] * 6})
    columns = ColumnTransformer(
        [
            ("one", CertaintyFeatures(features=["size"]), "text"),
            ("frame", CertaintyFeatures(features=["kinds"]), ["text"]),
        ]
    )
    found = columns.set_output(transform="pandas").fit_transform(table)
    assert found.columns[:3].tolist() == [
        "one__size_sentences",
        "one__size_spans",
        "frame__kinds_likelihood",
    ]
    assert found["frame__kinds_modal"].tolist() == [1.0] * 6 + [0.0] * 6
    union = FeatureUnion([("a", CertaintyFeatures()), ("b", CertaintyFeatures(scale="phia"))])
    assert union.fit_transform(TEXTS).shape == (len(TEXTS), 2 * PLAIN.shape[1])


def test_phrases_of_ones_own_count(tmp_path):
    path = tmp_path / "mine.csv"
    header = "phrase,kind,entry,term,like,low,mid,high,basis,source,level,example,near_miss"
    row = "on the blue list,likelihood,,,,0.3,0.6,0.8,judgement,our desk,,On the blue list.,"
    path.write_text(f"{header}\n{row}\n", "utf-8")
    features = CertaintyFeatures(features=["certainty"], lexicon=path)
    expected = Annotator(lexicon=path)("It is on the blue list.").sentences[0].certainty.mean
    assert features.transform(["It is on the blue list."])[0, 0] == expected
