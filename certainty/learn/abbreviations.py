"""Learn abbreviations from text, as candidates for ``lexicons/abbreviations.txt``.

Punkt (Kiss and Strunk 2006) finds words that keep company with a full stop more
often than chance allows. It learns without labels and errs both ways, so what it
finds is a list for a person to read, never the shipped file itself.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from certainty.errors import InputError

#: Sentences handed to Punkt at a time, so that the corpora need not be in memory at once.
_BATCH = 5_000


def learn_abbreviations(corpora: Path) -> list[str]:
    """List what Punkt finds in the corpora: lower case, sorted, without the final dot.

    Reads the field ``text`` of every ``*.jsonl.gz`` in the folder ``corpora``.
    """
    from nltk.tokenize.punkt import PunktTrainer

    trainer = PunktTrainer()
    for batch in _batches(read_texts(corpora)):
        trainer.train("\n".join(batch), finalize=False)
    trainer.finalize_training()
    return sorted(trainer.get_params().abbrev_types)


def main_lines(corpora: Path) -> Iterator[str]:
    """Yield what ``python -m certainty.learn abbreviations`` prints, line by line.

    The lines are in the format that `certainty.sentences.read_abbreviations` reads,
    without marks: those are for the reader of the list to set.
    """
    yield f"# What Punkt found in {corpora.name}: read it, drop the junk, set the marks."
    yield from learn_abbreviations(corpora)


def read_texts(corpora: Path) -> Iterator[str]:
    """Yield the texts of all corpora in the folder, file after file, in order of name."""
    paths = sorted(corpora.glob("*.jsonl.gz"))
    if not paths:
        raise InputError(
            f"{corpora}: no *.jsonl.gz here; give the folder that holds the corpora"
        )
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                yield _text_of(line, path, number)


def _text_of(line: str, path: Path, number: int) -> str:
    try:
        text = json.loads(line)["text"]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{path}, line {number}: no JSON object with a field 'text'; mend or drop the line"
        ) from error
    if not isinstance(text, str):
        raise InputError(f"{path}, line {number}: field 'text' is not a string; mend the line")
    return text


def _batches(texts: Iterator[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
