"""Arithmetic of estimates: every operation that moves a number, each by its name.

How readers combine words of certainty was measured for a few pairs only; each
function names the study behind it and marks where the size is our judgement.
"""

from __future__ import annotations

import math
from typing import Final

from certainty.records import untrack
from certainty.types import Estimate

#: What a flat assertion, affirmed or denied, is worth to a reader (judgement: a
#: competitive-intelligence guide puts a plain statement of fact at 0.98 to 1, science
#: readers rate sentences without a hedge 4.95 of 6, Pei & Jurgens 2021).
FLAT: Final = Estimate(0.97, 0.85, 1.0)
#: Denying a near-certain word asserts doubt, not the opposite: "not certain" (judgement;
#: no survey asked, and 1 - p is ruled out by the complement findings).
NOT_CERTAIN: Final = Estimate(0.4, 0.05, 0.8)
NEAR_CERTAIN: Final = 0.88
#: Denying an unlikely word: "not improbable" (judgement, wide; no survey asked).
NOT_UNLIKELY: Final = Estimate(0.55, 0.2, 0.85)
BELOW_EVEN: Final = 0.35
_FLOOR: Final = 0.002
_new: Final = object.__new__


def complement(estimate: Estimate) -> Estimate:
    """The number of "not so".

    >>> complement(Estimate(0.75, 0.5, 1.0))
    Estimate(mean=0.25, low=0.0, high=0.5)
    """
    return _estimate(tidy(1 - estimate.mean), tidy(1 - estimate.high), tidy(1 - estimate.low))


def negate(estimate: Estimate, *, strength: float = 1.0) -> Estimate:
    """The number of a cue that is itself negated.

    From ``BELOW_EVEN`` upwards it never exceeds the un-negated number; below, a double
    negation lands near the middle.

    Inside sentences the numbers of a word and its negation add to 97 to 100 (Belém et
    al. 2024), so 1 - p serves between the ends. ``strength`` in [0, 1] is the
    negator's: "hardly likely" is less than "not likely".
    """
    if estimate.mean >= NEAR_CERTAIN:
        turned = NOT_CERTAIN
    elif estimate.mean > 0.5:
        turned = complement(estimate)
    elif estimate.mean < BELOW_EVEN:
        turned = NOT_UNLIKELY
    else:
        turned = _estimate(estimate.mean * 0.5, 0.0, estimate.high)
    return mix(turned, estimate, strength)


def deny(estimate: Estimate, *, strength: float = 1.0) -> Estimate:
    """The number of a doubt or a denial that is itself denied: it leans to the other side.

    >>> deny(Estimate(0.3, 0.0, 0.6)).mean
    0.7
    """
    return mix(complement(estimate), estimate, strength)


def shift(estimate: Estimate, log_odds: float) -> Estimate:
    """Move away from the middle (positive) or towards it (negative), never across.

    "likely" 0.73 to "very likely" 0.86 and "unlikely" 0.20 to "very unlikely" 0.12
    (Belém et al. 2024) are both about 0.8 log-odds.
    """
    if not log_odds:
        return estimate
    centre = _logit(estimate.mean)
    away = log_odds if centre >= 0 else -log_odds
    moved = max(centre + away, 0.0) if centre >= 0 else min(centre + away, 0.0)
    away = moved - centre
    bounds = (expit(_logit(value) + away) for value in (estimate.low, estimate.high))
    low, high = bounds
    return _ordered(expit(moved), low, high)


def agree(first: Estimate, second: Estimate) -> Estimate:
    """Two hedges of one clause that say the same thing twice ("may possibly").

    Modal concord: the pair is heard as one hedge, between the two.
    """
    return mix(first, second, 0.5)


def embed(outer: float, inner: Estimate) -> Estimate:
    """The number of a claim under a cue that gives the claim's wording ``outer``.

    A reader who trusts the outer words takes the inner number, one who does not its
    opposite: ``outer * p + (1 - outer) * (1 - p)``. Stacking so pulls towards the
    middle and does not multiply (Herbstritt & Franke 2019), and "unlikely that … will
    not" comes out high for the event.
    """
    spread = abs(2 * outer - 1)
    mean = outer * inner.mean + (1 - outer) * (1 - inner.mean)
    below, above = inner.mean - inner.low, inner.high - inner.mean
    if outer < 0.5:
        below, above = above, below
    slack = 0.25 * (1 - spread)
    return _ordered(mean, mean - below * max(spread, 0.5) - slack, mean + above + slack)


def under(inner: Estimate, outer: Estimate, *, inherits: float = 1.0) -> Estimate:
    """The number of a claim under a cue that hands on a share of its doubt.

    >>> under(Estimate(0.75, 0.5, 1.0), Estimate(0.5, 0.2, 0.8), inherits=0.5).mean
    0.625
    """
    return embed(1 - inherits * (1 - outer.mean), inner)


def govern(share: Estimate, affirmed: float, denied: float) -> Estimate:
    """The number of an event under a verb: ``affirmed`` where the verb holds, else ``denied``.

    A quarter to either side (judgement).
    """
    mean = share.mean * affirmed + (1 - share.mean) * denied
    return _estimate(tidy(mean), tidy(max(mean - 0.25, 0.0)), tidy(min(mean + 0.25, 1.0)))


def rate(
    estimate: Estimate,
    aimed: float,
    least: float,
    most: float,
    below: float,
    above: float,
    anew: bool,
) -> Estimate:
    """To where people's ratings aim, from ``least`` to ``most``, with the ratings' interval.

    It reaches at least ``below`` and ``above`` the mean and holds the estimate's own; its
    lower end is set ``anew``, whatever the estimate's own is, for a flat assertion.
    """
    mean = min(max(aimed, least), most)
    low = mean - below
    if not anew:
        low = min(estimate.low, low)
    high = min(max(estimate.high, mean + above), 1.0)
    return _estimate(tidy(mean), tidy(max(low, 0.0)), tidy(high))


def mix(first: Estimate, second: Estimate, weight: float) -> Estimate:
    """``weight`` of the first and the rest of the second, bound by bound."""
    rest = 1 - weight
    return _ordered(
        weight * first.mean + rest * second.mean,
        weight * first.low + rest * second.low,
        weight * first.high + rest * second.high,
    )


def average(estimates: list[Estimate]) -> Estimate:
    """The plain mean of several claims' numbers, bound by bound."""
    if len(estimates) == 1:
        return estimates[0]
    n = len(estimates)
    return _ordered(
        sum(e.mean for e in estimates) / n,
        sum(e.low for e in estimates) / n,
        sum(e.high for e in estimates) / n,
    )


def _ordered(mean: float, low: float, high: float) -> Estimate:
    mean = min(max(mean, 0.0), 1.0)
    low, high = max(min(low, mean), 0.0), min(max(high, mean), 1.0)
    return _estimate(tidy(mean), tidy(low), tidy(high))


def _estimate(mean: float, low: float, high: float) -> Estimate:
    """The same as the class makes, without a call of its ``__init__``, which is slow.

    There are many, and nothing for the collector of garbage to follow in them.
    """
    made: Estimate = _new(Estimate)
    object.__setattr__(made, "mean", mean)
    object.__setattr__(made, "low", low)
    object.__setattr__(made, "high", high)
    untrack(made)
    return made


def tidy(p: float) -> float:
    """A number from 0 to 1 to six places.

    >>> tidy(1 - 0.9)
    0.1
    """
    return int(p * 1e6 + 0.5) / 1e6


def _logit(p: float) -> float:
    p = min(max(p, _FLOOR), 1 - _FLOOR)
    return math.log(p / (1 - p))


def expit(x: float) -> float:
    """The logistic function."""
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0
