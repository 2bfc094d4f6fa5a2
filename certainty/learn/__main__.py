"""``python -m certainty.learn``: make the shipped data anew from the corpora.

``train --corpora DIR --out FILE`` fits the model, ``train --examples FILE --out FILE`` heads
on your own labels, ``calibrate --examples FILE --range LOW HIGH --out FILE`` the number of a
sentence to your own readers; ``targets --corpora DIR --out FILE`` fits the judge of events,
``scopes --corpora DIR --out FILE`` that of scopes, and measures it with ``--report``;
``predicates --corpora DIR --out FILE`` the tagger that finds claims;
``surveys --answers FILE --out FILE`` pools the reader surveys, ``abbreviations --corpora DIR``
lists learnt abbreviations.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from certainty.errors import CertaintyError, InputError

if TYPE_CHECKING:
    from certainty.learn.shipped import Trained


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    parser = argparse.ArgumentParser(prog="python -m certainty.learn", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    train = commands.add_parser("train", help="fit the model, or heads on your own labels")
    source = train.add_mutually_exclusive_group(required=True)
    source.add_argument("--corpora", type=Path, help="folder of the corpora")
    source.add_argument("--examples", type=Path, help="your own labelled rows, as JSON lines")
    train.add_argument("--out", type=Path, required=True, help="model file to write")
    train.add_argument("--heads", help="names with commas between; by default all")
    train.add_argument("--model", type=Path, help="whose other heads stay (the shipped one)")
    train.add_argument("--folds", type=int, default=5, help="of cross-validation (5)")
    train.add_argument("--report", type=Path, help="model card to write the tables into")
    train.add_argument("--card", type=Path, help="model card of your own heads to write")
    train.add_argument("--progress", action="store_true", help="show a bar")
    train.set_defaults(run=_train)
    calibrate = commands.add_parser("calibrate", help="map certainty to your readers' ratings")
    calibrate.add_argument("--examples", type=Path, required=True, help="rated rows")
    calibrate.add_argument("--out", type=Path, required=True, help="file to write, JSON")
    calibrate.add_argument(
        "--range", type=float, nargs=2, default=(0.0, 1.0), help="the ends of your scale"
    )
    calibrate.add_argument("--scale", default="readers", help="on which words are read")
    calibrate.add_argument("--coverage", type=float, default=0.9, help="of the intervals (0.9)")
    calibrate.add_argument("--folds", type=int, default=5, help="of cross-validation (5)")
    calibrate.add_argument("--card", type=Path, help="card to write")
    calibrate.set_defaults(run=_calibrate)
    surveys = commands.add_parser("surveys", help="pool the reader surveys")
    surveys.add_argument("--answers", type=Path, required=True)
    surveys.add_argument("--out", type=Path, required=True)
    surveys.set_defaults(run=_surveys)
    targets = commands.add_parser("targets", help="fit the judge of events")
    targets.add_argument("--corpora", type=Path, required=True, help="folder of the corpora")
    targets.add_argument("--out", type=Path, required=True, help="file to write")
    targets.set_defaults(run=_targets)
    scopes = commands.add_parser("scopes", help="fit the judge of scopes")
    scopes.add_argument("--corpora", type=Path, required=True, help="folder of the corpora")
    scopes.add_argument("--out", type=Path, required=True, help="file to write")
    scopes.add_argument("--report", action="store_true", help="show how good it is as well")
    scopes.set_defaults(run=_scopes)
    predicates = commands.add_parser("predicates", help="fit the tagger of verbs")
    predicates.add_argument("--corpora", type=Path, required=True, help="folder of the corpora")
    predicates.add_argument("--out", type=Path, required=True, help="file to write")
    predicates.set_defaults(run=_predicates)
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
    from certainty.learn.report import figures, write_report

    heads = options.heads.split(",") if options.heads else None
    if options.folds < 2:
        raise InputError(f"--folds {options.folds}: give at least 2")
    if options.examples and options.report:
        raise InputError("--report is of the corpora; --card writes one of your own heads")
    if options.corpora and options.card:
        raise InputError("--card is of your own heads; --report writes that of the corpora")
    trained = _own(options, heads) if options.examples else _shipped(options, heads)
    trained.write(options.out)
    print("\n".join(figures(trained)))
    if options.report:
        write_report(options.report, trained, options.corpora, options.folds)
    if options.card:
        from certainty.learn.card import model_card

        card = model_card(trained, data=options.examples.name, folds=options.folds)
        options.card.write_text(card, "utf-8")
    digest = hashlib.sha256(options.out.read_bytes()).hexdigest()
    print(f"{options.out}: {options.out.stat().st_size} bytes, sha256 {digest}")


def _own(options: argparse.Namespace, heads: list[str] | None) -> Trained:
    from certainty.learn.own import train

    return train(
        options.examples,
        heads=heads,
        model=options.model,
        folds=options.folds,
        progress=options.progress,
    )


def _shipped(options: argparse.Namespace, heads: list[str] | None) -> Trained:
    from certainty.data import default_lexicon, default_model
    from certainty.learn.corpora import read_corpora, read_cue_strings
    from certainty.learn.ratings import read_rated
    from certainty.learn.shipped import PARTS, train_shipped
    from certainty.model_file import read_model

    if unknown := sorted(set(heads or ()) - {*PARTS}):
        raise InputError(f"--heads {','.join(unknown)}: none; give some of {','.join(PARTS)}")
    base = None
    if heads is not None or options.model:
        base = read_model(options.model) if options.model else default_model()
    return train_shipped(
        read_corpora(options.corpora),
        read_cue_strings(options.corpora),
        default_lexicon(),
        partial(read_rated, options.corpora),
        parts=PARTS if heads is None else heads,
        base=base,
        n_folds=options.folds,
        progress=options.progress,
    )


def _calibrate(options: argparse.Namespace) -> None:
    from certainty.annotator import Annotator
    from certainty.learn.readers import calibrate

    if options.folds < 2 or not 0 < options.coverage < 1:
        raise InputError("give --folds of 2 or more and --coverage between 0 and 1")
    fitted = calibrate(
        options.examples,
        rating_range=tuple(options.range),
        annotator=Annotator(scale=options.scale),
        coverage=options.coverage,
        folds=options.folds,
    )
    fitted.write(options.out)
    if options.card:
        options.card.write_text(fitted.to_markdown(), "utf-8")
    for name, (value, low, high) in fitted.about["figures"].items():
        print(f"{name}: {value:.3f} ({low:.3f}-{high:.3f})")
    digest = hashlib.sha256(options.out.read_bytes()).hexdigest()
    print(f"{options.out}: {fitted.curve.method}, sha256 {digest}")


def _targets(options: argparse.Namespace) -> None:
    from certainty.data import default_lexicon
    from certainty.learn.targets import train_targets
    from certainty.target.engine import dump_engine

    trained = train_targets(options.corpora, default_lexicon())
    data = dump_engine(trained.engine)
    options.out.write_bytes(data)
    for corpus, figures in trained.figures.items():
        print(f"{corpus}: " + "; ".join(f"{name} {figure}" for name, figure in figures.items()))
    print(f"{options.out}: {len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


def _scopes(options: argparse.Namespace) -> None:
    from certainty.learn.scopes import train_scopes
    from certainty.scoping.engine import dump_engine

    data = dump_engine(train_scopes(options.corpora))
    options.out.write_bytes(data)
    if options.report:
        from certainty.learn.scope_figures import measure

        for title, figure in measure(options.corpora):
            print(f"{title}: {figure}")
    print(f"{options.out}: {len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


def _predicates(options: argparse.Namespace) -> None:
    from certainty.learn.predicates import train_tagger
    from certainty.predicates.tagger import dump_tagger

    trained = train_tagger(options.corpora)
    data = dump_tagger(trained.tagger)
    options.out.write_bytes(data)
    for name, figure in trained.figures.items():
        print(f"{name}: {figure}")
    print(f"{options.out}: {len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


def _surveys(options: argparse.Namespace) -> None:
    from certainty.learn.surveys import build_surveys, read_answers

    options.out.write_text(build_surveys(read_answers(options.answers)), "utf-8")


def _abbreviations(options: argparse.Namespace) -> None:
    from certainty.learn.abbreviations import learn_abbreviations

    for abbreviation in learn_abbreviations(options.corpora):
        print(abbreviation)


if __name__ == "__main__":
    sys.exit(main())
