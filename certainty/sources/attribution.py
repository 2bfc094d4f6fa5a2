"""Who is named as holding what, as half-open ranges of words."""

from __future__ import annotations

from typing import Final, final

from certainty.records import mypyc_attr

#: Holders around a holder; more than a reader could follow.
_DEEPEST: Final = 3
#: Offsets of a holder who is named in another sentence.
Holder = tuple[int, int]


@mypyc_attr(acyclic=True)
@final
class Attribution:
    """Words of the holder, and the words that are the holder's, as half-open ranges.

    ``trigger`` is the word that attributes; where another sentence does, it is -1 and
    ``elsewhere`` are the holder's offsets.
    """

    __slots__ = ("content", "elsewhere", "holder", "trigger")

    def __init__(
        self,
        holder: tuple[int, int],
        content: tuple[int, int],
        trigger: int,
        elsewhere: Holder | None = None,
    ) -> None:
        self.holder = holder
        self.content = content
        self.trigger = trigger
        self.elsewhere = elsewhere

    @property
    def width(self) -> int:
        """How many words are the holder's."""
        return self.content[1] - self.content[0]


def source_at(attributions: list[Attribution], word: int) -> Attribution | None:
    """The innermost attribution whose content holds a word."""
    innermost: Attribution | None = None
    for each in attributions:
        first, last = each.content
        if first <= word < last and (innermost is None or each.width < innermost.width):
            innermost = each
    return innermost


def source_of(attributions: list[Attribution], first: int, last: int) -> Attribution | None:
    """The attribution that the words ``first`` to ``last`` (exclusive) make themselves."""
    for each in attributions:
        if first <= each.trigger < last:
            return each
    return None


def widest(attributions: list[Attribution]) -> Attribution:
    """The attribution with the most words, of equals the first."""
    found = attributions[0]
    for each in attributions:
        if each.width > found.width:
            found = each
    return found


def around(attributions: list[Attribution], inner: Attribution) -> Attribution | None:
    """The narrowest attribution that holds another with its holder."""
    found: Attribution | None = None
    if inner.trigger < 0:
        return found
    for each in attributions:
        first, last = each.content
        if each.width <= inner.width or first > inner.holder[0] or inner.trigger >= last:
            continue
        if found is None or each.width < found.width:
            found = each
    return found


def outwards(attributions: list[Attribution], inner: Attribution) -> list[Attribution]:
    """An attribution and those around it, one inside the other, the innermost first."""
    chain = [inner]
    while len(chain) <= _DEEPEST:
        outer = around(attributions, chain[-1])
        if outer is None:
            break
        chain.append(outer)
    return chain
