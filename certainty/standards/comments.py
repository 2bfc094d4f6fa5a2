"""Comments that let a finding pass: ``# certainty: ignore[off-scale-term]``.

A comment speaks for the sentences on its line, or where it has a line for itself, for those
on the next line with words. ``ignore`` without rules is for all of them, ``ignore-file`` for
the whole text. In Markdown it is written ``<!-- certainty: ignore[off-scale-term] -->``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

_COMMENT: Final = re.compile(
    r"(?:<!--|#|//|%)[ \t]*certainty:[ \t]*(?P<verb>ignore(?:-file)?)\b"
    r"[ \t]*(?:\[(?P<rules>[^\]\n]{0,400})\])?[ \t]*(?:-->)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of a text: its place, its rules (none: all), and the stretch it speaks for."""

    start: int
    end: int
    rules: tuple[str, ...]
    covers: tuple[int, int]

    def covering(self, rule: str, start: int, end: int) -> bool:
        """Whether it lets a finding of a rule in a sentence pass."""
        near = self.covers[0] < end and start < self.covers[1]
        return near and (not self.rules or rule in self.rules)


def find_comments(text: str) -> tuple[Comment, ...]:
    """The comments of a text.

    >>> find_comments("Rain. # certainty: ignore[mixed-rows]")[0].rules
    ('mixed-rows',)
    """
    return tuple(_comment(text, match) for match in _COMMENT.finditer(text))


def without(text: str, comments: Iterable[Comment]) -> str:
    """The text with spaces in place of comments, so that no place moves.

    >>> without("Rain. # certainty: ignore", find_comments("Rain. # certainty: ignore"))
    'Rain.                    '
    """
    for comment in comments:
        blank = " " * (comment.end - comment.start)
        text = text[: comment.start] + blank + text[comment.end :]
    return text


def unknown_rules(
    comments: Iterable[Comment], known: Sequence[str]
) -> list[tuple[Comment, str]]:
    """The rules named in comments that are none, each with its comment."""
    return [(each, rule) for each in comments for rule in each.rules if rule not in known]


def _comment(text: str, match: re.Match[str]) -> Comment:
    named = tuple(rule.strip() for rule in (match["rules"] or "").split(",") if rule.strip())
    start, end = match.span()
    covers = (
        (0, len(text) + 1)
        if match["verb"].lower() == "ignore-file"
        else _line(text, start, end)
    )
    return Comment(start, end, named, covers)


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """The line of a comment, or the next with words where it stands alone."""
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", end)
    high = len(text) if high < 0 else high
    if text[low:start].strip() or text[end:high].strip():
        return low, high
    following = re.compile(r"\s*\S[^\n]*").match(text, high)
    return (high, following.end()) if following else (low, high)
