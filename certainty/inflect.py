"""The forms of English verbs, for the ``{lemma}`` slots of lexicon patterns."""

from __future__ import annotations

from functools import cache

#: Verbs whose forms do not follow from the lemma: past and participle, or all forms.
IRREGULAR: dict[str, tuple[str, ...]] = {
    "be": ("be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "'m"),
    "have": ("have", "has", "had", "having", "'ve"),
    "do": ("do", "does", "did", "done", "doing"),
    "bear": ("bear", "bears", "bore", "borne", "bearing"),
    "become": ("become", "becomes", "became", "becoming"),
    "begin": ("begin", "begins", "began", "begun", "beginning"),
    "belie": ("belie", "belies", "belied", "belying"),
    "bet": ("bet", "bets", "betting"),
    "bind": ("bind", "binds", "bound", "binding"),
    "break": ("break", "breaks", "broke", "broken", "breaking"),
    "bring": ("bring", "brings", "brought", "bringing"),
    "build": ("build", "builds", "built", "building"),
    "buy": ("buy", "buys", "bought", "buying"),
    "cancel": ("cancel", "cancels", "cancelled", "canceled", "cancelling", "canceling"),
    "cast": ("cast", "casts", "casting"),
    "choose": ("choose", "chooses", "chose", "chosen", "choosing"),
    "come": ("come", "comes", "came", "coming"),
    "cost": ("cost", "costs", "costing"),
    "draw": ("draw", "draws", "drew", "drawn", "drawing"),
    "drive": ("drive", "drives", "drove", "driven", "driving"),
    "fall": ("fall", "falls", "fell", "fallen", "falling"),
    "feel": ("feel", "feels", "felt", "feeling"),
    "fight": ("fight", "fights", "fought", "fighting"),
    "find": ("find", "finds", "found", "finding"),
    "fly": ("fly", "flies", "flew", "flown", "flying"),
    "forbid": ("forbid", "forbids", "forbade", "forbidden", "forbidding"),
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
    "hide": ("hide", "hides", "hid", "hidden", "hiding"),
    "hit": ("hit", "hits", "hitting"),
    "hold": ("hold", "holds", "held", "holding"),
    "hurt": ("hurt", "hurts", "hurting"),
    "keep": ("keep", "keeps", "kept", "keeping"),
    "know": ("know", "knows", "knew", "known", "knowing"),
    "label": ("label", "labels", "labelled", "labeled", "labelling", "labeling"),
    "lay": ("lay", "lays", "laid", "laying"),
    "lead": ("lead", "leads", "led", "leading"),
    "lean": ("lean", "leans", "leaned", "leant", "leaning"),
    "learn": ("learn", "learns", "learned", "learnt", "learning"),
    "leave": ("leave", "leaves", "left", "leaving"),
    "lend": ("lend", "lends", "lent", "lending"),
    "let": ("let", "lets", "letting"),
    "level": ("level", "levels", "levelled", "leveled", "levelling", "leveling"),
    "lie": ("lie", "lies", "lied", "lay", "lain", "lying"),
    "lose": ("lose", "loses", "lost", "losing"),
    "make": ("make", "makes", "made", "making"),
    "mean": ("mean", "means", "meant", "meaning"),
    "meet": ("meet", "meets", "met", "meeting"),
    "overhear": ("overhear", "overhears", "overheard", "overhearing"),
    "overstate": ("overstate", "overstates", "overstated", "overstating"),
    "pay": ("pay", "pays", "paid", "paying"),
    "prove": ("prove", "proves", "proved", "proven", "proving"),
    "put": ("put", "puts", "putting"),
    "quit": ("quit", "quits", "quitting"),
    "read": ("read", "reads", "reading"),
    "rise": ("rise", "rises", "rose", "risen", "rising"),
    "run": ("run", "runs", "ran", "running"),
    "say": ("say", "says", "said", "saying"),
    "see": ("see", "sees", "saw", "seen", "seeing"),
    "seek": ("seek", "seeks", "sought", "seeking"),
    "sell": ("sell", "sells", "sold", "selling"),
    "send": ("send", "sends", "sent", "sending"),
    "set": ("set", "sets", "setting"),
    "shake": ("shake", "shakes", "shook", "shaken", "shaking"),
    "shed": ("shed", "sheds", "shedding"),
    "show": ("show", "shows", "showed", "shown", "showing"),
    "shrink": ("shrink", "shrinks", "shrank", "shrunk", "shrinking"),
    "signal": ("signal", "signals", "signalled", "signaled", "signalling", "signaling"),
    "sink": ("sink", "sinks", "sank", "sunk", "sinking"),
    "speak": ("speak", "speaks", "spoke", "spoken", "speaking"),
    "spell": ("spell", "spells", "spelled", "spelt", "spelling"),
    "spend": ("spend", "spends", "spent", "spending"),
    "spread": ("spread", "spreads", "spreading"),
    "stand": ("stand", "stands", "stood", "standing"),
    "stick": ("stick", "sticks", "stuck", "sticking"),
    "strike": ("strike", "strikes", "struck", "stricken", "striking"),
    "swear": ("swear", "swears", "swore", "sworn", "swearing"),
    "take": ("take", "takes", "took", "taken", "taking"),
    "teach": ("teach", "teaches", "taught", "teaching"),
    "tell": ("tell", "tells", "told", "telling"),
    "think": ("think", "thinks", "thought", "thinking"),
    "throw": ("throw", "throws", "threw", "thrown", "throwing"),
    "understand": ("understand", "understands", "understood", "understanding"),
    "uphold": ("uphold", "upholds", "upheld", "upholding"),
    "wake": ("wake", "wakes", "woke", "woken", "waking"),
    "wear": ("wear", "wears", "wore", "worn", "wearing"),
    "win": ("win", "wins", "won", "winning"),
    "withdraw": ("withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"),
    "withhold": ("withhold", "withholds", "withheld", "withholding"),
    "write": ("write", "writes", "wrote", "written", "writing"),
}
#: Past forms and participles of irregular verbs that are no other form as well.
PAST = frozenset(
    [
        past
        for every in IRREGULAR.values()
        for past in every[2:]
        if past not in every[:2] and not past.endswith("ing") and "'" not in past
    ]
) - {"am", "is", "are"}
#: Verbs of more than one syllable that double their last consonant.
DOUBLING = frozenset(
    {
        "abet",
        "abut",
        "acquit",
        "admit",
        "allot",
        "aver",
        "commit",
        "compel",
        "concur",
        "confer",
        "defer",
        "deter",
        "dispel",
        "expel",
        "incur",
        "infer",
        "occur",
        "omit",
        "permit",
        "prefer",
        "propel",
        "rebel",
        "rebut",
        "recap",
        "recur",
        "refer",
        "regret",
        "repel",
        "submit",
        "transfer",
        "transmit",
    }
)
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
    return closed and sum(char in _VOWELS for char in lemma.replace("qu", "q")) == 1
