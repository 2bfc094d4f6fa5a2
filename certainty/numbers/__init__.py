"""Find the probabilities that a sentence states outright, in figures or in number words.

"A 70% chance", "one-in-three risk", "odds of 4 to 1 against" and "better than even" say
themselves what their number is. "70% of voters", "won 3-1" and "a 95% confidence interval"
do not: they are shares, scores and statistics.

The way: a cheap gate turns most sentences away (`gate`); the rest are folded to a plain
view of the same length (`plain`); *amounts* are read, with their modifiers ("at least");
a *rule* then asks what stands before and after (`rules`, with patterns in `chances` and
`betting`). `phrases` are found without an amount. `readings` and `intervals` say what the
number then is.

Of candidates that overlap the longest wins, of equally long ones the earlier row. A share
above one is no probability, and no part of "120%" or "80-60%" is read in its place.

A span holds the approximator, the amount and, where they touch, the noun: "at least a 60%
likelihood", "chance of 30%". A leading article is left out unless a modifier stands before
it. Where the event stands between noun and number ("the likelihood of *default* at 35%"),
the span is the number alone.

Every repetition in a pattern is bounded and every look to the left goes through a window,
so the cost is linear in the sentence. Patterns are compiled when first needed: all of them
take 40 ms, too much for an import.
"""

from certainty.numbers.find import Stated, find_numbers

__all__ = ["Stated", "find_numbers"]
