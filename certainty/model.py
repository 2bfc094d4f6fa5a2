"""The trained model: asked about candidates and sentences.

Annotation adds up the weights of what it sees; scikit-learn is needed for training alone.
`model_file` reads and writes models.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, Final

from certainty.features import MOST
from certainty.heads import Head
from certainty.lexicon import Entry
from certainty.panels import Panel
from certainty.ratings import Ratings
from certainty.types import Sense

#: What each head judges: a candidate in any prose and in a scientific paper, whether a
#: sentence is from such a paper, whether it speculates, and whether it is vague.
HEADS: Final = ("epistemic", "epistemic_papers", "papers", "hedged", "weasel")
#: What a modal is used for (MiST), about certainty or not, and what any other cue is, of
#: the kinds that Szeged's types are of.
EPISTEMIC_SENSES: tuple[Sense, ...] = ("speculation", "inference")
PRACTICAL_SENSES: tuple[Sense, ...] = (
    "feasibility",
    "capability",
    "options",
    "deontic",
    "rhetorical",
)
MODAL_SENSES: Final = EPISTEMIC_SENSES + PRACTICAL_SENSES
OTHER_SENSES: tuple[Sense, ...] = ("epistemic", "doxastic", "investigation", "condition")
SENSES: Final = MODAL_SENSES + OTHER_SENSES
TYPED_KINDS: Final = frozenset(
    "likelihood belief evidential doubt conditional hearsay prediction".split()
)
#: Beyond these one reading of a candidate is not asked for, as it hardly counts.
_SURELY_NOT, _SURELY = 0.03, 0.97
#: Heads over words, and the first heads over cues; those of the senses follow.
_OVER_WORDS: Final = ("hedged", "weasel")
_OVER_CUES: Final = ("epistemic", "epistemic_papers")


@dataclass(frozen=True)
class Model:
    """Calibrated heads and what is known of their making; immutable and picklable.

    The words of a sentence are given with their numbers folded, see `features.fold`.

    A candidate that no head has learnt has ``prior``, or ``ambiguous_prior`` where the
    lexicon knows another reading of it. A sentence without any word that may speculate is
    hedged with probability ``unhedged``. ``ratings`` moves a sentence's certainty, where
    there are any; ``senses`` tell how a cue is used; ``own`` are heads over the words of a
    sentence that a user has added.
    """

    heads: dict[str, Head]
    head: dict[str, Any]
    prior: float = 0.97
    ambiguous_prior: float = 0.85
    unhedged: float = 0.01
    ratings: Ratings | None = None
    senses: dict[str, Head] = field(default_factory=dict)
    own: dict[str, Head] = field(default_factory=dict)
    candidates: frozenset[str] = field(init=False, repr=False, compare=False)
    over_words: Panel = field(init=False, repr=False, compare=False)
    over_cues: Panel = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        words = [self.heads[name] for name in _OVER_WORDS if name in self.heads]
        cues = [self.heads[name] for name in _OVER_CUES if name in self.heads]
        cues += [self.senses[sense] for sense in SENSES if self.senses]
        known = [head.own for head in words]
        object.__setattr__(self, "candidates", frozenset[str]().union(*known))
        object.__setattr__(self, "over_words", Panel(words))
        object.__setattr__(self, "over_cues", Panel(cues))

    def __reduce__(self) -> tuple[type[Model], tuple[object, ...]]:
        priors = (self.prior, self.ambiguous_prior, self.unhedged)
        return Model, (self.heads, self.head, *priors, self.ratings, self.senses, self.own)

    def papers(self, words: list[str]) -> float:
        """How probable it is that a sentence is from a scientific paper, by its words."""
        return self.papers_by(self.heads["papers"].weigh(words))

    def papers_by(self, weight: float) -> float:
        """The same, by the weight of the words."""
        head = self.heads["papers"]
        return head.calibration.of(head.bias + weight)

    def scores(self, words: list[str], first: int, last: int, entry: Entry) -> list[float]:
        """What all heads over cues make of this occurrence, in the order of ``over_cues``."""
        return self.over_cues.judge_at(words, first, last, entry.id, entry.kind)

    def epistemic(self, scores: list[float], entry: Entry, papers: float) -> float:
        """How probable it is that an occurrence with these scores speaks of certainty.

        Papers and other prose use some words differently ("predicted", "may"), so each has
        a head, and ``papers`` says how much either counts.
        """
        other = self._judge(_OVER_CUES[0], scores[0], entry) if papers < _SURELY else 0.0
        if papers <= _SURELY_NOT:
            return other
        inside = self._judge(_OVER_CUES[1], scores[1], entry)
        return inside if papers >= _SURELY else papers * inside + (1 - papers) * other

    def _judge(self, name: str, score: float, entry: Entry) -> float:
        head = self.heads[name]
        if entry.id in head.own:
            return head.calibration.of(score)
        return self.ambiguous_prior if entry.near_miss else self.prior

    def sentence(self, words: list[str]) -> tuple[float, float]:
        """The probabilities ``hedged`` and ``weasel`` of a sentence."""
        vague = self.heads["weasel"].weigh(dict.fromkeys(words))
        return self.sentence_by(words, self.over_words.judge_words(words), vague)

    def sentence_by(
        self, words: list[str], judged: list[tuple[int, list[float]]], vague: float
    ) -> tuple[float, float]:
        """The same, by what ``over_words`` makes of its words and the weight of them all."""
        speculation, vagueness = self.heads["hedged"], self.heads["weasel"]
        loudest, n = -math.inf, 0
        vague += vagueness.bias
        for at, scores in judged:
            word = words[at]
            if word in speculation.own:
                loudest = max(loudest, scores[0])
            if word in vagueness.own:
                vague += scores[1] - vagueness.bias
                n += 1
        vague += min(n, MOST) * vagueness.many if n else vagueness.none
        hedged = self.unhedged if loudest == -math.inf else speculation.calibration.of(loudest)
        return hedged, vagueness.calibration.of(vague)

    def sense(self, scores: list[float], entry: Entry, *, epistemic: bool) -> Sense | None:
        """How a cue is used: the likeliest of the readings that it may have.

        A modal that is ``epistemic`` speculates or infers, another does neither; one that
        the corpus lacks ("will") has no reading.
        """
        if not self.senses:
            return None
        senses, begin = OTHER_SENSES, len(scores) - len(OTHER_SENSES)
        if entry.kind == "modal":
            if entry.id not in self.senses["deontic"].own:
                return None
            senses, begin = PRACTICAL_SENSES, begin - len(PRACTICAL_SENSES)
            if epistemic:
                senses, begin = EPISTEMIC_SENSES, begin - len(EPISTEMIC_SENSES)
        elif entry.kind not in TYPED_KINDS:
            return None
        best = 0
        for each in range(len(senses)):
            if scores[begin + each] > scores[begin + best]:
                best = each
        return senses[best]

    def own_probability(self, name: str, words: list[str]) -> float:
        """The probability of a sentence under a head that a user has added."""
        head = self.own[name]
        return head.calibration.of(head.bias + head.weigh(dict.fromkeys(words)))

    @property
    def digest(self) -> str:
        """The sha256 of the weights, so that a result can name its model."""
        return str(self.head["sha256"])
