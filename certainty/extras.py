"""Packages that only some need: loaded when used, or an error that says how to get them."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def need(module: str, *, extra: str) -> Any:
    """The module; `ImportError` names the extra of this library that brings it."""
    try:
        return import_module(module)
    except ImportError as error:
        raise ImportError(
            f"this needs {module}: pip install 'certainty-text[{extra}]'"
        ) from error
