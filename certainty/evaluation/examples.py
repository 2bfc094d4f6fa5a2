"""A labelled text: what a row says of it, checked.

A row is an object with ``text`` and any of these, all in code points:

- ``hedge``, ``weasel``: true or false;
- ``certainty``: a number or a term on its ``scale`` (``[1, 6]``, "1-6", "icd203"; without
  one a probability);
- ``cues``: ``[{"start": 4, "end": 7, "text": "may", "type": "modal"}, ...]``, all of the text;
- ``scopes``: the same with ``cue_index``, the place of the cue in ``cues``;
- ``events``: the same with ``factuality`` from -3 to 3;
- ``source``: the holder's words, or an object with offsets; null says that there is none;
- ``id``, and ``meta``, whose ``doc`` names the document.

What a row lacks is not scored. A cue in several pieces ("either ... or") is a cue for each.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from certainty.errors import InputError
from certainty.evaluation.rating_scales import RatingScale, parse_rating_scale
from certainty.evaluation.spans import Place, items_of, place_of

#: Labels of events lie between minus this and this.
MOST_FACTUAL = 3.0


@dataclass(frozen=True, slots=True)
class Cue:
    """A labelled cue and its type, ``None`` where the row gives none."""

    place: Place
    type: str | None


@dataclass(frozen=True, slots=True)
class Scope:
    """A labelled scope, its type, and which cue of the row it belongs to."""

    place: Place
    type: str | None
    cue: int | None


@dataclass(frozen=True, slots=True)
class Event:
    """A labelled event, from -3 (has not happened) to 3 (has)."""

    place: Place
    factuality: float


@dataclass(frozen=True, slots=True)
class Example:
    """A labelled text; a label is ``None`` where the row lacks it.

    ``certainty`` lies from 0 to 1 on its ``scale``. ``sources`` is empty where nobody holds
    the sentence. ``nan`` names the labels that are no number, ``row`` is the row itself.

    >>> example_of({"text": "Rain may fall.", "hedge": True}, where="row 1").hedge
    True
    """

    text: str
    where: str
    id: str | None = None
    hedge: bool | None = None
    weasel: bool | None = None
    certainty: float | None = None
    scale: RatingScale | None = None
    cues: tuple[Cue, ...] | None = None
    scopes: tuple[Scope, ...] | None = None
    events: tuple[Event, ...] | None = None
    sources: tuple[str, ...] | None = None
    nan: tuple[str, ...] = ()
    row: Mapping[str, Any] = field(default_factory=dict)


def example_of(row: Any, *, where: str, scale: Any = None) -> Example:
    """A row as an example; ``scale`` is for rows that name none.

    Raises `InputError` for a label out of range, and for a stretch that does not lie in the
    text or has other words than the row says.
    """
    if isinstance(row, Example):
        return row
    if not isinstance(row, Mapping) or not isinstance(row.get("text"), str):
        raise InputError(f"{where}: no object with a text; give {{'text': '...'}}")
    known = {name: value for name, value in row.items() if not _is_nan(value)}
    nan = [name for name in ("hedge", "weasel", "certainty") if name in row.keys() - known]
    rating, share = _certainty(known, where, scale)
    events, lost = _events(known, where)
    return Example(
        row["text"],
        where,
        None if known.get("id") is None else str(known["id"]),
        _answer(known, "hedge", where),
        _answer(known, "weasel", where),
        share,
        rating,
        _cues(known, where),
        _scopes(known, where),
        events,
        _sources(known, where),
        (*nan, *["factuality"] * lost),
        known,
    )


def field_of(example: Example, name: str) -> Any:
    """A field of a row by its dotted name, as in "meta.domain"; ``None`` where it lacks it."""
    value: Any = example.row
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def fields_of(example: Example) -> list[str]:
    """The dotted names of a row's fields.

    >>> fields_of(example_of({"text": "It rained.", "meta": {"doc": "a"}}, where="row 1"))
    ['text', 'meta.doc']
    """
    names: list[str] = []
    for name, value in example.row.items():
        inner = [f"{name}.{each}" for each in value] if isinstance(value, Mapping) else [name]
        names += inner
    return names


def _is_nan(value: Any) -> bool:
    return isinstance(value, (float, np.floating)) and math.isnan(value)


def _answer(row: Mapping[str, Any], name: str, where: str) -> bool | None:
    value = row.get(name)
    if value is None:
        return None
    if not isinstance(value, (bool, np.bool_, int, float)) or value not in (0, 1):
        raise InputError(f"{where}: {name} is {value!r}; give true or false")
    return bool(value)


def _certainty(
    row: Mapping[str, Any], where: str, scale: Any
) -> tuple[RatingScale | None, float | None]:
    label = row.get("certainty")
    if label is None:
        return None, None
    meta = row.get("meta")
    own = row.get("scale") or (meta.get("scale") if isinstance(meta, Mapping) else None)
    try:
        rating = parse_rating_scale(own or scale)
    except InputError as error:
        raise InputError(f"{where}: {error}") from error
    share = rating.share(label)
    if share is None:
        raise InputError(
            f"{where}: certainty is {label!r}, and the scale {rating.name!r} takes "
            f'{rating.expected}; name the scale of the labels, as in "scale": [1, 6]'
        )
    return rating, share


def _cues(row: Mapping[str, Any], where: str) -> tuple[Cue, ...] | None:
    items = items_of(row, "cues", where)
    if items is None:
        return None
    places = [place_of(item, row["text"], where, "cue") for item in items]
    return tuple(Cue(place, item.get("type")) for place, item in zip(places, items))


def _scopes(row: Mapping[str, Any], where: str) -> tuple[Scope, ...] | None:
    items = items_of(row, "scopes", where)
    if items is None:
        return None
    n_cues = len(row.get("cues") or ())
    scopes = []
    for item in items:
        place = place_of(item, row["text"], where, "scope")
        at = item.get("cue_index")
        if at is not None and not (isinstance(at, int) and 0 <= at < n_cues):
            raise InputError(f"{where}: cue_index is {at!r}, and the row has {n_cues} cues")
        scopes.append(Scope(place, item.get("type"), at))
    return tuple(scopes)


def _events(row: Mapping[str, Any], where: str) -> tuple[tuple[Event, ...] | None, int]:
    """The events, and how many have no number for a label."""
    items = items_of(row, "events", where)
    if items is None:
        return None, 0
    events = []
    for item in items:
        place = place_of(item, row["text"], where, "event")
        label = item.get("factuality")
        if label is None or _is_nan(label):
            continue
        number = isinstance(label, (int, float)) and not isinstance(label, bool)
        if not number or abs(label) > MOST_FACTUAL:
            raise InputError(
                f"{where}: factuality is {label!r}; give a number from -3 to 3 for the event "
                f"{row['text'][slice(*place)]!r}"
            )
        events.append(Event(place, float(label)))
    return tuple(events), len(items) - len(events)


def _sources(row: Mapping[str, Any], where: str) -> tuple[str, ...] | None:
    if "source" not in row:
        return None
    source = row["source"]
    if source is None:
        return ()
    if isinstance(source, str) and source.strip():
        return (source,)
    if isinstance(source, Mapping):
        start, end = place_of(source, row["text"], where, "source")
        return (row["text"][start:end],)
    raise InputError(f"{where}: source is {source!r}; give the holder's words, or null")
