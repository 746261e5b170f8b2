# SPDX-License-Identifier: MIT
from __future__ import annotations

from pathlib import Path

import pytest

from coder_app.core.errors import InputProblem
from coder_app.core.records import SpeakerRole
from coder_app.formats.transcripts.cues import Cue, as_one, assembled, draft_of_cues, joined, named
from coder_app.formats.transcripts.reading import Reading


def cue(words: str, begins: float | None = 0, ends: float | None = 1, voice: str = "") -> Cue:
    return Cue(begins, ends, voice, words, 1)


def test_cues_of_one_voice_become_one() -> None:
    run = [cue("One", 0, 1, "Ana"), cue("two.", 1, 2, "Ana"), cue("Three.", 2, 3, "Bo")]

    assert [(c.voice, c.words, c.begins, c.ends) for c in joined(run)] == [
        *(("Ana", "One two.", 0, 2), ("Bo", "Three.", 2, 3)),
    ]


def test_cues_without_voice_and_time_are_not_joined() -> None:
    run = [cue("One", None, None), cue("two", None, None)]

    assert len(list(joined(run))) == 2


def test_one_of_several_ends_with_the_last_whose_end_is_known() -> None:
    assert as_one([cue("a", 0, 5), cue("b", 1, None), cue("c", 2, 3)]).ends == 5
    assert as_one([cue("a", 0, None)]).ends is None


def test_names_before_colons_are_voices_and_what_follows_goes_on_with_them() -> None:
    cues, warnings = named([cue("Ana: One"), cue("and two"), cue("Bo: Three"), cue("Ana: Four")])

    assert [(c.voice, c.words) for c in cues] == [
        *(("Ana", "One"), ("Ana", "and two"), ("Bo", "Three"), ("Ana", "Four")),
    ]
    assert all(warning.of_file for warning in warnings)


def test_turns_lie_where_their_words_are() -> None:
    text, turns = assembled([cue("😀 One.", voice="Ana"), cue("Two.")])

    assert text == "Ana: 😀 One.\n\nTwo."
    assert [(text[t.label_start : t.label_end], text[t.start : t.end]) for t in turns] == [
        *(("Ana: ", "😀 One."), ("", "Two.")),
    ]
    assert turns[1].role is SpeakerRole.NONE


def test_a_draft_says_where_time_runs_backwards() -> None:
    cues = [Cue(9, 10, "", "late", 4), Cue(1, 2, "", "early", 8), Cue(5, 3, "", "odd", 12)]

    draft = draft_of_cues(cues, b"", Path("a.vtt"), "vtt", Reading())

    assert draft.warnings[0].line == 8
    assert draft.warnings[0].sentence.startswith("The time runs backwards at 2 captions")


def test_cues_of_spaces_are_no_transcript() -> None:
    with pytest.raises(InputProblem, match="no text"):
        draft_of_cues([cue(" ")], b"", Path("a.vtt"), "vtt", Reading())
