"""Where the number of a phrase comes from: the lexicon's row, surveys of readers, scales."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from certainty import data
from certainty.annotator import Annotator
from certainty.explanation import Explanation
from certainty.lexicon import Entry
from certainty.surveys import Survey

#: Answers are counted by tenths.
TENTHS = 10


@dataclass(frozen=True, slots=True)
class Prescription:
    """What one official scale prescribes for a wording; ``band`` is its low and high bound."""

    scale: str
    title: str
    term: str
    band: tuple[float, float] | None

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        band = list(self.band) if self.band else None
        return {"scale": self.scale, "title": self.title, "term": self.term, "band": band}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the number of a phrase comes from; whatever is not known of it is empty.

    ``entry`` is the lexicon's row, ``explanation`` the steps from it to the phrase's number,
    ``survey`` what readers answered for the phrase or the one it is heard as, and
    ``prescribed`` what official scales say.
    """

    phrase: str
    entry: Entry | None
    explanation: Explanation | None
    survey: Survey | None
    prescribed: tuple[Prescription, ...]

    @property
    def shares(self) -> tuple[float, ...]:
        """The shares of readers' answers by tenths of the scale, empty where none was asked.

        A bound belongs to the tenth above it, 1 to the last.
        """
        if self.survey is None:
            return ()
        last = TENTHS - 1
        return tuple(
            self.survey.share(at / TENTHS, (at + 1) / TENTHS, high_open=at < last)
            for at in range(TENTHS)
        )

    def to_dict(self) -> dict[str, Any]:
        """As plain values, for the command line's JSON."""
        entry, survey = self.entry, self.survey
        return {
            "phrase": self.phrase,
            "entry": entry and entry.id,
            "kind": entry and entry.kind,
            "origin": entry and entry.origin,
            "explanation": self.explanation and self.explanation.to_dict(),
            "survey": survey
            and {
                "phrase": survey.phrase,
                "n": survey.n,
                "surveys": list(survey.surveys),
                "estimate": survey.estimate.to_dict(),
                "shares": [round(share, 4) for share in self.shares],
            },
            "prescribed": [each.to_dict() for each in self.prescribed],
        }


def find_evidence(phrase: str, annotator: Annotator) -> Evidence | None:
    """What is known of a phrase; ``None`` where it is no phrase of certainty by itself.

    It is one where a cue with its modifiers and negation covers it whole, or where a survey
    or a scale has it.

    >>> found = find_evidence("very unlikely", Annotator())
    >>> found.entry.kind, found.survey.phrase
    ('likelihood', 'very unlikely')
    """
    asked = " ".join(phrase.split())
    entry, explanation = _as_cue(asked, annotator)
    surveys = data.surveys()
    survey = surveys.get(asked.lower()) or (surveys.get(entry.like) if entry else None)
    prescribed = tuple(_prescriptions(asked))
    if entry is None and survey is None and not prescribed:
        return None
    return Evidence(asked, entry, explanation, survey, prescribed)


def _as_cue(phrase: str, annotator: Annotator) -> tuple[Entry | None, Explanation | None]:
    """The row of a cue that covers the phrase whole, and the steps to its number."""
    told = annotator.teller.pipeline.told(phrase)
    if len(told) == 1:
        judged = told[0][1]
        for place in judged.placed:
            if (place.cue.first, place.cue.last) == (0, len(judged.view.words)):
                return place.cue.entry, annotator.teller.alone(judged.view, place)
    return None, None


def _prescriptions(phrase: str) -> list[Prescription]:
    """What each official scale that has a wording prescribes for it."""
    scales = [data.scale(name) for name in data.scale_names() if name != "readers"]
    found = [(scale, scale.term(phrase)) for scale in scales]
    return [
        Prescription(scale.name, scale.title, term.name, term.band)
        for scale, term in found
        if term
    ]
