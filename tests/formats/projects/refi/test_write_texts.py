# SPDX-License-Identifier: MIT
from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from coder_app.core.picture import (
    PictureCode,
    PictureCoding,
    PictureDocument,
    PictureParticipant,
    ProjectPicture,
)
from coder_app.core.records import CodeDraft, SpeakerRole, Turn
from coder_app.core.spans import Span
from coder_app.formats.projects.refi.markup import local
from coder_app.formats.projects.refi.write_notes import Notes
from coder_app.formats.projects.refi.write_texts import Profile, Texts

ANA, BEN = uuid4(), uuid4()
CODE, OTHER = (
    PictureCode(guid=uuid4(), parent=None, draft=CodeDraft(name=name)) for name in ("a", "b")
)
MARA, EVA = (PictureParticipant(guid=uuid4(), name=name) for name in ("Mara", "Eva"))
TEXT = "Mara: one\nEva: two 😀"


def turn(start: int, end: int, whose: PictureParticipant) -> Turn:
    return Turn(
        speaker=whose.name,
        role=SpeakerRole.PARTICIPANT,
        label_start=start,
        label_end=start,
        start=start,
        end=end,
        participant=whose.guid,
    )


DOCUMENT = PictureDocument(
    guid=uuid4(),
    name="Mara",
    text=TEXT,
    participant=MARA.guid,
    turns=(turn(6, 9, MARA), turn(15, 20, EVA)),
)


def texts(profile: Profile, *codings: PictureCoding, documents: int = 1) -> Texts:
    picture = ProjectPicture(
        title="",
        codes=(CODE, OTHER),
        documents=(DOCUMENT, *(replace(DOCUMENT, guid=uuid4()) for _ in range(documents - 1))),
        codings=codings,
        participants=(MARA, EVA),
    )
    names = {CODE.guid: "a", OTHER.guid: "b"}
    return Texts(picture, profile, Notes(picture), names, {"creationDateTime": "now"})


def coded(code: PictureCode, coder: object, span: Span) -> PictureCoding:
    return PictureCoding(
        guid=uuid4(),
        document=DOCUMENT.guid,
        code=code.guid,
        coder=coder,  # type: ignore[arg-type]
        span=span,
    )


def test_a_passage_is_one_selection_of_each_coder() -> None:
    span = Span(6, 9)
    codings = [coded(CODE, ANA, span), coded(OTHER, ANA, span), coded(CODE, BEN, span)]

    (source,) = texts(Profile.STANDARD, *codings).elements()

    selections = [each for each in source if local(each) == "PlainTextSelection"]
    assert [len(each) for each in selections if each.get("creatingUser")] in ([2, 1], [1, 2])
    assert {each.get("name") for each in selections} == {"one", "two 😀"}


def test_what_somebody_else_says_is_a_selection_of_hers() -> None:
    written = texts(Profile.STANDARD)

    (source,) = written.elements()

    (selection,) = source
    assert written.stretches == {EVA.guid: [*written.stretches[EVA.guid]]}
    assert [str(guid) for guid in written.stretches[EVA.guid]] == [selection.get("guid")]
    assert (selection.get("startPosition"), selection.get("endPosition")) == ("15", "20")


@pytest.mark.parametrize(("profile", "end"), [(Profile.STANDARD, "20"), (Profile.NVIVO, "22")])
def test_positions_count_as_the_program_does(profile: Profile, end: str) -> None:
    written = texts(profile, coded(CODE, ANA, Span(0, 20)))

    (source,) = written.elements()

    assert source[0].get("endPosition") == end
    assert len(written.remarks) == (profile is Profile.STANDARD)


def test_transcripts_of_one_name_are_told_apart() -> None:
    assert [source.get("name") for source in texts(Profile.STANDARD, documents=3).elements()] == [
        *("Mara", "Mara (2)", "Mara (3)")
    ]


def test_every_profile_says_for_whom_it_is() -> None:
    assert len({profile.words for profile in Profile}) == len(Profile)
