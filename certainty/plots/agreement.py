"""Two annotators' numbers for the same things, one against the other."""

from __future__ import annotations

from typing import Any

import numpy as np

from certainty.document import Document
from certainty.errors import InputError
from certainty.plots import style

#: Pairs farther apart than this are drawn as disagreements.
APART = 0.2


class AgreementDisplay:
    """A point for each pair of numbers, larger where many pairs are the same.

    On the line the two agree; pairs more than ``apart`` from it are hollow triangles. After
    `plot`: ``agreeing_`` and ``apart_`` (points), ``line_`` (where both are equal), ``ax_`` and
    ``figure_``.

    >>> from matplotlib.figure import Figure
    >>> display = AgreementDisplay.from_predictions(
    ...     [0.2, 0.7, 0.9], [0.3, 0.7, 0.2], ax=Figure().subplots()
    ... )
    >>> display.n_apart
    1
    """

    def __init__(
        self,
        first: Any,
        second: Any,
        *,
        names: tuple[str, str] = ("first", "second"),
        apart: float = APART,
    ) -> None:
        self.first, self.second = np.asarray(first, float), np.asarray(second, float)
        if self.first.shape != self.second.shape or self.first.ndim != 1:
            raise InputError(
                f"shapes {self.first.shape} and {self.second.shape}: give two arrays of one "
                "length"
            )
        both = np.concatenate([self.first, self.second])
        if not len(both) or not ((both >= 0) & (both <= 1)).all():
            raise InputError("give at least one pair, and numbers from 0 to 1, none NaN")
        self.names, self.apart = names, apart

    @classmethod
    def from_predictions(
        cls,
        first: Any,
        second: Any,
        *,
        names: tuple[str, str] = ("first", "second"),
        apart: float = APART,
        ax: Any = None,
    ) -> AgreementDisplay:
        """Draw two arrays of one length, numbers from 0 to 1 for the same things."""
        return cls(first, second, names=names, apart=apart).plot(ax)

    @classmethod
    def from_documents(
        cls,
        first: Document,
        second: Document,
        *,
        names: tuple[str, str] | None = None,
        apart: float = APART,
        ax: Any = None,
    ) -> AgreementDisplay:
        """Draw the sentences of one text that both annotators give a number.

        ``names`` are by default those of the scales. Raises `InputError` for two texts.
        """
        if first.text != second.text:
            raise InputError("the documents are of two texts; annotate one text twice")
        pairs = [
            (ours.certainty.mean, theirs.certainty.mean)
            for ours, theirs in zip(first.sentences, second.sentences)
            if ours.certainty and theirs.certainty
        ]
        values = np.array(pairs).reshape(-1, 2)
        named = names or (first.scale, second.scale)
        return cls(values[:, 0], values[:, 1], names=named, apart=apart).plot(ax)

    @property
    def n_apart(self) -> int:
        """How many pairs are farther apart than ``apart``."""
        return int((np.abs(self.first - self.second) > self.apart + 1e-9).sum())

    def plot(self, ax: Any = None) -> AgreementDisplay:
        """Draw, and give the display back."""
        ax = style.axes(ax, (5.4, 5.4))
        (self.line_,) = ax.plot(
            (0, 1), (0, 1), color=style.FAINT, linewidth=1, linestyle=(0, (2, 2))
        )
        x = np.array((0.0, 1.0))
        ax.fill_between(x, x - self.apart, x + self.apart, color=style.PALE, alpha=0.5, lw=0)
        pairs = np.column_stack([self.first, self.second]).round(3)
        at, counts = np.unique(pairs, axis=0, return_counts=True)
        far = np.abs(at[:, 0] - at[:, 1]) > self.apart + 1e-9
        sizes = 34 * np.sqrt(counts)
        self.agreeing_ = ax.scatter(
            *at[~far].T,
            **{"s": sizes[~far], "color": style.COLOURS[0], "marker": "o", "alpha": 0.8},
            edgecolors="white",
            zorder=3,
        )
        self.apart_ = ax.scatter(
            *at[far].T,
            **{"s": sizes[far] * 1.2, "facecolors": "white", "marker": "^", "zorder": 4},
            edgecolors=style.COLOURS[4],
            linewidths=1.8,
        )
        self._frame(ax)
        self.ax_, self.figure_ = ax, ax.figure
        return self

    def _frame(self, ax: Any) -> None:
        style.plain(ax)
        ax.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), aspect="equal")
        style.shares(ax.xaxis)
        style.shares(ax.yaxis)
        ax.set_xlabel(self.names[0])
        ax.set_ylabel(self.names[1])
        n, shift = len(self.first), float((self.second - self.first).mean())
        ax.set_title(
            f"{n:,} pairs, {self.n_apart:,} more than {self.apart:g} apart; "
            f"{self.names[1]} less {self.names[0]}: {shift + 0.0:+.2f} on average",
            fontsize=style.SMALL,
            color=style.INK,
        )
