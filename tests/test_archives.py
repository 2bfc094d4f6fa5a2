"""Archives into parts: every document once, whole parts kept, broken ones made again."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from dataclasses import dataclass
from itertools import pairwise

import pytest
from rows_of import error_row, rows_of

from certainty import Annotator, InputError
from certainty.cli import main
from certainty.formats.texts import find_files, read_texts

#: What makes the annotator of the command line.
MAKER = "certainty.cli.annotating.make_annotator"


@pytest.fixture
def archive(tmp_path):
    """A tree of every sort of file, and the rows that it must become."""
    folder = tmp_path / "archive"
    (folder / "2021" / "may").mkdir(parents=True)
    (folder / "2021" / "a.txt").write_text("Rain may fall. It is over.", "utf-8")
    (folder / "2021" / "may" / "b.txt.gz").write_bytes(gzip.compress(b"Hail is unlikely."))
    (folder / "2021" / "latin.txt").write_bytes(b"The caf\xe9 may close.")
    (folder / "notes.md").write_text("This may be no text.", "utf-8")
    posts = [{"text": f"Snow may fall on day {i}.", "id": f"p{i}"} for i in range(20)]
    lines = [json.dumps(post) for post in posts]
    lines[7] = '{"text": "cut'
    (folder / "posts.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    return folder


def expected(archive, named=False):
    posts = [
        (f"p{i}" if named else f"posts.jsonl.gz:{i + 1}", f"Snow may fall on day {i}.")
        for i in range(20)
    ]
    rows = rows_of("2021/a.txt", "Rain may fall. It is over.")
    latin = f"{archive / '2021' / 'latin.txt'}:1: byte 0xe9 is not UTF-8; convert the file, as"
    rows.append(error_row("2021/latin.txt", latin + " in `iconv -f latin1 -t utf-8`"))
    rows += rows_of("2021/may/b.txt.gz", "Hail is unlikely.")
    for i, (name, text) in enumerate(posts):
        rows += rows_of(name, text) if i != 7 else [error_row("posts.jsonl.gz:8", "not JSON")]
    return rows


def rows_in(folder):
    pq = pytest.importorskip("pyarrow.parquet", reason="needs certainty-text[arrow]")
    parts = sorted(folder.glob("part-*.parquet"))
    rows = [row for part in parts for row in pq.read_table(part).to_pylist()]
    assert pq.read_table(folder).num_rows == len(rows)
    for row in rows:
        if row["error"] and "not JSON" in row["error"]:
            row["error"] = "not JSON"
    return rows


def run(capsys, *arguments):
    pytest.importorskip("pyarrow", reason="archives need certainty-text[arrow]")
    status = main(["annotate", *map(str, arguments), "--format", "parquet"])
    captured = capsys.readouterr()
    return status, captured.out, captured.err.strip()


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("size", [1, 5, 23, 10_000])
def test_every_document_is_there_once_and_in_order(capsys, archive, tmp_path, size, jobs):
    out = tmp_path / "out"
    settings = ["--out", out, "--part-size", size, "--jobs", jobs]
    status, printed, err = run(capsys, archive, *settings)
    assert rows_in(out) == expected(archive)
    assert (status, printed) == (1, "")
    made = -(-23 // size)
    noun = "part" if made == 1 else "parts"
    assert err.startswith("23 documents, 22 sentences, 21 spans, 2 errors; 0 parts kept, ")
    assert f"kept, {made} made: " in err, noun
    status, _, err = run(capsys, archive, *settings)
    assert status == 1
    assert err.startswith(f"23 documents, 22 sentences, 21 spans, 2 errors; {made} {noun} kept")
    assert "0 made" in err


def test_an_archive_without_errors_has_status_zero(capsys, archive, tmp_path):
    files = [archive / "2021" / "a.txt", archive / "2021" / "may"]
    status, _, err = run(capsys, *files, "--out", tmp_path / "out", "--scale", "phia")
    assert (status, err.split(";")[0]) == (0, "2 documents, 3 sentences, 2 spans, 0 errors")
    assert {row["scale"] for row in rows_in(tmp_path / "out")} == {"phia"}


def test_a_field_may_name_the_documents(capsys, archive, tmp_path):
    run(capsys, archive, "--out", tmp_path / "out", "--ids", "id")
    assert rows_in(tmp_path / "out") == expected(archive, named=True)


DAMAGES = {
    "cut": lambda data: data[: len(data) // 2],
    "empty": lambda data: b"",
    "flipped": lambda data: data[:90] + bytes([data[90] ^ 255]) + data[91:],
    "foreign": lambda data: b"Rain may fall.",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_broken_part_is_made_again_and_the_others_are_kept(capsys, archive, tmp_path, damage):
    out = tmp_path / "out"
    settings = [archive, "--out", out, "--part-size", 5]
    run(capsys, *settings)
    parts = sorted(out.glob("part-*"))
    before = [part.stat().st_ino for part in parts]
    parts[1].write_bytes(damage(parts[1].read_bytes()))
    parts[3].unlink()
    _, _, err = run(capsys, *settings)
    assert "3 parts kept, 2 made" in err
    assert rows_in(out) == expected(archive)
    kept = [part.stat().st_ino == inode for part, inode in zip(parts, before)]
    assert kept[0] and kept[2] and kept[4]


def test_a_ledger_that_was_cut_short_costs_a_part(capsys, archive, tmp_path):
    out = tmp_path / "out"
    settings = [archive, "--out", out, "--part-size", 5]
    run(capsys, *settings)
    ledger = out / "_parts.jsonl"
    ledger.write_bytes(ledger.read_bytes()[:-20])
    assert "4 parts kept, 1 made" in run(capsys, *settings)[2]
    assert "5 parts kept, 0 made" in run(capsys, *settings)[2]
    assert rows_in(out) == expected(archive)


@dataclass(frozen=True)
class Stopping:
    """Ctrl-C in the middle."""

    annotator: Annotator
    scale: str = "readers"

    def __call__(self, text):
        if "day 9." in text:
            raise KeyboardInterrupt
        return self.annotator(text)


def test_what_was_stopped_goes_on(capsys, archive, tmp_path, annotator, monkeypatch):
    out = tmp_path / "out"
    settings = [archive, "--out", out, "--part-size", 5]
    with monkeypatch.context() as patch:
        patch.setattr(
            "certainty.cli.annotating.make_annotator",
            lambda options, chosen: Stopping(annotator),
        )
        patch.setattr("certainty.engines.archive._made_with", lambda annotator: {})
        status, _, err = run(capsys, *settings)
        assert (status, "goes on from there" in err) == (130, True)
        names = sorted(path.name for path in out.glob("part*"))
        assert len(list(out.iterdir())) == 4  # and what was made, and with what
        assert names == ["part-00000.parquet", "part-00001.parquet"]
        patch.setattr(MAKER, lambda options, chosen: annotator)
        _, _, err = run(capsys, *settings)
    assert "2 parts kept, 3 made" in err
    assert rows_in(out) == expected(archive)


def test_what_was_killed_goes_on(capsys, repo, tmp_path):
    texts = [f"Snow may fall on day {i}." for i in range(3000)]
    posts, out = tmp_path / "posts.jsonl", tmp_path / "out"
    posts.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), "utf-8")
    settings = [str(posts), "--out", str(out), "--part-size", "100"]
    pytest.importorskip("pyarrow", reason="archives need certainty-text[arrow]")
    command = [sys.executable, "-m", "certainty", "annotate", *settings, "--format", "parquet"]
    with subprocess.Popen(command, cwd=repo) as process:
        while not (out / "part-00001.parquet").exists():
            assert process.poll() is None
        process.kill()
    there = len(list(out.glob("part-*")))
    assert 2 <= there < 30
    _, _, err = run(capsys, *settings)
    kept = int(err.split("; ")[1].split()[0])
    assert there - 1 <= kept <= there  # the last may lack its line in the ledger
    assert rows_in(out) == [
        row for i, text in enumerate(texts) for row in rows_of(f"posts.jsonl:{i + 1}", text)
    ]


@pytest.mark.parametrize(
    "change",
    [
        ["--scale", "phia"],
        ["--threshold", "0.4"],
        ["--part-size", "6"],
        ["--ids", "id"],
        ["--lines"],
    ],
)
def test_parts_of_another_run_are_left_alone(capsys, archive, tmp_path, change):
    out = tmp_path / "out"
    run(capsys, archive, "--out", out, "--part-size", 5)
    before = {path: path.read_bytes() for path in out.iterdir()}
    status, _, err = run(capsys, archive, "--out", out, "--part-size", 5, *change)
    assert (status, "another run" in err) == (2, True)
    assert {path: path.read_bytes() for path in out.iterdir()} == before


def test_another_archive_is_another_run(capsys, archive, tmp_path):
    out = tmp_path / "out"
    run(capsys, archive, "--out", out)
    (archive / "new.txt").write_text("It may rain.", "utf-8")
    status, _, err = run(capsys, archive, "--out", out)
    assert (status, "another run (files differ)" in err) == (2, True)


def test_files_of_somebody_else_are_left_alone(capsys, archive, tmp_path):
    (tmp_path / "mine.parquet").write_bytes(b"mine")
    status, _, err = run(capsys, archive, "--out", tmp_path)
    assert (status, "no parts of a run" in err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ([], "needs --out"),
        (["--out", "o", "--jobs", "0"], "1 or more"),
        (["--out", "o", "--part-size", "0"], "1 or more"),
        (["absent.txt", "--out", "o"], "absent.txt: cannot be read"),
        (["-", "--out", "o"], "not standard input"),
    ],
)
def test_misuse_says_why(capsys, archive, monkeypatch, tmp_path, arguments, fault):
    monkeypatch.chdir(tmp_path)
    status, _, err = run(capsys, archive, *arguments)
    assert (status, fault in err) == (2, True)
    assert not (tmp_path / "o").exists()


def test_a_folder_for_other_formats_is_misuse(capsys, archive):
    text = str(archive / "2021" / "a.txt")
    assert main(["annotate", text, "--out", str(archive)]) == 2
    assert "is a folder; name a file" in capsys.readouterr().err


def test_without_arrow_the_command_says_what_to_install(capsys, archive, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    arguments = [str(archive), "--format", "parquet", "--out", str(tmp_path / "out")]
    assert main(["annotate", *arguments]) == 2
    assert "pip install 'certainty-text[arrow]'" in capsys.readouterr().err


# Files


def test_folders_give_their_texts_in_order(archive):
    names = [name for _, name in find_files([str(archive)])]
    texts = ["2021/a.txt", "2021/latin.txt", "2021/may/b.txt.gz"]
    assert names == [*texts, "notes.md", "posts.jsonl.gz"]
    assert all(a < b for a, b in pairwise(names))
    twice = find_files([str(archive), str(archive / "2021" / "a.txt")])
    assert twice[-1][1] == "a.txt"
    same = find_files([str(archive / "2021"), str(archive / "2021" / "a.txt")])
    assert [path for path, _ in same] == [name for _, name in same]


def test_other_formats_read_folders_too(capsys, archive):
    (archive / "2021" / "latin.txt").unlink()
    assert main(["annotate", str(archive / "2021")]) == 0
    objects = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [o["doc"] for o in objects] == ["a.txt", "a.txt", "may/b.txt.gz"]


@pytest.mark.parametrize("damage", [lambda d: d[:-9], lambda d: b"no gzip" + d])
def test_a_broken_gzip_is_named(tmp_path, damage):
    path = tmp_path / "posts.jsonl.gz"
    path.write_bytes(damage(gzip.compress(b'{"text": "Rain may fall."}\n' * 9)))
    with pytest.raises(InputError, match=r"posts\.jsonl\.gz: cannot be read"):
        list(read_texts(str(path)))
