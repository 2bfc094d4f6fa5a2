"""The formats that ``annotate`` and ``claims`` write: a table, one function for each.

A format turns annotated texts, one after another, into pieces of output. What can be written
text by text yields as it goes; what needs them all, such as a report, yields at the end.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from certainty.cli import exporting
from certainty.cli.terminals import in_colour
from certainty.errors import InputError

if TYPE_CHECKING:
    from certainty.document import Document
    from certainty.formats.texts import Text

#: A document with the text that it was made of: its name, and what came along.
Annotated = tuple["Document", "Text"]
#: Makes pieces of output, each with its line ends, of annotated texts.
Format = Callable[[Iterable[Annotated]], Iterator[str]]
#: Columns of a table where no terminal says.
_WIDTH = 120


def jsonl(annotated: Iterable[Annotated]) -> Iterator[str]:
    """The wire format: one JSON object for each sentence."""
    from certainty.formats.jsonl import to_lines

    for document, text in annotated:
        yield from _ended(to_lines(document, name=text.name, meta=text.meta))


def pretty(annotated: Iterable[Annotated]) -> Iterator[str]:
    """Lines for a terminal, in colour where it is one."""
    from certainty.render import to_terminal

    for document, _ in annotated:
        yield to_terminal(document, colour=in_colour(sys.stdout)) + "\n"


def html(annotated: Iterable[Annotated]) -> Iterator[str]:
    """One report of all texts: a page that needs nothing else."""
    from certainty.report import to_report

    yield to_report((text.name, document) for document, text in annotated)


def claims_table(annotated: Iterable[Annotated]) -> Iterator[str]:
    """The claims of each text as a table for a terminal."""
    from certainty.render import claims_to_terminal

    width = get_terminal_size((_WIDTH, 1)).columns
    for document, _ in annotated:
        yield claims_to_terminal(document.claims(), width=width) + "\n"


def claims_csv(annotated: Iterable[Annotated]) -> Iterator[str]:
    """The claims of all texts as one CSV table."""
    from certainty.formats.claim_table import csv_header, csv_lines

    yield csv_header() + "\n"
    for document, text in annotated:
        yield from _ended(csv_lines(document, name=text.name))


def claims_jsonl(annotated: Iterable[Annotated]) -> Iterator[str]:
    """The claims of all texts, one JSON object for each."""
    from certainty.formats.jsonl import claim_lines

    for document, text in annotated:
        yield from _ended(claim_lines(document, name=text.name, meta=text.meta))


def _ended(lines: Iterable[str]) -> Iterator[str]:
    return (line + "\n" for line in lines)


#: By the names that ``--format`` takes.
FORMATS: Mapping[str, Format] = {
    "jsonl": jsonl,
    "pretty": pretty,
    "html": html,
    "labelstudio": exporting.labelstudio,
    "prodigy": exporting.prodigy,
    "conll": exporting.conll,
    "w3c": exporting.w3c,
}
CLAIM_FORMATS: Mapping[str, Format] = {
    "table": claims_table,
    "csv": claims_csv,
    "jsonl": claims_jsonl,
}


def write(pieces: Iterable[str], out: str | None) -> None:
    """Write to a file, opened when there is something to write, or to standard output."""
    if out is None:
        for piece in pieces:
            sys.stdout.write(piece)
        return
    target, begun = Path(out), iter(pieces)
    first = next(begun, "")
    try:
        with target.open("w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(first)
            file.writelines(begun)
    except OSError as error:
        raise InputError(
            f"--out {out}: cannot be written ({error.strerror or error}); check the path"
        ) from error


def check_out(out: str, files: Iterable[str]) -> None:
    """`InputError` where a result could not be written, or would overwrite a text."""
    target = Path(out)
    if target.is_dir():
        raise InputError(f"--out {out}: is a folder; name a file")
    if not target.absolute().parent.is_dir():
        raise InputError(f"--out {out}: there is no folder {target.parent}; make it first")
    if target.exists() and any(Path(f).exists() and target.samefile(f) for f in files):
        raise InputError(f"--out {out}: is one of the texts; give the result another name")
