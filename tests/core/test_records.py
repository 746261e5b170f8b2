# SPDX-License-Identifier: MIT
"""Records that do a little more than hold values."""

from __future__ import annotations

from uuid import uuid4

from coder_app.core.records import Changes, Outcome, Purpose, SpeakerRole, TranscriptDraft, Turn


def _turn(speaker: str, start: int) -> Turn:
    return Turn(
        speaker=speaker,
        role=SpeakerRole.PARTICIPANT,
        label_start=start,
        label_end=start,
        start=start,
        end=start + 1,
    )


def _draft(text: str, *speakers: str) -> TranscriptDraft:
    turns = tuple(_turn(speaker, n) for n, speaker in enumerate(speakers))
    return TranscriptDraft(name="P1", text=text, turns=turns, original=b"", format="txt")


def test_speakers_are_named_once_in_order_of_appearance() -> None:
    assert _draft("abc", "Ana", "I", "Ana").speakers == ("Ana", "I")


def test_the_same_text_has_the_same_hash_whatever_file_it_came_from() -> None:
    assert _draft("Olá 😀").text_sha256 == _draft("Olá 😀", "Ana").text_sha256
    assert _draft("Olá 😀").text_sha256 != _draft("Olá").text_sha256


def test_changes_touch_what_they_name() -> None:
    coding, document, other = uuid4(), uuid4(), uuid4()
    changes = Changes(guids={"coding": frozenset({coding})}, documents=frozenset({document}))

    assert changes.kinds == {"coding"}
    assert changes.touches("code", "coding", document=document)
    assert not changes.touches("coding", document=other)
    assert not changes.touches("memo")


def test_changes_of_no_document_touch_them_all() -> None:
    changes = Changes(guids={"code": frozenset({uuid4()})})

    assert changes.touches("code", document=uuid4())


def test_purposes_and_outcomes_have_their_words() -> None:
    assert [purpose.words for purpose in Purpose] == ["main coding", "reliability", "practice"]
    assert [outcome.words for outcome in Outcome] == [
        "one coder’s",
        "both",
        "neither",
        "another solution",
    ]
