"""Train the head ``weasel``: does a sentence lean on vague attribution?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from certainty.features import sentence_names
from certainty.learn.corpora import Corpus, weight_of
from certainty.learn.linear import Examples, Settings
from certainty.learn.results import Result, result_of
from certainty.places import tokenize

SETTINGS = Settings(0.05, least=3)
#: A word may be vague where this share of its uses is in cue strings seen twice.
VAGUE_SHARE, VAGUE_COUNT = 0.08, 2


def train_weasel(corpus: Corpus, cue_strings: Sequence[tuple[str, int]]) -> Result:
    """Whether a sentence leans on vague attribution, by its words and its vague words."""
    late = np.array([e.late for e in corpus.examples if e.weasel is not None])
    return result_of(weasel_examples(corpus, cue_strings), SETTINGS, late)


def weasel_examples(corpus: Corpus, cue_strings: Sequence[tuple[str, int]]) -> Examples:
    """The sentences that Wikipedia's annotators read, as the head sees them."""
    chosen = [i for i, e in enumerate(corpus.examples) if e.weasel is not None]
    known = _vague([corpus.words[i] for i in chosen], cue_strings)
    return Examples(
        [sentence_names(corpus.words[i], known) for i in chosen],
        np.array([bool(corpus.examples[i].weasel) for i in chosen], int),
        corpus.documents(chosen),
        np.array([weight_of(corpus.examples[i]) for i in chosen]),
    )


def _vague(
    sentences: Sequence[Sequence[str]], cue_strings: Sequence[tuple[str, int]]
) -> frozenset[str]:
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
