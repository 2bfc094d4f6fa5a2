"""Train the head ``weasel``: does a sentence lean on vague attribution?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np

from certainty.features import sentence_names
from certainty.learn.corpora import Corpus, weight_of
from certainty.learn.linear import Examples, Settings
from certainty.learn.results import FOLDS, Result, result_of
from certainty.tokens import tokenize

SETTINGS = Settings(0.05, least=3)
#: A word may be vague where this share of its uses is in cue strings seen twice.
VAGUE_SHARE, VAGUE_COUNT = 0.08, 2


def train_weasel(
    corpus: Corpus, cue_strings: Sequence[tuple[str, int]], n_folds: int = FOLDS
) -> Result:
    """Whether a sentence leans on vague attribution, by its words and its vague words."""
    return train_vague(corpus, vague_words(corpus, cue_strings), n_folds)


def train_vague(corpus: Corpus, known: Collection[str], n_folds: int = FOLDS) -> Result:
    """The same, where it is known which words may be vague."""
    late = np.array([e.late for e in corpus.examples if e.weasel is not None])
    if not late.any():  # only somebody's own sentences: all are measured
        late[:] = True
    return result_of(weasel_examples(corpus, known), SETTINGS, late, n_folds)


def weasel_examples(corpus: Corpus, known: Collection[str]) -> Examples:
    """The sentences that were read for vagueness, as the head sees them."""
    chosen = [i for i, e in enumerate(corpus.examples) if e.weasel is not None]
    return Examples(
        [sentence_names(corpus.words[i], known) for i in chosen],
        np.array([bool(corpus.examples[i].weasel) for i in chosen], int),
        corpus.documents(chosen),
        np.array([weight_of(corpus.examples[i]) for i in chosen]),
    )


def vague_words(corpus: Corpus, cue_strings: Sequence[tuple[str, int]]) -> frozenset[str]:
    """The words that may be vague: those that are often in cue strings."""
    sentences = [w for w, e in zip(corpus.words, corpus.examples) if e.weasel is not None]
    cues: Counter[str] = Counter()
    for string, count in cue_strings:
        if count >= VAGUE_COUNT:
            for word in tokenize(string).words:
                cues[word] += count
    seen = Counter(word for words in sentences for word in words)
    return frozenset(
        word
        for word, count in cues.items()
        if word[0].isalpha() and seen[word] and count >= VAGUE_SHARE * seen[word]
    )
