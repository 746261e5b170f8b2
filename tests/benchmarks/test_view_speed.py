# SPDX-License-Identifier: MIT
"""A transcript of a million characters with ten thousand codings: opening, adding, scrolling."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from coder_app.core.records import CodingRecord, DocumentRecord, SpeakerRole, Turn
from coder_app.core.spans import Span
from coder_app.ui.look import theme
from coder_app.ui.transcript.pane import TextPane
from coder_app.ui.transcript.view import TranscriptView

LENGTH, CODINGS, CODES = 1_000_000, 10_000, 20
NOW = datetime(2026, 11, 24, tzinfo=UTC)
SOMEBODY = UUID(int=1)


def said(chance: Random) -> tuple[str, tuple[Turn, ...]]:
    """An interview as long as wished: short questions, long answers."""
    letters = "aaabcdeeeefghiiijklmnoooprsttuvw"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(3_000)]
    parts: list[str] = []
    turns: list[Turn] = []
    at = 0
    while at < LENGTH:
        asks = len(turns) % 2 == 0
        label = "Interviewer:" if asks else "Marisol:"
        count = chance.randint(6, 20) if asks else chance.randint(40, 160)
        start = at + len(label) + 1
        answer = " ".join(chance.choices(words, k=count)) + "."
        turns.append(
            Turn(
                speaker=label[:-1],
                role=SpeakerRole.INTERVIEWER if asks else SpeakerRole.PARTICIPANT,
                label_start=at,
                label_end=start - 1,
                start=start,
                end=start + len(answer),
                begins=len(turns) * 13.0,
            )
        )
        parts.append(f"{label} {answer}")
        at = start + len(answer) + 1
    return "\n".join(parts), tuple(turns)


def coding(number: int, span: Span, code: int) -> CodingRecord:
    return CodingRecord(
        guid=UUID(int=number),
        state=SOMEBODY,
        document=SOMEBODY,
        wording=SOMEBODY,
        span=span,
        code=UUID(int=1_000 + code),
        code_name=f"code number {code}",
        colour=theme().code_names()[code],
        key=str(code % 10),
        coder=SOMEBODY,
        coder_name="Ana",
        weight=None,
        weight_label="",
        memo="",
        created=NOW,
        changed=NOW,
        version=1,
    )


@pytest.fixture(scope="module")
def record(qapp: QApplication) -> DocumentRecord:
    del qapp
    theme().start("light")
    chance = Random(20261124)
    text, turns = said(chance)
    codings = []
    for number in range(CODINGS):
        start = chance.randrange(len(text) - 700)
        span = Span(start, start + chance.randint(20, 500))
        codings.append(coding(10_000 + number, span, chance.randrange(CODES)))
    return DocumentRecord(
        guid=SOMEBODY,
        state=SOMEBODY,
        name="long",
        wording=SOMEBODY,
        text=text,
        sha256="",
        format="txt",
        language="en",
        participant=None,
        participant_name="",
        attributes=(),
        turns=turns,
        codings=tuple(codings),
        status=None,
        furthest=0,
    )


def opened(record: DocumentRecord) -> TranscriptView:
    view = TranscriptView()
    view.resize(1_000, 800)
    view.show_document(record)
    view.show()
    QApplication.processEvents()  # the first painting comes with the window
    pane = view.focusProxy()
    assert isinstance(pane, TextPane)
    assert pane.blocks_on_screen()[0].geometry.bands is not None
    return view


def paint(view: TranscriptView) -> None:
    """Paint now what waits to be painted, the words in any case."""
    pane = view.focusProxy()
    assert isinstance(pane, TextPane)
    pane.viewport().update()
    QApplication.sendPostedEvents(view, QEvent.Type.UpdateRequest)


def settle(seconds: float = 1.5) -> None:
    """Let Qt lay out the rest of the text, as it does in idle moments."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.01)


@pytest.fixture
def view(record: DocumentRecord) -> Iterator[TranscriptView]:
    shown = opened(record)
    settle()
    middle = len(record.text) // 2
    shown.restore_position((middle, middle))
    paint(shown)
    yield shown
    shown.close()
    shown.deleteLater()
    settle(0.05)


def test_a_long_transcript_opens_and_paints_in_300_ms(
    benchmark: Any, record: DocumentRecord
) -> None:
    views: list[TranscriptView] = []

    benchmark.pedantic(lambda: views.append(opened(record)), rounds=5, warmup_rounds=1)

    for each in views:
        each.close()
        each.deleteLater()
    settle(0.05)
    assert benchmark.stats.stats.median < 0.300


def test_a_coding_is_painted_within_16_ms(
    benchmark: Any, view: TranscriptView, record: DocumentRecord
) -> None:
    first = view.position_state()[1] + 300
    added = coding(1, Span(first, first + 120), 3)

    def take_it_out() -> None:
        view.update_codings([], gone=[added.guid])
        paint(view)

    def put_it_in() -> None:
        view.update_codings([replace(added, weight=1)])
        paint(view)

    benchmark.pedantic(put_it_in, setup=take_it_out, rounds=60)

    assert len(view.codings()) == len(record.codings) + 1
    assert benchmark.stats.stats.median < 0.016


def test_a_page_is_scrolled_within_20_ms(benchmark: Any, view: TranscriptView) -> None:
    pane = view.focusProxy()
    assert isinstance(pane, TextPane)
    bar = pane.verticalScrollBar()

    def page() -> None:
        bar.setValue(bar.value() + pane.viewport().height())
        paint(view)

    benchmark.pedantic(page, rounds=60)

    assert benchmark.stats.stats.median < 0.020


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_memory_grows_by_less_than_80_mb(benchmark: Any, record: DocumentRecord) -> None:
    before = resident()

    view = benchmark.pedantic(lambda: opened(record), rounds=1)
    settle()
    grown = resident() - before
    view.close()
    view.deleteLater()
    settle(0.05)

    benchmark.extra_info["MB"] = round(grown)
    assert grown < 80


def resident() -> float:
    """Resident memory of this process in MB."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 1_048_576
