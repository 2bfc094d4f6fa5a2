"""Many texts as one Arrow table, or as a stream of record batches: a row for each sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from certainty.annotator import Annotator, check_text, shared
from certainty.engines.batch import Annotate, batches, check_stream, length
from certainty.engines.processes import in_order, stopped
from certainty.engines.schema import schema, sentence_columns, strings
from certainty.errors import CertaintyError, TextError
from certainty.extras import need
from certainty.progress import with_progress

if TYPE_CHECKING:
    import pyarrow as pa

#: Characters of text to a record batch, about; what bounds the memory of a stream.
CHARACTERS = 1 << 20
_NOTHING = object()


def table(
    texts: Iterable[Any],
    ids: Iterable[Any] | None = None,
    *,
    annotator: Annotate | None = None,
    batch_size: int = 1024,
    n_jobs: int = 1,
    progress: bool = False,
) -> pa.Table:
    """All sentences of ``texts`` as a ``pyarrow.Table``; `record_batches` says how.

    ``pq.write_table(table, path)`` makes Parquet of it, ``pl.from_arrow(table)`` a frame of
    polars, and ``table.to_pandas(types_mapper=pd.ArrowDtype)`` one of pandas, neither with
    a copy through Python objects. `certainty.engines.schema` has the columns.

    >>> import certainty
    >>> found = certainty.table(["Rain is unlikely.", None], ids=["a", "b"])  # doctest: +SKIP
    >>> found.column("doc").to_pylist(), found.column("error").to_pylist()  # doctest: +SKIP
    (['a', 'b'], [None, 'text is NoneType, not str; give one str'])
    """
    return record_batches(
        texts, ids, annotator=annotator, batch_size=batch_size, n_jobs=n_jobs, progress=progress
    ).read_all()


def record_batches(
    texts: Iterable[Any],
    ids: Iterable[Any] | None = None,
    *,
    annotator: Annotate | None = None,
    batch_size: int = 1024,
    n_jobs: int = 1,
    progress: bool = False,
) -> pa.RecordBatchReader:
    """All sentences of ``texts`` as a stream, read lazily and in order.

    ``ids`` name the documents in the column ``doc``; by default that is their place from
    zero. A text that cannot be annotated becomes one row with an ``error``. A batch is of at
    most ``batch_size`` texts and, but for one longer text, `CHARACTERS` characters. Needs the
    extra ``certainty-text[arrow]``; ``progress`` needs ``[progress]``. Raises ``ValueError``
    where there are fewer ids than texts, or more.
    """
    pa = need("pyarrow", extra="arrow")
    check_stream(texts, batch_size=batch_size, n_jobs=n_jobs)
    named = _named(_plain(texts), ids)
    if progress:
        named = with_progress(named, unit="texts", total=length(texts))
    tasks = chunks(named, batch_size)
    work = Columns(annotator or shared("readers"))
    stream = map(work, tasks) if n_jobs == 1 else in_order(work, tasks, n_jobs=n_jobs)
    return pa.RecordBatchReader.from_batches(schema(), stream)


Named = tuple[Any, Any]


def chunks(named: Iterable[Named], batch_size: int) -> Iterator[list[Named]]:
    """Lists of (id, text), cut at a number of texts and of characters."""
    for batch in batches(named, batch_size):
        chunk: list[Named] = []
        filled = 0
        for name, text in batch:
            size = len(text) if isinstance(text, str) else 0
            if chunk and filled + size > CHARACTERS:
                yield chunk
                chunk, filled = [], 0
            chunk.append((name, text))
            filled += size
        yield chunk


@dataclass(frozen=True, slots=True)
class Columns:
    """Makes a record batch of a list of (id, text); picklable. An error becomes a row.

    A text of more than ``max_length`` characters is such an error.
    """

    annotate: Annotate
    max_length: int | None = None

    def __call__(self, named: Sequence[Named]) -> pa.RecordBatch:
        """The sentences of all of them."""
        return self.placed(named)[0]

    def placed(self, named: Sequence[Named]) -> tuple[pa.RecordBatch, list[int]]:
        """The same, and for each row the place of its document in the list."""
        sentences: list[Any] = []
        indices: list[int] = []
        places: list[int] = []
        errors: list[tuple[int, str]] = []
        for place, (_, text) in enumerate(named):
            if stopped():
                break
            try:
                found = self._found(text)
            except CertaintyError as error:
                errors.append((place, str(error)))
            except Exception as error:  # whatever it is, the others must not be lost
                errors.append((place, f"{type(error).__name__}: {error}"))
            else:
                sentences += found
                indices += range(len(found))
                places += [place] * len(found)
        columns = sentence_columns(sentences, indices, self._scale())
        rows = _merged(places, errors)
        return _assembled(columns, rows, [name for name, _ in named]), [r[0] for r in rows]

    def _found(self, text: Any) -> Sequence[Any]:
        if isinstance(text, CertaintyError):  # in the place of one that could not be read
            raise text
        check_text(text)
        if self.max_length and len(text) > self.max_length:
            raise TextError(
                f"text has {len(text)} characters, more than max_length={self.max_length}; "
                "split it, or raise max_length"
            )
        if isinstance(self.annotate, Annotator):
            return self.annotate.found(text)
        return self.annotate(text).sentences

    def _scale(self) -> str:
        return str(getattr(self.annotate, "scale", ""))


#: A row: the place of its document, the place of its sentence or none, its error or none.
_Row = tuple[int, int | None, str | None]


def _merged(places: list[int], errors: list[tuple[int, str]]) -> list[_Row]:
    rows: list[_Row] = [(place, i, None) for i, place in enumerate(places)]
    if errors:
        rows += [(place, None, error) for place, error in errors]
        rows.sort(key=lambda row: row[0])
    return rows


def _assembled(columns: Any, rows: list[_Row], names: list[Any]) -> Any:
    """The columns in the order of the rows, with those of the documents."""
    pa = need("pyarrow", extra="arrow")
    if columns.num_rows < len(rows):
        columns = columns.take(pa.array([i for _, i, _ in rows], pa.int64()))
    plain = [None if name is None else str(name) for name in names]
    docs = strings([plain[place] for place, _, _ in rows])
    errors = strings([error for _, _, error in rows])
    return pa.RecordBatch.from_arrays([docs, *columns.columns, errors], schema=schema())


def _plain(texts: Iterable[Any]) -> Iterator[Any]:
    """The texts; those of an Arrow array as ``str``."""
    return (text.as_py() if hasattr(text, "as_py") else text for text in texts)


def _named(texts: Iterable[Any], ids: Iterable[Any] | None) -> Iterator[Named]:
    if ids is None:
        yield from enumerate(texts)
        return
    pairs = zip_longest(_plain(ids), texts, fillvalue=_NOTHING)
    for number, (name, text) in enumerate(pairs):
        if name is _NOTHING or text is _NOTHING:
            fewer = "ids than texts" if name is _NOTHING else "texts than ids"
            raise ValueError(
                f"there are fewer {fewer}: only {number}; give an id for each text"
            )
        yield name, text
