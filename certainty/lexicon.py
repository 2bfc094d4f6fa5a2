"""The lexicon: phrases that speak of certainty, what they say, and who says so.

A `Lexicon` is a value: read from CSV text, validated with every fault at once,
merged, extended, filtered and hashed, never changed in place. File formats are
described in ``lexicons/README.md``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace

from certainty.patterns import PatternError, expand
from certainty.surveys import Survey
from certainty.tables import Row, parse_table, raise_problems
from certainty.types import BASES, CONFIDENCES, KINDS, Basis, Confidence, Estimate, Kind

#: How far towards the end of the scale a number lent by a like phrase is widened.
LENT_WIDENING = 0.2
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase of the lexicon; ``id`` is shared by the variants of one cue.

    ``term`` is how official scales write it, ``like`` the surveyed phrase it is heard
    as; ``estimate`` is what readers hear, ``None`` where the cue states no likelihood;
    ``level`` is set for cues of kind ``confidence`` alone; ``origin`` is file and line.
    """

    id: str
    phrase: str
    kind: Kind
    estimate: Estimate | None
    basis: Basis | None
    source: str
    term: str
    like: str
    level: Confidence | None
    example: str
    near_miss: str
    origin: str


@dataclass(frozen=True, slots=True)
class Pseudo:
    """A pattern inside which the words ``cue`` are no cue (May in "in May")."""

    phrase: str
    cue: str
    example: str
    near_miss: str
    origin: str


@dataclass(frozen=True, slots=True)
class Modifier:
    """A word left of a cue that strengthens or weakens it by ``shift`` log-odds."""

    phrase: str
    effect: str
    shift: float
    source: str
    example: str
    origin: str


@dataclass(frozen=True, slots=True)
class Negator:
    """A word that negates a cue, a clause, or only looks as if it did."""

    phrase: str
    scope: str
    strength: float
    source: str
    example: str
    near_miss: str
    origin: str


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that reports or believes, with its measured inference values.

    ``positive`` and ``negative`` are MegaVeridicality shares, ``degen`` the mean of
    Degen & Tonhauser (2022), all in [0, 1], ``None`` where not measured.
    """

    lemma: str
    kind: str
    stance: str
    frame: tuple[str, ...]
    positive: float | None
    negative: float | None
    n: float | None
    degen: float | None
    source: str
    example: str
    origin: str


COLUMNS: Mapping[str, tuple[str, ...]] = {
    "cues": (
        *("phrase", "kind", "entry", "term", "like", "low", "mid", "high"),
        *("basis", "source", "level", "example", "near_miss"),
    ),
    "pseudo": ("phrase", "cue", "example", "near_miss"),
    "modifiers": ("phrase", "effect", "shift", "source", "example"),
    "negators": ("phrase", "scope", "strength", "source", "example", "near_miss"),
    "verbs": (
        *("lemma", "kind", "stance", "frame", "positive", "negative", "n", "degen"),
        *("source", "example"),
    ),
}
#: The column that tells a table from the others; a table without any holds cues.
_MARKS = {
    "lemma": "verbs",
    "effect": "modifiers",
    "strength": "negators",
    "cue": "pseudo",
}
EFFECTS = ("intensify", "weaken", "approximate")
NEGATOR_SCOPES = ("cue", "clause", "pseudo")
VERB_KINDS = "report hearsay belief evidential denial prediction question doubt booster".split()
STANCES = ("neutral", "distancing", "endorsing", "doubting")
FRAMES = ("that", "to", "quote", "np", "passive-to")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cues, pseudo-cues, modifiers, negators and verbs; immutable."""

    cues: tuple[Entry, ...] = ()
    pseudo: tuple[Pseudo, ...] = ()
    modifiers: tuple[Modifier, ...] = ()
    negators: tuple[Negator, ...] = ()
    verbs: tuple[Verb, ...] = ()

    def __or__(self, other: Lexicon) -> Lexicon:
        """Both lexicons; where both have a phrase, the other's row wins."""
        merged = {}
        for field in fields(self):
            mine, theirs = getattr(self, field.name), getattr(other, field.name)
            taken = {_key(row) for row in theirs}
            merged[field.name] = (*(row for row in mine if _key(row) not in taken), *theirs)
        return Lexicon(**merged)

    def filter(self, *, kinds: Collection[Kind]) -> Lexicon:
        """The same lexicon with the cues of these kinds alone."""
        unknown = sorted(set(kinds) - set(KINDS))
        if unknown:
            raise ValueError(f"unknown kinds {unknown}; the kinds are {', '.join(KINDS)}")
        return replace(self, cues=tuple(entry for entry in self.cues if entry.kind in kinds))

    @property
    def digest(self) -> str:
        """A sha256 of all rows but their examples and places, so that a result can name it."""
        lines = [
            repr([getattr(row, name) for name in _meaning(row)])
            for field in fields(self)
            for row in getattr(self, field.name)
        ]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def __repr__(self) -> str:
        sizes = ", ".join(f"{len(getattr(self, f.name))} {f.name}" for f in fields(self))
        return f"Lexicon({sizes})"


def parse_lexicon(
    files: Iterable[tuple[str, str]], *, surveys: Mapping[str, Survey]
) -> Lexicon:
    """Read ``(name, text)`` pairs of CSV files; a file's header says what it holds.

    Raises `LexiconError` with every fault of every file.
    """
    problems: list[str] = []
    tables: dict[str, list[object]] = {name: [] for name in COLUMNS}
    for file, text in files:
        table = _table_of(text)
        tables[table] += parse_table(
            text,
            file=file,
            columns=COLUMNS[table],
            parse=_parser(table, surveys),
            problems=problems,
        )
    lexicon = Lexicon(**{name: tuple(rows) for name, rows in tables.items()})  # type: ignore[arg-type]
    _check_unique(lexicon, problems)
    raise_problems(problems)
    return lexicon


def _table_of(text: str) -> str:
    head = set(text.lstrip("\ufeff").split("\n", 1)[0].strip().split(","))
    return next((table for mark, table in _MARKS.items() if mark in head), "cues")


def _parser(table: str, surveys: Mapping[str, Survey]) -> Callable[[Row], object]:
    if table == "cues":
        return lambda row: _parse_entry(row, surveys)
    return {
        "pseudo": _parse_pseudo,
        "modifiers": _parse_modifier,
        "negators": _parse_negator,
        "verbs": _parse_verb,
    }[table]


def _parse_entry(row: Row, surveys: Mapping[str, Survey]) -> Entry:
    phrase = _phrase(row)
    kind = row.choice("kind", KINDS)
    estimate, basis = _number(row, surveys)
    level = row.choice("level", CONFIDENCES, required=kind == "confidence")
    if level and kind != "confidence":
        row.fault("level", "is for kind confidence alone; leave it empty")
    if estimate is not None and kind == "confidence":
        row.fault("mid", "a confidence phrase states no probability; leave it empty")
    return Entry(
        id=row.text("entry") or _SLUG.sub("-", phrase).strip("-"),
        phrase=phrase,
        kind=kind,  # type: ignore[arg-type]
        estimate=estimate,
        basis=basis,
        source=row.text("source", required=True),
        term=row.text("term"),
        like=row.text("like"),
        level=level or None,  # type: ignore[arg-type]
        example=row.text("example", required=True),
        near_miss=row.text("near_miss"),
        origin=_origin(row),
    )


def _parse_pseudo(row: Row) -> Pseudo:
    return Pseudo(
        _phrase(row),
        row.text("cue", required=True),
        row.text("example", required=True),
        row.text("near_miss"),
        _origin(row),
    )


def _parse_modifier(row: Row) -> Modifier:
    shift = row.number("shift", low=-5, high=5)
    return Modifier(
        _phrase(row),
        row.choice("effect", EFFECTS),
        0.0 if shift is None else shift,
        row.text("source", required=True),
        row.text("example", required=True),
        _origin(row),
    )


def _parse_negator(row: Row) -> Negator:
    strength = row.number("strength")
    return Negator(
        _phrase(row),
        row.choice("scope", NEGATOR_SCOPES),
        1.0 if strength is None else strength,
        row.text("source", required=True),
        row.text("example", required=True),
        row.text("near_miss"),
        _origin(row),
    )


def _parse_verb(row: Row) -> Verb:
    frame = tuple(part.strip() for part in row.text("frame").split(";") if part.strip())
    for part in frame:
        if part not in FRAMES:
            row.fault("frame", f"{part!r} is unknown; use {', '.join(FRAMES)} joined by ';'")
    return Verb(
        row.text("lemma", required=True),
        row.choice("kind", VERB_KINDS),
        row.choice("stance", STANCES),
        frame,
        row.number("positive"),
        row.number("negative"),
        row.number("n", high=1e6),
        row.number("degen"),
        row.text("source", required=True),
        row.text("example"),
        _origin(row),
    )


def _phrase(row: Row) -> str:
    phrase = " ".join(row.text("phrase", required=True).split())
    if phrase != phrase.lower():
        row.fault("phrase", f"{phrase!r} has capitals; write it in lower case")
    if phrase:
        try:
            expand(phrase)
        except PatternError as error:
            row.fault("phrase", str(error))
    return phrase


def _number(row: Row, surveys: Mapping[str, Survey]) -> tuple[Estimate | None, Basis | None]:
    like = row.text("like")
    low, mid, high = (row.number(name) for name in ("low", "mid", "high"))
    written = [value for value in (low, mid, high) if value is not None]
    basis = row.choice("basis", BASES, required=bool(like or written))
    if not like and not written:
        if basis:
            row.fault(
                "basis", "has no number to speak of; leave it empty or give low, mid, high"
            )
        return None, None
    if like and written:
        row.fault("like", "stands beside low, mid, high; keep one of the two")
    elif like:
        return _lent(row, like, basis, surveys), basis or None  # type: ignore[return-value]
    elif low is None or mid is None or high is None:
        row.fault("mid", "low, mid and high go together; fill in all three or none")
    elif not low <= mid <= high:
        row.fault("mid", f"{low:g}, {mid:g}, {high:g} must be ordered low <= mid <= high")
    else:
        return Estimate(mid, low, high), basis or None  # type: ignore[return-value]
    return None, None


def _lent(row: Row, like: str, basis: str, surveys: Mapping[str, Survey]) -> Estimate | None:
    survey = surveys.get(like)
    if survey is None:
        row.fault("like", f"{like!r} was not surveyed; use one of {', '.join(sorted(surveys))}")
        return None
    heard = survey.estimate
    if basis == "survey":
        return heard
    widened = heard.high + LENT_WIDENING * (1 - heard.high)
    return Estimate(heard.mean, round(heard.low * (1 - LENT_WIDENING), 4), round(widened, 4))


def _check_unique(lexicon: Lexicon, problems: list[str]) -> None:
    for field in fields(lexicon):
        first: dict[str, str] = {}
        for row in getattr(lexicon, field.name):
            key = _key(row)
            if key in first:
                problems.append(f"{row.origin}: phrase: {key!r} stands already at {first[key]}")
            first.setdefault(key, row.origin)
    _check_entries(lexicon.cues, problems)


def _check_entries(cues: Iterable[Entry], problems: list[str]) -> None:
    first: dict[str, Entry] = {}
    for entry in cues:
        other = first.setdefault(entry.id, entry)
        if (entry.kind, entry.estimate, entry.level) != (
            other.kind,
            other.estimate,
            other.level,
        ):
            problems.append(
                f"{entry.origin}: entry: {entry.id!r} has another kind or number than at "
                f"{other.origin}; give it an id of its own"
            )


def _key(row: object) -> str:
    return getattr(row, "phrase", "") or getattr(row, "lemma", "")


def _meaning(row: object) -> list[str]:
    return [f.name for f in fields(row) if f.name not in ("example", "near_miss", "origin")]  # type: ignore[arg-type]


def _origin(row: Row) -> str:
    return f"{row.file}:{row.line}"
