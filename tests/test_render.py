"""The rendered views: goldens from hand-made documents, and laws over any text.

``python tests/test_render.py`` writes the goldens anew; read the difference before keeping it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from certainty.document import Document
from certainty.render import (
    CUTS,
    PALETTE,
    TERMINAL_PALETTE,
    step,
    to_html,
    to_terminal,
)
from certainty.types import BASES, CONFIDENCES, KINDS, Estimate, Sentence, Source, Span

GOLDEN = Path(__file__).parent / "golden"


# Documents made by hand


def source(text: str, name: str) -> Source:
    start = text.index(name)
    return Source(name, start, start + len(name))


def span(
    text: str,
    cue: str,
    kind: Any,
    numbers: Sequence[float] | None = None,
    basis: Any = None,
    **more: Any,
) -> Span:
    start = text.index(cue)
    entry = more.pop("entry", cue.lower().replace(" ", "-"))
    epistemic = more.pop("epistemic", 0.97)
    return Span(
        start,
        start + len(cue),
        cue,
        kind,
        Estimate(*numbers) if numbers else None,
        basis,
        entry,
        epistemic,
        **more,
    )


def sentence(
    text: str,
    part: str,
    numbers: Sequence[float] | None,
    level: str | None,
    *spans: Span,
    **more: Any,
) -> Sentence:
    start = text.index(part)
    return Sentence(
        start,
        start + len(part),
        part,
        Estimate(*numbers) if numbers else None,
        level,
        more.get("hedged", 0.03),
        more.get("weasel", 0.02),
        more.get("confidence"),
        more.get("source"),
        spans,
    )


def harbour() -> Document:
    """One sentence or more of each sort: flat, hedged, denied, with confidence, a question."""
    parts = [
        "Notes on the eel harvest",
        "The eels reached the upper lake on 3 April.",
        "Warden Pell said the catch is almost certainly larger than last year's.",
        "There is little chance that the weirs will hold, and a flood is not likely to wait.",
        "We assess with moderate confidence that poachers took about a tenth.",
        "The net makers denied that any trap had been sold abroad.",
        "Some say there is a 50% chance of a closed season; it could last until May.",
        "Who will count them?",
    ]
    text = parts[0] + "\n\n" + " ".join(parts[1:4]) + "\n\n" + " ".join(parts[4:]) + "\n"
    pell, makers = source(text, "Warden Pell"), source(text, "The net makers")
    certain = span(
        text, "almost certainly", "likelihood", (0.93, 0.8, 0.99), "survey", source=pell
    )
    little = span(text, "little chance", "likelihood", (0.1, 0.02, 0.25), "survey")
    unlikely = span(
        text,
        "not likely",
        "likelihood",
        (0.24, 0.1, 0.4),
        "survey",
        entry="likely",
        negated=True,
    )
    ours = source(text, "We")
    confident = span(text, "with moderate confidence", "confidence", source=ours)
    assess = span(text, "assess", "belief", (0.79, 0.55, 0.95), "judgement", source=ours)
    about = span(text, "about", "approximator")
    denied = span(text, "denied", "denial", (0.31, 0.05, 0.7), "judgement", source=makers)
    weasel = span(text, "Some say", "weasel")
    half = span(text, "a 50% chance", "numeric", (0.5, 0.45, 0.55), "stated", entry="percent")
    could = span(text, "could", "modal", (0.46, 0.2, 0.75), "survey")
    may = span(text, "May", "modal", (0.5, 0.2, 0.8), "survey", epistemic=0.04)
    flat = (0.98, 0.93, 1.0)
    return Document(
        text,
        (
            sentence(text, parts[0], None, None),
            sentence(text, parts[1], flat, "almost certain"),
            sentence(
                text,
                parts[2],
                (0.93, 0.8, 0.99),
                "almost certain",
                certain,
                hedged=0.81,
                source=pell,
            ),
            sentence(
                text, parts[3], (0.1, 0.02, 0.25), "little chance", little, unlikely, hedged=0.9
            ),
            sentence(
                text,
                parts[4],
                (0.79, 0.55, 0.95),
                "likely",
                assess,
                confident,
                about,
                hedged=0.95,
                confidence="moderate",
                source=ours,
            ),
            sentence(
                text, parts[5], (0.31, 0.05, 0.7), "unlikely", denied, hedged=0.4, source=makers
            ),
            sentence(
                text,
                parts[6],
                (0.5, 0.45, 0.55),
                None,
                weasel,
                half,
                could,
                may,
                hedged=0.88,
                weasel=0.97,
            ),
            sentence(text, parts[7], None, None),
        ),
        scale="icd203",
    )


def odd() -> Document:
    """Text that a page or a terminal could take for orders, and spans that overlap."""
    one = 'Costs of $x$ & "more" <script>alert(1)</script> are\n  likely\tto rise 🦀🦀.'
    two = "\x1b[31mRed\x07 \u202eperhaps\u2069 שלום \ud800 rain.\r"
    text = one + "\n" + two + "unannotated \x9b2J"
    likely = span(text, "likely", "likelihood", (0.73, 0.55, 0.9), "survey", entry="<b>&'\"")
    rise = span(text, "likely\tto rise", "prediction", (0.8, 0.5, 0.95), "judgement")
    perhaps = span(
        text,
        "\u202eperhaps\u2069",
        "likelihood",
        (0.4, 0.2, 0.6),
        "survey",
        entry="\x1bperhaps",
    )
    return Document(
        text,
        (
            sentence(text, one, (0.73, 0.55, 0.9), "<i>likely</i>", likely, rise),
            sentence(
                text,
                two,
                (0.4, 0.2, 0.6),
                "\x1b[2J",
                perhaps,
                source=source(text, "\x1b[31mRed"),
            ),
        ),
        scale="<mine>",
    )


DOCUMENTS = {"harbour": harbour(), "odd": odd(), "empty": Document("", ())}


def goldens() -> dict[str, str]:
    """Each golden's file name and what it should hold."""
    views: dict[str, str] = {}
    for name, document in DOCUMENTS.items():
        views[f"{name}.html"] = to_html(document)
        views[f"{name}.txt"] = to_terminal(document, colour=False)
    narrow = to_terminal(harbour(), width=60)
    views["harbour-colour.txt"] = narrow.replace("\x1b", "␛")
    return {name: view + "\n" for name, view in views.items()}


@pytest.mark.parametrize("name", sorted(goldens()))
def test_golden(name: str) -> None:
    assert goldens()[name] == (GOLDEN / name).read_bytes().decode()


def test_no_golden_is_left_over() -> None:
    assert {path.name for path in GOLDEN.iterdir()} >= set(goldens())


# Any document


NASTY = st.text(
    st.one_of(
        st.sampled_from("ab .,<>&\"'$[]\\;#x13\n\r\t\f\v\0\x1b\x7f\x85\x9b\u00ad"),
        st.sampled_from("🦀👩\u200d🚀é\u0301漢שׁ\u200f\u202e\u2066\u2028\ud800\udfff\ufeff"),
        st.characters(),
    ),
    max_size=80,
)
PROBABILITIES = st.floats(0, 1)
ESTIMATES = st.tuples(PROBABILITIES, PROBABILITIES, PROBABILITIES).map(
    lambda three: Estimate(*(sorted(three)[i] for i in (1, 0, 2)))
)


@st.composite
def sources(draw: st.DrawFn, text: str) -> Source | None:
    start, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    return draw(st.sampled_from([None, Source(text[start:end], start, end)]))


@st.composite
def spans_of(draw: st.DrawFn, text: str) -> Span:
    start, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    return Span(
        start,
        end,
        text[start:end],
        draw(st.sampled_from(KINDS)),
        draw(st.none() | ESTIMATES),
        draw(st.sampled_from((None, *BASES))),
        draw(NASTY),
        draw(PROBABILITIES),
        negated=draw(st.booleans()),
        source=draw(sources(text)),
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Sentences apart or touching; spans anywhere, so that clipping is tried too."""
    text = draw(NASTY)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    found = []
    for start, end in zip(cuts[::2], cuts[1::2]):
        found.append(
            Sentence(
                start,
                end,
                text[start:end],
                draw(st.none() | ESTIMATES),
                draw(st.none() | NASTY),
                draw(PROBABILITIES),
                draw(PROBABILITIES),
                draw(st.sampled_from((None, *CONFIDENCES))),
                draw(sources(text)),
                tuple(draw(st.lists(spans_of(text), max_size=3))),
            )
        )
    return Document(text, tuple(found), draw(NASTY))


# HTML


class Reader(HTMLParser):
    """Splits a fragment into the document's own words and the library's."""

    def __init__(self, fragment: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.titles: list[str] = []
        self.own: list[str] = []
        self.labels: list[str] = []
        self.feed(fragment)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.titles += [value or "" for name, value in attrs if name == "title"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        (self.labels if "small" in self.open else self.own).append(data)


def shown(text: str) -> str:
    """The text as a page can hold it."""
    return re.sub("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff]", "\ufffd", text)


@given(documents())
@example(odd())
@example(Document("a\r\nb <small>c</small> &amp; &#13;", ()))
def test_a_page_without_labels_is_the_text(document: Document) -> None:
    assert "".join(Reader(to_html(document)).own) == shown(document.text)


@given(documents())
@example(odd())
def test_a_page_is_well_formed_and_inert(document: Document) -> None:
    fragment = to_html(document)
    reader = Reader(fragment)
    assert not reader.open
    assert reader.tags <= {"div", "ol", "li", "mark", "small", "span"}
    assert reader.attributes <= {"class", "style", "title", "aria-hidden"}
    assert fragment.startswith('<div class="certainty tex2jax_ignore"')
    assert not re.search("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\r]", fragment)
    fragment.encode()


@given(documents())
@example(harbour())
def test_a_page_is_linear_in_size(document: Document) -> None:
    marks = sum(len(sentence.spans) for sentence in document.sentences)
    bound = 10_000 + 2_500 * len(document.sentences) + 2_000 * marks
    assert len(to_html(document)) <= bound + 6 * len(document.text)


def test_a_long_source_is_named_in_short() -> None:
    text = "The " + "very " * 2_000 + "old mayor may leave."
    mayor = Source(text[:10_000], 0, 10_000)
    may = span(text, "may ", "modal", (0.5, 0.2, 0.8), "survey", source=mayor)
    document = Document(text, (sentence(text, text, None, None, may, source=mayor),))
    assert len(to_html(document)) < len(text) + 5_000
    assert "very…" in to_terminal(document)


def test_labels_say_what_the_colours_say() -> None:
    reader = Reader(to_html(harbour()))
    labels = "".join(reader.labels)
    for label in (
        " likelihood 0.93 [0.80–0.99]",
        " likelihood 0.24 [0.10–0.40], negated",
        " confidence",
        " weasel",
        " modal 0.50 [0.20–0.80], epistemic 0.04",
        "0.79 [0.55–0.95] likely",
        "hedged 0.95 · weasel 0.02",
        "confidence moderate",
        "source: Warden Pell",
        "asserts nothing",
        "between levels",
        "8 sentences · 11 spans · mean certainty 0.60 · scale icd203",
    ):
        assert label in labels
    assert reader.titles[0] == (
        "likelihood 0.93 [0.80–0.99] · survey · source: Warden Pell · entry: almost-certainly"
    )


def test_notebooks_show_the_page() -> None:
    assert harbour()._repr_html_() == to_html(harbour())


def test_only_the_commonest_sources_are_listed() -> None:
    text = " ".join(f"Clerk{i:02} spoke." for i in range(20)) + " Clerk19 left."
    found = [
        sentence(text, part + ".", (0.98, 0.9, 1.0), None, source=source(text, part[:7]))
        for part in re.findall(r"Clerk\d\d \w+", text)
    ]
    last = to_terminal(Document(text, tuple(found)), width=1_000).splitlines()[-1]
    assert last.startswith("sources: Clerk19 2 (mean 0.98) · Clerk00 1 (mean 0.98)")
    assert last.endswith("Clerk10 1 (mean 0.98) · 8 more")


# Colours


@given(PROBABILITIES, PROBABILITIES)
def test_colours_are_in_the_order_of_probability(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= step(low) <= step(high) < len(PALETTE) == len(TERMINAL_PALETTE) == len(CUTS) + 1


def rgb(colour: str | int) -> tuple[float, float, float]:
    """Red, green and blue in linear light, of ``#rrggbb`` or a terminal's number."""
    if isinstance(colour, int):
        cube = (0, 95, 135, 175, 215, 255)
        n = colour - 16
        grey = 8 + 10 * (colour - 232)
        parts = [grey] * 3 if colour >= 232 else [cube[n // 36], cube[n // 6 % 6], cube[n % 6]]
    else:
        parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    red, green, blue = (
        c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in parts
    )
    return red, green, blue


def luminance(colour: str | int) -> float:
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), rgb(colour)))


@pytest.mark.parametrize(("ground", "ink"), [*PALETTE, *TERMINAL_PALETTE])
def test_text_stands_out(ground: str | int, ink: str | int) -> None:
    dark, light = sorted((luminance(ground), luminance(ink)))
    assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize("palette", [PALETTE, TERMINAL_PALETTE])
def test_both_arms_of_the_palette_darken_outwards(palette: Any) -> None:
    light = [luminance(ground) for ground, _ in palette]
    assert all(a < b for a, b in pairwise(light[:4]))
    assert all(a > b for a, b in pairwise(light[3:]))


#: How colours look without red, green or blue cones: Machado, Oliveira and Fernandes 2009.
DEFICIENCIES = {
    "protan": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
    "deutan": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "tritan": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)),
    "none": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
}


def lab(colour: Sequence[float]) -> list[float]:
    """CIE L*a*b* of linear red, green and blue under D65."""
    rows = ((0.4339, 0.3763, 0.1899), (0.2126, 0.7152, 0.0722), (0.0178, 0.1095, 0.8727))
    x, y, z = (max(sum(m * c for m, c in zip(row, colour)), 0) ** (1 / 3) for row in rows)
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)]


@pytest.mark.parametrize("palette", [PALETTE, TERMINAL_PALETTE])
@pytest.mark.parametrize("sight", DEFICIENCIES)
def test_any_two_steps_differ_to_any_eye(palette: Any, sight: str) -> None:
    seen = []
    for ground, _ in palette:
        colour = rgb(ground)
        seen.append(lab([sum(m * c for m, c in zip(r, colour)) for r in DEFICIENCIES[sight]]))
    gaps = [
        sum((p - q) ** 2 for p, q in zip(a, b)) ** 0.5
        for i, a in enumerate(seen)
        for b in seen[:i]
    ]
    assert min(gaps) > 12


# Terminals


UNSAFE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
STYLE = re.compile(r"\x1b\[(?:0|1|2|4|38;5;\d+;48;5;\d+)m")


@given(documents(), st.integers(0, 130))
@example(odd(), 80)
def test_a_terminal_gets_no_orders_from_the_text(document: Document, width: int) -> None:
    plain = to_terminal(document, colour=False, width=width)
    coloured = to_terminal(document, colour=True, width=width)
    for view in (plain, STYLE.sub("", coloured)):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", view)
        view.encode()
    # each style is taken back before the line ends
    for line in coloured.split("\n"):
        styles = STYLE.findall(line)
        assert len(styles) % 2 == 0 and set(styles[1::2]) <= {"\x1b[0m"}


@given(documents(), st.integers(0, 130))
@example(odd(), 40)
def test_no_line_is_wider_than_asked(document: Document, width: int) -> None:
    for line in to_terminal(document, colour=False, width=width).split("\n"):
        assert line == line.rstrip(" ")
        assert len(line.encode("ascii", "ignore")) <= max(width, 40)


def test_wide_letters_take_two_columns() -> None:
    text = "漢" * 50
    document = Document(text, (sentence(text, text, None, None),))
    lines = [line for line in to_terminal(document, width=40).splitlines() if "漢" in line]
    assert [line.count("漢") for line in lines] == [19, 19, 12]


@given(documents())
@example(harbour())
@example(odd())
def test_the_terminal_shows_the_whole_text(document: Document) -> None:
    bare = Document(document.text, tuple(without_spans(s) for s in document.sentences))
    lines = to_terminal(bare, colour=False, width=100_000).split("\n")
    told = "".join(line for line in lines if line.startswith("  "))
    safe = UNSAFE.sub(lambda match: ascii(match[0])[1:-1], document.text)
    assert told.replace(" ", "") == re.sub("[ \t-\r\u2028\u2029]", "", safe)


def without_spans(sentence: Sentence) -> Sentence:
    values = sentence.to_dict() | {"spans": [], "source": None}
    return Sentence.from_dict(values)


def test_brackets_stand_for_colours() -> None:
    plain = to_terminal(harbour(), colour=False)
    assert "the catch is [almost certainly] larger" in plain
    coloured = to_terminal(harbour())
    assert "the catch is \x1b[38;5;16;48;5;75malmost certainly\x1b[0m larger" in coloured
    assert "We \x1b[38;5;16;48;5;153massess\x1b[0m \x1b[4mwith moderate confidence" in coloured
    assert "\x1b" not in plain


if __name__ == "__main__":
    for file, view in goldens().items():
        (GOLDEN / file).write_bytes(view.encode())
