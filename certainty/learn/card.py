"""Cards of what somebody fitted on their own sentences: data, method, figures, limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from certainty import __version__

if TYPE_CHECKING:
    from certainty.learn.calibrated import Calibrated
    from certainty.learn.shipped import Trained

_GROUPED = "cross-validation grouped by document, with 95 % bootstrap intervals"


def model_card(
    trained: Trained, *, data: str = "own labelled sentences", folds: int = 5
) -> str:
    """A model card in Markdown for heads that `certainty.learn.train` fitted.

    ``data`` says what the sentences are, ``folds`` in how many the figures were made.
    """
    return "\n".join(_model_lines(trained, data, folds)) + "\n"


def _model_lines(trained: Trained, data: str, folds: int) -> Iterator[str]:
    about = trained.model.head
    yield "# Model card"
    yield ""
    yield f"Heads fitted with certainty {__version__} on {data}; the others are as shipped."
    yield f"Lexicon {about['lexicon']}."
    yield ""
    yield "## Figures"
    yield ""
    yield f"{folds}-fold {_GROUPED}. ECE over ten bins of equal mass, F1 at one half."
    yield ""
    yield "| head | examples (positive) | F1 | ECE | Brier | calibration | rounding |"
    yield "|---|---:|---|---|---|---|---:|"
    for name, result in trained.results.items():
        shown = " | ".join(str(result.figures[metric]) for metric in ("F1", "ECE", "Brier"))
        counts = f"{result.n:,} ({result.positive:,})"
        yield f"| `{name}` | {counts} | {shown} | {result.method} | {result.gap:.4f} |"
    yield ""
    yield from _losses(trained)
    yield ""
    yield from _weights(trained)
    yield ""
    yield "## Limits"
    yield ""
    yield "- The figures are of the kind of text that the heads were fitted on; expect less on"
    yield "  others."
    yield "- A head that has the name of a shipped one replaces it whole: what only the corpora"
    yield "  taught is gone."
    if small := [
        n for n, r in trained.results.items() if min(r.positive, r.n - r.positive) < 50
    ]:
        yield f"- Fewer than 50 answers of one sort: {', '.join(small)}. Read the intervals."


def _losses(trained: Trained) -> Iterator[str]:
    yield "Log loss of each method of calibration, judged on other documents:"
    yield ""
    methods = list(dict.fromkeys(m for r in trained.results.values() for m in r.losses))
    yield f"| head | {' | '.join(methods)} |"
    yield f"|---|{'---:|' * len(methods)}"
    for name, result in trained.results.items():
        yield f"| `{name}` | {' | '.join(f'{result.losses[m]:.4f}' for m in methods)} |"


def _weights(trained: Trained) -> Iterator[str]:
    yield "## Weights that count most"
    yield ""
    for name, result in trained.results.items():
        weights = sorted(result.head.named().items(), key=lambda item: -abs(item[1]))[:12]
        shown = ", ".join(f"{' '.join(key.split())} {value:+.2f}" for key, value in weights)
        yield f"- `{name}`: {shown}"


def calibration_card(fitted: Calibrated) -> str:
    """A card in Markdown for a map that `certainty.learn.calibrate` fitted."""
    return "\n".join(_calibration_lines(fitted)) + "\n"


def _calibration_lines(fitted: Calibrated) -> Iterator[str]:
    about, (first, last) = fitted.about, fitted.rating_range
    yield "# Calibration card"
    yield ""
    yield f"Ratings from {first:g} (certainly not so) to {last:g} (certainly so), mapped from"
    yield f"the scale `{fitted.scale}` of certainty {__version__}; curve: {fitted.curve.method}"
    yield ""
    left = ", ".join(f"{n} {why}" for why, n in about["left_out"].items()) or "none"
    counted = f"{about['n']:,} rated sentences of {about['documents']:,} documents"
    yield f"{counted}; left out: {left}."
    yield ""
    yield "## Figures"
    yield ""
    yield f"{about['folds']}-fold {_GROUPED}; errors and widths in units of the ratings. The"
    yield f"interval is meant to cover {fitted.coverage:.0%}."
    yield ""
    yield "| | value | 95 % |"
    yield "|---|---:|---|"
    for name, (value, low, high) in about["figures"].items():
        yield f"| {name} | {value:.3f} | {low:.3f} to {high:.3f} |"
    yield ""
    yield "Squared error of each curve on other documents; the simplest within a standard error"
    yield "of the best is taken:"
    yield ""
    yield f"| {' | '.join(about['losses'])} |"
    yield f"|{'---:|' * len(about['losses'])}"
    yield f"| {' | '.join(f'{loss:.4f}' for loss in about['losses'].values())} |"
    yield ""
    yield "## Limits"
    yield ""
    yield "- It holds for readers and texts like those that were rated."
    yield "- Sentences are mapped; spans and events keep the numbers of the surveys."
