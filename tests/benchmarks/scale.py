"""Past one machine: equal rows from every engine, memory of a stream, processes, and skew.

``python tests/benchmarks/scale.py equality [--documents N] [--engines NAME ...]``
    annotates invented documents, poison among them, by the plain call and by each engine that
    is installed, and compares all rows.
``python tests/benchmarks/scale.py memory [--jobs 2]``
    the peak memory of streams of 10,000 to 1,000,000 short documents, each in a process of its
    own.
``python tests/benchmarks/scale.py processes``
    the time of one and of two processes over documents of 5 KB, and the processor time that
    each side of the two needs, which no busy machine can blur.
``python tests/benchmarks/scale.py rates [FILE.jsonl.gz ...]``
    sentences a second of one core over text that it has not seen, after as much that it has,
    and characters and bytes to a sentence: what a billion documents cost follows from these.
    The files are read as `throughput.py` reads them.
``python tests/benchmarks/scale.py skew``
    how long the slowest worker takes beyond the mean, by size of partition, for lengths of
    documents with a long tail.

Figures go to standard output, one line each.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from heapq import heapify, heapreplace
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import certainty
from certainty import Annotator
from certainty.cli import build
from certainty.engines.work import LONGEST

TESTS = Path(__file__).parents[1]
SIZES = 10_000, 100_000, 1_000_000


def say(line: str) -> None:
    """One line of figures."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def sentences() -> list[str]:
    """The texts of the suite's own cases."""
    paths = sorted(TESTS.glob("cases/*.jsonl"))
    lines = [line for path in paths for line in path.read_text("utf-8").splitlines()]
    texts = (json.loads(line).get("text") for line in lines if line.strip())
    return [text for text in texts if isinstance(text, str)]


def documents(number: int) -> Iterator[str]:
    """Documents of one to nine sentences, no two alike."""
    chosen = random.Random(7)
    source = cycle(sentences())
    for i in range(number):
        yield f"Report {i}. " + " ".join(islice(source, chosen.randint(1, 9)))


# Equality


def equality(number: int, engines: list[str]) -> None:
    """Compare the rows of engines with those of the plain call."""
    texts: list[Any] = list(documents(number))
    texts[number // 3] = None
    texts[number // 2] = ""
    started = time.perf_counter()
    expected = certainty.table(texts).to_pylist()
    seconds = time.perf_counter() - started
    say(f"plain: {number} documents, {len(expected)} rows, {seconds:.0f} s")
    known = {"dask": _dask, "ray": _ray, "spark": _spark}
    for engine in map(known.__getitem__, engines):
        started = time.perf_counter()
        try:
            rows = engine(texts)
        except ImportError as error:
            say(f"{engine.__name__[1:]}: {error}")
            continue
        rows.sort(key=lambda row: (int(row["doc"]), row["index"] or 0))
        same = rows == expected
        seconds = time.perf_counter() - started
        say(f"{engine.__name__[1:]}: {len(rows)} rows, equal: {same}, {seconds:.0f} s")
        if not same:
            raise SystemExit(1)


def _dask(texts: list[Any]) -> list[dict[str, Any]]:
    from certainty.engines import dask

    table = _table(dask, texts)
    from dask import dataframe as dd
    from distributed import Client, LocalCluster

    settings = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with LocalCluster(processes=True, **settings) as cluster, Client(cluster):
        posts = dd.from_pandas(table.to_pandas(), npartitions=16)
        found = dask.annotate(posts, "body", ids="number").compute()
    import pyarrow as pa

    return pa.Table.from_pandas(found, preserve_index=False).to_pylist()


def _ray(texts: list[Any]) -> list[dict[str, Any]]:
    from certainty.engines import ray

    table = _table(ray, texts)
    import ray as cluster

    cluster.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    try:
        parts = [table.slice(at, 1000) for at in range(0, len(table), 1000)]
        posts = cluster.data.from_arrow(parts)
        return ray.annotate(posts, "body", ids="number", n_jobs=2).take_all()
    finally:
        cluster.shutdown()


def _spark(texts: list[Any]) -> list[dict[str, Any]]:
    from certainty.engines import spark

    _table(spark, texts)
    from pyspark.sql import SparkSession

    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    os.environ["SPARK_LOCAL_HOSTNAME"] = "localhost"
    builder = SparkSession.builder.master("local-cluster[2,1,1024]")
    path = os.pathsep.join(filter(None, sys.path))
    builder = builder.config("spark.executorEnv.PYTHONPATH", path)
    session = builder.config("spark.ui.enabled", "false").getOrCreate()
    try:
        posts = session.createDataFrame(list(enumerate(texts)), "number int, body string")
        found = spark.annotate(posts.repartition(16), "body", ids="number")
        return [row.asDict(recursive=True) for row in found.collect()]
    finally:
        session.stop()


def _table(engine: Any, texts: list[Any]) -> Any:
    """The texts with their numbers; `ImportError` where the engine is not installed."""
    with suppress(AttributeError):  # when it has got past the imports
        engine.annotate(None, "")
    import pyarrow as pa

    return pa.table({"number": range(len(texts)), "body": texts})


# Memory


def memory(jobs: int) -> None:
    """Peak memory against the length of a stream."""
    for way in ("pipe", "record_batches", "archive"):
        peaks = []
        for number in SIZES:
            command = [sys.executable, __file__, "peak", way, str(number), str(jobs)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            peaks.append(json.loads(done.stdout))
        own, children = zip(*peaks)
        figures = ", ".join(
            f"{number:,} documents {each:.1f} MB ({100 * (each / own[0] - 1):+.1f} %)"
            for number, each in zip(SIZES, own)
        )
        largest = ", ".join(f"{each:.1f}" for each in children)
        say(f"{way}, {jobs} processes: {figures}; largest child {largest} MB")


def peak(way: str, number: int, jobs: int) -> None:
    """Go through a stream and print the peak memory of this process and of its children."""
    texts = (f"Report {i}: rain is unlikely, but the pier may close." for i in range(number))
    annotator = Annotator()
    if way == "pipe":
        for document in annotator.pipe(texts, n_jobs=jobs):
            document.rows()
    elif way == "record_batches":
        for _ in certainty.record_batches(texts, annotator=annotator, n_jobs=jobs):
            pass
    else:
        _archive(texts, annotator, jobs)
    used = [resource.getrusage(who).ru_maxrss / 1024 for who in (0, -1)]
    sys.stdout.write(json.dumps(used))


def _archive(texts: Iterator[str], annotator: Annotator, jobs: int) -> None:
    from tempfile import TemporaryDirectory

    from certainty.engines.archive import annotate_archive

    with TemporaryDirectory() as folder:
        path = Path(folder) / "posts.jsonl"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps({"text": text}) + "\n" for text in texts)
        out = Path(folder) / "out"
        annotate_archive([str(path)], out, annotator=annotator, n_jobs=jobs, part_size=5000)


# Processes


def processes() -> None:
    """One and two processes over documents of 5 KB."""
    source = cycle(sentences())
    texts = [" ".join(islice(source, 55))[:5000] for _ in range(2000)]
    annotator = Annotator()
    n = sum(len(annotator.found(text)) for text in texts)
    ways: dict[str, Callable[[int], object]] = {
        "pipe": lambda jobs: sum(1 for _ in annotator.pipe(texts, n_jobs=jobs, batch_size=16)),
        "pipe to rows": lambda jobs: sum(
            len(d.rows()) for d in annotator.pipe(texts, n_jobs=jobs, batch_size=16)
        ),
        "table": lambda jobs: certainty.table(
            texts, annotator=annotator, n_jobs=jobs, batch_size=16
        ),
    }
    for way, work in ways.items():
        one, two = (min(_timed(work, jobs) for _ in range(3)) for jobs in (1, 2))
        say(
            f"{way}: {n} sentences; 1 process {one[0]:.2f} s ({one[1] + one[2]:.2f} s of "
            f"processor), 2 processes {two[0]:.2f} s, {one[0] / two[0]:.2f} times as fast; "
            f"processor: parent {two[1]:.2f} s, children {two[2]:.2f} s"
        )


def _timed(work: Callable[[int], object], jobs: int) -> tuple[float, float, float]:
    """Seconds by the clock, and of the processor for this process and for its children."""
    before, started = os.times(), time.perf_counter()
    work(jobs)
    seconds, after = time.perf_counter() - started, os.times()
    own = after.user + after.system - before.user - before.system
    children = (
        after.children_user
        + after.children_system
        - before.children_user
        - before.children_system
    )
    return seconds, own, children


# Rates


def rates(files: list[str]) -> None:
    """What one core does with text that it has not seen, and what it leaves."""
    import io

    from pyarrow import parquet
    from throughput import read_texts, seconds

    texts = list(dict.fromkeys(read_texts(files) if files else sentences()))
    random.Random(5).shuffle(texts)
    joined = [" ".join(texts[i : i + 20]) for i in range(0, len(texts), 20)]
    seen, unseen = joined[: len(joined) // 2], joined[len(joined) // 2 :]
    columns, records = [], []
    for _ in range(3):
        annotator, other = _after(seen), _after(seen)
        columns.append(seconds(lambda each=annotator: certainty.table(unseen, annotator=each)))
        records.append(seconds(lambda each=other: [each.found(text) for text in unseen]))
    table = certainty.table(unseen, annotator=Annotator())
    sizes = []
    for chosen in (table, table.drop_columns(["text"])):
        buffer = io.BytesIO()
        parquet.write_table(chosen, buffer, compression="zstd")
        sizes.append(buffer.tell() / table.num_rows)
    say(
        f"{build()}: {table.num_rows / min(columns):,.0f} sentences a second to columns, "
        f"{table.num_rows / min(records):,.0f} to records; "
        f"{sum(map(len, unseen)) / len(table):.0f} characters to a sentence, "
        f"{sizes[0]:.0f} bytes in Parquet, {sizes[1]:.0f} without text, "
        f"{table.nbytes / len(table):.0f} in Arrow"
    )


def _after(texts: list[str]) -> Annotator:
    """An annotator that has been through these texts and remembers their words."""
    annotator = Annotator()
    for text in texts:
        annotator.found(text)
    return annotator


# Skew


def skew(workers: int = 100) -> None:
    """Time of the last worker over that of the mean, for partitions of several sizes.

    Lengths are log-normal with the median of news, 2,500 characters, and a tail (sigma 1.2, so
    that one in ten thousand is over 200,000), and one in a million is a dump of 5 MB to 50 MB.
    A worker takes the next partition when it is free. A text over the limit costs nothing.
    """
    chosen = random.Random(11)
    lengths = [int(chosen.lognormvariate(7.82, 1.2)) for _ in range(2_000_000)]
    for at in chosen.sample(range(len(lengths)), 20):
        lengths[at] = chosen.randint(5_000_000, 50_000_000)
    total = sum(lengths)
    say(f"{len(lengths)} documents, {total / 1e9:.1f} GB, {workers} workers")
    for order in ("as they come", "by length"):
        lengths = sorted(lengths) if order == "by length" else lengths
        for limit in (None, LONGEST):
            kept = [x if limit is None or x <= limit else 0 for x in lengths]
            for size in (100, 1_000, 10_000, 20_000):
                parts = [sum(kept[at : at + size]) for at in range(0, len(kept), size)]
                last = _makespan(parts, workers) / (sum(parts) / workers)
                say(
                    f"{order}, limit {limit}, {size} documents to a partition: "
                    f"{len(parts)} of {sum(parts) / len(parts) / 1e6:.1f} MB, largest "
                    f"{max(parts) / 1e6:.1f} MB; the last worker ends {last:.2f} times the mean"
                )


def _makespan(parts: list[int], workers: int) -> int:
    """When the last of the workers is done, each taking the next part when it is free."""
    busy = [0] * workers
    heapify(busy)
    for part in parts:
        heapreplace(busy, busy[0] + part)
    return max(busy)


def main() -> None:
    """Run one of the measurements."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("equality")
    one.add_argument("--documents", type=int, default=20_000)
    one.add_argument("--engines", nargs="+", default=["dask", "ray", "spark"])
    one.set_defaults(run=lambda given: equality(given.documents, given.engines))
    one = commands.add_parser("memory")
    one.add_argument("--jobs", type=int, default=1)
    one.set_defaults(run=lambda given: memory(given.jobs))
    one = commands.add_parser("peak")
    one.add_argument("way")
    one.add_argument("number", type=int)
    one.add_argument("jobs", type=int)
    one.set_defaults(run=lambda given: peak(given.way, given.number, given.jobs))
    one = commands.add_parser("rates")
    one.add_argument("files", nargs="*")
    one.set_defaults(run=lambda given: rates(given.files))
    commands.add_parser("processes").set_defaults(run=lambda given: processes())
    commands.add_parser("skew").set_defaults(run=lambda given: skew())
    given = parser.parse_args()
    given.run(given)


if __name__ == "__main__":
    main()
