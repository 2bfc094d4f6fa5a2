"""Other annotators, each in a virtual environment of its own, timed turn about with ours.

`started` makes the environment, which needs the package registry, or takes the one that stands
in the given folder already. This file is also what runs in there, so it imports the standard
library alone: it reads a job (``texts`` and ``phrases``) as a line of JSON, and for each line
after it goes through the texts once and says how many seconds of the processor that took.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: What is installed for each.
PACKAGES = {
    "ahocorasick_rs": "ahocorasick_rs==1.0.3",
    "medSpaCy ConText": "medspacy==1.3.1",
    "iKnow": "iknowpy==1.5.4",
}


class PeerError(RuntimeError):
    """A peer that cannot be installed or does not run here, and why."""


class Peer:
    """A peer's process, ready to go through its texts."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    @classmethod
    def started(cls, name: str, folder: Path, job: dict[str, Any]) -> Peer:
        """Install the peer, if need be, and give it its job; `PeerError` where that fails."""
        python = _installed(PACKAGES[name], folder / name.replace(" ", "-"))
        kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        process = subprocess.Popen(
            [str(python), __file__, name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=kept | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
        )
        peer = cls(process)
        peer._ask(json.dumps(job))
        return peer

    def seconds(self) -> float:
        """Processor time of one more run."""
        return float(self._ask("again"))

    def stop(self) -> None:
        """End the process."""
        self._process.communicate()

    def _ask(self, line: str) -> str:
        assert self._process.stdin and self._process.stdout
        try:
            self._process.stdin.write(f"{line}\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            pass  # it has ended, as the empty answer says
        answer = self._process.stdout.readline()
        if not answer:
            raise PeerError(f"it stopped with status {self._process.wait()}")
        return answer


def _installed(package: str, folder: Path) -> Path:
    python = folder / "bin" / "python"
    done = folder / "installed"
    if done.exists() and done.read_text("utf-8") == package:
        return python
    for command in (
        [sys.executable, "-m", "venv", "--clear", str(folder)],
        [str(python), "-m", "pip", "install", "--quiet", package],
    ):
        ran = subprocess.run(command, capture_output=True, text=True)
        if ran.returncode:
            last = (ran.stderr.strip() or ran.stdout.strip()).splitlines()[-1:]
            raise PeerError(f"{package} cannot be installed: {''.join(last)}")
    done.write_text(package, "utf-8")
    return python


# In the peer's own environment


def _ahocorasick(job: dict[str, Any]) -> Callable[[], object]:
    from ahocorasick_rs import AhoCorasick, MatchKind

    automaton = AhoCorasick(job["phrases"], matchkind=MatchKind.LeftmostLongest)
    return lambda: [
        automaton.find_matches_as_indexes(text.lower(), overlapping=False)
        for text in job["texts"]
    ]


def _medspacy(job: dict[str, Any]) -> Callable[[], object]:
    """ConText behind spaCy's tokens and its splitter by rules, the quickest there is.

    The splitter that medSpaCy itself brings takes many times as long.
    """
    import medspacy.context  # noqa: F401 (adds its parts to spaCy's)
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("medspacy_context")
    return lambda: sum(1 for _ in nlp.pipe(job["texts"]))


def _iknow(job: dict[str, Any]) -> Callable[[], object]:
    from iknowpy import iKnowEngine

    engine = iKnowEngine()

    def run() -> None:
        for text in job["texts"]:
            engine.index(text, "en")
            engine.m_index["sentences"]

    return run


def _serve(name: str) -> None:
    made = {
        "ahocorasick_rs": _ahocorasick,
        "medSpaCy ConText": _medspacy,
        "iKnow": _iknow,
    }[name]
    out, sys.stdout = sys.stdout, sys.stderr  # what a peer prints is no answer
    run = made(json.loads(sys.stdin.readline()))
    run()
    print("ready", file=out, flush=True)
    for _ in sys.stdin:
        start = time.process_time()
        run()
        print(time.process_time() - start, file=out, flush=True)


if __name__ == "__main__":
    _serve(sys.argv[1])
