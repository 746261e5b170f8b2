# SPDX-License-Identifier: MIT
"""Export writes what was chosen, says what had to be changed, and replaces nothing unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QDialog, QPushButton, QRadioButton, QWidget

from coder_app.agreement.units import Unit
from coder_app.core.spans import Span
from coder_app.operations import codings, people, rounds
from coder_app.queries import document
from coder_app.ui.dialogs.export import SHEETS, ExportDialog, Wish, write


@pytest.fixture
def dialog(workspace, qtbot):
    made = ExportDialog(workspace)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def parent(look, qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def _box(dialog: QDialog, text: str, kind=QCheckBox):
    return next(box for box in dialog.findChildren(kind) if box.text() == text)


def _wish(**more) -> Wish:
    fields = {"kind": "xlsx", "sheets": ("Codings", "Codebook"), "choice": {}} | more
    return Wish(**fields)


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


def test_everything_is_chosen_at_first(dialog) -> None:
    wish = dialog.wish()

    assert wish.kind == "xlsx"
    assert wish.sheets == tuple(name for name, _ in SHEETS)
    assert wish.choice == {"unit": Unit.TURN}


def test_every_table_that_is_offered_is_in_the_workbook(workspace, small) -> None:
    from coder_app.queries.sheets import workbook_sheets

    sheets = workspace.ask(workbook_sheets, small.ana)

    assert [sheet.name for sheet in sheets] == [name for name, _ in SHEETS]


def test_csv_and_fewer_tables_can_be_chosen(dialog) -> None:
    _box(dialog, "CSV files", QRadioButton).setChecked(True)
    for name, _ in SHEETS[1:]:
        _box(dialog, name).setChecked(False)

    assert dialog.wish().kind == "csv"
    assert dialog.wish().sheets == ("Codings",)
    assert dialog.file_name().endswith(".csv")


def test_without_a_table_nothing_can_be_exported(dialog) -> None:
    for name, _ in SHEETS:
        _box(dialog, name).setChecked(False)

    export = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Export")
    assert not export.isEnabled()
    assert export.toolTip()


def test_some_of_the_coders_and_transcripts_narrow_the_export(dialog, small) -> None:
    dialog._coders.menu().actions()[-1].trigger()
    dialog._documents.menu().actions()[-1].trigger()

    assert dialog.wish().choice["coders"] == [small.ana]
    assert dialog.wish().choice["documents"] == [small.document]


def test_the_workbook_holds_what_was_chosen(workspace, small, parent, qtbot, tmp_path) -> None:
    import openpyxl

    _code(workspace, small)
    path = tmp_path / "out.xlsx"

    with qtbot.waitSignal(workspace.said) as heard:
        write(workspace, parent, _wish(), path)

    assert heard.args == [f"Exported to {path}"]
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Codings", "Codebook"]
    assert book["Codings"].max_row == 2


def test_csv_files_are_written_one_a_table(workspace, parent, qtbot, tmp_path: Path) -> None:
    with qtbot.waitSignal(workspace.said):
        write(workspace, parent, _wish(kind="csv"), tmp_path / "out.csv")

    assert sorted(p.name for p in tmp_path.iterdir()) == ["out-codebook.csv", "out-codings.csv"]


def test_csv_files_that_are_there_are_not_replaced(workspace, parent, qtbot, tmp_path) -> None:
    (tmp_path / "out-codings.csv").write_text("mine", "utf-8")

    with qtbot.waitSignal(workspace.refused) as heard:
        write(workspace, parent, _wish(kind="csv"), tmp_path / "out.csv")

    assert "out-codings.csv" in heard.args[0]
    assert (tmp_path / "out-codings.csv").read_text("utf-8") == "mine"


def test_what_had_to_be_changed_is_told(workspace, small, parent, qtbot, tmp_path) -> None:
    _code(workspace, small, memo="a bell \x07 rings")

    with qtbot.waitSignal(workspace.said):
        write(workspace, parent, _wish(), tmp_path / "out.xlsx")

    shown = [d for d in parent.findChildren(QDialog) if d.isVisible()]
    words = [label.text() for label in shown[0].findChildren(type(shown[0].title))]
    assert any("control character" in text for text in words)
    shown[0].accept()


def test_stop_leaves_no_file(workspace, parent, qtbot, tmp_path: Path) -> None:
    with qtbot.waitSignal(workspace.refused) as heard:
        write(workspace, parent, _wish(), tmp_path / "out.xlsx").reject()

    assert heard.args == ["Stopped. No file was written."]
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_named(workspace, parent, qtbot, tmp_path) -> None:
    with qtbot.waitSignal(workspace.refused) as heard:
        write(workspace, parent, _wish(), tmp_path / "nowhere" / "out.xlsx")

    assert "out.xlsx" in heard.args[0]


def test_what_was_settled_can_be_taken_out_too(workspace, small, parent, qtbot) -> None:
    for coder in (small.ana, small.ben):
        workspace.run(people.mark_done, document=small.document, coder=coder)
    workspace.run(rounds.close_round, name="Training", documents=[small.document])
    made = ExportDialog(workspace, parent)
    qtbot.addWidget(made)

    assert "Decisions" in made.wish().sheets
    assert "coders" not in made.wish().choice
    made._coders.menu().actions()[-1].trigger()
    assert made.wish().choice["coders"] == [small.ana, small.ben]
