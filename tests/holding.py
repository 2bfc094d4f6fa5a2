"""Hold the library against the cases, by the rules of ``tests/cases/README.md``.

``python -m tests.holding`` prints the ids of the cases that fail now, ready to be kept as
``tests/cases/known_failures.txt``; ``python -m tests.holding --why`` says why they fail.
Read what is new in the list before keeping it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from certainty.document import Document
from certainty.types import Sentence, Source, Span

CASES = Path(__file__).parent / "cases"
KNOWN_FAILURES = CASES / "known_failures.txt"
FILES = (
    *("context", "genres", "ambiguous", "probes", "sources", "traps", "numeric", "second"),
    *("claims", "assistants"),
)
#: Bands include their ends, whatever the last bit of a float says.
NOISE = 1e-9

Case = Mapping[str, Any]


def case_files() -> tuple[Path, ...]:
    """The files whose cases are held against the annotator."""
    mixed = [CASES / f"{name}.jsonl" for name in FILES]
    return (*mixed, *sorted((CASES / "kinds").glob("*.jsonl")))


def read_cases() -> tuple[Case, ...]:
    """All cases, file by file."""
    return tuple(
        json.loads(line)
        for path in case_files()
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    )


def known_failures(path: Path = KNOWN_FAILURES) -> tuple[str, ...]:
    """The ids listed in a file, one a line; ``#`` starts a comment."""
    if not path.exists():
        return ()
    lines = (line.split("#")[0].strip() for line in path.read_text("utf-8").splitlines())
    return tuple(line for line in lines if line)


def faults(case: Case, document: Document) -> list[str]:
    """What a document of the case's text gets wrong, in words; empty where it holds."""
    spans = [span for sentence in document.sentences for span in sentence.spans]
    found = [f for wanted in case.get("spans", ()) for f in span_faults(case, wanted, spans)]
    found += [f for words in case.get("absent", ()) for f in trap_faults(case, words, spans)]
    if len(document.sentences) != 1:
        found.append(f"split into {[sentence.text for sentence in document.sentences]}")
    if document.sentences:
        found += sentence_faults(case, document.sentences[0])
    return found


def kinds_of(wanted: Case) -> tuple[str, ...]:
    """The kinds that will do for a listed span."""
    kind = wanted["kind"]
    return (kind,) if isinstance(kind, str) else tuple(kind)


def place_of(case: Case, wanted: Case) -> tuple[int, int]:
    """The offsets of a listed span; ``ValueError`` where the text does not hold it."""
    start = wanted.get("start", case["text"].find(wanted["text"]))
    end = start + len(wanted["text"])
    if start < 0 or case["text"][start:end] != wanted["text"]:
        raise ValueError(f"{case['id']}: {wanted['text']!r} is not in the text at {start}")
    return start, end


def span_faults(case: Case, wanted: Case, spans: Sequence[Span]) -> list[str]:
    """Of the spans of an accepted kind that overlap, the faults of the best."""
    near = overlapping(spans, *place_of(case, wanted))
    meant = [span for span in near if span.kind in kinds_of(wanted)]
    if not meant:
        got = [(span.text, span.kind) for span in near]
        return [f"{wanted['text']!r}: no {'/'.join(kinds_of(wanted))}, got {got}"]
    return min((claim_faults(wanted, span) for span in meant), key=len)


def claim_faults(wanted: Case, span: Span) -> list[str]:
    """Where one span differs from what is claimed of it."""
    found = []
    if "probability" in wanted and not fits(wanted["probability"], span.probability):
        got = span.probability and round(span.probability.mean, 3)
        found.append(f"{span.text!r} ({span.entry}): {got}, not in {wanted['probability']}")
    if "negated" in wanted and wanted["negated"] != span.negated:
        found.append(f"{span.text!r}: negated is {span.negated}")
    if "source" in wanted and not same_source(wanted["source"], span.source):
        got = span.source and span.source.text
        found.append(f"{span.text!r}: source is {got!r}, not {wanted['source']!r}")
    return found


def trap_faults(case: Case, words: str, spans: Sequence[Span]) -> list[str]:
    """Spans over words that are no cue; letter case counts: the month is not the modal."""
    places = re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", case["text"])
    hits = [span for place in places for span in overlapping(spans, *place.span())]
    return [f"{words!r} is no cue, got {span.text!r} ({span.entry})" for span in hits]


def sentence_faults(case: Case, sentence: Sentence) -> list[str]:
    """Where the sentence differs from what is claimed of it as a whole."""
    found = []
    if "certainty" in case and not fits(case["certainty"], sentence.certainty):
        got = sentence.certainty and round(sentence.certainty.mean, 3)
        found.append(f"certainty: {got}, not in {case['certainty']}")
    if "confidence" in case and case["confidence"] != sentence.confidence:
        found.append(f"confidence: {sentence.confidence!r}, not {case['confidence']!r}")
    if "source" in case and not same_source(case["source"], sentence.source):
        got = sentence.source and sentence.source.text
        found.append(f"source: {got!r}, not {case['source']!r}")
    return found


def overlapping(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """The spans that share a character with ``[start, end)``."""
    return [span for span in spans if span.start < end and start < span.end]


def fits(band: Sequence[float] | None, estimate: Any) -> bool:
    """Whether the mean lies in the band; no band asks for no estimate."""
    if band is None or estimate is None:
        return band is None and estimate is None
    return bool(band[0] - NOISE <= estimate.mean <= band[1] + NOISE)


def same_source(wanted: str | None, source: Source | None) -> bool:
    """Whether one text contains the other, letter case aside; no text asks for no source."""
    if wanted is None or source is None:
        return wanted is None and source is None
    one, other = wanted.lower(), source.text.lower()
    return one in other or other in one


def failing() -> Iterator[tuple[str, list[str]]]:
    """The ids of the cases that fail now, with their faults."""
    from certainty import Annotator

    annotator = Annotator()
    for case in read_cases():
        found = faults(case, annotator(case["text"]))
        if found:
            yield case["id"], found


def main(arguments: Sequence[str]) -> None:
    """Write the failing ids, and with ``--why`` their faults, to standard output."""
    lines = ["# Cases that the library fails: made by `python -m tests.holding`."]
    for name, found in failing():
        lines.append(name)
        lines += [f"    # {fault}" for fault in found if "--why" in arguments]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
