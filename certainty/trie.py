"""A trie over tokens in which alternatives and slots share their branches.

Built once from the patterns' sequences, then only read. A node knows its next words
literally, its alternatives (and the listed members of slots) through one index, and the
open classes apart: any adverb, any number, any word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import zip_longest
from typing import Final, final

from certainty.patterns import ADVERB, ANY, NUMBER, members, sequences
from certainty.tokens import where
from certainty.vocabulary import BREAKS, is_adverb

NOTHING: Final = -1
_DIGITS: Final = frozenset("0123456789")
#: The commonest words of news and encyclopedias, the commonest first. Speed alone depends
#: on them: a phrase is looked for where its rarest word stands.
_RANKED: Final = (
    "the , . of to a in and 's for that is said $ as on it with by was from are million be "
    "at or has not he an have his its will ) ( which this company but they share were other "
    "year been also new would who about their some more had one two many people most may we "
    "than after mr up there all when into over can president if no first market such three "
    "last quarter through billion because time out years group i only any states being "
    "friday so : could under made united third state these several while him police she used "
    "trading often now sales world government between do against them back each before where "
    "off earlier officials based since well say price months general called during down war "
    "says high business major early another much control offer those known still both chief "
    "number her boy country week our use then just part very what even force home foreign us "
    "family until day military food father bank four others exchange buy plan news few oil "
    "five rose reported own countries like among income did long end political next possible "
    "capital profit expected become make found same around work public you case court "
    "service members today loss minister later value does recent already past groups month "
    "certain less usually fund take closed area should issue financial going days house must "
    "chairman small prices way return sell power killed fell agreement best city order old "
    "began without go how held west party men data rights set here program though within "
    "move according law result almost close six right large least white various great times "
    "higher told half"
).split()
_COMMON: Final = {word: len(_RANKED) - rank for rank, word in enumerate(_RANKED)}
#: Elements with members that no list has.
_OPEN: Final = frozenset({ADVERB, ANY, NUMBER})


class Node:
    """A place in the trie; ``value`` is the phrase that ends here, or `NOTHING`.

    ``listed`` leads from a word to the nodes behind alternatives and slots it fills, each
    with what it counts as a literal word (1) or a slot (0); ``open`` where there is
    more than ``words`` to look at.
    """

    __slots__ = ("adverb", "any", "children", "listed", "number", "open", "value", "words")

    def __init__(self) -> None:
        self.children: dict[str, Node] = {}
        self.value = NOTHING
        self.words: dict[str, Node] = {}
        self.listed: dict[str, list[tuple[Node, int]]] = {}
        self.adverb: Node | None = None
        self.number: Node | None = None
        self.any: Node | None = None
        self.open = False

    def add(self, words: Iterable[str], value: int) -> None:
        """Add a sequence; where it stands already, the earlier value stays."""
        node = self
        for word in words:
            node = node.children.setdefault(word, Node())
        if node.value == NOTHING:
            node.value = value

    def seal(self) -> list[Node]:
        """Sort the children of all nodes by how they are looked up; gives all nodes."""
        nodes = [self]
        for node in nodes:
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
            node.open = bool(node.listed or node.adverb or node.number or node.any)
        return nodes


@final
class Anchor:
    """How far ``behind`` the first word of a phrase its anchor stands, and its companion.

    The companion, one of ``near``, stands ``apart`` words on.
    """

    __slots__ = ("apart", "behind", "near")

    def __init__(self, behind: int, apart: int, near: frozenset[str]) -> None:
        self.behind = behind
        self.apart = apart
        self.near = near


_NONE: Final[list[Anchor]] = []


class Trie:
    """Phrases compiled for matching.

    Each phrase has an anchor, its rarest word, and a companion, the rarest of the others.
    Only where both stand as far apart as the phrase has them is the trie walked. ``cores``
    are phrases, one for each, that hold the anchor.

    >>> trie = Trie(["very likely", "likely"])
    >>> trie.find(["it", "is", "very", "likely"])
    [(2, 4, 0), (3, 4, 1)]
    """

    def __init__(self, phrases: Iterable[str], cores: Iterable[str] = ()) -> None:
        root = Node()
        anchors: dict[str, dict[tuple[int, int], set[str]]] = {}
        for value, (phrase, core) in enumerate(zip_longest(phrases, cores)):
            inner = (
                {word for words in sequences(core) for word in listed(words)} if core else ()
            )
            for words in sequences(phrase):
                root.add(words, value)
                at, other = _anchor_and_companion(list(words), inner)
                for word in listed([words[at]]):
                    places = anchors.setdefault(word, {})
                    places.setdefault((at, other - at), set()).update(listed([words[other]]))
        self.nodes = root.seal()
        self.firsts = _firsts(root)
        self.anchors = {
            word: [Anchor(at, apart, frozenset(near)) for (at, apart), near in places.items()]
            for word, places in anchors.items()
        }

    def find(
        self, words: list[str], at: Iterable[int] | None = None
    ) -> list[tuple[int, int, int]]:
        """At each word where a phrase begins the longest one: first, last, its index.

        ``at`` limits the search to phrases with their anchor at one of these words.
        """
        openings = self._openings(words, where(words, self.anchors) if at is None else at)
        if not openings:
            return []
        found = []
        for first in sorted(openings):
            word = words[first]
            nodes = self.firsts.get(word) or (
                self.firsts.get(NUMBER, ()) if word[0] in _DIGITS else ()
            )
            last, value = longest(nodes, words, first + 1)
            if value != NOTHING:
                found.append((first, last, value))
        return found

    def _openings(self, words: list[str], places: Iterable[int]) -> set[int]:
        """Where a phrase may begin, by its anchor and the anchor's companion."""
        openings = set()
        size = len(words)
        for at in places:
            for anchor in self.anchors.get(words[at], _NONE):
                other = at + anchor.apart
                if 0 <= other < size and words[other] in anchor.near and anchor.behind <= at:
                    openings.add(at - anchor.behind)
        return openings


def longest(nodes: Iterable[Node], words: list[str], at: int) -> tuple[int, int]:
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
            if node.open:
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


def listed(names: Iterable[str]) -> Iterator[str]:
    """The words that element names stand for: alternatives, and listed members of classes."""
    for name in names:
        if name.startswith("{"):
            yield from members(name)
        else:
            yield from name.split("|")


def _firsts(root: Node) -> dict[str, tuple[Node, ...]]:
    """For each word a phrase may begin with, and for any number, the nodes behind it."""
    firsts: dict[str, list[Node]] = {}
    for name, node in root.children.items():
        for word in ([NUMBER] if name == NUMBER else []) + list(listed([name])):
            firsts.setdefault(word, []).append(node)
    return {word: tuple(nodes) for word, nodes in firsts.items()}


def _anchor_and_companion(words: list[str], inner: Collection[str]) -> tuple[int, int]:
    """Where the rarest element of a sequence stands, and the rarest of the others, if any.

    The anchor is one of the ``inner`` words where there are any.
    """
    closed = [at for at, name in enumerate(words) if name not in _OPEN]
    closed.sort(key=lambda at: max(_COMMON.get(word, 0) for word in listed([words[at]])))
    held = (at for at in closed if not inner or not set(inner).isdisjoint(listed([words[at]])))
    anchor = next(held, closed[0])
    return anchor, next((at for at in closed if at != anchor), anchor)
