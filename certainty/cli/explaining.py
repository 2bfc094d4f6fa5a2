"""``certainty explain``: where the number of a phrase or of a sentence comes from."""

from __future__ import annotations

import argparse
import json
import sys
from shutil import get_terminal_size
from typing import Any

from certainty.cli.options import FINE, add_annotator_options, make_annotator
from certainty.cli.parsing import add_command
from certainty.cli.terminals import hint_at_terminal, in_colour
from certainty.errors import InputError

_EXAMPLES = (
    ('certainty explain "hardly likely"', "a phrase"),
    ('certainty explain "Sleet may fall." --scale phia', "every number of a text"),
    ("certainty explain - --format json < brief.txt", "for programs"),
)


def add_commands(commands: Any) -> None:
    """The command."""
    explain = add_command(
        commands,
        "explain",
        does="tell where a number comes from: steps, surveys of readers, official bands",
        examples=_EXAMPLES,
    )
    explain.add_argument("text", metavar="TEXT", help="a phrase, a text, or - to read one")
    explain.add_argument("--format", choices=("text", "json"), default="text")
    add_annotator_options(explain)
    explain.set_defaults(run=_explain)


def _explain(options: argparse.Namespace) -> int:
    from certainty.evidence import find_evidence
    from certainty.formats.texts import read_texts
    from certainty.render.explaining import Style, document_lines, evidence_lines

    text = options.text
    if text == "-":
        hint_at_terminal(text)
        (given,) = read_texts("-")
        text = given.text
    if not text.strip():
        raise InputError("there is nothing to explain; give a phrase or a sentence")
    annotator = make_annotator(options)
    evidence = find_evidence(text, annotator)
    document = annotator(text)
    if options.format == "json":
        found = [evidence.to_dict()] if evidence else map(_explained, document.sentences)
        for each in found:
            print(json.dumps(each, ensure_ascii=False))
        return FINE
    style = Style(colour=in_colour(sys.stdout), width=get_terminal_size().columns)
    for line in (
        evidence_lines(evidence, style) if evidence else document_lines(document, style)
    ):
        print(line)
    return FINE


def _explained(sentence: Any) -> dict[str, Any]:
    """A sentence and its spans with how their numbers came about."""
    spans = [{**span.to_dict(), **span.explain().to_dict()} for span in sentence.spans]
    return {**sentence.to_dict(), **sentence.explain().to_dict(), "spans": spans}
