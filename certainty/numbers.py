"""Find the probabilities that a sentence states outright, in figures or in number words.

"A 70% chance", "one-in-three risk", "odds of 4 to 1 against" and "better than even" say
themselves what their number is. "70% of voters", "won 3-1" and "a 95% confidence interval"
do not: they are shares, scores and statistics.

The way: a cheap gate turns most sentences away; the rest are folded to a plain view of the
same length (lower case, one kind of space, hyphen and quote); *amounts* are read ("70 to 80
per cent", "3 in 4", "10-1", "0.7"); a *rule* then asks what stands before and after. An
amount that no rule wants is no probability. The rules are rows of `RULES` (an amount in a
setting) and `PHRASES` (no amount), each with an example.

Of candidates that overlap the longest wins, of equally long ones the earlier row. A share
above one is no probability, and no part of "120%" or "80-60%" is read in its place.

A span holds the approximator, the amount and, where they touch, the noun: "at least a 60%
likelihood", "chance of 30%". A leading article is left out unless a modifier stands before
it. Where the event stands between noun and number ("the likelihood of *default* at 35%"),
the span is the number alone.

Every repetition in a pattern is bounded and every look to the left goes through a window,
so the cost is linear in the sentence. Patterns are compiled when first needed: all of them
take 40 ms, too much for an import.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from math import sqrt

Interval = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Stated:
    """A stated probability: where it stands, how it reads, and which rule found it.

    >>> find_numbers("We see a 70% chance.", 0, 20)[0].mid
    0.7
    """

    start: int
    end: int
    low: float
    mid: float
    high: float
    rule: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as written: kind, place, worth, and the modifier that begins at `left`.

    `values` are shares of one, a point or the ends of a range; for the kind "sides" they
    are the two sides as written.
    """

    kind: str
    text: str
    start: int
    end: int
    values: tuple[float, ...]
    left: int
    bound: str


Reader = Callable[[Amount], "Interval | None"]

# ------------------------------------------------------------------------ how numbers read

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


_READ_POINT: dict[str, Callable[[float], Interval]] = {
    "": around,
    "between": around,
    "about": about,
    "near": nearly,
    "past": just_over,
    "min": at_least,
    "max": at_most,
}


def _plain(amount: Amount) -> Interval | None:
    """Shares of one: a point under its modifier, or a range with its middle."""
    low, high = amount.values[0], amount.values[-1]
    if not 0 <= low <= high <= 1:
        return None
    if low == high:
        return _READ_POINT[amount.bound](low)
    if amount.bound == "min":
        return at_least(low)
    if amount.bound == "max":
        return at_most(high)
    wide = 0.03 if amount.bound == "about" else 0.0
    return max(0.0, low - wide), (low + high) / 2, min(1.0, high + wide)


def _share(amount: Amount, value: float) -> Interval | None:
    return _plain(replace(amount, values=(value,)))


def _last(amount: Amount) -> Interval | None:
    """Where a number moved to: "rose from 20 to 35 per cent" is 35."""
    return _share(amount, amount.values[-1])


def _floor(amount: Amount) -> Interval | None:
    """What a verb makes a floor: "exceeds 10%"."""
    return _plain(replace(amount, bound="min"))


def _significant(amount: Amount) -> Interval | None:
    """A letter p: "p = 0.03" is a significance level, "p = 0.9" a probability."""
    return _plain(amount) if amount.values[0] >= 0.1 else None


def _fraction(amount: Amount) -> Interval | None:
    """A fraction in words, but "a third chance" is the one after the second."""
    ordinal = amount.text.startswith("a") and not amount.text.endswith("quarter")
    return None if ordinal or amount.text == "half" else _plain(amount)


def _half(amount: Amount) -> Interval | None:
    return _plain(amount) if amount.text in ("a half", "one half", "one-half") else None


def _whole(amount: Amount) -> Interval | None:
    """All of it: "100% this was staged"."""
    return _plain(amount) if amount.values == (1.0,) else None


def _split(amount: Amount) -> Interval | None:
    """60-40: two sides that make a hundred, the first one meant."""
    first, second = amount.values
    return _share(amount, first / 100) if first + second == 100 else None


def _fifty(amount: Amount) -> Interval | None:
    return _split(amount) if amount.values == (50.0, 50.0) else None


def _odds(wins: float, losses: float) -> Interval | None:
    return around(wins / (wins + losses)) if wins and losses else None


def _against(amount: Amount) -> Interval | None:
    """Odds as bookmakers give them: 3 to 1 is three against one."""
    return _odds(amount.values[1], amount.values[0])


def _in_favour(amount: Amount) -> Interval | None:
    """Odds the other way round: 3-1 on is three for one against."""
    return _odds(amount.values[0], amount.values[1])


def _long_odds(amount: Amount) -> Interval | None:
    """Odds with no side named: against, but nobody can tell what "1 to 5" is."""
    return _against(amount) if amount.values[0] >= amount.values[1] else None


def _before_chance(amount: Amount) -> Interval | None:
    """Before "chance": 50/50 and 60-40 are splits, 1/3 a fraction, 10/1 odds against."""
    first, second = amount.values
    if first + second == 100:
        return _split(amount)
    if first < second:
        return _share(amount, first / second) if "/" in amount.text else None
    return _against(amount)


def _favourite(amount: Amount) -> Interval | None:
    """A "2/1 favourite" is odds against; "a 3-to-1 favourite" may be either, so both."""
    against, favour = _against(amount), _in_favour(amount)
    if not against or not favour or "to" not in amount.text or against[1] >= 0.5:
        return against
    return against[1], 0.5, favour[1]


# --------------------------------------------------------------------- gate and plain view

# What goes with a percentage, and what with odds, where no word for chance is there.
# fmt: off
_SURE_HINT = (
    "likel", "certain", "sure", "confiden", "convinc", "positive", "prospect", "possib",
    "single", "shot", "100",
)
_SIDES_HINT = (
    "-50", "/50", "shot", "favo", "outsid", "bookm", "bookie", "betting", "punter", "priced",
)
# fmt: on

_SPACES = (*"\t\n\r\f\v\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000",)
_PLAIN = str.maketrans(
    dict.fromkeys((*_SPACES, *map(chr, range(0x2000, 0x200B))), " ")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d", "-")
    | dict.fromkeys("\u2014\u2015", "\u2014")
    | dict.fromkeys("\u2018\u2019\u02bc\u201b", "'")
    | dict.fromkeys("\u201c\u201d\u00ab\u00bb\u201e", '"')
    | dict.fromkeys("\uff05\ufe6a\u066a", "%")
    | dict.fromkeys("\u2044\u2215", "/")
    | {"\u2236": ":"}
)


def _any(needles: tuple[str, ...], hay: str) -> bool:
    return any(map(hay.__contains__, needles))


def _may_state(low: str) -> bool:
    """Whether a lower-case sentence can hold a stated probability at all.

    Written out, not looped over: this is what every sentence of a text pays for. Words for
    chance come first, then what needs a second look, then figures.
    """
    if "chance" in low or "odds" in low or "probab" in low or "likelihood" in low:
        return True
    if "risk" in low or ("cent" in low and "per" in low and _any(_SURE_HINT, low)):
        return True
    if ("even" in low and _even(low)) or ("times" in low and _has(low, "times")):
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
        return _any(_SURE_HINT, low) or _figures_hint(low)
    return _figures_hint(low)


def _figures_hint(low: str) -> bool:
    if "=" in low or "~" in low or "\u2248" in low or "prospect" in low or "possib" in low:
        return True
    sides = "-" in low or "/" in low or "to 1" in low or not low.isascii()
    return sides and ("to 1 " in low or _any(_SIDES_HINT, low))


def _even(low: str) -> bool:
    """Whether "even" stands there as a word, with something that makes it a number."""
    near = "than" in low or "money" in low or "bet" in low or "shot" in low or "evens" in low
    return near and (_has(low, "even") or _has(low, "evens"))


def _places(view: str, word: str) -> Iterator[int]:
    """Where a word stands, but not where it is part of a longer one."""
    start = view.find(word)
    while start >= 0:
        end = start + len(word)
        if not (view[start - 1 : start].isalnum() or view[end : end + 1].isalnum()):
            yield start
        start = view.find(word, end)


def _has(view: str, word: str) -> bool:
    return next(_places(view, word), None) is not None


def _lower(sentence: str) -> str:
    """Lower case, letter by letter where that would change the length."""
    low = sentence.lower()
    if len(low) == len(sentence):
        return low
    return "".join(letter.lower()[0] for letter in sentence)


@cache
def _compile(source: str) -> re.Pattern[str]:
    """A pattern over the plain view, in which `_` is one to three spaces."""
    return re.compile(source.replace("_", "(?: {1,3})"))


# --------------------------------------------------------------------------------- amounts

_UNIT = "one|two|three|four|five|six|seven|eight|nine"
_TEEN = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TEN = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_WORTH = (
    {"zero": 0, "a": 1, "an": 1}
    | {word: value for value, word in enumerate(f"{_UNIT}|{_TEEN}".split("|"), 1)}
    | {word: 10 * value for value, word in enumerate(_TEN.split("|"), 2)}
)
_TIMES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7}
_PARTS |= {"eighth": 8, "ninth": 9, "tenth": 10, "halve": 2}
_START_WORDS = frozenset((*_WORTH, *_TIMES, *_PARTS, *(f"{part}s" for part in _PARTS)))
_START_WORDS = _START_WORDS - {"a", "an"} | {"chance"}

_SEP = r"(?: {1,3}| ?- ?)"
_TIME = "|".join(_TIMES)
_PART = rf"(?:halves|half|(?:{'|'.join(list(_PARTS)[1:-1])})s?)\b"
_WORD = (
    rf"(?:(?:(?:{_UNIT}|an?)[ -])?hundred|(?:{_TEN})(?:[ -](?:{_UNIT}))?|{_TEEN}|{_UNIT}"
    r"|zero)\b"
)
_NUMBER = rf"(?:\d{{1,3}}(?:\.\d{{1,6}})?|{_WORD})"
_COUNT = rf"(?:\d{{1,3}}(?![.,]\d)|{_WORD})"
_SIDE = rf"(?:\d{{1,4}}|(?:an?[ -])?(?:thousand|million|billion)|{_WORD})"
_LARGE = (
    rf"(?:(?:\d{{1,3}}(?:,\d{{3}}){{1,3}}|\d{{1,9}}|{_WORD})(?:[ -](?:{_TIME})\b)?"
    rf"|an?[ -](?:{_TIME})\b)(?!\w|[.,]\d|[ -]year)"
)
_RATIO = rf"{_COUNT}{_SEP}(?:in|out{_SEP}of){_SEP}(?:every{_SEP})?{_LARGE}"
_PERCENT = r"[ -]{0,3}(?:%|per[ -]{0,2}cent\b|pct\b|pc\b)"
_POINT = r"[01]?\.\d{1,6}"
_DASH = r"[-\u2014]{1,2}"

# In order: of the kinds that fit at one place the first is taken.
_KINDS = {
    # 60-80%, 60% to 80%, 60 or 70 per cent; "scenario 2 - 70%" is none
    "range": rf"{_NUMBER}(?:(?:{_PERCENT})? ?{_DASH}|(?:{_PERCENT})?[ -]{{1,3}}(?:to|or)"
    rf"[ -]{{1,3}}(?:an?_)?|(?:(?<=\d\d)|{_PERCENT}) {_DASH} ){_NUMBER}{_PERCENT}",
    "percent": rf"{_NUMBER}(?:\+|[ -]plus)?{_PERCENT}",
    # nine times out of ten
    "times": rf"{_COUNT}_times{_SEP}(?:in|out{_SEP}of){_SEP}(?:every_)?"
    r"(?:10|100|1,?000|ten|(?:an?|one)_(?:hundred|thousand))(?![.,]?\w)",
    # one chance in three
    "chances": rf"(?:{_COUNT}|an?)_chances?_(?:in|out_of)_{_LARGE}",
    # one in five, one-in-ten to one-in-five
    "ratio": rf"{_RATIO}(?:[ -]{{1,3}}(?:to|or)[ -]{{1,3}}(?:an?_)?{_RATIO})?",
    "decimals": rf"(?:{_POINT}(?: ?{_DASH} ?|_to_)(?:{_POINT}|1)"
    rf"|[01](?: ?{_DASH} ?|_to_){_POINT})(?![\d%]|[.,]\d)",
    # 3 to 1, 10-1, 11/4, 50-50, ten-to-one
    "sides": rf"(?:\d{{1,4}} ?[-/:] ?\d{{1,4}}|{_SIDE}{_SEP}to{_SEP}{_SIDE}"
    r"|fifty(?: ?[-/] ?|_)fifty)(?!\w|[-/:.,]\d|(?:_)?%|_per_?cent\b)",
    # two-thirds, a half
    "fraction": rf"(?:(?:an?|{_UNIT})[ -])?{_PART}",
    "decimal": rf"{_POINT}(?![\d%:/]|[.,]\d|[ -]{{0,2}}(?:per ?cent|pct|pc)\b)",
}
# Not inside a word, a price, a signed number, a date or a longer figure.
_AMOUNT = (
    r"(?<![\w.,$\u00a3\u20ac+\u00b1^])(?<!\d[-/:])(?<![ (]-)(?<!point )(?:"
    + "|".join(f"(?P<{kind}>{source})" for kind, source in _KINDS.items())
    + ")"
)
# After "between": 60 and 70 per cent, 0.2 and 0.4.
_BOTH = (
    rf"(?P<range>{_NUMBER}(?:{_PERCENT})?_and_(?:an?_)?{_NUMBER}{_PERCENT})"
    rf"|(?P<decimals>(?:{_POINT}_and_(?:{_POINT}|1)|[01]_and_{_POINT})(?![\d%]|[.,]\d))"
    rf"|(?P<ratio>{_RATIO}_and_(?:an?_)?{_RATIO})"
)
_FIGURES_RUN = r"\d[\d.,]*"
_FIGURE = (
    rf"(?:(?P<figure>\d[\d,]*(?:\.\d+)?|\.\d+)|(?P<word>{_WORD}|\ban?(?=[ -](?:{_TIME}))"
    rf"|\b(?:{_TIME})))"
    rf"(?:[ -](?P<by>{_TIME})\b)?"
)


def _figures(text: str) -> tuple[float, ...]:
    """The numbers of an amount, as written.

    >>> _figures("seventy-five to 80 per cent"), _figures("one in a million")
    ((75.0, 80.0), (1.0, 1000000.0))
    """
    return tuple(
        (_worth(match["word"]) if match["word"] else float(match["figure"].replace(",", "")))
        * _TIMES.get(match["by"], 1)
        for match in _compile(_FIGURE).finditer(text)
    )


def _worth(word: str) -> float:
    parts = word.replace("-", " ").split()
    if parts[0] in _TIMES:
        return _TIMES[parts[0]]
    if parts[-1] == "hundred":
        return 100.0 * (_WORTH[parts[0]] if len(parts) > 1 else 1)
    return float(sum(_WORTH[part] for part in parts))


def _values(kind: str, text: str) -> tuple[float, ...]:
    """What an amount is worth: shares of one, or the two sides as written."""
    if kind == "fraction":
        first, _, part = text.replace("-", " ").rpartition(" ")
        return (_WORTH.get(first, 1) / _PARTS[part.removesuffix("s")],)
    numbers = _figures(text)
    if kind in ("range", "percent"):
        return tuple(round(number / 100, 12) for number in numbers)
    if kind in ("ratio", "times", "chances"):
        counts = numbers if len(numbers) % 2 == 0 else (1.0, *numbers)
        pairs = zip(counts[::2], counts[1::2])
        return tuple(count / total if total else 2.0 for count, total in pairs)
    return numbers


# What stands before an amount, alternatives between semicolons.
_BOUNDS = {
    "about": "about;around;roughly;approximately;approx;approx.;circa;c.;~;some;estimated;"
    "an estimated;something like;in the region of;in the order of;on the order of;"
    "more or less;little more than;little better than",
    "near": "nearly;almost;near;nearing;approaching;close to;just under;just below;"
    "just short of;just shy of;slightly under;slightly below;slightly less than;"
    "a little under;a little less than;a shade under;not quite",
    "past": "just over;just above;slightly over;slightly above;slightly more than;"
    "slightly better than;slightly greater than;slightly higher than;a little over;"
    "a little more than;a little better than;a shade over;marginally more than;"
    "marginally better than",
    "min": "at least;over;above;more than;better than;greater than;higher than;in excess of;"
    "upwards of;upward of;north of;no less than;not less than;no lower than;no fewer than;"
    "a minimum of;exceeding;>;>=;\u2265",
    "max": "up to;less than;lower than;smaller than;fewer than;worse than;under;below;"
    "at most;no more than;not more than;no better than;no greater than;no higher than;"
    "not even;as much as;as high as;a maximum of;anything up to;<;<=;\u2264",
    "between": "between;anywhere between;somewhere between;from;anywhere from;somewhere from",
}
_BOUND_OF = {words: bound for bound, row in _BOUNDS.items() for words in row.split(";")}
_LAST_WORDS = frozenset(words.split()[-1] for words in _BOUND_OF) | {"a", "an"}
_MODIFIER = (
    r"(?<![\w-])(?:(?:well|far|much|considerably|significantly|substantially)_)?(?P<words>"
    + "|".join(
        re.escape(words).replace(r"\ ", "[ -]{1,3}")
        for words in sorted(_BOUND_OF, key=len, reverse=True)
    )
    + r")(?:[ -]{1,3}(?:about|around|roughly|some))?(?:[ -]{1,3}an?)?[ -]{0,3}\Z"
)
# After these "about" and "over" say what was talked of, not how exact the number is.
_TALK = (
    r"\b(?:talk|warn|worr|concern|complain|fret|argu|disput|disagree|debat|wrote|writ|spoke"
    r"|speak|hear|know|knew|think|thought|joke|read|told|tell|ask|row|alarm|unease|anxi|fear"
    r"|nervous|cautio|uproar|anger|brag|boast|split)\w*_\Z"
)


def _modifier(view: str, start: int) -> tuple[int, str]:
    """Where the modifier before an amount begins, and what it does to it."""
    base = max(0, start - 48)
    before = view[base:start]
    near = before.replace("-", " ").split()[-1:]
    if not near or (near[0] not in _LAST_WORDS and near[0][-1] not in "~<>=\u2264\u2265"):
        return start, ""
    match = _compile(_MODIFIER).search(before)
    if not match:
        return start, ""
    left = base + match.start()
    words = " ".join(match["words"].replace("-", " ").split())
    talk = view[max(0, left - 16) : left]
    if words in ("about", "over", "around") and _compile(_TALK).search(talk):
        return start, ""
    return left, _BOUND_OF[words]


def _starts(view: str) -> list[int]:
    """Where amounts may begin: at figures, at number words and at articles before them."""
    starts = []
    for match in _compile(_FIGURES_RUN).finditer(view):
        start = match.start()
        starts.append(start - 1 if view[start - 1 : start] == "." else start)
    for mark in "-.,\"'([":
        view = view.replace(mark, " ")
    for word in _START_WORDS.intersection(view.split()):
        for start in _places(view, word):
            starts.append(start)
            article = _compile(r" {1,3}n?a\b").match(view[max(0, start - 6) : start][::-1])
            if article:
                starts.append(start - article.end())
    return sorted(starts)


def _amounts(view: str) -> list[Amount]:
    """Every amount of the view, left to right, none inside another."""
    found: list[Amount] = []
    end = 0
    for start in _starts(view):
        amount = _amount(view, start) if start >= end else None
        if amount:
            end = amount.end
            if amount.kind == "sides" or max(amount.values) <= 1:
                found.append(amount)
    return found


def _amount(view: str, start: int) -> Amount | None:
    """The amount that begins at a place, if one does."""
    match = _compile(_AMOUNT).match(view, start)
    both = _compile(_BOTH).match(view, start) if " and " in view[start : start + 48] else None
    if not match and not both:
        return None
    left, bound = _modifier(view, start)
    if bound == "between":
        match = both or match
        if match and not both and match.lastgroup not in ("range", "decimals"):
            left, bound = start, ""
    if not match:
        return None
    kind, text = str(match.lastgroup), match.group()
    if kind == "percent" and ("+" in text or "plus" in text):
        bound = "min"
    return Amount(kind, text, start, match.end(), _values(kind, text), left, bound)


# ------------------------------------------------------------- what stands before and after

_NOUN = (
    r"(?<!at )(?<!relative )(?<!excess )\b(?:chances?|probabilit(?:y|ies)|likelihoods?|odds"
    r"|risks?|possibilit(?:y|ies)|prospects?|certainty)\b"
)
_NOUN_HINT = ("chance", "probab", "likelihood", "odds", "risk", "possib", "prospect", "certain")
_SURE_NOUN = r"\b(?:probabilit(?:y|ies)|likelihoods?|chances?|certainty)"
_STOP = r"\Z|[.;:!?)\]\"'\u2014]|,(?! ?\d)| ?--| - "
# What may follow where a number ends its phrase; a noun may not ("a risk of 30% tariffs").
_TAIL = (
    rf"(?={_STOP}|_(?:that|of_\w{{2,20}}ing|for|to|in|by|if|when|while|and|or|but|this|next"
    r"|last|over|within|before|after|as|at|with|from|because|until|unless|given|depending"
    r"|compared|versus|today|tonight|tomorrow|now|currently|under|should|though|although"
    r"|whether|per|each|he|she|they|we|it|right|either|on_\w{3,6}day)\b)"
)
_DECIMAL_TAIL = r"(?!\w|_(?:million|billion|higher|lower|more|less|points?|units?|times)\b)"
# "One in five risk losing their homes": there it is a verb.
_RISK_TAIL = (
    rf"(?={_STOP}|,|_(?:of|that|to|for|in|by|from|with|over|if|when|while|per|each|as|at|and|or"
    r"|but|this|next|within|it|he|she|they|we|there|among|on|is|was|based|because|even|today"
    r"|now|across|during|after|under|facing|attached|scenario)\b)"
)
_CHANCE = (
    r"(?:chances?\b(?!_(?:conversion|creation))|odds\b(?!_ratio)|prospects?\b"
    r"|probabilit(?:y|ies)\b(?!_(?:intervals?|levels?|density|distribution|range|sampl|theory))"
    r"|likelihoods?\b(?!_(?:ratio|function|interval))|possibilit(?:y|ies)\b"
    rf"|certainty\b(?!_(?:interval|equivalent|level))|risk\b{_RISK_TAIL})(?!-\w)"
)
# Words between number and noun: "a 70% overall chance", but not "a 70% higher chance".
_INNER = (
    r"(?:(?!(?:of|in|at|on|to|and|or|the|an?|for|with|from|by|as|than|that|which|who|is|was|are"
    r"|were|be|been|has|have|had|will|would|may|might|could|can|do|does|did|not|no|whose|their"
    r"|his|her|its|our|rises?|rose|increase[ds]?|drop|drops|dropped|cuts?|reduction|reduce[ds]"
    r"|falls?|fell|jump|jumped|higher|lower|greater|smaller|larger|bigger|elevated|decreased?"
    r"|more|less|fewer|better|worse|relative|excess|added|additional|extra|attributable"
    r"|points?|changed?|gains?|decline|share|stake|discount|improvement|improved|years?|people"
    r"|residents?|patients?|voters?|adults?|children|men|women|households?|faces?|faced|runs?"
    r"|ran|see|saw|at-risk|high-risk|low-risk|confidence|credible|significance)\b)"
    r"[a-z][a-z'-]{1,19}_)"
)
_OR_MORE = r"(?:_or_(?:more|better|greater|higher|less|lower|worse)\b)"
_HEAD = (
    rf"{_OR_MORE}?(?:_\([^()]{{1,24}}\))?(?:{_SEP}(?:degree_of_)?{_CHANCE}"
    rf"|_{_INNER}{{1,2}}(?!chances|odds|prospects){_CHANCE}"
    rf"|_shot(?=_(?:at|of|that)\b)){_OR_MORE}?"
)
_SURE = (
    rf"{_OR_MORE}?{_SEP}(?:likely\b(?!_(?:voters?|range|interval|than)\b)|probable|convinced"
    r"|certain\b(?!_(?:types?|kinds?|parts?|areas?|sorts?))|sure\b|confident"
    r"|confidence(?=_that\b)|positive(?=_that\b))\b(?!-\w)"
)
_SURE_HEAD = rf"_{_INNER}{{0,1}}{_SURE_NOUN}(?!_(?:interval|level|density))"
_BE = (
    r"(?:_(?:of|at|as|is|are|was|were|be|being|been|now|currently|still|only|just|remains?"
    r"|remained|stands?|stood|sits?|puts?|placed|estimated|pegged|set|seen|rated|reckoned"
    r"|judged|assessed|calculated|given|priced|quoted|reported|to|has|have|had|today|then"
    r"|therefore|thus|once|already|also|low|even|somewhere|in_the|i'd_say|rang(?:es?|ed|ing)"
    r"|at_best|at_most|lies|varies|varied|reach(?:es|ed)|hits?)\b)"
)
_TOUCHING = rf"(?P<head>{_NOUN}{_BE}{{1,6}}_|{_SURE_NOUN}_|{_NOUN} ?[:=] ?)\Z"
_SURE_TOUCHING = rf"(?P<head>{_SURE_NOUN}(?:{_BE}{{0,6}}_| ?[:=] ?|,?_p ?= ?))\Z"
# Further off, with the event between.
_GAP = r"(?P<gap>[^.;:!?()\d%]{1,80}?)"
_LINK = (
    r"(?P<link>\b(?:is|are|was|were|be|been|at|as|of|remains?|stands_at|stood_at|only|just|now"
    r"|still|currently|in_the|looks?|looked|seems?|at_best|at_most|hits?|reached|reaches)_"
    r"|: ?)\Z"
)
_FAR = rf"{_NOUN}{_GAP}{_LINK}"
_EXCEEDS = rf"{_NOUN}{_GAP}\b(?P<head>(?P<link>exceeds?|exceeded|tops|topped)_)\Z"
_SURE_FAR = rf"{_SURE_NOUN}{_GAP}{_LINK}"
_MOVED = (
    r"(?:risen|rose|fallen|fell|climbed|jumped|dropped|slipped|grown|grew|increased|decreased"
    r"|shrank|shrunk|gone|went|doubled|halved|soared|surged|declined|narrowed|ticked_up|edged"
    r"|moved|cut|raised|lowered|revised|brought|pushed|upgraded|downgraded|tripled|plunged"
    r"|rebounded|sank|sunk|improved|rises|falls|drops|climbs|jumps|grows|increases|doubles)"
)
_MOVED_TO = (
    rf"(?:{_NOUN}{_GAP}\b{_MOVED}\b(?P<steps>[^.;:!?()]{{0,40}}?)"
    rf"|\b{_MOVED}_(?P<thing>[^.;:!?()]{{0,40}}?){_NOUN}(?P<rest>[^.;:!?()]{{0,40}}?))\bto_\Z"
)
_MOVED_BY = (
    rf"(?:{_NOUN}{_GAP}\b{_MOVED}(?:_\w{{2,12}})?"
    rf"|\b{_MOVED}_(?P<thing>[^.;:!?()]{{0,40}}?){_NOUN}(?P<rest>[^.;:!?()]{{0,40}}?))_\Z"
)

_WORDED = (
    r"(?<!more )(?<!less )(?<!as )(?<!equally )\b(?:likely|unlikely|probabl[ey]|improbable"
    r"|certain(?:ly|ty)?|sure|confident|possible|possibly|conceivable|impossible|remote"
    r"|doubtful|possibility|chances?|probability|likelihoods?|odds|even|toss-up)\b"
)
_BRACKET = (
    rf"{_WORDED}[\"']{{0,2}},? ?(?:[(\[] ?(?:i\.e\.,?_|that_is,?_|or_|p ?= ?)?"
    r"|(?:i\.e\.|ie|that_is),?_)\Z"
)
_BRACKET_END = r"(?:_(?:chance|probability|likelihood))?(?= ?[)\]](?!_than\b)|[.,;]|\Z|_that\b)"
# "Highly likely, perhaps 85 per cent, that ..."
_ASIDE = rf"{_WORDED}[\"']?,_(?:(?:perhaps|maybe|say|possibly|probably|i'd_say|or)_)?\Z"
_ASIDE_END = r"(?:_(?:chance|probability|likelihood))?(?=,|_that\b|_sure\b|\)|\.?\Z)"
# A forecaster's shorthand: "Chance of rain 40%, falling to 10% by night".
_TERSE = (
    r"\A[\"']?(?:the_)?(?:chance|probability|likelihood|risk)_of(?P<gap>(?:_(?!(?:to|at|by|of|for"
    r"|on|in|up|from|above|below|another|some|further|\w+ing)\b)[a-z-]{2,16}){1,3})_\Z"
)
_TERSE_END = r"(?!(?:_)?(?:of|more|less|higher|lower)\b)(?=\W|\Z)"
_THEN = (
    rf"{_NOUN}[^.;!?()]{{1,80}}?,_(?:(?:and|before|then|but)_)?(?:rising|falling|climbing|dropping"
    r"|increasing|decreasing|easing|growing)_to_\Z"
)
_SO_IT_IS = r"(?=_(?:this|that|it|he|she|they|we|you|i)\b)"

_BETTING = (
    r"\bodds\b|bookmaker|bookie|\bbetting\b|\bbettors?\b|\bpunters?\b|\bwager|\bpriced\b"
    r"|sportsbook|\boutsiders?\b|\bbets\b"
)
_BETTING_OR_IT = rf"{_BETTING}|\bit(?:'s|_is|_was)_"
_ODDS = (
    rf"(?:\b(?P<head>odds{_BE}{{0,4}}_)|\bodds_[^.;:!?()\d]{{1,60}}?_(?:is|are|was|were|at|to|of)_"
    r"|\b(?:it_is|it's|it_was|at|is|are|was|were|of|now|priced|quoted|offer\w{0,3})_)\Z"
)
_ODDS_ARE = rf"\b(?P<head>odds(?:{_BE}{{1,4}}_| ?: ?))\Z"
_ODDS_FAR = r"\bodds_(?:of|on|that|for|against)_[^.;:!?()\d]{1,60}?_(?:is|are|was|were|at)_\Z"
_QUOTED = (
    r"\b(?:at|priced|quoted|offering|offered|offers|out_to|in_to|(?:shortened|cut|drifted"
    r"|slipped|lengthened|trimmed)(?:_\w{2,3})?_to)_\Z"
)
_QUOTED_END = rf"(?={_STOP}|_(?:at|to|for|that|with|in|by|after|before|and|but|or|from)\b)"
_AGAINST = r"[ -]{1,3}against\b(?!_the_odds)"
_ON = rf"[ -]{{1,3}}on{_QUOTED_END}"
_FAVOUR = r"_(?:on_)?in_(?:(?:his|her|its|their|our|my|your)_)?favou?r\b"
_ODDS_TAIL = r"(?!(?:_)?(?:against|in_favou?r|on_to)\b)"
_ODDS_AGAINST = rf"{_SEP}odds{_AGAINST}"
_ODDS_FOR = rf"{_SEP}odds(?:{_ON}|{_FAVOUR})"
_WAGER = r"\b(?:it_is|it's|lays?_you|laying_you|bet_you|give_you|i'd_say|say)_\Z"
_WAGER_END = r"(?=_(?:that|he|she|they|it|you|we)\b)"
_SHOT = (
    rf"{_SEP}(?:long[ -]?shots?|shots?|outsiders?|underdogs?|bets?)\b"
    r"(?!_(?:advantage|count|lead|ratio|edge|deficit|difference|margin))(?!-\w)"
)
_FAVOURITE = r"(?:_[a-z][a-z-]{2,14}){0,2}_(?:co-)?favou?rites?\b"

_CALL = rf"{_SEP}(?:shot|bet|call|proposition|gamble|guess|toss-up)\b(?!-\w)"
_IT_IS = (
    r"(?:\b(?:it|that|this|things?|which|outcome|result|race|match|game|contest|verdict|call"
    r"|decision|everything|he|she|they|we|i|you)(?:_(?:is|was|are|were|am|remains?|looks?"
    r"|seems?)|'s|'re|'m|_would_be)(?:_(?:now|still|just|only|currently|really|basically))?"
    r"|\b(?:puts?|calls?|called|makes?|made|rates?|rated)_it(?:_(?:at|as))?)_\Z"
)
_IT_IS_END = (
    rf"(?={_STOP}|,|_(?:that|whether|at_best|at_most|and|but|for|to|on_\w{{3,6}}day|about|as_to"
    r"|right_now|now|this|today|if|either_way)\b)"
)
_WHETHER = r"(?=(?:_at_best)?(?:_as_to|_about)?_(?:whether|that)\b)"
# "Split the bill 50-50", "a 50-50 venture": shares again.
_SHARING = (
    r"\b(?:split|shar(?:e|es|ed|ing)|own(?:s|ed|ership|ers?)?|venture|stakes?|divi\w{1,8}"
    r"|partner\w{0,5}|custody|ratio|senate|votes?|voters?|polls?|chamber|raffle|merger|mix|blend"
    r"|gender|men|women|profits?|costs?|bills?|parity|deadlock\w{0,2}|tied|equity|halves)\b"
)
_FOOTBALL = (
    r"\b(?:minutes?|keeper|goalkeeper|striker|header|goals?|half-time|box|winger|defenders?"
    r"|midfielder|equaliser|post|crossbar|substitute|scored|first_half|second_half)\b"
)
# "(p = 0.62)" in brackets of its own reports a test.
_P = r"(?:\A|[,;]|(?<![(\[]) )p ?(?:=|\u2248|~) ?\Z"
_P_OF = r"\bp(?:r|rob)?(?:_)?\([^()]{1,30}\) ?(?:=|\u2248|~|_is_|_of_) ?\Z"
_STATISTICS = (
    r"significan|\bn ?=|\bt ?\(|\bchi\b|anova|correlat|regress|cohort|\bci\b|\br ?=|hazard"
    r"|ratio|\btest|differ|patients|control|null|baseline|placebo|groups?\b|trial"
)

# A number that ends such a phrase measures the thing, not the chance of it.
_MEASURED = (
    "inflation rate rates unemployment turnout growth tariff tariffs price prices yield yields"
    " tax taxes interest gdp support approval stake share shares discount level levels deficit"
    " rise fall drop decline increase loss losses gain gains cut cuts swing move margin"
    " majority reduction correction slump jump contraction devaluation premium fee fees dose"
    " speed temperature age height score"
)
_VERB = (
    r"\b(?:will|would|can|could|may|might|is|are|was|were|has|have|had|does|do|did|gets?|wins?"
    r"|\w{2,20}(?:ed|es|s))\b"
)
_JOINT = r"\b(?:as|while|after|when|because|since|if|and|but|with|until|which|that|being)\b"


def _measured(words: list[str]) -> bool:
    return bool(words) and words[-1] in _MEASURED.split()


def _unmeasured(match: re.Match[str]) -> bool:
    return not _measured(match["gap"].split())


def _of_chance(match: re.Match[str]) -> bool:
    """Whether the number across the gap is that of the chance, not of the thing hoped for.

    "The chance that inflation is 3%" speaks of inflation: a clause needs a verb of its own
    before the one that leads to the number.
    """
    words, link = match["gap"].split(), match["link"].split()[0]
    if _compile(r"\bat(?:_\w{1,12}){0,2}_\Z").search(match.string[: match.start()][-40:]):
        return False
    if _measured(words) and link in ("at", "of", "is", "was"):
        return False
    if words[:1] == ["that"]:
        clause = " ".join(words[2:])
        return bool(_compile(_VERB).search(clause)) and link not in ("be", "at", "of")
    return match["gap"].count(",") in (0, 2)


def _it_moved(match: re.Match[str]) -> bool:
    """Whether it was the chance that rose or fell, not something else beside it."""
    words = " ".join(part for part in match.groups() if part)
    last = (match["gap"] or match["rest"] or "").split()[-1:]
    if _measured(last) or last in (["of"], ["in"], ["a"], ["the"], ["to"], ["from"]):
        return False
    return not _compile(_JOINT).search(words)


# ----------------------------------------------------------------------------------- rules


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

# --------------------------------------------------------------------------------- finding

Candidate = tuple[int, int, Interval, str]


def _by_rule(view: str) -> Iterator[Candidate]:
    fits: dict[str, bool] = {"": True}
    for amount in _amounts(view):
        base = max(0, amount.left - _WINDOW)
        # A window that is cut off must not pass for the start of the sentence.
        window = ("\n" if base else "") + view[base : amount.left]
        noun = _any(_NOUN_HINT, window)
        for rule in _RULES_FOR[amount.kind]:
            span = _span(rule, view, amount, window) if noun or not rule.noun else None
            if span and _suits(rule, view, fits):
                reading = rule.read(_bounded(amount, view[amount.end : span[1]]))
                if reading:
                    yield *span, reading, rule.id


def _span(rule: Rule, view: str, amount: Amount, window: str) -> tuple[int, int] | None:
    """The span of an amount in a rule's setting, or None where the setting is another."""
    start, end = amount.left, amount.end
    if rule.after:
        after = _compile(rule.after).match(view, end)
        if not after:
            return None
        end = after.end()
    if rule.before:
        before = _compile(rule.before).search(window)
        if not before or (rule.check and not rule.check(before)):
            return None
        head = before.groupdict().get("head")
        start -= len(window) - before.start("head") if head else 0
    return start, end


def _suits(rule: Rule, view: str, known: dict[str, bool]) -> bool:
    """Whether the whole sentence allows a rule; looked up once a sentence."""
    for source in (rule.only, rule.never):
        if source not in known:
            known[source] = bool(_compile(source).search(view))
    return known[rule.only] and not (rule.never and known[rule.never])


def _bounded(amount: Amount, rest: str) -> Amount:
    """The amount under an "or more" or "or less" that follows it."""
    match = _compile(_OR_MORE).search(rest)
    if not match:
        return amount
    down = match.group().endswith(("less", "lower", "worse"))
    return replace(amount, bound="max" if down else "min")


def _by_phrase(view: str) -> Iterator[Candidate]:
    words = [word for word in ("even", "evens", "odds", "single") if _has(view, word)]
    for phrase in PHRASES if words else ():
        if phrase.needle in words:
            pattern = _compile(phrase.pattern)
            group = "span" if "span" in pattern.groupindex else 0
            for match in pattern.finditer(view):
                yield match.start(group), match.end(group), phrase.reading, phrase.id


def _settle(candidates: list[Candidate]) -> list[Candidate]:
    """Left to right, the longer of two that overlap; of equals the one named first."""
    kept: list[Candidate] = []
    for one in sorted(candidates, key=lambda each: (each[0], -each[1])):
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
        elif one[1] - one[0] > kept[-1][1] - kept[-1][0]:
            kept[-1] = one
    return kept


def _in_address(view: str, start: int) -> bool:
    """Whether a place lies inside a web address."""
    word = view.rfind(" ", max(0, start - 400), start) + 1
    return bool(_compile(r"://|www\.").search(view, max(word, start - 400), start))


def find_numbers(text: str, start: int, end: int) -> tuple[Stated, ...]:
    """The probabilities stated in one sentence, ``text[start:end]``, in order.

    Offsets are those of ``text``.

    >>> text = "The odds are 3 to 1 against, but at least a 60% chance of delay remains."
    >>> [(text[s.start:s.end], s.mid) for s in find_numbers(text, 0, len(text))]
    [('odds are 3 to 1 against', 0.25), ('at least a 60% chance', 0.8)]
    """
    low = _lower(text[start:end])
    if not _may_state(low):
        return ()
    view = low if low.isascii() and low.isprintable() else low.translate(_PLAIN)
    return tuple(
        Stated(start + left, start + right, *reading, rule)
        for left, right, reading, rule in _settle([*_by_rule(view), *_by_phrase(view)])
        if not _in_address(view, left)
    )
