# SPDX-License-Identifier: MIT
"""Corrections of who speaks, as things that can be done again to a text that was read anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from coder_app.core.records import SpeakerRole, Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnEdit:
    """A role for all turns of a speaker; or one turn, given to a speaker or joined to the last."""

    speaker: str = ""
    role: SpeakerRole | None = None
    row: int | None = None
    joins: bool = False

    def applied(self, turns: Sequence[Turn]) -> tuple[Turn, ...]:
        """Make the correction."""
        if self.role is not None:
            return give_role(turns, self.speaker, self.role)
        if self.row is None or self.row >= len(turns):
            return tuple(turns)
        return (
            join_turn(turns, self.row) if self.joins else give_turn(turns, self.row, self.speaker)
        )


def corrected(
    turns: Sequence[Turn], edits: Iterable[TurnEdit], *, same_turns: bool = True
) -> tuple[Turn, ...]:
    """Make corrections one after the other; those of single turns only where turns are the same."""
    done = tuple(turns)
    for edit in edits:
        if same_turns or edit.role is not None:
            done = edit.applied(done)
    return done


def renamed(edits: Iterable[TurnEdit], before: str, name: str) -> tuple[TurnEdit, ...]:
    """Let corrections be of a speaker's new name."""
    return tuple(replace(e, speaker=name) if e.speaker == before else e for e in edits)


def give_role(turns: Sequence[Turn], speaker: str, role: SpeakerRole) -> tuple[Turn, ...]:
    """Give every turn of a speaker a role."""
    return tuple(replace(t, role=role) if t.speaker == speaker else t for t in turns)


def rename_speaker(turns: Sequence[Turn], speaker: str, name: str) -> tuple[Turn, ...]:
    """Call a speaker otherwise; the label in the text stays as it is."""
    role = next((t.role for t in turns if t.speaker == name), None)
    return tuple(
        replace(t, speaker=name, role=role or t.role) if t.speaker == speaker else t for t in turns
    )


def give_turn(turns: Sequence[Turn], row: int, speaker: str) -> tuple[Turn, ...]:
    """Let one turn be said by another speaker."""
    role = next((t.role for t in turns if t.speaker == speaker), SpeakerRole.OTHER)
    changed = list(turns)
    changed[row] = replace(changed[row], speaker=speaker, role=role)
    return tuple(changed)


def join_turn(turns: Sequence[Turn], row: int) -> tuple[Turn, ...]:
    """Take a turn for a part of the one before it: what looked like a label was none."""
    if row == 0:
        return tuple(turns)
    changed = list(turns)
    gone = changed.pop(row)
    before = changed[row - 1]
    start = before.start if before.end > before.start else gone.label_start
    ends = gone.ends if gone.ends is not None else before.ends
    changed[row - 1] = replace(before, start=start, end=max(gone.end, gone.label_end), ends=ends)
    return tuple(changed)
