# SPDX-License-Identifier: MIT
"""What happened in the project, newest first; any one thing can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QTableView,
    QWidget,
)

from coder_app.core.errors import CoderAppError
from coder_app.core.places import tr
from coder_app.core.records import Changes, EventRecord
from coder_app.queries import history, lists
from coder_app.ui.choices import combo, push_button
from coder_app.ui.fitting import resize_within_screen
from coder_app.ui.frames import bar, lay_out_rows, pile, titled_bar
from coder_app.ui.look import theme
from coder_app.ui.models.history import PAGE, HistoryTable
from coder_app.ui.parts import label
from coder_app.ui.workspace import Workspace


class HistoryWindow(QWidget):
    """Events in words, as far as the coder at work may know of them."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._workspace = workspace
        self.setWindowTitle(tr("History"))
        resize_within_screen(self, 760, 560)
        theme().say(self, surface="window")
        self._table = HistoryTable(self._page, self)
        self.view = self._make_view()
        pile(self, self._head(), self.view, self._foot(), grows=self.view)
        workspace.changed.connect(self._on_changed)
        workspace.viewer_changed.connect(self._reload)
        self._reload()

    def _head(self) -> QWidget:
        hint = tr("Nothing here can be changed or lost: undoing is an event, too.")
        said = label(hint, self, step="small", ink="ink2")
        head, row = titled_bar(label(tr("History"), self, step="title"), said, self, top=12)
        told, self._who = combo(tr("Whose"), parent=head)
        self._who.addItem(tr("everybody’s"), "")
        for coder in self._workspace.ask(lists.coders):
            if not coder.consensus:
                self._who.addItem(coder.name, coder.name)
        self._who.currentIndexChanged.connect(self._reload)
        row.addWidget(told)
        row.addWidget(self._who)
        return head

    def _make_view(self) -> QTableView:
        view = QTableView(self)
        view.setModel(self._table)
        view.setFrameShape(QFrame.Shape.NoFrame)
        header = lay_out_rows(view, tr("History"))
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        view.selectionModel().currentRowChanged.connect(self._show_state)
        return view

    def _foot(self) -> QWidget:
        foot, row = bar(self)
        self._said = label("", foot, ink="ink2", wraps=True)
        row.addWidget(self._said, 1)
        self._undo = push_button(tr("Undo this"), "undo-2", foot)
        self._undo.clicked.connect(self.undo_current)
        row.addWidget(self._undo)
        return foot

    # ---- showing

    def _page(self, before: UUID | None) -> Sequence[EventRecord]:
        return self._workspace.ask(
            history.events, self._workspace.viewer, limit=PAGE, before=before
        )

    def _on_changed(self, changes: Changes) -> None:
        if self.isVisible():
            self._reload()

    def _reload(self) -> None:
        self._table.reload(who=self._who.currentData())
        self.view.selectRow(0)  # else the focus makes it current unseen, and Undo would act on it
        self._show_state()

    def _show_state(self) -> None:
        event = self._table.event_at(self.view.currentIndex().row())
        why_not = (tr("It is undone already") if event.undone else event.stays) if event else ""
        self._undo.setEnabled(event is not None and not why_not)
        self._undo.setToolTip(why_not)

    # ---- doing

    def undo_current(self) -> None:
        """Undo one event, if nobody has changed the same since; else say why not."""
        event = self._table.event_at(self.view.currentIndex().row())
        if event is None:
            return
        if self._workspace.is_busy:
            self._said.setText(tr("A longer change is running. Wait for it, or stop it."))
            return
        try:
            changes = self._workspace.project.undo_event(event.guid)
        except CoderAppError as problem:
            self._said.setText(str(problem))
            return
        self._workspace.changed.emit(changes)
        self._said.setText(tr("Undone: {0}").format(event.sentence))
