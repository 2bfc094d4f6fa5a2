"""What counts as a scope: corpora and this library draw its borders differently.

BioScope: the cue is inside; the subject is outside of an active modal ("it [may leak]") and
inside of a passive and of a raising verb ("[pipes may be cut]", "[it seems to leak]"). Other
corpora leave out the cue. This library: the clause with its subject, the cue in it, or what
follows a cue that takes a clause.
"""

from __future__ import annotations

from dataclasses import dataclass

from certainty.scoping.frames import Words


@dataclass(frozen=True, slots=True)
class Convention:
    """Whether a scope holds its cue, and whether it holds what stands before the cue.

    >>> Convention(cue=False).of((2, 9), (2, 3)), Convention(subject=False).of((0, 9), (2, 3))
    ((3, 9), (2, 9))
    """

    cue: bool = True
    subject: bool = True

    def of(self, scope: Words, cue: Words) -> Words:
        """A scope that holds its cue, in this convention; a cue in its middle stays."""
        first, last = scope
        if not self.subject:
            first = max(first, cue[0])
        if self.cue:
            return first, last
        if first >= cue[0] and last > cue[1]:
            return cue[1], last
        return (first, cue[0]) if last <= cue[1] and first < cue[0] else (first, last)
