"""Train the shipped model: its heads, each fitted on what the corpora label.

The settings were chosen by cross-validation grouped by document; the figures are those
of that cross-validation, never of the data a weight was fitted on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
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
from certainty.learn.senses import Senses, train_senses
from certainty.learn.speculation import train_hedged
from certainty.learn.vagueness import train_weasel
from certainty.lexicon import Lexicon
from certainty.model import HEADS, Model
from certainty.model_file import dump_model
from certainty.progress import with_progress

SETTINGS = {
    "epistemic": Settings(0.3),
    "epistemic_papers": Settings(0.3),
    "papers": Settings(0.3, sparse=True, least=5),
}
#: How much of the text that people annotate is from scientific papers (judgement); the
#: share in the corpora says nothing of it.
PAPERS_PRIOR = 0.05


#: What can be fitted by itself, in this order: the last one hears the others.
PARTS = (*HEADS, "senses", "ratings")


@dataclass(frozen=True, slots=True)
class Trained:
    """A model and the results of what was fitted for it."""

    model: Model
    results: dict[str, Result]
    senses: Senses | None = None
    ratings: FittedRatings | None = None

    def write(self, path: str | Path) -> None:
        """Write the model file, byte for byte the same for the same model."""
        Path(path).write_bytes(dump_model(self.model))


def train_shipped(
    examples: Sequence[Example],
    cue_strings: Sequence[tuple[str, int]],
    lexicon: Lexicon,
    read_ratings: Callable[[Model, Lexicon], Sequence[Rated]],
    *,
    parts: Collection[str] = PARTS,
    base: Model | None = None,
    n_folds: int = FOLDS,
    progress: bool = False,
) -> Trained:
    """Fit the parts of a model; the same examples and lexicon give the same model.

    ``cue_strings`` are the strings that Wikipedia's annotators marked, with their counts;
    ``read_ratings`` gives the rated sentences as the other heads hear them. Parts that are
    not asked for are those of ``base``.
    """
    examples = [*examples, *lexicon_examples(lexicon)]
    corpus = Corpus.of(examples)
    candidates = find_candidates(examples, corpus.tokens, lexicon)
    results: dict[str, Result] = {}
    senses = fitted = None
    about = {
        "lexicon": lexicon.digest,
        "corpora": _corpora_digest(examples),
        "licences": LICENCES,
    }
    model = base or Model({}, about)
    model = replace(model, head=about)
    chosen = [part for part in PARTS if part in parts]
    for part in with_progress(chosen, unit="heads") if progress else chosen:
        if part == "senses":
            senses = train_senses(corpus, candidates, n_folds)
            model = replace(model, senses=senses.heads)
        elif part == "ratings":
            fitted = fit_ratings(read_ratings(model, lexicon), n_folds)
            model = replace(model, ratings=fitted.ratings)
        else:
            if part == "epistemic":
                kept = in_other_prose(candidates, examples)
                result = train_epistemic(corpus, kept, part, n_folds)
            elif part == "epistemic_papers":
                kept = in_papers(candidates, examples)
                result = train_epistemic(corpus, kept, part, n_folds)
            elif part == "papers":
                result = train_papers(corpus, n_folds)
            elif part == "hedged":
                result, unhedged = train_hedged(corpus, n_folds)
                model = replace(model, unhedged=unhedged)
            else:
                result = train_weasel(corpus, cue_strings, n_folds)
            results[part] = result
            model = replace(model, heads={**model.heads, part: result.head})
    return Trained(model, results, senses, fitted)


def train_epistemic(
    corpus: Corpus, candidates: Sequence[Candidate], name: str, n_folds: int = FOLDS
) -> Result:
    """Whether a candidate is a cue."""
    measured = np.array([corpus.examples[c.sentence].corpus != LEXICON for c in candidates])
    return result_of(epistemic_examples(corpus, candidates), SETTINGS[name], measured, n_folds)


def epistemic_examples(corpus: Corpus, candidates: Sequence[Candidate]) -> Examples:
    """The candidates as a head sees them."""
    return Examples(
        [c.names(corpus.words[c.sentence]) for c in candidates],
        np.array([c.truth for c in candidates], int),
        corpus.documents([c.sentence for c in candidates]),
        np.array([weight_of(corpus.examples[c.sentence]) for c in candidates]),
    )


def train_papers(corpus: Corpus, n_folds: int = FOLDS) -> Result:
    """Whether a sentence is from a scientific paper."""
    chosen = range(len(corpus.examples))
    truth = np.array([e.genre == "paper" for e in corpus.examples], int)
    data = Examples(
        [word_names(corpus.words[i]) for i in chosen],
        truth,
        corpus.documents(chosen),
        np.ones(len(truth)),
    )
    result = result_of(data, SETTINGS["papers"], None, n_folds)
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
