"""Without an extra, the error says what to install; the rest of the library does not mind."""

from __future__ import annotations

import subprocess
import sys

import pytest

from certainty.extras import need


def fresh(repo, code):
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=repo, capture_output=True, text=True, check=False)


def test_what_is_there_is_given():
    assert need("json", extra="none") is sys.modules["json"]


def test_what_is_not_there_is_named_with_its_extra():
    with pytest.raises(ImportError, match=r"no_such: pip install 'certainty-text\[house\]'"):
        need("no_such", extra="house")


@pytest.mark.parametrize(
    "statement",
    [
        "import certainty.spacy_pipe",
        "from certainty.spacy_pipe import displacy_options",
        "import certainty.spacy_pipe.component",
    ],
)
def test_the_component_names_the_extra_that_it_needs(repo, statement):
    done = fresh(repo, f"import sys\nsys.modules['spacy'] = None\n{statement}")
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last == "ImportError: this needs spacy: pip install 'certainty-text[spacy]'"
