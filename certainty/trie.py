"""A trie over tokens in which alternatives and slots share their branches.

Built once from the patterns' sequences, then only read. A node knows its next words
literally, its alternatives (and the listed members of slots) through one index, and the
open classes apart: any adverb, any number, any word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from certainty.patterns import ADVERB, ANY, MAX_GAP, NOT_ADVERBS, NUMBER, members, sequences

NOTHING = -1
#: Words that a gap may not cross: it stays inside a clause.
BREAKS = frozenset(',;:.!?()[]{}"“”„«»—–-|')
_DIGITS = frozenset("0123456789")


class Node:
    """A place in the trie; ``value`` is the phrase that ends here, or `NOTHING`.

    ``listed`` leads from a word to the nodes behind alternatives and slots it fills, each
    with what it counts as a literal word (1) or a slot (0).
    """

    __slots__ = ("adverb", "any", "children", "listed", "number", "value", "words")

    def __init__(self) -> None:
        self.children: dict[str, Node] = {}
        self.value = NOTHING
        self.words: dict[str, Node] = {}
        self.listed: dict[str, list[tuple[Node, int]]] = {}
        self.adverb: Node | None = None
        self.number: Node | None = None
        self.any: Node | None = None

    def add(self, words: Iterable[str], value: int) -> None:
        """Add a sequence; where it stands already, the earlier value stays."""
        node = self
        for word in words:
            node = node.children.setdefault(word, Node())
        if node.value == NOTHING:
            node.value = value

    def seal(self) -> None:
        """Sort the children of all nodes by how they are looked up."""
        nodes = [self]
        while nodes:
            node = nodes.pop()
            nodes += node.children.values()
            for name, child in node.children.items():
                literal = not name.startswith("{")
                if literal and "|" not in name:
                    node.words[name] = child
                    continue
                for word in listed([name]):
                    node.listed.setdefault(word, []).append((child, int(literal)))
            node.adverb = node.children.get(ADVERB)
            node.number = node.children.get(NUMBER)
            node.any = node.children.get(ANY)


class Start(NamedTuple):
    """What may follow a phrase's first word: a gate before the walk through the trie.

    ``always`` where the first word is a phrase already; ``beyond`` are the words behind a
    gap; ``adverb`` and ``number`` tell whether any such word may follow, ``closed`` that
    nothing but ``seconds`` may.
    """

    nodes: tuple[Node, ...]
    seconds: frozenset[str]
    beyond: frozenset[str]
    always: bool
    adverb: bool
    number: bool
    closed: bool

    @classmethod
    def of(cls, nodes: tuple[Node, ...]) -> Start:
        """The gate before these nodes."""
        seconds = {name for node in nodes for name in node.children}
        beyond: set[str] = set()
        gaps = [node.any for node in nodes if node.any]
        while gaps:
            gap = gaps.pop()
            beyond.update(gap.children)
            gaps += [gap.any] if gap.any else []
        adverb = ADVERB in seconds or ADVERB in beyond
        number = NUMBER in seconds or NUMBER in beyond
        return cls(
            nodes,
            frozenset(listed(seconds)),
            frozenset(listed(beyond)),
            always=any(node.value != NOTHING for node in nodes),
            adverb=adverb,
            number=number,
            closed=not (adverb or number or beyond),
        )

    def admits(self, words: Sequence[str], second: int) -> bool:
        """Whether a phrase can go on with the words from ``second`` by a slot or a gap."""
        word = words[second]
        if self.adverb and is_adverb(word):
            return True
        if self.number and word[0] in _DIGITS:
            return True
        behind = words[second + 1 : second + MAX_GAP + 1]
        return bool(self.beyond) and not self.beyond.isdisjoint(behind)


class Trie:
    """Phrases compiled for matching.

    >>> trie = Trie(["very likely", "likely"])
    >>> trie.find(["it", "is", "very", "likely"])
    [(2, 4, 0), (3, 4, 1)]
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        root = Node()
        for value, phrase in enumerate(phrases):
            for words in sequences(phrase):
                root.add(words, value)
        root.seal()
        self.starts = _starts(root)
        self.number = Start.of((root.number,)) if root.number else None

    def find(self, words: Sequence[str]) -> list[tuple[int, int, int]]:
        """At each word where a phrase begins the longest one: first, last, its index."""
        starts, size = self.starts, len(words)
        found = []
        for first in self._firsts(words):
            start = starts.get(words[first]) or self.number
            assert start is not None
            second = first + 1
            if not start.always:
                if second == size:
                    continue
                if words[second] not in start.seconds and (
                    start.closed or not start.admits(words, second)
                ):
                    continue
            last, value = longest(start.nodes, words, second)
            if value != NOTHING:
                found.append((first, last, value))
        return found

    def _firsts(self, words: Sequence[str]) -> list[int]:
        starts = self.starts
        firsts = [at for at, word in enumerate(words) if word in starts]
        if self.number is not None and not self.number.seconds.isdisjoint(words):
            figures = [
                at for at, word in enumerate(words) if word[0] in _DIGITS and word not in starts
            ]
            if figures:
                return sorted(firsts + figures)
        return firsts


def longest(nodes: Iterable[Node], words: Sequence[str], at: int) -> tuple[int, int]:
    """Where the longest phrase ends, and its value; `NOTHING` where none does.

    Of phrases of one length the one with more literal words wins, then the earlier row.
    """
    best = (0, 0, 0)
    found = NOTHING
    size = len(words)
    branches = [(node, at, 0) for node in nodes]
    while branches:
        node, at, literals = branches.pop()
        while True:
            if node.value != NOTHING and (rank := (at, literals, -node.value)) > best:
                best, found = rank, node.value
            if at == size:
                break
            word = words[at]
            at += 1
            if node.listed:
                for child, gain in node.listed.get(word, ()):
                    branches.append((child, at, literals + gain))
            if node.adverb and is_adverb(word):
                branches.append((node.adverb, at, literals))
            if node.any and word not in BREAKS:
                branches.append((node.any, at, literals))
            if node.number and word[0] in _DIGITS:
                branches.append((node.number, at, literals))
            child_node = node.words.get(word)
            if child_node is None:
                break
            node = child_node
            literals += 1
    return best[0], found


def is_adverb(word: str) -> bool:
    """Whether a word that no list has looks like an adverb."""
    return word.endswith("ly") and len(word) > 4 and word not in NOT_ADVERBS


def listed(names: Iterable[str]) -> Iterator[str]:
    """The words that element names stand for: alternatives, and listed members of classes."""
    for name in names:
        if name.startswith("{"):
            yield from members(name)
        else:
            yield from name.split("|")


def _starts(root: Node) -> dict[str, Start]:
    """For each word a phrase may begin with, the gate behind it."""
    nodes: dict[str, list[Node]] = {}
    for name, node in root.children.items():
        for word in listed([name]):
            nodes.setdefault(word, []).append(node)
    gates: dict[tuple[int, ...], Start] = {}
    starts = {}
    for word, behind in nodes.items():
        key = tuple(map(id, behind))
        if key not in gates:
            gates[key] = Start.of(tuple(behind))
        starts[word] = gates[key]
    return starts
