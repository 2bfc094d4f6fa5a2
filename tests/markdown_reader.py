"""What an independent parser of Markdown, markdown-it-py, makes of a text."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token

from certainty.markup.inline import CODE

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_KINDS = {
    "fence": "code",
    "code_block": "code",
    "heading_open": "heading",
    "html_block": "html",
    "table_open": "table",
    "blockquote_open": "quotation",
}


def parts_of(text: str) -> list[tuple[str, int, int]]:
    """What stands apart, as kind, first line and line behind the last with words."""
    found, depth = [], 0
    lines = text.split("\n")
    for token in _PARSER.parse(text):
        kind = _KINDS.get(token.type)
        if kind and not depth:
            first, last = token.map
            while last > first + 1 and not lines[last - 1].strip():
                last -= 1
            found.append((kind, first, last))
        depth += (token.type == "blockquote_open") - (token.type == "blockquote_close")
    return found


def paragraphs_of(text: str) -> list[str]:
    """The words of each paragraph that is no part of a quotation, a heading or a table."""
    found, apart, paragraph = [], 0, False
    for token in _PARSER.parse(text):
        if token.type in ("blockquote_open", "blockquote_close"):
            apart += token.nesting
        elif token.type in ("paragraph_open", "paragraph_close"):
            paragraph = token.nesting > 0
        elif token.type == "inline" and paragraph and not apart:
            found.append(" ".join("".join(_words(token.children or [])).split()))
    return [words for words in found if words]


def _words(children: list[Token]) -> list[str]:
    said, struck = [], 0
    for token in children:
        struck += {"s_open": 1, "s_close": -1}.get(token.type, 0)
        if struck:
            continue
        if token.type in ("text", "text_special"):
            said.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            said.append("\n")
        elif token.type == "code_inline":
            said.append(CODE)
    return said
