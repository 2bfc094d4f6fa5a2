"""One picture of each display, from the shipped data and invented examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from certainty import data
from certainty.annotator import annotate
from certainty.forecasts.scoring import score
from certainty.plots import style
from certainty.plots.agreement import AgreementDisplay
from certainty.plots.comparison import ComparisonDisplay
from certainty.plots.confusion import KindConfusionDisplay
from certainty.plots.course import CourseDisplay
from certainty.plots.phrases import PhraseDisplay, height_of
from certainty.plots.reliability import ReliabilityDisplay
from certainty.types import KINDS

FORMATS = ("png", "svg", "pdf")
#: Phrases that both readers and at least one scale know.
OFFICIAL = (
    *("almost no chance", "remote chance", "highly unlikely", "very unlikely", "improbable"),
    *("unlikely", "probably not", "about even", "realistic possibility", "probably"),
    *("probable", "likely", "very likely", "highly likely", "almost certain"),
)
#: Statements of an invented desk, and how much more often than it sounds each came true.
_SAID = (
    *("There is almost no chance of a strike.", "A strike is highly unlikely."),
    *("A strike is unlikely.", "The odds of a strike are about even."),
    *("A strike is likely.", "A strike is highly likely.", "A strike is almost certain."),
)


def write_gallery(folder: str | Path, *, form: str = "png", dpi: int = 150) -> list[Path]:
    """Write each display into ``folder`` and give the paths; ``form`` is one of `FORMATS`."""
    if form not in FORMATS:
        raise ValueError(f"form {form!r}: none; give {', '.join(FORMATS)}")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, size, draw in displays():
        figure = style.load("matplotlib.figure").Figure(figsize=size, layout="constrained")
        draw(figure.subplots())
        path = folder / f"{name}.{form}"
        figure.savefig(path, dpi=dpi, bbox_inches="tight")
        written.append(path)
    return written


def displays() -> Iterator[tuple[str, tuple[float, float], Callable[[Any], Any]]]:
    """The name of each picture, its size in inches, and what draws it."""
    reports = _desks()
    yield (
        "phrases",
        (8.2, height_of(len(OFFICIAL))),
        lambda ax: PhraseDisplay.from_surveys(OFFICIAL, ax=ax),
    )
    yield (
        "phrases_all",
        (8.2, height_of(len(data.surveys()))),
        lambda ax: PhraseDisplay.from_surveys(ax=ax),
    )
    yield (
        "reliability",
        (5.2, 5.8),
        lambda ax: ReliabilityDisplay.from_report(reports[0], ax=ax),
    )
    yield "reliability_two", (5.2, 5.2), lambda ax: _two(ax, *reports)
    yield "course", (10.5, 4.6), lambda ax: CourseDisplay.from_document(_brief(), ax=ax)
    yield "confusion", (8.4, 7.2), lambda ax: KindConfusionDisplay.from_report(_kinds(), ax=ax)
    yield (
        "comparison",
        (7.2, 4.9),
        lambda ax: ComparisonDisplay.from_reports(
            *reports, names=("harbour desk", "mill desk"), ax=ax
        ),
    )
    yield "agreement", (5.4, 5.4), lambda ax: _agreement(ax)


def _desks() -> tuple[Any, Any]:
    """Two invented desks: one that is too sure, and one that is right."""
    random = np.random.default_rng(0)
    found = []
    for sharpness in (0.45, 1.0):
        said = random.integers(0, len(_SAID), 400)
        means = [annotate(text).sentences[0].certainty for text in _SAID]
        p = np.array([mean.mean for mean in means if mean])[said]
        odds = sharpness * np.log(p / (1 - p))
        came = random.random(len(said)) < 1 / (1 + np.exp(-odds))
        found.append(score([_SAID[at] for at in said], came, scales=(), n_draws=200))
    return found[0], found[1]


def _two(ax: Any, first: Any, second: Any) -> None:
    ReliabilityDisplay(first.curve, name="harbour desk").plot(ax, counts=False)
    ReliabilityDisplay(second.curve, name="mill desk").plot(
        ax, counts=False, ref_line=False, index=1
    )


def _brief() -> Any:
    return annotate(data.read("example.txt"))


def _kinds() -> Any:
    """Invented counts: most kinds found, some missed, some taken for their neighbours."""
    random = np.random.default_rng(0)
    counts: dict[tuple[str | None, str | None], int] = {}
    for at, kind in enumerate(KINDS):
        n = int(random.integers(20, 140))
        near = KINDS[(at + int(random.integers(1, 4))) % len(KINDS)]
        right, missed, taken, _ = random.multinomial(n, (0.8, 0.1, 0.07, 0.03)).tolist()
        counts |= {(kind, kind): right, (kind, None): missed, (kind, near): taken}
        counts[None, kind] = int(random.integers(0, 12))
    return SimpleNamespace(kinds=counts)


def _agreement(ax: Any) -> Any:
    """Two invented readers of the surveyed phrases, who seldom differ much."""
    random = np.random.default_rng(0)
    heard = np.array([survey.estimate.mean for survey in data.surveys().values()] * 3)
    spread = np.where(random.random(len(heard)) < 0.12, 0.25, 0.05)
    readers = [
        np.clip((heard + random.normal(0, spread)) * 20, 0, 20).round() / 20 for _ in range(2)
    ]
    return AgreementDisplay.from_predictions(*readers, names=("Ada", "Ben"), ax=ax)
