"""Read the labelled corpora that the model is trained on.

A corpus is ``<name>.<split>.jsonl.gz``, one sentence per line with its cues; offsets are
code points. Documents are the groups of cross-validation, because corpora repeat each
other's sentences.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from certainty.errors import InputError
from certainty.evaluation.metrics import Array
from certainty.features import fold
from certainty.lexicon import Lexicon
from certainty.tokens import Tokens, tokenize

#: Types of cues that present something as possible rather than as fact: BioScope's
#: speculation, Szeged's epistemic and doxastic cues. What is being investigated, and a mere
#: condition, do not.
SPECULATION = frozenset({"speculation", "epistemic", "doxastic"})
#: All types of cues that the corpora know.
ABOUT_CERTAINTY = SPECULATION | {"investigation", "condition"}
#: Uses of a modal that MiST counts as statements of what is likely.
EPISTEMIC_USES = frozenset({"speculation", "inference"})
#: The corpora of biomedical papers: abstracts, and whole ones.
BIOMEDICAL = ("bioscope_abstracts", "bioscope_full_papers")
HEDGE_CORPORA = (
    "bioscope_abstracts.all",
    "bioscope_full_papers.all",
    "szeged_wiki.train",
    "szeged_factbank.train",
)
WEASEL_CORPUS = "conll2010_wiki.train"
#: What a sentence of these counts where a head is fitted; the rest count one.
LATE_WEIGHT, PAPER_WEIGHT, NEWS_WEIGHT, WIKI_WEIGHT = 6.0, 4.0, 1.0, 0.3
LEXICON_WEIGHT = 4.0
#: The name of the lexicon's own sentences among the corpora.
LEXICON = "lexicon"
CUE_STRINGS = "wikiweasel_cue_strings.train.tsv"
MODAL_CORPUS = "mist_modals.train"
MODALS = MODAL_CORPUS.split(".")[0]
#: Wikipedia documents from this number on follow the practice of the evaluation set:
#: the share of weasels among sentences with "often" or "may" doubles there.
LATE_DOCUMENT = 1560


@dataclass(frozen=True, slots=True)
class Label:
    """An annotated cue: offsets and the corpus's own type."""

    start: int
    end: int
    type: str


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled sentence; ``hedged`` and ``weasel`` are ``None`` where not annotated.

    ``marked`` says that all cues of the sentence are among its labels. ``own`` holds a user's
    answers by the name of the head that they are for. ``reading`` is set for a sentence of
    the lexicon: an entry, and whether it is a cue there.
    """

    text: str
    corpus: str
    document: str
    labels: tuple[Label, ...]
    hedged: bool | None = None
    weasel: bool | None = None
    late: bool = False
    marked: bool = False
    reading: tuple[str, bool] | None = None
    own: Mapping[str, bool] = field(default_factory=dict)

    @property
    def speculations(self) -> list[Label]:
        """The cues that make the sentence speculate."""
        return [label for label in self.labels if label.type in SPECULATION]

    def over(self, start: int, end: int) -> list[Label]:
        """The cues that overlap a stretch of the text."""
        return [label for label in self.labels if label.start < end and start < label.end]

    @property
    def genre(self) -> str:
        """A "paper" of some science, or "other"."""
        science = (*BIOMEDICAL, MODALS)
        return "paper" if self.corpus in science else "other"


def read_corpora(folder: Path) -> list[Example]:
    """All training sentences under ``folder``; `InputError` names a corpus that is missing."""
    names = (*HEDGE_CORPORA, WEASEL_CORPUS, MODAL_CORPUS)
    require(folder, [f"{name}.jsonl.gz" for name in names])
    return [example for name in names for example in read_corpus(folder, name)]


def require(folder: Path, names: Sequence[str]) -> None:
    """Raise `InputError` with the names of the files that ``folder`` lacks."""
    missing = [name for name in names if not (folder / name).exists()]
    if missing:
        raise InputError(
            f"{folder}: lacks {', '.join(missing)}; give the folder of the corpora"
        )


def read_corpus(folder: Path, name: str) -> Iterator[Example]:
    """The sentences of one corpus."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["meta"].get("part") != "Title":  # titles were assumed certain, not read
                yield _example(row, name)


def lexicon_examples(lexicon: Lexicon) -> Iterator[Example]:
    """The lexicon's own sentences: each row's example, and its near miss."""
    for entry in lexicon.cues:
        for text, truth in ((entry.example, True), (entry.near_miss, False)):
            if text:
                document = f"lexicon {entry.id}"
                yield Example(text, LEXICON, document, (), reading=(entry.id, truth))


def read_cue_strings(folder: Path) -> list[tuple[str, int]]:
    """The cue strings of Wikipedia's annotators with their counts."""
    require(folder, [CUE_STRINGS])
    lines = (folder / CUE_STRINGS).read_text("utf-8").splitlines()
    pairs = (line.rsplit("\t", 1) for line in lines)
    return [(pair[0], int(pair[1])) for pair in pairs if pair[-1].isdigit()]


def _example(row: dict[str, object], name: str) -> Example:
    meta: dict[str, str] = row["meta"]  # type: ignore[assignment]
    cues: list[dict[str, object]] = row["cues"]  # type: ignore[assignment]
    labels = tuple(Label(c["start"], c["end"], str(c["type"])) for c in cues)  # type: ignore[arg-type]
    document = meta["doc"]
    return Example(
        text=str(row["text"]),
        corpus=name.split(".")[0],
        document=f"{'wiki' if 'wiki' in name else ''}{document}",
        labels=labels,
        hedged=any(label.type in SPECULATION for label in labels)
        if name in HEDGE_CORPORA
        else None,
        marked=name in HEDGE_CORPORA,
        weasel=bool(row["hedge"]) if name == WEASEL_CORPUS else None,
        late=name == WEASEL_CORPUS and _number(document) >= LATE_DOCUMENT,
    )


def _number(document: str) -> int:
    tail = document.rsplit("_", 1)[-1]
    return int(tail) if tail.isdigit() else 0


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


def weight_of(example: Example) -> float:
    """How much a sentence counts where a head is fitted."""
    if example.late:
        return LATE_WEIGHT
    if example.corpus == "bioscope_full_papers":
        return PAPER_WEIGHT
    if example.corpus == LEXICON:
        return LEXICON_WEIGHT
    if example.corpus == "szeged_factbank":
        return NEWS_WEIGHT
    return WIKI_WEIGHT if example.corpus == "szeged_wiki" else 1.0
