"""What an amount is worth in the setting that a rule found it in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from certainty.numbers.amounts import Amount
from certainty.numbers.intervals import (
    Interval,
    about,
    around,
    at_least,
    at_most,
    just_over,
    more_than,
    nearly,
)

Reader = Callable[[Amount], "Interval | None"]

#: How a point reads under each kind of modifier.
READ_POINT: dict[str, Callable[[float], Interval]] = {
    "": around,
    "between": around,
    "about": about,
    "near": nearly,
    "past": just_over,
    "min": at_least,
    "over": more_than,
    "max": at_most,
}


def plain(amount: Amount) -> Interval | None:
    """Shares of one: a point under its modifier, or a range with its middle."""
    low, high = amount.values[0], amount.values[-1]
    if not 0 <= low <= high <= 1:
        return None
    if low == high:
        return READ_POINT[amount.bound](low)
    if amount.bound in ("min", "over"):
        return READ_POINT[amount.bound](low)
    if amount.bound == "max":
        return at_most(high)
    wide = 0.03 if amount.bound == "about" else 0.0
    return max(0.0, low - wide), (low + high) / 2, min(1.0, high + wide)


def _share(amount: Amount, value: float) -> Interval | None:
    return plain(replace(amount, values=(value,)))


def last(amount: Amount) -> Interval | None:
    """Where a number moved to: "rose from 20 to 35 per cent" is 35."""
    return _share(amount, amount.values[-1])


def above(amount: Amount) -> Interval | None:
    """What a verb makes an open floor: "exceeds 10%"."""
    return plain(replace(amount, bound="over"))


def significant(amount: Amount) -> Interval | None:
    """A letter p: "p = 0.03" is a significance level, "p = 0.9" a probability."""
    return plain(amount) if amount.values[0] >= 0.1 else None


def fraction(amount: Amount) -> Interval | None:
    """A fraction in words, but "a third chance" is the one after the second."""
    if amount.text.endswith("half"):
        return plain(amount) if amount.text != "half" else None
    ordinal = amount.text.startswith("a") and not amount.text.endswith("quarter")
    return None if ordinal else plain(amount)


def whole(amount: Amount) -> Interval | None:
    """All of it: "100% this was staged"."""
    return plain(amount) if amount.values == (1.0,) else None


def split(amount: Amount) -> Interval | None:
    """60-40: two sides that make a hundred, the first one meant."""
    first, second = amount.values
    return _share(amount, first / 100) if first + second == 100 else None


def split_or_share(amount: Amount) -> Interval | None:
    """Sides as a split of a hundred, anything else as shares."""
    return split(amount) if amount.kind == "sides" else plain(amount)


def fifty(amount: Amount) -> Interval | None:
    """Fifty-fifty alone: where other splits are results and shares."""
    return split(amount) if amount.values == (50.0, 50.0) else None


def _odds(wins: float, losses: float) -> Interval | None:
    return around(wins / (wins + losses)) if wins and losses else None


def against(amount: Amount) -> Interval | None:
    """Odds as bookmakers give them: 3 to 1 is three against one."""
    return _odds(amount.values[1], amount.values[0])


def in_favour(amount: Amount) -> Interval | None:
    """Odds the other way round: 3-1 on is three for one against."""
    return _odds(amount.values[0], amount.values[1])


def long_odds(amount: Amount) -> Interval | None:
    """Odds with no side named: against, but nobody can tell what "1 to 5" is."""
    return against(amount) if amount.values[0] >= amount.values[1] else None


def before_chance(amount: Amount) -> Interval | None:
    """Before "chance": 50/50 and 60-40 are splits, 1/3 a fraction, 10/1 odds against."""
    first, second = amount.values
    if first + second == 100:
        return split(amount)
    if first < second:
        return _share(amount, first / second) if "/" in amount.text else None
    return against(amount)


def favourite(amount: Amount) -> Interval | None:
    """A "2/1 favourite" is odds against; "a 3-to-1 favourite" may be either, so both."""
    long, short = against(amount), in_favour(amount)
    if not long or not short or "to" not in amount.text or long[1] >= 0.5:
        return long
    return long[1], 0.5, short[1]
