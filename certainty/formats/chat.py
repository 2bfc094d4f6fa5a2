"""Chats in: messages with a role and content, as JSON or as values, or a labelled transcript.

Each turn is annotated by itself, as Markdown, so that the offsets are those of its own words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from certainty.annotator import shared
from certainty.document import Document
from certainty.errors import FormatError, InputError
from certainty.formats.texts import Fault, Text, decoded, opened
from certainty.markup.chat import find_turns

#: Whose turns are annotated unless you say otherwise.
ASSISTANT: Final = ("assistant",)
Chat = str | Iterable[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody wrote in a chat: its role, its place among the messages, and its text.

    ``start`` is where that begins in a transcript, ``None`` for messages apart.
    """

    role: str
    index: int
    text: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A message annotated; the offsets are those of ``document.text``, its own words.

    ``start`` is where they begin in a transcript, ``None`` for messages apart.
    """

    role: str
    index: int
    document: Document
    start: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """As plain values."""
        document = self.document.to_dict()
        return {
            "role": self.role,
            "index": self.index,
            "start": self.start,
            "document": document,
        }


def read_messages(chat: Chat) -> list[Message]:
    """The messages of a chat: values, their JSON, or a transcript with labelled turns.

    ``content`` is a text, or a list of parts of which those of type "text" are read. JSON may
    be a list of messages, an object whose ``messages`` they are, or one message. Raises
    `FormatError` that names the message and what it lacks.

    >>> read_messages([{"role": "user", "content": "So?"}])
    [Message(role='user', index=0, text='So?', start=None)]
    """
    if isinstance(chat, str):
        if not chat.lstrip("\ufeff \t\r\n").startswith(("[", "{")):
            turns = enumerate(find_turns(chat))
            return [Message(t.role, at, chat[t.start : t.end], t.start) for at, t in turns]
        try:
            chat = _listed(json.loads(chat))
        except ValueError as error:
            if isinstance(error, FormatError):
                raise
            raise FormatError(f"not JSON ({error}); mend it") from error
        except RecursionError as error:
            raise FormatError("not JSON of messages (nested too deep); mend it") from error
    return [_message(value, at) for at, value in enumerate(chat)]


def annotate_chat(
    chat: Chat,
    *,
    roles: Collection[str] | None = ASSISTANT,
    annotator: Callable[[str], Document] | None = None,
) -> list[Turn]:
    """Annotate the turns of a chat that are of the given roles, in order.

    ``roles`` are the assistant's alone unless you say otherwise; ``None`` takes all.
    ``annotator`` is the shipped one for Markdown. Raises `FormatError` as `read_messages` does.

    >>> chat = [
    ...     {"role": "user", "content": "When does it sail?"},
    ...     {"role": "assistant", "content": "It **probably** sails at nine."},
    ... ]
    >>> (turn,) = annotate_chat(chat)
    >>> turn.role, turn.index, turn.document.sentences[0].spans[0].text
    ('assistant', 1, 'probably')
    """
    if isinstance(roles, str):
        raise TypeError("roles is one text; give a collection of roles, such as ['user']")
    annotate = annotator or shared("readers", "markdown")
    return [
        Turn(message.role, message.index, annotate(message.text), message.start)
        for message in read_messages(chat)
        if roles is None or message.role in roles
    ]


def read_chats(
    path: str, *, name: str, roles: Collection[str] | None = ASSISTANT
) -> Iterator[Text | Fault]:
    """The turns of a file as texts; role and place come along, beside a line's other fields.

    A ``.jsonl`` file holds a chat or a message a line, ``.json`` one chat, any other a
    transcript or JSON. A chat that cannot be read is a `Fault` in its place.
    """
    try:
        with opened(path) as raw:
            if path.endswith((".jsonl", ".jsonl.gz")):
                for number, line in enumerate(raw, 1):
                    place = f"{name}:{number}"
                    yield from _turns(line, (path, number), f"{path}:{number}", place, roles)
            else:
                yield from _turns(raw.read(), (path, 1), path, name, roles)
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield Fault(name, InputError(f"{path}: cannot be read ({reason}); check the path"))


def _turns(
    data: bytes,
    at: tuple[str, int],
    where: str,
    name: str,
    roles: Collection[str] | None,
) -> Iterator[Text | Fault]:
    try:
        text = decoded(data, *at)
        if not text.strip():
            return
        messages = read_messages(text)
    except FormatError as error:
        yield Fault(name, InputError(f"{where}: {error}"))
    except InputError as error:
        yield Fault(name, error)
    else:
        meta = _others(text)
        for message in messages:
            if roles is None or message.role in roles:
                own: dict[str, Any] = {"role": message.role, "message": message.index}
                if message.start is not None:
                    own["offset"] = message.start
                yield Text(message.text, f"{name}:{message.index}", {**meta, **own})


def _others(text: str) -> dict[str, Any]:
    """The other fields of an object that holds a chat or is a message."""
    if not text.lstrip().startswith("{"):
        return {}
    value = json.loads(text)
    return {k: v for k, v in value.items() if k not in ("messages", "role", "content")}


def _listed(value: Any) -> list[Any]:
    if isinstance(value, dict):
        value = value.get("messages", [value])
    if not isinstance(value, list):
        raise FormatError(
            'no list of messages; write [{"role": "assistant", "content": "…"}, …], alone or '
            'as the "messages" of an object'
        )
    return value


def _message(value: Any, at: int) -> Message:
    if not isinstance(value, Mapping):
        raise FormatError(
            f'message {at}: {value!r:.60} is no object; write {{"role": …, "content": …}}'
        )
    role = value.get("role")
    if not isinstance(role, str):
        found = ", ".join(map(str, value)) or "none"
        raise FormatError(f"message {at}: no 'role' that is a text (fields: {found}); add it")
    return Message(role, at, _text(value.get("content"), at))


def _text(content: Any, at: int) -> str:
    """The words of a message; a call of a tool has none."""
    if content is None:
        return ""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        parts = [part if isinstance(part, str) else _part(part) for part in content]
        return "\n\n".join(part for part in parts if part)
    raise FormatError(
        f"message {at}: 'content' is {type(content).__name__}; give a text or a list of parts"
    )


def _part(part: Any) -> str:
    words = part.get("text") if isinstance(part, Mapping) else None
    return words if isinstance(words, str) and part.get("type", "text") == "text" else ""
