"""Move a sentence's certainty towards what human raters make of such sentences.

The rules give a number; a linear score, fitted on people's ratings of how certain a
sentence sounds, moves it inside a box that depends on where the number comes from. A
stated or worded likelihood is not moved at all, a flat assertion stays near one. The
interval is what covered nine in ten of the ratings of sentences left out of the fit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Final, final

from certainty.context import DENYING, Cue
from certainty.estimates import FLAT, rate
from certainty.features import WORD
from certainty.heads import Head, Table
from certainty.records import mypyc_attr
from certainty.types import Estimate

#: From a predicted rating, 0 for the mean of all, in steps of 1 to 6, to a certainty: where
#: the mean rating lies, and what a step is worth (chosen by cross-validation).
CENTRE: Final = 0.84
STEP: Final = 0.4
#: How far below and above the rules' number a class of sentences may be moved (judgement:
#: no farther than readers' means of such phrases lie apart), and the bounds of a flat
#: assertion.
MOVES: Final = {"low": (0.05, 0.05), "modal": (0.12, 0.15), "soft": (0.15, 0.13)}
FLAT_LOW: Final = 0.85
FLAT_HIGH: Final = 0.99
HIGHEST: Final = 0.9
#: The classes of sentences that may be moved.
CLASSES: Final = ("flat", *MOVES)
_MEASURED: Final = frozenset({"survey", "scale"})
_FIRM: Final = frozenset({"likelihood", "numeric"})
#: Families of the features of its cues.
KIND: Final = "cue"
ENTRY: Final = "entry"
#: What is known of a sentence besides its cues.
DENSE: Final = ("number", "flat", "hedged", "hedged flat", "sourced", "length")

#: A value for each of these.
Dense = tuple[float, float, float, float, float, float]
#: What `estimates.rate` takes besides the number.
Aim = tuple[float, float, float, float, float, bool]


@mypyc_attr(acyclic=True)
@final
class Heard:
    """What a rating is predicted from; ``words`` are folded, ``cues`` those that count."""

    __slots__ = ("certainty", "cues", "hedged", "sourced", "words")

    def __init__(
        self,
        words: list[str],
        cues: list[Cue],
        hedged: float,
        sourced: bool,
        certainty: Estimate,
    ) -> None:
        self.words = words
        self.cues = cues
        self.hedged = hedged
        self.sourced = sourced
        self.certainty = certainty


@dataclass(frozen=True)
class Ratings:
    """The score, and per class what the interval reaches below and above the number."""

    head: Head
    reach: dict[str, tuple[float, float]]
    dense: Dense = field(init=False, repr=False, compare=False)
    kinds: Table = field(init=False, repr=False, compare=False)
    entries: Table = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        weights = tuple([self.head.table("").get(name, 0.0) for name in DENSE])
        object.__setattr__(self, "dense", weights)
        object.__setattr__(self, "kinds", self.head.table(f"{KIND}\t"))
        object.__setattr__(self, "entries", self.head.table(f"{ENTRY}\t"))

    def __reduce__(self) -> tuple[type[Ratings], tuple[object, ...]]:
        return Ratings, (self.head, self.reach)

    def adjust(self, heard: Heard, worded: float) -> Estimate:
        """The certainty moved and its interval widened; as it was where it was measured.

        ``worded`` is the weight of the sentence's words, each as often as it stands there.
        """
        kind = class_of(heard)
        if kind == "firm":
            return heard.certainty
        aimed, least, most, below, above, anew = self.aim(kind, heard, worded)
        return rate(heard.certainty, aimed, least, most, below, above, anew)

    def aim(self, kind: str, heard: Heard, worded: float) -> Aim:
        """How a certainty of a class is moved: what `estimates.rate` takes."""
        least, most = box(kind, heard.certainty.mean)
        below, above = self.reach[kind]
        aimed = CENTRE + STEP * self.score(heard, worded)
        return aimed, least, most, below, above, kind == "flat"

    def score(self, heard: Heard, worded: float) -> float:
        """The predicted rating, as steps above or below the mean one."""
        score = _add(self.head.bias + worded, self.dense, dense(heard))
        for cue in heard.cues:
            score += self.kinds.get(cue.kind, 0.0) + self.entries.get(cue.entry.id, 0.0)
        return score


def class_of(heard: Heard) -> str:
    """Where the rules' number comes from: firm, flat, low, modal or soft."""
    if heard.certainty is FLAT:
        return "flat"
    if any(cue.kind in _FIRM for cue in heard.cues):
        return "firm"
    mean = heard.certainty.mean
    if mean < 0.5 and (
        mean < 0.3 or any(cue.negated or cue.kind in DENYING for cue in heard.cues)
    ):
        return "low"
    surveyed = any(cue.kind == "modal" and cue.entry.basis in _MEASURED for cue in heard.cues)
    return "modal" if surveyed else "soft"


def box(kind: str, mean: float) -> tuple[float, float]:
    """How low and how high a certainty of a class may be moved."""
    if kind == "flat":
        return FLAT_LOW, FLAT_HIGH
    below, above = MOVES[kind]
    return max(mean - below, 0.01), max(min(mean + above, HIGHEST), mean)


def dense(heard: Heard) -> Dense:
    """What is known of a sentence besides its cues, in the order of `DENSE`."""
    mean = heard.certainty.mean
    p = min(max(heard.hedged, 0.001), 0.999)
    hedged = math.log(p / (1 - p)) / 4
    sourced, length = float(heard.sourced), math.log(float(len(heard.words)))
    if heard.certainty is FLAT:
        return mean, 1.0, hedged, hedged, sourced, length
    return mean, 0.0, hedged, 0.0, sourced, length


def _add(score: float, weights: Dense, values: Dense) -> float:
    """A score with the products of weights and values, added in their order."""
    score += weights[0] * values[0]
    score += weights[1] * values[1]
    score += weights[2] * values[2]
    score += weights[3] * values[3]
    score += weights[4] * values[4]
    return score + weights[5] * values[5]


def features(heard: Heard) -> list[str]:
    """The names of its words and of its cues: their kinds and their entries."""
    cues = [cue.entry for cue in heard.cues]
    return [
        *(f"{WORD}\t{word}" for word in heard.words),
        *(f"{KIND}\t{entry.kind}" for entry in cues),
        *(f"{ENTRY}\t{entry.id}" for entry in cues),
    ]
