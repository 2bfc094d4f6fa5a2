"""Surveyed phrases carry the numbers that readers gave, all the way to a span."""

from __future__ import annotations

import pytest

from certainty import data
from certainty.cues import resolve
from certainty.tokens import tokenize

SURVEYS = data.surveys()
LEXICON = data.default_lexicon()
SURVEYED = [entry for entry in LEXICON.cues if entry.basis == "survey"]


def test_a_surveyed_entry_has_the_number_of_the_survey():
    assert len(SURVEYED) > 50
    for entry in SURVEYED:
        assert entry.like in SURVEYS, entry.origin
        assert entry.estimate.mean == pytest.approx(SURVEYS[entry.like].estimate.mean, abs=0.03)
        assert entry.estimate.low <= entry.estimate.mean <= entry.estimate.high


def test_no_number_is_called_surveyed_for_want_of_a_survey():
    names = {entry.like for entry in LEXICON.cues if entry.like}
    assert names <= set(SURVEYS)


def found(matcher, phrase):
    """The number of the entry that a bare phrase is found as, whole."""
    words = tokenize(phrase).words
    matches = [m for m in matcher.find(words) if hasattr(m.value, "estimate")]
    whole = [m.value for m in resolve(matches) if (m.first, m.last) == (0, len(words))]
    return whole[0] if whole else None


def test_surveyed_likelihoods_are_found_as_themselves():
    """The bare phrase, without a sentence: modifiers are what the lexicon makes of them."""
    from certainty.compiled import Compiled

    matcher = Compiled.of(LEXICON).cues
    reached = {phrase: found(matcher, phrase) for phrase in SURVEYS}
    whole = {phrase: entry for phrase, entry in reached.items() if entry and entry.estimate}
    assert len(whole) > 0.6 * len(SURVEYS)
    for phrase, entry in whole.items():
        if entry.basis == "survey":
            heard = SURVEYS[phrase].estimate.mean
            assert entry.estimate.mean == pytest.approx(heard, abs=0.03), phrase


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("likely", "Rain is likely."),
        ("unlikely", "Rain is unlikely."),
        ("probable", "A merger is probable."),
        ("almost certain", "It is almost certain that the pact holds."),
        ("highly likely", "It is highly likely that the pact holds."),
        ("very unlikely", "It is very unlikely that the pact holds."),
        ("about even", "The odds of a strike are about even."),
        ("little chance", "There is little chance that the pact holds."),
    ],
)
def test_a_span_has_the_number_that_readers_gave(annotator, phrase, text):
    (span,) = [s for s in annotator(text).sentences[0].spans if phrase in s.text]
    assert span.probability.mean == pytest.approx(SURVEYS[phrase].estimate.mean, abs=0.06)
