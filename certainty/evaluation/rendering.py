"""Reports as tables: for a terminal, for a pull request, for a notebook.

Slices are shown by a few figures; `Report.rows` has
all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from certainty.evaluation.bootstrap import LEVEL, Figure
from certainty.render.pages import Page, Table, html, markdown, text

if TYPE_CHECKING:
    from certainty.evaluation.agreement import Agreement
    from certainty.evaluation.comparing import Comparison
    from certainty.evaluation.report import Report

#: What is shown of each slice.
HEADLINES = {
    "hedge": ("F1", "ECE"),
    "weasel": ("F1", "ECE"),
    "cues": ("F1, exact", "F1, overlap"),
    "scopes": ("F1, exact", "F1, tokens"),
    "certainty": ("Pearson", "MAE"),
    "events": ("Pearson", "MAE"),
    "source": ("right",),
}
#: Longer texts of errors are cut in tables.
WIDEST = 160
_NONE = "-"
_INTERVAL = f"{LEVEL:.0%} interval"


def to_text(report: Report) -> str:
    """A report as aligned columns."""
    return text(report_tables(report))


def to_markdown(report: Report) -> str:
    """A report as Markdown."""
    return markdown(report_tables(report))


def to_html(report: Report) -> str:
    """A report as a fragment of HTML without script or style sheet."""
    return html(report_tables(report))


def report_tables(report: Report) -> Page:
    """What is shown of a report."""
    lines = [
        f"{report.n:,} examples in {report.documents:,} documents; {report.annotator}",
        *report.remarks,
        *(f"left out: {reason}: {count:,}" for reason, count in report.left_out.items()),
    ]
    tables = [_figures(report), *_slices(report), _kinds(report), _errors(report)]
    return Page(report.name, tuple(lines), tuple(t for t in tables if t.rows))


def comparison_tables(comparison: Comparison) -> Page:
    """What is shown of a comparison."""
    lines = [f"first: {comparison.first}", f"second: {comparison.second}"]
    lines += [f"left out: {part}: {n:,}" for part, n in comparison.left_out.items()]
    head = ("part", "figure", "first", "second", "second - first", _INTERVAL, "p", "n", "")
    rows = tuple(
        (
            *(d.part, d.measure, _number(d.first), _number(d.second), _number(d.difference)),
            *(_interval(d.low, d.high), _number(d.p), f"{d.n:,}", d.note),
        )
        for d in comparison.differences
    )
    tests = tuple(
        (m.part, f"{m.only_first:,}", f"{m.only_second:,}", f"{m.n:,}", f"{m.p:.3g}")
        for m in comparison.mcnemar
    )
    columns = ("part", "only first right", "only second right", "n", "p")
    tables = (Table("Figures", head, rows), Table("McNemar's exact test", columns, tests))
    return Page("Comparison", tuple(lines), tuple(t for t in tables if t.rows))


def agreement_tables(agreement: Agreement) -> Page:
    """What is shown of an agreement."""
    lines = [f"{agreement.n:,} texts; {', '.join(agreement.annotators)}"]
    if agreement.alone:
        lines.append(f"left out: labelled by one annotator alone: {agreement.alone:,}")
    rows = tuple(
        (f.part, f.measure, " / ".join(f.pair) or "all", _number(f.value), f"{f.n:,}", f.note)
        for f in agreement.figures
    )
    different = tuple(
        (d.part, d.id, _cut(d.text), "; ".join(f"{name}: {label}" for name, label in d.labels))
        for d in agreement.disagreements
    )
    tables = (
        Table("Agreement", ("part", "measure", "annotators", "value", "n", ""), rows),
        Table("Disagreements", ("part", "id", "text", "labels"), different),
    )
    return Page("Agreement", tuple(lines), tuple(t for t in tables if t.rows))


def _figures(report: Report) -> Table:
    rows = tuple(
        (part, measure, *_cells(figure))
        for part, measures in report.figures.items()
        for measure, figure in measures.items()
    )
    return Table("Figures", ("part", "figure", "value", _INTERVAL, "n", "documents", ""), rows)


def _slices(report: Report) -> Iterator[Table]:
    for field, slices in report.slices.items():
        rows: list[tuple[str, ...]] = []
        for value, part in slices.items():
            shown = [
                (value, f"{part.n:,}", name, measure, *_cells(part.figures[name][measure]))
                for name in part.figures
                for measure in HEADLINES.get(name.partition(",")[0], ())
            ]
            empty = "nothing scored"
            rows += shown or [(value, f"{part.n:,}", *(_NONE,) * 2, *(_NONE,) * 4, empty)]
        head = (
            *(field, "examples", "part", "figure", "value", _INTERVAL, "n", "documents", ""),
        )
        yield Table(f"By {field}", head, tuple(rows))


def _kinds(report: Report) -> Table:
    """Types of cues down, kinds of spans across."""
    types = list(dict.fromkeys(type_ for type_, _ in report.kinds))
    kinds = list(dict.fromkeys(kind for _, kind in report.kinds))
    types.sort(key=lambda type_: (type_ is None, type_ or ""))
    kinds.sort(key=lambda kind: (kind is None, kind or ""))
    rows = tuple(
        (type_ or "no cue", *(str(report.kinds.get((type_, kind), 0)) for kind in kinds))
        for type_ in types
    )
    head = ("labelled / found", *(kind or "nothing" for kind in kinds))
    return Table("Kinds: labelled type down, found kind across", head, rows)


def _errors(report: Report) -> Table:
    rows = tuple(
        (
            m.part,
            f"{m.loss:.2f}",
            m.id or m.where,
            m.truth or _NONE,
            m.found or _NONE,
            _cut(m.text),
        )
        for m in report.errors
    )
    return Table("Worst errors", ("part", "loss", "row", "labelled", "found", "text"), rows)


def _cells(figure: Figure) -> tuple[str, ...]:
    return (
        *(_number(figure.value), _interval(figure.low, figure.high)),
        *(f"{figure.n:,}", f"{figure.documents:,}", figure.note),
    )


def _number(value: float | None) -> str:
    return _NONE if value is None else f"{value:.3f}"


def _interval(low: float | None, high: float | None) -> str:
    return _NONE if low is None or high is None else f"{low:.3f} to {high:.3f}"


def _cut(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= WIDEST else f"{flat[: WIDEST - 1]}…"
