"""A lazy, ordered stream of documents, in one process or several."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from certainty.annotator import Annotator
from certainty.document import Document
from certainty.engines.processes import in_order, stopped
from certainty.errors import CertaintyError, DocumentError, TextError
from certainty.packing import pack
from certainty.progress import with_progress

T = TypeVar("T")


class Annotate(Protocol):
    """Anything that turns a text into a document."""

    def __call__(self, text: str) -> Document:
        """Annotate one text."""
        ...


def run(
    annotator: Annotate, texts: Iterable[Any], *, batch_size: int, n_jobs: int, progress: bool
) -> Iterator[Any]:
    """Documents in the order of ``texts``, ``batch_size`` texts to a task.

    A text that comes as a pair (text, context) leaves as (document, context). Raises
    ``ValueError`` for a size or a number of processes below one, and ``TypeError`` for one
    text where many are meant.
    """
    check_stream(texts, batch_size=batch_size, n_jobs=n_jobs)
    if n_jobs == 1:
        stream = _alone(annotator, texts)
    else:
        stream = _spread(annotator, texts, batch_size, n_jobs)
    return with_progress(stream, unit="texts", total=length(texts)) if progress else stream


def check_stream(texts: object, *, batch_size: int, n_jobs: int) -> None:
    """Refuse one text where many are meant, and sizes that are none."""
    if isinstance(texts, (str, bytes)):
        raise TypeError("texts is one text; give an iterable of texts, such as [text]")
    if batch_size < 1 or n_jobs < 1:
        raise ValueError(f"batch_size={batch_size} and n_jobs={n_jobs} must be 1 or more")


def length(things: Any) -> int | None:
    """How many there are, where that is known beforehand."""
    return len(things) if hasattr(things, "__len__") else None


def batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most ``size``; where going through fails, what came before comes first."""
    batch: list[T] = []
    source = iter(things)
    while True:
        try:
            batch.append(next(source))
        except Exception as error:
            if batch:
                yield batch
            if isinstance(error, StopIteration):
                return
            raise
        if len(batch) == size:
            yield batch
            batch = []


def _alone(annotator: Annotate, texts: Iterable[Any]) -> Iterator[Any]:
    for index, item in enumerate(texts):
        text, *context = _parted(item)
        try:
            document = annotator(text)
        except Exception as error:
            raise _placed(error, index) from error
        yield (document, *context) if context else document


def _spread(
    annotator: Annotate, texts: Iterable[Any], batch_size: int, n_jobs: int
) -> Iterator[Any]:
    contexts: list[list[Any]] = []  # of the batches under way; they stay in this process
    done = 0
    for outcome in in_order(
        _Task(annotator), _texts(batches(texts, batch_size), contexts), n_jobs=n_jobs
    ):
        for result, (text, *context) in zip(outcome.results, contexts.pop(0)):
            document = _document(annotator, text, result)
            yield (document, *context) if context else document
        done += len(outcome.results)
        if outcome.error is not None:
            raise _placed(outcome.error, done) from outcome.error


def _texts(stream: Iterable[list[Any]], contexts: list[list[Any]]) -> Iterator[list[Any]]:
    """The texts of each batch; texts and contexts are noted."""
    for batch in stream:
        parted = [_parted(item) for item in batch]
        contexts.append(parted)
        yield [text for text, *_ in parted]


def _parted(item: Any) -> tuple[Any, ...]:
    """(text,) or (text, context)."""
    return item if isinstance(item, tuple) and len(item) == 2 else (item,)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of a batch: all results up to the first error."""

    results: list[Any]
    error: CertaintyError | None = None


@dataclass(frozen=True, slots=True)
class _Task:
    """Annotates a batch in another process; the records of documents leave it packed."""

    annotator: Annotate

    def __call__(self, texts: list[Any]) -> _Outcome:
        results: list[Any] = []
        for text in texts:
            if stopped():
                break
            try:
                results.append(self._result(text))
            except Exception as error:
                return _Outcome(results, _portable(error))
        return _Outcome(results)

    def _result(self, text: str) -> bytes | Document:
        if isinstance(self.annotator, Annotator):
            return pack(self.annotator.found(text))
        return self.annotator(text)


def _document(annotator: Annotate, text: str, result: bytes | Document) -> Document:
    if isinstance(annotator, Annotator) and isinstance(result, bytes):
        return annotator.document(text, result)
    assert isinstance(result, Document)
    return result


def _portable(error: Exception) -> CertaintyError:
    """An error that can travel, whatever it was."""
    if isinstance(error, TextError):
        return TextError(str(error))
    report = "".join(traceback.format_exception(error))
    return DocumentError(f"{type(error).__name__}: {error}", index=0, report=report)


def _placed(error: Exception, index: int) -> CertaintyError:
    """The error with the place of its text in the stream."""
    known = error if isinstance(error, (TextError, DocumentError)) else _portable(error)
    if isinstance(known, DocumentError):
        return DocumentError(known.problem, index=index, report=known.report)
    return TextError(f"document {index}: {known}")
