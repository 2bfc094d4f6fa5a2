"""The forms of English verbs, for the ``{lemma}`` slots of lexicon patterns."""

from __future__ import annotations

from functools import cache

#: Verbs whose forms do not follow from the lemma: past and participle, or all forms.
IRREGULAR: dict[str, tuple[str, ...]] = {
    "be": ("be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "'m"),
    "have": ("have", "has", "had", "having", "'ve"),
    "do": ("do", "does", "did", "done", "doing"),
    "bear": ("bear", "bears", "bore", "borne", "bearing"),
    "begin": ("begin", "begins", "began", "begun", "beginning"),
    "bet": ("bet", "bets", "betting"),
    "bind": ("bind", "binds", "bound", "binding"),
    "bring": ("bring", "brings", "brought", "bringing"),
    "build": ("build", "builds", "built", "building"),
    "buy": ("buy", "buys", "bought", "buying"),
    "cast": ("cast", "casts", "casting"),
    "come": ("come", "comes", "came", "coming"),
    "draw": ("draw", "draws", "drew", "drawn", "drawing"),
    "fall": ("fall", "falls", "fell", "fallen", "falling"),
    "feel": ("feel", "feels", "felt", "feeling"),
    "find": ("find", "finds", "found", "finding"),
    "forecast": ("forecast", "forecasts", "forecasted", "forecasting"),
    "foresee": ("foresee", "foresees", "foresaw", "foreseen", "foreseeing"),
    "foretell": ("foretell", "foretells", "foretold", "foretelling"),
    "forget": ("forget", "forgets", "forgot", "forgotten", "forgetting"),
    "get": ("get", "gets", "got", "gotten", "getting"),
    "give": ("give", "gives", "gave", "given", "giving"),
    "go": ("go", "goes", "went", "gone", "going"),
    "grow": ("grow", "grows", "grew", "grown", "growing"),
    "hang": ("hang", "hangs", "hung", "hanging"),
    "hear": ("hear", "hears", "heard", "hearing"),
    "hold": ("hold", "holds", "held", "holding"),
    "keep": ("keep", "keeps", "kept", "keeping"),
    "know": ("know", "knows", "knew", "known", "knowing"),
    "lay": ("lay", "lays", "laid", "laying"),
    "lead": ("lead", "leads", "led", "leading"),
    "lean": ("lean", "leans", "leaned", "leant", "leaning"),
    "learn": ("learn", "learns", "learned", "learnt", "learning"),
    "leave": ("leave", "leaves", "left", "leaving"),
    "lie": ("lie", "lies", "lied", "lay", "lain", "lying"),
    "make": ("make", "makes", "made", "making"),
    "mean": ("mean", "means", "meant", "meaning"),
    "meet": ("meet", "meets", "met", "meeting"),
    "overstate": ("overstate", "overstates", "overstated", "overstating"),
    "prove": ("prove", "proves", "proved", "proven", "proving"),
    "put": ("put", "puts", "putting"),
    "quit": ("quit", "quits", "quitting"),
    "read": ("read", "reads", "reading"),
    "rise": ("rise", "rises", "rose", "risen", "rising"),
    "run": ("run", "runs", "ran", "running"),
    "say": ("say", "says", "said", "saying"),
    "see": ("see", "sees", "saw", "seen", "seeing"),
    "seek": ("seek", "seeks", "sought", "seeking"),
    "send": ("send", "sends", "sent", "sending"),
    "set": ("set", "sets", "setting"),
    "show": ("show", "shows", "showed", "shown", "showing"),
    "speak": ("speak", "speaks", "spoke", "spoken", "speaking"),
    "stand": ("stand", "stands", "stood", "standing"),
    "swear": ("swear", "swears", "swore", "sworn", "swearing"),
    "take": ("take", "takes", "took", "taken", "taking"),
    "teach": ("teach", "teaches", "taught", "teaching"),
    "tell": ("tell", "tells", "told", "telling"),
    "think": ("think", "thinks", "thought", "thinking"),
    "throw": ("throw", "throws", "threw", "thrown", "throwing"),
    "understand": ("understand", "understands", "understood", "understanding"),
    "uphold": ("uphold", "upholds", "upheld", "upholding"),
    "write": ("write", "writes", "wrote", "written", "writing"),
}
#: Verbs of more than one syllable that double their last consonant.
DOUBLING = frozenset({"admit", "commit", "concur", "defer", "infer", "occur", "prefer", "refer"})
_VOWELS = frozenset("aeiou")


@cache
def forms(lemma: str) -> tuple[str, ...]:
    """All forms of a verb, the lemma first.

    >>> forms("deny")
    ('deny', 'denies', 'denied', 'denying')
    >>> forms("admit")
    ('admit', 'admits', 'admitted', 'admitting')
    """
    if lemma in IRREGULAR:
        return IRREGULAR[lemma]
    if lemma.endswith("e"):
        ing = lemma if lemma.endswith(("ee", "oe", "ye")) else lemma[:-1]
        return lemma, f"{lemma}s", f"{lemma}d", f"{ing}ing"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma, f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"
    stem = lemma + lemma[-1] if _doubles(lemma) else lemma
    third = f"{lemma}es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else f"{lemma}s"
    return lemma, third, f"{stem}ed", f"{stem}ing"


def _doubles(lemma: str) -> bool:
    if lemma in DOUBLING:
        return True
    closed = len(lemma) > 2 and lemma[-1] not in _VOWELS | set("wxy") and lemma[-2] in _VOWELS
    return closed and sum(char in _VOWELS for char in lemma) == 1
