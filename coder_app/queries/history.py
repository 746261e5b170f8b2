# SPDX-License-Identifier: MIT
"""The history in words, made when it is shown: an event holds no text of anybody's."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from coder_app.core.places import tr
from coder_app.core.records import EventRecord
from coder_app.queries.visibility import visible_events
from coder_app.store.tables import Coder, Document, Event
from coder_app.store.undo import things_in
from coder_app.store.undo_limits import why_final

_Undoing = aliased(Event)


def events(
    session: Session, viewer: UUID, limit: int = 200, before: UUID | None = None
) -> list[EventRecord]:
    """Give the newest events that the viewer may know, or those older than one."""
    found = (
        visible_events(viewer)
        .outerjoin(Coder, Coder.guid == Event.who)
        .outerjoin(Document, Document.guid == Event.document)
        .add_columns(Coder.name, Document.name)
        .order_by(Event.seq.desc())
        .limit(limit)
    )
    if before is not None:
        found = found.where(
            Event.seq < select(Event.seq).where(Event.guid == before).scalar_subquery()
        )
    rows = session.execute(found).all()
    guids = [row.guid for row, _, _ in rows]
    undone = _undone(session, guids)
    actions = _actions(session, [row.undoes for row, _, _ in rows if row.undoes])
    things = things_in(session, {row.guid: row.action for row, _, _ in rows})
    return [
        EventRecord(
            guid=row.guid,
            at=row.at,
            who=name or "",
            action=row.action,
            sentence=_told(row, actions, things.get(row.guid, 0), document or ""),
            undoes=row.undoes,
            undone=row.guid in undone,
            stays=why_final(session, row.guid, row.action),
        )
        for row, name, document in rows
    ]


def sentence(action: str, *, things: int = 0, document: str = "") -> str:
    """Say what an action does, as menus and the history have it: "Code a passage"."""
    said = _sentences().get(action, tr("Change the project"))
    if things > 1:
        said = tr("{0} ({1})").format(said, f"{things:,}")
    return tr("{0} in “{1}”").format(said, document) if document else said


def _told(row: Event, actions: dict[UUID, str], things: int, document: str) -> str:
    if row.undoes is None:
        return sentence(row.action, things=things, document=document)
    what = actions.get(row.undoes, "")
    done = sentence(what, document=document)
    return (tr("Redo: {0}") if row.action == "redo" else tr("Undo: {0}")).format(done)


def _undone(session: Session, guids: list[UUID]) -> set[UUID]:
    """Tell which events are undone now: by an event that is not undone itself."""
    told = select(_Undoing.undoes, _Undoing.guid).where(_Undoing.undoes.in_(guids))
    undoings = {guid: undone for undone, guid in session.execute(told)} if guids else {}
    gone = _undone(session, list(undoings)) if undoings else set()
    return {undone for guid, undone in undoings.items() if undone and guid not in gone}


def _actions(session: Session, guids: list[UUID]) -> dict[UUID, str]:
    """Find what was first done where an undo was undone: follow `undoes` to its end."""
    first = {guid: guid for guid in guids}
    actions: dict[UUID, str] = {}
    while first:
        rows = session.execute(
            select(Event.guid, Event.action, Event.undoes).where(Event.guid.in_(first.values()))
        )
        known = {guid: (action, undoes) for guid, action, undoes in rows}
        following = {}
        for asked, at in first.items():
            action, undoes = known.get(at, ("", None))
            if undoes is None:
                actions[asked] = action
            else:
                following[asked] = undoes
        first = following
    return actions


def _sentences() -> dict[str, str]:
    return {
        "projects.begin": tr("Begin the project"),
        "bring_project.bring_project": tr("Begin the project with that of another program"),
        "projects.rename": tr("Rename the project"),
        "projects.set_setting": tr("Change a setting"),
        "projects.switch_agreement": tr("Switch agreement on or off"),
        "documents.add_documents": tr("Add transcripts"),
        "describing.describe": tr("Describe participants"),
        "documents.rename_document": tr("Rename a transcript"),
        "documents.set_participant": tr("Change who was interviewed"),
        "documents.set_language": tr("Change a language"),
        "documents.set_speakers": tr("Correct the speakers"),
        "documents.set_turns": tr("Correct the turns"),
        "documents.remove_document": tr("Remove a transcript"),
        "documents.revise_text": tr("Correct the text"),
        "codebook.add_code": tr("Add a code"),
        "codebook.edit_code": tr("Edit a code"),
        "codebook.rework_code": tr("Edit a code"),
        "codebook.move_code": tr("Move a code"),
        "codebook.merge_codes": tr("Merge two codes"),
        "codebook.retire_code": tr("Retire a code"),
        "codebook.bring_back_code": tr("Bring back a code"),
        "codebook.remove_code": tr("Remove a code"),
        "codebook.freeze_version": tr("Close a codebook version"),
        "codebook.import_codebook": tr("Import a codebook"),
        "codebook_file.take_over": tr("Take over a changed codebook"),
        "codings.apply_code": tr("Code a passage"),
        "codings.apply_new_code": tr("Code a passage with a new code"),
        "codings.apply_codes": tr("Code passages"),
        "codings.change_code": tr("Change a coding's code"),
        "codings.move_border": tr("Move a border"),
        "codings.set_weight": tr("Weigh a coding"),
        "codings.remove_coding": tr("Remove a coding"),
        "codings.code_all_matches": tr("Code all matches"),
        "sample.describe_people": tr("Describe participants"),
        "sample.share_out": tr("Assign transcripts"),
        "memos.write_memo": tr("Write a memo"),
        "people.add_coder": tr("Add a coder"),
        "people.rename_coder": tr("Rename a coder"),
        "people.set_role": tr("Change a role"),
        "people.remove_coder": tr("Remove a coder"),
        "people.add_participant": tr("Add a participant"),
        "people.rename_participant": tr("Rename a participant"),
        "people.remove_participant": tr("Remove a participant"),
        "people.add_attribute": tr("Add an attribute"),
        "people.edit_attribute": tr("Edit an attribute"),
        "people.remove_attribute": tr("Remove an attribute"),
        "people.set_value": tr("Describe a participant"),
        "people.assign": tr("Assign a transcript"),
        "people.unassign": tr("Take back an assignment"),
        "people.mark_done": tr("Mark a transcript"),
        "people.assign_all": tr("Assign transcripts"),
        "people.unassign_all": tr("Take back assignments"),
        "people.mark_all_done": tr("Mark transcripts"),
        "people.reveal": tr("End blind coding of a transcript"),
        "people.reveal_all": tr("End blind coding of transcripts"),
        "people.code_again": tr("Let a coder code transcripts again"),
        "rounds.close_round": tr("Close a round"),
        "rounds.rename_round": tr("Rename a round"),
        "consensus.settle": tr("Settle a disagreement"),
        "consensus.reopen": tr("Reopen a disagreement"),
        "consensus.take_agreed": tr("Take into Consensus what all coders marked"),
    }
