"""Annotators that fail, for tests of what becomes of the others' work."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path

from certainty import Annotator


@dataclass(frozen=True)
class Frail:
    """Fails at texts with a word, always or the first time.

    Raises, or kills its process, or the one that is ``above`` generations older.
    """

    annotator: Annotator
    word: str
    kills: bool = False
    once: str = ""
    above: int = 0

    @property
    def scale(self):
        return self.annotator.scale

    def __call__(self, text):
        if self.word in text and not (self.once and self._before()):
            if self.kills:
                os.kill(ancestor(self.above), signal.SIGKILL)
            raise RuntimeError(f"cannot bear {self.word!r}")
        return self.annotator(text)

    def _before(self):
        """Whether it has failed already, in whatever process."""
        try:
            Path(self.once).touch(exist_ok=False)
        except FileExistsError:
            return True
        return False


def ancestor(generations):
    """The id of the process so many generations above this one; on Linux."""
    found = os.getpid()
    for _ in range(generations):
        status = Path(f"/proc/{found}/status").read_text("utf-8")
        found = int(next(x for x in status.splitlines() if x.startswith("PPid:")).split()[1])
    return found
