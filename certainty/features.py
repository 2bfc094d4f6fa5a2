"""The features of the trained model: one module for training and for annotation.

Features are names with a value of one, or with the value given beside them; a name
says what it is (``n=`` the next word, ``c=`` a cue), so that weights can be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from certainty.lexicon import Entry

EDGE = "^"
_PRONOUNS = frozenset("i you he she it we they one who".split())


def cue_features(words: Sequence[str], first: int, last: int, entry: Entry) -> list[str]:
    """Features of one candidate: is it used epistemically here?

    ``first`` and ``last`` are the cue's words, modifiers left out.
    """
    before = _word(words, first - 1)
    before2 = _word(words, first - 2)
    after = _word(words, last)
    after2 = _word(words, last + 1)
    name = entry.id
    found = [
        f"e={name}",
        f"e={name} n={after}",
        f"e={name} p={before}",
        f"e={name} s={_shape(after)}",
        f"k={entry.kind} n={after}",
        f"k={entry.kind} p={before}",
        f"k={entry.kind} s={_shape(after)}",
        f"n={after} {after2}",
        f"p={before2} {before}",
        f"m={after2}",
    ]
    if words[-1] == "?":
        found.append("question")
    if before in _PRONOUNS:
        found.append(f"e={name} pronoun")
    return found


def fold(words: Sequence[str]) -> list[str]:
    """The words with all numbers folded into one.

    >>> fold(["about", "30", "tanks"])
    ['about', '0', 'tanks']
    """
    return [word if word >= ":" or word < "0" else "0" for word in words]


def weighted_features(cues: Iterable[tuple[Entry, float]]) -> dict[str, float]:
    """The cues of a sentence, each with the probability that it is used epistemically."""
    weighted: dict[str, float] = {}
    for entry, epistemic in cues:
        for name in (f"c={entry.id}", f"k={entry.kind}"):
            weighted[name] = max(weighted.get(name, 0.0), epistemic)
    return weighted


def sentence_features(
    words: Sequence[str], cues: Iterable[tuple[Entry, float]]
) -> dict[str, float]:
    """All features of a sentence by name; a pair is written "first second"."""
    folded = fold(words)
    names = [*folded, *(f"{first} {second}" for first, second in zip(folded, folded[1:]))]
    return {**dict.fromkeys(names, 1.0), **weighted_features(cues)}


def _word(words: Sequence[str], at: int) -> str:
    return fold(words[at : at + 1])[0] if 0 <= at < len(words) else EDGE


def _shape(word: str) -> str:
    """What a word's ending tells: participle, adverb, plural."""
    for ending in ("ing", "ed", "ly", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return ending
    return word if len(word) < 4 else ""
