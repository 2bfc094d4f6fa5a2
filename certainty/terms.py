"""A term of an official scale, and which of several terms a probability gets.

The shape of the scale decides; `certainty.scales` says what each shape means. Where a
probability fits two terms equally well, the one farther from even wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

from certainty.levels import NOISE
from certainty.surveys import Survey
from certainty.types import Estimate

Shape = Literal["partition", "gapped", "nested", "points", "readers"]
SHAPES: tuple[Shape, ...] = get_args(Shape)


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a scale with its band; no band where the scale gives the term no number.

    ``rows`` tells for the name and each synonym in which row of the standard it is
    printed, where the standard has rows. ``forms`` are inflections that are looked up but
    not printed in the standard. ``overlay``: lies across the others and is never a level.

    >>> Term("likely", ("probable",), 0.55, 0.8).holds(0.6)
    True
    """

    name: str
    synonyms: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    centre: float | None = None
    low_open: bool = False
    high_open: bool = False
    overlay: bool = False
    rows: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    note: str = ""
    surveys: int = 0
    n: int = 0

    @property
    def band(self) -> tuple[float, float] | None:
        """The bounds, ``None`` for a term without number."""
        return None if self.low is None or self.high is None else (self.low, self.high)

    @property
    def phrases(self) -> tuple[str, ...]:
        """Every wording under which the term is looked up, its name first."""
        return (self.name, *self.synonyms, *self.forms)

    def holds(self, p: float) -> bool:
        """Whether the probability lies in the band, open bounds left out."""
        if self.low is None or self.high is None:
            return False
        above = p > self.low + NOISE if self.low_open else p >= self.low - NOISE
        below = p < self.high - NOISE if self.high_open else p <= self.high + NOISE
        return above and below

    def estimate(self, survey: Survey | None = None) -> Estimate | None:
        """What the term prescribes, shaped inside its band by readers where surveyed.

        >>> Term("likely", (), 0.55, 0.75).estimate()
        Estimate(mean=0.65, low=0.55, high=0.75)
        """
        if self.low is None or self.high is None:
            return None
        if survey is not None:
            return survey.within(
                self.low, self.high, low_open=self.low_open, high_open=self.high_open
            )
        return Estimate(_middle(self), self.low, self.high)


def _middle(term: Term) -> float:
    """The point of a term, or the middle of its band."""
    if term.centre is not None:
        return term.centre
    return ((term.low or 0.0) + (term.high or 0.0)) / 2


def _extremity(term: Term) -> float:
    return round(abs(_middle(term) - 0.5), 9)


def _rank(term: Term, shape: Shape, p: float) -> tuple[float, ...]:
    """What decides among the terms that hold a probability: the least wins."""
    if shape == "nested":
        return (round((term.high or 0.0) - (term.low or 0.0), 9), -_extremity(term))
    if shape == "points":
        return (round(abs(p - _middle(term)), 9), -_extremity(term))
    if shape == "readers":
        away = round(abs(p - _middle(term)), 9)
        return (away, -term.surveys, -term.n, -_extremity(term))
    return (-_extremity(term),)


def _choose(levels: Sequence[Term], shape: Shape, p: float) -> str | None:
    if shape == "readers":
        fitting = list(levels)
    else:
        fitting = [term for term in levels if term.holds(p) and not term.overlay]
    return min(fitting, key=lambda term: _rank(term, shape, p)).name if fitting else None


def steps(
    levels: Sequence[Term], shape: Shape
) -> tuple[tuple[float, ...], tuple[str | None, ...]]:
    """Where the level changes, and the level in each stretch between.

    Each turning point gets a narrow stretch of its own, as wide as the noise of floats,
    for the rule on shared bounds.
    """
    points = [] if shape == "readers" else [b for term in levels for b in term.band or ()]
    if shape in ("readers", "points"):
        centres = sorted({_middle(term) for term in levels if term.band})
        points += [(left + right) / 2 for left, right in pairwise(centres)]
    cuts = sorted({cut for point in points for cut in (point - NOISE, point + NOISE)})
    edges = [-1.0, *cuts, 2.0]
    middles = [(left + right) / 2 for left, right in pairwise(edges)]
    return tuple(cuts), tuple(_choose(levels, shape, middle) for middle in middles)
