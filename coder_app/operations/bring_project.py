# SPDX-License-Identifier: MIT
"""Make a new project of a picture that was read from another program's file, in one event."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from coder_app.core.errors import ProjectProblem
from coder_app.core.memory import no_collecting
from coder_app.core.picture import LeftOut, PictureDocument, ProjectPicture
from coder_app.core.places import tr
from coder_app.core.records import AssignmentStatus, CodebookDraft, CoderRole, Purpose
from coder_app.core.stopping import go_on
from coder_app.formats.cleaning import clean
from coder_app.operations.codebook import close_version
from coder_app.operations.documents import with_participant
from coder_app.operations.memos import memo_guid
from coder_app.operations.picture_groups import with_attributes, with_participants
from coder_app.operations.picture_rows import LONG, SHORT, Guids, Names, code_rows, line
from coder_app.operations.projects import set_setting
from coder_app.operations.turns import add_turns, words_said
from coder_app.store.beginning import begun
from coder_app.store.journal import chunks, current_who, insert_many
from coder_app.store.tables import (
    Assignment,
    Attribute,
    AttributeValue,
    Code,
    Coder,
    Coding,
    Document,
    Memo,
    Original,
    Participant,
    Wording,
    one_per,
)

Progress = Callable[[int, int], None]
Row = dict[str, Any]

_PIECE = 5_000  # rows between two looks at whether anybody still waits
_CONSENSUS = one_per("coder", "consensus")


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a project could not take of a picture."""

    left_out: tuple[LeftOut, ...] = ()


def bring(
    picture: ProjectPicture,
    path: Path,
    *,
    lead_name: str = "",
    finished: bool = False,
    progress: Progress | None = None,
) -> Brought:
    """Make a project file of a picture where nothing is yet; a failure leaves nothing behind.

    `lead_name` is one of its coders, or somebody new; left out, it is who made the project there.
    Inside of `stoppable` it ends as soon as nobody waits any more.
    """
    lead, name = lead_of(picture, lead_name)
    with begun(path) as project, no_collecting():
        project.who = lead
        brought, _ = project.run(
            bring_project, picture=picture, lead_name=name, finished=finished, progress=progress
        )
        go_on()  # the last moment at which there is no project yet
    return brought


def lead_of(picture: ProjectPicture, name: str = "") -> tuple[UUID, str]:
    """Choose the lead: the coder of this name, else a new one; without a name, who made it."""
    people = [coder for coder in picture.coders if coder.guid != _CONSENSUS and coder.guid.int]
    wanted = " ".join(name.split())
    for coder in people:
        if coder.name.casefold() == wanted.casefold() if wanted else coder.guid == picture.lead:
            return coder.guid, coder.name
    if not wanted and people:
        return people[0].guid, people[0].name
    return uuid4(), wanted or tr("Lead")


def bring_project(
    session: Session,
    *,
    picture: ProjectPicture,
    lead_name: str,
    finished: bool = False,
    progress: Progress | None = None,
) -> Brought:
    """Fill a fresh project; guids are kept, the coder at work is its lead.

    `finished` says that whoever coded something in a transcript has finished it there.
    `progress(done, total)` counts transcripts and may raise to stop: then nothing is brought.
    """
    if session.scalar(select(Coder.guid).limit(1)) is not None:
        raise ProjectProblem(tr("This project has something in it. Bring it into a new one."))
    picture, left_out = with_attributes(with_participants(picture))
    bringing = _Bringing(session, picture, lead_name)
    bringing.everything(progress or (lambda done, total: None), finished=finished)
    return Brought(left_out=tuple(left_out))


class _Bringing:
    """Turns records into rows, kind by kind."""

    def __init__(self, session: Session, picture: ProjectPicture, lead_name: str) -> None:
        self._session, self._picture = session, picture
        self._lead, self._lead_name = current_who(session), lead_name
        self._guids = Guids()
        self._wordings: dict[UUID, tuple[UUID, int]] = {}  # document → its wording, length
        self._places: dict[UUID, UUID] = {}  # coding → document
        self._worked: set[tuple[UUID, UUID]] = set()  # coder, document

    def everything(self, progress: Progress, *, finished: bool) -> None:
        """Bring all of it."""
        add = self._add
        self._settings()
        add(Coder, self._coders())
        add(Code, code_rows(self._picture.codes, self._guids))
        add(Participant, self._participants())
        add(Attribute, self._attributes())
        add(AttributeValue, self._values())
        version = close_version(self._session, number=1, reason=tr("The project begins."))
        self._documents(progress)
        add(Coding, self._codings(version))
        add(Memo, self._memos())
        add(Assignment, self._assignments() if finished else ())

    def _add(self, kind: Any, rows: Iterable[Row]) -> None:  # noqa: ANN401 a mapped class
        for piece in chunks(rows, _PIECE):
            go_on()
            insert_many(self._session, kind, piece)

    # ---- the project and its people

    def _settings(self) -> None:
        book = self._picture.codebook or CodebookDraft(title="")
        values = {
            "title": line(self._picture.title, LONG) or tr("Project"),
            "codebook.title": book.title,
            "codebook.description": book.description,
            "codebook.method": book.method,
            "codebook.language": book.language,
            "codebook.rules": "\n".join(map(line, book.rules)),
        }
        for name, value in values.items():
            self._guids.claim("setting", one_per("setting", name))
            if value.strip():
                set_setting(self._session, name=name, value=clean(value)[0])

    def _coders(self) -> Iterator[Row]:
        """Give the people; Consensus is always there, and the coder at work is the lead."""
        taken = Names(tr("Consensus"))
        coder = {"role": CoderRole.CODER.value}
        guid = self._guids.claim("coder", _CONSENSUS)
        yield coder | {"guid": guid, "name": tr("Consensus"), "consensus": True}
        people = {each.guid: each for each in self._picture.coders if each.guid != _CONSENSUS}
        lead = people.pop(self._lead, None)
        name = lead.name if lead else self._lead_name
        yield {
            "guid": self._guids.claim("coder", self._lead),
            "name": taken.free(name, SHORT, tr("Lead")),
            "role": CoderRole.LEAD.value,
        }
        second = {one_per("coder", "again", guid): guid for guid in (*people, self._lead)}
        for each in people.values():
            yield {
                "guid": self._guids.claim("coder", each.guid),
                "name": taken.free(each.name, SHORT, tr("Coder")),
                "role": CoderRole(each.role).value,
                "person": second.get(each.guid),
            }

    def _participants(self) -> Iterator[Row]:
        taken = Names()
        for each in self._picture.participants:
            name = taken.free(each.name, SHORT, tr("Participant"))
            yield {"guid": self._guids.claim("participant", each.guid), "name": name}

    def _attributes(self) -> Iterator[Row]:
        taken = Names()
        for position, each in enumerate(self._picture.attributes):
            yield {
                "guid": self._guids.claim("attribute", each.guid),
                "name": taken.free(each.name, SHORT, tr("Attribute")),
                "kind": each.kind,
                "choices": "\n".join(map(line, each.choices)),
                "position": position,
            }

    def _values(self) -> Iterator[Row]:
        for each in self._picture.participants:
            participant = self._guids.of("participant", each.guid)
            for attribute, value in dict(each.values).items():
                column = self._guids.of("attribute", attribute)
                if column is not None and line(value):
                    guid = one_per("attribute_value", participant, column)
                    row = {"participant": participant, "attribute": column, "value": line(value)}
                    yield row | {"guid": self._guids.claim("value", guid)}

    # ---- transcripts

    def _documents(self, progress: Progress) -> None:
        taken = Names()
        total = len(self._picture.documents)
        for position, each in enumerate(self._picture.documents):
            go_on()
            self._document(each, position, taken.free(each.name, LONG, tr("Transcript")))
            progress(position + 1, total)

    def _document(self, each: PictureDocument, position: int, name: str) -> None:
        whose, people = self._guids.of("participant", each.participant), self._guids
        turns = with_participant(
            [replace(t, participant=people.of("participant", t.participant)) for t in each.turns],
            whose,
        )
        document = Document(
            guid=self._guids.claim("document", each.guid),
            name=name,
            wording=uuid4(),
            participant=whose,
            language=each.language,
            position=position,
        )
        wording = Wording(
            guid=document.wording,
            document=document.guid,
            length=len(each.text),
            words=words_said(each.text, turns),
            body=each.text,
            sha256=sha256(each.text.encode("utf-8")).hexdigest(),
        )
        self._session.add_all((document, wording, self._original(each, document)))
        self._session.flush()
        add_turns(self._session, document, turns)
        self._wordings[document.guid] = (wording.guid, wording.length)

    @staticmethod
    def _original(each: PictureDocument, document: Document) -> Original:
        """Keep the file, or the text where there is no file."""
        body = each.original or each.text.encode("utf-8")
        return Original(
            guid=uuid4(),
            document=document.guid,
            file_name=line(each.file_name, LONG) or document.name,
            format=each.format[:10],
            encoding=each.encoding,
            body=body,
            sha256=sha256(body).hexdigest(),
        )

    # ---- what was done with them

    def _codings(self, version: UUID) -> Iterator[Row]:
        levels = {
            self._guids.of("code", code.guid): {level.weight for level in code.draft.scale}
            for code in self._picture.codes
        }
        now = datetime.now(UTC)
        for each in self._picture.codings:
            document = self._guids.of("document", each.document)
            code = self._guids.of("code", each.code)
            coder = self._guids.of("coder", each.coder)
            if document is None or code is None or coder is None:
                continue
            wording, length = self._wordings[document]
            if each.span.end > length:
                continue
            guid = self._guids.claim("coding", each.guid)
            self._places[guid] = document
            self._worked.add((coder, document))
            yield {
                "guid": guid,
                "document": document,
                "code": code,
                "coder": coder,
                "version": version,
                "wording": wording,
                "anchor_start": each.span.start,
                "anchor_end": each.span.end,
                "start": each.span.start,
                "end": each.span.end,
                "weight": each.weight if each.weight in levels[code] else None,
                "created": each.created or now,
            }

    def _memos(self) -> Iterator[Row]:
        """Give the memos, one of each coder on a thing."""
        rows: dict[UUID, Row] = {}
        for each in self._picture.memos:
            about = self._guids.of(each.kind, each.about)
            coder, text = self._guids.of("coder", each.coder), clean(each.text)[0]
            if coder is None or not text.strip() or (about is None and each.kind != "project"):
                continue
            guid = memo_guid(coder=coder, kind=each.kind, about=about)
            if guid in rows:
                rows[guid]["text"] += f"\n\n{text}"
                continue
            document = self._places.get(about) if about and each.kind == "coding" else None
            rows[guid] = {
                "guid": self._guids.claim("memo", guid),
                "kind": each.kind,
                "about": about,
                "document": about if each.kind == "document" else document,
                "coder": coder,
                "text": text,
            }
        yield from rows.values()

    def _assignments(self) -> Iterator[Row]:
        """Say that whoever coded in a transcript has finished it."""
        for coder, document in sorted(self._worked):
            if coder != _CONSENSUS:
                one = one_per("assignment", coder, document, Purpose.MAIN.value)
                yield {
                    "guid": self._guids.claim("assignment", one),
                    "coder": coder,
                    "document": document,
                    "purpose": Purpose.MAIN.value,
                    "status": AssignmentStatus.DONE.value,
                }
