# SPDX-License-Identifier: MIT
"""The export's dialog says what the file will hold, and is used with keys alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from coder_app.core.export_plan import ExportPlan
from coder_app.formats.datasets.templates import ExportTemplates
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.pseudonyms.remembered import KnownKey
from coder_app.operations import people, projects, rounds
from coder_app.queries.sheets import SHEETS
from coder_app.ui.dialogs.exporting.dialog import ExportDialog

USUAL = [name for name in SHEETS if name != "Decisions"]


@pytest.fixture
def templates(tmp_path: Path) -> ExportTemplates:
    return ExportTemplates(tmp_path / "exports")


@pytest.fixture
def dialog(workspace, templates, qtbot):
    made = ExportDialog(workspace, templates=templates)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.reject()


def _box(dialog: QWidget, text: str, kind=QCheckBox):
    return next(b for b in dialog.findChildren(kind) if b.text() == text and b.isVisibleTo(dialog))


def _combo(dialog: QWidget, name: str) -> QComboBox:
    return next(b for b in dialog.findChildren(QComboBox) if b.accessibleName() == name)


def _choose(box: QComboBox, words: str) -> None:
    """Choose with the arrows."""
    wanted = box.findText(words)
    assert wanted >= 0, [box.itemText(n) for n in range(box.count())]
    box.setFocus()
    while box.currentIndex() != wanted:
        QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < wanted else Qt.Key.Key_Up)


def _more(dialog) -> None:
    button = next(b for b in dialog.findChildren(QPushButton) if b.accessibleName() == "More")
    QTest.keyClick(button, Qt.Key.Key_Space)


def _go(dialog) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == "Export")


def _said(dialog) -> str:
    return "\n".join(t.text() for t in dialog.findChildren(QLabel) if t.isVisible())


def _holds(dialog, qtbot, words: str) -> None:
    plain = words.replace(" ", "\N{NO-BREAK SPACE}")
    qtbot.waitUntil(lambda: words in _said(dialog) or plain in _said(dialog), timeout=10_000)


def test_everything_is_chosen_at_first(dialog) -> None:
    assert dialog.plan() == ExportPlan()
    assert dialog.file_name().endswith(".xlsx")


def test_what_the_file_will_hold_is_said_before(dialog, qtbot) -> None:
    _holds(dialog, qtbot, "Codings: 0 rows")
    _holds(dialog, qtbot, "Codebook: 7 rows")


def test_a_reader_hears_it_at_the_button(dialog, qtbot) -> None:
    _holds(dialog, qtbot, "Codings: 0 rows")

    said = _go(dialog).accessibleDescription().replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith("It will hold Codings: 0 rows")


def test_tab_goes_from_what_over_scope_and_more_to_the_button(dialog, qtbot) -> None:
    _more(dialog)
    dialog.activateWindow()
    _box(dialog, "Tables", QRadioButton).setFocus()
    passed = []
    while len(passed) < 40 and QApplication.focusWidget() is not _go(dialog):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        passed.append(QApplication.focusWidget())

    assert passed[0] is _combo(dialog, "As")
    assert passed[1:3] == [dialog._coders, dialog._documents]
    assert passed[-1] is _go(dialog)
    assert all(w.accessibleName() or w.accessibleDescription() or w.text() for w in passed)


def test_every_table_that_is_offered_has_its_columns(dialog, qtbot) -> None:
    _holds(dialog, qtbot, "Codings: 0 rows")
    _more(dialog)

    for name in USUAL:
        assert _box(dialog, name).isChecked()


def test_no_label_lies_on_another(dialog) -> None:
    _more(dialog)

    shown = [one for one in dialog.findChildren(QLabel) if one.isVisible() and one.text()]
    places = [QRect(one.mapTo(dialog, QPoint()), one.size()) for one in shown]
    over = [
        (shown[a].text(), shown[b].text())
        for a, b in combinations(range(len(shown)), 2)
        if places[a].intersects(places[b])
    ]
    assert not over


def test_kinds_of_files_follow_what_goes_out(dialog) -> None:
    radio = _box(dialog, "Tables", QRadioButton)
    radio.setFocus()
    QTest.keyClick(radio, Qt.Key.Key_Down)
    assert (dialog.plan().kind, dialog.file_name()[-5:]) == ("report-docx", ".docx")
    _choose(_combo(dialog, "As"), "Web page")
    assert dialog.plan().kind == "report-html"

    _box(dialog, "Tables", QRadioButton).setChecked(True)
    _choose(_combo(dialog, "As"), "SPSS files")
    assert dialog.plan().kind == "sav"
    assert dialog.file_name().endswith(".sav")


def test_fewer_tables_and_another_shape_are_chosen_under_more(dialog) -> None:
    _more(dialog)
    for name in USUAL[1:]:
        QTest.keyClick(_box(dialog, name), Qt.Key.Key_Space)
    _choose(_combo(dialog, "Layout of units and transcripts"), "long: a row for each")
    _choose(_combo(dialog, "As"), "TSV files")
    QTest.keyClick(_box(dialog, "byte order mark, which Excel needs"), Qt.Key.Key_Space)

    assert dialog.plan() == ExportPlan(kind="tsv", sheets=("Codings",), long=True, bom=False)


def test_every_box_under_more_has_a_label_of_its_own(dialog) -> None:
    _more(dialog)
    named = [label.buddy() for label in dialog.findChildren(QLabel)]

    boxes = [box for box in dialog.findChildren(QComboBox) if box.isVisible()]
    assert len(boxes) >= 6
    assert [box.accessibleName() for box in boxes if box not in named] == []


def test_filters_and_units_are_chosen_under_more(dialog, small) -> None:
    _more(dialog)
    words = next(
        f for f in dialog.findChildren(QWidget) if f.accessibleName().startswith("Only passages")
    )
    QTest.keyClicks(words, "trust")
    _choose(_combo(dialog, "Memo"), "with a memo")
    _choose(_combo(dialog, "Also coded with"), "trust")
    _choose(_combo(dialog, "Unit"), "stretch of words")
    QTest.keyClicks(
        next(f for f in dialog.findChildren(QWidget) if f.accessibleName() == "Words in a stretch"),
        "40",
    )

    assert dialog.plan() == ExportPlan(
        words="trust",
        has_memo=True,
        with_code=small.codes["trust"],
        unit="segment",
        segment_words=40,
    )


def test_without_a_table_nothing_can_be_exported(dialog) -> None:
    _more(dialog)
    for name in USUAL:
        _box(dialog, name).setChecked(False)

    assert not _go(dialog).isEnabled()
    assert _go(dialog).toolTip() == "Choose a table"


def test_some_of_the_coders_and_transcripts_narrow_the_export(dialog, small) -> None:
    dialog._coders.menu().actions()[-1].trigger()
    dialog._documents.menu().actions()[-1].trigger()

    assert dialog.plan() == ExportPlan(coders=(small.ana,), documents=(small.document,))


def test_participants_are_chosen_by_what_is_known_of_them(
    workspace, small, templates, qtbot
) -> None:
    age = workspace.run(people.add_attribute, name="age group", kind="choice", choices=["18", "30"])
    marisol = workspace.run(people.add_participant, name="Marisol")
    workspace.run(people.set_value, participant=marisol, attribute=age, value="30")
    made = ExportDialog(workspace, templates=templates)
    qtbot.addWidget(made)

    made._more.who.choose(((age, "30"),))

    assert made.plan().attributes == ((age, "30"),)
    assert made._more.who.accessibleName() == "age group: 30"
    made.reject()


def test_a_project_tells_what_the_standard_has_no_place_for(dialog, qtbot) -> None:
    _box(dialog, "Whole project", QRadioButton).setChecked(True)
    _choose(_combo(dialog, "As"), "for NVivo on Windows")

    _holds(dialog, qtbot, "2 transcripts")
    box = next(b for b in dialog.findChildren(QPlainTextEdit) if b.isVisible())
    assert "The history stays in this project." in box.toPlainText()
    assert dialog.plan().kind == "project-nvivo"


def test_nothing_is_said_to_stay_before_it_is_known(workspace, templates, qtbot) -> None:
    dialog = ExportDialog(workspace, templates=templates)
    qtbot.addWidget(dialog)
    dialog.show()

    assert not any(box.isVisible() for box in dialog.findChildren(QPlainTextEdit))


def test_a_codebook_goes_out_whole(dialog) -> None:
    _box(dialog, "Codebook", QRadioButton).setChecked(True)

    assert not dialog._coders.isEnabled()
    assert not dialog._fold.isVisible()
    assert dialog.file_name().endswith(".docx")
    assert "codebook" in dialog.file_name()


def test_what_was_settled_can_be_taken_out_too(workspace, small, templates, qtbot) -> None:
    for coder in (small.ana, small.ben):
        workspace.run(people.mark_done, document=small.document, coder=coder)
    workspace.run(rounds.close_round, name="Training", documents=[small.document])
    made = ExportDialog(workspace, templates=templates)
    qtbot.addWidget(made)

    assert "Decisions" in made._more.sheets
    assert made.plan().coders is None
    made._coders.menu().actions()[-1].trigger()
    assert made.plan().coders == (small.ana, small.ben)
    made.reject()


def test_names_of_the_key_are_told_while_one_chooses(workspace, small, templates, qtbot) -> None:
    key = (Pseudonym(name="Marisol", pseudonym="P07"),)
    known = KnownKey(path=Path("names.csv"), key=key)
    made = ExportDialog(workspace, templates=templates, known=known)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: "1 name of the key would leave" in _said(made), timeout=10_000)

    _box(made, "Codebook", QRadioButton).setChecked(True)

    qtbot.waitUntil(lambda: "No name of “names.csv”" in _said(made), timeout=10_000)
    made.reject()


# ---- templates


def test_a_template_is_chosen_by_name(dialog, templates, workspace, qtbot, small) -> None:
    plan = ExportPlan(
        name="For SPSS",
        kind="sav",
        sheets=("Codings", "Units × Codes"),
        coders=(small.ben,),
        long=True,
        unit="sentence",
        interviewer=True,
        with_attributes=False,
        context=True,
    )
    templates.save(plan)
    made = ExportDialog(workspace, templates=templates)
    qtbot.addWidget(made)
    made.show()

    _choose(_combo(made, "Template"), "For SPSS")
    _combo(made, "Template").activated.emit(1)

    assert made.plan() == plan
    made.reject()


def test_what_a_template_names_of_another_project_is_told(
    workspace, templates, small, qtbot
) -> None:
    templates.save(ExportPlan(name="Theirs", coders=(uuid4(), small.ana), codes=(uuid4(),)))
    made = ExportDialog(workspace, templates=templates)
    qtbot.addWidget(made)
    made.show()

    made.show_plan(templates.read("Theirs"))

    assert "2 things that the template names are not in this project." in _said(made)
    assert made.plan() == ExportPlan(coders=(small.ana,))
    made.reject()


def test_columns_that_are_not_here_are_left_aside_and_told(dialog) -> None:
    columns = (("Codings", ("code", "mood of the moon", "text")),)

    dialog.show_plan(ExportPlan(columns=columns))

    assert dialog.plan().columns == (("Codings", ("code", "text")),)
    assert "is not there: Codings: mood of the moon." in _said(dialog)


def test_a_plan_shown_is_the_plan_given(dialog, small) -> None:
    plan = ExportPlan(
        kind="report-html", sheets=("Codings", "Transcripts"), codes=(small.codes["trust"],)
    )

    dialog.show_plan(plan)

    assert dialog.plan() == plan
    dialog.show_plan(replace(plan, kind="transcripts-docx", sheets=()))
    assert dialog.plan() == replace(plan, kind="transcripts-docx", sheets=())


def test_agreement_that_is_switched_off_is_not_offered(workspace, templates, qtbot) -> None:
    workspace.run(projects.set_setting, name="agreement", value="one coder only")
    made = ExportDialog(workspace, templates=templates)
    qtbot.addWidget(made)
    made.show()
    _more(made)

    box = _box(made, "Agreement")

    assert not box.isEnabled()
    assert not box.isChecked()
    assert "one coder only" in box.toolTip()
    assert made.plan().sheets == ()
    made.reject()
