"""The component of a spaCy pipeline: cues as spans, and what is known of each sentence."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from certainty import data
from certainty.annotator import Annotator
from certainty.document import Document
from certainty.errors import InputError, LexiconError
from certainty.lexicon import Lexicon, parse_lexicon
from certainty.model_file import load_model
from certainty.spacy_pipe.extensions import register_extensions
from certainty.spacy_pipe.stored import store

if TYPE_CHECKING:
    from spacy.tokens import Doc

#: What a saved pipeline brings along, if it has it.
FILES = {"lexicon": "lexicon.csv", "model": "model.npz"}


class CertaintyPipe:
    """Annotates spaCy's documents; ``nlp.add_pipe("certainty", config=...)`` makes one.

    ``scale``, ``threshold`` and ``scope`` are those of `certainty.Annotator`. ``lexicon`` is
    the path of a CSV file of your own to add to the shipped phrases, ``model`` that of a model
    in the place of the shipped one; both are saved with the pipeline, which needs the paths no
    more. Cues go to ``doc.spans[spans_key]``, labelled with their kind. ``prefix`` comes before
    the names of all extensions: two components with other prefixes and keys stand apart.
    """

    def __init__(
        self,
        *,
        scale: str = "readers",
        threshold: float = 0.5,
        scope: str = "rules",
        lexicon: str | None = None,
        model: str | None = None,
        spans_key: str = "certainty",
        prefix: str = "",
    ) -> None:
        self.spans_key = spans_key
        self.prefix = prefix
        self._settings: dict[str, Any] = {
            "scale": scale,
            "threshold": threshold,
            "scope": scope,
        }
        self._paths = {"lexicon": lexicon, "model": model}
        self._files: dict[str, bytes] = {}
        for name, path in self._paths.items():
            if path is not None and Path(path).is_file():
                self._files[name] = Path(path).read_bytes()
        self._annotator: Annotator | None = None
        Annotator(**self._settings) if self._missing else self.annotator  # faults show at once
        register_extensions(prefix=prefix)

    @property
    def annotator(self) -> Annotator:
        """The annotator in use; `InputError` where a file is neither at its path nor saved."""
        if self._annotator is None:
            for name in self._missing:
                raise InputError(
                    f"{self._paths[name]}: no such file; check the {name!r} of the component's "
                    "config, or load a pipeline that was saved with it"
                )
            self._annotator = Annotator(
                **self._settings, lexicon=self._lexicon(), model=self._model()
            )
        return self._annotator

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document and give it back."""
        text = doc.text
        bounds = None
        if doc.has_annotation("SENT_START"):
            bounds = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
        document = self.annotator(text, sentences=bounds)
        if bounds is None:
            _set_sentences(doc, document)
        spans: Any = [
            doc.char_span(cue.start, cue.end, label=cue.kind, alignment_mode="expand")
            for sentence in document.sentences
            for cue in sentence.spans
        ]
        doc.spans[self.spans_key] = spans
        store(doc, document, prefix=self.prefix)
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The lexicon and the model of your own, if there are any."""
        import srsly

        return bytes(srsly.msgpack_dumps(self._files))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> CertaintyPipe:
        """The inverse of `to_bytes`."""
        import srsly

        return self._take(srsly.msgpack_loads(data))

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the lexicon and the model of your own into a folder, if there are any."""
        for name, content in self._files.items():
            Path(path).mkdir(exist_ok=True)
            Path(path, FILES[name]).write_bytes(content)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> CertaintyPipe:
        """The inverse of `to_disk`."""
        found = {name: Path(path, file) for name, file in FILES.items()}
        return self._take({n: file.read_bytes() for n, file in found.items() if file.is_file()})

    def _take(self, files: dict[str, bytes]) -> CertaintyPipe:
        if files:
            self._files |= files
            self._annotator = None
        return self

    @property
    def _missing(self) -> list[str]:
        """What the settings name and nobody has."""
        return [n for n, path in self._paths.items() if path and n not in self._files]

    def _lexicon(self) -> Lexicon | None:
        if "lexicon" not in self._files:
            return None
        name = str(self._paths["lexicon"])
        try:
            text = self._files["lexicon"].decode("utf-8-sig")
        except UnicodeDecodeError as error:
            problem = f"{name}: not UTF-8 at byte {error.start}; save it as UTF-8"
            raise LexiconError((problem,)) from error
        return data.default_lexicon() | parse_lexicon([(name, text)], surveys=data.surveys())

    def _model(self) -> Any:
        if "model" not in self._files:
            return None
        return load_model(self._files["model"], name=str(self._paths["model"]))


def _set_sentences(doc: Doc, document: Document) -> None:
    """Give a document without sentences the library's, where they start with a token."""
    starts = {sentence.start for sentence in document.sentences}
    values = [1 if token.i == 0 or token.idx in starts else -1 for token in doc]
    # all at once, as spaCy goes through the whole document for each token that is set
    array: Any = np.array(values, np.int64).astype(np.uint64)
    doc.from_array(["SENT_START"], array)
