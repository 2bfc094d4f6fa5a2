"""How the cost grows: with length, in hostile text, with the lexicon; latency and cold start.

``python tests/benchmarks/growth.py length [FILE.jsonl.gz ...] [--most BYTES]``
    nanoseconds a byte when the same text comes in documents of 100 bytes to 100 MB.
``python tests/benchmarks/growth.py hostile [FILE.jsonl.gz ...] [--size BYTES]``
    nanoseconds a byte and a word in text of cues alone, of quotation marks alone, without
    spaces and so on, relative to plain text; and a byte of the whole beside one of a fiftieth
    of it, which tells steep growth from a high price.
``python tests/benchmarks/growth.py lexicon [FILE.jsonl.gz ...]``
    the cost with 10 and 100 times as many phrases, all of them of words that the text has.
``python tests/benchmarks/growth.py latency``
    one short sentence, warm: median and 95th percentile.
``python tests/benchmarks/growth.py start``
    a new process: the import and the first annotation.

The files are read as `throughput.py` reads them; all times are those of the processor, the
least of several runs that take turns, but for latency and for texts over a megabyte, which
run once between two runs of the usual ones. `scale.py` measures processes
and the memory of streams.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from typing import Any

from throughput import WORD, read_texts, seconds

from certainty import Annotator, Lexicon
from certainty.cli import build

SHORT = "Officials said that rain is unlikely before Friday."
#: Bytes that a run goes through at least, in however many documents.
BULK = 200_000


def say(line: str) -> None:
    """One line of figures."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def prose(texts: list[str], size: int) -> str:
    """Plain text of so many characters; it repeats itself where the texts are shorter."""
    found, held = [], 0
    for text in cycle(texts):
        found.append(text)
        held += len(text) + 1
        if held > size:
            return " ".join(found)[:size]
    raise ValueError("there are no texts")


def hostile(plain: str) -> dict[str, str]:
    """Texts of the length of the plain one that ask most of some step."""
    size = len(plain)
    units = {
        "cues alone": "may possibly likely reportedly ",
        "a cue to a line": "may\n",
        "conditions alone": "if ",
        "hedged sentences": "It may possibly rain. ",
        "quotation marks alone": '"',
        "opening quotation marks": "“",
        "quoted sentences": "“It may rain,” he said. ",
        "one huge word": "a",
        "punctuation alone": ".,;:!?",
        "full stops": ".",
        "opening brackets": "(",
        "newlines": "\n",
        "hyphens": "a-",
        "initials": "A. ",
        "emoji": "\U0001f600",
    }
    texts = {title: (unit * (size // len(unit) + 1))[:size] for title, unit in units.items()}
    return {"no spaces": plain.replace(" ", "")} | texts


def least_of(works: dict[str, Callable[[], object]], times: int) -> dict[str, float]:
    """The least processor time of each, in seconds; they take turns."""
    found = [{name: seconds(work) for name, work in works.items()} for _ in range(times)]
    return {name: min(each[name] for each in found) for name in works}


def length(texts: list[str], most: int, times: int) -> None:
    """The same text in documents of several lengths."""
    annotator = Annotator()
    sizes = [10**n for n in range(2, 9) if 10**n <= most]
    small = [size for size in sizes if size <= 1_000_000]
    whole = prose(texts, 1_000_000)
    cuts = {n: [whole[at : at + n] for at in range(0, len(whole), n)] for n in small}
    works = {str(n): lambda n=n: [annotator.found(text) for text in cuts[n]] for n in small}
    found = {int(n): each / len(whole) for n, each in least_of(works, times).items()}
    unit = found[sizes[min(2, len(small) - 1)]]
    for size in sizes[len(small) :]:
        text = prose(texts, size)
        usual = works[str(10_000)]
        turns = [seconds(work) for work in (usual, lambda t=text: annotator.found(t), usual)]
        found[size] = unit * (turns[1] / size) / (min(turns[0], turns[2]) / len(whole))
    for size, each in found.items():
        say(
            f"{size:>11,} bytes: {each * 1e9:.0f} ns a byte, "
            f"{each / unit:.2f} times that of 10,000"
        )


def adversity(texts: list[str], size: int, times: int) -> None:
    """Hostile text beside plain text, a byte and a word."""
    annotator = Annotator()
    plain = prose(texts, size)
    words = len(WORD.findall(plain))
    costs = {}
    for title, text in {"plain": plain, **hostile(plain)}.items():
        piece = text[: len(text) // 50]
        few = max(1, BULK // len(piece) // 4)
        works: dict[str, Callable[[], object]] = {
            "whole": lambda text=text: annotator.found(text),
            "piece": lambda piece=piece, few=few: [annotator.found(piece) for _ in range(few)],
            "plain": lambda: annotator.found(plain),
        }
        found = least_of(works, times)
        costs[title] = (
            found["whole"] / len(text) / (found["plain"] / len(plain)),
            found["whole"] / max(1, len(WORD.findall(text))) / (found["plain"] / words),
            found["whole"] / len(text) / (found["piece"] / len(piece) / few),
            sum(len(sentence.spans) for sentence in annotator.found(text)),
        )
    say(f"{size:,} characters; times plain text a byte and a word, spans in 1,000 characters,")
    say(f"and a byte of the whole beside one of {size // 50:,} characters")
    for title, (byte, word, growth, spans) in costs.items():
        say(f"{title:<24}{byte:>6.2f}{word:>9.2f}{spans / size * 1e3:>7.1f}{growth:>7.2f}")


def enlarged(lexicon: Lexicon, times: int, words: list[str]) -> Lexicon:
    """The lexicon with so many times its cues: the new ones are pairs and triples of words."""
    chosen = random.Random(3)
    cues = list(lexicon.cues)
    taken = {cue.phrase for cue in cues}
    while len(cues) < times * len(lexicon.cues):
        phrase = " ".join(chosen.choices(words, k=chosen.choice((2, 3))))
        if phrase not in taken:
            taken.add(phrase)
            cues.append(
                replace(lexicon.cues[len(cues) % 97], phrase=phrase, id=f"n{len(cues)}")
            )
    return replace(lexicon, cues=tuple(cues))


def lexicon(texts: list[str], times: int) -> None:
    """The cost against the number of phrases."""
    text = prose(texts, BULK)
    words = sorted({word for word in text.lower().split() if word.isalpha()})
    shipped = Annotator().lexicon
    made = {}
    for factor in (1, 10, 100):
        larger = enlarged(shipped, factor, words)
        begun = time.process_time()
        made[factor] = Annotator(lexicon=larger)
        took = time.process_time() - begun
        say(f"{len(larger.cues):,} phrases are made ready in {took:.1f} s")
    works = {str(n): lambda each=each: each.found(text) for n, each in made.items()}
    for factor, each in least_of(works, times).items():
        spans = sum(len(sentence.spans) for sentence in made[int(factor)].found(text))
        say(
            f"{factor:>4} times the phrases: {each / len(text) * 1e9:.0f} ns a byte, "
            f"{spans} spans"
        )


def latency(times: int) -> None:
    """One short sentence, from text to rows."""
    annotator = Annotator()
    found = sorted(seconds(lambda: annotator(SHORT).rows()) for _ in range(1000 * times))
    median, late = statistics.median(found), found[len(found) * 95 // 100]
    say(f"{SHORT!r}: median {median * 1e6:.0f} µs, 95th percentile {late * 1e6:.0f} µs")


def start(times: int) -> None:
    """The import and the first annotation in a process of its own."""
    code = (
        "import json, time\na = time.process_time()\nimport certainty\n"
        f"b = time.process_time()\ncertainty.annotate({SHORT!r}).rows()\n"
        "print(json.dumps([b - a, time.process_time() - b]))"
    )
    runs = []
    for _ in range(times):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        runs.append(json.loads(done.stdout))
    imported, first = map(min, zip(*runs))
    say(f"import {imported * 1e3:.0f} ms, first annotation {first * 1e3:.0f} ms more")


def parser() -> argparse.ArgumentParser:
    """The arguments."""
    made = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    commands = made.add_subparsers(required=True)

    def command(name: str, run: Callable[[argparse.Namespace], None], times: int) -> Any:
        one = commands.add_parser(name)
        one.set_defaults(run=run)
        one.add_argument("--times", type=int, default=times)
        return one

    one = command("length", lambda g: length(read_texts(g.files), g.most, g.times), 5)
    one.add_argument("files", nargs="*")
    one.add_argument("--most", type=int, default=100_000_000)
    one = command("hostile", lambda g: adversity(read_texts(g.files), g.size, g.times), 3)
    one.add_argument("files", nargs="*")
    one.add_argument("--size", type=int, default=100_000)
    one = command("lexicon", lambda g: lexicon(read_texts(g.files), g.times), 5)
    one.add_argument("files", nargs="*")
    command("latency", lambda g: latency(g.times), 3)
    command("start", lambda g: start(g.times), 9)
    return made


def main() -> None:
    """Run one of the measurements."""
    given = parser().parse_args()
    say(build())
    given.run(given)


if __name__ == "__main__":
    main()
