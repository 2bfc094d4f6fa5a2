"""How far annotators agree: by hand, as NLTK has it, and where they do not."""

from __future__ import annotations

import json

import pytest
from nltk.metrics import interval_distance
from nltk.metrics.agreement import AnnotationTask

from certainty import InputError
from certainty.evaluation import agree

TEXTS = [f"It may rain on day {i}." for i in range(8)]
MAY = {"start": 3, "end": 6, "text": "may"}
MAY_RAIN = {"start": 3, "end": 11, "text": "may rain"}


def rows(field, labels, **more):
    return [
        {"id": str(i), "text": text, field: label, **more}
        for i, (text, label) in enumerate(zip(TEXTS, labels))
        if label is not None
    ]


def test_two_annotators_by_hand():
    """Four yes and four no each, six the same: (6/8 - 1/2) / (1 - 1/2)."""
    ann = [True] * 4 + [False] * 4
    bo = [True] * 3 + [False] * 4 + [True]
    found = agree({"Ann": rows("hedge", ann), "Bo": rows("hedge", bo)})
    assert found.value("hedge", "Cohen's kappa", ("Ann", "Bo")) == pytest.approx(0.5)
    # of 16 labels 8 are yes: 1 - (2 * 2 / 16) / (2 * 8 * 8 / (16 * 15))
    assert found.value("hedge", "alpha") == pytest.approx(1 - 0.25 / (128 / 240))
    assert [d.id for d in found.disagreements] == ["3", "7"]
    assert found.disagreements[0].labels == (("Ann", "True"), ("Bo", "False"))


def test_three_annotators_as_nltk_has_it():
    labels = {
        "Ann": [True, True, False, False, True, False, True, True],
        "Bo": [True, False, False, False, True, False, True, False],
        "Cy": [True, True, False, True, True, False, False, True],
    }
    task = AnnotationTask(
        [(name, i, value) for name, given in labels.items() for i, value in enumerate(given)]
    )
    found = agree({name: rows("weasel", given) for name, given in labels.items()})
    assert found.value("weasel", "alpha") == task.alpha()
    assert found.value("weasel", "Fleiss' kappa") == task.pi()
    for pair in (("Ann", "Bo"), ("Ann", "Cy"), ("Bo", "Cy")):
        two = AnnotationTask([(n, i, v) for n in pair for i, v in enumerate(labels[n])])
        assert found.value("weasel", "Cohen's kappa", pair) == two.kappa()


def test_fleiss_kappa_by_hand():
    """Three annotators on four texts: yes in 3, 2, 1 and 0 of three."""
    yes = (3, 2, 1, 0)
    given = {str(k): rows("hedge", [k < n for n in yes]) for k in range(3)}
    # agreement per text 1, 1/3, 1/3, 1; half of all labels are yes
    wanted = ((1 + 1 / 3 + 1 / 3 + 1) / 4 - 0.5) / 0.5
    assert agree(given).value("hedge", "Fleiss' kappa") == pytest.approx(wanted)


def test_numbers_are_compared_by_their_distance():
    ann, bo = [0.1, 0.5, 0.9, None], [0.2, 0.5, 0.7, 0.4]
    triples = [("Ann", i, v) for i, v in enumerate(ann[:3])]
    triples += [("Bo", i, v) for i, v in enumerate(bo[:3])]
    wanted = AnnotationTask(triples, distance=interval_distance).alpha()
    found = agree({"Ann": rows("certainty", ann), "Bo": rows("certainty", bo)})
    assert found.value("certainty", "alpha") == pytest.approx(wanted)
    assert (found.n, found.alone) == (3, 1)
    assert [d.id for d in found.disagreements] == ["2", "0"]


def test_events_are_compared_where_both_have_them():
    event = [{**MAY_RAIN, "factuality": 1.0}, {**MAY, "factuality": 2.0}]
    ann = rows("events", [event] * 3)
    bo = rows("events", [[{**MAY_RAIN, "factuality": v}] for v in (1.0, 0.0, 2.0)])
    (alpha,) = agree({"Ann": ann, "Bo": bo}).figures
    assert (alpha.part, alpha.measure, alpha.n) == ("events", "alpha", 3)


def test_cues_span_by_span_and_word_by_word():
    ann = rows("cues", [[MAY], [MAY], [], [MAY_RAIN]])
    bo = rows("cues", [[MAY], [MAY_RAIN], [], []])
    found = agree({"Ann": ann, "Bo": bo})
    assert found.value("cues", "F1, exact", ("Bo", "Ann")) == pytest.approx(2 / 5)
    # two of Ann's three touch one of Bo's, and both of Bo's one of Ann's
    wanted = 2 * (2 / 3) / (2 / 3 + 1)
    assert found.value("cues", "F1, overlap", ("Ann", "Bo")) == pytest.approx(wanted)
    words = [w for w in found.figures if w.part == "cues, words" and w.measure == "alpha"]
    assert words[0].n == 28  # seven words and marks in each of four texts
    assert [d.id for d in found.disagreements] == ["1", "3"]
    assert found.disagreements[1].labels == (("Ann", "may rain [3, 11)"), ("Bo", "none"))


def test_no_value_is_given_where_all_say_the_same():
    found = agree({name: rows("hedge", [True] * 3) for name in ("Ann", "Bo", "Cy")})
    assert {f.value for f in found.figures} == {None}
    assert {f.note for f in found.figures} == {"all labels are the same"}
    none = agree({name: rows("cues", [[]] * 3) for name in ("Ann", "Bo")})
    assert none.value("cues", "F1, exact", ("Ann", "Bo")) is None


def test_annotators_who_share_some_texts_are_compared_on_those():
    given = {
        "Ann": rows("hedge", [True, False, True, None, None]),
        "Bo": rows("hedge", [True, False, None, True, None]),
        "Cy": rows("hedge", [None, None, None, False, True]),
    }
    found = agree(given)
    assert (found.n, found.alone) == (3, 2)
    counts = {f.pair: f.n for f in found.figures if f.measure == "Cohen's kappa"}
    assert counts == {("Ann", "Bo"): 2, ("Ann", "Cy"): 0, ("Bo", "Cy"): 1}
    (fleiss,) = (f for f in found.figures if f.measure == "Fleiss' kappa")
    assert (fleiss.value, fleiss.note) == (None, "nothing that all have labelled")


def test_too_many_different_numbers_are_not_compared():
    given = [{"text": f"Text {i}.", "certainty": i / 3000} for i in range(3000)]
    (alpha,) = agree({"Ann": given, "Bo": given}).figures
    assert alpha.value is None and "more than 2,000 different labels" in alpha.note


def test_rows_without_ids_are_matched_by_their_text():
    rows_ = [{"text": text, "hedge": True} for text in TEXTS]
    assert agree({"Ann": rows_, "Bo": rows_[:4]}).n == 4


def test_an_agreement_is_shown(tmp_path):
    path = tmp_path / "ann.jsonl"
    given = rows("hedge", [True, False, True])
    path.write_text("\n".join(map(json.dumps, given)))
    found = agree({"Ann": path, "Bo": rows("hedge", [True, True, True])})
    assert json.loads(json.dumps(found.to_dict()))["disagreements"][0]["labels"]["Bo"] == "True"
    for view in (found.to_text(), found.to_markdown(), found._repr_html_()):
        assert "Disagreements" in view and "Ann" in view
    assert found.rows()[0].part == "hedge"
    with pytest.raises(KeyError):
        found.value("weasel", "alpha")


ONE = [{"id": "a", "text": "It may rain.", "hedge": True}]


@pytest.mark.parametrize(
    ("annotations", "message"),
    [
        ({"Ann": ONE}, "1 annotators; give two or more"),
        ({"Ann": ONE, "Bo": [{**ONE[0], "id": "b"}]}, "the annotators share no text"),
        (
            {"Ann": ONE, "Bo": [{**ONE[0], "text": "So."}]},
            "row 1: the text of 'a' is 'So.'",
        ),
        ({"Ann": ONE * 2, "Bo": ONE}, "row 2: Ann has labelled a twice"),
        ({"Ann": ONE, "Bo": [{**ONE[0], "hedge": 3}]}, "row 1: hedge is 3"),
        (
            {
                "Ann": [{"text": "It rained.", "certainty": 5, "scale": "1-6"}],
                "Bo": [{"text": "It rained.", "certainty": 0.9}],
            },
            "certainty is on the scale 0 to 1, and on 1 to 6 at row 1",
        ),
    ],
)
def test_what_cannot_be_compared_is_said(annotations, message):
    with pytest.raises(InputError, match=message):
        agree(annotations)
