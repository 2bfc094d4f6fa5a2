"""What the words around a cue do to it: an ordered tuple of small rules.

A rule is ``(View, Cue) -> Cue`` and gives the cue back unchanged where it does not
apply. Rules read data (modifiers, negators), never each other; their order is that of
`RULES`, nearest words first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final, Generic, TypeVar, final

from certainty.estimates import complement, deny, mix, negate, shift
from certainty.lexicon import Entry, Lexicon, Modifier, Negator
from certainty.patterns import expand
from certainty.records import mypyc_attr
from certainty.types import Estimate
from certainty.view import View

T = TypeVar("T")
#: What is left of a cue's epistemic probability where a rule finds another reading.
OTHER_READING: Final = 0.02
NEGATIONS: Final = frozenset("not never no nor neither hardly scarcely nothing".split())
#: Capitalised inside a sentence these are a month or a name.
MAYBE_NAMES: Final = frozenset({"may", "will", "might", "must", "can", "hope", "faith"})
#: Kinds that say nothing a negation could turn.
UNSIGNED: Final = frozenset({"conditional", "approximator", "weasel"})
#: Kinds that lean to the other side where they are denied.
DENYING: Final = frozenset({"doubt", "denial"})
#: Kinds whose cue can be a verb with a subject that negates it.
VERBAL_KINDS: Final = frozenset(
    {"belief", "hearsay", "doubt", "denial", "prediction", "evidential"}
)
NEGATIVE_SUBJECTS: Final = frozenset("few no nobody none neither nor".split())
_QUOTES: Final = frozenset("\"“”‘’'«")
#: Words that introduce a phrase as a phrase.
MENTIONS: Final = frozenset(
    "word words phrase phrases term terms expression wording label".split()
)
#: What "less likely" alone is worth before the other side is known (judgement).
LESS: Final = Estimate(0.4, 0.1, 0.7)
_COMPARED: Final = frozenset({"than", "or"})
_SUBJECT_WORDS: Final = 10
_SUBJECT_ENDS: Final = frozenset(
    "that which who am is are was were be been have has had do does did will would may might "
    "could can shall should must and but or if because while although though when".split()
)
_BEFORE_NOUN: Final = frozenset("'s the a an of in by until since during last next".split())
#: Before a noun, or a whole subject: "this hope" and "this may".
_DEMONSTRATIVES: Final = frozenset({"this", "that"})
_NOUNS: Final = frozenset({"hope", "faith"})
_AFTER_NOUN: Final = frozenset("is was were are has had of and".split())
_LONGEST_LEFT: Final = 4
_WORDS: Final = re.compile(r"[a-z']+")


@mypyc_attr(acyclic=True)
@final
class Cue:
    """A cue on its way to a span: words ``first`` to ``last``, its core from ``head``.

    ``scores`` are what the model's heads over cues make of it; a stated number has none.
    """

    __slots__ = tuple("entry epistemic estimate first head kind last negated scores".split())

    def __init__(
        self,
        first: int,
        last: int,
        head: int,
        entry: Entry,
        estimate: Estimate | None,
        epistemic: float = 1.0,
        negated: bool = False,
        scores: list[float] | None = None,
    ) -> None:
        self.first = first
        self.last = last
        self.head = head
        self.entry = entry
        self.kind = entry.kind
        self.estimate = estimate
        self.epistemic = epistemic
        self.negated = negated
        self.scores = scores

    def struck(self) -> Cue:
        """The cue where another reading was found."""
        return Cue(
            self.first,
            self.last,
            self.head,
            self.entry,
            self.estimate,
            OTHER_READING,
            self.negated,
            self.scores,
        )

    def turned(self, first: int, estimate: Estimate | None, *, negated: bool) -> Cue:
        """The cue from word ``first`` on, with another number."""
        return Cue(
            first,
            self.last,
            self.head,
            self.entry,
            estimate,
            self.epistemic,
            negated,
            self.scores,
        )


class Left(Generic[T]):
    """Phrases to look for on the left of a cue; ``ends`` are their last words, a gate."""

    def __init__(self, table: dict[tuple[str, ...], T], ends: frozenset[str]) -> None:
        self.table = table
        self.ends = ends

    @classmethod
    def of(cls, rows: Iterable[tuple[str, T]]) -> Left[T]:
        """Made once from phrases and what they mean."""
        table = {words: value for phrase, value in rows for words in expand(phrase)}
        return cls(table, frozenset(words[-1] for words in table))

    def find(self, words: list[str], first: int) -> tuple[int, T] | None:
        """The longest phrase that ends just before word ``first``: where, and its value."""
        if not first or words[first - 1] not in self.ends:
            return None
        for size in range(min(_LONGEST_LEFT, first), 0, -1):
            value = self.table.get(tuple(words[first - size : first]))
            if value is not None:
                return first - size, value
        return None


@dataclass(frozen=True)
class Surroundings:
    """The modifiers and negators that may stand left of a cue."""

    modifiers: Left[Modifier]
    negators: Left[Negator]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Surroundings:
        """Made once from a lexicon."""
        return cls(
            Left.of((row.phrase, row) for row in lexicon.modifiers),
            Left.of((row.phrase, row) for row in lexicon.negators),
        )


Rule = Callable[[View, Cue, Surroundings], Cue]


def apply_rules(view: View, cue: Cue, around: Surroundings) -> Cue:
    """The cue after all `RULES`, each called by its name, which is faster."""
    cue = inside_compound(view, cue, around)
    cue = proper_name(view, cue, around)
    cue = noun_reading(view, cue, around)
    cue = mentioned(view, cue, around)
    cue = modified(view, cue, around)
    cue = negated(view, cue, around)
    cue = negative_subject(view, cue, around)
    return compared(view, cue, around)


def inside_compound(view: View, cue: Cue, around: Surroundings) -> Cue:
    """A part of a hyphenated word is no cue: "a must-have", "would-be"."""
    if not view.reading.hyphenated:
        return cue
    text = view.text
    start, end = view.slice(cue.first, cue.last)
    before = start > view.start + 1 and text[start - 1] == "-" and text[start - 2].isalnum()
    after = end + 1 < view.end and text[end] == "-" and text[end + 1].isalnum()
    if (before or after) and cue.kind != "confidence":
        return cue.struck()
    return cue


def proper_name(view: View, cue: Cue, around: Surroundings) -> Cue:
    """A capital inside a sentence makes a name of "May" or "Will"."""
    if cue.last - cue.first > 1 or not is_name(view, cue.first):
        return cue
    return cue.struck()


def is_name(view: View, at: int) -> bool:
    """Whether a word that may be a name has a capital where none is due."""
    if view.words[at] not in MAYBE_NAMES:
        return False
    start, end = view.slice(at, at + 1)
    word = view.text[start:end]
    if not word[0].isupper() or word.isupper():
        return False
    if not _starts_speech(view, at):
        return not _title_case(view)
    follower = view.text[end + 1 : end + 2]
    named = word != "May" and follower.isupper() and view.words[at + 1] not in ("i", "it")
    return named and view.words[-1] != "?"  # "Will Turner repaired the mast"


def modified(view: View, cue: Cue, around: Surroundings) -> Cue:
    """Intensifiers and downtoners to the left join the cue and move its number."""
    if cue.kind in UNSIGNED or cue.kind == "numeric":
        return cue
    while True:
        found = around.modifiers.find(view.words, cue.first)
        if found is None or _negates(view.words[found[0] : cue.first], around):
            return cue
        first, modifier = found
        estimate = cue.estimate and shift(cue.estimate, modifier.shift)
        cue = cue.turned(first, estimate, negated=cue.negated)


def negated(view: View, cue: Cue, around: Surroundings) -> Cue:
    """A negator beside the cue or filling its adverb slot turns its number.

    One that the phrase itself holds ("no plans to") is in its number already.
    """
    if cue.kind in UNSIGNED:
        return cue
    within = view.words[cue.head : cue.last]
    found = around.negators.find(view.words, cue.first)
    if found is None and not any(word in NEGATIONS for word in within):
        return cue
    inside = NEGATIONS.intersection(within)
    own = inside.intersection(_own_words(cue.entry.phrase))
    if found is not None and found[1].scope == "cue":
        return _turn(cue, first=found[0], strength=found[1].strength, negated=not own)
    if inside - own:
        return _turn(cue, first=cue.first, strength=1.0, negated=not own)
    if own and cue.kind != "booster" and _COMPARED.isdisjoint(within):
        return cue.turned(cue.first, cue.estimate, negated=True)
    return cue


def negative_subject(view: View, cue: Cue, around: Surroundings) -> Cue:
    """The subject negates: "few expect", "nobody believes", "no decision is expected"."""
    if cue.negated or cue.kind not in VERBAL_KINDS:
        return cue
    for at in range(cue.first - 1, max(cue.first - _SUBJECT_WORDS, -1), -1):
        word = view.words[at]
        if word in NEGATIVE_SUBJECTS:
            return _turn(cue, first=cue.first, strength=1.0, negated=True)
        if word in _SUBJECT_ENDS or not word[0].isalnum():
            break
    return cue


def compared(view: View, cue: Cue, around: Surroundings) -> Cue:
    """A comparison tells little of its own ("less likely than"), a superlative more."""
    if cue.kind != "likelihood" or cue.estimate is None:
        return cue
    at = cue.first - 1
    if at >= 0 and view.words[at] == "least" and (not at or view.words[at - 1] != "at"):
        turned = complement(shift(cue.entry.estimate or cue.estimate, 0.5))
        return cue.turned(at, turned, negated=cue.negated)
    if "less" in view.words[cue.first : cue.head]:
        turned = complement(cue.entry.estimate or cue.estimate)
        return cue.turned(cue.first, mix(turned, LESS, 0.5), negated=cue.negated)
    return cue


def mentioned(view: View, cue: Cue, around: Surroundings) -> Cue:
    """A phrase that is quoted as a phrase says nothing: the word "probably" was cut."""
    first = cue.first
    if first > 1 and view.words[first - 1] in _QUOTES and view.words[first - 2] in MENTIONS:
        return cue.struck()
    return cue


def noun_reading(view: View, cue: Cue, around: Surroundings) -> Cue:
    """A modal's look-alike that is a noun: "the army's might", "May was wet"."""
    if view.words[cue.first] not in MAYBE_NAMES or cue.last - cue.first > 1:
        return cue
    before = view.words[cue.first - 1] if cue.first else ""
    after = view.words[cue.last] if cue.last < len(view.words) else ""
    noun = before in _DEMONSTRATIVES and view.words[cue.first] in _NOUNS
    if noun or before in _BEFORE_NOUN or after in _AFTER_NOUN:
        return cue.struck()
    return cue


RULES: tuple[Rule, ...] = (
    inside_compound,
    proper_name,
    noun_reading,
    mentioned,
    modified,
    negated,
    negative_subject,
    compared,
)


def _turn(cue: Cue, *, first: int, strength: float, negated: bool) -> Cue:
    """The cue negated; to deny a doubt or a denial is to lean to the other side."""
    estimate = cue.estimate
    if estimate is not None:
        if cue.kind in DENYING:
            estimate = deny(estimate, strength=strength)
        else:
            estimate = negate(estimate, strength=strength)
    return cue.turned(first, estimate, negated=negated)


def _negates(words: list[str], around: Surroundings) -> bool:
    """Whether a downtoner is a negator too, as "scarcely" is; `negated` has it then."""
    negator = around.negators.table.get(tuple(words))
    return negator is not None and negator.scope == "cue"


@cache
def _own_words(phrase: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(phrase.replace("cannot", "can not")))


def _starts_speech(view: View, first: int) -> bool:
    """Whether a word opens the sentence or a quotation, where a capital says nothing."""
    return all(not word[0].isalnum() for word in view.words[:first]) or (
        not view.words[first - 1][0].isalnum() and view.words[first - 1] != ","
    )


def _title_case(view: View) -> bool:
    """Whether most longer words of the sentence are capitalised, as in a headline."""
    longer = [view.text[s] for s, e in view.reading.all() if e - s > 3]
    return len(longer) > 3 and sum(c.isupper() for c in longer) >= 0.8 * len(longer)
