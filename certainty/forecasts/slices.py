"""Forecasts by who made them, what they are of, and how they are worded; and by the scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from certainty.forecasts.curve import Interval, binomial_interval
from certainty.forecasts.measures import MEASURES
from certainty.forecasts.verbal import Forecast

Array = NDArray[Any]
#: Of fewer forecasts nothing is said (judgement).
LEAST_TOLD = 5


@dataclass(frozen=True, slots=True)
class Slice:
    """The scored forecasts that have ``value`` for ``field``, and how many were left out.

    ``mean`` is what they sound like on average, ``share`` how often they came true, ``low`` to
    ``high`` its binomial interval. The measures are as in `certainty.forecasts.measures`;
    ``auc`` is ``None`` where all came out alike. Of a slice without scored forecasts all are
    ``None``.
    """

    field: str
    value: str
    n: int
    excluded: int
    mean: float | None = None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    brier: float | None = None
    log_score: float | None = None
    gap: float | None = None
    overconfidence: float | None = None
    auc: float | None = None

    @property
    def verdict(self) -> str:
        """Whether the mean lies outside the interval of what happened.

        "" where it does not, and of fewer than `LEAST_TOLD` forecasts.
        """
        if self.mean is None or self.low is None or self.high is None or self.n < LEAST_TOLD:
            return ""
        if self.mean > self.high:
            return "sounds too likely"
        return "sounds too unlikely" if self.mean < self.low else ""

    def to_dict(self) -> dict[str, Any]:
        """As plain values, the verdict last."""
        plain = {name: getattr(self, name) for name in self.__slots__}
        return {**plain, "verdict": self.verdict}


@dataclass(frozen=True, slots=True)
class ScaleScore:
    """The same forecasts read on another scale.

    ``prescribed`` counts those whose number the scale itself gives; the others have it from
    the text, from readers or from a judgement, whatever the scale.
    """

    scale: str
    n: int
    prescribed: int
    mean: float
    brier: float
    log_score: float
    gap: float
    overconfidence: float

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {name: getattr(self, name) for name in self.__slots__}


def arrays(forecasts: Sequence[Forecast]) -> tuple[Array, Array]:
    """Outcomes and probabilities of the forecasts that are scored."""
    scored = [f for f in forecasts if f.excluded is None and f.probability is not None]
    return (
        np.array([f.outcome for f in scored], float),
        np.array([f.probability.mean for f in scored if f.probability], float),
    )


def slices(
    forecasts: Sequence[Forecast], fields: Sequence[str], *, interval: Interval, level: float
) -> tuple[Slice, ...]:
    """A slice for each value of each field, the largest first."""
    found = []
    for field in fields:
        by_value: dict[str, list[Forecast]] = {}
        for forecast in forecasts:
            by_value.setdefault(value_of(forecast, field), []).append(forecast)
        parts = [_slice(field, value, of, interval, level) for value, of in by_value.items()]
        found += sorted(parts, key=lambda part: (-part.n, part.value))
    return tuple(found)


def value_of(forecast: Forecast, field: str) -> str:
    """What a forecast has for a field; "none" where it has nothing."""
    own = {"phrase": forecast.phrase, "scale": forecast.scale, "basis": forecast.basis}
    return dict(forecast.groups).get(field) or own.get(field) or "none"


def scale_score(scale: str, forecasts: Sequence[Forecast]) -> ScaleScore:
    """How forecasts score when they are read on this scale."""
    o, p = arrays(forecasts)
    scored = [f for f in forecasts if f.excluded is None]
    return ScaleScore(
        scale,
        len(o),
        sum(f.basis == "scale" for f in scored),
        float(p.mean()),
        *(MEASURES[name](o, p) for name in ("Brier score", "log score")),
        *(MEASURES[name](o, p) for name in ("gap", "over-confidence")),
    )


def _slice(
    field: str, value: str, forecasts: Sequence[Forecast], interval: Interval, level: float
) -> Slice:
    o, p = arrays(forecasts)
    if not len(o):
        return Slice(field, value, 0, len(forecasts))
    low, high = binomial_interval(int(o.sum()), len(o), interval=interval, level=level)
    figures: Mapping[str, float] = {name: of(o, p) for name, of in _OF_SLICE.items()}
    return Slice(
        field,
        value,
        len(o),
        len(forecasts) - len(o),
        float(p.mean()),
        float(o.mean()),
        low,
        high,
        *(None if np.isnan(figure) else figure for figure in figures.values()),
    )


_OF_SLICE = {
    name: MEASURES[name]
    for name in ("Brier score", "log score", "gap", "over-confidence", "AUC")
}
