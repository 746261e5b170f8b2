# SPDX-License-Identifier: MIT
"""Changes to a transcript's text before it goes in: turns and breaks move along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from coder_app.core.records import Break, TranscriptDraft, Turn
from coder_app.core.revision import Edit, carry


@dataclass(frozen=True, slots=True, order=True)
class Replacement:
    """Other words for a stretch of the text; nothing for it deletes it."""

    start: int
    end: int
    words: str = ""


def rewritten(draft: TranscriptDraft, changes: Iterable[Replacement]) -> TranscriptDraft:
    """Make all changes at once; they must not overlap. Turns of which nothing is left go."""
    pieces, edits, at, length = [], list[Edit](), 0, 0
    for change in sorted(changes):
        if change.start < at:
            raise ValueError(f"changes overlap at {change.start}")
        pieces += [draft.text[at : change.start], change.words]
        length += change.start - at + len(change.words)
        edits.append((change.start, change.end, length - len(change.words), length))
        at = change.end
    if not edits:
        return draft
    text = "".join((*pieces, draft.text[at:]))
    kept: list[Turn] = []
    for turn in draft.turns:
        turn = _moved(turn, edits, kept[-1].end if kept else 0)
        if turn.label_start < turn.label_end or turn.start < turn.end:
            kept.append(turn)
    breaks = tuple(_moved_break(each, edits) for each in draft.breaks)
    return replace(draft, text=text, turns=tuple(kept), breaks=breaks)


def _moved(turn: Turn, edits: Sequence[Edit], after: int) -> Turn:
    """Say where a turn lies in the new text; it begins where the one before it ends, or later."""
    label = carry(edits, turn.label_start, turn.label_end)
    words = carry(edits, turn.start, turn.end)
    label_start = max(after, label.start)
    label_end = max(label_start, label.end)
    start = max(label_end, words.start)
    return replace(
        turn,
        label_start=label_start,
        label_end=label_end,
        start=start,
        end=max(start, words.end),
    )


def _moved_break(each: Break, edits: Sequence[Edit]) -> Break:
    return replace(each, start=carry(edits, each.start, each.start).start)
