"""What an event is judged by: the words around it, its auxiliaries, what governs it, its cues.

One function for training and use. Names come in families, so that each family's share of the
score is a feature of the next stage; the rest are plain numbers, in the order of `NUMBERS`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from certainty.clauses import Clause, clause_index, find_clauses
from certainty.lexicon import Verb
from certainty.types import Sentence, Span

FAMILIES: Final = ("itself", "left", "right", "auxiliaries", "governor", "place", "bag", "cues")
MODALS: Final = tuple("will would may might can could should must shall ought".split())
_CHAINED: Final = tuple("to not have has had be been is was were did do does never".split())
AUXILIARIES: Final = frozenset(
    [*MODALS, *_CHAINED, *"'ll 'd am are being 's 're 'm having 've done no n't".split()]
)
NEGATIONS: Final = frozenset(
    "not never no nobody none neither nor without hardly scarcely barely nothing few "
    "little".split()
)
_ADVERBS: Final = frozenset(
    "also already now still yet just only even ever always often then soon again almost nearly "
    "too so really probably perhaps maybe".split()
)
_CONDITIONS: Final = frozenset({"if", "unless", "whether"})
_DETERMINERS: Final = frozenset("the a an of this his its their in any no".split())
#: What may give the rules' number, besides cues.
RULES: Final = ("governor", "unreal", "open", "affirmed", "contested")
#: Words that a target may begin with and that are not the event.
LIGHT: Final = AUXILIARIES | _DETERMINERS
_KINDS: Final = (
    *("likelihood", "modal", "belief", "hearsay", "evidential", "prediction", "doubt"),
    *("denial", "conditional", "booster"),
)
NUMBERS: Final = (
    *("negations before", "negations outside", "negations behind"),
    *(f"aux {word}" for word in (*MODALS[:8], *_CHAINED, "'ll")),
    *("question", "condition", "after if", "clause", "at", "length", "share"),
    *("-ing", "-ed", "-s", "noun", "in quotes", "rules", "covering", "least"),
    *(f"kind {kind}" for kind in _KINDS),
    *("is cue", "hedged", "certainty", "sourced"),
    *("verb affirmed", "verb denied", "verb negated", "verb apart"),
    *(f"rule {by}" for by in RULES),
    "rule negated",
)
_WINDOW, _BAG_LEFT, _BAG_RIGHT, _CUES_LEFT, _CUES_RIGHT, _VERB_LEFT = 5, 12, 7, 25, 14, 20
_LONGEST_CHAIN, _DENIED = 7, 4
_OUTSIDE = "#"


class Event:
    """A word of a sentence as an event: ``words[at]``."""

    def __init__(self, words: Sequence[str], at: int) -> None:
        self.words = words
        self.at = at
        self.clauses = find_clauses(list(words))
        self.index = clause_index(self.clauses, at)
        self.chain, self.governor = _chain(words, at)

    @property
    def clause(self) -> Clause:
        """The clause it stands in."""
        return self.clauses[self.index]

    def word(self, at: int) -> str:
        """A word, or a mark for none."""
        return self.words[at] if 0 <= at < len(self.words) else _OUTSIDE


def _chain(words: Sequence[str], at: int) -> tuple[list[str], int]:
    """The auxiliaries before a word, without adverbs, and where what governs them stands."""
    names: list[str] = []
    before = at - 1
    while before >= 0 and at - before <= _LONGEST_CHAIN:
        word = words[before]
        if word in AUXILIARIES:
            names.append(word)
        elif not (word in _ADVERBS or (len(word) > 4 and word.endswith("ly"))):
            break
        before -= 1
    return names[::-1], before


def names(
    event: Event,
    known: Collection[str],
    over: Sequence[Span],
    verbs: Mapping[str, Verb],
) -> list[list[str]]:
    """The features of an event by `FAMILIES`.

    ``known`` are the words that may be cues, ``over`` the spans whose scope holds the event,
    ``verbs`` the lexicon's by their forms.
    """
    word, at, words = event.word, event.at, event.words
    own = words[at]
    before, behind = word(at - 1), word(at + 1)
    chain = "_".join(event.chain)
    itself = [
        *(f"f={own}", f"s3={own[-3:]}", f"s2={own[-2:]}", f"p4={own[:5]}"),
        *(f"l0={before}|{own}", f"0r={own}|{behind}", f"l0s={before}|{own[-2:]}"),
    ]
    left = [f"l{n}={word(at - n)}" for n in range(1, _WINDOW + 1)]
    left += [f"ll={word(at - 2)}|{before}", f"lll={word(at - 3)}|{word(at - 2)}|{before}"]
    right = [f"r{n}={word(at + n)}" for n in range(1, _WINDOW + 1)]
    right += [f"rr={behind}|{word(at + 2)}", f"lr={before}|{behind}"]
    return [
        itself,
        left,
        right,
        [f"aux={chain}", f"auxs={chain}|{own[-2:]}"],
        [*_governors(event, chain), *_embedding(event, verbs)],
        _place(event, chain),
        _bag(event),
        [*_cues(event, known), *_over(over, chain)],
    ]


def _governors(event: Event, chain: str) -> list[str]:
    governor = event.word(event.governor)
    found = [f"gov={governor}"]
    if "to" in event.chain:
        above, _ = _chain(event.words, max(event.governor, 0))
        over = "_".join(above)
        found += [f"govto={governor}", f"govto2={governor}|{over}", f"gaux={over}|{chain}"]
    return found


def _embedding(event: Event, verbs: Mapping[str, Verb]) -> list[str]:
    """The nearest clause-taking verb on the left by its lemma, and whether it is denied."""
    there = _nearest(event.words, event.at, verbs)
    if there is None:
        return ["v=#"]
    lemma = verbs[event.words[there]].lemma
    denied = not NEGATIONS.isdisjoint(event.words[max(0, there - _DENIED) : there])
    breaks = min(event.index - clause_index(event.clauses, there), 3)
    that = "that" in event.words[there + 1 : event.at]
    return [f"v={lemma}", f"vn={lemma}|{denied}", f"vb={lemma}|{denied}|{breaks}|{that}"]


def _over(over: Sequence[Span], chain: str) -> list[str]:
    found = []
    for span in over:
        found += [
            *(f"e={span.entry}", f"en={span.entry}|{span.negated}"),
            *(f"k={span.kind}|{span.negated}", f"ka={span.kind}|{chain}"),
        ]
    return found


def _place(event: Event, chain: str) -> list[str]:
    words, index = event.words, event.index
    found = [f"open={event.clause.opener}"]
    if index:
        found.append(f"open2={event.clauses[index - 1].opener}|{event.clause.opener}")
    found += [
        *(f"end={words[-1]}", f"first={words[0]}"),
        *(f"pos={min(event.at // 4, 5)}", f"ncl={min(index, 4)}"),
        f"len={min(len(words) // 8, 6)}",
    ]
    if words[-1] == "?":
        found.append(f"q|{chain}")
    return found


def _bag(event: Event) -> list[str]:
    clause, at, words = event.clause, event.at, event.words
    left = words[max(clause.first, at - _BAG_LEFT) : at]
    right = words[at + 1 : min(clause.last, at + 1 + _BAG_RIGHT)]
    return [*(f"lb={word}" for word in left), *(f"rb={word}" for word in right)]


def _cues(event: Event, known: Collection[str]) -> list[str]:
    words, at = event.words, event.at
    found = []
    for there in range(max(0, at - _CUES_LEFT), at):
        word = words[there]
        if word in known:
            breaks = min(event.index - clause_index(event.clauses, there), 3)
            found += [
                f"c={word}",
                f"cd={word}|{breaks}",
                f"cb={word}|{min((at - there) // 3, 4)}",
            ]
    behind = words[at + 1 : at + 1 + _CUES_RIGHT]
    return [*found, *(f"cr={word}" for word in behind if word in known)]


def numbers(
    event: Event,
    sentence: Sentence,
    place: tuple[int, int],
    over: Sequence[Span],
    rules: float,
    by: str | None,
    negated: bool,
    verbs: Mapping[str, Verb],
) -> list[float]:
    """The plain numbers of an event at the offsets ``place``, in the order of `NUMBERS`.

    ``rules`` is what the rules make of it, ``by`` and ``negated`` as in `rules.Ruled`;
    ``verbs`` are the lexicon's by their forms.
    """
    words, at, clause, chain = event.words, event.at, event.clause, set(event.chain)
    own, size = words[at], len(words)
    start, _ = place
    means = [span.probability.mean for span in over if span.probability]
    kinds = {span.kind for span in over}
    row = [
        len(NEGATIONS.intersection(words[clause.first : at])),
        len(NEGATIONS.intersection(words[: clause.first])),
        len(NEGATIONS.intersection(words[at + 1 : clause.last])),
        *(word in chain for word in (*MODALS[:8], *_CHAINED, "'ll")),
        words[-1] == "?",
        clause.opener in _CONDITIONS,
        not {"if", "unless"}.isdisjoint(words[:at]),
        event.index,
        at,
        size,
        at / size,
        own.endswith("ing"),
        own.endswith("ed"),
        own.endswith("s"),
        at > 0 and words[at - 1] in _DETERMINERS,
        words[:at].count('"') % 2,
        rules,
        len(over),
        min(means, default=1.0),
        *(kind in kinds for kind in _KINDS),
        any(span.start <= start < span.end for span in sentence.spans),
        sentence.hedged,
        sentence.certainty.mean if sentence.certainty else -1.0,
        sentence.source is not None,
        *_verb(words, at, verbs),
        *(by == rule for rule in RULES),
        negated,
    ]
    return list(map(float, row))


def _nearest(words: Sequence[str], at: int, verbs: Mapping[str, Verb]) -> int | None:
    for there in range(at - 1, max(at - _VERB_LEFT, -1), -1):
        if words[there] in verbs:
            return there
    return None


def _verb(words: Sequence[str], at: int, verbs: Mapping[str, Verb]) -> tuple[float, ...]:
    """The nearest clause-taking verb on the left: what it implies, affirmed and denied."""
    there = _nearest(words, at, verbs)
    if there is None:
        return -1.0, -1.0, 0.0, 0.0
    verb = verbs[words[there]]
    denied = not NEGATIONS.isdisjoint(words[max(0, there - _DENIED) : there])
    return (
        -1.0 if verb.positive is None else verb.positive,
        -1.0 if verb.negative is None else verb.negative,
        float(denied),
        float(at - there),
    )
