"""From units to figures: each measure of a part with its interval by document."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from certainty.evaluation.bootstrap import LEAST_DOCUMENTS, Figure, figure, weights
from certainty.evaluation.collecting import Units
from certainty.evaluation.measures import Columns, Measure, derived
from certainty.evaluation.metrics import Array


def figures_of(
    units: Units,
    documents: Array,
    measures: Sequence[Measure],
    *,
    n_draws: int,
    seed: int,
) -> dict[str, Figure]:
    """The figures of some units; ``documents`` holds the document of each row."""
    columns = derived(units.columns)
    _, groups = np.unique(documents[units.row], return_inverse=True)
    n_groups = int(groups.max()) + 1
    n_draws = n_draws if n_groups >= LEAST_DOCUMENTS else 0
    drawn = draws(columns, groups, measures, n_draws=n_draws, seed=seed)
    return {
        measure.name: figure(
            value_of(measure, columns),
            drawn[measure.name],
            n=round(columns[measure.n].sum()),
            documents=n_groups,
            undefined=measure.undefined,
        )
        for measure in measures
    }


def value_of(measure: Measure, columns: Columns) -> float:
    """The figure of all units, NaN where it is not defined."""
    n = len(columns["one"])
    value = _drawn(measure, columns, {}, np.ones((1, n)))
    if measure.exact is None or not np.isfinite(value[0]):
        return float(value[0])
    return measure.exact(columns)


def draws(
    columns: Columns,
    groups: Array,
    measures: Sequence[Measure],
    *,
    n_draws: int,
    seed: int,
) -> dict[str, Array]:
    """Each measure over documents drawn with replacement, the same for the same seed."""
    n_groups = int(groups.max()) + 1
    names = list(columns)
    sums = np.stack([np.bincount(groups, columns[n], n_groups) for n in names], axis=1)
    width = len(groups) if any(m.weighed for m in measures) else 0
    found: dict[str, list[Array]] = {measure.name: [np.empty(0)] for measure in measures}
    for weight in weights(n_groups, n_draws=n_draws, seed=seed, width=width):
        total = dict(zip(names, (weight @ sums).T))
        by_unit = weight[:, groups] if width else weight
        for measure in measures:
            found[measure.name].append(_drawn(measure, columns, total, by_unit))
    return {name: np.concatenate(parts) for name, parts in found.items()}


def _drawn(measure: Measure, columns: Columns, total: Columns, by_unit: Array) -> Array:
    if measure.weighed:
        return measure.weighed(columns, by_unit)
    if measure.sums is None:
        raise TypeError(f"{measure.name} has no way of being computed")
    if not total:
        total = {name: values.sum(keepdims=True) for name, values in columns.items()}
    return measure.sums(total)
