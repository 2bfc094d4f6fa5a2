"""The lexicon's candidates in the corpora, and what the annotators made of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from certainty.candidates import is_struck, settle
from certainty.compiled import Compiled
from certainty.features import candidate_names
from certainty.learn.corpora import (
    ABOUT_CERTAINTY,
    EPISTEMIC_USES,
    LEXICON,
    MODALS,
    Example,
)
from certainty.lexicon import Entry, Lexicon
from certainty.tokens import Tokens

#: Kinds that the corpora's annotators were asked for.
ANNOTATED_KINDS = frozenset(
    "modal likelihood belief evidential doubt conditional hearsay prediction".split()
)
#: Outside papers an entry is learnt from a corpus that shows it often enough, and as a cue
#: often enough for its annotators to have had it in mind; what MiST says of a modal that
#: has other readings holds there too. In papers all annotators are taken at their word.
LEAST_SEEN, LEAST_SHARE = 10, 0.6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase of the lexicon in a corpus sentence, and whether it is a cue there."""

    sentence: int
    first: int
    last: int
    entry: Entry
    truth: bool

    def names(self, words: list[str]) -> list[str]:
        """Its features, by name."""
        entry = self.entry
        return candidate_names(words, self.first, self.last, entry.id, entry.kind)


def find_candidates(
    examples: Sequence[Example], words: Sequence[Tokens], lexicon: Lexicon
) -> list[Candidate]:
    """Every phrase that the annotators decided on and that no pseudo-cue strikes out."""
    compiled = Compiled.of(lexicon)
    found = []
    for index, (example, (names, spans)) in enumerate(zip(examples, words)):
        matches, pseudo = compiled.find(names)
        for match in settle(names, matches, []):
            first, last, entry = match.first, match.last, match.value
            truth = _truth(example, entry, spans[first][0], spans[last - 1][1])
            if truth is not None and not is_struck(match, pseudo):
                found.append(Candidate(index, first, last, entry, truth))
    return found


def in_papers(candidates: Iterable[Candidate], examples: Sequence[Example]) -> list[Candidate]:
    """The candidates from scientific papers."""
    return [c for c in candidates if examples[c.sentence].genre == "paper"]


def in_other_prose(
    candidates: Sequence[Candidate], examples: Sequence[Example]
) -> list[Candidate]:
    """Those from elsewhere whose entry the annotators had in mind, and the lexicon's own."""
    seen: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for c in candidates:
        seen[c.entry.id, examples[c.sentence].corpus].append(c.truth)
    kept = {
        (entry, corpus)
        for (entry, corpus), uses in seen.items()
        if corpus == MODALS
        or (len(uses) >= LEAST_SEEN and sum(uses) >= LEAST_SHARE * len(uses))
    }
    entries = {entry for entry, _ in kept}
    return [
        c
        for c in candidates
        if (examples[c.sentence].corpus == LEXICON and c.entry.id in entries)
        or (_is_ambiguous_word(c.entry) and examples[c.sentence].corpus == MODALS)
        or (
            (examples[c.sentence].genre == "other")
            and (c.entry.id, examples[c.sentence].corpus) in kept
        )
    ]


def _is_ambiguous_word(entry: Entry) -> bool:
    return bool(entry.near_miss) and " " not in entry.phrase


def _truth(example: Example, entry: Entry, start: int, end: int) -> bool | None:
    if example.reading is not None:
        return example.reading[1] if entry.id == example.reading[0] else None
    if entry.kind not in ANNOTATED_KINDS:
        return None
    labels = example.over(start, end)
    if example.corpus == MODALS:
        if not labels or entry.kind != "modal":
            return None
        return any(EPISTEMIC_USES & set(label.type.split("-")) for label in labels)
    if not example.marked:
        return None
    return any(label.type in ABOUT_CERTAINTY for label in labels)
