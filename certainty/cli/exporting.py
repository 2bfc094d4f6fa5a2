"""``certainty annotate … --format brat`` and the like: files for annotation tools.

Label Studio, Prodigy and CoNLL take one file with all texts, on standard output without
``--out``. brat, UIMA CAS and W3C Web Annotation have a file for each text: ``--out`` is their
folder, or for one text a file that ends as theirs do.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from certainty.cli.options import FINE
from certainty.errors import InputError

if TYPE_CHECKING:
    from certainty.document import Document

Annotate = Callable[[str], Any]
#: How files end that hold one text.
_ENDINGS = {"brat": ".ann", "cas": ".xmi", "w3c": ".jsonld"}
FORMATS = (*_ENDINGS, "labelstudio", "prodigy", "conll")
_TEXT_ENDING = re.compile(r"\.(?:txt|md|jsonl)(?:\.gz)?(?=:|$)")


def run(options: argparse.Namespace, annotate: Annotate) -> int:
    """Annotate the texts and write them in the format; the exit status."""
    documents = _documents(options, annotate)
    try:
        if options.format in _ENDINGS and options.out:
            _write_each(documents, options.format, Path(options.out))
        elif options.format in ("brat", "cas"):
            raise InputError(f"--format {options.format} needs --out FOLDER")
        else:
            with _opened(options.out) as out:
                _write_all(documents, options.format, out)
    except ImportError as error:
        raise InputError(str(error)) from error
    return FINE


def _documents(
    options: argparse.Namespace, annotate: Annotate
) -> Iterator[tuple[str, Document]]:
    from certainty.formats.texts import find_files, read_texts

    for path, name in find_files(options.files):
        for text in read_texts(path, name=name, lines=options.lines, field=options.field):
            yield text.name, annotate(text.text)


def _write_each(documents: Iterator[tuple[str, Document]], format_: str, out: Path) -> None:
    """A file for each text; brat's configuration comes with them where none is there."""
    from certainty.formats import brat, cas, w3c

    ending = _ENDINGS[format_]
    single = out.suffix == ending
    taken: set[str] = set()
    for name, document in documents:
        if single and taken:
            raise InputError(f"--out {out} is one file, and there is more than one text")
        stem = _stem(name, taken)
        path = out if single else out / f"{stem}{ending}"
        _make_folder(path.parent)
        _spare(path, document.text, brat=format_ == "brat")
        if format_ == "w3c":
            w3c.write(document, path, name=name)
        else:
            (brat if format_ == "brat" else cas).write(document, path)
    settings = (out.parent if single else out) / "annotation.conf"
    if format_ == "brat" and taken and not settings.exists():
        settings.write_text(brat.configuration(), "utf-8")


def _spare(path: Path, text: str, *, brat: bool) -> None:
    """Refuse to write over what people may have marked, and over another text."""
    beside = path.with_suffix(".txt")
    other = brat and beside.exists() and beside.read_bytes() != text.encode()
    if path.exists() or other:
        raise InputError(
            f"{beside if other else path}: is there already and may hold somebody's work; "
            "name another folder, or take it away"
        )


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"{folder}: cannot be made ({error.strerror}); name another"
        ) from error


def _stem(name: str, taken: set[str]) -> str:
    """The name of a text as that of a file inside a folder, none of those taken.

    >>> _stem("../news.jsonl:3", set()), _stem("a.txt", {"a"})
    ('news-3', 'a-2')
    """
    bare = _TEXT_ENDING.sub("", name).replace(":", "-")
    parts = [part for part in Path(bare).parts if part not in ("..", Path(bare).anchor)]
    stem = first = "/".join(parts) or "text"
    number = 1
    while stem in taken:
        number += 1
        stem = f"{first}-{number}"
    taken.add(stem)
    return stem


def _opened(out: str | None) -> AbstractContextManager[IO[str]]:
    if out is None:
        return nullcontext(sys.stdout)
    try:
        return Path(out).open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise InputError(f"{out}: cannot be written ({error.strerror}); name a file") from error


def _write_all(documents: Iterator[tuple[str, Document]], format_: str, out: IO[str]) -> None:
    """All texts in one file; where one cannot be read, those before it are written."""
    from certainty.formats import conll, labelstudio, prodigy, w3c

    if format_ == "labelstudio":
        out.write("[")
        between = ""
        try:
            for name, document in documents:
                out.write(f"{between}{labelstudio.dumps(document, name=name)}")
                between = ",\n"
        finally:
            out.write("]\n")
    elif format_ == "conll":
        held: list[tuple[str, Document]] = []
        try:
            held.extend(documents)
        finally:
            out.write(conll.dumps_all(held))
    else:
        dumps = prodigy.dumps if format_ == "prodigy" else w3c.dumps
        for name, document in documents:
            out.write(f"{dumps(document, name=name)}\n")
