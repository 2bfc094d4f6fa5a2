"""``certainty annotate … --format brat`` and the like: files for annotation tools.

Label Studio, Prodigy and CoNLL take one file with all texts, on standard output without
``--out``. brat, UIMA CAS and W3C Web Annotation have a file for each text: ``--out`` is their
folder, or for one text a file that ends as theirs do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from certainty.errors import InputError

if TYPE_CHECKING:
    from certainty.cli.writing import Annotated

#: How files end that hold one text.
FILES = {"brat": ".ann", "cas": ".xmi", "w3c": ".jsonld"}
_TEXT_ENDING = re.compile(r"\.(?:txt|md|jsonl)(?:\.gz)?(?=:|$)")


def write_files(annotated: Iterable[Annotated], format_: str, out: str | None) -> None:
    """Write a file for each text; brat's configuration comes with them where none is there."""
    if out is None:
        raise InputError(f"--format {format_} needs --out FOLDER")
    _write_each(annotated, format_, Path(out))


def labelstudio(annotated: Iterable[Annotated]) -> Iterator[str]:
    """All texts as one list of Label Studio's tasks."""
    from certainty.formats import labelstudio

    yield "["
    between = ""
    for document, text in annotated:
        yield f"{between}{labelstudio.dumps(document, name=text.name)}"
        between = ",\n"
    yield "]\n"


def prodigy(annotated: Iterable[Annotated]) -> Iterator[str]:
    """One JSON object for each text, as Prodigy reads it."""
    from certainty.formats import prodigy

    for document, text in annotated:
        yield f"{prodigy.dumps(document, name=text.name)}\n"


def conll(annotated: Iterable[Annotated]) -> Iterator[str]:
    """Columns, one token a line; as many for scopes as the text that needs most has."""
    from certainty.formats import conll

    yield conll.dumps_all([(text.name, document) for document, text in annotated])


def w3c(annotated: Iterable[Annotated]) -> Iterator[str]:
    """One page of annotations for each text, a line each."""
    from certainty.formats import w3c

    for document, text in annotated:
        yield f"{w3c.dumps(document, name=text.name)}\n"


def _write_each(annotated: Iterable[Annotated], format_: str, out: Path) -> None:
    from certainty.formats import brat, cas, w3c

    ending = FILES[format_]
    single = out.suffix == ending
    taken: set[str] = set()
    for document, text in annotated:
        if single and taken:
            raise InputError(f"--out {out} is one file, and there is more than one text")
        stem = _stem(text.name, taken)
        path = out if single else out / f"{stem}{ending}"
        _make_folder(path.parent)
        _spare(path, document.text, brat=format_ == "brat")
        if format_ == "w3c":
            w3c.write(document, path, name=text.name)
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
