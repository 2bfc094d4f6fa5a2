"""What readers hear in each phrase, over the bands that official scales prescribe for it."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any

import numpy as np

from certainty import data
from certainty.errors import InputError
from certainty.plots import style
from certainty.surveys import Survey

#: The scales whose bands are drawn by default, and what they are called.
SCALES = ("icd203", "phia", "nato", "ipcc", "kent")
NAMES = {
    "icd203": "ICD 203",
    "phia": "PHIA",
    "nato": "NATO",
    "ipcc": "IPCC",
    "kent": "Kent",
    "efsa": "EFSA",
    "nz": "New Zealand",
    "wmo": "WMO",
}
#: How far an answer is spread: people answer in fives, and a ridge of spikes tells nothing.
SPREAD = 0.022
_GRID = np.linspace(0, 1, 301)
#: How high a ridge rises, in rows, and where the lanes of the bands lie under its foot.
_RISE, _FIRST_LANE, _LANE = 0.5, 0.13, 0.1
_FILL = "#c4d0dc"


class PhraseDisplay:
    """A ridge for each phrase: readers' answers, their mean and nine in ten, and the bands.

    ``surveys`` are `certainty.surveys.Survey`, drawn from the least likely at the foot to the
    likeliest, all ridges of one height; ``bands`` holds for each scale's name the bounds of
    each phrase that it has. After `plot`: ``ridges_`` (one filled curve for each phrase),
    ``means_``, ``bands_`` (lines by scale), ``ax_`` and ``figure_``.

    >>> from matplotlib.figure import Figure
    >>> display = PhraseDisplay.from_surveys(
    ...     ["likely", "unlikely"], scales=["phia"], ax=Figure().subplots()
    ... )
    >>> display.bands["phia"]["unlikely"]
    (0.25, 0.35)
    """

    def __init__(
        self,
        surveys: Sequence[Survey],
        bands: dict[str, dict[str, tuple[float, float]]],
    ) -> None:
        self.surveys = tuple(sorted(surveys, key=lambda s: s.estimate.mean))
        self.bands = bands

    @classmethod
    def from_surveys(
        cls,
        phrases: Sequence[str] | None = None,
        *,
        scales: Sequence[str] = SCALES,
        ax: Any = None,
    ) -> PhraseDisplay:
        """Draw surveyed phrases, all of them by default, with the bands of these scales.

        Raises `InputError` for a phrase that no survey asked, `ScaleError` for an unknown
        scale.
        """
        known = data.surveys()
        chosen = list(known) if phrases is None else list(phrases)
        if not chosen:
            raise InputError("there are no phrases; give at least one")
        for phrase in chosen:
            if phrase not in known:
                near = get_close_matches(phrase, known, n=3)
                hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
                raise InputError(f"no survey asked {phrase!r}{hint}")
        bands = {}
        for name in scales:
            scale = data.scale(name)
            found = {phrase: scale.band(phrase) for phrase in chosen}
            bands[name] = {phrase: band for phrase, band in found.items() if band}
        return cls([known[phrase] for phrase in chosen], bands).plot(ax)

    def plot(self, ax: Any = None) -> PhraseDisplay:
        """Draw, and give the display back."""
        ax = style.axes(ax, (8.2, height_of(len(self.surveys))))
        self.ridges_: list[Any] = []
        self.means_: list[Any] = []
        self.bands_: dict[str, list[Any]] = {name: [] for name in self.bands}
        for row, survey in enumerate(self.surveys):
            self._ridge(ax, row, survey)
            self._lanes(ax, row, survey.phrase)
        self._frame(ax)
        self.ax_, self.figure_ = ax, ax.figure
        return self

    def _ridge(self, ax: Any, row: int, survey: Survey) -> None:
        height = density(survey)
        height = row + _RISE * height / height.max()
        self.ridges_.append(
            ax.fill_between(_GRID, row, height, color=_FILL, linewidth=0, zorder=2)
        )
        ax.plot(_GRID, height, color=style.INK, linewidth=0.7, zorder=3)
        low, high = survey.estimate.low, survey.estimate.high
        ax.plot((low, high), (row, row), color=style.INK, linewidth=1.6, zorder=4)
        (mean,) = ax.plot(
            *(survey.estimate.mean, row),
            **{"marker": "o", "color": "white", "markeredgecolor": style.INK, "zorder": 5},
            markersize=4.5,
        )
        self.means_.append(mean)
        words = f"{survey.estimate.mean:.2f}"
        ax.text(1.025, row, words, va="center", fontsize=style.SMALL, color=style.INK)
        ax.text(
            *(1.2, row, f"{survey.n:,}"),
            **{"va": "center", "ha": "right", "fontsize": style.SMALL, "color": style.FAINT},
        )

    def _lanes(self, ax: Any, row: int, phrase: str) -> None:
        """The bands of one phrase under its ridge, one lane for each scale that has it."""
        having = [name for name, bands in self.bands.items() if phrase in bands]
        for lane, name in enumerate(having):
            at = list(self.bands).index(name)
            y = row - _FIRST_LANE - _LANE * lane
            (line,) = ax.plot(
                *(self.bands[name][phrase], (y, y)),
                **{"color": style.colour(at), "marker": style.mark(at), "clip_on": False},
                linewidth=2.2,
                markersize=3.6,
                zorder=4,
                label=None if self.bands_[name] else NAMES.get(name, name),
            )
            self.bands_[name].append(line)

    def _frame(self, ax: Any) -> None:
        style.plain(ax, grid="x")
        ax.set(xlim=(0, 1), ylim=(-0.6, len(self.surveys) - 0.1))
        style.shares(ax.xaxis)
        ax.set_yticks(range(len(self.surveys)), [s.phrase for s in self.surveys])
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
        ax.set_xlabel("heard as this likely; dot and line: mean and nine readers in ten")
        head = {"fontsize": style.SMALL, "transform": ax.get_yaxis_transform()}
        top = len(self.surveys) - 0.35
        ax.text(1.025, top, "mean", color=style.INK, **head)
        ax.text(1.2, top, "answers", color=style.FAINT, ha="right", **head)
        if any(self.bands_.values()):
            order = [lines[0] for lines in self.bands_.values() if lines]
            ax.legend(
                handles=order,
                loc="lower center",
                bbox_to_anchor=(0.5, 1.0),
                ncols=min(len(self.bands), 6),
                frameon=False,
                fontsize=style.SMALL,
                title="bands that official scales prescribe",
                title_fontsize=style.SMALL,
            )


def height_of(n_phrases: int) -> float:
    """Inches that so many ridges need."""
    return 1.3 + 0.44 * n_phrases


def density(survey: Survey) -> Any:
    """How densely readers' answers lie at 301 places from 0 to 1; the area is 1.

    Answers are taken to lie evenly between two known quantiles; each is spread by `SPREAD`,
    and what would spread beyond 0 or 1 is thrown back.
    """
    levels, answers = zip(*survey.quantiles)
    drawn = np.interp((np.arange(400) + 0.5) / 400, levels, answers)
    places = np.concatenate([drawn, -drawn, 2 - drawn])
    away = (_GRID[:, None] - places[None, :]) / SPREAD
    heights = np.exp(-0.5 * away**2).sum(axis=1)
    return heights / (heights.sum() * (_GRID[1] - _GRID[0]))
