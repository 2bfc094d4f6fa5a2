"""The displays: what is drawn for which data, where, and what is refused.

Structure is tested, not pixels, which differ between releases of matplotlib and fonts.
"""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from certainty import InputError, ScaleError, annotate, data, evaluate, forecasts, plots
from certainty.forecasts import score
from certainty.plots.__main__ import main
from certainty.plots.gallery import displays
from certainty.plots.phrases import density
from certainty.plots.style import COLOURS, MARKS

matplotlib = pytest.importorskip("matplotlib", reason="plots need the extra [plot]")
from matplotlib import colors, pyplot  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402

SAID, CAME = [0.05, 0.12, 0.15, 0.62, 0.68, 0.95], [0, 0, 1, 1, 0, 1]
TEXT = (
    "The mayor said rain is unlikely. It may hail. Will it snow? Officials believe the dam "
    "will probably hold."
)


@pytest.fixture
def ax():
    return Figure().subplots()


@pytest.fixture(autouse=True)
def _close():
    yield
    pyplot.close("all")


def texts(ax):
    return [text.get_text() for text in ax.texts]


# Every display


@pytest.mark.parametrize("name", plots.__all__)
def test_a_display_gives_itself_back_with_its_axes(name):
    display = MAKE[name](None)
    assert type(display).__name__ == name
    assert display.ax_.figure is display.figure_
    assert display.ax_.get_xlabel() or name == "ComparisonDisplay"
    other = Figure().subplots()
    assert display.plot(other) is display
    assert display.ax_ is other
    display.figure_.draw_without_rendering()


def report():
    return SimpleNamespace(
        rows=lambda: [
            SimpleNamespace(name="F1", value=0.8, low=0.7, high=0.9),
            SimpleNamespace(name="AUC", value=0.6, low=None, high=None),
            SimpleNamespace(name="none", value=None, low=None, high=None),
        ],
        kinds={("modal", "modal"): 3, ("modal", None): 1, (None, "doubt"): 2},
    )


MAKE = {
    "AgreementDisplay": lambda ax: plots.AgreementDisplay.from_predictions(SAID, CAME, ax=ax),
    "ComparisonDisplay": lambda ax: plots.ComparisonDisplay.from_reports(
        report(), report(), ax=ax
    ),
    "CourseDisplay": lambda ax: plots.CourseDisplay.from_document(annotate(TEXT), ax=ax),
    "KindConfusionDisplay": lambda ax: plots.KindConfusionDisplay.from_report(report(), ax=ax),
    "PhraseDisplay": lambda ax: plots.PhraseDisplay.from_surveys(["likely", "may"], ax=ax),
    "ReliabilityDisplay": lambda ax: plots.ReliabilityDisplay.from_predictions(
        CAME, SAID, ax=ax
    ),
}


def test_colours_differ_in_grey_or_by_mark():
    assert len(set(COLOURS)) == len(COLOURS) == len(MARKS) == len(set(MARKS))
    greys = [np.dot(colors.to_rgb(tone), (0.299, 0.587, 0.114)) for tone in COLOURS[:2]]
    assert abs(greys[0] - greys[1]) > 0.25


def test_without_matplotlib_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib.pyplot", None)
    for make in MAKE.values():
        with pytest.raises(ImportError, match=r"pip install 'certainty-text\[plot\]'"):
            make(None)


def test_importing_the_displays_does_not_load_matplotlib(repo):
    code = (
        "import sys; from certainty.plots import *; from certainty.plots import gallery; "
        "assert 'matplotlib' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=repo, check=True)
    with pytest.raises(AttributeError, match="no attribute 'RidgeDisplay'"):
        _ = plots.RidgeDisplay


# Reliability


def test_reliability_draws_each_bin_with_its_interval_and_count(ax):
    display = plots.ReliabilityDisplay.from_predictions(CAME, SAID, ax=ax)
    assert [one.n for one in display.bins] == [1, 2, 2, 1]
    x, y = display.line_.get_data()
    assert x == pytest.approx([one.mean for one in display.bins])
    assert y == pytest.approx([0, 0.5, 0.5, 1])
    (segments,) = display.errors_.lines[2]
    ends = [segment[:, 1].tolist() for segment in segments.get_segments()]
    assert ends == [[pytest.approx(b.low), pytest.approx(b.high)] for b in display.bins]
    assert [bar.get_height() for bar in display.counts_] == [1, 2, 2, 1]
    assert texts(display.counts_ax_) == ["1", "2", "2", "1"]
    assert ax.get_xlim() == ax.get_ylim() == (-0.02, 1.02)


def test_reliability_of_a_report_is_its_curve(ax):
    found = score(["Rain is unlikely.", "Hail is likely."], [0, 1], scales=())
    display = plots.ReliabilityDisplay.from_report(found, name="desk", counts=False, ax=ax)
    assert display.bins == found.curve
    assert display.counts_ is None
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["desk"]


def test_two_in_one_picture_differ_in_colour_mark_and_dash(ax):
    first = plots.ReliabilityDisplay.from_predictions(CAME, SAID, name="a", ax=ax, counts=False)
    second = plots.ReliabilityDisplay(first.bins, name="b").plot(ax, counts=False, index=1)
    for trait in ("get_color", "get_marker", "get_linestyle"):
        assert getattr(first.line_, trait)() != getattr(second.line_, trait)()


@pytest.mark.parametrize(
    ("came", "said", "message"),
    [
        ([], [], "one length above 0"),
        ([1, 0], [0.5], "one length above 0"),
        ([1, 2], [0.5, 0.5], "other than 0 and 1"),
        ([1, np.nan], [0.5, 0.5], "other than 0 and 1"),
        ([1, 0], [0.5, np.nan], "outside"),
        ([1, 0], [0.5, 1.5], "outside"),
    ],
)
def test_reliability_of_what_does_not_fit_is_refused(ax, came, said, message):
    with pytest.raises(InputError, match=message):
        plots.ReliabilityDisplay.from_predictions(came, said, ax=ax)


# Phrases


def test_phrases_rise_with_what_readers_hear(ax):
    display = plots.PhraseDisplay.from_surveys(
        ["likely", "unlikely", "about even"], scales=["phia", "icd203"], ax=ax
    )
    labels = [label.get_text() for label in ax.get_yticklabels()]
    assert labels == ["unlikely", "about even", "likely"]
    means = [line.get_xdata()[0] for line in display.means_]
    assert means == [data.surveys()[phrase].estimate.mean for phrase in labels]
    assert len(display.ridges_) == 3
    bands = [sorted(line.get_xdata()) for line in display.bands_["phia"]]
    assert bands == [[0.25, 0.35], [0.55, 0.75]]
    assert {"0.20", "0.72", "6,454"} <= set(texts(ax))
    legend = [text.get_text() for text in ax.get_legend().get_texts()]
    assert legend == ["PHIA", "ICD 203"]


def test_all_phrases_by_default(ax):
    display = plots.PhraseDisplay.from_surveys(ax=ax)
    assert len(display.surveys) == len(data.surveys()) == len(display.ridges_)
    official = plots.PhraseDisplay.from_surveys(
        scales=data.scale_names(), ax=Figure().subplots()
    )
    for name, bands in official.bands.items():
        for phrase, band in bands.items():
            assert data.scale(name).band(phrase) == band
    assert official.bands["readers"] == {}


def test_bands_do_not_run_into_the_next_ridge(ax):
    display = plots.PhraseDisplay.from_surveys(ax=ax)
    lowest = {}
    for line in (line for lines in display.bands_.values() for line in lines):
        y = line.get_ydata()[0]
        row = round(y + 0.25)
        lowest[row] = min(lowest.get(row, 0), y - row)
    assert min(lowest.values()) > -0.5


@pytest.mark.parametrize("phrase", ["unlikely", "about even", "almost certain", "may"])
def test_a_density_is_of_area_one_and_lies_where_the_answers_are(phrase):
    survey = data.surveys()[phrase]
    height, at = density(survey), np.linspace(0, 1, 301)
    assert height.sum() / 300 == pytest.approx(1)
    assert (height >= 0).all()
    mean = (height * at).sum() / height.sum()
    assert mean == pytest.approx(survey.estimate.mean, abs=0.03)


def test_phrases_that_nobody_asked_about_are_named(ax):
    with pytest.raises(InputError, match="no survey asked 'likly'; did you mean 'likely'"):
        plots.PhraseDisplay.from_surveys(["likly"], ax=ax)
    with pytest.raises(InputError, match="there are no phrases"):
        plots.PhraseDisplay.from_surveys([], ax=ax)
    with pytest.raises(ScaleError, match="no scale 'phi'"):
        plots.PhraseDisplay.from_surveys(["likely"], scales=["phi"], ax=ax)


# A document


def test_a_document_has_a_step_for_each_sentence_that_asserts(ax):
    doc = annotate(TEXT)
    display = plots.CourseDisplay.from_document(doc, ax=ax)
    asserting = [s for s in doc.sentences if s.certainty]
    assert len(display.lines_) == len(display.boxes_) == len(asserting) == 3
    assert len(display.crosses_) == 1
    for line, sentence in zip(display.lines_, asserting):
        assert (line.get_xdata()[0], line.get_xdata()[-1]) == (sentence.start, sentence.end)
        assert set(line.get_ydata()) == {sentence.certainty.mean}
    assert display.holders == ("the text itself", "The mayor", "Officials")
    legend = [text.get_text() for text in ax.get_legend().get_texts()]
    assert legend == [*display.holders, "asserts nothing"]
    traits = {(line.get_color(), line.get_marker()) for line in display.lines_}
    assert len({tone for tone, _ in traits}) == len({mark for _, mark in traits}) == 3
    assert {"unlikely", "may"} <= set(texts(ax))


def test_many_holders_share_a_colour_and_long_documents_have_no_words(ax):
    names = ("Ada Hill", "Ben Moor", "Cy Dale", "Di Ford", "Ed Cole", "Flo Lake", "Gus Reed")
    doc = annotate(" ".join(f"{name} said that rain is likely." for name in names * 3))
    display = plots.CourseDisplay.from_document(doc, ax=ax)
    assert len(display.holders) == 6
    assert display.holders[-1] == "others"
    assert texts(ax) == []


def test_an_empty_document_is_refused(ax):
    with pytest.raises(InputError, match="no sentences"):
        plots.CourseDisplay.from_document(annotate(""), ax=ax)
    question = plots.CourseDisplay.from_document(annotate("Will it rain?"), ax=ax)
    assert (question.lines_, len(question.crosses_)) == ([], 1)


# Kinds


def test_confusion_counts_pairs(ax):
    true = ["modal", "modal", "belief", None, "odd"]
    predicted = ["modal", None, "modal", "doubt", "odd"]
    display = plots.KindConfusionDisplay.from_predictions(true, predicted, ax=ax)
    assert display.labels == ("modal", "belief", "doubt", "odd", "nothing")
    assert display.matrix.sum() == 5
    assert display.matrix[0].tolist() == [1, 0, 0, 0, 1]
    assert display.text_[0, 0].get_text() == "1"
    assert display.text_[1, 1] is None
    shares = display.im_.get_array()
    assert shares[0].tolist() == [0.5, 0, 0, 0, 0.5]
    assert {"50%", "100%", "precision", "recall"} <= set(texts(ax))


def test_reports_of_an_evaluation_are_drawn(ax):
    rows = [
        {"text": "Rain may fall.", "cues": [{"start": 5, "end": 8, "type": "modal"}]},
        {"text": "It rained in May.", "cues": [{"start": 3, "end": 9, "type": "hearsay"}]},
    ]
    report = evaluate(rows, n_draws=0)
    confusion = plots.KindConfusionDisplay.from_report(report, ax=ax)
    assert confusion.labels == ("modal", "hearsay", "nothing")
    assert confusion.matrix.tolist() == [[1, 0, 0], [0, 0, 1], [0, 0, 0]]
    both = plots.ComparisonDisplay.from_reports(report, report, ax=Figure().subplots())
    assert both.shared[:2] == ("cues: precision, exact", "cues: recall, exact")
    assert both.first["cues: recall, exact"] == (0.5, None, None)
    assert all(name.startswith("cues: ") for name in both.shared)


def test_confusion_is_scikit_learns():
    from sklearn.metrics import confusion_matrix

    random = np.random.default_rng(0)
    true, predicted = random.choice(["modal", "belief", "doubt"], (2, 60)).tolist()
    display = plots.KindConfusionDisplay.from_predictions(
        true, predicted, ax=Figure().subplots()
    )
    theirs = confusion_matrix(true, predicted, labels=list(display.labels))
    assert (display.matrix == theirs).all()


def test_confusion_of_nothing_is_refused(ax):
    with pytest.raises(InputError, match="no pairs of kinds"):
        plots.KindConfusionDisplay.from_predictions([], [], ax=ax)
    with pytest.raises(InputError, match="1 true and 2 predicted"):
        plots.KindConfusionDisplay.from_predictions(["modal"], ["modal", None], ax=ax)


# Two reports, two annotators


def test_comparison_shows_what_both_have(ax):
    display = plots.ComparisonDisplay.from_reports(
        report(), report(), names=("new", "old"), ax=ax
    )
    assert display.shared == ("F1", "AUC")
    assert [list(line.get_xdata()) for line in display.lines_] == [[0.8, 0.6]] * 2
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["new", "old"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["F1", "AUC"]
    with pytest.raises(InputError, match="no figure is in both: F1 and MAE"):
        plots.ComparisonDisplay({"F1": (1, 0, 1)}, {"MAE": (1, 0, 1)})


def test_comparison_of_forecast_reports_takes_all_and_not_slices(ax):
    ours = score(["Rain is unlikely.", "Hail is likely."] * 15, [0, 1, 1] * 10, scales=())
    display = plots.ComparisonDisplay.from_reports(ours, ours, ax=ax)
    assert display.shared == tuple(s.name for s in ours.scores if s.value is not None)


def test_agreement_parts_pairs_that_lie_apart(ax):
    first, second = [0.2, 0.2, 0.5, 0.9], [0.2, 0.2, 0.7, 0.1]
    display = plots.AgreementDisplay.from_predictions(first, second, ax=ax)
    assert display.n_apart == 1
    assert display.apart_.get_offsets().tolist() == [[0.9, 0.1]]
    assert display.agreeing_.get_offsets().tolist() == [[0.2, 0.2], [0.5, 0.7]]
    twice, once = display.agreeing_.get_sizes()
    assert twice > once
    assert "4 pairs, 1 more than 0.2 apart" in ax.get_title()
    assert "-0.15 on average" in ax.get_title()


def test_agreement_of_one_text_on_two_scales(ax):
    ours, theirs = annotate(TEXT), annotate(TEXT, scale="icd203")
    display = plots.AgreementDisplay.from_documents(ours, theirs, ax=ax)
    assert display.names == ("readers", "icd203")
    assert len(display.first) == 3
    with pytest.raises(InputError, match="of two texts"):
        plots.AgreementDisplay.from_documents(ours, annotate("It may rain."), ax=ax)
    with pytest.raises(InputError, match="at least one pair"):
        plots.AgreementDisplay.from_predictions([], [], ax=ax)
    with pytest.raises(InputError, match="none NaN"):
        plots.AgreementDisplay.from_predictions([0.5], [np.nan], ax=ax)
    with pytest.raises(InputError, match="one length"):
        plots.AgreementDisplay.from_predictions([0.5], [0.5, 0.6], ax=ax)


# The gallery


def test_the_gallery_has_each_display_and_writes_it(tmp_path, capsys):
    assert main(["--out", str(tmp_path / "g"), "--format", "svg"]) == 0
    shown = capsys.readouterr().out.split()
    names = [name for name, *_ in displays()]
    assert [path.rpartition("/")[2] for path in shown] == [f"{name}.svg" for name in names]
    for name in names:
        assert "<svg" in (tmp_path / "g" / f"{name}.svg").read_text("utf-8")
    assert len(names) == len(set(names)) >= len(plots.__all__)
    (tmp_path / "file").write_text("")
    assert main(["--out", str(tmp_path / "file")]) == 2
    assert "file" in capsys.readouterr().err


def test_the_names_are_lazy():
    assert set(plots._ROOMS) == set(plots.__all__)
    assert set(forecasts._ROOMS) == set(forecasts.__all__)
