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
from certainty.document import Document
from certainty.errors import InputError
from certainty.evaluation.assembling import Plan, assemble
from certainty.evaluation.bootstrap import N_DRAWS
from certainty.evaluation.collecting import Collector
from certainty.evaluation.cue_types import choose_types
from certainty.evaluation.examples import Example, field_of, fields_of
from certainty.evaluation.readers import Format, read_examples
from certainty.evaluation.report import Report
from certainty.evaluation.scoring import HedgeMeaning, Settings, score
from certainty.progress import with_progress
from certainty.target import Reading

Rows = str | Path | Iterable[Mapping[str, Any] | Example]
#: So many examples are read before it is settled which types of cues there are.
HEAD = 1000


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
    read = read_examples(examples, format=format, scale=label_scale)
    head = list(islice(read, HEAD))
    types = choose_types({c.type for e in head for c in e.cues or () if c.type}, kinds)
    settings = Settings(types, hedge, reading, threshold)
    into, digest = Collector(worst=worst), hashlib.sha256()
    into.fields = fields_of(head[0]) if head else []
    pairs = _annotated(_unique(chain(head, read)), annotator, n_jobs)
    for example, document in with_progress(pairs, unit="examples") if progress else pairs:
        digest.update(_labels(example))
        into.begin(_value(example, group), {name: _value(example, name) for name in fields})
        for name in example.nan:
            into.left_out[f"{name}: no number (NaN)"] += 1
        score(example, document, settings, into)
    name = Path(examples).name if isinstance(examples, (str, Path)) else "examples"
    plan = Plan(np.array(into.documents, int), types.own, n_draws, seed)
    return assemble(name, annotator, into, fields, plan, digest.hexdigest())


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


def _value(example: Example, name: str) -> str | None:
    value = field_of(example, name)
    return None if value is None else str(value)


def _labels(example: Example) -> bytes:
    """A text and its labels, to tell whether two reports are of the same examples."""
    e = example
    labels = (e.text, e.hedge, e.weasel, e.certainty, e.cues, e.scopes, e.events, e.sources)
    return repr(labels).encode("utf-8", "backslashreplace")
