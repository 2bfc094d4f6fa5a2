"""Where the shipped data is, and the default values made of it, loaded once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from certainty.lexicon import Lexicon, parse_lexicon
from certainty.model import Model
from certainty.model_file import load_model
from certainty.surveys import Survey, parse_surveys
from certainty.tables import raise_problems

if TYPE_CHECKING:
    from importlib.abc import Traversable

    from certainty.abbreviations import Abbreviations
    from certainty.scales import Scale


def lexicon_dir() -> Traversable:
    """Where the lexicons are: inside the wheel, or beside the package in a checkout."""
    packaged = files("certainty") / "lexicons"
    return packaged if packaged.is_dir() else Path(__file__).parents[1] / "lexicons"


def read(*names: str) -> str:
    """The text of a shipped data file, such as ``read("cues", "modal.csv")``."""
    return lexicon_dir().joinpath(*names).read_text("utf-8")


@cache
def surveys() -> dict[str, Survey]:
    """What readers answered for the surveyed phrases."""
    return parse_surveys(read("surveys.csv"), "surveys.csv")


@cache
def default_lexicon() -> Lexicon:
    """All phrases that the library ships."""
    cues = sorted(p.name for p in (lexicon_dir() / "cues").iterdir() if p.name.endswith(".csv"))
    tables = ("modifiers.csv", "negators.csv", "verbs.csv")
    names: list[tuple[str, ...]] = [*(("cues", name) for name in cues), *zip(tables)]
    named = [("/".join(("lexicons", *name)), read(*name)) for name in names]
    return parse_lexicon(named, surveys=surveys())


def lexicon(given: Lexicon | str | Path) -> Lexicon:
    """A lexicon as it is, or read from a CSV file of the user's."""
    if isinstance(given, Lexicon):
        return given
    return read_lexicon(given)


def read_lexicon(*paths: str | Path) -> Lexicon:
    """Read CSV files as one lexicon; raises `LexiconError` with all faults at once."""
    files_read, problems = [], []
    for path in map(Path, paths):
        try:
            files_read.append((str(path), path.read_text("utf-8-sig")))
        except OSError as error:
            problems.append(f"{path}: cannot be read ({error.strerror}); check the path")
        except UnicodeDecodeError as error:
            problems.append(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8")
    raise_problems(problems)
    return parse_lexicon(files_read, surveys=surveys())


def scale_names() -> tuple[str, ...]:
    """The names that ``scale=`` takes: "readers" and the official scales."""
    shipped = (p.name for p in (lexicon_dir() / "scales").iterdir() if p.name.endswith(".toml"))
    return ("readers", *sorted(name.removesuffix(".toml") for name in shipped))


@cache
def scale(name: str) -> Scale:
    """A scale by its name; raises `ScaleError` that lists the known ones."""
    from certainty.scale_files import parse_scale
    from certainty.scales import readers_scale, unknown_scale

    if name not in scale_names():
        raise unknown_scale(name, scale_names())
    if name == "readers":
        return readers_scale(surveys())
    return parse_scale(read("scales", f"{name}.toml"), f"{name}.toml").shaped(surveys())


@cache
def abbreviations() -> Abbreviations:
    """The abbreviations that do not end a sentence."""
    from certainty.abbreviations import read_abbreviations

    return read_abbreviations(read("abbreviations.txt").splitlines())


@cache
def default_model() -> Model:
    """The model that the library ships."""
    return load_model(lexicon_dir().joinpath("model.npz").read_bytes(), name="model.npz")
