"""The tables of a forecast report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from certainty.render.pages import Page, Table

if TYPE_CHECKING:
    from certainty.forecasts.report import ForecastReport

#: What tells a reader which way a number points.
_READ = {
    "Brier score": "0 is best; always 50 % has 0.25",
    "Brier skill": "1 is best; always the overall share has 0",
    "log score": "0 is best; always 50 % has 0.69",
    "gap": "mean probability less share; above 0 sounds too likely",
    "over-confidence": "sureness of the likelier side less how often it is right",
    "calibration slope": "1 is right; below 1 is too extreme, above too timid",
    "AUC": "1 is best; 0.5 tells nothing apart",
}
#: So many rows of one field are shown; all are in the report.
_MOST = 15


def tables(report: ForecastReport) -> Iterator[Table]:
    """The tables, in the order in which they are read."""
    yield _scores(report)
    yield _parts(report)
    yield Table(
        "Said and happened",
        ("n", "said", "happened", _level(report)),
        tuple(
            (f"{b.n:,}", _number(b.mean), _number(b.share), _range(b.low, b.high))
            for b in report.curve
        ),
    )
    yield from _slices(report)
    if report.scales:
        yield _scales(report)


def _scores(report: ForecastReport) -> Table:
    return Table(
        "Scores",
        ("measure", "value", "95 %", "how to read it"),
        tuple(
            (
                *(s.name, _number(s.value), _range(s.low, s.high)),
                "; ".join(filter(None, (_READ[s.name], s.note))),
            )
            for s in report.scores
        ),
        "95 % intervals by bootstrap. Taking each number at the place of its interval nearest "
        f"to the outcome gives a Brier score of {report.kindest:.3f}, farthest from it "
        f"{report.harshest:.3f}.",
    )


def _parts(report: ForecastReport) -> Table:
    parts = report.decomposition
    inside = parts.within_variance - parts.within_covariance
    values = (parts.reliability, parts.resolution, parts.uncertainty, inside, parts.brier)
    return Table(
        "Where the Brier score comes from",
        ("reliability", "resolution", "uncertainty", "within bins", "Brier score"),
        (tuple(f"{value:.4f}" for value in values),),
        "reliability − resolution + uncertainty + what varies inside the bins",
    )


def _scales(report: ForecastReport) -> Table:
    return Table(
        "Read on other scales",
        ("scale", "n", "own", "mean", "Brier", "log", "gap", "over-confidence"),
        tuple(
            (
                *(s.scale, f"{s.n:,}", f"{s.prescribed:,}"),
                *(_number(value) for value in (s.mean, s.brier, s.log_score)),
                *(_signed(value) for value in (s.gap, s.overconfidence)),
            )
            for s in report.scales
        ),
        "own: statements whose number the scale itself gives",
    )


def _slices(report: ForecastReport) -> Iterator[Table]:
    for field in dict.fromkeys(part.field for part in report.slices):
        own = [part for part in report.slices if part.field == field]
        more = f"the {_MOST} largest of {len(own)}" if len(own) > _MOST else ""
        yield Table(
            f"By {field}",
            (
                *(field, "n", "left out", "said", "happened", _level(report)),
                *("Brier", "gap", "over-confidence", "AUC", ""),
            ),
            tuple(
                (
                    *(part.value, f"{part.n:,}", f"{part.excluded:,}"),
                    *(_number(part.mean), _number(part.share), _range(part.low, part.high)),
                    *(_number(part.brier), _signed(part.gap), _signed(part.overconfidence)),
                    *(_number(part.auc), part.verdict),
                )
                for part in own[:_MOST]
            ),
            more,
        )


def counts(report: ForecastReport) -> str:
    """How many statements were scored, and why the others were not."""
    total = len(report.forecasts)
    reasons = ", ".join(f"{n:,} {reason}" for reason, n in report.excluded.items())
    return (
        f"{report.n:,} of {total:,} statements scored{'; left out: ' * bool(reasons)}{reasons}."
    )


def page(report: ForecastReport) -> Page:
    """All tables under one title."""
    title = f"Forecasts, read on the scale {report.scale}"
    return Page(title, (counts(report),), tuple(tables(report)))


def _level(report: ForecastReport) -> str:
    return f"{100 * report.level:g} %"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _signed(value: float | None) -> str:
    return "–" if value is None else f"{value + 0.0:+.3f}"


def _range(low: float | None, high: float | None) -> str:
    return "–" if low is None or high is None else f"{low:.3f} to {high:.3f}"
