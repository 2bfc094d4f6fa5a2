"""One number for cues that stand on each other.

Three rules, in order: a modal that only carries another cue ("will probably") gives
way to it; two weak hedges of one clause are heard as one ("may possibly"); a cue in
the scope of another is embedded in it. How much of the outer cue's number counts
depends on its kind: a holder's belief or a report hands a graded claim on almost as
worded (`INHERITED`).
"""

from __future__ import annotations

from typing import Final, final

from certainty.context import Cue
from certainty.estimates import BELOW_EVEN, agree, under
from certainty.records import mypyc_attr
from certainty.types import Estimate

#: Modals that give way to any other cue of their clause.
CARRIERS: Final = frozenset("will would shall should can must going-to".split())
#: Share of the outer cue's doubt that a graded claim inside it inherits (judgement,
#: after the 30 to 75 % pull to the middle that Herbstritt & Franke 2019 saw).
INHERITED: Final = {
    "belief": 0.2,
    "hearsay": 0.4,
    "weasel": 0.4,
    "evidential": 0.4,
    "booster": 0.2,
    "prediction": 0.6,
}
#: Words between two cues of one clause that can still be one hedge.
NEAR: Final = 4
#: Cues to either side that may scope over one; keeps the cost linear.
REACH: Final = 8
#: Cues stacked on one claim; deeper ones add nothing that a reader could follow.
DEEPEST: Final = 8
APART: Final = frozenset({",", ";", "and", "or", "but"})


@mypyc_attr(acyclic=True)
@final
class Placed:
    """A cue with its scope in words; ``follows`` where the scope lies behind it."""

    __slots__ = ("cue", "follows", "scope")

    def __init__(self, cue: Cue, scope: tuple[int, int] | None, follows: bool) -> None:
        self.cue = cue
        self.scope = scope
        self.follows = follows


@mypyc_attr(acyclic=True)
@final
class Joint:
    """What the cue ``outer`` makes of a claim's number, and how.

    "carry": the inner cue only carries the outer and gives way; "doubt": the outer doubts
    what is merely possible; "agree": both are one hedge; "embed": the outer hands on the
    share ``inherits`` of its doubt.
    """

    __slots__ = ("how", "inherits", "number", "outer")

    def __init__(self, how: str, outer: int, number: Estimate, inherits: float = 1.0) -> None:
        self.how = how
        self.outer = outer
        self.number = number
        self.inherits = inherits


def compose(words: list[str], placed: list[Placed]) -> list[tuple[Estimate | None, int]]:
    """Each cue's composed number and its claim: the index of the innermost cue on it."""
    if len(placed) == 1:
        return [(placed[0].cue.estimate, 0)]
    parents = parents_of(words, placed)
    if all(parent is None for parent in parents):
        return [(place.cue.estimate, at) for at, place in enumerate(placed)]
    claims = list(range(len(placed)))
    for inner in sorted(claims, key=lambda i: -_depth(parents, i)):
        parent = parents[inner]
        if parent is not None and claims[parent] == parent:
            claims[parent] = claims[inner]
    numbers = [_number(placed, parents, i) for i in range(len(placed))]
    return [(numbers[claims[i]], claims[i]) for i in range(len(placed))]


def parents_of(words: list[str], placed: list[Placed]) -> list[int | None]:
    """For each cue the one with the narrowest scope over it; never in a circle."""
    parents: list[int | None] = [None] * len(placed)
    scored = [i for i, place in enumerate(placed) if place.cue.estimate is not None]
    for at, inner in enumerate(scored):
        around = scored[max(0, at - REACH) : at + REACH + 1]
        over = [o for o in around if o != inner and _over(words, placed[o], placed[inner])]
        for outer in _narrowest_first(placed, over, inner) if over else over:
            above = _chain(parents, outer)
            if inner not in above and len(above) < DEEPEST:
                parents[inner] = outer
                break
    return parents


def _narrowest_first(placed: list[Placed], over: list[int], inner: int) -> list[int]:
    return sorted(over, key=lambda o: (_width(placed[o]), abs(inner - o)))


def _chain(parents: list[int | None], at: int | None) -> list[int]:
    chain: list[int] = []
    while at is not None and len(chain) < DEEPEST:
        chain.append(at)
        at = parents[at]
    return chain


def _depth(parents: list[int | None], at: int) -> int:
    return len(_chain(parents, at))


def _width(place: Placed) -> int:
    return place.scope[1] - place.scope[0] if place.scope else 0


def joints(placed: list[Placed], parents: list[int | None], inner: int) -> list[Joint]:
    """What each cue over a claim makes of its number, from the inside out."""
    found: list[Joint] = []
    below, parent = placed[inner].cue.estimate, parents[inner]
    while parent is not None and below is not None:
        outer = placed[parent]
        above = outer.cue.estimate
        assert above is not None
        if _carries(placed[inner].cue):
            found.append(Joint("carry", parent, above))
            below, inner = above, parent
        elif outer.follows or not _carries(outer.cue):
            joint = _join(parent, outer, above, placed[inner], below)
            found.append(joint)
            below = joint.number
        parent = parents[parent]
    return found


def _number(placed: list[Placed], parents: list[int | None], inner: int) -> Estimate | None:
    """The number of a claim under all that scopes over it."""
    if parents[inner] is None:
        return placed[inner].cue.estimate
    found = joints(placed, parents, inner)
    return found[-1].number if found else placed[inner].cue.estimate


def _over(words: list[str], outer: Placed, inner: Placed) -> bool:
    """Whether the inner cue's claim is part of the outer cue's."""
    if outer.scope is None or inner.scope is None:
        return False
    above, below = outer.cue, inner.cue
    if not outer.scope[0] <= below.first < outer.scope[1]:
        return False
    if outer.follows:
        facing = inner.follows and inner.scope[0] <= above.first < inner.scope[1]
        return not facing or above.first < below.first
    between = words[above.last : below.first]
    near = above.last <= below.first <= above.last + NEAR and APART.isdisjoint(between)
    return near and inner.scope[0] <= outer.scope[0] and below.kind != "numeric"


def _join(at: int, outer: Placed, above: Estimate, inner: Placed, below: Estimate) -> Joint:
    kinds = (outer.cue.kind, inner.cue.kind)
    if above.mean < 0.5 and below.mean >= BELOW_EVEN:
        return Joint("doubt", at, above)  # to doubt what is merely possible is to doubt it
    same_side = (above.mean <= 0.5) == (below.mean <= 0.5)
    if not outer.follows and same_side and "modal" in kinds:
        return Joint("agree", at, agree(above, below))
    inherits = INHERITED.get(kinds[0], 1.0) if above.mean >= 0.5 else 1.0
    return Joint("embed", at, under(below, above, inherits=inherits), inherits)


def _carries(cue: Cue) -> bool:
    return cue.kind == "modal" and cue.entry.id in CARRIERS and not cue.negated
