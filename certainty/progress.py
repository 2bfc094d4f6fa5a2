"""A progress bar round anything that is gone through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

T = TypeVar("T")


def with_progress(things: Iterable[T], *, unit: str) -> Iterator[T]:
    """The things, with a bar of tqdm on standard error; `ImportError` names what to install."""
    try:
        from tqdm.auto import tqdm
    except ImportError as error:
        raise ImportError(
            "a progress bar needs tqdm: pip install 'certainty-text[progress]'"
        ) from error
    bar: Any = tqdm(things, unit=f" {unit}")
    return iter(bar)
