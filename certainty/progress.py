"""A progress bar round anything that is gone through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from certainty.extras import need

T = TypeVar("T")


def with_progress(
    things: Iterable[T], *, unit: str, total: int | None = None, delay: float = 0
) -> Iterator[T]:
    """The things, with a bar of tqdm on standard error; `ImportError` names what to install.

    ``total`` is how many there are, if that is known before; the bar appears after ``delay``
    seconds.
    """
    tqdm = need("tqdm.auto", extra="progress", what="a progress bar needs tqdm").tqdm
    return iter(tqdm(things, unit=f" {unit}", total=total, delay=delay))
