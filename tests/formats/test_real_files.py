# SPDX-License-Identifier: MIT
"""Whatever lies in a folder is read, or refused with a sentence: ours, or the one REAL_FILES names.

REAL_FILES=/some/folder pytest tests/formats/test_real_files.py
"""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from coder_app.core.errors import InputProblem
from coder_app.core.records import TranscriptDraft
from coder_app.formats.arriving.guessing import guesses
from coder_app.formats.arriving.tables import ANSWER_SUFFIXES, read_answers
from coder_app.formats.project_files import is_project, read_project
from coder_app.formats.transcript_files import TRANSCRIPT_SUFFIXES, read_transcript

DATA = Path(__file__).parent.parent / "data"
OURS = DATA / "transcripts"
THEIRS = os.environ.get("REAL_FILES")
FOLDERS = [Path(THEIRS)] if THEIRS else [OURS, DATA / "refi"]
FILES = sorted(path for folder in FOLDERS for path in folder.rglob("*") if path.is_file())


def transcripts() -> list[Path]:
    return [path for path in FILES if path.suffix.casefold() in TRANSCRIPT_SUFFIXES]


def shown(path: Path) -> str:
    return path.relative_to(Path(THEIRS) if THEIRS else DATA).as_posix()


@pytest.mark.parametrize("path", transcripts(), ids=shown)
def test_a_transcript_is_read_or_refused_with_a_sentence(path: Path) -> None:
    try:
        draft = read_transcript(path)
    except InputProblem as problem:
        assert_clear(problem)
        return

    assert_sound(draft)
    assert draft.original == path.read_bytes()


@pytest.mark.parametrize("path", [p for p in FILES if is_project(p)], ids=shown)
def test_a_project_of_another_program_is_read_or_refused_with_a_sentence(path: Path) -> None:
    try:
        read_project(path)
    except InputProblem as problem:
        assert_clear(problem)


@pytest.mark.parametrize(
    "path", [p for p in FILES if p.suffix.casefold() in ANSWER_SUFFIXES], ids=shown
)
def test_a_table_is_opened_or_refused_with_a_sentence(path: Path) -> None:
    try:
        table = read_answers(path)
    except InputProblem as problem:
        assert_clear(problem)
        return

    assert all(len(row) == len(table.columns) for row in table.rows)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("korean_cp949.txt", "친구처럼 느껴져요"),
        ("arabic_cp1256.txt", "أشعر أنه صديق"),
        ("bold.odt", "bees. 🐝 He"),
        ("bold.rtf", "bees. 🐝 He"),
        ("bold.html", "Straße, Łódź"),
        ("pages.pdf", "Straße, Łódź"),
        ("names.srt", "bees. 🐝 He answers"),
        ("segments.json", "bees. 🐝"),
        ("turns.csv", "Łódź"),
    ],
)
def test_letters_of_our_own_files_arrive(name: str, words: str) -> None:
    assert words in read_transcript(OURS / name).text


def assert_clear(problem: InputProblem) -> None:
    """Say what is wrong, and what to do."""
    assert problem.what.endswith(".")
    assert problem.remedy.endswith(".")


def assert_sound(draft: TranscriptDraft) -> None:
    """Turns lie in order within a text that windows and databases can keep."""
    text = draft.text
    assert text.strip()
    assert not set(text) & {"\r", "\0", "\u2029"}
    assert text.encode("utf-8").decode("utf-8") == text
    assert not any(unicodedata.category(c) == "Cs" for c in text)
    end = 0
    for turn in draft.turns:
        assert end <= turn.label_start <= turn.label_end <= turn.start <= turn.end <= len(text)
        end = turn.end
    for each in draft.breaks:
        assert 0 <= each.start < len(text)
    lines = text.count("\n") + 1
    for warning in draft.warnings:
        assert warning.sentence
        assert warning.line is None or warning.of_file or 1 <= warning.line <= lines
    assert guesses(draft)
