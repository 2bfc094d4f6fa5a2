"""How the verb groups of a sentence stand: as main clauses, as what is reported, or under others.

No parser stands behind this. What stands between a group and the one before it tells how they
are joined: a report, a subordinator, a conjunction, a hard mark, a comma or nothing. Where that
is not plain the group hangs, and makes no claim.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final, Literal, final

from certainty.inflect import forms
from certainty.predicates.groups import Group, is_adverb
from certainty.sources import Attribution
from certainty.sources.holders import DETERMINERS
from certainty.sources.phrases import ADJECTIVES, PREFIX_WORDS

#: A clause of the sentence itself; one that a report or a cue takes; one that hangs under
#: another; and the report or the cue itself that takes a clause: "it is likely | that it sank".
Standing = Literal["main", "reported", "hanging", "frame"]
#: Openers of clauses that hang under another; "that" is looked at by itself.
HANGING: Final = frozenset(
    "because although though whereas while unless if when which who whose whom where whether "
    "lest how why what wherever whenever whoever whatever whichever whilst".split()
)
#: Words that open a clause or only a phrase.
_LOOSE: Final = frozenset("after before since until till as than once like for".split())
_RELATIVE: Final = frozenset("which who whose whom that where".split())
COORDINATORS: Final = frozenset("and but or yet so nor".split())
OPENING: Final = frozenset("\"“„«'‘")
_QUOTES: Final = OPENING | frozenset("”»’")
_BRACKETS: Final = frozenset("([{")
HARD: Final = frozenset("; : — – ( ) [ ] { } | ... … ! ? - .".split()) | _QUOTES
_SUBJECTS: Final = frozenset("i you he she it we they there this these those".split())
_INVERTED: Final = frozenset({"had", "were", "should"})
_LINKS: Final = frozenset(
    "though however moreover meanwhile still instead besides thus hence".split()
)
_BEFORE_SPEECH: Final = frozenset({",", ":", "", ".", "!", "?"})
#: Verbs whose first object is who is told.
_TELLING: Final = frozenset(
    form for verb in ("tell", "warn", "inform", "assure", "remind") for form in forms(verb)
)
#: Words behind the verb of a report to its "that": "told the two reporters on Friday that".
_TO_THAT: Final = 2
#: Words between a verb and the "that" of its noun: "there were fresh signs that".
_TO_NOUN: Final = 4
_APART: Final = COORDINATORS | frozenset(", to about of on over by with for".split())


@final
class Standings:
    """How each of ``groups`` stands, and where its clause begins; worked out in order.

    ``cued`` are the words that belong to a cue which may take a clause, ``capital`` says which
    words are written with one.
    """

    def __init__(
        self,
        words: Sequence[str],
        groups: Sequence[Group],
        sources: Sequence[Attribution],
        cued: Container[int],
        capital: Sequence[bool],
    ) -> None:
        self.standing: list[Standing] = []
        self.first: list[int] = []
        self._words = words
        self._groups = groups
        self._sources = sources
        self._cued = cued
        self._capital = capital
        #: Whether this part of the sentence has its verb, or a subject that waits for one.
        self._has_main = False
        self._waiting: int | None = None
        #: Of such a subject the report that it stands under.
        self._report: int | None = None
        for at in range(len(groups)):
            standing, first = self._join(at)
            self.standing.append(standing)
            self.first.append(first)
            self._has_main = self._has_main or standing in ("main", "reported")

    def _join(self, at: int) -> tuple[Standing, int]:
        """How one group stands, and where its clause begins."""
        words, group = self._words, self._groups[at]
        before = self._groups[at - 1].last if at else 0
        hard = self._hard(before, group.first)
        start = before if hard is None else hard + 1
        if hard is not None and words[hard] in _BRACKETS:
            if not self._has_main and self._waiting is None:
                self._waiting = before
            return "hanging", start
        if hard is not None and words[hard] not in ")]}":
            self._has_main, self._waiting, self._report = False, None, None
        taken = self._taken(at, start)
        if taken is not None:
            return taken
        mark = self._mark(start, group.first, opening=hard is not None or not at)
        if mark is not None:
            if self._goes_on(at, mark):
                return "reported", mark + 1
            if words[mark] in _RELATIVE and mark > start and not self._has_main:
                self._waiting = start
            return "hanging", mark + 1
        if not at or (hard is not None and words[hard] not in ")]}"):
            begin = self._past_link(start, group.first)
            return ("hanging" if self._supposes(group, begin) else "main"), begin
        return self._carried_on(at, start)

    def _carried_on(self, at: int, start: int) -> tuple[Standing, int]:
        """A group that no mark sets off: coordinated, behind a comma, or behind nothing."""
        words, group, last = self._words, self._groups[at], self.standing[-1]
        joint = _last(words, start, group.first, COORDINATORS)
        if joint is not None:
            bare = all(is_adverb(word) for word in words[joint + 1 : group.first])
            apart = words[joint - 1] == ","
            if not bare and self._is_relative(joint + 1, group.first):
                return "hanging", joint + 1
            if last in ("main", "reported"):
                return last, joint + 1
            returns = self._has_main and apart and not bare
            return ("main" if returns else "hanging"), joint + 1
        if self._waiting is not None:
            start, self._waiting = self._waiting, None
            if self._report is None:
                return "main", start
            self.standing[self._report], self._report = "frame", None
            return "reported", start
        comma = _last(words, start, group.first, {","})
        if last == "hanging" and not self._has_main:
            if comma is not None:
                return "main", self._past_link(comma + 1, group.first)
            if not _SUBJECTS.isdisjoint(words[start : group.first]):
                return "main", start
        return "hanging", start

    def _is_relative(self, first: int, last: int) -> bool:
        """Whether two nouns meet before a verb: "and the city | Moscow had taken"."""
        if self._words[first] not in DETERMINERS or last - first <= 2:
            return False
        meets = self._words[last - 1] in _SUBJECTS
        named = self._capital[last - 1] and not any(self._capital[first : last - 1])
        return meets or named

    def _taken(self, at: int, start: int) -> tuple[Standing, int] | None:
        """Whether a group is the clause that a report or a cue before it takes."""
        words, group = self._words, self._groups[at]
        trigger = self._trigger(at)
        if trigger is not None:
            gap = words[max(trigger.trigger + 1, trigger.content[0]) : group.first]
            first = max(trigger.trigger + 1, trigger.content[0])
        elif at and self._is_framed(at):
            first = words.index("that", self._groups[at - 1].first) + 1
            gap = words[first : group.first]
        else:
            return None
        if not HANGING.isdisjoint(gap) or gap.count("that") > 1 or gap[:1] == ["as"]:
            if (
                at
                and trigger is not None
                and gap
                and gap[-1] in _RELATIVE
                and gap[0] != gap[-1]
            ):
                self._waiting = self._past_lead(first, group.first)
                self._report = at - 1  # "said that the man who came | left"
            return None
        if trigger is not None and words[trigger.trigger] in ADJECTIVES and gap[:1] != ["that"]:
            return None  # "cautious about signs that"
        frame = at and (trigger is None or self._is_of(self._groups[at - 1], trigger.trigger))
        over = self.standing[-1] if at else "main"
        if over == "hanging" and frame and self._waiting is not None and not gap:
            return None  # "the ring that the diver found | is"
        if over == "hanging" and (frame or not self._has_main) and at:
            return "hanging", first
        if frame:
            self.standing[-1] = "frame"
        if trigger is not None:
            first = self._past_holder(trigger.trigger, first, group.first)
        return "reported", self._past_lead(first, group.first)

    def _supposes(self, group: Group, first: int) -> bool:
        """Whether an auxiliary before its subject makes a condition: "had he known, …"."""
        words = self._words
        inverted = group.first == first and words[first] in _INVERTED
        return inverted and "," in words[group.last :] and words[-1] != "?"

    def _past_holder(self, trigger: int, first: int, last: int) -> int:
        """Where what is reported begins, behind who is told it or what was published."""
        words = self._words
        if words[trigger] in PREFIX_WORDS and "," in words[first:last]:
            return words.index(",", first) + 1
        if words[trigger] in _TELLING and "that" not in words[first:last]:
            starts = [
                at
                for at in range(first + 1, last)
                if words[at] in DETERMINERS or words[at] in _SUBJECTS
            ]
            return starts[-1] if starts else first
        return first

    def _is_of(self, group: Group, trigger: int) -> bool:
        """Whether a report is made with a group: its verb, or the adjective behind it."""
        apart = "," in self._words[group.last : trigger]
        return group.first <= trigger <= group.last + _TO_THAT and not apart

    def _goes_on(self, at: int, mark: int) -> bool:
        """Whether a second "that" is joined to what is reported: "and that talks would end"."""
        words = self._words
        joined = words[mark] == "that" and mark and words[mark - 1] in COORDINATORS
        return bool(joined and at and self.standing[-1] == "reported")

    def _is_framed(self, at: int) -> bool:
        """Whether a cue over a clause stands before the group: "it is likely that"."""
        words, before = self._words, self._groups[at - 1]
        between = words[before.first : self._groups[at].first]
        if "that" not in between:
            return False
        that = before.first + between.index("that")
        if words[that + 1] == "of":
            return False
        expletive = before.form == "be" and before.first and words[before.first - 1] == "it"
        if expletive and that == before.head + 1:
            return True
        if that - before.last > _TO_NOUN or not _APART.isdisjoint(words[before.last : that]):
            return False
        return any(
            there in self._cued for there in range(max(before.first, that - 2), that + 1)
        )

    def _trigger(self, at: int) -> Attribution | None:
        """The report of a group that stands before it, behind or in the group before."""
        group = self._groups[at]
        since = self._groups[at - 1].first if at else 0
        found = [
            source
            for source in self._sources
            if since <= source.trigger < group.first
            and source.content[0] >= source.trigger
            and source.content[0] <= group.head < source.content[1]
        ]
        return max(found, key=lambda source: source.trigger, default=None)

    def _past_lead(self, first: int, last: int) -> int:
        """The first word of a reported clause: behind "that", a colon, a quotation mark."""
        start = first
        for at in range(first, last):
            word = self._words[at]
            demonstrative = word == "that" and at == last - 1
            if (word in ("that", ":") and not demonstrative) or (
                word in OPENING and self._speaks(at)
            ):
                start = at + 1
            if word in _SUBJECTS:
                break
        while start < last and not self._words[start][0].isalnum():
            start += 1
        return start

    def _past_link(self, first: int, last: int) -> int:
        """The first word of a clause of its own: behind "And" and "However," and its like."""
        words, at = self._words, first
        while at < last and (words[at] in COORDINATORS or not words[at][0].isalnum()):
            at += 1
        linked = at + 1 < last and (words[at] in _LINKS or is_adverb(words[at]))
        if linked and words[at + 1] == ",":
            return at + 2
        preamble = words[at] in HANGING or words[at] in _LOOSE
        if preamble and words[at:last].count(",") == 1:
            return words.index(",", at) + 1
        return at

    def _hard(self, first: int, last: int) -> int | None:
        """The last mark before a group that sets one clause off from the next."""
        for at in range(last - 1, first - 1, -1):
            word = self._words[at]
            if word in HARD and (word not in _QUOTES or self._speaks(at)):
                return at
        return None

    def _speaks(self, at: int) -> bool:
        """Whether a quotation mark is one of speech, not of a few words in a clause."""
        words = self._words
        return (words[at - 1] if at else "") in _BEFORE_SPEECH or words[at] in ("'", "‘")

    def _mark(self, first: int, last: int, *, opening: bool) -> int | None:
        """The last word before a group that makes its clause hang, ``None`` for none."""
        words = self._words
        commas = 0
        joined = False
        for at in range(last - 1, first - 1, -1):
            word = words[at]
            if word == ",":
                commas += 1
            elif word in COORDINATORS:
                joined = True
            elif word == "that" and words[at + 1] != "of":
                if not (opening and at == first and at == last - 1):
                    return at
            elif word in HANGING and commas != 1:
                return at
            elif word in _LOOSE and not commas and not joined and at < last - 1:
                return at
        return None


def _last(words: Sequence[str], first: int, last: int, among: Container[str]) -> int | None:
    return next((at for at in range(last - 1, first - 1, -1) if words[at] in among), None)
