"""Rows as a table, comma-separated or, in a ``.tsv`` file, by tabs.

The head names the fields: ``text`` and any of ``id``, ``hedge``, ``weasel``, ``certainty``,
``scale``, ``source``, ``cues``, ``scopes``, ``events``; the last three hold JSON. All other
columns come under ``meta``. An empty cell is no label; a ``source`` of "none" says that there
is none.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from certainty.errors import InputError
from certainty.evaluation.readers.files import read_lines

#: How a yes and a no may be written.
ANSWERS = {
    **dict.fromkeys(("true", "yes", "1", "1.0"), True),
    **dict.fromkeys(("false", "no", "0", "0.0"), False),
}
_JSON = ("cues", "scopes", "events")
_PLAIN = ("text", "id", "scale")


def read_csv(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """The rows of a table."""
    tabs = ".tsv" in path.suffixes
    lines = (line for _, line in read_lines(path))
    reader = csv.reader(lines, delimiter="\t" if tabs else ",", strict=not tabs)
    try:
        head = [name.strip() for name in next(reader, [])]
        if "text" not in head:
            raise InputError(f"{path}:1: no column 'text'; the columns are {', '.join(head)}")
        for cells in reader:
            where = f"{path}:{reader.line_num}"
            if len(cells) not in (0, len(head)):
                raise InputError(
                    f"{where}: has {len(cells)} cells, not {len(head)}; mind the commas"
                )
            if cells:
                yield _row(dict(zip(head, cells)), where), where
    except csv.Error as error:
        raise InputError(f"{path}:{reader.line_num}: {error}; quote the cells") from error


def _row(cells: dict[str, str], where: str) -> dict[str, Any]:
    row: dict[str, Any] = {"meta": {}}
    for name, cell in cells.items():
        value = cell.strip()
        if name == "text":
            row[name] = cell
        elif not value:
            continue
        elif name in ("hedge", "weasel"):
            row[name] = ANSWERS.get(value.lower(), value)
        elif name == "certainty":
            row[name] = number_of(value)
        elif name == "source":
            row[name] = None if value.lower() == "none" else value
        elif name in _JSON:
            row[name] = _parsed(value, name, where)
        elif name in _PLAIN:
            row[name] = value
        else:
            row["meta"][name.removeprefix("meta.")] = value
    return row


def number_of(value: str) -> float | str:
    """A cell as a number, as it is where it is none: an example says then what is wrong.

    >>> number_of("2.5"), number_of("likely")
    (2.5, 'likely')
    """
    try:
        return float(value)
    except ValueError:
        return value


def _parsed(value: str, name: str, where: str) -> Any:
    try:
        return json.loads(value)
    except ValueError as error:
        raise InputError(f"{where}: {name} is not JSON ({error}); mend the cell") from error
