# SPDX-License-Identifier: MIT
from __future__ import annotations

from uuid import UUID, uuid4

from coder_app.core.picture import (
    LeftOut,
    PictureCode,
    PictureCoder,
    PictureCoding,
    PictureDocument,
    PictureMemo,
    PictureParticipant,
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
    assert counts.in_words()[1] == "{} code{}".format(
        counts.codes, "" if counts.codes == 1 else "s"
    )


def test_what_was_left_out_is_counted_by_kind() -> None:
    told = [LeftOut(kind=kind, name="x", why="") for kind in ("map", "picture", "picture")]

    assert left_out_by_kind(told) == {"picture": 2, "map": 1}


def test_a_guid_that_is_derived_is_always_the_same() -> None:
    code = uuid4()

    assert derived("set", code) == derived("set", code) != derived("se", "t", code)


def test_a_narrowed_picture_holds_nothing_of_what_was_not_chosen() -> None:
    ana, ben, mia, eva, first, second = (uuid4() for _ in range(6))
    trust = PictureCode(guid=uuid4(), parent=None, draft=CodeDraft(name="trust"))
    awe = PictureCode(guid=uuid4(), parent=None, draft=CodeDraft(name="awe"))

    def coding(document: UUID, code: PictureCode, coder: UUID) -> PictureCoding:
        return PictureCoding(
            guid=uuid4(), document=document, code=code.guid, coder=coder, span=Span(0, 1)
        )

    codings = (coding(first, trust, ana), coding(first, awe, ana), coding(second, trust, ben))

    def memo(kind: str, about: UUID | None, coder: UUID = ana) -> PictureMemo:
        return PictureMemo(kind=kind, about=about, coder=coder, text=kind)

    picture = ProjectPicture(
        title="A study",
        lead=mia,
        coders=tuple(PictureCoder(guid=guid, name=str(guid)) for guid in (ana, ben, mia)),
        codes=(trust, awe),
        documents=(
            PictureDocument(guid=first, name="1", text="abc", participant=eva),
            PictureDocument(guid=second, name="2", text="abc", participant=ben),
        ),
        codings=codings,
        memos=(
            memo("coding", codings[0].guid),
            memo("coding", codings[1].guid),
            memo("document", second),
            memo("participant", ben),
            memo("code", awe.guid),
            memo("project", None, ben),
        ),
        participants=tuple(PictureParticipant(guid=guid, name="P") for guid in (eva, ben)),
    )

    found = picture.narrowed(coders=[ana], documents=[first], codes=[trust.guid])

    assert [coder.guid for coder in found.coders] == [ana, mia]
    assert found.codes == picture.codes
    assert [document.guid for document in found.documents] == [first]
    assert found.codings == codings[:1]
    assert [(each.kind, each.about) for each in found.memos] == [
        ("coding", codings[0].guid),
        ("code", awe.guid),
    ]
    assert [person.guid for person in found.participants] == [eva]
    assert picture.narrowed() == picture
