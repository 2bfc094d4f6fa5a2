"""Which marks of emphasis are markup: CommonMark's rules for runs of ``*`` and ``_``.

"5 * 3" and ``snake_case`` have none; in ``**un**likely`` both runs are markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import category

Edit = tuple[int, int, str]


@dataclass
class Run:
    """A run of one mark from ``start`` to ``end``; used up from the inside."""

    mark: str
    start: int
    end: int
    opens: bool
    closes: bool
    length: int = 0

    def __post_init__(self) -> None:
        self.length = self.end - self.start


def find_run(text: str, at: int) -> Run:
    """The run that begins at ``at``, and whether it may open or close emphasis."""
    mark, end = text[at], at
    while text[end : end + 1] == mark:
        end += 1
    before, after = text[at - 1 : at] if at else "", text[end : end + 1]
    left = not _is_space(after) and (
        not _is_mark(after) or _is_space(before) or _is_mark(before)
    )
    right = not _is_space(before) and (
        not _is_mark(before) or _is_space(after) or _is_mark(after)
    )
    if mark == "_":
        opens, closes = (
            left and (not right or _is_mark(before)),
            right and (not left or _is_mark(after)),
        )
        return Run(mark, at, end, opens, closes)
    return Run(mark, at, end, left, right)


def pair(runs: list[Run]) -> list[Edit]:
    """The stretches that are markup, in place of which nothing is read; the runs are used up.

    Two tildes strike out what is between them: that goes as well.
    """
    edits: list[Edit] = []
    waiting: list[Run] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    for run in runs:
        while run.closes and run.end > run.start:
            key = (run.mark, run.opens, run.length % 3)
            at = _opener(waiting, run, bottoms.get(key, 0))
            if at < 0:
                bottoms[key] = len(waiting)
                break
            edits.append(_join(waiting[at], run))
            if run.mark != "~":
                opener = waiting[at]
                used = edits[-1][1] - edits[-1][0]
                edits.append((run.start, run.start + used, ""))
                run.start += used
                opener.end -= used
            emptied = waiting[at].end == waiting[at].start
            del waiting[at if emptied else at + 1 :]
            bottoms = {name: min(bottom, len(waiting)) for name, bottom in bottoms.items()}
        if run.opens and run.end > run.start:
            waiting.append(run)
    return edits


def _opener(waiting: list[Run], closer: Run, bottom: int) -> int:
    for at in range(len(waiting) - 1, bottom - 1, -1):
        opener = waiting[at]
        if opener.mark != closer.mark:
            continue
        if closer.mark == "~":
            if opener.length == closer.length == 2:
                return at
            continue
        odd = (opener.closes or closer.opens) and (opener.length + closer.length) % 3 == 0
        if not odd or (opener.length % 3 == 0 and closer.length % 3 == 0):
            return at
    return -1


def _join(opener: Run, closer: Run) -> Edit:
    if closer.mark == "~":
        edit = (opener.start, closer.end, "")
        opener.end, closer.start = opener.start, closer.end
        return edit
    both = min(opener.end - opener.start, closer.end - closer.start)
    used = 2 if both >= 2 else 1
    return opener.end - used, opener.end, ""


def _is_space(char: str) -> bool:
    return not char or char.isspace()


def _is_mark(char: str) -> bool:
    return bool(char) and category(char)[0] in "PS"
