"""What spaCy is given is what the library finds, wherever the document travels."""

from __future__ import annotations

import json
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest
from holding import read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

import certainty
from certainty import Annotator, InputError, LexiconError, ScaleError, data
from certainty.model_file import dump_model
from certainty.types import KINDS

spacy = pytest.importorskip("spacy", reason="needs certainty-text[spacy]")

from spacy import displacy  # noqa: E402  # after the skip
from spacy.tokens import Doc, DocBin, Span  # noqa: E402

from certainty.spacy_pipe import (  # noqa: E402
    KIND_COLOURS,
    CertaintyPipe,
    displacy_options,
    register_extensions,
)
from certainty.spacy_pipe.extensions import OF_CUES, OF_DOCS, OF_SENTENCES, OF_SPANS  # noqa: E402

TEXTS = [case["text"] for case in read_cases()][::6]
#: Emoji of several code points, cues inside a token, an event, a holder named before, a title.
HARD = (
    "Outlook\n\n😀 A senior official said 👍🏽 a deal was likely. Talks will‑resume, the "
    "official added.  No evidence that Kyiv fell, it is "
    "may/might-be.Maybe the 👩‍👩‍👧 left. Who knows?\n"
)
HEADER = "phrase,kind,entry,term,like,low,mid,high,basis,source,level,example,near_miss"
ROW = "on the blue list,likelihood,,,,0.3,0.6,0.8,judgement,our desk,,On the blue list.,"


def pipeline(*before, **config):
    nlp = spacy.blank("en")
    for name in before:
        nlp.add_pipe(name)
    nlp.add_pipe("certainty", config=config)
    return nlp


@pytest.fixture(scope="module")
def nlp():
    return pipeline()


def view(doc):
    """All that the extensions tell of a document."""
    cues = [
        [str(getattr(span._, name)) for name in (*OF_CUES, "cue", "scope", "source")]
        for span in doc.spans["certainty"]
    ]
    sentences = [
        [str(getattr(span._, name)) for name in (*OF_SENTENCES, "certainty", "source")]
        for span in doc.sents
    ]
    return doc._.annotated, doc._.certainty, cues, sentences


# What is found


def test_a_blank_pipeline_gives_the_librarys_own_document(nlp, annotator):
    for text in (*TEXTS, HARD):
        assert nlp(text)._.annotated == annotator(text)


def test_each_cue_is_a_span_with_all_that_is_known_of_it(nlp, annotator):
    for text in (*TEXTS, HARD):
        doc = nlp(text)
        cues = [cue for sentence in annotator(text).sentences for cue in sentence.spans]
        spans = doc.spans["certainty"]
        assert [span._.cue for span in spans] == cues
        for span, cue in zip(spans, cues):
            assert span.start_char <= cue.start and cue.end <= span.end_char
            assert (span.label_, cue.text in span.text) == (cue.kind, True)
            for name in OF_CUES:
                assert getattr(span._, name) == getattr(cue, name)
            for found, place in (
                (span._.scope, cue.scope),
                (span._.source, cue.source and (cue.source.start, cue.source.end)),
            ):
                assert bool(found) == bool(place)
                assert not place or text[slice(*place)] in found.text


def test_a_cue_that_does_not_align_takes_every_token_that_it_touches():
    nlp = pipeline()
    words = ["😀It", "is", "very-un", "likely,so", "stay"]
    doc = nlp.get_pipe("certainty")(Doc(nlp.vocab, words, [True, True, False, True, False]))
    (span,) = doc.spans["certainty"]
    assert (span.text, span._.cue.text) == ("very-unlikely,so", "very-unlikely")
    assert doc.text[span._.cue.start : span._.cue.end] == "very-unlikely"


def test_cues_at_the_same_tokens_are_told_apart_by_their_kind():
    nlp = pipeline()
    doc = nlp.get_pipe("certainty")(Doc(nlp.vocab, ["Reportedly/probably", "it", "rained"]))
    spans = doc.spans["certainty"]
    assert [(s.text, s._.cue.text, s._.kind) for s in spans] == [
        ("Reportedly/probably", "Reportedly", "hearsay"),
        ("Reportedly/probably", "probably", "likelihood"),
    ]


def test_a_sentence_of_spacy_tells_of_the_librarys(nlp, annotator):
    text = "Ann Hill said snow is unlikely. Will it rain? We judge with high confidence it may."
    doc = nlp(text)
    for span, sentence in zip(doc.sents, annotator(text).sentences, strict=True):
        assert span._.certainty == sentence.certainty
        assert (span._.source and span._.source.text) == (
            sentence.source and sentence.source.text
        )
        for name in OF_SENTENCES:
            assert getattr(span._, name) == getattr(sentence, name)
        assert span._.cue is None
    assert doc._.certainty == annotator(text).summary().certainty


def test_an_entity_has_the_certainty_of_the_event_at_its_words(annotator):
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "EVENT", "pattern": "landslide"}])
    nlp.add_pipe("certainty")
    text = "There was no landslide. 😀 A landslide is likely."
    doc = nlp(text)
    document = annotator(text)
    for entity in doc.ents:
        assert entity._.certainty == document.at(entity.start_char, entity.end_char)
        assert [getattr(entity._, name) for name in (*OF_CUES, *OF_SENTENCES)] == [None] * 11
    assert [entity._.certainty.mean < 0.5 for entity in doc.ents] == [True, False]


def test_a_span_over_several_sentences_has_no_certainty(nlp):
    doc = nlp("Rain is unlikely. Snow may fall.")
    assert doc[:]._.certainty is doc[2:6]._.certainty is doc[:]._.level is None


BLANK = pipeline()


@settings(max_examples=100)
@given(text=st.text("may likely 😀👍🏽\n\t./—’", max_size=40))
def test_any_text_gives_the_librarys_document_and_spans_that_hold_its_cues(text):
    doc = BLANK(text)
    assert doc._.annotated == certainty.annotate(text)
    for span in doc.spans["certainty"]:
        assert span._.cue.text == doc.text[span._.cue.start : span._.cue.end]
        assert span.start_char <= span._.cue.start and span._.cue.end <= span.end_char


# Sentences


def test_sentences_of_the_pipeline_are_used(annotator):
    nlp = pipeline("sentencizer")
    for text in (*TEXTS[::4], HARD, "At 5 p.m. rain is unlikely. Snow?"):
        doc = nlp(text)
        bounds = [(span.start_char, span.end_char) for span in doc.sents]
        assert doc._.annotated == annotator(text, sentences=bounds)


def test_the_sentences_of_a_parser_are_used():
    nlp = pipeline()
    words = ["Rain", "may", "fall", "Snow", "is", "unlikely"]
    parsed = Doc(nlp.vocab, words, heads=[2, 2, 2, 4, 4, 4], deps=["dep"] * 6)
    doc = nlp.get_pipe("certainty")(parsed)
    assert [sentence.text for sentence in doc._.annotated.sentences] == [
        "Rain may fall",
        "Snow is unlikely",
    ]
    assert [span._.level for span in doc.sents][1] == "unlikely"


def test_holders_reach_over_the_pipelines_sentences():
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer", config={"punct_chars": [";"]})
    nlp.add_pipe("certainty")
    doc = nlp("A senior official said a deal was likely; talks may resume, the official added")
    assert len(list(doc.sents)) == 2
    assert doc.spans["certainty"][1]._.cue.source.refers_to.text == "A senior official"


def test_a_pipeline_without_sentences_gets_the_librarys(nlp):
    doc = nlp("Rain may fall at 5 p.m. Monday. It may not.\n\nSnow")
    assert [span.text.strip() for span in doc.sents] == [
        "Rain may fall at 5 p.m. Monday.",
        "It may not.",
        "Snow",
    ]


def test_a_sentence_that_starts_inside_a_token_stays_with_the_one_before():
    nlp = pipeline()
    doc = nlp.get_pipe("certainty")(
        Doc(nlp.vocab, ["Rain", "may", "fall.However", "it", "may"])
    )
    assert len(doc._.annotated.sentences) >= len(list(doc.sents)) == 1
    assert [span._.kind for span in doc.spans["certainty"]] == ["modal", "modal"]


def test_sentences_that_are_altered_later_are_still_found(nlp):
    doc = nlp("Rain is unlikely. Snow may fall.")
    for token in doc:
        token.is_sent_start = token.i in (0, 2)
    assert [span._.kind for span in doc.spans["certainty"]] == ["likelihood", "modal"]
    assert doc[:4]._.level == "unlikely"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Rain", "?", "😀"])
def test_next_to_nothing_is_no_trouble(text, nlp):
    doc = nlp(text)
    assert doc._.annotated.text == text
    assert (list(doc.spans["certainty"]), doc._.certainty) == ([], None)
    assert {span._.certainty for span in doc.sents} <= {None}


def test_a_document_that_the_component_has_not_seen_has_nothing():
    doc = spacy.blank("en")("Rain is unlikely.")
    assert [getattr(doc[2:3]._, name) for name in OF_SPANS] == [None] * len(OF_SPANS)
    assert [getattr(doc._, name) for name in OF_DOCS] == [None] * len(OF_DOCS)


# Journeys


def by_bin(doc):
    written = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (again,) = DocBin().from_bytes(written).get_docs(doc.vocab)
    return again


@pytest.mark.parametrize(
    "journey",
    [
        lambda doc: Doc(doc.vocab).from_bytes(doc.to_bytes()),
        by_bin,
        lambda doc: pickle.loads(pickle.dumps(doc)),
        lambda doc: doc.copy(),
        lambda doc: doc[:].as_doc(copy_user_data=True),
    ],
    ids=["bytes", "bin", "pickled", "copied", "cut"],
)
def test_what_is_known_travels_with_the_document(nlp, journey):
    doc = nlp(HARD)
    again = journey(doc)
    if "certainty" not in again.spans:  # cutting leaves the groups of spans behind
        again.spans["certainty"] = [
            again[span.start : span.end] for span in doc.spans["certainty"]
        ]
    assert view(again) == view(doc)


def test_a_bin_keeps_the_spans_even_without_the_users_data(nlp):
    doc = nlp(HARD)
    (again,) = DocBin(docs=[doc]).get_docs(nlp.vocab)
    labels = [[(s.text, s.label_) for s in each.spans["certainty"]] for each in (doc, again)]
    assert labels[0] == labels[1] != []
    assert {span._.cue for span in again.spans["certainty"]} == {None}


def test_documents_that_are_joined_keep_all_at_its_new_place(nlp):
    docs = [nlp(HARD), nlp(""), nlp("Rain is unlikely"), nlp("Ann Hill said snow may fall.")]
    joined = Doc.from_docs(docs)
    (own, their), number = ([words(doc) for doc in docs], words(joined)), len(OF_CUES)
    assert their == [[line for doc in own for line in doc[part]] for part in (0, 1)]
    assert len(their[0]) > 5 and len(their[0][0]) == number + 2
    document = joined._.annotated
    assert [sentence.text for sentence in document.sentences] == [
        sentence.text for doc in docs for sentence in doc._.annotated.sentences
    ]
    for part in (*document.sentences, *(s for each in document.sentences for s in each.spans)):
        assert part.text == document.text[part.start : part.end]
        for place in (part.source, part.source and part.source.refers_to):
            assert place is None or place.text == document.text[place.start : place.end]


def words(doc):
    """What the extensions tell of cues and sentences, without offsets."""
    _, _, cues, sentences = view(doc)
    return [[[*line[:-3], *line[-2:]] for line in cues], sentences]


def test_a_sentence_cut_out_keeps_its_cues(nlp):
    doc = nlp("Snow may fall. Ann Hill said rain is unlikely. She left.")
    cut = list(doc.sents)[1].as_doc(copy_user_data=True)
    span = cut[5:6]
    assert (span.text, span._.kind) == ("unlikely", "likelihood")
    assert span._.scope.text == "rain is unlikely"
    assert (span._.source.text, cut._.annotated.sentences[0].start) == ("Ann Hill", 0)


def test_processes_give_the_same(nlp):
    texts = [HARD, "Rain may fall.", ""] * 4
    spread = nlp.pipe(texts, n_process=2, batch_size=3)
    assert [view(doc) for doc in spread] == [view(nlp(text)) for text in texts]


def test_a_stream_with_contexts_gives_the_same(nlp):
    pairs = list(nlp.pipe([("Rain may fall.", 1), ("Snow.", 2)], as_tuples=True))
    assert [(doc._.annotated.text, number) for doc, number in pairs] == [
        ("Rain may fall.", 1),
        ("Snow.", 2),
    ]


def test_the_component_is_pickled_whole():
    pipe = pipeline(scale="phia").get_pipe("certainty")
    again = pickle.loads(pickle.dumps(pipe))
    assert repr(again.annotator) == repr(pipe.annotator)


def test_numbers_are_explained_after_the_journey(nlp):
    doc = Doc(nlp.vocab).from_bytes(nlp(HARD).to_bytes())
    for sentence in doc._.annotated.sentences:
        assert sentence.explain().replay() == sentence.certainty


# Settings


def test_a_scale_and_a_threshold_reach_the_annotator():
    doc = pipeline(scale="phia", threshold=0, spans_key="cues")("It may rain in May.")
    assert doc._.annotated == Annotator(scale="phia", threshold=0)(doc.text)
    assert [span.text for span in doc.spans["cues"]] == ["may", "May"]
    assert "certainty" not in doc.spans


def test_two_components_stand_apart():
    nlp = pipeline()
    config = {"scale": "phia", "spans_key": "phia", "prefix": "phia_"}
    nlp.add_pipe("certainty", name="phia", config=config)
    doc = nlp("Rain is unlikely.")
    (own,), (phia,) = doc.spans["certainty"], doc.spans["phia"]
    assert (own._.basis, phia._.phia_basis) == ("survey", "scale")
    assert doc._.phia_annotated.scale == "phia"


@pytest.mark.parametrize(
    ("config", "error", "found"),
    [
        ({"scale": "icd"}, ScaleError, "did you mean 'icd203'"),
        ({"threshold": 3}, ValueError, r"threshold 3 is outside \[0, 1\]"),
        ({"scope": "guess"}, ValueError, "scope 'guess' is none"),
        ({"threshold": "high"}, ValueError, "'high' is not"),
        ({"scal": "phia"}, ValueError, "unexpected argument: 'scal'"),
    ],
)
def test_a_config_that_is_wrong_is_refused_at_once(config, error, found):
    with pytest.raises(error, match=found):
        pipeline(**config)


@pytest.fixture
def house(tmp_path):
    """A pipeline with phrases and a model of its own, whose files are gone when it is read."""
    lexicon, model = tmp_path / "house.csv", tmp_path / "house.npz"
    lexicon.write_text(f"{HEADER}\n{ROW}\n", "utf-8")
    added = data.default_lexicon() | certainty.read_lexicon(lexicon)
    shipped = data.default_model()
    head = {**shipped.head, "lexicon": added.digest}
    own = type(shipped)(
        *[head if at == 1 else value for at, value in enumerate(shipped.__reduce__()[1])]
    )
    model.write_bytes(dump_model(own))
    nlp = pipeline(lexicon=str(lexicon), model=str(model), scale="phia")
    lexicon.unlink()
    model.unlink()
    return nlp


@pytest.mark.parametrize("way", ["disk", "bytes"])
def test_a_saved_pipeline_brings_its_settings_and_files(house, tmp_path, way):
    if way == "disk":
        house.to_disk(tmp_path / "saved")
        again = spacy.load(tmp_path / "saved")
    else:
        again = spacy.blank("en", config=house.config)
        again.from_bytes(house.to_bytes())
    text = "The tender is on the blue list."
    doc = again(text)
    assert view(doc) == view(house(text))
    assert doc.spans["certainty"][0]._.probability.mean == 0.6
    assert again.get_pipe("certainty").annotator.scale == "phia"


def test_a_pipeline_without_files_is_saved_too(nlp, tmp_path):
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert view(again(HARD)) == view(nlp(HARD))
    assert view(spacy.blank("en", config=nlp.config).from_bytes(nlp.to_bytes())(HARD)) == view(
        nlp(HARD)
    )


def test_a_file_that_is_nowhere_is_named():
    nlp = pipeline(lexicon="gone.csv")
    with pytest.raises(InputError, match=r"gone\.csv: no such file; check the 'lexicon'"):
        nlp("Rain is unlikely.")


@pytest.mark.parametrize("content", [b"\xff\xfe", f"{HEADER}\n{ROW}x,y\n".encode()])
def test_a_lexicon_with_faults_is_refused_at_once(tmp_path, content):
    path = tmp_path / "mine.csv"
    path.write_bytes(content)
    with pytest.raises(LexiconError, match=r"mine\.csv"):
        pipeline(lexicon=str(path))


def test_a_name_that_something_else_has_taken_is_told():
    Span.set_extension("else_source", default=None)
    try:
        with pytest.raises(ValueError, match=r"Span\._\.else_source is taken by .*prefix"):
            CertaintyPipe(prefix="else_")
    finally:
        Span.remove_extension("else_source")


def test_registering_twice_does_nothing():
    register_extensions()
    register_extensions()
    assert all(Span.has_extension(name) for name in OF_SPANS)


def test_spacy_finds_the_component_by_its_name(repo):
    code = (
        "import json, spacy, sys\n"
        "nlp = spacy.blank('en')\n"
        "nlp.add_pipe('certainty')\n"
        "doc = nlp('Rain is unlikely.')\n"
        "print(json.dumps([span.text for span in doc.spans['certainty']]))"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=repo, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == ["unlikely"]


# displaCy


def test_displacy_shows_each_kind_in_its_colour(nlp, repo):
    doc = nlp(Path(repo, "lexicons", "example.txt").read_text("utf-8"))
    page = displacy.render(doc, style="span", options=displacy_options(), jupyter=False)
    shown = {span.label_ for span in doc.spans["certainty"]}
    assert len(shown) > 8
    for kind in shown:
        assert re.search(rf"background: {KIND_COLOURS[kind]}[^>]*>\s*{kind}\s*<", page), kind


def test_each_kind_has_a_colour_that_can_be_read_on_light_and_dark():
    assert set(KIND_COLOURS) == set(KINDS)
    assert len(set(KIND_COLOURS.values())) == len(KINDS)
    for colour in KIND_COLOURS.values():
        assert contrast(colour, "#000000") >= 4.5, "the letters of the label"
        assert contrast(colour, "#ffffff") >= 3, "the line on a light page"
        assert contrast(colour, "#1e1e1e") >= 3, "the line on a dark page"


def contrast(one, other):
    """The contrast ratio of WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear))
