"""Carry a term of one scale to another: the nearest, and what the two do not share.

The nearest term is the one whose band overlaps most with that of the given term, as a share
of both together; where none overlaps, the one whose band is closest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from certainty import data
from certainty.errors import ScaleError
from certainty.scales import Scale, Term

Band = tuple[float, float]
#: How a wording sits in a sentence: "a remote chance" cannot stand where "remote" does.
_NOUN: Final = re.compile(r"(?:chance|odds|possibility|probability|certainty|prospects)$")


@dataclass(frozen=True, slots=True)
class TermConversion:
    """A term of one scale and its nearest on another.

    ``source_band`` and ``target_band`` are shares from 0 to 1; ``shared`` is what the bands
    have in common as a share of both together, from 0 to 1 (1: the same band). ``lost`` are
    the parts of the source's band that the target's term no longer says, ``gained`` those
    that it says now.
    """

    phrase: str
    source_term: str
    source_band: Band
    target_term: str
    target_band: Band
    shared: float
    lost: tuple[Band, ...]
    gained: tuple[Band, ...]
    wording: str

    @property
    def exact(self) -> bool:
        """Whether both terms have the same band."""
        return not self.lost and not self.gained

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "phrase": self.phrase,
            "source_term": self.source_term,
            "source_band": list(self.source_band),
            "target_term": self.target_term,
            "target_band": list(self.target_band),
            "shared": self.shared,
            "lost": [list(band) for band in self.lost],
            "gained": [list(band) for band in self.gained],
            "wording": self.wording,
        }

    def describe(self) -> str:
        """In one line.

        >>> print(convert_term("very likely", source="icd203", target="phia").describe())
        "very likely" (80–95%) -> "highly likely" (80–90%): loses 90–95%
        """
        head = (
            f'"{self.phrase}" ({percent(self.source_band)}) -> '
            f'"{self.wording}" ({percent(self.target_band)})'
        )
        parts = []
        if self.lost:
            parts.append("loses " + " and ".join(map(percent, self.lost)))
        if self.gained:
            parts.append("gains " + " and ".join(map(percent, self.gained)))
        if not self.shared:
            parts.append("the bands do not meet")
        return f"{head}: {', '.join(parts) or 'the same band'}"


def convert_term(
    phrase: str, *, source: str = "icd203", target: str = "phia"
) -> TermConversion:
    """A term of one scale and the nearest on another.

    Raises `ScaleError` for a phrase that the source does not print, and as `convert`.

    >>> convert_term("probable").target_term
    'likely'
    """
    old, new = two_scales(source, target)
    term = old.term(phrase)
    if term is None or term.band is None:
        printed = ", ".join(each.name for each in old.levels if each.band)
        raise ScaleError(
            f"{phrase!r} is no term of {old.name!r} with a band; its terms: {printed}"
        )
    return nearest_on(phrase, term, new)


def two_scales(source: str, target: str) -> tuple[Scale, Scale]:
    """Two different official scales by their names; `ScaleError` where they are not."""
    old, new = data.scale(source), data.scale(target)
    for scale in (old, new):
        if scale.shape == "readers":
            raise ScaleError(
                "the scale 'readers' prescribes no bands; name an official scale, as 'icd203'"
            )
    if old.name == new.name:
        raise ScaleError(f"source and target are both {old.name!r}; name two scales")
    return old, new


def nearest_on(phrase: str, term: Term, new: Scale) -> TermConversion:
    """A wording of a term and the nearest term on another scale."""
    band = _band(term)
    placed = [each for each in new.levels if each.band and not each.overlay]
    best = max(placed, key=lambda each: (_overlap(band, _band(each)), -_gap(band, _band(each))))
    there = _band(best)
    return TermConversion(
        phrase,
        term.name,
        band,
        best.name,
        there,
        round(_overlap(band, there), 4),
        _minus(band, there),
        _minus(there, band),
        _wording(phrase, best),
    )


def _band(term: Term) -> Band:
    return term.band or (0.0, 1.0)


def _overlap(one: Band, other: Band) -> float:
    """What two bands share, as a share of both together; points are taken as narrow bands."""
    low, high = max(one[0], other[0]), min(one[1], other[1])
    if one == other:
        return 1.0
    whole = max(one[1], other[1]) - min(one[0], other[0])
    return max(0.0, high - low) / whole if whole else 1.0


def _gap(one: Band, other: Band) -> float:
    """How far the middles of two bands lie apart."""
    return abs(sum(one) - sum(other)) / 2


def _minus(one: Band, other: Band) -> tuple[Band, ...]:
    """The parts of the first band that the second does not hold."""
    if one[0] == one[1]:
        return () if other[0] <= one[0] <= other[1] else (one,)
    parts = ((one[0], min(one[1], other[0])), (max(one[0], other[1]), one[1]))
    return tuple(part for part in parts if part[1] - part[0] > 1e-9)


def _wording(phrase: str, term: Term) -> str:
    """The wording of a term that is most like a phrase: the same, else of the same class."""
    if phrase in term.phrases:
        return phrase
    same = [each for each in term.phrases if word_class(each) == word_class(phrase)]
    return (same or [term.name])[0]


def word_class(phrase: str) -> str:
    """Noun, adverb or adjective; "likely" is both of the latter and taken for an adjective."""
    if _NOUN.search(phrase):
        return "noun"
    adverb = phrase.endswith("ly") and not phrase.endswith("likely")
    return "adverb" if adverb else "adjective"


def percent(band: Band) -> str:
    """A band in percent.

    >>> percent((0.55, 0.8))
    '55–80%'
    """
    low, high = (f"{end * 100:.4g}" for end in band)
    return f"{low}–{high}%" if low != high else f"{low}%"
