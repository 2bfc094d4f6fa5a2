"""The certainty of spaCy's documents: a component, extensions, and colours for displaCy.

Needs the extra ``certainty-text[spacy]``; once it is installed, spaCy knows the component by
its name and nothing need be imported. It works in any English pipeline, a blank one too:

>>> import spacy
>>> nlp = spacy.blank("en")
>>> pipe = nlp.add_pipe("certainty", config={"scale": "phia"})
>>> doc = nlp("Kyiv says the bridge will probably hold. Rain is unlikely.")
>>> [(span.text, span.label_) for span in doc.spans["certainty"]]
[('will', 'modal'), ('probably', 'likelihood'), ('unlikely', 'likelihood')]
>>> cue = doc.spans["certainty"][1]
>>> cue._.basis, cue._.scope.text, cue._.source.text
('scale', 'the bridge will probably hold', 'Kyiv')
>>> [sentence._.level for sentence in doc.sents]
['likely', 'unlikely']

What the extensions tell
------------------------
=============================================  ==============================================
a cue, such as those in                        ``kind``, ``probability`` (an `Estimate`),
``doc.spans["certainty"]``                     ``basis``, ``epistemic``, ``negated``,
                                               ``entry``, ``sense``, ``scope`` and ``source``
                                               (spans of spaCy), ``cue`` (a `certainty.Span`)
a sentence                                     ``certainty`` (an `Estimate`), ``level``,
                                               ``hedged``, ``weasel``, ``confidence``,
                                               ``source``
any other span, such as an entity              ``certainty``: that of the event at its words,
                                               as `Document.at` gives it
a document                                     ``certainty`` (the mean of its sentences),
                                               ``annotated`` (the `certainty.Document`)
=============================================  ==============================================

What a span is not, it has ``None`` for. Offsets are those of spaCy's text; where a cue and
spaCy's tokens do not align, the span holds every token that the cue touches, and ``cue`` has
the exact offsets. Sentences are those of the pipeline where it has any before this component;
else the document gets the library's.

All is kept in ``doc.user_data`` as plain values, so it travels with `Doc.to_bytes`, processes
and `Doc.from_docs`; a `DocBin` needs ``store_user_data=True``. Who reads documents without a
pipeline calls `register_extensions` first.
"""

# Annotations stand as they are here: spaCy checks a config's values by them.
from typing import TYPE_CHECKING, Any

from certainty.extras import need
from certainty.spacy_pipe.colours import KIND_COLOURS, displacy_options
from certainty.spacy_pipe.component import CertaintyPipe
from certainty.spacy_pipe.extensions import register_extensions

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["KIND_COLOURS", "CertaintyPipe", "displacy_options", "register_extensions"]

_DEFAULTS = {
    "scale": "readers",
    "threshold": 0.5,
    "scope": "rules",
    "lexicon": None,
    "model": None,
    "spans_key": "certainty",
    "prefix": "",
}


@need("spacy", extra="spacy").Language.factory(  # type: ignore[untyped-decorator]
    "certainty",
    default_config=_DEFAULTS,
    assigns=["doc.spans"],
)
def make_pipe(
    nlp: "Language",
    name: str,
    scale: str,
    threshold: float,
    scope: str,
    lexicon: str | None,
    model: str | None,
    spans_key: str,
    prefix: str,
) -> Any:
    """What spaCy calls for ``nlp.add_pipe("certainty")``; `CertaintyPipe` has the settings."""
    return CertaintyPipe(
        scale=scale,
        threshold=threshold,
        scope=scope,
        lexicon=lexicon,
        model=model,
        spans_key=spans_key,
        prefix=prefix,
    )
