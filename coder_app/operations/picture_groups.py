# SPDX-License-Identifier: MIT
"""Sets of documents and codes, which a project here has no place for, as what is nearest to them.

A set of transcripts becomes something known about their participants: "gender: male" the value
*male* of *gender*, any other name a choice of its own. Sets of codes are listed as left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from coder_app.core.picture import (
    LeftOut,
    PictureAttribute,
    PictureGroup,
    PictureParticipant,
    ProjectPicture,
)
from coder_app.core.places import tr
from coder_app.store.tables import one_per

_APART = ": "


@dataclass(frozen=True, slots=True)
class _Column:
    """An attribute to be: its name, and the value that each document of its sets gives."""

    name: str
    values: dict[UUID, str]


def with_participants(picture: ProjectPicture) -> ProjectPicture:
    """Give each transcript a participant of its own where the project knows none at all."""
    if picture.participants:
        return picture
    return _with_participants_of(picture, {document.guid for document in picture.documents})


def with_attributes(picture: ProjectPicture) -> tuple[ProjectPicture, list[LeftOut]]:
    """Turn sets of transcripts into attributes; gives also the sets that are left out."""
    groups = [group for group in picture.groups if group.documents]
    columns = list(_columns(groups))
    wanted = {document for column in columns for document in column.values}
    picture = _with_participants_of(picture, wanted)
    whose = {document.guid: document.participant for document in picture.documents}
    attributes = list(picture.attributes)
    more: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for column in columns:
        guid = one_per("attribute of sets", column.name)
        choices = tuple(dict.fromkeys(column.values.values()))
        attributes.append(
            PictureAttribute(guid=guid, name=column.name, kind="choice", choices=choices)
        )
        for document, value in column.values.items():
            participant = whose.get(document)
            if participant is not None:
                more[participant].append((guid, value))
    return replace(
        picture,
        attributes=tuple(attributes),
        participants=tuple(_known(each, more) for each in picture.participants),
        groups=(),
    ), list(_left_out(picture))


def _known(
    participant: PictureParticipant, more: Mapping[UUID, Sequence[tuple[UUID, str]]]
) -> PictureParticipant:
    values = (*participant.values, *more.get(participant.guid, ()))
    return replace(participant, values=values)


def _with_participants_of(picture: ProjectPicture, wanted: set[UUID]) -> ProjectPicture:
    """Add a participant for each of these transcripts that has none."""
    known = {participant.guid for participant in picture.participants}
    lonely = [d for d in picture.documents if d.participant not in known and d.guid in wanted]
    new = {each.guid: one_per("participant of", each.guid) for each in lonely}
    people = tuple(PictureParticipant(guid=new[d.guid], name=d.name) for d in lonely)
    documents = tuple(
        replace(each, participant=new.get(each.guid, each.participant))
        for each in picture.documents
    )
    return replace(picture, documents=documents, participants=(*picture.participants, *people))


def _columns(groups: Sequence[PictureGroup]) -> Iterator[_Column]:
    """Make a column of the sets "gender: …" if no document is in two of them; else one a set."""
    kin: dict[str, list[tuple[str, PictureGroup]]] = defaultdict(list)
    for group in groups:
        head, apart, value = group.name.partition(_APART)
        kin[head.strip() if apart and value.strip() else ""].append((value.strip(), group))
    alone = [group for _, group in kin.pop("", [])]
    for head, members in kin.items():
        places = [document for _, group in members for document in group.documents]
        if len(places) == len(set(places)):
            found = {document: value for value, group in members for document in group.documents}
            yield _Column(head, found)
        else:
            alone += [group for _, group in members]
    for group in alone:
        yield _Column(group.name, dict.fromkeys(group.documents, tr("yes")))


def _left_out(picture: ProjectPicture) -> Iterator[LeftOut]:
    names = {code.guid: code.name for code in picture.codes}
    for group in picture.groups:
        if group.codes:
            members = ", ".join(names[code] for code in group.codes if code in names)
            why = tr("Codes stand in one tree here. In it were: {0}.").format(members)
            yield LeftOut(kind=tr("set of codes"), name=group.name, why=why)
