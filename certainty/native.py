"""What is looked up for each word of a text: native code where there is any, or plain."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from certainty.plain import Memory, Reading, Scorer, Walker
else:
    try:
        from certainty._native import Memory, Reading, Scorer, Walker
    except ImportError:
        from certainty.plain import Memory, Reading, Scorer, Walker

__all__ = ["Memory", "Reading", "Scorer", "Walker"]
