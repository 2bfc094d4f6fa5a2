"""The trained model: read, checked, and asked about candidates and sentences.

A model file is an ``.npz`` without pickles: a JSON head with format, version, hashes and
the licences of the training data, and for each head the names of its features and their
weights as whole numbers of a unit. Annotation adds up the weights of what it sees;
scikit-learn is needed for training alone.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from certainty.errors import ModelError
from certainty.features import MANY, MOST, NONE, Around, around
from certainty.heads import Calibration, Head
from certainty.lexicon import Entry
from certainty.ratings import CLASSES, Ratings
from certainty.tokens import where
from certainty.types import Sense

FORMAT = "certainty-linear"
VERSION = 3
#: The arrays of a head: its names, block by block, and its weights.
PARTS = ("names", "weights")
#: What each head judges: a candidate in any prose and in a scientific paper, whether a
#: sentence is from such a paper, whether it speculates, and whether it is vague.
HEADS = ("epistemic", "epistemic_papers", "papers", "hedged", "weasel")
#: What a modal is used for (MiST), about certainty or not, and what any other cue is, of
#: the kinds that Szeged's types are of.
EPISTEMIC_SENSES: tuple[Sense, ...] = ("speculation", "inference")
PRACTICAL_SENSES: tuple[Sense, ...] = (
    "feasibility",
    "capability",
    "options",
    "deontic",
    "rhetorical",
)
MODAL_SENSES = EPISTEMIC_SENSES + PRACTICAL_SENSES
OTHER_SENSES: tuple[Sense, ...] = ("epistemic", "doxastic", "investigation", "condition")
SENSES = MODAL_SENSES + OTHER_SENSES
TYPED_KINDS = frozenset(
    "likelihood belief evidential doubt conditional hearsay prediction".split()
)
#: Beyond these one reading of a candidate is not asked for, as it hardly counts.
_SURELY_NOT, _SURELY = 0.03, 0.97
_OVER_WORDS = ("hedged", "weasel")
#: What the names of their arrays begin with in the file.
_SENSE, _OWN = "sense ", "own "


@dataclass(frozen=True)
class Model:
    """Calibrated heads and what is known of their making; immutable and picklable.

    The words of a sentence are given with their numbers folded, see `features.fold`.

    A candidate that no head has learnt has ``prior``, or ``ambiguous_prior`` where the
    lexicon knows another reading of it. A sentence without any word that may speculate is
    hedged with probability ``unhedged``. ``ratings`` moves a sentence's certainty, where
    there are any; ``senses`` tell how a cue is used; ``own`` are heads over the words of a
    sentence that a user has added.
    """

    heads: dict[str, Head]
    head: dict[str, Any]
    prior: float = 0.97
    ambiguous_prior: float = 0.85
    unhedged: float = 0.01
    ratings: Ratings | None = None
    senses: dict[str, Head] = field(default_factory=dict)
    own: dict[str, Head] = field(default_factory=dict)
    candidates: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        words = {
            word for name in _OVER_WORDS if name in self.heads for word in self.heads[name].own
        }
        object.__setattr__(self, "candidates", frozenset(words))

    def __reduce__(self) -> tuple[type[Model], tuple[object, ...]]:
        priors = (self.prior, self.ambiguous_prior, self.unhedged)
        return Model, (self.heads, self.head, *priors, self.ratings, self.senses, self.own)

    def papers(self, words: list[str]) -> float:
        """How probable it is that a sentence is from a scientific paper, by its words."""
        return self.papers_by(self.heads["papers"].weigh(words))

    def papers_by(self, weight: float) -> float:
        """The same, by the weight of the words."""
        head = self.heads["papers"]
        return head.calibration.of(head.bias + weight)

    def epistemic(
        self, words: list[str], first: int, last: int, entry: Entry, papers: float
    ) -> float:
        """How probable it is that this occurrence speaks of certainty.

        Papers and other prose use some words differently ("predicted", "may"), so each has
        a head, and ``papers`` says how much either counts.
        """
        near = around(words, first, last)
        form = " ".join(words[first:last])
        other = self._judge("epistemic", near, entry, form) if papers < _SURELY else 0.0
        if papers <= _SURELY_NOT:
            return other
        inside = self._judge("epistemic_papers", near, entry, form)
        return inside if papers >= _SURELY else papers * inside + (1 - papers) * other

    def _judge(self, name: str, near: Around, entry: Entry, form: str) -> float:
        head = self.heads[name]
        if entry.id in head.own:
            return head.calibration.of(head.judge(near, entry.id, form, entry.kind))
        return self.ambiguous_prior if entry.near_miss else self.prior

    def sentence(self, words: list[str]) -> tuple[float, float]:
        """The probabilities ``hedged`` and ``weasel`` of a sentence."""
        vague = self.heads["weasel"].weigh(dict.fromkeys(words))
        return self.sentence_by(words, where(words, self.candidates), vague)

    def sentence_by(
        self, words: list[str], places: list[int], vague: float
    ) -> tuple[float, float]:
        """The same, by the places of candidates and the weight of the words."""
        speculation, vagueness = self.heads["hedged"], self.heads["weasel"]
        scores = speculation.judge_words(words, places)
        hedged = speculation.calibration.of(max(scores)) if scores else self.unhedged
        vague += vagueness.bias
        scores, get = vagueness.judge_words(words, places), vagueness.table("").get
        vague += min(len(scores), MOST) * get(MANY, 0.0) if scores else get(NONE, 0.0)
        for score in scores:
            vague += score - vagueness.bias
        return hedged, vagueness.calibration.of(vague)

    def sense(
        self, words: list[str], first: int, last: int, entry: Entry, *, epistemic: bool
    ) -> Sense | None:
        """How a cue is used: the likeliest of the readings that it may have.

        A modal that is ``epistemic`` speculates or infers, another does neither; one that
        the corpus lacks ("will") has no reading.
        """
        if not self.senses:
            return None
        senses = OTHER_SENSES
        if entry.kind == "modal":
            if entry.id not in self.senses["deontic"].own:
                return None
            senses = EPISTEMIC_SENSES if epistemic else PRACTICAL_SENSES
        elif entry.kind not in TYPED_KINDS:
            return None
        near, form = around(words, first, last), " ".join(words[first:last])
        best, found = -math.inf, None
        for sense in senses:
            score = self.senses[sense].judge(near, entry.id, form, entry.kind)
            if score > best:
                best, found = score, sense
        return found

    def own_probability(self, name: str, words: list[str]) -> float:
        """The probability of a sentence under a head that a user has added."""
        head = self.own[name]
        return head.calibration.of(head.bias + head.weigh(dict.fromkeys(words)))

    @property
    def digest(self) -> str:
        """The sha256 of the weights, so that a result can name its model."""
        return str(self.head["sha256"])


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
        "sha256": _digest(arrays, scales),
        "prior": model.prior,
        "ambiguous_prior": model.ambiguous_prior,
        "unhedged": model.unhedged,
        "reach": model.ratings.reach if model.ratings else {},
    }
    arrays["head"] = np.frombuffer(json.dumps(about, sort_keys=True).encode(), np.uint8)
    return _zip(arrays)


def unit_of(weights: dict[str, float]) -> float:
    """What one step of a weight is worth, so that the largest still fits into sixteen bits."""
    return max(map(abs, weights.values()), default=1.0) / 32767 or 1.0


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
    if about.get("sha256") != _digest(arrays, about.get("scales")):
        raise ModelError(f"{name}: the weights do not match their hash; the file was edited")


def _digest(arrays: dict[str, Any], scales: Any) -> str:
    digest = hashlib.sha256(json.dumps(scales, sort_keys=True).encode())
    for key in sorted(arrays):
        digest.update(key.encode())
        digest.update(arrays[key].tobytes())
    return digest.hexdigest()


def _zip(arrays: dict[str, Any]) -> bytes:
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
