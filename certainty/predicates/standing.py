"""How the verb groups of a sentence stand: as main clauses, as reported, or under others.

No parser stands behind this. What stands between a group and the one before it tells how they
are joined: a report, a subordinator, a conjunction, a hard mark, a comma or nothing. Where that
is not plain the group hangs, and makes no claim.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Final, Literal, final

from certainty.predicates.extent import past_link, past_report
from certainty.predicates.groups import Group, is_adverb
from certainty.predicates.junctions import (
    CLOSED_BRACKETS,
    COORDINATORS,
    HANGING,
    OPEN_BRACKETS,
    QUOTES,
    RELATIVE,
    SUBJECTS,
    find_hard,
    find_mark,
    last_of,
)
from certainty.sources import Attribution
from certainty.sources.holders import DETERMINERS
from certainty.sources.phrases import ADJECTIVES

#: A clause of the sentence itself; one that a report or a cue takes; one that hangs under
#: another; and the report or the cue itself that takes a clause: "it is likely | that it sank".
Standing = Literal["main", "reported", "hanging", "frame"]
_INVERTED: Final = frozenset({"had", "were", "should"})
#: Words behind the verb of a report to the one that reports: "was not very *sure*".
_TO_TRIGGER: Final = 2
#: Words between a verb and the "that" of its noun: "there were fresh signs that".
_TO_NOUN: Final = 4
_JOINS: Final = COORDINATORS | {",", "to"}
_APART: Final = _JOINS | frozenset("about of on over by with for".split())


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
        hard = find_hard(words, before, group.first)
        start = before if hard is None else hard + 1
        if hard is not None and words[hard] in OPEN_BRACKETS:
            if not self._has_main and self._waiting is None:
                self._waiting = before
            return "hanging", start
        fresh = hard is not None and words[hard] not in CLOSED_BRACKETS
        if fresh:
            self._has_main, self._waiting, self._report = False, None, None
        found = self._taken(at) or self._marked(at, start, opening=hard is not None or not at)
        if found is not None:
            return found
        if fresh or not at:
            begin = past_link(words, start, group.first)
            return ("hanging" if self._supposes(group, begin) else "main"), begin
        if last_of(words, start, group.first, COORDINATORS) is not None:
            return self._coordinated(at, start)
        return self._carried_on(at, start)

    def _marked(self, at: int, start: int, *, opening: bool) -> tuple[Standing, int] | None:
        """A group that a subordinator or a relative pronoun puts under another."""
        words = self._words
        mark = find_mark(words, start, self._groups[at].first, opening=opening)
        if mark is None:
            return None
        if self._goes_on(at, mark):
            return "reported", mark + 1
        if words[mark] in RELATIVE and mark > start:
            joint = last_of(words, start, mark, COORDINATORS)
            if not self._has_main:
                self._waiting = start
            elif joint is not None and joint + 1 < mark and words[joint - 1] == ",":
                self._waiting = joint + 1  # ", and a ship that left | is lost"
        return "hanging", mark + 1

    def _coordinated(self, at: int, start: int) -> tuple[Standing, int]:
        """A group behind a conjunction: it stands as the one before, or returns to the main."""
        words, group, last = self._words, self._groups[at], self.standing[-1]
        joint = last_of(words, start, group.first, COORDINATORS) or start
        bare = all(is_adverb(word) for word in words[joint + 1 : group.first])
        if not bare and self._is_relative(joint + 1, group.first):
            return "hanging", joint + 1
        if last in ("main", "reported"):
            return last, joint + 1
        returns = self._has_main and words[joint - 1] == "," and not bare
        return ("main" if returns else "hanging"), joint + 1

    def _carried_on(self, at: int, start: int) -> tuple[Standing, int]:
        """A group behind a comma or behind nothing."""
        words, group = self._words, self._groups[at]
        if self._waiting is not None:
            start, self._waiting = self._waiting, None
            if self._report is None:
                return "main", start
            self.standing[self._report], self._report = "frame", None
            return "reported", start
        if self.standing[-1] != "hanging" or self._has_main:
            return "hanging", start
        comma = last_of(words, start, group.first, {","})
        if comma is not None:
            return "main", past_link(words, comma + 1, group.first)
        own = not SUBJECTS.isdisjoint(words[start : group.first])
        return ("main" if own else "hanging"), start

    def _is_relative(self, first: int, last: int) -> bool:
        """Whether two nouns meet before a verb: "and the city | Moscow had taken"."""
        if self._words[first] not in DETERMINERS or last - first <= 2:
            return False
        meets = self._words[last - 1] in SUBJECTS
        named = self._capital[last - 1] and not any(self._capital[first : last - 1])
        return meets or named

    def _taken(self, at: int) -> tuple[Standing, int] | None:
        """Whether a group is the clause that a report or a cue before it takes."""
        words, group = self._words, self._groups[at]
        held = self._held(at)
        if held is not None:
            first = max(held.trigger + 1, held.content[0])
        elif at and self._is_framed(at):
            first = words.index("that", self._groups[at - 1].first) + 1
        else:
            return None
        gap = words[first : group.first]
        trigger = held.trigger if held else -1
        if not HANGING.isdisjoint(gap) or gap.count("that") > 1 or gap[:1] == ["as"]:
            if at and held and gap[-1] in RELATIVE and gap[0] != gap[-1]:
                self._waiting = past_report(words, trigger, first, group.first)
                self._report = at - 1  # "said that the man who came | left"
            return None
        if any(word in (";", ":") for word in gap[1:]) and not QUOTES.intersection(gap):
            return None
        if held and words[trigger] in ADJECTIVES and gap[:1] != ["that"]:
            return None  # "cautious about signs that"
        frame = at and (held is None or self._is_of(self._groups[at - 1], trigger))
        if at and self.standing[-1] == "hanging":
            if frame and self._waiting is not None and not gap:
                return None  # "the ring that the diver found | is"
            if frame or not self._has_main:
                return "hanging", first
        if frame:
            self.standing[-1] = "frame"
        return "reported", past_report(words, trigger, first, group.first)

    def _supposes(self, group: Group, first: int) -> bool:
        """Whether an auxiliary before its subject makes a condition: "had he known, …"."""
        words = self._words
        inverted = group.first == first and words[first] in _INVERTED
        return inverted and "," in words[group.last :] and words[-1] != "?"

    def _is_of(self, group: Group, trigger: int) -> bool:
        """Whether a report is made with a group: its verb, or the adjective behind it."""
        apart = "," in self._words[group.last : trigger]
        return group.first <= trigger <= group.last + _TO_TRIGGER and not apart

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
        verb = before.own == before.head and before.own in self._cued
        apart = _JOINS if verb else _APART
        if that - before.last > _TO_NOUN or not apart.isdisjoint(words[before.last : that]):
            return False
        if verb:
            return True  # "we assess with some confidence that"
        return any(
            there in self._cued for there in range(max(before.first, that - 2), that + 1)
        )

    def _held(self, at: int) -> Attribution | None:
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
