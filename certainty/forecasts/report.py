"""What the scoring of forecasts found: figures, tables, and every statement."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

from certainty.forecasts.curve import Bin
from certainty.forecasts.decomposition import Decomposition
from certainty.forecasts.measures import Score
from certainty.forecasts.slices import ScaleScore, Slice
from certainty.forecasts.verbal import Forecast


class Row(NamedTuple):
    """A figure of a slice, flat; ``field`` and ``slice`` are "all" for all forecasts."""

    field: str
    slice: str
    name: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    note: str


@dataclass(frozen=True, slots=True)
class ForecastReport:
    """Forecasts scored against outcomes; immutable and picklable.

    ``scores`` are of all scored forecasts together, ``slices`` of parts of them, ``scales`` of
    all of them read on other scales. ``kindest`` and ``harshest`` are the Brier scores where
    each number is taken at the place of its interval that is nearest to the outcome, or
    farthest from it: how much hangs on what a reader hears. ``level`` is that of the binomial
    intervals of ``curve`` and ``slices``. ``forecasts`` holds every statement, those left out
    with the reason.

    >>> from certainty import forecasts
    >>> report = forecasts.score(["Rain is unlikely.", "Hail is likely."], [0, 1])
    >>> [score.name for score in report.scores][:2]
    ['Brier score', 'Brier skill']
    >>> print(report.to_markdown().splitlines()[2])
    - 2 of 2 statements scored.
    """

    scale: str
    scores: tuple[Score, ...]
    kindest: float
    harshest: float
    decomposition: Decomposition
    curve: tuple[Bin, ...]
    level: float
    slices: tuple[Slice, ...]
    scales: tuple[ScaleScore, ...]
    forecasts: tuple[Forecast, ...]

    def __getitem__(self, name: str) -> Score:
        """A score of all forecasts by its name; ``KeyError`` lists the names."""
        for score in self.scores:
            if score.name == name:
                return score
        known = ", ".join(score.name for score in self.scores)
        raise KeyError(f"no score {name!r}; there are: {known}")

    @property
    def n(self) -> int:
        """How many statements were scored."""
        return sum(forecast.excluded is None for forecast in self.forecasts)

    @property
    def excluded(self) -> dict[str, int]:
        """How many were not, by the reason."""
        reasons = Counter(f.excluded for f in self.forecasts if f.excluded)
        return dict(reasons.most_common())

    def rows(self) -> list[Row]:
        """One flat row for each figure: ``pd.DataFrame(report.rows())``."""
        rows = [Row("all", "all", *_figure(score)) for score in self.scores]
        names = ("mean", "brier", "log_score", "gap", "overconfidence", "auc")
        for part in self.slices:
            at = (part.field, part.value)
            rows.append(Row(*at, "share", part.share, part.low, part.high, part.n, ""))
            rows += [
                Row(*at, name, getattr(part, name), None, None, part.n, "") for name in names
            ]
        return rows

    def to_dict(self) -> dict[str, Any]:
        """As plain values, ready for JSON."""
        return {
            "scale": self.scale,
            "n": self.n,
            "excluded": self.excluded,
            "scores": [score.to_dict() for score in self.scores],
            "kindest": self.kindest,
            "harshest": self.harshest,
            "decomposition": self.decomposition.to_dict(),
            "level": self.level,
            "curve": [one.to_dict() for one in self.curve],
            "slices": [part.to_dict() for part in self.slices],
            "scales": [one.to_dict() for one in self.scales],
            "forecasts": [forecast.to_dict() for forecast in self.forecasts],
        }

    def to_markdown(self) -> str:
        """Tables for a pull request or a report."""
        from certainty.forecasts.tables import page
        from certainty.render.pages import markdown

        return markdown(page(self)) + "\n"

    def _repr_html_(self) -> str:
        from certainty.forecasts.tables import page
        from certainty.render.pages import html

        return html(page(self))


def _figure(score: Score) -> tuple[str, float | None, float | None, float | None, int, str]:
    return score.name, score.value, score.low, score.high, score.n, score.note
