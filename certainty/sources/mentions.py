"""Earlier, fuller mentions of holders: "she" and "the official" of the sentence before.

Only where the text makes it plain: the nearest holder of the same noun, the nearest named
before a pronoun, or whoever the sentence before is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Final, final

from certainty.findings import FoundSentence, FoundSource
from certainty.naming import head_of, is_person, is_plural, is_short, is_thing

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

#: What a holder must be for a pronoun to stand for it, if not a thing.
_FITS: Final = {"he": is_person, "she": is_person, "they": is_plural}


def link(text: str, sentences: list[FoundSentence]) -> None:
    """Tell each short mention of a holder which fuller one it stands for."""
    stood: dict[str, tuple[int, FoundSource]] = {}
    fuller = _Fuller(text, sentences)
    for index, sentence in enumerate(sentences):
        if sentence.source is None:  # then no span has one either, or a fuller one
            continue
        held = _held(sentence)
        short = fuller.part(index, held)
        if not short:
            continue
        known: dict[int, FoundSource] = {}
        for start, source in short.items():
            said = source.text.lower()
            earlier = _earlier(said, fuller.before(source, index, _needed(said)))
            if earlier is None and said in stood and index - stood[said][0] <= REACH:
                earlier = stood[said][1]  # as the mention before
            if earlier is not None:
                known[start] = earlier
                stood[said] = index, earlier
        for source in held:
            source.refers_to = known.get(source.start)


def _held(sentence: FoundSentence) -> list[FoundSource]:
    """The sources of a sentence and of its spans."""
    found = [sentence.source] if sentence.source else []
    for span in sentence.spans:
        if span.source is not None:
            found.append(span.source)
    return found


@final
class _Fuller:
    """The mentions that a short one may stand for: holders, and what sentences are about."""

    def __init__(self, text: str, sentences: list[FoundSentence]) -> None:
        self._held: dict[int, list[FoundSource]] = {}
        self._text = text
        self._sentences = sentences
        self._subjects: dict[int, FoundSource | None] = {}

    def part(self, index: int, held: list[FoundSource]) -> dict[int, FoundSource]:
        """Keep the fuller holders of a sentence; give the short ones by where they start."""
        short: dict[int, FoundSource] = {}
        fuller: list[FoundSource] = []
        start = end = -1
        for source in held:
            if source.start == start and source.end == end:
                continue  # the one before once more
            start, end = source.start, source.end
            if is_short(source.text):
                short[start] = source
            else:
                fuller.append(source)
        self._held[index] = fuller
        return short

    def before(self, source: FoundSource, index: int, needed: str) -> Iterator[FoundSource]:
        """Those before a mention in a sentence, the nearest first.

        A sentence's subject is looked for when nothing nearer would do, and where the sentence
        has the word that is ``needed``.
        """
        first = max(0, index - REACH)
        near: list[FoundSource] = []
        for there in range(first, index + 1):
            if there in self._held:
                near += [one for one in self._held[there] if one.end <= source.start]
        if len(near) > 1:
            near.sort(key=attrgetter("start"), reverse=True)
        at = 0
        for there in range(index - 1, first - 1, -1):
            while at < len(near) and near[at].start >= self._sentences[there].end:
                yield near[at]
                at += 1
            if needed and needed not in self._sentences[there].text.lower():
                continue
            subject = self._subject(there)
            if subject is None or subject.end > source.start:
                continue
            while at < len(near) and near[at].start >= subject.start:
                yield near[at]
                at += 1
            yield subject
        yield from near[at:]

    def _subject(self, there: int) -> FoundSource | None:
        """What a sentence is about, where that is no short mention itself."""
        if there not in self._subjects:
            found = _subject(self._text, self._sentences[there])
            self._subjects[there] = None if found and is_short(found.text) else found
        return self._subjects[there]


def _needed(short: str) -> str:
    """The noun without which no mention will do for a short one; none where others may."""
    noun = short.rpartition(" ")[2]
    return "" if noun == short or noun in _ORGANISATIONS else noun


def _earlier(short: str, mentions: Iterator[FoundSource]) -> FoundSource | None:
    """The first of the mentions that a short one in small letters may stand for."""
    *article, noun = short.split()
    if not article:
        fits = _FITS.get(noun, is_thing)
        return next((mention for mention in mentions if fits(mention.text)), None)
    named: FoundSource | None = None
    for mention in mentions:
        lowered = mention.text.lower()
        if noun in lowered and (noun in lowered.split() or noun == head_of(mention.text)):
            return mention
        if named is None and noun in _ORGANISATIONS and mention.text[:1].isupper():
            named = mention
    return named


def _subject(text: str, sentence: FoundSentence) -> FoundSource | None:
    """Who or what a sentence is about: the words before its first verb or comma."""
    words = sentence.text[:_HEAD].lstrip(_OPENING).split(None, _LONGEST)[:_LONGEST]
    first = 0
    if words and words[0].lower() in _LEADING:
        first = next((at + 1 for at, word in enumerate(words) if word[-1] == ","), len(words))
    for at in range(first, len(words)):
        word = words[at]
        if word in _VERBS or _looks_like_verb(word, words[at - 1] if at > first else ""):
            return _phrase(text, sentence, words[first:at])
        if word[-1] in ",;:":
            return _phrase(text, sentence, [*words[first:at], word[:-1]])
    return None


def _looks_like_verb(word: str, before: str) -> bool:
    """Whether a word is in the past, or stands as "says" behind a name."""
    if word.endswith("ed"):
        return len(word) > _SHORTEST_PAST
    return word.endswith("s") and before[:1].isupper() and word.islower()


def _phrase(text: str, sentence: FoundSentence, words: list[str]) -> FoundSource | None:
    """Words as they stand in the text, one space apart."""
    phrase = " ".join(words).rstrip()
    start = text.find(phrase, sentence.start, sentence.end) if phrase else -1
    return FoundSource(phrase, start, start + len(phrase), None) if start >= 0 else None
