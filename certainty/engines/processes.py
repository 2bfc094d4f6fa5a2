"""Work spread over processes: results in order, a bounded way ahead, stopped cleanly."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from certainty.errors import ProcessError

T = TypeVar("T")
R = TypeVar("R")

#: Tasks under way for each process; enough to keep them busy, few enough for memory.
AHEAD = 2
#: How often a task is begun whose process died.
TRIES = 3


def in_order(work: Callable[[T], R], tasks: Iterable[T], *, n_jobs: int) -> Iterator[R]:
    """``work`` of each task, in order, by ``n_jobs`` processes.

    At most ``AHEAD * n_jobs`` tasks are read ahead of what was taken. When reading a task
    fails, what was read before it is delivered first. When a process dies, what was under way
    is done again by new ones; a task at which that happens ``TRIES`` times raises
    `ProcessError`. Whoever stops taking results, by Ctrl-C too, stops the processes: work that
    asks `stopped` ends early.
    """
    crew = _Crew(work, n_jobs)
    source = iter(tasks)
    failure: Exception | None = None
    try:
        while failure is None or crew.busy:
            while failure is None and crew.busy < AHEAD * n_jobs:
                try:
                    crew.submit(next(source))
                except Exception as error:  # the end, or the caller's own
                    failure = error
            if crew.busy:
                yield crew.result()
    finally:
        crew.stop()
    if not isinstance(failure, StopIteration):
        raise failure


class _Crew:
    """Processes and the tasks that they have, the oldest first."""

    def __init__(self, work: Callable[[Any], Any], n_jobs: int) -> None:
        self._work = work
        self._n_jobs = n_jobs
        self._tasks: deque[tuple[Any, Future[Any]]] = deque()
        self._start()

    def _start(self) -> None:
        self._stop = multiprocessing.Event()
        self._pool = ProcessPoolExecutor(
            self._n_jobs, initializer=_begin, initargs=(self._work, self._stop)
        )

    @property
    def busy(self) -> int:
        return len(self._tasks)

    def submit(self, task: Any) -> None:
        try:
            self._tasks.append((task, self._pool.submit(_perform, task)))
        except BrokenProcessPool:
            self._restart()
            self._tasks.append((task, self._pool.submit(_perform, task)))

    def result(self) -> Any:
        """Of the oldest task."""
        for _ in range(TRIES):
            try:
                found = self._tasks[0][1].result()
            except BrokenProcessPool:
                self._restart()
            else:
                self._tasks.popleft()
                return found
        raise ProcessError(
            f"a process died {TRIES} times at the same texts, killed or out of memory; "
            "use smaller batches or fewer processes"
        )

    def _restart(self) -> None:
        """New processes for all that is not done."""
        self._pool.shutdown()
        self._start()
        for _ in range(self.busy):
            task, future = self._tasks.popleft()
            if not future.done() or future.exception() is not None:
                future = self._pool.submit(_perform, task)
            self._tasks.append((task, future))

    def stop(self) -> None:
        self._stop.set()
        self._pool.shutdown(cancel_futures=True)


_work: Callable[[Any], Any]
_stop: Any = None


def _begin(work: Callable[[Any], Any], stop: Any) -> None:
    global _work, _stop  # one of each per process, set once when it starts
    _work, _stop = work, stop
    gc.freeze()  # what a fork brought along is shared memory as long as nobody touches it
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process hears Ctrl-C for all


def _perform(task: Any) -> Any:
    return _work(task)


def stopped() -> bool:
    """In a process of `in_order`: whether nobody waits for its results any more."""
    return _stop is not None and bool(_stop.is_set())
