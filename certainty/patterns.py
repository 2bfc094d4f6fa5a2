"""The little language of lexicon phrases, and what a phrase expands to.

A phrase is a row of elements: a plain word, alternatives (``chance|chances``), an
optional word (``very?``), or a slot: ``{be}`` any form of the verb, ``{adv}`` an
optional adverb, ``{det}`` an optional determiner, ``{num}`` a number, ``{any:3}`` a
gap of up to three words. Expansion leaves only words and the open classes below.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import product
from math import prod

from certainty.inflect import IRREGULAR, forms
from certainty.tokens import tokenize

ADVERB, NUMBER, DETERMINER, ANY = "{adv}", "{num}", "{det}", "{any}"
BE, HAVE, DO = "{be}", "{have}", "{do}"
MAX_GAP = 6
MAX_VARIANTS = 200

DETERMINERS = tuple(
    "a an the this that these those any some our their his her its my your".split()
)
NUMBER_WORDS = tuple(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred hundreds thousand thousands million millions billion billions trillion dozen "
    "dozens half quarter".split()
)
#: Adverbs that do not end in -ly and may fill ``{adv}``; negators may too.
ADVERBS = tuple(
    "also already now still yet long once again often never not ever even just too then soon "
    "always sometimes far well much more most less least very quite rather almost "
    "indeed therefore thus instead otherwise thereby once hardly scarcely barely".split()
)
#: Words in -ly that are no adverbs, or are cues themselves, which no slot may swallow.
NOT_ADVERBS = frozenset(
    "probably possibly reportedly allegedly apparently certainly likely unlikely presumably "
    "supposedly seemingly purportedly undoubtedly definitely arguably conceivably "
    "potentially evidently ostensibly surely "
    "family ally rally reply supply july italy assembly fly apply rely".split()
)

_MEMBERS: dict[str, tuple[str, ...]] = {
    BE: IRREGULAR["be"],
    HAVE: (*IRREGULAR["have"], "'s", "'d"),
    DO: IRREGULAR["do"],
    DETERMINER: DETERMINERS,
    NUMBER: NUMBER_WORDS,
    ADVERB: ADVERBS,
}
_SLOT = re.compile(r"\{(?:(?P<name>[a-z]+)|any:(?P<gap>\d+))\}")
_WORD = re.compile(r"[^\s{}|?]+")


class PatternError(ValueError):
    """A phrase that cannot be read; the message says what to do."""


def members(name: str) -> tuple[str, ...]:
    """The listed members of a class of words; adverbs and numbers have more.

    >>> members("{do}")
    ('do', 'does', 'did', 'done', 'doing')
    """
    return _MEMBERS.get(name, ())


@lru_cache(maxsize=1 << 13)
def sequences(phrase: str) -> list[tuple[str, ...]]:
    """The token sequences that ``phrase`` stands for, open classes left as they are.

    Alternatives of one word each stay together as one element, ``a|b``, so that a phrase
    of many alternatives does not multiply.

    >>> sequences("very? likely|probable")
    [('likely|probable',), ('very', 'likely|probable')]
    """
    choices = [_together(_element(piece)) for piece in phrase.split()]
    if not choices:
        raise PatternError("the phrase is empty; write at least one word")
    count = prod(map(len, choices))
    if count > MAX_VARIANTS:
        raise PatternError(f"the phrase stands for {count} sequences; split it into rows")
    variants = [tuple(word for part in parts for word in part) for parts in product(*choices)]
    unique = list(dict.fromkeys(variants))
    _check(unique)
    return unique


def expand(phrase: str) -> list[tuple[str, ...]]:
    """All token sequences that ``phrase`` stands for, alternatives multiplied out.

    >>> expand("a|the chance")
    [('a', 'chance'), ('the', 'chance')]
    """
    split = ([word.split("|") for word in words] for words in sequences(phrase))
    return [words for choices in split for words in product(*choices)]


def _together(variants: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    single = [words[0] for words in variants if len(words) == 1]
    if len(single) < 2:
        return variants
    return [*(words for words in variants if len(words) != 1), ("|".join(single),)]


def _element(piece: str) -> list[tuple[str, ...]]:
    slot = _SLOT.fullmatch(piece)
    if slot:
        return _slot(slot)
    optional = piece.endswith("?") and len(piece) > 1
    body = piece[:-1] if optional else piece
    words = body.split("|")
    if not all(_WORD.fullmatch(word) for word in words):
        raise PatternError(f"{piece!r} is no word, slot or list of alternatives like a|b")
    found = [tuple(tokenize(word).words) for word in words]
    return [(), *found] if optional else found


def _slot(slot: re.Match[str]) -> list[tuple[str, ...]]:
    if slot["gap"]:
        gap = int(slot["gap"])
        if gap > MAX_GAP:
            raise PatternError(f"a gap of {gap} words is too wide; {MAX_GAP} is the most")
        return [(ANY,) * width for width in range(gap + 1)]
    name = slot["name"]
    if name in ("adv", "det"):
        return [(), (f"{{{name}}}",)]
    if name in ("num", "be", "have", "do"):
        return [(f"{{{name}}}",)]
    if name == "any":
        raise PatternError("write {any:N} with N, the most words in the gap")
    return [(form,) for form in forms(name)]


def _check(variants: Iterable[tuple[str, ...]]) -> None:
    for words in variants:
        if not words or words[0] in (ADVERB, ANY) or words[-1] in (ADVERB, ANY, DETERMINER):
            raise PatternError("a phrase may not begin or end with {adv} or {any:N}")
        if words[0] == DETERMINER:
            raise PatternError("a phrase may not begin with {det}")
