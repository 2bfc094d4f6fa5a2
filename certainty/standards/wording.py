"""Which words of a text state a likelihood, and whether a scale prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from certainty.scales import Scale, Term, fold_phrase
from certainty.standards.product import Passage, Product
from certainty.types import Sentence, Span

#: Cues that name a likelihood without a degree, compare two, or speak of risk and of options.
_NO_DEGREE: Final = frozenset(
    "possible possibly possibility possibility-remains likelihood-of likelihood-bare chance-of "
    "a-chance prospect-of potential potentially potential-for potential-to "
    "growing-chance more-likely less-likely likelier likeliest most-likely-scenario "
    "comparatively-likely equally-likely anything-is-possible all-options in-contention "
    "base-case on-balance impossible not-possible clear-favourite well-placed-to "
    "serious-contender favoured-to no-clear-favourite spectre-of unthinkable usually often "
    "frequently rarely always as-a-rule in-most-cases not-often as-often-as-not tends-to "
    "never-happens almost-always more-often-than-not doomed-to destined-to out-of-the-question "
    "under-no-circumstances liable-to balance-of-probabilities unrealistic-to-expect "
    "theoretically-possible reasonable-basis substantial-authority not-frivolous "
    "risk-of reduced-risk growing-risk serious-risk significant-risk high-risk small-risk "
    "low-risk no-risk real-risk little-risk not-without-risk at-risk-of in-danger-of "
    "risks-doing high-risk-geologic stand-a-chance no-question-of non-starter "
    "could-go-either-way too-close-to-call not-the-base-case in-the-balance wishful-thinking "
    "done-deal not-necessarily "
    "cannot-rule-out cannot-exclude cannot-dismiss unable-to-rule-out did-not-rule-out "
    "refused-to-rule-out nothing-ruled-out left-open never-say-never".split()
)
#: Cues of other kinds that are degrees of likelihood all the same.
_DEGREES: Final = frozenset(
    "may-well might-well could-well could-easily definitely doubtful-whether we-doubt "
    "undoubtedly no-doubt without-doubt beyond-doubt doubtless little-doubt "
    "leaves-little-doubt leaves-no-doubt there-is-no-doubt no-question-that without-question "
    "unquestionably undeniably assuredly for-sure have-no-doubt".split()
)
#: Words that may stand about a printed term and add no degree.
_FILLER: Final = frozenset(
    "a an the is are be was were been being that to of it has have had remains remain looks "
    "look seems seem chance chances odds possibility prospect prospects probability likelihood "
    "risk".split()
)
_IDIOM: Final = re.compile(
    r"\b(?:(?:better|more|less|worse)[- ]than[- ]even|fifty[- ]fifty|50[-/ ]50|odds[- ]on|"
    r"even money|evens)\b",
    re.IGNORECASE,
)
_DETERMINED: Final = re.compile(r"\b(?:the|this|its?|whose|every|any)\s+(?:most\s+)?$", re.I)
_EVEN: Final = re.compile(r"\b(?:roughly|about|approximately|around)\s+(?:an?\s+)?$", re.I)
_ODDS: Final = re.compile(r"\b(?:odds|chances)\b[^.;]{0,60}$", re.IGNORECASE)
_COUNTED: Final = re.compile(
    r"\s+(?:as (?:many|much|few) as\s+)?"
    r"(?:\d|a (?:few|dozen|hundred)|(?:one|two|three|four|five|six|seven|eight|nine|ten|"
    r"a?dozens?|twenty|thirty|forty|fifty|half|several)\b)",
    re.I,
)
#: Names and set phrases that contain the words of a term.
_SET_PHRASE: Final = re.compile(r"\s*(?:cause|suspects?|successors?|candidates?)\b", re.I)


def states_degree(span: Span) -> bool:
    """Whether a cue states how likely something is, in words or as a number."""
    if span.kind == "numeric":
        return span.probability is not None and not _of_confidence(span)
    if span.kind == "likelihood":
        return span.entry not in _NO_DEGREE
    return span.entry in _DEGREES


def degrees(passage: Passage) -> Iterator[Span]:
    """The author's own degrees of likelihood in a sentence."""
    for span in passage.sentence.spans:
        if states_degree(span) and passage.own(span) and not _is_set(passage, span):
            yield span


def worded(passage: Passage) -> Iterator[Span]:
    """Those that are words, not numbers; "fifty-fifty" and "better than even" are words."""
    return (
        span for span in degrees(passage) if span.kind != "numeric" or _IDIOM.search(span.text)
    )


def printed(scale: Scale, passage: Passage, span: Span) -> tuple[str, Term] | None:
    """`find_wording` in a passage."""
    return find_wording(scale, passage.sentence, span)


def find_wording(scale: Scale, sentence: Sentence, span: Span) -> tuple[str, Term] | None:
    """The printed wording that a span uses and its term, ``None`` where it is not printed."""
    phrase = fold_phrase(span.text)
    term = scale.term(phrase)
    if term:
        return phrase, term
    before = sentence.text[: span.start - sentence.start]
    if span.entry == "even-chance" and _EVEN.search(before):
        phrase = f"roughly {phrase}"
    if span.entry == "roughly-even" and _ODDS.search(before):
        phrase = f"{phrase} odds"
    return _inside(scale, phrase.split())


def _inside(scale: Scale, words: list[str]) -> tuple[str, Term] | None:
    """A printed wording among words that add no degree: "odds of a rescue are remote"."""
    if len(words) > 3 and words[0] in _FILLER and words[-2] in _FILLER:
        words = words[-2:]
    for size in range(len(words), 0, -1):
        for at in range(len(words) - size + 1):
            wording = " ".join(words[at : at + size])
            rest = words[:at] + words[at + size :]
            term = scale.term(wording)
            if term and _FILLER.issuperset(rest):
                return wording, term
    return None


def nearest(scale: Scale, p: float) -> Term | None:
    """The term whose band holds a probability, or comes nearest to it."""
    placed = [term for term in scale.levels if term.band and not term.overlay]
    level = scale.level(p)
    for term in placed:
        if term.name == level:
            return term
    return min(placed, key=lambda term: _distance(term, p), default=None)


def band_text(term: Term) -> str:
    """A band in percent, with open ends told.

    >>> band_text(Term("likely", (), 0.55, 0.8))
    '55–80%'
    """
    low, high = term.band or (0.0, 1.0)
    ends = [f"{end * 100:.4g}" for end in (low, high)]
    below = "over " if term.low_open else ""
    above = "under " if term.high_open else ""
    return f"{below}{ends[0]}–{above}{ends[1]}%" if low < high else f"{ends[0]}%"


def advice(product: Product, span: Span) -> tuple[str, str | None]:
    """What to write instead of a span: in words, and the term itself."""
    return advice_for(product, span.probability.mean if span.probability else None)


def advice_for(product: Product, p: float | None) -> tuple[str, str | None]:
    """The nearest term for a probability with its band, or the advice to choose one."""
    term = nearest(product.scale, p) if p is not None else None
    if term is None:
        return f"choose a term of {product.standard.title}", None
    return f'the nearest term is "{term.name}" ({band_text(term)})', term.name


def _distance(term: Term, p: float) -> float:
    low, high = term.band or (0.0, 1.0)
    return max(low - p, p - high, 0.0)


def _of_confidence(span: Span) -> bool:
    return bool(re.search(r"confiden|sure\b|certain\b", span.text, re.I))


def _is_set(passage: Passage, span: Span) -> bool:
    """Whether the words are there for something else than an estimate."""
    base = passage.sentence.start
    before, after = passage.text[: span.start - base], passage.text[span.end - base :]
    if span.entry in ("perhaps", "maybe"):
        return bool(_COUNTED.match(after))
    if span.entry == "plausible":
        return not (re.match(r"\s+that\b", after) or span.text.lower().endswith("ly"))
    if span.entry in ("most-likely", "conceivable", "inevitable"):
        return bool(_DETERMINED.search(before))
    if span.entry in ("probable", "likely"):
        return bool(_SET_PHRASE.match(after))
    if span.entry == "certain":
        return not re.match(r"\s*(?:that|to|of|is|[.,;]|$)", after) and span.text == "certain"
    return False
