"""What several test modules share: the annotator, the checkout, and how laws are tried."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

from certainty import Annotator

# One run is like another; `pytest --hypothesis-profile=default` looks further afield.
settings.register_profile("suite", deadline=None, derandomize=True, max_examples=200)
settings.load_profile("suite")


@pytest.fixture(scope="session")
def annotator() -> Annotator:
    """The annotator with everything as shipped."""
    return Annotator()


@pytest.fixture(scope="session")
def repo() -> Path:
    """The root of the checkout."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared(repo: Path) -> Path:
    """The folder of corpora and surveys beside the checkout; most checkouts lack it."""
    folder = repo.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"{folder} is absent: the corpora and surveys are no part of the library")
    return folder
