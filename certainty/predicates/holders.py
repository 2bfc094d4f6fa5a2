"""Who holds what in a document, worked out anew for its claims.

A document keeps the holder of each sentence and of each cue; a claim may be another's.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from certainty.clauses import OPENERS
from certainty.data import default_lexicon
from certainty.native import Memory
from certainty.predicates.forms import form_of
from certainty.predicates.groups import Group
from certainty.sources import Attribution, Reporters, Speech, find_sources, outwards, source_at
from certainty.sources.holders import subject
from certainty.sources.phrases import ADJECTIVES, BELIEF_NOUNS, PREFIX_WORDS
from certainty.tokens import lower
from certainty.types import Sentence, Source
from certainty.view import View
from certainty.vocabulary import OPENS, Vocabulary

#: From which probability on the verb of a report is taken for one.
_VERBAL: Final = 0.2
_NO_HOLDER: Final = frozenset("neither either each every another no little any".split())
_NO_CLAUSE: Final = frozenset("of to for at on in , . a an".split())


@cache
def _known() -> tuple[Reporters, Memory]:
    """The lexicon's verbs of reporting, and the words that may name a holder."""
    reporters = Reporters.of(default_lexicon().verbs)
    vocabulary = Vocabulary({OPENS: OPENERS, **reporters.marked}, (), {}, {}, {})
    return reporters, Memory(vocabulary.cut)


def attributed(
    text: str, sentences: Sequence[Sentence]
) -> tuple[list[View], list[list[Attribution]]]:
    """The sentences as words, and the attributions of each, quotations carried on."""
    reporters, memory = _known()
    lowered = lower(text)
    views = [View(text, lowered, s.start, s.end, memory) for s in sentences]
    sources = [
        [held for held in find_sources(view, reporters) if _is_finite(view.words, held)]
        for view in views
    ]
    Speech(text).attribute(views, sources)
    return views, sources


def _is_finite(words: Sequence[str], held: Attribution) -> bool:
    """Whether a verb before its holder can be a tag's: "say analysts", not "maintain them"."""
    if held.trigger < 0 or held.trigger + 1 != held.holder[0]:
        return True
    verb = words[held.trigger]
    if verb in _known()[0].refusing:
        return False  # "…, denies the charge"
    return verb in ("say", ":") or form_of(verb) != "base" or verb in PREFIX_WORDS


def is_verbal(words: Sequence[str], verbs: Sequence[float], held: Attribution) -> bool:
    """Whether the verb of a report is one to the tagger: not "a fourth suspect is believed".

    ``verbs`` are the tagger's probabilities.
    """
    verb = words[held.trigger] if held.trigger >= 0 else ""
    if words[held.holder[0]] in _NO_HOLDER and held.elsewhere is None:
        return False
    between = words[held.holder[1] : max(held.trigger, 0)]
    if held.content[0] < held.trigger and "," not in between and "who" in between:
        return False  # "it fell, hurting those who had bet on it"
    told = verb in _known()[0].forms and verb not in BELIEF_NOUNS | PREFIX_WORDS | ADJECTIVES
    return not told or verbs[held.trigger] >= _VERBAL


def trailing(words: list[str], groups: Sequence[Group]) -> list[Attribution]:
    """Reports that a participle adds to a clause: "He left, *saying* that it was late"."""
    reporters, _ = _known()
    found = []
    for at in range(2, len(words) - 1):
        word = words[at]
        if not word.endswith("ing") or words[at - 1] != "," or word not in reporters.forms:
            continue
        before = next((group for group in reversed(groups) if group.last < at), None)
        holder = subject(words, before.first) if before else None
        if holder and words[at + 1] not in _NO_CLAUSE:
            found.append(Attribution(holder, (at + 1, len(words)), at))
    return found


def known_mentions(sentences: Sequence[Sentence]) -> dict[tuple[int, int], Source]:
    """The holders that a document has by their offsets, with what they refer to."""
    found = [s.source for s in sentences] + [p.source for s in sentences for p in s.spans]
    return {(source.start, source.end): source for source in found if source}


def holder_of(
    view: View,
    sources: Sequence[Attribution],
    word: int,
    known: dict[tuple[int, int], Source],
) -> Source | None:
    """Who holds the claim whose predicate is a word; ``None`` for the author."""
    held = source_at(list(sources), word)
    return _source(view, held, sources, known) if held else None


def _source(
    view: View,
    held: Attribution,
    sources: Sequence[Attribution],
    known: dict[tuple[int, int], Source],
) -> Source:
    found: Source | None = None
    for each in outwards(list(sources), held)[::-1]:
        start, end = each.elsewhere or view.slice(*each.holder)
        text = view.text[start:end]
        found = known.get((start, end)) or Source(text, start, end, None, found)
    assert found is not None
    return found
