"""How to read a report: the colours, the kinds, where numbers come from, and the scale."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from certainty.document import Document
from certainty.render.html import escaped
from certainty.render.palette import CUTS
from certainty.report.elements import NONE, table
from certainty.scales import Scale
from certainty.types import Kind

#: What each kind of span looks like.
EXAMPLES: Final = MappingProxyType[Kind, str](
    {
        "likelihood": "likely, remote chance",
        "numeric": "a 70% chance",
        "confidence": "with moderate confidence",
        "modal": "may, could, must",
        "hearsay": "reportedly, is said to",
        "belief": "we assess, believes",
        "evidential": "appears, signs that",
        "booster": "undoubtedly, clearly",
        "doubt": "unclear whether",
        "denial": "denied, no evidence that",
        "prediction": "is expected to",
        "conditional": "if, unless",
        "approximator": "about, roughly",
        "weasel": "some say",
    }
)
_BASES: Final = {
    "survey": "what readers answered when they were asked about the phrase",
    "scale": "the band of the official scale",
    "stated": "the text itself gives the number",
    "judgement": "no survey and no scale has it: an editors' judgement, wide",
}
_READ = (
    "A marked phrase is followed by the number that a reader hears in it, from 0 (surely not) "
    "to 1 (surely), or by its kind where it has none; it leads to its row in the table, and "
    "the row leads back. Beside each sentence stands how probable it makes what it asserts, "
    "as 0.72 [0.55–0.90]: nine readers in ten lie between the two bounds. "
    "“Hedged” is the probability that the sentence speculates, “weasel” that it leans on "
    "vague attribution. Confidence is the analyst’s and no probability."
)


def legend(documents: Iterable[Document], scales: Iterable[Scale]) -> str:
    """The explanations that the documents call for."""
    kinds = {span.kind for d in documents for s in d.sentences for span in s.spans}
    named = [(kind, escaped(words)) for kind, words in EXAMPLES.items() if kind in kinds]
    parts = [table("Kinds", ("Kind", "As in"), named, style="words")] if named else []
    bases = [*_BASES.items()]
    parts.append(table("Where a number comes from", ("Basis", "Meaning"), bases, style="words"))
    parts += map(_scale, scales)
    return f'<p>{_READ}</p>{_colours()}<div class="tables">{"".join(parts)}</div>'


def _colours() -> str:
    edges = (0.0, *CUTS, 1.0)
    chips = [
        f'<li class="chip c{at}">{low:.2f}–{high:.2f}</li>'
        for at, (low, high) in enumerate(zip(edges, edges[1:]))
    ]
    return (
        '<ul class="colours" role="list" aria-label="Colours, from improbable to probable">'
        f'{"".join(chips)}<li class="chip cn">no number</li></ul>'
    )


def _scale(scale: Scale) -> str:
    """A scale's terms from low to high with their bands."""
    from certainty.standards.wording import band_text

    heard = scale.shape == "readers"
    rows = [
        (
            escaped(", ".join((term.name, *term.synonyms))),
            band_text(term) if term.band else NONE,
        )
        for term in scale.levels
    ]
    head = "Nine readers in ten" if heard else "Band"
    cited = f"{scale.title}. {scale.citation}" if scale.citation else scale.title
    return table(f"Scale {scale.name}", ("Term", head), rows, note=cited, style="words")
