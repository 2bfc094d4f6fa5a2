"""The columns of a table of sentences, and how records fill them.

One row is one sentence. The names are those of the wire format:

=============  ==================================================================
``doc``        string: the id of the document that was given, as text
``index``      int32: the sentence's place in the document, from zero
``start, end`` int32: code points of the document, end-exclusive
``text``       string
``certainty``  struct of float64 ``mean, low, high`` in [0, 1]; null where
               nothing is asserted
``scale``      string: the scale that levels are read on
``level``      string, null in a gap of the scale
``hedged``     float64 in [0, 1]
``weasel``     float64 in [0, 1]
``confidence`` string ``high, moderate, low``, or null
``source``     struct of ``text, start, end, refers_to, within``, or null; the
               last two are the words of the fuller mention and of the holder
               who reports this one
``spans``      list of structs ``start, end, text, kind, probability`` (as
               ``certainty``), ``basis, entry, epistemic, negated, scope``
               (struct ``start, end``), ``source, sense``
``error``      string: why a document could not be annotated; it then has one
               row whose other columns but ``doc`` are null
=============  ==================================================================

Numbers are not rounded. A document without sentences has no row. Arrow's strings are UTF-8,
which has no lone surrogates: in a table each is U+FFFD, so that offsets stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from certainty.extras import need

if TYPE_CHECKING:
    import pyarrow as pa

_SURROGATES = re.compile("[\ud800-\udfff]")
_STAND_IN = "\ufffd"


def schema() -> pa.Schema:
    """The schema of every table of sentences."""
    pa = _arrow()
    estimate = pa.struct([(name, pa.float64()) for name in ("mean", "low", "high")])
    place = [("start", pa.int32()), ("end", pa.int32())]
    words = [("text", pa.string())]
    source = pa.struct([*words, *place, ("refers_to", pa.string()), ("within", pa.string())])
    span = [
        *place,
        *words,
        ("kind", pa.string()),
        ("probability", estimate),
        ("basis", pa.string()),
        ("entry", pa.string()),
        ("epistemic", pa.float64()),
        ("negated", pa.bool_()),
        ("scope", pa.struct(place)),
        ("source", source),
        ("sense", pa.string()),
    ]
    sentence = [
        ("doc", pa.string()),
        ("index", pa.int32()),
        *place,
        *words,
        ("certainty", estimate),
        ("scale", pa.string()),
        ("level", pa.string()),
        ("hedged", pa.float64()),
        ("weasel", pa.float64()),
        ("confidence", pa.string()),
        ("source", source),
        ("spans", pa.list_(pa.struct(span))),
        ("error", pa.string()),
    ]
    return pa.schema(sentence)


def sentence_columns(sentences: Sequence[Any], indices: Sequence[int], scale: str) -> Any:
    """Records or values as a record batch of all columns but ``doc`` and ``error``."""
    pa = _arrow()
    full = schema()
    offsets = [0]
    for sentence in sentences:
        offsets.append(offsets[-1] + len(sentence.spans))
    spans = [span for sentence in sentences for span in sentence.spans]
    items = pa.StructArray.from_arrays(
        _columns(spans, full.field("spans").type.value_type, _SPAN), list(_SPAN)
    )
    arrays = {
        "index": pa.array(indices, pa.int32()),
        "scale": pa.array([scale] * len(sentences), pa.string()),
        "spans": pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), items),
    }
    arrays |= zip(_SENTENCE, _columns(sentences, full, _SENTENCE))
    names = [name for name in full.names if name in arrays]
    return pa.RecordBatch.from_arrays([arrays[name] for name in names], names)


def strings(values: Sequence[str | None]) -> Any:
    """An array of texts; lone surrogates become U+FFFD."""
    pa = _arrow()
    try:
        return pa.array(values, pa.string())
    except UnicodeEncodeError:
        clean = [value and _SURROGATES.sub(_STAND_IN, value) for value in values]
        return pa.array(clean, pa.string())


def _columns(things: Sequence[Any], types: Any, makers: dict[str, Any]) -> list[Any]:
    """An array for each attribute, made by its own maker or by Arrow."""
    pa = _arrow()
    arrays = []
    for name, make in makers.items():
        values = list(map(attrgetter(name), things))
        arrays.append(make(values) if make else pa.array(values, types.field(name).type))
    return arrays


def _struct(values: Sequence[Any], parts: dict[str, tuple[Callable[[Any], Any], Any]]) -> Any:
    """A struct array, null where the value is; ``parts`` are getters and array makers."""
    pa = _arrow()
    there = [value for value in values if value is not None]
    arrays = [make(list(map(get, there))) for get, make in parts.values()]
    found = pa.StructArray.from_arrays(arrays, list(parts))
    if len(there) == len(values):
        return found
    places = iter(range(len(there)))
    return found.take(
        pa.array([None if value is None else next(places) for value in values], pa.int64())
    )


def _floats(values: Iterable[Any]) -> Any:
    return _arrow().array(values, _arrow().float64())


def _integers(values: Iterable[Any]) -> Any:
    return _arrow().array(values, _arrow().int32())


def _estimates(values: Sequence[Any]) -> Any:
    return _struct(values, {n: (attrgetter(n), _floats) for n in ("mean", "low", "high")})


def _scopes(values: Sequence[Any]) -> Any:
    parts = {"start": (lambda scope: scope[0], _integers), "end": (lambda s: s[1], _integers)}
    return _struct(values, parts)


def _sources(values: Sequence[Any]) -> Any:
    parts: dict[str, tuple[Callable[[Any], Any], Any]] = {
        "text": (attrgetter("text"), strings),
        "start": (attrgetter("start"), _integers),
        "end": (attrgetter("end"), _integers),
        "refers_to": (lambda source: source.refers_to and source.refers_to.text, strings),
        "within": (lambda source: source.within and source.within.text, strings),
    }
    return _struct(values, parts)


#: How each attribute becomes an array; ``None``: by Arrow itself.
_SENTENCE = {
    "start": None,
    "end": None,
    "text": strings,
    "certainty": _estimates,
    "level": None,
    "hedged": None,
    "weasel": None,
    "confidence": None,
    "source": _sources,
}
_SPAN = {
    "start": None,
    "end": None,
    "text": strings,
    "kind": None,
    "probability": _estimates,
    "basis": None,
    "entry": None,
    "epistemic": None,
    "negated": None,
    "scope": _scopes,
    "source": _sources,
    "sense": None,
}


def _arrow() -> Any:
    return need("pyarrow", extra="arrow")
