"""Names of a package whose modules are loaded when the name is first asked for."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def loader(package: str, rooms: Mapping[str, str]) -> Callable[[str], Any]:
    """A package's ``__getattr__``: ``rooms`` tell in which module of it a name stands."""

    def load(name: str) -> Any:
        if name not in rooms:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(f"{package}.{rooms[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return load
