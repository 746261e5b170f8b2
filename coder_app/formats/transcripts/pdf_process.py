# SPDX-License-Identifier: MIT
"""Pages of a PDF, read in a process of its own, which can be ended at any moment.

pdfium can be kept busy for minutes by one damaged page, and ends the process it runs in when it is
out of memory. One process serves all files, one after the other, and ends when none came for a
while. What it says is JSON of plain numbers and text: nothing of a file is ever run here.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import asdict
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from threading import Lock
from time import monotonic, process_time
from typing import Any

from coder_app.core.stopping import go_on
from coder_app.formats.transcripts.pdf_pages import PdfDamaged, PdfDocument, PdfLocked, PdfPage
from coder_app.formats.transcripts.pdf_rows import Row

_Said = Any  # a number, a word below, or a page: signs without a letter, and its rows

_READY, _LOCKED, _DAMAGED = "ready", "locked", "damaged"
_IDLE = 60.0  # seconds after which the process ends
_START = 30.0  # seconds it may take to begin, on a slow disk
_LOOK = 0.05  # seconds between two questions whether somebody still waits
_MEMORY = 2**30  # bytes of addresses; ordinary files need 60 MB, the heaviest allowed page 800
_WORK = 60  # seconds of the processor for one file
_MOST_SAID = 2**27  # bytes of one page


class PdfTooSlow(Exception):
    """The file was not read in the time it was given."""


class PdfTooLong(Exception):
    """The file has more pages than are read."""

    def __init__(self, pages: int) -> None:
        super().__init__(pages)
        self.pages = pages


class PdfUnserved(Exception):
    """The process cannot be started on this machine."""


class PdfProcess:
    """The process, started when the first file comes; for one file at a time, from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None

    def pages(self, data: bytes, *, most: int, seconds: float) -> list[PdfPage]:
        """Read all pages, `most` at most and in so many seconds.

        Raises what `PdfDocument` does, `PdfTooLong` and `PdfTooSlow`; `Stopped` if nobody waits
        any more. Whatever goes wrong ends the process with it.
        """
        with self._lock:
            try:
                return self._pages(self._handed(data), most, monotonic() + seconds)
            except BaseException:
                self.end()
                raise

    def _pages(self, connection: Connection, most: int, until: float) -> list[PdfPage]:
        pages: list[PdfPage] = []
        count = None
        try:
            count = _heard(connection, until)
            if count > most:
                raise PdfTooLong(count)
            while len(pages) < count:
                pages.append(_page(_heard(connection, until)))
        except (PdfDamaged, EOFError, OSError):  # the last two: the process died of it
            raise PdfDamaged(None if count is None else len(pages)) from None
        return pages

    def _handed(self, data: bytes) -> Connection:
        """Hand the file to the process, to a new one if the last has ended meanwhile."""
        if self._connection is not None:
            try:
                self._connection.send_bytes(data)
            except OSError:
                self.end()
            else:
                return self._connection
        connection = self._start()
        connection.send_bytes(data)
        return connection

    def _start(self) -> Connection:
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        try:
            with closing(theirs):
                self._process.start()
            _heard(self._connection, monotonic() + _START)
        except (EOFError, OSError, PdfTooSlow):
            raise PdfUnserved from None
        return self._connection

    def end(self) -> None:
        """End the process; the next file starts another."""
        if self._connection is not None:
            self._connection.close()
        if self._process is not None and self._process.pid is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._connection = None


def _heard(connection: Connection, until: float) -> _Said:
    """Wait for what the process says next, as long as somebody waits for it."""
    go_on()
    while not connection.poll(_LOOK):
        go_on()
        if monotonic() > until:
            raise PdfTooSlow
    said = json.loads(connection.recv_bytes(_MOST_SAID))
    if said == _LOCKED:
        raise PdfLocked
    if said == _DAMAGED:
        raise PdfDamaged
    if monotonic() > until:
        raise PdfTooSlow
    return said


def _page(said: _Said) -> PdfPage:
    unreadable, rows = said
    return PdfPage(rows=tuple(Row(**row) for row in rows), unreadable=unreadable)


# ---- in the process


def _serve(connection: Connection) -> None:
    """Answer files until none comes any more, or nobody is there to hear."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it decides
    _keep_quiet()
    with closing(connection), suppress(EOFError, OSError):
        _say(connection, _READY)
        while connection.poll(_IDLE):
            _bound()
            for answer in _answers(connection.recv_bytes()):
                _say(connection, answer)


def _say(connection: Connection, answer: object) -> None:
    connection.send_bytes(json.dumps(answer).encode())


def _answers(data: bytes) -> Iterator[object]:
    try:
        with closing(PdfDocument(data)) as document:
            yield len(document)
            for number in range(len(document)):
                page = document.page(number)
                yield (page.unreadable, [asdict(row) for row in page.rows])
    except PdfLocked:
        yield _LOCKED
    except (PdfDamaged, MemoryError):
        yield _DAMAGED


def _keep_quiet() -> None:
    """Let a library that gives up not speak in the terminal of a command."""
    with open(os.devnull, "wb") as nothing:
        os.dup2(nothing.fileno(), 2)


def _bound() -> None:
    """Let the process end itself, should the program be gone that would have ended it."""
    if sys.platform == "win32":
        return  # it has no such bounds
    import resource

    bounds = ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, int(process_time()) + _WORK))
    for kind, bound in bounds:
        with suppress(OSError, ValueError):  # a system that has a lower one keeps it
            resource.setrlimit(kind, (bound, resource.getrlimit(kind)[1]))
