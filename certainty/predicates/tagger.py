"""The trained tagger of verbs: a logistic regression over hashed features.

It was trained on the predicates that UDS-IH2 annotates in web text, and on plain text;
`certainty.learn.predicates` fits it and measures it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from zlib import crc32

from certainty.archives import digest, pack, unpack_checked
from certainty.data import lexicon_dir
from certainty.predicates.features import MOST, is_asked, is_loud, names

FORMAT: Final = "certainty-predicates"
VERSION: Final = 1
FILE: Final = "predicates.npz"
#: Size of the hashed space of features.
BUCKETS: Final = 1 << 15
#: What the largest weight is in eight bits.
LARGEST: Final = 127


def bucket(name: str) -> int:
    """Where the weight of a feature stands; the same on every machine."""
    return crc32(name.encode()) % BUCKETS


@dataclass(frozen=True)
class Tagger:
    """Weights by bucket in steps of ``unit``, the constant, and how it came about.

    ``leanings`` are of stems, as in `names`.
    """

    weights: Sequence[int]
    unit: float
    bias: float
    leanings: Mapping[str, int]
    head: dict[str, Any]

    def score(self, features: Iterable[str]) -> float:
        """The log-odds that a word with these features is a verb."""
        weights = self.weights
        total = sum([weights[crc32(name.encode()) % BUCKETS] for name in features])
        return total * self.unit + self.bias

    def verbs(self, words: Sequence[str], capital: Sequence[bool]) -> list[float]:
        """How probable it is for each word that it is a verb with content of its own.

        ``words`` are lower case, ``capital`` says which are written with one. Auxiliaries
        and words of the closed classes have 0.
        """
        loud = is_loud(capital, words)
        return [
            _probability(
                self.score(names(words, capital, at, loud=loud, leanings=self.leanings))
            )
            if is_asked(word)
            else 0.0
            for at, word in enumerate(words)
        ]


def _probability(score: float) -> float:
    return 1 / (1 + math.exp(-max(min(score, 40.0), -40.0)))


def dump_tagger(tagger: Tagger) -> bytes:
    """The bytes of a file; the same tagger gives the same bytes."""
    import numpy as np

    arrays = {"weights": np.array(tagger.weights, np.int8)}
    for lean in range(MOST + 1):
        stems = sorted(stem for stem, own in tagger.leanings.items() if own == lean)
        arrays[f"stems {lean}"] = np.frombuffer("\n".join(stems).encode(), np.uint8)
    about = {
        **tagger.head,
        "format": FORMAT,
        "version": VERSION,
        "unit": tagger.unit,
        "bias": tagger.bias,
    }
    return pack({**about, "sha256": digest(arrays, _scales(about))}, arrays)


def load_tagger(data: bytes, *, name: str) -> Tagger:
    """Read a file; `ModelError` where it is cut short, edited or of another version."""
    about, arrays = unpack_checked(
        data, name=name, command="predicates", form=FORMAT, version=VERSION, scales=_scales
    )
    leanings = {
        stem: lean
        for lean in range(MOST + 1)
        for stem in arrays[f"stems {lean}"].tobytes().decode().split("\n")
        if stem
    }
    return Tagger(arrays["weights"].tolist(), about["unit"], about["bias"], leanings, about)


def _scales(about: dict[str, Any]) -> list[Any]:
    return [about["unit"], about["bias"]]


@cache
def shipped_tagger() -> Tagger:
    """The tagger that the library ships; read when the first claim is asked for."""
    return load_tagger(lexicon_dir().joinpath(FILE).read_bytes(), name=FILE)
