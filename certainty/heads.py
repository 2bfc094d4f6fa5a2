"""A trained head: named weights, over the candidates of a sentence or over its words.

A head is a logistic regression; `panels` applies it to candidates. `Calibration` turns its
score into a probability.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import repeat
from typing import Final

from certainty.estimates import expit
from certainty.features import MANY, NONE, OWN, WORD

Table = dict[str, float]
_SMALLEST: Final = 1e-6
_LARGEST: Final = 1 - 1e-6


@dataclass(frozen=True)
class Calibration:
    """From a raw probability s to a calibrated one: ``expit(a ln s - b ln(1 - s) + c)``.

    Beta calibration; Platt's method is ``a == b``, temperature ``a == b`` and ``c == 0``.
    """

    a: float = 1.0
    b: float = 1.0
    c: float = 0.0

    def __iter__(self) -> Iterator[float]:
        return iter((self.a, self.b, self.c))

    def __reduce__(self) -> tuple[type[Calibration], tuple[float, ...]]:
        return Calibration, tuple(self)

    def of(self, score: float) -> float:
        """The probability for a score in log-odds."""
        if self.a == self.b:
            return expit(self.a * score + self.c)
        raw = min(max(expit(score), _SMALLEST), _LARGEST)
        return expit(self.a * math.log(raw) - self.b * math.log(1 - raw) + self.c)


UNCALIBRATED: Final = Calibration()


@dataclass(frozen=True)
class Head:
    r"""Named weights with their bias and calibration.

    ``blocks`` hold the weights by the name without its last part ("own next\tmay\t"), then
    by that part ("be"). Of them are made ``own``, the candidates that the head has learnt,
    ``words``, the weights of words, and those of any candidate in a sentence (``many``) and
    of there being ``none``.
    """

    blocks: dict[str, Table]
    bias: float
    calibration: Calibration = UNCALIBRATED
    own: frozenset[str] = field(init=False, repr=False, compare=False)
    words: Table = field(init=False, repr=False, compare=False)
    many: float = field(init=False, repr=False, compare=False)
    none: float = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        families = (prefix.partition("\t") for prefix in self.blocks)
        own = frozenset(owner[:-1] for family, _, owner in families if family in OWN)
        object.__setattr__(self, "own", own)
        object.__setattr__(self, "words", self.table(f"{WORD}\t"))
        object.__setattr__(self, "many", self.table("").get(MANY, 0.0))
        object.__setattr__(self, "none", self.table("").get(NONE, 0.0))

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

    def weigh(self, words: Iterable[str]) -> float:
        """The sum of the weights of words, each as often as it stands there."""
        return sum(map(self.words.get, words, repeat(0.0)))
