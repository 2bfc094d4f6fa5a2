"""How sure does this text say it is? Certainty cues, levels and holders in English.

>>> import certainty
>>> doc = certainty.annotate("Rain is unlikely.")
>>> doc.sentences[0].spans[0].kind
'likelihood'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from certainty.errors import (
    CertaintyError,
    DocumentError,
    ExplanationError,
    FormatError,
    FormatWarning,
    InputError,
    LexiconError,
    ModelError,
    ProcessError,
    ScaleError,
    SettingsError,
    TextError,
)
from certainty.lazy import loader
from certainty.types import Estimate, Sentence, Source, Span

if TYPE_CHECKING:
    from certainty.annotator import Annotator, annotate
    from certainty.data import scale, scale_names
    from certainty.document import Document
    from certainty.engines.columns import record_batches, table
    from certainty.evaluation import evaluate
    from certainty.explanation import Explanation
    from certainty.formats.chat import annotate_chat
    from certainty.learn.text_features import CertaintyFeatures
    from certainty.lexicon import Lexicon
    from certainty.predicates import Claim

__version__ = "0.1.0"

__all__ = [
    "Annotator",
    "CertaintyError",
    "CertaintyFeatures",
    "Claim",
    "Document",
    "DocumentError",
    "Estimate",
    "Explanation",
    "ExplanationError",
    "FormatError",
    "FormatWarning",
    "InputError",
    "Lexicon",
    "LexiconError",
    "ModelError",
    "ProcessError",
    "ScaleError",
    "Sentence",
    "SettingsError",
    "Source",
    "Span",
    "TextError",
    "annotate",
    "annotate_chat",
    "default_lexicon",
    "evaluate",
    "read_lexicon",
    "record_batches",
    "scale",
    "scale_names",
    "table",
]

_LAZY = {
    "Annotator": "annotator",
    "CertaintyFeatures": "learn.text_features",
    "Claim": "predicates",
    "Document": "document",
    "Explanation": "explanation",
    "Lexicon": "lexicon",
    "annotate": "annotator",
    "annotate_chat": "formats.chat",
    "default_lexicon": "data",
    "evaluate": "evaluation",
    "read_lexicon": "data",
    "record_batches": "engines.columns",
    "scale": "data",
    "scale_names": "data",
    "table": "engines.columns",
}


#: The annotator is loaded when it is first asked for, so that importing stays quick.
__getattr__ = loader(__name__, _LAZY)


def __dir__() -> list[str]:
    return sorted(__all__)
