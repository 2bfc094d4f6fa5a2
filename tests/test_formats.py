"""Formats of annotation tools: read back as they were, and read alike by others' rules."""

from __future__ import annotations

import io
import json
import sys

import pytest
from foreign import (
    WEB_ANNOTATION,
    read_brat,
    read_brat_configuration,
    read_conllu,
    read_interface,
    read_units,
)
from holding import read_cases
from hypothesis import given, settings
from made import documents

import certainty
from certainty import Document, InputError
from certainty.cli import main
from certainty.evaluation import read_examples
from certainty.formats import brat, cas, conll, labelstudio, prodigy, w3c

STORY = " 😀\r\n".join(case["text"] for case in read_cases()[::40])
TEXT = "Snow 😀 may fall, a senior official said.\r\nIt is\nhardly likely to last."
DOCUMENT = certainty.annotate(TEXT, scale="phia")


def spans_of(document):
    return [span for sentence in document.sentences for span in sentence.spans]


def needs_cassis():
    pytest.importorskip("cassis", reason="UIMA CAS needs certainty-text[cas]")


def brat_back(document):
    return brat.loads(brat.dumps(document), document.text)


WAYS = {
    "brat": brat_back,
    "w3c": lambda d: w3c.loads(w3c.dumps(d, name="a 😀.txt")),
    "w3c in code units": lambda d: w3c.loads(w3c.dumps(d, units="utf16")),
    "labelstudio": lambda d: labelstudio.loads(labelstudio.dumps(d)),
    "prodigy": lambda d: prodigy.loads(prodigy.dumps(d)),
    "conll": lambda d: conll.loads(conll.dumps(d)),
}


# Back and forth


@pytest.mark.parametrize("way", WAYS)
@given(document=documents())
@settings(max_examples=100)
def test_what_is_written_is_read_back(way, document):
    if way == "conll" and not document.text.strip():
        return  # columns hold no text without a token
    if way == "brat" and not document.sentences:
        document = Document(document.text)  # the scale is a note on a sentence
    assert WAYS[way](document) == document


@given(document=documents())
@settings(max_examples=30)
def test_a_cas_is_read_back(document):
    needs_cassis()
    assert cas.loads(cas.dumps(document)) == document


@pytest.mark.parametrize("way", WAYS)
def test_an_annotated_text_is_read_back(way):
    document = certainty.annotate(STORY)
    assert len(spans_of(document)) > 20
    assert WAYS[way](document) == document


def test_an_annotated_text_is_read_back_from_a_cas():
    needs_cassis()
    document = certainty.annotate(STORY)
    assert cas.loads(cas.dumps(document)) == document


@pytest.mark.parametrize("module", [brat, w3c, cas], ids=["brat", "w3c", "cas"])
def test_a_file_of_one_document_is_read_back(module, tmp_path):
    if module is cas:
        needs_cassis()
    path = tmp_path / "report.ann"
    module.write(DOCUMENT, path)
    assert module.read(path) == DOCUMENT


@pytest.mark.parametrize(
    "module", [labelstudio, prodigy, conll], ids=["ls", "prodigy", "conll"]
)
def test_a_file_of_many_documents_is_read_back(module, tmp_path):
    many = [DOCUMENT, Document(""), certainty.annotate("Rain is unlikely.")]
    module.write(many, tmp_path / "reports")
    assert list(module.read(tmp_path / "reports")) == many
    module.write(DOCUMENT, tmp_path / "reports")
    assert list(module.read(tmp_path / "reports")) == [DOCUMENT]


# By the rules of others


@given(document=documents())
@settings(max_examples=100)
def test_brat_finds_every_stretch_and_knows_every_name(document):
    bound, others = read_brat(brat.dumps(document), document.text)
    settings_ = read_brat_configuration(brat.configuration())
    found = [(type_.lower(), words.split()) for type_, _, _, words in bound.values()]
    for sentence in document.sentences:
        assert ("sentence", sentence.text.split()) in found
        for span in sentence.spans:
            assert (span.kind, span.text.split()) in found
    assert {type_ for type_, *_ in bound.values()} <= set(settings_["entities"])
    for letter, about, *_ in others:
        name, *rest = about.split(" ")
        if letter == "A":
            offered = settings_["attributes"][name].get("Value", [])
            assert rest[0] in bound and (
                rest[1:] == [] or rest[1] in offered or 0 <= float(rest[1]) <= 1
            )
        elif letter == "R":
            for argument in rest:
                role, key = argument.split(":")
                assert bound[key][0] in settings_["relations"][name][role]
        else:
            assert rest == [*bound][:1] if name == "Scale" else rest[0] in bound


@given(document=documents())
@settings(max_examples=100)
def test_web_annotations_are_valid_and_both_selectors_lead_to_the_words(document):
    jsonschema = pytest.importorskip("jsonschema", reason="checks the W3C model's shape")
    plain, units = (
        json.loads(w3c.dumps(document, name="a 😀.txt", units=u))
        for u in ("codepoints", "utf16")
    )
    text = document.text
    validator = jsonschema.Draft202012Validator(WEB_ANNOTATION)
    assert [error.message for error in validator.iter_errors(plain)] == []
    assert plain["total"] == len(plain["first"]["items"])
    for one, other in zip(plain["first"]["items"], units["first"]["items"]):
        position, quotation = one["target"]["selector"]
        start, end, exact = position["start"], position["end"], quotation["exact"]
        assert text[start:end] == exact
        assert text[:start].endswith(quotation["prefix"])
        assert text[end:].startswith(quotation["suffix"])
        position = other["target"]["selector"][0]
        assert read_units(text, position["start"], position["end"]) == exact


@given(document=documents())
@settings(max_examples=100)
def test_label_studio_finds_every_region_and_knows_every_control(document):
    controls, offered, relations = read_interface(labelstudio.configuration())
    task = json.loads(labelstudio.dumps(document))
    assert task["data"]["text"] == document.text
    points = list(document.text)  # as [...text] in the tool's own language
    (prediction,) = task["predictions"]
    for result in prediction["result"]:
        if result["type"] == "relation":
            assert set(result["labels"]) <= relations
            continue
        value, name = result["value"], result["from_name"]
        assert result["type"] == controls[name].lower()
        assert set(value.get(result["type"], ())) <= offered[name] if name in offered else True
        if name == "label":
            assert "".join(points[value["start"] : value["end"]]) == value["text"]


@given(document=documents())
@settings(max_examples=100)
def test_prodigys_tokens_are_spacys(document):
    spacy = pytest.importorskip("spacy", reason="spaCy reads Prodigy's tokens")
    task = json.loads(prodigy.dumps(document))
    words = [token["text"] for token in task["tokens"]]
    doc = spacy.tokens.Doc(
        spacy.vocab.Vocab(), words=words, spaces=[token["ws"] for token in task["tokens"]]
    )
    assert doc.text == document.text
    assert [(t.idx, t.i) for t in doc] == [(t["start"], t["id"]) for t in task["tokens"]]
    assert len(task["spans"]) == len(spans_of(document))
    for found, span in zip(task["spans"], spans_of(document)):
        place = doc.char_span(found["start"], found["end"])
        assert (place.text, place.start) == (span.text, found["token_start"])
        assert (place.end - 1, found["label"]) == (found["token_end"], span.kind)


@given(document=documents())
@settings(max_examples=100)
def test_columns_hold_the_text_and_the_cues(document):
    if document.text.strip():
        cues = [(span.kind, span.start, span.end) for span in spans_of(document)]
        assert read_conllu(conll.dumps(document)) == (document.text, cues)


@given(document=documents())
@settings(max_examples=30)
def test_cassis_finds_every_stretch(document):
    needs_cassis()
    import cassis

    types = cassis.load_typesystem(io.BytesIO(cas.type_system().encode()))
    xmi = cas.dumps(document)
    found = cassis.load_cas_from_xmi(io.BytesIO(xmi.encode()), typesystem=types)
    assert (found.sofa_string or "") == document.text
    layer = [(fs.label, fs.get_covered_text()) for fs in found.select(cas.LAYER)]
    for sentence in document.sentences:
        assert ("sentence", sentence.text) in layer
    for span in spans_of(document):
        assert (span.kind, span.text) in layer
    from xml.etree import ElementTree

    for element in ElementTree.fromstring(xmi):
        if element.tag.endswith("}Certainty") and element.get("label") == "sentence":
            place = (int(element.get("begin")), int(element.get("end")))
            assert ("sentence", read_units(document.text, *place)) in layer


# As labels


def label_file(name, tmp_path):
    if name == "brat":
        brat.write(DOCUMENT, tmp_path / "a.ann")
        return tmp_path / "a.ann"
    if name == "w3c":
        w3c.write(DOCUMENT, tmp_path / "a.jsonld", units="utf16")
        return tmp_path / "a.jsonld"
    if name == "labelstudio":
        task = json.loads(labelstudio.dumps(DOCUMENT, units="utf16"))
        task["annotations"] = [{"id": 7, "completed_by": 3, **task.pop("predictions")[0]}]
        (tmp_path / "a.json").write_text(json.dumps([{"id": 1, **task}]))
        return tmp_path / "a.json"
    if name == "cas":
        needs_cassis()
        cas.write(DOCUMENT, tmp_path / "a.xmi")
        return tmp_path / "a.xmi"
    prodigy.write(DOCUMENT, tmp_path / "a.jsonl")
    return tmp_path / "a.jsonl"


@pytest.mark.parametrize("name", ["brat", "w3c", "labelstudio", "prodigy", "cas"])
def test_a_file_gives_the_labels_of_a_row(name, tmp_path):
    path = label_file(name, tmp_path)
    (example,) = read_examples(path, format="prodigy" if name == "prodigy" else None)
    spans = spans_of(DOCUMENT)
    assert example.text == TEXT
    assert [(c.place, c.type) for c in example.cues] == [
        ((s.start, s.end), s.kind) for s in spans
    ]
    scopes = [(s.scope, at) for at, s in enumerate(spans) if s.scope]
    assert [(scope.place, scope.cue) for scope in example.scopes] == scopes
    assert example.sources == ("a senior official",)
    assert example.hedge is None and example.certainty is None


def test_columns_give_a_row_for_each_sentence(tmp_path):
    conll.write(DOCUMENT, tmp_path / "a.conll")
    examples = list(read_examples(tmp_path / "a.conll"))
    assert len(examples) == len(DOCUMENT.sentences)
    for example, sentence in zip(examples, DOCUMENT.sentences):
        cues = [(example.text[slice(*c.place)].split(), c.type) for c in example.cues]
        assert cues == [(span.text.split(), span.kind) for span in sentence.spans]
        scopes = [(s.cue, s.place) for s in example.scopes or ()]
        base = sentence.start
        assert scopes == [
            (at, (span.scope[0] - base, span.scope[1] - base))
            for at, span in enumerate(sentence.spans)
            if span.scope
        ]
    assert examples[0].sources == ("a senior official",)


def test_an_annotators_own_brat_labels_are_scored(tmp_path):
    (tmp_path / "a.txt").write_text("Snow 😀 may\nfall or not.", "utf-8")
    labels = "T1\tModal 7 10;11 15\tmay fall\nT2\tDoubt 7 10;16 18\tmay or\nA1\tSure T1\n"
    (tmp_path / "a.ann").write_text(labels, "utf-8")
    (example,) = read_examples(tmp_path / "a.ann")
    assert [c.place for c in example.cues] == [(7, 15), (7, 10), (16, 18)]
    report = certainty.evaluate(tmp_path / "a.ann")
    assert report.figures["cues"]["recall, overlap"].value > 0


def test_brats_line_ends_are_counted_as_the_file_counts_them():
    text = "It\r\nmay\r\nrain.\r\nHail is likely."
    for start in (13, 16):  # one for each line end, two for each
        line = f"T1\tSentence {start} {start + 15}\tHail is likely.\n"
        (sentence,) = brat.loads(line, text).sentences
        assert (sentence.start, sentence.end) == (16, 31)


def test_annotations_of_web_tools_are_anchored(tmp_path):
    (tmp_path / "a b.txt").write_text(TEXT, "utf-8")
    units = {"type": "TextPositionSelector", "start": 8, "end": 11}
    moved = {"type": "TextPositionSelector", "start": 0, "end": 6}
    quotation = {"type": "TextQuoteSelector", "exact": "hardly", "prefix": "is\n"}
    quoted = {"type": "TextQuoteSelector", "exact": "may"}
    found = [
        {"bodyValue": "modal", "target": {"source": "a%20b.txt", "selector": [units, quoted]}},
        {"body": "Doubt", "target": [{"source": "a%20b.txt", "selector": [moved, quotation]}]},
    ]
    (tmp_path / "a.jsonld").write_text(json.dumps(found), "utf-8")
    (example,) = read_examples(tmp_path / "a.jsonld")
    cues = [(example.text[slice(*c.place)], c.type) for c in example.cues]
    assert cues == [("may", "modal"), ("hardly", "doubt")]


def test_every_annotators_answer_is_a_row_and_what_was_skipped_is_none(tmp_path):
    task = json.loads(labelstudio.dumps(DOCUMENT))
    answer = task.pop("predictions")[0]
    answers = [
        {"id": 1, "completed_by": {"email": "a@b"}, **answer},
        {"id": 2, "completed_by": 5, "result": []},
        {"id": 3, "was_cancelled": True, **answer},
    ]
    (tmp_path / "a.json").write_text(json.dumps([{"id": 9, "annotations": answers, **task}]))
    rows = list(read_examples(tmp_path / "a.json"))
    assert [(e.id, e.row["meta"]["annotator"]) for e in rows] == [("9:1", "a@b"), ("9:2", 5)]
    assert rows[1].cues == ()
    lines = [
        json.dumps({**json.loads(prodigy.dumps(DOCUMENT)), "answer": answer})
        for answer in ("accept", "reject", "ignore")
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    assert len(list(read_examples(tmp_path / "a.jsonl", format="prodigy"))) == 1
    assert list(prodigy.read(tmp_path / "a.jsonl")) == [DOCUMENT]


def test_a_zip_of_inceptions_with_a_layer_of_ones_own_is_read(tmp_path):
    needs_cassis()
    import zipfile

    import cassis

    types = cassis.TypeSystem()
    hedge = types.create_type("webanno.custom.Hedge")
    types.create_feature(hedge, "value", "uima.cas.String")
    document = cassis.Cas(types, sofa_string="Snow 😀 may fall.")
    document.add(hedge(begin=7, end=10, value="Modal"))
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.xmi", document.to_xmi())
        archive.writestr("TypeSystem.xml", types.to_xml())
    (example,) = read_examples(tmp_path / "a.zip")
    assert [(c.place, c.type) for c in example.cues] == [((7, 10), "modal")]


# What people change


def test_a_cue_that_a_person_added_has_no_numbers():
    start = TEXT.index("fall")
    lines = brat.dumps(DOCUMENT) + f"T99\tPrediction {start} {start + 4}\tfall\n"
    (added,) = [s for s in spans_of(brat.loads(lines, TEXT)) if s.kind == "prediction"]
    assert (added.text, added.probability, added.basis, added.entry) == ("fall", None, None, "")
    assert (added.epistemic, added.negated, added.scope, added.source) == (
        1.0,
        False,
        None,
        None,
    )


def test_columns_that_a_person_changed_are_read():
    document = certainty.annotate("Rain may fall.")
    changed = conll.dumps(document).replace("1\tRain\tO", "1\tRain\tB-doubt")
    assert [s.kind for s in spans_of(conll.loads(changed))] == ["doubt", "modal"]


# What is wrong


def test_every_faulty_line_of_brats_is_named_and_the_others_are_read():
    good = brat.dumps(DOCUMENT)
    n = good.count("\n")
    bad = (
        "T90\tModal 7\tmay\nT91\tModal 0 3\tmay\nT92\tModal 900 903\tmay\n"
        "T1\tSentence 0 4\tSnow\nA90\tProbability T1 high\nR90\tScope Arg1:T1\n"
        "A91\tNegated T80\n"
        "?1\tx\nA92\tBasis T1 hearsay\nT93\tOddity 0 4\tSnow\n"
    )
    with pytest.raises(InputError, match=rf"a\.ann:{n + 1}: 'Modal 7' is no label"):
        brat.loads(good + bad, TEXT, where="a.ann")
    faults = []
    read = brat.loads(
        good + bad, TEXT, where="a.ann", on_fault=lambda fault: faults.append(str(fault))
    )
    reasons = [
        (1, "'Modal 7' is no label of brat's"),
        (2, "should be 'may', but 'Sno' stands there"),
        (3, "outside the text"),
        (4, "T1 is defined on line 1 already"),
        (6, "is no line of brat's; write R1"),
        (5, "could not convert"),
        (7, "speaks of T80"),
        (9, "basis is 'hearsay'; give one of survey"),
        (8, "begins with no letter of brat's"),
        (10, "of no kind known here"),
    ]
    assert len(faults) == len(reasons)
    for fault, (line, reason) in zip(faults, reasons):
        assert fault.startswith(f"a.ann:{n + line}: ") and reason in fault
    assert read == DOCUMENT


ITEMS = json.loads(w3c.dumps(DOCUMENT))
TASK = json.loads(labelstudio.dumps(DOCUMENT))
SPANS = json.loads(prodigy.dumps(DOCUMENT))
COLUMNS = conll.dumps(DOCUMENT)


def web(change):
    """A collection on several lines with one more annotation, which is wrong."""
    found = json.loads(json.dumps(ITEMS))
    wrong = json.loads(json.dumps(next(i for i in found["first"]["items"] if "may" in str(i))))
    found["first"]["items"].append({**wrong, "id": "urn:x:1", **change})
    return json.dumps(found, indent=1, ensure_ascii=False)


def task(*results):
    """A task on several lines with further results."""
    found = json.loads(json.dumps(TASK))
    found["predictions"][0]["result"] += results
    return json.dumps(found, indent=1, ensure_ascii=False)


def spans(*more):
    return json.dumps({**SPANS, "spans": [*SPANS["spans"], *more]})


def region(start, end, **more):
    value = {"start": start, "end": end, "labels": ["modal"], **more}
    return {"id": "odd", "type": "labels", "value": value}


NOWHERE = {"source": "a", "selector": {"type": "TextPositionSelector", "start": 3, "end": 999}}
NUMBER = {"id": "m1", "from_name": "hedged", "type": "number", "value": {"number": 7}}
RELATION = {"type": "relation", "from_id": "m1", "to_id": "m99", "labels": ["scope"]}
FAULTS = {
    "w3c place": (
        w3c,
        web({"target": NOWHERE}),
        r"a:\d{3,}: annotation urn:x:1: its target \[3,",
    ),
    "w3c body": (w3c, web({"body": []}), r"a:\d{3,}: annotation urn:x:1: its body has no tag"),
    "w3c kind": (w3c, web({"body": "odd"}), r"a: the cue 'odd' \[17, 34\) is of no kind known"),
    "region": (
        labelstudio,
        task(region(1, 4, text="may")),
        r"a:\d{3,}: result \d+: the region",
    ),
    "word": (labelstudio, task(region("1", 4)), r"result \d+: the region \['?1'?, 4\) with"),
    "number": (
        labelstudio,
        task(NUMBER),
        r"a:\d+: result \d+: hedged is 7; give a number from 0",
    ),
    "relation": (
        labelstudio,
        task(RELATION),
        r"result \d+: the relation of 'm1' and 'm99' leads",
    ),
    "span": (
        prodigy,
        spans({"start": 1, "end": 99, "label": "modal"}),
        r"a: span \d+: \[1, 99\)",
    ),
    "label": (prodigy, spans({"start": 1, "end": 3}), r"a: span \d+: .* the label None"),
    "columns": (
        conll,
        COLUMNS.replace("\tO\tO\tSpaceAfter=No", "\tO\tSpaceAfter=No", 1),
        r"a:\d+: has \d columns",
    ),
    "values": (
        conll,
        COLUMNS.replace('{"probability":{', "{", 1),
        r"a:\d+: the values .* cannot be",
    ),
    "range": (conll, COLUMNS.replace('"hedged":0.', '"hedged":8.', 1), r"a:\d+: .*hedged is 8"),
    "type": (
        conll,
        COLUMNS.replace("may\tB-modal", "may\tB-odd", 1),
        r"a:\d+: the cue is of the kind 'odd'",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named_and_the_rest_is_read(name):
    module, data, message = FAULTS[name]
    with pytest.raises(InputError, match=message):
        module.loads(data, where="a")
    faults = []
    read = module.loads(data, where="a", on_fault=faults.append)
    assert [isinstance(fault, InputError) for fault in faults] == [True]
    assert (read.text, len(read.sentences)) == (TEXT, len(DOCUMENT.sentences))
    kept = [span.text for span in spans_of(read)]
    lost = {"type": "may"}.get(name)
    assert kept == [span.text for span in spans_of(DOCUMENT) if span.text != lost]


BROKEN = {
    "w3c": (w3c, "{\n\n", r"a:3: not JSON"),
    "textless": (w3c, '{"items": []}', r"a: holds no text; give it as text="),
    "labelstudio": (labelstudio, '[{"text": "a"}]', r'a: no list of tasks with "data"'),
    "unnamed": (labelstudio, '{"data": {"x": 1}}', 'of a task holds no "text"'),
    "prodigy": (prodigy, "{", r"a: not JSON"),
    "text": (prodigy, '{"spans": []}', r"a: no task with a text"),
    "conll": (conll, "1\tRain\n", r"a:1: the file does not begin with # global\.columns"),
    "empty": (conll, "", r"a: holds 0 documents, not one"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_such_file_is_refused(name):
    module, data, message = BROKEN[name]
    with pytest.raises(InputError, match=message):
        module.loads(data, where="a")


def test_good_lines_before_and_behind_a_bad_one_are_read(tmp_path):
    path = tmp_path / "a.jsonl"
    good = prodigy.dumps(DOCUMENT).encode()
    path.write_bytes(good + b"\n{\n" + b"caf\xe9\n" + good + b"\n")
    reading = prodigy.read(path)
    assert next(reading) == DOCUMENT
    with pytest.raises(InputError, match=r"a\.jsonl:2: not JSON"):
        next(reading)
    faults = []
    assert list(prodigy.read(path, on_fault=faults.append)) == [DOCUMENT, DOCUMENT]
    assert ["a.jsonl:2" in str(faults[0]), "a.jsonl:3" in str(faults[1])] == [True, True]


XMI_FAULTS = {
    "pair": ('begin="8" end="11" label="modal"', 'begin="6" end="11" label="modal"', "split"),
    "number": (
        'begin="8" end="11" label="modal"',
        'begin="x" end="11" label="modal"',
        "UTF-16",
    ),
    "link": ('Governor="', 'Governor="9', r"leads by Governor to 9\d+, which is not there"),
    "type": (
        "<custom:CertaintyRelation ",
        "<custom:Other ",
        r"the type webanno\.custom\.Other is",
    ),
    "value": (' basis="survey"', ' basis="odd"', "basis is 'odd'; give one of survey"),
}


@pytest.mark.parametrize("name", XMI_FAULTS)
def test_a_fault_of_a_cas_is_named_and_the_rest_is_read(name):
    needs_cassis()
    old, new, message = XMI_FAULTS[name]
    xmi = cas.dumps(DOCUMENT).replace("><", ">\n<")
    assert old in xmi
    xmi = xmi.replace(old, new, 1)
    line = r"a" if name == "value" else r"a:\d{2,}"
    with pytest.raises(InputError, match=rf"(?s)^{line}: .*{message}"):
        cas.loads(xmi, where="a")
    faults = []
    read = cas.loads(xmi, where="a", on_fault=faults.append)
    assert faults and (read.text, len(read.sentences)) == (TEXT, len(DOCUMENT.sentences))


def test_what_is_no_cas_is_refused():
    needs_cassis()
    for xmi, message in (
        ("<a>\n<b></a>", r"a:2: no well-formed XML"),
        ("<a/>", r"a:1: no CAS: an xmi:XMI with a cas:Sofa"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', r"a:1: declares a document type"),
    ):
        with pytest.raises(InputError, match=message):
            cas.loads(xmi, where="a")
    with pytest.raises(InputError, match=r"'\\x0c' at 5 cannot be written in XML"):
        cas.dumps(certainty.annotate("Rain.\x0cHail."))


def test_half_of_a_pair_is_no_file(tmp_path):
    document = certainty.annotate("It may rain \ud83d.")
    with pytest.raises(InputError, match="half of a pair and cannot be written as UTF-8"):
        brat.write(document, tmp_path / "a.ann")
    w3c.write(document, tmp_path / "a.jsonld")
    assert w3c.read(tmp_path / "a.jsonld") == document


def test_without_cassis_the_error_says_what_to_install(monkeypatch, tmp_path, capsys):
    monkeypatch.setitem(sys.modules, "cassis", None)
    with pytest.raises(ImportError, match=r"pip install 'certainty-text\[cas\]'"):
        cas.dumps(DOCUMENT)
    (tmp_path / "a.txt").write_text("It may rain.")
    (tmp_path / "a.xmi").write_text("<a/>")
    out = tmp_path / "out"
    assert (
        main(["annotate", str(tmp_path / "a.txt"), "--format", "cas", "--out", str(out)]) == 2
    )
    assert main(["evaluate", str(tmp_path / "a.xmi")]) == 2
    assert capsys.readouterr().err.count("pip install 'certainty-text[cas]'") == 2


# On the command line


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in" / "b").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_bytes(TEXT.encode())
    (tmp_path / "in" / "b" / "a.txt").write_text("Rain is unlikely.\n")
    return tmp_path


MANY = [DOCUMENT, certainty.annotate("Rain is unlikely.\n", scale="phia")]


def annotate(*arguments):
    return main(["annotate", "--scale", "phia", *map(str, arguments)])


@pytest.mark.parametrize("name", ["brat", "w3c", "cas"])
def test_a_folder_of_files_is_written(name, folder):
    if name == "cas":
        needs_cassis()
    module, ending = {"brat": (brat, "ann"), "w3c": (w3c, "jsonld"), "cas": (cas, "xmi")}[name]
    out = folder / "out"
    assert annotate(folder / "in", "--format", name, "--out", out) == 0
    assert [module.read(out / f"{stem}.{ending}") for stem in ("a", "b/a")] == MANY
    if name == "brat":
        assert (out / "annotation.conf").read_text() == brat.configuration()
    one = folder / f"one.{ending}"
    assert annotate(folder / "in" / "a.txt", "--format", name, "--out", one) == 0
    assert module.read(one) == DOCUMENT
    assert main(["evaluate", str(one), "--draws", "0", "--scale", "phia"]) == 0


@pytest.mark.parametrize("name", ["labelstudio", "prodigy", "conll"])
def test_one_file_is_written(name, folder, capsys):
    module = {"labelstudio": labelstudio, "prodigy": prodigy, "conll": conll}[name]
    assert annotate(folder / "in", "--format", name, "--out", folder / "out") == 0
    assert list(module.read(folder / "out")) == MANY
    assert annotate(folder / "in", "--format", name) == 0
    assert capsys.readouterr().out == (folder / "out").read_bytes().decode()


def test_what_cannot_be_written_is_said(folder, capsys):
    inside = folder / "in"
    for arguments, message in (
        (["--format", "brat"], "needs --out FOLDER"),
        (["--format", "brat", "--out", folder / "a.ann"], "is one file, and there is more"),
        (["--format", "prodigy", "--out", folder], "is a folder; name a file"),
        (["--format", "w3c", "--out", inside / "a.txt" / "b"], "a.txt"),
    ):
        assert annotate(inside, *arguments) == 2
        assert message in capsys.readouterr().err


def test_nobodys_work_is_written_over(folder, capsys):
    inside = folder / "in"
    report = inside / "a.txt"
    assert annotate(report, "--format", "brat", "--out", inside) == 0
    (inside / "a.ann").write_text("T1\tModal 7 10\tmay\n", "utf-8")
    assert annotate(report, "--format", "brat", "--out", inside) == 2
    assert "a.ann: is there already and may hold" in capsys.readouterr().err
    assert (inside / "a.ann").read_text("utf-8").startswith("T1\tModal")
    (folder / "other").mkdir()
    (folder / "other" / "a.txt").write_text("Another text.")
    assert annotate(report, "--format", "brat", "--out", folder / "other") == 2
    assert (folder / "other" / "a.txt").read_text() == "Another text."
    assert report.read_bytes() == TEXT.encode()


def test_texts_before_a_bad_one_are_written(folder):
    lines = folder / "lines.txt"
    lines.write_bytes(b"Rain is unlikely.\ncaf\xe9\n")
    for name, module in (("labelstudio", labelstudio), ("prodigy", prodigy), ("conll", conll)):
        status = annotate(lines, "--lines", "--format", name, "--out", folder / name)
        assert status == 2
        assert [document.text for document in module.read(folder / name)] == [
            "Rain is unlikely."
        ]
