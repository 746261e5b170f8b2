# SPDX-License-Identifier: MIT
from __future__ import annotations

from pathlib import Path
from runpy import run_path
from typing import Any
from uuid import UUID

FILES = run_path(str(Path(__file__).parents[2] / "refi_files.py"))
guid = FILES["guid"]
CODE = FILES["CODE"]
SOURCE = FILES["SOURCE"]
CODING = FILES["CODING"]
project = FILES["project"]
source = FILES["source"]
selection = FILES["selection"]
coding = FILES["coding"]
note = FILES["note"]
reference = FILES["reference"]
memos = FILES["memos"]


def test_notes_become_memos_on_what_refers_to_them(read: Any) -> None:
    inside = selection(6, 18, coding(inside=reference(1)) + reference(2))
    notes = "".join(
        note(f"note {n}", n, name)
        for n, name in enumerate(["", "", "", "On Mara", "Loose", "Tied"], start=1)
    )
    links = f'<Links><Link guid="{guid(9)}" originGUID="{guid(7, 6)}" targetGUID="{CODE}"/></Links>'
    xml = project(source(inside + reference(4)) + f"<Notes>{notes}</Notes>{links}{reference(3)}")

    picture = read(xml)

    assert memos(picture) == {
        ("coding", UUID(CODING), "note 1\n\nnote 2"),
        ("document", UUID(SOURCE), "On Mara\nnote 4"),
        ("code", UUID(CODE), "Tied\nnote 6"),
        ("project", None, "note 3\n\nLoose\nnote 5"),
    }


def test_descriptions_are_memos_too(read: Any) -> None:
    inside = "<Description>about Mara</Description>" + selection(
        6, 18, f"<Description>a comment</Description>{coding()}"
    )
    xml = project(source(inside) + "<Description>the whole</Description>")
    xml = xml.replace(' color="#12AB34"/>', "><Description>Believes her.</Description></Code>", 1)

    picture = read(xml)

    assert picture.codes[0].draft.definition == "Believes her."
    assert memos(picture) == {
        ("coding", UUID(CODING), "a comment"),
        ("document", UUID(SOURCE), "about Mara"),
        ("project", None, "the whole"),
    }


def test_a_note_on_words_without_code_stands_in_the_memo_on_their_transcript(read: Any) -> None:
    inside = selection(6, 18, "<Description>odd</Description>")
    inside += selection(19, 31, reference(1), guid=guid(4, 2)) + reference(2)
    marks = '<PlainTextSelection guid="x" startPosition="0" endPosition="4"/>'
    notes = note("so far", 1) + note("a name", 2, inside=marks)

    picture = read(project(source(inside) + f"<Notes>{notes}</Notes>"))

    (memo,) = picture.memos
    assert set(memo.text.split("\n\n")) == {
        "“I trust her.”: odd",
        "“She answers.”: so far",
        "“Mara”: a name",
    }


def test_notes_of_one_guid_are_all_there(read: Any) -> None:
    notes = note("first", 1) + note("second", 1)

    picture = read(project(source(selection(6, 18) + reference(1)) + f"<Notes>{notes}</Notes>"))

    assert memos(picture) == {("document", UUID(SOURCE), "first"), ("project", None, "second")}


def test_what_is_coded_in_a_note_and_the_name_of_its_link_are_listed(read: Any) -> None:
    inside = f"{coding()}<Description>in short</Description>"
    link = f'<Link guid="{guid(9)}" name="explains" originGUID="{guid(7)}" targetGUID="{CODE}"/>'
    notes = note("at length", 1, "Why", inside=inside)

    picture = read(project(source() + f"<Notes>{notes}</Notes><Links>{link}</Links>"))

    assert memos(picture) == {("code", UUID(CODE), "Why\nin short\nat length")}
    assert [(lost.kind, lost.name) for lost in picture.left_out] == [
        ("parts of a note", "Why"),
        ("link", "explains (Why – trust)"),
    ]


def test_a_note_that_is_a_word_document_is_read(read: Any, docx: Any) -> None:
    path = docx("<w:p><w:r><w:t>Only formatted</w:t></w:r></w:p>")
    notes = "".join(
        f'<Note guid="{guid(7, n)}" richTextPath="internal://{name}.docx"/>'
        for n, name in ((1, "talk"), (2, "broken"))
    )
    files = {"sources/talk.docx": path.read_bytes(), "sources/broken.docx": b"PK\x03\x04"}

    picture = read(project(f"<Notes>{notes}</Notes>"), files)

    assert [memo.text.strip() for memo in picture.memos] == ["Only formatted"]
    assert picture.left_out[0].kind == "note"
    assert "damaged" in picture.left_out[0].why
