"""How numbers came about: the steps replay, travel, and say what they say.

``python tests/test_explanations.py`` writes the golden anew; read the difference before
keeping it.
"""

from __future__ import annotations

import copy
import json
import pickle
import re
from dataclasses import asdict, fields, replace
from functools import cache
from pathlib import Path

import pytest
from holding import CASES, read_cases
from hypothesis import given, settings
from hypothesis import strategies as st

import certainty
from certainty import Annotator, Document, Estimate, ExplanationError, data
from certainty.cli import main
from certainty.context import RULES, Cue, Surroundings, apply_rules
from certainty.evidence import find_evidence
from certainty.explanation import WHATS, Explanation, Step
from certainty.render.explaining import document_lines, evidence_lines

GOLDEN = Path(__file__).parent / "golden" / "explanations.txt"
#: The files of cases; those of `read_cases` are among them.
OTHERS = ("holders", "holders_second", "targets", "explanations")
PHRASES = (
    "unlikely",
    "hardly likely",
    "almost always",
    "virtually certain",
    "no evidence that",
)
NOISE = 1e-9
#: Where a row stands in its file, which changes when another is added.
LINE = re.compile(r"\.csv:\d+")


@cache
def annotator_with(**chosen):
    return Annotator(**chosen)


def read(name):
    lines = (CASES / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


TEXTS = sorted(
    {case["text"] for case in read_cases()} | {c["text"] for n in OTHERS for c in read(n)}
)


def numbered(document):
    """Every sentence and span with its number."""
    for sentence in document.sentences:
        yield sentence, sentence.certainty
        for span in sentence.spans:
            yield span, span.probability


def parts(cue):
    """What a rule may change of a cue."""
    return cue.first, cue.estimate, cue.epistemic, cue.negated


def close(one, other):
    if one is None or other is None:
        return one is other
    pairs = zip((one.mean, one.low, one.high), (other.mean, other.low, other.high), strict=True)
    return all(abs(left - right) <= NOISE for left, right in pairs)


def faults(document):
    """What does not explain itself: the replayed number is another."""
    for value, number in numbered(document):
        explanation = value.explain()
        for _, step in explanation.walk():
            assert close(step.replay(step.before), step.after), step
        if not (close(explanation.replay(), number) and close(explanation.number, number)):
            yield f"{value.text!r}: {explanation.replay()} is not {number}\n{explanation}"


# Replay


@pytest.mark.parametrize("chosen", [{"threshold": 0}, {"scale": "phia"}], ids=str)
def test_the_steps_of_all_cases_replay(chosen):
    found = [fault for text in TEXTS for fault in faults(annotator_with(**chosen)(text))]
    assert found == []


PIECES = """
may might could will likely unlikely probably certainly not never very hardly rather more or
less least than if that to said says denied doubt believe few nobody officials reportedly we is
are was no about 70% chance possible possibly because and a high confidence evidence . ? , “ ”
""".split()
cases = st.sampled_from(TEXTS)
texts = st.one_of(
    st.lists(cases, min_size=1, max_size=3).map(" ".join),
    st.lists(st.sampled_from([*PIECES, "\n\n"]), max_size=25).map(" ".join),
)


@settings(max_examples=120)
@given(texts, st.sampled_from(("readers", "icd203", "ipcc")), st.sampled_from((0, 0.5)))
def test_the_steps_of_any_text_replay(text, scale, threshold):
    assert list(faults(annotator_with(scale=scale, threshold=threshold)(text))) == []


def events():
    for case in read("targets"):
        for target in case["targets"]:
            at = target.get("start", case["text"].index(target["text"]))
            yield case["text"], (at, at + len(target["text"])), target.get("source")


def test_the_steps_of_all_events_replay(annotator):
    for text, place, source in events():
        found = annotator(text).at(*place, source=source)
        assert close(found.explain().replay(), found), str(found.explain())


def test_replaying_needs_the_arguments_alone(annotator):
    """Numbers that the steps arrived at are not looked at; an argument counts."""
    span = annotator("The ferry is hardly likely to sail.").sentences[0].spans[0]
    base, turn = span.explain().steps
    blind = [replace(step, before=None, after=None) for step in (base, turn)]
    assert Explanation(tuple(blind)).replay() == span.probability
    weaker = Explanation((base, replace(turn, arguments=(0.5,))))
    assert weaker.replay().mean > span.probability.mean + 0.1


def test_the_rules_told_are_those_applied(annotator):
    """They are applied by name and told one by one."""
    around = Surroundings.of(data.default_lexicon())
    judged = [each for text in TEXTS for each in annotator.pipeline.judged(text)]
    for view, cue in [(each.view, place.cue) for each in judged for place in each.placed]:
        bare = Cue(cue.head, cue.last, cue.head, cue.entry, cue.entry.estimate)
        applied = apply_rules(view, bare, around)
        for rule in RULES:
            bare = rule(view, bare, around)
        assert parts(applied) == parts(bare), view.words


# What is told


def test_a_cue_that_nothing_bears_on_has_one_step(annotator):
    for phrase in ("unlikely", "probable", "almost certain"):
        (span,) = annotator(f"Sleet is {phrase}.").sentences[0].spans
        (step,) = span.explain().steps
        assert (step.what, step.before, step.after) == ("base", None, span.probability)
        assert "belem2024" in step.source or "mauboussin2018" in step.source


def test_each_basis_names_its_ground():
    def base(text, scale="readers"):
        return annotator_with(scale=scale)(text).sentences[0].spans[0].explain().steps[0]

    assert "6,454 answers" in base("Sleet is unlikely.").text
    assert base("Sleet is unlikely.", "phia").text.endswith("0.25 to 0.35")
    assert "gov.uk" in base("Sleet is unlikely.", "phia").source
    assert "states it" in base("There is a 70% chance of sleet.").text
    assert base("The ministry denied that the dam leaks.").source == "editors"


def told(case):
    chosen = {name: case[name] for name in ("scale", "threshold") if name in case}
    document = annotator_with(**chosen)(case["text"])
    settings_ = "".join(f" [{name} {value}]" for name, value in chosen.items())
    if "target" not in case:
        return [f"# {case['why']}{settings_}", *document_lines(document)]
    at = case["text"].index(case["target"])
    found = document.at(at, at + len(case["target"]), source=case.get("holder"))
    return [f"# {case['why']}: {case['target']}", case["text"], *found.explain().splitlines()]


def golden():
    parts = ["\n".join(told(case)) for case in read("explanations")]
    parts += ["\n".join(evidence_lines(find_evidence(p, annotator_with()))) for p in PHRASES]
    return LINE.sub(".csv", "\n\n\n".join(parts)) + "\n"


def test_golden():
    assert golden() == GOLDEN.read_text("utf-8")


def explanations():
    for case in read("explanations"):
        chosen = {name: case[name] for name in ("scale", "threshold") if name in case}
        document = annotator_with(**chosen)(case["text"])
        yield from (value.explain() for value, _ in numbered(document))
        if "target" in case:
            at = case["text"].index(case["target"])
            yield document.at(at, at + len(case["target"]), source=case.get("holder")).explain()


def test_the_cases_show_every_sort_of_step():
    shown = {step.what for explanation in explanations() for _, step in explanation.walk()}
    assert shown == set(WHATS)


def test_an_explanation_reads_as_text_and_as_html(annotator):
    found = annotator("Officials believe a thaw is likely.").sentences[0].explain()
    assert str(found).splitlines() == found.splitlines()
    assert "hands on 20%" in found
    assert any(line.startswith("  ") for line in found.splitlines())
    step = Step.base("<b>'x' & y</b>", Estimate(0.5, 0.4, 0.6))
    page = Explanation((step,))._repr_html_()
    assert "&lt;b&gt;" in page and "<b>" not in page
    assert Explanation(()).number is None and str(Explanation(())) == ""


# Travelling


def test_an_explanation_travels():
    for explanation in explanations():
        assert pickle.loads(pickle.dumps(explanation)) == explanation
        again = Explanation.from_dict(json.loads(json.dumps(explanation.to_dict())))
        assert again == explanation
        assert again.replay() == explanation.replay()


def test_an_unknown_operation_is_refused(annotator):
    told = annotator("Sleet is likely.").sentences[0].explain().to_dict()
    told["steps"][0]["what"] = "guess"
    with pytest.raises(ExplanationError, match="'guess' is no operation"):
        Explanation.from_dict(told)


def test_where_a_value_comes_from_is_no_part_of_it(annotator):
    sentence = annotator("Sleet is likely.").sentences[0]
    bare = certainty.Sentence.from_dict(sentence.to_dict())
    assert bare == sentence and hash(bare) == hash(sentence) and repr(bare) == repr(sentence)
    assert "_origin" not in {field.name for field in fields(sentence)}
    assert asdict(bare) == asdict(sentence)
    assert b"rigin" not in pickle.dumps(sentence)


def test_nothing_is_worked_out_before_somebody_asks(annotator):
    span = annotator("Sleet is likely.").sentences[0].spans[0]
    assert set(vars(span._origin)) == {"_text", "_given", "_bounds", "_format"}
    span.explain()
    assert "_told" in vars(span._origin)


@pytest.mark.parametrize(
    "journey",
    [
        lambda value: pickle.loads(pickle.dumps(value)),
        copy.deepcopy,
        lambda value: type(value).from_dict(value.to_dict()),
    ],
    ids=["pickled", "copied", "read"],
)
def test_a_document_that_travelled_explains_itself_and_a_part_says_it_cannot(journey):
    document = certainty.annotate("Officials say sleet is unlikely. It may snow.", scale="phia")
    again = journey(document)
    assert again == document
    for (one, _), (other, _) in zip(numbered(document), numbered(again), strict=True):
        assert one.explain() == other.explain()
    for part in (document.sentences[0], document.sentences[0].spans[0]):
        with pytest.raises(ExplanationError, match="annotate the text again"):
            journey(part).explain()


def test_a_shallow_copy_keeps_the_annotator_it_came_from():
    document = Annotator(lexicon=house_lexicon())("The tender is on the blue list.")
    span = copy.copy(document).sentences[0].spans[0]
    assert span.explain().replay() == span.probability


def house_lexicon():
    header = "phrase,kind,entry,term,like,low,mid,high,basis,source,level,example,near_miss"
    row = "on the blue list,likelihood,,,,0.3,0.6,0.8,judgement,our desk,,On the blue list.,"
    return data.default_lexicon() | certainty.lexicon.parse_lexicon(
        [("house.csv", f"{header}\n{row}\n")], surveys=data.surveys()
    )


def test_a_document_of_another_lexicon_must_be_adopted():
    annotator = Annotator(lexicon=house_lexicon())
    document = annotator("The tender is on the blue list.")
    again = Document.from_dict(document.to_dict())
    with pytest.raises(ExplanationError, match=r"annotator\.adopt\(document\)"):
        again.sentences[0].spans[0].explain()
    adopted = annotator.adopt(again)
    assert adopted is again
    assert "our desk" in str(adopted.sentences[0].spans[0].explain())


def test_a_scale_that_is_not_at_hand_is_told():
    scale = replace(certainty.scale("phia"), name="house")
    annotator = Annotator(scale=scale)
    again = pickle.loads(pickle.dumps(annotator("Sleet is likely.")))
    with pytest.raises(ExplanationError, match="no scale 'house'"):
        again.sentences[0].explain()
    assert annotator.adopt(again).sentences[0].explain().steps[0].source == scale.citation


def test_documents_of_other_processes_explain_themselves():
    annotator = Annotator(lexicon=house_lexicon(), threshold=0)
    batch = ["The tender is on the blue list.", "It may snow in May."]
    for document in annotator.pipe(batch, n_jobs=2, batch_size=1):
        assert list(faults(document)) == []


def test_a_made_up_number_is_not_explained(annotator):
    document = annotator("Sleet is likely.")
    sentence = document.sentences[0]
    spans = (replace(sentence.spans[0], probability=Estimate(0.1, 0.0, 0.2)),)
    made_up = annotator.adopt(Document(document.text, (replace(sentence, spans=spans),)))
    with pytest.raises(ExplanationError, match="another lexicon, model or threshold"):
        made_up.sentences[0].spans[0].explain()


# Phrases


def test_the_answers_fall_into_the_tenths_once():
    for phrase, survey in data.surveys().items():
        evidence = find_evidence(phrase, annotator_with())
        assert evidence.survey == survey
        assert sum(evidence.shares) == pytest.approx(1), phrase


def test_what_is_known_of_a_phrase():
    found = find_evidence("  Very   unlikely ", annotator_with(scale="icd203"))
    assert (found.phrase, found.entry.kind) == ("Very unlikely", "likelihood")
    assert found.explanation.steps[0].text.endswith("prescribes it, 0.05 to 0.2")
    assert {"icd203", "ipcc"} <= {each.scale for each in found.prescribed}
    assert json.loads(json.dumps(found.to_dict()))["survey"]["n"] == found.survey.n
    assert find_evidence("blue cheese", annotator_with()) is None
    assert find_evidence("Sleet is unlikely.", annotator_with()) is None


def test_every_wording_of_every_scale_is_known():
    for name in certainty.scale_names()[1:]:
        for term in certainty.scale(name).levels:
            found = find_evidence(term.name, annotator_with())
            assert (name, term.name) in {(p.scale, p.term) for p in found.prescribed}


# The command line


def run(capsys, *arguments):
    status = main(["explain", *arguments])
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_the_command_explains_a_phrase_and_a_sentence(capsys):
    status, out, _ = run(capsys, "hardly likely")
    assert status == 0
    assert "negated by 'hardly'" in out and "6,454 answers" in out and "█" in out
    status, out, _ = run(capsys, "Sleet may fall, but hail is unlikely.", "--scale", "phia")
    assert status == 0
    assert "the mean of 2 claims" in out and "as phia prescribes it, 0.25 to 0.35" in out


def test_the_command_writes_json(capsys):
    status, out, _ = run(capsys, "Sleet is likely. It may snow.", "--format", "json")
    sentences = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [len(sentence["spans"]) for sentence in sentences] == [1, 1]
    for sentence in sentences:
        for value, key in ((sentence, "certainty"), (sentence["spans"][0], "probability")):
            steps = Explanation.from_dict({"steps": value["steps"]})
            assert steps.replay().to_dict() == value[key]
    assert json.loads(run(capsys, "likely", "--format", "json")[1])["entry"] == "likely"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["  "], "nothing to explain"),
        (["likely", "--scale", "icd"], "did you mean 'icd203'"),
        (["likely", "--threshold", "2"], "--threshold must lie in [0, 1]"),
    ],
)
def test_the_command_tells_misuse(capsys, arguments, message):
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert message in err


def test_no_control_reaches_the_terminal(capsys):
    _, out, _ = run(capsys, "Sleet is \x1b[31mlikely.")
    assert "\x1b" not in out and "\\x1b" in out


if __name__ == "__main__":
    GOLDEN.write_text(golden(), "utf-8")
