"""What people touch: names, rows, summaries, scales, the wire, and what importing costs."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError

import pandas as pd
import pytest
from holding import read_cases

import certainty
from certainty import Annotator, Document, Estimate, Sentence, Source, Span
from certainty.formats.jsonl import to_lines

TEXT = (
    "A western official said planning is almost certainly well advanced. Will it rain? It did."
)
HEAVY = (
    *("sklearn", "scipy", "nltk", "pandas", "matplotlib", "spacy", "tqdm"),
    *("pyarrow", "pyspark", "dask", "ray"),
)
COLUMNS = (
    *("index", "sentence_start", "sentence_end", "sentence", "certainty", "certainty_low"),
    *("certainty_high", "level", "hedged", "weasel", "confidence", "sentence_source", "start"),
    *("end", "text", "kind", "probability", "low", "high", "basis", "epistemic", "negated"),
    *("source", "entry", "sense"),
)


def shell(repo, code):
    """What a fresh interpreter prints, as JSON."""
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, cwd=repo, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


# Importing


def loaded_after(repo, *statements):
    names = (*HEAVY, "numpy", "certainty.annotator", "certainty.learn")
    code = ["import certainty, json, sys", *statements]
    code.append(f"print(json.dumps([n for n in {names!r} if n in sys.modules]))")
    return shell(repo, "\n".join(code))


def test_importing_loads_next_to_nothing(repo):
    assert loaded_after(repo) == []


def test_annotating_loads_nothing_heavy(repo):
    statements = (
        "doc = certainty.annotate('Rain is unlikely.', scale='phia')",
        "doc.rows(), doc.summary(), doc.at(0, 4), doc.to_dict(), doc._repr_html_()",
        "list(certainty.Annotator().pipe(['Rain may fall.']))",
    )
    assert loaded_after(repo, *statements) == ["numpy", "certainty.annotator"]


def test_asking_for_scales_loads_no_annotator(repo):
    assert "certainty.annotator" not in loaded_after(repo, "certainty.scale('phia')")


def test_public_names_are_there_and_told():
    assert sorted(certainty.__all__) == dir(certainty)
    assert all(getattr(certainty, name) is not None for name in certainty.__all__)
    for name in ("annotate", "Annotator", "Document", "Estimate", "scale", "CertaintyError"):
        assert name in certainty.__all__
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        certainty.nonsense  # noqa: B018


def test_there_is_an_evaluation():
    assert "evaluate" in certainty.__all__


def test_every_public_name_has_a_docstring():
    assert [name for name in certainty.__all__ if not getattr(certainty, name).__doc__] == []


# Values


@pytest.fixture
def document():
    return certainty.annotate(TEXT, scale="phia")


def test_what_is_returned_is_immutable(document):
    sentence = document.sentences[0]
    values = (document, sentence, sentence.spans[0], sentence.certainty, sentence.source)
    assert [type(value) for value in values] == [Document, Sentence, Span, Estimate, Source]
    for value in values:
        field = type(value).__slots__[0]
        with pytest.raises(FrozenInstanceError):
            setattr(value, field, None)
        with pytest.raises((TypeError, AttributeError)):
            value.of_my_own = 1
        assert pickle.loads(pickle.dumps(value)) == value
        assert type(value).from_dict(value.to_dict()) == value
    assert isinstance(document.sentences, tuple)
    assert isinstance(sentence.spans, tuple)


def test_the_example_of_the_wire(document):
    first, *rest = [json.loads(line) for line in to_lines(document, name="report.txt")]
    assert list(first) == [
        *("schema", "doc", "index", "start", "end", "text", "certainty", "scale", "level"),
        *("hedged", "weasel", "confidence", "source", "spans"),
    ]
    (span,) = first["spans"]
    assert list(span) == [
        *("start", "end", "text", "kind", "probability", "basis", "entry", "epistemic"),
        *("negated", "scope", "source"),
    ]
    assert list(first["certainty"]) == list(span["probability"]) == ["mean", "low", "high"]
    assert (span["text"], span["kind"], span["entry"]) == (
        *("almost certainly", "likelihood", "almost-certain"),
    )
    assert list(span["source"]) == ["text", "start", "end"]
    assert span["source"]["text"] == "A western official"
    assert isinstance(span["scope"], list) and span["negated"] is False
    assert (first["schema"], first["doc"], first["scale"]) == (1, "report.txt", "phia")
    assert first["level"] == "almost certain"
    assert [line["index"] for line in rest] == [1, 2]
    assert rest[0]["certainty"] is None and rest[0]["level"] is None


def test_another_schema_is_refused(document):
    with pytest.raises(ValueError, match="schema 2 is not 1"):
        Document.from_dict({**document.to_dict(), "schema": 2})


# Tables


def test_rows_are_a_data_frame(document):
    frame = pd.DataFrame(document.rows())
    assert tuple(frame.columns) == COLUMNS
    assert list(frame["index"]) == [0, 1, 2]
    assert frame["text"].iloc[0] == "almost certainly"
    assert frame["sentence_source"].iloc[0] == "A western official"
    assert frame["kind"].isna().sum() == len(frame) - len(frame["kind"].dropna())
    for name in ("certainty", "hedged", "weasel", "probability", "epistemic", "low", "high"):
        assert frame[name].dtype == float
    for row in document.rows():
        assert row.sentence == TEXT[row.sentence_start : row.sentence_end]
        assert row.start is None or row.text == TEXT[row.start : row.end]


def test_rows_of_many_documents_stand_under_each_other():
    documents = Annotator().pipe(["Rain is unlikely.", "", "Snow may fall."])
    frame = pd.concat(
        [pd.DataFrame(doc.rows()).assign(doc=i) for i, doc in enumerate(documents)]
    )
    assert list(frame["doc"]) == [0, 2]


def test_the_summary(document):
    summary = document.summary()
    assert (summary.sentences, summary.spans) == (
        3,
        len(pd.DataFrame(document.rows()).dropna(subset="kind")),
    )
    assert summary.kinds["likelihood"] == 1
    assert list(summary.sources) == ["A western official"]
    n, mean = summary.sources["A western official"]
    assert (n, mean) == (1, round(document.sentences[0].certainty.mean, 4))
    told = [s.certainty.mean for s in document.sentences if s.certainty]
    assert summary.certainty == pytest.approx(sum(told) / len(told), abs=1e-4)
    assert json.loads(json.dumps(summary.to_dict()))["sentences"] == 3
    assert document.summary() == summary


def test_the_view_for_notebooks(document):
    page = document._repr_html_()
    assert "almost certainly" in page
    assert "<script" not in page


# Scales


@pytest.mark.parametrize("name", certainty.scale_names())
def test_a_level_is_a_term_of_the_scale_for_its_number(name):
    scale = certainty.scale(name)
    terms = {term.name for term in scale.levels}
    annotator = Annotator(scale=name)
    assert annotator.scale == name
    for percent in range(0, 101, 5):
        document = annotator(f"There is a {percent}% chance of rain.")
        (sentence,) = document.sentences
        assert sentence.level == scale.level(sentence.certainty.mean)
        assert sentence.level is None or sentence.level in terms
    assert document.scale == name


def test_a_gapped_scale_has_no_level_in_its_gaps():
    levels = [
        Annotator(scale="phia")(f"There is a {percent}% chance of rain.").sentences[0].level
        for percent in (22, 30, 37, 45, 52, 60, 97)
    ]
    assert levels[0] is None and levels[2] is None and levels[4] is None
    assert levels[1] == "unlikely"
    assert levels[3] == "realistic possibility"
    assert levels[5] == "likely"
    assert levels[6] == "almost certain"


def test_the_terms_of_a_scale_can_be_read():
    scale = certainty.scale("phia")
    names = [term.name for term in scale.levels]
    assert (names[0], names[-1], len(names)) == ("remote chance", "almost certain", 7)
    lows = [term.low for term in scale.levels]
    assert lows == sorted(lows)
    assert scale.terms(0.3) == ("unlikely",)
    assert scale.terms(0.37) == ()
    assert scale.term("Probable") == scale.term("likely")
    assert scale.band("highly unlikely") == (0.1, 0.2)


def test_the_same_words_are_held_against_the_scale_that_is_asked_for():
    text = "Rain is unlikely."
    numbers = {name: certainty.annotate(text, scale=name) for name in ("readers", "phia")}
    spans = {name: doc.sentences[0].spans[0] for name, doc in numbers.items()}
    assert spans["readers"].basis == "survey"
    assert spans["phia"].basis == "scale"
    assert 0.25 <= spans["phia"].probability.mean <= 0.35
    assert certainty.annotate(text, scale=certainty.scale("phia")) == numbers["phia"]


# The probes


def test_there_are_twelve_probes():
    probes = [case for case in read_cases() if case["id"].startswith("probes-")]
    assert len({case["text"] for case in probes}) == 12


# Targets


@pytest.mark.parametrize(
    ("text", "target", "low", "high"),
    [
        ("The bridge did not collapse.", "collapse", 0, 0.2),
        ("The bridge collapsed.", "collapsed", 0.8, 1),
        ("It is unlikely that the fleet will not sail.", "sail", 0.6, 1),
        ("The fleet will probably sail.", "sail", 0.55, 0.9),
        ("The fleet will probably not sail.", "sail", 0.1, 0.45),
        ("The fleet may sail.", "sail", 0.2, 0.65),
    ],
)
def test_a_target_is_about_the_event_itself(text, target, low, high):
    start = text.index(target)
    estimate = certainty.annotate(text).at(start, start + len(target))
    assert low <= estimate.mean <= high
