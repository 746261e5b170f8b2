# SPDX-License-Identifier: MIT
"""Documents and codings as a transcript view gets them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from uuid import UUID, uuid4, uuid5

import pytest
from pytestqt.qtbot import QtBot

from coder_app.core.records import CodingRecord, DocumentRecord, SpeakerRole, Turn
from coder_app.core.spans import Span
from coder_app.ui.look import Theme
from coder_app.ui.transcript.view import TranscriptView

CODES = UUID("9a7f1d62-0d0c-4a5e-8c7b-0c1b2a3d4e5f")
MakeCoding = Callable[..., CodingRecord]
MakeDocument = Callable[..., DocumentRecord]


def coding(
    start: int, end: int, name: str = "trust", colour: str = "tide-1", **fields: object
) -> CodingRecord:
    """A coding of one code; its code's guid follows from the name."""
    somebody = uuid5(CODES, "Ana")
    values: dict[str, object] = {
        "guid": uuid4(),
        "state": somebody,
        "document": somebody,
        "wording": somebody,
        "span": Span(start, end),
        "code": uuid5(CODES, name),
        "code_name": name,
        "colour": colour,
        "key": name[0].upper(),
        "coder": somebody,
        "coder_name": "Ana",
        "weight": None,
        "weight_label": "",
        "memo": "",
        "created": datetime(2026, 11, 12, 21, 6, tzinfo=UTC),
        "changed": datetime(2026, 11, 12, 21, 6, tzinfo=UTC),
        "version": 1,
    }
    return CodingRecord(**(values | fields))  # type: ignore[arg-type]


def document(
    said: Sequence[tuple[str, str]], codings: Sequence[CodingRecord] = ()
) -> DocumentRecord:
    """A document of turns, `name: words` on a line each; "I" is the interviewer."""
    text, turns = "", []
    for number, (speaker, words) in enumerate(said):
        start = len(text) + len(speaker) + 2
        role = SpeakerRole.INTERVIEWER if speaker == "I" else SpeakerRole.PARTICIPANT
        turns.append(
            Turn(
                speaker=speaker,
                role=role,
                label_start=len(text),
                label_end=start - 1,
                start=start,
                end=start + len(words),
                begins=number * 61.0,
            )
        )
        text += f"{speaker}: {words}\n"
    guid = uuid4()
    return DocumentRecord(
        guid=guid,
        state=guid,
        name="P07",
        wording=guid,
        text=text[:-1],
        sha256="",
        format="txt",
        language="en",
        participant=None,
        participant_name="",
        attributes=(),
        turns=tuple(turns),
        codings=tuple(codings),
        status=None,
        furthest=0,
    )


SAID = (
    ("I", "What made you stay?"),
    ("Ana", "She answers. I asked which shoes 😀 she would take, and she wrote back at once."),
    ("I", "Do you trust her?"),
    ("Ana", "More than a magazine, yes. She pays for her own shoes and says so."),
)


@pytest.fixture(scope="session")
def make_coding() -> MakeCoding:
    return coding


@pytest.fixture(scope="session")
def make_document() -> MakeDocument:
    return document


@pytest.fixture
def view(qtbot: QtBot, look: Theme) -> Iterator[TranscriptView]:
    """An empty view, shown."""
    del look
    shown = TranscriptView()
    qtbot.addWidget(shown)
    shown.resize(900, 600)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.setFocus()
    yield shown
    shown.close()


@pytest.fixture
def interview(view: TranscriptView) -> DocumentRecord:
    """A short interview on the screen; nothing is coded yet."""
    record = document(SAID)
    view.show_document(record)
    return record
