r"""CoNLL-U Plus: a token a line, cues in a column of BIO tags, a column for each cue's scope.

The first comment names the columns: ``ID FORM CUE SOURCE SCOPE:1 … SCOPE:n MISC``. As in
\*SEM's shared task the scope of a sentence's first cue stands in a column of its own, that of
its second cue in the next. What columns cannot carry is JSON: in ``Values`` of ``MISC`` for a
cue, in the comment ``values`` for a sentence. ``SpaceAfter`` and ``SpacesAfter`` (as UDPipe
writes it) give the text back to the character; text in no sentence is a block without values.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from certainty.document import Document
from certainty.errors import InputError
from certainty.formats.conll_lines import documents_in, escaped
from certainty.formats.faults import OnFault, read_text, write_text
from certainty.formats.pieces import cut
from certainty.types import Sentence, Source, Span

_FIXED = ("ID", "FORM", "CUE", "SOURCE")
Place = tuple[int, int]


def dumps(document: Document, *, name: str = "document") -> str:
    """The blocks of a document with the head of the file; ``name`` is its ``newdoc id``.

    >>> from certainty import annotate
    >>> print(dumps(annotate("It may rain.")).splitlines()[7].split()[:5])
    ['2', 'may', 'B-modal', 'O', 'I-modal']
    """
    return dumps_all([(name, document)])


def loads(
    data: str, *, where: str = "annotations", on_fault: OnFault | None = None
) -> Document:
    """The document of a file that `dumps` wrote, edited or not.

    Raises `InputError` with every faulty line; with ``on_fault`` each is handed over and the
    others are read.

    >>> from certainty import annotate
    >>> document = annotate("It may rain.")
    >>> loads(dumps(document)) == document
    True
    """
    found = list(documents_in(data, where, on_fault))
    if len(found) != 1:
        raise InputError(f"{where}: holds {len(found)} documents, not one; read the file")
    return found[0]


def write(documents: Document | Iterable[Document], path: str | os.PathLike[str]) -> None:
    """Write a ``.conll`` file with all documents."""
    many = [documents] if isinstance(documents, Document) else documents
    named = [(f"document-{number}", document) for number, document in enumerate(many, 1)]
    write_text(path, dumps_all(named))


def read(
    path: str | os.PathLike[str], *, on_fault: OnFault | None = None
) -> Iterator[Document]:
    """The documents of a file."""
    yield from documents_in(read_text(path), str(path), on_fault)


def dumps_all(documents: Sequence[tuple[str, Document]]) -> str:
    """One file with several documents, each with its name."""
    n_scopes = max(
        (
            number
            for _, document in documents
            for sentence in document.sentences
            for number, span in enumerate(sentence.spans, 1)
            if span.scope
        ),
        default=0,
    )
    columns = (*_FIXED, *(f"SCOPE:{number}" for number in range(1, n_scopes + 1)), "MISC")
    lines = [f"# global.columns = {' '.join(columns)}"]
    for name, document in documents:
        lines += _document(document, name, n_scopes)
    return "".join(f"{line}\n" for line in lines)


def _document(document: Document, name: str, n_scopes: int) -> Iterator[str]:
    """The lines of a document: a block for each sentence and for what lies between them."""
    yield f"# newdoc id = {_on_one_line(name)}"
    yield f"# scale_of_levels = {_on_one_line(document.scale)}"
    blocks = list(_blocks(document))
    starts = [tokens[0][0] for tokens, _ in blocks] + [len(document.text)]
    for number, (tokens, sentence) in enumerate(blocks, 1):
        before = document.text[: starts[0]] if number == 1 else ""
        yield f"# sent_id = {_on_one_line(name)}-{number}"
        yield f"# text = {_on_one_line(document.text[tokens[0][0] : tokens[-1][1]])}"
        if sentence is not None:
            yield f"# values = {_json(_sentence_values(sentence))}"
        yield from _tokens(document.text, tokens, sentence, starts[number], before, n_scopes)
        yield ""


def _blocks(document: Document) -> Iterator[tuple[list[Place], Sentence | None]]:
    """The tokens of each sentence, and of each stretch between sentences if it has any."""
    text, end = document.text, 0
    for sentence in document.sentences:
        if sentence.start < end:
            raise InputError("sentences that overlap cannot be written as columns")
        outside = list(cut(text, (), end, sentence.start))
        if outside:
            yield outside, None
        yield list(cut(text, _edges(sentence), sentence.start, sentence.end)), sentence
        end = sentence.end
    outside = list(cut(text, (), end))
    if outside:
        yield outside, None


def _edges(sentence: Sentence) -> set[int]:
    places = [(holder.start, holder.end) for holder in _holders(sentence)]
    places += [(span.start, span.end) for span in sentence.spans]
    places += [span.scope for span in sentence.spans if span.scope]
    return {edge for place in places for edge in place}


def _holders(sentence: Sentence) -> list[Source]:
    """The holders whose words stand in the sentence, without those inside of others."""
    named = [sentence.source, *(span.source for span in sentence.spans)]
    inside = {s for s in named if s and sentence.start <= s.start and s.end <= sentence.end}
    kept: list[Source] = []
    for source in sorted(inside, key=lambda s: (s.start, -s.end)):
        if not kept or source.start >= kept[-1].end:
            kept.append(source)
    return kept


def _tokens(
    text: str,
    tokens: Sequence[Place],
    sentence: Sentence | None,
    end: int,
    before: str,
    n_scopes: int,
) -> Iterator[str]:
    spans: Sequence[Span] = sentence.spans if sentence else ()
    if any(one.end > other.start for one, other in pairwise(spans)):
        raise InputError("cues that overlap cannot be written in one column")
    holders = [(s.start, s.end, "source") for s in _holders(sentence)] if sentence else []
    columns = [_tags(tokens, [(s.start, s.end, s.kind) for s in spans]), _tags(tokens, holders)]
    for number in range(n_scopes):
        span = spans[number] if number < len(spans) else None
        places = [(*span.scope, span.kind)] if span and span.scope else []
        columns.append(_tags(tokens, places))
    values = {span.start: _span_values(span) for span in spans}
    follows = [*(start for start, _ in tokens[1:]), end]
    for number, ((start, stop), behind) in enumerate(zip(tokens, follows)):
        misc = [f"SpacesBefore={escaped(before)}"] if number == 0 and before else []
        misc += _spaces(text[stop:behind])
        if start in values:
            misc.append(f"Values={_json(values[start])}")
        tags = (column[number] for column in columns)
        yield "\t".join([str(number + 1), text[start:stop], *tags, "|".join(misc) or "_"])


def _tags(tokens: Sequence[Place], places: Sequence[tuple[int, int, str]]) -> list[str]:
    tags, at = [], 0
    for start, _ in tokens:
        while at < len(places) and places[at][1] <= start:
            at += 1
        inside = at < len(places) and places[at][0] <= start
        mark = "B" if inside and places[at][0] == start else "I"
        tags.append(f"{mark}-{places[at][2]}" if inside else "O")
    return tags


def _spaces(gap: str) -> list[str]:
    if gap == " ":
        return []
    return [f"SpacesAfter={escaped(gap)}"] if gap else ["SpaceAfter=No"]


def _sentence_values(sentence: Sentence) -> dict[str, Any]:
    values = sentence.to_dict()
    return {
        name: values[name] for name in values if name not in ("start", "end", "text", "spans")
    }


def _span_values(span: Span) -> dict[str, Any]:
    left_out = ("start", "end", "text", "kind", "scope")
    return {name: value for name, value in span.to_dict().items() if name not in left_out}


def _json(values: Mapping[str, Any]) -> str:
    """Values on one line, without the bar that parts the entries of a column."""
    return json.dumps(values, separators=(",", ":")).replace("|", "\\u007c")


def _on_one_line(text: str) -> str:
    return re.sub(r"\s", " ", text)
