# SPDX-License-Identifier: MIT
"""Rows of an import as what goes into the project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from coder_app.core.records import ParticipantRecord, TranscriptDraft
from coder_app.formats.arriving.arrivals import Arrivals
from coder_app.ui.dialogs.importing.speakers import Chosen, chosen_participants
from coder_app.ui.models.import_rows import ImportRow


def arrivals_of(
    row: ImportRow, chosen: Chosen | None, existing: Sequence[ParticipantRecord]
) -> Arrivals:
    """Give the transcripts of a row with their participants: chosen, named by a table, or new."""
    if row.table is not None:
        made, described = row.read.made, row.read.described
        return Arrivals(
            drafts=row.drafts,
            participants=dict(made.participants) if made else {},
            described=(described,) if described else (),
        )
    draft = row.draft
    assert draft is not None
    people = chosen_participants(draft, existing, chosen or {})
    alone = next(iter(people.values())) if len(people) == 1 else None
    return Arrivals(
        drafts=(_with_participants(draft, people),),
        participants={} if alone is None else {0: alone},
    )


def _with_participants(draft: TranscriptDraft, people: Chosen) -> TranscriptDraft:
    """Let turns of a group name the participants chosen for their speakers."""
    known = {speaker: who for speaker, who in people.items() if isinstance(who, UUID)}
    if len(people) < 2 or not known:
        return draft
    turns = tuple(replace(turn, participant=known.get(turn.speaker)) for turn in draft.turns)
    return replace(draft, turns=turns)
