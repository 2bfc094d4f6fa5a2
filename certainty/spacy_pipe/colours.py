"""A colour for each kind of cue, for displaCy."""

from __future__ import annotations

from typing import Any

#: Kinds that say alike things have hues that lie close together. All stand out from white and
#: from dark pages by 3 to 1 or more, and black letters on them can be read at 4.5 to 1 or more
#: (WCAG 2.2, 1.4.11 and 1.4.3); displaCy writes the kind beside the colour.
KIND_COLOURS = {
    "likelihood": "#3d8fd6",
    "numeric": "#2f9bb0",
    "confidence": "#8a7fe0",
    "modal": "#5b8def",
    "hearsay": "#c9803a",
    "belief": "#a878d8",
    "evidential": "#2f9e86",
    "booster": "#5b9a3c",
    "doubt": "#dd6b66",
    "denial": "#e0607e",
    "prediction": "#4a98c4",
    "conditional": "#8a8f98",
    "approximator": "#8f9440",
    "weasel": "#b58a2c",
}


def displacy_options(*, spans_key: str = "certainty") -> dict[str, Any]:
    """The ``options`` of ``displacy.render(doc, style="span", options=...)``.

    >>> displacy_options()["colors"]["doubt"]
    '#dd6b66'
    """
    return {"spans_key": spans_key, "colors": dict(KIND_COLOURS)}
