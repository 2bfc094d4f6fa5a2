"""Read an official scale from its TOML file, and say everything that is wrong with it.

The fields are those of `certainty.scales.Scale` and `certainty.scales.Term`; a term's
wordings stand in ``terms``, its name first.
"""

from __future__ import annotations

from itertools import pairwise
from typing import cast

from certainty.levels import NOISE
from certainty.scales import SHAPES, STATUSES, Scale, Shape, Term, fold_phrase
from certainty.toml_tables import Table, read_toml


def parse_scale(text: str, file: str) -> Scale:
    """The scale of a TOML text; all its faults in one `LexiconError`."""
    table = read_toml(text, file)
    shape = table.choice("shape", SHAPES[:-1])
    levels = tuple(_term(part) for part in table.tables("levels", name="terms"))
    if not levels:
        table.fault("levels", "are missing; add one [[levels]] table for each term")
    scale = Scale(
        table.text("name", required=True),
        table.text("title", required=True),
        table.text("citation", required=True),
        cast(Shape, shape or "gapped"),
        levels,
        status=table.choice("status", STATUSES) if "status" in table.values else "",
        read_at=table.texts("read_at"),
        year=table.whole("year"),
        domain=table.text("domain"),
        rules=table.texts("rules"),
        mix_rows=table.flag("mix_rows", default=True),
        confidence_apart=table.flag("confidence_apart"),
        grain=table.number("grain") or 0.0,
        language=table.text("language") or "en",
    )
    _check_phrases(scale, table)
    _check_shape(scale, table)
    table.close()
    table.raise_problems()
    return scale


def _term(table: Table) -> Term:
    terms = table.texts("terms", required=True) or ("",)
    term = Term(
        terms[0],
        terms[1:],
        table.number("low"),
        table.number("high"),
        table.number("centre"),
        low_open=table.flag("low_open"),
        high_open=table.flag("high_open"),
        overlay=table.flag("overlay"),
        rows=table.texts("rows"),
        forms=table.texts("forms"),
        note=table.text("note"),
    )
    table.close()
    if term.rows and len(term.rows) != len(terms):
        table.fault("rows", f"has {len(term.rows)} names for {len(terms)} terms; give one each")
    _check_band(term, table)
    return term


def _check_band(term: Term, table: Table) -> None:
    low, high, centre = term.low, term.high, term.centre
    given = [key for key in ("low", "high") if key in table.values]
    if len(given) == 1:
        table.fault("high" if "low" in given else "low", "is missing; give both or neither")
    if not given and (centre is not None or term.overlay or term.low_open or term.high_open):
        table.fault("low", "is missing; give the band that the other fields speak of")
    if low is None or high is None:
        return
    if low > high:
        table.fault("high", f"{high:g} is below low {low:g}; swap them")
    elif low == high and (term.low_open or term.high_open):
        table.fault("low_open", "leaves nothing of a band of one point; drop it")
    elif centre is not None and not low <= centre <= high:
        table.fault("centre", f"{centre:g} is outside {low:g} to {high:g}; move it inside")


def _check_phrases(scale: Scale, table: Table) -> None:
    seen: dict[str, str] = {}
    for term in scale.levels:
        for phrase in term.phrases:
            other = seen.setdefault(fold_phrase(phrase), term.name)
            if other != term.name or term.phrases.count(phrase) > 1:
                table.fault("terms", f"{phrase!r} also belongs to {other!r}; keep one")


def _check_shape(scale: Scale, table: Table) -> None:
    """Bands that are neither nested nor points rise without overlap; a partition meets."""
    if scale.shape in ("nested", "readers"):
        return
    placed = [term for term in scale.levels if term.band and not term.overlay]
    if scale.shape == "points":
        for term in placed:
            if term.centre is None:
                table.fault("centre", f"of {term.name!r} is missing; a points scale needs it")
        return
    for below, above in pairwise(placed):
        step = (above.low or 0.0) - (below.high or 0.0)
        pair = f"{below.name!r} and {above.name!r}"
        if step < -NOISE:
            table.fault("low", f"{pair} overlap or fall; sort them, or call the shape nested")
        elif scale.shape == "partition" and step > scale.grain + NOISE:
            table.fault("low", f"{pair} leave a gap; close it, or call the shape gapped")
