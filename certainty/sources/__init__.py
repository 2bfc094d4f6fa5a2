"""Who says or believes it: the holder named in the text, and what is theirs.

Patterns over words, with no parser. In a sentence a holder is named by a reporting verb with
its subject before it ("Kyiv says …") or behind it ("…, said the mayor"), by a passive with
"by", by "according to" and its like, by a possessive with a noun of belief ("in the ministry's
view"), by an adjective of mind, or by a label ("Police: …"). A quotation over several sentences
has the holder of the one that names it (`speech`).
"""

from certainty.sources.attribution import (
    Attribution,
    Holder,
    outwards,
    source_at,
    source_of,
    widest,
)
from certainty.sources.find import find_sources
from certainty.sources.mentions import link
from certainty.sources.reports import Reporters
from certainty.sources.speech import Speech

__all__ = [
    "Attribution",
    "Holder",
    "Reporters",
    "Speech",
    "find_sources",
    "link",
    "outwards",
    "source_at",
    "source_of",
    "widest",
]
