"""UIMA CAS as XMI with its type system, for INCEpTION, by the library ``dkpro-cassis``.

Every mark is an annotation of the span layer `LAYER`, what is known of it are features, links
are annotations of the relation layer `RELATION`, and the scale a piece of metadata. Sentences
and tokens are those of DKPro Core, which INCEpTION expects: import the type system as layers
of a project, then the documents. UIMA counts UTF-16 code units; ``dkpro-cassis`` converts.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from certainty.document import Document
from certainty.errors import InputError
from certainty.extras import need
from certainty.formats.cas_checks import check
from certainty.formats.faults import Faults, OnFault, write_text
from certainty.formats.marks import (
    CHOICES,
    LINKS,
    NUMBERS,
    VALUES,
    WORDS,
    Mark,
    Value,
    checked,
    marks_of,
)
from certainty.formats.pieces import cut
from certainty.formats.restored import document_of, row_of

LAYER = "webanno.custom.Certainty"
RELATION = "webanno.custom.CertaintyRelation"
METADATA = "webanno.custom.CertaintyDocument"
_DKPRO = "de.tudarmstadt.ukp.dkpro.core.api."
_SENTENCE, _TOKEN = f"{_DKPRO}segmentation.type.Sentence", f"{_DKPRO}segmentation.type.Token"
#: Features that may name what is marked, in other people's layers too.
_NAMES = ("label", "kind", "value", "type")
#: XML cannot hold these, however they are written.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def dumps(document: Document) -> str:
    """The XMI of a document; `type_system` goes with it.

    Raises `InputError` where the text has characters that XML cannot hold.
    """
    bad = _FORBIDDEN.search(document.text)
    if bad:
        raise InputError(
            f"the character {bad[0]!r} at {bad.start()} cannot be written in XML; replace it, "
            "or choose another format"
        )
    cassis = need("cassis", extra="cas")
    types = _types()
    cas = cassis.Cas(types, sofa_string=document.text, sofa_mime="text/plain")
    marks = marks_of(document)
    edges = {edge for mark in marks for edge in (mark.start, mark.end)}
    for start, end in cut(document.text, edges):
        cas.add(types.get_type(_TOKEN)(begin=start, end=end))
    for sentence in document.sentences:
        cas.add(types.get_type(_SENTENCE)(begin=sentence.start, end=sentence.end))
    _add_marks(cas, types, marks)
    cas.add(types.get_type(METADATA)(scale=document.scale))
    return str(cas.to_xmi())


def type_system() -> str:
    """The type system of every file that `dumps` writes, as XML."""
    return str(_types().to_xml())


def loads(
    xmi: str | bytes,
    *,
    type_system: str | bytes | None = None,
    where: str = "annotations",
    on_fault: OnFault | None = None,
) -> Document:
    """The document of an XMI; ``type_system`` is for one with other layers besides ours.

    Raises `InputError` with line and reason of what is wrong; with ``on_fault`` each fault is
    handed over and the others are read, unless the file is no XML.
    """
    cas = _loaded(xmi, type_system, where, on_fault)
    text = cas.sofa_string or ""
    marks = _marks(cas, where, on_fault)
    scales = [m.scale for m in _select(cas, METADATA) if m.scale]
    scale = scales[0] if scales else "readers"
    return document_of(text, marks, scale=scale, where=where, on_fault=on_fault)


def write(document: Document, path: str | os.PathLike[str]) -> None:
    """Write an ``.xmi`` file, and ``TypeSystem.xml`` beside it."""
    write_text(path, dumps(document))
    write_text(Path(path).parent / "TypeSystem.xml", type_system())


def read(path: str | os.PathLike[str], *, on_fault: OnFault | None = None) -> Document:
    """The document of an ``.xmi`` file, or of the ``.zip`` with one that INCEpTION exports."""
    xmi, types = _parts(Path(path))
    return loads(xmi, type_system=types, where=str(path), on_fault=on_fault)


def read_rows(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """The annotations of a file as the labels of one row, and where it stands.

    Of other layers than ours, every annotation with a label, kind, value or type is a cue.
    """
    xmi, types = _parts(path)
    cas = _loaded(xmi, types, str(path), None)
    marks = _marks(cas, str(path), None, labels_only=True)
    name = path.name.removesuffix(path.suffix)
    yield {"id": name, "meta": {"doc": name}, **row_of(cas.sofa_string or "", marks)}, str(path)


def _types() -> Any:
    cassis = need("cassis", extra="cas")
    types = cassis.TypeSystem()
    for name in (_SENTENCE, _TOKEN):
        types.create_type(name)
    layer = types.create_type(LAYER)
    relation = types.create_type(RELATION)
    metadata = types.create_type(METADATA, supertypeName="uima.cas.AnnotationBase")
    for name in ("label", *CHOICES, *WORDS):
        types.create_feature(layer, name, "uima.cas.String")
    for name in NUMBERS:
        types.create_feature(layer, name, "uima.cas.Float")
    types.create_feature(layer, "negated", "uima.cas.Boolean")
    types.create_feature(relation, "label", "uima.cas.String")
    for name in ("Governor", "Dependent"):
        types.create_feature(relation, name, LAYER)
    types.create_feature(metadata, "scale", "uima.cas.String")
    return types


def _add_marks(cas: Any, types: Any, marks: list[Mark]) -> None:
    layer, relation = types.get_type(LAYER), types.get_type(RELATION)
    added: dict[str, Any] = {}
    for mark in marks:
        values = dict(mark.values)
        added[mark.key] = layer(begin=mark.start, end=mark.end, label=mark.label, **values)
        cas.add(added[mark.key])
    for mark in marks:
        for name, key in mark.links.items():
            one, other = added[mark.key], added[key]
            cas.add(
                relation(
                    begin=other.begin, end=other.end, label=name, Governor=one, Dependent=other
                )
            )


def _parts(path: Path) -> tuple[bytes, bytes | None]:
    """The XMI of a file and the type system that lies with it."""
    try:
        if path.suffix != ".zip":
            beside = path.parent / "TypeSystem.xml"
            return path.read_bytes(), beside.read_bytes() if beside.is_file() else None
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            found = [name for name in names if name.endswith(".xmi")]
            if len(found) != 1:
                raise InputError(f"{path}: holds {len(found)} .xmi files, not one; unpack it")
            types = [name for name in names if name.endswith("TypeSystem.xml")]
            return archive.read(found[0]), archive.read(types[0]) if types else None
    except (OSError, zipfile.BadZipFile) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{path}: cannot be read ({reason}); check the path") from error


def _loaded(
    xmi: str | bytes, type_system: str | bytes | None, where: str, on_fault: OnFault | None
) -> Any:
    """The CAS, from a copy without what is wrong."""
    cassis = need("cassis", extra="cas")
    faults = Faults(where, on_fault)
    types = _types()
    if type_system is not None:
        types = _merged(cassis, types, type_system, where)
    good = check(xmi, {each.name for each in types.get_types(built_in=True)}, faults)
    faults.settle()
    try:
        return cassis.load_cas_from_xmi(io.BytesIO(good), typesystem=types)
    except Exception as error:  # whatever cassis trips over
        raise InputError(f"{where}: no CAS that can be read ({error!r})") from error


def _merged(cassis: Any, types: Any, written: str | bytes, where: str) -> Any:
    data = written.encode() if isinstance(written, str) else written
    try:
        return cassis.merge_typesystems(types, cassis.load_typesystem(io.BytesIO(data)))
    except Exception as error:  # XML faults, and whatever cassis trips over
        raise InputError(f"{where}: its TypeSystem.xml cannot be read ({error})") from error


def _select(cas: Any, name: str) -> list[Any]:
    known = cas.typesystem.contains_type(name)
    return [fs for fs in cas.select_all_fs() if fs.type.name == name] if known else []


def _marks(
    cas: Any, where: str, on_fault: OnFault | None, *, labels_only: bool = False
) -> list[Mark]:
    faults = Faults(where, on_fault)
    links: dict[int, dict[str, str]] = {}
    for relation in _select(cas, RELATION):
        one, other = relation.Governor, relation.Dependent
        if one is not None and other is not None and relation.label in LINKS:
            links.setdefault(one.xmiID, {})[relation.label] = str(other.xmiID)
    marks = []
    for fs in cas.select_all_fs():
        label = _label(fs)
        if label is None:
            continue
        try:
            values = {} if labels_only else _values(fs)
        except ValueError as error:
            faults.add(None, f"annotation {fs.xmiID}: {error}")
            continue
        own = links.get(fs.xmiID, {})
        marks.append(Mark(str(fs.xmiID), label, ((fs.begin, fs.end),), values, own))
    faults.settle()
    return marks


def _label(fs: Any) -> str | None:
    """What an annotation marks, ``None`` where it is none of a person's or ours."""
    name = fs.type.name
    if name == RELATION or name.startswith((_DKPRO, "uima.")) or not hasattr(fs, "begin"):
        return None
    if hasattr(fs, "Governor") or fs.begin is None or fs.begin >= fs.end:
        return None
    said = [str(getattr(fs, n)).lower() for n in _NAMES if getattr(fs, n, None) is not None]
    if name == LAYER and not said:
        return None
    return said[0] if said else str(fs.type.short_name).lower()


def _values(fs: Any) -> dict[str, Value]:
    known = {name: getattr(fs, name, None) for name in VALUES}
    return {name: checked(name, value) for name, value in known.items() if value is not None}
