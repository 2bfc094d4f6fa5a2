"""From what was collected to a report: parts in order, slices, remarks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from certainty.annotator import Annotator
from certainty.data import default_model
from certainty.errors import InputError
from certainty.evaluation.collecting import Collector, Units
from certainty.evaluation.figures import figures_of
from certainty.evaluation.measures import measures_of
from certainty.evaluation.metrics import Array
from certainty.evaluation.report import Evidence, Figures, Report, Slice
from certainty.evaluation.scoring import CERTAINTY

#: More values of a field than this are not shown one by one.
MOST_SLICES = 40
#: The corpora that the shipped model was trained on.
TRAINED_ON = (
    *("bioscope_abstracts.all", "bioscope_full_papers.all", "szeged_wiki.train"),
    *("szeged_factbank.train", "conll2010_wiki.train", "mist_modals.train"),
    *("pei_jurgens_sentence.train", "pei_jurgens_sentence.val", "uw.train", "uw.dev"),
    *("uds_ih2.train", "uds_ih2.dev", "meantime.train", "meantime.dev"),
    *("megaveridicality2.train", "megaveridicality2.dev"),
)
#: Corpora that repeat the sentences of those.
REPEATED = (
    *("szeged_bio_bmc.train", "szeged_bio_fly.train", "szeged_bio_hbc.train"),
    "conll2010_wiki.train_nolabel",
)


class Plan(NamedTuple):
    """How figures are computed: the document of each row, the draws, what types are.

    ``own``: the labelled types of cues are the library's kinds.
    """

    documents: Array
    own: bool
    n_draws: int
    seed: int


def assemble(
    name: str,
    annotator: Any,
    into: Collector,
    by: Sequence[str],
    plan: Plan,
    digest: str,
) -> Report:
    """The report on what was collected; `InputError` where that is nothing."""
    n = len(into.documents)
    if not n:
        raise InputError(f"{name}: holds no example; give rows with a text and labels")
    units, remarks = _parts(into.units(), into)
    if name.split(".jsonl")[0] in TRAINED_ON + REPEATED and _shipped(annotator):
        remarks.insert(0, "in-sample: the shipped model has seen these sentences in training")
    if not units:
        remarks.append("no row has a label that is known here")
    slices = {}
    for field in by:
        slices[field], more = _slices(field, into, units, plan)
        remarks += more
    return Report(
        name=name,
        annotator=repr(annotator),
        n=n,
        documents=len(into.names("document")),
        figures=_figures(units, plan),
        slices=slices,
        kinds=dict(into.confusion.most_common()) if "cues" in units else {},
        errors=tuple(miss for miss in into.misses() if miss.part in units),
        left_out=dict(into.left_out),
        remarks=tuple(remarks),
        evidence=Evidence(digest, plan.documents, units),
    )


def _shipped(annotator: Any) -> bool:
    return isinstance(annotator, Annotator) and annotator.model is default_model()


def _parts(units: dict[str, Units], into: Collector) -> tuple[dict[str, Units], list[str]]:
    """The parts in a fixed order, without those that nobody labelled; and remarks."""
    remarks = []
    for part in ("cues", "scopes"):
        if part in units and not units[part].columns["true"].any():
            n = len(units.pop(part).row)
            into.left_out[f"{part}: all rows, since none has one of certainty"] = n
    if "cues" not in units:
        units = {part: u for part, u in units.items() if not part.startswith("kind ")}
    scales = [part for part in units if part.startswith(CERTAINTY)]
    if len(scales) == 1:
        units[CERTAINTY] = units.pop(scales[0])
        into.rename(scales[0], CERTAINTY)
        scale = scales[0].partition(", ")[2]
        remarks.append(f"labels of certainty are on the scale {scale}, stretched to 0 to 1")
    elif scales:
        remarks.append(f"labels of certainty are on {len(scales)} scales and not pooled")
    return {part: units[part] for part in sorted(units, key=_place)}, remarks


def _place(part: str) -> tuple[int, str]:
    """Where a part stands in reports."""
    order = ("hedge", "weasel", CERTAINTY, "events", "source", "cues", "scopes", "kind", "type")
    return order.index(part.split(" ")[0].strip(",")), part


def _figures(units: Mapping[str, Units], plan: Plan) -> Figures:
    return {
        part: figures_of(
            found,
            plan.documents,
            measures_of(part, own=plan.own),
            n_draws=plan.n_draws,
            seed=plan.seed,
        )
        for part, found in units.items()
    }


def _slices(
    field: str, into: Collector, units: Mapping[str, Units], plan: Plan
) -> tuple[dict[str, Slice], list[str]]:
    """The figures for each value of a field, the commonest first; and remarks."""
    values, names = np.array(into.values[field], int), into.names(f"by {field}")
    if names == [None]:
        known = ", ".join(into.fields)
        raise InputError(f"no row has the field {field!r}; the first row has {known}")
    counts = np.bincount(values)
    ranked = np.argsort(-counts, kind="stable")
    slices = {}
    for at in ranked[:MOST_SLICES]:
        chosen = {part: found.only(values[found.row] == at) for part, found in units.items()}
        labelled = {part: found for part, found in chosen.items() if len(found.row)}
        name = "(none)" if names[at] is None else names[at]
        slices[name] = Slice(int(counts[at]), _figures(labelled, plan))
    rest = ranked[MOST_SLICES:]
    remarks = [
        f"{field} has {len(names)} values; the commonest {MOST_SLICES} are shown, "
        f"{int(counts[rest].sum())} examples with other values are not"
    ]
    return slices, remarks if len(rest) else []
