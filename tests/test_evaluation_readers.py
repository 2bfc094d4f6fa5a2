"""Labelled files: the same labels in every format, and what is wrong in one is named."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certainty import InputError
from certainty.evaluation import evaluate, read_examples
from certainty.evaluation.cue_types import UNCERTAIN, choose_types
from certainty.evaluation.rating_scales import parse_rating_scale
from certainty.evaluation.spans import Stretches, overlap
from certainty.types import KINDS

CASES = Path(__file__).parent / "cases" / "evaluation"
ROWS = [json.loads(line) for line in CASES.joinpath("labelled.jsonl").read_text().splitlines()]
#: What each format carries of the labels.
CARRIED = {
    "labelled.csv": ("hedge", "certainty", "cues", "sources"),
    "labelled.conll": ("hedge", "certainty", "cues", "scopes", "events"),
    "labelled.xml": ("hedge", "cues", "scopes"),
}


def examples(path, **settings):
    return list(read_examples(path, **settings))


@pytest.mark.parametrize("name", CARRIED)
def test_a_format_reads_as_json_lines_do(name):
    plain = examples(CASES / "labelled.jsonl")
    read = examples(CASES / name)
    assert [e.text for e in read] == [e.text for e in plain]
    for field in CARRIED[name]:
        assert [getattr(e, field) for e in read] == [getattr(e, field) for e in plain], field
    assert [e.row["meta"]["doc"] for e in read] == [row["meta"]["doc"] for row in ROWS]
    assert [e.id.rpartition(":")[2] for e in read] == [row["id"] for row in ROWS]


def test_a_brat_folder_has_a_row_for_each_document():
    harbour, valley = examples(CASES / "brat")
    assert (harbour.id, valley.id) == ("harbour", "valley")
    words = [[e.text[slice(*cue.place)] for cue in e.cues] for e in (harbour, valley)]
    assert words == [["may", "probably"], ["unclear whether", "likely"]]
    assert [(scope.cue, harbour.text[slice(*scope.place)]) for scope in harbour.scopes] == [
        (0, "may fail before noon"),
        (1, "probably safe"),
    ]
    assert [event.factuality for event in harbour.events] == [0.5, 3.0]


@pytest.mark.parametrize("name", ["labelled.jsonl", *CARRIED])
def test_packed_files_read_alike(name, tmp_path):
    packed = tmp_path / f"{name}.gz"
    packed.write_bytes(gzip.compress((CASES / name).read_bytes()))
    assert [e.text for e in examples(packed)] == [row["text"] for row in ROWS]


def test_rows_and_examples_may_be_given_as_they_are():
    read = examples(ROWS)
    assert examples(read) == read
    assert [e.where for e in read][:2] == ["row 1", "row 2"]


def test_columns_without_a_head_are_tokens_and_cues(tmp_path):
    path = tmp_path / "plain.bio"
    path.write_text("1 It _ O\n2 may _ B-modal\n3 well _ I-modal\n4 rain _ O\n\n#\tO\nhm\tB\n")
    first, second = examples(path)
    assert first.text == "It may well rain"
    assert [(first.text[slice(*c.place)], c.type) for c in first.cues] == [
        ("may well", "modal")
    ]
    assert (second.text, [c.type for c in second.cues]) == ("# hm", [None])


BIOSCOPE = """<Annotation><Document><DocID type="PMID">12</DocID><DocumentPart type="Title">
<sentence id="S1">It <xcope id="X1"><cue type="speculation" ref="X1">either</cue> leaks
<cue type="speculation" ref="X1">or</cue> not</xcope> &amp; it is <xcope id="X2">
<cue type="negation" ref="X2">not</cue> new</xcope>.</sentence>
<sentence id="S2">It is <xcope id="X3"><cue type="negation" ref="X3">not</cue> new</xcope>.
</sentence>
<sentence id="S3" certainty="uncertain"><ccue>Some say</ccue> it is new.</sentence>
</DocumentPart></Document></Annotation>"""


def test_bioscopes_cues_and_scopes_are_told_apart(tmp_path):
    path = tmp_path / "bio.xml"
    path.write_text(BIOSCOPE, "utf-8")
    first, second, third = examples(path)
    assert [e.hedge for e in (first, second, third)] == [True, False, True]
    cues = [(first.text[slice(*cue.place)], cue.type) for cue in first.cues]
    assert cues == [("either", "speculation"), ("or", "speculation"), ("not", "negation")]
    assert [(scope.cue, scope.type) for scope in first.scopes] == [
        (0, "speculation"),
        (2, "negation"),
    ]
    assert "& it" in first.text and (first.id, first.row["meta"]["part"]) == ("12:S1", "Title")
    assert [third.text[slice(*cue.place)] for cue in third.cues] == ["Some say"]


# What is wrong


def broken(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def cue(start, end, text):
    return json.dumps(
        {"text": "It may rain.", "cues": [{"start": start, "end": end, "text": text}]}
    )


BOMB = """<?xml version="1.0"?>
<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<Annotation><sentence id="1">&b;</sentence></Annotation>
"""
WRONG = {
    "moved.jsonl": (cue(2, 5, "may"), r"moved\.jsonl:1: .*should be 'may', but ' ma' stands"),
    "outside.jsonl": (cue(90, 93, "may"), r"outside\.jsonl:1: .*lies outside the text of 12"),
    "backward.jsonl": (cue(6, 3, "may"), r"backward\.jsonl:1: .*lies outside"),
    "worded.jsonl": (cue("3", 6, "may"), r"worded\.jsonl:1: .*lacks start or end"),
    "json.jsonl": (f"{cue(3, 6, 'may')}\n{{'text'\n", r"json\.jsonl:2: not JSON"),
    "list.jsonl": ("[1]", r"list\.jsonl:1: not a JSON object"),
    "textless.jsonl": ('{"hedge": true}', r"textless\.jsonl:1: no object with a text"),
    "cues.jsonl": ('{"text": "a", "cues": 3}', r"cues\.jsonl:1: cues is 3; give a list"),
    "hedge.jsonl": ('{"text": "a", "hedge": "maybe"}', r"hedge is 'maybe'; give true or false"),
    "level.jsonl": ('{"text": "a", "certainty": 4.5}', r"certainty is 4\.5.*from 0 to 1"),
    "scale.jsonl": ('{"text": "a", "certainty": 7, "scale": "1-6"}', "a number from 1 to 6"),
    "term.jsonl": (
        '{"text": "a", "certainty": "odd", "scale": "phia"}',
        "one of remote chance",
    ),
    "odd.jsonl": ('{"text": "a", "certainty": 1, "scale": "odd"}', r"'odd' is not understood"),
    "fact.jsonl": (
        '{"text": "It rained.", "events": [{"start": 3, "end": 9, "factuality": 3.5}]}',
        r"factuality is 3\.5; give a number from -3 to 3 for the event 'rained'",
    ),
    "index.jsonl": (
        '{"text": "rain", "cues": [], "scopes": [{"start": 0, "end": 4, "cue_index": 0}]}',
        "cue_index is 0, and the row has 0 cues",
    ),
    "source.jsonl": ('{"text": "a", "source": 3}', "source is 3; give the holder's words"),
    "headless.csv": ("words,hedge\na,yes\n", r"headless\.csv:1: no column 'text'"),
    "cells.csv": ("text,hedge\na,yes,no\n", r"cells\.csv:2: has 3 cells, not 2"),
    "answer.csv": ("text,hedge\na,perhaps\n", r"answer\.csv:2: hedge is 'perhaps'"),
    "cues.csv": ('text,cues\na,"[{"\n', r"cues\.csv:2: cues is not JSON"),
    "quotes.csv": ('text,hedge\n"a"b,yes\n', r"quotes\.csv:2: .*quote the cells"),
    "ragged.conll": ("It\tO\nmay\n", r"ragged\.conll:1: token 2 has 1 columns, not 2"),
    "text.conll": ("# text = It may\nIt\tO\nmight\tO\n", r"text\.conll:2: the token 'might'"),
    "bomb.xml": (BOMB, r"bomb\.xml:2: declares the entity 'a'; entities are not read"),
    "open.xml": ("<Annotation><sentence>", r"open\.xml:1: no well-formed XML"),
    "what.doc": ("It may rain.", r"what\.doc: the name does not tell what is in it"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_fault_is_named_with_file_and_line(name, tmp_path):
    text, message = WRONG[name]
    with pytest.raises(InputError, match=message):
        examples(broken(tmp_path, name, text))


def test_a_label_of_brats_that_does_not_match_is_named(tmp_path):
    folder = tmp_path / "brat"
    shutil.copytree(CASES / "brat", folder)
    labels = folder / "harbour.ann"
    labels.write_text(labels.read_text().replace("10 13", "11 14"))
    with pytest.raises(
        InputError, match=r"harbour\.ann:1: .* should be 'may', but 'ay ' stands"
    ):
        examples(folder)
    labels.write_text("T1\tSpeculation 10\tmay\n")
    with pytest.raises(InputError, match=r"harbour\.ann:1: 'Speculation 10' is no label"):
        examples(folder)
    labels.unlink()
    with pytest.raises(InputError, match=r"harbour\.txt: has no harbour\.ann beside it"):
        examples(folder)
    with pytest.raises(InputError, match=r"holds no \.txt file"):
        examples(empty(tmp_path))


def empty(tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir(exist_ok=True)
    return folder


PACKED = gzip.compress(("\n".join(map(json.dumps, ROWS)) * 20).encode())


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(PACKED[:-6], id="cut"),
        pytest.param(PACKED[:200], id="cut early"),
        pytest.param(PACKED[:60] + b"\xff" * 40 + PACKED[100:], id="damaged"),
        pytest.param(b"no gzip at all", id="not packed"),
        pytest.param(b"", id="missing"),
    ],
)
def test_a_packed_file_that_cannot_be_unpacked_is_named(data, tmp_path):
    path = tmp_path / "rows.jsonl.gz"
    if data:
        path.write_bytes(data)
    with pytest.raises(InputError, match=r"rows\.jsonl\.gz.*: "):
        examples(path)


def test_what_is_not_utf_8_is_named(tmp_path):
    path = tmp_path / "latin.jsonl"
    path.write_bytes('{"text": "a"}\n{"text": "caf\xe9"}\n'.encode("latin1"))
    with pytest.raises(InputError, match=r"latin\.jsonl:2: byte 0xe9 is not UTF-8"):
        examples(path)


def test_two_rows_of_one_id_are_named():
    rows = [{"id": "a", "text": "It rained."}, {"id": "a", "text": "It may rain."}]
    with pytest.raises(InputError, match="row 2: the id 'a' stands at row 1 already"):
        evaluate(rows)


# Scales and types


@pytest.mark.parametrize(
    ("written", "label", "share"),
    [
        (None, 0.25, 0.25),
        ([1, 6], 3.5, 0.5),
        ("1-6", 6, 1.0),
        ("[-3,3]", 0, 0.5),
        ("1 (unsure) to 5 (sure)", 2, 0.25),
        ("0 none,1 some,2 much,3 all (words)", 1, 1 / 3),
        ("0-100", 70, 0.7),
        ("icd203", "Unlikely", 0.325),
        ("icd203", 0.3, None),
        ("1-6", "likely", None),
        ("1-6", True, None),
        ("1-6", 0.9, None),
    ],
)
def test_scales_are_stretched(written, label, share):
    assert parse_rating_scale(written).share(label) == (share and pytest.approx(share))


@pytest.mark.parametrize("written", ["high", "6-6", [6, 1], [1], [1, 2, 3], [True, 2], 5, "1"])
def test_what_is_no_scale_is_refused(written):
    with pytest.raises(InputError, match="is not understood; write its two ends"):
        parse_rating_scale(written)


def test_levels_meet_half_way_between_whole_numbers():
    assert parse_rating_scale("1-3").cuts == pytest.approx((0.25, 0.75))
    assert len(parse_rating_scale("1-6").cuts) == 5
    cuts = parse_rating_scale("icd203").cuts
    assert len(cuts) == 6 and list(cuts) == sorted(cuts)


@pytest.mark.parametrize(
    ("types", "kinds", "counted", "left_out"),
    [
        ({"speculation", "negation"}, UNCERTAIN, {"speculation", None}, {"negation"}),
        ({"epistemic", "condition"}, UNCERTAIN, {"epistemic", "condition"}, set()),
        (
            {"speculation", "deontic"},
            {"modal"},
            {"speculation-options"},
            {"capability-deontic"},
        ),
        ({"booster", "modal"}, set(KINDS), {"booster", "hearsay"}, {"speculation"}),
        (set(), UNCERTAIN, {None, "hedge"}, {"negation"}),
    ],
)
def test_types_choose_the_kinds(types, kinds, counted, left_out):
    chosen = choose_types(types)
    assert chosen.kinds == kinds
    assert all(chosen.counts(type_) for type_ in counted)
    assert not any(chosen.counts(type_) for type_ in left_out)


# Stretches

stretches = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda p: (p[0], p[0] + p[1])),
    max_size=12,
)


@given(stretches, st.tuples(st.integers(0, 30), st.integers(1, 9)))
def test_which_stretches_overlap_is_what_looking_at_all_would_show(places, pair):
    place = pair[0], sum(pair)
    known = Stretches(places)
    shared = [overlap(other, place) for other in places]
    assert known.over(place) == [at for at, common in enumerate(shared) if common]
    assert known.most(place) == (shared.index(max(shared)) if any(shared) else None)
