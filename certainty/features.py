"""The features of the trained model: one module for training and for annotation.

Features are names with a value of one, or with the value given beside them; a name
says what it is (``n=`` the next word, ``c=`` a cue), so that weights can be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from certainty.lexicon import Entry

EDGE = "^"
_DIGITS = "0123456789"
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


def sentence_features(
    words: Sequence[str], cues: Iterable[tuple[Entry, float]]
) -> tuple[list[str], list[tuple[str, float]]]:
    """Features of a sentence: its words and pairs of words, and its cues.

    Words count once each; a cue counts with its epistemic probability.
    """
    seen = set(map(shorten, words))
    folded = [shorten(word) for word in words]
    seen.update(map(_PAIR, folded, folded[1:]))
    weighted: dict[str, float] = {}
    for entry, epistemic in cues:
        for name in (f"c={entry.id}", f"k={entry.kind}"):
            weighted[name] = max(weighted.get(name, 0.0), epistemic)
    return list(seen), list(weighted.items())


def shorten(word: str) -> str:
    """Fold numbers together, so that they share a weight."""
    return "0" if word[0] in _DIGITS else word


def _PAIR(first: str, second: str) -> str:  # noqa: N802
    return f"{first} {second}"


def _word(words: Sequence[str], at: int) -> str:
    return shorten(words[at]) if 0 <= at < len(words) else EDGE


def _shape(word: str) -> str:
    """What a word's ending tells: participle, adverb, plural."""
    for ending in ("ing", "ed", "ly", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return ending
    return word if len(word) < 4 else ""
