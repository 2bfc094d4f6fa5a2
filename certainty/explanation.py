"""How a number came about, step by step, so that anybody can work it out again.

Each step is an operation with its arguments. `Explanation.replay` applies the operations one
after another, starting from nothing; it uses no number that the steps arrived at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any, Final, Literal, get_args

from certainty import estimates
from certainty.errors import ExplanationError
from certainty.types import Estimate

#: What a step does to the number: it begins with one ("base") or leaves it ("keep"); "none"
#: states none; "take" and "average" are of other numbers; the rest are the operations of
#: `certainty.estimates`.
What = Literal[
    "base",
    "none",
    "keep",
    "take",
    "average",
    "mix",
    "shift",
    "complement",
    "negate",
    "deny",
    "under",
    "govern",
    "rate",
]
WHATS: Final[tuple[str, ...]] = get_args(What)
_INDENT: Final = "  "
_STYLE: Final = "margin:0;padding-left:1.6em;line-height:1.5"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: ``what`` it does, in words ``text``, and the number ``before`` and ``after``.

    ``arguments`` are what the operation takes besides the number, ``others`` how the numbers
    came about that it takes. ``source`` names what the base or the size of the move rests on.

    >>> str(Step.base("'likely' as readers hear it", Estimate(0.73, 0.55, 0.9)))
    "'likely' as readers hear it: 0.73"
    """

    what: What
    text: str
    before: Estimate | None
    after: Estimate | None
    arguments: tuple[float, ...] = ()
    others: tuple[Explanation, ...] = ()
    source: str | None = None

    @classmethod
    def base(cls, text: str, number: Estimate, source: str | None = None) -> Step:
        """A step that begins with a number."""
        return cls(
            "base", text, None, number, (number.mean, number.low, number.high), (), source
        )

    @classmethod
    def of(
        cls,
        what: What,
        text: str,
        before: Estimate | None,
        arguments: tuple[float, ...] = (),
        others: tuple[Explanation, ...] = (),
        source: str | None = None,
    ) -> Step:
        """A step whose number is worked out."""
        after = _apply(what, before, arguments, tuple(other.number for other in others))
        return cls(what, text, before, after, arguments, others, source)

    def replay(self, before: Estimate | None) -> Estimate | None:
        """The number after this step, worked out from its arguments alone."""
        others = tuple(other.replay() for other in self.others)
        return _apply(self.what, before, self.arguments, others)

    def __str__(self) -> str:
        number = "" if self.after is None else f": {self.after.mean:.2f}"
        return f"{self.text}{number}" + (f" ({self.source})" if self.source else "")

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "what": self.what,
            "text": self.text,
            "before": self.before and self.before.to_dict(),
            "after": self.after and self.after.to_dict(),
            "arguments": list(self.arguments),
            "others": [other.to_dict() for other in self.others],
            "source": self.source,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Step:
        """The inverse of `to_dict`; `ExplanationError` for an operation that is none."""
        if data["what"] not in WHATS:
            raise ExplanationError(
                f"{data['what']!r} is no operation of a step; it is one of {', '.join(WHATS)}"
            )
        before, after = (
            data[name] and Estimate.from_dict(data[name]) for name in ("before", "after")
        )
        others = tuple(Explanation.from_dict(other) for other in data["others"])
        arguments = tuple(data["arguments"])
        return cls(data["what"], data["text"], before, after, arguments, others, data["source"])


@dataclass(frozen=True, slots=True)
class Explanation:
    """The steps to one number, in order; what other numbers go into it stands in the steps.

    >>> import certainty
    >>> span = certainty.annotate("A thaw is very unlikely.").sentences[0].spans[0]
    >>> span.explain().replay() == span.probability
    True
    """

    steps: tuple[Step, ...]

    @property
    def number(self) -> Estimate | None:
        """The number that the steps lead to, ``None`` where none is stated."""
        return self.steps[-1].after if self.steps else None

    def replay(self) -> Estimate | None:
        """The same, worked out anew from the operations and their arguments alone."""
        number = None
        for step in self.steps:
            number = step.replay(number)
        return number

    def splitlines(self) -> list[str]:
        """The steps, one a line; those of other numbers that go into one stand before it."""
        return [_INDENT * depth + str(step) for depth, step in self.walk()]

    def walk(self, depth: int = 0) -> Iterator[tuple[int, Step]]:
        """All steps with their depth, in the order of the lines."""
        for step in self.steps:
            for other in step.others:
                yield from other.walk(depth + 1)
            yield depth, step

    def __str__(self) -> str:
        return "\n".join(self.splitlines())

    def __contains__(self, text: str) -> bool:
        return text in str(self)

    def to_dict(self) -> dict[str, Any]:
        """As plain values; `from_dict` is the inverse."""
        return {"steps": [step.to_dict() for step in self.steps]}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Explanation:
        """The inverse of `to_dict`."""
        return cls(tuple(Step.from_dict(step) for step in data["steps"]))

    def _repr_html_(self) -> str:
        items = [
            f'<li style="margin-left:{1.6 * depth:g}em">{escape(str(step))}</li>'
            for depth, step in self.walk()
        ]
        return f'<ol class="certainty tex2jax_ignore" style="{_STYLE}">{"".join(items)}</ol>'


_Others = tuple[Estimate | None, ...]
#: What every operation makes of a number; they are told by `What`.
_OPERATIONS: Final[dict[str, Callable[..., Estimate]]] = {
    "mix": estimates.mix,
    "shift": estimates.shift,
    "complement": estimates.complement,
    "govern": estimates.govern,
    "negate": lambda number, strength: estimates.negate(number, strength=strength),
    "deny": lambda number, strength: estimates.deny(number, strength=strength),
    "under": lambda number, outer, share: estimates.under(number, outer, inherits=share),
    "rate": lambda number, aimed, least, most, below, above, anew: estimates.rate(
        number, aimed, least, most, below, above, bool(anew)
    ),
}


def _apply(
    what: What, before: Estimate | None, arguments: tuple[float, ...], others: _Others
) -> Estimate | None:
    if what == "none":
        return None
    if what == "base":
        return Estimate(*arguments)
    if what == "keep":
        return before
    numbers = [other for other in others if other is not None]
    if what == "take":
        return numbers[0]
    if what == "average":
        return estimates.average(numbers)
    return _OPERATIONS[what](before, *numbers, *arguments)
