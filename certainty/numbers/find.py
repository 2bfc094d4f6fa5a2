"""Find the probabilities that a sentence states outright."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from certainty.numbers import gate
from certainty.numbers.amounts import KINDS, Amount, amounts
from certainty.numbers.chances import NOUN_HINT, OR_MORE
from certainty.numbers.intervals import Interval
from certainty.numbers.phrases import PHRASES
from certainty.numbers.plain import PLAIN, any_of, has, lower, pattern
from certainty.numbers.rules import RULES, Rule

_RULES_FOR: Final = {kind: tuple(r for r in RULES if kind in r.kinds) for kind in KINDS}
_WINDOW: Final = 110

Candidate = tuple[int, int, Interval, str]


@dataclass(frozen=True)
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


def _by_rule(view: str) -> Iterator[Candidate]:
    fits: dict[str, bool] = {"": True}
    for amount in amounts(view):
        base = max(0, amount.left - _WINDOW)
        # A window that is cut off must not pass for the start of the sentence.
        window = ("\n" if base else "") + view[base : amount.left]
        noun = any_of(NOUN_HINT, window)
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
        after = pattern(rule.after).match(view, end)
        if not after:
            return None
        end = after.end()
    if rule.before:
        before = pattern(rule.before).search(window)
        if not before or (rule.check and not rule.check(before)):
            return None
        head = before.groupdict().get("head")
        start -= len(window) - before.start("head") if head else 0
    return start, end


def _suits(rule: Rule, view: str, known: dict[str, bool]) -> bool:
    """Whether the whole sentence allows a rule; looked up once a sentence."""
    for source in (rule.only, rule.never):
        if source not in known:
            known[source] = bool(pattern(source).search(view))
    return known[rule.only] and not (rule.never and known[rule.never])


def _bounded(amount: Amount, rest: str) -> Amount:
    """The amount under an "or more" or "or less" that follows it."""
    match = pattern(OR_MORE).search(rest)
    if not match:
        return amount
    down = match.group().endswith(("less", "lower", "worse"))
    return replace(amount, bound="max" if down else "min")


def _by_phrase(view: str) -> Iterator[Candidate]:
    words = [word for word in ("even", "evens", "odds", "single") if has(view, word)]
    for phrase in PHRASES if words else ():
        if phrase.needle in words:
            for match in pattern(phrase.pattern).finditer(view):
                group = "span" if match.groupdict().get("span") else 0
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
    return bool(pattern(r"://|www\.").search(view, max(word, start - 400), start))


def find_numbers(text: str, start: int, end: int) -> list[Stated]:
    """The probabilities stated in one sentence, ``text[start:end]``, in order.

    Offsets are those of ``text``. There are none without a word of `gate.WORDS`
    and one that `gate.may_count`.

    >>> text = "The odds are 3 to 1 against, but at least a 60% chance of delay remains."
    >>> [(text[s.start:s.end], s.mid) for s in find_numbers(text, 0, len(text))]
    [('odds are 3 to 1 against', 0.25), ('at least a 60% chance', 0.8)]
    """
    low = lower(text[start:end])
    if not gate.may_state(low):
        return []
    view = low if low.isascii() and low.isprintable() else low.translate(PLAIN)
    return [
        Stated(start + left, start + right, *reading, rule)
        for left, right, reading, rule in _settle([*_by_rule(view), *_by_phrase(view)])
        if not _in_address(view, left)
    ]
