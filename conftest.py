"""Where spaCy is not installed, the examples of its component are left out."""

from __future__ import annotations

from importlib.util import find_spec

collect_ignore = [] if find_spec("spacy") else ["certainty/spacy_pipe"]
