r"""Heads that judge together: each feature of a candidate is looked up once for all of them.

The heads that judge a cue, and those that judge a word, see the same candidate; their
weights are few and lie far apart, so that most look-ups find nothing for any of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, final

from certainty.features import ANY, KIND, OWN, Around, around
from certainty.heads import Head
from certainty.tokens import where

#: Which heads know a feature, and its weight there.
Hits = list[tuple[int, float]]
Table = dict[str, Hits]

#: The tables of each candidate, or of each kind, family by family.
Owned = dict[str, list[Table]]

_NOTHING: Final[Hits] = []


@final
class Panel:
    r"""Several heads over the same candidates, in the order of their scores.

    >>> may = Head.of({"own\tmay\t": 1.0, "own next\tmay\tbe": 0.5, "next\tbe": 0.25}, bias=2.0)
    >>> panel = Panel([may, Head.of({"own\tmight\t": 1.0}, bias=-1.0)])
    >>> panel.judge_words(["it", "may", "be"])
    [(1, [3.75, -1.0])]
    """

    __slots__ = ("_any", "_biases", "_kinds", "_own")

    def __init__(self, heads: list[Head]) -> None:
        self._biases = [head.bias for head in heads]
        merged = _merged(heads)
        self._any: list[Table] = [merged[family].get("", {}) for family in ANY]
        self._own = _by_owner(merged, OWN)
        self._kinds = _by_owner(merged, KIND)

    def tables(self) -> tuple[list[float], list[Table], Owned, Owned]:
        """The biases, and the tables for any candidate, by the candidate, and by its kind."""
        return self._biases, self._any, self._own, self._kinds

    def judge(self, near: Around, own: str, form: str, kind: str = "") -> list[float]:
        """The scores of a candidate, in log-odds, one for each head.

        ``own`` is its lexicon id, ``form`` its words; a single word is both, and without
        a ``kind``.
        """
        after, before, ending = near.next, near.before, near.ending
        scores = self._biases.copy()
        any_, owned, kinds = self._any, self._own.get(own), self._kinds.get(kind)
        _add(scores, any_[0].get(after, _NOTHING))
        _add(scores, any_[1].get(near.next2, _NOTHING))
        _add(scores, any_[2].get(before, _NOTHING))
        _add(scores, any_[3].get(near.before2, _NOTHING))
        if owned is not None:
            _add(scores, owned[0].get("", _NOTHING))
            _add(scores, owned[1].get(after, _NOTHING))
            _add(scores, owned[2].get(near.next2, _NOTHING))
            _add(scores, owned[3].get(before, _NOTHING))
            _add(scores, owned[4].get(near.before2, _NOTHING))
            _add(scores, owned[5].get(ending, _NOTHING))
            _add(scores, owned[6].get(form, _NOTHING))
        if kinds is not None:
            _add(scores, kinds[0].get("", _NOTHING))
            _add(scores, kinds[1].get(after, _NOTHING))
            _add(scores, kinds[2].get(before, _NOTHING))
            _add(scores, kinds[3].get(ending, _NOTHING))
        return scores

    def judge_at(
        self, words: list[str], first: int, last: int, own: str, kind: str = ""
    ) -> list[float]:
        """The scores of the words ``first`` to ``last`` (exclusive) of a sentence."""
        form = " ".join(words[first:last])
        return self.judge(around(words, first, last), own, form, kind)

    def judge_words(
        self, words: list[str], places: Iterable[int] | None = None
    ) -> list[tuple[int, list[float]]]:
        """Where words stand that any of the heads knows, with their scores.

        ``places`` are where such words may stand, for a caller who has looked already.
        """
        own = self._own
        return [
            (at, self.judge_at(words, at, at + 1, words[at]))
            for at in (where(words, own) if places is None else places)
            if words[at] in own
        ]


def _add(scores: list[float], hits: Hits) -> None:
    for head, weight in hits:
        scores[head] += weight


def _merged(heads: list[Head]) -> dict[str, dict[str, Table]]:
    """The weights of all heads by family, owner and key."""
    merged: dict[str, dict[str, Table]] = defaultdict(dict)
    for index, head in enumerate(heads):
        for prefix, weights in head.blocks.items():
            family, _, owner = prefix.partition("\t")
            table = merged[family].setdefault(owner[:-1], {})
            for key, weight in weights.items():
                table.setdefault(key, []).append((index, weight))
    return merged


def _by_owner(merged: dict[str, dict[str, Table]], families: tuple[str, ...]) -> Owned:
    """For each candidate or kind that any head knows its tables, family by family."""
    known = dict.fromkeys(owner for family in families for owner in merged[family])
    return {owner: [merged[family].get(owner, {}) for family in families] for owner in known}
