"""``python -m certainty.learn``: make the shipped data anew from the corpora.

``train --corpora DIR --out FILE`` fits the model, ``surveys --answers FILE --out FILE``
pools the reader surveys, ``abbreviations --corpora DIR`` lists learnt abbreviations.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from certainty.errors import CertaintyError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    parser = argparse.ArgumentParser(prog="python -m certainty.learn", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    train = commands.add_parser("train", help="fit the model")
    train.add_argument("--corpora", type=Path, required=True)
    train.add_argument("--out", type=Path, required=True)
    train.add_argument("--report", type=Path, help="model card to write the tables into")
    train.set_defaults(run=_train)
    surveys = commands.add_parser("surveys", help="pool the reader surveys")
    surveys.add_argument("--answers", type=Path, required=True)
    surveys.add_argument("--out", type=Path, required=True)
    surveys.set_defaults(run=_surveys)
    abbreviations = commands.add_parser("abbreviations", help="learn abbreviations")
    abbreviations.add_argument("--corpora", type=Path, required=True)
    abbreviations.set_defaults(run=_abbreviations)
    options = parser.parse_args(arguments)
    try:
        options.run(options)
    except CertaintyError as error:
        print(f"certainty: {error}", file=sys.stderr)
        return 2
    return 0


def _train(options: argparse.Namespace) -> None:
    from certainty.data import default_lexicon
    from certainty.learn.corpora import read_corpora, read_cue_strings
    from certainty.learn.ratings import read_rated
    from certainty.learn.train import train, write_model

    examples = read_corpora(options.corpora)
    trained = train(
        examples,
        read_cue_strings(options.corpora),
        default_lexicon(),
        partial(read_rated, options.corpora),
    )
    write_model(trained, options.out)
    for name, result in trained.results.items():
        shown = ", ".join(f"{metric} {figure}" for metric, figure in result.figures.items())
        losses = ", ".join(f"{method} {loss:.4f}" for method, loss in result.losses.items())
        print(f"{name}: {result.n} examples, {result.positive} positive; {shown}")
        print(f"  {len(result.head.weights)} weights, {result.method} of: {losses}")
    shown = ", ".join(f"{name} {figure}" for name, figure in trained.ratings.figures.items())
    weights = len(trained.ratings.ratings.head.weights)
    print(f"ratings: {trained.ratings.n} examples; {shown}; {weights} weights")
    print(f"  reach {trained.ratings.ratings.reach}")
    if options.report:
        from certainty.learn.corpora import Corpus
        from certainty.learn.report import write_report

        write_report(options.report, trained, Corpus.of(examples))
    print(f"{options.out}: {options.out.stat().st_size} bytes")


def _surveys(options: argparse.Namespace) -> None:
    from certainty.learn.surveys import build_surveys, read_answers

    options.out.write_text(build_surveys(read_answers(options.answers)), "utf-8")


def _abbreviations(options: argparse.Namespace) -> None:
    from certainty.learn.abbreviations import learn_abbreviations

    for abbreviation in learn_abbreviations(options.corpora):
        print(abbreviation)


if __name__ == "__main__":
    sys.exit(main())
