"""Train the shipped model: five calibrated heads, each fitted on what the corpora label.

The settings were chosen by cross-validation grouped by document; the figures are those
of that cross-validation, never of the data a weight was fitted on.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.special import logit

from certainty.features import candidate_names, fold, word_names
from certainty.heads import Calibration, Head
from certainty.learn.calibration import METHODS, best, compare, cross_calibrated
from certainty.learn.candidates import (
    Candidate,
    find_candidates,
    in_other_prose,
    in_papers,
)
from certainty.learn.corpora import BIOMEDICAL, LEXICON, Example, lexicon_examples
from certainty.learn.linear import Examples, Settings, fit_head, folds, out_of_fold
from certainty.learn.metrics import (
    Array,
    Figure,
    brier,
    expected_calibration_error,
    f1,
    with_interval,
)
from certainty.learn.ratings import FittedRatings, Rated, fit_ratings
from certainty.lexicon import Lexicon
from certainty.model import Model
from certainty.tokens import Tokens, tokenize

FOLDS = 5
SETTINGS = {
    "epistemic": Settings(0.3),
    "epistemic_papers": Settings(0.3),
    "papers": Settings(0.3, sparse=True, least=5),
    "hedged": Settings(1.0, prune=0.06),
    "weasel": Settings(0.05, least=3),
}
LATE_WEIGHT, PAPER_WEIGHT, NEWS_WEIGHT, WIKI_WEIGHT = 4.0, 4.0, 1.0, 0.3
LEXICON_WEIGHT = 4.0
#: How much of the text that people annotate is from scientific papers (judgement); the
#: share in the corpora says nothing of it.
PAPERS_PRIOR = 0.05
#: A word may speculate where annotators marked it this often: in papers, elsewhere.
PAPER_SHARE, OTHER_SHARE = 0.06, 0.15
#: A word may be vague where this share of its uses is in cue strings seen twice.
VAGUE_SHARE, VAGUE_COUNT = 0.12, 2


@dataclass(frozen=True, slots=True)
class Result:
    """A head with its cross-validated figures.

    ``losses`` is the log loss of each method of calibration, ``n`` and ``positive`` count
    the examples that the figures are of.
    """

    head: Head
    figures: dict[str, Figure]
    losses: dict[str, float]
    method: str
    n: int
    positive: int


@dataclass(frozen=True, slots=True)
class Trained:
    """A model and the results it is made of."""

    model: Model
    results: dict[str, Result]
    ratings: FittedRatings


@dataclass(frozen=True, slots=True)
class Corpus:
    """All sentences, where their words are, and the words with numbers folded."""

    examples: Sequence[Example]
    tokens: Sequence[Tokens]
    words: Sequence[list[str]]

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Corpus:
        """Cut the sentences into words once."""
        found = [tokenize(example.text) for example in examples]
        return cls(examples, found, [fold(each.words) for each in found])

    def documents(self, chosen: Collection[int]) -> Array:
        """The document of each chosen sentence."""
        return np.array([self.examples[i].document for i in chosen])


def train(
    examples: Sequence[Example],
    cue_strings: Sequence[tuple[str, int]],
    lexicon: Lexicon,
    read_ratings: Callable[[Model, Lexicon], Sequence[Rated]],
) -> Trained:
    """Fit all heads; the same examples and lexicon give the same model.

    ``cue_strings`` are the strings that Wikipedia's annotators marked, with their counts;
    ``read_ratings`` gives the rated sentences as the other heads hear them.
    """
    examples = [*examples, *lexicon_examples(lexicon)]
    corpus = Corpus.of(examples)
    candidates = find_candidates(examples, corpus.tokens, lexicon)
    hedged, unhedged = train_hedged(corpus)
    results = {
        "epistemic": train_epistemic(corpus, in_other_prose(candidates, examples), "epistemic"),
        "epistemic_papers": train_epistemic(
            corpus, in_papers(candidates, examples), "epistemic_papers"
        ),
        "papers": train_papers(corpus),
        "hedged": hedged,
        "weasel": train_weasel(corpus, cue_strings),
    }
    about = {
        "lexicon": lexicon.digest,
        "corpora": _corpora_digest(examples),
        "licences": LICENCES,
    }
    heads = {name: result.head for name, result in results.items()}
    model = Model(heads, about, unhedged=unhedged)
    fitted = fit_ratings(read_ratings(model, lexicon), FOLDS)
    return Trained(replace(model, ratings=fitted.ratings), results, fitted)


def train_epistemic(corpus: Corpus, candidates: Sequence[Candidate], name: str) -> Result:
    """Whether a candidate is a cue."""
    data = Examples(
        [c.names(corpus.words[c.sentence]) for c in candidates],
        np.array([c.truth for c in candidates], int),
        corpus.documents([c.sentence for c in candidates]),
        np.array([_weight(corpus.examples[c.sentence]) for c in candidates]),
    )
    corpora = np.array([corpus.examples[c.sentence].corpus != LEXICON for c in candidates])
    return _result(data, SETTINGS[name], corpora)


def train_papers(corpus: Corpus) -> Result:
    """Whether a sentence is from a scientific paper."""
    chosen = range(len(corpus.examples))
    truth = np.array([e.genre == "paper" for e in corpus.examples], int)
    data = Examples(
        [word_names(corpus.words[i]) for i in chosen],
        truth,
        corpus.documents(chosen),
        np.ones(len(truth)),
    )
    result = _result(data, SETTINGS["papers"])
    a, b, c = result.head.calibration
    c += logit(PAPERS_PRIOR) - logit(float(truth.mean()))
    return replace(result, head=replace(result.head, calibration=Calibration(a, b, c)))


def train_hedged(corpus: Corpus) -> tuple[Result, float]:
    """Whether a sentence speculates, and how often one without any such word does.

    Each word that may speculate is judged; the sentence has the score of the most
    speculative one.
    """
    chosen = [i for i, e in enumerate(corpus.examples) if e.hedged is not None]
    truth = np.array([bool(corpus.examples[i].hedged) for i in chosen], int)
    documents = corpus.documents(chosen)
    scores = np.full(len(chosen), -np.inf)
    for fit, test in folds(documents, FOLDS):
        head = fit_speculation(corpus, [chosen[i] for i in fit])
        for i in test:
            judged = head.judge_words(corpus.words[chosen[i]])
            scores[i] = max(judged, default=-np.inf)
    paper = np.array([corpus.examples[i].corpus in BIOMEDICAL for i in chosen])
    seen = np.isfinite(scores)
    unhedged = float(truth[~seen].mean())
    found = np.full(len(chosen), unhedged)
    losses = compare(scores[seen], truth[seen], documents[seen], paper[seen], FOLDS)
    method = best(losses)
    found[seen] = cross_calibrated(
        scores[seen], truth[seen], documents[seen], paper[seen], method, FOLDS
    )
    calibration = METHODS[method](scores[seen & paper], truth[seen & paper])
    head = replace(fit_speculation(corpus, chosen), calibration=calibration)
    whole = np.array([corpus.examples[i].corpus == BIOMEDICAL[1] for i in chosen])
    figures = _figures(truth[paper], found[paper], documents[paper])
    figures |= {
        f"{name}, full papers": figure
        for name, figure in _figures(truth[whole], found[whole], documents[whole]).items()
    }
    figures |= {
        f"{name}, Wikipedia and news": figure
        for name, figure in _figures(truth[~paper], found[~paper], documents[~paper]).items()
    }
    return Result(head, figures, losses, method, len(truth), int(truth.sum())), unhedged


def fit_speculation(corpus: Corpus, chosen: Sequence[int]) -> Head:
    """A head over the words that may speculate, fitted on these sentences."""
    marked = {i: _marked(corpus, i) for i in chosen}
    papers = [i for i in chosen if corpus.examples[i].corpus in BIOMEDICAL]
    others = [i for i in chosen if corpus.examples[i].corpus not in BIOMEDICAL]
    known = _speculative(corpus, papers, marked, PAPER_SHARE, 1)
    known |= _speculative(corpus, others, marked, OTHER_SHARE, 2)
    judged = [(i, at) for i in chosen for at, w in enumerate(corpus.words[i]) if w in known]
    data = Examples(
        [candidate_names(corpus.words[i], at, at + 1, corpus.words[i][at]) for i, at in judged],
        np.array([marked[i][at] for i, at in judged], int),
        corpus.documents([i for i, _ in judged]),
        np.array([_weight(corpus.examples[i]) for i, _ in judged]),
    )
    return fit_head(data, replace(SETTINGS["hedged"], least=1))


def train_weasel(corpus: Corpus, cue_strings: Sequence[tuple[str, int]]) -> Result:
    """Whether a sentence leans on vague attribution, by its words and its vague words."""
    chosen = [i for i, e in enumerate(corpus.examples) if e.weasel is not None]
    known = _vague([corpus.words[i] for i in chosen], cue_strings)
    data = Examples(
        [
            [
                *word_names(corpus.words[i]),
                *(
                    name
                    for at, word in enumerate(corpus.words[i])
                    if word in known
                    for name in candidate_names(corpus.words[i], at, at + 1, word)
                ),
            ]
            for i in chosen
        ],
        np.array([bool(corpus.examples[i].weasel) for i in chosen], int),
        corpus.documents(chosen),
        np.array([_weight(corpus.examples[i]) for i in chosen]),
    )
    late = np.array([corpus.examples[i].late for i in chosen])
    return _result(data, SETTINGS["weasel"], late)


def _result(data: Examples, settings: Settings, chosen: Array | None = None) -> Result:
    """Fit, calibrate and measure; the last two on the ``chosen`` examples alone."""
    if chosen is None:
        chosen = np.ones(len(data.truth), bool)
    scores = out_of_fold(data, settings, FOLDS)
    losses = compare(scores, data.truth, data.groups, chosen, FOLDS)
    method = best(losses)
    found = cross_calibrated(scores, data.truth, data.groups, chosen, method, FOLDS)
    calibration: Calibration = METHODS[method](scores[chosen], data.truth[chosen])
    figures = _figures(data.truth[chosen], found[chosen], data.groups[chosen])
    head = fit_head(data, settings, calibration)
    return Result(
        head, figures, losses, method, int(chosen.sum()), int(data.truth[chosen].sum())
    )


def _marked(corpus: Corpus, i: int) -> list[bool]:
    """For each word of a sentence whether it is part of a speculation cue."""
    labels = corpus.examples[i].speculations
    return [
        any(s < lab.end and lab.start < e for lab in labels) for s, e in corpus.tokens[i].spans
    ]


def _speculative(
    corpus: Corpus,
    chosen: Sequence[int],
    marked: dict[int, list[bool]],
    share: float,
    least: int,
) -> set[str]:
    seen: Counter[str] = Counter()
    cues: Counter[str] = Counter()
    for i in chosen:
        words = corpus.words[i]
        seen.update(words)
        cues.update(word for word, cue in zip(words, marked[i]) if cue)
    return {
        word
        for word, count in cues.items()
        if count >= least and count >= share * seen[word] and word[0].isalpha()
    }


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


def _weight(example: Example) -> float:
    if example.late:
        return LATE_WEIGHT
    if example.corpus == "bioscope_full_papers":
        return PAPER_WEIGHT
    if example.corpus == LEXICON:
        return LEXICON_WEIGHT
    if example.corpus == "szeged_factbank":
        return NEWS_WEIGHT
    return WIKI_WEIGHT if example.corpus == "szeged_wiki" else 1.0


def _figures(truth: Array, probability: Array, groups: Array) -> dict[str, Figure]:
    metrics = {"F1": f1, "ECE": expected_calibration_error, "Brier": brier}
    return {
        name: with_interval(metric, truth, probability, groups)
        for name, metric in metrics.items()
    }


#: Of the training data, as their sources state them.
LICENCES = {
    "BioScope": "CC BY 2.0",
    "Szeged Uncertainty Corpus": "CC BY-SA 3.0",
    "CoNLL-2010 Wikipedia": "CC BY-SA 3.0, labels MIT",
    "MiST": "CC BY 4.0",
}


def _corpora_digest(examples: Sequence[Example]) -> str:
    digest = hashlib.sha256()
    for example in examples:
        digest.update(repr((example.corpus, example.document, example.text)).encode())
    return digest.hexdigest()


def write_model(trained: Trained, path: Path) -> None:
    """Write the model file, byte for byte the same for the same model."""
    from certainty.model import dump_model

    path.write_bytes(dump_model(trained.model))
