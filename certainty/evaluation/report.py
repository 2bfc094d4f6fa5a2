"""What an evaluation found: figures, slices, errors, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from certainty.evaluation.bootstrap import Figure
from certainty.evaluation.collecting import Miss, Units
from certainty.evaluation.metrics import Array

SCHEMA = 1
#: Figures of each part: ``figures["hedge"]["F1"]``.
Figures = Mapping[str, Mapping[str, Figure]]


class Row(NamedTuple):
    """One figure, flat; ``field`` and ``slice`` are ``None`` for all examples together."""

    field: str | None
    slice: str | None
    part: str
    measure: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    documents: int
    note: str


@dataclass(frozen=True, slots=True)
class Slice:
    """The examples with one value of a field: how many, and their figures."""

    n: int
    figures: Figures


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a comparison with another report needs: numbers of each labelled thing."""

    digest: str
    documents: Array = field(default_factory=lambda: np.empty(0, int))
    units: Mapping[str, Units] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of an annotator on labelled examples; immutable, picklable.

    ``figures[part][measure]`` is a `Figure` over all of the ``n`` examples, ``slices[field]
    [value]`` the same over those with a value. ``kinds`` counts cues by labelled type and by
    the kind found there, ``None`` where there was none of either. ``errors`` are the worst of
    each part. ``left_out`` counts what was not scored and says why; ``remarks`` say what else
    a reader of the figures must know.

    >>> from certainty.evaluation import evaluate
    >>> texts = {"Rain may fall.": True, "It rained.": False}
    >>> report = evaluate([{"text": text, "hedge": hedge} for text, hedge in texts.items()])
    >>> print(report.figures["hedge"]["F1"])
    1.000
    """

    name: str
    annotator: str
    n: int
    documents: int
    figures: Figures
    slices: Mapping[str, Mapping[str, Slice]]
    kinds: Mapping[tuple[str | None, str | None], int]
    errors: tuple[Miss, ...]
    left_out: Mapping[str, int]
    remarks: tuple[str, ...]
    evidence: Evidence = field(repr=False, compare=False)

    def rows(self) -> list[Row]:
        """One flat row for each figure, ready for ``pd.DataFrame(report.rows())``."""
        return list(self._rows())

    def _rows(self) -> Iterator[Row]:
        yield from _flat(None, None, self.figures)
        for name, slices in self.slices.items():
            for value, part in slices.items():
                yield from _flat(name, value, part.figures)

    def to_dict(self) -> dict[str, Any]:
        """As plain values, without the evidence."""
        return {
            "schema": SCHEMA,
            "name": self.name,
            "annotator": self.annotator,
            "examples": self.n,
            "documents": self.documents,
            "figures": _plain(self.figures),
            "slices": {
                name: {
                    value: {"examples": part.n, "figures": _plain(part.figures)}
                    for value, part in slices.items()
                }
                for name, slices in self.slices.items()
            },
            "kinds": [
                {"type": type_, "kind": kind, "n": n} for (type_, kind), n in self.kinds.items()
            ],
            "errors": [miss.to_dict() for miss in self.errors],
            "left_out": dict(self.left_out),
            "remarks": list(self.remarks),
        }

    def to_markdown(self) -> str:
        """Tables for a pull request."""
        from certainty.evaluation.rendering import to_markdown

        return to_markdown(self)

    def to_text(self) -> str:
        """Tables for a terminal."""
        from certainty.evaluation.rendering import to_text

        return to_text(self)

    def _repr_html_(self) -> str:
        from certainty.evaluation.rendering import to_html

        return to_html(self)


def _flat(name: str | None, value: str | None, figures: Figures) -> Iterator[Row]:
    for part, measures in figures.items():
        for measure, f in measures.items():
            yield Row(
                name, value, part, measure, f.value, f.low, f.high, f.n, f.documents, f.note
            )


def _plain(figures: Figures) -> dict[str, Any]:
    return {
        part: {measure: figure.to_dict() for measure, figure in measures.items()}
        for part, measures in figures.items()
    }
