"""Turn the surveys of what readers hear into the statistics of `lexicons/surveys.csv`.

Only statistics of the answers are shipped, never an answer: two of the surveys state no
licence for their rows. Every answer counts, those on the wrong side of even included
(a 95 for "highly unlikely"), because some readers do read so and an interval of readers'
answers has to be honest about them. To write the table anew::

    python -m certainty.learn surveys --answers probability_phrases.csv.gz \
        --out lexicons/surveys.csv
"""

from __future__ import annotations

import csv
import gzip
import io
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from certainty.surveys import COLUMNS, GRID

#: Wordings of one phrase in several surveys, under the name that most of them use.
SAME_PHRASE = {
    "almost certainly": "almost certain",
    "could happen": "could",
    "may happen": "may",
    "might happen": "might",
    "will happen": "will",
    "with high probability": "high probability",
    "with low probability": "low probability",
    "with moderate probability": "moderate probability",
}
#: Two experiments of one study with one wording and one panel: one independent survey.
SAME_SURVEY = {
    "belem2024_nonverifiable": "belem2024",
    "belem2024_verifiable": "belem2024",
}
#: The surveyed phrases that name a likelihood and so may serve as a level. Left out are
#: modals (may, will), frequencies (often, never), beliefs (we doubt), words that voice
#: doubt or conviction rather than a chance (doubtful, uncertain, certainly), and idioms.
LIKELIHOODS = frozenset(
    """
    about even|almost certain|almost no chance|better than even|chances are slight|
    high probability|highly likely|highly unlikely|improbable|likely|little chance|
    low probability|maybe|moderate probability|not likely|possible|possibly|probable|
    probably|probably not|real possibility|realistic possibility|remote chance|
    serious possibility|somewhat likely|somewhat unlikely|unlikely|very good chance|
    very likely|very unlikely
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)

COVERAGE = 0.90
#: How far the pooled coverage may stray for the sake of the single surveys.
SLACK = 0.03
#: What one point of pooled coverage beyond the slack, of squared imbalance between the
#: tails and of width costs, in points of coverage. The width only settles near ties, as
#: for "very likely", where 0 to 0.95 and 0.75 to 1 cover alike.
EXCESS, IMBALANCE, WIDTH = 5.0, 3.0, 0.05
#: No tail may hold more than this share of the answers.
LARGEST_TAIL = 0.20
#: Answers are whole percents: "55" stands for anything from 54.5 to 55.5.
HALF_STEP = 0.005


class Answer(NamedTuple):
    """One reader's number, in [0, 1], for one phrase in one independent survey."""

    survey: str
    respondent: str
    phrase: str
    value: float


def read_answers(path: Path) -> Iterator[Answer]:
    """The answers of a ``survey,respondent,phrase,percent`` table, names harmonised."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Answer(
                SAME_SURVEY.get(row["survey"], row["survey"]),
                f"{row['survey']}/{row['respondent']}",
                SAME_PHRASE.get(row["phrase"], row["phrase"]),
                round(float(row["percent"]) / 100, 4),
            )


def by_phrase(answers: Iterable[Answer]) -> dict[str, dict[str, list[float]]]:
    """The values of each phrase, apart for each independent survey."""
    grouped: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for answer in answers:
        grouped[answer.phrase][answer.survey].append(answer.value)
    return grouped


def weigh(surveys: Mapping[str, Sequence[float]]) -> list[tuple[float, float]]:
    """The distinct values and their shares, each survey weighing the same.

    >>> weigh({"large": [0.5, 0.5, 0.7, 0.7], "small": [0.7]})
    [(0.5, 0.25), (0.7, 0.75)]
    """
    shares: dict[float, float] = defaultdict(float)
    for name in sorted(surveys):
        values = sorted(surveys[name])
        for value in values:
            shares[value] += 1 / (len(values) * len(surveys))
    return sorted(shares.items())


def find_interval(surveys: Mapping[str, Sequence[float]]) -> tuple[float, float]:
    """Where nine in ten readers answer, as nearly as the lumps of the answers allow.

    People answer in fives, so no interval is exact. The one chosen comes nearest to nine
    in ten in each survey, stays near it in the pool, and balances the tails.

    >>> find_interval({"quiz": [0.1] + [0.5] * 18 + [0.7]})
    (0.495, 0.505)
    """
    values = sorted({value for answers in surveys.values() for value in answers})
    upto = [_cumulate(answers, values) for _, answers in sorted(surveys.items())]
    pool: list[float] = [sum(column) / len(upto) for column in zip(*upto, strict=True)]

    def cost(pair: tuple[int, int]) -> float:
        first, end = pair
        miss = sum(abs(line[end] - line[first] - COVERAGE) for line in upto) / len(upto)
        stray = max(0.0, abs(pool[end] - pool[first] - COVERAGE) - SLACK)
        tilt = pool[first] - (1 - pool[end])
        width = values[end - 1] - values[first]
        return round(miss + EXCESS * stray + IMBALANCE * tilt * tilt + WIDTH * width, 12)

    lows = [i for i in range(len(values)) if pool[i] <= LARGEST_TAIL]
    ends = [j + 1 for j in range(len(values)) if 1 - pool[j + 1] <= LARGEST_TAIL]
    first, end = min(((i, j) for i in lows for j in ends if i < j), key=cost)
    return _step_below(values, first), _step_above(values, end - 1)


def _cumulate(answers: Sequence[float], values: Sequence[float]) -> list[float]:
    """The share of answers below each value, and 1 at the end."""
    ordered = sorted(answers)
    return [*(bisect_left(ordered, value) / len(ordered) for value in values), 1.0]


def _step_below(values: Sequence[float], index: int) -> float:
    """Half an answer's step below, but not so far as to take in the next answer."""
    room = (values[index] - values[index - 1]) / 2 if index else values[index]
    return round(values[index] - min(HALF_STEP, room), 4)


def _step_above(values: Sequence[float], index: int) -> float:
    """Half an answer's step above, but not so far as to take in the next answer."""
    last = index + 1 == len(values)
    room = 1 - values[index] if last else (values[index + 1] - values[index]) / 2
    return round(values[index] + min(HALF_STEP, room), 4)


def find_quantiles(shares: Sequence[tuple[float, float]]) -> list[float]:
    """The least answer that each share of `GRID` of the readers does not exceed."""
    found, upto, rest = [], 0.0, iter(shares)
    value = 0.0
    for level in GRID:
        while upto < level - 1e-9:
            value, share = next(rest)
            upto += share
        found.append(value)
    return found


def summarise(phrase: str, surveys: Mapping[str, Sequence[float]]) -> list[str]:
    """One row of the table."""
    shares = weigh(surveys)
    mean = sum(value * share for value, share in shares)
    low, high = find_interval(surveys)
    low, high = min(low, mean), max(high, mean)
    return [
        phrase,
        str(int(phrase in LIKELIHOODS)),
        str(sum(len(values) for values in surveys.values())),
        ";".join(sorted(surveys)),
        *(f"{x:.4f}" for x in (mean, low, high, *find_quantiles(shares))),
    ]


def build_surveys(answers: Iterable[Answer]) -> str:
    """The whole table as CSV text: the same answers in any order give the same text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    grouped = by_phrase(answers)
    writer.writerows(summarise(phrase, grouped[phrase]) for phrase in sorted(grouped))
    return out.getvalue()
