"""Earlier, fuller mentions of holders: "she" and "the official" of the sentence before.

Only where the text makes it plain: the nearest holder of the same noun, the nearest named
before a pronoun, or whoever the sentence before is about.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Final

from certainty.findings import FoundSentence, FoundSource
from certainty.naming import head_of, is_person, is_plural, is_short

#: Sentences that a mention may lie back.
REACH: Final = 4
#: The stretch of a sentence, and of words in it, that its subject is looked for in.
_HEAD, _LONGEST = 120, 12
_OPENING: Final = "\"“‘'( "
_LEADING: Final = frozenset("On In At By After Before Since During From For".lower().split())
_VERBS: Final = frozenset(
    "is are was were has had have will would may said met held gave spoke rose fell won lost "
    "left told put went saw read shut took made came wrote did does".split()
)
_SHORTEST_PAST: Final = 4
_ORGANISATIONS: Final = frozenset(
    "company firm group bank club ministry agency council union party paper service".split()
)


def link(text: str, sentences: list[FoundSentence]) -> None:
    """Tell each short mention of a holder which fuller one it stands for."""
    stood: dict[str, tuple[int, FoundSource]] = {}
    subjects: dict[int, FoundSource | None] = {}
    for index, sentence in enumerate(sentences):
        if sentence.source is None:  # then no span has one either, or a fuller one
            continue
        held = _held(sentence)
        short = {source.start: source for source in held if is_short(source.text)}
        if not short:
            continue
        first = max(0, index - REACH)
        for there in range(first, index):
            if there not in subjects:
                subjects[there] = _subject(text, sentences[there])
        about = [s for there in range(first, index) if (s := subjects[there])]
        before = sentences[first : index + 1]
        known: dict[int, FoundSource] = {}
        for start, source in short.items():
            word = source.text.lower()
            earlier = _earlier(source, before, about)
            if earlier is None and word in stood and index - stood[word][0] <= REACH:
                earlier = stood[word][1]  # as the mention before
            if earlier is not None:
                known[start] = earlier
                stood[word] = index, earlier
        for source in held:
            source.refers_to = known.get(source.start)


def _held(sentence: FoundSentence) -> list[FoundSource]:
    """The sources of a sentence and of its spans."""
    found = [sentence.source] if sentence.source else []
    for span in sentence.spans:
        if span.source is not None:
            found.append(span.source)
    return found


def _earlier(
    source: FoundSource, before: list[FoundSentence], about: list[FoundSource]
) -> FoundSource | None:
    """The fuller mention that a short one stands for, in the sentences up to its own."""
    words = source.text.lower().split()
    near = [s for sentence in before for s in _held(sentence)]
    fuller = [s for s in (*near, *about) if s.end <= source.start and not is_short(s.text)]
    every = sorted(fuller, key=attrgetter("start"), reverse=True)
    if len(words) == 1:
        fits = {"he": is_person, "she": is_person, "they": is_plural}.get(words[0], _is_thing)
        return next((s for s in every if fits(s.text)), None)
    noun = words[1]
    for earlier in every:
        lowered = earlier.text.lower()
        if noun == head_of(earlier.text) or noun in lowered.split():
            return earlier
    named = [s for s in every if s.text[:1].isupper()]
    return named[0] if noun in _ORGANISATIONS and named else None


def _is_thing(text: str) -> bool:
    return not is_person(text) and not is_plural(text)


def _subject(text: str, sentence: FoundSentence) -> FoundSource | None:
    """Who or what a sentence is about: the words before its first verb or comma."""
    words = sentence.text[:_HEAD].lstrip(_OPENING).split()[:_LONGEST]
    first = 0
    if words and words[0].lower() in _LEADING:
        first = next((at + 1 for at, word in enumerate(words) if word[-1] == ","), len(words))
    for at in range(first, len(words)):
        word = words[at]
        named = at > first and words[at - 1][0].isupper()
        verb = word in _VERBS or (word.endswith("ed") and len(word) > _SHORTEST_PAST)
        if verb or (named and word.islower() and word.endswith("s")):
            return _phrase(text, sentence, words[first:at])
        if word[-1] in ",;:":
            return _phrase(text, sentence, [*words[first:at], word[:-1]])
    return None


def _phrase(text: str, sentence: FoundSentence, words: list[str]) -> FoundSource | None:
    """Words as they stand in the text, one space apart."""
    phrase = " ".join(words).rstrip()
    start = text.find(phrase, sentence.start, sentence.end) if phrase else -1
    return FoundSource(phrase, start, start + len(phrase), None) if start >= 0 else None
