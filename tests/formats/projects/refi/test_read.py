# SPDX-License-Identifier: MIT
"""Projects of other programs come in: what they hold, however they write it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder_app.core.errors import InputProblem
from coder_app.core.picture import ProjectPicture
from coder_app.formats.projects.refi.read import read_refi
from coder_app.formats.projects.refi.write import write_qdpx
from coder_app.formats.projects.refi.write_texts import Profile

HERE = Path(__file__).parents[2]
NAMESPACE = "urn:QDA-XML:project:1.0"


PICTURES = SimpleNamespace(**run_path(str(HERE / "pictures.py")))
FILES = run_path(str(HERE / "refi_files.py"))
guid = FILES["guid"]
USER = FILES["USER"]
CODE = FILES["CODE"]
SOURCE = FILES["SOURCE"]
CODING = FILES["CODING"]
TEXT = FILES["TEXT"]
project = FILES["project"]
source = FILES["source"]
selection = FILES["selection"]
coding = FILES["coding"]
words = FILES["words"]


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(picture=PICTURES.pictures(), profile=st.sampled_from([Profile.STANDARD, Profile.NVIVO]))
def test_what_goes_out_comes_back_the_same(
    tmp_path: Path, picture: ProjectPicture, profile: Profile
) -> None:
    write_qdpx(picture, tmp_path / "a.qdpx", profile=profile)

    back = read_refi(tmp_path / "a.qdpx")

    assert PICTURES.essence(back) == PICTURES.essence(picture)
    assert back.left_out == ()
    assert back.remarks == ()


def test_guids_names_and_colours_are_kept(read: Any) -> None:
    picture = read(project(source(selection(6, 18))))

    assert picture.title == "A study"
    assert [(c.guid, c.name) for c in picture.coders] == [(UUID(USER), "Ana")]
    (code,) = picture.codes
    assert (code.guid, code.name, code.draft.colour) == (UUID(CODE), "trust", "#12AB34")
    (document,) = picture.documents
    assert (document.guid, document.name, document.text) == (UUID(SOURCE), "Mara", TEXT)
    assert [(c.guid, c.coder) for c in picture.codings] == [(UUID(CODING), UUID(USER))]
    assert words(picture) == ["I trust her."]


def test_upper_case_braces_and_other_namespaces_are_read(read: Any) -> None:
    xml = project(source(selection(6, 18))).replace(CODE, f"{{{CODE.upper()}}}", 1)

    picture = read(xml.replace(NAMESPACE, "urn:QDA-XML:project:0:10"))

    assert picture.codes[0].guid == UUID(CODE)
    assert words(picture) == ["I trust her."]


def test_speakers_are_found_in_the_texts(read: Any) -> None:
    text = "Mara: I trust her.\nI: Why?\nMara: She answers.\nI: I see."

    (document,) = read(project(source()), {"sources/a.txt": text}).documents

    assert [turn.speaker for turn in document.turns] == ["Mara", "I", "Mara", "I"]


CRLF = "Mara: I 😀 trust her.\r\nShe answers 𠮷.\r\nI like her."
PASSAGES = ("trust her", "She answers", "like her")


@pytest.mark.parametrize("origin", ["NVivo for Windows", "ATLAS.ti Windows", "Whatever"])
@pytest.mark.parametrize("utf16", [False, True])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_positions_are_measured_whatever_the_program(
    read: Any, origin: str, utf16: bool, end: str
) -> None:
    counted = CRLF.replace("\r\n", end)

    def at(position: int) -> int:
        before = counted[:position]
        return len(before.encode("utf-16-le")) // 2 if utf16 else len(before)

    def told(number: int, passage: str) -> str:
        start = counted.index(passage)
        return selection(
            at(start),
            at(start + len(passage)),
            coding(number),
            guid=guid(4, number),
            name=passage,
        )

    inside = "".join(told(n, passage) for n, passage in enumerate(PASSAGES))

    picture = read(project(source(inside), origin=origin), {"sources/a.txt": "\ufeff" + CRLF})

    assert words(picture) == list(PASSAGES)
    assert picture.documents[0].text == CRLF.replace("\r\n", "\n")


def test_ends_that_are_included_are_recognised_by_the_names(read: Any) -> None:
    picture = read(project(source(selection(6, 17, name="I trust her."))))

    assert words(picture) == ["I trust her."]
    assert "the end included" in picture.remarks[0]


def test_doubt_about_positions_is_told(read: Any) -> None:
    picture = read(project(source(selection(2, 4))), {"sources/a.txt": "😀😀😀 a😀b"})

    assert "could not be told for certain; 1 passage" in picture.remarks[0]


def test_a_group_with_codings_is_a_code(read: Any) -> None:
    xml = project(source(selection(6, 18))).replace('isCodable="true"', 'isCodable="false"')

    picture = read(xml)

    assert picture.codes[0].draft.codable
    assert "is a code now: “trust”" in picture.remarks[0]


def test_names_of_codes_beside_one_another_are_told_apart(read: Any) -> None:
    inner = f'<Code guid="{guid(2, 2)}" name="trust"/><Code guid="{guid(2, 2)}" name="Trust"/>'
    xml = project("").replace("</Codes>", f"{inner}</Codes>")

    picture = read(xml, {})

    assert [code.name for code in picture.codes] == ["trust", "trust (2)", "Trust (3)"]
    assert len({code.guid for code in picture.codes}) == 3


@pytest.mark.parametrize(
    ("colour", "kept"),
    [
        ("#abc", "#AABBCC"),
        ("rgba(255, 0, 16, 1)", "#FF0010"),
        ("rgb(255,0,16)", "#FF0010"),
        ("no colour", ""),
        ("", ""),
    ],
)
def test_colours_of_any_kind_do_no_harm(read: Any, colour: str, kept: str) -> None:
    picture = read(project("").replace("#12AB34", colour), {})

    assert picture.codes[0].draft.colour == kept


def test_pictures_maps_links_and_empty_sets_are_listed_by_name(read: Any) -> None:
    sources = f'<Sources><PictureSource guid="{SOURCE}" name="p.jpg"/></Sources>'
    rest = (
        f'<Links><Link guid="{guid(9)}" name="causes" originGUID="{CODE}" targetGUID="{CODE}"/>'
        f'</Links><Sets><Set guid="{guid(10)}" name="Wave 1"/></Sets>'
        f'<Graphs><Graph guid="{guid(11)}" name="Map"/></Graphs>'
    )

    picture = read(project(sources + rest), {})

    assert [(lost.kind, lost.name) for lost in picture.left_out] == [
        ("picture", "p.jpg"),
        ("link", "causes (trust – trust)"),
        ("set", "Wave 1"),
        ("map", "Map"),
    ]


def test_sets_of_codes_and_transcripts_are_kept(read: Any) -> None:
    sets = (
        f'<Sets><Set guid="{guid(10)}" name="Wave 1"><MemberCode targetGUID="{CODE}"/>'
        f'<MemberSource targetGUID="{SOURCE}"/></Set></Sets>'
    )

    (group,) = read(project(source() + sets)).groups

    assert (group.name, group.codes, group.documents) == (
        "Wave 1",
        (UUID(CODE),),
        (UUID(SOURCE),),
    )


def test_children_may_stand_in_any_order(read: Any) -> None:
    picture = read(
        f'<Project xmlns="{NAMESPACE}">{source(coding() + selection(6, 18))}'
        f'<CodeBook><Codes><Code name="trust" guid="{CODE}"/></Codes></CodeBook></Project>'
    )

    assert len(picture.codings) == 2
    assert [coder.name for coder in picture.coders] == ["Unknown"]


def test_xml_that_is_not_sound_is_mended_and_said(read: Any) -> None:
    picture = read(project(source(selection(6, 18) + "<Description>a & b</Description>")))

    assert words(picture) == ["I trust her."]
    assert "not well-formed" in picture.remarks[0]


def test_a_bare_project_reads_the_texts_that_lie_beside_it(tmp_path: Path) -> None:
    (tmp_path / "Sources").mkdir()
    (tmp_path / "Sources" / "a.txt").write_text(TEXT, "utf-8")
    path = tmp_path / "project.qde"
    path.write_text(project(source(selection(6, 18))), "utf-8")

    assert words(read_refi(path)) == ["I trust her."]


def test_the_specification_s_own_data_of_atlas_ti_come_in(read: Any) -> None:
    """As ATLAS.ti 8.4 writes: flat codes, sets of sources, a PDF passage under two elements."""
    sets = (
        f'<Sets><Set guid="{guid(10)}" name="gender: female">'
        f'<MemberSource targetGUID="{SOURCE.upper()}"/></Set></Sets>'
    )
    xml = project(source(selection(6, 18, name="I trust her.")) + sets, origin="ATLAS.ti 8.4.0")

    picture = read(xml, {"sources/A.TXT": TEXT.replace("\n", "\r\n")})

    assert words(picture) == ["I trust her."]
    assert [group.name for group in picture.groups] == ["gender: female"]
    assert picture.positions == "characters, each line end as one"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<html><body>GitHub</body></html>", "web page"),
        (b"<CodeBook xmlns='urn:QDA-XML:codebook:1.0'><Codes/></CodeBook>", "codebook without"),
        (b"<other/>", "no project of the exchange standard"),
        (b"words", "not valid XML"),
        (b"", "not valid XML"),
        (b"PK\x03\x04 cut", "damaged"),
    ],
)
def test_what_is_no_project_is_told(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "demo.qdpx"
    path.write_bytes(content)

    with pytest.raises(InputProblem, match=sentence) as caught:
        read_refi(path)
    assert "demo.qdpx" in str(caught.value)
    assert caught.value.remedy


def test_progress_counts_sources_and_may_stop(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("Demo.qde", project(source()))
        archive.writestr("sources/a.txt", TEXT)
    (tmp_path / "a.qdpx").write_bytes(packed.getvalue())
    told: list[tuple[int, int]] = []

    read_refi(tmp_path / "a.qdpx", progress=lambda done, total: told.append((done, total)))

    assert told == [(1, 1)]


def test_parts_that_a_broken_file_has_twice_are_read_both(read: Any) -> None:
    other = f'<TextSource guid="{guid(3, 2)}" name="Eva" plainTextPath="internal://b.txt"/>'
    book = f'<CodeBook><Codes><Code guid="{guid(2, 2)}" name="doubt"/></Codes></CodeBook>'
    xml = project(source(selection(6, 18)) + f"<Sources>{other}</Sources>{book}")

    picture = read(xml, {"sources/a.txt": TEXT, "sources/b.txt": "words"})

    assert [document.name for document in picture.documents] == ["Mara", "Eva"]
    assert [code.name for code in picture.codes] == ["trust", "doubt"]


def test_titles_of_passages_are_listed_where_they_are_not_their_words(read: Any) -> None:
    titles = ("I trust", "I tr…", "12,345", "(1,0),(2,0)", "line:3", "", "Loving it")
    inside = "".join(
        selection(6, 18, coding(n), guid=guid(4, n), name=title)
        for n, title in enumerate(titles, start=1)
    )

    picture = read(project(source(inside)))

    assert [(lost.kind, lost.why) for lost in picture.left_out] == [
        ("titles of passages", "Passages have no titles here: “Loving it”.")
    ]
