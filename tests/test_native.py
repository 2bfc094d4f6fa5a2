"""What is looked up for each word of a text: the native code does what the plain code does.

Where the package is not compiled, the plain code alone is tested.
"""

from __future__ import annotations

import gc
import subprocess
import sys
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certainty import data, native, plain
from certainty.annotator import Annotator
from certainty.heads import Head
from certainty.panels import Panel
from certainty.patterns import NUMBER
from certainty.pipeline import _vocabulary
from certainty.tokens import lower, tokenize
from certainty.trie import Trie
from certainty.vocabulary import BREAK, NAMES, NUMERAL

ANNOTATOR = Annotator()
COMPILED, MODEL = ANNOTATOR.pipeline._compiled, data.default_model()
VOCABULARY = _vocabulary(COMPILED, MODEL)
TRIES = [COMPILED.cues._trie, COMPILED.pseudo._trie]
PANELS = [MODEL.over_cues, MODEL.over_words]
IS_NATIVE = native.Memory is not plain.Memory
needs_native = pytest.mark.skipif(not IS_NATIVE, reason="the package is not compiled here")
OURS, THEIRS = native.Memory(VOCABULARY.cut), plain.Memory(VOCABULARY.cut)
WALKERS = [(native.Walker(each, NUMBER), plain.Walker(each, NUMBER)) for each in TRIES]
SCORERS = [(native.Scorer(each), plain.Scorer(each)) for each in PANELS]

EXAMPLES = [row.example for row in COMPILED.lexicon.cues if row.example]
PHRASES = [lower(example) for example in EXAMPLES]
ODD = ["won't", "0", "30%", "re-\n", "elec-\r\n", "\xa0", "a\u2003b", "“so”", "İ", "x" * 40]
ODD += [
    "\U0001f600",
    "100-to-1",
    "^",
    "",
    "may",
    "it's",
    "---",
    '"' * 50,
    "\xad",
    "不",
    "O'Brien",
]
texts = st.lists(
    st.sampled_from(PHRASES) | st.sampled_from(ODD) | st.text(max_size=12), max_size=8
).map(lambda parts: lower(" ".join(parts)))


def everything(reading):
    """All that a reading tells."""
    marks = [1 << bit for bit in range(13)]
    sums = (reading.paper, reading.rated, reading.vague)
    where = [reading.where(mark) for mark in marks]
    facts = (reading.words, reading.folded, reading.marks, reading.hyphenated)
    return facts, sums, where, reading.all()


def test_a_reading_has_the_words_of_the_text():
    text = "x  It won't cost 30 before May,\nhe said. "
    reading = OURS.read(lower(text), 1, len(text))
    assert reading.words == tokenize(text).words[1:]
    assert reading.folded[4] == "0"
    assert reading.all() == tokenize(text).spans[1:]
    assert [reading.words[at] for at in reading.where(NUMERAL)] == ["30"]
    assert [reading.words[at] for at in reading.where(BREAK)] == [",", "."]
    assert [reading.words[at] for at in reading.where(NAMES)] == ["will", "may"]
    assert reading.where(1 << 20) == []
    assert reading.slice(0, 2) == (3, 8)
    assert reading.within(5, 9) == (1, 3)
    assert not reading.hyphenated
    assert OURS.read("", 0, 0).words == []


def test_a_word_broken_at_the_end_of_a_line_is_one():
    text = "the elec-\ntion will  do"
    reading = OURS.read(text, 0, len(text))
    assert reading.words == ["the", "election", "will", "do"]
    assert reading.slice(1, 2) == (4, 14)
    assert reading.hyphenated


@needs_native
@given(texts, st.data())
def test_native_readings_equal_plain_ones(text, choose):
    start = choose.draw(st.integers(0, len(text)))
    end = choose.draw(st.integers(start, len(text)))
    ours, theirs = OURS.read(text, start, end), THEIRS.read(text, start, end)
    assert everything(ours) == everything(theirs)
    for first in range(len(ours.words)):
        last = choose.draw(st.integers(first + 1, len(ours.words)))
        assert ours.slice(first, last) == theirs.slice(first, last)
    at = choose.draw(st.tuples(st.integers(start, end), st.integers(start, end)))
    assert ours.within(*at) == theirs.within(*at)


@needs_native
@given(texts)
def test_native_walks_and_scores_equal_plain_ones(text):
    ours, theirs = OURS.read(text, 0, len(text)), THEIRS.read(text, 0, len(text))
    everywhere = list(range(len(ours.words)))
    for walker, plainly in WALKERS:
        assert walker.find(ours, everywhere) == plainly.find(theirs, everywhere)
    for first, last, row in WALKERS[0][0].find(ours, everywhere):
        entry = COMPILED.lexicon.cues[row]
        near = (first, last, entry.id, entry.kind)
        for scorer, plainly in SCORERS:
            assert scorer.judge(ours, *near) == plainly.judge(theirs, *near)
    for scorer, plainly in SCORERS:
        assert scorer.judge_words(ours, everywhere) == plainly.judge_words(theirs, everywhere)


@needs_native
def test_every_example_of_the_lexicon_is_read_walked_and_scored_alike():
    for text in PHRASES:
        ours, theirs = OURS.read(text, 0, len(text)), THEIRS.read(text, 0, len(text))
        assert everything(ours) == everything(theirs)
        places = list(range(len(ours.words)))
        for walker, plainly in WALKERS:
            assert walker.find(ours, places) == plainly.find(theirs, places)
        for scorer, plainly in SCORERS:
            assert scorer.judge_words(ours, places) == plainly.judge_words(theirs, places)


def test_more_chunks_than_are_remembered_are_read_right():
    memory = native.Memory(VOCABULARY.cut)
    text = " ".join(f"w{number}" for number in range(50_000))
    assert memory.read(text, 0, len(text)).words == text.split()
    assert memory.read(text, 0, len(text)).words == text.split()
    assert memory.read("w1 w49999 w1", 0, 12).words == ["w1", "w49999", "w1"]


def test_threads_may_share_a_memory():
    memory = native.Memory(VOCABULARY.cut)
    lines = [" ".join(f"{word}{n}" for n in range(3000)) for word in "abcd"]
    found = {}

    def read(line):
        found[line] = [memory.read(line, 0, len(line)).words for _ in range(3)]

    threads = [Thread(target=read, args=(line,)) for line in lines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {line: [line.split()] * 3 for line in lines}


@needs_native
def test_what_cannot_be_read_is_refused():
    reading = OURS.read("it may be", 0, 9)
    walker, scorer = WALKERS[0][0], SCORERS[0][0]
    for call in (
        lambda: OURS.read("it", 0, 3),
        lambda: OURS.read("it", 2, 1),
        lambda: OURS.read("it", -1, 1),
        lambda: reading.slice(0, 4),
        lambda: reading.slice(3, 3),
        lambda: walker.find(reading, [3]),
        lambda: walker.find(reading, [-1]),
        lambda: scorer.judge(reading, 2, 4, "may", ""),
        lambda: scorer.judge(reading, 2, 2, "may", ""),
        lambda: scorer.judge_words(reading, [7]),
    ):
        with pytest.raises(IndexError):
            call()
    for call in (
        lambda: OURS.read(b"it", 0, 2),
        lambda: OURS.read("it", 0),
        lambda: OURS.read("it", "0", 2),
        lambda: reading.where("1"),
        lambda: walker.find(["it"], [0]),
        lambda: walker.find(reading, (0,)),
        lambda: scorer.judge_words(reading, None),
        lambda: scorer.judge("it", 0, 1, "may", ""),
        lambda: native.Memory(lambda chunk: None).read("it", 0, 2),
        lambda: native.Memory(lambda chunk: [chunk]).read("it", 0, 2),
        lambda: native.Reading(),
    ):
        with pytest.raises(TypeError):
            call()
    with pytest.raises(AttributeError):
        native.Walker("no trie", NUMBER)
    with pytest.raises(AttributeError):
        native.Scorer("no panel")


def test_a_word_that_a_later_table_knows_is_known_then():
    memory = native.Memory(VOCABULARY.cut)
    text = "the zibblewock may hum"
    assert memory.read(text, 0, len(text)).words == text.split()
    walker = native.Walker(Trie(["zibblewock may"]), NUMBER)
    scorer = native.Scorer(Panel([Head.of({"own\tzibblewock\t": 1.0}, bias=0.5)]))
    reading = memory.read(text, 0, len(text))
    assert walker.find(reading, [1, 2]) == [(1, 3, 0)]
    assert scorer.judge_words(reading, [1, 2]) == [(1, [1.5])]


FIRST = "import sys, certainty; print(certainty.annotate(sys.stdin.read()).to_dict())"


@pytest.mark.parametrize(
    "text", ["The tank holds approx two hundred litres.", *EXAMPLES[500::1500]]
)
def test_the_first_text_of_a_process_has_all_its_cues(text, tmp_path):
    """Whatever is made when first asked for: a word may be known to one table alone."""
    run = subprocess.run(
        [sys.executable, "-c", FIRST], input=text, capture_output=True, text=True, cwd=tmp_path
    )
    assert run.stdout.strip() == str(ANNOTATOR(text).to_dict()), run.stderr


def test_an_error_of_whoever_cuts_comes_through():
    def cut(chunk):
        raise LookupError(chunk)

    with pytest.raises(LookupError, match="may"):
        native.Memory(cut).read("may be", 0, 6)


def test_a_memory_that_leads_to_itself_is_collected():
    class Cutter:
        dropped = 0

        def cut(self, chunk):
            return VOCABULARY.cut(chunk)

        def __del__(self):
            Cutter.dropped += 1

    cutter = Cutter()
    cutter.memory = native.Memory(cutter.cut)
    assert cutter.memory.read("it may", 0, 6).words == ["it", "may"]
    del cutter
    gc.collect()
    assert Cutter.dropped == 1
