# SPDX-License-Identifier: MIT
"""Closed rounds: how far coders agreed before anybody talked, beside how far they agree now."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QWidget,
)

from coder_app.agreement.intervals import IntervalRule, Method
from coder_app.core.errors import CoderAppError
from coder_app.core.places import tr
from coder_app.core.records import Changes, RoundRecord
from coder_app.queries import lists, ratings, rounds
from coder_app.store.project import Project
from coder_app.ui.choices import push_button
from coder_app.ui.fitting import resize_within_screen
from coder_app.ui.frames import bar, lay_out_rows, pile, titled_bar
from coder_app.ui.look import theme
from coder_app.ui.models.rounds import RoundRow, RoundTable
from coder_app.ui.parts import EmptyState, label
from coder_app.ui.workspace import Workspace

_READS = ("round", "coding", "code", "coder", "document", "wording", "turn", "assignment")


class RoundsWindow(QWidget):
    """A table of rounds; opening one shows its frozen figures."""

    figures_requested = Signal(object)  # guid of the round
    rename_requested = Signal(object, str)  # guid, its name
    round_requested = Signal()
    review_requested = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._workspace = workspace
        self.setWindowTitle(tr("Rounds"))
        resize_within_screen(self, 820, 420)
        theme().say(self, surface="window")
        self._is_lead = False
        self.table = RoundTable(self)
        self.view = self._make_view()
        self._empty = EmptyState(self)
        self._empty.wished.connect(self.round_requested)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        pile(self, self._head(), self._stack, self._foot(), grows=self._stack)
        workspace.changed.connect(self._on_changed)
        workspace.viewer_changed.connect(self.reload)
        workspace.refused.connect(self._on_refused)
        self.view.selectionModel().currentRowChanged.connect(self._show_state)
        self.reload()

    # ---- building

    def _head(self) -> QWidget:
        said = tr("Frozen: before anybody talked, and never changed since. Now: as codings stand.")
        told = label(said, self, step="small", ink="ink2", wraps=True)
        head, row = titled_bar(label(tr("Rounds"), self, step="title"), told, self, top=12)
        self._close = push_button(tr("Close a round …"), "lock", head)
        self._close.clicked.connect(self.round_requested)
        row.addWidget(self._close)
        return head

    def _make_view(self) -> QTableView:
        view = QTableView(self)
        view.setModel(self.table)
        view.setFrameShape(QFrame.Shape.NoFrame)
        header = lay_out_rows(view, tr("Rounds"))
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        view.activated.connect(lambda _: self.show_figures())
        return view

    def _foot(self) -> QWidget:
        foot, row = bar(self)
        self._told = label("", foot, step="small", ink="ink2", wraps=True)
        row.addWidget(self._told, 1)
        self._rename = push_button(tr("Rename …"), "pencil", foot)
        self._rename.clicked.connect(self._on_rename)
        self._figures = push_button(tr("Show its figures"), "scale", foot)
        self._figures.clicked.connect(self.show_figures)
        review = push_button(tr("Review"), "git-compare", foot)
        review.clicked.connect(self.review_requested)
        for button in (self._rename, review, self._figures):
            row.addWidget(button)
        return foot

    # ---- showing

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*_READS):
            self.reload()

    def reload(self) -> None:
        """Read the rounds, then work out what their figures are now."""
        viewer = self._workspace.viewer
        found = self._workspace.ask(rounds.rounds, viewer)
        coders = self._workspace.ask(lists.coders)
        self._is_lead = any(c.guid == viewer and c.role == "lead" for c in coders)
        self._close.setVisible(self._is_lead and bool(found))  # else the middle offers it
        said = tr("A round keeps how far coders agree before they talk about it.")
        link = tr("Close a round …") if self._is_lead else ""
        self._empty.tell("lock", tr("No round is closed yet"), said, link)
        self._stack.setCurrentIndex(0 if found else 1)
        if [row.guid for row in found] != self._guids():
            self._take([RoundRow(record=record) for record in found])
        self._show_state()
        if found:
            work = partial(rows_of, self._workspace.project, viewer, found)
            self._workspace.compute(work, done=self._take, topic="rounds")

    def _guids(self) -> list[UUID]:
        records = (self.table.round_at(row) for row in range(self.table.rowCount()))
        return [record.guid for record in records if record is not None]

    def _take(self, rows: list[RoundRow]) -> None:
        before = max(self.view.currentIndex().row(), 0)
        self.table.show(rows)
        self.view.selectRow(min(before, len(rows) - 1))

    @property
    def current(self) -> RoundRecord | None:
        """The round of the current row."""
        return self.table.round_at(self.view.currentIndex().row())

    def _show_state(self) -> None:
        record = self.current
        self._rename.setEnabled(record is not None and self._is_lead)
        self._figures.setEnabled(record is not None and bool(record.figures))
        hidden = record is not None and not record.figures
        why = tr("You do not see the work behind these figures yet")
        self._figures.setToolTip(why if hidden else "")
        version = record.version if record is not None else None
        self._told.setText(tr("Coded under codebook v{0}").format(version) if version else "")

    def _on_refused(self, sentence: str) -> None:
        if self.isActiveWindow():
            self._told.setText(sentence)

    # ---- wishes

    def show_figures(self) -> None:
        """Wish for the frozen figures of the current round."""
        record = self.current
        if record is not None and record.figures:
            self.figures_requested.emit(record.guid)

    def _on_rename(self) -> None:
        record = self.current
        if record is not None:
            self.rename_requested.emit(record.guid, record.name)


def rows_of(project: Project, viewer: UUID, found: list[RoundRecord]) -> list[RoundRow]:
    """Read the frozen figures of rounds, and work out the same figures as codings stand now."""
    return [_row_of(project, viewer, record) for record in found]


def _row_of(project: Project, viewer: UUID, record: RoundRecord) -> RoundRow:
    report = project.ask(rounds.figures, viewer, record.guid)
    if report is None:
        return RoundRow(record=record)
    frozen = report.pooled.figure
    try:
        now = project.ask(
            ratings.agreement,
            viewer,
            coders=record.coders,
            documents=record.documents,
            codes=[code for code in report.codes if isinstance(code, UUID)],
            unit=report.unit,
            measure=report.measure,
            interviewer=report.with_interviewer,
            interval=IntervalRule(method=Method.NONE),
        ).pooled.figure
    except CoderAppError:  # coders or codes have gone since: there is no such figure now
        now = None
    return RoundRow(
        record=record, measure=report.measure, frozen=frozen, now=now, units=report.units
    )
