"""The markup inside a paragraph: what is read in place of what, with offsets.

Marks of emphasis, brackets and addresses of links, images, tags and notes are left out, code
is read as a bare noun, and escapes and entities as the characters that they stand for.
"""

from __future__ import annotations

import re
from collections.abc import Container
from html import unescape
from typing import Final

from certainty.markup.blocks import TAG, label_of
from certainty.markup.emphasis import Edit, Run, find_run, pair

#: What code and mathematics inside a sentence are read as: a noun that says nothing.
CODE: Final = "Code"
_SPECIAL: Final = re.compile(r"[\\`*_~<&!\[\]【]")
_ESCAPABLE: Final = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_TICKS: Final = re.compile(r"`+")
_AUTOLINK: Final = re.compile(
    r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,2000}"
    r"|[\w.!#$%&'*+/=?^`{|}~-]{1,100}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,9})>"
)
_TAG: Final = re.compile(rf"{TAG}|<!--(?:(?!-->)[\s\S]){{0,4000}}-->|<\?[^>]{{0,400}}\?>")
_RAW: Final = re.compile(r"<(code|kbd|samp|tt|math|svg|del|s|strike)[\s>]", re.IGNORECASE)
_STRUCK: Final = frozenset({"del", "s", "strike"})
_BREAK: Final = re.compile(r"<br\b", re.IGNORECASE)
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SOURCE: Final = re.compile(r"【[^】\n]{0,80}】")
_TARGET: Final = re.compile(
    r"\(\s*(?:<[^<>\n]{0,2000}>|(?:\\.|[^\s()\\<]|\((?:\\.|[^\s()\\]){0,400}\)){0,2000})?"
    r"(?:\s+(?:\"(?:\\.|[^\"\\]){0,1000}\"|'(?:\\.|[^'\\]){0,1000}'|\([^()]{0,1000}\)))?\s*\)"
)
_LABEL: Final = re.compile(r"\[((?:\\.|[^\[\]\\]){0,999})\]")
_MATHEMATICS: Final = re.compile(r"\\\((?:(?!\\\))[\s\S]){1,400}\\\)")
_WIDEST: Final = 400


def find_markup(text: str, labels: Container[str]) -> list[Edit]:
    """What is not read as it stands, as (start, end, what is read), in order, without overlap.

    ``labels`` are those of the links that are defined elsewhere.

    >>> find_markup("It is **likely**, says `a`.", set())
    [(6, 8, ''), (14, 16, ''), (23, 26, 'Code')]
    """
    scanner = _Scanner(text, labels)
    scanner.scan()
    edits = sorted([*scanner.edits, *pair(scanner.runs)], key=lambda edit: (edit[0], -edit[1]))
    kept: list[Edit] = []
    for edit in edits:
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    return kept


class _Bracket:
    """An opening bracket that waits for its closing one."""

    __slots__ = ("active", "end", "image", "runs", "start")

    def __init__(self, start: int, end: int, image: bool, runs: int) -> None:
        self.start = start
        self.end = end
        self.image = image
        self.runs = runs
        self.active = True


class _Scanner:
    def __init__(self, text: str, labels: Container[str]) -> None:
        self.text = text
        self.labels = labels
        self.edits: list[Edit] = []
        self.runs: list[Run] = []
        self._brackets: list[_Bracket] = []
        self._ticks: dict[int, int] = {}

    def scan(self) -> None:
        """Read the text from mark to mark."""
        at = 0
        while found := _SPECIAL.search(self.text, at):
            at = _READERS[found.group()](self, found.start())

    def _edit(self, start: int, end: int, said: str = "") -> int:
        self.edits.append((start, end, said))
        return end

    def _escape(self, at: int) -> int:
        following = self.text[at + 1 : at + 2]
        if following == "(" and (formula := _MATHEMATICS.match(self.text, at)):
            return self._edit(at, formula.end(), CODE)
        if following in _ESCAPABLE and following:
            return self._edit(at, at + 2, following)
        if following == "\n":
            return self._edit(at, at + 1)
        return at + 1

    def _code(self, at: int) -> int:
        opening = _TICKS.match(self.text, at)
        assert opening is not None
        size, end = opening.end() - at, opening.end()
        if self._ticks.get(size, len(self.text)) < end:  # none of this length behind
            return end
        for closing in _TICKS.finditer(self.text, end):
            if closing.end() - closing.start() == size:
                return self._edit(at, closing.end(), CODE)
        self._ticks[size] = at
        return end

    def _run(self, at: int) -> int:
        run = find_run(self.text, at)
        end = run.end
        if run.mark != "~" or run.length == 2:
            self.runs.append(run)
        return end

    def _angle(self, at: int) -> int:
        link = _AUTOLINK.match(self.text, at)
        if link:
            self._edit(at, at + 1)
            return self._edit(link.end() - 1, link.end())
        tag = _TAG.match(self.text, at)
        if not tag:
            return at + 1
        if _BREAK.match(tag.group()):
            return self._edit(at, tag.end(), " ")
        raw = _RAW.match(tag.group())
        if raw:
            name = raw[1].lower()
            close = self.text.lower().find(f"</{name}>", tag.end(), tag.end() + _WIDEST)
            if close >= 0:
                said = "" if name in _STRUCK else CODE
                return self._edit(at, close + len(name) + 3, said)
        return self._edit(at, tag.end())

    def _entity(self, at: int) -> int:
        entity = _ENTITY.match(self.text, at)
        if not entity:
            return at + 1
        said = unescape(entity.group())
        return self._edit(at, entity.end(), said) if said != entity.group() else entity.end()

    def _source(self, at: int) -> int:
        note = _SOURCE.match(self.text, at)
        return self._edit(at, note.end()) if note else at + 1

    def _image(self, at: int) -> int:
        if self.text[at + 1 : at + 2] != "[":
            return at + 1
        self._brackets.append(_Bracket(at, at + 2, True, len(self.runs)))
        return at + 2

    def _open(self, at: int) -> int:
        self._brackets.append(_Bracket(at, at + 1, False, len(self.runs)))
        return at + 1

    def _close(self, at: int) -> int:
        if not self._brackets:
            return at + 1
        bracket = self._brackets.pop()
        words = self.text[bracket.end : at]
        if words[:1] == "^" and not bracket.image and " " not in words:
            return self._edit(bracket.start, at + 1)
        end = self._target(words, at + 1) if bracket.active else 0
        if not end:
            return at + 1
        inner = self.runs[bracket.runs :]
        del self.runs[bracket.runs :]
        if bracket.image:
            return self._edit(bracket.start, end)
        self.edits += pair(inner)
        for other in self._brackets:  # links do not stand in links
            other.active = other.image
        self._edit(bracket.start, bracket.end)
        return self._edit(at, end)

    def _target(self, words: str, at: int) -> int:
        """The end of what makes a link of words in brackets; 0 where there is none."""
        target = _TARGET.match(self.text, at)
        if target:
            return target.end()
        label = _LABEL.match(self.text, at)
        if label and label_of(label[1] or words) in self.labels:
            return label.end()
        return at if not label and label_of(words) in self.labels else 0


_READERS: Final = {
    "\\": _Scanner._escape,
    "`": _Scanner._code,
    "*": _Scanner._run,
    "_": _Scanner._run,
    "~": _Scanner._run,
    "<": _Scanner._angle,
    "&": _Scanner._entity,
    "!": _Scanner._image,
    "[": _Scanner._open,
    "]": _Scanner._close,
    "【": _Scanner._source,
}
