"""Score verbal forecasts, or the answers of a language model, against outcomes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from certainty.annotator import Annotator
from certainty.data import scale as scale_of
from certainty.document import Document
from certainty.errors import InputError
from certainty.forecasts.curve import Interval, Strategy, bins_of, calibration_curve
from certainty.forecasts.decomposition import decompose
from certainty.forecasts.measures import measure_all
from certainty.forecasts.report import ForecastReport
from certainty.forecasts.slices import arrays, scale_score, slices, value_of
from certainty.forecasts.statements import Statement, read_statements
from certainty.forecasts.verbal import Forecast, forecast_of

#: The scales under which forecasts are read again, by default.
SCALES = ("readers", "icd203", "phia", "nato", "ipcc")
#: The fields that rows are sliced by where they have them.
FIELDS = ("analyst", "topic")
Annotate = Callable[[str], Document]


def score(
    statements: Iterable[str | Mapping[str, Any]],
    outcomes: Iterable[Any] | None = None,
    *,
    groups: Mapping[str, Sequence[Any]] | None = None,
    by: Sequence[str] | None = None,
    scale: str = "readers",
    scales: Sequence[str] = SCALES,
    annotator: Annotate | None = None,
    cluster: str | None = None,
    n_bins: int = 10,
    strategy: Strategy = "uniform",
    interval: Interval = "wilson",
    level: float = 0.95,
    n_draws: int = 500,
    seed: int = 0,
) -> ForecastReport:
    """Score statements against outcomes: 1 where the statement, as worded, came true, else 0.

    ``statements`` are texts, or rows with ``text`` and any of ``outcome``, ``scale`` (its
    analyst's own), ``start`` and ``end`` of an event that the outcome is of, and other fields,
    such as ``analyst``; ``groups`` gives such fields as columns. ``by`` names those to slice
    by, by default ``analyst`` and ``topic`` where there are such; phrases are always sliced,
    scales where rows bring their own. An outcome of None, NaN or "" is not known yet: the
    statement is counted as excluded, like one that asserts nothing, and stays in the report.

    The answers of a model with whether each was right are scored in the same way: ``gap`` is
    how much surer they sound than they are right.

    ``scale`` is how words are read; ``scales`` those under which the whole is read again. An
    ``annotator`` of your own takes their place, and there is no table of scales. Bins are
    those of `certainty.forecasts.curve.bins_of`; ``interval`` and ``level`` are of the shares
    of outcomes. The measures have 95 % bootstrap intervals from ``n_draws`` samples;
    forecasts with the same value for the field ``cluster`` are drawn together, as several of
    one event are not independent.

    Raises `InputError` for rows that do not fit, and where nothing can be scored; `ScaleError`
    for an unknown scale.

    >>> report = score(
    ...     ["A strike is unlikely.", "The bill will probably pass.", "Rates may rise."],
    ...     [0, 1, None],
    ...     groups={"analyst": ["Ada", "Ben", "Ben"]},
    ... )
    >>> report.n, report.excluded, round(report["Brier score"].value, 3)
    (2, {'no outcome': 1}, 0.069)
    """
    read = read_statements(statements, outcomes, dict(groups or {}))
    known = list(dict.fromkeys(name for s in read for name, _ in s.groups))
    fields = _fields(by, known, read)
    forecasts = _annotated(read, annotator, scale)
    _require_scored(forecasts)
    o, p = arrays(forecasts)
    drawn = _clusters(forecasts, cluster, known)
    kindest, harshest = _extremes(forecasts)
    return ForecastReport(
        scale=_name(annotator, scale),
        scores=measure_all(o, p, drawn, n_draws=n_draws, seed=seed),
        kindest=kindest,
        harshest=harshest,
        decomposition=decompose(o, p, bins_of(p, n_bins=n_bins, strategy=strategy)),
        curve=calibration_curve(
            o, p, n_bins=n_bins, strategy=strategy, interval=interval, level=level
        ),
        level=level,
        slices=slices(forecasts, fields, interval=interval, level=level),
        scales=() if annotator else _scales(read, scales),
        forecasts=tuple(forecasts),
    )


def _require_scored(forecasts: Sequence[Forecast]) -> None:
    if _scored(forecasts):
        return
    counts = Counter(f.excluded for f in forecasts)
    why = ", ".join(f"{n} {reason}" for reason, n in counts.most_common())
    raise InputError(
        f"none of the {len(forecasts)} statements can be scored: {why}; give statements that "
        "assert something, with outcomes 0 or 1"
    )


def _extremes(forecasts: Sequence[Forecast]) -> tuple[float, float]:
    """The Brier scores at the bounds of the intervals: nearest to the outcome, and farthest."""
    near, far = [], []
    for forecast in _scored(forecasts):
        if forecast.probability is not None and forecast.outcome is not None:
            low, high = forecast.probability.low, forecast.probability.high
            best, worst = (high, low) if forecast.outcome else (low, high)
            near.append((best - forecast.outcome) ** 2)
            far.append((worst - forecast.outcome) ** 2)
    return float(np.mean(near)), float(np.mean(far))


def _scored(forecasts: Sequence[Forecast]) -> list[Forecast]:
    return [f for f in forecasts if f.excluded is None]


def _name(annotator: Annotate | None, scale: str) -> str:
    return str(getattr(annotator, "scale", "of its annotator")) if annotator else scale


def _fields(
    by: Sequence[str] | None, known: Sequence[str], read: Sequence[Statement]
) -> tuple[str, ...]:
    if isinstance(by, str):
        raise TypeError(f"by is one name; give a list, such as [{by!r}]")
    if by is None:
        chosen = [name for name in FIELDS if name in known]
        chosen += ["scale"] if any(s.scale for s in read) else []
        return (*chosen, "phrase")
    own = ("scale", "phrase", "basis")
    if missing := [name for name in by if name not in (*known, *own)]:
        raise InputError(
            f"no statement has a field {', '.join(map(repr, missing))}; there are: "
            f"{', '.join([*known, *own])}"
        )
    return tuple(dict.fromkeys([*by, "phrase"]))


def _annotated(
    read: Sequence[Statement], annotator: Annotate | None, scale: str
) -> list[Forecast]:
    """Each statement on its own scale, where it brings one, else on the one given."""
    names = {scale, *(s.scale for s in read if s.scale)} if annotator is None else set()
    annotators: dict[str, Annotate] = {name: Annotator(scale=name) for name in sorted(names)}
    found = []
    for statement in read:
        name = statement.scale or scale if annotator is None else _name(annotator, scale)
        annotate = annotator or annotators[name]
        document = annotate(statement.text) if statement.text else None
        found.append(forecast_of(statement, document, name))
    return found


def _scales(read: Sequence[Statement], scales: Sequence[str]) -> tuple[Any, ...]:
    if isinstance(scales, str):
        raise TypeError(f"scales is one name; give a list, such as [{scales!r}]")
    for name in scales:
        scale_of(name)
    found = []
    for name in dict.fromkeys(scales):
        annotate = Annotator(scale=name)
        documents = [annotate(s.text) if s.text else None for s in read]
        forecasts = [forecast_of(s, d, name) for s, d in zip(read, documents)]
        found.append(scale_score(name, forecasts))
    return tuple(found)


def _clusters(forecasts: Sequence[Forecast], name: str | None, known: Sequence[str]) -> Any:
    scored = _scored(forecasts)
    if name is None:
        return np.arange(len(scored))
    if name not in known:
        raise InputError(
            f"no statement has a field {name!r} to draw by; there are: "
            f"{', '.join(known) or 'none'}"
        )
    return np.array([value_of(f, name) for f in scored])
