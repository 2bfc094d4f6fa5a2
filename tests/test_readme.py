"""The README holds: its examples run, its tables are those of the code."""

import doctest
import json
import re
import shutil
from pathlib import Path

import pytest

from certainty import Annotator, data
from certainty.cli import main
from certainty.types import KINDS

ROOT = Path(__file__).parents[1]
README = ROOT.joinpath("README.md").read_text("utf-8")
COMMANDS = (
    "python -m pip install . && python -m certainty annotate lexicons/example.txt",
    "python -m pip install '.[test]' && python -m pytest",
)
LEARNT = {"hedged", "weasel", "epistemic"}


def table(after: str) -> list[list[str]]:
    """The rows, without the head, of the first table behind some words."""
    lines = README[README.index(after) :].split("\n")
    first = next(i for i, line in enumerate(lines) if line.startswith("|---")) + 1
    last = next(i for i, line in enumerate(lines) if i >= first and not line.startswith("|"))
    return [[cell.strip(" `") for cell in line[1:-1].split("|")] for line in lines[first:last]]


def block(language: str) -> str:
    """The first fenced block of a language."""
    match = re.search(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert match
    return match[1]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the files that the README's examples read."""
    (tmp_path / "lexicons").mkdir()
    shutil.copy(ROOT / "lexicons" / "example.txt", tmp_path / "lexicons")
    (tmp_path / "mine.csv").write_text(block("csv"), "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_examples_run(folder):
    flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
    path = str(ROOT / "README.md")
    result = doctest.testfile(path, module_relative=False, optionflags=flags, encoding="utf-8")
    assert result.attempted > 20
    assert result.failed == 0


def test_own_phrases_pass_the_check(folder, capsys):
    assert main(["lexicon", "check", "mine.csv"]) == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_set_up_commands_stand_on_a_line_of_their_own(command):
    assert command in README.split("\n")


def test_it_opens_with_the_brief_and_its_result():
    opening = README.split("\n")[:10]
    brief = data.read("example.txt").replace("\n", " ")
    quoted = "\n".join(line for line in opening if line.startswith("> "))
    for piece in quoted.replace("**", "").removeprefix("> ").split("…"):
        assert piece.strip() in brief
    assert sum(line.startswith("|") for line in opening) == 6


def test_opening_table_is_what_annotation_gives():
    doc = Annotator()(data.read("example.txt"))
    spans = {span.text: span for sentence in doc.sentences for span in sentence.spans}
    for text, kind, mean, interval, basis, holder in table("# certainty"):
        span = spans[text]
        shown = span.probability
        assert (kind, basis) == (span.kind, span.basis or "")
        assert mean == (f"{shown.mean:.2f}" if shown else "")
        assert interval == (f"{shown.low:.2f}–{shown.high:.2f}" if shown else "")
        assert holder == (span.source.text if span.source else "")


def wire_line(folder, capsys):
    text = json.loads(block("json"))["text"]
    line = json.dumps({"text": text, "id": 7})
    (folder / "news.jsonl").write_text(line, "utf-8")
    assert main(["annotate", "news.jsonl"]) == 0
    return json.loads(capsys.readouterr().out)


def test_wire_keys_are_those_of_the_output(folder, capsys):
    line = wire_line(folder, capsys)
    assert [row[0] for row in table("A sentence:")] == list(line)
    assert [row[0] for row in table("A span:")] == list(line["spans"][0])


def test_wire_example_is_the_output_but_for_learnt_digits(folder, capsys):
    def steady(value):
        if isinstance(value, dict):
            return {k: ... if k in LEARNT else steady(v) for k, v in value.items()}
        return [steady(item) for item in value] if isinstance(value, list) else value

    line, shown = wire_line(folder, capsys), json.loads(block("json"))
    assert steady(shown) == steady(line)
    assert list(shown) == list(line)


def test_scales_are_listed_as_the_command_line_lists_them(capsys):
    assert main(["scale", "list"]) == 0
    listed = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert table("## Scales") == listed


def test_kinds_are_named():
    listed = README[README.index("The kinds:") : README.index("## Scales")]
    assert re.findall(r"`(\w+)`", listed) == list(KINDS)


def test_links_lead_somewhere():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
