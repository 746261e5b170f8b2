# SPDX-License-Identifier: MIT
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from coder_app.formats.arriving.guessing import About, Guess, guesses
from coder_app.formats.transcript_files import read_transcript


def by_kind(found: tuple[Guess, ...]) -> dict[About, Guess]:
    return {guess.about: guess for guess in found}


def draft_of(tmp_path: Path, text: str, encoding: str = "utf-8"):
    path = tmp_path / "talk.txt"
    path.write_bytes(text.encode(encoding))
    return read_transcript(path)


TALK = "Interviewer: Warum folgen Sie ihr, und was ist für Sie wichtig?\nBea: Weil sie echt ist.\n"


def test_a_plain_interview_is_sure(tmp_path: Path) -> None:
    found = by_kind(guesses(draft_of(tmp_path, TALK * 4)))

    assert {kind: guess.value for kind, guess in found.items()} == {
        About.ENCODING: "utf-8",
        About.LANGUAGE: "de",
        About.SPEAKERS: "Interviewer, Bea",
    }
    assert all(guess.sure and guess.sentence and guess.about.words for guess in found.values())


def test_what_is_uncertain_is_said_to_be(tmp_path: Path) -> None:
    found = by_kind(guesses(draft_of(tmp_path, "Ana: für mich\nBo: ja\nAna: so\n", "cp1252")))

    assert not any(guess.sure for guess in found.values())
    assert "Bo" in found[About.SPEAKERS].sentence


def test_speakers_of_whom_none_interviews_are_to_be_chosen_among(tmp_path: Path) -> None:
    found = by_kind(guesses(draft_of(tmp_path, "Ana: a\nBo: b\n" * 2)))

    assert found[About.SPEAKERS].sentence == "No name says who interviews. Choose it."


def test_a_language_that_the_file_names_wrongly_is_noticed(tmp_path: Path) -> None:
    draft = replace(draft_of(tmp_path, TALK * 4), language="en")

    guess = by_kind(guesses(draft))[About.LANGUAGE]

    assert (guess.value, guess.sure) == ("en", False)
    assert "(de)" in guess.sentence


def test_times_are_told_with_their_reach(tmp_path: Path) -> None:
    forth = draft_of(tmp_path, "[00:00:05] Ana: a\n[01:02:09] Ana: b\n")
    back = draft_of(tmp_path, "[00:10] Ana: a\n[00:05] Ana: b\n")

    assert by_kind(guesses(forth))[About.TIMES].value == "0:00:05 to 1:02:09"
    assert not by_kind(guesses(back))[About.TIMES].sure


def test_without_names_all_words_are_one_participants(tmp_path: Path) -> None:
    found = by_kind(guesses(draft_of(tmp_path, "12 34")))

    assert (found[About.SPEAKERS].value, found[About.LANGUAGE].value) == ("", "")
