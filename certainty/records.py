"""Mark classes of plain records for the compiler: none can lead back to itself.

The collector of cyclic garbage then need not look at them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy_extensions import mypyc_attr
else:

    def mypyc_attr(**attributes: bool) -> Callable[[type], type]:
        """Where nothing is compiled there is nothing to mark."""
        return lambda marked: marked


__all__ = ["mypyc_attr"]
