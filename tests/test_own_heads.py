"""Heads trained on somebody's own labels: what they learn, and what is refused."""

from __future__ import annotations

import gzip
import json

import pytest

from certainty import Annotator, InputError, ModelError, learn
from certainty.data import default_lexicon, default_model
from certainty.model_file import dump_model, load_model, read_model
from certainty.types import KINDS

SUBJECTS = ("The crane", "The ferry", "Our supplier", "The valve", "The committee", "That seal")
VERBS = ("fail", "move", "answer", "leak", "return", "hold")
WEAK, FIRM = ("might", "may well", "could"), ("does", "did", "will certainly")


def rows():
    """Invented sentences: hedged ones, flat ones, and an own label on who is spoken of."""
    found = []
    for at, subject in enumerate(SUBJECTS):
        for verb in VERBS:
            for words in (*WEAK, *FIRM):
                text = f"{subject} {words} {verb} before noon ."
                start = len(subject) + 1
                weak = words in WEAK
                cue = {"start": start, "end": start + len(words), "text": words}
                found.append(
                    {
                        "text": text,
                        "hedge": weak,
                        "cues": [cue] if weak else [],
                        "labels": {"people": subject in ("Our supplier", "The committee")},
                        "meta": {"doc": f"{at}-{verb}"},
                    }
                )
    return found


@pytest.fixture(scope="module")
def trained():
    return learn.train(rows())


def test_every_head_that_the_rows_label_is_trained(trained):
    assert set(trained.results) == {"hedged", "epistemic", "people"}
    for result in trained.results.values():
        assert result.figures["F1"].value > 0.9
        assert result.gap < 0.01
    assert trained.model.head["trained"] == ["epistemic", "hedged", "people"]


def test_the_new_heads_are_used(trained):
    annotator = Annotator(model=trained.model)
    weak, firm = annotator("The pump might stop. The pump did stop.").sentences
    assert weak.hedged > 0.8 > 0.2 > firm.hedged
    people, thing = annotator.judge("The committee did return. The valve did return.", "people")
    assert people > 0.8 > 0.2 > thing
    with pytest.raises(ValueError, match=r"no head 'mood' of your own; it has: people"):
        annotator.judge("It rains.", "mood")


def test_the_other_heads_stay_as_they_were(trained):
    before = default_model()
    assert trained.model.heads["weasel"] == before.heads["weasel"]
    assert trained.model.heads["hedged"] != before.heads["hedged"]
    assert trained.model.senses == before.senses
    text = "Critics widely regard it as a failure."
    ours, theirs = Annotator(model=trained.model)(text), Annotator()(text)
    assert ours.sentences[0].weasel == theirs.sentences[0].weasel


def test_the_same_rows_give_the_same_model_from_memory_and_from_files(trained, tmp_path):
    lines = "\n".join(map(json.dumps, rows()))
    plain, packed = tmp_path / "rows.jsonl", tmp_path / "rows.jsonl.gz"
    plain.write_text(lines, "utf-8")
    packed.write_bytes(gzip.compress(lines.encode()))
    for path in (plain, packed):
        assert dump_model(learn.train(path).model) == dump_model(trained.model)


def test_it_travels_as_a_file(trained, tmp_path):
    path = tmp_path / "own.npz"
    trained.write(path)
    again = Annotator(model=path)
    text = "The committee might return."
    assert again(text) == Annotator(model=trained.model)(text)
    known = trained.model.own["people"].named()
    assert read_model(path).own["people"].named() == pytest.approx(known, abs=1e-6)


def test_one_head_alone(trained):
    alone = learn.train(rows(), heads=["people"], folds=3)
    assert set(alone.results) == {"people"}
    assert alone.model.heads == default_model().heads


def test_weasel_by_itself():
    vague = [
        {"text": f"{who} {verb} the {thing} well.", "weasel": who != "Ann Hill"}
        for who in ("Some critics", "Ann Hill", "Many people")
        for verb in ("like", "know", "paint", "use")
        for thing in ("bridge", "hall", "song")
    ]
    result = learn.train(vague, folds=3).results["weasel"]
    assert result.figures["F1"].value > 0.9


ROW = {"text": "It may rain.", "hedge": True, "cues": [{"start": 3, "end": 6}]}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"sentence": "It may rain."}, "no object with a text"),
        ("It may rain.", "no object with a text"),
        ({**ROW, "hedge": "yes"}, "hedge is 'yes'; give true or false"),
        ({**ROW, "cues": []}, "hedge is true and cues is empty"),
        ({**ROW, "cues": [{"start": 3}]}, "lacks start or end"),
        ({**ROW, "cues": [{"start": 3, "end": 99}]}, "lies outside the text of 12"),
        (
            {**ROW, "cues": [{"start": 4, "end": 7, "text": "may"}]},
            "should be 'may', but 'ay '",
        ),
        ({**ROW, "labels": {"rain": 1}}, "labels is {'rain': 1}"),
        ({**ROW, "labels": {"weasel": True}}, "labels names weasel"),
    ],
)
def test_a_row_that_does_not_fit_is_named(row, message):
    with pytest.raises(InputError, match=rf"row 2: .*{message}"):
        learn.train([ROW, row])


def test_a_broken_line_is_named(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text(f"{json.dumps(ROW)}\n\n{{'text'\n", "utf-8")
    with pytest.raises(InputError, match=r"rows\.jsonl:3: not JSON"):
        learn.train(path)
    with pytest.raises(InputError, match="cannot be read"):
        learn.train(tmp_path / "none.jsonl")
    packed = gzip.compress(json.dumps(ROW).encode())
    for data in (packed[:-6], packed[:14] + b"\xff" * 9 + packed[23:]):
        cut = tmp_path / "cut.jsonl.gz"
        cut.write_bytes(data)
        with pytest.raises(InputError, match="cannot be read"):
            learn.train(cut)


def test_too_little_to_learn_from_is_said():
    few = [{"text": f"It may rain on {day}.", "labels": {"wet": day == 3}} for day in range(9)]
    with pytest.raises(InputError, match="'wet': 1 of 9 answers are true; give at least 5"):
        learn.train(few)
    with pytest.raises(InputError, match="the rows label nothing"):
        learn.train([{"text": "It may rain."}])
    with pytest.raises(InputError, match="no row labels 'dry'; the rows label wet"):
        learn.train(few, heads=["dry"])
    one = [
        {**row, "labels": {"wet": at % 2 == 0}, "meta": {"doc": "a"}}
        for at, row in enumerate(few * 2)
    ]
    with pytest.raises(InputError, match="1 documents for 4 folds"):
        learn.train(one, folds=4)


def test_a_model_of_another_lexicon_is_refused(trained, tmp_path):
    path = tmp_path / "own.npz"
    trained.write(path)
    lexicon = default_lexicon()
    fewer = lexicon.filter(kinds=set(KINDS) - {"doubt"})
    with pytest.raises(ModelError, match=r"own\.npz was trained with another lexicon"):
        Annotator(model=path, lexicon=fewer)
    assert Annotator(lexicon=fewer)("It may rain.").sentences[0].spans


def test_foreign_arrays_are_refused(trained):
    import io

    import numpy as np

    with np.load(io.BytesIO(dump_model(trained.model))) as archive:
        arrays = {name: archive[name] for name in archive.files}
    file = io.BytesIO()
    np.savez(file, **arrays, secret=np.zeros(3))
    with pytest.raises(ModelError, match="holds secret, no arrays of its heads"):
        load_model(file.getvalue(), name="m")


def test_the_command_trains_own_heads(tmp_path, capsys):
    from certainty.learn.__main__ import main

    path, out = tmp_path / "rows.jsonl", tmp_path / "own.npz"
    path.write_text("\n".join(map(json.dumps, rows())), "utf-8")
    asked = ["train", "--examples", str(path), "--out", str(out), "--heads", "people"]
    card = tmp_path / "card.md"
    assert main([*asked, "--folds", "3", "--card", str(card)]) == 0
    assert "| `people` | 216 (72) |" in card.read_text("utf-8")
    assert "3-fold cross-validation grouped by document" in card.read_text("utf-8")
    shown = capsys.readouterr().out
    assert "people: 216 examples, 72 positive; F1" in shown
    assert f"{out}: {out.stat().st_size} bytes, sha256" in shown
    assert set(read_model(out).own) == {"people"}
    assert main([*asked, "--folds", "1"]) == 2
    assert "--folds 1: give at least 2" in capsys.readouterr().err
