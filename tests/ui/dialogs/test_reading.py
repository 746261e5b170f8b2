# SPDX-License-Identifier: MIT
"""Files are read behind the window, and a bad one stops nothing."""

from __future__ import annotations

import logging
import zipfile
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QObject

from coder_app.core.records import AttributeRecord
from coder_app.formats.arriving.handling import Handling
from coder_app.ui.dialogs import reading
from coder_app.ui.dialogs.reading import FileReader
from coder_app.ui.models.import_rows import ImportRow


@pytest.fixture
def reader(qapp):
    place = QObject()
    made = FileReader(place)
    yield made
    made.stop()


def test_a_file_comes_back_as_a_draft(reader, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "P07.txt"
    path.write_text("Ana: I trust her.\nBen: Why?\nAna: So.\nBen: Ah.\n", "utf-8")

    with qtbot.waitSignal(reader.read) as heard:
        reader.start(ImportRow(path=path, asked=3))

    assert heard.args[:2] == [path, 3]
    assert heard.args[2].drafts[0].speakers == ("Ana", "Ben")


def test_accents_are_composed_only_if_asked(reader, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "P07.txt"
    path.write_text("Ana: cafe\u0301\n", "utf-8")
    texts = []
    for nfc in (False, True):
        with qtbot.waitSignal(reader.read) as heard:
            reader.start(ImportRow(path=path, handling=Handling(nfc=nfc)))
        texts.append(heard.args[2].drafts[0].text)

    assert "cafe\u0301" in texts[0]
    assert "caf\u00e9" in texts[1]


def test_a_bad_file_is_named_and_the_next_one_is_read(reader, qtbot, tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.docx", tmp_path / "good.txt"
    bad.write_bytes(b"PK\x03\x04 no archive")
    good.write_text("Ana: yes\n", "utf-8")

    heard = []
    reader.failed.connect(lambda path, asked, problem: heard.append(str(problem)))
    reader.read.connect(lambda path, asked, read: heard.append(read.drafts[0].name))

    reader.start(ImportRow(path=bad))
    reader.start(ImportRow(path=good))
    qtbot.waitUntil(lambda: len(heard) == 2)

    assert "bad.docx" in heard[0]
    assert heard[1] == "good"


def test_a_reader_that_breaks_is_told_as_a_bad_file(
    reader, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog
) -> None:
    def breaks(*_):
        raise KeyError("a fault of ours")

    monkeypatch.setattr(reading, "read_first", breaks)
    (tmp_path / "odd.docx").touch()

    with qtbot.waitSignal(reader.failed) as heard:
        reader.start(ImportRow(path=tmp_path / "odd.docx"))

    assert "odd.docx" in str(heard.args[2])
    logged = [r for r in caplog.records if r.levelno == logging.ERROR]
    assert [r.getMessage() for r in logged] == ["a reader failed: KeyError"]
    for record in logged:
        record.expected = True


def test_other_rules_need_no_second_reading(reader, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "P07.txt"
    path.write_text("[00:01] Ana: yes\n[00:02] Ben: no\n", "utf-8")
    with qtbot.waitSignal(reader.read):
        reader.start(ImportRow(path=path))
    path.unlink()

    with qtbot.waitSignal(reader.read) as heard:
        reader.start(ImportRow(path=path, handling=Handling(drop_times=True)))

    assert heard.args[2].drafts[0].text == "Ana: yes\nBen: no\n"


def test_an_archive_is_looked_through_and_its_files_are_read(reader, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "talks.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("P10.txt", "Ana: ten\n")
        archive.writestr("P2.txt", "Ana: two\n")
        archive.writestr("photo.jpg", b"\xff\xd8\xff")

    with qtbot.waitSignal(reader.found) as heard:
        reader.look_through(path)
    assert heard.args == [path, [path / "P2.txt", path / "P10.txt"], 1]

    with qtbot.waitSignal(reader.read) as read:
        reader.start(ImportRow(path=path / "P10.txt"))
    assert read.args[2].drafts[0].text == "Ana: ten\n"


def test_a_folder_without_transcripts_is_told(reader, qtbot, tmp_path: Path) -> None:
    with qtbot.waitSignal(reader.failed) as heard:
        reader.look_through(tmp_path)

    assert "There are no transcripts in it." in str(heard.args[2])


def test_a_table_of_answers_comes_with_what_was_made_of_it(qapp, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("id,age,why\nR1,24,Because she always answers everybody.\n", "utf-8")
    place = QObject()
    age = AttributeRecord(guid=uuid4(), state=uuid4(), name="Age", kind="text")
    reader = FileReader(place, attributes=[age])

    with qtbot.waitSignal(reader.read) as heard:
        reader.start(ImportRow(path=path))
    reader.stop()

    read = heard.args[2]
    assert read.drafts == ()
    assert read.made.drafts[0].name == "R1"
    assert read.wish.uses == ("person", "text", "words")
