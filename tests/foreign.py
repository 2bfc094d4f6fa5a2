"""Readers of other people's formats by the rules of those formats, not by the library's."""

from __future__ import annotations

import re
from xml.etree import ElementTree

#: brat's identifiers (its page on the standoff format).
BRAT_ID = re.compile(r"([TRA#])([0-9]+)")


def read_brat(annotations, text):
    """Text-bound labels as (type, start, end, words), and the other lines, by brat's rules.

    It reads a line end of two characters as one. What brat would refuse fails here.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    bound, others, seen = {}, [], set()
    for line in annotations.split("\n")[:-1]:
        key, about, *tail = line.split("\t", 2)
        match = BRAT_ID.fullmatch(key)
        assert match and key not in seen, line
        seen.add(key)
        if match[1] != "T":
            others.append((match[1], about, *tail))
            continue
        (words,) = tail
        type_, places = about.split(" ", 1)
        pieces = [tuple(map(int, pair.split(" "))) for pair in places.split(";")]
        assert re.fullmatch(r"[A-Za-z][\w-]*", type_)
        before = -1
        for start, end in pieces:
            assert before <= start < end <= len(text)
            before = end
        assert words == " ".join(text[start:end] for start, end in pieces)
        assert len(words.splitlines()) == 1
        bound[key] = (type_, pieces[0][0], pieces[-1][1], words)
    return bound, others


def read_brat_configuration(written):
    """The sections of an annotation.conf: lines of a name and, behind a tab, arguments."""
    sections, here = {}, None
    for line in filter(None, written.split("\n")):
        if line.startswith("["):
            here = sections.setdefault(line.strip("[]"), {})
        else:
            name, _, arguments = line.partition("\t")
            pairs = [argument.split(":", 1) for argument in arguments.split(", ") if argument]
            here[name] = {role: values.split("|") for role, values in pairs}
    return sections


def read_units(text, start, end):
    """What a tool that counts UTF-16 code units finds at a place."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def read_interface(written):
    """Of Label Studio's interface the tag of each control, and the values it offers."""
    root = ElementTree.fromstring(written)
    controls = {e.get("name"): e.tag for e in root if e.get("toName")}
    offered = {e.get("name"): {c.get("value") for c in e} for e in root if len(e)}
    relations = {e.get("value") for e in root.iter("Relation")}
    return controls, offered, relations


def read_conllu(written):
    """The text of a CoNLL-U Plus file by its spaces, and its cues as words by BIO tags."""
    head, *lines = written.split("\n")
    columns = head.removeprefix("# global.columns = ").split(" ")
    text, cues, number = "", [], 0
    for line in lines:
        if not line or line.startswith("# "):
            number = 0
            continue
        cells = dict(zip(columns, line.split("\t"), strict=True))
        number += 1
        assert cells["ID"] == str(number)
        entries = dict(e.split("=", 1) for e in cells["MISC"].split("|") if e != "_")
        text += unescape(entries.get("SpacesBefore", ""))
        if cells["CUE"].startswith("B-"):
            cues.append([cells["CUE"][2:], len(text), None])
        text += cells["FORM"]
        if cells["CUE"] != "O":
            cues[-1][2] = len(text)
        text += "" if "SpaceAfter" in entries else unescape(entries.get("SpacesAfter", "\\s"))
    return text, [tuple(cue) for cue in cues]


def unescape(written):
    plain = {"s": " ", "t": "\t", "r": "\r", "n": "\n", "p": "|", "\\": "\\"}
    return re.sub(r"\\(.)", lambda match: plain[match[1]], written)


_IRI = {"type": "string", "pattern": r"^[^\s<>\"{}|\\^`]+$"}
_SELECTOR = {
    "oneOf": [
        {
            "type": "object",
            "properties": {
                "type": {"const": "TextPositionSelector"},
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 0},
            },
            "required": ["type", "start", "end"],
        },
        {
            "type": "object",
            "properties": {
                "type": {"const": "TextQuoteSelector"},
                "exact": {"type": "string"},
                "prefix": {"type": "string"},
                "suffix": {"type": "string"},
            },
            "required": ["type", "exact"],
        },
    ]
}
_PURPOSE = {
    "enum": "assessing bookmarking classifying commenting describing editing highlighting "
    "identifying linking moderating questioning replying tagging".split()
}
_BODY = {
    "type": "object",
    "properties": {
        "type": {"const": "TextualBody"},
        "value": {"type": "string"},
        "purpose": _PURPOSE,
    },
    "required": ["type", "value"],
    # What the model does not know has a prefix that the context explains.
    "additionalProperties": False,
    "patternProperties": {"^certainty:[a-z_]+$": True},
}
_ANNOTATION = {
    "type": "object",
    "properties": {
        "id": _IRI,
        "type": {"const": "Annotation"},
        "motivation": _PURPOSE,
        "body": {"type": "array", "items": _BODY, "minItems": 1},
        "target": {
            "type": "object",
            "properties": {
                "source": _IRI,
                "selector": {"type": "array", "items": _SELECTOR, "minItems": 1},
            },
            "required": ["source", "selector"],
        },
    },
    "required": ["id", "type", "target"],
    "additionalProperties": False,
}
#: The recommendation's section 3 (annotations), 4 (specific resources) and 5 (collections).
WEB_ANNOTATION = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "properties": {
        "@context": {
            "type": "array",
            "prefixItems": [
                {"const": "http://www.w3.org/ns/anno.jsonld"},
                {"type": "object", "additionalProperties": _IRI},
            ],
        },
        "id": _IRI,
        "type": {"const": "AnnotationCollection"},
        "label": {"type": "string"},
        "total": {"type": "integer", "minimum": 0},
        "first": {
            "type": "object",
            "properties": {
                "id": _IRI,
                "type": {"const": "AnnotationPage"},
                "startIndex": {"type": "integer", "minimum": 0},
                "items": {"type": "array", "items": _ANNOTATION},
            },
            "required": ["id", "type", "items"],
            "additionalProperties": False,
        },
    },
    "required": ["@context", "id", "type", "first"],
    "additionalProperties": False,
    "patternProperties": {"^certainty:[a-z_]+$": True},
}
