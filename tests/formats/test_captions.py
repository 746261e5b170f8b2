# SPDX-License-Identifier: MIT
"""WebVTT: voices become turns with their times, and nothing goes lost unsaid."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import webvtt

from coder_app.core.errors import InputProblem
from coder_app.core.records import SpeakerRole, TranscriptDraft
from coder_app.formats import read_transcript
from coder_app.formats.captions import read_cues

Write = Callable[[str, bytes | str], Path]


def said(draft: TranscriptDraft) -> list[tuple[str, str, float | None, float | None]]:
    return [(t.speaker, draft.text[t.start : t.end], t.begins, t.ends) for t in draft.turns]


def test_voices_of_teams_become_turns_also_two_in_one_caption(data: Path) -> None:
    draft = read_transcript(data / "teams.vtt")

    assert said(draft) == [
        ("Nora Lind", "Who comes to mind first?", 3.123, 5.456),
        ("Theo Brandt", "The man with the bees.", 5.5, 7.0),
        ("Nora Lind", "Ah.", 5.5, 7.0),
        ("Theo Brandt", "Yes, him.", 8.0, 9.0),
    ]
    assert draft.text.startswith("Nora Lind: Who comes")
    assert [warning.sentence for warning in draft.warnings] == ["1 note of the file was left out."]


def test_names_of_zoom_are_written_once_for_captions_that_follow_one_another(data: Path) -> None:
    draft = read_transcript(data / "zoom.vtt")

    assert said(draft)[1] == (
        *("Theo Brandt", "The man with the bees. He & his sister answer everybody.", 3.9, 9.0),
    )
    assert draft.text.count("Theo Brandt: ") == 1


def test_the_label_is_the_name_and_its_colon(data: Path) -> None:
    draft = read_transcript(data / "zoom.vtt")

    assert [draft.text[t.label_start : t.label_end] for t in draft.turns[:2]] == [
        *("Nora Lind: ", "Theo Brandt: "),
    ]


def test_broken_lines_and_times_that_run_backwards_are_told(data: Path) -> None:
    draft = read_transcript(data / "broken.vtt")

    assert [text for _, text, _, _ in said(draft)] == ["first words.", "back in time."]
    assert [warning.line for warning in draft.warnings] == [3, 7, None]
    assert "3 lines" in draft.warnings[0].sentence
    assert {turn.role for turn in draft.turns} == {SpeakerRole.PARTICIPANT}


def test_cues_are_those_that_a_strict_reader_finds(data: Path) -> None:
    for name in ("zoom.vtt", "teams.vtt"):
        theirs = webvtt.read(str(data / name))
        ours, skipped = read_cues((data / name).read_text("utf-8"))

        assert not skipped
        assert {(c.begins, c.ends) for c in ours} == {
            (c.start_time.in_milliseconds() / 1000, c.end_time.in_milliseconds() / 1000)
            for c in theirs
        }


def test_tags_go_and_entities_are_read(write: Write) -> None:
    cue = "00:01.000 --> 00:02.000 align:start\n<c.red>one</c> <00:01.500>&lt;two&gt; 3 < 4\n"

    draft = read_transcript(
        write("talk.vtt", "WEBVTT\nKind: captions\n\nSTYLE\n::cue {}\n\n" + cue)
    )

    assert draft.text == "one <two> 3 < 4"


def test_a_caption_file_is_known_by_its_first_word_whatever_it_is_called(write: Write) -> None:
    path = write("talk.txt", "\ufeffWEBVTT\n\n00:01.000 --> 00:02.000\nwords\n")

    assert read_transcript(path).format == "vtt"


def test_without_voices_a_pause_after_a_sentence_begins_a_turn(write: Write) -> None:
    cues = "00:01.000 --> 00:02.000\nOne\n\n00:02.100 --> 00:03.000\nand two.\n\n"

    draft = read_transcript(write("talk.vtt", f"WEBVTT\n\n{cues}00:09.000 --> 00:10.000\nThree.\n"))

    assert [(text, begins) for _, text, begins, _ in said(draft)] == [
        *(("One and two.", 1.0), ("Three.", 9.0)),
    ]


def test_endless_speech_without_voices_or_full_stops_is_parted(write: Write) -> None:
    cues = "".join(
        f"00:{n // 60:02}:{n % 60:02}.000 --> 00:{n // 60:02}:{n % 60:02}.900\nno end of words\n\n"
        for n in range(600)
    )

    draft = read_transcript(write("talk.vtt", f"WEBVTT\n\n{cues}"))

    assert 3 < len(draft.turns) < 20
    assert max(turn.end - turn.start for turn in draft.turns) < 2_500


def test_chinese_captions_are_joined_without_a_space(write: Write) -> None:
    cues = "00:01.000 --> 00:02.000\n<v 安娜>我喜欢\n\n00:02.000 --> 00:03.000\n<v 安娜>她的视频\n"

    assert read_transcript(write("talk.vtt", f"WEBVTT\n\n{cues}")).text == "安娜: 我喜欢她的视频"


def test_a_file_without_captions_is_refused(write: Write) -> None:
    with pytest.raises(InputProblem, match="no captions"):
        read_transcript(write("talk.vtt", "WEBVTT\n\nnothing here\n"))
