"""The trained weights: read, checked, and applied with plain arithmetic.

A model file is an ``.npz`` without pickles: a JSON head with format, version and
hashes, and for each head the names of its features and their weights. Annotation
sums the weights of the features at hand; scikit-learn is needed for training alone.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from certainty.errors import ModelError
from certainty.features import cue_features, fold, weighted_features
from certainty.lexicon import Entry

FORMAT = "certainty-linear"
VERSION = 1
HEADS = ("epistemic", "hedged", "weasel")
Key = str | tuple[str, str]
_NOTHING = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Head:
    """One logistic regression: weights by feature name, bias, and calibration.

    The probability is ``expit(slope * (bias + sum of weights) + offset)``.
    """

    weights: Mapping[str, float]
    bias: float
    slope: float = 1.0
    offset: float = 0.0

    def probability(self, total: float) -> float:
        """From the sum of the weights at hand to a calibrated probability."""
        return _expit(self.slope * (self.bias + total) + self.offset)


@dataclass(frozen=True, slots=True)
class Model:
    """Three heads and what is known of their making; immutable and picklable.

    A phrase for which the lexicon knows no other reading (no near miss) has ``prior``,
    one of several words that can be misread ``ambiguous_prior``. An ambiguous single
    word is judged by the epistemic head where its entry is among ``trained``, the
    entries that the corpora annotate. ``joint``, ``known`` and ``pairs`` hold the
    weights of the two sentence heads as annotation looks them up.
    """

    heads: Mapping[str, Head]
    trained: frozenset[str]
    head: Mapping[str, Any]
    prior: float = 0.97
    ambiguous_prior: float = 0.85
    joint: Mapping[Key, tuple[float, float]] = field(default_factory=dict, repr=False)
    known: frozenset[str] = field(default=frozenset(), repr=False)
    pairs: frozenset[tuple[str, str]] = field(default=frozenset(), repr=False)

    def epistemic(self, words: Sequence[str], first: int, last: int, entry: Entry) -> float:
        """How probable it is that this occurrence speaks of certainty."""
        if entry.id not in self.trained or not is_ambiguous_word(entry):
            return self.ambiguous_prior if entry.near_miss else self.prior
        head = self.heads["epistemic"]
        get = head.weights.get
        features = cue_features(words, first, last, entry)
        return head.probability(sum(get(name, 0.0) for name in features))

    def sentence(
        self, words: Sequence[str], cues: Sequence[tuple[Entry, float]]
    ) -> tuple[float, float]:
        """The probabilities ``hedged`` and ``weasel`` of a sentence."""
        joint = self.joint
        folded = fold(words)
        names: set[Key] = {*self.known.intersection(folded)}
        names |= self.pairs.intersection(zip(folded, folded[1:]))
        hedged = weasel = 0.0
        for name in names:
            first, second = joint[name]
            hedged += first
            weasel += second
        for name, value in weighted_features(cues).items() if cues else ():
            first, second = joint.get(name, _NOTHING)
            hedged += value * first
            weasel += value * second
        return self.heads["hedged"].probability(hedged), self.heads["weasel"].probability(
            weasel
        )

    @property
    def digest(self) -> str:
        """The sha256 of the weights, so that a result can name its model."""
        return str(self.head["sha256"])


def is_ambiguous_word(entry: Entry) -> bool:
    """Whether a phrase is one word, or one verb, that can be read otherwise."""
    return bool(entry.near_miss) and " " not in entry.phrase


def join_heads(first: Head, second: Head) -> dict[Key, tuple[float, float]]:
    """The weights of two heads side by side, so that one look-up finds both.

    A pair of words "a b" becomes ``("a", "b")``, which annotation need not join.
    """
    names = first.weights.keys() | second.weights.keys()
    return {
        _key(name): (first.weights.get(name, 0.0), second.weights.get(name, 0.0))
        for name in names
    }


def _key(name: str) -> Key:
    left, space, right = name.partition(" ")
    return (left, right) if space else name


def dump_model(model: Model) -> bytes:
    """The bytes of a model file; the same model gives the same bytes."""
    import numpy as np

    arrays: dict[str, Any] = {}
    for name in HEADS:
        head = model.heads[name]
        keys = sorted(head.weights)
        arrays[f"{name}.names"] = np.frombuffer("\n".join(keys).encode(), np.uint8)
        arrays[f"{name}.weights"] = np.array([head.weights[key] for key in keys], np.float16)
        arrays[f"{name}.scale"] = np.array([head.bias, head.slope, head.offset], np.float64)
    arrays["trained"] = np.frombuffer("\n".join(sorted(model.trained)).encode(), np.uint8)
    about = {
        **model.head,
        "format": FORMAT,
        "version": VERSION,
        "sha256": _digest(arrays),
        "prior": model.prior,
        "ambiguous_prior": model.ambiguous_prior,
    }
    arrays["head"] = np.frombuffer(json.dumps(about, sort_keys=True).encode(), np.uint8)
    return _zip(arrays)


def load_model(data: bytes, *, name: str) -> Model:
    """Read a model file; `ModelError` where it is cut short, edited or of another version."""
    import numpy as np

    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            arrays = {key: archive[key] for key in archive.files}
        about = json.loads(arrays.pop("head").tobytes())
    except Exception as error:  # a damaged archive may raise anything
        raise ModelError(
            f"{name}: not a whole model file ({error}); train one with "
            "`python -m certainty.learn train` or install the library anew"
        ) from error
    _check(about, arrays, name)
    try:
        return _build(about, arrays)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise ModelError(
            f"{name}: its parts do not fit together ({error}); train it anew"
        ) from error


def _build(about: Mapping[str, Any], arrays: Mapping[str, Any]) -> Model:
    heads = {head: _head(arrays, head) for head in HEADS}
    joint = join_heads(heads["hedged"], heads["weasel"])
    return Model(
        heads=heads,
        trained=frozenset(arrays["trained"].tobytes().decode().split("\n")),
        head=about,
        prior=about["prior"],
        ambiguous_prior=about["ambiguous_prior"],
        joint=joint,
        known=frozenset(name for name in joint if isinstance(name, str)),
        pairs=frozenset(name for name in joint if isinstance(name, tuple)),
    )


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


def _head(arrays: Mapping[str, Any], name: str) -> Head:
    names = arrays[f"{name}.names"].tobytes().decode().split("\n")
    bias, slope, offset = arrays[f"{name}.scale"].tolist()
    weights = dict(zip(names, arrays[f"{name}.weights"].astype("float64").tolist()))
    return Head(weights, bias, slope, offset)


def _check(about: Any, arrays: Mapping[str, Any], name: str) -> None:
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise ModelError(
            f"{name}: its head does not say format {FORMAT!r}; it is no model file"
        )
    if about.get("version") != VERSION:
        raise ModelError(
            f"{name}: version {about.get('version')!r} is not {VERSION}, the one this release "
            "reads; install the release it was made with, or train it anew"
        )
    missing = [f"{h}.{part}" for h in HEADS for part in ("names", "weights", "scale")]
    missing = [key for key in (*missing, "trained") if key not in arrays]
    if missing:
        raise ModelError(f"{name}: lacks {', '.join(missing)}; the file is cut short")
    if about.get("sha256") != _digest(arrays):
        raise ModelError(f"{name}: the weights do not match their hash; the file was edited")


def _digest(arrays: Mapping[str, Any]) -> str:
    digest = hashlib.sha256()
    for key in sorted(arrays):
        digest.update(key.encode())
        digest.update(arrays[key].tobytes())
    return digest.hexdigest()


def _zip(arrays: Mapping[str, Any]) -> bytes:
    """An ``.npz`` whose bytes depend on the arrays alone, not on the clock."""
    import numpy as np

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for key in sorted(arrays):
            member = io.BytesIO()
            np.lib.format.write_array(member, arrays[key], allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{key}.npy"), member.getvalue(), zipfile.ZIP_DEFLATED
            )
    return buffer.getvalue()


def _expit(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0
