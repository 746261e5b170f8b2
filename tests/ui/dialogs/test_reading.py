# SPDX-License-Identifier: MIT
"""Files are read behind the window, and a bad one stops nothing."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from coder_app.ui.dialogs import reading
from coder_app.ui.dialogs.reading import FileReader


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
        reader.start(path, encoding=None, nfc=False)

    assert heard.args[0] == path
    assert heard.args[1].speakers == ("Ana", "Ben")


def test_accents_are_composed_only_if_asked(reader, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "P07.txt"
    path.write_text("Ana: cafe\u0301\n", "utf-8")
    texts = []
    for nfc in (False, True):
        with qtbot.waitSignal(reader.read) as heard:
            reader.start(path, encoding=None, nfc=nfc)
        texts.append(heard.args[1].text)

    assert "cafe\u0301" in texts[0]
    assert "caf\u00e9" in texts[1]


def test_a_bad_file_is_named_and_the_next_one_is_read(reader, qtbot, tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.docx", tmp_path / "good.txt"
    bad.write_bytes(b"PK\x03\x04 no archive")
    good.write_text("Ana: yes\n", "utf-8")

    heard = []
    reader.failed.connect(lambda path, problem: heard.append(str(problem)))
    reader.read.connect(lambda path, draft: heard.append(draft.name))

    reader.start(bad, encoding=None, nfc=False)
    reader.start(good, encoding=None, nfc=False)
    qtbot.waitUntil(lambda: len(heard) == 2)

    assert "bad.docx" in heard[0]
    assert heard[1] == "good"


def test_a_reader_that_breaks_is_told_as_a_bad_file(
    reader, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog
) -> None:
    def breaks(path, **kw):
        raise KeyError("a fault of ours")

    monkeypatch.setattr(reading, "read_transcript", breaks)

    with qtbot.waitSignal(reader.failed) as heard:
        reader.start(tmp_path / "odd.docx", encoding=None, nfc=False)

    assert "odd.docx" in str(heard.args[1])
    logged = [r for r in caplog.records if r.levelno == logging.ERROR]
    assert [r.getMessage() for r in logged] == ["a reader failed: KeyError"]
    for record in logged:
        record.expected = True
