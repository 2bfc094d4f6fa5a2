"""What all commands have in common: help, exit statuses, colours, bars, pipes, completion."""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time

import pytest

from certainty.cli import main, make_parser
from certainty.cli.completing import SHELLS
from certainty.cli.parsing import STATUSES, Parser
from certainty.cli.terminals import in_colour, watched

RAIN = "Rain is unlikely.\n"


def parsers(parser: argparse.ArgumentParser):
    """A parser and all under it."""
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for under in dict.fromkeys(action.choices.values()):
                yield from parsers(under)


ALL = {parser.prog: parser for parser in parsers(make_parser())}
EXAMPLES = [command for parser in ALL.values() for command, _ in parser.examples]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "good.txt").write_text(RAIN, "utf-8")
    (tmp_path / "more.md").write_text("Snow may fall.\n", "utf-8")
    (tmp_path / "blob.txt").write_bytes(b"\x00\x01likely")
    return tmp_path


def run(capsys, *arguments):
    status = main(list(arguments))
    captured = capsys.readouterr()
    return status, captured.out, captured.err


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


# Help


@pytest.mark.parametrize("name", ALL)
def test_every_help_shows_an_example_and_the_statuses(name, folder, monkeypatch):
    parser = ALL[name]
    assert isinstance(parser, Parser)
    text = parser.format_help()
    assert parser.examples and parser.description
    assert all(command in text and does in text for command, does in parser.examples)
    assert text.endswith(STATUSES + "\n")
    assert "\x1b" not in text
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert re.sub("\x1b\\[[0-9;]*m", "", parser.format_help()) == text
    assert "\x1b[1mexamples:\x1b[0m" in parser.format_help()


@pytest.mark.parametrize("command", EXAMPLES)
def test_examples_are_commands_that_there_are(command):
    _, _, command = command.rpartition("| ")
    words = shlex.split(re.split(r" [<>] ", command)[0])
    assert words.pop(0) == "certainty"
    if "--help" not in words:
        make_parser().parse_args(words)


def test_examples_keep_to_a_narrow_terminal(monkeypatch):
    monkeypatch.setenv("COLUMNS", "70")
    assert "  # a table\n  certainty claims report.txt" in ALL["certainty claims"].format_help()
    monkeypatch.setenv("COLUMNS", "110")
    assert re.search("claims report.txt +# a table", ALL["certainty claims"].format_help())


def test_no_command_shows_the_help(capsys):
    status, out, err = run(capsys)
    assert (status, out) == (2, "")
    assert "examples:" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["lnit", "a"], "invalid choice: 'lnit'"),
        (["lint"], "arguments are required: FILE; see certainty lint --help"),
        (["annotate", "a", "--format", "xml"], "invalid choice: 'xml'"),
        (["completion", "korn"], "invalid choice: 'korn'"),
    ],
)
def test_misuse_says_where_to_read_on(arguments, message, capsys):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert message in capsys.readouterr().err


# Exit statuses, and what cannot be read


@pytest.mark.parametrize("verb", ["annotate", "claims", "lint"])
def test_what_cannot_be_read_is_named_and_the_rest_is_done(verb, folder, capsys):
    (folder / "latin.txt").write_bytes(b"caf\xe9")
    names = ("blob.txt", "good.txt", "none.txt", "latin.txt", "more.md")
    status, out, err = run(capsys, verb, *names)
    assert status == 2
    assert "blob.txt: is binary" in err
    assert "none.txt: cannot be read" in err
    assert "latin.txt:1: byte 0xe9 is not UTF-8" in err
    if verb == "annotate":
        assert [json.loads(line)["doc"] for line in out.splitlines()] == ["good.txt", "more.md"]


def test_a_report_has_the_texts_that_could_be_read(folder, capsys):
    asked = ("annotate", "blob.txt", "good.txt", "--format", "html", "--out", "r.html")
    assert run(capsys, *asked)[0] == 2
    assert "Certainty of good.txt" in (folder / "r.html").read_text("utf-8")


def test_folders_are_searched_for_texts_but_hidden_ones(folder, capsys):
    (folder / "deep" / ".hidden").mkdir(parents=True)
    (folder / "deep" / "a.md").write_text(RAIN, "utf-8")
    (folder / "deep" / "b.py").write_text(RAIN, "utf-8")
    (folder / "deep" / ".hidden" / "c.txt").write_text(RAIN, "utf-8")
    (folder / "blob.txt").unlink()
    status, out, _ = run(capsys, "annotate", ".")
    docs = [json.loads(line)["doc"] for line in out.splitlines()]
    assert (status, docs) == (0, ["deep/a.md", "good.txt", "more.md"])


def test_a_folder_without_texts_is_no_success(folder, capsys):
    (folder / "empty").mkdir()
    for verb in ("annotate", "lint"):
        status, _, err = run(capsys, verb, "empty")
        assert status == 2
        assert "empty: " in err and "a folder without" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["annotate", "good.txt", "--scale", "phja"], "did you mean 'phia'"),
        (
            ["annotate", "good.txt", "--scale", "phia", "--scale", "nato"],
            "--scale is given twice, as 'phia' and 'nato'; keep one",
        ),
        (["lint", "good.txt", "--standard", "phia", "--standard", "ipcc"], "given twice"),
        (["scale", "convert", "likely", "--to", "nato", "--to", "phia"], "given twice"),
        (["scale", "convert", "likely", "--from", "phia", "--to", "phia"], "name two scales"),
    ],
)
def test_scales_that_are_unknown_or_in_conflict(arguments, message, folder, capsys):
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert message in err


def test_the_same_scale_twice_is_no_conflict(folder, capsys):
    assert run(capsys, "annotate", "good.txt", "--scale", "phia", "--scale", "phia")[0] == 0


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('ignore = ["slang"]', "there is no rule 'slang'"),
        ('severity = {off-scale-term = "fatal"}', "'fatal' for 'off-scale-term' is unknown"),
        ('ignore = "slang"', "pyproject.toml: tool.certainty: ignore: "),
        ("standard = 7", "pyproject.toml: tool.certainty: standard: "),
        ('standard = "icd"', "pyproject.toml: tool.certainty: standard: "),
        ("alow = []", "alow"),
        ('[[tool.certainty.house]]\nrule = "a b"', "pyproject.toml: "),
        ("ignore = [", "pyproject.toml: "),
    ],
)
def test_settings_at_fault_are_named_and_nothing_is_done(settings, message, folder, capsys):
    (folder / "pyproject.toml").write_text(f"[tool.certainty]\n{settings}\n", "utf-8")
    status, out, err = run(capsys, "lint", "good.txt")
    assert (status, out) == (2, "")
    assert message in err


def test_ctrl_c_ends_with_130(folder, capsys, monkeypatch):
    def stop(options, chosen):
        raise KeyboardInterrupt

    monkeypatch.setattr("certainty.cli.annotating.make_annotator", stop)
    assert run(capsys, "annotate", "good.txt") == (130, "", "certainty: stopped\n")


@pytest.mark.skipif(os.name == "nt", reason="signals are of POSIX here")
def test_a_signal_ends_a_command_that_waits(repo):
    command = [sys.executable, "-m", "certainty", "annotate", "-", "--lines"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=repo, bufsize=0, **pipes) as process:
        process.stdin.write(RAIN.encode())
        for _ in range(600):  # until it has loaded everything and waits for its input
            if process.poll() is not None or "pipe" in _waits_in(process.pid):
                break
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.wait() == 130
        assert process.stderr.read() == b"certainty: stopped\n"


def _waits_in(pid: int) -> str:
    """The kernel function that a process sleeps in, where that is told."""
    try:
        with open(f"/proc/{pid}/wchan", encoding="ascii") as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return ""


def test_a_reader_of_help_that_has_seen_enough_is_no_error(repo):
    command = [sys.executable, "-m", "certainty", "annotate", "--help"]
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(command, cwd=repo, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


# Colours and bars


@pytest.mark.parametrize(
    ("stream", "environment", "coloured"),
    [
        (Terminal(), {}, True),
        (io.StringIO(), {}, False),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"NO_COLOR": ""}, True),
        (Terminal(), {"TERM": "dumb"}, False),
        (io.StringIO(), {"FORCE_COLOR": "1"}, True),
        (Terminal(), {"FORCE_COLOR": "0"}, False),
        (io.StringIO(), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colours_are_for_terminals(stream, environment, coloured, folder, monkeypatch):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert in_colour(stream) is coloured


COLOURED = [
    ("lint", "bad.txt"),
    ("annotate", "good.txt", "--format", "pretty"),
    ("explain", "very unlikely"),
    ("explain", "Sleet is likely."),
]


@pytest.mark.parametrize("arguments", COLOURED)
def test_what_people_read_is_coloured_and_the_words_are_the_same(
    arguments, folder, capsys, monkeypatch
):
    (folder / "bad.txt").write_text("There is a good chance of frost.\n", "utf-8")
    plain = run(capsys, *arguments)
    assert "\x1b" not in plain[1]
    monkeypatch.setenv("FORCE_COLOR", "1")
    status, out, _ = run(capsys, *arguments)
    assert status == plain[0]
    assert "\x1b[" in out
    if arguments[0] != "annotate":  # whose marks are brackets without colours
        assert re.sub("\x1b\\[[0-9;]*m", "", out) == plain[1]


def test_data_is_never_coloured(folder, capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    for asked in (("annotate", "good.txt"), ("lint", "good.txt", "--format", "json")):
        assert "\x1b" not in run(capsys, *asked)[1]


def test_a_bar_is_for_terminals_and_long_work(monkeypatch):
    tqdm = pytest.importorskip("tqdm.auto", reason="the bar is tqdm's")
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    things = [1, 2]
    assert watched(things, unit="files", total=2, quiet=False) is things
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert watched(things, unit="files", total=2, quiet=True) is things
    asked = {}

    def bar(things, **settings):
        asked.update(settings)
        return things

    monkeypatch.setattr(tqdm, "tqdm", bar)
    assert list(watched(things, unit="files", total=2, quiet=False)) == things
    assert asked == {"unit": " files", "total": 2, "delay": 1.0}


def test_somebody_at_a_keyboard_is_told(folder, capsys, monkeypatch):
    class Keyboard(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Keyboard(io.BytesIO(RAIN.encode())))
    status, out, err = run(capsys, "annotate", "-")
    assert (status, json.loads(out)["doc"]) == (0, "stdin")
    assert "Ctrl-D" in err


# Where a number comes from


def test_explain_shows_surveys_distribution_and_bands(folder, capsys):
    _, out, _ = run(capsys, "explain", "very unlikely")
    assert "readers of 'very unlikely': 162 answers (Belém et al. 2024)" in out
    assert re.search(r"0\.1–0\.2 +50% █{40} ◂ mean 0\.13 \[0\.04–0\.30\]", out)
    assert re.search(r"icd203 +·━━━·{16}  0\.05–0\.20  very unlikely · US Int", out)


def test_every_survey_has_a_name():
    from certainty.data import surveys
    from certainty.render.explaining import SURVEYS

    assert {name for survey in surveys().values() for name in survey.surveys} == {*SURVEYS}


# Completion


def script(capsys, shell):
    pytest.importorskip("shtab", reason="completion is shtab's")
    status, out, err = run(capsys, "completion", shell)
    assert (status, err) == (0, "")
    return out


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_of_completion_knows_commands_options_and_scales(shell, capsys, tmp_path):
    out = script(capsys, shell)
    for word in ("annotate", "explain", "standard", "jsonl", "phia", "completion"):
        assert word in out
    if not shutil.which(shell):
        return
    path = tmp_path / "script"
    path.write_text(out, "utf-8")
    checked = subprocess.run([shell, "-n", str(path)], capture_output=True, check=False)
    assert checked.returncode == 0, checked.stderr


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash here")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("certainty anno", {"annotate"}),
        ("certainty l", {"lint", "lexicon"}),
        ("certainty annotate --fo", {"--format"}),
        ("certainty annotate --scale ph", {"phia"}),
        ("certainty lint --standard ic", {"icd203"}),
        ("certainty annotate goo", {"good.txt"}),
    ],
)
def test_bash_completes(typed, offered, folder, capsys):
    (folder / "script").write_text(script(capsys, "bash"), "utf-8")
    words = typed.split()
    lines = (
        f"source ./script; COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}",
        '_shtab_certainty certainty "${COMP_WORDS[COMP_CWORD]}"; echo "${COMPREPLY[@]}"',
    )
    done = subprocess.run(
        ["bash", "-c", "\n".join(lines)], capture_output=True, text=True, check=False
    )
    assert set(done.stdout.split()) == offered, done.stderr


def test_without_shtab_the_command_says_what_to_install(capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "shtab", None)
    status, out, err = run(capsys, "completion", "bash")
    assert (status, out) == (2, "")
    assert "pip install 'certainty-text[completion]'" in err
