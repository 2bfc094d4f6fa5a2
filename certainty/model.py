"""The trained model: asked about candidates and sentences.

Annotation adds up the weights of what it sees; scikit-learn is needed for training alone.
`model_file` reads and writes models.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from certainty.features import MANY, MOST, NONE, Around, around
from certainty.heads import Head
from certainty.lexicon import Entry
from certainty.ratings import Ratings
from certainty.tokens import where
from certainty.types import Sense

#: What each head judges: a candidate in any prose and in a scientific paper, whether a
#: sentence is from such a paper, whether it speculates, and whether it is vague.
HEADS = ("epistemic", "epistemic_papers", "papers", "hedged", "weasel")
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
MODAL_SENSES = EPISTEMIC_SENSES + PRACTICAL_SENSES
OTHER_SENSES: tuple[Sense, ...] = ("epistemic", "doxastic", "investigation", "condition")
SENSES = MODAL_SENSES + OTHER_SENSES
TYPED_KINDS = frozenset(
    "likelihood belief evidential doubt conditional hearsay prediction".split()
)
#: Beyond these one reading of a candidate is not asked for, as it hardly counts.
_SURELY_NOT, _SURELY = 0.03, 0.97
_OVER_WORDS = ("hedged", "weasel")


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

    def __post_init__(self) -> None:
        words = {
            word for name in _OVER_WORDS if name in self.heads for word in self.heads[name].own
        }
        object.__setattr__(self, "candidates", frozenset(words))

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

    def epistemic(
        self, words: list[str], first: int, last: int, entry: Entry, papers: float
    ) -> float:
        """How probable it is that this occurrence speaks of certainty.

        Papers and other prose use some words differently ("predicted", "may"), so each has
        a head, and ``papers`` says how much either counts.
        """
        near = around(words, first, last)
        form = " ".join(words[first:last])
        other = self._judge("epistemic", near, entry, form) if papers < _SURELY else 0.0
        if papers <= _SURELY_NOT:
            return other
        inside = self._judge("epistemic_papers", near, entry, form)
        return inside if papers >= _SURELY else papers * inside + (1 - papers) * other

    def _judge(self, name: str, near: Around, entry: Entry, form: str) -> float:
        head = self.heads[name]
        if entry.id in head.own:
            return head.calibration.of(head.judge(near, entry.id, form, entry.kind))
        return self.ambiguous_prior if entry.near_miss else self.prior

    def sentence(self, words: list[str]) -> tuple[float, float]:
        """The probabilities ``hedged`` and ``weasel`` of a sentence."""
        vague = self.heads["weasel"].weigh(dict.fromkeys(words))
        return self.sentence_by(words, where(words, self.candidates), vague)

    def sentence_by(
        self, words: list[str], places: list[int], vague: float
    ) -> tuple[float, float]:
        """The same, by the places of candidates and the weight of the words."""
        speculation, vagueness = self.heads["hedged"], self.heads["weasel"]
        scores = speculation.judge_words(words, places)
        hedged = speculation.calibration.of(max(scores)) if scores else self.unhedged
        vague += vagueness.bias
        scores, get = vagueness.judge_words(words, places), vagueness.table("").get
        vague += min(len(scores), MOST) * get(MANY, 0.0) if scores else get(NONE, 0.0)
        for score in scores:
            vague += score - vagueness.bias
        return hedged, vagueness.calibration.of(vague)

    def sense(
        self, words: list[str], first: int, last: int, entry: Entry, *, epistemic: bool
    ) -> Sense | None:
        """How a cue is used: the likeliest of the readings that it may have.

        A modal that is ``epistemic`` speculates or infers, another does neither; one that
        the corpus lacks ("will") has no reading.
        """
        if not self.senses:
            return None
        senses = OTHER_SENSES
        if entry.kind == "modal":
            if entry.id not in self.senses["deontic"].own:
                return None
            senses = EPISTEMIC_SENSES if epistemic else PRACTICAL_SENSES
        elif entry.kind not in TYPED_KINDS:
            return None
        near, form = around(words, first, last), " ".join(words[first:last])
        best, found = -math.inf, None
        for sense in senses:
            score = self.senses[sense].judge(near, entry.id, form, entry.kind)
            if score > best:
                best, found = score, sense
        return found

    def own_probability(self, name: str, words: list[str]) -> float:
        """The probability of a sentence under a head that a user has added."""
        head = self.own[name]
        return head.calibration.of(head.bias + head.weigh(dict.fromkeys(words)))

    @property
    def digest(self) -> str:
        """The sha256 of the weights, so that a result can name its model."""
        return str(self.head["sha256"])
