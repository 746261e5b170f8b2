# SPDX-License-Identifier: MIT
from __future__ import annotations

from uuid import UUID, uuid4

from coder_app.core.picture import (
    PictureCode,
    PictureDocument,
    PictureGroup,
    PictureParticipant,
    ProjectPicture,
)
from coder_app.core.records import CodeDraft
from coder_app.operations.picture_groups import with_attributes, with_participants

ANA, EVA, UMA = (
    PictureDocument(guid=uuid4(), name=name, text="abc") for name in ("Ana", "Eva", "Uma")
)


def group(name: str, *documents: PictureDocument, codes: tuple[UUID, ...] = ()) -> PictureGroup:
    return PictureGroup(
        guid=uuid4(), name=name, documents=tuple(each.guid for each in documents), codes=codes
    )


def table(picture: ProjectPicture) -> dict[str, dict[str, str]]:
    names = {each.guid: each.name for each in picture.attributes}
    return {
        person.name: {names[attribute]: value for attribute, value in person.values}
        for person in picture.participants
    }


def test_sets_of_one_kind_are_one_attribute_if_no_transcript_is_in_two() -> None:
    groups = (group("age: 25", ANA), group("age: 67", EVA))

    picture, _ = with_attributes(ProjectPicture(title="", documents=(ANA, EVA, UMA), groups=groups))

    assert table(picture) == {"Ana": {"age": "25"}, "Eva": {"age": "67"}}
    assert picture.attributes[0].choices == ("25", "67")
    assert [document.participant is None for document in picture.documents] == [False, False, True]


def test_sets_that_overlap_are_attributes_of_their_own() -> None:
    groups = (group("age: 25", ANA), group("age: young", ANA, EVA), group("Texts:", ANA))

    picture, _ = with_attributes(ProjectPicture(title="", documents=(ANA, EVA), groups=groups))

    assert table(picture) == {
        "Ana": {"Texts:": "yes", "age: 25": "yes", "age: young": "yes"},
        "Eva": {"age: young": "yes"},
    }


def test_a_participant_who_is_there_is_described() -> None:
    person = PictureParticipant(guid=uuid4(), name="P1")
    document = PictureDocument(guid=uuid4(), name="X", text="abc", participant=person.guid)
    told = ProjectPicture(
        title="", documents=(document,), participants=(person,), groups=(group("A", document),)
    )

    assert table(with_attributes(told)[0]) == {"P1": {"A": "yes"}}


def test_sets_of_codes_are_listed_with_their_members() -> None:
    code = PictureCode(guid=uuid4(), parent=None, draft=CodeDraft(name="trust"))
    groups = (group("Feelings", codes=(code.guid, uuid4())),)

    picture, left_out = with_attributes(ProjectPicture(title="", codes=(code,), groups=groups))

    assert [(lost.name, lost.why) for lost in left_out] == [
        ("Feelings", "Codes stand in one tree here. In it were: trust.")
    ]
    assert picture.groups == ()


def test_participants_are_made_only_where_there_are_none_at_all() -> None:
    person = PictureParticipant(guid=uuid4(), name="P1")
    without = ProjectPicture(title="", documents=(ANA,))
    some = ProjectPicture(title="", documents=(ANA,), participants=(person,))

    assert [each.name for each in with_participants(without).participants] == ["Ana"]
    assert with_participants(without) == with_participants(without)
    assert with_participants(some) is some
