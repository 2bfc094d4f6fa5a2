"""``certainty forecasts``: statements held against what happened."""

from __future__ import annotations

import argparse
from typing import Any

from certainty.cli.options import FINE
from certainty.cli.parsing import Once, add_command

_EXAMPLES = (
    ("certainty forecasts calls.csv", "a CSV file with the columns text and outcome"),
    ("certainty forecasts calls.csv --by analyst,topic --format html", "sliced, as a page"),
)


def add_commands(commands: Any) -> None:
    """The command."""
    forecasts = add_command(
        commands, "forecasts", does="score forecasts against outcomes", examples=_EXAMPLES
    )
    forecasts.add_argument("file", metavar="FILE", help="a .csv or .jsonl file, or .gz of one")
    forecasts.add_argument("--text", default="text", help="the field of the statement")
    forecasts.add_argument("--outcome", default="outcome", help="the field of 0 or 1")
    forecasts.add_argument("--by", help="fields to slice by, with commas between")
    forecasts.add_argument("--cluster", help="the field whose values are drawn together")
    forecasts.add_argument(
        "--scale", metavar="NAME", action=Once, default="readers", help="a scale's name"
    )
    forecasts.add_argument("--scales", help="scales to read it on again, commas between")
    forecasts.add_argument("--format", choices=("markdown", "json", "html"), default="markdown")
    forecasts.set_defaults(run=_forecasts)


def _forecasts(options: argparse.Namespace) -> int:
    from certainty.forecasts import read_forecasts, score
    from certainty.forecasts.scoring import SCALES
    from certainty.formats.jsonl import dump

    report = score(
        read_forecasts(options.file, text=options.text, outcome=options.outcome),
        by=options.by.split(",") if options.by else None,
        cluster=options.cluster,
        scale=options.scale,
        scales=options.scales.split(",") if options.scales else SCALES,
    )
    if options.format == "json":
        print(dump(report.to_dict()))
    else:
        print(
            report._repr_html_() if options.format == "html" else report.to_markdown(), end=""
        )
    return FINE
