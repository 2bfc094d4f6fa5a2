"""Sentences that something else has found are taken as they are, with the text around them."""

from __future__ import annotations

import copy
import pickle
from functools import cache

import pytest
from holding import read_cases
from hypothesis import given
from hypothesis import strategies as st

from certainty import Annotator, Document, TextError
from certainty.bounds import checked
from certainty.sentences import LIMIT

TEXTS = [case["text"] for case in read_cases()][::6]
PLAIN = "officials say rain is unlikely snow may fall they added"
PLAIN_BOUNDS = [(0, 30), (31, 44), (44, 55)]


@cache
def annotator_of(**chosen):
    return Annotator(**chosen)


def bounds_of(document):
    return [(sentence.start, sentence.end) for sentence in document.sentences]


def test_the_librarys_own_sentences_give_its_own_document(annotator):
    for text in TEXTS:
        document = annotator(text)
        assert annotator(text, sentences=bounds_of(document)) == document


def test_other_sentences_are_taken_as_given(annotator):
    document = annotator(PLAIN, sentences=PLAIN_BOUNDS)
    assert [sentence.text for sentence in document.sentences] == [
        "officials say rain is unlikely",
        "snow may fall",
        "they added",
    ]
    assert [span.text for sentence in document.sentences for span in sentence.spans] == [
        "unlikely",
        "may",
    ]


def test_holders_reach_over_sentences_that_were_given(annotator):
    text = "A senior official said a deal was likely; talks may resume, the official added."
    at = text.index("talks")
    document = annotator(text, sentences=[(0, at), (at, len(text))])
    source = document.sentences[1].source
    assert (source.text, source.refers_to.text) == ("the official", "A senior official")
    assert len(annotator(text).sentences) == 1


def test_a_quotation_carries_its_speaker_over_sentences_that_were_given(annotator):
    text = '"It may rain; snow is unlikely," said Ann Hill.'
    at = text.index("snow")
    document = annotator(text, sentences=[(0, at), (at, len(text))])
    held = [span.source.text for sentence in document.sentences for span in sentence.spans]
    assert held == ["Ann Hill", "Ann Hill"]


@pytest.mark.parametrize(
    "journey",
    [
        lambda document: document,
        copy.deepcopy,
        lambda document: pickle.loads(pickle.dumps(document)),
        lambda document: Document.from_dict(document.to_dict()),
        lambda document: annotator_of().adopt(Document.from_dict(document.to_dict())),
    ],
    ids=["as made", "copied", "pickled", "read", "adopted"],
)
def test_their_numbers_are_explained(annotator, journey):
    document = journey(annotator(PLAIN, sentences=PLAIN_BOUNDS))
    for sentence in document.sentences:
        assert sentence.explain().replay() == sentence.certainty
        for span in sentence.spans:
            assert span.explain().replay() == span.probability


def test_they_get_the_scopes_of_the_trained_model_too():
    document = annotator_of(scope="model")(PLAIN, sentences=PLAIN_BOUNDS)
    assert bounds_of(document) == [(0, 30), (31, 44), (45, 55)]


def test_what_is_too_long_is_cut(annotator):
    text = "rain may fall " * 1000
    document = annotator(text, sentences=[(0, len(text))])
    assert len(document.sentences) == 4
    assert all(len(sentence.text) <= LIMIT for sentence in document.sentences)


@pytest.mark.parametrize(
    ("sentences", "found"),
    [
        ([(0, 99)], "sentence 0 is [0, 99); give offsets of the text, which has 15 characters"),
        ([(0, 5), (4, 9)], "sentence 1 is [4, 9)"),
        ([(5, 9), (0, 4)], "sentence 1 is [0, 4)"),
        ([(9, 5)], "sentence 0 is [9, 5)"),
        ([(-3, 5)], "sentence 0 is [-3, 5)"),
    ],
)
def test_sentences_that_are_none_are_refused(annotator, sentences, found):
    with pytest.raises(ValueError) as caught:
        annotator("Rain may fall. ", sentences=sentences)
    assert str(caught.value).startswith(found)


def test_only_a_text_has_sentences(annotator):
    with pytest.raises(TextError, match="text is bytes"):
        annotator(b"Rain may fall.", sentences=[(0, 5)])


@given(st.data())
def test_given_sentences_hold_all_but_the_space_around_them(data):
    text = data.draw(st.text("rain may 😀\n\t.", max_size=60))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    sentences = list(zip([0, *cuts], [*cuts, len(text)]))
    expected = [text[start:end].strip() for start, end in sentences]
    bounds = checked(text, sentences)
    assert [text[start:end] for start, end in bounds] == [part for part in expected if part]
    assert bounds_of(annotator_of()(text, sentences=sentences)) == bounds


class Offset:
    """An offset as numpy has them: no int, but as good as one."""

    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


def test_offsets_need_not_be_of_the_type_int(annotator):
    given = [(Offset(start), Offset(end)) for start, end in PLAIN_BOUNDS]
    assert annotator(PLAIN, sentences=given) == annotator(PLAIN, sentences=PLAIN_BOUNDS)
