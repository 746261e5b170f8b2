# SPDX-License-Identifier: MIT
"""Nothing of a project vanishes in silence: tried with one that has everything the schema has."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from coder_app.core.picture import ProjectPicture
from coder_app.formats.projects.refi import read as reading
from coder_app.formats.projects.refi.container import Container
from coder_app.formats.projects.refi.gone import Gone, quoted
from coder_app.formats.projects.refi.markup import local

DATA = Path(__file__).parents[3] / "data" / "refi"
EVERYTHING = DATA / "everything"
XSD = "{http://www.w3.org/2001/XMLSchema}"
TEXTS = {path.name: path.read_bytes() for path in (EVERYTHING / "sources").iterdir()}
ANOTHER = "6b1f0c1e-0099-4000-8000-000000000001"
SAME = "6b1f0c1e-0007-4000-8000-000000000009"  # a coding that a PDF page and its text both have

UNTOLD = {"PDFSource/Representation", "PDFSelection/Representation", "Note/PlainTextSelection"}
COUNT = {  # attributes beside names and references whose value says something here
    "Code": {"isCodable": "false", "color": "#000000"},
    "Variable": {"typeOfVariable": "Text"},
    "PlainTextSelection": {"startPosition": "7", "endPosition": "23"},
    "Coding": {"creationDateTime": "2020-01-01T00:00:00Z"},
    "SyncPoint": {"timeStamp": "1", "position": "1"},
    "Link": {"direction": "Bidirectional"},
}


class Held(Container):
    """A project in memory."""

    def _read(self, name: str, limit: int) -> bytes | None:
        return TEXTS.get(name)


def whole() -> etree._Element:
    return etree.parse(EVERYTHING / "project.qde").getroot()


def read(root: etree._Element) -> ProjectPicture:
    held = Held(Path("a.qdpx"), root, sound=True)
    return reading._Reader(held).read(lambda done, total: None)


def place(element: etree._Element) -> str:
    """Name an element and what it stands in."""
    above = element.getparent()
    return f"{local(above)}/{local(element)}" if above is not None else local(element)


def declared() -> set[tuple[str, str, str]]:
    """Give all elements and attributes that the schema declares: (type, kind, name)."""
    schema = etree.parse(DATA / "Project.xsd").getroot()
    return {
        (kind.get("name") or "", each.tag.removeprefix(XSD), each.get("name") or "")
        for kind in schema.iter(f"{XSD}complexType")
        for each in kind.iter(f"{XSD}element", f"{XSD}attribute")
    }


def used() -> set[tuple[str, str, str]]:
    """Give the elements and attributes of the schema that stand in the project."""
    schema = etree.parse(DATA / "Project.xsd").getroot()
    types = {
        (kind.get("name"), each.get("name")): each.get("type")
        for kind in schema.iter(f"{XSD}complexType")
        for each in kind.iter(f"{XSD}element")
    }
    found = set()
    waiting: list[tuple[etree._Element, str]] = [(whole(), "ProjectType")]
    while waiting:
        element, kind = waiting.pop()
        found |= {(kind, "attribute", name) for name in element.attrib}
        for each in element:
            found.add((kind, "element", local(each)))
            waiting.append((each, types[kind, local(each)] or ""))
    return found


def test_the_project_has_all_that_the_schema_has() -> None:
    assert etree.XMLSchema(etree.parse(DATA / "Project.xsd")).validate(whole())
    assert declared() - used() == set()


def kinds() -> Iterator[Any]:
    """Give one element of each kind in each place, by its number in the project."""
    seen = set()
    for number, element in enumerate(whole().iter()):
        shown = "/".join([local(a) for a in (*reversed(list(element.iterancestors())), element)])
        if number and shown not in seen and element.get("guid") != SAME:
            seen.add(shown)
            yield pytest.param(number, id=shown.removeprefix("Project/"))


@pytest.fixture(scope="module")
def all_of_it() -> ProjectPicture:
    return read(whole())


@pytest.mark.parametrize("number", list(kinds()))
def test_each_part_is_read_or_listed(number: int, all_of_it: ProjectPicture) -> None:
    """Without it something is missing: in what was read, or in what was told of it."""
    root = whole()
    element = list(root.iter())[number]
    above = element.getparent()
    assert above is not None
    above.remove(element)

    assert read(root) != all_of_it


def test_each_name_is_read_or_listed(all_of_it: ProjectPicture) -> None:
    told = repr(all_of_it)

    named = [each for each in whole().iter() if each.get("name") and place(each) not in UNTOLD]
    assert [place(each) for each in named if (each.get("name") or "") not in told] == []


def test_each_reference_and_value_counts_somewhere(all_of_it: ProjectPicture) -> None:
    """With another value the project is read otherwise."""
    counts: dict[str, bool] = {}
    for number, element in enumerate(whole().iter()):
        changes = COUNT.get(local(element), {})
        if element.get("targetGUID"):
            changes = {"targetGUID": ANOTHER}
        for name, value in changes.items():
            what = f"{local(element)} {name}"
            if not counts.setdefault(what, False):
                root = whole()
                list(root.iter())[number].set(name, value)
                counts[what] = read(root) != all_of_it

    assert [what for what, is_told in counts.items() if not is_told] == []
    assert len(counts) == 17


def test_each_coding_is_there_or_counted(all_of_it: ProjectPicture) -> None:
    in_file = {each.get("guid") for each in whole().iter("{*}Coding")} - {SAME}
    here = {str(coding.guid) for coding in all_of_it.codings}

    gone = in_file - here

    counts = [lost.why.split(" coding")[0].split()[-1] for lost in all_of_it.left_out]
    assert here <= in_file
    assert sum(int(n) for n in counts if n.isdigit()) == len(gone) == 8


def test_each_note_is_a_memo(all_of_it: ProjectPicture) -> None:
    memos = "".join(memo.text for memo in all_of_it.memos)

    for element in whole().iter("{*}Note"):
        text = element.findtext("{*}PlainTextContent")
        assert text is None or memos.count(text) == 1


def test_a_copy_is_the_same(all_of_it: ProjectPicture) -> None:
    assert read(deepcopy(whole())) == all_of_it


def test_what_goes_with_a_picture_is_told(all_of_it: ProjectPicture) -> None:
    told = {lost.name: lost.why for lost in all_of_it.left_out}

    assert told["1 in “hive.jpg”"] == (
        "They are no words. “the wall”. Its description: “Built by her father”."
        " 1 coding went with it: “weather”. Notes on it: “Note 5”."
    )


def test_parts_that_no_standard_knows_are_listed() -> None:
    root = etree.fromstring("<Project xmlns='urn:x'><Wish/><Wish/><Codes><Hope/></Codes></Project>")

    listed = list(Gone(root).unknown())

    assert [(each.kind, each.name) for each in listed] == [
        ("unknown part", "Wish"),
        ("unknown part", "Hope"),
    ]
    assert listed[0].why == "The standard has no such part; it stands there 2 times."


def test_long_texts_are_cut_in_quotes() -> None:
    assert quoted("a\n b") == "“a b”"
    assert len(quoted("word " * 99)) < 210
    assert quoted("word " * 99).endswith("…”")
