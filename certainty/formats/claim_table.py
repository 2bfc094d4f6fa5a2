"""Claims as the rows of a CSV table, for spreadsheets and data frames."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from certainty.document import Document
from certainty.predicates import ClaimRow

#: The columns: the text's name, then those of a claim's row.
COLUMNS = ("doc", *ClaimRow._fields)
_PLACES = 4


def csv_header() -> str:
    """The first line of the table, without its end.

    >>> csv_header()[:32]
    'doc,sentence,start,end,source,ho'
    """
    return _line(COLUMNS)


def csv_lines(document: Document, *, name: str) -> Iterator[str]:
    """One line for each claim of a document, without line ends; numbers have four places.

    >>> from certainty import annotate
    >>> next(csv_lines(annotate("The mill closed."), name="a.txt"))[:38]
    'a.txt,0,0,15,,,The mill closed,closed,'
    """
    for claim in document.claims():
        row = claim.row()
        yield _line((name, *(round(x, _PLACES) if isinstance(x, float) else x for x in row)))


def _line(values: tuple[object, ...]) -> str:
    """A row as CSV; a line break inside a value stays, in quotes."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(values)
    return buffer.getvalue()
