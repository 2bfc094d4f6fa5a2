"""Formats of text with markup: where their prose stands, and what they set apart."""

from __future__ import annotations

from typing import Literal, get_args

from certainty.errors import FormatError
from certainty.markup.prose import Part, Prose, told_open

#: Plain text, in which everything is prose; Markdown; a transcript with labelled turns.
Format = Literal["text", "markdown", "chat"]
FORMATS: tuple[Format, ...] = get_args(Format)

__all__ = ["FORMATS", "Format", "Part", "Prose", "check_format", "read_prose", "told_open"]


def check_format(name: object) -> None:
    """Raise `FormatError` for the name of no format."""
    if name not in FORMATS:
        raise FormatError(f"there is no format {name!r}; give one of {', '.join(FORMATS)}")


def read_prose(text: str, name: Format) -> Prose:
    """The prose of a text in a format other than plain text.

    Raises `FormatError` where the text is not in it.

    >>> read_prose("Rain is _likely_.", "markdown").text
    'Rain is likely.'
    """
    if name == "chat":
        from certainty.markup.chat import read_chat

        return read_chat(text)
    from certainty.markup.markdown import read_markdown

    return read_markdown(text)
