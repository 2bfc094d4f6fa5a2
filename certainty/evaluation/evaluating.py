"""Hold an annotator against labelled examples: stream, collect, compute."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any

import numpy as np

from certainty.annotator import Annotator
from certainty.data import default_model
from certainty.document import Document
from certainty.errors import InputError
from certainty.evaluation.bootstrap import N_DRAWS
from certainty.evaluation.collecting import Collector, Units
from certainty.evaluation.cue_types import choose_types
from certainty.evaluation.examples import Example, example_of, field_of, fields_of
from certainty.evaluation.figures import figures_of
from certainty.evaluation.measures import measures_of
from certainty.evaluation.metrics import Array
from certainty.evaluation.readers import Format, read_rows
from certainty.evaluation.report import Evidence, Figures, Report, Slice
from certainty.evaluation.scoring import CERTAINTY, HedgeMeaning, Settings, score
from certainty.progress import with_progress
from certainty.target import Reading

Rows = str | Path | Iterable[Mapping[str, Any] | Example]
#: So many examples are read before it is settled which types of cues there are.
HEAD = 1000
#: More values of a field than this are not shown one by one.
MOST_SLICES = 40
#: The corpora that the shipped model was trained on.
TRAINED_ON = (
    *("bioscope_abstracts.all", "bioscope_full_papers.all", "szeged_wiki.train"),
    *("szeged_factbank.train", "conll2010_wiki.train", "mist_modals.train"),
    *("pei_jurgens_sentence.train", "pei_jurgens_sentence.val", "uw.train", "uw.dev"),
    *("uds_ih2.train", "uds_ih2.dev", "meantime.train", "meantime.dev"),
    *("megaveridicality2.train", "megaveridicality2.dev"),
)


def evaluate(
    examples: Rows,
    annotator: Annotator | Callable[[str], Document] | None = None,
    *,
    by: str | Collection[str] = (),
    kinds: Collection[str] | None = None,
    hedge: HedgeMeaning = "hedged",
    reading: Reading = "stated",
    threshold: float = 0.5,
    label_scale: Any = None,
    group: str = "meta.doc",
    format: Format | None = None,
    n_draws: int = N_DRAWS,
    seed: int = 0,
    worst: int = 5,
    n_jobs: int = 1,
    progress: bool = False,
) -> Report:
    """Hold an annotator, by default the shipped one, against labelled examples.

    ``examples`` are a file (JSON lines, CSV, token columns, BioScope's XML, a brat folder; see
    `certainty.evaluation.readers`) or rows (see `certainty.evaluation.examples`). What a row
    lacks is not scored.

    - ``by``: fields to slice by, as in "meta.domain";
    - ``kinds``: the kinds of span held against cues; by default those that annotators of such
      types look for;
    - ``hedge``: whether the label ``hedge`` means speculation or, as in CoNLL-2010's
      Wikipedia part, vague wording ("weasel"); a probability from ``threshold`` on is a yes;
    - ``reading``: what the labels of events ask (`Document.at`);
    - ``label_scale``: the scale of ``certainty`` where rows name none, as in (1, 6);
    - ``group``: the field that names a row's document; ``n_draws`` documents are drawn with
      replacement for each interval, 0 for none, from ``seed`` on;
    - ``worst``: how many errors of each part are kept with their text.

    Raises `InputError` with file and line for a row that does not fit.

    >>> report = evaluate([{"text": "It may rain.", "cues": [{"start": 3, "end": 6}]}])
    >>> report.figures["cues"]["recall, exact"].value
    1.0
    """
    annotator = annotator or Annotator()
    fields = (by,) if isinstance(by, str) else tuple(by)
    read = (
        example_of(row, where=where, scale=label_scale)
        for row, where in read_rows(examples, format=format)
    )
    head = list(islice(read, HEAD))
    types = choose_types({c.type for e in head for c in e.cues or () if c.type}, kinds)
    settings = Settings(types, hedge, reading, threshold)
    into, digest = Collector(worst=worst), hashlib.sha256()
    for name in fields_of(head[0]) if head else ():
        into.number("fields", name)
    pairs = _annotated(_unique(chain(head, read)), annotator, n_jobs)
    for example, document in with_progress(pairs, unit="examples") if progress else pairs:
        digest.update(f"{example.text}\x00".encode("utf-8", "surrogatepass"))
        values = {name: _value(field_of(example, name)) for name in fields}
        into.begin(field_of(example, group), values)
        for name in example.nan:
            into.left_out[f"{name}: no number (NaN)"] += 1
        score(example, document, settings, into)
    name = Path(examples).name if isinstance(examples, (str, Path)) else "examples"
    drawing = (n_draws, seed)
    return _report(name, annotator, into, types.own, fields, drawing, digest.hexdigest())


def _annotated(
    examples: Iterator[Example],
    annotator: Annotator | Callable[[str], Document],
    n_jobs: int,
) -> Iterator[tuple[Example, Document]]:
    """Each example with its document; few are held at a time."""
    waiting: deque[Example] = deque()

    def texts() -> Iterator[str]:
        for example in examples:
            waiting.append(example)
            yield example.text

    if isinstance(annotator, Annotator):
        documents = annotator.pipe(texts(), n_jobs=n_jobs)
    else:
        documents = map(annotator, texts())
    for document in documents:
        yield waiting.popleft(), document


def _unique(examples: Iterable[Example]) -> Iterator[Example]:
    """The examples; `InputError` where two have the same id."""
    seen: dict[str, str] = {}
    for example in examples:
        if example.id is not None:
            first = seen.setdefault(example.id, example.where)
            if first is not example.where:
                raise InputError(
                    f"{example.where}: the id {example.id!r} stands at {first} already; give "
                    "each row its own"
                )
        yield example


def _value(value: Any) -> str | None:
    return None if value is None else str(value)


def _report(
    name: str,
    annotator: Any,
    into: Collector,
    own: bool,
    fields: tuple[str, ...],
    drawing: tuple[int, int],
    digest: str,
) -> Report:
    n = len(into.documents)
    if not n:
        raise InputError(f"{name}: holds no example; give rows with a text and labels")
    documents = np.array(into.documents, int)
    units, remarks = _parts(into.units(), into)
    if name.split(".jsonl")[0] in TRAINED_ON and _shipped(annotator):
        remarks.insert(0, "in-sample: the shipped model has seen this corpus in training")
    if not units:
        remarks.append("no row has a label that is known here")
    slices = {}
    for field in fields:
        slices[field], more = _slices(field, into, units, documents, own, drawing)
        remarks += more
    return Report(
        name=name,
        annotator=repr(annotator),
        n=n,
        documents=len(into.names("document")),
        figures=_figures(units, documents, own, drawing),
        slices=slices,
        kinds=dict(into.confusion.most_common()) if "cues" in units else {},
        errors=tuple(miss for miss in into.misses() if miss.part in units),
        left_out=dict(into.left_out),
        remarks=tuple(remarks),
        evidence=Evidence(digest, documents, units, own),
    )


def _shipped(annotator: Any) -> bool:
    return isinstance(annotator, Annotator) and annotator.model is default_model()


def _parts(units: dict[str, Units], into: Collector) -> tuple[dict[str, Units], list[str]]:
    """The parts in a fixed order, without those that nobody labelled; and remarks."""
    remarks = []
    for part in ("cues", "scopes"):
        if part in units and not units[part].columns["true"].any():
            n = len(units.pop(part).row)
            into.left_out[f"{part}: all rows, since none has one of certainty"] = n
    if "cues" not in units:
        units = {part: u for part, u in units.items() if not part.startswith("kind ")}
    scales = [part for part in units if part.startswith(CERTAINTY)]
    if len(scales) == 1:
        units[CERTAINTY] = units.pop(scales[0])
        into.rename(scales[0], CERTAINTY)
        scale = scales[0].partition(", ")[2]
        remarks.append(f"labels of certainty are on the scale {scale}, stretched to 0 to 1")
    elif scales:
        remarks.append(f"labels of certainty are on {len(scales)} scales and not pooled")
    return {part: units[part] for part in sorted(units, key=_place)}, remarks


def _place(part: str) -> tuple[int, str]:
    """Where a part stands in reports."""
    order = ("hedge", "weasel", CERTAINTY, "events", "source", "cues", "scopes", "kind", "type")
    return order.index(part.split(" ")[0].strip(",")), part


def _figures(
    units: Mapping[str, Units], documents: Array, own: bool, drawing: tuple[int, int]
) -> Figures:
    n_draws, seed = drawing
    return {
        part: figures_of(
            found, documents, measures_of(part, own=own), n_draws=n_draws, seed=seed
        )
        for part, found in units.items()
    }


def _slices(
    field: str,
    into: Collector,
    units: Mapping[str, Units],
    documents: Array,
    own: bool,
    drawing: tuple[int, int],
) -> tuple[dict[str, Slice], list[str]]:
    """The figures for each value of a field, the commonest first."""
    values, names = np.array(into.values[field], int), into.names(field)
    if names == [None]:
        known = ", ".join(into.names("fields"))
        raise InputError(f"no row has the field {field!r}; the first row has {known}")
    counts = np.bincount(values)
    ranked = np.argsort(-counts, kind="stable")
    slices = {}
    for at in ranked[:MOST_SLICES]:
        chosen = {part: found.only(values[found.row] == at) for part, found in units.items()}
        own_units = {part: found for part, found in chosen.items() if len(found.row)}
        name = "(none)" if names[at] is None else names[at]
        slices[name] = Slice(int(counts[at]), _figures(own_units, documents, own, drawing))
    rest = ranked[MOST_SLICES:]
    remarks = [
        f"{field} has {len(names)} values; the commonest {MOST_SLICES} are shown, "
        f"{int(counts[rest].sum())} examples with other values are not"
    ]
    return slices, remarks if len(rest) else []
