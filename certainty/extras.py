"""Packages that only some need: loaded when used, or an error that says how to get them."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def need(module: str, *, extra: str, what: str = "") -> Any:
    """The module; `ImportError` says ``what`` needs it and which extra of ours brings it."""
    try:
        return import_module(module)
    except ImportError as error:
        raise ImportError(
            f"{what or f'this needs {module}'}: pip install 'certainty-text[{extra}]'"
        ) from error
