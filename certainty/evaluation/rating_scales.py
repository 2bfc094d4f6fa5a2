"""The scale that labels of certainty are on: its ends, and where its levels meet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from certainty.data import scale, scale_names
from certainty.errors import InputError
from certainty.render.palette import CUTS

#: Scales of whole numbers have a level for each, if no more than this.
MOST_LEVELS = 12
_REMARK = re.compile(r"\([^)]*\)")
_NUMBER = r"-?\d+(?:\.\d+)?"
_ENDS = re.compile(rf"[\[(]?\s*({_NUMBER})\s*(?:-|–|to|,|\.\.)\s*({_NUMBER})(?![\d.])")
_NAMED = re.compile(rf"(?:^|,)\s*({_NUMBER})\s*[=:]?\s*[^\d,\s]")


@dataclass(frozen=True, slots=True)
class RatingScale:
    """Labels from ``low`` to ``high``, or the ``terms`` of an official scale.

    ``cuts`` say where its levels meet once it is stretched to [0, 1]: half-way between whole
    numbers, else at the bounds of ICD 203.

    >>> parse_rating_scale("1(uncertain)-6(certain) mean of raters").share(3.5)
    0.5
    """

    name: str
    low: float
    high: float
    cuts: tuple[float, ...]
    terms: Mapping[str, float] | None = None

    def share(self, label: Any) -> float | None:
        """Where a label lies from 0 to 1, ``None`` where it is none of this scale."""
        if self.terms is not None:
            return self.terms.get(str(label).casefold())
        if isinstance(label, bool) or not isinstance(label, (int, float)):
            return None
        inside = self.low <= label <= self.high
        return (label - self.low) / (self.high - self.low) if inside else None

    @property
    def expected(self) -> str:
        """What a label must be, for messages."""
        if self.terms is not None:
            return f"one of {', '.join(self.terms)}"
        return f"a number from {self.low:g} to {self.high:g}"


def parse_rating_scale(written: Any) -> RatingScale:
    """Read a scale: two ends, a description that begins with them, an official scale's name.

    ``None`` is a probability from 0 to 1. Raises `InputError` for anything else.

    >>> parse_rating_scale("0 low,1 medium,2 high").high
    2.0
    >>> round(parse_rating_scale("icd203").share("Likely"), 3)
    0.675
    """
    if isinstance(written, str):
        return _read(written)
    if written is None:
        return _between(0.0, 1.0)
    ends = list(written) if isinstance(written, (list, tuple)) else []
    if [type(end) in (int, float) for end in ends] == [True, True] and ends[0] < ends[1]:
        return _between(float(ends[0]), float(ends[1]))
    raise _unread(written)


@cache
def _read(written: str) -> RatingScale:
    if written in scale_names():
        return _official(written)
    plain = _REMARK.sub("", written).strip()
    ends = _ENDS.match(plain)
    numbers = [float(n) for n in (ends.groups() if ends else _NAMED.findall(plain))]
    if len(numbers) < 2 or min(numbers) == max(numbers):
        raise _unread(written)
    return _between(min(numbers), max(numbers))


@cache
def _between(low: float, high: float) -> RatingScale:
    steps = high - low
    whole = low.is_integer() and high.is_integer() and 2 <= steps <= MOST_LEVELS
    cuts = tuple((i + 0.5) / steps for i in range(int(steps))) if whole else CUTS
    return RatingScale(f"{low:g} to {high:g}", low, high, cuts)


def _official(name: str) -> RatingScale:
    """The terms of an official scale, each at the middle of its band."""
    terms: dict[str, float] = {}
    for term in scale(name).levels:
        if term.low is not None and term.high is not None:
            middle = (term.low + term.high) / 2
            terms |= {phrase.casefold(): middle for phrase in term.phrases}
    places = sorted(set(terms.values()))
    cuts = tuple((a + b) / 2 for a, b in zip(places, places[1:]))
    return RatingScale(name, 0.0, 1.0, cuts, terms)


def _unread(written: Any) -> InputError:
    return InputError(
        f"the scale {written!r} is not understood; write its two ends, as in [1, 6] or "
        f'"1-6", or the name of an official scale ({", ".join(scale_names())})'
    )
