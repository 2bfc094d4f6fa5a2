"""Find BioScope's speculation cues in raw sentences, to measure cue and scope end to end.

Every string that annotators marked is a candidate wherever it stands, the longest where
several do, and a logistic regression on the features of the library's own candidates says which
are cues. This measures the scopes with cues that are not given; it is no part of the product,
whose cues come from its lexicon.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from certainty.features import candidate_names, fold
from certainty.learn.linear import Examples, Settings, fit_weights, score_of
from certainty.learn.scopes import Text
from certainty.scoping.frames import Words

SETTINGS: Final = Settings(0.3)
#: A string is a candidate where this share of its uses are cues.
LEAST_SHARE: Final = 0.04
PAPER_WEIGHT: Final = 4.0
_PAIRED: Final = ("either", "or")
_FARTHEST: Final = 20
Parts = tuple[Words, ...]
String = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CueFinder:
    """The strings that may be cues, and the weights that choose among them."""

    strings: frozenset[String]
    weights: dict[str, float]
    bias: float

    def find(self, words: Sequence[str]) -> list[Parts]:
        """The cues of a sentence, each by its parts."""
        folded = fold(list(words))
        return [
            parts
            for parts in candidates(words, self.strings)
            if score_of(_names(folded, parts), self.weights, self.bias) > 0
        ]


def candidates(words: Sequence[str], strings: frozenset[String]) -> Iterator[Parts]:
    """The strings in a sentence, longest first; "either … or" is one in two parts."""
    longest = max(map(len, strings), default=0)
    at, taken = 0, -1
    while at < len(words):
        sizes = range(min(longest, len(words) - at), 0, -1)
        size = next((n for n in sizes if tuple(words[at : at + n]) in strings), 0)
        if size and at != taken:
            parts: Parts = ((at, at + size),)
            if words[at] == _PAIRED[0] and size == 1:
                near = list(words[at : at + _FARTHEST])
                if _PAIRED[1] in near:
                    taken = at + near.index(_PAIRED[1])
                    parts = (*parts, (taken, taken + 1))
            yield parts
        at += size or 1


def _names(folded: list[str], parts: Parts) -> list[str]:
    first, last = parts[0]
    return candidate_names(folded, first, last, " ".join(folded[first:last]))


def train_cues(texts: Sequence[Text], papers: frozenset[str]) -> CueFinder:
    """Fit on sentences; those of ``papers``, by their documents, weigh more, being few."""
    marked = [{label.parts for label in text.labels if not label.negation} for text in texts]
    seen = Counter(
        tuple(text.tokens.words[first:last])
        for text, own in zip(texts, marked)
        for parts in own
        for first, last in parts[:1]
    )
    everywhere: Counter[String] = Counter()
    strings = frozenset(seen)
    for text in texts:
        everywhere.update(
            tuple(text.tokens.words[slice(*parts[0])])
            for parts in candidates(text.tokens.words, strings)
        )
    kept = frozenset(
        string for string, n in seen.items() if n >= LEAST_SHARE * everywhere[string]
    )
    rows, truth, weight, documents = [], [], [], []
    for text, own in zip(texts, marked):
        folded = fold(list(text.tokens.words))
        for parts in candidates(text.tokens.words, kept):
            rows.append(_names(folded, parts))
            truth.append(parts in own)
            weight.append(PAPER_WEIGHT if text.document in papers else 1.0)
            documents.append(text.document)
    examples = Examples(rows, np.array(truth, int), np.array(documents), np.array(weight))
    return CueFinder(kept, *fit_weights(examples, SETTINGS))
