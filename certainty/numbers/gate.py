"""Turn away the sentences that cannot state a probability, as cheaply as can be.

Twice: by the words, where the caller has them already, one of `WORDS` and one that
`may_count`; then by what the letters hold.
"""

from __future__ import annotations

from typing import Final

from certainty.numbers.amounts import START_WORDS
from certainty.numbers.plain import any_of, has

#: One of these stands in every sentence that states a probability. "%" is not needed: a
#: percentage without any of them is a share.
WORDS: Final = frozenset(
    # words for chance
    "chance chances odds probability probabilities likelihood likelihoods risk risks"
    " possibility possibilities prospect prospects certainty p pr prob"
    # words of likelihood and sureness
    " likely unlikely probable probably improbable convinced certain certainly sure confident"
    " confidence positive possible possibly conceivable impossible remote doubtful"
    # sides, splits and bets
    " 50 fifty shot shots longshot longshots bet bets call proposition gamble guess toss"
    " outsider outsiders underdog underdogs favourite favourites favorite favorites"
    " bookmaker bookmakers bookie bookies betting bettor bettors punter punters wager wagers"
    " wagered wagering priced sportsbook sportsbooks against favour favor 1 one"
    # the rest
    " even evens times 100 100pc 100pct hundred".split()
)
#: And one that begins an amount, or a phrase that is one; or a figure, see `may_count`.
COUNTS: Final = START_WORDS | {"even", "evens", "odds", "single"}
# What goes with a percentage, and what with odds, where no word for chance is there.
# fmt: off
_SURE_HINT: Final = (
    "likel", "certain", "sure", "confiden", "convinc", "positive", "prospect", "possib",
    "single", "shot", "100",
)
_SIDES_HINT: Final = (
    "-50", "/50", "shot", "favo", "outsid", "bookm", "bookie", "betting", "punter", "priced",
)
# fmt: on


def may_count(word: str) -> bool:
    """Whether an amount may begin in a word of a sentence.

    >>> [word for word in "a 70% risk or one in three".split() if may_count(word)]
    ['70%', 'one', 'three']
    """
    if len(word) == 1:
        return word.isdigit()
    return word in COUNTS or not (word.isalpha() and word.isascii())


def may_state(low: str) -> bool:
    """Whether a lower-case sentence can hold a stated probability at all.

    Written out, not looped over: this is what every sentence of a text pays for. Words for
    chance come first, then what needs a second look, then figures.
    """
    if "chance" in low or "odds" in low or "probab" in low or "likelihood" in low:
        return True
    if "risk" in low or ("cent" in low and "per" in low and any_of(_SURE_HINT, low)):
        return True
    if ("even" in low and _even(low)) or ("times" in low and has(low, "times")):
        return True
    plain = low.isascii()
    if ("-" in low or not plain) and ("fifty" in low or "-to-" in low or "-in-" in low):
        return True
    # fmt: off
    if not ("0" in low or "1" in low or "2" in low or "3" in low or "4" in low
            or "5" in low or "6" in low or "7" in low or "8" in low or "9" in low):
        return False
    # fmt: on
    if "%" in low or "pc" in low or not plain:
        return any_of(_SURE_HINT, low) or _figures_hint(low)
    return _figures_hint(low)


def _figures_hint(low: str) -> bool:
    if "=" in low or "~" in low or "\u2248" in low or "prospect" in low or "possib" in low:
        return True
    sides = "-" in low or "/" in low or "to 1" in low or not low.isascii()
    return sides and ("to 1 " in low or any_of(_SIDES_HINT, low))


def _even(low: str) -> bool:
    """Whether "even" stands there as a word, with something that makes it a number."""
    near = "than" in low or "money" in low or "bet" in low or "shot" in low or "evens" in low
    return near and (has(low, "even") or has(low, "evens"))
