"""The wheel holds all it needs and nothing else, and works wherever it lies."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from holding import read_cases

TRY = """
import json, sys
if sys.argv[1:]:
    sys.path.insert(0, sys.argv[1])
import certainty
doc = certainty.annotate("Rain is unlikely.", scale="phia")
span = doc.sentences[0].spans[0]
found = [span.text, span.basis, doc.sentences[0].level, len(certainty.scale_names())]
print(json.dumps([certainty.__file__, *found]))
"""


#: Every case's text, annotated in a fresh interpreter, as lines to compare.
EACH = """
import json, sys
if sys.argv[2:]:
    sys.path.insert(0, sys.argv[2])
import certainty, certainty.pipeline
print(certainty.pipeline.__file__)
annotators = [certainty.Annotator(), certainty.Annotator(scale="phia", threshold=0)]
for text in json.load(open(sys.argv[1], encoding="utf-8")):
    for annotator in annotators:
        print(json.dumps(annotator(text).to_dict()))
"""


def build(repo, folder, **settings):
    options = ["--wheel", "--no-isolation", "--outdir", str(folder), str(repo)]
    command = [sys.executable, "-m", "build", *options]
    done = subprocess.run(
        command, env=os.environ | settings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def wheel(repo, tmp_path_factory):
    """The wheel that runs everywhere."""
    return build(repo, tmp_path_factory.mktemp("wheel"), CERTAINTY_PURE="1")


@pytest.fixture(scope="session")
def compiled_wheel(repo, tmp_path_factory):
    """The wheel as it is built where there is a compiler."""
    if not any(map(shutil.which, ("cc", "gcc", "clang", "cl"))):
        pytest.skip("no C compiler here: the wheel stays pure Python")
    return build(repo, tmp_path_factory.mktemp("compiled"), CERTAINTY_PURE="0")


@pytest.fixture(scope="session")
def members(wheel):
    with zipfile.ZipFile(wheel) as archive:
        assert archive.testzip() is None
        return {info.filename: archive.read(info) for info in archive.infolist()}


def run(folder, code, *arguments):
    """What a fresh interpreter prints that knows of no checkout but the folder it runs in."""
    paths = ("PYTHONPATH", "PYTHONSAFEPATH")
    environment = {k: v for k, v in os.environ.items() if k not in paths}
    command = [sys.executable, "-W", "error", "-c", code, *map(str, arguments)]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def attempt(folder, *arguments):
    """Annotate one sentence."""
    place, *answers = json.loads(run(folder, TRY, *arguments))
    assert answers[:2] == ["unlikely", "scale"]
    assert answers[2] in (None, "unlikely")
    assert answers[3] > 10
    return place


def test_every_lexicon_file_is_in_the_wheel_as_it_is(repo, members):
    folder = repo / "lexicons"
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 30
    for path in files:
        name = f"certainty/lexicons/{path.relative_to(folder).as_posix()}"
        assert members[name] == path.read_bytes()


def test_every_module_is_in_the_wheel(repo, members):
    modules = {path.relative_to(repo).as_posix() for path in (repo / "certainty").rglob("*.py")}
    assert modules <= set(members)
    assert "certainty/py.typed" in members


def test_nothing_else_is_in_the_wheel(members):
    outer = {name.split("/")[0] for name in members}
    assert {name for name in outer if not name.endswith(".dist-info")} == {"certainty"}
    assert not [name for name in members if "test" in name.lower()]
    kinds = {Path(name).suffix for name in members if name.startswith("certainty/")}
    assert kinds <= {".py", ".typed", ".csv", ".toml", ".txt", ".md", ".npz"}


def test_the_wheel_is_small(wheel):
    assert wheel.stat().st_size < 2_000_000
    assert wheel.name.endswith("-py3-none-any.whl")


def test_the_wheel_says_what_it_is(members):
    (text,) = (data for name, data in members.items() if name.endswith("/METADATA"))
    (entry,) = (data for name, data in members.items() if name.endswith("/entry_points.txt"))
    assert b"Name: certainty-text" in text
    assert b"Requires-Dist: numpy" in text
    assert b"certainty = certainty.cli:main" in entry
    assert any(name.endswith("/LICENSE") for name in members)


def test_it_runs_from_the_wheel_as_it_lies(wheel, tmp_path):
    """From inside the archive, without unpacking."""
    assert attempt(tmp_path, wheel).startswith(str(wheel))


def test_it_runs_unpacked(wheel, tmp_path):
    folder = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    assert attempt(tmp_path, folder).startswith(str(folder))


def test_it_runs_from_a_checkout(repo):
    assert Path(attempt(repo)).resolve().parent.parent == repo.resolve()


def test_the_version_is_told_once(repo, members):
    import certainty

    (name,) = (n for n in members if n.endswith(".dist-info/METADATA"))
    assert name.split("/")[0] == f"certainty_text-{certainty.__version__}.dist-info"


def test_compiled_or_not_the_results_are_the_same(repo, compiled_wheel, tmp_path):
    site = tmp_path / "site"
    with zipfile.ZipFile(compiled_wheel) as archive:
        archive.extractall(site)
    texts = tmp_path / "texts.json"
    texts.write_text(json.dumps([case["text"] for case in read_cases()]), encoding="utf-8")
    compiled, *theirs = run(tmp_path, EACH, texts, site).splitlines()
    source, *ours = run(repo, EACH, texts).splitlines()
    assert source.endswith(".py") and not compiled.endswith(".py")
    assert len(ours) > 3000
    assert ours == theirs


def test_the_compiled_wheel_holds_the_sources_too(compiled_wheel, members):
    with zipfile.ZipFile(compiled_wheel) as archive:
        names = set(archive.namelist())
    assert compiled_wheel.stat().st_size < 2_000_000
    ours = {name for name in members if name.startswith("certainty/")}
    assert ours < names
    added = {name for name in names - ours if ".dist-info/" not in name}
    assert all(name.startswith("certainty/") for name in added)
    modules = {name.split(".")[0] + ".py" for name in added}
    inner = {"certainty/core__mypyc.py", "certainty/_native.py"}
    assert inner <= modules and modules - inner <= ours
    assert not any("csrc" in name for name in names)
