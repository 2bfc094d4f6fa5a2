"""Find where the sentences of a text start and end, by rules, in one pass.

Three steps, each blind to what the next one does: a text is cut into paragraphs (blank
lines, U+2029) and never looks past one; the lines of a paragraph are joined to blocks
where a sentence was wrapped, and kept apart where a headline, a list item or a table row
ends; a block is cut into sentences at full stops, question marks, exclamation marks and
ellipses. Every look to either side is bounded, so the cost is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from certainty.errors import LexiconError

#: The longest sentence, in characters. What is longer is broken at the last white space
#: before, or at the limit where there is none, so that later steps have bounded work.
LIMIT = 4096

#: How far ahead the end of an open bracket is looked for.
_BRACKET = 400
#: Longer lines than this are paragraphs of their own; shorter ones were never wrapped.
_WIDEST, _NARROWEST = 140, 40

_Line = tuple[int, int]

_QUOTES = "\"'`´“”„‟‘’‚‛«»‹›"
_QUOTE_SET = frozenset(_QUOTES)
_OPENING = _QUOTES + "([{*_#>¿¡—–-"
_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_EMOJI = "\u2600-\u26ff\u2708-\u270d\u2728\u274c\u2753-\u2757\u2763\u2764\ufe0f\u200d"
_EMOJI += "\U0001f000-\U0001faff"

#: A mark, what it closes, and the white space after; not a full stop before a small
#: letter. Every repeat is bounded or cannot be followed by a failure, so a match costs
#: its own length and no more.
_CANDIDATE = re.compile(
    rf"[.!?…](?:(?<!\.)|(?! [a-z]{{3}}))(?:[{_QUOTES})\]}}*_¹²³⁰-⁹{_EMOJI}]|\[\d{{1,3}}\]"
    r"|&(?:nbsp|quot|[lr]dquo|[lr]squo|raquo|#\d{1,4});){0,9}"
    r"(?:\s+|(?<=;)|(?<=[a-z][.!?])(?=(?:But|He|However|It|She|The|These|They|This|We)\s))"
)
#: What may follow a mark after a space and still belong to the sentence before.
_TAIL = re.compile(
    rf"(?:(?:[{_EMOJI}]{{1,20}}|[:;]['-]?[()DPp]|\[(?:\.\.\.|…)\]|''|[»”])(?:\s+|\Z)){{1,8}}"
)
_TAIL_START = ":;['»”\""
_SPACED_QUOTE = re.compile(r"\"\s+")
_TAGS = re.compile(r"(?:(?:[#@]\w{1,64}|(?:https?://|www\.)\S{1,500})(?:\s+|\Z)){1,12}\Z")
_LEAD = re.compile(
    rf"(?:(?:[{_OPENING}]|&(?:quot|[lr]dquo|[lr]squo|laquo|#\d{{1,4}});)\s?){{0,8}}"
)
_SEPARATORS = re.compile(
    rf"[\s\-–—()\[\]{{}}<>{_QUOTES.replace(chr(39), '').replace('’', '')}]+"
)
_WORD = re.compile(r"[^\W\d_]+(?=[\s,;:'’]|\Z)")
_LETTERS = re.compile(r"[^\W\d_]{1,12}")
#: What a time of day opens rather than ends: "At 3 p.m. Smith left".
_TIMED = re.compile(r"(?:After|Around|At|Before|By|From|Since|Until) .{4,20}")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
#: Small letters that start a sentence: "iPhone", "p53", "c-myc", an item's "b. Second".
_SMALL_START = re.compile(r"[a-z]{1,2}-?[A-Z\d]|[a-z]-[a-z]|[a-z]\.\s[A-Z]")
#: Compounds whose last part is no word of its own: "HTLV-I", "c-Jun".
_COMPOUND = re.compile(r"\w-\w\Z|\b\w-\w+\Z")
_MARKER = re.compile(r"\d{1,3}(?:\.\d{1,2}){0,3}|[A-Za-z]|[ivx]{1,5}|[IVX]{1,5}")

_NEWLINE = re.compile(r"\n\s*")
_LINE_BREAK = re.compile(rf"[{_BREAKS}]\s*")
_BREAK = re.compile(rf"\r\n|[{_BREAKS}]")
_BULLET = re.compile(r"[*•‣▪▫●○◦◆■□➢➤✓✔✅·](?:\s+|\Z)")
_DASH = re.compile(r"[-–—+](?:\s+|\Z)")
_NUMBER = re.compile(
    r"\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,5}|[IVX]{1,5})(?:\.(?:\d{1,2}\.)*\)?|\))(?:\s+|\Z)"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\s+(?=[A-Z])"
)
_APART = re.compile(r"#{1,6}\s|[\s\-=*_~#+.•·—–|:]{3,}\Z")
_ENDED = re.compile(rf"[.!?…][{_QUOTES})\]]{{0,3}}\Z")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Words that, with a capital, start a sentence and hardly ever a name.
_OPENERS = _words(
    "A After All Also Although Among An And Another Any Are As At Because Before Both But By"
    " Despite Did Do Does During Each Even Every Few For From Had Has Have He Her Here His"
    " How However I If In Indeed Instead Is It Its Last Later Many Meanwhile More Moreover"
    " Most Much My Neither Nevertheless No Nobody Nor Not Nothing Now Of On Once One Only Or"
    " Other Our Out Over Perhaps Several She Since So Some Still Such That The Their Then"
    " There These They This Those Though Through Thus To Today Two Under Unless Until Was We"
    " Were What When Where Whether Which While Who Whose Why With Without Yet You Your"
)
_OPENERS_IN_CAPITALS = _words("BUT HE HOWEVER SHE THE THESE THEY THIS")
#: Words after which a capital letter is a label, not an initial: "vitamin C."
_LABELLED = _words(
    "annex appendix block category chain class cyclosporin factor figure gate grade group"
    " hepatitis influenza kappa kinase level option part phase plan point protein schedule"
    " section series side stage strain subunit table team terminal type vitamin war"
)
#: Words that leave a line unfinished whatever comes next.
_CONNECTORS = _words(
    "a an and are as at be been but by can could for from had has have he her his if in into"
    " is its may might mr mrs must near not of on or our over said says she should that"
    " the their than they this to under was were when which while who whose will with would"
)
_ZONES = _words(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April"
    " May June July August September October November December Eastern Central Pacific"
    " Greenwich Moscow AEST BST CEST CET CT EDT EEST EET EST ET GMT IST JST MSK MT PDT PST"
    " PT SAST SGT UTC WAT"
)
#: "Smith said", "Finance Minister Ann Hill later told": who spoke the quotation before.
_ATTRIBUTION = re.compile(
    r"(?:[A-Z][\w.'’-]{0,30},?\s|(?:of|the|for|a|an|and|also|later|then|chief|minister|"
    r"ministry|president|secretary|general|director|spokes\w{3,6}|officer|official)\s){1,8}"
    r"(?:said|says|asked|asks|told|added|adds|replied|cried|shouted|warned|wrote|tweeted|"
    r"insisted|exclaimed|wondered|demanded|declared|remarked|joked|recalled|responded)\b"
)


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Words whose full stop need not end a sentence, by what it takes to end one.

    A word in lower case counts in any case, one with a capital only with a capital.

    >>> Abbreviations(never=frozenset({"dr"})).kind("Dr")
    'never'
    """

    #: Their dot never ends a sentence (Dr.).
    never: frozenset[str] = frozenset()
    #: It does before a usual opener such as "The" (U.S.).
    before_openers: frozenset[str] = frozenset()
    #: It does before any capital letter (p.m.).
    before_capitals: frozenset[str] = frozenset()
    #: It does unless a number follows (No.).
    before_numbers: frozenset[str] = frozenset()
    #: All of them in lower case: what is not in here is no abbreviation.
    words: frozenset[str] = field(init=False, repr=False, compare=False)
    _kinds: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        kinds = {word: name for name in _MARKS.values() for word in getattr(self, name)}
        object.__setattr__(self, "words", frozenset(word.lower() for word in kinds))
        object.__setattr__(self, "_kinds", kinds)

    def kind(self, word: str) -> str | None:
        """Name the field that holds the word, ``None`` where none does."""
        form = word.capitalize() if word.isupper() else word
        return self._kinds.get(form) or self._kinds.get(word.lower())


_MARKS = {"": "never", "?": "before_openers", "!": "before_capitals", "1": "before_numbers"}


def read_abbreviations(lines: Iterable[str]) -> Abbreviations:
    """Read the format of ``lexicons/abbreviations.txt``: a word and a mark on a line.

    >>> read_abbreviations(["# titles", "dr", "inc ?"]).kind("Inc")
    'before_openers'
    """
    sets: dict[str, set[str]] = {name: set() for name in _MARKS.values()}
    seen: dict[str, int] = {}
    problems: list[str] = []
    for number, line in enumerate(lines, 1):
        entry = line.partition("#")[0].split()
        if not entry:
            continue
        word, mark = entry[0], " ".join(entry[1:])
        fault = _fault(word, mark, seen)
        if fault:
            problems.append(f"abbreviations, line {number}: {fault}")
            continue
        seen[word] = number
        sets[_MARKS[mark]].add(word)
    if problems:
        raise LexiconError(tuple(problems))
    return Abbreviations(**{name: frozenset(words) for name, words in sets.items()})


def _fault(word: str, mark: str, seen: dict[str, int]) -> str | None:
    if word.endswith("."):
        return f"'{word}' ends in a dot; write it without"
    if mark not in _MARKS:
        return f"'{mark}' after '{word}' is no mark; use one of ? ! 1 or none"
    if word in seen:
        return f"'{word}' stands on line {seen[word]} already; drop one"
    return None


def split(text: str, abbreviations: Abbreviations) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a text as ``(start, end)``, in order, without space around.

    They cover every character that is not white space, and do not overlap. None is
    longer than `LIMIT`. What stands before a blank line does not depend on what follows.

    >>> text = "Dr. Hill may come. She is late."
    >>> known = Abbreviations(never=frozenset({"dr"}))
    >>> [text[start:end] for start, end in split(text, known)]
    ['Dr. Hill may come.', 'She is late.']
    """
    for lines in _paragraphs(text):
        if len(lines) == 1:
            yield from _sentences(text, *lines[0], abbreviations)
            continue
        for start, end in _blocks(text, lines, abbreviations):
            yield from _sentences(text, start, end, abbreviations)


# From text to paragraphs and their lines


def _paragraphs(text: str) -> Iterator[list[_Line]]:
    rare = any(mark in text for mark in _BREAKS[1:])
    lines: list[_Line] = []
    start = 0
    for match in (_LINE_BREAK if rare else _NEWLINE).finditer(text):
        _add_line(lines, text, start, match.start())
        start = match.end()
        gap = match.group()
        if gap != "\n" and lines and ("\u2029" in gap or len(_BREAK.findall(gap)) > 1):
            yield lines
            lines = []
    _add_line(lines, text, start, len(text))
    if lines:
        yield lines


def _add_line(lines: list[_Line], text: str, start: int, end: int) -> None:
    if start < end and (text[start].isspace() or text[end - 1].isspace()):
        line = text[start:end]
        end = start + len(line.rstrip())
        start = max(start, end - len(line.strip()))
    if start < end:
        lines.append((start, end))


# From lines to blocks


@dataclass(frozen=True, slots=True)
class _Layout:
    """What the lines of a paragraph say about how it was set."""

    text: str
    abbreviations: Abbreviations
    width: int  # to which the text was wrapped, 0 where it was not
    prose: bool  # whether the lines read on rather than stand alone
    cells: bool  # whether there are tabs or bars, which may part the cells of a table

    def reads_on(self, begin: int, line: _Line, following: _Line) -> bool:
        """Whether a line goes on in the following one; ``begin`` is where its block does."""
        text, (start, end), (start2, end2) = self.text, line, following
        last = text[end - 1]
        low = text[start2].islower()
        if low and last.isalpha() and text[start] != "#" and not self.cells:
            return not _NUMBER.match(text, start2, end2)  # the commonest case
        if low and last in "-\xad‐" and text[start : end - 1][-1:].isalpha():
            return True
        if self._apart(line) or self._apart(following):
            return False
        if _item_end(text, start, end) == end:
            return True
        word = text[max(start, end - 24) : end].split()[-1]
        full = end - start + _first_word(text, start2, end2) >= self.width > 0
        if self._starts_item(begin, following, full, word):
            return False
        if last in ",;-–—&/+" or _connects(word):
            return True
        if _ENDED.search(text, max(start, end - 4), end):
            return full or _unfinished(word, self.abbreviations)
        return self._unended_reads_on(start == begin, following, full)

    def _unended_reads_on(self, first: bool, following: _Line, full: bool) -> bool:
        at = _skip_lead(self.text, *following)
        if at < following[1] and self.text[at].islower():
            return True
        if not full or not self.prose:
            return False
        headline = first and _opens(self.text, at, following[1])
        return not headline or self.text[at : at + 2].rstrip("'’ ") == "I"

    def _starts_item(self, begin: int, line: _Line, full: bool, word: str) -> bool:
        """Whether a line starts an item; ``word`` is the last one of the line before.

        A dash or a number may also have been wrapped to the start of a line, where the
        line before was full, did not end, and belongs to no such item itself.
        """
        if _BULLET.match(self.text, *line):
            return True
        for pattern in (_DASH, _NUMBER):
            if pattern.match(self.text, *line):
                if pattern.match(self.text, begin, line[0]):
                    return True
                unended = word[-1] not in ".!?…:;\"”'’" or self._shortened(word)
                return not (_connects(word) or (full and unended))
        return False

    def _shortened(self, word: str) -> bool:
        return word[-1] == "." and self.abbreviations.kind(word[:-1]) is not None

    def _apart(self, line: _Line) -> bool:
        """Whether a line stands alone: a heading mark, a rule, a row of a table."""
        start, end = line
        if _APART.match(self.text, start, end):
            return True
        if not self.cells:
            return False
        bars = self.text.count("|", start, end)
        tab = self.text.find("\t", _item_end(self.text, start, end), end)
        return bars > 1 or self.text[start] == "|" or tab >= 0


def _layout(text: str, lines: list[_Line], abbreviations: Abbreviations) -> _Layout:
    width = max(end - start for start, end in lines)
    first, last = lines[0][0], lines[-1][1]
    prose = bool(_ENDED.search(text, max(first, last - 4), last)) or any(
        text[start].islower() for start, _ in lines[1:]
    )
    cells = text.find("\t", first, last) >= 0 or text.find("|", first, last) >= 0
    wrapped = 0 if width > _WIDEST else max(width, _NARROWEST)
    return _Layout(text, abbreviations, wrapped, prose, cells)


def _blocks(text: str, lines: list[_Line], abbreviations: Abbreviations) -> Iterator[_Line]:
    layout = _layout(text, lines, abbreviations)
    line = lines[0]
    begin = line[0]
    for following in lines[1:]:
        if not layout.reads_on(begin, line, following):
            yield begin, line[1]
            begin = following[0]
        line = following
    yield begin, line[1]


def _first_word(text: str, start: int, end: int) -> int:
    return len(text[start : min(end, start + 40)].split(None, 1)[0])


def _connects(word: str) -> bool:
    return word in _CONNECTORS or (
        len(word) > 1 and word.isupper() and word.lower() in _CONNECTORS
    )


def _unfinished(word: str, abbreviations: Abbreviations) -> bool:
    stem = word.rstrip(".").lstrip(_OPENING)
    return word.endswith(".") and (len(stem) == 1 or abbreviations.kind(stem) == "never")


def _item_end(text: str, start: int, end: int) -> int:
    """Where the marker of a list item ends; ``start`` where the line has none."""
    for pattern in (_BULLET, _DASH, _NUMBER):
        match = pattern.match(text, start, end)
        if match:
            return match.end()
    return start


# From blocks to sentences


def _sentences(
    text: str, begin: int, end: int, abbreviations: Abbreviations
) -> Iterator[tuple[int, int]]:
    for match in _CANDIDATE.finditer(text, begin, end):
        stop, after = match.span()
        if after >= end:
            break
        if after - begin > LIMIT:
            *pieces, (begin, _) = _pieces(text, begin, stop + 1)
            yield from pieces
        elif text[stop] == "." and after - stop < 5:
            ends = _plainly_ends(text, begin, stop, after, abbreviations)
            if ends is not None:
                if ends:
                    yield begin, after - 1
                    begin = after
                continue
        bounds = _boundary(text, begin, (stop, after), end, abbreviations)
        if bounds:
            yield from _pieces(text, begin, bounds[0])
            begin = bounds[1]
    yield from _pieces(text, begin, end)


def _plainly_ends(
    text: str, begin: int, stop: int, after: int, abbreviations: Abbreviations
) -> bool | None:
    """Decide the commonest cases fast: "the river. The"; ``None`` asks for more care."""
    at = text.rfind(" ", begin, stop) + 1
    word = text[at:stop] if at else ""
    if len(word) < 2 or text[after - 1] not in " \n":
        return None
    char = text[after]
    if word.lower() in abbreviations.words:
        no = char.islower() or char.isdigit() or abbreviations.kind(word) == "never"
        return False if no else None
    if char in '"“‘':
        char = text[after + 1 : after + 2]
    if not char.isupper() or not (word.isalnum() or word[-1] in "0123456789%"):
        return None
    if after - stop > 2 and not _QUOTE_SET.issuperset(text[stop + 1 : after - 1]):
        return None
    if text.find("[", begin, stop) >= 0:
        return None
    if text.find("(", begin, stop) < 0:
        return True
    balanced = text.count("(", begin, stop) == text.count(")", begin, stop)
    return True if balanced else None


def _pieces(text: str, start: int, end: int) -> list[_Line]:
    """Cut a stretch into pieces no longer than `LIMIT`, at white space where there is any."""
    pieces = []
    while end - start > LIMIT:
        piece = text[start : start + LIMIT]
        if not text[start + LIMIT].isspace():
            piece = piece.rsplit(None, 1)[0] if not piece[-1].isspace() else piece
        piece = piece.rstrip()
        pieces.append((start, start + len(piece)))
        start = _skip_space(text, start + len(piece), end)
    return [*pieces, (start, end)]


_NO_SPACE = re.compile(r"\S")


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
    first = after if text[after].isalnum() else _skip_lead(text, after, end)
    if first >= end:
        return None
    site = _Site(text, begin, stop, closed, after, first, end)
    full_stop = text[stop] == "." and (stop == begin or text[stop - 1] not in ".?!…")
    ends = _full_stop_ends if full_stop else _mark_ends
    if ends(site, abbreviations) and not _in_bracket(text, begin, stay, end):
        return stay, after
    return None


def _skip_tail(text: str, begin: int, stay: int, after: int, end: int) -> tuple[int, int]:
    """Give the sentence's end and the next one's start, past what trails after a space."""
    spaced = text.startswith('" ', after) and text.count('"', begin, stay) % 2
    tail = (_SPACED_QUOTE if spaced else _TAIL).match(text, after, end)
    return (after + len(tail.group().rstrip()), tail.end()) if tail else (stay, after)


def _skip_lead(text: str, start: int, end: int) -> int:
    """Where the first word starts, past quotes, brackets and dashes."""
    match = _LEAD.match(text, start, end)
    return match.end() if match else start


class _Site(NamedTuple):
    """A place where a sentence may end."""

    text: str
    begin: int  # of the sentence
    stop: int  # the last mark
    closed: str  # the quotes and brackets right after
    after: int  # what follows the space
    first: int  # its first letter or digit, past quotes and brackets
    end: int  # of the block

    @property
    def quoted(self) -> bool:
        return not _QUOTE_SET.isdisjoint(self.closed) or "quo" in self.closed

    def following(self) -> str:
        """Say what comes next: ``capital``, ``small``, ``number`` or ``other``."""
        char = self.text[self.first]
        if char.islower():
            return "capital" if _SMALL_START.match(self.text, self.first, self.end) else "small"
        if char.isdigit() or char in "$£€¥§":
            return "number"
        return "capital" if char.isalpha() or char == "@" or char > "\u2027" else "other"

    def word(self) -> str:
        """Give the word before the mark, without what is hyphenated or quoted before it."""
        chunk = self.text[max(self.begin, self.stop - 40) : self.stop]
        chunk = chunk.rsplit(None, 1)[-1] if chunk and not chunk[-1].isspace() else ""
        if chunk.isalnum() or _COMPOUND.search(chunk):
            return chunk
        return _SEPARATORS.split(chunk)[-1].lstrip("'’")


def _mark_ends(site: _Site, abbreviations: Abbreviations) -> bool:
    """Whether a question mark, an exclamation mark or an ellipsis ends a sentence."""
    text, begin, stop = site.text, site.begin, site.stop
    following = site.following()
    if following == "other" or (site.quoted and _attributed(site)):
        return False
    if text[stop] in ".…" and text[stop - 1 : stop] not in ("?", "!"):
        leading = stop - begin < 8 and not text[begin:stop].strip(". …" + _OPENING)
        return following == "capital" and not leading and not text[site.first].islower()
    word = site.word()
    if abbreviations.kind(word + text[stop]) or text[stop - 1 : stop] in ("(", "["):
        return False
    if following == "small":
        bound = site.quoted or ")" in site.closed or text[site.after] in "-–—"
        return len(word) > 1 and not bound
    return True


def _full_stop_ends(site: _Site, abbreviations: Abbreviations) -> bool:
    """Whether a single full stop ends a sentence."""
    following = site.following()
    if following in ("small", "other"):
        return False
    word = site.word()
    single = len(word) == 1 and word.isupper()
    initial = site.stop - site.begin < 16 and len(site.text[site.begin : site.stop].split()) < 2
    if initial and _MARKER.fullmatch(site.text[site.begin : site.stop].strip(" (")):
        return False
    kind = None if single else abbreviations.kind(word)
    if kind == "never" or (kind == "before_numbers" and following == "number"):
        return False
    if kind is None and len(word) > 1 and _shortened(site, word):
        kind = "before_openers"
    if kind in (None, "before_numbers") and not single:
        return True
    if following == "number":
        return single
    return _abbreviation_ends(site, "initial" if single else kind or "", initial)


def _shortened(site: _Site, word: str) -> bool:
    """Whether an unlisted word looks like an abbreviation: "R.A.F.", "(ret.)"."""
    if "." in word:
        return bool(_DOTTED.fullmatch(word))
    at = site.stop - len(word)
    return site.closed == ")" and at > site.begin and site.text[at - 1] == "("


def _abbreviation_ends(site: _Site, kind: str, initial: bool) -> bool:
    """Whether an abbreviation or an initial ends a sentence before a capital letter."""
    if site.text[site.after] in "-–—_":  # NEWARK, N.J. - The mayor said
        return False
    if site.quoted:
        return not _attributed(site)
    if kind == "before_capitals":
        return not (_TIMED.fullmatch(site.text, site.begin, site.stop) or _is_zone(site))
    before = site.text[site.begin : site.stop]
    if not initial and _opens(site.text, site.first, site.end, before):
        return True
    label = before[-26:-1].split()[-1:] if kind == "initial" else []
    return bool(label) and label[0].lower() in _LABELLED


def _opens(text: str, at: int, end: int, before: str = "") -> bool:
    """Whether a usual opener of sentences stands here, in a text that shouts or not."""
    match = _WORD.match(text, at, end)
    if not match:
        return False
    word = match.group()
    return word in _OPENERS or (word in _OPENERS_IN_CAPITALS and before.isupper())


def _is_zone(site: _Site) -> bool:
    match = _LETTERS.match(site.text, site.first, site.end)
    return match is not None and match.group() in _ZONES


def _attributed(site: _Site) -> bool:
    """Whether the words after a quotation say who spoke it: "Smith said"."""
    if _opens(site.text, site.first, site.end):
        return False
    return bool(_ATTRIBUTION.match(site.text, site.after, site.end))


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
