"""Two annotators on the same examples: is one better, or is it chance?

Documents are drawn with replacement, the same ones for both (paired bootstrap); where answers
are yes or no, McNemar's exact test counts those that one got right and the other wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from certainty.evaluation.bootstrap import LEAST_DOCUMENTS, N_DRAWS, Figure, figure
from certainty.evaluation.collecting import Units
from certainty.evaluation.figures import draws, value_of
from certainty.evaluation.measures import Columns, derived, measures_of
from certainty.evaluation.metrics import Array
from certainty.evaluation.report import Report


class Difference(NamedTuple):
    """A measure of both, second minus first, with its interval and p.

    ``p`` is how often, in both directions, a difference as large would come of drawing other
    documents; ``None`` where there is no interval. ``better`` says whether more is better (1)
    or less (-1).
    """

    part: str
    measure: str
    first: float | None
    second: float | None
    difference: float | None
    low: float | None
    high: float | None
    p: float | None
    n: int
    documents: int
    better: int
    note: str


class McNemar(NamedTuple):
    """Answers that only the first, and only the second, got right, with the exact p."""

    part: str
    only_first: int
    only_second: int
    n: int
    p: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What tells two annotators apart on the same examples.

    ``left_out`` counts by part what only one of them gave a number.
    """

    first: str
    second: str
    differences: tuple[Difference, ...]
    mcnemar: tuple[McNemar, ...]
    left_out: Mapping[str, int]

    def rows(self) -> list[Difference]:
        """One flat row for each measure, ready for a data frame."""
        return list(self.differences)

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "first": self.first,
            "second": self.second,
            "differences": [each._asdict() for each in self.differences],
            "mcnemar": [each._asdict() for each in self.mcnemar],
            "left_out": dict(self.left_out),
        }

    def to_markdown(self) -> str:
        """Tables for a pull request."""
        from certainty.evaluation.rendering import comparison_tables
        from certainty.render.pages import markdown

        return markdown(comparison_tables(self))

    def to_text(self) -> str:
        """Tables for a terminal."""
        from certainty.evaluation.rendering import comparison_tables
        from certainty.render.pages import text

        return text(comparison_tables(self))

    def _repr_html_(self) -> str:
        from certainty.evaluation.rendering import comparison_tables
        from certainty.render.pages import html

        return html(comparison_tables(self))


def compare(a: Report, b: Report, *, n_draws: int = N_DRAWS, seed: int = 0) -> Comparison:
    """Hold two reports on the same examples against each other, second minus first.

    Raises ``ValueError`` where the reports are of different examples.

    >>> from certainty import Annotator
    >>> from certainty.evaluation import evaluate
    >>> rows = [{"text": "Rain may fall.", "cues": [{"start": 5, "end": 8}]}]
    >>> found = compare(evaluate(rows), evaluate(rows, Annotator(threshold=0)))
    >>> next(row.difference for row in found.rows() if row.measure == "recall, exact")
    0.0
    """
    if a.evidence.digest != b.evidence.digest:
        raise ValueError(
            f"the reports are of different examples ({a.n} of {a.name}, {b.n} of {b.name}); "
            "evaluate both annotators on the same"
        )
    differences: list[Difference] = []
    tests: list[McNemar] = []
    left_out: dict[str, int] = {}
    for part in (part for part in a.evidence.units if part in b.evidence.units):
        if part.startswith(("kind ", "type ")):
            continue  # the two need not have found the same kinds
        one, other = _paired(a.evidence.units[part], b.evidence.units[part])
        spare = len(a.evidence.units[part].row) + len(b.evidence.units[part].row)
        if spare > 2 * len(one.row):
            left_out[part] = spare - 2 * len(one.row)
        if not len(one.row):
            continue
        _, groups = np.unique(a.evidence.documents[one.row], return_inverse=True)
        columns = derived(one.columns), derived(other.columns)
        differences += _differences(part, columns, groups, n_draws, seed)
        if "probability" in one.columns or part == "source":
            tests.append(mcnemar(part, *(_right(c) for c in columns)))
    return Comparison(a.annotator, b.annotator, tuple(differences), tuple(tests), left_out)


def mcnemar(part: str, first: Array, second: Array) -> McNemar:
    """McNemar's exact test on which answers were right; 1 or 0 in either array.

    >>> mcnemar("hedge", np.array([1, 1, 1, 0]), np.array([0, 0, 0, 0])).p
    0.25
    """
    from scipy.stats import binomtest

    only_first = int(((first == 1) & (second == 0)).sum())
    only_second = int(((first == 0) & (second == 1)).sum())
    split = only_first + only_second
    p = float(binomtest(only_first, split, 0.5).pvalue) if split else 1.0
    return McNemar(part, only_first, only_second, len(first), p)


def _paired(one: Units, other: Units) -> tuple[Units, Units]:
    """The units that both have, in the same order."""
    keys = [np.stack([u.row, u.key], axis=1) for u in (one, other)]
    both = np.concatenate(keys)
    _, code = np.unique(both, axis=0, return_inverse=True)
    code = code.ravel()
    first, second = code[: len(one.row)], code[len(one.row) :]
    _, at, to = np.intersect1d(first, second, return_indices=True)
    return one.only(at), other.only(to)


def _right(columns: Columns) -> Array:
    return columns["right"] if "right" in columns else columns["found"] == columns["truth"]


def _differences(
    part: str, columns: tuple[Columns, Columns], groups: Array, n_draws: int, seed: int
) -> list[Difference]:
    measures = measures_of(part)
    documents = int(groups.max()) + 1
    n_draws = n_draws if documents >= LEAST_DOCUMENTS else 0
    drawn = [draws(c, groups, measures, n_draws=n_draws, seed=seed) for c in columns]
    found = []
    for measure in measures:
        one, other = (value_of(measure, c) for c in columns)
        change = drawn[1][measure.name] - drawn[0][measure.name]
        shown = figure(
            other - one,
            change,
            n=len(groups),
            documents=documents,
            undefined=measure.undefined,
        )
        found.append(
            Difference(
                part=part,
                measure=measure.name,
                first=one if np.isfinite(one) else None,
                second=other if np.isfinite(other) else None,
                difference=shown.value,
                low=shown.low,
                high=shown.high,
                p=_p(change, shown),
                n=shown.n,
                documents=shown.documents,
                better=measure.better,
                note=shown.note,
            )
        )
    return found


def _p(change: Array, shown: Figure) -> float | None:
    """The two-sided share of draws on the other side of nought, never quite nought itself."""
    if shown.low is None:
        return None
    known = change[np.isfinite(change)]
    less = min((known <= 0).sum(), (known >= 0).sum())
    return float(min(1.0, 2 * (less + 1) / (len(known) + 1)))
