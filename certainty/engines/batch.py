"""A lazy, ordered stream of documents, in one process or several."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import Protocol

from certainty.document import Document
from certainty.progress import with_progress

#: Batches under way for each process; enough to keep them busy, few enough for memory.
AHEAD = 2


class Annotate(Protocol):
    """Anything that turns a text into a document."""

    def __call__(self, text: str) -> Document:
        """Annotate one text."""
        ...


def run(
    annotator: Annotate, texts: Iterable[str], *, batch_size: int, n_jobs: int, progress: bool
) -> Iterator[Document]:
    """Documents in the order of ``texts``, ``batch_size`` texts to a task.

    Raises ``ValueError`` for a size or a number of processes below one, and
    ``TypeError`` for one text where many are meant.
    """
    if isinstance(texts, (str, bytes)):
        raise TypeError("texts is one text; give an iterable of texts, such as [text]")
    if batch_size < 1 or n_jobs < 1:
        raise ValueError(f"batch_size={batch_size} and n_jobs={n_jobs} must be 1 or more")
    stream = (
        _parallel(annotator, texts, batch_size, n_jobs) if n_jobs > 1 else map(annotator, texts)
    )
    return with_progress(stream, unit="texts") if progress else iter(stream)


def _parallel(
    annotator: Annotate, texts: Iterable[str], batch_size: int, n_jobs: int
) -> Iterator[Document]:
    stream = iter(texts)
    batches = iter(lambda: list(islice(stream, batch_size)), [])
    with ProcessPoolExecutor(n_jobs, initializer=_start, initargs=(annotator,)) as pool:
        pending: deque[Future[list[Document]]] = deque()
        for batch in batches:
            pending.append(pool.submit(_annotate_batch, batch))
            if len(pending) >= AHEAD * n_jobs:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()


_worker: Callable[[str], Document]


def _start(annotator: Annotate) -> None:
    global _worker  # one annotator per process, set once when it starts
    _worker = annotator


def _annotate_batch(batch: list[str]) -> list[Document]:
    return [_worker(text) for text in batch]
