"""``certainty evaluate``: annotation held against labels."""

from __future__ import annotations

import argparse
from collections.abc import Collection
from typing import Any

from certainty.cli.options import FINE, add_annotator_options, make_annotator
from certainty.cli.parsing import add_command
from certainty.errors import InputError
from certainty.types import KINDS

#: The least that a number of something may be.
_LEAST = {"jobs": 1, "draws": 0, "worst": 0}
#: What FILE may be; `certainty.evaluation.readers` reads them.
_FORMATS = ("jsonl", "csv", "xml", "conll", "brat", "w3c", "labelstudio", "prodigy", "cas")

_EXAMPLES = (
    ("certainty evaluate labelled.jsonl", "figures with intervals"),
    (
        "certainty evaluate labelled.csv --by meta.domain --format markdown",
        "sliced, for a page",
    ),
)


def add_commands(commands: Any) -> None:
    """The command."""
    evaluate = add_command(
        commands, "evaluate", does="hold annotation against labels", examples=_EXAMPLES
    )
    _add_options(evaluate)
    add_annotator_options(evaluate)
    evaluate.set_defaults(run=_evaluate)


def _evaluate(options: argparse.Namespace) -> int:
    for name, least in _LEAST.items():
        if getattr(options, name) < least:
            raise InputError(f"--{name} must be {least} or more")
    print(_shown(options))
    return FINE


def _add_options(parser: argparse.ArgumentParser) -> None:
    """The options that are about labels."""
    add = parser.add_argument
    kinds_of_file = ".jsonl, .csv, .tsv, .xml or .conll file (or .gz of one)"
    tools = "a tool's .ann, .jsonld, .json, .xmi or .zip, a brat folder"
    add("file", metavar="FILE", help=f"a {kinds_of_file}, {tools}, - for JSON lines")
    add("--format", choices=("text", "markdown", "json"), default="text")
    add("--json", action="store_const", const="json", dest="format", help="--format json")
    add("--input", choices=_FORMATS, help="what FILE is, where its name does not tell")
    again = "slice by a field, as in meta.domain; may be given again"
    add("--by", action="append", default=[], metavar="FIELD", help=again)
    add("--group", default="meta.doc", metavar="FIELD", help="the document of a row")
    means = "what hedge means: speculation, or vague wording as in CoNLL-2010's Wikipedia part"
    add("--hedge", choices=("hedged", "weasel"), default="hedged", help=means)
    add("--kinds", help="kinds of span held against cues, with commas, or all")
    asked = "what the labels of events ask"
    add("--reading", choices=("stated", "happened"), default="stated", help=asked)
    add("--label-scale", help="the scale of certainty where rows name none, as in 1-6")
    add("--worst", type=int, default=5, help="errors shown of each part (default 5)")
    add("--draws", type=int, default=1000, help="bootstrap draws; 0: no intervals")
    add("--jobs", type=int, default=1, help="processes")
    add("--progress", action="store_true", help="show a bar")


def _shown(options: argparse.Namespace) -> str:
    """The report that the options ask for, as text."""
    from certainty.evaluation.evaluating import evaluate
    from certainty.formats.jsonl import dump

    report = evaluate(
        options.file,
        make_annotator(options),
        by=options.by,
        kinds=_kinds(options.kinds),
        hedge=options.hedge,
        reading=options.reading,
        label_scale=options.label_scale,
        group=options.group,
        format=options.input,
        n_draws=options.draws,
        worst=options.worst,
        n_jobs=options.jobs,
        progress=options.progress,
    )
    if options.format == "json":
        return dump(report.to_dict())
    return report.to_markdown() if options.format == "markdown" else report.to_text()


def _kinds(named: str | None) -> Collection[str] | None:
    if named is None:
        return None
    kinds = KINDS if named == "all" else tuple(named.split(","))
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        raise InputError(
            f"--kinds: no kind {', '.join(unknown)}; the kinds are {', '.join(KINDS)}"
        )
    return kinds
