# SPDX-License-Identifier: MIT
"""Rows of wordings and turns, shared by bringing transcripts in and correcting them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from coder_app.core.boundaries import count_words
from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.core.records import SpeakerRole, Turn
from coder_app.core.revision import Edit, carry
from coder_app.core.stopping import go_on
from coder_app.store.journal import chunks, insert_many, update_many
from coder_app.store.tables import Document, Wording
from coder_app.store.tables import Turn as TurnRow

_PIECE = 5_000  # turns between two looks at whether anybody still waits


def add_wording(
    session: Session,
    document: Document,
    text: str,
    turns: Sequence[Turn],
    *,
    before: UUID | None = None,
    edits: str | None = None,
) -> Wording:
    """Add a wording and make it the document's current one."""
    wording = Wording(
        guid=uuid4(),
        document=document.guid,
        before=before,
        edits=edits,
        length=len(text),
        words=words_said(text, turns),
        body=text,
        sha256=sha256(text.encode("utf-8")).hexdigest(),
    )
    session.add(wording)
    document.wording = wording.guid
    return wording


def words_said(text: str, turns: Sequence[Turn]) -> int:
    """Count the words that somebody says; labels and time stamps are none."""
    if not turns:
        return count_words(text)
    return sum(count_words(text[turn.start : turn.end]) for turn in turns)


def turn_rows(session: Session, wording: UUID) -> list[TurnRow]:
    """Give the rows of a wording's turns in order."""
    return list(
        session.scalars(
            select(TurnRow)
            .where(~TurnRow.removed, TurnRow.wording == wording)
            .order_by(TurnRow.label_start, TurnRow.start)
        )
    )


def add_turns(session: Session, document: Document, turns: Sequence[Turn]) -> None:
    """Add turns to the current wording of a document."""
    length = session.get_one(Wording, document.wording).length
    if any(turn.label_end > length or turn.end > length for turn in turns):
        raise ProjectProblem(tr("A turn ends after the end of the text."))
    for piece in chunks(turns, _PIECE):
        go_on()
        insert_many(session, TurnRow, [_row(document, turn) for turn in piece])


def _row(document: Document, turn: Turn) -> dict[str, object]:
    return {
        "guid": uuid4(),
        "document": document.guid,
        "wording": document.wording,
        "speaker": turn.speaker,
        "role": SpeakerRole(turn.role).value,
        "participant": turn.participant,
        "label_start": turn.label_start,
        "label_end": turn.label_end,
        "start": turn.start,
        "end": turn.end,
        "begins": turn.begins,
        "ends": turn.ends,
    }


def remove_turns(session: Session, wording: UUID) -> None:
    """Remove all turns of a wording."""
    rows = [{"guid": row.guid, "removed": True} for row in turn_rows(session, wording)]
    if rows:
        update_many(session, TurnRow, rows)


def as_turn(row: TurnRow) -> Turn:
    """Give a row as a record."""
    return Turn(
        speaker=row.speaker,
        role=SpeakerRole(row.role),
        label_start=row.label_start,
        label_end=row.label_end,
        start=row.start,
        end=row.end,
        begins=row.begins,
        ends=row.ends,
        participant=row.participant,
    )


def carried_turns(turns: Sequence[Turn], edits: Sequence[Edit], old: str, new: str) -> list[Turn]:
    """Carry turns into a corrected text; what was added at the end of one belongs to it."""
    carried = []
    for turn in turns:
        label = carry(edits, turn.label_start, turn.label_end)
        words = carry(edits, turn.start, turn.end)
        if turn.start == turn.end:  # nothing was said there
            words = replace(label, start=label.end)
        if label.start < words.end:
            carried.append((turn, label, words))
    found: list[Turn] = []
    at = 0  # a stretch that was replaced over two turns belongs to the first
    for n, (turn, label, words) in enumerate(carried):
        after_old, after_new = len(old), len(new)
        if n + 1 < len(carried):
            after_old, after_new = carried[n + 1][0].label_start, carried[n + 1][1].start
        end = words.end
        if not old[turn.end : after_old].strip():
            end = words.start + len(new[words.start : after_new].rstrip())
        label_start = max(at, label.start)
        label_end = max(label_start, label.end)
        start = max(label_end, words.start)
        at = max(start, end)
        moved = replace(turn, label_start=label_start, label_end=label_end, start=start, end=at)
        if label_start < at:
            found.append(moved)
    return found
