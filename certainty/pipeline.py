"""The way of a text: sentences, cues, context, sources, model, score, one step after another.

Everything here goes by plain values and is compiled where the package is; `annotator` is
the front door, with its checks.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final, final

from certainty import tokens
from certainty.abbreviations import Abbreviations
from certainty.borders import borders
from certainty.bounds import Bounds
from certainty.candidates import is_struck, join_cues, numeric_cue, settle
from certainty.clauses import OPENERS
from certainty.compiled import Compiled
from certainty.compose import Placed, compose
from certainty.context import MAYBE_NAMES, OTHER_READING, Cue, apply_rules, is_name
from certainty.cues import Match
from certainty.findings import FoundSentence, FoundSource, FoundSpan
from certainty.levels import level_at
from certainty.lexicon import Entry, Pseudo
from certainty.model import Model
from certainty.native import Memory, Scorer
from certainty.numbers import Stated, find_numbers
from certainty.numbers.gate import WORDS
from certainty.ratings import Heard
from certainty.records import mypyc_attr
from certainty.scales import Scale
from certainty.scope import find_scope, reach, takes_clause, trim
from certainty.score import confidence_of, sentence_certainty
from certainty.sentences import split
from certainty.sources import (
    Attribution,
    Speech,
    find_sources,
    link,
    outwards,
    source_at,
    source_of,
    widest,
)
from certainty.terms import steps
from certainty.types import Estimate, Sense
from certainty.view import View
from certainty.vocabulary import ANCHORS, CHANCE, COUNTS, NAMES, OPENS, SPECULATES, Vocabulary

#: Only a cue more probably epistemic than not moves a number, whatever is shown.
ALIVE: Final = 0.5
#: Sentences that go through each step together.
_RUN: Final = 64


@mypyc_attr(acyclic=True)
@final
class Judged:
    """A sentence with all that is known of it, before it is put into words."""

    __slots__ = tuple("alive heard hedged numbers placed sources view weasel".split())

    def __init__(
        self,
        view: View,
        sources: list[Attribution],
        placed: list[Placed],
        alive: list[Placed],
        numbers: list[tuple[Estimate | None, int]],
        hedged: float,
        weasel: float,
        heard: Heard | None,
    ) -> None:
        self.view = view
        self.sources = sources
        self.placed = placed
        self.alive = alive
        self.numbers = numbers
        self.hedged = hedged
        self.weasel = weasel
        self.heard = heard


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
        self._cuts, self._names = steps(scale.levels, scale.shape)
        self._grain = scale.grain
        self._threshold = threshold
        self._abbreviations = abbreviations
        self._memory = Memory(_vocabulary(compiled, model).cut)
        self._over_cues = Scorer(model.over_cues)
        self._over_words = Scorer(model.over_words)
        self.prescribed = _prescribed(scale, compiled)

    def found(self, text: str, bounds: Bounds | None = None) -> list[FoundSentence]:
        """All sentences of a text; where they start and end may be given."""
        found: list[FoundSentence] = []
        speech = Speech(text)
        for run in self._runs(text, speech, bounds):
            found += [self._assemble(judged) for judged in self._judged(run, speech)]
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
        return [
            (
                self._assemble(one),
                one,
                [place for place in one.placed if place.cue.epistemic >= self._threshold],
            )
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

    def _assemble(self, judged: Judged) -> FoundSentence:
        view, sources, heard = judged.view, judged.sources, judged.heard
        certainty = heard.certainty if heard else None
        if heard and self._model.ratings is not None:
            certainty = self._model.ratings.adjust(heard, view.reading.rated)
        return FoundSentence(
            view.start,
            view.end,
            view.text[view.start : view.end],
            certainty,
            self._level(certainty.mean) if certainty else None,
            judged.hedged,
            judged.weasel,
            confidence_of(judged.alive) if judged.alive else None,
            _holder(view, widest(sources), []) if sources else None,
            self._spans(judged) if judged.placed else [],
        )

    def _level(self, p: float) -> str | None:
        return level_at(p, self._cuts, self._names, self._grain)

    def _spans(self, judged: Judged) -> list[FoundSpan]:
        """Those of its cues that are shown, with their composed numbers."""
        view, sources, threshold = judged.view, judged.sources, self._threshold
        composed = {
            place.cue.first: number for place, (number, _) in zip(judged.alive, judged.numbers)
        }
        spans: list[FoundSpan] = []
        floor = view.start
        for place in judged.placed:
            if place.cue.epistemic >= threshold:
                number = composed.get(place.cue.first, place.cue.estimate)
                span = self._span(view, place, number, sources, floor)
                floor = span.end
                spans.append(span)
        return spans

    def _span(
        self,
        view: View,
        place: Placed,
        number: Estimate | None,
        sources: list[Attribution],
        floor: int,
    ) -> FoundSpan:
        cue = place.cue
        first, last = borders(view.words, cue.first, cue.head, cue.last, cue.entry)
        start, end = view.written(first, last, floor)
        held = sources and (
            source_of(sources, cue.first, cue.last) or source_at(sources, cue.first)
        )
        entry = cue.entry
        return FoundSpan(
            start,
            end,
            view.text[start:end],
            cue.kind,
            number,
            "scale" if entry.id in self.prescribed else entry.basis,
            entry.id,
            cue.epistemic,
            cue.negated,
            _written(view, place.scope, last, cue.last) if place.scope else None,
            _holder(view, held, sources) if held else None,
            self._sense(cue),
        )

    def _sense(self, cue: Cue) -> Sense | None:
        if cue.scores is None:
            return None
        return self._model.sense(cue.scores, cue.entry, epistemic=cue.epistemic >= ALIVE)


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


def _written(view: View, scope: tuple[int, int], last: int, whole: int) -> tuple[int, int]:
    """The offsets of a scope, from the span's end on behind it: "suggest | that it leaks"."""
    first, end = scope
    return view.slice(last if last < first <= whole + 1 else first, end)


def _holder(view: View, attribution: Attribution, sources: list[Attribution]) -> FoundSource:
    """The holder as a source, inside whoever reports it."""
    found: FoundSource | None = None
    chain = outwards(sources, attribution) if len(sources) > 1 else [attribution]
    for each in reversed(chain):
        first, last = each.holder
        start, end = each.elsewhere or view.slice(first, last)
        found = FoundSource(view.text[start:end], start, end, found)
    assert found is not None
    return found
