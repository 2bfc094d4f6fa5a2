"""Labelled examples on their way in: files of several kinds, or rows.

The ending of the name tells the kind: ``.jsonl`` (the corpora's format), ``.csv`` and
``.tsv``, ``.xml`` (BioScope and CoNLL-2010), ``.conll``, ``.conllu``, ``.bio`` and ``.iob``
(token columns), each also with ``.gz``; ``.ann`` or a folder of them (brat), ``.jsonld`` (W3C
Web Annotation), ``.json`` (Label Studio), ``.xmi`` or ``.zip`` (UIMA CAS, INCEpTION). Prodigy's
JSON lines are named by ``format="prodigy"``. All give rows as `certainty.evaluation.examples`
describes them, lazily, each with the place it stands at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from certainty.errors import InputError
from certainty.evaluation.examples import Example, example_of
from certainty.evaluation.readers.bioscope import read_xml
from certainty.evaluation.readers.brat import read_brat
from certainty.evaluation.readers.columns import read_conll
from certainty.evaluation.readers.jsonl import read_jsonl
from certainty.evaluation.readers.table import read_csv
from certainty.formats import cas, labelstudio, prodigy, w3c

Format = Literal["jsonl", "csv", "xml", "conll", "brat", "w3c", "labelstudio", "prodigy", "cas"]
Read = Callable[[Path], Iterator[tuple[dict[str, Any], str]]]

FORMATS: tuple[Format, ...] = get_args(Format)
_READERS: dict[str, Read] = {
    "jsonl": read_jsonl,
    "csv": read_csv,
    "xml": read_xml,
    "conll": read_conll,
    "brat": read_brat,
    "w3c": w3c.read_rows,
    "labelstudio": labelstudio.read_rows,
    "prodigy": prodigy.read_rows,
    "cas": cas.read_rows,
}
_ENDINGS: dict[str, Format] = {
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    **dict.fromkeys((".csv", ".tsv"), "csv"),
    **dict.fromkeys((".conll", ".conllu", ".bio", ".iob"), "conll"),
    ".xml": "xml",
    ".ann": "brat",
    ".jsonld": "w3c",
    ".json": "labelstudio",
    **dict.fromkeys((".xmi", ".zip"), "cas"),
}


def read_examples(
    examples: str | Path | Iterable[Mapping[str, Any] | Example],
    *,
    format: Format | None = None,
    scale: Any = None,
) -> Iterator[Example]:
    """The labelled examples of a file, or of rows, checked one by one.

    ``format`` is for files whose ending does not tell; ``scale`` the scale of ``certainty``
    where rows name none. Raises `InputError` with file and line.

    >>> [example.where for example in read_examples([{"text": "It rained."}])]
    ['row 1']
    """
    for row, where in read_rows(examples, format=format):
        yield example_of(row, where=where, scale=scale)


def read_rows(
    examples: str | Path | Iterable[Any], *, format: Format | None = None
) -> Iterator[tuple[Any, str]]:
    """Each row unchecked, and where it stands."""
    if isinstance(examples, (str, Path)):
        yield from _READERS[format or format_of(Path(examples))](Path(examples))
        return
    for number, row in enumerate(examples, 1):
        yield row, row.where if isinstance(row, Example) else f"row {number}"


def format_of(path: Path) -> Format:
    """The kind of file that a name tells; `InputError` where it tells none.

    >>> format_of(Path("rows.jsonl.gz"))
    'jsonl'
    """
    if path.is_dir():
        return "brat"
    endings = [ending.lower() for ending in path.suffixes if ending != ".gz"]
    if str(path) == "-":
        return "jsonl"
    if not endings or endings[-1] not in _ENDINGS:
        raise InputError(
            f"{path}: the name does not tell what is in it; let it end in "
            f"{', '.join(_ENDINGS)}, or name the format: {', '.join(FORMATS)}"
        )
    return _ENDINGS[endings[-1]]
