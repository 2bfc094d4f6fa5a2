"""Train heads on one's own labelled sentences and put them into a model.

A row is an object with ``text`` and any of these, in the corpora's format:

- ``hedge`` (true or false) with ``cues`` (``[{"start": 4, "end": 7}, ...]``, code points):
  the head ``hedged``; a hedged sentence must have a cue;
- ``cues``, all of the sentence: the head ``epistemic``, over the lexicon's phrases in it;
- ``weasel`` (true or false): the head ``weasel``;
- ``labels`` (``{"name": true}``): a head of that name over the words of the sentence, which
  `certainty.Annotator.judge` asks.

``meta.doc`` names the document; rows of one document stay in one fold. Cues may have the
``type`` of a corpus ("condition"); those without count as speculation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from certainty.data import default_lexicon, default_model
from certainty.errors import InputError
from certainty.evaluation.readers.jsonl import read_jsonl
from certainty.evaluation.spans import place_of
from certainty.features import word_names
from certainty.learn.candidates import find_candidates
from certainty.learn.corpora import Corpus, Example, Label
from certainty.learn.linear import Examples, Settings
from certainty.learn.results import FOLDS, Result, result_of
from certainty.learn.shipped import Trained, train_epistemic
from certainty.learn.speculation import train_hedged
from certainty.learn.vagueness import train_vague
from certainty.lexicon import Lexicon
from certainty.model import Model
from certainty.model_file import read_model
from certainty.progress import with_progress

#: The name of somebody's own sentences among the corpora.
OWN = "own"
SETTINGS = Settings(0.3)
_REPLACED = ("hedged", "epistemic", "weasel")
Rows = str | Path | Iterable[Mapping[str, Any]]


def train(
    examples: Rows,
    *,
    heads: Collection[str] | None = None,
    model: Model | str | Path | None = None,
    lexicon: Lexicon | None = None,
    folds: int = FOLDS,
    progress: bool = False,
) -> Trained:
    """Fit heads on labelled sentences and put them in the place of a model's own.

    ``examples`` are a ``.jsonl`` or ``.jsonl.gz`` file or rows; ``heads`` the names to fit,
    by default all that the rows label; ``model`` the one whose other heads stay, by default
    the shipped one. The result's ``results`` hold figures of cross-validation in ``folds``
    folds, grouped by document; ``write`` makes a file for ``Annotator(model=...)``. A head
    replaces the old one whole: what only the corpora taught is gone.

    Raises `InputError` with file and line for a row that does not fit, and where there is
    too little to learn from.
    """
    base = model if isinstance(model, Model) else _base(model)
    lexicon = lexicon or default_lexicon()
    read = [_example(row, where) for row, where in rows_of(examples)]
    corpus = Corpus.of(read)
    known = _labelled(read)
    chosen = list(known) if heads is None else list(heads)
    if unknown := [name for name in chosen if name not in known]:
        raise InputError(
            f"no row labels {', '.join(map(repr, unknown))}; the rows label "
            f"{', '.join(known) or 'nothing'}"
        )
    if not chosen:
        raise InputError(
            "the rows label nothing; give them hedge and cues, weasel, or labels "
            "(see certainty.learn.own)"
        )
    results: dict[str, Result] = {}
    for name in with_progress(chosen, unit="heads") if progress else chosen:
        _require_enough(name, known[name], [e.document for e in read], folds)
        if name == "hedged":
            results[name], unhedged = train_hedged(corpus, folds)
            base = replace(base, unhedged=unhedged)
        elif name == "weasel":
            results[name] = train_vague(corpus, frozenset(base.heads[name].own), folds)
        elif name == "epistemic":
            results[name] = _epistemic(corpus, lexicon, folds)
        else:
            results[name] = _sentence_head(corpus, name, folds)
        if name in _REPLACED:
            base = replace(base, heads={**base.heads, name: results[name].head})
        else:
            base = replace(base, own={**base.own, name: results[name].head})
    about = {**base.head, "lexicon": lexicon.digest, "trained": sorted(results)}
    return Trained(replace(base, head=about), results)


def _base(model: str | Path | None) -> Model:
    return default_model() if model is None else read_model(model)


def _epistemic(corpus: Corpus, lexicon: Lexicon, n_folds: int) -> Result:
    candidates = find_candidates(corpus.examples, corpus.tokens, lexicon)
    if not candidates:
        raise InputError(
            "head 'epistemic': no phrase of the lexicon stands in the rows with cues"
        )
    truths = [c.truth for c in candidates]
    _require_enough("epistemic", truths, [str(c.sentence) for c in candidates], n_folds)
    return train_epistemic(corpus, candidates, "epistemic", n_folds)


def _sentence_head(corpus: Corpus, name: str, n_folds: int) -> Result:
    chosen = [i for i, e in enumerate(corpus.examples) if name in e.own]
    data = Examples(
        [word_names(dict.fromkeys(corpus.words[i])) for i in chosen],
        np.array([corpus.examples[i].own[name] for i in chosen], int),
        corpus.documents(chosen),
        np.ones(len(chosen)),
    )
    return result_of(data, SETTINGS, None, n_folds)


def _labelled(examples: Iterable[Example]) -> dict[str, list[bool]]:
    """The answers for each head that the rows label."""
    found: dict[str, list[bool]] = {}
    for example in examples:
        if example.hedged is not None:
            found.setdefault("hedged", []).append(example.hedged)
        if example.marked:
            found.setdefault("epistemic", []).append(bool(example.labels))
        if example.weasel is not None:
            found.setdefault("weasel", []).append(example.weasel)
        for name, answer in example.own.items():
            found.setdefault(name, []).append(answer)
    return found


def _require_enough(name: str, truths: list[bool], documents: list[str], n_folds: int) -> None:
    for answer in (True, False):
        if truths.count(answer) < n_folds:
            raise InputError(
                f"head {name!r}: {truths.count(answer)} of {len(truths)} answers are "
                f"{str(answer).lower()}; give at least {n_folds} of either, or fewer folds"
            )
    if len(set(documents)) < n_folds:
        raise InputError(
            f"head {name!r}: {len(set(documents))} documents for {n_folds} folds; give more "
            "documents (meta.doc), or fewer folds"
        )


def rows_of(examples: Rows) -> Iterator[tuple[Any, str]]:
    """Each row, and where it stands."""
    if not isinstance(examples, (str, Path)):
        for number, row in enumerate(examples, 1):
            yield row, f"row {number}"
        return
    yield from read_jsonl(Path(examples))


def _example(row: Any, where: str) -> Example:
    if not isinstance(row, Mapping) or not isinstance(row.get("text"), str):
        raise InputError(f"{where}: no object with a text; give {{'text': '...'}}")
    text = row["text"]
    for name in ("hedge", "weasel"):
        if not isinstance(row.get(name), bool | None):
            raise InputError(f"{where}: {name} is {row[name]!r}; give true or false")
    own = row.get("labels") or {}
    if not isinstance(own, Mapping) or not all(isinstance(v, bool) for v in own.values()):
        raise InputError(f"{where}: labels is {own!r}; give {{'name': true}}")
    if taken := sorted(set(own) & set(_REPLACED)):
        raise InputError(
            f"{where}: labels names {', '.join(taken)}, a head of the library; use the "
            "fields hedge, cues and weasel for it"
        )
    cues = row.get("cues")
    labels = tuple(_label(cue, text, where) for cue in cues or ())
    hedged = row.get("hedge") if cues is not None else None
    if hedged and not labels:
        raise InputError(f"{where}: hedge is true and cues is empty; mark the words that hedge")
    meta = row.get("meta") or {}
    return Example(
        text=text,
        corpus=OWN,
        document=str(meta.get("doc") or where),
        labels=labels,
        hedged=hedged,
        weasel=row.get("weasel"),
        marked=cues is not None,
        own=dict(own),
    )


def _label(cue: Any, text: str, where: str) -> Label:
    start, end = place_of(cue, text, where, "cue")
    return Label(start, end, str(cue.get("type") or "speculation"))
