"""Scopes by a trained model: where the stretch that a cue qualifies begins and ends."""

from certainty.scoping.conventions import Convention
from certainty.scoping.spans import shipped_engine, with_scopes

__all__ = ["Convention", "shipped_engine", "with_scopes"]
