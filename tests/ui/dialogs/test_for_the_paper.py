# SPDX-License-Identifier: MIT
"""What one takes from agreement into a paper: a paragraph, other figures, how much it takes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QPushButton, QTableView

from coder_app.core.spans import Span
from coder_app.formats.pseudonyms.remembered import RememberedKeys
from coder_app.operations import codings, people
from coder_app.queries import document
from coder_app.queries.identity import project_guid
from coder_app.ui.choices import choose
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.dialogs.methods import MethodsDialog
from coder_app.ui.dialogs.other_programs import OtherProgramsDialog
from coder_app.ui.dialogs.units_needed import UnitsNeededDialog


@pytest.fixture
def agreement(window, small, qtbot):
    """The agreement window as the main window opens it, with figures."""
    workspace = window.workspace
    record = workspace.ask(document.open_document, small.ana, small.document)
    for coder, words in (
        (small.ana, ("I trust her", "She answers everybody")),
        (small.ben, ("I trust her",)),
    ):
        for said in words:
            start = record.text.index(said)
            workspace.run(
                codings.apply_code,
                document=small.document,
                wording=record.wording,
                code=small.codes["trust"],
                span=Span(start, start + len(said)),
                coder=coder,
            )
        workspace.run(people.mark_done, document=small.document, coder=coder)
    window.project.open_agreement()
    shown = window.project._agreement
    qtbot.waitUntil(lambda: shown.report is not None, timeout=5000)
    choose(shown.question.unit, "word")
    qtbot.waitUntil(lambda: shown.report.unit == "word", timeout=5000)
    return shown


def _choose(window, entry: str) -> None:
    buttons = window.findChildren(QPushButton)
    found = next(b for b in buttons if b.accessibleName() == "For the paper")
    next(a for a in found.menu().actions() if a.text() == entry).trigger()


def _copy(dialog) -> str:
    next(b for b in dialog.findChildren(QPushButton) if b.text() == "Copy").click()
    return QGuiApplication.clipboard().text()


def test_the_paragraph_is_shown_and_copied(agreement) -> None:
    _choose(agreement, "Methods paragraph …")

    dialog = agreement.findChild(MethodsDialog)
    text = dialog.findChild(QPlainTextEdit).toPlainText()

    assert "Krippendorff’s alpha" in text
    assert _copy(dialog) == text
    assert dialog.isVisible()


def test_other_programs_are_counted_on_demand_each_with_its_sentence(agreement, qtbot) -> None:
    _choose(agreement, "Figures of other programs …")
    dialog = agreement.findChild(OtherProgramsDialog)
    view = dialog.findChild(QTableView)
    qtbot.waitUntil(lambda: view.model().rowCount() > 0, timeout=5000)

    dialog.code.setCurrentIndex(dialog.code.findText("trust"))

    rows = range(view.model().rowCount())
    programs = {view.model().index(r, 0).data() for r in rows}
    assert programs == {"NVivo", "QualCoder", "INCEpTION", "ATLAS.ti"}
    assert {view.model().index(r, 3).data() for r in rows} == {"trust", "all codes"}
    assert view.model().index(0, 3).data() == "trust"
    said = [label.text() for label in dialog.findChildren(QLabel)]
    assert any(text.startswith("NVivo, Percentage agreement") for text in said)
    assert "What sets it apart" in _copy(dialog)
    dialog.reject()


def test_what_it_takes_is_told_from_figures_so_far_and_by_formula(agreement) -> None:
    _choose(agreement, "Units needed …")
    dialog = agreement.findChild(UnitsNeededDialog)

    said = [label.text() for label in dialog.findChildren(QLabel)]

    assert dialog.code.currentText() == "trust"
    assert any(text.startswith("Now: Alpha") for text in said)
    assert any("there is no interval yet" in text for text in said)
    assert any("Donner and Eliasziw" in text for text in said)
    dialog.reject()


def test_figures_with_a_name_of_the_key_leave_only_if_one_wants(
    agreement, tmp_path, monkeypatch
) -> None:
    (tmp_path / "names.csv").write_text("name,pseudonym\nBen,P08\n", "utf-8")
    project = agreement._workspace.ask(project_guid)
    RememberedKeys().remember(project, tmp_path / "names.csv")
    answers = [QDialog.DialogCode.Rejected, QDialog.DialogCode.Accepted]
    monkeypatch.setattr(DialogFrame, "exec", lambda _: answers.pop(0))

    agreement.ways_out.write(tmp_path / "figures.xlsx")
    assert not (tmp_path / "figures.xlsx").exists()
    agreement.ways_out.write(tmp_path / "figures.xlsx")

    assert (tmp_path / "figures.xlsx").exists()
    assert not answers
