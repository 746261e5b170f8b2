# SPDX-License-Identifier: MIT
"""What other programs would print for the same coding, each figure with what sets it apart."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QWidget

from coder_app.agreement.compatible import CompatibleFigure
from coder_app.core.places import tr
from coder_app.queries.comparisons import other_programs
from coder_app.queries.ratings import Choice
from coder_app.ui.choices import combo
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.fitting import resize_within_screen
from coder_app.ui.frames import lay_out_rows
from coder_app.ui.look import theme
from coder_app.ui.models.agreement_rows import Names
from coder_app.ui.models.other_programs import OtherProgramsTable
from coder_app.ui.parts import label
from coder_app.ui.workspace import Workspace

_TOPIC = "other programs"


class OtherProgramsDialog(DialogFrame):
    """Computed when asked for; for telling why another program says something else."""

    def __init__(
        self, workspace: Workspace, choice: Choice, names: Names, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Figures of other programs"), parent, width=760)
        self._workspace, self._choice = workspace, choice
        self._figures: tuple[CompatibleFigure, ...] = ()
        said = tr(
            "What other programs print for the same coding, computed here as they do it: to tell "
            "why they say something else. These are not the figures to report."
        )
        self.body.addWidget(label(said, self, ink="ink2", wraps=True))
        row = QHBoxLayout()
        told, self.code = combo(tr("Code"), parent=self)
        for guid in choice.get("codes") or ():
            self.code.addItem(names.of(guid), guid)
        self.code.currentIndexChanged.connect(self._show_code)
        row.addWidget(told)
        row.addWidget(self.code)
        row.addStretch(1)
        self.body.addLayout(row)
        self.table = OtherProgramsTable(names, self)
        self.view = self._make_view()
        self.body.addWidget(self.view, 1)
        self._sentence = label(tr("Counting …"), self, ink="ink2", wraps=True)
        self._sentence.setMinimumHeight(theme().px(40))
        self.body.addWidget(self._sentence)
        self._said = label("", self, step="small", ink="ink2")
        _, copy = self.set_buttons(tr("Copy"), safe=tr("Close"), left=self._said)
        copy.clicked.disconnect()
        copy.clicked.connect(self.copy)
        resize_within_screen(self, 860, 560)

    def _make_view(self) -> QTableView:
        view = QTableView(self)
        view.setModel(self.table)
        header = lay_out_rows(view, tr("Figures of other programs"))
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        view.selectionModel().currentRowChanged.connect(self._explain)
        return view

    def begin(self) -> None:
        """Show the dialog, and compute away from the windows."""
        self.open()
        project, viewer = self._workspace.project, self._workspace.viewer
        work = partial(project.ask, other_programs, viewer, **self._choice)
        self._workspace.compute(work, done=self._show, failed=self._sentence.setText, topic=_TOPIC)

    def done(self, result: int) -> None:
        """Wait no longer when the dialog closes."""
        self._workspace.forget(_TOPIC)
        super().done(result)

    def _show(self, figures: tuple[CompatibleFigure, ...]) -> None:
        self._figures = figures
        self._show_code()

    def _show_code(self) -> None:
        self.table.show(self._figures, self.code.currentData())
        if self.table.rowCount():
            self.view.selectRow(0)
        self._explain()

    def _explain(self) -> None:
        self._sentence.setText(self.table.sentence(self.view.currentIndex().row()))

    def copy(self) -> None:
        """Put the table with its sentences on the clipboard."""
        QGuiApplication.clipboard().setText(self.table.as_text())
        self._said.setText(tr("Copied"))
