# SPDX-License-Identifier: MIT
from __future__ import annotations

from uuid import uuid4

from lxml import etree

from coder_app.core.picture import (
    PictureCode,
    PictureCoding,
    PictureDocument,
    PictureMemo,
    PictureParticipant,
    ProjectPicture,
)
from coder_app.core.records import CodeDraft
from coder_app.core.spans import Span
from coder_app.formats.projects.refi.write_notes import Notes

ANA = uuid4()
CODE = PictureCode(guid=uuid4(), parent=None, draft=CodeDraft(name="trust"))
DOCUMENT = PictureDocument(guid=uuid4(), name="Mara", text="one\ntwo")
CODING = PictureCoding(
    guid=uuid4(), document=DOCUMENT.guid, code=CODE.guid, coder=ANA, span=Span(4, 7)
)
PERSON = PictureParticipant(guid=uuid4(), name="P1")
ABOUT = {
    "coding": CODING.guid,
    "code": CODE.guid,
    "document": DOCUMENT.guid,
    "participant": PERSON.guid,
    "project": None,
}


def notes(text: str = "a note") -> Notes:
    return Notes(
        ProjectPicture(
            title="",
            codes=(CODE,),
            documents=(DOCUMENT,),
            codings=(CODING,),
            participants=(PERSON,),
            memos=tuple(
                PictureMemo(kind=kind, about=about, coder=ANA, text=text)
                for kind, about in ABOUT.items()
            ),
        )
    )


def test_notes_are_named_by_what_they_are_on() -> None:
    assert [each.get("name") for each in notes().elements("now", {})] == [
        "Memo on trust in Mara, line 2",
        "Memo on trust",
        "Memo on Mara",
        "Memo on P1",
        "Memo on the project",
    ]


def test_a_long_note_is_a_file_of_its_own() -> None:
    files: dict[str, bytes] = {}

    element = notes("é" * 10_001).elements("now", files)[0]

    path = (element.get("plainTextPath") or "").removeprefix("internal://")
    assert files[f"sources/{path}"] == ("é" * 10_001).encode()
    assert len(element) == 0


def test_each_thing_refers_to_its_note_and_participants_are_tied_by_a_link() -> None:
    found = notes()
    guids = [each.get("guid") for each in found.elements("now", {})]
    element = etree.Element("{urn:x}Coding")

    found.refer(element, "coding", CODING.guid)
    found.refer(element, "coding", uuid4())

    assert [each.get("targetGUID") for each in element] == guids[:1]
    assert [str(guid) for guid in found.on_codes()[CODE.guid]] == guids[1:2]
    (link,) = found.links()
    assert (link.get("originGUID"), link.get("targetGUID")) == (guids[3], str(PERSON.guid))
