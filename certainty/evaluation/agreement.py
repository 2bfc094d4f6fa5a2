"""How far annotators agree on the same texts.

Krippendorff's alpha, Cohen's kappa for pairs and Fleiss' kappa (NLTK's ``pi``, which is what
Fleiss 1971 defines) are NLTK's. Cues are compared word by word, and span by span for each pair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from certainty.errors import InputError
from certainty.evaluation.coefficients import Agreed, Triple, coefficients
from certainty.evaluation.examples import Example
from certainty.evaluation.readers import read_examples
from certainty.evaluation.spans import Stretches, touching
from certainty.tokens import tokenize


class Disagreement(NamedTuple):
    """A text on which annotators differ, and what each said."""

    part: str
    id: str
    text: str
    labels: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far annotators agree, and where they do not.

    ``n`` texts were labelled by two annotators or more; ``alone`` counts those that only one
    has labelled, which are left out.
    """

    annotators: tuple[str, ...]
    n: int
    alone: int
    figures: tuple[Agreed, ...]
    disagreements: tuple[Disagreement, ...]

    def value(self, part: str, measure: str, pair: tuple[str, ...] = ()) -> float | None:
        """One figure; ``KeyError`` where it was not measured."""
        for each in self.figures:
            if (each.part, each.measure) == (part, measure) and set(each.pair) == set(pair):
                return each.value
        raise KeyError((part, measure, pair))

    def rows(self) -> list[Agreed]:
        """One flat row for each figure, ready for a data frame."""
        return list(self.figures)

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "annotators": list(self.annotators),
            "examples": self.n,
            "alone": self.alone,
            "figures": [{**f._asdict(), "pair": list(f.pair)} for f in self.figures],
            "disagreements": [
                {**d._asdict(), "labels": dict(d.labels)} for d in self.disagreements
            ],
        }

    def to_markdown(self) -> str:
        """Tables for a pull request."""
        from certainty.evaluation.rendering import agreement_tables
        from certainty.render.pages import markdown

        return markdown(agreement_tables(self))

    def to_text(self) -> str:
        """Tables for a terminal."""
        from certainty.evaluation.rendering import agreement_tables
        from certainty.render.pages import text

        return text(agreement_tables(self))

    def _repr_html_(self) -> str:
        from certainty.evaluation.rendering import agreement_tables
        from certainty.render.pages import html

        return html(agreement_tables(self))


def agree(
    annotations: Mapping[str, str | Path | Iterable[Mapping[str, Any] | Example]],
) -> Agreement:
    """How far several annotators agree: a file or rows for each, by name.

    Rows are matched by ``id``, by text where they have none. Certainty and factuality are
    compared as numbers (squared distance), all else by name.

    Raises `InputError` where there are fewer than two annotators, where they share no text,
    and where the same id has another text or another scale.

    >>> ann = [{"text": "It may rain.", "hedge": True}, {"text": "It rained.", "hedge": False}]
    >>> agree({"Ann": ann, "Bo": ann}).value("hedge", "alpha")
    1.0
    """
    if len(annotations) < 2:
        raise InputError(f"{len(annotations)} annotators; give two or more, by name")
    texts: dict[str, dict[str, Example]] = {}
    for name, rows in annotations.items():
        for example in read_examples(rows):
            _place(texts, name, example)
    shared = {key: held for key, held in texts.items() if len(held) > 1}
    if not shared:
        raise InputError("the annotators share no text; match rows by id, or by their text")
    figures: list[Agreed] = []
    different: list[Disagreement] = []
    for part, label in _PARTS.items():
        labels = {
            key: {name: label(e) for name, e in held.items() if label(e) is not None}
            for key, held in shared.items()
        }
        both = {key: given for key, given in labels.items() if len(given) > 1}
        if not both:
            continue
        figures += _figures(part, both, shared)
        different += _disagreements(part, both, shared)
    alone = len(texts) - len(shared)
    return Agreement(tuple(annotations), len(shared), alone, tuple(figures), tuple(different))


def _place(texts: dict[str, dict[str, Example]], name: str, example: Example) -> None:
    held = texts.setdefault(example.id or example.text, {})
    if name in held:
        raise InputError(f"{example.where}: {name} has labelled {example.id or 'this'} twice")
    other = next(iter(held.values()), example)
    if other.text != example.text:
        raise InputError(
            f"{example.where}: the text of {example.id!r} is {example.text[:60]!r}, and "
            f"{other.text[:60]!r} at {other.where}; use the same texts"
        )
    if example.scale and other.scale and example.scale != other.scale:
        raise InputError(
            f"{example.where}: certainty is on the scale {example.scale.name}, and on "
            f"{other.scale.name} at {other.where}; put all on one scale"
        )
    held[name] = example


def _cue_places(example: Example) -> tuple[tuple[int, int], ...] | None:
    if example.cues is None:
        return None
    return tuple(sorted(cue.place for cue in example.cues))


def _events(example: Example) -> dict[tuple[int, int], float] | None:
    return {e.place: e.factuality for e in example.events} if example.events else None


_PARTS: dict[str, Callable[[Example], Any]] = {
    "hedge": lambda e: e.hedge,
    "weasel": lambda e: e.weasel,
    "certainty": lambda e: e.certainty,
    "events": _events,
    "source": lambda e: None if e.sources is None else "; ".join(e.sources).casefold(),
    "cues": _cue_places,
}


def _figures(
    part: str, labels: Mapping[str, Mapping[str, Any]], shared: Mapping[str, Any]
) -> list[Agreed]:
    if part == "cues":
        words = [t for key, given in labels.items() for t in _by_word(key, given, shared[key])]
        return [*coefficients("cues, words", words), *_span_figures(labels)]
    if part == "events":
        numbers: list[Triple] = [
            (name, (key, place), value)
            for key, given in labels.items()
            for name, events in given.items()
            for place, value in events.items()
        ]
        return coefficients(part, numbers, numbers=True)
    triples = [(n, key, value) for key, given in labels.items() for n, value in given.items()]
    return coefficients(part, triples, numbers=part == "certainty")


def _by_word(key: str, given: Mapping[str, Any], held: Mapping[str, Example]) -> list[Triple]:
    """For each word whether each annotator has it in a cue."""
    words = tokenize(next(iter(held.values())).text).spans
    marked = {name: Stretches(cues) for name, cues in given.items()}
    return [
        (name, (key, word), bool(cues.over(word)))
        for name, cues in marked.items()
        for word in words
    ]


def _span_figures(labels: Mapping[str, Mapping[str, Any]]) -> list[Agreed]:
    """F1 of the spans of each pair; the same whoever is held to be right."""
    names = list(dict.fromkeys(name for given in labels.values() for name in given))
    found = []
    for pair in combinations(names, 2):
        both = [given for given in labels.values() if set(pair) <= set(given)]
        cues = [[given[name] for name in pair] for given in both]
        n = [sum(len(each[side]) for each in cues) for side in (0, 1)]
        exact = sum(len(set(one) & set(other)) for one, other in cues)
        hits = [sum(touching(e[side], e[1 - side]) for e in cues) for side in (0, 1)]
        note = "" if sum(n) else "neither has marked a cue"
        overlap = _f1(hits[0] / max(n[0], 1), hits[1] / max(n[1], 1))
        same = 2 * exact / sum(n) if sum(n) else None
        found.append(Agreed("cues", "F1, exact", pair, same, len(cues), note))
        found.append(
            Agreed("cues", "F1, overlap", pair, overlap if sum(n) else None, len(cues), note)
        )
    return found


def _f1(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def _disagreements(
    part: str,
    labels: Mapping[str, Mapping[str, Any]],
    shared: Mapping[str, Mapping[str, Example]],
) -> list[Disagreement]:
    """The texts with different labels; numbers that lie farthest apart come first."""
    found = []
    for key, given in labels.items():
        values = list(given.values())
        if all(value == values[0] for value in values):
            continue
        text = next(iter(shared[key].values())).text
        shown = tuple((name, _shown(value, text)) for name, value in given.items())
        spread = max(values) - min(values) if part == "certainty" else 0
        found.append((-spread, Disagreement(part, key, text, shown)))
    return [each for _, each in sorted(found, key=lambda pair: pair[0])]


def _shown(value: Any, text: str) -> str:
    if isinstance(value, tuple):
        return "; ".join(f"{text[s:e]} [{s}, {e})" for s, e in value) or "none"
    if isinstance(value, dict):
        return "; ".join(f"{text[s:e]} {label:g}" for (s, e), label in value.items())
    return f"{value:.2f}" if isinstance(value, float) else str(value) or "none"
