"""Annotate a column of a Ray data set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from certainty.engines.batch import Annotate
from certainty.engines.work import LONGEST, Work, plan
from certainty.extras import need


def annotate(
    data: Any,
    column: str,
    *,
    ids: str | None = None,
    keep: Sequence[str] = (),
    annotator: Annotate | None = None,
    max_length: int = LONGEST,
    batch_size: int = 1024,
    n_jobs: int | None = None,
) -> Any:
    """A lazy data set with one row for each sentence of the texts in ``column``.

    Its columns are those of `certainty.engines.schema`: ``doc`` is the column ``ids`` as text,
    null without; the columns ``keep`` follow. A text that is no string, or longer than
    ``max_length`` characters, is one row with an ``error``. The work is done by up to
    ``n_jobs`` actors, by default one for each processor of the cluster, ``batch_size`` texts
    to a call; each builds the annotator once, and the calls of one that dies are made again.
    Needs the extra ``certainty-text[ray]``. Raises ``ValueError`` for a column that is not
    there.

    >>> import ray  # doctest: +SKIP
    >>> posts = ray.data.read_parquet("posts/")  # doctest: +SKIP
    >>> annotate(posts, "body", ids="id").write_parquet("cues/")  # doctest: +SKIP
    """
    ray = need("ray", extra="ray")
    ray_data = need("ray.data", extra="ray")
    work = plan(
        column,
        columns=data.columns() or [],
        ids=ids,
        keep=keep,
        annotator=annotator,
        max_length=max_length,
    )
    jobs = n_jobs or max(int(ray.cluster_resources().get("CPU", 1)), 1)
    return data.map_batches(
        _Actor,
        fn_constructor_args=(work,),
        batch_format="pyarrow",
        batch_size=batch_size,
        compute=ray_data.ActorPoolStrategy(min_size=1, max_size=jobs),
    )


class _Actor:
    """A worker with its annotator."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def __call__(self, batch: Any) -> Iterator[Any]:
        pa = need("pyarrow", extra="ray")
        for found in self._work.batches(batch):
            yield pa.Table.from_batches([found])
