"""The benchmarks are run by hand; here only what they are made of is held to work."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from certainty import Annotator, default_lexicon

FOLDER = Path(__file__).parent / "benchmarks"
TEXTS = ["Officials said that rain is unlikely.", "It may snow, but the pier will hold."]


def script(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setattr(sys, "path", [str(FOLDER), *sys.path])
    return import_module(name)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("references", ["posts.jsonl.gz", "--peers", "peers", "--times", "3"]),
        ("references", ["--no-peers"]),
        ("growth", ["length", "--most", "1000"]),
        ("growth", ["hostile", "posts.jsonl.gz", "--size", "5000"]),
        ("growth", ["lexicon"]),
        ("growth", ["latency"]),
        ("growth", ["start", "--times", "1"]),
    ],
)
def test_arguments_are_read(
    name: str, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert script(name, monkeypatch).parser().parse_args(arguments)


def test_every_stage_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    references = script("references", monkeypatch)
    works = references.stages(Annotator(), TEXTS)
    spans = [
        span for found in works[references.RECORDS]() for one in found for span in one.spans
    ]
    assert {span.text for span in spans} >= {"unlikely", "may"}
    assert all(work() for work in works.values())


def test_phrases_are_written_out(monkeypatch: pytest.MonkeyPatch) -> None:
    written = script("references", monkeypatch).phrases(default_lexicon())
    assert {"almost certainly", "unlikely"} <= set(written)
    assert not any("{" in phrase or "|" in phrase for phrase in written)


def test_table_holds_the_ratios(monkeypatch: pytest.MonkeyPatch) -> None:
    references = script("references", monkeypatch)
    times = {references.WORDS: 0.002, references.RECORDS: 0.01, "a peer": 0.1}
    *_, last = references.lines(times, 1000)
    assert last == "| a peer | 100.0 | 10,000 | 50.00 | 10.00 |"


def test_hostile_texts_are_as_long(monkeypatch: pytest.MonkeyPatch) -> None:
    growth = script("growth", monkeypatch)
    plain = growth.prose(TEXTS, 500)
    assert len(plain) == 500
    shortened = growth.hostile(plain).pop("no spaces")
    assert " " not in shortened
    lengths = {
        len(text) for title, text in growth.hostile(plain).items() if title != "no spaces"
    }
    assert lengths == {500}


def test_lexicon_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    growth = script("growth", monkeypatch)
    small = default_lexicon().filter(kinds={"confidence"})
    words = "river bridge harbour signal winter market tower engine garden island".split()
    large = growth.enlarged(small, 3, words)
    assert len(large.cues) == 3 * len(small.cues)
    assert len({cue.phrase for cue in large.cues}) == len(large.cues)
