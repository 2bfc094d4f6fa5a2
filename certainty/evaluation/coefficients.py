"""Coefficients of agreement, which are NLTK's, and why there may be none.

Fleiss' kappa is NLTK's ``pi``, which is what Fleiss (1971) defines; NLTK's ``multi_kappa`` is
another (Davies and Fleiss 1982).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any, NamedTuple

#: Alpha takes each pair of different labels, so that more than this take minutes.
MOST_LABELS = 2000
#: An annotator, what was labelled, and the label.
Triple = tuple[str, Any, Any]


class Agreed(NamedTuple):
    """How far annotators agree on one thing.

    ``pair`` is empty for all of them; ``measure`` "alpha", "Fleiss' kappa", "Cohen's kappa",
    "F1, exact" or "F1, overlap". ``n`` counts what it is over; ``note`` says why there is no
    value.
    """

    part: str
    measure: str
    pair: tuple[str, ...]
    value: float | None
    n: int
    note: str = ""


def coefficients(part: str, triples: list[Triple], *, numbers: bool = False) -> list[Agreed]:
    """Alpha over all; where labels are names, Fleiss' kappa over what all have, and pairs."""
    from nltk.metrics import interval_distance
    from nltk.metrics.agreement import AnnotationTask

    held: dict[Any, dict[str, Any]] = {}
    for name, item, label in triples:
        held.setdefault(item, {})[name] = label
    names = list(dict.fromkeys(name for name, _, _ in triples))
    several = {item: given for item, given in held.items() if len(given) > 1}
    if not several:
        return [Agreed(part, "alpha", (), None, 0, "nothing that two have labelled")]
    if len({label for given in several.values() for label in given.values()}) > MOST_LABELS:
        note = f"more than {MOST_LABELS:,} different labels; round them"
        return [Agreed(part, "alpha", (), None, len(several), note)]
    distance = {"distance": interval_distance} if numbers else {}
    task = AnnotationTask(_numbered(several), **distance)
    note = "all labels are the same" if len(task.K) == 1 else ""
    alpha = None if note else float(task.alpha())
    found = [Agreed(part, "alpha", (), alpha, len(several), note)]
    if numbers:
        return found
    if len(names) > 2:
        found.append(_kappa(part, "Fleiss' kappa", names, several))
    for pair in combinations(names, 2):
        found.append(_kappa(part, "Cohen's kappa", pair, several))
    return found


def _kappa(
    part: str, measure: str, names: Iterable[str], held: Mapping[Any, Mapping[str, Any]]
) -> Agreed:
    """A kappa over the items that all of these annotators have labelled."""
    from nltk.metrics.agreement import AnnotationTask

    chosen = list(names)
    complete = {
        item: {name: given[name] for name in chosen}
        for item, given in held.items()
        if all(name in given for name in chosen)
    }
    pair = tuple(chosen) if len(chosen) == 2 else ()
    if not complete:
        return Agreed(part, measure, pair, None, 0, "nothing that all have labelled")
    task = AnnotationTask(_numbered(complete))
    if len(task.K) == 1:
        return Agreed(part, measure, pair, None, len(complete), "all labels are the same")
    value = task.pi() if measure == "Fleiss' kappa" else task.kappa()
    return Agreed(part, measure, pair, float(value), len(complete))


def _numbered(held: Mapping[Any, Mapping[str, Any]]) -> list[Triple]:
    """Triples for NLTK, which sorts items, so that they are numbered."""
    numbered = enumerate(held.values())
    return [(name, at, label) for at, given in numbered for name, label in given.items()]
