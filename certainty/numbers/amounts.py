"""Read the amounts of a sentence: "70 to 80 per cent", "3 in 4", "10-1", "0.7"."""

from __future__ import annotations

from dataclasses import dataclass

from certainty.numbers.modifiers import modifier
from certainty.numbers.plain import pattern, places


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
START_WORDS = frozenset((*_WORTH, *_TIMES, *_PARTS, *(f"{part}s" for part in _PARTS)))
START_WORDS = START_WORDS - {"a", "an"} | {"chance"}

SEP = r"(?: {1,3}| ?- ?)"
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
_RATIO = rf"{_COUNT}{SEP}(?:in|out{SEP}of){SEP}(?:every{SEP})?{_LARGE}"
_PERCENT = r"[ -]{0,3}(?:%|per[ -]{0,2}cent\b|pct\b|pc\b)"
_POINT = r"[01]?\.\d{1,6}"
_DASH = r"[-\u2014]{1,2}"

# In order: of the kinds that fit at one place the first is taken.
KINDS = {
    # 60-80%, 60% to 80%, 60 or 70 per cent; "scenario 2 - 70%" is none
    "range": rf"{_NUMBER}(?:(?:{_PERCENT})? ?{_DASH}|(?:{_PERCENT})?[ -]{{1,3}}(?:to|or)"
    rf"[ -]{{1,3}}(?:an?_)?|(?:(?<=\d\d)|{_PERCENT}) {_DASH} ){_NUMBER}{_PERCENT}",
    "percent": rf"{_NUMBER}(?:\+|[ -]plus)?{_PERCENT}",
    # nine times out of ten
    "times": rf"{_COUNT}_times{SEP}(?:in|out{SEP}of){SEP}(?:every_)?"
    r"(?:10|100|1,?000|ten|(?:an?|one)_(?:hundred|thousand))(?![.,]?\w)",
    # one chance in three
    "chances": rf"(?:{_COUNT}|an?)_chances?_(?:in|out_of)_{_LARGE}",
    # one in five, one-in-ten to one-in-five
    "ratio": rf"{_RATIO}(?:[ -]{{1,3}}(?:to|or)[ -]{{1,3}}(?:an?_)?{_RATIO})?",
    "decimals": rf"(?:{_POINT}(?: ?{_DASH} ?|_to_)(?:{_POINT}|1)"
    rf"|[01](?: ?{_DASH} ?|_to_){_POINT})(?![\d%]|[.,]\d)",
    # 3 to 1, 10-1, 11/4, 50-50, ten-to-one
    "sides": rf"(?:\d{{1,4}} ?[-/:] ?\d{{1,4}}|{_SIDE}{SEP}to{SEP}{_SIDE}"
    r"|fifty(?: ?[-/] ?|_)fifty)(?!\w|[-/:.,]\d|(?:_)?%|_per_?cent\b)",
    # two-thirds, a half
    "fraction": rf"(?:(?:an?|{_UNIT})[ -])?{_PART}",
    "decimal": rf"{_POINT}(?![\d%:/]|[.,]\d|[ -]{{0,2}}(?:per ?cent|pct|pc)\b)",
}
# Not inside a word, a price, a signed number, a date or a longer figure.
_AMOUNT = (
    r"(?<![\w.,$\u00a3\u20ac+\u00b1^])(?<!\d[-/:])(?<![ (]-)(?<!point )(?:"
    + "|".join(f"(?P<{kind}>{source})" for kind, source in KINDS.items())
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
        for match in pattern(_FIGURE).finditer(text)
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


def _starts(view: str) -> list[int]:
    """Where amounts may begin: at figures, at number words and at articles before them."""
    starts = []
    for match in pattern(_FIGURES_RUN).finditer(view):
        start = match.start()
        starts.append(start - 1 if view[start - 1 : start] == "." else start)
    for mark in "-.,\"'([":
        view = view.replace(mark, " ")
    for word in START_WORDS.intersection(view.split()):
        for start in places(view, word):
            starts.append(start)
            article = pattern(r" {1,3}n?a\b").match(view[max(0, start - 6) : start][::-1])
            if article:
                starts.append(start - article.end())
    return sorted(starts)


def amounts(view: str) -> list[Amount]:
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
    match = pattern(_AMOUNT).match(view, start)
    both = pattern(_BOTH).match(view, start) if " and " in view[start : start + 48] else None
    if not match and not both:
        return None
    left, bound = modifier(view, start)
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
