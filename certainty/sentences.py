"""Find where the sentences of a text start and end, by rules, in one pass.

Three steps, each blind to what the next one does: a text is cut into paragraphs (blank
lines, U+2029) and never looks past one; the lines of a paragraph are joined to blocks
where a sentence was wrapped, and kept apart where a headline, a list item or a table row
ends; a block is cut into sentences at full stops, question marks, exclamation marks and
ellipses. Every look to either side is bounded, so the cost is linear in the text.
"""

from __future__ import annotations

import re
from typing import Final

from certainty.abbreviations import Abbreviations
from certainty.boundaries import QUOTE_SET, Site, full_stop_ends, is_label, mark_ends
from certainty.lines import Line, blocks
from certainty.openers import QUOTES, opens, skip_lead

#: The longest sentence, in characters. What is longer is broken at the last white space
#: before, or at the limit where there is none, so that later steps have bounded work.
LIMIT: Final = 4096

#: How far ahead the end of an open bracket is looked for.
_BRACKET: Final = 400

_EMOJI: Final = (
    "\u2600-\u26ff\u2708-\u270d\u2728\u274c\u2753-\u2757\u2763\u2764\ufe0f\u200d"
    "\U0001f000-\U0001faff"
)

#: What a mark closes, and the white space after. Every repeat is bounded or cannot be
#: followed by a failure, so a match costs its own length and no more.
_CLOSED: Final = (
    rf"(?:[{QUOTES})\]}}*_¹²³⁰-⁹{_EMOJI}]|\[\d{{1,3}}\]"
    r"|&(?:nbsp|quot|[lr]dquo|[lr]squo|raquo|#\d{1,4});){0,9}"
    r"(?:\s+|(?<=;)|(?<=[a-z][.!?])(?=(?:But|He|However|It|She|The|These|They|This|We)\s))"
)
_OTHER_MARKS: Final = "!?…"
#: A mark, but no full stop that a small word follows.
_MARK: Final = re.compile(rf"[.{_OTHER_MARKS}](?:(?<!\.)|(?! [a-z]{{3}}))" + _CLOSED)
#: What may follow a mark after a space and still belong to the sentence before.
_TAIL: Final = re.compile(
    rf"(?:(?:[{_EMOJI}]{{1,20}}|[:;]['-]?[()DPp]|\[(?:\.\.\.|…)\]|''|[»”])(?:\s+|\Z)){{1,8}}"
)
_TAIL_START: Final = ":;['»”\""
_SPACED_QUOTE: Final = re.compile(r"\"\s+")
_TAGS: Final = re.compile(
    r"(?:(?:[#@]\w{1,64}|(?:https?://|www\.)\S{1,500})(?:\s+|\Z)){1,12}\Z"
)
_NO_SPACE: Final = re.compile(r"\S")
_OPENING_QUOTES: Final = '"“‘`'
_CAPITALS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
#: What a sentence starts with most often, and what goes on behind a mark: "3.5", "etc., ".
_STARTS: Final = _CAPITALS | frozenset("0123456789" + _OPENING_QUOTES)
_INSIDE: Final = frozenset("0123456789,")


def split(text: str, abbreviations: Abbreviations) -> list[Line]:
    """The sentences of a text as ``(start, end)``, in order, without space around.

    They cover every character that is not white space, and do not overlap. None is
    longer than `LIMIT`. What stands before a blank line does not depend on what follows.

    >>> text = "Dr. Hill may come. She is late."
    >>> known = Abbreviations(never=frozenset({"dr"}))
    >>> [text[start:end] for start, end in split(text, known)]
    ['Dr. Hill may come.', 'She is late.']
    """
    found: list[Line] = []
    for start, end in blocks(text, abbreviations):
        _cut(found, text, start, end, abbreviations)
    return found


def _cut(
    found: list[Line], text: str, begin: int, end: int, abbreviations: Abbreviations
) -> None:
    """Add the sentences of a block."""
    after = begin
    for stop in find_marks(text, "." + _OTHER_MARKS, begin, end):
        if stop < after:
            continue
        after = _after(text, stop, end) if stop + 2 < end else end
        if after >= end:
            break
        if after == stop:
            continue
        if after - begin > LIMIT:
            *before, (begin, _) = pieces(text, begin, stop + 1)
            found += before
        elif text[stop] == "." and after - stop < 5:
            ends = _plainly_ends(text, begin, stop, after, abbreviations)
            if ends is not None:
                if ends:
                    found.append((begin, after - 1))
                    begin = after
                continue
        bounds = _boundary(text, begin, (stop, after), end, abbreviations)
        if bounds:
            found += pieces(text, begin, bounds[0])
            begin = bounds[1]
    found += pieces(text, begin, end)


def find_marks(text: str, marks: str, start: int, end: int) -> list[int]:
    """Where any of the marks stands between two offsets, in order."""
    found: list[int] = []
    for mark in marks:
        at = text.find(mark, start, end)
        while at >= 0:
            found.append(at)
            at = text.find(mark, at + 1, end)
    found.sort()
    return found


def _after(text: str, stop: int, end: int) -> int:
    """Where a sentence may start behind a mark; the mark itself where none may."""
    behind = text[stop + 1]
    if behind == " " and text[stop + 2] in _STARTS:
        return stop + 2
    if behind in _INSIDE or (behind in _CAPITALS and text[stop - 1] in _CAPITALS):
        return stop
    match = _MARK.match(text, stop, end)
    return match.end() if match else stop


def _plainly_ends(
    text: str, begin: int, stop: int, after: int, abbreviations: Abbreviations
) -> bool | None:
    """Decide the commonest cases fast: "the river. The"; ``None`` asks for more care."""
    space = text.rfind(" ", begin, stop)
    word = text[space + 1 if space >= 0 else begin : stop]
    if text[after - 1] not in " \n":
        return None
    if len(word) < 2 or word.lower() in abbreviations.words:
        return False if _goes_on(text, begin, stop, after, word, abbreviations) else None
    char = text[after]
    if char in _OPENING_QUOTES:
        first = after + 2 if text.startswith("``", after) else after + 1
        char = text[first : first + 1]
    capital = char in _CAPITALS or char.isupper()
    if space < 0 or not capital or not _is_plain(word, abbreviations):
        return None
    if after - stop > 2 and not QUOTE_SET.issuperset(text[stop + 1 : after - 1]):
        return None
    if text.find("[", begin, stop) >= 0:
        return None
    if text.find("(", begin, stop) < 0:
        return True
    balanced = text.count("(", begin, stop) == text.count(")", begin, stop)
    return True if balanced else None


def _goes_on(
    text: str, begin: int, stop: int, after: int, word: str, abbreviations: Abbreviations
) -> bool:
    """Whether a sentence plainly goes on behind an abbreviation or an initial."""
    char, first = text[after], stop - begin == len(word)
    if len(word) > 1:
        if not first and (char.islower() or char.isdigit()):
            return True
        kind = abbreviations.kind(word)
        if kind != "before_openers":
            return kind == "never"
    elif word not in _CAPITALS or is_label(text[begin:stop]):
        return False
    if first or after - stop > 2 or char not in _CAPITALS:
        return False
    return not opens(text, after, len(text), text[begin:stop])


def _is_plain(word: str, abbreviations: Abbreviations) -> bool:
    """Whether a word that is no abbreviation does not look like one, nor end in one."""
    if word.isalnum() or word[-1] in "0123456789%)":
        return True
    last = word[word.rfind("-") + 1 :]
    return len(last) > 1 and last.isalnum() and last.lower() not in abbreviations.words


def pieces(text: str, start: int, end: int) -> list[Line]:
    """Cut a stretch into pieces no longer than `LIMIT`, at white space where there is any."""
    cut = []
    while end - start > LIMIT:
        piece = text[start : start + LIMIT]
        if not text[start + LIMIT].isspace():
            piece = piece.rsplit(None, 1)[0] if not piece[-1].isspace() else piece
        piece = piece.rstrip()
        cut.append((start, start + len(piece)))
        start = _skip_space(text, start + len(piece), end)
    return [*cut, (start, end)]


def _skip_space(text: str, start: int, end: int) -> int:
    match = _NO_SPACE.search(text, start, end)
    return match.start() if match else end


def _boundary(
    text: str, begin: int, span: tuple[int, int], end: int, abbreviations: Abbreviations
) -> tuple[int, int] | None:
    """Where the sentence ends and the next starts, if one ends at the mark at ``span[0]``."""
    stop, after = span
    closed = text[stop + 1 : after].rstrip() if after - stop > 2 else ""
    stay = stop + 1 + len(closed)
    char = text[after : after + 1]
    if char in ".?!…":  # spaced dots: the last one decides
        return None
    if char in _TAIL_START or char > "\u2027":
        stay, after = _skip_tail(text, begin, stay, after, end)
    if after >= end or (text[after] in "#@hw" and _TAGS.match(text, after, end)):
        return None
    first = after if text[after].isalnum() else skip_lead(text, after, end)
    if first >= end:
        return None
    site = Site(text, begin, stop, closed, after, first, end)
    full_stop = text[stop] == "." and (stop == begin or text[stop - 1] not in ".?!…")
    ends = full_stop_ends if full_stop else mark_ends
    if ends(site, abbreviations) and not _in_bracket(text, begin, stay, end):
        return stay, after
    return None


def _skip_tail(text: str, begin: int, stay: int, after: int, end: int) -> tuple[int, int]:
    """Give the sentence's end and the next one's start, past what trails after a space."""
    spaced = text.startswith('" ', after) and text.count('"', begin, stay) % 2
    tail = (_SPACED_QUOTE if spaced else _TAIL).match(text, after, end)
    return (after + len(tail.group().rstrip()), tail.end()) if tail else (stay, after)


def _in_bracket(text: str, begin: int, stop: int, end: int) -> bool:
    """Whether a bracket opened in mid-sentence is still open here and closed soon."""
    for opening, closing in ("()", "[]"):
        at = text.rfind(opening, begin, stop)
        if at <= begin + 1:
            continue
        n_closed = text.count(closing, begin, stop)
        if text.find(closing, at, stop) >= 0 and n_closed >= text.count(opening, begin, stop):
            continue
        near = min(end, stop + _BRACKET)
        if text.count(closing, stop, near) > text.count(opening, stop, near):
            return True
    return False
