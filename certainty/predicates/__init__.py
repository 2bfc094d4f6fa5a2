"""The claims of a text, found by the library itself: their predicates, holders and certainty."""

from certainty.predicates.claiming import Claim, ClaimRow, Predicate, find_claims

__all__ = ["Claim", "ClaimRow", "Predicate", "find_claims"]
