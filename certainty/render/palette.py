"""Seven colours for a probability, on pages and in terminals.

They follow the probability in steps, cut where the bands of ICD 203 meet; the palette
diverges from orange (improbable) to blue (probable), pale in the middle, and its
neighbours stay apart for readers with any of the usual colour deficiencies.
"""

from __future__ import annotations

from bisect import bisect_left

#: Where one colour gives way to the next: the bands of ICD 203.
CUTS = (0.05, 0.2, 0.45, 0.55, 0.8, 0.95)
#: Background and text of the seven steps.
PALETTE = (
    ("#9a4a00", "#ffffff"),
    ("#e8913a", "#111111"),
    ("#fbd9ae", "#111111"),
    ("#f2efe6", "#111111"),
    ("#cde3f5", "#111111"),
    ("#6fb1e3", "#111111"),
    ("#1a5c9e", "#ffffff"),
)
#: The same steps in the 256 colours of terminals.
TERMINAL_PALETTE = ((130, 231), (208, 16), (223, 16), (254, 16), (153, 16), (75, 16), (25, 231))


def step(probability: float) -> int:
    """Which of the seven colours a probability has, 0 for the least probable.

    >>> [step(p) for p in (0.02, 0.3, 0.5, 0.7, 0.97)]
    [0, 2, 3, 4, 6]
    """
    return bisect_left(CUTS, probability)
