"""Imports point one way: a room may use those on its own floor and below, never above."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import certainty

ROOT = Path(certainty.__file__).parent
#: From the ground up. A package is one room, named by its folder.
FLOORS = (
    ("naming", "types", "errors", "lazy", "extras", "records", "_native"),
    (
        "tokens",
        "findings",
        "packing",
        "inflect",
        "clauses",
        "openers",
        "abbreviations",
        "estimates",
        "levels",
        "tables",
    ),
    (
        "patterns",
        "features",
        "vocabulary",
        "trie",
        "heads",
        "panels",
        "plain",
        "native",
        "numbers",
        "boundaries",
        "lines",
        "sentences",
        "toml_tables",
        "render",
        "explanation",
        "markup",
    ),
    ("surveys", "terms", "scales", "scale_files", "gradings", "lexicon"),
    ("cues", "sources", "scope", "view", "context", "borders", "bounds"),
    (
        "candidates",
        "compiled",
        "compose",
        "bearing",
        "score",
        "ratings",
        "model",
        "rows",
        "archives",
    ),
    ("data", "model_file", "assembly", "pipeline"),
    ("target", "scoping", "cue_steps", "account"),
    ("predicates",),
    ("document",),
    ("annotator",),
    (
        "formats",
        "progress",
        "evidence",
        "engines",
        "standards",
        "evaluation",
        "learn",
        "spacy_pipe",
        "forecasts",
        "plots",
        "report",
    ),
    ("cli", "__main__"),
)
#: What reads trained weights, with numpy.
READERS = {"model_file", "archives", "target", "scoping", "predicates"}
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
ANNOTATOR = FLOOR["annotator"]
#: Slow to load or not installed everywhere: for training, evaluation and front ends alone.
HEAVY = {"sklearn", "scipy", "nltk", "pandas", "polars", "matplotlib", "spacy", "tqdm"} | {
    *("pyarrow", "pyspark", "dask", "ray", "datasets", "cassis", "lxml")
}
ROOMS = sorted(
    {p.relative_to(ROOT).parts[0].removesuffix(".py") for p in ROOT.rglob("*.py")}
    - {"__init__"}
)


def files_of(room: str) -> Iterator[Path]:
    single = ROOT / f"{room}.py"
    yield from [single] if single.exists() else sorted((ROOT / room).rglob("*.py"))


def imported(nodes: Iterator[ast.AST]) -> Iterator[str]:
    """Dotted names of what import statements load; ``from certainty import x`` names x."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute, so that the layers can be read"
            if node.module == "certainty":
                yield from (f"certainty.{alias.name}" for alias in node.names)
            else:
                yield str(node.module)


def at_import(tree: ast.Module) -> Iterator[ast.AST]:
    """The statements that run when a module is loaded, wherever they stand."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            continue
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            waiting.extend(node.orelse)
            continue
        yield node
        waiting.extend(ast.iter_child_nodes(node))


def trees(room: str) -> Iterator[ast.Module]:
    return (ast.parse(path.read_text("utf-8")) for path in files_of(room))


def loaded(room: str) -> set[str]:
    """What a room loads when it is loaded."""
    return {name for tree in trees(room) for name in imported(at_import(tree))}


def rooms_used(room: str) -> set[str]:
    parts = (name.split(".") for name in loaded(room))
    return {names[1] for names in parts if names[0] == "certainty"} - {room, "__version__"}


def everything(room: str) -> set[str]:
    """The outermost names of all that a room imports, at any time."""
    names = (name for tree in trees(room) for name in imported(ast.walk(tree)))
    return {name.split(".")[0] for name in names}


def test_every_room_is_on_a_floor():
    assert len(FLOOR) == sum(map(len, FLOORS)), "a room is on two floors"
    missing = [room for room in ROOMS if room not in FLOOR]
    assert missing == [], "add new rooms to FLOORS, as low as their imports allow"


@pytest.mark.parametrize("room", ROOMS)
def test_no_import_points_up(room):
    above = {name for name in rooms_used(room) if FLOOR[name] > FLOOR[room]}
    assert above == set()


def test_there_are_no_circles():
    TopologicalSorter({room: rooms_used(room) for room in ROOMS}).prepare()


def test_the_package_itself_loads_the_ground_floor_alone():
    names = set(imported(at_import(ast.parse((ROOT / "__init__.py").read_text("utf-8")))))
    rooms = {name.split(".")[1] for name in names if name.startswith("certainty.")}
    assert rooms <= set(FLOORS[0])


CORE = [room for room in ROOMS if FLOOR.get(room, 0) <= ANNOTATOR]


@pytest.mark.parametrize("room", CORE)
def test_the_core_needs_the_standard_library_and_numpy_when_it_reads_a_model(room):
    known = {"certainty", "tomli", "mypy_extensions"}  # the last for the compiler alone
    foreign = everything(room) - set(sys.stdlib_module_names) - known
    assert foreign & HEAVY == set()
    assert foreign <= ({"numpy"} if room in READERS else set())
    assert not any(name.split(".")[0] == "numpy" for name in loaded(room))


@pytest.mark.parametrize("room", [room for room in ROOMS if room not in {*CORE, "learn"}])
def test_front_ends_load_nothing_heavy_but_when_it_is_used(room):
    assert {name.split(".")[0] for name in loaded(room)} & HEAVY == set()


def test_nothing_but_training_and_evaluation_uses_scikit_learn_or_nltk():
    using = {room for room in ROOMS if everything(room) & {"sklearn", "nltk"}}
    assert using <= {"learn", "evaluation", "forecasts"}


def test_the_reader_of_imports_sees_them():
    """A test that saw nothing would pass for ever."""
    assert rooms_used("pipeline") >= {"compose", "context", "model", "score"}
    assert "engines" not in rooms_used("annotator")
    assert "numpy" in everything("model_file")
    assert "numpy" not in loaded("model_file")
    source = (
        "if TYPE_CHECKING:\n    import a\ntry:\n    import b\nexcept ImportError:\n    pass\n"
    )
    assert list(imported(at_import(ast.parse(source)))) == ["b"]
