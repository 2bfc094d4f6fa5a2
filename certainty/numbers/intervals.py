"""How far a stated number reaches: low, mid and high for points, floors and ceilings."""

from __future__ import annotations

from math import sqrt

Interval = tuple[float, float, float]

# Three surveys asked "better than even" (CAPphrase 2026, Fagen-Ulmschneider 2019, zonination
# 2015; 5,343 answers): mean 0.582, nine in ten between 0.51 and 0.75.
BETTER_THAN_EVEN: Interval = (0.51, 0.582, 0.75)
# The other side of them; no survey asked "less than even".
LESS_THAN_EVEN: Interval = (0.25, 0.418, 0.49)
# Judgements between those and the ends.
MUCH_BETTER_THAN_EVEN: Interval = (0.55, 0.68, 0.85)
MUCH_LESS_THAN_EVEN: Interval = (0.15, 0.32, 0.45)
SLIGHTLY_BETTER_THAN_EVEN: Interval = (0.51, 0.55, 0.6)
SLIGHTLY_LESS_THAN_EVEN: Interval = (0.4, 0.45, 0.49)
NO_BETTER_THAN_EVEN: Interval = (0.3, 0.46, 0.5)
NO_LESS_THAN_EVEN: Interval = (0.5, 0.54, 0.7)
ODDS_ON: Interval = (0.51, 0.67, 0.9)
SINGLE_DIGIT: Interval = (0.01, 0.05, 0.09)
# "Roughly even chance" in ICD 203; four readers in five answer "about even" with 50.
EVEN: Interval = (0.45, 0.5, 0.55)


def around(value: float, *, width: float = 0.05) -> Interval:
    """A point as read: `width` each side at one half, shrinking towards 0 and 1.

    The shape is the standard deviation of a yes-or-no event, 2 * sqrt(p * (1 - p)). At 0
    and 1 themselves 0.02 is left: even "will" is heard as 0.98. Both are judgements.

    >>> around(0.5), around(1.0)
    ((0.45, 0.5, 0.55), (0.98, 1.0, 1.0))
    """
    half = width * 2 * sqrt(value * (1 - value)) if 0 < value < 1 else 0.02
    return max(0.0, value - half), value, min(1.0, value + half)


def about(value: float) -> Interval:
    """A point under "about" or the like: as `around`, but 0.08 wide."""
    return around(value, width=0.08)


def at_least(value: float) -> Interval:
    """A floor: from the number up to 1, the middle between.

    A floor is heard as pointing upwards (Hohle & Teigen 2018); how far is a judgement. Below
    one half, as "at least 1%" does not mean about 50%, the middle is at most one and a half
    times the number, the top three times. At one half it is the surveyed "better than even".

    >>> at_least(0.6)
    (0.6, 0.8, 1.0)
    """
    if value == 0.5:
        return BETTER_THAN_EVEN
    return value, min((1 + value) / 2, value * 1.5), min(1.0, value * 3)


def more_than(value: float) -> Interval:
    """An open floor: as `at_least`, but the middle lies nearer the number.

    Readers of "better than even" put it 0.08 above the number, not 0.25; three tenths of
    the way up to 1 is a judgement between the two.

    >>> more_than(0.6)
    (0.6, 0.72, 1.0)
    """
    low, mid, high = at_least(value)
    return low, min(mid, value + 0.3 * (1 - value)), high


def at_most(value: float) -> Interval:
    """A ceiling: `at_least` seen from the other side.

    >>> at_most(0.4)
    (0.0, 0.2, 0.4)
    """
    if value == 0.5:
        return LESS_THAN_EVEN
    rest = 1 - value
    return max(0.0, 1 - rest * 3), max(value / 2, 1 - rest * 1.5), value


def nearly(value: float) -> Interval:
    """Just below a number: up to 0.06 below, less where the number is small."""
    step = min(0.06, value * 0.2)
    return value - step, value - step / 3, value


def just_over(value: float) -> Interval:
    """Just above a number: up to 0.06 above, less near 0 and 1."""
    step = min(0.06, value * 0.2, 1 - value)
    return value, value + step / 3, value + step
