# SPDX-License-Identifier: MIT
"""Bring transcripts in, correct them, and change what is known about them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from coder_app.core.described import Described
from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.core.records import SpeakerRole, TranscriptDraft, Turn
from coder_app.core.revision import find_edits
from coder_app.operations.checks import free_name, live
from coder_app.operations.describing import describe
from coder_app.operations.projects import set_setting
from coder_app.operations.turns import (
    add_turns,
    add_wording,
    as_turn,
    carried_turns,
    remove_turns,
    turn_rows,
)
from coder_app.store.journal import update_many
from coder_app.store.tables import SOURCE, Document, Original, Participant, Wording
from coder_app.store.tables import Turn as TurnRow

_ROLE_NOT_NAME = re.compile(
    r"(participant|interviewee|respondent|speaker\W*\d*|[a-z])\W*", re.IGNORECASE
)


def add_documents(
    session: Session,
    *,
    drafts: Sequence[TranscriptDraft],
    participants: Mapping[int, UUID | str] | None = None,
    described: Sequence[Described] = (),
    sources: Mapping[int, str] | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> list[UUID]:
    """Add transcripts, all of them in one step.

    `participants` says by a draft's number who was interviewed: a guid, or a name that is found or
    added. For the rest it is whom the transcript names, if it names one. `described` is what files
    say about these people. `sources` says by a draft's number the SHA-256 of a file that is not
    kept as its original, so that it is known when it comes again. Of several transcripts cut from
    one file the first keeps it, and each other its own words. `progress(done, total, name)` is told
    before each and after the last; it may raise to stop: then none is added.
    """
    names = {name.casefold() for name in _names_here(session)}
    people = _People(session, drafts, participants or {})
    position = session.scalar(select(func.max(Document.position)))
    originals = _Originals(session, sources or {})
    added = []
    for number, draft in enumerate(drafts):
        name = free_name(draft.name, names)
        if progress:
            progress(number, len(drafts), name)
        names.add(name.casefold())
        document = Document(
            guid=uuid4(),
            name=name,
            participant=people.of(number),
            language=draft.language,
            position=(-1 if position is None else position) + 1 + number,
        )
        _fill(session, document, draft)
        originals.keep(number, document.guid, draft)
        added.append(document.guid)
    for table in described:
        describe(session, described=table)
    if progress and drafts:
        progress(len(drafts), len(drafts), "")
    return added


def rename_document(session: Session, *, document: UUID, name: str) -> None:
    """Give a transcript another name; one that is taken gets a number."""
    row = live(session, Document, document)
    others = {other.casefold() for other in _names_here(session, but=document)}
    row.name = free_name(name, others)


def set_participant(session: Session, *, document: UUID, participant: UUID | None) -> None:
    """Say who was interviewed."""
    row = live(session, Document, document)
    if participant is not None:
        live(session, Participant, participant)
    before, row.participant = row.participant, participant
    _update_turns(
        session,
        [
            {"guid": turn.guid, "participant": participant}
            for turn in turn_rows(session, row.wording)
            if turn.role == SpeakerRole.PARTICIPANT and turn.participant == before
        ],
    )


def set_language(session: Session, *, document: UUID, language: str | None) -> None:
    """Say in which language a transcript is; it decides where sentences end."""
    live(session, Document, document).language = language or None


def set_speakers(
    session: Session,
    *,
    document: UUID,
    roles: Mapping[str, SpeakerRole],
    renames: Mapping[str, str] | None = None,
) -> None:
    """Correct who the speakers are; both mappings go by the present names. The text stays."""
    row = live(session, Document, document)
    told = [
        (
            turn,
            (renames or {}).get(turn.speaker, turn.speaker).strip(),
            SpeakerRole(roles.get(turn.speaker, turn.role)),
        )
        for turn in turn_rows(session, row.wording)
    ]
    alone = len({who for _, who, role in told if role is SpeakerRole.PARTICIPANT}) == 1
    changed: list[dict[str, object]] = []
    for turn, speaker, role in told:
        whose = row.participant if alone else turn.participant
        participant = whose if role is SpeakerRole.PARTICIPANT else None
        new = {"speaker": speaker, "role": role.value, "participant": participant}
        if any(getattr(turn, field) != value for field, value in new.items()):
            changed.append({"guid": turn.guid, **new})
    _update_turns(session, changed)


def set_turns(session: Session, *, document: UUID, turns: Sequence[Turn]) -> None:
    """Replace the turns of a transcript: where labels and words lie, and who speaks."""
    row = live(session, Document, document)
    remove_turns(session, row.wording)
    add_turns(session, row, with_participant(turns, row.participant))


def revise_text(
    session: Session, *, document: UUID, text: str, turns: Sequence[Turn] | None = None
) -> UUID:
    """Correct the text: a new wording, into which codings and turns are carried; give its guid.

    `turns` are those of the new text, where they are known better than carrying can tell.
    """
    row = live(session, Document, document)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ProjectProblem(tr("A transcript needs some text."))
    old = session.get_one(Wording, row.wording, options=[undefer(Wording.body)])
    if text == old.body:
        return old.guid
    edits = find_edits(old.body, text)
    if turns is None:
        before = [as_turn(turn) for turn in turn_rows(session, old.guid)]
        turns = carried_turns(before, edits, old.body, text)
    new = add_wording(session, row, text, turns, before=old.guid, edits=json.dumps(edits))
    session.flush()
    add_turns(session, row, turns)
    return new.guid


def remove_document(session: Session, *, document: UUID) -> None:
    """Remove a transcript; what was coded in it is hidden with it."""
    live(session, Document, document).removed = True


# ---- adding


class _People:
    """Finds or adds the participant of each draft."""

    def __init__(
        self,
        session: Session,
        drafts: Sequence[TranscriptDraft],
        told: Mapping[int, UUID | str],
    ) -> None:
        self._session, self._drafts, self._told = session, drafts, told
        rows = session.scalars(select(Participant).where(~Participant.removed))
        self._by_name = {row.name.casefold(): row.guid for row in rows}
        self._named = Counter(_speaker_named(draft) for draft in drafts)

    def of(self, number: int) -> UUID:
        """Give the participant of one draft."""
        told = self._told.get(number)
        if isinstance(told, UUID):
            return live(self._session, Participant, told).guid
        draft = self._drafts[number]
        speaker = _speaker_named(draft)
        # the same name in several new files may be as many people
        name = told or (speaker if self._named[speaker] == 1 else "") or draft.name
        return self._by_name.get(name.casefold()) or self._add(name)

    def _add(self, name: str) -> UUID:
        row = Participant(guid=uuid4(), name=free_name(name, set(self._by_name)))
        self._session.add(row)
        self._by_name[name.casefold()] = row.guid
        return row.guid


def _speaker_named(draft: TranscriptDraft) -> str:
    """Name the one participant who speaks, unless it is called "Participant" or the like."""
    speakers = {t.speaker for t in draft.turns if t.role == SpeakerRole.PARTICIPANT}
    if len(speakers) != 1:
        return ""
    speaker = speakers.pop().strip()
    return "" if _ROLE_NOT_NAME.fullmatch(speaker) else speaker


def _fill(session: Session, document: Document, draft: TranscriptDraft) -> None:
    """Add a document with its text and turns."""
    turns = with_participant(draft.turns, document.participant)
    add_wording(session, document, draft.text, turns)
    session.add(document)
    session.flush()
    add_turns(session, document, turns)


class _Originals:
    """Keeps each file once, and of a file that is not kept as it came its checksum."""

    def __init__(self, session: Session, sources: Mapping[int, str]) -> None:
        self._session, self._sources = session, sources
        self._kept: set[str] = set()

    def keep(self, number: int, document: UUID, draft: TranscriptDraft) -> None:
        """Keep what a document was made of."""
        body, kind, encoding = draft.original, draft.format, draft.encoding
        name = draft.path.name if draft.path else draft.name
        digest = sha256(body).hexdigest()
        source = self._sources.get(number, digest)
        if body and digest in self._kept:  # another part of a file that the first one keeps
            body, kind, encoding = draft.text.encode("utf-8", "replace"), "txt", "utf-8"
            name, digest = f"{draft.name}.txt", sha256(body).hexdigest()
        self._kept.add(digest)
        original = Original(
            guid=uuid4(),
            document=document,
            file_name=name,
            format=kind,
            encoding=encoding,
            body=body,
            sha256=digest,
        )
        self._session.add(original)
        if source != digest:
            set_setting(self._session, name=f"{SOURCE}{document.hex}", value=source)


def with_participant(turns: Sequence[Turn], participant: UUID | None) -> list[Turn]:
    """Say of the participant's turns whose they are, if only one participant speaks."""
    speakers = {t.speaker for t in turns if t.role == SpeakerRole.PARTICIPANT}
    if len(speakers) != 1:
        return list(turns)
    return [
        replace(t, participant=t.participant or participant)
        if t.role == SpeakerRole.PARTICIPANT
        else t
        for t in turns
    ]


def _names_here(session: Session, *, but: UUID | None = None) -> list[str]:
    rows = session.execute(select(Document.guid, Document.name).where(~Document.removed))
    return [name for guid, name in rows if guid != but]


def _update_turns(session: Session, changed: list[dict[str, object]]) -> None:
    if changed:
        update_many(session, TurnRow, changed)
