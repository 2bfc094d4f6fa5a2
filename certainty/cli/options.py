"""What commands have in common: exit statuses, and the options that make an annotator."""

from __future__ import annotations

import argparse
from typing import Any

from certainty.errors import InputError
from certainty.markup import Format

FINE, FAULTS, MISUSE = 0, 1, 2


def add_annotator_options(parser: argparse.ArgumentParser) -> None:
    """How to annotate."""
    parser.add_argument("--scale", default="readers", help="a scale's name (default readers)")
    parser.add_argument("--lexicon", help="a CSV file of your own to add to the lexicon")
    parser.add_argument("--model", help="a model file to use instead of the shipped one")
    parser.add_argument("--threshold", type=float, default=0.5, help="default 0.5; 0 shows all")
    parser.add_argument(
        "--scope", choices=("rules", "model"), default="rules", help="how scopes are found"
    )


def make_annotator(options: argparse.Namespace, format: Format = "text") -> Any:
    """The annotator that the options ask for, of texts in a format."""
    from certainty.annotator import Annotator
    from certainty.data import default_lexicon, read_lexicon

    if not 0 <= options.threshold <= 1:
        raise InputError("--threshold must lie in [0, 1]")
    lexicon = options.lexicon and default_lexicon() | read_lexicon(options.lexicon)
    return Annotator(
        scale=options.scale,
        lexicon=lexicon,
        model=options.model,
        threshold=options.threshold,
        scope=options.scope,
        format=format,
    )
