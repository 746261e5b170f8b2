# SPDX-License-Identifier: MIT
"""JSON of speech recognition: segments with times, whatever the program calls them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from coder_app.core.errors import InputProblem
from coder_app.formats.transcript_files import read_transcript

Write = Callable[[str, bytes | str], Path]

SEGMENT = {"start": 0.5, "end": 2.0, "text": " One 😀"}


def test_segments_become_turns_with_times(write: Write) -> None:
    content = {"text": "all", "language": "en", "segments": [SEGMENT, {"start": 2, "text": "two."}]}

    draft = read_transcript(write("talk.json", json.dumps(content)))

    assert (draft.text, draft.language, draft.format) == ("One 😀 two.", "en", "json")
    assert (draft.turns[0].begins, draft.turns[0].ends) == (0.5, 2.0)


@pytest.mark.parametrize(
    "content",
    [
        [SEGMENT],
        {"chunks": [{"timestamp": [0.5, 2.0], "text": "One 😀"}]},
        {
            "result": {"language": "en"},
            "transcription": [{"offsets": {"from": 500, "to": 2000}, "text": "One 😀"}],
        },
    ],
)
def test_other_programs_call_them_otherwise(write: Write, content: object) -> None:
    turn = read_transcript(write("talk.json", json.dumps(content))).turns[0]

    assert (turn.begins, turn.ends) == (0.5, 2.0)


def test_speakers_are_taken_where_they_are_told(write: Write) -> None:
    said = [("SPEAKER_00", "Why?"), ("SPEAKER_01", "Because."), ("SPEAKER_01", "So.")]
    segments = [{"speaker": who, "text": words} for who, words in said]

    draft = read_transcript(write("talk.json", json.dumps({"segments": segments})))

    assert draft.text == "SPEAKER_00: Why?\n\nSPEAKER_01: Because. So."


@pytest.mark.parametrize(
    "segment",
    [
        '{"start": NaN, "end": Infinity, "text": "a"}',
        '{"start": -1, "end": 1e999, "text": "a"}',
        '{"start": true, "end": "x", "text": "a", "speaker": 5}',
        '{"start": 1' + "0" * 400 + ', "text": "a"}',
        '{"offsets": {"from": null}, "text": "a"}',
        '{"timestamp": [null, null], "text": "a"}',
    ],
)
def test_times_that_are_none_are_left_open(write: Write, segment: str) -> None:
    turn = read_transcript(write("talk.json", f'{{"segments": [{segment}]}}')).turns[0]

    assert (turn.begins, turn.ends) == (None, None)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "no valid JSON"),
        ("[" * 100_000, "no valid JSON"),
        ('{"segments": [{"text": 5}, 7]}', "no segments"),
        ('{"segments": {"a": 1}}', "no segments"),
        ("5", "no segments"),
        ('{"a": [1' + "0" * 5_000 + "]}", "no valid JSON|no segments"),
    ],
)
def test_what_is_no_transcript_is_said_to_be_none(
    write: Write, content: str, sentence: str
) -> None:
    with pytest.raises(InputProblem, match=sentence):
        read_transcript(write("talk.json", content))
