"""An annotator held against labels: what is scored, what is left out, and how it is shown."""

from __future__ import annotations

import json
import pickle
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from sklearn import metrics as sk

import certainty
from certainty import Annotator, Document, Estimate, InputError, Sentence, Source, Span
from certainty.cli import main
from certainty.evaluation import Report, compare, evaluate
from certainty.evaluation.assembling import TRAINED_ON

CASES = Path(__file__).parent / "cases" / "evaluation"
LABELLED = CASES / "labelled.jsonl"


def told(text, *, spans=(), hedged=0.0, weasel=0.0, certainty=None, source=None):
    """A document of one sentence that says what it is told to."""
    made = []
    for words, kind, scope in spans:
        start = text.index(words)
        place = None if scope is None else (text.index(scope), text.index(scope) + len(scope))
        made.append(
            Span(start, start + len(words), words, kind, None, None, words, 1.0, scope=place)
        )
    estimate = certainty and Estimate(*certainty)
    holder = source and Source(source, text.index(source), text.index(source) + len(source))
    sentence = Sentence(
        0, len(text), text, estimate, None, hedged, weasel, None, holder, tuple(made)
    )
    return Document(text, (sentence,))


def saying(**answers):
    """An annotator that knows texts by heart."""
    by_text = {text: told(text, **about) for text, about in answers["texts"].items()}
    return by_text.__getitem__


def place(text, words):
    return {"start": text.index(words), "end": text.index(words) + len(words), "text": words}


def values(report, part):
    return {name: figure.value for name, figure in report.figures[part].items()}


# What is scored


def test_answers_are_held_against_probabilities():
    random = np.random.default_rng(0)
    probability, truth = random.uniform(size=100), random.integers(0, 2, 100)
    texts = {f"Text {i}.": {"hedged": p, "weasel": 1 - p} for i, p in enumerate(probability)}
    rows = [
        {"text": text, "hedge": bool(t), "weasel": bool(1 - t)} for text, t in zip(texts, truth)
    ]
    report = evaluate(rows, saying(texts=texts))
    found = values(report, "hedge")
    yes = probability >= 0.5
    assert found["F1"] == sk.f1_score(truth, yes)
    assert found["precision"] == sk.precision_score(truth, yes)
    assert found["log loss"] == pytest.approx(sk.log_loss(truth, probability))
    assert values(report, "weasel")["Brier"] == pytest.approx(found["Brier"])
    assert report.figures["hedge"]["F1"].low < found["F1"] < report.figures["hedge"]["F1"].high


def test_a_hedge_may_mean_vague_wording():
    rows = [{"text": "Some say so.", "hedge": True}, {"text": "It rained.", "hedge": False}]
    texts = {"Some say so.": {"weasel": 0.9}, "It rained.": {"weasel": 0.2}}
    assert values(evaluate(rows, saying(texts=texts)), "hedge")["recall"] == 0
    report = evaluate(rows, saying(texts=texts), hedge="weasel")
    assert list(report.figures) == ["weasel"]
    assert values(report, "weasel")["F1"] == 1


def test_cues_by_hand():
    one, other = "It may well be likely to rain.", "Officials think it rained."
    rows = [
        {
            "text": one,
            "cues": [
                {**place(one, "may well"), "type": "modal"},
                {**place(one, "likely"), "type": "likelihood"},
                {**place(one, "rain"), "type": "booster"},
            ],
        },
        {"text": other, "cues": []},
    ]
    annotator = saying(
        texts={
            one: {"spans": [("may", "modal", None), ("likely", "likelihood", None)]},
            other: {"spans": [("think", "belief", None)]},
        }
    )
    report = evaluate(rows, annotator)
    found = values(report, "cues")
    assert found["precision, exact"] == found["recall, exact"] == pytest.approx(1 / 3)
    assert found["precision, overlap"] == found["recall, overlap"] == pytest.approx(2 / 3)
    assert values(report, "kind modal") == {
        "precision, exact": 0.0,
        "precision, overlap": 1.0,
        "precision, same kind": 1.0,
    }
    assert values(report, "type likelihood")["recall, same kind"] == 1
    assert report.kinds == {
        ("modal", "modal"): 1,
        ("likelihood", "likelihood"): 1,
        ("booster", None): 1,
        (None, "belief"): 1,
    }
    assert report.n == 2 and report.figures["cues"]["recall, exact"].n == 3


def test_scopes_by_hand():
    text = "The pump may leak, and it will probably stop soon."
    rows = [
        {
            "text": text,
            "cues": [
                {**place(text, "may"), "type": "speculation"},
                {**place(text, "probably"), "type": "speculation"},
                {**place(text, "soon"), "type": "negation"},
            ],
            "scopes": [
                {**place(text, "may leak"), "cue_index": 0},
                {**place(text, "stop soon"), "cue_index": 1},
                {**place(text, "stop soon."), "cue_index": 2},
                {**place(text, "stop"), "cue_index": None},
            ],
        }
    ]
    spans = [
        ("may", "modal", "leak"),
        ("probably", "likelihood", "stop"),
        ("soon", "modal", "stop"),
    ]
    report = evaluate(rows, saying(texts={text: {"spans": spans}}))
    found = values(report, "scopes")
    # the first is right with its cue, the second lacks a word, the third is about nothing
    assert found["precision, exact"] == pytest.approx(1 / 3)
    assert found["recall, exact"] == 0.5
    assert found["exact, cue found"] == 0.5
    assert found["F1 of tokens, cue found"] == pytest.approx(2 * 3 / (3 + 4))
    assert found["F1, tokens"] == pytest.approx(2 * 3 / (5 + 4))
    assert report.left_out == {
        "cues: of the type 'negation', which is none of certainty": 1,
        "scopes: of the type 'negation', which is none of certainty": 1,
        "scopes: without a cue": 1,
    }


def test_certainty_by_hand():
    rows = [
        {"text": f"Text {i}.", "certainty": c, "scale": [1, 3]} for i, c in enumerate((1, 2, 3))
    ]
    told_ = [(0.2, 0.0, 0.4), (0.5, 0.3, 0.6), (0.6, 0.5, 0.7)]
    texts = {f"Text {i}.": {"certainty": each} for i, each in enumerate(told_)}
    report = evaluate(rows, saying(texts=texts))
    found = values(report, "certainty")
    assert found["MAE"] == pytest.approx((0.2 + 0 + 0.4) / 3)
    assert found["Spearman"] == pytest.approx(1)
    assert found["coverage"] == pytest.approx(2 / 3)
    assert found["width"] == pytest.approx((0.4 + 0.3 + 0.2) / 3)
    assert 0 < found["RPS"] < 1
    assert report.remarks == (
        "labels of certainty are on the scale 1 to 3, stretched to 0 to 1",
    )


def test_events_are_judged_by_the_document(annotator):
    text = "The probe failed to reach orbit, and the mast fell."
    events = [
        {**place(text, "reach"), "factuality": -2.5},
        {**place(text, "fell"), "factuality": 3.0},
        {"start": 0, "end": len(text), "factuality": 1.0},
    ]
    report = evaluate([{"text": text, "events": events}], annotator)
    judged = annotator(text).at_many([(e["start"], e["end"]) for e in events])
    gaps = [abs(j.factuality - e["factuality"]) for j, e in zip(judged, events)]
    assert values(report, "events")["MAE"] == pytest.approx(sum(gaps) / 3)
    two = "It fell. It rose."
    report = evaluate([{"text": two, "events": [{"start": 3, "end": 12, "factuality": 1}]}])
    assert report.figures == {} and report.left_out == {"events: inside no sentence": 1}


def test_sources_by_hand():
    texts = {
        "Kyiv says so.": {"source": "Kyiv"},
        "Moscow denies it.": {},
        "It rained.": {},
        "We think so.": {"source": "We"},
    }
    wanted = ("officials in Kyiv", "Moscow", None, None)
    rows = [{"text": text, "source": source} for text, source in zip(texts, wanted)]
    found = values(evaluate([*rows, {"text": "We think so."}], saying(texts=texts)), "source")
    assert found == {"right": 0.5, "precision": 0.5, "recall": 0.5, "F1": 0.5}


def test_a_text_of_several_sentences_counts_as_one(annotator):
    report = evaluate([{"text": "It rained. It may rain again.", "hedge": True}], annotator)
    assert values(report, "hedge")["recall"] == 1
    assert report.n == report.figures["hedge"]["Brier"].n == 1


def test_what_a_row_lacks_is_not_scored():
    rows = [{"text": "It may rain."}, {"text": "It may snow.", "hedge": True}]
    report = evaluate(rows)
    assert list(report.figures) == ["hedge"]
    assert (report.n, report.figures["hedge"]["Brier"].n) == (2, 1)
    nothing = evaluate([{"text": "It may rain.", "aspects": {}}])
    assert nothing.figures == {}
    assert nothing.remarks == ("no row has a label that is known here",)


# What is left out, and said


def test_labels_that_are_no_number_are_left_out_and_counted():
    nan = float("nan")
    event = {"start": 3, "end": 6, "factuality": nan}
    rows = [
        {"text": "It may rain.", "hedge": nan, "certainty": nan, "events": [event]},
        {"text": "It may snow.", "hedge": 1.0, "certainty": 0.5},
    ]
    report = evaluate(rows)
    assert report.left_out == {
        f"{name}: no number (NaN)": 1 for name in ("hedge", "certainty", "factuality")
    }
    assert report.figures["hedge"]["Brier"].n == 1


def test_scales_are_not_pooled():
    rows = [
        {"text": "It may rain.", "certainty": 3, "scale": "1-6"},
        {"text": "It may snow.", "certainty": 0.4},
    ]
    report = evaluate(rows)
    assert list(report.figures) == ["certainty, 0 to 1", "certainty, 1 to 6"]
    assert {part["MAE"].n for part in report.figures.values()} == {1}
    assert "on 2 scales and not pooled" in report.remarks[0]


def test_texts_that_assert_nothing_have_no_certainty():
    report = evaluate(
        [{"text": "Will it rain?", "certainty": 0.5}, {"text": "", "hedge": False}]
    )
    assert report.figures == {}
    assert report.left_out == {
        "certainty: texts that assert nothing": 1,
        "hedge: texts without a sentence": 1,
    }


def test_cues_that_nobody_marked_are_not_scored():
    rows = [{"text": "It may rain.", "hedge": True, "cues": []}] * 3
    report = evaluate(rows)
    assert list(report.figures) == ["hedge"]
    assert report.left_out == {"cues: all rows, since none has one of certainty": 3}


def test_no_example_at_all_is_an_error(tmp_path):
    with pytest.raises(InputError, match="examples: holds no example"):
        evaluate([])
    path = tmp_path / "none.jsonl"
    path.write_text("\n")
    with pytest.raises(InputError, match=r"none\.jsonl: holds no example"):
        evaluate(path)


# Slices


def sliced():
    return [
        {
            "text": f"It may rain on day {i}.",
            "hedge": True,
            "meta": {"part": "ab"[i % 2], "n": i},
        }
        for i in range(60)
    ]


def test_slices_hold_their_own_examples(annotator):
    rows = [
        *sliced(),
        {"text": "It rained.", "meta": {"part": "c"}},
        {"text": "So.", "hedge": False},
    ]
    report = evaluate(rows, annotator, by="meta.part")
    parts = report.slices["meta.part"]
    assert {name: part.n for name, part in parts.items()} == {
        "a": 30,
        "b": 30,
        "c": 1,
        "(none)": 1,
    }
    alone = evaluate([row for row in rows if row.get("meta", {}).get("part") == "a"], annotator)
    assert parts["a"].figures == alone.figures
    assert parts["c"].figures == {}
    assert "nothing scored" in report.to_text()


def test_slices_may_be_many_and_must_be_there(annotator):
    report = evaluate(sliced(), annotator, by=["meta.part", "meta.n"], n_draws=0)
    assert list(report.slices) == ["meta.part", "meta.n"]
    assert len(report.slices["meta.n"]) == 40
    assert "60 values; the commonest 40 are shown, 20 examples" in report.remarks[-1]
    with pytest.raises(InputError, match=r"the first row has text, hedge, meta\.part, meta\.n"):
        evaluate(sliced(), annotator, by="meta.domain")


def test_documents_are_those_that_rows_name(annotator):
    rows = [{**row, "meta": {"doc": i // 3}} for i, row in enumerate(sliced())]
    assert evaluate(rows, annotator).figures["hedge"]["F1"].documents == 20
    assert evaluate(rows, annotator, group="meta.none").documents == 60


# Errors, and how it is shown


def test_the_worst_errors_are_kept_with_their_text():
    texts = {f"Text {i}.": {"hedged": i / 10} for i in range(10)}
    rows = [{"id": f"r{i}", "text": text, "hedge": True} for i, text in enumerate(texts)]
    report = evaluate(rows, saying(texts=texts), worst=3)
    assert [(e.id, e.text, e.found) for e in report.errors] == [
        (f"r{i}", f"Text {i}.", f"{i / 10:.2f}") for i in range(3)
    ]
    assert evaluate(rows, saying(texts=texts), worst=0).errors == ()


@pytest.fixture(scope="module")
def report():
    return evaluate(LABELLED, by="meta.doc")


def test_a_report_is_plain_values_and_rows(report):
    assert json.loads(json.dumps(report.to_dict()))["examples"] == 6
    frame = pd.DataFrame(report.rows())
    assert len(frame) == len(report.rows()) > 40
    assert set(frame["slice"].dropna()) == {"harbour", "valley"}
    assert pickle.loads(pickle.dumps(report)) == report
    assert isinstance(report, Report) and "evidence" not in repr(report)


def test_all_views_show_the_same_figures(report):
    text, page, table = report.to_text(), report._repr_html_(), report.to_markdown()
    for measures in report.figures.values():
        for figure in measures.values():
            number = "-" if figure.value is None else f"{figure.value:.3f}"
            assert all(number in view for view in (text, page, table))
    root = ElementTree.fromstring(page)
    assert len(root.findall("table")) == table.count("\n### ")
    assert "<script" not in page


def test_markup_in_texts_stays_text():
    text = "<b>It</b> | may *rain* & `snow`."
    report = evaluate([{"text": text, "hedge": False}])
    assert "&lt;b&gt;It" in report._repr_html_()
    (line,) = [line for line in report.to_markdown().split("\n") if "rain" in line]
    assert r"\<b\>It\</b\> \| may \*rain\* & \`snow\`." in line


def test_corpora_of_the_training_are_named(tmp_path, annotator):
    path = tmp_path / f"{TRAINED_ON[0]}.jsonl"
    path.write_text(LABELLED.read_text("utf-8"), "utf-8")
    assert evaluate(path, annotator).remarks[0].startswith("in-sample")
    assert not any(
        "in-sample" in r for r in evaluate(path, Annotator(threshold=0).__call__).remarks
    )
    assert not any("in-sample" in remark for remark in evaluate(LABELLED, annotator).remarks)


def test_the_names_of_those_corpora_are_those_that_training_reads():
    from certainty.learn.corpora import HEDGE_CORPORA, MODAL_CORPUS, WEASEL_CORPUS
    from certainty.learn.ratings import EVENTS, RATED
    from certainty.learn.targets import CORPORA

    events = [name for corpus in CORPORA for name in (corpus.train, corpus.dev)]
    read = {*HEDGE_CORPORA, MODAL_CORPUS, WEASEL_CORPUS, *RATED, *EVENTS, *events}
    assert set(TRAINED_ON) == read


# Streams


def test_processes_change_nothing(report):
    assert evaluate(LABELLED, by="meta.doc", n_jobs=2) == report


def test_rows_are_read_as_they_are_annotated():
    """No more than the first thousand wait, however many there are."""
    given, seen, ahead = [0], [0], []

    def rows():
        for i in range(3000):
            given[0] += 1
            ahead.append(given[0] - seen[0])
            yield {"text": f"Text {i}.", "hedge": True}

    def annotate(text):
        seen[0] += 1
        return told(text)

    assert evaluate(rows(), annotate, n_draws=0).n == 3000
    assert max(ahead) <= 1001


def test_a_bad_row_stops_with_its_place():
    rows = [{"text": "It rained.", "hedge": True}] * 1500 + [{"text": "So.", "hedge": 7}]
    with pytest.raises(InputError, match="row 1501: hedge is 7"):
        evaluate(rows, lambda text: told(text))


def test_evaluation_is_not_loaded_with_the_package():

    code = "import certainty, sys; print('certainty.evaluation' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
    assert certainty.evaluate is evaluate


# Two annotators


def pair(n=80, flip=()):
    """Texts that the first gets right, and the second but for some."""
    truth = [i % 2 for i in range(n)]
    texts = {f"Text {i}.": t for i, t in enumerate(truth)}
    rows = [{"text": text, "hedge": bool(t)} for text, t in texts.items()]
    first = saying(texts={text: {"hedged": 0.2 + 0.6 * t} for text, t in texts.items()})
    second = saying(
        texts={
            text: {"hedged": 0.2 + 0.6 * ((1 - t) if i in flip else t)}
            for i, (text, t) in enumerate(texts.items())
        }
    )
    return evaluate(rows, first), evaluate(rows, second)


def test_a_worse_annotator_is_told_from_a_better():
    found = compare(*pair(flip=range(20)))
    by_name = {row.measure: row for row in found.rows()}
    assert by_name["F1"].first == 1 and by_name["F1"].difference == pytest.approx(-0.25)
    assert by_name["F1"].high < 0 and by_name["F1"].p < 0.01
    assert by_name["Brier"].difference > 0 and by_name["Brier"].better == -1
    (test,) = found.mcnemar
    assert (test.only_first, test.only_second, test.n) == (20, 0, 80)
    assert test.p == pytest.approx(2 * 0.5**20)


def test_an_annotator_does_not_differ_from_itself():
    found = compare(*pair())
    assert all(row.difference == row.low == row.high == 0 for row in found.rows())
    assert all(row.p == 1 for row in found.rows())
    assert found.mcnemar[0].p == 1


def test_chance_is_taken_for_what_it_is():
    """Ten right here and ten right there is no difference."""
    one, other = pair(flip=range(10))[1], pair(flip=range(10, 20))[1]
    found = compare(one, other)
    assert found.mcnemar[0].p == 1
    f1 = next(row for row in found.rows() if row.measure == "F1")
    assert f1.low < 0 < f1.high and f1.p > 0.5


def test_only_what_both_have_is_compared():
    rows = [{"text": f"Text {i}.", "certainty": i / 40} for i in range(40)]
    texts = {row["text"]: {"certainty": (row["certainty"], 0, 1)} for row in rows}
    fewer = {text: about if i else {} for i, (text, about) in enumerate(texts.items())}
    found = compare(evaluate(rows, saying(texts=texts)), evaluate(rows, saying(texts=fewer)))
    assert {row.n for row in found.rows()} == {39}
    assert found.left_out == {"certainty": 1}


def test_other_examples_cannot_be_compared():
    one = evaluate([{"text": "It may rain.", "hedge": True}])
    other = evaluate([{"text": "It may snow.", "hedge": True}])
    with pytest.raises(ValueError, match="the reports are of different examples"):
        compare(one, other)


def test_a_comparison_is_shown():
    found = compare(*pair(flip=range(3)))
    assert json.loads(json.dumps(found.to_dict()))["mcnemar"][0]["only_first"] == 3
    for view in (found.to_text(), found.to_markdown(), found._repr_html_()):
        assert "only first right" in view and "log loss" in view
    few = compare(*(evaluate(LABELLED, a) for a in (Annotator(), Annotator(threshold=0))))
    assert {row.p for row in few.rows()} == {None}


# The command


def test_the_command_prints_the_report(capsys):
    assert main(["evaluate", str(LABELLED), "--by", "meta.doc"]) == 0
    assert (
        capsys.readouterr().out
        == evaluate(LABELLED, Annotator(), by=["meta.doc"]).to_text() + "\n"
    )
    assert main(["evaluate", str(LABELLED), "--format", "markdown", "--worst", "1"]) == 0
    assert capsys.readouterr().out.startswith("## labelled.jsonl\n")
    assert main(["evaluate", str(LABELLED), "--json", "--kinds", "modal", "--jobs", "2"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["examples"] == 6 and found["figures"]["cues"]["precision, exact"]["value"] == 1


@pytest.mark.parametrize("name", ["labelled.csv", "labelled.conll", "labelled.xml", "brat"])
def test_the_command_reads_every_format(name, capsys):
    assert main(["evaluate", str(CASES / name), "--json", "--draws", "0"]) == 0
    assert json.loads(capsys.readouterr().out)["figures"]["cues"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--kinds", "modal,odd"], "no kind odd; the kinds are likelihood"),
        (["--threshold", "2"], "--threshold must lie in [0, 1]"),
        (["--jobs", "0"], "--jobs must be 1 or more"),
        (["--draws", "-1"], "--draws must be 0 or more"),
        (["--by", "meta.none"], "no row has the field 'meta.none'"),
        (["--scale", "odd"], "there is no scale 'odd'"),
    ],
)
def test_misuse_of_the_command_is_said(arguments, message, capsys):
    assert main(["evaluate", str(LABELLED), *arguments]) == 2
    captured = capsys.readouterr()
    assert message in captured.err and captured.out == ""


def test_the_command_reads_standard_input(monkeypatch, capsys):
    import io

    stream = io.TextIOWrapper(io.BytesIO(LABELLED.read_bytes()))
    monkeypatch.setattr("sys.stdin", stream)
    assert main(["evaluate", "-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["examples"] == 6


# The corpora


@pytest.mark.parametrize(
    "name", ["meantime.dev", "pei_jurgens_sentence.val", "pei_jurgens_aspect.val"]
)
def test_development_files_are_evaluated_in_one_command(shared, name, capsys):
    path = shared / "data" / "corpora" / f"{name}.jsonl.gz"
    assert main(["evaluate", str(path), "--worst", "0"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"^\d+ examples in \d+ documents", out, re.MULTILINE)
    assert ("nan" in out) is False
