# SPDX-License-Identifier: MIT
"""A folder of 1,500 transcripts in the import: what the window has to do while they are read.

Reading goes on in a thread; the window takes what came of it, judges what will be added, and tells
its foot. It did so after each file at first, which is a million judgements for a folder of this
size; now it takes whatever came in the meantime.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from coder_app.core.records import SpeakerRole, TranscriptDraft, Turn
from coder_app.ui.models.import_list import ImportList
from coder_app.ui.models.import_rows import FileRead, FileState, Outcome, outcome

FILES, TURNS = 1_500, 60
PATHS = [Path(f"P{n:04}.txt") for n in range(FILES)]


@pytest.fixture(scope="module")
def came() -> list[Outcome]:
    """Give what came of all files."""
    return [Outcome(path, 0, FileRead.of([_draft(path.stem)])) for path in PATHS]


def _draft(name: str) -> TranscriptDraft:
    who = SpeakerRole.PARTICIPANT
    turns = [
        Turn(speaker=name, role=who, label_start=9 * n, label_end=9 * n, start=9 * n, end=9 * n + 8)
        for n in range(TURNS)
    ]
    text = f"{name} says\n" * TURNS
    return TranscriptDraft(
        name=name, text=text, turns=tuple(turns), original=text.encode(), format="txt"
    )


def _taken(came: Sequence[Outcome], at_once: int) -> str:
    files = ImportList({})
    files.add(PATHS)
    said = []
    files.dataChanged.connect(lambda *_: said.append(outcome(files.rows, 0)))
    for first in range(0, len(came), at_once):
        files.take_all(came[first : first + at_once])
    assert files.count(FileState.READY) == FILES
    return said[-1]


@pytest.mark.parametrize("at_once", [1, 10, 200])
def test_taking_what_was_read(benchmark, came, at_once: int) -> None:
    said = benchmark.pedantic(_taken, args=(came, at_once), rounds=1)

    assert said == "1,500 will be added."
