r"""The blocks of a Markdown text, after CommonMark and GitHub's tables, with offsets.

Two things are read otherwise than the specification has it, so that no prose is lost: a line
of hyphens right under a paragraph that ends like a sentence is a rule, and does not make a
heading of it; and mathematics between ``$$`` or ``\[ \]`` stands apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from certainty.markup.prose import Part, PartKind

Line = tuple[int, int]

#: Containers inside each other; deeper ones are text.
_DEEPEST: Final = 64
#: How far the end of mathematics is looked for.
_FAR: Final = 4000
_LINE: Final = re.compile(r"[^\r\n]*")
_FENCE: Final = re.compile(r"(`{3,})([^`\n]*)\Z|(~{3,})([^\n]*)\Z")
_HEADING: Final = re.compile(r"#{1,6}(?:[ \t]|\Z)")
_RULE: Final = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
_UNDERLINE: Final = re.compile(r"(?:=+|-+)[ \t]*\Z")
_ITEM: Final = re.compile(r"(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|\Z)")
_DELIMITERS: Final = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")
_DEFINITION: Final = re.compile(
    r"\[(?!\^)((?:\\.|[^\[\]\\]){1,999})\]:[ \t]*(?:<[^<>\n]*>|[^\s<][^\s]*)"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*\Z"
)
_SENTENCE: Final = re.compile(r"[.!?…:][\"'”’)\]*_]*\Z")
_FRONT: Final = re.compile(
    r"\ufeff?(?:---[ \t]*\r?\n(?=[#\w\"'-][^\n]*:|#)(?:(?!(?:---|\.\.\.)[ \t]*\r?$)[^\n]*\n)*?"
    r"(?:---|\.\.\.)[ \t]*\r?(?:$|\Z)"
    r"|\+\+\+[ \t]*\r?\n(?:(?!\+\+\+)[^\n]*\n)*?\+\+\+[ \t]*\r?(?:$|\Z))",
    re.MULTILINE,
)
_TAGS: Final = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details"
    "|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head"
    "|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p"
    "|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul"
)
#: A tag, opening or closing, whole.
TAG: Final = (
    r"<(?:[A-Za-z][\w-]{0,60}(?:\s+[\w:.-]{1,60}(?:\s*=\s*(?:[^\s\"'=<>`]{1,400}"
    r"|'[^']{0,400}'|\"[^\"]{0,400}\"))?){0,30}\s*/?|/[A-Za-z][\w-]{0,60}\s*)>"
)
#: How raw HTML begins, and the pattern at which it ends; an empty one is a blank line.
_HTML: Final = tuple(
    (re.compile(begin, re.IGNORECASE), end and re.compile(end, re.IGNORECASE))
    for begin, end in (
        (
            r"<(?:script|pre|style|textarea|think|thinking)(?:[\s>]|\Z)",
            r"</(?:script|pre|style|textarea|think|thinking)>",
        ),
        (r"<!--", r"-->"),
        (r"<\?", r"\?>"),
        (r"<![A-Za-z]", r">"),
        (r"<!\[CDATA\[", r"\]\]>"),
        (rf"</?(?:{_TAGS})(?:[\s>]|/>|\Z)", ""),
        (rf"{TAG}[ \t]*\Z", ""),
    )
)
_ALONE: Final = len(_HTML) - 1
_BLANK: Final = re.compile(r"\n[ \t]*\r?\n")
_MATHEMATICS: Final = {"$$": "$$", "\\[": "\\]"}


@dataclass
class _Container:
    """A quotation, or a list item whose content is indented by ``width`` columns."""

    width: int
    start: int
    end: int

    @property
    def quotes(self) -> bool:
        return not self.width


@dataclass
class _Leaf:
    """The block that is open; ``mark`` tells how it ends."""

    kind: str
    lines: list[Line]
    mark: object = None
    item: bool = False


@dataclass
class Blocks:
    """What a text consists of: paragraphs as the lines of their content, and what stands apart.

    ``items`` are the paragraphs that begin a list item, ``labels`` those of the links that are
    defined apart from where they stand.
    """

    paragraphs: list[list[Line]] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    parts: list[Part] = field(default_factory=list)
    items: set[int] = field(default_factory=set)


def label_of(words: str) -> str:
    """A link's label as labels are compared: letter case and space aside."""
    return " ".join(words.split()).casefold()


def find_blocks(text: str, start: int, end: int) -> Blocks:
    r"""The blocks of a stretch of a text.

    >>> found = find_blocks("# Ferry\n\nIt may\nsail.\n", 0, 23)
    >>> found.paragraphs, [(part.kind, part.start, part.end) for part in found.parts]
    ([[(9, 15), (16, 21)]], [('heading', 0, 7)])
    """
    scanner = _Scanner(text, end)
    front = _FRONT.match(text, 0, end) if not start else None
    if front:
        scanner.found.parts.append(Part("front matter", 0, front.end()))
        start = _next_line(text, front.end(), end)
    while start < end:
        stop = _LINE.match(text, start, end).end()  # type: ignore[union-attr]
        scanner.read(start, stop)
        start = _next_line(text, stop, end)
    scanner.finish()
    return scanner.found


def _next_line(text: str, at: int, end: int) -> int:
    at = min(at, end)
    return at + (2 if text.startswith("\r\n", at, end) else 1)


class _Scanner:
    """Reads a text line by line, as CommonMark's own algorithm does."""

    def __init__(self, text: str, end: int) -> None:
        self.text = text
        self.limit = end
        self.containers: list[_Container] = []
        self.leaf: _Leaf | None = None
        self.found = Blocks()
        # Of the line: its end, where white space that was not yet read begins, in which
        # column, up to which column it was taken, and where the next word stands.
        self.end = self.pos = self.col = self.used = self.at = self.word = 0

    def read(self, start: int, end: int) -> None:
        """Read one line."""
        self.end = end
        self._move(start, 0)
        matched = self._match()
        whole = matched == len(self.containers)
        leaf = self.leaf
        if leaf and leaf.kind in ("fence", "html", "mathematics"):
            if whole:
                self._read_on(leaf)
                return
            self._close_leaf()
        elif leaf and leaf.kind == "indented":
            if whole and (self._blank or self._indent >= 4):
                leaf.lines.append((self.at, end))
                return
            self._close_leaf()
        self._open(matched)

    def finish(self) -> None:
        """Close what is open at the end of the text."""
        self._close(0, finished=True)

    def _move(self, pos: int, col: int) -> None:
        """Go to ``pos`` in column ``col`` and look for the next word."""
        self.pos, self.col, self.used = pos, col, col
        while pos < self.end and self.text[pos] in " \t":
            col += 4 - col % 4 if self.text[pos] == "\t" else 1
            pos += 1
        self.at, self.word = pos, col

    @property
    def _indent(self) -> int:
        return self.word - self.used

    @property
    def _blank(self) -> bool:
        return self.at >= self.end

    def _match(self) -> int:
        """How many of the open containers go on in the line; their marks are passed."""
        for index, container in enumerate(self.containers):
            if container.quotes:
                if self._blank or self._indent > 3 or self.text[self.at] != ">":
                    return index
                self._pass_quote()
            elif not self._blank:
                if self._indent < container.width:
                    return index
                self.used += container.width
            container.end = self.end
        return len(self.containers)

    def _pass_quote(self) -> None:
        after = self.at + 1
        self._move(after, self.word + 1)
        if after < self.end and self.text[after] in " \t":
            self.used += 1

    def _open(self, matched: int) -> None:
        """Open containers and a leaf, or go on with the paragraph or table that is open."""
        opened = False
        item = False
        while not self._blank:
            leaf = None if opened else self.leaf
            running = leaf is not None and leaf.kind == "paragraph"
            if self._indent >= 4:
                if running:
                    break
                self._start("indented", matched)
                return
            if self.text[self.at] == ">" and len(self.containers) < _DEEPEST:
                self._close(matched)
                self._close_leaf()
                self.containers.append(_Container(0, self.at, self.end))
                matched, opened = len(self.containers), True
                self._pass_quote()
                continue
            if self._opens_leaf(matched, running):
                return
            width = self._item_width(running and matched == len(self.containers))
            if not width or len(self.containers) >= _DEEPEST:
                break
            self._close(matched)
            self._close_leaf()
            self.containers.append(_Container(width, self.at, self.end))
            matched, opened, item = len(self.containers), True, True
        self._read_text(matched, opened, item)

    def _opens_leaf(self, matched: int, running: bool) -> bool:
        """Whether the line begins a block that is no paragraph; it is opened then."""
        text, at, end = self.text, self.at, self.end
        line = text[at:end]
        if running and matched == len(self.containers) and _UNDERLINE.match(line):
            return self._underline(line)
        if _RULE.match(line):
            self._close(matched)
            self._close_leaf()
            return True
        if _HEADING.match(line):
            self._start("heading", matched)
            self._close_leaf()
            return True
        fence = _FENCE.match(line)
        if fence:
            self._start("fence", matched, (fence[1] or fence[3]))
            return True
        if line[0] == "<":
            return self._opens_html(matched, line)
        closing = _MATHEMATICS.get(line[:2])
        if closing:
            return self._opens_mathematics(matched, closing)
        return False

    def _opens_mathematics(self, matched: int, closing: str) -> bool:
        """Only where it is closed before the paragraph ends, with nothing behind."""
        text, at = self.text, self.at
        close = text.find(closing, at + 2, min(at + _FAR, self.limit))
        if close < 0 or _BLANK.search(text, at, close):
            return False
        if _LINE.match(text, close + 2).group().strip(" \t."):  # type: ignore[union-attr]
            return False
        self._start("mathematics", matched, closing)
        if close < self.end:
            self._close_leaf()
        return True

    def _underline(self, line: str) -> bool:
        """A line of hyphens or equals signs under a paragraph."""
        leaf = self.leaf
        assert leaf is not None
        start, end = leaf.lines[-1]
        if line[0] == "-" and _SENTENCE.search(self.text[start:end].rstrip()):
            self._close_leaf()
            return True
        leaf.kind = "heading"
        leaf.lines.append((self.at, self.end))
        self._close_leaf()
        return True

    def _opens_html(self, matched: int, line: str) -> bool:
        leaf = self.leaf
        running = leaf is not None and leaf.kind in ("paragraph", "table")
        for index, (begin, end) in enumerate(_HTML):
            if begin.match(line) and not (index == _ALONE and running):
                self._start("html", matched, end or None)
                if end and end.search(line):
                    self._close_leaf()
                return True
        return False

    def _item_width(self, running: bool) -> int:
        """The columns of a list item's mark and the space behind; 0 where there is none."""
        item = _ITEM.match(self.text, self.at, self.end)
        if not item:
            return 0
        empty = not self.text[item.end() : self.end].strip()
        if running and (empty or (item[1] and int(item[1]) != 1)):
            return 0
        indent, length = self._indent, item.end() - self.at
        self._move(item.end(), self.word + length)
        space = self._indent
        behind = 1 if empty or space > 4 else space
        self.used += behind
        return indent + length + behind

    def _read_text(self, matched: int, opened: bool, item: bool) -> None:
        leaf = self.leaf
        if self._blank:
            self._close(matched)
            self._close_leaf()
            return
        line = (self.at, self.at + len(self.text[self.at : self.end].rstrip(" \t")))
        if leaf and not opened and leaf.kind == "paragraph":
            if matched == len(self.containers) and self._begins_table(leaf, line):
                return
            for container in self.containers[matched:]:
                container.end = self.end
            leaf.lines.append(line)
            return
        if leaf and not opened and leaf.kind == "table" and matched == len(self.containers):
            leaf.lines.append(line)
            return
        self._close(matched)
        self._close_leaf()
        definition = _DEFINITION.match(self.text[line[0] : line[1]])
        if definition:
            self.found.labels.add(label_of(definition[1]))
            return
        self.leaf = _Leaf("paragraph", [line], item=item)

    def _begins_table(self, leaf: _Leaf, line: Line) -> bool:
        """Whether a line of delimiters makes a table's head of the line before."""
        words = self.text[line[0] : line[1]]
        if "-" not in words or not _DELIMITERS.match(words):
            return False
        head = leaf.lines[-1]
        above = self.text[head[0] : head[1]]
        if "|" not in above or _cells(above) != _cells(words):
            return False
        leaf.lines.pop()
        if leaf.lines:
            self._close_leaf()
        self.leaf = _Leaf("table", [head, line])
        return True

    def _read_on(self, leaf: _Leaf) -> None:
        """Go on with a block that ends at a mark of its own."""
        line = self.text[self.at : self.end]
        if leaf.kind == "html" and leaf.mark is None and self._blank:
            self._close_leaf()
            return
        leaf.lines.append((self.at, self.end))
        if leaf.kind == "fence":
            mark = str(leaf.mark)
            run = line.rstrip(" \t")
            if self._indent < 4 and len(run) >= len(mark) and not run.strip(mark[0]):
                self._close_leaf()
        elif leaf.kind == "mathematics":
            if str(leaf.mark) in line:
                self._close_leaf()
        elif isinstance(leaf.mark, re.Pattern) and leaf.mark.search(line):
            self._close_leaf()

    def _start(self, kind: str, matched: int, mark: object = None) -> None:
        self._close(matched)
        self._close_leaf()
        self.leaf = _Leaf(kind, [(self.at, self.end)], mark)

    def _close(self, matched: int, *, finished: bool = False) -> None:
        """Close the containers from ``matched`` on, and the leaf inside them."""
        if matched == len(self.containers) and not finished:
            return
        self._close_leaf(finished=finished)
        while len(self.containers) > matched:
            closed = self.containers.pop()
            if closed.quotes and not self._quoted:
                self.found.parts.append(Part("quotation", closed.start, closed.end))

    @property
    def _quoted(self) -> bool:
        return any(container.quotes for container in self.containers)

    def _close_leaf(self, *, finished: bool = False) -> None:
        leaf, self.leaf = self.leaf, None
        if leaf is None:
            return
        closed = not (finished and leaf.mark is not None)
        if self._quoted:
            return
        if leaf.kind == "paragraph":
            if leaf.item:
                self.found.items.add(len(self.found.paragraphs))
            self.found.paragraphs.append(leaf.lines)
        else:
            kind: PartKind = _KINDS.get(leaf.kind, "code")
            self.found.parts.append(Part(kind, *_reach(leaf), closed=closed))


_KINDS: Final[dict[str, PartKind]] = {
    "heading": "heading",
    "html": "html",
    "table": "table",
    "mathematics": "mathematics",
}


def _reach(leaf: _Leaf) -> Line:
    lines = [line for line in leaf.lines if line[0] < line[1]]
    return lines[0][0], lines[-1][1]


def _cells(row: str) -> int:
    """How many cells a row of a table has."""
    row = re.sub(r"\\\\|\\\||`[^`]*`", "", row.strip())
    return row.removeprefix("|").removesuffix("|").count("|") + 1
