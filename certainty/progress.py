"""A progress bar round anything that is gone through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

T = TypeVar("T")


def with_progress(
    things: Iterable[T], *, unit: str, total: int | None = None, delay: float = 0
) -> Iterator[T]:
    """The things, with a bar of tqdm on standard error; `ImportError` names what to install.

    ``total`` is how many there are, if that is known before; the bar appears after ``delay``
    seconds.
    """
    try:
        from tqdm.auto import tqdm
    except ImportError as error:
        raise ImportError(
            "a progress bar needs tqdm: pip install 'certainty-text[progress]'"
        ) from error
    bar: Any = tqdm(things, unit=f" {unit}", total=total, delay=delay)
    return iter(bar)
