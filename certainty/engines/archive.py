"""Annotate archives of files into parts of Parquet; a run that was stopped goes on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from certainty import __version__
from certainty.engines.batch import Annotate
from certainty.engines.columns import CHARACTERS, Columns, Named
from certainty.engines.parts import PartWriter, Tally, read_ledger
from certainty.engines.processes import in_order
from certainty.errors import InputError
from certainty.formats.texts import ENDINGS, PLAIN, Fault, find_files, read_all
from certainty.progress import with_progress

#: Documents to a part: what is done again at most for each that was broken.
PART = 10_000
#: Documents to a task of a process.
TASK = 256
#: What made the parts of a folder; its name keeps it out of the data set.
RUN = "_run.json"


@dataclass(frozen=True, slots=True)
class Reading:
    """How texts are found in files.

    ``lines``: each line of a text file is a document. ``field`` holds the text of a line of
    JSON, ``ids`` its id; without, file and line are the id.
    """

    lines: bool = False
    field: str = "text"
    ids: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What there is in the end, what of it is new, and how many parts were there before."""

    whole: Tally
    new: Tally
    kept: int
    made: int


def annotate_archive(
    paths: Sequence[str],
    out: str | Path,
    *,
    annotator: Annotate,
    reading: Reading = Reading(),
    part_size: int = PART,
    n_jobs: int = 1,
    progress: bool = False,
) -> Result:
    """Annotate files and folders of them into the folder ``out``, some documents to a part.

    A part appears when it is whole. Where ``out`` has parts of the same run, the whole ones
    are kept and others made again. A text that cannot be read or annotated becomes a row with
    an ``error``. `InputError` tells where ``out`` has parts of another run: other files,
    another annotator or other settings. Needs the extra ``certainty-text[arrow]``.
    """
    if part_size < 1 or n_jobs < 1:
        raise ValueError(f"part_size={part_size} and n_jobs={n_jobs} must be 1 or more")
    markdown = getattr(annotator, "format", "text") == "markdown"
    files = find_files(paths, ENDINGS if markdown else PLAIN)
    folder = Path(out)
    _claim(folder, _settings(files, annotator, reading, part_size))
    kept = read_ledger(folder)
    documents: Iterable[Named] = _documents(files, reading)
    if progress:
        documents = with_progress(documents, unit="texts")
    tasks = _tasks(documents, part_size, kept)
    work = _Task(Columns(annotator))
    stream = map(work, tasks) if n_jobs == 1 else in_order(work, tasks, n_jobs=n_jobs)
    new, made = _write(folder, stream)
    return Result(sum(kept.values(), new), new, len(kept), made)


def _settings(
    files: list[tuple[str, str]], annotator: Any, reading: Reading, part_size: int
) -> dict[str, Any]:
    """All that the parts depend on."""
    listing = hashlib.sha256()
    for path, name in files:
        if not Path(path).is_file():
            raise InputError(f"{path}: cannot be read (no such file); check the path")
        stat = Path(path).stat()
        listing.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode())
    return {
        "files": {"number": len(files), "sha256": listing.hexdigest()},
        "annotator": _made_with(annotator),
        "lines": reading.lines,
        "field": reading.field,
        "ids": reading.ids,
        "part_size": part_size,
        "version": __version__,
    }


def _made_with(annotator: Any) -> dict[str, str]:
    """What an annotator's results depend on; a calibrated one has another inside."""
    inner = getattr(annotator, "annotator", annotator)
    told = {"settings": repr(inner)}
    if hasattr(inner, "lexicon"):
        told |= {"lexicon": inner.lexicon.digest, "model": str(inner.model.head.get("sha256"))}
    if hasattr(annotator, "to_dict"):
        told["calibration"] = str(annotator.to_dict().get("sha256"))
    return told


def _claim(folder: Path, settings: dict[str, Any]) -> None:
    """Note the settings in a new folder, or compare them with those of an old one."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: cannot be a folder ({error.strerror})") from error
    note = folder / RUN
    if not note.exists():
        if any(folder.glob("*.parquet")):
            raise InputError(f"{folder}: has files that are no parts of a run; choose another")
        beside = folder / f".{RUN}.tmp"
        beside.write_text(json.dumps(settings, indent=1) + "\n", "utf-8")
        beside.replace(note)
        return
    try:
        noted = json.loads(note.read_text("utf-8"))
    except ValueError as error:
        raise InputError(f"{note}: is broken ({error}); choose another folder") from error
    other = [name for name, value in settings.items() if noted.get(name) != value]
    if other:
        raise InputError(
            f"{folder}: has parts of another run ({', '.join(other)} differ); choose another "
            "folder, or delete this one"
        )


def _documents(files: list[tuple[str, str]], reading: Reading) -> Iterator[Named]:
    """(id, text) of all documents; in the place of a text that cannot be read, the error."""
    for path, name in files:
        for found in read_all(path, name=name, lines=reading.lines, field=reading.field):
            if isinstance(found, Fault):
                yield found.name, found.error
            else:
                own = (found.meta or {}).get(reading.ids) if reading.ids else None
                yield found.name if own is None else own, found.text


#: The number of a part, whether it ends here, and (id, text) of documents.
_Chunk = tuple[int, bool, list[Named]]


def _tasks(
    documents: Iterable[Named], part_size: int, kept: dict[int, Tally]
) -> Iterator[_Chunk]:
    """What is to be done; no task crosses the end of a part."""
    chunk: list[Named] = []
    filled = part = 0
    for number, (name, text) in enumerate(documents):
        part = number // part_size
        if part in kept:
            continue
        chunk.append((name, text))
        filled += len(text) if isinstance(text, str) else 0
        ends = (number + 1) % part_size == 0
        if ends or len(chunk) == TASK or filled >= CHARACTERS:
            yield part, ends, chunk
            chunk, filled = [], 0
    if chunk:
        yield part, True, chunk


@dataclass(frozen=True, slots=True)
class _Task:
    columns: Columns

    def __call__(self, chunk: _Chunk) -> tuple[int, bool, int, Any]:
        part, ends, named = chunk
        return part, ends, len(named), self.columns(named)


def _write(folder: Path, stream: Iterable[tuple[int, bool, int, Any]]) -> tuple[Tally, int]:
    """Write the parts; what they hold together, and their number."""
    whole, made = Tally(), 0
    writer: PartWriter | None = None
    try:
        for part, ends, documents, batch in chain(stream, [_END]):
            if batch is not None:
                writer = writer or PartWriter(folder, part)
                writer.write(batch, documents)
            if ends and writer is not None:
                writer.finish()
                whole, made, writer = whole + writer.tally, made + 1, None
    finally:
        if writer is not None:
            writer.abandon()
    return whole, made


#: Ends the last part, should its last task have been full before the documents ended.
_END = (0, True, 0, None)
