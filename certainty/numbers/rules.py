"""rules"""

from __future__ import annotations

@dataclass(frozen=True, slots=True)
class Rule:
    """An amount of some kind in a setting, and how it then reads.

    `before` must match up to the amount and its modifier (its group `head` belongs to the
    span), `after` from the amount's end on; `only` and `never` look at the whole sentence;
    `check` judges what `before` matched; `noun` says that `before` needs a word for chance.
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
RULES: tuple[Rule, ...] = (
    Rule("percent-chance", "a 70% chance of rain", _PER, _plain, "", _HEAD),
    Rule("percent-likely", "60-80% likely", _PER, _plain, "", _SURE),
    Rule("one-in-n", "a one-in-five chance", ("ratio",), _plain, "", _HEAD),
    Rule("fraction-chance", "a two-thirds chance", ("fraction",), _fraction, "", _HEAD),
    Rule("half-chance", "a half chance of success", ("fraction",), _half, "", _HEAD,
         never=_FOOTBALL),
    Rule("decimal-probability", "0.7 probability", _DEC, _plain, "", _SURE_HEAD),
    Rule("sides-chance", "a 60-40 chance", _SIDES, _before_chance, "", _HEAD),
    Rule("fifty-fifty-call", "a 50-50 call", _SIDES, _split, "", _CALL),
    Rule("chance-of-n", "chances are 3 in 4", _SHARES, _plain, _TOUCHING, _TAIL, noun=True),
    Rule("chances-split", "chances are 60-40", _SIDES, _split, _TOUCHING, _TAIL, noun=True),
    Rule("probability-of-decimal", "a probability of 0.7", _DEC, _plain,
         _SURE_TOUCHING, _DECIMAL_TAIL),
    Rule("chance-of-event-n", "the likelihood of default at 35%", _SHARES, _plain,
         _FAR, _TAIL, check=_of_chance, noun=True),
    Rule("chance-of-event-split", "the chances of a deal are 50-50", _SIDES, _split,
         _FAR, _TAIL, check=_of_chance, noun=True),
    Rule("probability-of-event-decimal", "the probability of rain is 0.3", _DEC, _plain,
         _SURE_FAR, _TAIL, check=_of_chance),
    Rule("chance-exceeds", "the chance of a draw exceeds 10%", _SHARES, _floor,
         _EXCEEDS, _TAIL, check=_of_chance, noun=True),
    Rule("chance-moved-to", "the odds of a recession rose to 40%", ("percent", "ratio"), _plain,
         _MOVED_TO, _TAIL, check=_it_moved, noun=True),
    Rule("chance-moved-from", "the risk of flooding rose from 20% to 35%", ("range",), _last,
         _MOVED_BY, _TAIL, check=_it_moved, noun=True),
    Rule("likely-bracket", "likely (55-80%)", (*_PER, "ratio", *_DEC), _plain,
         _BRACKET, _BRACKET_END),
    Rule("likely-aside", "highly likely, perhaps 85 per cent, that", (*_PER, "ratio"), _plain,
         _ASIDE, _ASIDE_END),
    Rule("terse-forecast", "Chance of rain 40%", _PER, _plain, _TERSE, _TERSE_END,
         check=_unmeasured, noun=True),
    Rule("chance-then", "a 40% chance of rain, falling to 10% by night", ("percent",), _plain,
         _THEN, _TAIL, noun=True),
    Rule("hundred-per-cent", "100% this was staged", ("percent",), _whole,
         r"\A[\"']?\Z",
         _SO_IT_IS),
    Rule("chances-in-n", "one chance in three", ("chances",), _plain, "", _TAIL),
    Rule("times-out-of", "nine times out of ten", ("times",), _plain),
    Rule("p-equals", "p = 0.9", _DEC, _significant, _P, _TAIL, never=_STATISTICS),
    Rule("p-of-event", "P(A) = 0.3", _DEC, _plain, _P_OF),
    Rule("fifty-fifty-whether", "50-50 whether it holds", _SIDES, _fifty, "", _WHETHER),
    Rule("fifty-fifty", "it is fifty-fifty", _SIDES, _fifty, _IT_IS, _IT_IS_END, "", _SHARING),
    Rule("odds-against", "odds of 3 to 1 against", _SIDES, _against,
         _ODDS, _AGAINST, _BETTING_OR_IT),
    Rule("odds-on-n", "odds of 3-1 on", _SIDES, _in_favour, _ODDS, _ON, _BETTING),
    Rule("odds-in-favour", "odds of 3 to 1 in favour", _SIDES, _in_favour,
         _ODDS, _FAVOUR, _BETTING_OR_IT),
    Rule("odds-are-that", "the odds are 3 to 1 that it rains", _SIDES, _in_favour,
         _ODDS_ARE, r"(?=_that\b)"),
    Rule("odds-of-n", "odds of 4 to 1", _SIDES, _long_odds, _ODDS_ARE, _ODDS_TAIL),
    Rule("n-odds-against", "3:1 odds against", _SIDES, _against, "", _ODDS_AGAINST),
    Rule("n-odds-on", "3-1 odds on", _SIDES, _in_favour, "", _ODDS_FOR),
    Rule("odds-of-event-n", "the odds of a tie are 10 to 1", _SIDES, _long_odds,
         _ODDS_FAR, _TAIL),
    Rule("odds-quoted", "the bookmakers have her at 5/1", _SIDES, _against,
         _QUOTED, _QUOTED_END, _BETTING),
    Rule("long-shot", "a 10-to-1 shot", _SIDES, _against, "", _SHOT),
    Rule("favourite", "the 2/1 favourite", _SIDES, _favourite, "", _FAVOURITE),
    Rule("ten-to-one-that", "it's ten-to-one that he forgot", _SIDES, _in_favour,
         _WAGER, _WAGER_END),
)
# fmt: on
