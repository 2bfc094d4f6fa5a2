"""The trained judge of events: one expert for each corpus, and a gate that weighs them.

An expert adds up hashed weights of the features, family by family, and a small forest of
trees turns these sums, the plain numbers and what the other experts add up to into a
factuality from -3 (certainly not) to +3 (certainly so). The corpora asked different
questions: a `Reading` chooses the experts, and a gate weighs them by the sentence's words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal
from zlib import crc32

from certainty.archives import digest, pack, unpack_checked

Array = Any
#: Two questions that may be asked of an event, and the experts that answer: whether it holds
#: as the text states it, future and all; and whether it has happened by the time of writing.
Reading = Literal["stated", "happened"]
READINGS: Final[dict[Reading, tuple[str, ...]]] = {
    "stated": ("uw", "meantime", "megaveridicality"),
    "happened": ("uds",),
}
FORMAT: Final = "certainty-targets"
VERSION: Final = 3
#: Sizes of the hashed spaces of features and of the gate's words.
BUCKETS, GATE_BUCKETS = 1 << 16, 1 << 14
LIMIT: Final = 3.0
_DEEPEST: Final = 64


def bucket(name: str, size: int = BUCKETS) -> int:
    """Where the weight of a feature stands; the same on every machine."""
    return crc32(name.encode()) % size


def byte_unit(weights: Array) -> float:
    """What one step of a weight is worth, so that the largest still fits into eight bits."""
    return float(abs(weights).max()) / 127 or 1.0


@dataclass(frozen=True)
class Forest:
    """Regression trees in parallel arrays: a row goes left where its value is no larger.

    ``roots`` are the first node of each tree; a leaf points to itself.
    """

    roots: Array
    features: Array
    thresholds: Array
    lefts: Array
    rights: Array
    values: Array
    baseline: float

    def rounded(self) -> Forest:
        """The same with thresholds and values in sixteen bits, as a file holds them."""
        import numpy as np

        halves = (each.astype(np.float16) for each in (self.thresholds, self.values))
        thresholds, values = (each.astype(np.float32) for each in halves)
        return replace(self, thresholds=thresholds, values=values)

    def predict(self, rows: Array) -> Array:
        """The sum of all trees for each row, shape ``(n,)``."""
        import numpy as np

        at = np.repeat(self.roots[None, :], len(rows), axis=0)
        index = np.arange(len(rows))[:, None]
        for _ in range(_DEEPEST):
            goes = rows[index, self.features[at]] <= self.thresholds[at]
            there = np.where(goes, self.lefts[at], self.rights[at])
            if (there == at).all():
                break
            at = there
        return self.baseline + self.values[at].sum(axis=1)


@dataclass(frozen=True)
class Expert:
    """One corpus: weights by bucket, the constant, and the forest over their sums.

    ``reach`` are, by equal steps of the prediction from -3 to 3, how far nine in ten labels
    lay below and above it.
    """

    name: str
    weights: Array
    bias: float
    forest: Forest
    reach: Array

    def sums(self, families: Sequence[Sequence[int]]) -> list[float]:
        """What each family of features adds up to, and the whole with the constant."""
        shares = [float(self.weights[list(places)].sum()) for places in families]
        return [*shares, sum(shares) + self.bias]


@dataclass(frozen=True)
class Engine:
    """All experts with the gate; ``known`` are the words that may be cues."""

    experts: tuple[Expert, ...]
    gate: Array
    gate_bias: Array
    known: frozenset[str]
    head: dict[str, Any]

    def predict(
        self, families: Sequence[Sequence[Sequence[str]]], numbers: Sequence[Sequence[float]]
    ) -> Array:
        """Factuality by each expert, shape ``(n events, n experts)``, clipped to [-3, 3]."""
        import numpy as np

        places = [[[bucket(name) for name in names] for names in event] for event in families]
        sums = [[expert.sums(event) for event in places] for expert in self.experts]
        totals = np.array([[row[-1] for row in own] for own in sums]).T
        found = []
        for at, (expert, own) in enumerate(zip(self.experts, sums)):
            others = np.delete(totals, at, axis=1)
            rows = np.column_stack([np.array(own), np.array(numbers), others])
            found.append(expert.forest.predict(rows.astype(np.float32)))
        return np.clip(np.column_stack(found), -LIMIT, LIMIT)

    def weigh(self, words: Sequence[str], reading: Reading = "stated") -> Array:
        """How much each expert counts for a sentence, shape ``(n experts,)``, adding to 1."""
        import numpy as np

        asked = np.array([expert.name in READINGS[reading] for expert in self.experts])
        places = sorted({bucket(word, GATE_BUCKETS) for word in words})
        scores = self.gate[:, places].sum(axis=1) + self.gate_bias
        shares = np.exp(scores - scores[asked].max()) * asked
        return shares / shares.sum()

    def reach(self, predicted: Array, shares: Array) -> tuple[float, float]:
        """How far nine in ten labels lie below and above predictions so weighed."""
        below = above = 0.0
        for expert, value, share in zip(self.experts, predicted, shares):
            steps = len(expert.reach)
            step = min(int((value + LIMIT) / (2 * LIMIT) * steps), steps - 1)
            below += share * float(expert.reach[step][0])
            above += share * float(expert.reach[step][1])
        return below, above


def dump_engine(engine: Engine) -> bytes:
    """The bytes of a file; the same engine gives the same bytes."""
    import numpy as np

    arrays: dict[str, Any] = {}
    experts = []
    for expert in engine.experts:
        unit = byte_unit(expert.weights)
        parts = {
            "weights": np.rint(expert.weights / unit).astype(np.int8),
            **_parts(expert.forest),
            "reach": expert.reach.astype(np.float32),
        }
        arrays |= {f"{expert.name}.{part}": array for part, array in parts.items()}
        experts.append([expert.name, unit, expert.bias, expert.forest.baseline])
    unit = byte_unit(engine.gate)
    arrays["gate"] = np.rint(engine.gate / unit).astype(np.int8)
    arrays["known"] = np.frombuffer("\n".join(sorted(engine.known)).encode(), np.uint8)
    about = {
        **engine.head,
        "format": FORMAT,
        "version": VERSION,
        "experts": experts,
        "gate_unit": unit,
        "gate_bias": [float(value) for value in engine.gate_bias],
    }
    return pack({**about, "sha256": digest(arrays, _scales(about))}, arrays)


def _scales(about: dict[str, Any]) -> list[Any]:
    return [about["experts"], about["gate_unit"], about["gate_bias"]]


def load_engine(data: bytes, *, name: str) -> Engine:
    """Read a file; `ModelError` where it is cut short, edited or of another version."""
    import numpy as np

    about, arrays = unpack_checked(
        data, name=name, command="targets", form=FORMAT, version=VERSION, scales=_scales
    )
    experts = []
    for title, unit, bias, baseline in about["experts"]:
        part = {key: arrays[f"{title}.{key}"] for key in _PARTS}
        forest = _forest(part, baseline)
        weights = part["weights"].astype(np.float32) * np.float32(unit)
        experts.append(Expert(title, weights, bias, forest, part["reach"]))
    gate = arrays["gate"].astype(np.float32) * np.float32(about["gate_unit"])
    known = frozenset(arrays["known"].tobytes().decode().split("\n"))
    return Engine(tuple(experts), gate, np.array(about["gate_bias"]), known, about)


_PARTS: Final = (
    *("weights", "roots", "leaves", "features", "thresholds", "rights", "values", "reach"),
)


def _parts(forest: Forest) -> dict[str, Array]:
    """A forest as a file holds it: what a leaf lacks is left out.

    The left child of a node is the one behind it, and the right one less than 256 behind.
    """
    import numpy as np

    places = np.arange(len(forest.lefts))
    leaves = forest.lefts == places
    inner = ~leaves
    return {
        "roots": forest.roots.astype(np.int32),
        "leaves": np.packbits(leaves),
        "features": forest.features[inner].astype(np.uint8),
        "thresholds": forest.thresholds[inner].astype(np.float16),
        "rights": (forest.rights - places)[inner].astype(np.uint8),
        "values": forest.values[leaves].astype(np.float16),
    }


def _forest(part: dict[str, Array], baseline: float) -> Forest:
    import numpy as np

    size = len(part["features"]) + len(part["values"])
    leaves = np.unpackbits(part["leaves"], count=size).astype(bool)
    inner = ~leaves
    places = np.arange(size)

    def spread(chosen: Array, values: Array, kind: Any) -> Array:
        whole = np.zeros(size, kind)
        whole[chosen] = values
        return whole

    return Forest(
        part["roots"],
        spread(inner, part["features"], np.uint8),
        spread(inner, part["thresholds"], np.float32),
        places + inner,
        places + spread(inner, part["rights"], np.int64),
        spread(leaves, part["values"], np.float32),
        baseline,
    )
