"""The rules: which amounts in which settings state a probability, and how they then read.

An amount that no rule wants is no probability. Of rules that find the same span the
earlier wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from certainty.numbers import betting, chances, checks, readings
from certainty.numbers.readings import Reader


@dataclass(frozen=True, slots=True)
class Rule:
    """An amount of some kind in a setting, and how it then reads.

    ``before`` must match up to the amount and its modifier (its group ``head`` belongs to
    the span), ``after`` from the amount's end on; ``only`` and ``never`` look at the whole
    sentence; ``check`` judges what ``before`` matched; ``noun`` says that ``before`` needs
    a word for chance.
    """

    id: str
    example: str
    kinds: tuple[str, ...]
    read: Reader
    before: str = ""
    after: str = ""
    only: str = ""
    never: str = ""
    check: Callable[[re.Match[str]], bool] | None = None
    noun: bool = False


_PER = ("range", "percent")
_SHARES = ("range", "percent", "ratio", "fraction")
_DEC = ("decimals", "decimal")
_SIDES = ("sides",)

# fmt: off
_OF_CHANCES: tuple[Rule, ...] = (
    Rule("share-chance", "a 70% chance of rain", (*_PER, "ratio"), readings.plain,
         after=chances.HEAD),
    Rule("fraction-chance", "a two-thirds chance", ("fraction",), readings.fraction,
         after=chances.HEAD, never=chances.FOOTBALL),
    Rule("decimal-probability", "0.7 probability", _DEC, readings.plain,
         after=chances.SURE_HEAD),
    Rule("sides-chance", "a 60-40 chance", _SIDES, readings.before_chance,
         after=chances.HEAD),
    Rule("share-likely", "60-80% likely", _PER, readings.plain,
         chances.NOT_DENIED, chances.SURE),
    Rule("chance-of-n", "chances are 3 in 4", (*_SHARES, "sides"), readings.split_or_share,
         chances.TOUCHING, chances.TAIL, noun=True),
    Rule("probability-of-decimal", "a probability of 0.7", _DEC, readings.plain,
         chances.SURE_TOUCHING, chances.DECIMAL_TAIL),
    Rule("chance-of-event-n", "the likelihood of default at 35%", (*_SHARES, "sides"),
         readings.split_or_share, chances.FAR, chances.TAIL,
         check=checks.of_chance, noun=True),
    Rule("probability-of-event-decimal", "the probability of rain is 0.3", _DEC,
         readings.plain, chances.SURE_FAR, chances.TAIL, check=checks.of_chance),
    Rule("chance-exceeds", "the chance of a draw exceeds 10%", _SHARES, readings.above,
         chances.EXCEEDS, chances.TAIL, check=checks.of_chance, noun=True),
    Rule("chance-moved-to", "the odds of a recession rose to 40%", ("percent", "ratio"),
         readings.plain, chances.MOVED_TO, chances.TAIL, check=checks.it_moved, noun=True),
    Rule("chance-moved-from", "the risk of flooding rose from 20% to 35%", ("range",),
         readings.last, chances.MOVED_BY, chances.TAIL, check=checks.it_moved, noun=True),
    Rule("chance-then", "a 40% chance of rain, falling to 10% by night", ("percent",),
         readings.plain, chances.THEN, chances.TAIL, noun=True),
    Rule("terse-forecast", "Chance of rain 40%", _PER, readings.plain,
         chances.TERSE, chances.TERSE_END, check=checks.unmeasured, noun=True),
    Rule("likely-bracket", "likely (55-80%)", (*_PER, "ratio", *_DEC), readings.plain,
         chances.BRACKET, chances.BRACKET_END),
    Rule("likely-aside", "highly likely, perhaps 85 per cent, that", (*_PER, "ratio"),
         readings.plain, chances.ASIDE, chances.ASIDE_END),
    Rule("hundred-per-cent", "100% this was staged", ("percent",), readings.whole,
         r"\A[\"']?\Z", chances.SO_IT_IS),
    Rule("chances-in-n", "one chance in three", ("chances",), readings.plain,
         after=chances.TAIL),
    Rule("times-out-of", "nine times out of ten", ("times",), readings.plain),
    Rule("p-equals", "p = 0.9", _DEC, readings.significant, chances.P, chances.TAIL,
         never=chances.STATISTICS),
    Rule("p-of-event", "P(A) = 0.3", _DEC, readings.plain, chances.P_OF),
)

_OF_SIDES: tuple[Rule, ...] = (
    Rule("split-call", "a 50-50 call", _SIDES, readings.split, after=betting.CALL),
    Rule("fifty-fifty-whether", "50-50 whether it holds", _SIDES, readings.fifty,
         after=betting.WHETHER),
    Rule("fifty-fifty", "it is fifty-fifty", _SIDES, readings.fifty,
         betting.IT_IS, betting.IT_IS_END, never=betting.SHARING),
    Rule("odds-against", "odds of 3 to 1 against", _SIDES, readings.against,
         betting.ODDS, betting.AGAINST, only=betting.BETTING_OR_IT),
    Rule("odds-on-n", "odds of 3-1 on", _SIDES, readings.in_favour,
         betting.ODDS, betting.FOR, only=betting.BETTING_OR_IT),
    Rule("odds-are-that", "the odds are 3 to 1 that it rains", _SIDES, readings.in_favour,
         betting.ODDS_ARE, r"(?=_that\b)"),
    Rule("odds-of-n", "odds of 4 to 1", _SIDES, readings.long_odds,
         betting.ODDS_OF, betting.ODDS_TAIL),
    Rule("n-odds-on", "3-1 odds on", _SIDES, readings.in_favour, after=betting.ODDS_FOR),
    Rule("odds-quoted", "the bookmakers have her at 5/1", _SIDES, readings.against,
         betting.QUOTED, betting.QUOTED_END, only=betting.BETTING),
    Rule("long-shot", "a 10-to-1 shot", _SIDES, readings.against, after=betting.LONG_SHOT),
    Rule("favourite", "the 2/1 favourite", _SIDES, readings.favourite,
         after=betting.FAVOURITE),
    Rule("ten-to-one-that", "it's ten-to-one that he forgot", _SIDES, readings.in_favour,
         betting.WAGER, betting.WAGER_END),
)
# fmt: on

RULES = (*_OF_CHANCES, *_OF_SIDES)
