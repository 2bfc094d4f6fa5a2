"""From the cues of a sentence to its one certainty, on a scale.

The rule: the sentence's certainty is that of its main claim as worded. Claims that
hang under another (after "because", "which", "if") do not count; a marked report or
denial of a bare noun ("denied the report") counts as the flat report it is; several
main claims count as their mean; none left is a flat assertion, `FLAT`. A question, a
request and a bare title assert nothing.
"""

from __future__ import annotations

from typing import Final

from certainty.bearing import PREPOSITIONS, VERBAL, is_main
from certainty.compose import Placed
from certainty.estimates import FLAT, average
from certainty.types import Confidence, Estimate
from certainty.view import View

_END_MARKS: Final = frozenset('.!…"”’»)')
_REQUESTS: Final = frozenset({"please", "let", "kindly"})
_TITLE_WORDS: Final = 9


def sentence_certainty(
    view: View, placed: list[Placed], numbers: list[tuple[Estimate | None, int]]
) -> Estimate | None:
    """How probable the sentence makes what it asserts; ``None`` where it asserts nothing."""
    if asserts_nothing(view, bool(placed)):
        return None
    claims = main_claims(view, placed, numbers)
    return average(list(claims.values())) if claims else FLAT


def main_claims(
    view: View, placed: list[Placed], numbers: list[tuple[Estimate | None, int]]
) -> dict[int, Estimate]:
    """The claims that the sentence itself makes, by their innermost cue, in order."""
    claims: dict[int, Estimate] = {}
    for place, (number, claim) in zip(placed, numbers):
        if number is not None and is_main(view, place):
            claims.setdefault(claim, number)
    return claims


def asserts_nothing(view: View, has_cues: bool) -> bool:
    """A question, a request, or a bare title without a verb."""
    words = view.words
    if words[0] in _REQUESTS or not any(word[0].isalnum() for word in words):
        return True
    last = next((word for word in reversed(words) if word not in "\"”’'»)"), "")
    if last == "?":
        return True
    return not has_cues and last not in _END_MARKS and _is_title(view)


def _is_title(view: View) -> bool:
    """Few words, none of them verbal, as in "Key judgements: fuel prices in May"."""
    words = view.words
    if len(words) > _TITLE_WORDS or not VERBAL.isdisjoint(words[:-1]):
        return False
    return not any(_is_verb(words, at) for at in range(1, len(words)))


def _is_verb(words: list[str], at: int) -> bool:
    """Whether an ending makes a verb of a word: "raised"; "raises" before an object."""
    word = words[at]
    if word.endswith(("ed", "ing")) and len(word) > 4:
        return True
    after = words[at + 1] if at + 1 < len(words) else ""
    return word.endswith("s") and after.isalpha() and after not in PREPOSITIONS | {"in", "and"}


def confidence_of(placed: list[Placed]) -> Confidence | None:
    """The analyst's confidence, from the first cue that states one."""
    for place in placed:
        level = place.cue.entry.level
        if level is not None:
            return "low" if place.cue.negated else level
    return None
