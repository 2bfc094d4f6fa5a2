"""What readers hear in a phrase: its surveyed mean, interval and quantiles.

The spread is between readers: it is neither the doubt of one reader nor a record of
what then happened. `certainty.learn.surveys` computes the table read here.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from certainty.errors import ScaleError
from certainty.tables import Row, parse_table, raise_problems
from certainty.types import Estimate

#: The shares of readers at which quantiles are kept. Steps of five percent and both ends
#: give the mean inside a scale's band to 0.004 on average and 0.024 at worst; the usual
#: seven quantiles miss it by up to 0.07.
GRID: tuple[float, ...] = (0.01, *(step / 20 for step in range(1, 20)), 0.99)
_QUANTILES: tuple[str, ...] = tuple(f"q{round(100 * level):02d}" for level in GRID)
COLUMNS: tuple[str, ...] = (
    *("phrase", "likelihood", "n", "surveys", "mean", "low", "high"),
    *_QUANTILES,
)
#: An interval of 90 % leaves this share of readers on either side.
_TAIL = 0.05
#: The grid resolves one reader in a hundred; fewer inside a band give it no shape.
_LEAST_MASS = 0.01

#: A share of the readers and the stretch of answers over which it lies evenly.
_Stretch = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Survey:
    """The answers of all surveys that asked one phrase, each survey weighing the same.

    ``likelihood`` says whether the phrase names a likelihood, so that it may serve as a
    level; ``n`` counts answers, ``surveys`` names the independent surveys, and
    ``quantiles`` pairs a share of readers with the answer that it does not exceed.

    >>> even = Survey("even", True, 9, ("quiz",), Estimate(0.5, 0.5, 0.5), ((0.5, 0.5),))
    >>> even.within(0.4, 0.6)
    Estimate(mean=0.5, low=0.5, high=0.5)
    """

    phrase: str
    likelihood: bool
    n: int
    surveys: tuple[str, ...]
    estimate: Estimate
    quantiles: tuple[tuple[float, float], ...]

    def within(
        self, low: float, high: float, *, low_open: bool = False, high_open: bool = False
    ) -> Estimate:
        """The readers' shape inside a band: the mean and 90 % of those who answer there.

        Where hardly any reader does, the band's middle and the whole band. An answer
        right on an open bound lies outside.
        """
        inside = self._inside(low, high, low_open, high_open)
        mass = sum(share for share, _, _ in inside)
        if mass < _LEAST_MASS:
            return Estimate((low + high) / 2, low, high)
        mean = sum(share * (start + end) for share, start, end in inside) / (2 * mass)
        mean = min(max(round(mean, 6), low), high)
        least = round(_quantile(inside, mass * _TAIL), 6)
        most = round(_quantile(inside, mass * (1 - _TAIL)), 6)
        # a few answers far out can draw the mean beyond nine tenths of the others
        return Estimate(mean, max(low, min(least, mean)), min(high, max(most, mean)))

    def share(
        self, low: float, high: float, *, low_open: bool = False, high_open: bool = False
    ) -> float:
        """The share of readers, from 0 to 1, who answer inside a band.

        >>> even = Survey("even", True, 9, ("quiz",), Estimate(0.5, 0.5, 0.5), ((0.5, 0.5),))
        >>> even.share(0.4, 0.5), even.share(0.4, 0.5, high_open=True)
        (1.0, 0.0)
        """
        inside = self._inside(low, high, low_open, high_open)
        return sum((share for share, _, _ in inside), 0.0)

    def _inside(
        self, low: float, high: float, low_open: bool, high_open: bool
    ) -> list[_Stretch]:
        if not 0 <= low <= high <= 1:
            raise ScaleError(f"{low} to {high} is no band; give 0 <= low <= high <= 1")
        barred = {low} if low_open else set()
        barred |= {high} if high_open else set()
        return [
            part
            for part in _clip(self.quantiles, low, high)
            if part[1] < part[2] or part[1] not in barred
        ]


def parse_surveys(text: str, file: str) -> dict[str, Survey]:
    """The surveyed phrases of a ``surveys.csv`` text by phrase; all faults at once."""
    problems: list[str] = []
    rows = parse_table(text, file=file, columns=COLUMNS, parse=_parse_row, problems=problems)
    surveys: dict[str, Survey] = {}
    for survey in rows:
        if survey.phrase in surveys:
            problems.append(f"{file}: phrase: {survey.phrase!r} occurs twice; keep one row")
        surveys[survey.phrase] = survey
    raise_problems(problems)
    return surveys


def _parse_row(row: Row) -> Survey:
    low, mean, high = _rising(row, ("low", "mean", "high"))
    return Survey(
        row.text("phrase", required=True),
        row.choice("likelihood", ("0", "1")) == "1",
        _count(row),
        tuple(name for name in row.text("surveys", required=True).split(";") if name),
        Estimate(mean, low, high),
        tuple(zip(GRID, _rising(row, _QUANTILES), strict=True)),
    )


def _count(row: Row) -> int:
    value = row.text("n")
    if not value.isdecimal() or int(value) == 0:
        row.fault("n", f"{value!r} is no count of answers; write a whole number above 0")
        return 0
    return int(value)


def _rising(row: Row, fields: Sequence[str]) -> list[float]:
    """The fields as probabilities that never fall; faults are noted one by one."""
    try:
        numbers = [float(row.values[field]) for field in fields]
    except ValueError:
        numbers = [math.nan]
    if numbers[0] >= 0 and numbers[-1] <= 1 and numbers == sorted(numbers):
        return numbers
    last = 0.0
    for field in fields:
        number = row.number(field) if row.text(field, required=True) else None
        if number is not None and number < last:
            row.fault(field, f"{number:g} is below {last:g} before it; let them rise")
        last = number if number is not None else last
    return [0.0] * len(fields)


def _clip(
    quantiles: Sequence[tuple[float, float]], low: float, high: float
) -> Iterator[_Stretch]:
    """The stretches of the readers' distribution that lie inside [low, high].

    Between two quantiles answers are taken to lie evenly; equal ones are a lump. Beyond
    the outermost, readers are taken to answer just there.
    """
    ends = ((0.0, quantiles[0][1]), *quantiles, (1.0, quantiles[-1][1]))
    for (below, start), (upto, end) in pairwise(ends):
        first, last = max(start, low), min(end, high)
        if first > last or upto <= below:
            continue
        part = (last - first) / (end - start) if end > start else 1.0
        yield (upto - below) * part, first, last


def _quantile(stretches: Sequence[_Stretch], mass: float) -> float:
    """The answer below which this much of the mass lies."""
    for share, start, end in stretches:
        if mass <= share:
            return start + (end - start) * mass / share if share else start
        mass -= share
    return stretches[-1][2]
