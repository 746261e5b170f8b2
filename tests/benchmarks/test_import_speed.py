# SPDX-License-Identifier: MIT
"""What the window has to do while a folder of 1,500 is read; PDF read with and without a process.

Reading goes on in a thread; the window takes what came of it, judges what will be added, and tells
its foot. It did so after each file at first, which is a million judgements for a folder of this
size; now it takes whatever came in the meantime.

PDF is read in a process of its own, which can be ended; that is held against reading it here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest

from coder_app.core.records import CodebookDraft, SpeakerRole, TranscriptDraft, Turn
from coder_app.formats.transcripts.pdf_pages import PdfDocument, PdfPage
from coder_app.formats.transcripts.pdf_process import PdfProcess
from coder_app.operations import documents, projects
from coder_app.queries import lists
from coder_app.store.project import Project
from coder_app.ui.models.import_list import ImportList
from coder_app.ui.models.import_rows import FileRead, FileState, Outcome, outcome

FILES, TURNS = 1_500, 60
PAGES, ROWS = 40, 45  # of a PDF: a long interview
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


@pytest.mark.parametrize("files", [100, 1_500])
def test_adding_takes_time_for_each_file(benchmark, tmp_path: Path, files: int) -> None:
    """With thousands it took three times as long for each: SQLite looked through all turns."""
    lead = uuid4()
    with Project.create(tmp_path / "many.coder") as project:
        project.who = lead
        book = CodebookDraft(title="Codes", codes=())
        project.run(projects.begin, title="Many", lead_name="Ana", coder=lead, codebook=book)
        drafts = [_draft(path.stem) for path in PATHS[:files]]
        told = {"drafts": drafts}
        benchmark.pedantic(project.run, (documents.add_documents,), told, rounds=1)

        assert project.ask(lists.info, lead).documents == files


# ---- PDF


@pytest.fixture(scope="module")
def long_interview() -> bytes:
    """Print a transcript as a PDF."""
    words = "Ana: I follow her because she answers everybody who writes to her, and never sells"
    rows = "".join(f"1 0 0 1 50 {780 - 16 * row} Tm ({words}) Tj\n" for row in range(ROWS))
    content = f"BT /F 10 Tf\n{rows}ET".encode()
    kids = " ".join(f"{4 + page} 0 R" for page in range(PAGES)).encode()
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
        b"/Resources << /Font << /F 3 0 R >> >> >>" % (4 + PAGES)
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, PAGES),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        *[page] * PAGES,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % each for each in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF"


def _read_here(data: bytes) -> list[PdfPage]:
    with closing(PdfDocument(data)) as document:
        return [document.page(number) for number in range(len(document))]


@pytest.fixture(scope="module")
def read_there() -> Iterator[Callable[[bytes], list[PdfPage]]]:
    """Read in a process that has been started."""
    process = PdfProcess()
    yield lambda data: process.pages(data, most=PAGES, seconds=20)
    process.end()


@pytest.mark.parametrize("where", ["here", "in a process"])
def test_a_pdf(benchmark, long_interview: bytes, read_there, where: str) -> None:
    read = _read_here if where == "here" else read_there

    pages = benchmark.pedantic(read, args=(long_interview,), rounds=10, warmup_rounds=1)

    assert sum(len(page.rows) for page in pages) == PAGES * ROWS
