"""What commands have in common: exit statuses, and the options that make an annotator."""

from __future__ import annotations

import argparse
from typing import Any

from certainty.cli.parsing import Once
from certainty.errors import InputError
from certainty.markup import Format

FINE, FAULTS, MISUSE, STOPPED = 0, 1, 2, 130


def add_annotator_options(parser: argparse.ArgumentParser) -> None:
    """How to annotate."""
    group = parser.add_argument_group("how to annotate")
    named = "a scale, as in `certainty scale list` (default readers)"
    group.add_argument("--scale", metavar="NAME", action=Once, default="readers", help=named)
    yours = "a file of your own phrases to add to the lexicon"
    group.add_argument("--lexicon", metavar="CSV", help=yours)
    instead = "a model file to use instead of the shipped one"
    group.add_argument("--model", metavar="NPZ", help=instead)
    least = "how probably a candidate must speak of certainty (default 0.5; 0 shows all)"
    group.add_argument("--threshold", metavar="P", type=float, default=0.5, help=least)
    group.add_argument(
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
