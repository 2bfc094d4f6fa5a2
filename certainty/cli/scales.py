"""``certainty scale``: official scales listed, shown, and texts carried from one to another."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from certainty.cli.options import FINE
from certainty.cli.parsing import Once, add_command
from certainty.errors import InputError

if TYPE_CHECKING:
    from certainty.scales import Scale

_EXAMPLES = (
    ("certainty scale list", "names and titles"),
    ("certainty scale show phia", "terms with their bands"),
    ('certainty scale convert "very likely" --from icd203 --to phia', "a term"),
    ("certainty scale convert brief.md --to nato --numbers", "a text, with bands beside words"),
)


def add_commands(commands: Any) -> None:
    """The command and its actions."""
    scale = add_command(
        commands,
        "scale",
        does="list, show and convert official scales",
        examples=_EXAMPLES,
        aliases=["scales"],
    )
    scale.set_defaults(run=_list)
    actions = scale.add_subparsers(metavar="ACTION")
    add_command(actions, "list", does="names and titles", examples=_EXAMPLES[:1]).set_defaults(
        run=_list
    )
    show = add_command(
        actions, "show", does="the terms of a scale with their bands", examples=_EXAMPLES[1:2]
    )
    show.add_argument("name", metavar="NAME", help="a scale's name, as phia")
    show.set_defaults(run=_show)
    _add_convert(actions)


def _add_convert(actions: Any) -> None:
    convert = add_command(
        actions,
        "convert",
        does="carry a term or a text from one scale to another",
        examples=_EXAMPLES[2:],
    )
    convert.add_argument("text", metavar="TEXT", help="a term, a file, a text, or -")
    convert.add_argument(
        "--from",
        dest="source",
        metavar="NAME",
        action=Once,
        default="icd203",
        help="default icd203",
    )
    convert.add_argument(
        "--to", dest="target", metavar="NAME", action=Once, default="phia", help="default phia"
    )
    convert.add_argument(
        "--numbers", action="store_true", help="keep the terms, put their bands beside them"
    )
    convert.add_argument("--format", choices=("text", "json"), default="text")
    convert.set_defaults(run=_convert)


def _list(options: argparse.Namespace) -> int:
    from certainty import data

    for name in data.scale_names():
        print(f"{name}\t{data.scale(name).title}")
    return FINE


def _show(options: argparse.Namespace) -> int:
    from certainty import data

    for line in scale_lines(data.scale(options.name)):
        print(line)
    return FINE


def scale_lines(scale: Scale) -> list[str]:
    """A scale for the terminal: title, citation, one line for each term, the rules.

    >>> import certainty
    >>> scale_lines(certainty.scale("phia"))[5]
    'unlikely                          25–35%'
    """
    from certainty.standards.wording import band_text

    names = [", ".join((term.name, *term.synonyms)) for term in scale.levels]
    width = max(map(len, names), default=0)
    bands = [band_text(term) if term.band else "no band" for term in scale.levels]
    terms = [f"{name:<{width}}  {band}" for name, band in zip(names, bands)]
    return [scale.title, scale.citation, "", *terms, *("", *scale.rules) * bool(scale.rules)]


def _convert(options: argparse.Namespace) -> int:
    from certainty import data
    from certainty.formats.jsonl import dump
    from certainty.standards.conversion import convert
    from certainty.standards.equivalents import convert_term

    names = {"source": options.source, "target": options.target}
    if data.scale(options.source).term(options.text):
        term = convert_term(options.text, **names)
        print(dump(term.to_dict()) if options.format == "json" else term.describe())
        return FINE
    conversion = convert(_given(options.text), **names)
    if options.format == "json":
        print(dump(conversion.to_dict()))
        return FINE
    print((conversion.numbered if options.numbers else conversion.converted).rstrip("\n"))
    for line in dict.fromkeys(place.conversion.describe() for place in conversion.places):
        print(line, file=sys.stderr)
    for start, end in conversion.left:
        print(
            f'"{conversion.text[start:end]}" is no term of {conversion.source}; left as it is',
            file=sys.stderr,
        )
    return FINE


def _given(text: str) -> str:
    """What a file or standard input holds, or the text itself."""
    from certainty.standards.files import read_file

    if text == "-" or (len(text) < 255 and "\n" not in text and Path(text).is_file()):
        return read_file(text)
    if not text.strip():
        raise InputError("there is nothing to convert; give a term, a text or a file")
    return text
