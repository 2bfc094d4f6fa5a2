"""Train the judge of scopes on BioScope: two logistic regressions, one for each boundary.

Every place where a scope may begin, or end, is an example, true for the annotators' own. Both
speculation and negation are learnt together, told apart by the sort of the cue.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from certainty.evaluation.metrics import Array
from certainty.learn.corpora import BIOMEDICAL, require
from certainty.scoping.engine import SIDES, Engine, byte_unit
from certainty.scoping.features import BUCKETS, Buckets, left, right
from certainty.scoping.frames import (
    Frame,
    Words,
    find_brackets,
    frame,
    superscripts,
)
from certainty.tokens import Tokens, tokenize

ABSTRACTS, PAPERS = (f"{name}.all" for name in BIOMEDICAL)
#: scikit-learn's C, and the weight below which a bucket is left empty; chosen between the
#: abstracts by cross-validation and the papers with weights of the abstracts.
PENALTY, PRUNE = 0.5, 0.05
_SIDES: Final = {"left": left, "right": right}
LICENCE: Final = {"BioScope": "CC BY 2.0"}


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence of BioScope: its words, what is masked there, and its cues."""

    tokens: Tokens
    document: str
    masked: tuple[int, ...]
    labels: tuple[Label, ...]

    def frame(self, parts: Sequence[Words], *, negation: bool = False) -> Frame:
        """A cue of the sentence in its frame."""
        words = self.tokens.words
        brackets = find_brackets(words)
        return frame(words, parts, negation=negation, brackets=brackets, left_out=self.masked)


@dataclass(frozen=True, slots=True)
class Label:
    """A cue with its scope, both as words of the sentence; ``parts`` are those of the cue."""

    parts: tuple[Words, ...]
    scope: Words
    negation: bool

    @property
    def cue(self) -> Words:
        """The cue as one stretch of words."""
        return self.parts[0][0], self.parts[-1][1]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label in its frame, with its document."""

    seen: Frame
    label: Label
    document: str


def read_texts(folder: Path, name: str, *, mask: bool = True) -> list[Text]:
    """The sentences of a part of BioScope; raised numbers are masked unless told otherwise."""
    require(folder, [f"{name}.jsonl.gz"])
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [_text(json.loads(line), mask=mask) for line in lines]


def _text(row: dict[str, Any], *, mask: bool) -> Text:
    tokens = tokenize(row["text"])
    masked = superscripts(*tokens) if mask else ()
    return Text(tokens, row["meta"]["doc"], tuple(masked), tuple(_labels(row, tokens)))


def _labels(row: dict[str, Any], tokens: Tokens) -> Iterator[Label]:
    for scope in row["scopes"]:
        if scope["cue_index"] is None:
            continue
        group = row["cues"][scope["cue_index"]]["group"]
        parts = [_words(tokens, cue) for cue in row["cues"] if cue["group"] == group]
        yield Label(tuple(sorted(parts)), _words(tokens, scope), scope["type"] == "negation")


def _words(tokens: Tokens, place: dict[str, Any]) -> Words:
    """The words that a stretch of the text touches."""
    touched = [
        at
        for at, (start, end) in enumerate(tokens.spans)
        if start < place["end"] and place["start"] < end
    ]
    return touched[0], touched[-1] + 1


def labelled(texts: Sequence[Text]) -> list[Labelled]:
    """All labels of sentences, each in its frame."""
    return [
        Labelled(text.frame(label.parts, negation=label.negation), label, text.document)
        for text in texts
        for label in text.labels
    ]


@dataclass(frozen=True, slots=True)
class Side:
    """The places of one boundary: a row of buckets each, the truth, and whose they are."""

    rows: Any
    truth: Array
    owner: Array

    @classmethod
    def of(cls, examples: Sequence[Labelled], side: str) -> Side:
        """The places of the examples, in their order."""
        names: list[list[int]] = []
        truth: list[bool] = []
        owner: list[int] = []
        for index, example in enumerate(examples):
            places, buckets = _SIDES[side](example.seen)
            wanted = _boundary(example, side)
            names += buckets
            truth += [place == wanted for place in places]
            owner += [index] * len(places)
        return cls(matrix(names), np.array(truth, int), np.array(owner))

    def fit(self, chosen: Array) -> Array:
        """The weights by bucket, fitted on the places of the chosen examples."""
        rows = np.isin(self.owner, chosen)
        return fit_weights(self.rows[rows], self.truth[rows])


def _boundary(example: Labelled, side: str) -> int | None:
    inside = example.seen.inside(*example.label.scope)
    if inside is None:
        return None
    return inside[0] if side == "left" else inside[1] - 1


def matrix(buckets: Buckets) -> Any:
    """Places as rows that count the names in each bucket, shape ``(n, BUCKETS)``."""
    ends = np.cumsum([0, *map(len, buckets)])
    flat = np.fromiter((at for row in buckets for at in row), np.int32, ends[-1])
    found = csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(buckets), BUCKETS))
    found.sum_duplicates()
    return found


def regression(rows: Any, truth: Array) -> tuple[LogisticRegression, Array]:
    """The regression on the buckets in use, and which these are."""
    used = np.unique(rows.indices)
    fitted = LogisticRegression(C=PENALTY, solver="liblinear", random_state=0, tol=1e-3)
    return fitted.fit(rows[:, used], truth), used


def fit_weights(rows: Any, truth: Array) -> Array:
    """The weights by bucket as a file keeps them: small ones left out, eight bits each."""
    fitted, used = regression(rows, truth)
    weights = np.zeros(BUCKETS)
    weights[used] = fitted.coef_[0]
    weights[np.abs(weights) < PRUNE] = 0
    unit = byte_unit(weights)
    return (np.rint(weights / unit) * unit).astype(np.float32)


def fit_engines(
    examples: Sequence[Labelled], parts: Sequence[Array], head: dict[str, Any] | None = None
) -> list[Engine]:
    """One engine for each part of the examples, given by their indices."""
    sides = [Side.of(examples, side) for side in SIDES]
    return [Engine(sides[0].fit(part), sides[1].fit(part), head or {}) for part in parts]


def train_scopes(folder: Path) -> Engine:
    """The engine to ship, fitted on the abstracts and the papers."""
    texts = [*read_texts(folder, ABSTRACTS), *read_texts(folder, PAPERS)]
    examples = labelled(texts)
    words = hashlib.sha256(repr([text.tokens.words for text in texts]).encode())
    head = {"scopes": len(examples), "licences": LICENCE, "corpora": words.hexdigest()}
    return fit_engines(examples, [np.arange(len(examples))], head)[0]
