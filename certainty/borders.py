"""Where a span begins and ends: a cue with its modifiers and negation, without mere ties.

A phrase of the lexicon is written with the words by which it is recognised: "are already
said to", "it appears that", "may be", "{expect} {any:4} to". Words that only tie it to its
clause say nothing about certainty, and a span leaves them out: "said", "appears", "may",
"expects". So a cue has one span whatever sentence it stands in, and annotators of corpora
mark much the same words.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from certainty.lexicon import Entry
from certainty.patterns import BE, HAVE, members, sequences

_BE: Final = frozenset(members(BE))
_HAVE: Final = frozenset(members(HAVE))
#: Adverbs of time and of the train of thought; those of degree stay.
_PASSING: Final = frozenset("also already now still therefore thus then currently".split())
#: Subjects, relatives and articles that name nothing.
_SUBJECTS: Final = frozenset("it this that these there which a an the".split())
_EMPTY: Final = frozenset("that a an the it they he she we you him them".split())
_ASKED: Final = frozenset("whether if how why who what when where which".split())
_MODALS: Final = frozenset("may might can could will would shall should must".split())
#: What belongs to a modal before it.
_WITH_MODAL: Final = _MODALS | frozenset(
    "not never hardly scarcely well very possibly conceivably easily theoretically "
    "just as actually even yet only but or in theory principle fact one day at any "
    "moment".split()
)
#: What joins an author's own doubt to a claim: "I may be wrong, but".
_JOINTS: Final = frozenset(", ; . ! - – — but though although".split())
#: Kinds whose cue is often a predicate; spans of other kinds begin as their phrase does.
_PREDICATES: Final = frozenset(
    "likelihood belief evidential hearsay prediction doubt denial booster".split()
)
#: Words that only tie a cue to its clause.
TIES: Final = _BE | _PASSING | _SUBJECTS
#: What a span of a kind does not end with.
_CLOSING: Final = {
    "likelihood": _EMPTY | {"to", "of", "be", "have"},
    "modal": frozenset({"be", "been", "have"}),
    "belief": _EMPTY | _JOINTS | {"to", "of", "be", "by"},
    "evidential": _EMPTY | {"to", "of", "be", "by"},
    "hearsay": _EMPTY | {"to", "of", "be", "by"},
    "prediction": _EMPTY | {"to", "be"},
    "doubt": _EMPTY | _ASKED | _JOINTS | {"about", "of", "over", "on"},
    "denial": _EMPTY | {"of"},
    "booster": _EMPTY | {"of"},
    "confidence": frozenset({"that"}),
    "weasel": frozenset({"that", "as", "to"}),
}
_NONE: Final = frozenset[str]()
#: Verbs that stand without their "to"; "set to" and "plans to" do not.
_FORETELLING: Final = (
    *("expect", "predict", "project", "forecast", "anticipat", "forese", "estimat", "tipped"),
)
#: "Indicate that" speaks of evidence, "indicate a room" need not: its "that" tells.
_INDICATE: Final = "indicat"
_SIGNIFY: Final = ("suggest", _INDICATE)
#: Words that are a cue with "to" alone.
_WITH_TO: Final = ("according", "point", "attest", "yet")
#: Entries of inquiry: "examined whether" is open by its "whether".
_INQUIRY: Final = frozenset({"whether", "investigation"})
_OPEN: Final = frozenset({"whether", "if"})
_NOT: Final = frozenset("not never no hardly scarcely".split())


def borders(
    words: list[str], first: int, head: int, last: int, entry: Entry
) -> tuple[int, int]:
    """The words of the span of a cue that has the words ``first`` to ``last`` (exclusive).

    The phrase of its ``entry`` begins at ``head``, after modifiers and negation.
    """
    kind = entry.kind
    if last - first == 1 and kind != "evidential":
        return first, last
    if "{any" in entry.phrase:
        last = _without_gap(words, head, last, entry.phrase)
    if entry.id in _INQUIRY and words[last - 1] in _OPEN:
        return last - 1, last
    if kind == "modal":
        last = _modal_end(words, first, last)
    elif kind == "evidential":
        first, last = _signifying(words, first, head, last)
    closing = _CLOSING.get(kind, _NONE)
    while last - first > 1 and words[last - 1] in closing and not _belongs(words, last, kind):
        last -= 1
    if kind in _PREDICATES:
        first = _opened(words, first, last)
    elif words[first] == "that" and last - first > 1:
        first += 1
    return first, last


def _belongs(words: list[str], last: int, kind: str) -> bool:
    """Whether the last word is what makes the words before it a cue."""
    word, before = words[last - 1], words[last - 2]
    if word == "that":
        return before.startswith(_INDICATE)
    if word == "to":
        return before.startswith(_WITH_TO) or (
            kind == "prediction" and not before.startswith(_FORETELLING)
        )
    return False


def _opened(words: list[str], first: int, last: int) -> int:
    """Where a predicate begins without its copula, its auxiliary and an empty subject."""
    while last - first > 1:
        word, following = words[first], words[first + 1]
        auxiliary = word in _HAVE and (following in _BE or following in _PASSING)
        if (not auxiliary and word not in TIES and word not in _JOINTS) or following in (
            "to",
            "of",
        ):
            return first
        first += 1
    return first


def _modal_end(words: list[str], first: int, last: int) -> int:
    """Where a modal ends: what follows it is what may be the case."""
    for at in range(first, last):
        if words[at] in _MODALS:
            at += 1
            while at < last and words[at] in _WITH_MODAL:
                at += 1
            return at
    return last


def _signifying(words: list[str], first: int, head: int, last: int) -> tuple[int, int]:
    """The verb alone of "the results strongly suggest that", "indicates the presence of"."""
    for at in range(head, last):
        if words[at].startswith(_SIGNIFY):
            that = words[at].startswith(_INDICATE) and words[at + 1 : at + 2] == ["that"]
            begin = at
            while begin > first and (
                words[begin - 1].endswith("ly") or words[begin - 1] in _NOT
            ):
                begin -= 1
            return begin, at + 1 + that
    return first, last


def _without_gap(words: list[str], head: int, last: int, phrase: str) -> int:
    """The end before a gap that only "to", "of" or "as" follows."""
    before = _before_gap(phrase)
    for at in range(head, last):
        if words[at] in before:
            return at + 1
    return last


@lru_cache(maxsize=1 << 10)
def _before_gap(phrase: str) -> frozenset[str]:
    """The words that may stand before the gap of a phrase, if only a tie follows it."""
    left, _, right = phrase.partition("{any")
    if not left or not set(right.split()[1:]) <= {"to", "of", "as", "be", "that", "would"}:
        return frozenset()
    ends = {words[-1] for words in sequences(left.split()[-1])}
    return frozenset(word for end in ends for word in end.split("|"))
