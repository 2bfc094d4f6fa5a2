"""What stands around an amount that is a chance: patterns before and after it."""

from __future__ import annotations

from certainty.numbers.amounts import SEP

NOUN = (
    r"(?<!at )(?<!relative )(?<!excess )\b(?:chances?|probabilit(?:y|ies)|likelihoods?|odds"
    r"|risks?|possibilit(?:y|ies)|prospects?|certainty)\b"
)
NOUN_HINT = ("chance", "probab", "likelihood", "odds", "risk", "possib", "prospect", "certain")
SURE_NOUN = r"\b(?:probabilit(?:y|ies)|likelihoods?|chances?|certainty)"
STOP = r"\Z|[.;:!?)\]\"'\u2014]|,(?! ?\d)| ?--| - "
# What may follow where a number ends its phrase; a noun may not ("a risk of 30% tariffs").
TAIL = (
    rf"(?={STOP}|_(?:that|of_\w{{2,20}}ing|for|to|in|by|if|when|while|and|or|but|this|next"
    r"|last|over|within|before|after|as|at|with|from|because|until|unless|given|depending"
    r"|compared|versus|today|tonight|tomorrow|now|currently|under|should|though|although"
    r"|whether|per|each|he|she|they|we|it|right|either|on_\w{3,6}day)\b)"
)
DECIMAL_TAIL = r"(?!\w|_(?:million|billion|higher|lower|more|less|points?|units?|times)\b)"
# "One in five risk losing their homes": there it is a verb.
RISK_TAIL = (
    rf"(?={STOP}|,|_(?:of|that|to|for|in|by|from|with|over|if|when|while|per|each|as|at|and|or"
    r"|but|this|next|within|it|he|she|they|we|there|among|on|is|was|based|because|even|today"
    r"|now|across|during|after|under|facing|attached|scenario)\b)"
)
CHANCE = (
    r"(?:chances?\b(?!_(?:conversion|creation))|odds\b(?!_ratio)|prospects?\b"
    r"|probabilit(?:y|ies)\b(?!_(?:intervals?|levels?|density|distribution|range|sampl|theory))"
    r"|likelihoods?\b(?!_(?:ratio|function|interval))|possibilit(?:y|ies)\b"
    rf"|certainty\b(?!_(?:interval|equivalent|level))|risk\b{RISK_TAIL})(?!-\w)"
)
# Words between number and noun: "a 70% overall chance", but not "a 70% higher chance".
INNER = (
    r"(?:(?!(?:of|in|at|on|to|and|or|the|an?|for|with|from|by|as|than|that|which|who|is|was|are"
    r"|were|be|been|has|have|had|will|would|may|might|could|can|do|does|did|not|no|whose|their"
    r"|his|her|its|our|rises?|rose|increase[ds]?|drop|drops|dropped|cuts?|reduction|reduce[ds]"
    r"|falls?|fell|jump|jumped|higher|lower|greater|smaller|larger|bigger|elevated|decreased?"
    r"|more|less|fewer|better|worse|relative|excess|added|additional|extra|attributable"
    r"|points?|changed?|gains?|decline|share|stake|discount|improvement|improved|years?|people"
    r"|residents?|patients?|voters?|adults?|children|men|women|households?|faces?|faced|runs?"
    r"|ran|see|saw|at-risk|high-risk|low-risk|confidence|credible|significance)\b)"
    r"[a-z][a-z'-]{1,19}_)"
)
OR_MORE = r"(?:_or_(?:more|better|greater|higher|less|lower|worse)\b)"
HEAD = (
    rf"{OR_MORE}?(?:_\([^()]{{1,24}}\))?(?:{SEP}(?:degree_of_)?{CHANCE}"
    rf"|_{INNER}{{1,2}}(?!chances|odds|prospects){CHANCE}"
    rf"|_shot(?=_(?:at|of|that)\b)){OR_MORE}?"
)
SURE = (
    rf"{OR_MORE}?{SEP}(?:likely\b(?!_(?:voters?|range|interval|than)\b)|probable|convinced"
    r"|certain\b(?!_(?:types?|kinds?|parts?|areas?|sorts?))|sure\b|confident"
    r"|confidence(?=_that\b)|positive(?=_that\b))\b(?!-\w)"
)
# "Not 100% sure" states no number.
NOT_DENIED = r"(?<!\bnot )(?<!n't )(?<!\bnot be )(?<!n't be )\Z"
SURE_HEAD = rf"_{INNER}{{0,1}}{SURE_NOUN}(?!_(?:interval|level|density))"
BE = (
    r"(?:_(?:of|at|as|is|are|was|were|be|being|been|now|currently|still|only|just|remains?"
    r"|remained|stands?|stood|sits?|puts?|placed|estimated|pegged|set|seen|rated|reckoned"
    r"|judged|assessed|calculated|given|priced|quoted|reported|to|has|have|had|today|then"
    r"|therefore|thus|once|already|also|low|even|somewhere|in_the|i'd_say|rang(?:es?|ed|ing)"
    r"|at_best|at_most|lies|varies|varied|reach(?:es|ed)|hits?)\b)"
)
TOUCHING = rf"(?P<head>{NOUN}{BE}{{1,6}}_|{SURE_NOUN}_|{NOUN} ?[:=] ?)\Z"
SURE_TOUCHING = rf"(?P<head>{SURE_NOUN}(?:{BE}{{0,6}}_| ?[:=] ?|,?_p ?= ?))\Z"
# Further off, with the event between.
GAP = r"(?P<gap>[^.;:!?()\d%]{1,80}?)"
LINK = (
    r"(?P<link>\b(?:is|are|was|were|be|been|at|as|of|remains?|stands_at|stood_at|only|just|now"
    r"|still|currently|in_the|looks?|looked|seems?|at_best|at_most|hits?|reached|reaches)_"
    r"|: ?)\Z"
)
FAR = rf"{NOUN}{GAP}{LINK}"
EXCEEDS = rf"{NOUN}{GAP}\b(?P<head>(?P<link>exceeds?|exceeded|tops|topped)_)\Z"
SURE_FAR = rf"{SURE_NOUN}{GAP}{LINK}"
MOVED = (
    r"(?:risen|rose|fallen|fell|climbed|jumped|dropped|slipped|grown|grew|increased|decreased"
    r"|shrank|shrunk|gone|went|doubled|halved|soared|surged|declined|narrowed|ticked_up|edged"
    r"|moved|cut|raised|lowered|revised|brought|pushed|upgraded|downgraded|tripled|plunged"
    r"|rebounded|sank|sunk|improved|rises|falls|drops|climbs|jumps|grows|increases|doubles)"
)
MOVED_TO = (
    rf"(?:{NOUN}{GAP}\b{MOVED}\b(?P<steps>[^.;:!?()]{{0,40}}?)"
    rf"|\b{MOVED}_(?P<thing>[^.;:!?()]{{0,40}}?){NOUN}(?P<rest>[^.;:!?()]{{0,40}}?))\bto_\Z"
)
MOVED_BY = (
    rf"(?:{NOUN}{GAP}\b{MOVED}(?:_\w{{2,12}})?"
    rf"|\b{MOVED}_(?P<thing>[^.;:!?()]{{0,40}}?){NOUN}(?P<rest>[^.;:!?()]{{0,40}}?))_\Z"
)

WORDED = (
    r"(?<!more )(?<!less )(?<!as )(?<!equally )\b(?:likely|unlikely|probabl[ey]|improbable"
    r"|certain(?:ly|ty)?|sure|confident|possible|possibly|conceivable|impossible|remote"
    r"|doubtful|possibility|chances?|probability|likelihoods?|odds|even|toss-up)\b"
)
BRACKET = (
    rf"{WORDED}[\"']{{0,2}},? ?(?:[(\[] ?(?:i\.e\.,?_|that_is,?_|or_|p ?= ?)?"
    r"|(?:i\.e\.|ie|that_is),?_)\Z"
)
BRACKET_END = r"(?:_(?:chance|probability|likelihood))?(?= ?[)\]](?!_than\b)|[.,;]|\Z|_that\b)"
# "Highly likely, perhaps 85 per cent, that ..."
ASIDE = rf"{WORDED}[\"']?,_(?:(?:perhaps|maybe|say|possibly|probably|i'd_say|or)_)?\Z"
ASIDE_END = r"(?:_(?:chance|probability|likelihood))?(?=,|_that\b|_sure\b|\)|\.?\Z)"
# A forecaster's shorthand: "Chance of rain 40%, falling to 10% by night".
TERSE = (
    r"\A[\"']?(?:the_)?(?:chance|probability|likelihood|risk)_of(?P<gap>(?:_(?!(?:to|at|by|of|for"
    r"|on|in|up|from|above|below|another|some|further|\w+ing)\b)[a-z-]{2,16}){1,3})_\Z"
)
TERSE_END = r"(?!(?:_)?(?:of|more|less|higher|lower)\b)(?=\W|\Z)"
THEN = (
    rf"{NOUN}[^.;!?()]{{1,80}}?,_(?:(?:and|before|then|but)_)?(?:rising|falling|climbing|dropping"
    r"|increasing|decreasing|easing|growing)_to_\Z"
)
SO_IT_IS = r"(?=_(?:this|that|it|he|she|they|we|you|i)\b)"

# A half chance, in a report of a match, is a missed shot.
FOOTBALL = (
    r"\b(?:minutes?|keeper|goalkeeper|striker|header|goals?|half-time|box|winger|defenders?"
    r"|midfielder|equaliser|post|crossbar|substitute|scored|first_half|second_half)\b"
)
# "(p = 0.62)" in brackets of its own reports a test.
P = r"(?:\A|[,;]|(?<![(\[]) )p ?(?:=|\u2248|~) ?\Z"
P_OF = r"\bp(?:r|rob)?(?:_)?\([^()]{1,30}\) ?(?:=|\u2248|~|_is_|_of_) ?\Z"
STATISTICS = (
    r"significan|\bn ?=|\bt ?\(|\bchi\b|anova|correlat|regress|cohort|\bci\b|\br ?=|hazard"
    r"|ratio|\btest|differ|patients|control|null|baseline|placebo|groups?\b|trial"
)
