"""Scopes: the cases by rules and by model, the laws, the trained weights and their file."""

from __future__ import annotations

import gzip
import io
import json
import pickle
from pathlib import Path

import numpy as np
import pytest
from holding import known_failures
from hypothesis import given, settings
from hypothesis import strategies as st

from certainty import Annotator, data
from certainty.cli import main as cli
from certainty.errors import InputError, ModelError
from certainty.learn.__main__ import main as learn
from certainty.learn.scope_cues import CueFinder, candidates, train_cues
from certainty.learn.scope_rules import by_rules
from certainty.learn.scopes import (
    PENALTY,
    Side,
    fit_engines,
    labelled,
    matrix,
    read_texts,
    regression,
)
from certainty.scoping import Convention, shipped_engine
from certainty.scoping.cues import chain, shape, sort_of
from certainty.scoping.engine import dump_engine, load_engine, scores
from certainty.scoping.features import BUCKETS, left, right
from certainty.scoping.frames import ASIDE, find_brackets, frame, superscripts

CASES = Path(__file__).parent / "cases"
KNOWN = set(known_failures(CASES / "scopes_known_failures.txt"))
MODEL = Annotator(scope="model")
SCOPES = [
    (case, scope)
    for case in map(json.loads, (CASES / "scopes.jsonl").read_text("utf-8").splitlines())
    for scope in ("rules", "model")
]


def scope_of(annotator, text, cue):
    """The text of the scope of the span over a cue."""
    start = text.index(cue)
    spans = (span for sentence in annotator(text).sentences for span in sentence.spans)
    found = next(s for s in spans if s.start < start + len(cue) and start < s.end)
    return found.scope and text[slice(*found.scope)]


@pytest.mark.parametrize(
    ("case", "scope"),
    [
        pytest.param(
            *each,
            id=name,
            marks=[pytest.mark.xfail(strict=True)] if name in KNOWN else [],
        )
        for each in SCOPES
        for name in [f"{each[0]['id']}-{each[1]}"]
    ],
)
def test_the_scope_of_a_case(annotator, case, scope):
    chosen = annotator if scope == "rules" else MODEL
    assert scope_of(chosen, case["text"], case["cue"]) in case["scope"]


def test_cases_are_named_once_and_no_failure_is_forgotten():
    names = {f"{case['id']}-{scope}" for case, scope in SCOPES}
    assert len(names) == len(SCOPES) >= 140
    assert names >= KNOWN
    for case, _ in SCOPES:
        assert all(scope in case["text"] for scope in case["scope"])


# Laws

WORDS = (
    "the a mill may might not be closed believed unlikely that whether or either if but and "
    ", ; ( ) [12] (Hale, 1999) we think appears to probably no evidence said it rain 14 . ?"
).split()
texts = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
some = settings(max_examples=60)


@some
@given(texts)
def test_a_scope_lies_in_its_sentence_and_holds_or_adjoins_its_cue(text):
    for sentence in MODEL(text).sentences:
        for span in sentence.spans:
            if span.scope:
                start, end = span.scope
                assert sentence.start <= start < end <= sentence.end
                holds = start <= span.start and span.end <= end
                assert holds or end <= span.start or span.end <= start


@some
@given(texts)
def test_nothing_but_scopes_differs_from_the_rules(text):
    ruled, found = Annotator()(text).to_dict(), MODEL(text).to_dict()
    for document in (ruled, found):
        for sentence in document["sentences"]:
            for span in sentence["spans"]:
                span["scope"] = span["scope"] is not None
    assert ruled == found


@settings(max_examples=20)
@given(st.lists(texts, min_size=1, max_size=4))
def test_order_and_batches_make_no_difference(several):
    alone = [MODEL(text) for text in several]
    assert list(MODEL.pipe(several, batch_size=2)) == alone
    assert [MODEL(text) for text in reversed(several)] == alone[::-1]


def test_an_annotator_with_scopes_travels():
    again = pickle.loads(pickle.dumps(MODEL))
    text = "The pump may fail, but the cellar stays dry."
    assert again(text) == MODEL(text)
    assert repr(again) == "Annotator(scale='readers', threshold=0.5, scope='model')"


def test_a_very_long_sentence_costs_no_more_for_each_cue():
    seen = frame(["may", *["so"] * 5000], [(0, 1)])
    assert len(seen.words) < 200
    seen = frame([*["so"] * 5000, "may", "rain"], [(5000, 5001)])
    assert seen.outside(seen.first, seen.last) == (5000, 5001)


# Asking for it


def test_the_weights_are_read_only_when_asked_for():
    shipped_engine.cache_clear()
    Annotator()("The mill may close.")
    Annotator(scope="model")
    assert shipped_engine.cache_info().currsize == 0
    Annotator(scope="model")("The mill may close.")
    assert shipped_engine.cache_info().currsize == 1


@pytest.mark.parametrize("scope", ["clause", "", None, "Model"])
def test_another_scope_is_refused(scope):
    with pytest.raises(ValueError, match="rules, model"):
        Annotator(scope=scope)


def test_the_command_line_takes_a_scope(tmp_path, capsys):
    file = tmp_path / "text.txt"
    file.write_text("However, the mill might have been damaged by the flood.", "utf-8")
    starts = []
    for scope in ("rules", "model"):
        assert cli(["annotate", str(file), "--scope", scope]) == 0
        starts.append(json.loads(capsys.readouterr().out)["spans"][0]["scope"][0])
    assert starts == [0, 9]
    with pytest.raises(SystemExit):
        cli(["annotate", str(file), "--scope", "clause"])


# What is masked


def kept(words, *parts, **options):
    return frame(words, parts, brackets=find_brackets(words), **options).words


def test_citations_are_left_out_and_asides_closed_up():
    words = "it may leak [ 12 , 13 ] ( see fig 2 ) ( hale et al , 1999 ) ( or burst ) .".split()
    assert kept(words, (1, 2)) == ["it", "may", "leak", ASIDE, "."]
    assert kept("it may ( or may not ) leak".split(), (4, 6))[2] == "("
    assert kept("it may ( leak".split(), (1, 2)) == ["it", "may", "(", "leak"]


def test_raised_numbers_are_none_after_a_preposition_or_inside():
    words = "it may harm larvae 18 , or fall below 12 .".split()
    spans = [(i * 9, i * 9 + len(word)) for i, word in enumerate(words)]
    assert superscripts(words, spans) == [4]
    assert kept(words, (1, 2), left_out=[4])[:5] == ["it", "may", "harm", "larvae", ","]


@some
@given(texts, st.data())
def test_words_of_a_frame_are_found_again(text, data):
    words = text.split()
    if not words:
        return
    at = data.draw(st.integers(0, len(words) - 1))
    seen = frame(words, [(at, at + 1)], brackets=find_brackets(words))
    assert seen.words[seen.first : seen.last] == [words[at]]
    first = data.draw(st.integers(0, len(seen.words) - 1))
    last = data.draw(st.integers(first + 1, len(seen.words)))
    assert seen.inside(*seen.outside(first, last)) == (first, last)


# Conventions


def test_conventions_leave_out_cue_and_subject():
    assert Convention().of((0, 9), (2, 3)) == (0, 9)
    assert Convention(cue=False).of((0, 9), (2, 3)) == (0, 9)
    assert Convention(cue=False).of((2, 9), (2, 3)) == (3, 9)
    assert Convention(cue=False).of((0, 3), (2, 3)) == (0, 2)
    assert Convention(cue=False, subject=False).of((0, 9), (2, 3)) == (3, 9)


@pytest.mark.parametrize(
    ("text", "cue", "scope"),
    [
        ("we think that the pipe may leak .", "think that", "think that the pipe may leak"),
        ("the pipe may leak .", "may", "may leak"),
        ("the pipe may be closed .", "may", "the pipe may be closed"),
        ("in spring , the pipe may be closed .", "may", "the pipe may be closed"),
        ("the pipe seems to leak .", "seems", "the pipe seems to leak"),
        ("it is possible that it leaks .", "possible", "possible that it leaks"),
        ("a possible leak was found .", "possible", "possible leak"),
        ("the pipe was not closed .", "not", "the pipe was not closed"),
        ("the pipe leaks or bursts .", "or", "leaks or bursts"),
    ],
)
def test_the_rules_in_bioscope_s_convention(text, cue, scope):
    words = text.split()
    starts = [i for i in range(len(words)) if words[i : i + len(cue.split())] == cue.split()]
    seen = frame(words, [(starts[0], starts[0] + len(cue.split()))], negation=cue == "not")
    first, last = by_rules(seen)
    assert " ".join(words[first:last]) == scope


def test_sorts_of_cues():
    for text, cue, name in (
        ("it may rain", "may", "modal"),
        ("we think that it rains", "think", "that"),
        ("it seems to rain", "seems", "to"),
        ("rain or snow", "or", "or"),
        ("it probably rains", "probably", "adverb"),
    ):
        words = text.split()
        at = words.index(cue)
        assert sort_of(frame(words, [(at, at + 1)])).name == name
    seen = frame("either rain or snow".split(), [(0, 1), (2, 3)])
    assert sort_of(seen).name == "pair"
    assert chain("now be seen".split(), 0) == "be ed"
    assert shape("7th") == "#"


# Weights and their file

#: Invented sentences in the corpora's format: cue in braces, scope in brackets.
MARKED = (
    "the mill [{may} close] .",
    "the town says the mill [{may} close] , but it is old .",
    "[the vault {may} be opened] by noon .",
    "[the roads {could} be blocked] .",
    "we [{think} that the pipe leaks] .",
    "they [{think} that rain comes] , and we wait .",
    "it [{might} snow] .",
    "[{perhaps} the dam holds] .",
)


def rows(copies=3):
    """The marked sentences as lines of a corpus."""
    for number, marked in enumerate(MARKED * copies):
        text, places = "", {}
        for char in marked:
            if char in "[]{}":
                places[char] = len(text)
            else:
                text += char
        cue = {"start": places["{"], "end": places["}"], "type": "speculation", "group": "1"}
        scope = {"start": places["["], "end": places["]"], "cue_index": 0}
        yield {
            "text": text,
            "cues": [cue],
            "scopes": [{**scope, "type": "speculation"}, {**scope, "cue_index": None}],
            "meta": {"doc": f"document {number % len(MARKED)}"},
        }


@pytest.fixture(scope="module")
def corpora(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpora")
    for name in ("bioscope_abstracts", "bioscope_full_papers"):
        with gzip.open(folder / f"{name}.all.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows())
    return folder


@pytest.fixture(scope="module")
def examples(corpora):
    return labelled(read_texts(corpora, "bioscope_abstracts.all"))


def test_labels_are_read_as_words(examples):
    first = examples[0]
    assert first.seen.words == ["the", "mill", "may", "close", "."]
    assert (first.label.parts, first.label.scope) == (((2, 3),), (2, 4))
    assert not first.label.negation
    assert len(examples) == 3 * len(MARKED)


@pytest.mark.parametrize(("side", "describe"), [("left", left), ("right", right)])
def test_the_engine_scores_as_scikit_learn_does(examples, side, describe):
    table = Side.of(examples, side)
    fitted, used = regression(table.rows, table.truth)
    weights = np.zeros(BUCKETS)
    weights[used] = fitted.coef_[0]
    assert fitted.C == PENALTY
    for example in examples:
        _, buckets = describe(example.seen)
        theirs = fitted.decision_function(matrix(buckets)[:, used])
        ours = scores(weights, buckets) + fitted.intercept_[0]
        assert np.allclose(ours, theirs, atol=1e-9)


def test_eight_bits_and_pruning_choose_the_same_boundaries(examples):
    engine = fit_engines(examples, [np.arange(len(examples))])[0]
    again = load_engine(dump_engine(engine), name="mine.npz")
    for example in examples:
        scope = example.seen.outside(*again.predict(example.seen))
        assert scope == example.label.scope
        assert again.predict(example.seen) == engine.predict(example.seen)


def test_training_gives_the_same_bytes_each_time(corpora, tmp_path, capsys):
    files = [tmp_path / name for name in ("one.npz", "two.npz")]
    for file in files:
        command = ["scopes", "--corpora", str(corpora), "--out", str(file)]
        assert learn([*command, *(["--report"] if file == files[0] else [])]) == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    told = capsys.readouterr().out
    assert "model, papers, speculation, exact: " in told
    assert "cue and scope, papers, trained on abstracts: " in told


def test_a_missing_corpus_is_named(tmp_path, capsys):
    with pytest.raises(InputError, match=r"lacks bioscope_abstracts\.all"):
        read_texts(tmp_path, "bioscope_abstracts.all")
    command = ["scopes", "--corpora", str(tmp_path), "--out", str(tmp_path / "x.npz")]
    assert learn(command) == 2
    assert "bioscope_abstracts" in capsys.readouterr().err


def test_a_finder_of_cues_learns_them(corpora):
    texts = read_texts(corpora, "bioscope_abstracts.all")
    finder = train_cues(texts, frozenset())
    assert isinstance(finder, CueFinder)
    assert finder.find("the mill may close .".split()) == [((2, 3),)]
    both = frozenset({("either",), ("or",), ("may",)})
    assert list(candidates("either rain or snow".split(), both)) == [((0, 1), (2, 3))]
    assert list(candidates("it may".split(), frozenset({("may", "not"), ("may",)}))) == [
        ((1, 2),)
    ]


@pytest.fixture(scope="module")
def shipped():
    return (data.lexicon_dir() / "scopes.npz").read_bytes()


def test_the_shipped_file_makes_a_round_trip(shipped):
    engine = load_engine(shipped, name="scopes.npz")
    assert dump_engine(engine) == shipped
    assert engine.head["licences"] == {"BioScope": "CC BY 2.0"}
    assert len(shipped) < 100_000


def changed(shipped, **arrays):
    """The file with other arrays."""
    with np.load(io.BytesIO(shipped)) as archive:
        kept = {key: archive[key] for key in archive.files}
    buffer = io.BytesIO()
    np.savez(buffer, **{**kept, **arrays})
    return buffer.getvalue()


def head_of(**values):
    return np.frombuffer(json.dumps(values).encode(), np.uint8)


def test_a_damaged_file_is_refused(shipped):
    with pytest.raises(ModelError, match="learn scopes"):
        load_engine(shipped[: len(shipped) // 2], name="mine.npz")
    edited = load_engine(shipped, name="mine.npz")
    weights = np.rint(edited.left / edited.head["units"]["left"]).astype(np.int8)
    weights[0] += 1
    for arrays in ({"left": weights}, {"left": weights[:9]}, {"more": weights}):
        with pytest.raises(ModelError, match=r"mine\.npz: was edited or damaged"):
            load_engine(changed(shipped, **arrays), name="mine.npz")
    later = head_of(format="certainty-scopes", version=9)
    for head in (later, head_of(format="certainty-targets", version=1), head_of(version=1)):
        with pytest.raises(ModelError, match="this version of the library"):
            load_engine(changed(shipped, head=head), name="mine.npz")
    with pytest.raises(ModelError):
        load_engine(changed(shipped, head=np.frombuffer(b"[1]", np.uint8)), name="mine.npz")


def test_the_shipped_weights_know_the_papers_that_they_have_seen(shared, shipped):
    texts = read_texts(shared / "data" / "corpora", "bioscope_full_papers.all")
    engine = load_engine(shipped, name="scopes.npz")
    found = labelled(texts)
    assert engine.head["scopes"] > len(found) == 1044
    right_ones = [
        one.seen.outside(*engine.predict(one.seen)) == one.label.scope for one in found[:200]
    ]
    assert np.mean(right_ones) > 0.8
