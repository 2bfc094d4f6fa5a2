"""``certainty explain``: where the number of a phrase or of a sentence comes from."""

from __future__ import annotations

import argparse
import json
from typing import Any

from certainty.cli.options import FINE, add_annotator_options, make_annotator
from certainty.errors import InputError


def add_commands(commands: Any) -> None:
    """The command."""
    explain = commands.add_parser(
        "explain",
        help="tell where numbers come from",
        epilog='for example: certainty explain "very unlikely", or a whole sentence',
    )
    explain.add_argument("text", metavar="TEXT", help="a phrase, a text, or - to read one")
    explain.add_argument("--format", choices=("text", "json"), default="text")
    add_annotator_options(explain)
    explain.set_defaults(run=_explain)


def _explain(options: argparse.Namespace) -> int:
    from certainty.evidence import find_evidence
    from certainty.formats.texts import read_texts
    from certainty.render.explaining import document_lines, evidence_lines

    text = options.text
    if text == "-":
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
    for line in evidence_lines(evidence) if evidence else document_lines(document):
        print(line)
    return FINE


def _explained(sentence: Any) -> dict[str, Any]:
    """A sentence and its spans with how their numbers came about."""
    spans = [{**span.to_dict(), **span.explain().to_dict()} for span in sentence.spans]
    return {**sentence.to_dict(), **sentence.explain().to_dict(), "spans": spans}
