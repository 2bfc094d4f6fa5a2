"""The report: a golden page, laws over any documents, and what a browser needs of it.

``python tests/test_report.py`` writes the golden anew; read the difference before keeping it.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from test_render import NASTY, documents, harbour, odd, shown

import certainty
from certainty import Document
from certainty.cli import main
from certainty.report import to_report
from certainty.report.legend import EXAMPLES
from certainty.report.style import STYLE
from certainty.types import KINDS

GOLDEN = Path(__file__).parent / "golden" / "report.html"
#: Elements that have no end.
VOID = {"meta"}
NAMED = st.lists(st.tuples(NASTY, documents()), max_size=3)


def golden() -> str:
    """A report of three texts, without the style sheet and the version."""
    page = to_report([("harbour.txt", harbour()), ("<odd>.md", odd()), ("void", Document(""))])
    return page.replace(STYLE, "").replace(certainty.__version__, "VERSION")


def test_golden():
    assert golden() == GOLDEN.read_bytes().decode()


class Reader(HTMLParser):
    """What a page holds: elements with their attributes, and the text of each document."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, dict[str, str]]] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: dict[int, str] = {}
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        element = tag, {name: value or "" for name, value in attrs}
        self.words[len(self.elements)] = ""
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        self.words[len(self.elements) - 1] = self.words.get(len(self.elements) - 1, "") + data
        classes = [attributes.get("class") for _, attributes in self.open]
        if "text" in classes and "small" not in {tag for tag, _ in self.open}:
            self.texts.append(data)

    def all(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.elements if name in attributes]


@given(NAMED)
@example([("a", odd()), ("b", harbour())])
@example([])
def test_the_texts_are_whole_and_the_page_well_formed(named):
    page = to_report(named)
    reader = Reader(page)
    assert not reader.open
    assert "".join(reader.texts) == shown("".join(document.text for _, document in named))
    ids = reader.all("id")
    assert len(ids) == len(set(ids))
    assert {to.removeprefix("#") for to in reader.all("href")} <= set(ids)
    assert {*reader.all("aria-describedby"), *reader.all("aria-labelledby")} <= set(ids)
    assert not re.search("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\r]", page)


@given(NAMED)
@example([("<script>alert(1)</script>", odd())])
def test_a_page_is_inert_and_fetches_nothing(named):
    page = to_report(named, title=named[0][0] if named else None)
    reader = Reader(page)
    tags = {tag for tag, _ in reader.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "form", "base"}
    names = {name for _, attributes in reader.elements for name in attributes}
    assert not [name for name in names if name.startswith("on") or name == "src"]
    assert all(to.startswith("#") for to in reader.all("href"))
    (policy,) = (a["content"] for _, a in reader.elements if "http-equiv" in a)
    assert "default-src 'none'" in policy
    assert "url(" not in STYLE and "@import" not in STYLE


@given(documents())
def test_a_page_is_linear_in_size(document):
    marks = sum(len(sentence.spans) for sentence in document.sentences)
    bound = 25_000 + 4_000 * len(document.sentences) + 4_500 * marks + 12 * len(document.text)
    assert len(to_report([("a", document)])) <= bound


def test_every_mark_can_be_reached_and_leads_to_its_row_and_back():
    page = to_report([("harbour.txt", harbour())])
    marks = re.findall(r'<mark id="(d1-c\d+)"[^>]*><a href="#(d1-r\d+)"', page)
    rows = re.findall(r'<tr role="row" id="(d1-r\d+)"><th[^>]*><a href="#(d1-c\d+)"', page)
    assert len(marks) == 11
    assert marks == [(mark, row) for row, mark in rows]
    assert len(re.findall('role="tooltip"', page)) == 11


def test_no_colour_stands_alone():
    page = to_report([("harbour.txt", harbour())])
    for said in (
        "almost certainly<small> 0.93</small>",
        "with moderate confidence<small> confidence</small>",
        ">likelihood, negated</td>",
        ">modal, epistemic 0.04</td>",
        "0.79 [0.55–0.95]</b> likely",
        "source: Warden Pell",
    ):
        assert said in page


def test_landmarks_and_headings_are_in_order():
    page = to_report([("a", harbour()), ("b", odd())])
    tags = [tag for tag, _ in Reader(page).elements]
    assert [t for t in tags if t in ("header", "nav", "main", "footer")] == [
        *("header", "nav", "main", "footer"),
    ]
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(levels, levels[1:]))
    assert page.index('class="skip"') < page.index("<header>")


def test_the_summary_counts():
    page = to_report([("harbour.txt", harbour())])
    assert "<dt>Mean certainty</dt><dd>0.60</dd>" in page
    levels = page[page.index("Levels of the sentences") : page.index("Kinds of spans")]
    found = re.findall(r'rowheader">([^<]+)</th><td role="cell">(\d+)', levels)
    assert found == [
        ("little chance", "1"),  # no term of the document's scale
        ("unlikely", "1"),
        ("likely", "1"),
        ("almost certain", "2"),
        ("between levels", "1"),
        ("asserts nothing", "2"),
    ]


def test_the_legend_shows_the_scale_and_explains_every_kind():
    assert tuple(EXAMPLES) == KINDS
    page = certainty.annotate("Rain is unlikely.", scale="phia").to_report(title="Rain")
    assert "<title>Rain</title>" in page
    assert "Scale phia" in page and "25–35%" in page
    assert "As in" in page and "likely, remote chance" in page
    assert "some say" not in page
    own = Document("Rain.", (), "a scale of my own")
    assert "a scale of my own" in own.to_report()


# The command line


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Rain is unlikely.\n", "utf-8")
    (tmp_path / "b.md").write_text("Officials said it may snow.\n", "utf-8")
    return tmp_path


def test_the_command_writes_one_report_of_all_files(folder, capsys):
    assert main(["annotate", "a.txt", "b.md", "--format", "html", "--out", "r.html"]) == 0
    assert capsys.readouterr().out == ""
    page = (folder / "r.html").read_text("utf-8")
    assert "<h1>Certainty of 2 texts</h1>" in page
    assert '<h2 id="d2-h">b.md</h2>' in page
    assert main(["annotate", "a.txt", "--format", "html"]) == 0
    assert "<h1>Certainty of a.txt</h1>" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("out", "fault"),
    [(".", "is a folder"), ("no/r.html", "there is no folder"), ("a.txt", "one of the texts")],
)
def test_a_place_that_will_not_do_is_refused_before_work(folder, capsys, out, fault):
    assert main(["annotate", "a.txt", "--format", "html", "--out", out]) == 2
    assert fault in capsys.readouterr().err
    assert (folder / "a.txt").read_text("utf-8") == "Rain is unlikely.\n"


if __name__ == "__main__":
    GOLDEN.write_bytes(golden().encode())
