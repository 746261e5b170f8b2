# SPDX-License-Identifier: MIT
"""The sample study's files fit one another: interviews, people, codebook, codings, notes."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from coder_app.core.records import SpeakerRole, TranscriptDraft
from coder_app.formats.transcript_files import read_transcript

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "resources" / "sample"
CODEBOOK = ROOT / "codebooks" / "micro_influencer_following.toml"
INVENTED = "Invented interview for the sample study of Coder App; nobody said this."
SHARED = ("P01_Marisol", "P03_Eamon")
FILES = sorted((SAMPLE / "interviews").iterdir())
DOCUMENTS = [file.stem for file in FILES]


def table(name: str) -> list[dict[str, str]]:
    with (SAMPLE / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


CODERS = {row["coder"]: row["file"] for row in table("coders.csv")}


@cache
def transcript(document: str) -> TranscriptDraft:
    file = next(file for file in FILES if file.stem == document)
    return read_transcript(file)


@cache
def scales() -> dict[str, set[str]]:
    codebook = tomllib.loads(CODEBOOK.read_text(encoding="utf-8"))
    return {
        code["name"]: {str(level["weight"]) for level in code.get("scale", ())}
        for code in codebook["code"]
    }


def codings(coder: str) -> list[dict[str, str]]:
    return table(f"codings/{CODERS[coder]}")


def place(text: str, passage: str, occurrence: int) -> tuple[int, int]:
    """Find a passage; "first words … last words" reaches to the next place of the last words."""
    first, gap, last = passage.partition(" … ")
    start = -1
    for _ in range(occurrence):
        start = text.index(first, start + 1)
    end = start + len(first)
    return (start, text.index(last, end) + len(last)) if gap else (start, end)


def words_of(draft: TranscriptDraft, role: SpeakerRole) -> int:
    turns = (turn for turn in draft.turns if turn.role is role)
    return sum(len(draft.text[turn.start : turn.end].split()) for turn in turns)


def test_there_are_two_interviews_of_each_format() -> None:
    assert Counter(file.suffix for file in FILES) == {".txt": 2, ".docx": 2, ".vtt": 2}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_an_interview_says_at_its_head_that_it_is_invented(document: str) -> None:
    head = transcript(document).text[:200]
    assert INVENTED in head


@pytest.mark.parametrize("document", DOCUMENTS)
def test_an_interview_has_its_length_and_two_voices(document: str) -> None:
    draft = transcript(document)
    asked = words_of(draft, SpeakerRole.INTERVIEWER)
    told = words_of(draft, SpeakerRole.PARTICIPANT)
    assert 1_500 <= asked + told <= 4_000
    assert 0.10 <= asked / (asked + told) <= 0.25
    assert not draft.warnings


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_participant_of_an_interview_is_the_one_who_speaks_in_it(document: str) -> None:
    (row,) = [row for row in table("participants.csv") if row["document"] == document]
    speakers = {t.speaker for t in transcript(document).turns if t.role is SpeakerRole.PARTICIPANT}
    assert speakers == {row["participant"]}


def test_participants_have_the_described_attributes() -> None:
    attributes = tomllib.loads((SAMPLE / "attributes.toml").read_text(encoding="utf-8"))[
        "attribute"
    ]
    rows = table("participants.csv")
    assert list(rows[0]) == ["document", "participant", *(each["name"] for each in attributes)]
    check: dict[str, Callable[[str], object]] = {
        "number": float,
        "date": date.fromisoformat,
        "text": str,
    }
    for row in rows:
        for attribute in attributes:
            value = row[attribute["name"]]
            if value and attribute["kind"] == "choice":
                assert value in attribute["choices"]
            elif value:
                check[attribute["kind"]](value)


@pytest.mark.parametrize("coder", CODERS)
def test_each_passage_is_found_in_its_interview(coder: str) -> None:
    for row in codings(coder):
        text = transcript(row["document"]).text
        start, end = place(text, row["passage"], int(row["occurrence"]))
        assert text[start:end] == text[start:end].strip()


@pytest.mark.parametrize("coder", CODERS)
def test_codings_end_in_the_participants_words(coder: str) -> None:
    for row in codings(coder):
        draft = transcript(row["document"])
        start, end = place(draft.text, row["passage"], int(row["occurrence"]))
        touched = [turn for turn in draft.turns if turn.start < end and start < turn.end]
        assert touched[-1].role is SpeakerRole.PARTICIPANT
        assert len(touched) <= 2  # two only where the lead took the question in


@pytest.mark.parametrize("coder", CODERS)
def test_codes_and_weights_are_those_of_the_codebook(coder: str) -> None:
    for row in codings(coder):
        assert row["code"] in scales()
        assert not row["weight"] or row["weight"] in scales()[row["code"]]


@pytest.mark.parametrize("coder", CODERS)
def test_a_coder_never_codes_the_same_words_twice_with_one_code(coder: str) -> None:
    seen = Counter(
        (row["document"], row["code"], row["passage"], row["occurrence"]) for row in codings(coder)
    )
    assert max(seen.values()) == 1


@pytest.mark.parametrize("coder", CODERS)
def test_each_coder_has_sixty_codings_on_each_shared_interview_and_fewer_elsewhere(
    coder: str,
) -> None:
    counts = Counter(row["document"] for row in codings(coder))
    shared = [counts.pop(document) for document in SHARED]
    assert min(shared) >= 60
    assert max(counts.values()) < min(shared)


def test_whoever_coded_an_interview_was_given_it() -> None:
    given = {(row["document"], row["coder"]): row["status"] for row in table("assignments.csv")}
    assert set(given.values()) == {"open", "done"}
    assert {coder for _, coder in given} == set(CODERS)
    for coder in CODERS:
        coded = {row["document"] for row in codings(coder)}
        assert {(document, coder) for document in coded} <= set(given)


def test_every_code_is_used_but_one_is_used_by_nobody_in_the_shared_interviews() -> None:
    rows = [row for coder in CODERS for row in codings(coder)]
    assert {row["code"] for row in rows} == set(scales())
    shared = {row["code"] for row in rows if row["document"] in SHARED}
    assert set(scales()) - shared == {"feedback and validation"}


def test_notes_are_about_known_interviews_by_known_coders() -> None:
    notes = table("memos.csv")
    assert {row["document"] for row in notes} <= set(DOCUMENTS)
    assert {row["coder"] for row in notes} <= set(CODERS)
    assert all(row["memo"].strip() for row in notes)
