"""The shipped model: what scikit-learn would say with its weights, and that it is current."""

from __future__ import annotations

import json
import pickle

import numpy as np
import pytest
from holding import read_cases
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from certainty import data, tokens
from certainty.annotator import Annotator, Compiled
from certainty.cues import resolve
from certainty.features import cue_features, sentence_features
from certainty.lexicon import Entry
from certainty.model import (
    FORMAT,
    HEADS,
    VERSION,
    dump_model,
    is_ambiguous_word,
    load_model,
    read_model,
)

PATH = data.lexicon_dir().joinpath("model.npz")
BYTES = PATH.read_bytes()
MODEL = data.default_model()
TEXTS = [case["text"] for case in read_cases()]


def sklearn_probabilities(head, rows):
    """What scikit-learn's own logistic regression makes of the weights, then calibrated.

    The calibration is a logistic regression too, on the score of the first.
    """
    vectorizer = DictVectorizer(sparse=True).fit([dict.fromkeys(head.weights, 1.0)])
    inner = regression(
        [head.weights[name] for name in vectorizer.get_feature_names_out()], head.bias
    )
    scores = inner.decision_function(vectorizer.transform(rows))
    outer = regression([head.slope], head.offset)
    return outer.predict_proba(scores.reshape(-1, 1))[:, 1]


def regression(weights, bias):
    fitted = LogisticRegression()
    fitted.classes_ = np.array([0, 1])
    fitted.coef_ = np.array([weights], float)
    fitted.intercept_ = np.array([bias], float)
    return fitted


@pytest.fixture(scope="module")
def matches():
    """For each text its words and the lexicon's matches in them."""
    compiled = Compiled.of(data.default_lexicon())
    found = []
    for text in TEXTS:
        words = tokens.tokenize(text).words
        entries, _ = compiled.find(words)
        found.append((words, resolve(entries)))
    return found


@pytest.mark.parametrize(("head", "place"), [("hedged", 0), ("weasel", 1)])
def test_sentence_heads_agree_with_scikit_learn(matches, head, place):
    matches = matches[::6][:200]
    cues = [
        [(entry, 0.1 + 0.8 * (i % 7) / 7) for i, (_, _, entry) in enumerate(found)]
        for _, found in matches
    ]
    rows = [sentence_features(words, own) for (words, _), own in zip(matches, cues)]
    ours = [MODEL.sentence(words, own)[place] for (words, _), own in zip(matches, cues)]
    theirs = sklearn_probabilities(MODEL.heads[head], rows)
    assert len(ours) == 200
    assert np.ptp(theirs) > 0.5
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-9)


def test_the_epistemic_head_agrees_with_scikit_learn(matches):
    judged = [
        (words, first, last, entry)
        for words, found in matches
        for first, last, entry in found
        if entry.id in MODEL.trained and is_ambiguous_word(entry)
    ]
    rows = [dict.fromkeys(cue_features(*candidate), 1.0) for candidate in judged]
    ours = [MODEL.epistemic(*candidate) for candidate in judged]
    assert len(ours) > 50
    np.testing.assert_allclose(
        ours, sklearn_probabilities(MODEL.heads["epistemic"], rows), rtol=0, atol=1e-9
    )


def test_what_is_annotated_is_what_the_model_says(annotator):
    """The annotator's own path to the sentence heads, from a plain sentence on."""
    text = "The river flows past the mill."
    words = tokens.tokenize(text).words
    assert annotator(text).sentences[0].spans == ()
    for head in ("hedged", "weasel"):
        (theirs,) = sklearn_probabilities(MODEL.heads[head], [sentence_features(words, [])])
        ours = getattr(annotator(text).sentences[0], head)
        assert ours == pytest.approx(theirs, abs=1e-9)


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
    assert entries >= MODEL.trained


def test_weights_are_finite_and_calibration_rises():
    assert set(MODEL.heads) == set(HEADS)
    for head in MODEL.heads.values():
        assert np.isfinite([*head.weights.values(), head.bias, head.slope, head.offset]).all()
        assert head.slope > 0
        assert all(head.weights)
        assert head.probability(-1e9) >= 0
        assert head.probability(1e9) <= 1


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


def test_training_twice_gives_the_same_bytes(slice_of_corpora):
    from certainty.learn.train import train

    lexicon = data.default_lexicon()
    first, second = (train(slice_of_corpora, lexicon) for _ in range(2))
    assert dump_model(first.model) == dump_model(second.model)
    assert first.figures == second.figures
    assert first.model.head["lexicon"] == lexicon.digest
    written = load_model(dump_model(first.model), name="new")
    assert written.heads == first.model.heads
    assert set(first.figures) == set(HEADS)


def test_missing_corpora_are_named(tmp_path):
    from certainty.errors import InputError
    from certainty.learn.corpora import read_corpora

    with pytest.raises(InputError, match=r"lacks bioscope_abstracts\.all"):
        read_corpora(tmp_path)
