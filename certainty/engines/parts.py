"""Parts of a large result on disk: whole or not there, known again by a later run."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from certainty.engines.schema import schema
from certainty.extras import need

if TYPE_CHECKING:
    import pyarrow as pa

#: Rows that are gathered before they are written: a row group of Parquet.
ROWS = 50_000
#: A line for each part that was finished; its name keeps it out of the data set.
LEDGER = "_parts.jsonl"


@dataclass(frozen=True, slots=True)
class Tally:
    """How much there is in a part or in a whole."""

    documents: int = 0
    sentences: int = 0
    spans: int = 0
    errors: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(a + b for a, b in zip(astuple(self), astuple(other))))


def tally(batch: pa.RecordBatch, documents: int) -> Tally:
    """Of a record batch that came of a number of documents."""
    errors = len(batch) - batch.column("error").null_count
    spans = len(batch.column("spans").flatten())
    return Tally(documents, len(batch) - errors, spans, errors)


def part_path(folder: Path, number: int) -> Path:
    """Where a part goes."""
    return folder / f"part-{number:05}.parquet"


def read_ledger(folder: Path) -> dict[int, Tally]:
    """The parts that are as they were written, by number; the others are to be made again."""
    whole: dict[int, Tally] = {}
    ledger = folder / LEDGER
    for line in ledger.read_text("utf-8").splitlines() if ledger.exists() else []:
        try:
            entry = json.loads(line)
            number, digest = entry.pop("part"), entry.pop("sha256")
            counted = Tally(**entry)
        except (ValueError, KeyError, TypeError, AttributeError):
            continue  # cut short, so the part was not told to be whole
        if _digest(part_path(folder, number)) == digest:
            whole[number] = counted
    return whole


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    if path.exists():
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                found.update(block)
    return found.hexdigest()


class PartWriter:
    """Writes one part beside its place and moves it there when it is whole."""

    def __init__(self, folder: Path, number: int) -> None:
        parquet = need("pyarrow.parquet", extra="arrow")
        self.number = number
        self._path = path = part_path(folder, number)
        self._beside = path.with_name(f".{path.name}.tmp")
        self._file = self._beside.open("wb")
        self._writer = parquet.ParquetWriter(self._file, schema(), compression="zstd")
        self._waiting: list[Any] = []
        self.tally = Tally()

    def write(self, batch: pa.RecordBatch, documents: int) -> None:
        """Add what came of a number of documents."""
        self.tally += tally(batch, documents)
        self._waiting.append(batch)
        if sum(map(len, self._waiting)) >= ROWS:
            self._flush()

    def finish(self) -> None:
        """Move the part to its place, all at once."""
        self._flush()
        self._writer.close()
        _settle(self._file)
        entry = {"part": self.number, "sha256": _digest(self._beside), **asdict(self.tally)}
        self._beside.replace(self._path)
        with self._path.with_name(LEDGER).open("a", encoding="utf-8") as ledger:
            ledger.write(f"\n{json.dumps(entry)}")  # whatever was cut short stays behind
            _settle(ledger)

    def abandon(self) -> None:
        """Leave nothing behind."""
        self._writer.close()
        self._file.close()
        self._beside.unlink(missing_ok=True)

    def _flush(self) -> None:
        pa = need("pyarrow", extra="arrow")
        if self._waiting:
            self._writer.write_table(pa.Table.from_batches(self._waiting, schema()))
        self._waiting = []


def _settle(file: IO[Any]) -> None:
    """Close a file when the disk has it."""
    file.flush()
    os.fsync(file.fileno())
    file.close()
