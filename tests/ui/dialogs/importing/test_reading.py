# SPDX-License-Identifier: MIT
"""Files are read behind the window, and a bad one stops nothing."""

from __future__ import annotations

import logging
import sys
import zipfile
from pathlib import Path
from time import sleep
from uuid import uuid4

import pytest
from PySide6.QtCore import QObject

from coder_app.core.records import AttributeRecord
from coder_app.core.stopping import go_on
from coder_app.formats.arriving.handling import Handling, Join
from coder_app.ui.dialogs.importing import reading
from coder_app.ui.dialogs.importing.reading import FileReader
from coder_app.ui.models.import_rows import ImportRow, Outcome


@pytest.fixture
def reader(qapp):
    place = QObject()
    made = FileReader(place)
    yield made
    made.stop()


def answers(reader: FileReader, qtbot, *rows: ImportRow) -> list[Outcome]:
    """Read files, and give what came of them."""
    came: list[Outcome] = []
    heard = reader.read.connect(came.extend)
    reader.start(rows)
    qtbot.waitUntil(lambda: len(came) == len(rows))
    reader.read.disconnect(heard)
    return came


def test_a_file_comes_back_as_a_draft(reader, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "P07.txt"
    path.write_text("Ana: I trust her.\nBen: Why?\nAna: So.\nBen: Ah.\n", "utf-8")

    (outcome,) = answers(reader, qtbot, ImportRow(path=path, asked=3))

    assert (outcome.path, outcome.asked) == (path, 3)
    assert outcome.read.drafts[0].speakers == ("Ana", "Ben")
    assert outcome.read.texts == (outcome.read.drafts[0].text_sha256,)


def test_accents_are_composed_only_if_asked(reader, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "P07.txt"
    path.write_text("Ana: cafe\u0301\n", "utf-8")
    texts = []
    for nfc in (False, True):
        (outcome,) = answers(reader, qtbot, ImportRow(path=path, handling=Handling(nfc=nfc)))
        texts.append(outcome.read.drafts[0].text)

    assert "cafe\u0301" in texts[0]
    assert "caf\u00e9" in texts[1]


def test_a_bad_file_is_named_and_the_next_one_is_read(reader, qtbot, tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.docx", tmp_path / "good.txt"
    bad.write_bytes(b"PK\x03\x04 no archive")
    good.write_text("Ana: yes\n", "utf-8")

    one, two = answers(reader, qtbot, ImportRow(path=bad), ImportRow(path=good))

    assert "bad.docx" in str(one.problem)
    assert two.read.drafts[0].name == "good"


def test_a_reader_that_breaks_is_told_as_a_bad_file(
    reader, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog
) -> None:
    def breaks(*_):
        raise KeyError("a fault of ours")

    monkeypatch.setattr(reading, "read_first", breaks)
    (tmp_path / "odd.docx").touch()

    (outcome,) = answers(reader, qtbot, ImportRow(path=tmp_path / "odd.docx"))

    assert "odd.docx" in str(outcome.problem)
    logged = [r for r in caplog.records if r.levelno == logging.ERROR]
    assert [r.getMessage() for r in logged] == ["a reader failed: KeyError"]
    for record in logged:
        record.expected = True


def test_a_stop_ends_the_file_that_is_being_read(
    reader, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, came = tmp_path / "P07.txt", []
    path.write_text("Ana: I trust her.\n", "utf-8")
    first, asked = reading.read_first, []

    def without_end(*words: object) -> object:
        asked.append(words)
        if len(asked) > 1:
            return first(*words)
        while True:
            go_on()
            sleep(0.001)

    monkeypatch.setattr(reading, "read_first", without_end)
    reader.read.connect(came.extend)
    reader.start([ImportRow(path=path, asked=1)])
    qtbot.waitUntil(lambda: bool(asked))

    reader.let_go()
    reader.start([ImportRow(path=path, asked=2)])
    qtbot.waitUntil(lambda: bool(came))

    assert [(outcome.asked, outcome.problem) for outcome in came] == [(2, None)]


def test_other_rules_need_no_second_reading(reader, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "P07.txt"
    path.write_text("[00:01] Ana: yes\n[00:02] Ben: no\n", "utf-8")
    answers(reader, qtbot, ImportRow(path=path))
    path.unlink()

    for handling in (
        Handling(drop_times=True),
        Handling(drop_times=True, join=Join.ALWAYS),
        Handling(drop_times=True, drop_running_heads=False),
    ):
        (outcome,) = answers(reader, qtbot, ImportRow(path=path, handling=handling))
        assert outcome.read.drafts[0].text == "Ana: yes\nBen: no\n"

    (outcome,) = answers(reader, qtbot, ImportRow(path=path, handling=Handling(nfc=True)))
    assert outcome.problem is not None


def test_an_archive_is_looked_through_and_its_files_are_read(reader, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "talks.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("P10.txt", "Ana: ten\n")
        archive.writestr("P2.txt", "Ana: two\n")
        archive.writestr("photo.jpg", b"\xff\xd8\xff")

    with qtbot.waitSignal(reader.found) as heard:
        reader.start([ImportRow(path=path)])
    assert heard.args == [path, (path / "P2.txt", path / "P10.txt"), 1]

    (outcome,) = answers(reader, qtbot, ImportRow(path=path / "P10.txt"))
    assert outcome.read.drafts[0].text == "Ana: ten\n"


def test_a_folder_without_transcripts_is_told(reader, qtbot, tmp_path: Path) -> None:
    (outcome,) = answers(reader, qtbot, ImportRow(path=tmp_path))

    assert "There are no transcripts in it." in str(outcome.problem)


def test_a_table_of_answers_comes_with_what_was_made_of_it(qapp, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("id,age,why\nR1,24,Because she always answers everybody.\n", "utf-8")
    place = QObject()
    age = AttributeRecord(guid=uuid4(), state=uuid4(), name="Age", kind="text")
    reader = FileReader(place, attributes=[age])

    (outcome,) = answers(reader, qtbot, ImportRow(path=path))
    reader.stop()

    read = outcome.read
    assert read.drafts == ()
    assert read.made.drafts[0].name == "R1"
    assert read.wish.uses == ("person", "text", "words")


def test_what_is_read_comes_together_and_after_a_stop_nothing_comes(
    reader, qtbot, tmp_path: Path
) -> None:
    usual = sys.getswitchinterval()
    paths = [tmp_path / f"{n}.txt" for n in range(40)]
    for path in paths:
        path.write_text("Ana: yes\n", "utf-8")
    calls: list[list[Outcome]] = []
    reader.read.connect(calls.append)

    reader.start([ImportRow(path=path) for path in paths])
    qtbot.waitUntil(lambda: sum(map(len, calls)) == 40)
    assert [each.path for came in calls for each in came] == paths
    assert len(calls) < 40

    assert sys.getswitchinterval() == usual

    calls.clear()
    reader.start([ImportRow(path=path) for path in paths])
    assert sys.getswitchinterval() < usual
    reader.stop()
    qtbot.wait(100)
    assert calls == []
    assert sys.getswitchinterval() == usual
