"""Wordings that state a probability without an amount: "better than even", "odds-on".

"Even chance", "about even" and the like are no numbers here: official scales and surveys
have them as terms, so the lexicon does.
"""

from __future__ import annotations

from dataclasses import dataclass

from certainty.numbers import intervals
from certainty.numbers.betting import QUOTED_END
from certainty.numbers.chances import CHANCE, STOP
from certainty.numbers.intervals import Interval


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wording that states a probability without an amount.

    A sentence without the word ``needle`` is not searched. The span is the pattern's group
    ``span`` where it has one, else the whole match.
    """

    id: str
    example: str
    needle: str
    reading: Interval
    pattern: str


_EVEN_NOUN = r"(?:[ -](?:odds|money|chances?|probability|likelihood|prospects?|bet|shot))"
_EVEN_END = (
    rf"(?![\w'-])(?={STOP}|,|_(?:that|of|for|to|but|and|at|whether|if|now|this|today|after"
    r"|or_better)\b)"
)
_EVENS = rf"[ -]than[ -](?:an?[ -])?evens?(?:{_EVEN_NOUN}(?![\w-])|{_EVEN_END})"
_MORE = r"(?:better|greater|higher|more)"
_LESS = r"(?:less|worse|lower|smaller|poorer)"
_SLIGHTLY = r"\b(?:slightly|marginally|somewhat|just|fractionally|a_little|a_bit|only)[ -]"
_MUCH = r"\b(?:much|far|considerably|significantly|substantially|well|rather|a_lot)[ -]"
_NO = r"\b(?:no|not|hardly|scarcely)[ -]"
_AT_LEAST = rf"\bat_least_(?:an_)?even{_EVEN_NOUN}(?![\w-])"
_EVEN_MONEY = (
    r"(?:(?:\b(?:is|was|at|now|about)|'s)_(?P<span>even[ -]money)(?![\w-])"
    r"|\beven[ -]money(?:[ -](?:favou?rite|shot|bet|chance)s?\b|(?=_(?:that|whether)\b)))"
)
_EVENS_BET = (
    rf"(?:\bevens_(?:favou?rites?|chance|shot|money|bet)\b|\bat_(?P<span>evens){QUOTED_END})"
)
_ODDS_ON = (
    r"\bodds ?- ?on\b(?:_(?:favou?rites?|shots?|bets?|chance|certainty)\b)?(?!-)"
    r"|\bodds_on_favou?rites?\b"
)
_SINGLE = rf"\b(?:(?:low|mid|high)[ -])?single[ -]digits?(?:[ -]per[ -]?cent(?:age)?)?_{CHANCE}"

# fmt: off
PHRASES: tuple[Phrase, ...] = (
    Phrase("slightly-better-than-even", "a slightly better than even chance", "even",
           intervals.SLIGHTLY_BETTER_THAN_EVEN, _SLIGHTLY + _MORE + _EVENS),
    Phrase("much-better-than-even", "far better than even odds", "even",
           intervals.MUCH_BETTER_THAN_EVEN, _MUCH + _MORE + _EVENS),
    Phrase("no-better-than-even", "no better than an even chance", "even",
           intervals.NO_BETTER_THAN_EVEN, _NO + _MORE + _EVENS),
    Phrase("better-than-even", "a better-than-even chance", "even",
           intervals.BETTER_THAN_EVEN, r"\b" + _MORE + _EVENS),
    Phrase("slightly-less-than-even", "a little less than even", "even",
           intervals.SLIGHTLY_LESS_THAN_EVEN, _SLIGHTLY + _LESS + _EVENS),
    Phrase("much-less-than-even", "much worse than even odds", "even",
           intervals.MUCH_LESS_THAN_EVEN, _MUCH + _LESS + _EVENS),
    Phrase("no-less-than-even", "no worse than even", "even",
           intervals.NO_LESS_THAN_EVEN, f"(?:{_NO}{_LESS}{_EVENS}|{_AT_LEAST})"),
    Phrase("less-than-even", "a less than even chance", "even",
           intervals.LESS_THAN_EVEN, r"\b" + _LESS + _EVENS),
    Phrase("even-money", "it is even money that they lose", "even",
           intervals.EVEN, _EVEN_MONEY),
    Phrase("evens", "priced at evens", "evens", intervals.EVEN, _EVENS_BET),
    Phrase("odds-on", "odds-on to win", "odds", intervals.ODDS_ON, _ODDS_ON),
    Phrase("single-digit", "a single-digit percentage chance", "single",
           intervals.SINGLE_DIGIT, _SINGLE),
)
# fmt: on
