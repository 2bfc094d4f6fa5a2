"""Each stage and the whole beside references, in one run: the table that README quotes.

``python tests/benchmarks/references.py [FILE.jsonl.gz ...] [--peers DIR]``

The references are ``re.findall`` of the words, `ahocorasick_rs` over the literal phrases of the
lexicon, and two annotators, medSpaCy ConText and iKnow, each installed into a virtual
environment of its own under DIR, or in a temporary folder without it; ``--no-peers`` leaves
them out. The texts are read as `throughput.py` reads them. All take turns, and the least
processor time of each counts. From the second turn on an annotator remembers the words of the
texts; one line is about text of which it remembers none, and new text lies between the two.
Absolute figures are those of the machine; the ratios are what can be compared.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from peers import PACKAGES, Peer, PeerError
from throughput import WORD, documents, read_texts, seconds

import certainty
from certainty import Annotator, Lexicon
from certainty.cli import build
from certainty.patterns import expand, members
from certainty.sentences import split
from certainty.sources import Speech, find_sources

WORDS, RECORDS = "re.findall of the words", "text to records"
UNSEEN = "text to records, no word seen before"


def phrases(lexicon: Lexicon) -> list[str]:
    """The lexicon's phrases in so many words; open slots cannot be written out.

    A closed slot such as ``{be}`` stands for each of its forms.
    """
    found = set()
    for cue in lexicon.cues:
        for words in expand(cue.phrase):
            choices = [members(word) if word.startswith("{") else (word,) for word in words]
            if not {"{adv}", "{any}", "{num}"}.intersection(words):
                found.update(map(" ".join, product(*choices)))
    return sorted(found)


def stages(annotator: Annotator, texts: list[str]) -> dict[str, Callable[[], object]]:
    """What is measured of ours, by its title; the later ones do the work of the earlier too."""
    pipeline = annotator.pipeline
    views = [v for text in texts for run in pipeline._runs(text, Speech(text)) for v in run]
    reporters = pipeline._compiled.reporters
    found = [(text, annotator.found(text)) for text in texts]
    works: dict[str, Callable[[], object]] = {
        "sentences": lambda: [list(split(t, pipeline._abbreviations)) for t in texts],
        "sentences, words": lambda: [list(pipeline._runs(t, Speech(t))) for t in texts],
        "cues, model, rules": lambda: [pipeline._cues(view, []) for view in views],
        "sources": lambda: [find_sources(view, reporters) for view in views],
        "text to judgements": lambda: [list(pipeline.judged(text)) for text in texts],
        RECORDS: lambda: [annotator.found(text) for text in texts],
        "records to rows": lambda: [annotator.document(*each).rows() for each in found],
        "text to rows": lambda: [annotator(text).rows() for text in texts],
        "text to objects": lambda: [annotator(text).sentences for text in texts],
    }
    with suppress(ImportError):
        import pyarrow  # noqa: F401

        works["text to columns"] = lambda: certainty.table(texts, annotator=annotator)
    return works


def lines(times: dict[str, float], sentences: int) -> list[str]:
    """A table in Markdown: microseconds a sentence, sentences a second, and ratios."""
    words, ours = times[WORDS], times[RECORDS]
    rows = [
        f"| {title} | {each / sentences * 1e6:.1f} | {sentences / each:,.0f} "
        f"| {each / words:.2f} | {each / ours:.2f} |"
        for title, each in times.items()
    ]
    head = f"| | µs a sentence | sentences a second | × {WORDS} | × {RECORDS} |"
    return [head, "|---|--:|--:|--:|--:|", *rows]


def compare(texts: list[str], folder: Path | None, times: int) -> tuple[dict[str, float], int]:
    """The least seconds of each of ours and, with a folder, of each peer; and the sentences."""
    annotator = Annotator()
    works: dict[str, Callable[[], object]] = {WORDS: lambda: list(map(WORD.findall, texts))}
    works |= stages(annotator, texts)
    runs: dict[str, Callable[[], float]] = {
        title: lambda work=work: seconds(work) for title, work in works.items()
    }
    runs[UNSEEN] = lambda: _first_pass(texts)
    job = {"texts": texts, "phrases": phrases(annotator.lexicon)}
    with ExitStack() as stack:
        for name in PACKAGES if folder else ():
            try:
                peer = Peer.started(name, folder, job)
            except PeerError as error:
                sys.stderr.write(f"{name} is left out: {error}\n")
                continue
            stack.callback(peer.stop)
            runs[name] = peer.seconds
        found = [{title: run() for title, run in runs.items()} for _ in range(times)]
    least = {title: min(each[title] for each in found) for title in runs}
    return least, sum(len(annotator.found(text)) for text in texts)


def _first_pass(texts: list[str]) -> float:
    """Seconds of an annotator that has no words in memory yet."""
    annotator = Annotator()
    return seconds(lambda: [annotator.found(text) for text in texts])


def parser() -> argparse.ArgumentParser:
    """The arguments."""
    made = argparse.ArgumentParser(description=__doc__)
    made.add_argument("files", nargs="*")
    made.add_argument("--peers", type=Path, metavar="DIR")
    made.add_argument("--no-peers", action="store_true")
    made.add_argument("--times", type=int, default=9)
    return made


def main() -> None:
    """Print the table."""
    given = parser().parse_args()
    texts = documents(read_texts(given.files))
    with ExitStack() as stack:
        folder = given.peers
        if not folder:
            folder = Path(stack.enter_context(TemporaryDirectory()))
        times, n = compare(texts, None if given.no_peers else folder, given.times)
    words = sum(len(text.split()) for text in texts)
    sys.stdout.write(f"{build()}, {n} sentences of {words / n:.1f} words\n\n")
    sys.stdout.writelines(f"{line}\n" for line in lines(times, n))


if __name__ == "__main__":
    main()
