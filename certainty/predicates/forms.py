"""What the form of a word tells of a verb: its auxiliaries, and past, participle or gerund."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from certainty.inflect import IRREGULAR

BE: Final = frozenset("am is are was were 's 're 'm".split())
HAVE: Final = frozenset("has have had 've".split())
DO: Final = frozenset("do does did".split())
MODALS: Final = frozenset(
    "will would may might can could shall should must 'll 'd ought cannot".split()
)
#: Auxiliaries that make a group finite.
FINITE: Final = BE | HAVE | DO | MODALS
#: Those that do not.
LOOSE: Final = frozenset("be been being having".split())
AUXILIARIES: Final = FINITE | LOOSE
#: Words that are never a verb of their own, and show what their neighbours are.
CLOSED: Final = frozenset(
    "the a an this that these those my your his her its our their some any no each every "
    "all both i you he she it we they me him us them who whom whose which what there here "
    "of in on at by for from with to into onto about against between among through during "
    "before after over under above below without within across and or but nor yet so if "
    "because although though while when where why how whether unless until since as than "
    "not never also very too more most less least only just even still already now then "
    "once again perhaps maybe one two three four five six seven eight nine ten eleven "
    "twelve dozen hundred thousand million billion mr mrs ms dr".split()
)
#: Irregular verbs that the lexicon's patterns do not need: past and participle.
_MORE: Final = """
    arise arose arisen; awake awoke awoken; beat beat beaten; bite bit bitten; bleed bled
    bled; blow blew blown; breed bred bred; burn burnt burnt; burst burst burst; catch
    caught caught; cling clung clung; creep crept crept; cut cut cut; deal dealt dealt; dig
    dug dug; dream dreamt dreamt; drink drank drunk; eat ate eaten; feed fed fed; flee fled
    fled; forgive forgave forgiven; freeze froze frozen; lend lent lent; light lit lit;
    mistake mistook mistaken; overcome overcame overcome; oversee oversaw overseen; overtake
    overtook overtaken; overthrow overthrew overthrown; rebuild rebuilt rebuilt; ride rode
    ridden; ring rang rung; send sent sent; shine shone shone; shoot shot shot; shut shut
    shut; sing sang sung; sit sat sat; sleep slept slept; slide slid slid; sling slung
    slung; spin spun spun; split split split; spring sprang sprung; steal stole stolen;
    sting stung stung; strive strove striven; sweep swept swept; swell swelled swollen; swim
    swam swum; swing swung swung; tear tore torn; undergo underwent undergone; undertake
    undertook undertaken; undo undid undone; weave wove woven; weep wept wept; wind wound
    wound; withstand withstood withstood; wring wrung wrung; drive drove driven
"""
#: Words of one form for base, past and participle.
_ONE_FORM: Final = frozenset(
    "bet burst cast cost cut hit hurt let put quit read set shed shut split spread".split()
)
#: Bases that end like a participle or a gerund.
_BASES: Final = frozenset(
    "bleed breed bring cling embed exceed feed fling heed need proceed ring seed sing sling "
    "speed spring sting string succeed swing weed wring become come overcome run".split()
)


def _irregular() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Irregular words that are past alone, participle alone, and either."""
    rows = [row.split() for row in _MORE.split(";")]
    rows += [
        [lemma, *[form for form in rest if not form.endswith("ing")][1:]]
        for lemma, *rest in IRREGULAR.values()
        if lemma not in ("be", "have", "do")
    ]
    pasts = {row[1] for row in rows if len(row) > 1}
    participles = {row[-1] for row in rows if len(row) > 1} - {"became", "came", "ran"}
    both = (pasts & participles) | {"leant", "learnt", "spelt", "sunk", "shrunk"}
    return frozenset(pasts - both), frozenset(participles - both), frozenset(both)


_PASTS, _PARTICIPLES, _EITHER = _irregular()
_SHORTEST: Final = 4


@lru_cache(maxsize=1 << 14)
def form_of(word: str) -> str:
    """The form that a verb of these letters would have.

    "past" went, "participle" gone, "either" raised or held, "any" put, "ing", "s" or "base".

    >>> form_of("went"), form_of("gone"), form_of("raised"), form_of("rises")
    ('past', 'participle', 'either', 's')
    """
    if word in _ONE_FORM:
        return "any"
    if word in _BASES:
        return "base"
    if word in _EITHER or (word.endswith("ed") and len(word) >= _SHORTEST):
        return "either"
    if word in _PASTS:
        return "past"
    if word in _PARTICIPLES:
        return "participle"
    if word.endswith("ing") and len(word) > _SHORTEST:
        return "ing"
    return "s" if word.endswith("s") and not word.endswith(("ss", "us")) else "base"


@lru_cache(maxsize=1 << 14)
def stem_of(word: str) -> str:
    """A word without the endings of verbs, alike for all regular forms of one.

    >>> {stem_of(word) for word in ("move", "moves", "moved", "moving")}
    {'mov'}
    """
    for ending in ("ing", "ied", "ies", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST - 1:
            stem = word[: -len(ending)]
            double = stem[-1] == stem[-2] and stem[-1] not in "lsf"
            return stem[:-1] if double else stem
    return word
