"""The rules, in the order in which they claim a place in the text.

Where two rules find overlapping places, the earlier one is told: "quite possible" is a
modified "possible" before it is a term that the scale does not print. Rules on a whole
sentence share their place with others.
"""

from __future__ import annotations

from dataclasses import dataclass

from certainty.standards.confidence import confidence_level, confidence_with_likelihood
from certainty.standards.exclusion import cannot_rule_out
from certainty.standards.findings import Severity
from certainty.standards.hearsay import hearsay_without_source
from certainty.standards.hedges import may_or_may_not, stacked_hedges
from certainty.standards.judgements import key_judgement_without_confidence
from certainty.standards.numbers import number_contradicts_term, number_in_gap
from certainty.standards.possible import possible_modified
from certainty.standards.product import Check
from certainty.standards.surety import confidence_as_probability
from certainty.standards.terms import mixed_rows, off_scale_term
from certainty.standards.unattributed import unattributed_judgement


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its id, what it is against, how grave that is, and the function that checks it.

    ``shares``: its place is more than the words at fault, so that other rules may speak
    of the same place.
    """

    id: str
    title: str
    severity: Severity
    check: Check
    shares: bool = False


RULES: tuple[Rule, ...] = (
    Rule(
        "confidence-with-likelihood",
        "Confidence and likelihood in one sentence",
        "error",
        confidence_with_likelihood,
        shares=True,
    ),
    Rule(
        "confidence-as-probability",
        "A level of confidence that reads as a probability",
        "error",
        confidence_as_probability,
    ),
    Rule(
        "may-or-may-not", "A statement that is true whatever happens", "error", may_or_may_not
    ),
    Rule("possible-modified", 'A degree put to "possible"', "warning", possible_modified),
    Rule("stacked-hedges", "Two hedges on one claim", "warning", stacked_hedges),
    Rule(
        "cannot-rule-out", '"Cannot rule out" without a likelihood', "warning", cannot_rule_out
    ),
    Rule(
        "off-scale-term", "A likelihood that the scale does not print", "error", off_scale_term
    ),
    Rule(
        "key-judgement-without-confidence",
        "A likelihood without confidence in a key judgement",
        "error",
        key_judgement_without_confidence,
        shares=True,
    ),
    Rule(
        "mixed-rows",
        "Terms of both rows without a disclaimer",
        "warning",
        mixed_rows,
        shares=True,
    ),
    Rule(
        "number-contradicts-term",
        "A number outside the band of the term beside it",
        "error",
        number_contradicts_term,
    ),
    Rule("number-in-gap", "A number for which the scale has no term", "error", number_in_gap),
    Rule(
        "confidence-level",
        "A level of confidence that there is not",
        "warning",
        confidence_level,
    ),
    Rule(
        "unattributed-judgement",
        "A judgement that nobody owns",
        "warning",
        unattributed_judgement,
        shares=True,
    ),
    Rule(
        "hearsay-without-source",
        "Hearsay without a source",
        "warning",
        hearsay_without_source,
        shares=True,
    ),
)
RULE_IDS: tuple[str, ...] = tuple(rule.id for rule in RULES)
