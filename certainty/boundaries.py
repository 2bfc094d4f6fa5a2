"""Whether a sentence ends at a full stop, a question or exclamation mark, or an ellipsis."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from certainty.abbreviations import Abbreviations
from certainty.openers import OPENING, QUOTES, opens, word_set

QUOTE_SET: Final = frozenset(QUOTES)
_SEPARATORS: Final = re.compile(
    rf"[\s\-–—()\[\]{{}}<>{QUOTES.replace(chr(39), '').replace('’', '')}]+"
)
_LETTERS: Final = re.compile(r"[^\W\d_]{1,12}")
#: What a time of day opens rather than ends: "At 3 p.m. Smith left".
_TIMED: Final = re.compile(r"(?:After|Around|At|Before|By|From|Since|Until) .{4,20}")
_DOTTED: Final = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
#: Small letters that start a sentence: "iPhone", "p53", "c-myc", an item's "b. Second".
_SMALL_START: Final = re.compile(r"[a-z]{1,2}-?[A-Z\d]|[a-z]-[a-z]|[a-z]\.\s[A-Z]")
#: Compounds whose last part is no word of its own: "HTLV-I", "c-Jun".
_COMPOUND: Final = re.compile(r"\w-\w\Z|\b\w-\w+\Z")
_MARKER: Final = re.compile(r"\d{1,3}(?:\.\d{1,2}){0,3}|[A-Za-z]|[ivx]{1,5}|[IVX]{1,5}")

#: Words after which a capital letter is a label, not an initial: "vitamin C."
_LABELLED: Final = word_set(
    "annex appendix block category chain class cyclosporin factor figure gate grade group"
    " hepatitis influenza kappa kinase level option part phase plan point protein schedule"
    " section series side stage strain subunit table team terminal type vitamin war"
)
_ZONES: Final = word_set(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April"
    " May June July August September October November December Eastern Central Pacific"
    " Greenwich Moscow AEST BST CEST CET CT EDT EEST EET EST ET GMT IST JST MSK MT PDT PST"
    " PT SAST SGT UTC WAT"
)
#: "Smith said", "Finance Minister Ann Hill later told": who spoke the quotation before.
_ATTRIBUTION: Final = re.compile(
    r"(?:[A-Z][\w.'’-]{0,30},?\s|(?:of|the|for|a|an|and|also|later|then|chief|minister|"
    r"ministry|president|secretary|general|director|spokes\w{3,6}|officer|official)\s){1,8}"
    r"(?:said|says|asked|asks|told|added|adds|replied|cried|shouted|warned|wrote|tweeted|"
    r"insisted|exclaimed|wondered|demanded|declared|remarked|joked|recalled|responded)\b"
)


class Site(NamedTuple):
    """A place where a sentence may end."""

    text: str
    begin: int  # of the sentence
    stop: int  # the last mark
    closed: str  # the quotes and brackets right after
    after: int  # what follows the space
    first: int  # its first letter or digit, past quotes and brackets
    end: int  # of the block

    @property
    def quoted(self) -> bool:
        """Whether a quotation closes at the mark."""
        return not QUOTE_SET.isdisjoint(self.closed) or "quo" in self.closed

    def following(self) -> str:
        """Say what comes next: ``capital``, ``small``, ``number`` or ``other``."""
        char = self.text[self.first]
        if char.islower():
            return "capital" if _SMALL_START.match(self.text, self.first, self.end) else "small"
        if char.isdigit() or char in "$£€¥§":
            return "number"
        return "capital" if char.isalpha() or char == "@" or char > "\u2027" else "other"

    def word(self) -> str:
        """Give the word before the mark, without what is hyphenated or quoted before it."""
        chunk = self.text[max(self.begin, self.stop - 40) : self.stop]
        chunk = chunk.rsplit(None, 1)[-1] if chunk and not chunk[-1].isspace() else ""
        if chunk.isalnum() or ("-" in chunk and _COMPOUND.search(chunk)):
            return chunk
        return _SEPARATORS.split(chunk)[-1].lstrip("'’")


def mark_ends(site: Site, abbreviations: Abbreviations) -> bool:
    """Whether a question mark, an exclamation mark or an ellipsis ends a sentence."""
    text, begin, stop = site.text, site.begin, site.stop
    following = site.following()
    if following == "other" or (site.quoted and _attributed(site)):
        return False
    if text[stop] in ".…" and text[stop - 1 : stop] not in ("?", "!"):
        leading = stop - begin < 8 and not text[begin:stop].strip(". …" + OPENING)
        return following == "capital" and not leading and not text[site.first].islower()
    word = site.word()
    if abbreviations.kind(word + text[stop]) or text[stop - 1 : stop] in ("(", "["):
        return False
    if following == "small":
        bound = site.quoted or ")" in site.closed or text[site.after] in "-–—"
        return len(word) > 1 and not bound
    return True


def full_stop_ends(site: Site, abbreviations: Abbreviations) -> bool:
    """Whether a single full stop ends a sentence."""
    following = site.following()
    if following in ("small", "other"):
        return False
    word = site.word()
    single = len(word) == 1 and word.isupper()
    initial = site.stop - site.begin < 16 and len(site.text[site.begin : site.stop].split()) < 2
    if initial and _MARKER.fullmatch(site.text[site.begin : site.stop].strip(" (")):
        return False
    kind = None if single else abbreviations.kind(word)
    if kind == "never" or (kind == "before_numbers" and following == "number"):
        return False
    if kind is None and len(word) > 1 and _shortened(site, word):
        kind = "before_openers"
    if kind in (None, "before_numbers") and not single:
        return True
    if following == "number":
        return single
    return _abbreviation_ends(site, "initial" if single else kind or "", initial)


def _shortened(site: Site, word: str) -> bool:
    """Whether an unlisted word looks like an abbreviation: "R.A.F.", "(ret.)"."""
    if "." in word:
        return bool(_DOTTED.fullmatch(word))
    at = site.stop - len(word)
    return site.closed == ")" and at > site.begin and site.text[at - 1] == "("


def _abbreviation_ends(site: Site, kind: str, initial: bool) -> bool:
    """Whether an abbreviation or an initial ends a sentence before a capital letter."""
    if site.text[site.after] in "-–—_":  # NEWARK, N.J. - The mayor said
        return False
    if site.quoted:
        return not _attributed(site)
    if kind == "before_capitals":
        return not (_TIMED.fullmatch(site.text, site.begin, site.stop) or _is_zone(site))
    before = site.text[site.begin : site.stop]
    if not initial and opens(site.text, site.first, site.end, before):
        return True
    return kind == "initial" and is_label(before)


def is_label(before: str) -> bool:
    """Whether the letter that ends a stretch of text is a label, no initial: "vitamin C"."""
    word = before[-26:-1].split()[-1:]
    return bool(word) and word[0].lower() in _LABELLED


def _is_zone(site: Site) -> bool:
    match = _LETTERS.match(site.text, site.first, site.end)
    return match is not None and match.group() in _ZONES


def _attributed(site: Site) -> bool:
    """Whether the words after a quotation say who spoke it: "Smith said"."""
    if opens(site.text, site.first, site.end):
        return False
    return bool(_ATTRIBUTION.match(site.text, site.after, site.end))
