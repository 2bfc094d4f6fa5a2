"""Odd, huge and broken input: annotated faithfully or refused with what, where and mend."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import certainty
from certainty import (
    Annotator,
    CertaintyError,
    InputError,
    LexiconError,
    ModelError,
    ScaleError,
    TextError,
)
from certainty.cli import main
from certainty.data import lexicon_dir
from certainty.model_file import FORMAT, VERSION, dump_model, load_model, read_model

MODEL = lexicon_dir().joinpath("model.npz").read_bytes()
SHIPPED = load_model(MODEL, name="model.npz")
NEWS = "Officials said on Tuesday that the bridge will probably reopen before winter. "
KEYS = (
    *("schema", "doc", "index", "start", "end", "text", "certainty", "scale", "level"),
    *("hedged", "weasel", "confidence", "source", "spans"),
)
SPAN_KEYS = (
    *("start", "end", "text", "kind", "probability", "basis", "entry", "epistemic"),
    *("negated", "scope", "source"),
)


def spans_of(document):
    return [span for sentence in document.sentences for span in sentence.spans]


# Texts


@pytest.mark.parametrize("text", ["", " ", "\n", "\t\r\n \u00a0\u2003\u2028", "\n" * 999])
def test_nothing_to_read_is_a_document_without_sentences(annotator, text):
    document = annotator(text)
    assert document.text == text
    assert document.sentences == ()
    assert document.rows() == []
    assert document.summary().certainty is None
    assert annotator(text).to_dict()["sentences"] == []


@pytest.mark.parametrize(
    "text", ["?", "...", "—", "1", "a", "(", "“”", "'", "\ufeff", "%", "5%"]
)
def test_a_few_characters_are_no_trouble(annotator, text):
    assert "".join(sentence.text for sentence in annotator(text).sentences) == text


ODD = {
    "lone-surrogate": "Rain is \ud800 unlikely \udfff today.",
    "nul": "Rain is\x00 unlikely.\x00",
    "controls": "\x01Rain\x02 is \x1b[31m unlikely \x7f\x9f.",
    "right-to-left": "\u200fRain \u202eis unlikely\u202c \u2067today\u2069.",
    "zero-width": "Rain is \u200bunlikely\u200d today.",
    "combining": "R\u0301ain i\u0308s unlikely to\u0323day.",
    "astral": "\U0001f327\ufe0f Rain is unlikely \U0001f600 today.",
    "no-break": "Rain\u00a0is\u202funlikely.",
    "byte-order-mark": "\ufeffRain is unlikely.",
    "line-ends": "Rain\r\nis\runlikely\u0085today.",
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in ODD.items()])
def test_odd_characters_move_no_offset(annotator, text):
    document = annotator(text)
    assert document.text == text
    (span,) = spans_of(document)
    assert (span.text, span.kind) == ("unlikely", "likelihood")
    assert text[span.start : span.end] == "unlikely"
    assert certainty.Document.from_dict(json.loads(json.dumps(document.to_dict()))) == document


def test_letters_that_change_length_in_lower_case_move_no_offset(annotator):
    text = "İSTANBUL İS UNLİKELY BUT İT MAY; rain there is unlikely."
    span = spans_of(annotator(text))[-1]
    assert (span.text, text[span.start : span.end]) == ("unlikely", "unlikely")


@pytest.mark.parametrize(
    ("given", "name", "mend"),
    [
        (b"Rain is unlikely.", "bytes", "decode"),
        (None, "NoneType", "give one str"),
        (["Rain is unlikely."], "list", "pipe"),
        (("Rain is unlikely.",), "tuple", "pipe"),
        (7, "int", "give one str"),
        (0.5, "float", "give one str"),
        (Path("report.txt"), "Path", "str"),
    ],
)
def test_what_is_no_text_is_refused(annotator, given, name, mend):
    for annotate in (annotator, certainty.annotate):
        with pytest.raises(TextError, match=f"{name}.*{mend}") as error:
            annotate(given)
        assert isinstance(error.value, TypeError)


def test_one_text_is_no_stream(annotator):
    for given in ("Rain is unlikely.", b"Rain"):
        with pytest.raises(TypeError, match=r"\[text\]"):
            annotator.pipe(given)


@pytest.mark.parametrize("settings", [{"batch_size": 0}, {"n_jobs": 0}, {"n_jobs": -1}])
def test_a_pipe_needs_sizes_above_zero(annotator, settings):
    with pytest.raises(ValueError, match="1 or more"):
        annotator.pipe(["Rain."], **settings)


def test_a_bad_text_in_a_stream_loses_no_good_one(annotator):
    stream = annotator.pipe(["Rain is unlikely.", None, "Snow is likely."])
    assert spans_of(next(stream))[0].text == "unlikely"
    with pytest.raises(TextError, match="NoneType"):
        next(stream)


def test_a_bad_text_in_another_process_is_the_same_error(annotator):
    with pytest.raises(TextError, match="NoneType"):
        list(annotator.pipe(["Rain is unlikely.", None], batch_size=1, n_jobs=2))


# Size: work is counted in lines of Python run, which no busy machine can blur


def work(run):
    """How many lines of Python a call runs."""
    lines = 0

    def trace(frame, event, argument):
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(before)
    return lines


MONSTERS = {
    "one-line-of-words": "word ",
    "news-in-one-line": NEWS,
    "no-full-stop": NEWS.replace(". ", ", "),
    "opening-quotes": "“",
    "straight-quotes": '"',
    "opening-brackets": "(",
    "dots": ".",
    "ellipses": ". . . ",
    "initials": "A. ",
    "abbreviations": "e.g. ",
    "commas": ", ",
    "hyphens": "a-",
    "modals": "may ",
    "very": "very ",
    "not": "not ",
    "that": "that ",
    "if": "if ",
    "said": "he said ",
    "according": "according to him ",
    "percents": "70% ",
    "chances": "a 70% chance of ",
    "ranges": "5-10-",
    "lines": "word\n",
    "bullets": "- word\n",
}


def cost(annotator, text):
    annotator(text)  # whatever is worked out once for all
    return work(lambda: annotator(text).sentences)


@pytest.mark.parametrize("name", MONSTERS)
def test_twice_the_text_is_twice_the_work(annotator, name):
    """Beyond the length at which an endless sentence is cut, that is."""
    text = MONSTERS[name] * (12_000 // len(MONSTERS[name]))
    assert cost(annotator, text * 2) < 2.3 * cost(annotator, text) + 1000


@pytest.mark.parametrize("name", MONSTERS)
def test_no_text_is_a_trap(annotator, name):
    """A sentence of any make costs little more than news of the same length."""
    size = 3000
    news, monster = (piece * (size // len(piece)) for piece in (NEWS, MONSTERS[name]))
    assert cost(annotator, monster) < 25 * cost(annotator, news)


@pytest.mark.parametrize(
    ("piece", "times"), [("word ", 2_000_000), (NEWS, 13_000), (NEWS.replace(".", ","), 13_000)]
)
def test_megabytes_in_one_line(annotator, piece, times):
    text = piece * times
    document = annotator(text)
    found = len(spans_of(document))
    assert found == times * len(spans_of(annotator(piece)))
    assert sum(len(s.text.split()) for s in document.sentences) == len(text.split())


@pytest.mark.parametrize(
    "text",
    [
        " " * 1_000_000,
        "\n" * 1_000_000,
        "“" * 100_000,
        '"' * 100_000,
        "(" * 100_000 + ")" * 100_000,
        "[" * 50_000 + "Rain is unlikely." + "]" * 50_000,
        "." * 300_000,
        "a" * 1_000_000,
        "1" * 1_000_000,
        "-" * 300_000,
        "\u0301" * 300_000,
        "'" * 300_000,
    ],
    ids=lambda text: f"{text[:1]!a}x{len(text)}",
)
def test_monotonous_text_is_kept_whole(annotator, text):
    document = annotator(text)
    kept = "".join(s.text for s in document.sentences)
    assert "".join(kept.split()) == "".join(text.split())


# Settings


@pytest.mark.parametrize("threshold", [-0.1, 1.1, float("nan"), float("inf")])
def test_a_threshold_is_a_probability(threshold):
    with pytest.raises(ValueError, match=r"outside \[0, 1\]"):
        Annotator(threshold=threshold)


@pytest.mark.parametrize(
    ("name", "near"), [("phja", "phia"), ("ICD203", "icd203"), ("ipc", "ipcc")]
)
def test_an_unknown_scale_is_met_with_the_known_and_the_near(name, near):
    for run in (certainty.scale, lambda given: Annotator(scale=given)):
        with pytest.raises(ScaleError) as error:
            run(name)
        message = str(error.value)
        assert repr(name) in message
        assert all(known in message for known in certainty.scale_names())
        assert message.count(near) > 1


@pytest.mark.parametrize("name", ["", "../phia", "phia.toml", "zzz"])
def test_a_scale_is_a_name_and_no_path(name):
    with pytest.raises(ScaleError):
        certainty.annotate("Rain is unlikely.", scale=name)


# Lexicons

HEADER = "phrase,kind,entry,term,like,low,mid,high,basis,source,level,example,near_miss"
GOOD = "on thin ice,doubt,,,,0.1,0.3,0.5,judgement,own,,The pact is on thin ice.,"


def lexicon_faults(tmp_path, *rows, header=HEADER):
    path = tmp_path / "own.csv"
    path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    with pytest.raises(LexiconError) as error:
        certainty.read_lexicon(path)
    return [problem.removeprefix(f"{path}:") for problem in error.value.problems]


def test_a_good_lexicon_is_read(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(f"{HEADER}\n{GOOD}\n", "utf-8")
    assert [entry.id for entry in certainty.read_lexicon(path).cues] == ["on-thin-ice"]


def test_a_lexicon_may_begin_with_a_byte_order_mark(tmp_path):
    """As spreadsheets write it."""
    path = tmp_path / "own.csv"
    path.write_text(f"{HEADER}\n{GOOD}\n", "utf-8-sig")
    assert [entry.id for entry in certainty.read_lexicon(path).cues] == ["on-thin-ice"]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("doubt", "doubtful", "2: kind: 'doubtful' is unknown; use one of likelihood"),
        ("doubt", "", "2: kind: is empty"),
        ("0.5", "1.5", "2: high: 1.5 is outside [0, 1]"),
        ("0.5", "half", "2: high: 'half' is not a number"),
        ("0.5", "nan", "2: high: nan is outside"),
        ("0.5", "0.2", "2: mid: 0.1, 0.3, 0.2 must be ordered low <= mid <= high"),
        ("0.5", "", "2: mid: low, mid and high go together"),
        ("judgement", "", "2: basis: is empty"),
        ("judgement", "guess", "2: basis: 'guess' is unknown"),
        (",own,", ",,", "2: source: is empty"),
        ("on thin ice,", ",", "2: phrase: is empty"),
        ("on thin ice,", "On thin ice,", "2: phrase: 'On thin ice' has capitals"),
        ("on thin ice,", "on {thin ice,", "2: phrase: "),
        (",,,,0.1", ",,,lykely,0.1", "2: like: "),
        (",,,,0.1,0.3,0.5", ",,,lykely,,,", "2: like: 'lykely' was not surveyed"),
        ("own,,", "own,high,", "2: level: is for kind confidence alone"),
        ("The pact is on thin ice.", "", "2: example: is empty"),
        (GOOD, "on thin ice,doubt", "2: row: has 2 fields, not 13"),
        (GOOD, f"{GOOD},more", "2: row: has 14 fields, not 13"),
        (GOOD, f"{GOOD}\n{GOOD}", "3: phrase: 'on thin ice' stands already at"),
        (GOOD, f'{GOOD}\n"on thick', "unexpected end of data; quote fields that hold commas"),
    ],
)
def test_a_fault_of_a_lexicon_names_row_field_and_mend(tmp_path, old, new, fault):
    assert old in GOOD
    found = lexicon_faults(tmp_path, GOOD.replace(old, new, 1))
    assert any(fault in problem for problem in found), found


def test_all_faults_of_a_lexicon_come_at_once(tmp_path):
    rows = [GOOD, GOOD.replace("doubt", "x"), "cut,short", GOOD.replace("0.3", "3")]
    found = lexicon_faults(tmp_path, *rows)
    places = [problem.split(" ")[0] for problem in found]
    assert {"3:", "4:", "5:"} <= {place.split(":")[0] + ":" for place in places}
    assert {"3: kind:", "4: row:", "5: mid:"} <= {" ".join(p.split(" ")[:2]) for p in found}


@pytest.mark.parametrize("header", ["", "phrase,kind", HEADER.replace("basis", "bases"), "{}"])
def test_a_header_that_is_wrong_names_the_columns(tmp_path, header):
    (fault,) = lexicon_faults(tmp_path, GOOD, header=header)
    assert fault.startswith("1: header: missing")
    assert "the columns are " in fault


def test_two_bad_files_are_both_named(tmp_path):
    latin = tmp_path / "latin.csv"
    latin.write_bytes(f"{HEADER}\ncaf\xe9".encode("latin-1"))
    with pytest.raises(LexiconError) as error:
        certainty.read_lexicon(latin, tmp_path / "absent.csv")
    one, other = error.value.problems
    assert "latin.csv" in one and "not UTF-8 at byte" in one
    assert "absent.csv" in other and "cannot be read" in other


def test_a_lexicon_cut_anywhere_is_read_or_refused_as_a_lexicon(tmp_path):
    path = tmp_path / "cut.csv"
    whole = f"{HEADER}\n{GOOD}\n"
    for end in range(len(whole)):
        path.write_text(whole[:end], "utf-8")
        try:
            lexicon = certainty.read_lexicon(path)
        except LexiconError as error:
            assert error.problems
        else:
            assert len(lexicon.cues) == (end > len(HEADER) + 1 + GOOD.rindex(","))


# Models


def arrays_of(data):
    with np.load(io.BytesIO(data)) as archive:
        return {key: archive[key] for key in archive.files}


def with_head(head):
    encoded = np.frombuffer(json.dumps(head).encode(), np.uint8)
    return saved({**arrays_of(MODEL), "head": encoded})


def without(name):
    return {key: value for key, value in SHIPPED.head.items() if key != name}


def saved(arrays, *, allow_pickle=False):
    buffer = io.BytesIO()
    np.savez(buffer, allow_pickle=allow_pickle, **arrays)
    return buffer.getvalue()


def test_a_whole_model_is_read_back():
    again = load_model(with_head(SHIPPED.head), name="m.npz")
    assert dump_model(again) == dump_model(SHIPPED)


@pytest.mark.parametrize("size", [0, 1, 100, len(MODEL) // 2, len(MODEL) - 1])
def test_a_model_cut_short_is_refused(size):
    with pytest.raises(ModelError, match=r"m\.npz: not a whole model file"):
        load_model(MODEL[:size], name="m.npz")


def test_a_flipped_bit_of_a_model_is_seen_or_says_nothing():
    """Dates and such inside the archive are no part of the model."""
    for place in range(0, len(MODEL), 53):
        data = bytearray(MODEL)
        data[place] ^= 0x10
        try:
            model = load_model(bytes(data), name="m.npz")
        except ModelError as error:
            assert "m.npz: " in str(error)
        else:
            assert dump_model(model) == MODEL


def test_edited_weights_do_not_match_their_hash():
    arrays = arrays_of(MODEL)
    arrays["hedged.weights"] = arrays["hedged.weights"] * np.float16(0.5)
    with pytest.raises(ModelError, match="edited"):
        load_model(saved(arrays), name="m.npz")


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"version": VERSION + 1}, f"version {VERSION + 1} is not {VERSION}"),
        ({"version": None}, "version None"),
        ({"format": "other"}, FORMAT),
        ({"sha256": "0" * 64}, "edited"),
    ],
)
def test_a_model_of_another_make_is_refused(changed, fault):
    with pytest.raises(ModelError, match=fault):
        load_model(with_head({**SHIPPED.head, **changed}), name="m.npz")


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"{}", b"\x80\x04N.", b"\x93NUMPY\x01\x00"])
def test_what_is_no_model_is_refused(data):
    with pytest.raises(ModelError, match="not a whole model file"):
        load_model(data, name="m.npz")


def test_a_model_without_its_parts_is_refused():
    for name in ("head", "hedged.names", "papers.weights"):
        arrays = {key: value for key, value in arrays_of(MODEL).items() if key != name}
        with pytest.raises(ModelError, match=r"cut short|not a whole"):
            load_model(saved(arrays), name="m.npz")


@pytest.mark.parametrize(
    "head",
    [without("prior"), without("reach"), {**SHIPPED.head, "reach": {"flat": [0, 1]}}, []],
)
def test_a_head_that_lacks_something_is_refused(head):
    with pytest.raises(ModelError):
        load_model(with_head(head), name="m.npz")


class Boom:
    def __reduce__(self):
        return pytest.fail, ("a pickle inside a model file was loaded",)


@pytest.mark.parametrize("name", ["head", "hedged.weights", "surprise"])
def test_a_pickle_inside_a_model_is_never_loaded(name):
    arrays = arrays_of(MODEL)
    arrays[name] = np.array([Boom()], object)
    with pytest.raises(ModelError):
        load_model(saved(arrays, allow_pickle=True), name="m.npz")


def test_a_model_file_is_named_in_the_error(tmp_path):
    path = tmp_path / "mine.npz"
    with pytest.raises(ModelError, match=r"mine\.npz: cannot be read"):
        read_model(path)
    path.write_bytes(b"none")
    with pytest.raises(ModelError, match=r"mine\.npz: not a whole"):
        Annotator(model=path)
    path.write_bytes(MODEL)
    text = "Rain may fall, some say."
    assert Annotator(model=path)(text) == Annotator()(text)


# The command line


def run(capsys, *arguments):
    """Exit status, objects on standard output, and standard error."""
    try:
        status = main([str(argument) for argument in arguments])
    except SystemExit as stop:
        status = stop.code
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def annotate(capsys, *arguments):
    status, out, err = run(capsys, "annotate", *arguments)
    return status, [json.loads(line) for line in out.splitlines()], err


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("Rain is unlikely.\nOfficials said it may snow. Will it?\n", "utf-8")
    return path


def test_a_file_becomes_one_object_a_sentence(capsys, report):
    status, objects, err = annotate(capsys, report, "--scale", "phia")
    assert (status, err) == (0, "")
    assert [o["index"] for o in objects] == [0, 1, 2]
    assert {(o["schema"], o["doc"], o["scale"]) for o in objects} == {(1, "report.txt", "phia")}
    text = report.read_text("utf-8")
    for line in objects:
        assert tuple(line) == KEYS
        assert line["text"] == text[line["start"] : line["end"]]
        for span in line["spans"]:
            assert tuple(span) == SPAN_KEYS
            assert span["text"] == text[span["start"] : span["end"]]
    assert objects[0]["spans"][0]["kind"] == "likelihood"
    assert objects[1]["source"] == {"text": "Officials", "start": 18, "end": 27}
    assert objects[2]["certainty"] is None


def test_floats_are_rounded_to_four_places(capsys, report):
    def floats(value):
        if isinstance(value, float):
            yield value
        elif isinstance(value, (dict, list)):
            for item in value.values() if isinstance(value, dict) else value:
                yield from floats(item)

    _, objects, _ = annotate(capsys, report)
    found = list(floats(objects))
    assert len(found) > 10
    assert found == [round(number, 4) for number in found]
    exact = certainty.annotate(report.read_text("utf-8")).sentences
    assert [o["hedged"] for o in objects] == [round(s.hedged, 4) for s in exact]


def test_numbers_inside_are_not_rounded_on_the_way(annotator):
    sentence = annotator("Officials said it may snow.").sentences[0]
    assert sentence.hedged != round(sentence.hedged, 4)


def test_standard_input(capsys, monkeypatch):
    raw = io.TextIOWrapper(io.BytesIO("Rain is unlikely — très.\n".encode()))
    monkeypatch.setattr(sys, "stdin", raw)
    status, (line,), _ = annotate(capsys, "-")
    assert (status, line["doc"], line["text"]) == (0, "stdin", "Rain is unlikely — très.")


def test_a_document_a_line(capsys, tmp_path):
    path = tmp_path / "posts.txt"
    path.write_bytes("\ufeffRain is unlikely.\r\n\r\nSnow may fall. It did.\n".encode())
    status, objects, _ = annotate(capsys, path, "--lines")
    assert status == 0
    assert [(o["doc"], o["index"], o["start"]) for o in objects] == [
        ("posts.txt:1", 0, 0),
        ("posts.txt:3", 0, 0),
        ("posts.txt:3", 1, 15),
    ]
    assert objects[0]["text"] == "Rain is unlikely."


def test_objects_keep_what_came_along(capsys, tmp_path):
    path = tmp_path / "posts.jsonl"
    rows = [
        {"text": "Rain is unlikely.", "id": 7, "tags": ["a"], "score": 0.123456789},
        {"text": "Snow may fall."},
        {"text": ""},
    ]
    path.write_text("\n\n".join(map(json.dumps, rows)) + "\n", "utf-8")
    status, objects, _ = annotate(capsys, path)
    assert status == 0
    assert [o["doc"] for o in objects] == ["posts.jsonl:1", "posts.jsonl:3"]
    assert objects[0]["meta"] == {"id": 7, "tags": ["a"], "score": 0.123456789}
    assert list(objects[0]) == [*KEYS, "meta"]
    assert "meta" not in objects[1] or objects[1]["meta"] == {}


def test_another_field_may_hold_the_text(capsys, tmp_path):
    path = tmp_path / "posts.jsonl"
    path.write_text('{"body": "Rain is unlikely.", "text": "other"}\n', "utf-8")
    _, (line,), _ = annotate(capsys, path, "--field", "body")
    assert (line["text"], line["meta"]) == ("Rain is unlikely.", {"text": "other"})


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        (b'{"text": "cut', "not JSON"),
        (b"Rain is unlikely.", "not JSON"),
        (b'["Rain"]', "not a JSON object"),
        (b'{"body": "Rain"}', "no field 'text'.*fields: body.*--field"),
        (b'{"text": 7}', "no field 'text'"),
        (b'{"text": "caf\xe9"}', "0xe9 is not UTF-8"),
        (b'{"text": null}', "no field 'text'"),
        pytest.param(b"[" * 100_000, "not JSON", id="nested"),
    ],
)
def test_a_bad_line_loses_no_good_line_before_it(capsys, tmp_path, bad, fault):
    path = tmp_path / "posts.jsonl"
    good = b'{"text": "Rain is unlikely."}\n'
    path.write_bytes(good + b"\n" + good + bad + b"\n" + good)
    status, objects, err = annotate(capsys, path)
    assert status == 2
    assert [o["doc"] for o in objects] == ["posts.jsonl:1", "posts.jsonl:3"]
    assert err.startswith("certainty: ")
    assert f"{path}:4: " in err
    assert re.search(fault, err)


def test_bytes_that_are_not_utf8_are_placed(capsys, tmp_path):
    path = tmp_path / "latin.txt"
    path.write_bytes(b"Rain is unlikely.\nThe caf\xe9 may close.\n")
    status, objects, err = annotate(capsys, path)
    assert (status, objects) == (2, [])
    assert f"{path}:2: byte 0xe9 is not UTF-8; convert" in err
    status, objects, err = annotate(capsys, path, "--lines")
    assert (status, [o["text"] for o in objects]) == (2, ["Rain is unlikely."])
    assert f"{path}:2: byte 0xe9" in err


@pytest.mark.parametrize("name", ["absent.txt", "absent.jsonl", "."])
def test_a_file_that_cannot_be_read_is_named(capsys, tmp_path, name):
    status, objects, err = annotate(capsys, tmp_path / name)
    assert (status, objects) == (2, [])
    assert f"{tmp_path / name}: cannot be read" in err
    with pytest.raises(InputError):
        from certainty.formats.texts import read_texts

        list(read_texts(str(tmp_path / name)))


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["--scale", "phja"], "phia"),
        (["--threshold", "2"], "[0, 1]"),
        (["--threshold", "nan"], "[0, 1]"),
        (["--threshold", "much"], "--threshold"),
        (["--format", "xml"], "--format"),
        (["--lexicon", "absent.csv"], "absent.csv"),
        (["--model", "absent.npz"], "absent.npz"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_misuse_has_status_two_and_says_why(capsys, report, arguments, fault):
    status, out, err = run(capsys, "annotate", report, *arguments)
    assert (status, out) == (2, "")
    assert fault in err
    assert "Traceback" not in err


@pytest.mark.parametrize("arguments", [[], ["annotate"], ["lexicon"], ["nonsense"]])
def test_a_command_that_lacks_something_has_status_two(capsys, arguments):
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert "usage: certainty" in err


@pytest.mark.parametrize("text", ["", "   \n\n", "\ufeff"])
def test_an_empty_file_is_fine(capsys, tmp_path, text):
    path = tmp_path / "empty.txt"
    path.write_text(text, "utf-8")
    assert annotate(capsys, path) == (0, [], "")


def test_a_phrase_of_ones_own_on_the_command_line(capsys, tmp_path):
    own, text = tmp_path / "own.csv", tmp_path / "text.txt"
    own.write_text(f"{HEADER}\n{GOOD}\n", "utf-8")
    text.write_text("The pact is on thin ice and may fall.", "utf-8")
    _, (line,), _ = annotate(capsys, text, "--lexicon", own)
    assert [span["text"] for span in line["spans"]] == ["on thin ice", "may"]


def test_a_check_of_a_lexicon_has_status_one_for_faults(capsys, tmp_path):
    own = tmp_path / "own.csv"
    own.write_text(f"{HEADER}\n{GOOD}\n", "utf-8")
    status, out, err = run(capsys, "lexicon", "check", own)
    assert (status, err) == (0, "")
    assert "no problems" in out
    own.write_text(f"{HEADER}\n{GOOD.replace('0.5', '5')}\nx\n", "utf-8")
    status, out, err = run(capsys, "lexicon", "check", own)
    assert (status, out) == (1, "")
    assert f"{own}:2: high: 5 is outside" in err
    assert f"{own}:3: row: has 1 fields" in err
    assert run(capsys, "lexicon", "check")[0] == 0


def test_the_scales_are_listed(capsys):
    status, out, _ = run(capsys, "scales")
    assert status == 0
    assert [line.split("\t")[0] for line in out.splitlines()] == [*certainty.scale_names()]


@pytest.mark.parametrize("form", ["pretty", "html"])
def test_other_formats_show_the_text(capsys, report, form):
    status, out, err = run(capsys, "annotate", report, "--format", form)
    assert (status, err) == (0, "")
    assert "unlikely" in out


def test_every_error_on_purpose_is_of_one_family():
    errors = (InputError, LexiconError, ModelError, ScaleError, TextError)
    assert all(issubclass(error, CertaintyError) for error in errors)
    assert all(issubclass(error, (ValueError, TypeError)) for error in errors)


def shell(repo, *arguments, given=b""):
    command = [sys.executable, "-m", "certainty", *map(str, arguments)]
    return subprocess.run(command, cwd=repo, input=given, capture_output=True, check=False)


def test_the_module_runs_as_a_command(repo, report):
    done = shell(repo, "annotate", report)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(done.stdout.splitlines()) == 3
    done = shell(repo, "annotate", "-", "--lines", given=b"Rain is unlikely.\ncaf\xe9\n")
    assert done.returncode == 2
    assert json.loads(done.stdout)["doc"] == "stdin:1"
    assert b"-:2: byte 0xe9" in done.stderr
    assert shell(repo, "annotate", "absent.txt").returncode == 2
    assert shell(repo, "--version").stdout.startswith(b"certainty ")


def test_standard_output_is_utf8_whatever_the_locale(repo):
    done = shell(repo, "annotate", "-", given="Rain — unlikely, très \U0001f327.".encode())
    assert json.loads(done.stdout.decode("utf-8"))["text"].endswith("\U0001f327.")


def test_lone_surrogates_reach_the_wire_as_escapes(capsys, tmp_path):
    path = tmp_path / "odd.jsonl"
    path.write_text('{"text": "Rain is \\ud800 unlikely."}\n', "utf-8")
    status, (line,), _ = annotate(capsys, path)
    assert (status, line["text"]) == (0, "Rain is \ud800 unlikely.")


def test_a_reader_that_has_seen_enough_is_no_error(repo, tmp_path):
    path = tmp_path / "long.txt"
    path.write_text(NEWS * 4000, "utf-8")
    command = [sys.executable, "-m", "certainty", "annotate", str(path)]
    with subprocess.Popen(
        command, cwd=repo, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0
