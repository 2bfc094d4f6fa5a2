"""Parts of patterns for passives that name nobody: "it is", "is long", not "by the cell"."""

from __future__ import annotations

from typing import Final

BE: Final = r"(?:is|are|was|were|be|been|being|['’]s|['’]re)"
IT_IS: Final = (
    r"it(?:\s+(?:(?:is|was|has|had|(?:can|could|may|might|must|should|would) be)"
    r"(?:\s+\w+ly)?(?:\s+being|\s+been)?|had been)|['’]s(?:\s+been)?)"
)
ADV: Final = (
    r"(?:\s+(?:also|already|still|now|long|often|therefore|thus|further|not|never|since|then|"
    r"once|even|yet|sometimes|[a-z]+ly)){0,2}"
)
#: "By the cell", within a few words, names who judges.
AGENT: Final = r"(?!(?:\s+[\w’'-]+){0,3}?\s+by\s+(?!(?:many|most|some|several|all)\b)\w)"
