"""How certain a document is along its length, and whose each sentence is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from certainty.compose import CARRIERS
from certainty.document import Document
from certainty.errors import InputError
from certainty.plots import style
from certainty.types import Estimate, Sentence

#: The holder of what nobody else is said to hold.
TEXT = "the text itself"
#: So many holders have a colour of their own, the rest one together.
MOST, OTHERS = 5, "others"
#: Phrases are written out in documents of at most so many sentences.
LABELLED = 20
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence in code points, its number, whose it is, and the words that carry it."""

    start: int
    end: int
    certainty: Estimate | None
    holder: str
    words: str


class CourseDisplay:
    """A step for each sentence at its certainty, as wide as the sentence is long.

    The pale box is its interval; colour and mark say who holds it. A sentence that asserts
    nothing is a cross at the foot. After `plot`: ``lines_`` (one for each sentence with a
    number), ``boxes_``, ``crosses_``, ``ax_`` and ``figure_``.

    >>> from certainty import annotate
    >>> from matplotlib.figure import Figure
    >>> doc = annotate("The mayor said rain is unlikely. It may hail. Will it snow?")
    >>> display = CourseDisplay.from_document(doc, ax=Figure().subplots())
    >>> display.holders
    ('the text itself', 'The mayor')
    """

    def __init__(self, stretches: tuple[Stretch, ...]) -> None:
        self.stretches = stretches
        counts: dict[str, int] = {}
        for one in stretches:
            if one.certainty is not None:
                counts[one.holder] = counts.get(one.holder, 0) + 1
        named = sorted((h for h in counts if h != TEXT), key=lambda h: -counts[h])
        first = (TEXT,) if TEXT in counts else ()
        last = (OTHERS,) if len(named) > MOST else ()
        #: The holders in the legend, the text itself first.
        self.holders = (*first, *named[:MOST], *last)

    @classmethod
    def from_document(cls, document: Document, *, ax: Any = None) -> CourseDisplay:
        """Draw an annotated document; raises `InputError` for one without sentences."""
        if not document.sentences:
            raise InputError("the document has no sentences; there is nothing to draw")
        return cls(tuple(map(_stretch, document.sentences))).plot(ax)

    def plot(self, ax: Any = None) -> CourseDisplay:
        """Draw, and give the display back."""
        ax = style.axes(ax, (10.5, 4.6))
        self.lines_: list[Any] = []
        self.boxes_: list[Any] = []
        self.crosses_: list[Any] = []
        seen: set[str] = set()
        for one in self.stretches:
            if one.certainty is None:
                self.crosses_ += ax.plot(
                    (one.start + one.end) / 2, 0, marker="x", color=style.FAINT, clip_on=False
                )
            else:
                self._step(ax, one, one.certainty, seen)
        self._frame(ax)
        self.ax_, self.figure_ = ax, ax.figure
        return self

    def _step(self, ax: Any, one: Stretch, number: Estimate, seen: set[str]) -> None:
        holder = one.holder if one.holder in self.holders else OTHERS
        at = self.holders.index(holder)
        tone = style.INK if holder == TEXT else style.colour(at - (self.holders[0] == TEXT))
        self.boxes_.append(
            ax.fill_between(
                *((one.start, one.end), number.low, number.high),
                **{"color": tone, "alpha": 0.13, "linewidth": 0},
            )
        )
        label = holder if holder not in seen else None
        seen.add(holder)
        middle = (one.start + one.end) / 2
        (line,) = ax.plot(
            *((one.start, middle, one.end), (number.mean,) * 3),
            **{"color": tone, "linewidth": 2.6, "solid_capstyle": "butt", "label": label},
            marker=style.mark(at),
            markevery=[1],
            markersize=6.5,
            markeredgecolor="white",
        )
        self.lines_.append(line)
        if one.words and len(self.stretches) <= LABELLED:
            above = number.mean < 0.9
            ax.annotate(
                one.words,
                (middle, number.mean),
                xytext=(0, 7 if above else -7),
                textcoords="offset points",
                ha="center",
                va="bottom" if above else "top",
                fontsize=style.SMALL - 1,
                color=style.INK,
                linespacing=1.1,
            )

    def _frame(self, ax: Any) -> None:
        style.plain(ax, grid="y")
        ax.set(xlim=(self.stretches[0].start, self.stretches[-1].end), ylim=(0, 1.03))
        style.shares(ax.yaxis)
        ax.set_ylabel("certainty of the sentence")
        ax.set_xlabel("place in the text, in characters")
        named = {line.get_label(): line for line in self.lines_}
        handles = [named[holder] for holder in self.holders]
        if self.crosses_:
            self.crosses_[0].set(label="asserts nothing", linestyle="none")
            handles.append(self.crosses_[0])
        ax.legend(
            handles=handles,
            loc="lower center",
            bbox_to_anchor=(0.5, 1.0),
            ncols=4,
            frameon=False,
            fontsize=style.SMALL,
        )


def _stretch(sentence: Sentence) -> Stretch:
    source = sentence.source
    holder = (source.refers_to or source).text if source else TEXT
    graded = [span for span in sentence.spans if span.probability is not None]
    words = [_short(span.text, _LONGEST) for span in graded if span.entry not in CARRIERS]
    words = words or [_short(span.text, _LONGEST) for span in graded]
    shown = words[:2] + (["…"] if len(words) > 2 else [])
    return Stretch(
        sentence.start,
        sentence.end,
        sentence.certainty,
        _short(holder, 2 * _LONGEST),
        "\n".join(shown),
    )


def _short(text: str, most: int) -> str:
    """A text on one line, cut where it is longer than ``most`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
