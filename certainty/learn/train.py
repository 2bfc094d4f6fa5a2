"""Train the shipped model: five calibrated heads, each fitted on what the corpora label.

The settings were chosen by cross-validation grouped by document; the figures are those
of that cross-validation, never of the data a weight was fitted on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.special import logit

from certainty.features import word_names
from certainty.heads import Calibration
from certainty.learn.candidates import (
    Candidate,
    find_candidates,
    in_other_prose,
    in_papers,
)
from certainty.learn.corpora import LEXICON, Corpus, Example, lexicon_examples, weight_of
from certainty.learn.linear import Examples, Settings
from certainty.learn.ratings import FittedRatings, Rated, fit_ratings
from certainty.learn.results import FOLDS, Result, result_of
from certainty.learn.speculation import train_hedged
from certainty.learn.vagueness import train_weasel
from certainty.lexicon import Lexicon
from certainty.model import Model

SETTINGS = {
    "epistemic": Settings(0.3),
    "epistemic_papers": Settings(0.3),
    "papers": Settings(0.3, sparse=True, least=5),
}
#: How much of the text that people annotate is from scientific papers (judgement); the
#: share in the corpora says nothing of it.
PAPERS_PRIOR = 0.05


@dataclass(frozen=True, slots=True)
class Trained:
    """A model and the results it is made of."""

    model: Model
    results: dict[str, Result]
    ratings: FittedRatings


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
    corpora = np.array([corpus.examples[c.sentence].corpus != LEXICON for c in candidates])
    return result_of(epistemic_examples(corpus, candidates), SETTINGS[name], corpora)


def epistemic_examples(corpus: Corpus, candidates: Sequence[Candidate]) -> Examples:
    """The candidates as a head sees them."""
    return Examples(
        [c.names(corpus.words[c.sentence]) for c in candidates],
        np.array([c.truth for c in candidates], int),
        corpus.documents([c.sentence for c in candidates]),
        np.array([weight_of(corpus.examples[c.sentence]) for c in candidates]),
    )


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
    result = result_of(data, SETTINGS["papers"])
    a, b, c = result.head.calibration
    c += logit(PAPERS_PRIOR) - logit(float(truth.mean()))
    return replace(result, head=replace(result.head, calibration=Calibration(a, b, c)))


#: Of the training data, as their sources state them.
LICENCES = {
    "BioScope": "CC BY 2.0",
    "Szeged Uncertainty Corpus": "CC BY-SA",
    "CoNLL-2010 Wikipedia": "text CC BY-SA, labels MIT",
    "MiST": "annotations CC BY 4.0",
    "Pei & Jurgens 2021": "MIT",
    "UW": "MIT",
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
