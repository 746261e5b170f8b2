# SPDX-License-Identifier: MIT
"""Whatever is wrong with a project: a sentence names it, or it comes in whole; never a crash."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder_app.core.errors import InputProblem
from coder_app.core.picture import ProjectPicture
from coder_app.formats import limits
from coder_app.formats.project_files import read_project
from coder_app.formats.projects.refi import container as refi_container
from coder_app.formats.projects.refi.write import write_qdpx

HERE = Path(__file__).parent
FILES = SimpleNamespace(**run_path(str(HERE / "refi_files.py")))
FOREIGN = SimpleNamespace(**run_path(str(HERE / "foreign_projects.py")))
EXAMPLES = int(os.environ.get("CODER_APP_FUZZ", "80"))  # more of them by hand
FUZZ = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
TEXT = "Mara: I trust her 😀.\r\nShe answers 𠮷.\r\n"
XML = FILES.project(
    f'<Variables><Variable guid="{FILES.guid(8)}" name="Age" typeOfVariable="Integer"/></Variables>'
    f'<Cases><Case guid="{FILES.CASE}" name="Mara"><Description>x</Description>'
    f'<VariableValue><VariableRef targetGUID="{FILES.guid(8)}"/><IntegerValue>3</IntegerValue>'
    f'</VariableValue><SourceRef targetGUID="{FILES.SOURCE}"/>'
    f'<SelectionRef targetGUID="{FILES.SELECTION}"/></Case></Cases>'
    + FILES.source(
        FILES.selection(6, 18, FILES.coding(inside=FILES.reference()) + FILES.coding(2))
        + FILES.selection(22, 33, FILES.coding(3), guid=FILES.guid(4, 2), name="She answers")
    )
    + f"<Notes>{FILES.note('a note', name='On trust')}</Notes>"
    f'<Links><Link guid="{FILES.guid(9)}" originGUID="{FILES.NOTE}" targetGUID="{FILES.CODE}"/>'
    "</Links>"
    f'<Sets><Set guid="{FILES.guid(10)}" name="All"><MemberCode targetGUID="{FILES.CODE}"/>'
    f'<MemberSource targetGUID="{FILES.SOURCE}"/></Set></Sets>'
    f'<Graphs><Graph guid="{FILES.guid(11)}" name="Map"/></Graphs>'
)


def packed(xml: str | bytes, text: bytes = TEXT.encode(), **more: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", xml)
        archive.writestr("sources/a.txt", text)
        for name, content in more.items():
            archive.writestr(name, content)
    return made.getvalue()


def is_whole(picture: ProjectPicture) -> bool:
    """Tell whether everything in a picture refers to what is in it, and can be stored."""
    codes, seen = {code.guid for code in picture.codes}, set()
    for code in picture.codes:
        assert code.parent is None or code.parent in seen
        seen.add(code.guid)
    texts = {document.guid: document.text for document in picture.documents}
    coders = {coder.guid for coder in picture.coders}
    for coding in picture.codings:
        assert coding.code in codes
        assert coding.coder in coders
        assert coding.span.end <= len(texts[coding.document])
    for each in (codes, texts, coders, {coding.guid for coding in picture.codings}):
        assert len(each) == len(set(each))
    for text in texts.values():
        text.encode("utf-8")
        assert "\0" not in text
        assert "\r" not in text
    for memo in picture.memos:
        memo.text.encode("utf-8")
        assert memo.coder in coders
    people = {person.guid for person in picture.participants}
    assert {d.participant for d in picture.documents} - {None} <= people
    return True


def test_the_project_that_is_broken_here_is_whole(tmp_path: Path) -> None:
    (tmp_path / "a.qdpx").write_bytes(packed(XML))

    picture = read_project(tmp_path / "a.qdpx")

    assert is_whole(picture)
    assert len(picture.codings) == 2
    assert [lost.kind for lost in picture.left_out] == ["map"]


# ---- faults that are known


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE Project [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in ("ab", "bc", "cd", "de", "ef", "fg"))
    + ']><Project name="&g;"><Codes/></Project>'
)
OUTSIDE = '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><Project name="a">&x;</Project>'
DEEP = FILES.project("").replace("</Codes>", '<Code guid="x">' * 400 + "</Code>" * 400 + "</Codes>")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (packed(XML)[:400], "damaged"),
        (packed(XML)[:-40], "damaged"),
        (packed(ENTITIES), "document type|not valid XML"),
        (packed(ENTITIES.encode("utf-16")), "document type|not valid XML"),
        (packed(OUTSIDE), "document type"),
        (packed(XML, **{"../../evil.txt": b"x"}), "lead out"),
        (packed(XML, **{"/etc/evil": b"x"}), "lead out"),
        (packed(b"\xff\xfe\x00"), "not valid XML"),
        (packed("\0" * 500), "not valid XML"),
        (b"PK\x03\x04" + b"\0" * 500, "damaged"),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else value,
)
def test_each_fault_has_its_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "study.qdpx"
    path.write_bytes(content)

    with pytest.raises(InputProblem, match=sentence) as caught:
        read_project(path)

    assert "study.qdpx" in str(caught.value)
    assert caught.value.remedy


def test_codes_deeper_than_xml_may_be_are_cut_off_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.qdpx").write_bytes(packed(DEEP))

    picture = read_project(tmp_path / "a.qdpx")

    assert is_whole(picture)
    assert 200 < len(picture.codes) < 400
    assert re.match("Parts stand 25[0-9] deep in one another", picture.remarks[0])


def test_more_codes_than_anybody_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coder_app.formats.projects.refi.read.MAX_CODES", 1)
    (tmp_path / "a.qdpx").write_bytes(packed(DEEP))

    with pytest.raises(InputProblem, match="more than 1 codes"):
        read_project(tmp_path / "a.qdpx")


def test_a_character_that_is_none_is_replaced_where_a_file_refers_to_it(tmp_path: Path) -> None:
    (tmp_path / "a.qdpx").write_bytes(packed(XML.replace('name="Ana"', 'name="A&#xD800;na"')))

    picture = read_project(tmp_path / "a.qdpx")

    assert picture.coders[0].name == "A�na"
    assert "not well-formed" in picture.remarks[0]


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refi_container, "MAX_PROJECT", 2**20)
    (tmp_path / "bomb.qdpx").write_bytes(packed(XML.replace("</Project>", " " * 2**22)))

    with pytest.raises(InputProblem, match="Unpacked"):
        read_project(tmp_path / "bomb.qdpx")


def test_a_text_that_is_a_bomb_is_left_out_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refi_container, "MAX_MEMBER", 2**16)
    (tmp_path / "a.qdpx").write_bytes(packed(XML, b"a" * 2**20))

    picture = read_project(tmp_path / "a.qdpx")

    assert picture.documents == ()
    assert "Unpacked it has more than" in picture.left_out[0].why


def test_a_text_over_the_limit_is_left_out_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coder_app.formats.cleaning.MAX_TEXT", 10)
    (tmp_path / "a.qdpx").write_bytes(packed(XML))

    assert "10 is the limit" in read_project(tmp_path / "a.qdpx").left_out[0].why
    assert limits.MAX_TEXT == 10_000_000


@pytest.mark.parametrize(
    "text",
    [
        "Köln, naïve, “quoted”, words that make it long enough to tell".encode("cp1252"),
        TEXT.encode("utf-16"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        "Mara\0\ufdd0: I \ud800 trust".encode("utf-8", "surrogatepass"),
        b"\xef\xbb\xbf\xef\xbb\xbfMara: I trust her.",
        b"\r\rMara: I trust\rher.\r",
    ],
    ids=["cp1252", "utf-16", "utf-16-le", "nul and surrogate", "two marks", "old mac"],
)
def test_texts_of_any_encoding_come_in_whole(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "a.qdpx").write_bytes(packed(XML, text))

    picture = read_project(tmp_path / "a.qdpx")

    assert is_whole(picture)
    assert len(picture.documents) == 1


@pytest.mark.parametrize("text", [b"", b" \r\n", bytes(range(256)) * 40])
def test_what_is_no_text_is_left_out_by_name(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "a.qdpx").write_bytes(packed(XML, text))

    picture = read_project(tmp_path / "a.qdpx")

    assert picture.documents == ()
    assert [(lost.kind, lost.name) for lost in picture.left_out][:1] == [("text", "Mara")]


def test_one_bad_source_of_many_does_not_stop_the_others(tmp_path: Path) -> None:
    sources = "".join(
        f'<TextSource guid="{FILES.guid(3, n)}" name="T{n}" plainTextPath="internal://{n}.txt"/>'
        for n in range(21)
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("project.qde", FILES.project(f"<Sources>{sources}</Sources>"))
        for n in range(21):
            archive.writestr(f"sources/{n}.txt", b"\x00\x01" * 99 if n == 10 else b"words")
    (tmp_path / "a.qdpx").write_bytes(made.getvalue())

    picture = read_project(tmp_path / "a.qdpx")

    assert len(picture.documents) == 20
    assert [lost.name for lost in picture.left_out] == ["T10"]


# ---- faults that nobody thought of


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A project as this program writes it."""
    path = tmp_path_factory.mktemp("ours") / "a.qdpx"
    (path.parent / "b.qdpx").write_bytes(packed(XML))
    write_qdpx(read_project(path.parent / "b.qdpx"), path)
    return path.read_bytes()


def broken(data: st.DataObject, whole: bytes, most: int = 6) -> bytes:
    found = bytearray(whole)
    for _ in range(data.draw(st.integers(1, most))):
        at = data.draw(st.integers(0, max(0, len(found) - 1)))
        found[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=8))
    return bytes(found)


def survives(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    try:
        picture = read_project(path)
    except InputProblem:
        return
    assert is_whole(picture)


@FUZZ
@given(data=st.data())
def test_nothing_but_a_sentence_escapes_from_broken_archives(
    tmp_path: Path, ours: bytes, data: st.DataObject
) -> None:
    whole = data.draw(st.sampled_from([ours, packed(XML)]))

    survives(tmp_path / "a.qdpx", broken(data, whole))


@FUZZ
@given(data=st.data())
def test_nothing_but_a_sentence_escapes_from_broken_xml(
    tmp_path: Path, data: st.DataObject
) -> None:
    survives(tmp_path / "a.qdpx", packed(broken(data, XML.encode())))


ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
FORBIDDEN = re.compile('[<&"\x00-\x1f\ud800-\udfff\ufffe\uffff]')
ODD = st.sampled_from(
    ["", "-1", "0", "99999999999", "1.5", "x", FILES.USER, FILES.CODE, FILES.SELECTION, "true"]
) | st.text(max_size=6).map(lambda text: FORBIDDEN.sub("", text))


@FUZZ
@given(data=st.data(), utf16=st.booleans())
def test_values_and_elements_in_the_wrong_place_do_no_harm(
    tmp_path: Path, data: st.DataObject, utf16: bool
) -> None:
    """Well-formed projects in which guids, positions and names are mixed up, or parts repeat."""
    xml = XML
    for _ in range(data.draw(st.integers(1, 5))):
        found = list(ATTRIBUTE.finditer(xml))
        match = data.draw(st.sampled_from(found[1:]))
        other = data.draw(st.sampled_from(found[1:]))
        value = data.draw(st.just(other[2]) | ODD)
        xml = f'{xml[: match.start()]}{match[1]}="{value}"{xml[match.end() :]}'
    if data.draw(st.booleans()):
        part = data.draw(
            st.sampled_from(re.findall(r"<(?:Sources|Notes|Cases|Sets)>.*?</(?:\w+s)>", xml))
        )
        xml = xml.replace("</Project>", f"{part}</Project>")
    text = TEXT.encode("utf-16") if utf16 else TEXT.encode()

    survives(tmp_path / "a.qdpx", packed(xml, text))


@FUZZ
@given(data=st.data())
def test_nothing_but_a_sentence_escapes_from_broken_databases(
    tmp_path: Path, data: st.DataObject
) -> None:
    write: Callable[..., Path] = data.draw(st.sampled_from([FOREIGN.qualcoder, FOREIGN.taguette]))
    cell: Any = st.sampled_from([None, 0, 1, 2, -1, 10**12, 2.5, "", "1", "Ana", TEXT, b"\xff\0"])
    tables = FOREIGN.QUALCODER if write is FOREIGN.qualcoder else FOREIGN.TAGUETTE
    rows = {
        table: data.draw(
            st.lists(st.fixed_dictionaries(dict.fromkeys(columns.split(), cell)), max_size=3)
        )
        for table, columns in tables.items()
        if table not in ("project", "projects")
    }
    path = write(tmp_path / "a.qda", rows) if write is FOREIGN.qualcoder else None
    path = path or write(tmp_path / "a.sqlite3", rows)

    try:
        picture = read_project(path)
    except InputProblem:
        return
    assert is_whole(picture)
