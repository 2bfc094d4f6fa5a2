"""Rows as JSON lines: the format of the corpora."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from certainty.evaluation.readers.files import read_lines
from certainty.formats.texts import parse_object


def read_jsonl(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """The objects of a file, blank lines left out."""
    for number, line in read_lines(path):
        if line.strip():
            yield parse_object(line, f"{path}:{number}"), f"{path}:{number}"
