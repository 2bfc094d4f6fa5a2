"""Train the tagger of verbs on the predicates that UDS-IH2 annotates, and on plain text.

UDS-IH2 marks every verb with content of its own (no auxiliary, no copula, no noun) in 11,000
sentences of web text, in the order of their sources, so that runs of neighbouring sentences
stand for documents in cross-validation. A first tagger, fitted on these, reads news and
encyclopedia text, and the second is fitted on that as well: in UW on the words where the first
one and the annotators of events agree, elsewhere on those that the first one is sure of. The
cross-validation repeats both steps in each fold. News that neither has seen, the verbs among
the events of MEANTIME and of UW's development part, says how well it does there.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from certainty.evaluation.bootstrap import Figure, with_interval
from certainty.evaluation.metrics import Array, f1
from certainty.learn.corpora import require
from certainty.learn.linear import folds
from certainty.predicates.features import is_asked, is_loud, names, shows_noun, shows_verb
from certainty.predicates.forms import form_of, stem_of
from certainty.predicates.tagger import BUCKETS, LARGEST, Tagger, bucket
from certainty.tokens import tokenize

TRAIN: Final = ("uds_ih2.train", "uds_ih2.dev")
#: Events in news, verbs and nouns; and plain text.
EVENTS: Final = "uw.train"
PLAIN: Final = ("conll2010_wiki.train",)
#: What leanings are counted in.
TEXTS: Final = (
    *(*TRAIN, EVENTS, *PLAIN),
    *("szeged_wiki.train", "bioscope_abstracts.all", "climatex.train"),
)
#: Least number of times, and log2 of verbs by nouns where the next leaning begins.
SEEN: Final = 2
STEPS: Final = (-3.0, -1.0, 1.0, 3.0)
NEWS: Final = ("uw.dev", "meantime.train", "meantime.dev")
#: Sentences in a row that stand for a document.
RUN: Final = 50
#: scikit-learn's C, chosen by the cross-validation.
PENALTY: Final = 0.5
N_FOLDS: Final = 5
#: What the first tagger gives a word at least, or at most, that the second one learns from;
#: where annotators of events mark a word or leave it, less is enough.
SURE: Final = (0.85, 0.1)
AGREED: Final = (0.2, 0.6)
#: How much such a word counts beside one of UDS-IH2.
SILVER: Final = 0.5
#: Forms that no noun has, or hardly any.
_PAST_FORMS: Final = ("past", "participle", "either")


@dataclass(frozen=True, slots=True)
class Word:
    """A word that may be a verb, by the buckets of its features."""

    places: tuple[int, ...]
    marked: bool
    group: str
    past: bool


def read_leanings(paths: Sequence[Path]) -> dict[str, int]:
    """How stems lean in plain text, from what stands around them; no label is looked at.

    Those that are seen as verbs, fewer than `SEEN` times are left out.
    """
    verbs: Counter[str] = Counter()
    nouns: Counter[str] = Counter()
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                words, _ = tokenize(row["text"])
                for at, word in enumerate(words):
                    if is_asked(word):
                        verbs[stem_of(word)] += shows_verb(words, at)
                        nouns[stem_of(word)] += shows_noun(words, at)
    return {
        stem: int(np.digitize(np.log2((seen + 0.5) / (nouns[stem] + 0.5)), STEPS))
        for stem, seen in verbs.items()
        if seen >= SEEN
    }


def read_words(path: Path, leanings: Mapping[str, int]) -> Iterator[Word]:
    """The words of a corpus that a tagger is asked about, and whether they are marked."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, row in enumerate(map(json.loads, lines)):
            text = row["text"]
            words, spans = tokenize(text)
            marked = {label["start"] for label in row.get("events", ())}
            capital = [text[start].isupper() for start, _ in spans]
            loud = is_loud(capital, words)
            group = f"{path.name.split('.')[0]} {number // RUN}"
            for at, (start, _) in enumerate(spans):
                if is_asked(words[at]):
                    found = names(words, capital, at, loud=loud, leanings=leanings)
                    places = tuple(bucket(name) for name in found)
                    past = form_of(words[at]) in _PAST_FORMS
                    yield Word(places, start in marked, group, past)


@dataclass(frozen=True, slots=True)
class TrainedTagger:
    """The tagger, and what cross-validation measured."""

    tagger: Tagger
    figures: dict[str, Figure]


def train_tagger(folder: Path) -> TrainedTagger:
    """Measure by cross-validation grouped by runs of sentences, and fit on all of them."""
    require(folder, [f"{name}.jsonl.gz" for name in (*TEXTS, *NEWS)])

    leanings = read_leanings([folder / f"{name}.jsonl.gz" for name in TEXTS])

    def read(*names: str) -> list[Word]:
        paths = [folder / f"{name}.jsonl.gz" for name in names]
        return [word for path in paths for word in read_words(path, leanings)]

    words, news = read(*TRAIN), read(*NEWS)
    more = Silver.of(read(EVENTS), read(*PLAIN))
    truth = np.array([word.marked for word in words], int)
    groups = np.array([word.group for word in words])
    rows = matrix([word.places for word in words])
    found = np.zeros(len(words))
    for fit, test in folds(groups, N_FOLDS):
        found[test] = more.fitted(rows[fit], truth[fit]).predict_proba(rows[test])[:, 1]
    about = {"corpora": [*TRAIN, EVENTS, *PLAIN]}
    tagger = rounded(more.fitted(rows, truth), leanings, about)
    figures = {
        f"UDS-IH2 {name}": with_interval(metric, truth, found, groups)
        for name, metric in (("precision", precision), ("recall", recall), ("F1", f1))
    }
    return TrainedTagger(tagger, figures | _in_news(tagger, news))


@dataclass(frozen=True, slots=True)
class Silver:
    """Words that a first tagger labels for a second: ``marked`` is 1, 0, or -1 for unknown."""

    rows: Any
    marked: Array

    @classmethod
    def of(cls, events: Sequence[Word], plain: Sequence[Word]) -> Silver:
        """Words of a corpus of events, and of plain text."""
        rows = matrix([word.places for word in (*events, *plain)])
        return cls(rows, np.array([int(word.marked) for word in events] + [-1] * len(plain)))

    def fitted(self, rows: Any, truth: Array) -> Any:
        """The second tagger's regression, after the first one's on the same words."""
        p = _regression().fit(rows, truth).predict_proba(self.rows)[:, 1]
        unknown = self.marked == -1
        yes = (unknown & (p >= SURE[0])) | ((self.marked == 1) & (p >= AGREED[0]))
        no = (unknown & (p <= SURE[1])) | ((self.marked == 0) & (p <= AGREED[1]))
        chosen = yes | no
        weight = np.concatenate([np.ones(len(truth)), np.full(int(chosen.sum()), SILVER)])
        labels = np.concatenate([truth, yes[chosen].astype(int)])
        return _regression().fit(vstack([rows, self.rows[chosen]]), labels, weight)


def _in_news(tagger: Tagger, words: Sequence[Word]) -> dict[str, Figure]:
    """How many words that it finds are events there; a corpus marks no state, but nouns too."""
    truth = np.array([word.marked for word in words], int)
    groups = np.array([word.group for word in words])
    weights = np.array(tagger.weights) * tagger.unit
    scores = matrix([word.places for word in words]) @ weights + tagger.bias
    found = 1 / (1 + np.exp(-scores))
    past = np.array([word.past for word in words])
    return {
        "news: verbs found that are events": with_interval(precision, truth, found, groups),
        "news: events in a past form that are found": with_interval(
            recall, truth[past], found[past], groups[past]
        ),
    }


def matrix(rows: Sequence[Sequence[int]]) -> Any:
    """Buckets as counts, shape ``(n words, BUCKETS)``."""
    ends = np.cumsum([0, *map(len, rows)])
    flat = np.fromiter((place for row in rows for place in row), np.int64, ends[-1])
    counts = csr_matrix((np.ones(len(flat)), flat, ends), (len(rows), BUCKETS))
    counts.sum_duplicates()
    return counts


def rounded(fitted: Any, leanings: Mapping[str, int], head: dict[str, Any]) -> Tagger:
    """A fitted regression with its weights in eight bits."""
    weights = fitted.coef_[0]
    unit = float(np.abs(weights).max()) / LARGEST or 1.0
    steps = np.rint(weights / unit).astype(int).tolist()
    return Tagger(steps, unit, float(fitted.intercept_[0]), leanings, head)


def precision(truth: Array, probability: Array) -> float:
    """The share of what is found at one half that is true; 0 where nothing is found."""
    found = probability >= 0.5
    return float(truth[found].mean()) if found.any() else 0.0


def recall(truth: Array, probability: Array) -> float:
    """The share of what is true that is found at one half."""
    return float((probability[truth == 1] >= 0.5).mean())


def _regression() -> Any:
    return LogisticRegression(C=PENALTY, solver="liblinear", random_state=0)
