# SPDX-License-Identifier: MIT
"""Cleaning up before a transcript goes in: one can look first, and nothing is guessed twice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coder_app.core.records import TranscriptDraft
from coder_app.formats.arriving.mending import (
    Mending,
    join_turns,
    mended,
    rename_speakers,
    without_repeats,
    without_times,
)
from coder_app.formats.arriving.splitting import SplitAt
from coder_app.formats.transcripts.captions import read_vtt
from coder_app.formats.transcripts.plain_text import read_text
from coder_app.formats.transcripts.reading import Reading


def draft(text: str) -> TranscriptDraft:
    return read_text(text.encode(), Path("talk.txt"), Reading())


def captions(*cues: tuple[float, float, str]) -> TranscriptDraft:
    body = "\n\n".join(f"00:{a:06.3f} --> 00:{b:06.3f}\n{words}" for a, b, words in cues)
    data = f"WEBVTT\n\n{body}".encode()
    return read_vtt(data, Path("talk.vtt"), Reading(join_captions=False))


def said(found: TranscriptDraft) -> list[tuple[str, str]]:
    return [(turn.speaker, found.text[turn.start : turn.end]) for turn in found.turns]


# ---- joining


def test_fragments_of_one_speaker_are_joined_below_a_pause() -> None:
    found = captions((0, 1, "<v Ana>One"), (1.5, 2, "<v Ana>two."), (9, 10, "<v Ana>Three."))

    joined = join_turns(found, gap=2)

    assert said(joined) == [("Ana", "One two."), ("Ana", "Three.")]
    assert joined.text == "Ana: One two.\n\nAna: Three."
    assert (joined.turns[0].begins, joined.turns[0].ends) == (0, 2)


def test_without_a_limit_all_are_joined_also_those_without_times() -> None:
    found = draft("Ana: One\nAna: two.\nBo: Three.\n")

    assert said(join_turns(found)) == said(found)
    assert said(join_turns(found, gap=None)) == [("Ana", "One two."), ("Bo", "Three.")]


def test_chinese_fragments_are_joined_without_a_space() -> None:
    found = captions((0, 1, "<v 安娜>我喜欢"), (1, 2, "<v 安娜>她的视频"))

    assert join_turns(found).text == "安娜: 我喜欢她的视频"


def test_a_turn_without_words_leaves_no_space() -> None:
    assert join_turns(draft("Ana:\nAna: words\nBo: x\nBo: y\n"), gap=None).text.startswith(
        "Ana:words"
    )


def test_nothing_to_join_changes_nothing() -> None:
    found = draft("Ana: One\nBo: Two\nAna: Three\nBo: Four\n")

    assert join_turns(found, gap=None) is found
    assert join_turns(replace(found, turns=())).turns == ()


# ---- repeats


def test_what_rolling_captions_show_again_is_deleted() -> None:
    rolling = [
        (0, 1, "so I was"),
        (1, 2, "so I was saying that"),
        (2, 3, "saying that bees"),
        (3, 4, "saying that bees"),
        (4, 5, "bees 😀 dance"),
    ]

    found = without_repeats(captions(*rolling))

    assert [words for _, words in said(found)] == ["so I was", "saying that", "bees", "😀 dance"]


def test_a_word_said_twice_stays() -> None:
    found = captions(
        (0, 1, "Yeah."), (1, 2, "Yeah. That is it."), (2, 3, "Is it?"), (3, 4, "It is")
    )

    assert without_repeats(found).text == found.text


def test_words_said_again_after_a_pause_or_by_another_stay() -> None:
    later = captions((0, 1, "I do not know"), (9, 10, "I do not know"), (10, 11, "so"))
    other = draft("Ana: I do not know\nBo: I do not know\nAna: a\nBo: b\n")

    assert without_repeats(later).text == later.text
    assert without_repeats(other).text == other.text


# ---- times


@pytest.mark.parametrize(
    ("text", "kept", "begins"),
    [
        ("[00:01:02] Ana: One.\n[00:01:09] Bo: Two.\n", "Ana: One.\nBo: Two.\n", 62.0),
        ("Ana (0:05): One.\nBo (0:07): Two.\n", "Ana: One.\nBo: Two.\n", 5.0),
        ("Ana Lee  0:03\nOne.\n\nBo  0:09\nTwo.\n", "Ana Lee\nOne.\n\nBo\nTwo.\n", 3.0),
        ("[00:43.810 --> 00:47.850]  One.\n", "One.\n", 43.81),
        ("00:00:03\nOne.\n00:00:05\nTwo.\n", "One.\nTwo.\n", 3.0),
        ("Ana: One <0:12> two [0:13], {0:14}.\nAna: Two.\n", "Ana: One two,.\nAna: Two.\n", None),
    ],
)
def test_stamps_go_and_their_times_stay_with_the_turns(
    text: str, kept: str, begins: float | None
) -> None:
    found = without_times(draft(text))

    assert found.text == kept
    assert found.turns[0].begins == begins


def test_f4_writes_the_time_where_a_paragraph_ends() -> None:
    found = without_times(draft("Ana: One. #00:00:05-3#\nBo: Two. #00:00:09-1#\n"))

    assert found.text == "Ana: One.\nBo: Two.\n"
    assert [turn.ends for turn in found.turns] == [5.0, 9.0]


def test_clocks_that_somebody_speaks_of_stay() -> None:
    text = "Ana: At 10:30 I get up, and by 11:15:30 I scroll.\nAna: So.\n"

    assert without_times(draft(text)).text == text


# ---- speakers


def test_speakers_are_renamed_in_their_labels_and_nowhere_else() -> None:
    found = rename_speakers(
        draft("ana: I am Ana.\n[0:05] Bo Li: Ana!\nAna: So.\nBo Li: Yes.\n"),
        {"Ana": "P1", "ana": "P1"},
    )

    assert found.text == "P1: I am Ana.\n[0:05] Bo Li: Ana!\nP1: So.\nBo Li: Yes.\n"
    assert found.speakers == ("P1", "Bo Li")


def test_a_name_without_letters_is_no_name() -> None:
    found = draft("Ana: One.\nAna: Two.\n")

    assert rename_speakers(found, {"Ana": " ", "": "x"}).text == found.text


# ---- all of them


def test_rules_are_applied_in_an_order_that_helps() -> None:
    found = captions(
        (0, 1, "<v S1>[0:01] so I was saying"),
        (1, 2, "<v S1>so I was saying that"),
        (2, 3, "<v S1>I was saying that bees dance."),
    )

    (one,) = mended(
        found,
        Mending(drop_repeats=True, drop_times=True, join_turns=True, names={"S1": "Ana"}),
    )

    assert one.text == "Ana: so I was saying that bees dance."


def test_no_rule_changes_nothing() -> None:
    found = draft("Ana: One.\nAna: Two.\n")

    assert mended(found, Mending()) == (found,)


def test_splitting_gives_several() -> None:
    parts = mended(
        draft("Interview 1\nAna: a\nAna: b\nInterview 2\nBo: c\nBo: d\n"),
        Mending(split_at=SplitAt.LINE, line="Interview *"),
    )

    assert [part.name for part in parts] == ["Interview 1", "Interview 2"]
