"""The tables of a forecast report, as Markdown and as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

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
_FIELD = "border-bottom:1px solid rgba(128,128,128,.35);padding:.15em .7em;text-align:"
#: So many rows of one field are shown; all are in the report.
_MOST = 15


@dataclass(frozen=True, slots=True)
class Table:
    """A heading, a line that says how to read it, columns, and rows of texts."""

    title: str
    lead: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def tables(report: ForecastReport) -> Iterator[Table]:
    """The tables, in the order in which they are read."""
    yield _scores(report)
    yield _parts(report)
    yield Table(
        "Said and happened",
        "",
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
        "95 % intervals by bootstrap. Taking each number at the place of its interval nearest "
        f"to the outcome gives a Brier score of {report.kindest:.3f}, farthest from it "
        f"{report.harshest:.3f}.",
        ("measure", "value", "95 %", "how to read it"),
        tuple(
            (
                *(s.name, _number(s.value), _range(s.low, s.high)),
                "; ".join(filter(None, (_READ[s.name], s.note))),
            )
            for s in report.scores
        ),
    )


def _parts(report: ForecastReport) -> Table:
    parts = report.decomposition
    inside = parts.within_variance - parts.within_covariance
    values = (parts.reliability, parts.resolution, parts.uncertainty, inside, parts.brier)
    return Table(
        "Where the Brier score comes from",
        "reliability − resolution + uncertainty + what varies inside the bins",
        ("reliability", "resolution", "uncertainty", "within bins", "Brier score"),
        (tuple(f"{value:.4f}" for value in values),),
    )


def _scales(report: ForecastReport) -> Table:
    return Table(
        "Read on other scales",
        "*own*: statements whose number the scale itself gives",
        ("scale", "n", "own", "mean", "Brier", "log", "gap", "over-confidence"),
        tuple(
            (
                *(s.scale, f"{s.n:,}", f"{s.prescribed:,}"),
                *(_number(value) for value in (s.mean, s.brier, s.log_score)),
                *(_signed(value) for value in (s.gap, s.overconfidence)),
            )
            for s in report.scales
        ),
    )


def _slices(report: ForecastReport) -> Iterator[Table]:
    for field in dict.fromkeys(part.field for part in report.slices):
        own = [part for part in report.slices if part.field == field]
        more = f"the {_MOST} largest of {len(own)}" if len(own) > _MOST else ""
        yield Table(
            f"By {field}",
            more,
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
        )


def counts(report: ForecastReport) -> str:
    """How many statements were scored, and why the others were not."""
    total = len(report.forecasts)
    reasons = ", ".join(f"{n:,} {reason}" for reason, n in report.excluded.items())
    return (
        f"{report.n:,} of {total:,} statements scored{'; left out: ' * bool(reasons)}{reasons}."
    )


def markdown(report: ForecastReport) -> str:
    """All tables as Markdown."""
    lines = [f"## Forecasts, read on the scale {report.scale}", "", counts(report)]
    for table in tables(report):
        lines += ["", f"### {table.title}", ""]
        lines += [table.lead, ""] if table.lead else []
        lines.append(_line(table.columns))
        ends = ["---" if at in _texts(table) else "---:" for at in range(len(table.columns))]
        lines.append(_line(ends))
        lines += [_line([_cell(text) for text in row]) for row in table.rows]
    return "\n".join(lines) + "\n"


def html(report: ForecastReport) -> str:
    """All tables as a fragment for notebooks, without script or style sheet."""
    parts = [f"<p><b>Forecasts</b>, read on the scale {escape(report.scale)}. "]
    parts.append(f"{escape(counts(report))}</p>")
    for table in tables(report):
        lead = escape(table.lead.replace("*", ""))
        parts.append(f"<p><b>{escape(table.title)}</b> <small>{lead}</small></p><table>")
        for tag, rows in (("th", (table.columns,)), ("td", table.rows)):
            parts += [_html_row(table, row, tag) for row in rows]
        parts.append("</table>")
    return f'<div class="certainty tex2jax_ignore">{"".join(parts)}</div>'


def _html_row(table: Table, row: Sequence[str], tag: str) -> str:
    cells = [
        f'<{tag} style="{_FIELD}{"left" if at in _texts(table) else "right"}">{escape(text)}'
        f"</{tag}>"
        for at, text in enumerate(row)
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _level(report: ForecastReport) -> str:
    return f"{100 * report.level:g} %"


def _texts(table: Table) -> set[int]:
    """Which columns hold words."""
    words = {"measure", "how to read it", "scale", ""}
    first = {0} if table.title.startswith("By ") else set()
    return first | {at for at, name in enumerate(table.columns) if name in words}


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _signed(value: float | None) -> str:
    return "–" if value is None else f"{value + 0.0:+.3f}"


def _range(low: float | None, high: float | None) -> str:
    return "–" if low is None or high is None else f"{low:.3f} to {high:.3f}"
