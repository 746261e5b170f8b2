# SPDX-License-Identifier: MIT
"""Whole pieces of work on a project file, in the sizes that other programs were measured with."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from coder_app.core.records import CodebookDraft, CodeDraft, TranscriptDraft
from coder_app.core.spans import Span
from coder_app.formats.datasets.workbook import write_workbook
from coder_app.formats.transcript_files import read_transcript
from coder_app.formats.transcripts.speakers import find_turns
from coder_app.operations import codings, documents, projects
from coder_app.operations.codings import Passage
from coder_app.queries import document, lists, sheets
from coder_app.store.project import Project
from coder_app.ui.look import theme
from coder_app.ui.transcript.view import TranscriptView

SIZES = [(50_000, 500), (200_000, 2_000), (1_000_000, 10_000)]
SIZE_NAMES = ["50k-500", "200k-2000", "1M-10000"]
LEAD = uuid4()


def interview(length: int, seed: int) -> str:
    chance = Random(seed)
    words = ["".join(chance.choices("aeioulnrstmdcp", k=chance.randint(2, 9))) for _ in range(900)]
    parts: list[str] = []
    size = 0
    while size < length:
        who = "Interviewer" if len(parts) % 2 == 0 else "Marisol"
        count = chance.randint(6, 20) if who == "Interviewer" else chance.randint(40, 160)
        parts.append(f"{who}: {' '.join(chance.choices(words, k=count))}.")
        size += len(parts[-1]) + 1
    return "\n".join(parts)


class Study:
    """A project file with one long transcript and its codings."""

    def __init__(self, folder: Path, length: int, count: int) -> None:
        codes = tuple(CodeDraft(name=f"code number {n}") for n in range(20))
        self.project = Project.create(folder / "study.coder")
        self.project.who = LEAD
        book = CodebookDraft(title="Twenty", codes=codes)
        self.project.run(projects.begin, title="S", lead_name="Ana", coder=LEAD, codebook=book)
        text = interview(length, 7)
        turns, _ = find_turns(text)
        draft = TranscriptDraft(
            name="long", text=text, turns=turns, original=text.encode(), format="txt"
        )
        (self.document,), _ = self.project.run(documents.add_documents, drafts=[draft])
        self.codes = [c.guid for c in self.project.ask(lists.codes, LEAD)]
        self.wording = self.open().wording
        chance = Random(11)
        starts = [chance.randrange(length - 700) for _ in range(count)]
        passages = [
            Passage(code=chance.choice(self.codes), span=Span(at, at + chance.randint(20, 500)))
            for at in starts
        ]
        self.project.run(
            codings.apply_codes,
            document=self.document,
            wording=self.wording,
            coder=LEAD,
            passages=passages,
        )

    def open(self) -> Any:
        return self.project.ask(document.open_document, LEAD, self.document)


@pytest.fixture(scope="module", params=SIZES, ids=SIZE_NAMES)
def study(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Study]:
    del qapp
    theme().start("light")
    made = Study(tmp_path_factory.mktemp("work"), *request.param)
    yield made
    made.project.close()


def paint(view: TranscriptView) -> None:
    pane = view.focusProxy()
    assert pane is not None
    pane.update()
    QApplication.sendPostedEvents(view, QEvent.Type.UpdateRequest)


def test_a_transcript_is_read_from_the_file_shown_and_painted(benchmark: Any, study: Study) -> None:
    views: list[TranscriptView] = []

    def show() -> None:
        view = TranscriptView()
        view.resize(1_000, 800)
        view.show_document(study.open())
        view.show()
        QApplication.processEvents()
        views.append(view)

    benchmark.pedantic(show, rounds=5, warmup_rounds=1)
    for view in views:
        view.close()
        view.deleteLater()
    QApplication.processEvents()


def test_a_coding_is_on_disk_and_painted(benchmark: Any, study: Study) -> None:
    view = TranscriptView()
    view.resize(1_000, 800)
    record = study.open()
    view.show_document(record)
    view.show()
    QApplication.processEvents()
    places = iter(range(100, len(record.text), 37))

    def code() -> None:
        at = next(places)
        guid: UUID
        guid, _ = study.project.run(
            codings.apply_code,
            document=study.document,
            wording=study.wording,
            code=study.codes[at % 20],
            span=Span(at, at + 60),
            coder=LEAD,
        )
        ask = study.project.ask
        view.update_codings(ask(document.codings, LEAD, study.document, only={guid}))
        paint(view)

    benchmark.pedantic(code, rounds=40, warmup_rounds=3)
    view.close()
    view.deleteLater()
    QApplication.processEvents()


def test_every_coding_to_excel(benchmark: Any, study: Study, tmp_path: Path) -> None:
    def export() -> None:
        made = [
            s
            for s in study.project.ask(sheets.workbook_sheets, LEAD)
            if s.name in ("Codings", "Codebook")
        ]
        write_workbook(made, tmp_path / "out.xlsx")

    benchmark.pedantic(export, rounds=2)


def word_file(text: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    body = f'<w:document xmlns:w="{space}"><w:body>{paragraphs}</w:body></w:document>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("word/document.xml", body)
    return packed.getvalue()


def test_200_word_files_come_in(benchmark: Any, tmp_path: Path) -> None:
    """Read, cut into turns, written with originals and history, in one step."""
    for n in range(200):
        (tmp_path / f"P{n:03}.docx").write_bytes(word_file(interview(20_000, n)))
    files = sorted(tmp_path.glob("*.docx"))

    def bring_in() -> None:
        with Project.create(tmp_path / f"{uuid4()}.coder") as project:
            project.who = LEAD
            project.run(projects.begin, title="S", lead_name="Ana", coder=LEAD)
            drafts = [read_transcript(path) for path in files]
            added, _ = project.run(documents.add_documents, drafts=drafts)
            assert len(added) == 200

    benchmark.pedantic(bring_in, rounds=2)
