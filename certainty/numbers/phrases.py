"""phrases"""

from __future__ import annotations

@dataclass(frozen=True, slots=True)
class Phrase:
    """A wording that states a probability without an amount.

    A sentence without the word `needle` is not searched. The span is the pattern's group `span`
    where it has one, else the whole match.
    """

    id: str
    example: str
    needle: str
    reading: Interval
    pattern: str


_EVEN_NOUN = r"(?:[ -](?:odds|money|chances?|probability|likelihood|prospects?|bet|shot))"
_EVEN_END = (
    rf"(?![\w'-])(?={_STOP}|,|_(?:that|of|for|to|but|and|at|whether|if|now|this|today|after"
    r"|or_better)\b)"
)
_EVENS = rf"[ -]than[ -](?:an?[ -])?evens?(?:{_EVEN_NOUN}(?![\w-])|{_EVEN_END})"
_MORE = r"(?:better|greater|higher|more)"
_LESS = r"(?:less|worse|lower|smaller|poorer)"
_SLIGHTLY = r"\b(?:slightly|marginally|somewhat|just|fractionally|a_little|a_bit|only)[ -]"
_MUCH = r"\b(?:much|far|considerably|significantly|substantially|well|rather|a_lot)[ -]"
_NO = r"\b(?:no|not|hardly|scarcely)[ -]"
_ROUGHLY = r"(?:about|roughly|around|approximately|close_to|nearly|almost|near)"
_FLOOR_EVEN = rf"\bat_least_(?:an_)?even{_EVEN_NOUN}(?![\w-])"
_EVEN_CHANCE = (
    r"\ban_(?P<span>even[ -](?:odds|chance|probability|likelihood|prospect|shot|bet))(?![\w-])"
)
_EVEN_ODDS = (
    r"\b(?:at|of|is|are|was|were|has|have|had|gives?|gave|giving|with|them|him|her|us|it)"
    r"_(?P<span>even_odds)(?![\w-])"
)
_CHANCES_EVEN = (
    r"\b(?:chances?|odds|probability|likelihood|prospects?)(?:_of_[^.;:!?()\d]{1,50}?)?"
    r"_(?:is|are|was|were|at|remains?|stands?_at|stood_at|looks?|looked|seems?)"
    rf"_(?P<span>(?:{_ROUGHLY}_)?even){_EVEN_END}"
)
_EVEN_MONEY = r"(?:\b(?:is|was|at|now|about)|'s)_(?P<span>even[ -]money)(?![\w-])"
_MONEY_BET = (
    r"\beven[ -]money(?:[ -](?:favou?rite|shot|bet|chance)s?\b|(?=_(?:that|whether)\b))"
)
_ODDS_ON = (
    r"\bodds ?- ?on\b(?:_(?:favou?rites?|shots?|bets?|chance|certainty)\b)?(?!-)"
    r"|\bodds_on_favou?rites?\b"
)
_SINGLE = (
    rf"\b(?:(?:low|mid|high)[ -])?single[ -]digits?(?:[ -]per[ -]?cent(?:age)?)?_{_CHANCE}"
)

# fmt: off
PHRASES: tuple[Phrase, ...] = (
    Phrase("slightly-better-than-even", "a slightly better than even chance", "even",
           SLIGHTLY_BETTER_THAN_EVEN, _SLIGHTLY + _MORE + _EVENS),
    Phrase("much-better-than-even", "far better than even odds", "even",
           MUCH_BETTER_THAN_EVEN, _MUCH + _MORE + _EVENS),
    Phrase("no-better-than-even", "no better than an even chance", "even",
           NO_BETTER_THAN_EVEN, _NO + _MORE + _EVENS),
    Phrase("better-than-even", "a better-than-even chance", "even",
           BETTER_THAN_EVEN, r"\b" + _MORE + _EVENS),
    Phrase("slightly-less-than-even", "a little less than even", "even",
           SLIGHTLY_LESS_THAN_EVEN, _SLIGHTLY + _LESS + _EVENS),
    Phrase("much-less-than-even", "much worse than even odds", "even",
           MUCH_LESS_THAN_EVEN, _MUCH + _LESS + _EVENS),
    Phrase("no-less-than-even", "no worse than even", "even",
           NO_LESS_THAN_EVEN, _NO + _LESS + _EVENS),
    Phrase("less-than-even", "a less than even chance", "even",
           LESS_THAN_EVEN, r"\b" + _LESS + _EVENS),
    Phrase("at-least-even", "at least an even chance", "even", NO_LESS_THAN_EVEN, _FLOOR_EVEN),
    Phrase("about-even", "a roughly even chance", "even",
           EVEN, rf"\b{_ROUGHLY}_(?:an_)?even{_EVEN_NOUN}(?![\w-])"),
    Phrase("even-chance", "an even chance", "even", EVEN, _EVEN_CHANCE),
    Phrase("even-odds", "at even odds", "even", EVEN, _EVEN_ODDS),
    Phrase("chances-even", "the chances are about even", "even", EVEN, _CHANCES_EVEN),
    Phrase("even-money", "it is even money that they lose", "even", EVEN, _EVEN_MONEY),
    Phrase("even-money-bet", "an even-money bet", "even", EVEN, _MONEY_BET),
    Phrase("evens-favourite", "the evens favourite", "evens",
           EVEN, r"\bevens_(?:favou?rites?|chance|shot|money|bet)\b"),
    Phrase("at-evens", "priced at evens", "evens", EVEN, rf"\bat_(?P<span>evens){_QUOTED_END}"),
    Phrase("odds-on", "odds-on to win", "odds", ODDS_ON, _ODDS_ON),
    Phrase("single-digit", "a single-digit percentage chance", "single", SINGLE_DIGIT, _SINGLE),
)
# fmt: on

_RULES_FOR = {kind: tuple(r for r in RULES if kind in r.kinds) for kind in _KINDS}
_WINDOW = 110
