# SPDX-License-Identifier: MIT
"""WebVTT: voices become turns with their times, and nothing goes lost unsaid."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import webvtt

from coder_app.core.errors import InputProblem
from coder_app.core.records import SpeakerRole, TranscriptDraft
from coder_app.formats.transcript_files import read_transcript
from coder_app.formats.transcripts.captions import read_captions, read_vtt
from coder_app.formats.transcripts.reading import Reading

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

    assert [text for _, text, _, _ in said(draft)] == [
        *("first words.", "back in time. broken timing"),
    ]
    assert [(warning.line, warning.of_file) for warning in draft.warnings] == [
        *((3, True), (10, True), (11, True), (7, True), (None, False)),
    ]
    assert "“this line belongs nowhere” belongs to no caption" in draft.warnings[0].sentence
    assert {turn.role for turn in draft.turns} == {SpeakerRole.PARTICIPANT}


def test_cues_are_those_that_a_strict_reader_finds(data: Path) -> None:
    for name in ("zoom.vtt", "teams.vtt"):
        theirs = webvtt.read(str(data / name))
        ours = read_captions((data / name).read_text("utf-8"))

        assert not ours.lost + ours.untimed
        assert {(c.begins, c.ends) for c in ours.cues} == {
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


def test_each_caption_is_a_turn_if_one_wants_it_so(data: Path) -> None:
    path = data / "zoom.vtt"

    draft = read_vtt(path.read_bytes(), path, Reading(join_captions=False))

    assert [text for _, text, _, _ in said(draft)][1:3] == [
        *("The man with the bees.", "He & his sister answer everybody."),
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


# ---- SRT


def test_numbers_and_commas_of_srt_are_read_and_its_tags_go(write: Write) -> None:
    captions = (
        "1\r\n00:00:01,500 --> 00:00:02,000\r\n<font color='#fff'>One</font>\r\n\r\n"
        "2\r\n00:00:02,100 --> 00:00:03,000\r\n{\\an8}and <i>two</i>.\r\n"
    )

    draft = read_transcript(write("talk.srt", captions))

    assert said(draft) == [("", "One and two.", 1.5, 3.0)]
    assert draft.format == "srt"


def test_words_whose_time_is_missing_stay_and_are_told_by_line(write: Write) -> None:
    first, last = (
        "1\n00:00:00,500 --> 00:00:07,000\nOne.",
        "3\n00:00:08,000 -> 00:00:09,000\n3.",
    )
    captions = f"{first}\n\n2\nTwo.\n\n{last}"

    draft = read_transcript(write("talk.srt", captions))

    assert draft.text == "One. Two. 3."
    assert [(w.line, w.sentence.split(" it ")[0]) for w in draft.warnings[:1]] == [
        *((6, "Line 6 of the file: “Two.” has no time;"),),
    ]


def test_many_broken_lines_are_told_in_the_end_by_number(write: Write) -> None:
    stray = "\n\n".join(f"stray {number}" for number in range(60))

    draft = read_transcript(write("talk.srt", f"00:01,000 --> 00:02,000\nOne.\n\n{stray}"))

    assert len(draft.warnings) < 25
    assert "So are 40 more lines." in [warning.sentence for warning in draft.warnings]
    assert "stray 59" in draft.text


# ---- rolling captions


def test_lines_that_rolling_captions_repeat_are_read_once(write: Write) -> None:
    lines = ["yeah", "what this will be", "is a long", "talk on", "honey"]
    captions = "WEBVTT\nKind: captions\nLanguage: en\n\n"
    for number, (before, line) in enumerate(zip(["", *lines], lines, strict=False)):
        time = f"00:0{number}.000 --> 00:0{number}.990 align:start position:0%\n"
        captions += f"{time}{before or ' '}\n{line}<00:00.500><c> so</c>\n\n".replace(
            before, f"{before} so" if before else before, 1
        )

    draft = read_transcript(write("talk.vtt", captions))

    assert draft.text == "yeah so what this will be so is a long so talk on so honey so"
    assert draft.language == "en"
    assert draft.warnings[0].sentence.startswith("4 lines that captions repeat")


def test_somebody_who_says_the_same_twice_is_not_rolling(write: Write) -> None:
    cues = "".join(
        f"00:{n:02}.000 --> 00:{n:02}.900\n{words}\n\n"
        for n, words in enumerate(["Yeah.", "Yeah.", "Yeah.", "a", "b", "c", "d", "e", "Yeah."])
    )

    assert read_transcript(write("talk.vtt", f"WEBVTT\n\n{cues}")).text.count("Yeah.") == 4
