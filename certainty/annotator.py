"""The annotator: from a text to a `Document`, sentence by sentence."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar, overload

from certainty import data
from certainty.account import Origin, Teller
from certainty.bounds import Bounds, checked
from certainty.compiled import Compiled
from certainty.document import Document
from certainty.errors import FormatWarning, ModelError, TextError
from certainty.findings import FoundSentence
from certainty.lexicon import Lexicon
from certainty.markup import Format, Prose, check_format, read_prose, told_open
from certainty.model import Model
from certainty.model_file import read_model
from certainty.pipeline import Pipeline
from certainty.scales import Scale
from certainty.types import trace

SCOPES = ("rules", "model")
C = TypeVar("C")


class Settings(NamedTuple):
    """What an annotator is made anew from."""

    scale: str | Scale
    lexicon: Lexicon | None
    model: Model | None
    threshold: float
    scope: Literal["rules", "model"]
    format: Format


@cache
def _default() -> Compiled:
    return Compiled.of(data.default_lexicon())


class Annotator:
    """Annotates texts on one scale; an immutable, picklable value.

    ``scale`` is a name (``certainty.scale_names()`` lists them) or a `Scale`; ``lexicon`` a
    `Lexicon` or a path to a CSV file that replaces the shipped one; ``model`` a `Model`
    or a path; candidates whose epistemic probability is below ``threshold`` in [0, 1]
    are left out. ``scope`` "rules" finds scopes by clauses; "model" by boundaries learnt from
    BioScope, at half a millisecond for each span; no number of a span or a sentence changes,
    though `Document.at` asks which scopes hold its event. ``format`` is that of the texts:
    "text", "markdown", or "chat", a transcript of which the assistant's turns are annotated;
    what a format sets apart is in `Document.apart`.

    >>> Annotator(scale="phia")("Rain is unlikely.").sentences[0].level
    'unlikely'
    """

    def __init__(
        self,
        *,
        scale: str | Scale = "readers",
        lexicon: Lexicon | str | Path | None = None,
        model: Model | str | Path | None = None,
        threshold: float = 0.5,
        scope: Literal["rules", "model"] = "rules",
        format: Format = "text",
    ) -> None:
        check_format(format)
        if scope not in SCOPES:
            raise ValueError(f"scope {scope!r} is none; give one of {', '.join(SCOPES)}")
        if not 0 <= threshold <= 1:
            raise ValueError(
                f"threshold {threshold!r} is outside [0, 1]; 0 shows all candidates"
            )
        self._scale = scale if isinstance(scale, Scale) else data.scale(scale)
        self._compiled = _default() if lexicon is None else Compiled.of(data.lexicon(lexicon))
        #: The model in use.
        self.model = (
            data.default_model() if model is None else _model(model, self._compiled.lexicon)
        )
        #: What another process needs, whose disk may lack the files.
        self._settings = Settings(
            scale,
            None if lexicon is None else self._compiled.lexicon,
            None if model is None else self.model,
            threshold,
            scope,
            format,
        )
        self.pipeline = Pipeline(
            self._compiled, self.model, self._scale, threshold, data.abbreviations()
        )
        self.teller = Teller(self.pipeline, self._compiled, self._scale, self.model.ratings)

    def __reduce__(self) -> tuple[Any, Settings]:
        return _rebuild, self._settings

    def __repr__(self) -> str:
        *_, threshold, scope, format = self._settings
        by_model = ", scope='model'" if scope == "model" else ""
        of_format = f", format={format!r}" if format != "text" else ""
        return f"Annotator(scale={self.scale!r}, threshold={threshold:g}{by_model}{of_format})"

    @property
    def scale(self) -> str:
        """The name of the scale."""
        return self._scale.name

    @property
    def lexicon(self) -> Lexicon:
        """The lexicon in use."""
        return self._compiled.lexicon

    @property
    def format(self) -> Format:
        """The format of its texts."""
        return self._settings.format

    def __call__(
        self, text: str, *, sentences: Iterable[tuple[int, int]] | None = None
    ) -> Document:
        """Annotate one text; raises `TextError` for anything but a ``str``.

        `FormatError` where a chat has no labelled turn.

        ``sentences`` are those that something else has found, as ``(start, end)`` in order,
        to be taken in the place of the library's own; white space around them is left out,
        and what is longer than `certainty.sentences.LIMIT` is cut. ``ValueError`` where they
        overlap or lie outside the text, or where the text is in a format with markup.

        >>> text = "rain is unlikely snow may fall"
        >>> document = Annotator()(text, sentences=[(0, 16), (17, 30)])
        >>> [sentence.text for sentence in document.sentences]
        ['rain is unlikely', 'snow may fall']
        """
        if sentences is None:
            return self.document(text, self.found(text))
        check_text(text)
        if self.format != "text":
            raise ValueError(f"sentences are for plain text, not for format={self.format!r}")
        bounds = checked(text, sentences)
        return self.document(text, self.found(text, bounds), bounds)

    def found(self, text: str, bounds: Bounds | None = None) -> list[FoundSentence]:
        """The sentences of one text as records, the quickest form; for tables."""
        check_text(text)
        prose = self._prose(text)
        found = self.pipeline.found(prose.text if prose else text, bounds)
        if self._settings.scope == "model":
            _rescope(found)
        if prose:
            prose.restore(found)
        return found

    def _prose(self, text: str) -> Prose | None:
        """What is to be annotated of a text with markup; ``None`` where that is all."""
        if self.format == "text":
            return None
        prose = read_prose(text, self.format)
        _warn_of_open(prose)
        return prose

    def document(
        self, text: str, found: list[FoundSentence] | bytes, bounds: Bounds | None = None
    ) -> Document:
        """The document of records that this annotator found in a text, packed or not."""
        format = self.format
        origin = Origin(text, self.teller, bounds, format)
        return Document.of(text, found, self._scale.name, origin, format)

    def adopt(self, document: Document) -> Document:
        """Let a document that this annotator made explain itself again; the same document.

        One that was unpickled or read by `Document.from_dict` is taken to come from the
        shipped lexicon and model, unless it is adopted.

        >>> annotator = Annotator()
        >>> again = Document.from_dict(annotator("Rain is unlikely.").to_dict())
        >>> len(annotator.adopt(again).sentences[0].explain().steps)
        1
        """
        bounds = [(sentence.start, sentence.end) for sentence in document.sentences]
        origin = Origin(document.text, self.teller, bounds, document.format)
        trace(document.sentences, origin)
        return document

    def judge(self, text: str, head: str) -> tuple[float, ...]:
        """The probability of each sentence under a head of your own, in [0, 1].

        ``head`` is one that `certainty.learn.train` added to the model; ``ValueError``
        names those that there are.
        """
        check_text(text)
        prose = self._prose(text)
        return self.pipeline.judge(prose.text if prose else text, head)

    @overload
    def pipe(
        self,
        texts: Iterable[str],
        *,
        batch_size: int = ...,
        n_jobs: int = ...,
        progress: bool = ...,
    ) -> Iterator[Document]: ...

    @overload
    def pipe(
        self,
        texts: Iterable[tuple[str, C]],
        *,
        batch_size: int = ...,
        n_jobs: int = ...,
        progress: bool = ...,
    ) -> Iterator[tuple[Document, C]]: ...

    def pipe(
        self,
        texts: Iterable[Any],
        *,
        batch_size: int = 256,
        n_jobs: int = 1,
        progress: bool = False,
    ) -> Iterator[Any]:
        """Annotate a stream of texts, lazily and in order, in ``n_jobs`` processes.

        A text that comes as a pair (text, context) leaves as (document, context). At most
        ``2 * n_jobs`` batches are read ahead, so the stream may be endless. Where a text fails,
        all documents before it are delivered; then `TextError` or `DocumentError` tells its
        place. ``progress`` needs the extra ``certainty-text[progress]``.

        >>> pairs = [("Rain is unlikely.", "monday"), ("Snow may fall.", "tuesday")]
        >>> [(len(doc.sentences), day) for doc, day in Annotator().pipe(pairs)]
        [(1, 'monday'), (1, 'tuesday')]
        """
        from certainty.engines.batch import run

        return run(self, texts, batch_size=batch_size, n_jobs=n_jobs, progress=progress)


def annotate(text: str, *, scale: str | Scale = "readers", format: Format = "text") -> Document:
    """Annotate one text with the shipped lexicon and model.

    ``scale`` is "readers" or the name of an official scale, ``format`` "text", "markdown" or
    "chat". Raises `TextError` for anything but a ``str``, `ScaleError` for an unknown scale and
    `FormatError` for an unknown format or a chat without labelled turns.

    >>> doc = annotate("Officials say the bridge will probably hold.")
    >>> [(span.text, span.kind) for span in doc.sentences[0].spans]
    [('will', 'modal'), ('probably', 'likelihood')]
    """
    if isinstance(scale, str):
        return shared(scale, format)(text)
    return Annotator(scale=scale, format=format)(text)


@cache
def shared(scale: str, format: Format = "text") -> Annotator:
    """The annotator on a scale with everything as shipped, made once."""
    return Annotator(scale=scale, format=format)


def _rebuild(*settings: Any) -> Annotator:
    return Annotator(**Settings(*settings)._asdict())


def _rescope(found: list[FoundSentence]) -> None:
    """Give records the scopes of the trained model, which is read when first asked for."""
    from certainty.scoping import shipped_engine, with_scopes

    engine = shipped_engine()
    for record in found:
        for span, other in zip(record.spans, with_scopes(record.value(), engine).spans):
            span.scope = other.scope


def _model(given: Model | str | Path, lexicon: Lexicon) -> Model:
    """A model that a caller chose; it must know the lexicon that it is to judge."""
    model = given if isinstance(given, Model) else read_model(given)
    if model.head["lexicon"] != lexicon.digest:
        name = "the model" if isinstance(given, Model) else str(given)
        raise ModelError(
            f"{name} was trained with another lexicon than the one in use; train it anew "
            "with this one (certainty.learn.train), or leave model out"
        )
    return model


def _warn_of_open(prose: Prose) -> None:
    """Tell of what is never closed, at the line of whoever called the library."""
    for part in prose.parts:
        if not part.closed:
            warnings.warn(told_open(prose.given, part), FormatWarning, stacklevel=_outside())


def _outside() -> int:
    """How many calls lie between the caller of this and the first outside the library."""
    frame, level = sys._getframe(1), 1
    while frame.f_back and frame.f_globals.get("__name__", "").startswith("certainty."):
        frame, level = frame.f_back, level + 1
    return level


def check_text(text: object) -> None:
    """Raise `TextError` for anything but a ``str``."""
    if isinstance(text, str):
        return
    if isinstance(text, (bytes, bytearray)):
        advice = "decode it first, as in text.decode('utf-8')"
    elif isinstance(text, (list, tuple)):
        advice = "use Annotator().pipe(texts) for many texts"
    else:
        advice = "give one str"
    raise TextError(f"text is {type(text).__name__}, not str; {advice}")
