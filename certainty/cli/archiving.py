"""``certainty annotate … --format parquet --out FOLDER``: archives from the command line."""

from __future__ import annotations

import argparse
import sys
import time
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from certainty.cli.options import FAULTS, FINE, STOPPED
from certainty.errors import InputError

if TYPE_CHECKING:
    from certainty.engines.archive import Result


def add_options(parser: argparse.ArgumentParser) -> None:
    """What only ``--format parquet`` has."""
    archive = parser.add_argument_group("with --format parquet")
    archive.add_argument("--ids", metavar="FIELD", help="the field that holds a line's id")
    archive.add_argument(
        "--jobs", metavar="N", type=int, default=1, help="processes (default 1)"
    )
    archive.add_argument(
        "--part-size",
        metavar="N",
        type=int,
        default=10_000,
        help="documents to a part (default 10000)",
    )


def run(options: argparse.Namespace, annotator: Any) -> int:
    """Annotate an archive, tell how much there was, and give the exit status."""
    from certainty.engines.archive import Reading, annotate_archive

    if not options.out:
        raise InputError("--format parquet needs --out FOLDER, where the parts go")
    if "-" in options.files:
        raise InputError("--format parquet reads files and folders, not standard input")
    if options.jobs < 1 or options.part_size < 1:
        raise InputError("--jobs and --part-size must be 1 or more")
    began = time.perf_counter()
    try:
        result = annotate_archive(
            options.files,
            options.out,
            annotator=annotator,
            reading=Reading(options.lines, options.field, options.ids),
            part_size=options.part_size,
            n_jobs=options.jobs,
            progress=sys.stderr.isatty() and find_spec("tqdm") is not None,
        )
    except KeyboardInterrupt:
        sys.stderr.write(
            f"certainty: stopped; the parts in {options.out} are whole, and the same command "
            "goes on from there\n"
        )
        return STOPPED
    sys.stderr.write(f"{summary(result, time.perf_counter() - began)}\n")
    return FAULTS if result.whole.errors else FINE


def summary(result: Result, seconds: float) -> str:
    """One line: what there is, what was new, and how quick that was.

    >>> from certainty.engines.archive import Result, Tally
    >>> print(summary(Result(Tally(9, 80, 60, 1), Tally(5, 40, 30, 1), kept=1, made=2), 2.0))
    9 documents, 80 sentences, 60 spans, 1 error; 1 part kept, 2 made: 20 sentences a second
    """
    whole = result.whole
    counted = ", ".join(
        f"{n:,} {noun if n == 1 else noun + 's'}"
        for n, noun in (
            (whole.documents, "document"),
            (whole.sentences, "sentence"),
            (whole.spans, "span"),
            (whole.errors, "error"),
        )
    )
    parts = f"{result.kept:,} part{'' if result.kept == 1 else 's'} kept"
    rate = result.new.sentences / max(seconds, 1e-9)
    return f"{counted}; {parts}, {result.made:,} made: {rate:,.0f} sentences a second"
