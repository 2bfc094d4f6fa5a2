"""Which kinds of cue are taken for which others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from certainty.errors import InputError
from certainty.plots import style
from certainty.types import KINDS

#: What stands for no span at all: missed, or found where there is none.
NOTHING = "nothing"
Pair = tuple[str | None, str | None]


class KindConfusionDisplay:
    """A table of true kinds (rows) and predicted ones (columns), shaded by the share of a row.

    ``confusion`` maps (true kind, predicted kind) to a count; ``None`` stands for no span.
    After `plot`: ``im_``, ``text_`` (the counts, ``None`` where 0), ``ax_`` and ``figure_``.

    >>> from matplotlib.figure import Figure
    >>> display = KindConfusionDisplay.from_predictions(
    ...     ["modal", "modal", "belief"], ["modal", None, "belief"], ax=Figure().subplots()
    ... )
    >>> display.labels
    ('modal', 'belief', 'nothing')
    >>> display.matrix.tolist()
    [[1, 0, 1], [0, 1, 0], [0, 0, 0]]
    """

    def __init__(self, confusion: Mapping[Pair, int]) -> None:
        counts: Counter[tuple[str, str]] = Counter()
        for (true, predicted), n in confusion.items():
            counts[true or NOTHING, predicted or NOTHING] += n
        if not sum(counts.values()):
            raise InputError("there are no pairs of kinds; there is nothing to draw")
        seen = {kind for pair, n in counts.items() if n for kind in pair}
        known = [kind for kind in KINDS if kind in seen]
        others = sorted(seen - {*KINDS, NOTHING})
        #: The kinds that occur, in the library's order, "nothing" last.
        self.labels = (*known, *others, *((NOTHING,) if NOTHING in seen else ()))
        self.matrix = np.array([[counts[t, p] for p in self.labels] for t in self.labels])

    @classmethod
    def from_predictions(
        cls, true: Iterable[str | None], predicted: Iterable[str | None], *, ax: Any = None
    ) -> KindConfusionDisplay:
        """Draw kinds of the same spans, ``None`` where there is no span.

        Raises `InputError` where the two are not of one length above 0.
        """
        first, second = list(true), list(predicted)
        if len(first) != len(second):
            raise InputError(
                f"{len(first)} true and {len(second)} predicted kinds; give pairs, with None "
                "where there is no span"
            )
        return cls(Counter(zip(first, second))).plot(ax)

    @classmethod
    def from_report(cls, report: Any, *, ax: Any = None) -> KindConfusionDisplay:
        """Draw the ``kinds`` of a report, such as that of `certainty.evaluate`."""
        return cls(report.kinds).plot(ax)

    def plot(self, ax: Any = None) -> KindConfusionDisplay:
        """Draw, and give the display back."""
        size = len(self.labels)
        ax = style.axes(ax, (2.6 + 0.52 * size, 2.0 + 0.46 * size))
        totals = self.matrix.sum(axis=1, keepdims=True)
        share = self.matrix / np.maximum(totals, 1)
        self.im_ = ax.imshow(share, cmap="Blues", vmin=0, vmax=1, aspect="auto")
        self.text_ = np.full(self.matrix.shape, None, object)
        for row, column in np.argwhere(self.matrix > 0):
            self.text_[row, column] = ax.text(
                *(column, row, f"{self.matrix[row, column]:,}"),
                **{"ha": "center", "va": "center", "fontsize": style.SMALL},
                color="white" if share[row, column] > 0.55 else style.INK,
                fontweight="bold" if row == column else "normal",
            )
        self._frame(ax, totals.ravel())
        self.ax_, self.figure_ = ax, ax.figure
        return self

    def _frame(self, ax: Any, totals: Any) -> None:
        size = len(self.labels)
        hit = np.diag(self.matrix)
        found = self.matrix.sum(axis=0)
        ax.set_yticks(range(size), self.labels)
        ax.set_xticks(range(size), self.labels, rotation=45, ha="right", rotation_mode="anchor")
        ax.set(xlabel="predicted kind", ylabel="true kind")
        ax.tick_params(length=0, labelsize=style.SMALL + 0.5)
        ax.set_xticks(np.arange(size + 1) - 0.5, minor=True)
        ax.set_yticks(np.arange(size + 1) - 0.5, minor=True)
        ax.grid(which="minor", color="white", linewidth=2)
        ax.tick_params(which="minor", length=0)
        ax.spines[:].set_visible(False)
        small = {"fontsize": style.SMALL - 0.5, "color": style.FAINT, "clip_on": False}
        for at, label in enumerate(self.labels):
            if label == NOTHING:
                continue
            recall = f"{hit[at] / totals[at]:.0%}" if totals[at] else "–"
            precision = f"{hit[at] / found[at]:.0%}" if found[at] else "–"
            ax.text(size - 0.35, at, recall, va="center", **small)
            ax.text(at, -0.65, precision, ha="center", va="bottom", **small)
        ax.text(size - 0.35, -0.65, "recall", va="bottom", **small)
        ax.text(-0.65, -0.65, "precision", ha="right", va="bottom", **small)
