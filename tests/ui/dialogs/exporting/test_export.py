# SPDX-License-Identifier: MIT
"""Export writes what was chosen, says what had to be changed, and replaces nothing unasked."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QPushButton,
    QWidget,
)

from coder_app.core.export_kinds import KINDS
from coder_app.core.export_plan import ExportPlan
from coder_app.core.spans import Span
from coder_app.formats.codebook_files import read_any_codebook
from coder_app.formats.projects.refi.read import read_refi
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.pseudonyms.remembered import KnownKey
from coder_app.operations import codings
from coder_app.queries import document
from coder_app.ui.dialogs.exporting import export as module
from coder_app.ui.dialogs.exporting.dialog import ExportDialog
from coder_app.ui.dialogs.exporting.export import export, write

TWO = ExportPlan(sheets=("Codings", "Codebook"))


@pytest.fixture
def parent(look, qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def _code(workspace, small, memo: str = "") -> None:
    record = workspace.ask(document.open_document, small.ana, small.document)
    workspace.run(
        codings.apply_code,
        document=small.document,
        wording=record.wording,
        code=small.codes["trust"],
        span=Span(0, 20),
        coder=small.ana,
        memo=memo,
    )


def _write(workspace, parent: QWidget, qtbot, plan: ExportPlan, path: Path) -> list[str]:
    """Write, and give what the dialog says that comes afterwards."""
    with qtbot.waitSignal(workspace.said, timeout=20_000) as heard:
        write(workspace, parent, plan, path)
    assert heard.args[0].startswith("Exported to ")
    shown = [d for d in parent.findChildren(QDialog) if d.isVisible() and d.isModal()]
    said = [told.text() for told in shown[-1].findChildren(QLabel)]
    shown[-1].accept()
    return said


def test_the_workbook_holds_what_was_chosen(workspace, small, parent, qtbot, tmp_path) -> None:
    _code(workspace, small)
    path = tmp_path / "out.xlsx"

    said = _write(workspace, parent, qtbot, TWO, path)

    assert "“out.xlsx” is written" in said
    assert str(tmp_path) in said
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Codings", "Codebook"]
    assert book["Codings"].max_row == 2


@pytest.mark.parametrize("kind", [kind.id for kind in KINDS])
def test_every_kind_is_written(workspace, small, parent, qtbot, tmp_path, kind: str) -> None:
    _code(workspace, small)
    suffix = next(each.suffix for each in KINDS if each.id == kind)

    _write(workspace, parent, qtbot, ExportPlan(kind=kind), tmp_path / f"out{suffix}")

    assert all(path.suffix == suffix and path.stat().st_size for path in tmp_path.iterdir())


def test_a_project_goes_out_whole_and_comes_back(workspace, small, parent, qtbot, tmp_path) -> None:
    _code(workspace, small, memo="a note")
    plan = ExportPlan(kind="project-nvivo")

    _write(workspace, parent, qtbot, plan, tmp_path / "out.qdpx")

    found = read_refi(tmp_path / "out.qdpx")
    assert [coding.span for coding in found.codings] == [Span(0, 20)]
    assert [memo.text for memo in found.memos] == ["a note"]
    assert {coder.name for coder in found.coders} >= {"Ana Ruiz", "Ben"}


def test_a_codebook_goes_out_and_comes_back(workspace, parent, qtbot, tmp_path) -> None:
    _write(workspace, parent, qtbot, ExportPlan(kind="codebook-toml"), tmp_path / "b.toml")

    codes = read_any_codebook(tmp_path / "b.toml")[0].codes
    assert {"Constructs", "relatability capital", "trust"} <= {code.name for code in codes}


def test_files_of_one_table_each_are_named(workspace, parent, qtbot, tmp_path: Path) -> None:
    plan = ExportPlan(kind="csv", sheets=TWO.sheets)

    said = _write(workspace, parent, qtbot, plan, tmp_path / "out.csv")

    assert sorted(p.name for p in tmp_path.iterdir()) == ["out-codebook.csv", "out.csv"]
    assert "2 files are written" in said
    assert "out.csv\nout-codebook.csv" in said


def test_csv_files_that_are_there_are_not_replaced(workspace, parent, qtbot, tmp_path) -> None:
    (tmp_path / "out-codebook.csv").write_text("mine", "utf-8")

    with qtbot.waitSignal(workspace.refused) as heard:
        write(workspace, parent, ExportPlan(kind="csv", sheets=TWO.sheets), tmp_path / "out.csv")

    assert "out-codebook.csv" in heard.args[0]
    assert (tmp_path / "out-codebook.csv").read_text("utf-8") == "mine"


def test_what_had_to_be_changed_is_told(workspace, small, parent, qtbot, tmp_path) -> None:
    _code(workspace, small, memo="a bell \x07 rings")

    said = _write(workspace, parent, qtbot, TWO, tmp_path / "out.xlsx")

    assert any("control character" in text for text in said)


def test_spss_tells_the_names_of_its_variables(workspace, small, parent, qtbot, tmp_path) -> None:
    _code(workspace, small)
    plan = ExportPlan(kind="sav", sheets=("Codings",))

    said = _write(workspace, parent, qtbot, plan, tmp_path / "out.sav")

    assert any("SPSS takes no spaces" in text for text in said)


def test_stop_leaves_no_file(workspace, parent, qtbot, tmp_path: Path) -> None:
    with qtbot.waitSignal(workspace.refused) as heard:
        write(workspace, parent, TWO, tmp_path / "out.xlsx").reject()

    assert heard.args == ["Stopped. No file was written."]
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_named(workspace, parent, qtbot, tmp_path) -> None:
    with qtbot.waitSignal(workspace.refused) as heard:
        write(workspace, parent, TWO, tmp_path / "nowhere" / "out.xlsx")

    assert "out.xlsx" in heard.args[0]


def test_the_folder_can_be_opened(workspace, parent, qtbot, tmp_path, monkeypatch) -> None:
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))

    dialog = module.show_written([tmp_path / "a.xlsx"], (), parent)
    button = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Open the folder")
    button.click()

    assert opened == [str(tmp_path)]
    dialog.accept()


@pytest.mark.parametrize("typed", ["study v1.2", "study v1.2.xlsx", "study v1.2.XLSX"])
def test_a_name_keeps_its_dots(workspace, parent, qtbot, tmp_path, monkeypatch, typed: str) -> None:
    monkeypatch.setattr(ExportDialog, "exec", lambda _: QDialog.DialogCode.Accepted)
    chosen = (str(tmp_path / typed), "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)

    with qtbot.waitSignal(workspace.said, timeout=20_000):
        export(workspace, parent)

    (path,) = tmp_path.glob("study*")
    assert path.name.casefold() == "study v1.2.xlsx"
    next(d for d in parent.findChildren(QDialog) if d.isVisible()).accept()


# ---- nothing written: back to what was chosen


@pytest.fixture
def asked(monkeypatch, tmp_path):
    """Answer the dialogs in turn: the second time the export is left; gives what they showed."""
    shown: list[tuple[ExportPlan, str]] = []
    places = ["", str(tmp_path / "nowhere" / "out.csv")]

    def answer(dialog: ExportDialog) -> QDialog.DialogCode:
        dialog.show()
        said = [told.text() for told in dialog.findChildren(QLabel) if told.isVisible()]
        shown.append((dialog.plan(), "\n".join(said)))
        dialog.hide()
        leave = len(shown) > len(places)
        return QDialog.DialogCode.Rejected if leave else QDialog.DialogCode.Accepted

    monkeypatch.setattr(ExportDialog, "exec", answer)
    where = iter(places)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (next(where), ""))
    return shown


def test_who_chose_no_place_or_got_no_file_is_back_at_her_choices(
    workspace, parent, qtbot, asked
) -> None:
    plan = ExportPlan(kind="csv", sheets=TWO.sheets, words="bread")

    export(workspace, parent, plan=plan)
    qtbot.waitUntil(lambda: len(asked) == 3, timeout=10_000)

    assert [shown for shown, _ in asked] == [plan] * 3
    assert ["out.csv" in said for _, said in asked] == [False, False, True]
    assert "With the words" in asked[2][1]  # what narrows is in view


# ---- names of the pseudonym key


KEY = KnownKey(path=Path("names.csv"), key=(Pseudonym(name="Marisol", pseudonym="P07"),))


@pytest.fixture
def answer(qapp):
    """Press a button of the question about names, when it comes; gives what it said."""
    timers: list[QTimer] = []

    def answering(words: str) -> list[str]:
        said, timer = _answer(words, QTimer(qapp))
        timers.append(timer)
        return said

    yield answering
    for timer in timers:
        timer.stop()


def _answer(words: str, timer: QTimer) -> tuple[list[str], QTimer]:
    said: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None or not dialog.windowTitle().startswith("Look at the names"):
            return
        timer.stop()
        said.extend(told.text() for told in dialog.findChildren(QLabel))
        next(b for b in dialog.findChildren(QPushButton) if b.text() == words).click()

    timer.timeout.connect(look)
    timer.start(20)
    return said, timer


def test_names_are_shown_and_nothing_is_written_without_a_word(
    workspace, small, parent, qtbot, tmp_path, answer
) -> None:
    _code(workspace, small)
    said = answer("Do not write")

    heard: list[str] = []
    write(workspace, parent, TWO, tmp_path / "out.xlsx", KEY, not_written=heard.append)
    qtbot.waitUntil(lambda: bool(said), timeout=10_000)
    qtbot.wait(50)

    assert any("1 name of the key would leave: Marisol" in words for words in said)
    assert not list(tmp_path.iterdir())
    assert heard == [""]


def test_names_may_leave_if_one_wants(workspace, small, parent, qtbot, tmp_path, answer) -> None:
    _code(workspace, small)
    answer("Write all the same")

    with qtbot.waitSignal(workspace.said, timeout=20_000):
        write(workspace, parent, TWO, tmp_path / "out.xlsx", KEY)

    assert (tmp_path / "out.xlsx").exists()
    next(d for d in parent.findChildren(QDialog) if d.isVisible()).accept()


def test_where_no_name_would_leave_nothing_is_asked(workspace, parent, qtbot, tmp_path) -> None:
    plan = ExportPlan(kind="codebook-toml")

    with qtbot.waitSignal(workspace.said, timeout=20_000):
        write(workspace, parent, plan, tmp_path / "out.toml", KEY)

    next(d for d in parent.findChildren(QDialog) if d.isVisible()).accept()
