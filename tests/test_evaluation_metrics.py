"""Figures of merit: equal to the libraries' own, to hand-worked cases, to the nominal rate."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import pearsonr, spearmanr
from sklearn import metrics as sk
from sklearn.calibration import calibration_curve

from certainty.evaluation import metrics
from certainty.evaluation.bootstrap import figure, interval, weights, with_interval
from certainty.evaluation.collecting import Units
from certainty.evaluation.figures import draws, figures_of, value_of
from certainty.evaluation.measures import ANSWER, MEASURES, derived

RANDOM = np.random.default_rng(7)


def answers(n=200, seed=1):
    random = np.random.default_rng(seed)
    probability = random.uniform(0.02, 0.98, n).round(2)
    truth = (random.uniform(size=n) < probability).astype(float)
    found = (probability >= 0.5).astype(float)
    return {"truth": truth, "probability": probability, "found": found, "hit": truth * found}


def numbers(n=150, seed=2):
    random = np.random.default_rng(seed)
    label = random.integers(0, 6, n) / 5
    mean = np.clip(label + random.normal(0, 0.3, n), 0, 1).round(2)
    return {"label": label, "mean": mean, "low": mean - 0.2, "high": mean + 0.3}


# The libraries' own


def test_answers_are_measured_as_scikit_learn_does():
    columns = derived(answers())
    found = {m.name: value_of(m, columns) for m in ANSWER}
    truth, probability, yes = (columns[name] for name in ("truth", "probability", "found"))
    assert found["precision"] == sk.precision_score(truth, yes)
    assert found["recall"] == sk.recall_score(truth, yes)
    assert found["F1"] == sk.f1_score(truth, yes)
    assert found["Brier"] == pytest.approx(sk.brier_score_loss(truth, probability), abs=1e-12)
    assert found["log loss"] == pytest.approx(sk.log_loss(truth, probability), abs=1e-12)


def test_numbers_are_measured_as_scipy_and_scikit_learn_do():
    columns = derived(numbers())
    found = {m.name: value_of(m, columns) for m in MEASURES["events"]}
    label, mean = columns["label"], columns["mean"]
    assert found["Pearson"] == pearsonr(label, mean).statistic
    assert found["Spearman"] == spearmanr(label, mean).statistic
    assert found["MAE"] == sk.mean_absolute_error(label, mean)


@pytest.mark.parametrize("part", ["hedge", "events"])
def test_what_the_draws_compute_is_the_same(part):
    """Once each document counts one, the sums give the libraries' figures."""
    columns = derived(answers() if part == "hedge" else numbers())
    ones = np.ones((1, len(columns["one"])))
    total = {name: values.sum(keepdims=True) for name, values in columns.items()}
    for measure in MEASURES[part]:
        by_sums = measure.weighed(columns, ones) if measure.weighed else measure.sums(total)
        assert by_sums[0] == pytest.approx(value_of(measure, columns), abs=1e-12), measure.name


def test_a_draw_is_the_figure_of_what_was_drawn():
    """A weight of two is an example that stands there twice."""
    groups = np.repeat(np.arange(30), 5)
    for part, plain in (("hedge", answers(150)), ("events", numbers(150))):
        drawn = draws(derived(plain), groups, MEASURES[part], n_draws=3, seed=5)
        (weight,) = weights(30, n_draws=3, seed=5)
        for at in range(3):
            chosen = np.repeat(np.arange(150), weight[at][groups].astype(int))
            again = derived({name: values[chosen] for name, values in plain.items()})
            for measure in MEASURES[part]:
                wanted = value_of(measure, again)
                assert drawn[measure.name][at] == pytest.approx(wanted, abs=1e-9), measure.name


def test_calibration_error_is_that_of_scikit_learns_curve():
    random = np.random.default_rng(3)
    probability = np.sort(random.uniform(size=200))
    truth = (random.uniform(size=200) < probability**2).astype(int)
    shares, means = calibration_curve(truth, probability, n_bins=10, strategy="quantile")
    found = metrics.expected_calibration_error(truth, probability)
    assert found == pytest.approx(np.abs(shares - means).mean(), abs=1e-12)


def test_log_loss_keeps_off_nought_and_one():
    assert metrics.log_loss(np.array([1.0]), np.array([0.0])) == pytest.approx(13.8, abs=0.02)


# By hand


def test_calibration_error_by_hand():
    truth, probability = np.array([0, 1, 1, 1]), np.array([0.2, 0.4, 0.6, 0.9])
    # bins of two: |0.3 - 0.5| and |0.75 - 1|, half of the mass each
    found = metrics.expected_calibration_error(truth, probability, n_bins=2)
    assert found == pytest.approx((0.2 + 0.25) / 2)


def test_calibration_error_shares_out_ties_evenly():
    probability = np.full(10, 0.3)
    truth = np.array([1, 1, 1] + [0] * 7)
    assert metrics.expected_calibration_error(truth, probability) == pytest.approx(0, abs=1e-12)


def test_ranked_probability_score_by_hand():
    # three levels, foretold 0.2, 0.5, 0.3; the label on the last: (0.2² + 0.7²) / 2
    below, cuts = np.array([0.2, 0.7]), np.array([1 / 3, 2 / 3])
    assert metrics.ranked_probability_score(below, cuts, 1.0) == pytest.approx(0.265)
    # on the middle one: (0.2² + 0.3²) / 2
    assert metrics.ranked_probability_score(below, cuts, 0.5) == pytest.approx(0.065)


def test_an_interval_at_the_edge_is_a_distribution():
    below = metrics.interval_distribution(0.0, 0.0, 0.2, np.array([0.1, 0.5]))
    assert below[0] == pytest.approx(0.725) and 0.95 < below[1] < 1


def test_coverage_and_width_by_hand():
    columns = derived(
        {
            "label": np.array([0.1, 0.5, 0.9, 0.2]),
            "mean": np.array([0.2, 0.5, 0.5, 0.3]),
            "low": np.array([0.1, 0.4, 0.4, 0.21]),
            "high": np.array([0.3, 0.6, 0.6, 0.41]),
        }
    )
    found = {m.name: value_of(m, columns) for m in MEASURES["events"]}
    assert found["coverage"] == 0.5
    assert found["width"] == pytest.approx(0.2)
    assert found["MAE"] == pytest.approx(0.15)


def test_spans_by_hand():
    columns = {"true": [2, 1, 0], "found": [1, 2, 1], "exact": [1, 0, 0]}
    columns |= {"hit_true": [1, 1, 0], "hit_found": [1, 2, 0]}
    columns = derived({name: np.array(values, float) for name, values in columns.items()})
    found = {m.name: value_of(m, columns) for m in MEASURES["cues"]}
    assert found["precision, exact"] == 0.25
    assert found["recall, exact"] == pytest.approx(1 / 3)
    assert found["F1, exact"] == pytest.approx(2 / 7)
    assert found["precision, overlap"] == 0.75
    assert found["recall, overlap"] == pytest.approx(2 / 3)


# Laws


pairs = st.lists(st.tuples(st.booleans(), st.integers(0, 10)), min_size=1, max_size=40)


@given(pairs, st.randoms(use_true_random=False))
def test_the_order_of_examples_does_not_matter(rows, random):
    def error(given):
        truth, tenths = np.array(given, float).T
        return metrics.expected_calibration_error(truth, tenths / 10)

    mixed = list(rows)
    random.shuffle(mixed)
    assert error(mixed) == pytest.approx(error(rows), abs=1e-12)
    assert 0 <= error(rows) <= 1


@given(
    st.tuples(*[st.floats(0, 1)] * 3).map(sorted),
    st.lists(st.floats(0.01, 0.99), min_size=1, max_size=8).map(sorted),
    st.floats(0, 1),
)
def test_a_ranked_probability_score_lies_between_nought_and_one(points, cuts, label):
    low, mean, high = points
    below = metrics.interval_distribution(mean, low, high, np.array(cuts))
    assert (np.diff(below) >= -1e-12).all() and ((below >= 0) & (below <= 1)).all()
    assert 0 <= metrics.ranked_probability_score(below, np.array(cuts), label) <= 1


@given(st.integers(1, 300), st.integers(1, 50), st.integers(0, 5))
def test_every_draw_has_as_many_documents_and_chunks_change_nothing(n, n_draws, seed):
    drawn = np.concatenate(list(weights(n, n_draws=n_draws, seed=seed)))
    chunks = np.concatenate(list(weights(n, n_draws=n_draws, seed=seed, width=1 << 19)))
    assert drawn.shape == (n_draws, n)
    assert (drawn.sum(axis=1) == n).all()
    assert (drawn == chunks).all()


# Where there is no value, or no interval


def shown(columns, documents, part="hedge", n_draws=200):
    n = len(documents)
    units = Units(np.arange(n), np.zeros(n, int), columns)
    measures = MEASURES[part]
    return figures_of(units, np.asarray(documents), measures, n_draws=n_draws, seed=0)


def test_one_class_alone_has_no_recall():
    columns = answers(60)
    columns["truth"] = columns["hit"] = np.zeros(60)
    found = shown(columns, np.arange(60))
    assert found["recall"].value is None and found["recall"].note == "no positive example"
    assert found["F1"].value is None
    assert found["precision"].value == 0.0
    assert found["Brier"].value is not None


def test_numbers_that_are_all_the_same_have_no_correlation():
    columns = numbers(60)
    columns["label"] = np.full(60, 0.4)
    found = shown(columns, np.arange(60), "events")
    for name in ("Pearson", "Spearman"):
        assert found[name].value is None
        assert found[name].note == "labels or numbers are all the same"
    assert found["MAE"].value is not None


def test_few_documents_have_no_interval_and_it_is_said():
    found = shown(answers(60), np.arange(60) % 19)
    assert {f.low for f in found.values()} == {None}
    assert {f.note for f in found.values()} == {"19 documents are too few for an interval"}
    enough = shown(answers(60), np.arange(60) % 20)
    assert all(
        f.low is not None and f.low <= f.value <= f.high
        for n, f in enough.items()
        if n != "ECE"
    )


def test_what_most_draws_lack_has_no_interval():
    columns = answers(60)
    columns["truth"] = np.eye(1, 60)[0]
    columns["hit"] = columns["truth"] * columns["found"]
    found = shown(columns, np.arange(60))
    assert found["recall"].value is not None
    assert (found["recall"].low, found["recall"].note) == (None, "too rare for an interval")
    assert interval(np.array([np.nan] * 6 + [1.0] * 94)) == (None, None)
    assert interval(np.array([np.nan] * 4 + [1.0] * 96)) == (1.0, 1.0)
    assert figure(np.nan, np.empty(0), n=0, documents=0, undefined="why").note == "why"


def test_n_is_what_a_figure_is_a_share_of():
    columns = answers(60)
    found = shown(columns, np.arange(60))
    assert found["precision"].n == columns["found"].sum()
    assert found["recall"].n == columns["truth"].sum()
    assert found["Brier"].n == found["F1"].n == 60


def test_the_seed_settles_the_interval():
    one, other = (shown(answers(60), np.arange(60)) for _ in range(2))
    assert one == other


# The nominal rate


def clustered(random, n_documents=60, size=6):
    """Sentences whose errors share something of their document; the true MAE is known."""
    shared = np.repeat(random.gamma(2.0, 0.05, n_documents), size)
    error = shared * random.uniform(0.5, 1.5, n_documents * size)
    label = random.uniform(0.2, 0.8, n_documents * size)
    mean = label + error * random.choice([-1, 1], n_documents * size)
    columns = {"label": label, "mean": mean, "low": mean, "high": mean}
    return columns, np.repeat(np.arange(n_documents), size)


def test_intervals_cover_the_true_value_at_the_nominal_rate():
    """Nineteen in twenty when documents are drawn; fewer when sentences are."""
    random = np.random.default_rng(11)
    true, mae = 0.1, [m for m in MEASURES["events"] if m.name == "MAE"]
    hits = {"documents": 0, "sentences": 0}
    for _ in range(300):
        columns, groups = clustered(random)
        full = derived(columns)
        for by, own in (("documents", groups), ("sentences", np.arange(len(groups)))):
            drawn = draws(full, own, mae, n_draws=200, seed=0)["MAE"]
            low, high = interval(drawn)
            hits[by] += low <= true <= high
    assert 0.915 <= hits["documents"] / 300 <= 0.975
    assert hits["sentences"] / 300 < 0.85


def test_intervals_of_f1_cover_that_of_the_population():
    random = np.random.default_rng(12)
    f1 = [m for m in ANSWER if m.name == "F1"]

    def drawn_answers(n):
        probability = random.beta(1, 2, n)
        truth = (random.uniform(size=n) < probability).astype(float)
        found = (probability >= 0.5).astype(float)
        return {
            "truth": truth,
            "probability": probability,
            "found": found,
            "hit": truth * found,
        }

    whole = drawn_answers(2_000_000)
    true = 2 * whole["hit"].sum() / (whole["found"].sum() + whole["truth"].sum())
    hits = 0
    for _ in range(400):
        drawn = draws(derived(drawn_answers(200)), np.arange(200), f1, n_draws=300, seed=0)
        low, high = interval(drawn["F1"])
        hits += low <= true <= high
    assert 0.915 <= hits / 400 <= 0.975


def test_any_metric_has_an_interval():
    truth = np.arange(40) % 2
    found = with_interval(metrics.brier, truth, np.full(40, 0.5), np.arange(40) // 2)
    assert (found.value, found.low, found.high, found.documents) == (0.25, 0.25, 0.25, 20)
