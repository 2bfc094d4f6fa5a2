"""Annotate a column of a Spark data frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from certainty.engines.batch import Annotate
from certainty.engines.schema import schema
from certainty.engines.work import LONGEST, plan
from certainty.extras import need

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def annotate(
    frame: DataFrame,
    column: str,
    *,
    ids: str | None = None,
    keep: Sequence[str] = (),
    annotator: Annotate | None = None,
    max_length: int = LONGEST,
) -> DataFrame:
    """A lazy data frame with one row for each sentence of ``frame[column]``.

    Its columns are those of `certainty.engines.schema`: ``doc`` is the column ``ids`` as text,
    null without; the columns ``keep`` follow. The order is that of Spark's partitions. A text
    that is no string, or longer than ``max_length`` characters, is one row with an ``error``.
    Each Python worker builds the annotator once; a task that is tried again gives the same
    rows. Needs the extra ``certainty-text[spark]`` and Java. Raises ``ValueError`` for a
    column that is not there.

    >>> from pyspark.sql import SparkSession  # doctest: +SKIP
    >>> spark = SparkSession.builder.getOrCreate()  # doctest: +SKIP
    >>> posts = spark.createDataFrame([(7, "Rain is unlikely.")], "id int, body string")
    ... # doctest: +SKIP
    >>> annotate(posts, "body", ids="id").select("doc", "level").collect()  # doctest: +SKIP
    [Row(doc='7', level='unlikely')]
    """
    need("pyspark", extra="spark")
    need("pyarrow", extra="spark")
    work = plan(
        column,
        columns=frame.columns,
        ids=ids,
        keep=keep,
        annotator=annotator,
        max_length=max_length,
    )
    kept = [f"{_quoted(n)} {frame.schema[n].dataType.simpleString()}" for n in keep]
    ours = [f"{_quoted(field.name)} {_type(field.type)}" for field in schema()]
    chosen = frame.select(*map(_quoted, work.needed))
    return chosen.mapInArrow(work.each, ", ".join([*ours, *kept]))


def _quoted(name: str) -> str:
    return "`{}`".format(name.replace("`", "``"))


def _type(arrow: Any) -> str:
    """Spark's word for a type of Arrow."""
    types = need("pyarrow.types", extra="spark")
    if types.is_struct(arrow):
        parts = ", ".join(f"`{field.name}`: {_type(field.type)}" for field in arrow)
        return f"struct<{parts}>"
    if types.is_list(arrow):
        return f"array<{_type(arrow.value_type)}>"
    return {"string": "string", "int32": "int", "double": "double", "bool": "boolean"}[
        str(arrow)
    ]
