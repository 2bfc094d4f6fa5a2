"""How many sentences a second, from text to rows, beside bare tokenising in the same run.

``python tests/benchmarks/throughput.py [FILE.jsonl.gz ...]`` reads the ``text`` fields of the
files, or the suite's own cases, and joins them to documents of twenty sentences. The time of
each is the least of several runs; the ratio is what can be compared between machines.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from certainty import Annotator
from certainty.cli import build

WORD = re.compile(r"\w+|[^\w\s]")
_CASES = Path(__file__).parents[1] / "cases"
#: Spaces that corpora put round their tokens.
_LOOSE = ((" ,", ","), (" .", "."), (" 's", "'s"), (" n't", "n't"), (" ;", ";"), ("`` ", '"'))


def read_texts(paths: list[str]) -> list[str]:
    """The sentences of ten to forty-five words."""
    lines: list[str] = []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            lines += file
    for path in () if paths else sorted(_CASES.glob("**/*.jsonl")):
        lines += path.read_text("utf-8").splitlines()
    texts = [json.loads(line).get("text") or "" for line in lines if line.strip()]
    for loose, tight in _LOOSE:
        texts = [text.replace(loose, tight) for text in texts]
    return [text for text in texts if 10 <= len(text.split()) <= 45]


def documents(texts: list[str]) -> list[str]:
    """Documents of twenty sentences, a hundred at most."""
    return [" ".join(texts[i : i + 20]) for i in range(0, min(len(texts), 2000), 20)]


def seconds(work: Callable[[], object]) -> float:
    """Processor time of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


def least(work: Callable[[], object], times: int) -> float:
    """The least processor time of several runs, in seconds."""
    return min(seconds(work) for _ in range(times))


def main() -> None:
    """Print one line of figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--times", type=int, default=12)
    given = parser.parse_args()
    texts = documents(read_texts(given.files))
    annotator = Annotator()
    rows = [row for document in texts for row in annotator(document).rows()]
    n = sum(len(annotator(document).sentences) for document in texts)
    words = sum(len(document.split()) for document in texts)
    ours = least(lambda: [annotator(d).rows() for d in texts], given.times)
    theirs = least(lambda: [WORD.findall(d) for d in texts], given.times)
    spans = sum(row.entry is not None for row in rows)
    sys.stdout.write(
        f"{build()}: {n / ours:,.0f} sentences a second, {ours / n * 1e6:.1f} µs each, "
        f"{ours / theirs:.1f} times re.findall of the tokens ({theirs / n * 1e6:.1f} µs); "
        f"{n} sentences of {words / n:.1f} words with {spans / n:.2f} spans\n"
    )


if __name__ == "__main__":
    main()
