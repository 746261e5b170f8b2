# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from coder_app.agreement.units import Unit
from coder_app.core.records import SpeakerRole
from coder_app.operations import documents
from coder_app.queries.cutting import scope_of, units_of


def test_the_interviewers_turns_and_all_labels_are_out_of_scope(study) -> None:
    record = study.open()

    said = [record.text[a:b] for a, b in scope_of(record.text, record.turns)]
    with_all = scope_of(record.text, record.turns, interviewer=True)

    assert said == [
        "A baker 🥖 from my town. She answers everybody.",
        "I trust her like a friend. I bought her flour.",
    ]
    assert len(with_all) == 4


def test_units_are_cut_inside_the_scope(study) -> None:
    record = study.open()
    scope = scope_of(record.text, record.turns)

    def texts(unit: Unit) -> list[str]:
        return [record.text[a:b] for a, b in units_of(record.text, scope, unit, "en") or []]

    assert texts(Unit.SENTENCE)[1:3] == ["She answers everybody.", "I trust her like a friend."]
    assert texts(Unit.WORD)[:4] == ["A", "baker", "from", "my"]
    assert texts(Unit.TURN) == [record.text[a:b] for a, b in scope]
    assert units_of(record.text, scope, Unit.CHARACTER) is None


def test_a_text_without_turns_counts_line_by_line() -> None:
    assert scope_of("one\n\n  two \n", ()) == [(0, 3), (7, 10)]


def test_where_nobody_is_known_to_be_a_participant_all_but_the_interviewer_count(study) -> None:
    study.project.run(
        documents.set_speakers, document=study.documents[0], roles={"ANA": SpeakerRole.OTHER}
    )
    record = study.open()

    assert len(scope_of(record.text, record.turns)) == 2


def test_paragraphs_are_the_lines_of_what_is_said() -> None:
    text = "A: one two\n\n three four\nB: five"

    found = units_of(text, [(3, 23), (27, 31)], Unit.PARAGRAPH) or []

    assert [text[start:end] for start, end in found] == ["one two", "three four", "five"]


def test_segments_are_stretches_of_so_many_words_the_last_one_shorter() -> None:
    text = "one two three four five"

    found = units_of(text, [(0, len(text))], Unit.SEGMENT, "en", segment_words=2) or []

    assert [text[start:end] for start, end in found] == ["one two", "three four", "five"]


@pytest.mark.parametrize("unit", [Unit.CHARACTER, Unit.DOCUMENT, Unit.PASSAGE])
def test_what_needs_no_cutting_is_not_cut(unit: Unit) -> None:
    assert units_of("one two", [(0, 7)], unit) is None
