"""The reliability diagram: how often it happened, beside how likely it sounded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from certainty.errors import InputError
from certainty.forecasts.curve import Bin, Interval, Strategy, calibration_curve
from certainty.plots import style

#: How far intervals of two displays in the same axes stand apart.
_DODGE = 0.007


class ReliabilityDisplay:
    """Bins of forecasts with binomial intervals, over a strip of their counts.

    ``bins`` are `certainty.forecasts.Bin`; ``name`` goes into the legend. After `plot`:
    ``line_`` (the points), ``errors_`` (their intervals), ``ax_``, ``figure_``, and
    ``counts_`` (bars) in ``counts_ax_``, both ``None`` where counts are not drawn.

    >>> from matplotlib.figure import Figure
    >>> display = ReliabilityDisplay.from_predictions(
    ...     [0, 0, 1, 1], [0.1, 0.3, 0.6, 0.9], n_bins=2, ax=Figure().subplots()
    ... )
    >>> [bin.n for bin in display.bins]
    [2, 2]
    """

    def __init__(self, bins: Sequence[Bin], *, name: str | None = None) -> None:
        self.bins = tuple(bins)
        self.name = name

    @classmethod
    def from_predictions(
        cls,
        y_true: Any,
        y_prob: Any,
        *,
        n_bins: int = 10,
        strategy: Strategy = "uniform",
        interval: Interval = "wilson",
        level: float = 0.95,
        name: str | None = None,
        ax: Any = None,
        counts: bool = True,
    ) -> ReliabilityDisplay:
        """Draw outcomes (0 or 1) against probabilities (0 to 1), arrays of one length.

        The other arguments are those of `certainty.forecasts.calibration_curve`. Raises
        `InputError` for arrays that do not fit.
        """
        outcomes, probabilities = np.asarray(y_true, float), np.asarray(y_prob, float)
        if outcomes.shape != probabilities.shape or outcomes.ndim != 1 or not len(outcomes):
            raise InputError(
                f"shapes {outcomes.shape} and {probabilities.shape}: give two arrays of one "
                "length above 0"
            )
        if not np.isin(outcomes, (0, 1)).all():
            raise InputError("y_true holds values other than 0 and 1; leave out what is open")
        if not ((probabilities >= 0) & (probabilities <= 1)).all():
            raise InputError("y_prob holds values outside [0, 1] or NaN; give probabilities")
        bins = calibration_curve(
            outcomes,
            probabilities,
            n_bins=n_bins,
            strategy=strategy,
            interval=interval,
            level=level,
        )
        return cls(bins, name=name).plot(ax, counts=counts)

    @classmethod
    def from_report(
        cls, report: Any, *, name: str | None = None, ax: Any = None, counts: bool = True
    ) -> ReliabilityDisplay:
        """Draw the ``curve`` of a report, such as that of `certainty.forecasts.score`."""
        return cls(report.curve, name=name).plot(ax, counts=counts)

    def plot(
        self, ax: Any = None, *, counts: bool = True, ref_line: bool = True, index: int = 0
    ) -> ReliabilityDisplay:
        """Draw, and give the display back.

        ``index`` chooses colour and mark: give 1, 2 for further displays in the same axes,
        with ``counts=False``.
        """
        ax = style.axes(ax, (5.2, 5.8))
        said, share, low, high, n = self._columns()
        if ref_line:
            self._reference(ax)
        tone, mark = style.colour(index), style.mark(index)
        # beside one another, but inside the marks
        beside = said + _DODGE * ((index + 1) // 2) * (-1) ** index
        self.errors_ = ax.errorbar(
            beside, share, (share - low, high - share), fmt="none", ecolor=tone, elinewidth=1.6
        )
        (self.line_,) = ax.plot(
            *(said, share),
            **{"marker": mark, "color": tone, "label": self.name, "linewidth": 1.6},
            linestyle=style.DASHES[index % len(style.DASHES)],
            markersize=7,
            markeredgecolor="white",
        )
        self._frame(ax)
        self.counts_, self.counts_ax_ = None, None
        if counts:
            self._draw_counts(ax, said, n)
        self.ax_, self.figure_ = ax, ax.figure
        return self

    def _columns(self) -> tuple[Any, ...]:
        names = ("mean", "share", "low", "high", "n")
        return tuple(np.array([getattr(one, name) for one in self.bins]) for name in names)

    def _reference(self, ax: Any) -> None:
        ax.plot((0, 1), (0, 1), color=style.FAINT, linewidth=1, linestyle=(0, (2, 2)))
        words = {"color": style.FAINT, "fontsize": style.SMALL, "fontstyle": "italic"}
        ax.text(0.03, 0.97, "sounds too unlikely", va="top", **words)
        ax.text(0.97, 0.03, "sounds too likely", ha="right", **words)

    def _frame(self, ax: Any) -> None:
        style.plain(ax, grid="both")
        ax.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), aspect="equal")
        style.shares(ax.xaxis)
        style.shares(ax.yaxis)
        ax.set_xlabel("sounds this likely")
        ax.set_ylabel("happened this often")
        if self.name:
            ax.legend(loc="upper left", bbox_to_anchor=(0, 0.93), frameon=False)

    def _draw_counts(self, ax: Any, said: Any, n: Any) -> None:
        strip = ax.inset_axes([0, -0.36, 1, 0.17], sharex=ax)
        self.counts_ = strip.bar(said, n, width=0.03, color=style.FAINT)
        for x, count in zip(said, n):
            strip.annotate(
                f"{count:,}",
                (x, count),
                xytext=(0, 2),
                textcoords="offset points",
                ha="center",
                fontsize=style.SMALL - 1,
                color=style.INK,
            )
        style.plain(strip)
        strip.spines["left"].set_visible(False)
        strip.set_yticks([])
        strip.set_ylim(0, max(n) * 1.25)
        strip.tick_params(labelbottom=False)
        strip.set_ylabel("forecasts", fontsize=style.SMALL)
        self.counts_ax_ = strip
