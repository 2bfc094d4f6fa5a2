"""The claims of a text, found by the library itself: who claims what, and how surely."""

from certainty.predicates.claiming import find_claims, restored
from certainty.predicates.values import Claim, ClaimRow, Predicate

__all__ = ["Claim", "ClaimRow", "Predicate", "find_claims", "restored"]
