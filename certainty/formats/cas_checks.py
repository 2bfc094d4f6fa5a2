"""What is wrong in an XMI, by line, and the XMI without it.

``dkpro-cassis`` reads good files; of a bad one it says neither where nor why.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from certainty.extras import need
from certainty.formats.faults import Faults
from certainty.formats.units import Utf16

_XMI = "{http://www.omg.org/XMI}"
_CAS = "{http:///uima/cas.ecore}"
_ID = f"{_XMI}id"
_ENDING = ".ecore"
#: Features that lead to another element.
_REFERENCES = ("Governor", "Dependent")


def check(xmi: str | bytes, types: Container[str], faults: Faults) -> bytes:
    """Note every element that is wrong, and give the XMI without them.

    ``types`` are the names that the type system knows. Raises `InputError` with the line
    where the file is no XML, or holds no text.
    """
    etree: Any = need("lxml.etree", extra="cas")
    data = xmi.encode("utf-8", "surrogatepass") if isinstance(xmi, str) else xmi
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        faults.fatal(error.lineno, f"no well-formed XML ({error.msg}); mend it")
    if root.getroottree().docinfo.doctype:
        faults.fatal(1, "declares a document type; entities are not read, write the text out")
    sofas = {e.get(_ID): Utf16(e.get("sofaString", "")) for e in root.iter(f"{_CAS}Sofa")}
    if root.tag != f"{_XMI}XMI" or not sofas:
        faults.fatal(root.sourceline, "no CAS: an xmi:XMI with a cas:Sofa is looked for")
    bad = _remove_bad(root, types, sofas, faults)
    while bad:  # what led to it is as bad
        bad = _remove_bad(root, types, sofas, faults)
    _forget_members(root)
    found: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return found


def _remove_bad(
    root: Any, types: Container[str], sofas: dict[str, Utf16], faults: Faults
) -> int:
    known = {element.get(_ID) for element in root if element.get(_ID)}
    seen: set[str] = set()
    bad = []
    for element in root:
        if not isinstance(element.tag, str) or element.tag.startswith((_CAS, _XMI)):
            continue
        problem = _problem(element, types, sofas, known, seen)
        seen.add(element.get(_ID))
        if problem:
            faults.add(element.sourceline, problem)
            bad.append(element)
    for element in bad:
        root.remove(element)
    return len(bad)


def _problem(
    element: Any,
    types: Container[str],
    sofas: dict[str, Utf16],
    known: set[str],
    seen: set[str],
) -> str | None:
    """What is wrong with an annotation, in words."""
    name = _type_name(element.tag)
    key = element.get(_ID)
    if key is None or key in seen:
        return f"{name} has {'no xmi:id' if key is None else f'the xmi:id {key} of another'}"
    if name not in types:
        return f"the type {name} is in no type system; put TypeSystem.xml beside the file"
    lost = [
        n for n in _REFERENCES if element.get(n) is not None and element.get(n) not in known
    ]
    if lost:
        return f"{name} {key} leads by {lost[0]} to {element.get(lost[0])}, which is not there"
    sofa = element.get("sofa")
    if sofa is not None and sofa not in sofas:
        return f"{name} {key} belongs to the text {sofa}, which is not there"
    if sofa is None or element.get("begin") is None:
        return None
    return _misplaced(element, name, sofas[sofa])


def _misplaced(element: Any, name: str, codes: Utf16) -> str | None:
    begin, end = element.get("begin"), element.get("end", "")
    numbers = [int(at) if at.isdecimal() else -1 for at in (begin, end)]
    places = [codes.to(number) for number in numbers]
    if None not in places and numbers[0] <= numbers[1]:
        return None
    return (
        f"{name} {element.get(_ID)} [{begin}, {end}) is no stretch of the text; give offsets "
        "in UTF-16 code units, and let none split a character"
    )


def _type_name(tag: str) -> str:
    """The dotted name of a type, of an element's namespace and name."""
    space, _, name = tag[1:].rpartition("}")
    path = space.removeprefix("http:///").removesuffix(_ENDING).replace("/", ".")
    return f"{path}.{name}" if path and path != "uima.noNamespace" else name


def _forget_members(root: Any) -> None:
    """Take out of the views what is not there."""
    known = {element.get(_ID) for element in root}
    for view in root.iter(f"{_CAS}View"):
        kept = [key for key in view.get("members", "").split() if key in known]
        view.set("members", " ".join(kept))
