"""An annotator whose sentences have the numbers of somebody's own readers; saved as JSON.

`certainty.learn.calibrate` fits one. Annotating with it needs neither scikit-learn nor SciPy.
"""

from __future__ import annotations

import hashlib
import json
import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from certainty.annotator import Annotator
from certainty.document import Document
from certainty.errors import ModelError
from certainty.estimates import tidy
from certainty.heads import UNCALIBRATED, Calibration
from certainty.types import Estimate, Sentence

FORMAT, VERSION = "certainty-calibration", 1
_EDGE = 1e-6


@dataclass(frozen=True, slots=True)
class Curve:
    """A map that never falls, from a certainty to a place from 0 to 1 on the readers' scale.

    With ``knots`` it is straight between them and level beyond; without, it is the ``smooth``
    curve in log-odds. ``method`` is "as shipped", "temperature", "platt", "beta" or "isotonic".

    >>> Curve("isotonic", knots=((0.2, 0.3), (0.8, 0.6))).of(0.5)
    0.45
    """

    method: str
    smooth: Calibration = UNCALIBRATED
    knots: tuple[tuple[float, float], ...] = ()

    def of(self, p: float) -> float:
        """The place for a certainty, both from 0 to 1."""
        if not self.knots:
            kept = min(max(p, _EDGE), 1 - _EDGE)
            return tidy(self.smooth.of(math.log(kept / (1 - kept))))
        at = bisect_right(self.knots, p, key=lambda knot: knot[0])
        if at in (0, len(self.knots)):
            return tidy(self.knots[min(at, len(self.knots) - 1)][1])
        (left, low), (right, high) = self.knots[at - 1 : at + 1]
        return tidy(low + (high - low) * (p - left) / (right - left))


@dataclass(frozen=True, slots=True)
class Rating:
    """A sentence's place on the readers' own scale, in their units, with its interval."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Calibrated:
    """An annotator with the sentences' certainty mapped; immutable and picklable.

    ``sentence.certainty`` and its level are mapped, from 0 to 1; spans and events keep their
    numbers, as nobody rated them. The interval reaches ``below`` and ``above`` the mean: it
    covered ``coverage`` of ratings that the curve had not seen. ``rating_range`` holds the
    ends of the readers' scale, that of "certainly not so" first. ``about`` says what it was
    fitted on and how well it did.
    """

    annotator: Annotator
    curve: Curve
    below: float
    above: float
    coverage: float
    rating_range: tuple[float, float]
    about: Mapping[str, Any]

    @property
    def scale(self) -> str:
        """The name of the scale that words are read on."""
        return self.annotator.scale

    def __call__(self, text: str) -> Document:
        """Annotate one text; raises `TextError` for anything but a ``str``."""
        document = self.annotator(text)
        mapped = tuple(self._mapped(sentence) for sentence in document.sentences)
        return Document(document.text, mapped, document.scale, document.format)

    def pipe(
        self,
        texts: Iterable[str],
        *,
        batch_size: int = 256,
        n_jobs: int = 1,
        progress: bool = False,
    ) -> Iterator[Document]:
        """Annotate a stream of texts, as `Annotator.pipe` does."""
        from certainty.engines.batch import run

        return run(self, texts, batch_size=batch_size, n_jobs=n_jobs, progress=progress)

    def rate(self, text: str) -> tuple[Rating | None, ...]:
        """Each sentence's rating in the readers' units; ``None`` where it asserts nothing."""
        return tuple(
            self._rating(s.certainty) if s.certainty else None for s in self(text).sentences
        )

    def write(self, path: str | Path) -> None:
        """Write it as JSON; `read_calibrated` is the inverse."""
        Path(path).write_text(json.dumps(self.to_dict(), indent=1) + "\n", "utf-8")

    def to_dict(self) -> dict[str, Any]:
        """As plain values, with format, version and hash; without the annotator."""
        plain = {
            "format": FORMAT,
            "version": VERSION,
            "method": self.curve.method,
            "smooth": list(self.curve.smooth),
            "knots": [list(knot) for knot in self.curve.knots],
            "below": self.below,
            "above": self.above,
            "coverage": self.coverage,
            "rating_range": list(self.rating_range),
            "made_with": made_with(self.annotator),
            "about": dict(self.about),
        }
        return {**plain, "sha256": _digest(plain)}

    def to_markdown(self) -> str:
        """A card: what it was fitted on, how, and how well it does."""
        from certainty.learn.card import calibration_card

        return calibration_card(self)

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def _mapped(self, sentence: Sentence) -> Sentence:
        if sentence.certainty is None:
            return sentence
        mean = self.curve.of(sentence.certainty.mean)
        low, high = max(mean - self.below, 0.0), min(mean + self.above, 1.0)
        level = self.annotator._scale.level(mean)
        return replace(sentence, certainty=Estimate(mean, tidy(low), tidy(high)), level=level)

    def _rating(self, estimate: Estimate) -> Rating:
        first, last = self.rating_range
        units = [
            round(first + (last - first) * p, 6)
            for p in (estimate.mean, estimate.low, estimate.high)
        ]
        return Rating(units[0], min(units[1:]), max(units[1:]))


def made_with(annotator: Annotator) -> dict[str, str]:
    """What the scores that a curve maps depend on."""
    return {
        "scale": annotator.scale,
        "lexicon": annotator.lexicon.digest,
        "model": str(annotator.model.head.get("sha256", "")),
    }


def read_calibrated(path: str | Path, *, annotator: Annotator | None = None) -> Calibrated:
    """Read what `Calibrated.write` wrote; ``annotator`` is the one that it was fitted with.

    By default that is the shipped one on the scale that the file names. Raises `ModelError`
    for a file that is damaged, edited, of another version, or of another annotator.
    """
    path = Path(path)
    plain = _checked(path)
    annotator = annotator or Annotator(scale=plain["made_with"]["scale"])
    for name, wanted in plain["made_with"].items():
        if made_with(annotator)[name] != wanted:
            raise ModelError(
                f"{path}: was fitted with another {name}; give the annotator that it was "
                "fitted with, or fit it anew with `python -m certainty.learn calibrate`"
            )
    first, last = plain["rating_range"]
    return Calibrated(
        annotator,
        Curve(
            plain["method"],
            Calibration(*plain["smooth"]),
            tuple((x, y) for x, y in plain["knots"]),
        ),
        plain["below"],
        plain["above"],
        plain["coverage"],
        (first, last),
        plain["about"],
    )


def _checked(path: Path) -> Any:
    try:
        plain = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ModelError(
            f"{path}: cannot be read ({error.strerror}); check the path"
        ) from error
    except ValueError as error:
        raise ModelError(f"{path}: not whole JSON ({error}); fit it anew") from error
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise ModelError(f"{path}: does not say format {FORMAT!r}; it is no calibration")
    if plain.get("version") != VERSION:
        raise ModelError(
            f"{path}: version {plain.get('version')!r} is not {VERSION}, the one this release "
            "reads; fit it anew"
        )
    if plain.pop("sha256", None) != _digest(plain):
        raise ModelError(f"{path}: does not match its hash; the file was edited")
    return plain


def _digest(plain: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
