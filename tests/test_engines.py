"""Spark, Dask and Ray give the rows of the plain call, whatever breaks on the way.

Each runs for real, with two worker processes, where its extra is installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from frail import Frail
from holding import read_cases
from rows_of import error_row, rows_of

import certainty
from certainty import Annotator
from certainty.engines import dask, ray, spark

# The engines' own warnings are no business of this library.
pytestmark = pytest.mark.filterwarnings("ignore")

#: For a Java that lives a minute.
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
HERE = Path(__file__).parent
TEXTS = [case["text"] for case in read_cases()][::8]
HUGE = "Rain may fall. " * 350_000  # five megabytes
TOO_LONG = (
    f"text has {len(HUGE)} characters, more than max_length=4000000; split it, or raise "
    "max_length"
)
NONE = "text is NoneType, not str; give one str"
BYTES = "text is bytes, not str; decode it first, as in text.decode('utf-8')"
#: The word at which a frail annotator fails; it stands in one text.
FATAL = "zeppelin"
POISONED = [*TEXTS[:50], None, *TEXTS[50:100], HUGE, "", f"The {FATAL} may land.", *TEXTS[100:]]


def rows_for(texts):
    """What the plain call gives, with the texts that it would annotate and a worker refuses."""
    rows = []
    for number, text in enumerate(texts):
        if text is None or text is HUGE:
            rows.append(error_row(str(number), NONE if text is None else TOO_LONG))
        else:
            rows += rows_of(str(number), text)
    return rows


EXPECTED = rows_for(POISONED)


def ordered(rows):
    return sorted(rows, key=lambda row: (int(row["doc"]), row["index"] or 0))


def frail(annotator, tmp_path, **settings):
    return Frail(annotator, FATAL, kills=True, once=str(tmp_path / "died"), **settings)


@pytest.fixture(scope="module", autouse=True)
def importable():
    """Workers import the library and what the tests send them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(HERE.parent), str(HERE)]))
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("SPARK_LOCAL_HOSTNAME", "localhost")
        patch.setenv("PYSPARK_SUBMIT_ARGS", f"--driver-java-options '{QUICK}' pyspark-shell")
        yield


def test_the_plain_call_gives_the_same():
    pytest.importorskip("pyarrow", reason="tables need certainty-text[arrow]")
    texts = [text for text in POISONED if text is not HUGE]
    assert certainty.table(texts).to_pylist() == rows_for(texts)


@pytest.mark.parametrize(
    ("engine", "name", "module"),
    [
        (spark, "spark", "pyspark"),
        (dask, "dask", "dask.dataframe"),
        (ray, "ray", "ray"),
        (spark, "spark", "pyarrow"),
    ],
)
def test_without_the_extra_the_error_says_what_to_install(monkeypatch, engine, name, module):
    if module == "pyarrow":
        pytest.importorskip("pyspark", reason="needs certainty-text[spark]")
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ImportError, match=rf"pip install 'certainty-text\[{name}\]'"):
        engine.annotate(object(), "body")


@pytest.mark.parametrize("name", ["pyarrow", "pyspark", "dask", "ray", "pandas"])
def test_annotating_loads_no_engine(repo, name):
    code = (
        "import certainty, certainty.engines, sys\n"
        "certainty.annotate('Rain may fall.').rows()\n"
        "list(certainty.Annotator().pipe(['It may rain.']))\n"
        f"print({name!r} in sys.modules)"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=repo, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("False\n", "")


# Spark: a cluster of two executors, each a process of its own


@pytest.fixture(scope="module")
def session(importable):
    sql = pytest.importorskip("pyspark.sql", reason="needs certainty-text[spark]")
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("Spark needs Java: apt-get install default-jre-headless")
    builder = sql.SparkSession.builder.master("local-cluster[2,1,1024]")
    settings = {
        "spark.ui.enabled": "false",
        "spark.executorEnv.PYTHONPATH": os.environ["PYTHONPATH"],
        "spark.executor.extraJavaOptions": QUICK,
        "spark.sql.codegen.wholeStage": "false",
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="module")
def spark_posts(session):
    return session.createDataFrame(
        list(enumerate(POISONED)), "number int, body string"
    ).repartition(4)


def collected(frame):
    return [row.asDict(recursive=True) for row in frame.collect()]


def test_spark_gives_the_same_rows_and_poison_is_a_row(spark_posts):
    found = spark.annotate(spark_posts, "body", ids="number", keep=["number"])
    rows = collected(found)
    assert [row.pop("number") for row in rows] == [int(row["doc"]) for row in rows]
    assert ordered(rows) == EXPECTED


def test_bytes_in_spark_are_a_row(session):
    frame = session.createDataFrame([(1, b"Rain may fall.")], "n int, body binary")
    assert collected(spark.annotate(frame, "body", ids="n")) == [error_row("1", BYTES)]


@pytest.mark.parametrize("above", [0, 2], ids=["worker", "executor"])
def test_spark_does_the_work_of_a_killed_process_again(spark_posts, annotator, tmp_path, above):
    """The Python worker itself, or the Java process above it and its daemon."""
    dying = frail(annotator, tmp_path, above=above)
    rows = collected(spark.annotate(spark_posts, "body", ids="number", annotator=dying))
    assert (tmp_path / "died").exists()
    assert ordered(rows) == EXPECTED


def test_spark_builds_the_annotator_as_it_was(session):
    phia = Annotator(scale="phia", threshold=0)
    frame = session.createDataFrame([("It may rain in May.",)], "`a body` string")
    found = collected(spark.annotate(frame, "a body", annotator=phia))
    assert found == rows_of(None, "It may rain in May.", phia)


def test_spark_refuses_columns_that_are_not_there(session):
    frame = session.createDataFrame([("Rain.", 1)], "body string, doc int")
    with pytest.raises(ValueError, match="no column 'text'; the columns are: body, doc"):
        spark.annotate(frame, "text")
    with pytest.raises(ValueError, match="rename"):
        spark.annotate(frame, "body", keep=["doc"])


# Dask: a scheduler with two processes


@pytest.fixture(scope="module")
def cluster(importable):
    distributed = pytest.importorskip("distributed", reason="needs certainty-text[dask]")
    settings = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
    with (
        distributed.LocalCluster(processes=True, **settings) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def dask_posts(cluster):
    import pandas as pd
    from dask import config
    from dask import dataframe as dd

    body = pd.Series([*POISONED, b"Rain may fall."], dtype=object)
    frame = pd.DataFrame({"number": range(len(body)), "body": body})
    with config.set({"dataframe.convert-string": False}):
        yield dd.from_pandas(frame, npartitions=4)


def plain(frame):
    pa = pytest.importorskip("pyarrow")
    return pa.Table.from_pandas(frame, preserve_index=False).to_pylist()


DASK_EXPECTED = [*EXPECTED, error_row(str(len(POISONED)), BYTES)]


def test_dask_gives_the_same_rows_in_order_and_poison_is_a_row(dask_posts):
    found = dask.annotate(dask_posts, "body", ids="number", keep=["number"])
    assert found.divisions == dask_posts.divisions
    frame = found.compute()
    assert list(frame.dtypes) == list(found._meta.dtypes)
    assert list(frame["number"]) == list(frame.index) == list(frame["doc"].astype(int))
    assert plain(frame.drop(columns="number")) == DASK_EXPECTED


def test_dask_does_the_work_of_a_killed_process_again(dask_posts, annotator, tmp_path):
    found = dask.annotate(dask_posts, "body", annotator=frail(annotator, tmp_path))
    assert plain(found.compute()) == DASK_EXPECTED
    assert (tmp_path / "died").exists()


def test_a_missing_text_of_pandas_is_a_row_like_any_none(cluster):
    import pandas as pd
    from dask import dataframe as dd

    frame = pd.DataFrame({"body": ["Rain may fall.", None, float("nan")]}, dtype="str")
    found = dask.annotate(dd.from_pandas(frame, npartitions=1), "body").compute()
    assert list(found["error"].dropna()) == [NONE, NONE]


def test_dask_refuses_columns_that_are_not_there(dask_posts):
    with pytest.raises(ValueError, match="no column 'text'"):
        dask.annotate(dask_posts, "text")


# Ray: two actors


@pytest.fixture(scope="module")
def ray_posts(importable):
    ray = pytest.importorskip("ray", reason="needs certainty-text[ray]")
    pa = pytest.importorskip("pyarrow")
    data = pytest.importorskip("ray.data")
    ray.init(
        num_cpus=2,
        include_dashboard=False,
        log_to_driver=False,
        logging_level="error",
        runtime_env={"env_vars": {"PYTHONPATH": os.environ["PYTHONPATH"]}},
    )
    data.DataContext.get_current().enable_progress_bars = False
    table = pa.table({"number": range(len(POISONED)), "body": POISONED})
    yield data.from_arrow([table.slice(start, 100) for start in range(0, len(table), 100)])
    ray.shutdown()


def test_ray_gives_the_same_rows_and_poison_is_a_row(ray_posts):
    found = ray.annotate(ray_posts, "body", ids="number", keep=["number"], n_jobs=2)
    rows = found.take_all()
    assert [row.pop("number") for row in rows] == [int(row["doc"]) for row in rows]
    assert ordered(rows) == EXPECTED


def test_bytes_in_ray_are_a_row(ray_posts):
    data = pytest.importorskip("ray.data")
    posts = data.from_items([{"n": 1, "body": b"Rain may fall."}])
    assert ray.annotate(posts, "body", ids="n").take_all() == [error_row("1", BYTES)]


def test_ray_does_the_work_of_a_killed_process_again(ray_posts, annotator, tmp_path):
    dying = frail(annotator, tmp_path)
    rows = ray.annotate(ray_posts, "body", ids="number", annotator=dying, n_jobs=2).take_all()
    assert (tmp_path / "died").exists()
    assert ordered(rows) == EXPECTED


def test_ray_refuses_columns_that_are_not_there(ray_posts):
    with pytest.raises(ValueError, match="no column 'text'"):
        ray.annotate(ray_posts, "text")


# Data sets of Hugging Face, by the recipe


def test_the_recipe_for_datasets_gives_the_same_rows():
    datasets = pytest.importorskip("datasets", reason="datasets is no part of the library")
    from certainty.engines.work import plan

    numbers = list(range(len(POISONED)))
    posts = datasets.Dataset.from_dict({"number": numbers, "body": POISONED})
    found = posts.with_format("arrow").map(
        plan("body", ids="number"), batched=True, remove_columns=posts.column_names
    )
    assert found.with_format(None).to_list() == EXPECTED
