"""What stands around odds and splits: patterns before and after them."""

from __future__ import annotations

from certainty.numbers.amounts import SEP
from certainty.numbers.chances import BE, STOP

BETTING = (
    r"\bodds\b|bookmaker|bookie|\bbetting\b|\bbettors?\b|\bpunters?\b|\bwager|\bpriced\b"
    r"|sportsbook|\boutsiders?\b|\bbets\b"
)
BETTING_OR_IT = rf"{BETTING}|\bit(?:'s|_is|_was)_"
ODDS = (
    rf"(?:\b(?P<head>odds{BE}{{0,4}}_)|\bodds_[^.;:!?()\d]{{1,60}}?_(?:is|are|was|were|at|to|of)_"
    r"|\b(?:it_is|it's|it_was|at|is|are|was|were|of|now|priced|quoted|offer\w{0,3})_)\Z"
)
ODDS_ARE = rf"\b(?P<head>odds(?:{BE}{{1,4}}_| ?: ?))\Z"
_ODDS_FAR = r"\bodds_(?:of|on|that|for|against)_[^.;:!?()\d]{1,60}?_(?:is|are|was|were|at)_\Z"
ODDS_OF = rf"(?:{ODDS_ARE}|{_ODDS_FAR})"
ODDS_TAIL = r"(?!(?:_)?(?:against|in_favou?r|on_to)\b)"
QUOTED = (
    r"\b(?:at|priced|quoted|offering|offered|offers|out_to|in_to|(?:shortened|cut|drifted"
    r"|slipped|lengthened|trimmed)(?:_\w{2,3})?_to)_\Z"
)
QUOTED_END = rf"(?={STOP}|_(?:at|to|for|that|with|in|by|after|before|and|but|or|from)\b)"
AGAINST = r"[ -]{1,3}against\b(?!_the_odds)"
_ON = rf"[ -]{{1,3}}on{QUOTED_END}"
_FAVOUR = r"_(?:on_)?in_(?:(?:his|her|its|their|our|my|your)_)?favou?r\b"
FOR = rf"(?:{_ON}|{_FAVOUR})"
ODDS_FOR = rf"{SEP}odds{FOR}"
WAGER = r"\b(?:it_is|it's|lays?_you|laying_you|bet_you|give_you|i'd_say|say)_\Z"
WAGER_END = r"(?=_(?:that|he|she|they|it|you|we)\b)"
_SHOT = (
    rf"{SEP}(?:long[ -]?shots?|shots?|outsiders?|underdogs?|bets?)\b"
    r"(?!_(?:advantage|count|lead|ratio|edge|deficit|difference|margin))(?!-\w)"
)
# 10-to-1 shot, 3:1 odds against
LONG_SHOT = rf"(?:{_SHOT}|{SEP}odds{AGAINST})"
FAVOURITE = r"(?:_[a-z][a-z-]{2,14}){0,2}_(?:co-)?favou?rites?\b"

CALL = rf"{SEP}(?:shot|bet|call|proposition|gamble|guess|toss-up)\b(?!-\w)"
IT_IS = (
    r"(?:\b(?:it|that|this|things?|which|outcome|result|race|match|game|contest|verdict|call"
    r"|decision|everything|he|she|they|we|i|you)(?:_(?:is|was|are|were|am|remains?|looks?"
    r"|seems?)|'s|'re|'m|_would_be)(?:_(?:now|still|just|only|currently|really|basically))?"
    r"|\b(?:puts?|calls?|called|makes?|made|rates?|rated)_it(?:_(?:at|as))?)_\Z"
)
IT_IS_END = (
    rf"(?={STOP}|,|_(?:that|whether|at_best|at_most|and|but|for|to|on_\w{{3,6}}day|about|as_to"
    r"|right_now|now|this|today|if|either_way)\b)"
)
WHETHER = r"(?=(?:_at_best)?(?:_as_to|_about)?_(?:whether|that)\b)"
# "Split the bill 50-50", "a 50-50 venture": shares again.
SHARING = (
    r"\b(?:split|shar(?:e|es|ed|ing)|own(?:s|ed|ership|ers?)?|venture|stakes?|divi\w{1,8}"
    r"|partner\w{0,5}|custody|ratio|senate|votes?|voters?|polls?|chamber|raffle|merger|mix|blend"
    r"|gender|men|women|profits?|costs?|bills?|parity|deadlock\w{0,2}|tied|equity|halves)\b"
)
