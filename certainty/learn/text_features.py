"""A transformer for scikit-learn: how sure texts are, as columns of numbers."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any, Final

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from certainty.annotator import Annotator, check_text, shared
from certainty.engines.batch import batches
from certainty.engines.processes import in_order
from certainty.errors import TextError
from certainty.findings import FoundSentence
from certainty.lexicon import Lexicon
from certainty.model import Model
from certainty.scales import Scale
from certainty.types import BASES, CONFIDENCES, KINDS

#: The groups that ``features`` takes, and their columns.
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "certainty": ("mean", "lowest", "highest", "spread", "width", "asserting"),
    "hedging": ("hedged", "hedged_highest", "weasel", "weasel_highest"),
    "kinds": KINDS,
    "basis": BASES,
    "confidence": CONFIDENCES,
    "sources": ("sentences", "spans"),
    "size": ("sentences", "spans"),
}
#: With these the annotator need not be made anew each time.
_SHIPPED: Final = {"lexicon": None, "model": None, "threshold": 0.5}
_USUAL: Final = tuple(GROUPS)[:-1]
#: Texts to a task where there are several processes.
_BATCH: Final = 256


class CertaintyFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """How sure each text is: one row for a text, one column for a number, without gaps.

    It learns nothing, so it may transform without `fit`. Texts come as a list, an array or a
    series of NumPy, pandas, polars or Arrow, or as a frame with one column.

    Parameters
    ----------
    features : sequence of str, default all but "size"
        The groups of columns:

        - "certainty": ``mean``, ``lowest``, ``highest`` and ``spread`` (the standard deviation)
          of the sentences' certainty, the mean ``width`` of their intervals, all in [0, 1], and
          ``asserting``, the share of sentences that assert something;
        - "hedging": ``hedged`` and ``weasel``, mean and ``highest`` over the sentences;
        - "kinds": cues of each kind to a sentence;
        - "basis": the share of cues whose number comes from each basis;
        - "confidence": the share of sentences with high, moderate and low confidence;
        - "sources": the share of sentences and of spans with a source;
        - "size": how many sentences and spans there are.
    scale, lexicon, model, threshold
        As in `certainty.Annotator`.
    nothing : float, default 0.5
        What ``mean``, ``lowest`` and ``highest`` are where no sentence asserts anything;
        ``float("nan")`` for estimators that take it. All else is 0 there.
    n_jobs : int or None, default None
        Processes; ``None`` is one, -1 one for each core.

    Raises `TextError` with the number of the row where a text is no ``str``.

    >>> from sklearn.linear_model import LogisticRegression
    >>> from sklearn.pipeline import make_pipeline
    >>> texts = ["Rain is unlikely.", "Snow may fall.", "It rained.", "It snowed."]
    >>> model = make_pipeline(CertaintyFeatures(), LogisticRegression())
    >>> model.fit(texts, [1, 1, 0, 0]).predict(["Hail is unlikely.", "It hailed."])
    array([1, 0])
    >>> CertaintyFeatures(features=["confidence"]).get_feature_names_out().tolist()
    ['confidence_high', 'confidence_moderate', 'confidence_low']
    """

    def __init__(
        self,
        *,
        features: Sequence[str] = _USUAL,
        scale: str | Scale = "readers",
        lexicon: Lexicon | str | Path | None = None,
        model: Model | str | Path | None = None,
        threshold: float = 0.5,
        nothing: float = 0.5,
        n_jobs: int | None = None,
    ) -> None:
        self.features = features
        self.scale = scale
        self.lexicon = lexicon
        self.model = model
        self.threshold = threshold
        self.nothing = nothing
        self.n_jobs = n_jobs

    def fit(self, X: Any, y: Any = None) -> CertaintyFeatures:
        """Check the parameters and the texts; nothing is learnt."""
        self._work()
        self._processes()
        texts_of(X)
        return self

    def transform(self, X: Any) -> Any:
        """The numbers of each text: an array of shape (texts, columns), or a frame if set."""
        texts, work, n_jobs = texts_of(X), self._work(), self._processes()
        tasks = batches(texts, _BATCH)
        found = map(work, tasks) if n_jobs == 1 else in_order(work, tasks, n_jobs=n_jobs)
        rows = [row for batch in found for row in batch]
        return np.array(rows, float).reshape(len(texts), len(self.get_feature_names_out()))

    def get_feature_names_out(self, input_features: Any = None) -> Any:
        """The names of the columns; what the texts were called plays no part."""
        names = [f"{group}_{name}" for group in self._groups() for name in GROUPS[group]]
        return np.array(names, object)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.one_d_array = True
        tags.input_tags.two_d_array = False
        tags.requires_fit = False
        return tags

    def _groups(self) -> tuple[str, ...]:
        known = ", ".join(GROUPS)
        if isinstance(self.features, str):
            raise ValueError(f"features is one str; give a sequence of some of {known}")
        groups = tuple(self.features)
        for group in groups:
            if group not in GROUPS:
                raise ValueError(f"features has {group!r}; the groups are {known}")
        if not groups or len(set(groups)) < len(groups):
            raise ValueError(f"features is {groups!r}; give some of {known}, each once")
        return groups

    def _work(self) -> _Work:
        chosen = {name: getattr(self, name) for name in _SHIPPED}
        if isinstance(self.scale, str) and chosen == _SHIPPED:
            annotator = shared(self.scale)
        else:
            annotator = Annotator(scale=self.scale, **chosen)
        return _Work(annotator, self._groups(), self.nothing)

    def _processes(self) -> int:
        if self.n_jobs is None:
            return 1
        if self.n_jobs == -1:
            return os.cpu_count() or 1
        if self.n_jobs < 1:
            raise ValueError(f"n_jobs is {self.n_jobs}; give 1 or more, -1 for all cores")
        return self.n_jobs


@dataclass(frozen=True, slots=True)
class _Work:
    """Turns a batch of texts into rows; picklable."""

    annotator: Annotator
    groups: tuple[str, ...]
    nothing: float

    def __call__(self, texts: Sequence[str]) -> list[list[float]]:
        return [self._row(self.annotator.found(text)) for text in texts]

    def _row(self, sentences: list[FoundSentence]) -> list[float]:
        return [
            number
            for group in self.groups
            for number in (
                _certainty(sentences, self.nothing)
                if group == "certainty"
                else _PARTS[group](sentences)
            )
        ]


def _certainty(sentences: list[FoundSentence], nothing: float) -> list[float]:
    found = [sentence.certainty for sentence in sentences if sentence.certainty]
    if not found:
        return [nothing, nothing, nothing, 0.0, 0.0, 0.0]
    means = [estimate.mean for estimate in found]
    mean = fmean(means)
    spread = fmean([(each - mean) ** 2 for each in means]) ** 0.5
    width = fmean([estimate.high - estimate.low for estimate in found])
    return [mean, min(means), max(means), spread, width, len(found) / len(sentences)]


def _hedging(sentences: list[FoundSentence]) -> list[float]:
    hedged, weasel = [s.hedged for s in sentences], [s.weasel for s in sentences]
    return [
        *(_mean(hedged), max(hedged, default=0.0)),
        *(_mean(weasel), max(weasel, default=0.0)),
    ]


def _kinds(sentences: list[FoundSentence]) -> list[float]:
    found = [span.kind for sentence in sentences for span in sentence.spans]
    return [found.count(kind) / len(sentences) if sentences else 0.0 for kind in KINDS]


def _basis(sentences: list[FoundSentence]) -> list[float]:
    found = [span.basis for sentence in sentences for span in sentence.spans]
    return [_mean([each == basis for each in found]) for basis in BASES]


def _confidence(sentences: list[FoundSentence]) -> list[float]:
    return [_mean([s.confidence == level for s in sentences]) for level in CONFIDENCES]


def _sources(sentences: list[FoundSentence]) -> list[float]:
    spans = [span.source is not None for sentence in sentences for span in sentence.spans]
    return [_mean([sentence.source is not None for sentence in sentences]), _mean(spans)]


def _size(sentences: list[FoundSentence]) -> list[float]:
    return [float(len(sentences)), float(sum(len(sentence.spans) for sentence in sentences))]


_PARTS: Final = {
    "hedging": _hedging,
    "kinds": _kinds,
    "basis": _basis,
    "confidence": _confidence,
    "sources": _sources,
    "size": _size,
}


def _mean(numbers: Sequence[float]) -> float:
    return fmean(numbers) if numbers else 0.0


def texts_of(X: Any) -> list[str]:
    """The texts of a list, an array, a series or a frame with one column.

    `TextError` names the row of what is no text; ``ValueError`` where there are several
    columns, or one text where many are meant.
    """
    if isinstance(X, (str, bytes, Mapping)) or not hasattr(X, "__getitem__"):
        raise ValueError(
            f"X is a {type(X).__name__}; give a list, an array or a series of texts, which "
            "can be gone through again"
        )
    texts = []
    for row, given in enumerate(_column(X)):
        text = given.as_py() if hasattr(given, "as_py") else given
        try:
            check_text(text)
        except TextError as error:
            raise TextError(f"row {row}: {error}") from None
        texts.append(str(text))
    return texts


def _column(X: Any) -> Any:
    """What holds the texts one by one."""
    shape = getattr(X, "shape", None)
    if shape is None or len(shape) == 1:
        return X
    if len(shape) != 2 or shape[1] != 1:
        names = [str(name) for name in getattr(X, "columns", ())]
        named = f" ({', '.join(names)})" if names else ""
        raise ValueError(
            f"X has the shape {tuple(shape)}{named}; give one column of texts, as in X['text'] "
            "or by ColumnTransformer([('certainty', CertaintyFeatures(), 'text')])"
        )
    if hasattr(X, "to_dict"):  # a frame of pandas or polars
        return X[X.columns[0]]
    return X[:, 0]
