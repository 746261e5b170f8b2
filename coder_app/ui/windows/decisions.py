# SPDX-License-Identifier: MIT
"""The decision log: how disagreements were settled, why, and who did not agree."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QWidget,
)

from coder_app.core.places import tr, tr_n
from coder_app.core.records import Changes, DecisionRecord, Guid
from coder_app.operations import consensus
from coder_app.queries import decisions, lists
from coder_app.ui.choices import choose, combo, push_button
from coder_app.ui.fitting import resize_within_screen
from coder_app.ui.frames import bar, lay_out_rows, pile, titled_bar
from coder_app.ui.look import theme
from coder_app.ui.models.decisions import (
    DISSENT,
    REASON,
    DecisionOrder,
    DecisionTable,
    dissent_in_words,
    outcome_in_words,
)
from coder_app.ui.parts import EmptyState, label
from coder_app.ui.workspace import Workspace


class DecisionsWindow(QWidget):
    """A table of decisions; the current one in full below."""

    passage_requested = Signal(object, object)  # document, Span
    export_requested = Signal()
    review_requested = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._workspace = workspace
        self._coders: dict[Guid, str] = {}
        self.setWindowTitle(tr("Decisions"))
        resize_within_screen(self, 980, 600)
        theme().say(self, surface="window")
        self.order = DecisionOrder(DecisionTable(self), self)
        self.view = self._make_view()
        self._empty = EmptyState(self)
        said = tr("Review settles what coders differ on, passage by passage.")
        self._empty.tell("git-compare", tr("Nothing is settled yet"), said, tr("Open Review"))
        self._empty.wished.connect(self.review_requested)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        pile(self, self._head(), self._stack, self._foot(), grows=self._stack)
        workspace.changed.connect(self._on_changed)
        workspace.viewer_changed.connect(self.reload)
        workspace.refused.connect(self._on_refused)
        self.view.selectionModel().currentRowChanged.connect(self._show_current)
        self.reload()

    # ---- building

    def _head(self) -> QWidget:
        self._said = label("", self, step="small", ink="ink2")
        title = label(tr("Decisions"), self, step="title")
        head, row = titled_bar(title, self._said, self, top=12)
        told, self._code = combo(tr("Code"), parent=head)
        self._code.currentIndexChanged.connect(self._on_code)
        row.addWidget(told)
        row.addWidget(self._code)
        self._copy = push_button(tr("Copy the table"), "copy", head)
        self._copy.clicked.connect(self.copy_table)
        export = push_button(tr("Export …"), "download", head)
        export.setToolTip(tr("The workbook holds them in its sheet “Decisions”"))
        export.clicked.connect(self.export_requested)
        row.addWidget(self._copy)
        row.addWidget(export)
        return head

    def _make_view(self) -> QTableView:
        view = QTableView(self)
        view.setModel(self.order)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setSortingEnabled(True)
        view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        header = lay_out_rows(view, tr("Decisions"))
        header.setMaximumSectionSize(theme().px(260))
        for column in (REASON, DISSENT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        view.activated.connect(lambda _: self.open_passage())
        return view

    def _foot(self) -> QWidget:
        foot, row = bar(self)
        self._told = label("", foot, step="small", ink="ink2", wraps=True)
        row.addWidget(self._told, 1)
        self._reopen = push_button(tr("Reopen"), "rotate-ccw", foot)
        self._reopen.setToolTip(tr("Take the decision back, with what came of it"))
        self._reopen.clicked.connect(self.reopen)
        self._open = push_button(tr("Open the passage"), "book-open", foot)
        self._open.clicked.connect(self.open_passage)
        row.addWidget(self._reopen)
        row.addWidget(self._open)
        return foot

    # ---- showing

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("decision", "code", "coder", "document", "wording", "assignment"):
            self.reload()

    def reload(self) -> None:
        """Read the decisions anew; the current one stays current."""
        ask, viewer = self._workspace.ask, self._workspace.viewer
        before = self.current
        found = ask(decisions.decisions, viewer)
        codes = {code.guid: code for code in ask(lists.codes, viewer)}
        self._coders = {coder.guid: coder.name for coder in ask(lists.coders)}
        self._offer([(code.guid, code.name) for code in codes.values()], found)
        self.order.table.show(found, codes, self._coders)
        self._stack.setCurrentIndex(0 if found else 1)
        self._copy.setEnabled(bool(found))
        self._choose(before)
        self._count()
        self._show_current()

    def _offer(self, codes: list[tuple[Guid, str]], found: list[DecisionRecord]) -> None:
        chosen = self._code.currentData()
        used = {code for decision in found for code in decision.codes}
        self._code.blockSignals(True)
        self._code.clear()
        self._code.addItem(tr("all codes"), None)
        for guid, name in codes:
            if guid in used:
                self._code.addItem(name, guid)
        choose(self._code, chosen)
        self._code.blockSignals(False)
        self.order.look_at(self._code.currentData())

    def _on_code(self) -> None:
        self.order.look_at(self._code.currentData())
        self._count()
        self._show_current()

    def _count(self) -> None:
        number = self.order.rowCount()
        self._said.setText(tr_n("{n} decision", "{n} decisions", number) if number else "")

    def _choose(self, wanted: DecisionRecord | None) -> None:
        for row in range(self.order.rowCount()):
            found = self.order.decision_at(row)
            if wanted is None or (found is not None and found.guid == wanted.guid):
                self.view.selectRow(row)
                return

    @property
    def current(self) -> DecisionRecord | None:
        """The decision of the current row."""
        return self.order.decision_at(self.view.currentIndex().row())

    def _show_current(self) -> None:
        decision = self.current
        self._told.setText(self._in_words(decision) if decision else "")
        self._reopen.setEnabled(decision is not None)
        self._open.setEnabled(decision is not None and decision.span is not None)
        lost = decision is not None and decision.span is None
        self._open.setToolTip(tr("Its words are no longer in the transcript") if lost else "")

    def _in_words(self, decision: DecisionRecord) -> str:
        parts = [outcome_in_words(decision, self._coders), decision.reason]
        dissent = dissent_in_words(decision, self._coders)
        if dissent:
            parts.append(tr("Dissent: {0}").format(dissent))
        said = ". ".join(part.rstrip(".") for part in parts if part)
        return said[:1].upper() + said[1:]

    def _on_refused(self, sentence: str) -> None:
        if self.isActiveWindow():
            self._told.setText(sentence)

    # ---- doing

    def open_passage(self) -> None:
        """Go to the words in the coding window."""
        decision = self.current
        if decision is not None and decision.span is not None:
            self.passage_requested.emit(decision.document, decision.span)

    def reopen(self) -> None:
        """Take the current decision back; Undo brings it back again."""
        decision = self.current
        if decision is not None:
            self._workspace.attempt(consensus.reopen, decision=decision.guid)

    def copy_table(self) -> None:
        """Put the rows shown on the clipboard."""
        QGuiApplication.clipboard().setText(self.order.as_text())
