"""Which kinds of span are held against annotators' cues.

Annotators of uncertainty mark no boosters and no approximators, those of modal verbs nothing
but modals; what they did not look for is not counted as found in error.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from certainty.types import KINDS

#: The kinds that say a claim is uncertain.
UNCERTAIN = frozenset(
    "modal likelihood numeric belief evidential doubt conditional hearsay prediction".split()
)
#: The uses of a modal that MiST tells apart (joined by hyphens where there are several), and
#: those that say what is likely.
FUNCTIONS = frozenset(
    "capability deontic feasibility options rhetorical speculation inference".split()
)
EPISTEMIC_FUNCTIONS = frozenset({"speculation", "inference"})
#: Types of cues that are none of certainty: BioScope's negations.
OTHER_TYPES = frozenset({"negation"})


@dataclass(frozen=True, slots=True)
class CueTypes:
    """What is compared: spans of these ``kinds`` with cues whose type `counts`.

    ``functions``: the types are uses of modals. ``own``: they are the library's kinds.
    """

    kinds: frozenset[str]
    functions: bool = False
    own: bool = False

    def counts(self, type_: str | None) -> bool:
        """Whether a cue of this type is one of certainty that is looked for."""
        if type_ is None:
            return True
        if self.own:
            return type_ in self.kinds
        if self.functions:
            return not EPISTEMIC_FUNCTIONS.isdisjoint(type_.split("-"))
        return type_ not in OTHER_TYPES

    def name(self, type_: str | None) -> str:
        """What a type that counts goes by; of several uses those of certainty."""
        if self.functions and type_ is not None:
            return "-".join(p for p in type_.split("-") if p in EPISTEMIC_FUNCTIONS)
        return type_ or "untyped"

    def why_not(self, type_: str | None) -> str:
        """Why a cue of this type does not count."""
        if self.functions:
            return "modals that are neither speculation nor inference"
        return f"of the type {type_!r}, which is none of certainty"


def choose_types(types: Collection[str], kinds: Collection[str] | None = None) -> CueTypes:
    """What to compare for cues of these types; ``kinds`` is what the caller wants.

    >>> sorted(choose_types({"capability", "speculation-feasibility"}).kinds)
    ['modal']
    >>> choose_types({"booster", "modal"}).own
    True
    """
    single = {part for each in types for part in each.split("-")}
    functions = bool(single & (FUNCTIONS - {"speculation"})) and single <= FUNCTIONS
    own = bool(types) and set(types) <= set(KINDS)
    if kinds is not None:
        return CueTypes(frozenset(kinds), functions, own)
    if functions:
        return CueTypes(frozenset({"modal"}), functions=True)
    return CueTypes(frozenset(KINDS), own=True) if own else CueTypes(UNCERTAIN)
