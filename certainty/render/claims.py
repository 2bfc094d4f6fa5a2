"""Show the claims of a document as a table for a terminal: who claims what, how surely."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from certainty.render import wording
from certainty.render.terminal import cells, safe

if TYPE_CHECKING:
    from certainty.predicates import Claim

_HEADS = ("certainty", "level", "who", "claim")
_LONGEST = {"level": 22, "who": 28}
_NARROWEST = 24
_GAP = 2


def claims_to_terminal(claims: Sequence[Claim], *, width: int = 100) -> str:
    """Write one line for each claim, longer ones cut to ``width`` columns.

    >>> print(claims_to_terminal(()))
    no claims
    """
    if not claims:
        return "no claims"
    rows = [_HEADS, *map(_row, claims)]
    widths = [max(cells(row[column]) for row in rows) for column in range(len(_HEADS) - 1)]
    left = sum(widths) + _GAP * len(widths)
    room = max(width - left, _NARROWEST)
    return "\n".join(_line(row, widths, room) for row in rows)


def _row(claim: Claim) -> tuple[str, str, str, str]:
    number = claim.certainty
    level = wording.short(claim.level or "between levels", _LONGEST["level"])
    held = claim.source
    who = wording.short(safe((held.refers_to or held).text), _LONGEST["who"]) if held else ""
    interval = f"{number.mean:.2f} [{number.low:.2f}–{number.high:.2f}]"
    return interval, level, who, " ".join(safe(claim.text).split())


def _line(row: Sequence[str], widths: Sequence[int], room: int) -> str:
    parts = [text + " " * (width - cells(text) + _GAP) for text, width in zip(row, widths)]
    return ("".join(parts) + wording.short(row[-1], room)).rstrip()
