"""Say of plain records that they can be in no cycle: none leads back to itself.

The collector of cyclic garbage then need not look at them, which is a third of the time that
long texts take. `mypyc_attr` marks classes for the compiler, `untrack` one object of a class
that is not compiled.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_extensions import mypyc_attr

    def untrack(record: object) -> None:
        """Take one record out of the collector's sight."""
else:

    def mypyc_attr(**attributes: bool) -> Callable[[type], type]:
        """Where nothing is compiled there is nothing to mark."""
        return lambda marked: marked

    try:
        from certainty._native import untrack
    except ImportError:

        def untrack(record: object) -> None:
            """Where nothing is compiled the collector looks at everything."""


__all__ = ["mypyc_attr", "untrack"]
