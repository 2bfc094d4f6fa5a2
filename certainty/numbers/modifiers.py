"""Find the modifier before an amount: "about", "at least", "nearly", "between"."""

from __future__ import annotations

import re

from certainty.numbers.plain import pattern

# What stands before an amount, alternatives between semicolons.
_BOUNDS = {
    "about": "about;around;roughly;approximately;approx;approx.;circa;c.;~;some;estimated;"
    "an estimated;something like;in the region of;in the order of;on the order of;"
    "more or less;little more than;little better than",
    "near": "nearly;almost;near;nearing;approaching;close to;just under;just below;"
    "just short of;just shy of;slightly under;slightly below;slightly less than;"
    "a little under;a little less than;a shade under;not quite",
    "past": "just over;just above;slightly over;slightly above;slightly more than;"
    "slightly better than;slightly greater than;slightly higher than;a little over;"
    "a little more than;a little better than;a shade over;marginally more than;"
    "marginally better than",
    "min": "at least;no less than;not less than;no lower than;no fewer than;a minimum of;"
    ">=;\u2265",
    "over": "over;above;more than;better than;greater than;higher than;in excess of;exceeding;"
    "upwards of;upward of;north of;>",
    "max": "up to;less than;lower than;smaller than;fewer than;worse than;under;below;"
    "at most;no more than;not more than;no better than;no greater than;no higher than;"
    "not even;as much as;as high as;a maximum of;anything up to;<;<=;\u2264",
    "between": "between;anywhere between;somewhere between;from;anywhere from;somewhere from",
}
_BOUND_OF = {words: bound for bound, row in _BOUNDS.items() for words in row.split(";")}
_LAST_WORDS = frozenset(words.split()[-1] for words in _BOUND_OF) | {"a", "an"}
_MODIFIER = (
    r"(?<![\w-])(?:(?:well|far|much|considerably|significantly|substantially)_)?(?P<words>"
    + "|".join(
        re.escape(words).replace(r"\ ", "[ -]{1,3}")
        for words in sorted(_BOUND_OF, key=len, reverse=True)
    )
    + r")(?:[ -]{1,3}(?:about|around|roughly|some))?(?:[ -]{1,3}an?)?[ -]{0,3}\Z"
)
# After these "about" and "over" say what was talked of, not how exact the number is.
_TALK = (
    r"\b(?:talk|warn|worr|concern|complain|fret|argu|disput|disagree|debat|wrote|writ|spoke"
    r"|speak|hear|know|knew|think|thought|joke|read|told|tell|ask|row|alarm|unease|anxi|fear"
    r"|nervous|cautio|uproar|anger|brag|boast|split)\w*_\Z"
)


def modifier(view: str, start: int) -> tuple[int, str]:
    """Where the modifier before an amount begins, and what it does to it."""
    base = max(0, start - 48)
    before = view[base:start]
    near = before.replace("-", " ").split()[-1:]
    if not near or (near[0] not in _LAST_WORDS and near[0][-1] not in "~<>=\u2264\u2265"):
        return start, ""
    match = pattern(_MODIFIER).search(before)
    if not match:
        return start, ""
    left = base + match.start()
    words = " ".join(match["words"].replace("-", " ").split())
    talk = view[max(0, left - 16) : left]
    if words in ("about", "over", "around") and pattern(_TALK).search(talk):
        return start, ""
    return left, _BOUND_OF[words]
