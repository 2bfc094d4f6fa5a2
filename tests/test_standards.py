"""Prose held against standards: cases, planted briefs, comments, settings, conversion."""

from __future__ import annotations

import csv
import json
import pickle
from dataclasses import FrozenInstanceError
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import certainty
from certainty.errors import ScaleError, SettingsError, TextError
from certainty.standards import (
    RULES,
    Finding,
    Report,
    Settings,
    convert,
    convert_term,
    find_settings,
    lint,
    parse_settings,
    read_settings,
    standard,
    standards,
)
from certainty.standards.comments import find_comments, without
from certainty.standards.rules import RULE_IDS

CASES_DIR = Path(__file__).parent / "cases" / "standards"
CASES = [
    json.loads(line) for line in (CASES_DIR / "rules.jsonl").read_text("utf-8").splitlines()
]
with (CASES_DIR / "wordings.csv").open(encoding="utf-8") as _file:
    WORDINGS = list(csv.DictReader(_file))
BRIEFS = ("icd203", "icd203_second", "phia", "nato")


# The cases


def meets(finding, text, words):
    start = text.index(words)
    return finding.start < start + len(words) and start < finding.end


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case):
    report = lint(case["text"], standard=case["standard"])
    found = [each for each in report if case["rule"] in ("*", each.rule)]
    assert len(found) == len(case["found"]), found
    for finding, words in zip(found, case["found"]):
        assert meets(finding, case["text"], words)


def wording(row):
    known = pytest.mark.xfail(
        strict=True, reason="marked in tests/cases/standards/wordings.csv"
    )
    return pytest.param(row, id=row["text"][:40], marks=[known] if row["failure"] else [])


@pytest.mark.parametrize("row", [wording(row) for row in WORDINGS])
def test_wording(row):
    report = lint(row["text"].replace("\\n", "\n"), standard=row["standard"])
    rules = {finding.rule for finding in report}
    assert row["rule"] in rules if row["rule"] else rules == set()


def test_there_are_hits_and_near_misses_for_every_rule():
    assert len(CASES) >= 150
    assert len({case["id"] for case in CASES}) == len(CASES)
    for rule in RULE_IDS:
        mine = [case for case in CASES if case["rule"] == rule]
        assert sum(bool(case["found"]) for case in mine) >= 5, rule
        assert sum(not case["found"] for case in mine) >= 5, rule
    assert {case["rule"] for case in CASES} == {*RULE_IDS, "*"}
    assert all(case.get("why") for case in CASES if not case["found"])


@pytest.mark.parametrize("name", BRIEFS)
def test_planted_faults_are_found(name):
    text = (CASES_DIR / f"brief_{name}.txt").read_text("utf-8")
    with (CASES_DIR / f"brief_{name}.csv").open(encoding="utf-8") as file:
        key = list(csv.DictReader(file))
    left = list(lint(text, standard=name.removesuffix("_second")))
    missed = []
    for fault in key:
        assert text.count(fault["text"]) == 1
        hit = [f for f in left if f.rule == fault["rule"] and meets(f, text, fault["text"])]
        if hit:
            left.remove(hit[0])
        else:
            missed.append(fault)
    assert len(key) >= 25
    assert missed == []
    assert len(left) <= 2, left


# Standards and rules


def test_every_clause_belongs_to_a_rule_and_every_rule_to_a_standard():
    known = standards()
    assert list(known) == ["icd203", "phia", "ipcc", "nato"]
    for each in known.values():
        assert each.scale in certainty.scale_names()
        assert {*each.clauses} <= {*RULE_IDS}
        assert all(clause.text and clause.status for clause in each.clauses.values())
    assert {rule for each in known.values() for rule in each.clauses} == {*RULE_IDS}
    assert len({*RULE_IDS}) == len(RULES)


def test_rules_of_the_scales_are_the_rules_of_the_standards():
    for name, each in standards().items():
        scale = certainty.scale(each.scale)
        assert scale.confidence_apart == ("confidence-with-likelihood" in each.clauses), name
        assert scale.mix_rows != ("mixed-rows" in each.clauses), name


def test_an_unknown_standard_lists_the_known_ones():
    with pytest.raises(ScaleError, match=r"no standard 'icd'; did you mean 'icd203'"):
        lint("Rain.", standard="icd")
    with pytest.raises(ScaleError, match="Known standards: icd203, ipcc, nato, phia"):
        standard("brief")


def test_text_and_annotator_are_checked():
    with pytest.raises(TextError, match="bytes, not str"):
        lint(b"Rain.")
    with pytest.raises(ScaleError, match=r"scale 'readers'.*uses 'phia'"):
        lint("Rain.", standard="phia", annotator=certainty.Annotator())
    mine = certainty.Annotator(scale="phia")
    assert len(lint("There is a slim chance of rain.", standard="phia", annotator=mine)) == 1


def test_the_nearest_term_is_told_with_its_band():
    (finding,) = lint("There is a good chance of frost.", standard="icd203")
    assert finding.suggestion == "likely"
    assert '"likely" (55–80%)' in finding.message
    assert finding.clause.startswith("ICD 203")
    (finding,) = lint("There is a 37% chance of frost.", standard="phia")
    assert '"unlikely" (25–35%) and "realistic possibility" (40–under 50%)' in finding.message


# Findings


TEXT = "Rain 😀 fell.\n\nA strike is highly likely.\nThe crew may or may not\nhave known.\n"


def test_findings_are_values():
    report = lint(TEXT)
    assert [(f.rule, f.line, f.column, f.end_line, f.end_column) for f in report] == [
        ("off-scale-term", 3, 13, 3, 26),
        ("may-or-may-not", 4, 10, 4, 24),
    ]
    for finding in report:
        assert finding.text == TEXT[finding.start : finding.end]
        assert Finding.from_dict(finding.to_dict()) == finding
        assert pickle.loads(pickle.dumps(finding)) == finding
        with pytest.raises(FrozenInstanceError):
            finding.rule = "another"
    assert Report.from_dict(json.loads(json.dumps(report.to_dict()))) == report
    frame = pd.DataFrame(report.rows())
    assert list(frame["rule"]) == ["off-scale-term", "may-or-may-not"]
    assert list(frame.columns) == list(report.findings[0].to_dict())


WORDS = st.sampled_from(
    [case["text"] for case in CASES if case["found"]]
    + ["\n\n", "Key judgements\n\n", "- ", "“", '"', "(", "😀", " # certainty: ignore", "\r\n"]
)


@settings(max_examples=25)
@given(st.lists(WORDS, max_size=6).map(" ".join), st.sampled_from(["icd203", "phia", "ipcc"]))
def test_findings_lie_in_the_text_in_order(text, name):
    report = lint(text, standard=name)
    lines = text.split("\n")
    places = [(f.start, f.end) for f in report]
    assert places == sorted(places)
    for finding in report:
        assert finding.text == text[finding.start : finding.end] != ""
        assert lines[finding.line - 1][finding.column - 1 :].startswith(
            finding.text.split("\n")[0]
        )
        assert report.findings.count(finding) == 1


@settings(max_examples=15)
@given(st.lists(WORDS, max_size=5).map(" ".join))
def test_ignoring_a_file_leaves_nothing(text):
    assert len(lint(f"<!-- certainty: ignore-file -->\n\n{text}")) == 0


@given(st.text(max_size=60), st.text(max_size=60))
def test_taking_comments_out_moves_nothing(before, after):
    text = f"{before} # certainty: ignore[mixed-rows] {after}"
    plain = without(text, find_comments(text))
    assert len(plain) == len(text)
    assert all(new in (old, " ") for old, new in zip(text, plain))


# Comments

CHANCE = "There is a good chance of frost."


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (f"{CHANCE} # certainty: ignore[off-scale-term]", []),
        (f"{CHANCE} # certainty: ignore", []),
        (f"{CHANCE} <!-- certainty: ignore[off-scale-term] -->", []),
        (f"{CHANCE} # certainty: ignore[mixed-rows, off-scale-term]", []),
        (f"{CHANCE} # certainty: ignore[mixed-rows]", ["off-scale-term"]),
        (f"# certainty: ignore[off-scale-term]\n{CHANCE}", []),
        (f"<!-- certainty: ignore -->\n\n{CHANCE}\n{CHANCE}", ["off-scale-term"]),
        (f"{CHANCE}\n{CHANCE} # certainty: ignore", ["off-scale-term"]),
        (
            "There is a good\nchance of frost. # certainty: ignore[off-scale-term]",
            [],
        ),
        (f"{CHANCE} # certainty: ignore[slang]", ["off-scale-term", "unknown-rule"]),
        (f"# certainty: ignore-file[off-scale-term]\n\n{CHANCE} Fog is a toss-up.", []),
        (f"A note on how certainty: ignore is written. {CHANCE}", ["off-scale-term"]),
    ],
)
def test_comments_let_findings_pass(text, rules):
    assert [finding.rule for finding in lint(text)] == rules


# Settings


def rules_of(text, toml, **options):
    return [f.rule for f in lint(text, settings=parse_settings(toml), **options)]


def test_a_project_chooses_standard_and_rules():
    table = "[tool.certainty]\n"
    assert rules_of("A strike is very likely.", table + 'standard = "phia"') == [
        "off-scale-term"
    ]
    assert (
        rules_of("A strike is very likely.", table + 'standard = "phia"', standard="icd203")
        == []
    )
    assert rules_of(CHANCE, table + 'ignore = ["off-scale-term"]') == []
    assert rules_of(CHANCE, table + 'allow = ["Good  chance"]') == []
    assert rules_of(CHANCE, table + 'allow = ["chance of rain"]') == ["off-scale-term"]
    both = "We judge with high confidence that rain is likely."
    assert rules_of(both, table + 'standard = "phia"') == []
    enabled = table + 'standard = "phia"\nenable = ["confidence-with-likelihood"]'
    assert rules_of(both, enabled) == ["confidence-with-likelihood"]
    severe = parse_settings(table + 'severity = {stacked-hedges = "note"}')
    (finding,) = lint("It might possibly rain.", settings=severe)
    assert finding.severity == "note"


HOUSE = """
[tool.certainty]
ignore = ["no-jargon"]
[[tool.certainty.house]]
rule = "no-robust"
phrases = ["robust", "going  forward"]
message = "say what was done"
severity = "note"
[[tool.certainty.house]]
rule = "no-caps"
pattern = 'URGENT|ASAP'
message = "write it out"
[[tool.certainty.house]]
rule = "no-jargon"
phrases = ["synergy"]
message = "leave it out"
"""


def test_a_project_has_rules_of_its_own():
    text = "Robust talks, going\nforward, find synergy asap. # certainty: ignore[no-caps]\n"
    report = lint(text, settings=parse_settings(HOUSE))
    assert [(f.rule, f.text, f.severity) for f in report] == [
        ("no-robust", "Robust", "note"),
        ("no-robust", "going\nforward", "note"),
    ]
    assert report.findings[0].message == '"Robust": say what was done'
    assert lint("Robustness", settings=parse_settings(HOUSE)).findings == ()


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        (
            'ignore = ["stacked-hedge"]',
            "ignore: there is no rule 'stacked-hedge'; did you mean",
        ),
        ('enable = ["slang"]', "enable: there is no rule 'slang'; known: confidence-with"),
        ('ignore = "mixed-rows"', "ignore: 'mixed-rows' is not a list"),
        ("allow = [1]", "allow: holds something other than a filled string"),
        ('standard = "icd"', "standard: 'icd' is unknown; use one of icd203, phia, ipcc, nato"),
        ("standard = 203", "standard: 203 is not a string"),
        ('standards = "phia"', "standards: is no field here; did you mean 'standard'"),
        ('severity = "error"', "severity: 'error' is not a table"),
        (
            'severity = {mixed-rows = "fatal"}',
            "'fatal' for 'mixed-rows' is unknown; use one of",
        ),
        ('severity = {mixed-row = "note"}', "severity: there is no rule 'mixed-row'"),
        ('ignore = ["mixed-rows"]\nenable = ["mixed-rows"]', "is also in ignore; keep one"),
        ('house = "robust"', "house: 'robust' is not a list of tables"),
        ('[[tool.certainty.house]]\nphrases = ["a"]', "house number 1: rule: is missing"),
        ('[[tool.certainty.house]]\nrule = "x"\nphrases = ["a"]', "message: is missing"),
        (
            '[[tool.certainty.house]]\nrule = "x"\nmessage = "m"',
            "give either phrases or a pattern",
        ),
        (
            '[[tool.certainty.house]]\nrule = "x"\nmessage = "m"\npattern = "("',
            "pattern: '(' is no regular expression",
        ),
        (
            '[[tool.certainty.house]]\nrule = "x"\nmessage = "m"\npattern = "a*"',
            "matches nothing at all",
        ),
        (
            '[[tool.certainty.house]]\nrule = "mixed-rows"\nmessage = "m"\nphrases = ["a"]',
            "the rule 'mixed-rows' is there twice",
        ),
        (
            '[[tool.certainty.house]]\nrule = "No Go"\nmessage = "m"\nphrases = ["a"]',
            "'No Go' is no id",
        ),
        ("ignore = [", "is no TOML"),
    ],
)
def test_faults_of_settings_are_told(toml, told):
    with pytest.raises(SettingsError) as caught:
        parse_settings(f"[tool.certainty]\n{toml}", "pyproject.toml")
    assert told in str(caught.value)
    assert str(caught.value).count("pyproject.toml") >= 1
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems


def test_all_faults_of_settings_are_told_at_once():
    with pytest.raises(SettingsError) as caught:
        parse_settings('[tool.certainty]\nallow = 1\nignore = ["x"]\nstandard = "y"\nz = 1')
    assert len(caught.value.problems) == 4


def test_settings_are_found_upwards(tmp_path):
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert find_settings(deep) == Settings()
    (tmp_path / "pyproject.toml").write_text('[tool.certainty]\nallow = ["x"]', "utf-8")
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\n", "utf-8")
    assert find_settings(deep).allow == ("x",)
    with pytest.raises(SettingsError, match="cannot be read"):
        read_settings(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"# \xe9")
    with pytest.raises(SettingsError, match="not UTF-8"):
        read_settings(tmp_path / "latin.toml")


# Conversion


@pytest.mark.parametrize(
    ("phrase", "source", "target", "wording", "lost", "gained"),
    [
        ("likely", "icd203", "phia", "likely", [(0.75, 0.8)], []),
        ("probably", "icd203", "phia", "probably", [(0.75, 0.8)], []),
        ("very likely", "icd203", "phia", "highly likely", [(0.9, 0.95)], []),
        ("highly probable", "icd203", "phia", "highly likely", [(0.9, 0.95)], []),
        ("unlikely", "icd203", "phia", "unlikely", [(0.2, 0.25), (0.35, 0.45)], []),
        ("remote", "icd203", "phia", "remote chance", [], [(0.0, 0.01)]),
        (
            "roughly even chance",
            *("icd203", "phia", "realistic possibility", [(0.5, 0.55)], [(0.4, 0.45)]),
        ),
        ("almost certainly", "icd203", "phia", "almost certainly", [], [(0.99, 1.0)]),
        ("highly likely", "phia", "icd203", "very likely", [], [(0.9, 0.95)]),
        ("realistic possibility", "phia", "nato", "even chance", [], [(0.5, 0.6)]),
        ("very likely", "ipcc", "nato", "highly likely", [], []),
        ("almost certain", "kent", "icd203", "very likely", [(0.95, 0.99)], [(0.8, 0.87)]),
        ("certain", "kent", "nato", "highly likely", [], [(0.9, 1.0)]),
    ],
)
def test_terms_are_carried_over(phrase, source, target, wording, lost, gained):
    carried = convert_term(phrase, source=source, target=target)
    assert carried.wording == wording
    assert list(carried.lost) == [pytest.approx(band) for band in lost]
    assert list(carried.gained) == [pytest.approx(band) for band in gained]
    assert carried.exact == (not lost and not gained)
    assert json.loads(json.dumps(carried.to_dict()))["wording"] == wording
    assert pickle.loads(pickle.dumps(carried)) == carried


OFFICIAL = [
    name
    for name in certainty.scale_names()
    if name != "readers" and any(term.band for term in certainty.scale(name).levels)
]


@pytest.mark.parametrize("source", OFFICIAL)
def test_every_term_has_a_nearest_on_every_scale(source):
    for target in OFFICIAL:
        if target == source:
            continue
        for term in certainty.scale(source).levels:
            if term.band is None:
                continue
            carried = convert_term(term.name, source=source, target=target)
            low, high = carried.target_band
            assert certainty.scale(target).band(carried.wording) == (low, high)
            assert 0 <= carried.shared <= 1
            assert carried.exact == (carried.source_band == carried.target_band)
            kept = sum(b - a for a, b in carried.lost)
            assert kept <= term.band[1] - term.band[0] + 1e-9


@pytest.mark.parametrize(
    ("text", "numbered", "converted"),
    [
        (
            "A strike is very likely.",
            "A strike is very likely (80–95%).",
            "A strike is highly likely (80–90%).",
        ),
        (
            "Rain is unlikely (20-45%).",
            "Rain is unlikely (20–45%).",
            "Rain is unlikely (25–35%).",
        ),
        (
            "Rain is unlikely (about 40%).",
            "Rain is unlikely (about 40%).",
            "Rain is unlikely (about 40%).",
        ),
        (
            "It is an almost certain loss.",
            "It is an almost certain (95–99%) loss.",
            "It is an almost certain (95–100%) loss.",
        ),
        (
            "There is a roughly even chance of fog.",
            "There is a roughly even chance (45–55%) of fog.",
            "There is a realistic possibility (40–50%) of fog.",
        ),
        (
            "The odds are remote.",
            "The odds are remote (1–5%).",
            "The odds are remote [remote chance] (0–5%).",
        ),
        (
            "Very likely, it rained.",
            "Very likely (80–95%), it rained.",
            "Highly likely (80–90%), it rained.",
        ),
        ("It is not likely to rain.", "It is not likely to rain.", "It is not likely to rain."),
        ("The strait is wide.", "The strait is wide.", "The strait is wide."),
    ],
)
def test_texts_are_carried_over(text, numbered, converted):
    conversion = convert(text, source="icd203", target="phia")
    assert conversion.numbered == numbered
    assert conversion.converted == converted
    for place in conversion.places:
        assert text[place.start : place.end].lower() == place.conversion.phrase
    assert json.loads(json.dumps(conversion.to_dict()))["converted"] == converted


def test_what_is_not_carried_over_is_told():
    text = "A good chance of rain; frost is not likely; fog is likely."
    conversion = convert(text)
    assert [text[start:end] for start, end in conversion.left] == ["good chance", "not likely"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"source": "phia", "target": "phia"}, "both 'phia'; name two scales"),
        ({"source": "readers"}, "prescribes no bands"),
        ({"target": "icd"}, "there is no scale 'icd'"),
    ],
)
def test_conflicting_scales_are_told(options, told):
    for call in (convert, convert_term):
        with pytest.raises(ScaleError, match=told):
            call("likely", **options)


def test_unknown_terms_are_told():
    with pytest.raises(ScaleError, match=r"'toss-up' is no term of 'icd203'.*almost no chance"):
        convert_term("toss-up")
    with pytest.raises(TextError):
        convert(b"likely")
