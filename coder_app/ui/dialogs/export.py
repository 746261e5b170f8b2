# SPDX-License-Identifier: MIT
"""Take the work out: what goes into the workbook or the CSV files, whose, and where to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from coder_app.agreement.units import Unit
from coder_app.core.errors import InputProblem
from coder_app.core.export_plan import ExportPlan
from coder_app.core.places import tr
from coder_app.core.records import Sheet
from coder_app.formats.dataset_csv import table_paths, write_csv
from coder_app.formats.workbook import Progress, write_workbook
from coder_app.queries import lists, rounds
from coder_app.queries.ratings import Choice
from coder_app.queries.sheets import workbook_sheets
from coder_app.store.project import Project
from coder_app.ui.choices import ChoiceButton, unit_combo
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.dialogs.progress import ProgressDialog, Stopping
from coder_app.ui.look import theme
from coder_app.ui.parts import label, rule
from coder_app.ui.workspace import Workspace

Kind = Literal["xlsx", "csv"]

SHEETS = (  # the names in the workbook are fixed, for scripts
    ("Codings", tr("one row a coding, with its words")),
    ("Codebook", tr("every field of every code")),
    ("Documents × Codes", tr("counts and words of each coder")),
    ("Units × Codes", tr("0 and 1, ready for SPSS or R")),
    ("Agreement", tr("alpha, kappa and percent by code")),
    ("Participants", tr("with their attributes")),
    ("About", tr("version, date and settings")),
)
IF_SETTLED = ("Decisions", tr("what was settled, why, and who dissented"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a person wants to take out."""

    kind: Kind
    sheets: tuple[str, ...]
    choice: Choice


class ExportDialog(DialogFrame):
    """Ask what goes out; the place is asked for after Export."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(tr("Export"), parent, width=560)
        self._workspace = workspace
        self._is_settled = bool(workspace.ask(rounds.settled_documents))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme().px(16))
        self._grid.setVerticalSpacing(theme().px(8))
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self._add_kinds()
        self._add_rule()
        self._add_sheets()
        self._add_rule()
        self._add_choices()
        self.body.addStretch(1)
        self._file = label("", self, step="small", ink="ink2")
        _, self._go = self.set_buttons(tr("Export"), left=self._file)
        self._show_state()

    def _row(self, name: str, content: QWidget | QVBoxLayout, told: QWidget | None = None) -> None:
        row = self._grid.rowCount()
        told = told or label(name, self, step="small", ink="ink2")
        if isinstance(content, QWidget):
            self._grid.addWidget(told, row, 0, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(content, row, 1, Qt.AlignmentFlag.AlignLeft)
        else:
            content.setSpacing(theme().px(7))
            self._grid.addWidget(told, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addLayout(content, row, 1)

    def _add_rule(self) -> None:
        self._grid.addWidget(rule(self), self._grid.rowCount(), 0, 1, 2)

    def _line(self, button: QAbstractButton, hint: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme().px(8))
        line.addWidget(button)
        line.addWidget(label(hint, self, step="small", ink="ink3"), 1)
        button.setAccessibleDescription(hint)
        button.toggled.connect(self._show_state)
        return line

    def _add_kinds(self) -> None:
        column = QVBoxLayout()
        self._kinds = QButtonGroup(self)
        self._excel = QRadioButton(tr("Excel workbook"), self)
        self._excel.setChecked(True)
        self._csv = QRadioButton(tr("CSV files"), self)
        for button, hint in (
            (self._excel, tr("opens in Excel, SPSS, R and pandas as it is")),
            (self._csv, tr("one a table, UTF-8")),
        ):
            self._kinds.addButton(button)
            column.addLayout(self._line(button, hint))
        self._row(tr("As"), column)

    def _add_sheets(self) -> None:
        column = QVBoxLayout()
        self._boxes: dict[str, QCheckBox] = {}
        for name, hint in (*SHEETS, IF_SETTLED) if self._is_settled else SHEETS:
            box = self._boxes[name] = QCheckBox(name, self)
            box.setChecked(True)
            column.addLayout(self._line(box, hint))
        self._row(tr("With"), column)

    def _add_choices(self) -> None:
        told, self._unit = unit_combo(parent=self)
        self._row("", self._unit, told)
        self._coders = ChoiceButton(tr("Whose"), "{n} coder", "{n} coders", self)
        self._documents = ChoiceButton(tr("From"), "{n} transcript", "{n} transcripts", self)
        ask, viewer = self._workspace.ask, self._workspace.viewer
        offered = (
            (
                tr("Whose"),
                self._coders,
                [
                    (c.guid, c.name)
                    for c in ask(lists.coders)
                    if self._is_settled or not c.consensus
                ],
            ),
            (
                tr("From"),
                self._documents,
                [(d.guid, d.name) for d in ask(lists.documents, viewer)],
            ),
        )
        for name, button, choices in offered:
            button.set_choices(choices, [guid for guid, _ in choices])
            button.chosen_changed.connect(self._show_state)
            told = label(name, self, step="small", ink="ink2")
            told.setBuddy(button)
            self._row(name, button, told)

    def _show_state(self) -> None:
        self._file.setText(self.file_name())
        something = any(box.isChecked() for box in self._boxes.values())
        self._go.setEnabled(something and bool(self._coders.chosen()))
        self._go.setToolTip("" if self._go.isEnabled() else tr("Choose a table and a coder first"))

    # ---- what comes out

    def file_name(self) -> str:
        """Suggest a name: the project's, the day, the kind."""
        path = self._workspace.project.path
        return f"{path.stem if path else tr('project')}-{date.today():%Y-%m-%d}.{self.wish().kind}"

    def wish(self) -> Wish:
        """Give what was chosen; all coders or transcripts count as no restriction."""
        choice = Choice(unit=Unit(self._unit.currentData()))
        if self._coders.chosen() != self._coders.offered():
            choice["coders"] = self._coders.chosen()
        if self._documents.chosen() != self._documents.offered():
            choice["documents"] = self._documents.chosen()
        return Wish(
            kind="csv" if self._csv.isChecked() else "xlsx",
            sheets=tuple(name for name, box in self._boxes.items() if box.isChecked()),
            choice=choice,
        )


def export(workspace: Workspace, parent: QWidget, *, folder: str = "") -> None:
    """Ask what and where to, then write behind a progress dialog and say what came of it."""
    dialog = ExportDialog(workspace, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    wish, name = dialog.wish(), dialog.file_name()
    dialog.deleteLater()
    if not accepted:
        return
    kinds = {"xlsx": tr("Excel workbooks (*.xlsx)"), "csv": tr("CSV files (*.csv)")}
    path = workspace.project.path
    start = Path(folder) if folder else (path.parent if path else Path())
    chosen, _ = QFileDialog.getSaveFileName(
        parent, tr("Export"), str(start / name), kinds[wish.kind]
    )
    if chosen:
        write(workspace, parent, wish, Path(chosen).with_suffix(f".{wish.kind}"))


def write(workspace: Workspace, parent: QWidget, wish: Wish, path: Path) -> ProgressDialog:
    """Write the tables in the background; gives the progress dialog, which closes itself."""
    title = tr("Exporting {0}").format(path.name)
    progress = ProgressDialog(title, tr("If you stop, no file is written."), parent)
    stopping = Stopping(progress, tr("Stopped. No file was written."))
    project, viewer = workspace.project, workspace.viewer

    def finished(told: tuple[str, ...]) -> None:
        progress.close_now()
        where = tr("Exported to {0}").format(path)
        if told:
            show_told(path, told, parent)
        workspace.said.emit(where)

    def failed(sentence: str) -> None:
        progress.close_now()
        workspace.refused.emit(sentence)

    def step(done: int, total: int) -> None:
        stopping.step(done, total, tr("{0} of {1} rows").format(f"{done:,}", f"{total:,}"))

    workspace.compute(
        _work(project, viewer, wish, path, step), done=finished, failed=failed, topic="export"
    )
    progress.open()
    return progress


def _work(
    project: Project, viewer: UUID, wish: Wish, path: Path, step: Progress
) -> Callable[[], tuple[str, ...]]:
    def work() -> tuple[str, ...]:
        plan = ExportPlan(sheets=wish.sheets)
        wanted = project.ask(workbook_sheets, viewer, plan, **wish.choice)
        step(0, sum(len(sheet.rows) for sheet in wanted))
        if wish.kind == "xlsx":
            return write_workbook(wanted, path, title=path.stem, progress=step)
        _refuse_to_replace(wanted, path)
        return write_csv(wanted, path, progress=step)

    return work


def _refuse_to_replace(sheets: list[Sheet], path: Path) -> None:
    """Refuse to overwrite: the file dialog asked about one name only."""
    there = [other.name for other in table_paths(sheets, path) if other.exists()]
    if there and there != [path.name]:
        what = tr("The folder has files of these names already: {0}.").format(", ".join(there))
        raise InputProblem(path, what, tr("Choose another name, or move them away."))


def show_told(path: Path, told: tuple[str, ...], parent: QWidget) -> DialogFrame:
    """Tell what could not be written as it was."""
    dialog = DialogFrame(tr("“{0}” is written").format(path.name), parent)
    for sentence in told:
        dialog.body.addWidget(label(sentence, dialog, wraps=True))
    dialog.body.addWidget(label(str(path.parent), dialog, step="small", ink="ink3", wraps=True))
    dialog.set_close_button()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
