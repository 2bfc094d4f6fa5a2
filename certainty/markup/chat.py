"""Chat transcripts, "User:" and "Assistant:" before their turns: the assistant's are prose.

A label stands at the head of a line, plain, bold or as a heading, or as ChatML writes it;
inside code that is closed it is none. Each turn is read as Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from certainty.errors import FormatError
from certainty.markup.markdown import add_markdown
from certainty.markup.prose import Builder, Part, Prose

#: What turns are labelled with, and whose they are.
_NAMES: Final = {
    "assistant": "assistant|ai assistant|ai|bot|chatbot|chatgpt|claude|copilot|gemini",
    "user": "user|human|you",
    "system": "system|developer",
}
_ROLE_OF: Final = {name: role for role, names in _NAMES.items() for name in names.split("|")}
_ANY: Final = "|".join(sorted(_ROLE_OF, key=len, reverse=True))
_BOLD: Final = r"(?:\*\*|__|\*|_)?"
_LABEL: Final = re.compile(
    rf"^[ \t]*(?:#{{1,6}}[ \t]+)?{_BOLD}\[?(?P<name>{_ANY})(?:[ \t]*\([^)\n]{{0,60}}\))?\]?"
    rf"(?:[ \t]+said)?{_BOLD}[ \t]*:{_BOLD}(?=\s|\Z)[ \t]*"
    rf"|^[ \t]*#{{1,6}}[ \t]+{_BOLD}(?P<heading>{_ANY}){_BOLD}[ \t]*#*[ \t]*$"
    r"|^<\|im_start\|>(?P<marked>\w+)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_FENCE: Final = re.compile(r"^[ \t]{0,3}(?P<run>`{3,}|~{3,})(?P<rest>[^\n]*)$", re.MULTILINE)
_END: Final = re.compile(r"<\|im_end\|>\s*\Z")
#: "You:" and "System:" also stand in prose: the first beside "said" alone, the second first.
_SAID: Final = "you"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A turn of a transcript: whose it is, where its label and where its words stand."""

    role: str
    label: int
    start: int
    end: int


def find_turns(text: str) -> list[Stretch]:
    r"""The turns of a transcript, in order; what stands before the first is none.

    Raises `FormatError` where there is no label.

    >>> [(turn.role, turn.start, turn.end) for turn in find_turns("User: So?\nAI: Maybe.")]
    [('user', 6, 9), ('assistant', 14, 20)]
    """
    labels = list(_labels(text))
    if not labels:
        raise FormatError(
            "no turn of a chat is labelled; begin each with a line like 'User:' or "
            "'Assistant:', or give another format"
        )
    turns = []
    ends = [label for _, label, _ in labels[1:]]
    for (role, label, start), end in zip(labels, [*ends, len(text)]):
        words = text[start:end]
        closing = _END.search(words)
        words = (words[: closing.start()] if closing else words).rstrip()
        turns.append(Stretch(role, label, start, start + len(words)))
    return turns


def read_chat(text: str) -> Prose:
    """The assistant's turns of a transcript as prose, all others set apart."""
    builder = Builder(text)
    for turn in find_turns(text):
        if turn.role == "assistant":
            add_markdown(builder, text, turn.start, turn.end)
        else:
            builder.parts.append(Part("turn", turn.label, turn.end, role=turn.role))
    return builder.build()


def _labels(text: str) -> Iterator[tuple[str, int, int]]:
    """The role, the place and the end of each label that stands in no closed code."""
    closed = list(_closed_fences(text))
    begun = False
    for match in _LABEL.finditer(text):
        at = match.start()
        if any(start < at < end for start, end in closed):
            continue
        role = _role(match, begun=begun)
        if role:
            begun = True
            yield role, at, match.end()


def _role(match: re.Match[str], *, begun: bool) -> str:
    """Whose turn a label opens; empty where it is none."""
    if match["marked"]:
        return match["marked"].lower()
    name = (match["name"] or match["heading"]).lower()
    if name == _SAID and " said" not in match.group():
        return ""
    role = _ROLE_OF[name]
    return "" if role == "system" and begun else role


def _closed_fences(text: str) -> Iterator[tuple[int, int]]:
    """Where code stands between two fences.

    A fence that is not closed before a label with another opening fence behind it, or before
    the end, holds nothing: the answer was cut off there.
    """
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        if opened is None:
            opened = fence
        elif not fence["rest"].strip() and fence["run"].startswith(opened["run"]):
            yield opened.start(), fence.end()
            opened = None
        elif fence["rest"].strip() and _LABEL.search(text, opened.end(), fence.start()):
            opened = fence
