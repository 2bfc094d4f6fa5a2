"""Official scales of likelihood, confidence and sources: terms, bands, and their lookup.

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

import math
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from itertools import pairwise
from typing import Any, Literal, cast, get_args

from certainty.errors import LexiconError, ScaleError
from certainty.surveys import Survey
from certainty.types import CONFIDENCES, Confidence, Estimate

Shape = Literal["partition", "gapped", "nested", "points", "readers"]
SHAPES: tuple[Shape, ...] = get_args(Shape)
STATUSES = ("R1", "R2")

#: How far a number may miss a bound and still count as on it.
_NOISE = 1e-9


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
        above = p > self.low + _NOISE if self.low_open else p >= self.low - _NOISE
        below = p < self.high - _NOISE if self.high_open else p <= self.high + _NOISE
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
        cuts, names = _steps(self.levels, self.shape)
        object.__setattr__(self, "_cuts", cuts)
        object.__setattr__(self, "_names", names)
        wordings = [(phrase, term) for term in self.levels for phrase in term.phrases]
        index = {fold_phrase(phrase): term for phrase, term in wordings}
        object.__setattr__(self, "_index", index)
        object.__setattr__(self, "_estimates", {**_prescribed(self), **dict(self.heard)})

    def level(self, p: float) -> str | None:
        """The term for a probability, ``None`` in a gap; the shape says which of several."""
        return self._names[bisect_right(self._cuts, self._checked(p))]

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
        if not -_NOISE <= p <= 1 + _NOISE:
            raise ScaleError(f"{p} is not a probability; give a number from 0 to 1")
        return math.floor(p / self.grain + 0.5 + _NOISE) * self.grain if self.grain else p


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


def _steps(
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
    cuts = sorted({cut for point in points for cut in (point - _NOISE, point + _NOISE)})
    edges = [-1.0, *cuts, 2.0]
    middles = [(left + right) / 2 for left, right in pairwise(edges)]
    return tuple(cuts), tuple(_choose(levels, shape, middle) for middle in middles)


@dataclass(frozen=True, slots=True)
class ConfidenceLevel:
    """A level of analytic confidence: never a probability.

    ``confidence`` is the library's word for it, ``meaning`` the standard's definition,
    ``words`` the wording that the standard or guides to it tie to the level.
    """

    name: str
    confidence: Confidence
    meaning: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConfidenceScale:
    """A standard for how sure an analyst is; ``phrases`` pairs wordings with meanings."""

    name: str
    title: str
    citation: str
    status: str
    read_at: tuple[str, ...]
    levels: tuple[ConfidenceLevel, ...]
    phrases: tuple[tuple[str, str], ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grade:
    """One code of a source grading; ``judged`` is false where it says "not known"."""

    code: str
    meaning: str
    judged: bool = True


@dataclass(frozen=True, slots=True)
class SourceGrading:
    """A standard for grading a source and, apart from it, a piece of information."""

    name: str
    title: str
    citation: str
    status: str
    read_at: tuple[str, ...]
    source: tuple[Grade, ...]
    information: tuple[Grade, ...]
    rules: tuple[str, ...] = ()


def parse_scale(text: str, file: str) -> Scale:
    """The scale of a TOML text; all its faults in one `LexiconError`."""
    table = _read(text, file)
    shape = table.choice("shape", SHAPES[:-1])
    levels = tuple(_term(part) for part in table.tables("levels", name="terms"))
    if not levels:
        table.fault("levels", "are missing; add one [[levels]] table for each term")
    scale = Scale(
        table.text("name", required=True),
        table.text("title", required=True),
        table.text("citation", required=True),
        cast(Shape, shape or "gapped"),
        levels,
        status=table.choice("status", STATUSES) if "status" in table.values else "",
        read_at=table.texts("read_at"),
        year=table.whole("year"),
        domain=table.text("domain"),
        rules=table.texts("rules"),
        mix_rows=table.flag("mix_rows", default=True),
        confidence_apart=table.flag("confidence_apart"),
        grain=table.number("grain") or 0.0,
        language=table.text("language") or "en",
    )
    _check_phrases(scale, table)
    _check_shape(scale, table)
    table.close()
    table.raise_problems()
    return scale


def _term(table: _Table) -> Term:
    terms = table.texts("terms", required=True) or ("",)
    term = Term(
        terms[0],
        terms[1:],
        table.number("low"),
        table.number("high"),
        table.number("centre"),
        low_open=table.flag("low_open"),
        high_open=table.flag("high_open"),
        overlay=table.flag("overlay"),
        rows=table.texts("rows"),
        forms=table.texts("forms"),
        note=table.text("note"),
    )
    table.close()
    if term.rows and len(term.rows) != len(terms):
        table.fault("rows", f"has {len(term.rows)} names for {len(terms)} terms; give one each")
    _check_band(term, table)
    return term


def _check_band(term: Term, table: _Table) -> None:
    low, high, centre = term.low, term.high, term.centre
    given = [key for key in ("low", "high") if key in table.values]
    if len(given) == 1:
        table.fault("high" if "low" in given else "low", "is missing; give both or neither")
    if not given and (centre is not None or term.overlay or term.low_open or term.high_open):
        table.fault("low", "is missing; give the band that the other fields speak of")
    if low is None or high is None:
        return
    if low > high:
        table.fault("high", f"{high:g} is below low {low:g}; swap them")
    elif low == high and (term.low_open or term.high_open):
        table.fault("low_open", "leaves nothing of a band of one point; drop it")
    elif centre is not None and not low <= centre <= high:
        table.fault("centre", f"{centre:g} is outside {low:g} to {high:g}; move it inside")


def _check_phrases(scale: Scale, table: _Table) -> None:
    seen: dict[str, str] = {}
    for term in scale.levels:
        for phrase in term.phrases:
            other = seen.setdefault(fold_phrase(phrase), term.name)
            if other != term.name or term.phrases.count(phrase) > 1:
                table.fault("terms", f"{phrase!r} also belongs to {other!r}; keep one")


def _check_shape(scale: Scale, table: _Table) -> None:
    """Bands that are neither nested nor points rise without overlap; a partition meets."""
    if scale.shape in ("nested", "readers"):
        return
    placed = [term for term in scale.levels if term.band and not term.overlay]
    if scale.shape == "points":
        for term in placed:
            if term.centre is None:
                table.fault("centre", f"of {term.name!r} is missing; a points scale needs it")
        return
    for below, above in pairwise(placed):
        step = (above.low or 0.0) - (below.high or 0.0)
        pair = f"{below.name!r} and {above.name!r}"
        if step < -_NOISE:
            table.fault("low", f"{pair} overlap or fall; sort them, or call the shape nested")
        elif scale.shape == "partition" and step > scale.grain + _NOISE:
            table.fault("low", f"{pair} leave a gap; close it, or call the shape gapped")


def parse_confidence_scales(text: str, file: str) -> tuple[ConfidenceScale, ...]:
    """The confidence standards of a TOML text; all faults in one `LexiconError`."""
    root = _read(text, file)
    scales = tuple(
        ConfidenceScale(
            *_heading(table),
            tuple(_confidence_level(part) for part in table.tables("levels", name="name")),
            phrases=tuple(_meaning(part) for part in table.tables("phrases", name="text")),
            rules=_last(table, "rules"),
        )
        for table in root.tables("scales", name="name")
    )
    root.close()
    root.raise_problems()
    return scales


def _confidence_level(table: _Table) -> ConfidenceLevel:
    level = ConfidenceLevel(
        table.text("name", required=True),
        cast(Confidence, table.choice("confidence", CONFIDENCES)),
        table.text("meaning"),
        table.texts("words"),
    )
    table.close()
    return level


def parse_source_grades(text: str, file: str) -> tuple[SourceGrading, ...]:
    """The source gradings of a TOML text; all faults in one `LexiconError`."""
    root = _read(text, file)
    gradings = tuple(
        SourceGrading(
            *_heading(table),
            tuple(_grade(part) for part in table.tables("source", name="code")),
            tuple(_grade(part) for part in table.tables("information", name="code")),
            rules=_last(table, "rules"),
        )
        for table in root.tables("gradings", name="name")
    )
    root.close()
    root.raise_problems()
    return gradings


def _meaning(table: _Table) -> tuple[str, str]:
    meaning = (table.text("text", required=True), table.text("meaning", required=True))
    table.close()
    return meaning


def _grade(table: _Table) -> Grade:
    grade = Grade(
        table.text("code", required=True),
        table.text("meaning", required=True),
        table.flag("judged", default=True),
    )
    table.close()
    return grade


def _heading(table: _Table) -> tuple[str, str, str, str, tuple[str, ...]]:
    return (
        table.text("name", required=True),
        table.text("title", required=True),
        table.text("citation", required=True),
        table.choice("status", STATUSES),
        table.texts("read_at"),
    )


def _last(table: _Table, key: str) -> tuple[str, ...]:
    """The texts of the last field read of a table, which is closed."""
    values = table.texts(key)
    table.close()
    return values


class _Table:
    """A TOML table: typed access to its fields, faults noted on the way."""

    def __init__(
        self, values: dict[str, Any], *, file: str, where: str, problems: list[str]
    ) -> None:
        self.values = values
        self._file = file
        self._where = where
        self._problems = problems
        self._asked: set[str] = set()

    def fault(self, key: str, message: str) -> None:
        """Note a fault of this table; reading goes on."""
        place = f"{self._file}: {self._where}: " if self._where else f"{self._file}: "
        self._problems.append(f"{place}{key}: {message}")

    def text(self, key: str, *, required: bool = False) -> str:
        """The field as a string, empty where it is missing."""
        value = self._take(key, str, "", "a string in quotes")
        if required and not value.strip() and isinstance(self.values.get(key, ""), str):
            self.fault(key, "is missing; write it")
        return str(value)

    def choice(self, key: str, allowed: Sequence[str]) -> str:
        """The field as one of ``allowed``, empty where it is none."""
        value = self.text(key, required=True)
        if value in allowed:
            return value
        if value:
            self.fault(key, f"{value!r} is unknown; use one of {', '.join(allowed)}")
        return ""

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """The field as a tuple of strings, empty where it is missing."""
        value = self._take(key, list, [], 'a list such as ["likely", "probable"]')
        if not all(isinstance(item, str) and item.strip() for item in value):
            self.fault(key, "holds something other than a filled string; quote each item")
            return ()
        if required and not value and isinstance(self.values.get(key, []), list):
            self.fault(key, "is missing; name at least one")
        return tuple(value)

    def number(self, key: str) -> float | None:
        """The field as a number from 0 to 1, ``None`` where it is missing."""
        value = self._take(key, (int, float), None, "a number such as 0.55")
        if value is not None and not 0 <= value <= 1:
            self.fault(key, f"{value} is outside [0, 1]; write a share, not percent")
            return None
        return None if value is None else float(value)

    def whole(self, key: str) -> int | None:
        """The field as a whole number, ``None`` where it is missing."""
        return cast("int | None", self._take(key, int, None, "a whole number"))

    def flag(self, key: str, *, default: bool = False) -> bool:
        """The field as a truth value."""
        return bool(self._take(key, bool, default, "true or false"))

    def tables(self, key: str, *, name: str) -> list[_Table]:
        """The field as a list of tables, each called in faults by its field ``name``."""
        parts = self._take(key, list, [], f"a list of tables; head each with [[{key}]]")
        tables = []
        for index, part in enumerate(parts):
            if not isinstance(part, dict):
                self.fault(key, f"item {index + 1} is no table; head it with [[{key}]]")
                continue
            called = part.get(name)
            called = called[0] if isinstance(called, list) and called else called
            where = f"{self._where}: " if self._where else ""
            where += f"{key} {called!r}" if called else f"{key} number {index + 1}"
            tables.append(_Table(part, file=self._file, where=where, problems=self._problems))
        return tables

    def close(self) -> None:
        """Note every field that nobody asked for."""
        for key in self.values.keys() - self._asked:
            near = get_close_matches(key, sorted(self._asked), n=1)
            mend = f"did you mean {near[0]!r}?" if near else "take it out"
            self.fault(key, f"is no field here; {mend}")

    def raise_problems(self) -> None:
        """Raise one error for all faults, or do nothing where there are none."""
        if self._problems:
            raise LexiconError(tuple(self._problems))

    def _take(self, key: str, kinds: type | tuple[type, ...], default: Any, wanted: str) -> Any:
        self._asked.add(key)
        value = self.values.get(key, default)
        if value is default:
            return value
        if not isinstance(value, kinds) or (isinstance(value, bool) and kinds is not bool):
            self.fault(key, f"{value!r} is not {wanted}; write one")
            return default
        return value


def _read(text: str, file: str) -> _Table:
    """The root table of a TOML text; `LexiconError` where it is no TOML."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:  # pragma: no cover
        import tomli as tomllib
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError((f"{file}: is no TOML: {error}; mend the syntax",)) from error
    return _Table(values, file=file, where="", problems=[])
