# SPDX-License-Identifier: MIT
"""A PDF is read in a process of its own: what hangs or dies there harms nobody here."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from multiprocessing import active_children
from pathlib import Path

import pytest

from coder_app.core.stopping import Stopped, stoppable
from coder_app.formats.transcripts.pdf_pages import PdfDamaged, PdfDocument, PdfLocked, PdfPage
from coder_app.formats.transcripts.pdf_process import PdfProcess, PdfTooLong, PdfTooSlow

Pdf = Callable[..., Path]

ROWS = [(50, 700, "Ana: I trust her."), (50, 688, "Bo: Why?")]
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="nothing halts a process there")


@pytest.fixture
def process() -> Iterator[PdfProcess]:
    process = PdfProcess()
    yield process
    process.end()


@pytest.fixture
def data(pdf: Pdf) -> bytes:
    return pdf([ROWS, ROWS[:1]]).read_bytes()


@pytest.fixture
def halted(process: PdfProcess, data: bytes) -> int:
    """The process has read a file, and does nothing from now on: its number."""
    _read(process, data)
    os.kill(_child(process), signal.SIGSTOP)
    return _child(process)


def _child(process: PdfProcess) -> int:
    return 0 if process._process is None else process._process.pid or 0


def _read(process: PdfProcess, data: bytes, seconds: float = 20) -> list[PdfPage]:
    return process.pages(data, most=9, seconds=seconds)


def test_it_reads_what_is_read_without_it(process: PdfProcess, data: bytes) -> None:
    document = PdfDocument(data)
    alone = [document.page(number) for number in range(len(document))]
    document.close()

    assert _read(process, data) == alone
    assert [len(page.rows) for page in alone] == [2, 1]


def test_one_process_serves_all_files_also_after_one_that_cannot_be_read(
    process: PdfProcess, data: bytes, pdf: Pdf
) -> None:
    _read(process, data)
    first = _child(process)
    assert len(_read(process, data)) == 2
    assert _child(process) == first

    with pytest.raises(PdfLocked):
        _read(process, pdf([ROWS], encrypt=True).read_bytes())
    with pytest.raises(PdfDamaged) as damaged:
        _read(process, b"%PDF-1.4 nothing")
    assert damaged.value.page is None
    with pytest.raises(PdfTooLong) as book:
        process.pages(data, most=1, seconds=20)
    assert book.value.pages == 2
    assert len(_read(process, data)) == 2


@needs_signals
def test_what_hangs_is_ended_in_time(process: PdfProcess, data: bytes, halted: int) -> None:
    with pytest.raises(PdfTooSlow):
        _read(process, data, seconds=0.1)

    assert halted not in [each.pid for each in active_children()]
    assert len(_read(process, data)) == 2


@needs_signals
def test_stop_does_not_wait_for_what_hangs(process: PdfProcess, data: bytes, halted: int) -> None:
    asked = iter((False, False, True))

    with stoppable(lambda: next(asked)), pytest.raises(Stopped):
        _read(process, data)

    assert halted not in [each.pid for each in active_children()]
    assert len(_read(process, data)) == 2


@needs_signals
def test_what_the_process_dies_of_is_a_damaged_file(
    process: PdfProcess, data: bytes, halted: int
) -> None:
    def kill() -> bool:
        os.kill(halted, signal.SIGKILL)
        return False

    with stoppable(kill), pytest.raises(PdfDamaged):
        _read(process, data)

    assert len(_read(process, data)) == 2


@needs_signals
def test_a_process_that_ended_meanwhile_is_started_anew(process: PdfProcess, data: bytes) -> None:
    _read(process, data)
    first = _child(process)
    os.kill(first, signal.SIGKILL)
    process._process.join()

    assert len(_read(process, data)) == 2
    assert _child(process) != first


@needs_signals
def test_ctrl_c_in_the_terminal_is_not_for_it(process: PdfProcess, data: bytes) -> None:
    _read(process, data)
    first = _child(process)
    os.kill(first, signal.SIGINT)

    assert len(_read(process, data)) == 2
    assert _child(process) == first
