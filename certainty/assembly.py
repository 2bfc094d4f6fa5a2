"""Put a judged sentence into what users see: spans, holders, numbers with their level."""

from __future__ import annotations

from typing import Final, final

from certainty.borders import borders
from certainty.compose import Placed
from certainty.context import Cue
from certainty.findings import FoundSentence, FoundSource, FoundSpan
from certainty.levels import level_at, rounded
from certainty.model import Model
from certainty.ratings import Heard
from certainty.records import mypyc_attr
from certainty.scales import Scale
from certainty.score import confidence_of
from certainty.sources import Attribution, outwards, source_at, source_of, widest
from certainty.terms import steps
from certainty.types import Estimate, Sense
from certainty.view import View

#: Only a cue more probably epistemic than not moves a number, whatever is shown.
ALIVE: Final = 0.5


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


@final
class Assembly:
    """What sentences are put together with: model, scale, and the ``prescribed`` numbers.

    Cues whose epistemic probability is below ``threshold`` are left out.
    """

    def __init__(
        self, model: Model, scale: Scale, threshold: float, prescribed: dict[str, Estimate]
    ) -> None:
        self._model = model
        self._cuts, self._names = steps(scale.levels, scale.shape)
        self._grain = scale.grain
        self._threshold = threshold
        self._prescribed = prescribed

    def sentence(self, judged: Judged) -> FoundSentence:
        """A sentence with its spans."""
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
            self._spans(judged) if judged.placed else (),
        )

    def _level(self, p: float) -> str | None:
        return level_at(rounded(p, self._grain), self._cuts, self._names)

    def shown(self, judged: Judged) -> list[Placed]:
        """The cues of a sentence that become spans, in order."""
        return [each for each in judged.placed if each.cue.epistemic >= self._threshold]

    def _spans(self, judged: Judged) -> tuple[FoundSpan, ...]:
        """Those of its cues that are shown, with their composed numbers."""
        view, sources = judged.view, judged.sources
        composed = {
            place.cue.first: number for place, (number, _) in zip(judged.alive, judged.numbers)
        }
        spans: list[FoundSpan] = []
        floor = view.start
        for place in self.shown(judged):
            number = composed.get(place.cue.first, place.cue.estimate)
            span = self._span(view, place, number, sources, floor)
            floor = span.end
            spans.append(span)
        return tuple(spans)

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
            "scale" if entry.id in self._prescribed else entry.basis,
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
