"""How sure does this text say it is? Certainty cues, levels and holders in English.

>>> import certainty
>>> doc = certainty.annotate("Rain is unlikely.")
>>> doc.sentences[0].spans[0].kind
'likelihood'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from certainty.errors import (
    CertaintyError,
    DocumentError,
    ExplanationError,
    InputError,
    LexiconError,
    ModelError,
    ProcessError,
    ScaleError,
    SettingsError,
    TextError,
)
from certainty.types import Estimate, Sentence, Source, Span

if TYPE_CHECKING:
    from certainty.annotator import Annotator, annotate
    from certainty.data import scale, scale_names
    from certainty.document import Document
    from certainty.engines.columns import record_batches, table
    from certainty.evaluation import evaluate
    from certainty.explanation import Explanation
    from certainty.lexicon import Lexicon
    from certainty.predicates import Claim

__version__ = "0.1.0"

__all__ = [
    "Annotator",
    "CertaintyError",
    "Claim",
    "Document",
    "DocumentError",
    "Estimate",
    "Explanation",
    "ExplanationError",
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
    "default_lexicon",
    "evaluate",
    "read_lexicon",
    "record_batches",
    "scale",
    "scale_names",
    "table",
]

_LAZY = {
    "Annotator": "certainty.annotator",
    "Claim": "certainty.predicates",
    "Document": "certainty.document",
    "Explanation": "certainty.explanation",
    "Lexicon": "certainty.lexicon",
    "annotate": "certainty.annotator",
    "default_lexicon": "certainty.data",
    "evaluate": "certainty.evaluation",
    "read_lexicon": "certainty.data",
    "record_batches": "certainty.engines.columns",
    "scale": "certainty.data",
    "scale_names": "certainty.data",
    "table": "certainty.engines.columns",
}


def __getattr__(name: str) -> Any:
    """Load the annotator when it is first asked for, so that importing stays quick."""
    if name not in _LAZY:
        raise AttributeError(f"module 'certainty' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_LAZY[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
