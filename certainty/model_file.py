"""Model files: written, read and checked.

A model file is an ``.npz`` without pickles: a JSON head with format, version, hashes and
the licences of the training data, and for each head of the model the names of its features
and their weights as whole numbers of a unit.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from certainty.archives import digest, pack, unpack
from certainty.errors import ModelError
from certainty.heads import Calibration, Head
from certainty.model import HEADS, SENSES, Model
from certainty.ratings import CLASSES, Ratings

FORMAT = "certainty-linear"
VERSION = 3
#: The arrays of a head: its names, block by block, and its weights.
PARTS = ("names", "weights")
#: What the names of the arrays of senses and of a user's own heads begin with.
_SENSE, _OWN = "sense ", "own "


def dump_model(model: Model) -> bytes:
    """The bytes of a model file; the same model gives the same bytes."""
    import numpy as np

    arrays: dict[str, Any] = {}
    scales: dict[str, list[float]] = {}
    heads = dict(model.heads)
    heads |= {f"{_SENSE}{name}": head for name, head in model.senses.items()}
    heads |= {f"{_OWN}{name}": head for name, head in model.own.items()}
    if model.ratings:
        heads["ratings"] = model.ratings.head
    for name, head in sorted(heads.items()):
        weights = head.named()
        unit = unit_of(weights)
        counts = [round(weight / unit) for weight in weights.values()]
        sizes = "\n".join(f"{prefix}{len(table)}" for prefix, table in head.blocks.items())
        keys = "\n".join(key for table in head.blocks.values() for key in table)
        arrays[f"{name}.names"] = np.frombuffer(f"{sizes}\n\n{keys}".encode(), np.uint8)
        arrays[f"{name}.weights"] = np.array(counts, np.int16)
        scales[name] = [unit, head.bias, *head.calibration]
    about = {
        **model.head,
        "format": FORMAT,
        "version": VERSION,
        "heads": sorted(model.heads),
        "senses": sorted(model.senses),
        "own": sorted(model.own),
        "scales": scales,
        "sha256": digest(arrays, scales),
        "prior": model.prior,
        "ambiguous_prior": model.ambiguous_prior,
        "unhedged": model.unhedged,
        "reach": model.ratings.reach if model.ratings else {},
    }
    return pack(about, arrays)


def unit_of(weights: dict[str, float]) -> float:
    """What one step of a weight is worth, so that the largest still fits into sixteen bits."""
    return max(map(abs, weights.values()), default=1.0) / 32767 or 1.0


def load_model(data: bytes, *, name: str) -> Model:
    """Read a model file; `ModelError` where it is cut short, edited or of another version."""
    about, arrays = unpack(data, name=name, command="train")
    _check(about, arrays, name)
    try:
        return Model(
            heads={head: _head(arrays, about, head) for head in about["heads"]},
            head=about,
            prior=about["prior"],
            ambiguous_prior=about["ambiguous_prior"],
            unhedged=about["unhedged"],
            ratings=_ratings(about, arrays),
            senses={name: _head(arrays, about, f"{_SENSE}{name}") for name in about["senses"]},
            own={name: _head(arrays, about, f"{_OWN}{name}") for name in about["own"]},
        )
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(
            f"{name}: its parts do not fit together ({error}); train it anew"
        ) from error


def read_model(path: str | Path) -> Model:
    """Read a model file from disk."""
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"{path}: cannot be read ({error.strerror}); check the path"
        ) from error
    return load_model(data, name=str(path))


def _head(arrays: dict[str, Any], about: dict[str, Any], name: str) -> Head:
    sizes, _, rest = arrays[f"{name}.names"].tobytes().decode().partition("\n\n")
    keys = rest.split("\n")
    unit, bias, *calibration = about["scales"][name]
    weights = (arrays[f"{name}.weights"] * unit).tolist()
    blocks, at = {}, 0
    for line in sizes.splitlines():
        prefix, tab, size = line.rpartition("\t")
        end = at + int(size)
        blocks[prefix + tab] = dict(zip(keys[at:end], weights[at:end]))
        at = end
    if not len(weights) == at <= len(keys):
        raise ValueError(f"{name} has {len(weights)} weights where {at} are named")
    return Head(blocks, bias, Calibration(*calibration))


def _ratings(about: dict[str, Any], arrays: dict[str, Any]) -> Ratings | None:
    if not about["reach"]:
        return None
    reach = {}
    for kind in CLASSES:
        below, above = about["reach"][kind]
        reach[kind] = (float(below), float(above))
    return Ratings(_head(arrays, about, "ratings"), reach)


def _check(about: Any, arrays: dict[str, Any], name: str) -> None:
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise ModelError(
            f"{name}: its head does not say format {FORMAT!r}; it is no model file"
        )
    if about.get("version") != VERSION:
        raise ModelError(
            f"{name}: version {about.get('version')!r} is not {VERSION}, the one this release "
            "reads; install the release it was made with, or train it anew"
        )
    known = [*HEADS, *(f"{_SENSE}{sense}" for sense in SENSES if about.get("senses"))]
    known += [f"{_OWN}{own}" for own in about.get("own") or ()]
    known += ["ratings"] if about.get("reach") else []
    wanted = {f"{head}.{part}" for head in known for part in PARTS}
    if missing := sorted(wanted - arrays.keys()):
        raise ModelError(f"{name}: lacks {', '.join(missing)}; the file is cut short")
    if foreign := sorted(arrays.keys() - wanted):
        raise ModelError(
            f"{name}: holds {', '.join(foreign)}, no arrays of its heads; the file was edited"
        )
    if about.get("sha256") != digest(arrays, about.get("scales")):
        raise ModelError(f"{name}: the weights do not match their hash; the file was edited")
