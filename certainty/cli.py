"""The command line: annotate, explain, score forecasts, check lexicons, list scales.

Data goes to standard output, words to standard error. Exit status: 0 fine, 1 faults
found by a check, 2 misuse or unreadable input.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from certainty import __version__
from certainty.errors import CertaintyError, InputError, LexiconError

FINE, FAULTS, MISUSE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status."""
    options = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except LexiconError as error:
        print(error, file=sys.stderr)
        return FAULTS if options.run is _check else MISUSE
    except CertaintyError as error:
        print(f"certainty: {error}", file=sys.stderr)
        return MISUSE
    except BrokenPipeError:  # the reader has seen enough, as in `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    else:
        return status
    return FINE


def build() -> str:
    """Whether the core runs compiled or as pure Python."""
    core = find_spec("certainty.trie")
    compiled = core and core.origin and not core.origin.endswith((".py", ".pyc"))
    return "compiled" if compiled else "pure Python"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="certainty", description=__doc__)
    parser.add_argument(
        "--version", action="version", version=f"certainty {__version__} ({build()})"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _annotate_parser(commands)
    _explain_parser(commands)
    _forecasts_parser(commands)
    lexicon = commands.add_parser("lexicon", help="check lexicon files")
    actions = lexicon.add_subparsers(required=True, metavar="ACTION")
    check = actions.add_parser("check", help="report every fault of lexicon files")
    check.add_argument("files", nargs="*", help="CSV files; none: the shipped lexicon")
    check.set_defaults(run=_check)
    scales = commands.add_parser("scales", help="list the scales")
    scales.set_defaults(run=_scales)
    return parser


def _annotate_parser(commands: Any) -> None:
    annotate = commands.add_parser("annotate", help="annotate texts")
    annotate.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="a UTF-8 text, a .jsonl file, .gz of one, a folder of them, or -",
    )
    annotate.add_argument("--scale", default="readers", help="a scale's name (default readers)")
    annotate.add_argument(
        "--format", choices=("jsonl", "pretty", "html", "parquet"), default="jsonl"
    )
    annotate.add_argument("--lines", action="store_true", help="one document per line")
    annotate.add_argument("--field", default="text", help="the field that holds the text")
    annotate.add_argument("--lexicon", help="a CSV file of your own to add to the lexicon")
    annotate.add_argument("--model", help="a model file to use instead of the shipped one")
    annotate.add_argument(
        "--calibration", help="what `python -m certainty.learn calibrate` wrote"
    )
    annotate.add_argument(
        "--threshold", type=float, default=0.5, help="default 0.5; 0 shows all"
    )
    import_module("certainty.engines.command").add_options(annotate)
    annotate.set_defaults(run=_annotate)


def _explain_parser(commands: Any) -> None:
    explain = commands.add_parser(
        "explain",
        help="tell where numbers come from",
        epilog='for example: certainty explain "very unlikely", or a whole sentence',
    )
    explain.add_argument("text", metavar="TEXT", help="a phrase, a text, or - to read one")
    explain.add_argument("--scale", default="readers", help="a scale's name (default readers)")
    explain.add_argument("--format", choices=("text", "json"), default="text")
    explain.add_argument("--lexicon", help="a CSV file of your own to add to the lexicon")
    explain.add_argument("--model", help="a model file to use instead of the shipped one")
    explain.add_argument(
        "--threshold", type=float, default=0.5, help="default 0.5; 0 explains all"
    )
    explain.set_defaults(run=_explain)


def _forecasts_parser(commands: Any) -> None:
    forecasts = commands.add_parser("forecasts", help="score forecasts against outcomes")
    forecasts.add_argument("file", metavar="FILE", help="a .csv or .jsonl file, or .gz of one")
    forecasts.add_argument("--text", default="text", help="the field of the statement")
    forecasts.add_argument("--outcome", default="outcome", help="the field of 0 or 1")
    forecasts.add_argument("--by", help="fields to slice by, with commas between")
    forecasts.add_argument("--cluster", help="the field whose values are drawn together")
    forecasts.add_argument("--scale", default="readers", help="a scale's name")
    forecasts.add_argument("--scales", help="scales to read it on again, commas between")
    forecasts.add_argument("--format", choices=("markdown", "json", "html"), default="markdown")
    forecasts.set_defaults(run=_forecasts)


def _annotator(options: argparse.Namespace) -> Any:
    from certainty.annotator import Annotator
    from certainty.data import default_lexicon, read_lexicon

    if not 0 <= options.threshold <= 1:
        raise InputError("--threshold must lie in [0, 1]")
    lexicon = options.lexicon and default_lexicon() | read_lexicon(options.lexicon)
    return Annotator(
        scale=options.scale, lexicon=lexicon, model=options.model, threshold=options.threshold
    )


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
    annotator = _annotator(options)
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


def _annotate(options: argparse.Namespace) -> int:
    from certainty.formats.texts import find_files, read_texts

    annotator = _annotator(options)
    annotate: Callable[[str], Any] = annotator
    if options.calibration:
        from certainty.learn.calibrated import read_calibrated

        annotate = read_calibrated(options.calibration, annotator=annotator)
    if options.format == "parquet":
        from certainty.engines.command import run

        return run(options, annotate)
    if options.out:
        raise InputError("--out is for --format parquet; send other formats on with >")
    write = {"jsonl": _jsonl, "pretty": _pretty, "html": _html}[options.format]
    for path, name in find_files(options.files):
        for text in read_texts(path, name=name, lines=options.lines, field=options.field):
            write(annotate(text.text), text)
    return FINE


def _jsonl(document: Any, text: Any) -> None:
    from certainty.formats.jsonl import to_lines

    for line in to_lines(document, name=text.name, meta=text.meta):
        print(line)


def _pretty(document: Any, text: Any) -> None:
    from certainty.render import to_terminal

    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    print(to_terminal(document, colour=colour))


def _html(document: Any, text: Any) -> None:
    from certainty.render import to_html

    print(to_html(document))


def _forecasts(options: argparse.Namespace) -> int:
    from certainty.forecasts import read_forecasts, score
    from certainty.forecasts.scoring import SCALES
    from certainty.forecasts.tables import html
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
        print(html(report) if options.format == "html" else report.to_markdown(), end="")
    return FINE


def _check(options: argparse.Namespace) -> int:
    data = import_module("certainty.data")
    if not options.files:
        lexicon = data.default_lexicon()
    else:
        lexicon = data.read_lexicon(*[Path(file) for file in options.files])
    print(f"no problems: {lexicon!r}")
    return FINE


def _scales(options: argparse.Namespace) -> int:
    data = import_module("certainty.data")
    for name in data.scale_names():
        print(f"{name}\t{data.scale(name).title}")
    return FINE
