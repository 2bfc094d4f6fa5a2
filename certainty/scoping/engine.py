"""The trained judge of scopes: one set of weights for each boundary, kept in one file.

A boundary is the place whose names' weights add up to most: a logistic regression over
places, of which only the order counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from certainty.archives import digest, pack, unpack_checked
from certainty.errors import ModelError
from certainty.scoping.features import BUCKETS, Buckets, Places, left, right
from certainty.scoping.frames import Frame, Words

Array = Any
FORMAT: Final = "certainty-scopes"
VERSION: Final = 1
SIDES: Final = ("left", "right")
COMMAND: Final = "scopes"
_STEPS: Final = 127


@dataclass(frozen=True)
class Engine:
    """The weights of each boundary by bucket, and the head of the file.

    ``left`` and ``right`` have shape ``(BUCKETS,)``.
    """

    left: Array
    right: Array
    head: dict[str, Any]

    def predict(self, seen: Frame) -> Words:
        """The scope of a cue with the cue in it, as words of its frame, the last exclusive.

        BioScope's convention: a modal's or an adverb's subject is outside unless what
        follows is a passive.
        """
        return best(self.left, *left(seen)), best(self.right, *right(seen)) + 1


def best(weights: Array, places: Places, buckets: Buckets) -> int:
    """The place whose names weigh most; of equal ones the first."""
    return places[int(scores(weights, buckets).argmax())]


def scores(weights: Array, buckets: Buckets) -> Array:
    """What the names of each place add up to, shape ``(n places,)``."""
    import numpy as np

    sizes = [len(names) for names in buckets]
    flat = np.fromiter((name for names in buckets for name in names), np.int64, sum(sizes))
    starts = np.cumsum([0, *sizes[:-1]])
    return np.add.reduceat(weights[flat], starts)


def byte_unit(weights: Array) -> float:
    """What one step of a weight is worth, so that the largest still fits into eight bits."""
    return float(abs(weights).max()) / _STEPS or 1.0


def dump_engine(engine: Engine) -> bytes:
    """The bytes of a file; the same engine gives the same bytes."""
    import numpy as np

    units = {side: byte_unit(getattr(engine, side)) for side in SIDES}
    arrays = {
        side: np.rint(getattr(engine, side) / unit).astype(np.int8)
        for side, unit in units.items()
    }
    about = {**engine.head, "format": FORMAT, "version": VERSION, "units": units}
    return pack({**about, "sha256": digest(arrays, units)}, arrays)


def _units(about: dict[str, Any]) -> Any:
    return about.get("units")


def load_engine(data: bytes, *, name: str) -> Engine:
    """Read a file; `ModelError` where it is cut short, edited or of another version."""
    import numpy as np

    about, arrays = unpack_checked(
        data, name=name, command=COMMAND, form=FORMAT, version=VERSION, scales=_units
    )
    whole = sorted(arrays) == sorted(SIDES) and all(
        array.shape == (BUCKETS,) and array.dtype == np.int8 for array in arrays.values()
    )
    if not whole:
        raise ModelError(f"{name}: was edited or damaged; install the library anew")
    weights = {
        side: arrays[side].astype(np.float32) * np.float32(about["units"][side])
        for side in SIDES
    }
    return Engine(weights["left"], weights["right"], about)
