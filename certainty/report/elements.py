"""Small pieces of a page: escaped text, tables, chips that show a number and its colour."""

from __future__ import annotations

from collections.abc import Sequence

from certainty.render.html import escaped
from certainty.render.palette import step
from certainty.render.wording import interval
from certainty.types import Estimate

#: A dash for a cell that has nothing to say, read out as "none".
NONE = '<span aria-label="none">–</span>'


def colour(estimate: Estimate | None) -> str:
    """The class that colours a number: ``c0`` to ``c6``, ``cn`` where there is none.

    >>> colour(Estimate(0.9, 0.8, 1.0)), colour(None)
    ('c5', 'cn')
    """
    return "cn" if estimate is None else f"c{step(estimate.mean)}"


def chip(estimate: Estimate | None, otherwise: str) -> str:
    """A number with its interval on its colour, or words where there is none."""
    words = escaped(interval(estimate) if estimate else otherwise)
    return f'<b class="chip {colour(estimate)}">{words}</b>'


def gauge(estimate: Estimate) -> str:
    """A line from 0 to 1 with the interval and the mean on it; the number stands beside it."""
    low, at, high = (f"{100 * x:.0f}%" for x in (estimate.low, estimate.mean, estimate.high))
    style = f"--low:{low};--at:{at};--high:{high}"
    return f'<span class="gauge" aria-hidden="true" style="{style}"></span>'


def share(part: int, whole: int) -> str:
    """A share in percent and as a bar."""
    style = f"--part:{part / whole:.2f}"
    return f'{part / whole:.0%}<span class="bar" aria-hidden="true" style="{style}"></span>'


def table(
    caption: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    note: str = "",
    ids: Sequence[str] = (),
    style: str = "",
) -> str:
    """A table of cells that are HTML; the first of a row heads it, ``ids`` name the rows.

    ``note`` stands under the caption, ``style`` is a class of the style sheet.

    Roles are written out, as a narrow screen shows rows as blocks, which hides what they are.
    """
    under = f"<small>{escaped(note)}</small>" if note else ""
    head = "".join(f'<th scope="col" role="columnheader">{escaped(h)}</th>' for h in heads)
    lines = []
    for at, (first, *rest) in enumerate(rows):
        named = f' id="{ids[at]}"' if ids else ""
        cells = "".join(f'<td role="cell">{cell}</td>' for cell in rest)
        lines.append(
            f'<tr role="row"{named}><th scope="row" role="rowheader">{first}</th>{cells}</tr>'
        )
    body = "\n".join(lines)
    return (
        f'<table role="table" class="{style}"><caption>{escaped(caption)}{under}</caption>'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">\n{body}\n</tbody></table>'
    )
