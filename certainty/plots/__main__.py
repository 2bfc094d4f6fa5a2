"""``python -m certainty.plots --out DIR``: write one picture of each display."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the pictures, name them on standard output, and give the exit status."""
    from certainty.plots.gallery import FORMATS, write_gallery

    parser = argparse.ArgumentParser(prog="python -m certainty.plots", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    parser.add_argument("--format", choices=FORMATS, default="png")
    parser.add_argument("--dpi", type=int, default=150, help="dots to an inch (150)")
    options = parser.parse_args(arguments)
    try:
        for path in write_gallery(options.out, form=options.format, dpi=options.dpi):
            print(path)
    except (ImportError, OSError) as error:
        print(f"certainty: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
