"""Annotate a column of a Dask data frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from certainty.engines.batch import Annotate
from certainty.engines.schema import schema
from certainty.engines.work import LONGEST, Work, plan
from certainty.extras import need


def annotate(
    frame: Any,
    column: str,
    *,
    ids: str | None = None,
    keep: Sequence[str] = (),
    annotator: Annotate | None = None,
    max_length: int = LONGEST,
) -> Any:
    """A lazy data frame with one row for each sentence of ``frame[column]``.

    Its columns are those of `certainty.engines.schema` with Arrow's types: ``doc`` is the
    column ``ids`` as text, or the index without; the columns ``keep`` follow. Order, index and
    divisions are the frame's. A text that is no ``str``, or longer than ``max_length``
    characters, is one row with an ``error``. Each process builds the annotator once. Needs the
    extra ``certainty-text[dask]``. Raises ``ValueError`` for a column that is not there.

    >>> import dask.dataframe as dd  # doctest: +SKIP
    >>> annotate(dd.read_parquet("posts/"), "body").to_parquet("cues/")  # doctest: +SKIP
    """
    need("dask.dataframe", extra="dask")
    need("pyarrow", extra="dask")
    work = plan(
        column,
        columns=frame.columns,
        ids=ids,
        keep=keep,
        annotator=annotator,
        max_length=max_length,
    )
    meta = _annotated(frame._meta.iloc[:0], work)
    return frame.map_partitions(_annotated, work, meta=meta)


def _annotated(part: Any, work: Work) -> Any:
    """The sentences of a partition, a frame of pandas."""
    pa = need("pyarrow", extra="dask")
    pd = need("pandas", extra="dask")
    names = part.index if work.ids is None else part[work.ids]
    given = part[work.column].astype(object)
    texts = given.where(given.notna(), None).tolist()  # one word for what is missing
    batches, places = [], []
    for batch, rows in work.placed(texts, names.tolist()):
        batches.append(batch)
        places += rows
    table = pa.Table.from_batches(batches, schema())
    found = table.to_pandas(types_mapper=pd.ArrowDtype).set_axis(part.index.take(places))
    if not work.keep:
        return found
    return pd.concat([found, part[list(work.keep)].take(places)], axis="columns")
