"""Which level of a scale a probability gets."""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import Final

#: How far a number may miss a bound and still count as on it.
NOISE: Final = 1e-9


def level_at(p: float, cuts: tuple[float, ...], names: tuple[str | None, ...]) -> str | None:
    """The name between the cuts that a probability lies between, ``None`` in a gap.

    >>> level_at(0.7, (0.5,), ("rather not", "rather"))
    'rather'
    """
    return names[bisect_right(cuts, p)]


def rounded(p: float, grain: float) -> float:
    """A probability in steps of a scale's grain, where it has one."""
    return math.floor(p / grain + 0.5 + NOISE) * grain if grain else p
