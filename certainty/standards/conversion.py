"""Carry the terms of a text to another scale, and show the number beside the word.

Readers need the number where the word is: with a table elsewhere 18.8 % of
readings were consistent with the guide, with the words alone 20.8 %, with the number beside
the word 30.1 % (Budescu et al. 2012); with the range in the text agreement with ICD 203 rose
from 32 to 66 % (Wintle et al. 2019).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from certainty.annotator import shared
from certainty.errors import TextError
from certainty.scales import Scale, Term, fold_phrase
from certainty.standards.equivalents import (
    Band,
    TermConversion,
    nearest_on,
    percent,
    two_scales,
    word_class,
)
from certainty.standards.wording import find_wording, states_degree
from certainty.types import Span

_NUMBERED: Final = re.compile(r"\s*[(\[][^)\]\d]{0,20}\d[^)\]]{0,30}[)\]]")
_ARTICLE: Final = re.compile(r"\b(an?)\s+$", re.IGNORECASE)


_Writer = Callable[["Place", str], "tuple[str, Band]"]


@dataclass(frozen=True, slots=True)
class Place:
    """A term in a text, from ``start`` to ``end``, and what it becomes.

    ``fits``: whether the new wording can stand where the old one does; "remote chance"
    cannot stand for "remote".
    """

    start: int
    end: int
    conversion: TermConversion
    fits: bool

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        place = {"start": self.start, "end": self.end, "fits": self.fits}
        return {**place, **self.conversion.to_dict()}


@dataclass(frozen=True, slots=True)
class Conversion:
    """A text with the terms of one scale, and what they become on another.

    ``left`` are the places of likelihoods that the source scale does not print, such as
    "not likely" and "a good chance"; they are in the text as they were.
    """

    text: str
    source: str
    target: str
    places: tuple[Place, ...]
    left: tuple[tuple[int, int], ...] = ()

    @property
    def numbered(self) -> str:
        """The text with the band of each term beside it, on the scale it was written for."""
        return self._with(lambda place, words: (words, place.conversion.source_band))

    @property
    def converted(self) -> str:
        """The text with the terms of the target scale, each with its band beside it.

        Where a new term does not fit the sentence, the old one stays and the new one stands
        in brackets.
        """

        def write(place: Place, words: str) -> tuple[str, Band]:
            new = place.conversion.wording
            if not place.fits:
                return f"{words} [{new}]", place.conversion.target_band
            return _cased(new, words), place.conversion.target_band

        return self._with(write)

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "text": self.text,
            "source": self.source,
            "target": self.target,
            "numbered": self.numbered,
            "converted": self.converted,
            "places": [place.to_dict() for place in self.places],
            "left": [list(place) for place in self.left],
        }

    def _with(self, write: _Writer) -> str:
        parts, at = [], 0
        for place in self.places:
            words, band = write(place, self.text[place.start : place.end])
            before = _articled(self.text[at : place.start], words)
            beside, at = _beside(self.text, place, band)
            parts += [before, words, beside]
        return "".join([*parts, self.text[at:]])


def convert(text: str, *, source: str = "icd203", target: str = "phia") -> Conversion:
    """The terms of a text written for one scale, and what they become on another.

    ``source`` and ``target`` are names of official scales. Raises `TextError` for anything
    but a ``str``, `ScaleError` for a scale that is unknown, has no bands, or is both.

    >>> conversion = convert("A strike is very likely.")
    >>> conversion.numbered
    'A strike is very likely (80–95%).'
    >>> conversion.converted
    'A strike is highly likely (80–90%).'
    """
    if not isinstance(text, str):
        raise TextError(f"text is {type(text).__name__}, not str; decode it first")
    old, new = two_scales(source, target)
    places, left = [], []
    for span, found in _terms(text, old):
        if found and found[1].band:
            places.append(_place(span, *found, new))
        else:
            left.append((span.start, span.end))
    return Conversion(text, old.name, new.name, tuple(places), tuple(left))


def _terms(text: str, old: Scale) -> Iterator[tuple[Span, tuple[str, Term] | None]]:
    """The worded likelihoods of a text, each with the printed wording that it is."""
    for sentence in shared(old.name)(text).sentences:
        for span in sentence.spans:
            if span.kind == "likelihood" and states_degree(span):
                yield span, find_wording(old, sentence, span)


def _place(span: Span, phrase: str, term: Term, new: Scale) -> Place:
    at = fold_phrase(span.text).find(phrase)
    start = span.start + max(at, 0)
    end = start + len(phrase) if at >= 0 else span.end
    conversion = nearest_on(phrase, term, new)
    return Place(start, end, conversion, word_class(phrase) == word_class(conversion.wording))


def _beside(text: str, place: Place, band: Band) -> tuple[str, int]:
    """The band to write after a term, and where the text goes on.

    A band that the text gives itself is replaced, any other figure in brackets is kept.
    """
    given = _NUMBERED.match(text, place.end)
    if given is None:
        return f" ({percent(band)})", place.end
    ends = [float(number) / 100 for number in re.findall(r"\d+(?:\.\d+)?", given[0])]
    if tuple(ends) == place.conversion.source_band:
        return f" ({percent(band)})", given.end()
    return "", place.end


def _cased(new: str, old: str) -> str:
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def _articled(before: str, words: str) -> str:
    """The text before a term with "a" or "an" as the term asks for."""
    match = _ARTICLE.search(before)
    if match is None:
        return before
    article = "an" if words[:1].lower() in "aeiou" else "a"
    if match[1][0].isupper():
        article = article.capitalize()
    return before[: match.start(1)] + article + before[match.end(1) :]
