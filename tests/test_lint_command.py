"""The verbs ``lint`` and ``scale``: formats, exit statuses, files that cannot be read."""

from __future__ import annotations

import io
import json
import re
from urllib.parse import unquote

import pytest

from certainty.cli import main
from certainty.standards import lint
from certainty.standards.reports import github_lines
from certainty.standards.rules import RULE_IDS
from certainty.standards.sarif import to_sarif

FAULTY = "Rain is unlikely.\nThere is a good chance of frost.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.md").write_text(FAULTY, "utf-8")
    (tmp_path / "good.txt").write_text("Rain is unlikely.\n", "utf-8")
    return tmp_path


def run(capsys, *arguments):
    status = main(list(arguments))
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_findings_make_the_status_one(folder, capsys):
    assert run(capsys, "lint", "good.txt") == (0, "", "no findings in 1 file\n")
    status, out, err = run(capsys, "lint", "good.txt", "bad.md")
    assert status == 1
    assert out.startswith('bad.md:2:12: error: off-scale-term: "good chance" is no term of ICD')
    assert err == "1 error in 2 files\n"


def test_files_that_cannot_be_read_are_named_and_the_rest_is_done(folder, capsys):
    (folder / "blob.txt").write_bytes(b"\x00\x01likely")
    (folder / "latin.txt").write_bytes(b"Rain\nis unlikely in Malm\xf6.")
    status, out, err = run(capsys, "lint", "blob.txt", "none.txt", "latin.txt", "bad.md")
    assert status == 2
    assert "bad.md:2:12" in out
    assert "blob.txt: is binary" in err
    assert "none.txt: cannot be read" in err
    assert "latin.txt:2: byte 0xf6 is not UTF-8" in err


def test_folders_are_searched_for_texts(folder, capsys):
    (folder / "deep" / ".hidden").mkdir(parents=True)
    (folder / "deep" / "more.rst").write_text(FAULTY, "utf-8")
    (folder / "deep" / ".hidden" / "x.txt").write_text(FAULTY, "utf-8")
    (folder / "deep" / "code.py").write_text(FAULTY, "utf-8")
    status, out, _ = run(capsys, "lint", ".", "bad.md")
    assert status == 1
    paths = [line.split(":")[0].replace("\\", "/") for line in out.splitlines()]
    assert paths == ["bad.md", "deep/more.rst"]


def test_standard_input(folder, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(FAULTY.encode())))
    status, out, _ = run(capsys, "lint", "-", "--standard", "phia")
    assert status == 1
    assert out.startswith("stdin:2:12: error: off-scale-term")


def test_byte_order_marks_and_windows_lines_move_nothing(folder, capsys):
    (folder / "win.txt").write_bytes(b"\xef\xbb\xbf" + FAULTY.replace("\n", "\r\n").encode())
    _, out, _ = run(capsys, "lint", "win.txt")
    assert out.startswith("win.txt:2:12:")


def test_the_project_is_asked(folder, capsys):
    (folder / "pyproject.toml").write_text(
        '[tool.certainty]\nallow = ["good chance"]\n', "utf-8"
    )
    assert run(capsys, "lint", "bad.md")[0] == 0
    (folder / "other.toml").write_text("[tool.certainty]\nallow = []\n", "utf-8")
    assert run(capsys, "lint", "bad.md", "--config", "other.toml")[0] == 1
    (folder / "pyproject.toml").write_text('[tool.certainty]\nignore = ["slang"]\n', "utf-8")
    status, out, err = run(capsys, "lint", "bad.md")
    assert (status, out) == (2, "")
    assert "there is no rule 'slang'" in err
    status, _, err = run(capsys, "lint", "bad.md", "--config", "none.toml")
    assert status == 2
    assert "none.toml: cannot be read" in err


def test_misuse(folder, capsys):
    status, _, err = run(capsys, "lint", "bad.md", "--standard", "icd", "--config", "bad.toml")
    assert status == 2
    (folder / "empty.toml").write_text("", "utf-8")
    status, _, err = run(
        capsys, "lint", "bad.md", "--standard", "icd", "--config", "empty.toml"
    )
    assert status == 2
    assert "did you mean 'icd203'" in err
    with pytest.raises(SystemExit) as caught:
        main(["lint"])
    assert caught.value.code == 2


def test_json_is_stable(folder, capsys):
    status, out, _ = run(capsys, "lint", "bad.md", "none.txt", "--format", "json")
    assert status == 2
    told = json.loads(out)
    assert list(told) == ["schema", "files", "errors"]
    (file,) = told["files"]
    assert list(file) == ["path", "standard", "findings"]
    assert (file["path"], file["standard"]) == ("bad.md", "icd203")
    (finding,) = file["findings"]
    assert list(finding) == [
        *("rule", "severity", "start", "end", "line", "column", "end_line", "end_column"),
        *("text", "message", "clause", "suggestion"),
    ]
    assert finding["start"] == FAULTY.index("good chance")
    assert told["errors"][0]["path"] == "none.txt"
    assert run(capsys, "lint", "bad.md", "none.txt", "--format", "json")[1] == out


# SARIF


def test_sarif_has_what_the_schema_requires(folder, capsys):
    (folder / "a b%.md").write_text(FAULTY, "utf-8")
    status, out, _ = run(capsys, "lint", "bad.md", "a b%.md", "none.txt", "--format", "sarif")
    assert status == 2
    log = json.loads(out)
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (sarif,) = log["runs"]
    driver = sarif["tool"]["driver"]
    assert driver["name"] == "certainty"
    rules = driver["rules"]
    assert [rule["id"] for rule in rules] == list(RULE_IDS)
    for rule in rules:
        assert re.fullmatch(r"[A-Z][A-Za-z]+", rule["name"])
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    assert sarif["columnKind"] == "unicodeCodePoints"
    assert len(sarif["results"]) == 2
    for result, path in zip(sarif["results"], ("bad.md", "a b%.md")):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "off-scale-term"
        assert result["level"] == "error"
        assert result["message"]["text"]
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]) == path
        assert re.fullmatch(r"[\w.%/~-]+", place["artifactLocation"]["uri"])
        region = place["region"]
        assert (region["startLine"], region["startColumn"]) == (2, 12)
        assert (region["endLine"], region["endColumn"]) == (2, 23)
        where = slice(region["charOffset"], region["charOffset"] + region["charLength"])
        assert FAULTY[where] == region["snippet"]["text"] == "good chance"
        assert all(isinstance(value, str) for value in result["partialFingerprints"].values())
    (invocation,) = sarif["invocations"]
    assert invocation["executionSuccessful"] is False
    (note,) = invocation["toolExecutionNotifications"]
    assert "none.txt" in note["message"]["text"]


def test_sarif_fingerprints_stay_when_lines_move():
    def prints(text):
        (sarif,) = to_sarif([("a.md", lint(text))])["runs"]
        return [result["partialFingerprints"] for result in sarif["results"]]

    assert prints(FAULTY) == prints("\n\nMore.\n\n" + FAULTY)
    assert prints(FAULTY) != prints(FAULTY.replace("good", "fair"))


def test_sarif_of_nothing():
    (sarif,) = to_sarif([])["runs"]
    assert sarif["results"] == []
    assert sarif["invocations"][0]["executionSuccessful"] is True


# GitHub


def test_github_commands_are_escaped():
    text = "We judge with high confidence\nthat rain is likely."
    (line,) = github_lines("a,b:c%.md", lint(text))
    head, _ = line.removeprefix("::error ").split("::", 1)
    fields = dict(field.split("=", 1) for field in head.split(","))
    assert fields["file"] == "a%2Cb%3Ac%25.md"
    assert fields["title"] == "certainty%3A confidence-with-likelihood"
    assert (fields["line"], fields["endLine"]) == ("1", "2")
    assert "col" not in fields
    assert "\n" not in line
    (line,) = github_lines("a.md", lint("It might possibly\n rain."))
    assert line.startswith("::warning file=a.md,line=1,endLine=1,col=4,endColumn=18,title=")


def test_github_messages_keep_percent_signs_apart():
    (line,) = github_lines("a.md", lint("There is a good chance of frost."))
    assert "(55–80%25)" in line


# Scales


def test_scales_are_listed_and_shown(capsys):
    status, listed, _ = run(capsys, "scale", "list")
    assert status == 0
    assert listed.splitlines()[0] == "readers\tWhat readers hear"
    assert run(capsys, "scale")[1] == run(capsys, "scales")[1] == listed
    status, out, _ = run(capsys, "scale", "show", "icd203")
    assert status == 0
    assert re.search(r"^very unlikely, highly improbable +5–20%$", out, re.MULTILINE)
    status, _, err = run(capsys, "scale", "show", "icd")
    assert (status, "did you mean 'icd203'" in err) == (2, True)


def test_terms_and_texts_are_converted(tmp_path, capsys):
    status, out, err = run(capsys, "scale", "convert", "very likely")
    assert (status, err) == (0, "")
    assert out == '"very likely" (80–95%) -> "highly likely" (80–90%): loses 90–95%\n'
    file = tmp_path / "brief.txt"
    file.write_text("A strike is very likely. A good chance of fog.\n", "utf-8")
    status, out, err = run(capsys, "scale", "convert", str(file), "--to", "nato")
    assert out == "A strike is likely (60–90%). A good chance of fog.\n"
    assert '"very likely" (80–95%) -> "likely" (60–90%): loses 90–95%, gains 60–80%' in err
    assert '"good chance" is no term of icd203; left as it is' in err
    _, out, _ = run(capsys, "scale", "convert", "Rain is unlikely.", "--numbers")
    assert out == "Rain is unlikely (20–45%).\n"
    _, out, _ = run(capsys, "scale", "convert", "remote", "--to", "nato", "--format", "json")
    assert json.loads(out)["target_term"] == "highly unlikely"
    _, out, _ = run(capsys, "scale", "convert", "It is likely.", "--format", "json")
    assert json.loads(out)["places"][0]["start"] == 6
    status, _, err = run(capsys, "scale", "convert", "likely", "--to", "icd203")
    assert (status, "name two scales" in err) == (2, True)
    status, _, err = run(capsys, "scale", "convert", " ")
    assert (status, "nothing to convert" in err) == (2, True)


def test_the_hook_runs_the_verb(repo):
    hook = (repo / ".pre-commit-hooks.yaml").read_text("utf-8")
    fields = dict(re.findall(r"^[- ] (\w+): (.+)$", hook, re.MULTILINE))
    assert fields["id"] == "certainty-lint"
    assert fields["entry"] == "certainty lint"
    assert fields["language"] == "python"
    assert "markdown" in fields["types_or"]
