"""What trains, measures and evaluates: apart from the core, and never imported by it.

`train` fits heads on your own labelled sentences; `python -m certainty.learn train` makes the
shipped model anew from the corpora.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from certainty.learn.own import train

__all__ = ["train"]


def __getattr__(name: str) -> Any:
    """Load scikit-learn when something is trained, not before."""
    if name not in __all__:
        raise AttributeError(f"module 'certainty.learn' has no attribute {name!r}")
    from certainty.learn.own import train

    return train
