"""Find the lexicon's phrases in a sentence's words: longest match over a token trie.

The rule for overlaps: of the matches that begin at one word the longest wins, of equals
the one with more literal words (a slot is none); of
matches that overlap, the one with more words wins, then the one that begins first,
then the one that stands first in the lexicon. A pseudo-cue strikes out a cue that
lies inside it unless the cue is the longer of the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from certainty.patterns import ADVERB, ANY, MAX_GAP, NUMBER, classes, expand, members

T = TypeVar("T")
Node = dict[str, "Node | int"]  # type: ignore[misc]
_END = ""
#: Marks a node behind which a slot may follow.
_SLOTS = " "
_DIGITS = "0123456789"
#: Words that a gap may not cross: it stays inside a clause.
_BREAKS = frozenset(",;:.!?()[]{}\"“”„«»—–-|")


class Match(NamedTuple, Generic[T]):
    """``value`` matched the words ``first`` (inclusive) to ``last`` (exclusive)."""

    first: int
    last: int
    value: T


class Start(NamedTuple):
    """What may follow a phrase's first word: a gate before the walk through the trie.

    ``always`` where the first word is a phrase already; ``open`` where an open class may
    follow, whose members no set can list; ``beyond`` are the words behind a gap.
    """

    nodes: list[Node]
    seconds: frozenset[str]
    beyond: frozenset[str]
    always: bool
    open: bool

    def admits(self, words: Sequence[str], second: int) -> bool:
        """Whether a phrase can go on with the words from ``second``."""
        word = words[second]
        if word in self.seconds or (self.open and classes(word)):
            return True
        return bool(self.beyond) and not self.beyond.isdisjoint(
            words[second + 1 : second + MAX_GAP + 1]
        )


class Trie(Generic[T]):
    """Phrases compiled for matching; built once, then only read.

    >>> trie = Trie([("very likely", 1), ("likely", 2)])
    >>> [tuple(match) for match in trie.find(["it", "is", "very", "likely"])]
    [(2, 4, 1), (3, 4, 2)]
    """

    def __init__(self, phrases: Iterable[tuple[str, T]]) -> None:
        self._values: list[T] = []
        root: Node = {}
        for phrase, value in phrases:
            self._values.append(value)
            for words in expand(phrase):
                _insert(root, words, len(self._values) - 1)
        self._starts = {word: _start(nodes) for word, nodes in _starts(root).items()}
        self._number = self._starts.get(NUMBER)

    def find(self, words: Sequence[str]) -> list[Match[T]]:
        """The longest match at each word where one begins, in order."""
        starts, number = self._starts, self._number
        firsts = [at for at, word in enumerate(words) if word in starts]
        if number is not None:
            firsts += [at for at, word in enumerate(words) if word[0] in _DIGITS]
            firsts.sort()
        found = []
        size = len(words)
        for first in firsts:
            start = starts.get(words[first], number)
            assert start is not None
            if start.always or (first + 1 < size and start.admits(words, first + 1)):
                last, value = _longest(start.nodes, words, first + 1)
                if value >= 0:
                    found.append(Match(first, last, self._values[value]))
        return found


def resolve(matches: Sequence[Match[T]]) -> list[Match[T]]:
    """Matches without overlap, by the rule at the head of this module."""
    if len(matches) < 2:
        return list(matches)
    taken: set[int] = set()
    kept = []
    for match in sorted(matches, key=lambda m: (m.first - m.last, m.first)):
        if taken.isdisjoint(range(match.first, match.last)):
            taken.update(range(match.first, match.last))
            kept.append(match)
    return sorted(kept, key=lambda m: m.first)


def _insert(node: Node, words: tuple[str, ...], value: int) -> None:
    for word in words:
        if word[0] == "{":
            node[_SLOTS] = 1
        node = node.setdefault(word, {})  # type: ignore[assignment]
    node.setdefault(_END, value)


def _starts(root: Node) -> dict[str, list[Node]]:
    """For each word a phrase may begin with, the nodes behind it."""
    starts: dict[str, list[Node]] = {}
    for word, node in root.items():
        if word == _SLOTS:
            continue
        names = (*members(word), NUMBER) if word == NUMBER else tuple(members(word))
        for name in names if word.startswith("{") else (word,):
            starts.setdefault(name, []).append(node)  # type: ignore[arg-type]
    return starts


def _start(nodes: list[Node]) -> Start:
    seconds = {word for node in nodes for word in node}
    beyond: set[str] = set()
    gaps = [node[ANY] for node in nodes if ANY in node]
    while gaps:
        gap: Node = gaps.pop()  # type: ignore[assignment]
        beyond.update(gap)
        gaps += [gap[ANY]] if ANY in gap else []
    return Start(
        nodes,
        _listed(seconds),
        _listed(beyond),
        always=_END in seconds,
        open=bool({ADVERB, NUMBER} & (seconds | beyond)),
    )


def _listed(names: set[str]) -> frozenset[str]:
    """The words, and the listed members of the classes among them."""
    return frozenset(names.union(*(members(name) for name in names if name.startswith("{"))))


def _longest(nodes: list[Node], words: Sequence[str], at: int) -> tuple[int, int]:
    """Where the longest phrase ends, and its value; the value is -1 where none does.

    Of phrases of one length the one with more literal words wins, then the earlier row.
    """
    best, best_literals, value = at, -1, -1
    size = len(words)
    stack = [(node, at, 0) for node in nodes]
    while stack:
        node, at, literals = stack.pop()
        end = node.get(_END)
        if end is not None and (at, literals, -end) > (best, best_literals, -value):  # type: ignore[operator]
            best, best_literals, value = at, literals, end  # type: ignore[assignment]
        if at == size:
            continue
        word = words[at]
        child = node.get(word)
        if child is not None:
            stack.append((child, at + 1, literals + 1))  # type: ignore[arg-type]
        if _SLOTS not in node:
            continue
        for name in classes(word):
            child = node.get(name)
            if child is not None:
                stack.append((child, at + 1, literals))  # type: ignore[arg-type]
        child = node.get(ANY)
        if child is not None and word not in _BREAKS:
            stack.append((child, at + 1, literals))  # type: ignore[arg-type]
    return best, value
