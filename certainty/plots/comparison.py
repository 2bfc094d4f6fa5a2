"""Two reports side by side: each figure of both with its interval."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from certainty.errors import InputError
from certainty.plots import style

Figure = tuple[float, float | None, float | None]


class ComparisonDisplay:
    """A row for each figure that both have, a point with its interval for either.

    ``first`` and ``second`` map a figure's name to its value and the bounds of its interval,
    ``None`` where it has none. After `plot`: ``lines_`` (the points of the first, then of the
    second), ``ax_`` and ``figure_``.

    >>> from matplotlib.figure import Figure
    >>> display = ComparisonDisplay(
    ...     {"F1": (0.8, 0.7, 0.9)}, {"F1": (0.6, 0.5, 0.7)}, names=("new", "old")
    ... ).plot(Figure().subplots())
    >>> display.shared
    ('F1',)
    """

    def __init__(
        self,
        first: Mapping[str, Figure],
        second: Mapping[str, Figure],
        *,
        names: tuple[str, str] = ("first", "second"),
    ) -> None:
        self.first, self.second, self.names = dict(first), dict(second), names
        #: The figures that both have, in the order of the first.
        self.shared = tuple(name for name in first if name in second)
        if not self.shared:
            raise InputError(
                f"no figure is in both: {', '.join(first) or 'none'} and "
                f"{', '.join(second) or 'none'}; compare two reports of one kind"
            )

    @classmethod
    def from_reports(
        cls,
        first: Any,
        second: Any,
        *,
        names: tuple[str, str] = ("first", "second"),
        ax: Any = None,
    ) -> ComparisonDisplay:
        """Draw the ``rows()`` of two reports of `certainty.evaluate` or of forecasts.

        Taken are the figures of all examples together that have a value; those of a single
        kind or type of cue are left out.
        """
        return cls(_figures(first), _figures(second), names=names).plot(ax)

    def plot(self, ax: Any = None) -> ComparisonDisplay:
        """Draw, and give the display back."""
        ax = style.axes(ax, (7.2, 1.1 + 0.55 * len(self.shared)))
        self.lines_: list[Any] = []
        for at, (name, figures) in enumerate(zip(self.names, (self.first, self.second))):
            self._side(ax, at, name, figures)
        style.plain(ax, grid="x")
        rows = range(len(self.shared))
        for row in rows:
            if row % 2:
                ax.axhspan(row - 0.5, row + 0.5, color=style.PALE, alpha=0.35, linewidth=0)
        low, high = ax.get_xlim()
        if low < 0 < high:
            ax.axvline(0, color=style.FAINT, linewidth=1, zorder=1)
        ax.set_yticks(rows, self.shared)
        ax.set_ylim(len(self.shared) - 0.5, -0.5)
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
        ax.legend(
            loc="lower center",
            bbox_to_anchor=(0.5, 1.0),
            ncols=2,
            frameon=False,
            fontsize=style.SMALL + 0.5,
        )
        self.ax_, self.figure_ = ax, ax.figure
        return self

    def _side(self, ax: Any, at: int, name: str, figures: Mapping[str, Figure]) -> None:
        tone, lift = style.colour(at), -0.16 + 0.32 * at
        places = [row + lift for row in range(len(self.shared))]
        values = [figures[shared][0] for shared in self.shared]
        for y, shared in zip(places, self.shared):
            value, low, high = figures[shared]
            if low is not None and high is not None:
                ax.plot((low, high), (y, y), color=tone, linewidth=2, zorder=2)
            ax.annotate(
                f"{value:.3f}",
                (value, y),
                xytext=(0, 5 if at == 0 else -5),
                textcoords="offset points",
                ha="center",
                va="bottom" if at == 0 else "top",
                fontsize=style.SMALL - 1.5,
                color=style.INK,
            )
        (line,) = ax.plot(
            *(values, places),
            **{"linestyle": "none", "marker": style.mark(at), "color": tone, "label": name},
            markersize=7,
            markeredgecolor="white",
            markerfacecolor=tone if at == 0 else "white",
            markeredgewidth=0.8 if at == 0 else 1.8,
            zorder=3,
        )
        if at:
            line.set_markeredgecolor(tone)
        self.lines_.append(line)


def _figures(report: Any) -> dict[str, Figure]:
    rows = [row for row in report.rows() if row.value is not None]
    whole = [row for row in rows if getattr(row, "slice", None) in (None, "all")]
    named = [(_name(row), (row.value, row.low, row.high)) for row in whole]
    return {name: figure for name, figure in named if name}


def _name(row: Any) -> str:
    """What a row is called in the picture; empty for one of a single kind or type of cue."""
    part = getattr(row, "part", None)
    if part is None:
        return str(row.name)
    return "" if part.startswith(("kind ", "type ")) else f"{part}: {row.measure}"
