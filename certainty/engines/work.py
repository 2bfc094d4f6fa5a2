"""What a worker of any engine does with a batch, as data that can be sent to it.

The annotator travels as its settings and is built once in each worker's process; `certainty`
must be installed there.
"""

from __future__ import annotations

import pickle
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from certainty.annotator import shared
from certainty.engines.batch import Annotate
from certainty.engines.columns import Columns, Named, chunks
from certainty.engines.schema import schema
from certainty.extras import need

if TYPE_CHECKING:
    import pyarrow as pa

#: Characters in a text, above which a worker refuses it: a thousand times a usual document
#: holds up all others, and no engine can divide it.
LONGEST = 4_000_000
#: Texts to a record batch that leaves a worker, at most.
BATCH = 1024


@dataclass(frozen=True, slots=True)
class Work:
    """Annotates a column of record batches; picklable, and a function of Arrow tables.

    ``column`` holds the texts, ``ids`` names the column that becomes ``doc``, and the columns
    ``keep`` go along with each sentence.
    """

    column: str
    ids: str | None
    keep: tuple[str, ...]
    max_length: int
    annotator: bytes

    @property
    def needed(self) -> list[str]:
        """The columns that are read, each once."""
        named = [self.column, *([self.ids] if self.ids else []), *self.keep]
        return list(dict.fromkeys(named))

    def __call__(self, table: pa.Table) -> pa.Table:
        """The sentences of a table's texts, as a table."""
        pa = need("pyarrow", extra="arrow")
        fields = [table.schema.field(name) for name in self.keep]
        return pa.Table.from_batches(self.batches(table), pa.schema([*schema(), *fields]))

    def each(self, stream: Iterable[Any]) -> Iterator[pa.RecordBatch]:
        """The sentences of a stream of batches, a bounded number at a time."""
        for batch in stream:
            yield from self.batches(batch)

    def batches(self, table: Any) -> Iterator[pa.RecordBatch]:
        """The sentences of a table or batch, in record batches of bounded size."""
        pa = need("pyarrow", extra="arrow")
        texts = table.column(self.column).to_pylist()
        names = table.column(self.ids).to_pylist() if self.ids else None
        kept = table.select(list(self.keep))
        fields = [kept.schema.field(name) for name in self.keep]
        for batch, places in self.placed(texts, names):
            rows = pa.array(places, pa.int64())
            columns = [_whole(kept.column(name)).take(rows) for name in self.keep]
            whole = pa.schema([*batch.schema, *fields])
            yield pa.RecordBatch.from_arrays([*batch.columns, *columns], schema=whole)

    def placed(
        self, texts: Sequence[Any], names: Sequence[Any] | None
    ) -> Iterator[tuple[pa.RecordBatch, list[int]]]:
        """Record batches, and for each row the place of its text."""
        columns = Columns(_built(self.annotator), self.max_length)
        named: Iterable[Named] = zip(names or [None] * len(texts), texts)
        done = 0
        for chunk in chunks(named, BATCH):
            batch, places = columns.placed(chunk)
            yield batch, [done + place for place in places]
            done += len(chunk)


def plan(
    column: str,
    *,
    columns: Collection[str] | None = None,
    ids: str | None = None,
    keep: Sequence[str] = (),
    annotator: Annotate | None = None,
    max_length: int = LONGEST,
) -> Work:
    """The work on frames, for whatever engine maps a function over Arrow tables.

    ``columns`` are those that the frames have; where one is not there that is needed, or one
    to keep has the name of a column of the result, ``ValueError`` says so.
    """
    for name in (column, *([ids] if ids else []), *keep):
        if columns is not None and name not in columns:
            known = ", ".join(map(str, columns)) or "none"
            raise ValueError(f"there is no column {name!r}; the columns are: {known}")
    taken = sorted(set(keep) & set(schema().names))
    if taken:
        raise ValueError(
            f"columns {taken} cannot be kept: the result has its own of that name; rename them"
        )
    data = pickle.dumps(annotator or shared("readers"))
    return Work(column, ids, tuple(keep), max_length, data)


@lru_cache(maxsize=2)
def _built(data: bytes) -> Annotate:
    """The annotator, made once in a process whatever the number of batches."""
    made: Annotate = pickle.loads(data)  # by `plan`, of the caller's own annotator
    return made


def _whole(column: Any) -> Any:
    return column.combine_chunks() if hasattr(column, "combine_chunks") else column
