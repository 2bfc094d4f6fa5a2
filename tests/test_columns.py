"""Tables of sentences: the same as the documents, whatever the way and the reader."""

from __future__ import annotations

import sys
from itertools import count, islice

import pytest
from frail import Frail
from holding import read_cases
from rows_of import error_row, rows_of

import certainty
from certainty import Annotator

NONE = "text is NoneType, not str; give one str"


def test_without_arrow_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for make in (certainty.table, certainty.record_batches):
        with pytest.raises(ImportError, match=r"pip install 'certainty-text\[arrow\]'"):
            make(["Rain is unlikely."])


@pytest.fixture
def pa():
    return pytest.importorskip("pyarrow", reason="tables need certainty-text[arrow]")


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_a_table_holds_what_the_documents_hold(pa, n_jobs):
    texts = [*[case["text"] for case in read_cases()][::7], "", "One. Two may follow."]
    table = certainty.table(texts, batch_size=50, n_jobs=n_jobs)
    assert table.schema == certainty.table([]).schema
    assert table.to_pylist() == [
        row for i, text in enumerate(texts) for row in rows_of(str(i), text)
    ]


def test_a_text_that_cannot_be_annotated_is_a_row(pa):
    texts = ["Rain may fall.", None, "", b"Rain", 7, "Snow may fall."]
    found = certainty.table(texts, ids=[*"abcde", None]).to_pylist()
    assert found == [
        *rows_of("a", texts[0]),
        error_row("b", NONE),
        error_row("d", "text is bytes, not str; decode it first, as in text.decode('utf-8')"),
        error_row("e", "text is int, not str; give one str"),
        *rows_of(None, texts[-1]),
    ]
    assert certainty.table([None]).to_pylist() == [error_row("0", NONE)]


def test_whatever_fails_at_a_text_the_others_are_there(pa, annotator):
    texts = ["Rain may fall.", "Hail may fall.", "Snow may fall."]
    found = certainty.table(texts, annotator=Frail(annotator, "Hail")).to_pylist()
    assert found[0] == rows_of("0", texts[0])[0]
    assert found[1] == error_row("1", "RuntimeError: cannot bear 'Hail'")
    assert found[2] == rows_of("2", texts[2])[0]


def test_another_annotator_fills_the_table(pa):
    phia = Annotator(scale="phia", threshold=0)
    text = "It may rain in May."
    table = certainty.table([text], annotator=phia)
    assert table.to_pylist() == rows_of("0", text, phia)


@pytest.mark.parametrize("ids", [["a"], ["a", "b", "c"], []])
def test_there_must_be_an_id_for_each_text(pa, ids):
    with pytest.raises(ValueError, match="fewer"):
        certainty.table(["One.", "Two."], ids=ids)


def test_one_text_is_no_stream_of_texts(pa):
    with pytest.raises(TypeError, match=r"\[text\]"):
        certainty.table("Rain.")


def test_lone_surrogates_move_no_offset(pa):
    text = "Rain \ud800 may fall, \udfff said."
    (row,) = certainty.table([text], ids=["\ud800"]).to_pylist()
    assert (row["doc"], row["text"]) == ("\ufffd", "Rain \ufffd may fall, \ufffd said.")
    assert row["text"][row["spans"][0]["start"] : row["spans"][0]["end"]] == "may"


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_batches_are_read_as_they_are_wanted(pa, n_jobs):
    read = []
    texts = (read.append(i) or f"Rain is unlikely on day {i}." for i in count())
    with certainty.record_batches(texts, batch_size=10, n_jobs=n_jobs) as reader:
        assert read == []
        rows = [row for batch in islice(reader, 3) for row in batch.to_pylist()]
    assert [row["doc"] for row in rows] == [str(i) for i in range(30)]
    assert len(read) <= 30 + 2 * 2 * 10


def test_long_texts_fill_a_batch_sooner(pa, monkeypatch):
    monkeypatch.setattr("certainty.engines.columns.CHARACTERS", 50)
    texts = ["Rain may fall."] * 9 + ["It may snow. " * 20, "Rain may fall."]
    batches = list(certainty.record_batches(texts))
    assert [len(batch) for batch in batches] == [3, 3, 3, 20, 1]


def test_readers_of_arrow_take_it_as_it_is(pa, tmp_path):
    texts = ["Smith said rain is unlikely.", None, "It is over."]
    table = certainty.table(texts)
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(table, tmp_path / "cues.parquet")
    assert parquet.read_table(tmp_path / "cues.parquet") == table
    pd = pytest.importorskip("pandas")
    frame = table.to_pandas(types_mapper=pd.ArrowDtype)
    assert frame["spans"].iloc[0][0]["entry"] == "unlikely"
    assert pa.Table.from_pandas(frame, preserve_index=False).to_pylist() == table.to_pylist()


def test_polars_takes_it_as_it_is(pa):
    pl = pytest.importorskip("polars", reason="polars is no part of the library")
    table = certainty.table(["Smith said rain is unlikely.", None, "It is over."])
    frame = pl.from_arrow(table)
    assert frame.to_dicts() == table.to_pylist()
    spans = frame.drop("start", "end", "text", "source").explode("spans").drop_nulls("spans")
    assert spans["spans"].struct.field("entry").to_list() == ["unlikely"]


def test_texts_and_ids_may_be_columns_of_arrow(pa):
    texts = pa.chunked_array([["Rain may fall."], [None, "Snow may fall."]])
    found = certainty.table(texts, ids=pa.array([5, 6, 7]))
    assert found["doc"].to_pylist() == ["5", "6", "7"]
    assert found["error"].to_pylist() == [None, NONE, None]
