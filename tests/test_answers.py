"""Answers of assistants from end to end: what is read, what is scored, what stands apart.

``PYTHONPATH=.:tests python tests/test_answers.py`` writes the golden file anew; read its
difference before keeping it.
"""

from __future__ import annotations

import warnings
from pathlib import Path

from certainty import Document, FormatWarning, annotate

FOLDER = Path(__file__).parent / "golden" / "answers"
GOLDEN = FOLDER.with_suffix(".txt")
FORMATS = {".md": "markdown", ".chat": "chat"}


def told(document: Document) -> list[str]:
    lines = []
    for sentence in document.sentences:
        number = sentence.certainty
        lines.append(repr(sentence.text))
        lines.append(f"    {f'{number.mean:.2f}' if number else 'asserts nothing'}")
        for span in sentence.spans:
            heard = f" {span.probability.mean:.2f}" if span.probability else ""
            lines.append(f"    {span.text!r}: {span.kind}{heard}, {span.entry}")
    for part in document.apart:
        end = "" if part.closed else ", never closed"
        words = document.text[part.start : part.end]
        lines.append(f"{part.kind}{f' of {part.role}' if part.role else ''}{end}: {words!r}")
    return lines


def read_all() -> str:
    lines = []
    for path in sorted(FOLDER.iterdir()):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FormatWarning)
            document = annotate(path.read_text("utf-8"), format=FORMATS[path.suffix])
        lines += [f"# {path.name}", *told(document), ""]
    return "\n".join(lines)


def test_the_answers_are_read_as_they_were():
    assert read_all() == GOLDEN.read_text("utf-8")


if __name__ == "__main__":
    GOLDEN.write_text(read_all(), "utf-8")
