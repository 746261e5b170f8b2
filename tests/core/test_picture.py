# SPDX-License-Identifier: MIT
from __future__ import annotations

from uuid import uuid4

from coder_app.core.picture import (
    LeftOut,
    PictureCode,
    PictureCoding,
    PictureDocument,
    ProjectPicture,
    counts_of,
    derived,
    left_out_by_kind,
)
from coder_app.core.records import CodeDraft, SpeakerRole, Turn
from coder_app.core.spans import Span


def turn(speaker: str, start: int) -> Turn:
    return Turn(
        speaker=speaker,
        role=SpeakerRole.PARTICIPANT,
        label_start=start,
        label_end=start,
        start=start,
        end=start + 1,
    )


def test_groups_are_no_codes_and_speakers_are_counted_in_each_document() -> None:
    group, code, document = uuid4(), uuid4(), uuid4()
    picture = ProjectPicture(
        title="A study",
        codes=(
            PictureCode(guid=group, parent=None, draft=CodeDraft(name="G", codable=False)),
            PictureCode(guid=code, parent=group, draft=CodeDraft(name="trust")),
        ),
        documents=(
            PictureDocument(
                guid=document, name="Ana", text="abc", turns=(turn("Ana", 0), turn("", 1))
            ),
            PictureDocument(guid=uuid4(), name="Eva", text="d", turns=(turn("Ana", 0),)),
        ),
        codings=(
            PictureCoding(
                guid=uuid4(), document=document, code=code, coder=uuid4(), span=Span(0, 1)
            ),
        ),
    )

    counts = counts_of(picture)

    assert picture.codes[1].name == "trust"
    assert (counts.documents, counts.characters, counts.turns, counts.speakers) == (2, 4, 3, 2)
    assert (counts.codes, counts.codings, counts.coders, counts.left_out) == (1, 1, 0, 0)


def test_what_was_left_out_is_counted_by_kind() -> None:
    told = [LeftOut(kind=kind, name="x", why="") for kind in ("map", "picture", "picture")]

    assert left_out_by_kind(told) == {"picture": 2, "map": 1}


def test_a_guid_that_is_derived_is_always_the_same() -> None:
    code = uuid4()

    assert derived("set", code) == derived("set", code) != derived("se", "t", code)
