"""Forecasts from a file: CSV with a header, or JSON lines; either may be gzipped."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from certainty.errors import InputError
from certainty.forecasts.statements import outcome_of

Row = dict[str, Any]


def read_forecasts(
    path: str | Path, *, text: str = "text", outcome: str = "outcome"
) -> list[Row]:
    r"""Rows for `score` from a ``.csv`` or ``.jsonl`` file, or from ``.gz`` of one.

    ``text`` and ``outcome`` name the fields that hold the statement and 0 or 1. Every row must
    have both, though an outcome may be empty or null. Raises `InputError` with file and line.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder) / "forecasts.csv"
    ...     _ = path.write_text("text,outcome,analyst\nRain is unlikely.,0,Ada\n", "utf-8")
    ...     read_forecasts(path)
    [{'text': 'Rain is unlikely.', 'outcome': 0, 'analyst': 'Ada'}]
    """
    path = Path(path)
    name = path.name.removesuffix(".gz")
    if not name.endswith((".csv", ".jsonl")):
        raise InputError(f"{path}: neither .csv nor .jsonl (nor .gz of them); convert it")
    body = _read(path)
    rows = _csv(body, path) if name.endswith(".csv") else _jsonl(body, path)
    found = [_renamed(row, where, text, outcome) for row, where in rows]
    if not found:
        raise InputError(f"{path}: holds no forecasts; give at least one")
    return found


def _read(path: Path) -> str:
    try:
        data = path.read_bytes()
        data = gzip.decompress(data) if path.suffix == ".gz" else data
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}, line {line}: not UTF-8; convert the file") from error
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{path}: cannot be read ({error}); check the file") from error


def _csv(body: str, path: Path) -> Iterator[tuple[Row, str]]:
    reader = csv.reader(io.StringIO(body, newline=""), strict=True)
    try:
        header = next(reader, [])
        if twice := sorted({name for name in header if header.count(name) > 1}):
            raise InputError(f"{path}, line 1: column {twice[0]!r} occurs twice; rename one")
        for fields in reader:
            where = f"{path}, line {reader.line_num}"
            if fields and len(fields) != len(header):
                raise InputError(
                    f"{where}: {len(fields)} fields where the header has {len(header)}; quote "
                    "fields that hold commas"
                )
            if fields:
                yield dict(zip(header, fields)), where
    except csv.Error as error:
        raise InputError(f"{path}, line {reader.line_num}: {error}; mend the quotes") from error


def _jsonl(body: str, path: Path) -> Iterator[tuple[Row, str]]:
    for number, line in enumerate(body.split("\n"), 1):
        where = f"{path}, line {number}"
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{where}: not JSON ({error}); mend the line") from error
        if not isinstance(row, dict):
            raise InputError(f"{where}: not a JSON object; write one object on each line")
        yield row, where


def _renamed(row: Row, where: str, text: str, outcome: str) -> Row:
    for option, name in (("text", text), ("outcome", outcome)):
        if name not in row:
            found = ", ".join(row) or "none"
            raise InputError(
                f"{where}: no field {name!r} (fields: {found}); name the field with --{option}"
            )
    if not isinstance(row[text], str | None):
        raise InputError(f"{where}: {text} is {row[text]!r}; give a text")
    given = {"text": row[text], "outcome": outcome_of(row[outcome], where)}
    return given | {k: v for k, v in row.items() if k not in (text, outcome, "text", "outcome")}
