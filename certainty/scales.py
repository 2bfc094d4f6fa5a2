"""Official scales of likelihood: terms, bands, and which term a probability gets.

A scale says what a term prescribes, not what readers hear (`certainty.surveys`) nor what
then happens. Scales differ in shape, and the shape decides which term a number gets:

- ``partition``: bands that meet. On a shared bound the term farther from even wins, so
  that 0.8 is "very likely" on ICD 203, and 0.2 "very unlikely".
- ``gapped``: as above, with gaps that are meant; a number in a gap has no level.
- ``nested``: thresholds that contain one another; the narrowest band wins.
- ``points``: a number give or take; where bands overlap, the nearest point wins.
- ``readers``: no standard but surveys; the nearest mean wins, whatever the interval.

A tie goes to the term farther from even, among readers to the better surveyed. Bounds
forgive the noise of floats: 0.1 + 0.2 is 0.3.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from certainty.errors import ScaleError
from certainty.levels import NOISE, level_at, rounded
from certainty.surveys import Survey
from certainty.terms import SHAPES, Shape, Term, steps
from certainty.types import Estimate

__all__ = [
    "SHAPES",
    "STATUSES",
    "Scale",
    "Shape",
    "Term",
    "fold_phrase",
    "readers_scale",
    "unknown_scale",
]

#: How a standard was read: R1 in the original, R2 in a secondary copy.
STATUSES = ("R1", "R2")


@dataclass(frozen=True, slots=True)
class Scale:
    """A named scale: its terms from low to high, then those without a place.

    ``mix_rows``: whether terms of different rows may stand in one product.
    ``confidence_apart``: whether a confidence level must keep out of a sentence that
    states a likelihood. ``grain``: the step in which bounds are printed, such as 0.01
    where one band ends at 45 and the next begins at 46 percent; 0 where bands meet.
    ``heard``: for each folded wording the readers' shape inside the band.

    >>> halves = (Term("rather not", (), 0.0, 0.5), Term("rather", (), 0.5, 1.0))
    >>> Scale("halves", "Halves", "none", "partition", halves).level(0.7)
    'rather'
    """

    name: str
    title: str
    citation: str
    shape: Shape
    levels: tuple[Term, ...]
    status: str = ""
    read_at: tuple[str, ...] = ()
    year: int | None = None
    domain: str = ""
    rules: tuple[str, ...] = ()
    mix_rows: bool = True
    confidence_apart: bool = False
    grain: float = 0.0
    language: str = "en"
    heard: tuple[tuple[str, Estimate], ...] = ()
    _cuts: tuple[float, ...] = field(init=False, repr=False, compare=False)
    _names: tuple[str | None, ...] = field(init=False, repr=False, compare=False)
    _index: dict[str, Term] = field(init=False, repr=False, compare=False)
    _estimates: dict[str, Estimate] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out once where one level ends and the next begins."""
        cuts, names = steps(self.levels, self.shape)
        object.__setattr__(self, "_cuts", cuts)
        object.__setattr__(self, "_names", names)
        wordings = [(phrase, term) for term in self.levels for phrase in term.phrases]
        index = {fold_phrase(phrase): term for phrase, term in wordings}
        object.__setattr__(self, "_index", index)
        object.__setattr__(self, "_estimates", {**_prescribed(self), **dict(self.heard)})

    def level(self, p: float) -> str | None:
        """The term for a probability, ``None`` in a gap; the shape says which of several."""
        return level_at(self._checked(p), self._cuts, self._names)

    def terms(self, p: float) -> tuple[str, ...]:
        """Every term whose band holds the probability, in the order of the scale."""
        checked = self._checked(p)
        return tuple(term.name for term in self.levels if term.holds(checked))

    def term(self, phrase: str) -> Term | None:
        """The term with this wording; case, hyphens and accents do not matter."""
        return self._index.get(fold_phrase(phrase))

    def band(self, phrase: str) -> tuple[float, float] | None:
        """The bounds prescribed for a wording, ``None`` where the scale has none.

        The readers' scale prescribes none: `term` tells how a wording is heard.
        """
        term = self.term(phrase) if self.shape != "readers" else None
        return term.band if term else None

    def estimate(self, phrase: str) -> Estimate | None:
        """What is prescribed for a wording, ``None`` where the scale has no band for it.

        The mean is the band's middle or point, or after `shaped` the readers'.
        """
        found = self._estimates.get(phrase)
        return found if found else self._estimates.get(fold_phrase(phrase))

    def shaped(self, surveys: Mapping[str, Survey]) -> Scale:
        """Put the readers' shape inside each band where it is known; a new scale.

        A wording that no survey asked takes the shape of the surveyed wording of its term
        that begins most like it: "improbably" that of "improbable".
        """
        if self.shape == "readers":
            return self
        heard = {}
        for term in self.levels:
            asked = [phrase for phrase in term.phrases if phrase in surveys]
            for phrase in term.phrases if asked else ():
                estimate = term.estimate(surveys[_most_like(phrase, asked)])
                if estimate:
                    heard[fold_phrase(phrase)] = estimate
        return replace(self, heard=tuple(heard.items()))

    def row(self, phrase: str) -> str | None:
        """The row of the standard in which a wording is printed, where it has rows."""
        term = self.term(phrase)
        if term is None or not term.rows:
            return None
        printed = [fold_phrase(name) for name in (term.name, *term.synonyms)]
        return term.rows[printed.index(_most_like(fold_phrase(phrase), printed))]

    def _checked(self, p: float) -> float:
        if not -NOISE <= p <= 1 + NOISE:
            raise ScaleError(f"{p} is not a probability; give a number from 0 to 1")
        return rounded(p, self.grain)


def fold_phrase(phrase: str) -> str:
    """A wording without case, accents and hyphens, for comparison.

    >>> fold_phrase("Très  peu-probable")
    'tres peu probable'
    """
    plain = unicodedata.normalize("NFKD", phrase.casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    for hyphen in "-\u2010\u2011\u2012\u2013":
        letters = letters.replace(hyphen, " ")
    return " ".join(letters.split())


def unknown_scale(name: str, known: Iterable[str]) -> ScaleError:
    """The error for a scale that is not there, with the names that come near.

    >>> str(unknown_scale("icd-203", ["icd203", "phia"]))
    "there is no scale 'icd-203'; did you mean 'icd203'? Known scales: icd203, phia"
    """
    names = sorted(known)
    asked = _squeeze(name)
    near = [each for each in names if asked and (asked in each or _squeeze(each) in asked)]
    near += get_close_matches(asked, names, n=3, cutoff=0.6)
    guess = " or ".join(repr(each) for each in dict.fromkeys(near))
    hint = f"; did you mean {guess}?" if near else "."
    return ScaleError(f"there is no scale {name!r}{hint} Known scales: {', '.join(names)}")


def readers_scale(surveys: Mapping[str, Survey]) -> Scale:
    """The scale of what readers hear, built from the surveyed likelihood terms."""
    asked = [survey for survey in surveys.values() if survey.likelihood]
    levels = (_heard(survey) for survey in sorted(asked, key=lambda s: s.estimate.mean))
    return Scale(
        "readers",
        "What readers hear",
        "Surveys pooled in lexicons/surveys.csv, each independent survey weighing the same",
        "readers",
        tuple(levels),
        domain="general readers; the level is the surveyed term with the nearest mean",
    )


def _heard(survey: Survey) -> Term:
    heard = survey.estimate
    return Term(
        survey.phrase,
        low=heard.low,
        high=heard.high,
        centre=heard.mean,
        surveys=len(survey.surveys),
        n=survey.n,
    )


def _prescribed(scale: Scale) -> dict[str, Estimate]:
    if scale.shape == "readers":
        return {}
    pairs = [(phrase, term.estimate()) for term in scale.levels for phrase in term.phrases]
    return {fold_phrase(phrase): estimate for phrase, estimate in pairs if estimate}


def _most_like(phrase: str, others: Sequence[str]) -> str:
    """The one that shares the longest beginning with the phrase, the first among equals."""

    def shared(other: str) -> int:
        return next((i for i, pair in enumerate(zip(phrase, other)) if len({*pair}) > 1), 999)

    return phrase if phrase in others else max(others, key=shared)


def _squeeze(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())
