"""What scopes by the model cost, and how well rules and model find them.

``python tests/benchmarks/scopes.py [--corpora DIR]`` times the model for each span, and the
whole annotation with ``scope="model"`` beside ``scope="rules"`` in one run, on the suite's own
cases. With the folder of the corpora it prints the figures of `certainty.learn.scope_figures`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from throughput import least, read_texts

from certainty import Annotator


def cost(times: int) -> str:
    """One line: microseconds for each span, and how much longer the annotation takes."""
    texts = read_texts([])[:1000]
    documents = [" ".join(texts[i : i + 20]) for i in range(0, len(texts), 20)]
    rules, model = Annotator(), Annotator(scope="model")
    spans = [
        span
        for document in documents
        for sentence in model(document).sentences
        for span in sentence.spans
    ]
    n = sum(span.scope is not None for span in spans)
    plain, learnt = (
        least(lambda chosen=chosen: [chosen(d) for d in documents], times)
        for chosen in (rules, model)
    )
    return (
        f"{(learnt - plain) / n * 1e6:.0f} µs for each of {n} scopes; "
        f"{learnt / plain:.1f} times as long as with scope='rules' "
        f"({n / len(texts):.2f} scopes a sentence)\n"
    )


def main() -> None:
    """Print the figures, each on a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--times", type=int, default=3)
    given = parser.parse_args()
    sys.stdout.write(cost(given.times))
    if given.corpora:
        from certainty.learn.scope_figures import measure

        for title, figure in measure(given.corpora):
            sys.stdout.write(f"{title}: {figure}\n")


if __name__ == "__main__":
    main()
