"""Intervals by bootstrap: whole documents are drawn with replacement.

Sentences of one document are not independent, so that documents are drawn, not sentences. A
draw is a weight for each document; what can be summed is summed by document once, and a
thousand draws are one product of matrices. 95 % percentile intervals, seeded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from certainty.evaluation.metrics import Array

N_DRAWS = 1000
#: Fewer documents than this say too little of how documents differ.
LEAST_DOCUMENTS = 20
#: Where more draws than this lack a value, there is no interval.
MOST_UNDEFINED = 0.05
LEVEL = 0.95
#: Numbers held at once while drawing.
_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its 95 % bootstrap interval.

    ``value`` is ``None`` where it is not defined, ``low`` and ``high`` where there is too
    little for an interval; ``note`` says why. ``n`` counts what the value is a share or a mean
    of, ``documents`` what was drawn.

    >>> print(Figure(0.75, 0.7, 0.8, n=120, documents=40))
    0.750 (0.700-0.800)
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0
    documents: int = 0
    note: str = ""

    def __str__(self) -> str:
        if self.value is None:
            return "-"
        if self.low is None or self.high is None:
            return f"{self.value:.3f}"
        return f"{self.value:.3f} ({self.low:.3f}-{self.high:.3f})"

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {name: getattr(self, name) for name in self.__slots__}


def weights(
    n_groups: int, *, n_draws: int = N_DRAWS, seed: int = 0, width: int = 0
) -> Iterator[Array]:
    """How often each document is drawn, some draws at a time: arrays (draws, documents).

    ``width`` is how many numbers a draw takes where that is more than one a document.

    >>> [part.sum(axis=1).tolist() for part in weights(3, n_draws=2)]
    [[3.0, 3.0]]
    """
    random = np.random.default_rng(seed)
    step = max(1, _AT_ONCE // max(n_groups, width, 1))
    for start in range(0, n_draws, step):
        rows = min(step, n_draws - start)
        drawn = random.integers(0, n_groups, (rows, n_groups))
        drawn += np.arange(rows)[:, None] * n_groups
        counts = np.bincount(drawn.ravel(), minlength=rows * n_groups)
        yield counts.reshape(rows, n_groups).astype(float)


def interval(drawn: Array) -> tuple[float | None, float | None]:
    """The middle 95 % of the draws that have a value; none where too many lack one."""
    known = drawn[np.isfinite(drawn)]
    if len(known) < (1 - MOST_UNDEFINED) * len(drawn) or not len(known):
        return None, None
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def figure(value: float, drawn: Array, *, n: int, documents: int, undefined: str) -> Figure:
    """A value with the interval of its draws, and a note where there is none."""
    if not np.isfinite(value):
        return Figure(None, n=n, documents=documents, note=undefined)
    if documents < LEAST_DOCUMENTS:
        are = "document is" if documents == 1 else "documents are"
        note = f"{documents} {are} too few for an interval"
        return Figure(float(value), n=n, documents=documents, note=note)
    if not len(drawn):
        return Figure(float(value), n=n, documents=documents)
    low, high = interval(drawn)
    note = "" if low is not None else "too rare for an interval"
    return Figure(float(value), low, high, n, documents, note)


def with_interval(
    metric: Callable[[Array, Array], float],
    truth: Array,
    predicted: Array,
    groups: Array,
    *,
    n_draws: int = 200,
) -> Figure:
    """Any metric of two arrays and its interval, one draw after the other.

    >>> groups = np.arange(40)
    >>> right = np.ones(40)
    >>> print(with_interval(lambda t, p: float((t == p).mean()), right, right, groups))
    1.000 (1.000-1.000)
    """
    random = np.random.default_rng(0)
    _, index = np.unique(groups, return_inverse=True)
    members = np.split(np.argsort(index, kind="stable"), np.cumsum(np.bincount(index))[:-1])
    draws = []
    for _ in range(n_draws):
        chosen = np.concatenate(
            [members[i] for i in random.integers(0, len(members), len(members))]
        )
        draws.append(metric(truth[chosen], predicted[chosen]))
    low, high = np.quantile(draws, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    value = metric(truth, predicted)
    return Figure(value, float(low), float(high), len(truth), len(members))
