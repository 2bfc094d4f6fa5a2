"""The two sorts of trained heads: over the candidates of a sentence, and over its words.

A head is a logistic regression that is read from named weights and applied with plain
look-ups; `Calibration` turns its score into a probability.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, NamedTuple

from certainty.estimates import expit
from certainty.features import ANY, KIND, OWN, WORD, Around, around
from certainty.tokens import where

Table = dict[str, float]
_SMALLEST, _LARGEST = 1e-6, 1 - 1e-6


class Calibration(NamedTuple):
    """From a raw probability s to a calibrated one: ``expit(a ln s - b ln(1 - s) + c)``.

    Beta calibration; Platt's method is ``a == b``, temperature ``a == b`` and ``c == 0``.
    """

    a: float = 1.0
    b: float = 1.0
    c: float = 0.0

    def of(self, score: float) -> float:
        """The probability for a score in log-odds."""
        if self.a == self.b:
            return expit(self.a * score + self.c)
        raw = min(max(expit(score), _SMALLEST), _LARGEST)
        return expit(self.a * math.log(raw) - self.b * math.log(1 - raw) + self.c)


UNCALIBRATED = Calibration()


@dataclass(frozen=True)
class Head:
    r"""Named weights with their bias and calibration.

    ``blocks`` hold the weights by the name without its last part ("own next\tmay\t"), then
    by that part ("be"). The other tables are made of them once: ``own`` and ``kinds`` hold
    for each candidate or kind its weight and its tables, in the order of `OWN` and `KIND`,
    ``any`` those of `ANY`, ``words`` the weights of words.
    """

    blocks: dict[str, Table]
    bias: float
    calibration: Calibration = UNCALIBRATED
    own: dict[str, Any] = field(init=False, repr=False, compare=False)
    kinds: dict[str, Any] = field(init=False, repr=False, compare=False)
    any: tuple[Table, ...] = field(init=False, repr=False, compare=False)
    words: Table = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        families: dict[str, dict[str, Table]] = defaultdict(dict)
        for prefix, table in self.blocks.items():
            family, _, owner = prefix.partition("\t")
            families[family][owner[:-1]] = table
        object.__setattr__(self, "own", _tables(families, list(OWN)))
        object.__setattr__(self, "kinds", _tables(families, list(KIND)))
        object.__setattr__(self, "any", tuple(families[f].get("", {}) for f in ANY))
        object.__setattr__(self, "words", self.table(f"{WORD}\t"))

    @classmethod
    def of(
        cls, weights: dict[str, float], bias: float, calibration: Calibration = UNCALIBRATED
    ) -> Head:
        r"""A head from weights by their whole names.

        >>> Head.of({"own next\tmay\tbe": 0.5}, 0.0).blocks
        {'own next\tmay\t': {'be': 0.5}}
        """
        blocks: dict[str, Table] = {}
        for name, weight in sorted(weights.items()):
            prefix, tab, key = name.rpartition("\t")
            blocks.setdefault(prefix + tab, {})[key] = weight
        return cls(blocks, bias, calibration)

    def __reduce__(self) -> tuple[type[Head], tuple[object, ...]]:
        return Head, (self.blocks, self.bias, self.calibration)

    def named(self) -> dict[str, float]:
        """All weights by their whole names."""
        blocks = self.blocks.items()
        return {
            prefix + key: weight for prefix, table in blocks for key, weight in table.items()
        }

    def table(self, prefix: str) -> Table:
        """The weights of the names that begin so, by their last part."""
        return self.blocks.get(prefix, {})

    def judge(self, near: Around, own: str, form: str, kind: str = "") -> float:
        """The score of a candidate, in log-odds.

        Written out, not looped over: this is what every candidate of a text pays for.
        """
        after, after2, before, before2 = near.next, near.next2, near.before, near.before2
        by_after, by_after2, by_before, by_before2 = self.any
        score = self.bias + by_after.get(after, 0.0) + by_after2.get(after2, 0.0)
        score += by_before.get(before, 0.0) + by_before2.get(before2, 0.0)
        if own in self.own:
            itself, by_after, by_after2, by_before, by_before2, by_ending, by_form = self.own[
                own
            ]
            score += itself + by_after.get(after, 0.0) + by_after2.get(after2, 0.0)
            score += by_before.get(before, 0.0) + by_before2.get(before2, 0.0)
            score += by_ending.get(near.ending, 0.0) + by_form.get(form, 0.0)
        if kind in self.kinds:
            itself, by_after, by_before, by_ending = self.kinds[kind]
            score += itself + by_after.get(after, 0.0) + by_before.get(before, 0.0)
            score += by_ending.get(near.ending, 0.0)
        return score

    def judge_words(self, words: list[str], places: Iterable[int] | None = None) -> list[float]:
        """The scores of the words that the head knows.

        ``places`` are where such words may stand, for a caller who has looked already.
        """
        own = self.own
        return [
            self.judge(around(words, at, at + 1), words[at], words[at])
            for at in (where(words, own) if places is None else places)
            if words[at] in own
        ]

    def weigh(self, words: Iterable[str]) -> float:
        """The sum of the weights of words, each as often as it stands there."""
        return sum(map(self.words.get, words, repeat(0.0)))


def _tables(
    families: dict[str, dict[str, Table]], names: list[str]
) -> dict[str, tuple[Any, ...]]:
    """For each candidate or kind its own weight, then its table for each other family."""
    itself, *others = names
    known = dict.fromkeys(key for family in names for key in families[family])
    return {
        key: (
            families[itself].get(key, {}).get("", 0.0),
            *(families[family].get(key, {}) for family in others),
        )
        for key in known
    }
