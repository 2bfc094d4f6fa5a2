"""What the displays share: colours, marks, and axes to draw on.

The colours are those of Okabe and Ito (2008), which readers with any of the usual colour
deficiencies tell apart; a mark or a pattern always says the same as the colour, so that a grey
print loses nothing.
"""

from __future__ import annotations

from typing import Any

from certainty.extras import need

INK, FAINT, PALE = "#222222", "#8a8a8a", "#e3e3e3"
#: Blue, orange, green, purple, vermilion, sky, black: the farthest apart in grey first.
COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#000000")
MARKS = ("o", "s", "^", "D", "v", "P", "X")
DASHES = ("-", "--", "-.", ":", (0, (5, 1)), (0, (1, 1)), (0, (3, 1, 1, 1)))
SMALL = 8.5


def axes(ax: Any, size: tuple[float, float]) -> Any:
    """The axes given, or those of a new figure of this size in inches."""
    pyplot = load("matplotlib.pyplot")
    if ax is not None:
        return ax
    _, fresh = pyplot.subplots(figsize=size, layout="constrained")
    return fresh


def load(name: str) -> Any:
    """A module of matplotlib; ``ImportError`` says what to install where there is none."""
    return need(name, extra="plot", what="plots need matplotlib")


def plain(ax: Any, *, grid: str | None = None) -> None:
    """Take away what says nothing: upper and right spines, ticks, all but faint lines."""
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        ax.spines[side].set_color(FAINT)
    ax.tick_params(colors=INK, labelsize=SMALL + 0.5, length=3, color=FAINT)
    ax.set_axisbelow(True)
    if grid:
        ax.grid(axis=grid, color=PALE, linewidth=0.8)


def shares(axis: Any) -> None:
    """Ticks from 0 to 100 %."""
    at = (0, 0.2, 0.4, 0.6, 0.8, 1)
    axis.set_ticks(at, [f"{tick:.0%}" for tick in at])


def colour(at: int) -> str:
    """A colour of `COLOURS`, from the start again after the last."""
    return COLOURS[at % len(COLOURS)]


def mark(at: int) -> str:
    """A mark of `MARKS`, in step with `colour` but shifted each time round."""
    return MARKS[(at + at // len(COLOURS)) % len(MARKS)]
