"""The way of a text: sentences, cues, context, sources, model, score, one step after another.

Everything here goes by plain values and is compiled where the package is; `annotator` is
the front door, with its checks.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from certainty import tokens
from certainty.abbreviations import Abbreviations
from certainty.assembly import ALIVE, Assembly, Judged
from certainty.bounds import Bounds
from certainty.candidates import is_struck, join_cues, numeric_cue, settle
from certainty.clauses import OPENERS
from certainty.compiled import Compiled
from certainty.compose import Placed, compose
from certainty.context import MAYBE_NAMES, OTHER_READING, Cue, apply_rules, is_name
from certainty.cues import Match
from certainty.findings import FoundSentence
from certainty.lexicon import Entry, Pseudo
from certainty.model import Model
from certainty.native import Memory, Scorer
from certainty.numbers import Stated, find_numbers
from certainty.numbers.gate import WORDS
from certainty.ratings import Heard
from certainty.scales import Scale
from certainty.scope import find_scope, reach, takes_clause, trim
from certainty.score import sentence_certainty
from certainty.sentences import split
from certainty.sources import (
    Attribution,
    Speech,
    find_sources,
    link,
    source_of,
)
from certainty.types import Estimate
from certainty.view import View
from certainty.vocabulary import ANCHORS, CHANCE, COUNTS, NAMES, OPENS, SPECULATES, Vocabulary

#: Sentences that go through each step together.
_RUN: Final = 64


class Pipeline:
    """Lexicon, model and scale made ready; ``prescribed`` are the scale's own numbers.

    Candidates whose epistemic probability is below ``threshold`` are left out.
    """

    def __init__(
        self,
        compiled: Compiled,
        model: Model,
        scale: Scale,
        threshold: float,
        abbreviations: Abbreviations,
    ) -> None:
        self._compiled = compiled
        self._model = model
        self._abbreviations = abbreviations
        self._over_cues = Scorer(model.over_cues)
        self._over_words = Scorer(model.over_words)
        self._memory = Memory(_vocabulary(compiled, model).cut)
        self.prescribed = _prescribed(scale, compiled)
        self._assembly = Assembly(model, scale, threshold, self.prescribed)

    def found(self, text: str, bounds: Bounds | None = None) -> list[FoundSentence]:
        """All sentences of a text; where they start and end may be given."""
        found: list[FoundSentence] = []
        speech = Speech(text)
        for run in self._runs(text, speech, bounds):
            found += [self._assembly.sentence(judged) for judged in self._judged(run, speech)]
        link(text, found)
        return found

    def judge(self, text: str, head: str) -> tuple[float, ...]:
        """The probability of each sentence under a head that a user has added."""
        if head not in self._model.own:
            known = ", ".join(sorted(self._model.own)) or "none"
            raise ValueError(f"the model has no head {head!r} of your own; it has: {known}")
        views = [view for run in self._runs(text, Speech("")) for view in run]
        return tuple([self._model.own_probability(head, view.folded) for view in views])

    def heard(self, text: str) -> list[Heard]:
        """What the ratings hear of each sentence that asserts something; for training."""
        return [one.heard for one in self.judged(text) if one.heard is not None]

    def told(
        self, text: str, bounds: Bounds | None = None
    ) -> list[tuple[FoundSentence, Judged, list[Placed]]]:
        """Each sentence, what led to it, and its cues in the order of its spans."""
        assembly = self._assembly
        return [
            (assembly.sentence(one), one, assembly.shown(one))
            for one in self.judged(text, bounds)
        ]

    def judged(self, text: str, bounds: Bounds | None = None) -> Iterator[Judged]:
        """The sentences of a text with all that is known of them; sources are not linked."""
        speech = Speech(text)
        for run in self._runs(text, speech, bounds):
            yield from self._judged(run, speech)

    def _runs(
        self, text: str, speech: Speech, bounds: Bounds | None = None
    ) -> Iterator[list[View]]:
        """The sentences of a text, some at a time, no quotation torn apart."""
        lowered = tokens.lower(text)
        waiting = iter(split(text, self._abbreviations) if bounds is None else bounds)
        while run := list(islice(waiting, _RUN)):
            while speech.inside(run[-1][1]) and (more := list(islice(waiting, 1))):
                run += more
            yield [View(text, lowered, start, end, self._memory) for start, end in run]

    def _judged(self, views: list[View], speech: Speech) -> list[Judged]:
        """One step after the other for a run of sentences: faster than each by itself."""
        stating = CHANCE | COUNTS
        numbers = [
            find_numbers(view.text, view.start, view.end)
            if view.marks & stating == stating
            else []
            for view in views
        ]
        cues = [self._cues(view, stated) for view, stated in zip(views, numbers)]
        sources = [find_sources(view, self._compiled.reporters) for view in views]
        speech.attribute(views, sources)
        return [
            self._judge(view, found, held) for view, found, held in zip(views, cues, sources)
        ]

    def _cues(self, view: View, stated: list[Stated]) -> list[Cue]:
        """All candidates of a sentence after the model and the rules."""
        matches, pseudo = self._compiled.find_in(view.reading, view.where(ANCHORS))
        if not matches and not stated:
            return []
        numeric = [numeric_cue(view, number) for number in stated]
        papers = self._model.papers_by(view.reading.paper) if matches else 0.0
        settled = settle(view.words, matches, numeric)
        cues = [self._cue(view, match, pseudo, papers) for match in settled]
        return join_cues(view.words, cues, numeric)

    def _cue(
        self, view: View, match: Match[Entry], pseudo: list[Match[Pseudo]], papers: float
    ) -> Cue:
        first, last, entry = match.first, match.last, match.value
        scores = self._over_cues.judge(view.reading, first, last, entry.id, entry.kind)
        if is_struck(match, pseudo):
            epistemic = OTHER_READING
        else:
            epistemic = self._model.epistemic(scores, entry, papers)
        estimate = self.prescribed.get(entry.id, entry.estimate)
        cue = Cue(first, last, first, entry, estimate, epistemic, scores=scores)
        return apply_rules(view, cue, self._compiled.around)

    def _judge(self, view: View, cues: list[Cue], sources: list[Attribution]) -> Judged:
        placed = [_place(view, cue, sources) for cue in cues]
        alive = [place for place in placed if place.cue.epistemic >= ALIVE]
        numbers = compose(view.words, alive) if alive else []
        places = view.where(SPECULATES)
        if view.marks & NAMES:
            places = [at for at in places if not is_name(view, at)]
        judged = self._over_words.judge_words(view.reading, places)
        hedged, weasel = self._model.sentence_by(view.folded, judged, view.reading.vague)
        certainty = sentence_certainty(view, alive, numbers)
        heard = None
        if certainty is not None:
            heard = Heard(
                view.folded,
                [place.cue for place in alive],
                hedged,
                bool(sources),
                certainty,
            )
        return Judged(view, sources, placed, alive, numbers, hedged, weasel, heard)


def _vocabulary(compiled: Compiled, model: Model) -> Vocabulary:
    marked = {
        ANCHORS: compiled.cues.anchors,
        OPENS: OPENERS,
        CHANCE: WORDS,
        NAMES: MAYBE_NAMES,
        **compiled.reporters.marked,
    }
    vague, paper = model.heads["weasel"].words, model.heads["papers"].words
    rated = model.ratings.head.words if model.ratings else {}
    return Vocabulary(marked, model.candidates, vague, paper, rated)


def _prescribed(scale: Scale, compiled: Compiled) -> dict[str, Estimate]:
    """What the scale prescribes for the lexicon's entries; nothing on "readers"."""
    cues = compiled.lexicon.cues
    written = {entry.id: scale.estimate(entry.term) for entry in cues if entry.term}
    return {name: estimate for name, estimate in written.items() if estimate}


def _place(view: View, cue: Cue, sources: list[Attribution]) -> Placed:
    own = source_of(sources, cue.first, cue.last) if sources else None
    if own is not None:
        start, end = own.content
        if start >= cue.first:
            end = min(end, reach(view.words, view.clauses, start))
        return Placed(cue, trim(view.words, start, end), follows=True)
    follows = takes_clause(cue.kind, view.words, cue.head, cue.last)
    scope = find_scope(
        view.words,
        cue.first,
        cue.last,
        follows=follows,
        clauses=view.clauses,
        attributions=sources,
    )
    return Placed(cue, scope, follows)
