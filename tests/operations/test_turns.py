# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_app.core.records import SpeakerRole, TranscriptDraft, Turn
from coder_app.core.revision import find_edits
from coder_app.core.stopping import Stopped, stoppable
from coder_app.operations import documents
from coder_app.operations.turns import carried_turns, words_said
from coder_app.queries import lists


def carried(draft: TranscriptDraft, new: str) -> list[str]:
    edits = find_edits(draft.text, new)
    turns = carried_turns(draft.turns, edits, draft.text, new)
    return [f"{t.speaker}|{new[t.label_start : t.label_end]}|{new[t.start : t.end]}" for t in turns]


def test_without_turns_every_word_counts() -> None:
    assert words_said("ANA: Hello there.", ()) == 3


def test_what_is_added_at_the_end_of_a_turn_belongs_to_it(transcript_of_ana) -> None:
    new = transcript_of_ana.text.replace("trust her?", "trust her? Really?")

    assert carried(transcript_of_ana, new)[2] == "INT|INT: |Do you trust her? Really?"


def test_a_turn_that_was_cut_out_is_gone(transcript_of_ana) -> None:
    new = transcript_of_ana.text.replace("INT: Do you trust her?\n", "")

    assert [line.partition("|")[0] for line in carried(transcript_of_ana, new)] == [
        "INT",
        "ANA",
        "ANA",
    ]


@pytest.mark.parametrize("put", ["", "x", "A new one. ", "\n\n", "🥖"])
@settings(max_examples=25, deadline=None)
@given(cut=st.integers(0, 150), length=st.integers(0, 60))
def test_carried_turns_stay_in_order_and_in_the_text(transcript_of_ana, put, cut, length) -> None:
    old = transcript_of_ana.text
    new = old[:cut] + put + old[cut + length :]

    turns = carried_turns(transcript_of_ana.turns, find_edits(old, new), old, new)

    edges = [e for t in turns for e in (t.label_start, t.label_end, t.start, t.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(new) for edge in edges)


def test_a_huge_transcript_is_stopped_amid_its_turns(study) -> None:
    line = "Ana: yes\n"
    turns = tuple(
        Turn(
            speaker="Ana",
            role=SpeakerRole.PARTICIPANT,
            label_start=9 * n,
            label_end=9 * n + 4,
            start=9 * n + 5,
            end=9 * n + 8,
        )
        for n in range(12_000)
    )
    draft = TranscriptDraft(
        name="Long", text=line * 12_000, turns=turns, original=b"", format="txt"
    )
    asked: list[bool] = []

    def wished() -> bool:
        asked.append(True)
        return len(asked) == 3

    with stoppable(wished), pytest.raises(Stopped):
        study.project.run(documents.add_documents, drafts=[draft])

    assert len(asked) == 3
    assert "Long" not in {row.name for row in study.project.ask(lists.documents, study.lead)}
