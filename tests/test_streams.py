"""Streams of documents: lazy, in order, bounded, and what is left when something fails."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
from functools import partial
from itertools import count, islice

import pytest
from frail import Frail
from holding import read_cases

from certainty import Document, DocumentError, ProcessError, TextError
from certainty.engines import batch
from certainty.engines.processes import AHEAD
from certainty.packing import pack, unpack

TEXTS = [f"Rain is unlikely on day {i}. Smith said it may snow." for i in range(40)]


run = partial(batch.run, progress=False)


def gathered(stream):
    """What a stream gives before it fails, and its error."""
    found = []
    try:
        for one in stream:
            found.append(one)
    except Exception as error:
        return found, error
    return found, None


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_an_endless_stream_is_read_a_bounded_way_ahead(annotator, n_jobs):
    read = []
    texts = (read.append(i) or f"Rain is unlikely on day {i}." for i in count())
    stream = annotator.pipe(texts, batch_size=3, n_jobs=n_jobs)
    assert read == []
    found = [document.text for document in islice(stream, 30)]
    assert found == [f"Rain is unlikely on day {i}." for i in range(30)]
    assert len(read) <= 30 + 3 * AHEAD * n_jobs
    stream.close()
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("n_jobs", [1, 2])
@pytest.mark.parametrize("bad", [0, 4, 17, 39])
def test_what_is_no_text_is_named_and_those_before_are_there(annotator, n_jobs, bad):
    texts = [*TEXTS[:bad], None, *TEXTS[bad + 1 :]]
    found, error = gathered(annotator.pipe(texts, batch_size=5, n_jobs=n_jobs))
    assert [document.text for document in found] == TEXTS[:bad]
    assert type(error) is TextError
    assert str(error).startswith(f"document {bad}: text is NoneType")


@pytest.mark.parametrize("n_jobs", [1, 2])
@pytest.mark.parametrize("bad", [0, 4, 17, 39])
def test_a_failing_document_is_named_and_those_before_are_there(annotator, n_jobs, bad):
    frail = Frail(annotator, f"day {bad}.")
    found, error = gathered(run(frail, TEXTS, batch_size=5, n_jobs=n_jobs))
    assert [document.text for document in found] == TEXTS[:bad]
    assert type(error) is DocumentError
    assert str(error).startswith(f"document {bad}: RuntimeError: cannot bear")
    assert error.index == bad
    assert "raise RuntimeError" in error.report
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.index, again.report) == (str(error), bad, error.report)


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_where_reading_fails_all_that_was_read_is_delivered(annotator, n_jobs):
    def texts():
        yield from TEXTS[:13]
        raise OSError("the disk is gone")

    found, error = gathered(annotator.pipe(texts(), batch_size=5, n_jobs=n_jobs))
    assert [document.text for document in found] == TEXTS[:13]
    assert isinstance(error, OSError)


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_contexts_pass_along_and_stay_in_their_process(annotator, n_jobs):
    contexts = [lambda i=i: i for i in range(40)]  # cannot be pickled
    found = list(annotator.pipe(zip(TEXTS, contexts), batch_size=7, n_jobs=n_jobs))
    assert [document for document, _ in found] == list(map(annotator, TEXTS))
    assert [context() for _, context in found] == list(range(40))


@pytest.mark.parametrize("item", [("Rain.", 1, 2), ("Rain.",), (), (None, "context")])
def test_a_tuple_that_is_no_pair_is_refused(annotator, item):
    with pytest.raises(TextError, match="document 0: "):
        list(annotator.pipe([item]))


def test_work_of_a_killed_process_is_done_again(annotator, tmp_path):
    frail = Frail(annotator, "day 11.", kills=True, once=str(tmp_path / "died"))
    found = list(run(frail, TEXTS, batch_size=3, n_jobs=2))
    assert (tmp_path / "died").exists()
    assert found == list(map(annotator, TEXTS))


def test_a_text_that_always_kills_ends_the_stream_with_all_before_its_batch(annotator):
    frail = Frail(annotator, "day 11.", kills=True)
    found, error = gathered(run(frail, TEXTS, batch_size=3, n_jobs=2))
    assert [document.text for document in found] == TEXTS[:9]
    assert isinstance(error, ProcessError)
    assert multiprocessing.active_children() == []


SCRIPT = """
import multiprocessing, sys
from itertools import count
from certainty import Annotator
texts = (f"Rain is unlikely on day {i}." for i in count())
try:
    for document in Annotator().pipe(texts, batch_size=50, n_jobs=int(sys.argv[1])):
        print(document.text, flush=True)
except KeyboardInterrupt:
    print("\\nstopped", len(multiprocessing.active_children()))
"""


@pytest.mark.parametrize("n_jobs", [1, 2])
def test_ctrl_c_stops_everything_without_noise(repo, n_jobs):
    command = [sys.executable, "-c", SCRIPT, str(n_jobs)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=repo, start_new_session=True, **pipes) as process:
        first = process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
        out, err = process.communicate()
    assert first == "Rain is unlikely on day 0.\n"
    assert out.splitlines()[-1] == "stopped 0"
    assert (err, process.returncode) == ("", 0)


def test_a_bar_knows_how_many_there_are(annotator, capsys):
    pytest.importorskip("tqdm", reason="a progress bar needs tqdm")
    assert len(list(annotator.pipe(TEXTS, progress=True))) == 40
    assert "40/40" in capsys.readouterr().err
    assert len(list(annotator.pipe(iter(TEXTS), progress=True))) == 40
    assert "40 texts" in capsys.readouterr().err


def test_packed_records_are_the_same_document(annotator):
    texts = [case["text"] for case in read_cases()][::9]
    assert len(texts) > 200
    for text in [*texts, "", "Rain is \ud800 unlikely, she said."]:
        document = annotator(text)
        packed = Document.of(text, pack(annotator.found(text)), document.scale, None)
        assert packed.rows() == document.rows()
        assert packed == document
        assert [found.value() for found in unpack(pack(annotator.found(text)))] == list(
            document.sentences
        )


def test_documents_of_other_processes_explain_themselves(annotator):
    (document,) = annotator.pipe(["Rain is unlikely."], n_jobs=2)
    assert (
        document.sentences[0].explain() == annotator("Rain is unlikely.").sentences[0].explain()
    )
