"""The shipped model: what scikit-learn would say with its weights, and that it is current."""

from __future__ import annotations

import json
import pickle

import numpy as np
import pytest
from holding import read_cases
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from certainty import data
from certainty.annotator import Annotator
from certainty.candidates import settle
from certainty.compiled import Compiled
from certainty.features import around, candidate_names, fold, sentence_names
from certainty.heads import Calibration, Head
from certainty.model import EPISTEMIC_SENSES, HEADS, SENSES
from certainty.model_file import FORMAT, VERSION, dump_model, load_model, read_model
from certainty.panels import Panel
from certainty.tokens import tokenize

PATH = data.lexicon_dir().joinpath("model.npz")
BYTES = PATH.read_bytes()
MODEL = data.default_model()
TEXTS = [case["text"] for case in read_cases()]
SENTENCES = [fold(tokenize(text).words) for text in TEXTS]


def sklearn_scores(head, rows):
    """What scikit-learn's own logistic regression makes of the weights, before calibration."""
    weights = head.named()
    vectorizer = DictVectorizer(sparse=True).fit([dict.fromkeys(weights, 1.0)])
    fitted = LogisticRegression()
    fitted.classes_ = np.array([0, 1])
    fitted.coef_ = np.array([[weights[n] for n in vectorizer.get_feature_names_out()]])
    fitted.intercept_ = np.array([head.bias])
    counted = [{name: float(row.count(name)) for name in row} for row in rows]
    return fitted.decision_function(vectorizer.transform(counted))


def probabilities(head, scores):
    return [head.calibration.of(score) for score in scores]


@pytest.fixture(scope="module")
def matches():
    """For each sentence the lexicon's matches in it."""
    compiled = Compiled.of(data.default_lexicon())
    return [(words, settle(words, compiled.find(words)[0], [])) for words in SENTENCES]


def test_hedged_agrees_with_scikit_learn():
    head = MODEL.heads["hedged"]
    for words in SENTENCES[::12]:
        judged = [at for at, word in enumerate(words) if word in head.own]
        ours, _ = MODEL.sentence(words)
        if not judged:
            assert ours == MODEL.unhedged
            continue
        rows = [candidate_names(words, at, at + 1, words[at]) for at in judged]
        (theirs,) = probabilities(head, [max(sklearn_scores(head, rows))])
        assert ours == pytest.approx(theirs, abs=1e-9)


def test_weasel_agrees_with_scikit_learn():
    head = MODEL.heads["weasel"]
    chosen = SENTENCES[::6]
    rows = [sentence_names(words, head.own) for words in chosen]
    theirs = probabilities(head, sklearn_scores(head, rows))
    assert np.ptp(theirs) > 0.5
    ours = [MODEL.sentence(words)[1] for words in chosen]
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-9)


@pytest.mark.parametrize(("name", "papers"), [("epistemic", 0.0), ("epistemic_papers", 1.0)])
def test_the_epistemic_heads_agree_with_scikit_learn(matches, name, papers):
    head = MODEL.heads[name]
    judged = [
        (words, match.first, match.last, match.value)
        for words, found in matches
        for match in found
        if match.value.id in head.own
    ]
    rows = [candidate_names(w, first, last, e.id, e.kind) for w, first, last, e in judged]
    ours = [
        MODEL.epistemic(MODEL.scores(*candidate), candidate[-1], papers) for candidate in judged
    ]
    assert len(ours) > 50
    theirs = probabilities(head, sklearn_scores(head, rows))
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-9)


def test_either_head_counts_as_much_as_the_genre_says(matches):
    words, first, last, entry = next(
        (words, match.first, match.last, match.value)
        for words, found in matches
        for match in found
        if all(
            match.value.id in MODEL.heads[name].own
            for name in ("epistemic", "epistemic_papers")
        )
    )
    scores = MODEL.scores(words, first, last, entry)
    other, mixed, paper = (MODEL.epistemic(scores, entry, p) for p in (0.0, 0.25, 1.0))
    assert mixed == pytest.approx(0.25 * paper + 0.75 * other)


def test_a_phrase_that_no_head_knows_has_a_prior():
    known = set(MODEL.heads["epistemic"].own)
    cues = data.default_lexicon().cues
    plain = next(e for e in cues if e.id not in known and not e.near_miss)
    ambiguous = next(e for e in cues if e.id not in known and e.near_miss)
    words = ["so", "it", "is", "."]
    for entry, prior in ((plain, MODEL.prior), (ambiguous, MODEL.ambiguous_prior)):
        assert MODEL.epistemic(MODEL.scores(words, 1, 2, entry), entry, 0.0) == prior


def test_papers_are_told_from_other_prose():
    paper = "Expression of the receptor in transfected cells was measured by blotting ."
    news = "The minister said on Friday that the port would reopen next week ."
    assert MODEL.papers(paper.lower().split()) > 0.8 > 0.05 > MODEL.papers(news.lower().split())


def test_what_is_annotated_is_what_the_model_says(annotator):
    text = "The river flows past the mill for 30 miles."
    words = fold(tokenize(text).words)
    sentence = annotator(text).sentences[0]
    assert (sentence.hedged, sentence.weasel) == MODEL.sentence(words)


def test_other_readings_of_a_word_are_told_apart(annotator):
    """The heads have learnt something: golden sentences, wide bands."""
    modal, month = Annotator(threshold=0)("It may rain in May.").sentences[0].spans
    assert modal.epistemic > 0.5 > month.epistemic
    hedged = annotator("The results suggest that the enzyme may bind zinc.").sentences[0]
    flat = annotator("The enzyme was bought from a local supplier.").sentences[0]
    assert hedged.hedged > 0.8 > 0.2 > flat.hedged
    vague = annotator("Some critics claim it is widely regarded as a failure.").sentences[0]
    dated = annotator("The bridge was opened on 4 May 1932.").sentences[0]
    assert vague.weasel > 0.8 > 0.3 > dated.weasel


@pytest.mark.parametrize(
    ("text", "cue", "sense"),
    [
        ("The valve may stick in winter.", "may", "speculation"),
        ("He must have left early.", "must", "inference"),
        ("If it rains, we stay.", "If", "condition"),
        ("Analysts believe the bridge is sound.", "believe", "doxastic"),
        ("We examined whether the alloy rusts.", "whether", "investigation"),
        ("The results suggest a leak.", "suggest", "epistemic"),
        ("The bridge will hold.", "will", None),
        ("There is a 70% chance of rain.", "70% chance", None),
    ],
)
def test_a_cue_has_the_sense_in_which_it_is_used(annotator, text, cue, sense):
    spans = {span.text: span for span in annotator(text).sentences[0].spans}
    assert spans[cue].sense == sense


def test_a_modal_that_is_shown_speculates_or_infers():
    for text in TEXTS[::4]:
        for sentence in Annotator(threshold=0)(text).sentences:
            for span in sentence.spans:
                if span.kind == "modal" and span.sense is not None:
                    assert (span.sense in EPISTEMIC_SENSES) == (span.epistemic >= 0.5)


# Heads


def test_a_head_reads_its_weights_by_name():
    weights = {"own\tmay\t": 1.0, "own next\tmay\tbe": 0.5, "next\tbe": 0.25, "word\tit": 2.0}
    head = Head.of({**weights, "kind next\tmodal\tbe": 4.0}, bias=0.125)
    words, panel = ["it", "may", "be"], Panel([head, Head.of({}, bias=-1.0)])
    assert panel.judge_words(words) == [(1, [1.875, -1.0])]
    assert panel.judge(around(words, 1, 2), "may", "may", "modal") == [5.875, -1.0]
    assert head.weigh(words) == 2.0


@pytest.mark.parametrize("score", [-40.0, -3.0, 0.0, 0.7, 40.0])
def test_beta_calibration_with_equal_slopes_is_platts(score):
    platt = Calibration(1.5, 1.5, 0.2).of(score)
    nearly = Calibration(1.5, 1.5 + 1e-12, 0.2).of(score)
    assert 0 <= platt <= 1
    assert nearly == pytest.approx(platt, abs=1e-6)


# Ratings


def test_worded_and_stated_likelihoods_are_not_moved(annotator):
    for text, mean in (("Rain is unlikely.", 0.2007), ("There is a 70% chance of rain.", 0.7)):
        assert annotator(text).sentences[0].certainty.mean == pytest.approx(mean, abs=1e-4)


def test_a_flat_assertion_stays_near_one_with_a_wide_interval(annotator):
    for text in ("The bridge collapsed.", "The bridge did not collapse."):
        certainty = annotator(text).sentences[0].certainty
        assert certainty.mean >= 0.85
        assert certainty.low < 0.7
        assert certainty.high == pytest.approx(1.0)


# The file


def test_the_file_is_written_the_same_again():
    assert dump_model(load_model(BYTES, name="model.npz")) == BYTES


def test_the_file_is_small():
    assert len(BYTES) < 1_000_000


def test_the_head_says_what_the_model_is_and_is_made_of():
    head = MODEL.head
    assert (head["format"], head["version"]) == (FORMAT, VERSION)
    for name in ("sha256", "lexicon", "corpora"):
        assert len(bytes.fromhex(head[name])) == 32
    assert MODEL.digest == head["sha256"]
    assert json.loads(json.dumps(dict(head))) == head


def test_the_model_was_trained_with_the_shipped_lexicon():
    assert MODEL.head["lexicon"] == data.default_lexicon().digest, (
        "the model is stale: the lexicon has changed since it was trained; run `python -m "
        "certainty.learn train --corpora ../shared/data/corpora --out lexicons/model.npz`"
    )


def test_what_was_trained_is_in_the_lexicon():
    entries = {entry.id for entry in data.default_lexicon().cues}
    for name in ("epistemic", "epistemic_papers"):
        assert entries >= set(MODEL.heads[name].own)


def test_weights_are_finite_and_calibration_rises():
    assert set(MODEL.heads) == set(HEADS)
    for head in MODEL.heads.values():
        assert np.isfinite([*head.named().values(), head.bias, *head.calibration]).all()
        assert head.calibration.a > 0 < head.calibration.b
        found = [head.calibration.of(score) for score in (-1e9, -4, -1, 0, 1, 4, 1e9)]
        assert found == sorted(found)
        assert 0 <= found[0] < found[-1] <= 1


def test_the_licences_of_the_training_data_are_named():
    assert set(MODEL.head["licences"]) >= {"BioScope", "MiST"}


def test_a_model_travels(tmp_path):
    assert pickle.loads(pickle.dumps(MODEL)) == MODEL
    path = tmp_path / "model.npz"
    path.write_bytes(BYTES)
    assert read_model(path) == MODEL


# Training


@pytest.fixture(scope="module")
def slice_of_corpora(shared):
    """A few hundred sentences of each corpus, whole documents in order."""
    from itertools import islice

    from certainty.learn.corpora import HEDGE_CORPORA, MODAL_CORPUS, WEASEL_CORPUS, read_corpus

    folder = shared / "data" / "corpora"
    sizes = {**dict.fromkeys(HEDGE_CORPORA, 500), MODAL_CORPUS: 1200, WEASEL_CORPUS: 400}
    examples = [e for name, n in sizes.items() for e in islice(read_corpus(folder, name), n)]
    late = [e for e in read_corpus(folder, WEASEL_CORPUS) if e.late]
    return [*examples, *late[:600]]


def test_training_twice_gives_the_same_bytes(slice_of_corpora, shared):
    from certainty.learn.corpora import read_cue_strings
    from certainty.learn.ratings import read_rated
    from certainty.learn.shipped import train_shipped

    lexicon, folder = data.default_lexicon(), shared / "data" / "corpora"
    strings = read_cue_strings(folder)

    def rated(model, lexicon):
        found = read_rated(folder, model, lexicon)
        return [each for at, each in enumerate(found) if at % 4 == 0]

    first, second = (train_shipped(slice_of_corpora, strings, lexicon, rated) for _ in range(2))
    assert dump_model(first.model) == dump_model(second.model)
    assert first.results == second.results
    assert first.model.head["lexicon"] == lexicon.digest
    written = load_model(dump_model(first.model), name="new")
    for name in HEADS:
        ours, theirs = first.model.heads[name].named(), written.heads[name].named()
        assert ours.keys() == theirs.keys()
        assert [*ours.values()] == pytest.approx([theirs[key] for key in ours], abs=1e-4)
    assert set(first.results) == set(HEADS)
    assert all(result.gap < 0.01 for result in first.results.values())
    assert set(first.model.senses) == set(SENSES) == set(written.senses)
    assert first.senses == second.senses


def test_missing_corpora_are_named(tmp_path):
    from certainty.errors import InputError
    from certainty.learn.corpora import read_corpora, read_cue_strings

    with pytest.raises(InputError, match=r"lacks bioscope_abstracts\.all"):
        read_corpora(tmp_path)
    with pytest.raises(InputError, match=r"lacks wikiweasel_cue_strings"):
        read_cue_strings(tmp_path)


def test_the_simplest_method_of_calibration_that_is_as_good_is_chosen():
    from certainty.learn.calibration import METHODS, apply, best, compare

    random = np.random.default_rng(1)
    scores = random.normal(0, 2, 4000)
    groups = np.arange(4000) // 10
    truth = (random.random(4000) < 1 / (1 + np.exp(-(0.5 * scores - 1)))).astype(int)
    every = np.ones(4000, bool)
    losses = compare(scores, truth, groups, every, 5)
    assert set(losses) == {*METHODS, "isotonic"}
    assert best(losses) == "platt"
    found = METHODS["platt"](scores, truth)
    assert found.a == pytest.approx(0.5, abs=0.05)
    assert apply(found, np.array([0.3]))[0] == pytest.approx(found.of(0.3))
