"""Documents made up at random, to be written in every format and read back."""

from __future__ import annotations

from hypothesis import strategies as st

from certainty import Document, Estimate
from certainty.formats.marks import SENSES
from certainty.types import BASES, CONFIDENCES, KINDS, Sentence, Source, Span

#: Words that trip up whoever counts, quotes or cuts: emoji, pairs, marks over letters, markup.
WORDS = (
    *"Rain may can't 70% likely, U.S. # _ O B-modal T1 1 | \\s \\ ; : =".split(),
    *(
        '"said"',
        "<b>&amp;",
        "{x}",
        "😀",
        "👩‍🔬",
        "𝔘nlikely",
        "e\u0301te\u0301",
        "🇺🇦",
        "京",
        "\u200f",
        "\u0301",
    ),
)
GAPS = (" ", "  ", "\n", "\r\n", "\r", "\n\n", "\t", "\u00a0", "\u2028", " \n ")
names = st.sampled_from(["almost-certain", "", "a|b", 'x"y\\', "two words", "é😀\nz"])
shares = st.floats(0, 1)


@st.composite
def estimates(draw):
    low, mean, high = sorted(draw(st.tuples(shares, shares, shares)))
    return Estimate(mean, low, high)


@st.composite
def documents(draw):
    """Sentences over words in order, with cues, scopes and holders between words' borders."""
    words = draw(st.lists(st.sampled_from(WORDS), max_size=14))
    text, places = draw(st.sampled_from(["", " ", "\n"])), []
    for word in words:
        places.append((len(text), len(text) + len(word)))
        text += word + draw(st.sampled_from(GAPS))
    text = text if draw(st.booleans()) else text.rstrip()
    few = min(3, len(words) + 1)
    edges = sorted(draw(st.sets(st.integers(0, len(words)), min_size=few, max_size=6)))
    sentences, sources = [], []
    for first, last in zip(edges, edges[1:]):
        if draw(st.integers(0, 5)):
            sentences.append(draw(sentence(text, places[first:last], sources)))
    return Document(text, sentences, draw(st.sampled_from(["readers", "phia", "our desk"])))


@st.composite
def sentence(draw, text, places, sources):
    start, end = places[0][0], places[-1][1]
    few = min(3, len(places) + 1)
    edges = sorted(draw(st.sets(st.integers(0, len(places)), min_size=few, max_size=5)))
    spans = [
        draw(span(text, places, first, last, sources))
        for first, last in zip(edges, edges[1:])
        if draw(st.integers(0, 3))
    ]
    return Sentence(
        start,
        end,
        text[start:end],
        draw(st.none() | estimates()),
        draw(st.none() | st.sampled_from(["likely", "almost certain", "a|b"])),
        draw(shares),
        draw(shares),
        draw(st.none() | st.sampled_from(CONFIDENCES)),
        draw(holder(text, places, sources)),
        tuple(spans),
    )


@st.composite
def span(draw, text, places, first, last, sources):
    start, end = places[first][0], places[last - 1][1]
    scope = draw(stretch(places)) if draw(st.integers(0, 3)) else None
    return Span(
        start,
        end,
        text[start:end],
        draw(st.sampled_from(KINDS)),
        draw(st.none() | estimates()),
        draw(st.none() | st.sampled_from(BASES)),
        draw(names),
        draw(shares),
        draw(st.booleans()),
        scope,
        draw(holder(text, places, sources)),
        draw(st.none() | st.sampled_from(SENSES)),
    )


@st.composite
def stretch(draw, places):
    first = draw(st.integers(0, len(places) - 1))
    last = draw(st.integers(first, len(places) - 1))
    return places[first][0], places[last][1]


@st.composite
def holder(draw, text, places, sources):
    """A holder in the sentence or from an earlier one; it may refer to one before."""
    choice = draw(st.integers(0, 3))
    if choice == 0 or (choice == 1 and not sources):
        return None
    if choice == 1:
        return draw(st.sampled_from(sources))
    earlier = st.none() | st.sampled_from(sources) if sources else st.none()
    start, end = draw(stretch(places))
    sources.append(Source(text[start:end], start, end, draw(earlier), draw(earlier)))
    return sources[-1]
