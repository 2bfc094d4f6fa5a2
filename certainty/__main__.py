"""``python -m certainty``: see `certainty.cli`."""

from __future__ import annotations

import sys

from certainty.cli import main

sys.exit(main())
