"""Earlier, fuller mentions of holders: "she" and "the official" of the sentence before.

Only where the text makes it plain: the nearest holder of the same noun, the nearest named
before a pronoun, or whoever the sentence before is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from certainty.naming import head_of, is_person, is_plural, is_short
from certainty.types import Sentence, Source

#: Sentences that a mention may lie back.
REACH: Final = 4
_SUBJECT: Final = re.compile(
    r"[\"“‘'(\s]*((?:[A-Z][\w’'&.-]*|[a-z][\w’'-]*)(?:\s+[\w’'&.-]+){0,7}?)"
    r"(?=,|\s+(?:is|are|was|were|has|had|have|will|would|may|said|met|held|gave|spoke|rose|fell|"
    r"won|lost|left|told|put|went|saw|read|shut|took|made|came|wrote|opened|\w{3,}ed)\b)"
)
_NAME: Final = re.compile(r"((?:[A-Z][\w’'.-]*\s+){1,3}[A-Z][\w’'.-]*)(?=\s+[a-z]{3,}s\s)")
_LEADING: Final = re.compile(
    r"(?:(?:On|In|At|By|After|Before|Since|During|From|For)\b[^,]{0,40},\s*)"
)
_ORGANISATIONS: Final = frozenset(
    "company firm group bank club ministry agency council union party paper service".split()
)


def link(text: str, sentences: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """The sentences, each short mention of a holder with the fuller one that it stands for."""
    linked: list[Sentence] = []
    full: list[tuple[int, Source]] = []
    subjects: list[tuple[int, Source]] = []
    stood: dict[str, tuple[int, Source]] = {}
    for index, sentence in enumerate(sentences):
        own = [s.source for s in sentence.spans] + [sentence.source]
        known: dict[Source, Source | None] = {}
        for source in own:
            if source is None or not is_short(source.text):
                continue
            word = source.text.lower()
            earlier = _earlier(source, index, full, subjects)
            if earlier is None and word in stood and index - stood[word][0] <= REACH:
                earlier = stood[word][1]  # as the mention before
            known[source] = earlier
            if earlier is not None:
                stood[word] = index, earlier
        if any(known.values()):
            sentence = _with(sentence, known)
        linked.append(sentence)
        for source in own:
            if source is not None and not is_short(source.text):
                full.append((index, source))
        subject = _subject(text, sentence)
        if subject is not None and not is_short(subject.text):
            subjects.append((index, subject))
        del full[:-_KEPT], subjects[:-_KEPT]
    return tuple(linked)


_KEPT: Final = 12


def _with(sentence: Sentence, known: dict[Source, Source | None]) -> Sentence:
    def told(source: Source | None) -> Source | None:
        earlier = known.get(source) if source is not None else None
        return replace(source, refers_to=earlier) if source and earlier else source

    spans = tuple(replace(span, source=told(span.source)) for span in sentence.spans)
    return replace(sentence, source=told(sentence.source), spans=spans)


def _earlier(
    source: Source,
    index: int,
    full: list[tuple[int, Source]],
    subjects: list[tuple[int, Source]],
) -> Source | None:
    """The fuller mention that a short one stands for."""
    words = source.text.lower().split()
    near = [s for at, s in full if index - at <= REACH and s.end <= source.start]
    about = [s for at, s in subjects if index - at <= REACH and s.end <= source.start]
    every = sorted({*near, *about}, key=lambda s: s.start, reverse=True)
    if len(words) == 1:
        fits = {"he": is_person, "she": is_person, "they": is_plural}.get(words[0], _is_thing)
        return next((s for s in every if fits(s.text)), None)
    noun = words[1]
    for earlier in every:
        lowered = earlier.text.lower()
        if noun == head_of(earlier.text) or re.search(rf"\b{re.escape(noun)}\b", lowered):
            return earlier
    named = [s for s in every if s.text[:1].isupper()]
    return named[0] if noun in _ORGANISATIONS and named else None


def _is_thing(text: str) -> bool:
    return not is_person(text) and not is_plural(text)


def _subject(text: str, sentence: Sentence) -> Source | None:
    """Who or what a sentence is about: the noun phrase before its first verb."""
    leading = _LEADING.match(sentence.text)
    first = leading.end() if leading else 0
    match = _NAME.match(sentence.text, first) or _SUBJECT.match(sentence.text, first)
    if match is None:
        return None
    start = sentence.start + match.start(1)
    return Source(match[1], start, start + len(match[1]))
