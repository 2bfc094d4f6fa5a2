"""What spans and documents of spaCy tell about certainty: ``span._.probability``, and so on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from certainty import types
from certainty.document import Document
from certainty.extras import need
from certainty.spacy_pipe.stored import annotated, sentences_at

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

#: What a cue tells as it is, and a sentence.
OF_CUES = ("kind", "probability", "basis", "epistemic", "negated", "entry", "sense")
OF_SENTENCES = ("level", "hedged", "weasel", "confidence")
OF_SPANS = (*OF_CUES, *OF_SENTENCES, "cue", "scope", "source", "certainty")
OF_DOCS = ("certainty", "annotated")


@dataclass(frozen=True, slots=True)
class Getter:
    """Reads one extension; equal to any other of its name, and picklable for processes."""

    owner: Literal["span", "doc"]
    prefix: str
    name: str

    def __call__(self, thing: Any) -> Any:
        """The value for a span or a document; ``None`` where it has none."""
        if self.owner == "doc":
            return _of_doc(thing, self.prefix, self.name)
        return _of_span(thing, self.prefix, self.name)


def register_extensions(*, prefix: str = "") -> None:
    """Let spaCy's spans and documents have the extensions; a second time does nothing.

    The component does so itself. ``prefix`` comes before each name. ``ValueError`` where
    something else has taken a name.

    >>> from spacy.tokens import Span
    >>> register_extensions(prefix="sure_")
    >>> Span.has_extension("sure_probability")
    True
    """
    tokens = need("spacy.tokens", extra="spacy")
    for owner, kind, names in (("span", tokens.Span, OF_SPANS), ("doc", tokens.Doc, OF_DOCS)):
        for name in names:
            getter = Getter(owner, prefix, name)  # type: ignore[arg-type]
            if not kind.has_extension(prefix + name):
                kind.set_extension(prefix + name, getter=getter)
            elif kind.get_extension(prefix + name)[2] != getter:
                raise ValueError(
                    f"{kind.__name__}._.{prefix}{name} is taken by another extension; give "
                    "the component a prefix of its own, as in config={'prefix': 'certainty_'}"
                )


def _of_doc(doc: Doc, prefix: str, name: str) -> Document | float | None:
    document = annotated(doc, prefix=prefix)
    if document is None or name == "annotated":
        return document
    return document.summary().certainty


def _of_span(span: Span, prefix: str, name: str) -> Any:
    found = sentences_at(span, prefix=prefix)
    if name == "certainty":
        return _certainty(span, found)
    if name in OF_SENTENCES:
        whole = _whole(span, found)
        return whole and getattr(whole, name)
    cue = _cue(span, found)
    if name == "cue":
        return cue
    if name in OF_CUES:
        return cue and getattr(cue, name)
    if name == "scope":
        return cue and cue.scope and _tokens(span.doc, *cue.scope)
    holder = cue or _whole(span, found)
    source = holder and holder.source
    return source and _tokens(span.doc, source.start, source.end)


def _certainty(span: Span, found: list[types.Sentence]) -> types.Estimate | None:
    """That of a sentence, or of the event at the words of a span inside one."""
    whole = _whole(span, found)
    if whole is not None:
        return whole.certainty
    if len(found) != 1:
        return None
    (sentence,) = found
    start, end = max(span.start_char, sentence.start), min(span.end_char, sentence.end)
    return Document("", found).at(start, end)


def _whole(span: Span, found: list[types.Sentence]) -> types.Sentence | None:
    """The sentence that a span is, or ``None``."""
    if len(found) != 1:
        return None
    (sentence,) = found
    inside = span.start_char <= sentence.start and sentence.end <= span.end_char
    return sentence if inside else None


def _cue(span: Span, found: list[types.Sentence]) -> types.Span | None:
    """The cue that a span stands for; of several at the same tokens, that of its label."""
    inside = [
        cue
        for sentence in found
        for cue in sentence.spans
        if span.start_char <= cue.start and cue.end <= span.end_char
    ]
    tokens = [_tokens(span.doc, cue.start, cue.end) for cue in inside]
    place = (span.start, span.end)
    same = [cue for cue, at in zip(inside, tokens) if at and (at.start, at.end) == place]
    return next((cue for cue in same if cue.kind == span.label_), next(iter(same), None))


def _tokens(doc: Doc, start: int, end: int) -> Span | None:
    """All tokens that a stretch of the text touches; none where a cut left it outside."""
    if start < 0 or end > doc[-1].idx + len(doc[-1]):
        return None
    return doc.char_span(start, end, alignment_mode="expand")
