"""How far spans and annotators' cues agree, beside all that the lexicon matches.

``python tests/benchmarks/spans.py FILE.jsonl.gz ...`` reads sentences with labelled cues. The
shipped model has seen the training corpora, so that their figures are optimistic for the choice
of cues, though not for the borders. Corpora differ in what they call a cue; a plain future
"will" is one here and none in most of them.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterable

from certainty import Annotator

#: The kinds that say a claim is uncertain.
UNCERTAIN = frozenset(
    "modal likelihood numeric belief evidential doubt conditional hearsay prediction".split()
)
Place = tuple[int, int]


def f1(hits_found: int, found: int, hits_true: int, true: int) -> float:
    """Harmonic mean of the share of found that are true and of true that are found."""
    precision, recall = hits_found / max(found, 1), hits_true / max(true, 1)
    return 2 * precision * recall / max(precision + recall, 1e-9)


def touching(places: Iterable[Place], others: Iterable[Place]) -> int:
    """How many of the places overlap one of the others."""
    others = list(others)
    return sum(any(s < b and a < e for a, b in others) for s, e in places)


def compare(path: str, annotator: Annotator) -> str:
    """One line of figures for a corpus."""
    exact, overlap, sentence = ([0, 0, 0, 0] for _ in range(3))
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            true = {(c["start"], c["end"]) for c in row["cues"] if c["type"] != "negation"}
            found = {
                (span.start, span.end)
                for part in annotator(row["text"]).sentences
                for span in part.spans
                if span.kind in UNCERTAIN
            }
            same = len(true & found)
            both = int(bool(true) and bool(found))
            for count, values in (
                (exact, (same, len(found), same, len(true))),
                (
                    overlap,
                    (touching(found, true), len(found), touching(true, found), len(true)),
                ),
                (sentence, (both, bool(found), both, bool(true))),
            ):
                count[:] = [a + b for a, b in zip(count, values)]
    figures = ("exact", exact), ("overlap", overlap), ("sentence", sentence)
    return ", ".join(f"{name} F {f1(*count):.3f}" for name, count in figures)


def main() -> None:
    """Print a line for each file, with the model and with every match of the lexicon."""
    for path in sys.argv[1:]:
        sys.stdout.write(f"{path}\n  shipped model: {compare(path, Annotator())}\n")
        sys.stdout.write(f"  every match: {compare(path, Annotator(threshold=0))}\n")


if __name__ == "__main__":
    main()
