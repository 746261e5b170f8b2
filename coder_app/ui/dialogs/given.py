# SPDX-License-Identifier: MIT
"""Who codes which transcript: given, given blind, for practice, a second time; taken back, done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from coder_app.core.places import tr
from coder_app.core.records import AssignmentRecord, CoderRecord, CoderRole, DocumentRow, Purpose
from coder_app.operations import people
from coder_app.ui.fitting import FlowLayout
from coder_app.ui.look import theme
from coder_app.ui.models.assignments import AssignmentTable, is_blind
from coder_app.ui.parts import label

Do = Callable[..., bool]


class GivenPart(QWidget):
    """Choose cells, then a button; several cells are one step. Only leads give and take."""

    said = Signal(str)

    def __init__(self, do: Do, parent: QWidget) -> None:
        super().__init__(parent)
        self._do = do
        self.model = AssignmentTable(self)
        self._lead_buttons: list[tuple[QPushButton, str]] = []
        column = QVBoxLayout(self)
        hint = tr(
            "Agreement compares coders in transcripts that they were given and have marked done. "
            "Choose cells, then a button."
        )
        column.addWidget(label(hint, self, step="small", ink="ink2", wraps=True))
        self.view = self._make_view()
        column.addWidget(self.view, 1)
        self._add_giving(column)
        self._add_the_rest(column)
        self._who_may = label("", self, step="small", ink="ink2", wraps=True)
        column.addWidget(self._who_may)
        blind = tr(
            "The program shows a blind coder nothing of what others coded there. All of it is in "
            "one file, though: anybody who opens that with a database browser can look."
        )
        column.addWidget(label(blind, self, step="small", ink="ink3", wraps=True))

    # ---- building

    def _make_view(self) -> QTableView:
        view = QTableView(self)
        view.setModel(self.model)
        view.setAccessibleName(tr("Transcripts given"))
        view.setShowGrid(False)
        view.setTabKeyNavigation(False)
        view.setIconSize(QSize(theme().px(16), theme().px(16)))
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(theme().px(31))
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        return view

    def _row(self, column: QVBoxLayout) -> FlowLayout:
        holder = QWidget(self)
        row = FlowLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(6))
        column.addWidget(holder)
        return row

    def _button(self, row: FlowLayout, words: str, hint: str, slot: Callable[[], None]) -> None:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.setToolTip(hint)
        button.setAccessibleDescription(hint)
        button.clicked.connect(lambda _=False: slot())
        row.addWidget(button)

    def _lead_button(
        self, row: FlowLayout, words: str, hint: str, slot: Callable[[], None]
    ) -> None:
        self._button(row, words, hint, slot)
        made = row.itemAt(row.count() - 1).widget()
        assert isinstance(made, QPushButton)
        self._lead_buttons.append((made, hint))

    def _add_giving(self, column: QVBoxLayout) -> None:
        row = self._row(column)
        for words, hint, purpose, blind in (
            (tr("Give"), tr("It is hers to code."), Purpose.MAIN, None),
            (
                tr("Give for reliability"),
                tr("The same transcript goes to several coders, to be compared."),
                Purpose.RELIABILITY,
                None,
            ),
            (
                tr("Give blind"),
                tr(
                    "For reliability, and she sees nothing that others coded there until the "
                    "round is closed or a lead shows it to her."
                ),
                Purpose.RELIABILITY,
                True,
            ),
            (
                tr("Give for practice"),
                tr("To learn: blind, until she marks it done; then she sees what was settled."),
                Purpose.PRACTICE,
                True,
            ),
        ):
            self._lead_button(row, words, hint, self._giver(purpose, blind))
        hint = tr(
            "The coder codes it a second time, blind and under a name of its own, as in “Ana, "
            "again”: how far one agrees with oneself."
        )
        self._lead_button(row, tr("Code again"), hint, self._code_again)

    def _add_the_rest(self, column: QVBoxLayout) -> None:
        row = self._row(column)
        hint = tr("It is no longer hers to code; her codings stay.")
        self._lead_button(row, tr("Take back"), hint, self._take_back)
        hint = tr(
            "Shows her what others coded there, before the round is closed. What was seen cannot "
            "be unseen: Undo does not take it back."
        )
        self._lead_button(row, tr("Blind no longer"), hint, self._reveal)
        hint = tr("Agreement counts it from now on; what she left unmarked is “not this code”.")
        self._button(row, tr("Done"), hint, lambda: self._mark(done=True))
        hint = tr("Agreement leaves it out again.")
        self._button(row, tr("Not done yet"), hint, lambda: self._mark(done=False))

    # ---- showing

    def show_given(
        self,
        documents: list[DocumentRow],
        coders: list[CoderRecord],
        assignments: list[AssignmentRecord],
        viewer: UUID,
    ) -> None:
        """Take who has what, and who is looking."""
        self.model.show(documents, coders, assignments)
        leads = [coder.name for coder in coders if coder.role is CoderRole.LEAD]
        may = any(c.guid == viewer and c.role is CoderRole.LEAD for c in coders)
        why = tr("Only a lead gives transcripts and takes them back: {0}.").format(", ".join(leads))
        for button, hint in self._lead_buttons:
            button.setEnabled(may)
            button.setToolTip(hint if may else why)
            button.setAccessibleDescription(hint if may else why)
        self._who_may.setText("" if may else why)
        self._who_may.setVisible(not may)

    # ---- doing: several cells are one step

    def _cells(self) -> list[Any]:
        indexes = self.view.selectionModel().selectedIndexes()
        cells = [cell for cell in map(self.model.at, indexes) if cell is not None]
        if not cells:
            self.said.emit(tr("Choose cells below the coders’ names first."))
        return cells

    def _pairs(self) -> list[tuple[UUID, UUID]]:
        return [(coder, document) for document, coder, _ in self._cells()]

    def _giver(self, purpose: Purpose, blind: bool | None) -> Callable[[], None]:
        def give() -> None:
            pairs = self._pairs()
            if pairs:
                self._do(people.assign_all, pairs=pairs, purpose=purpose, blind=blind)

        return give

    def _code_again(self) -> None:
        pairs = self._pairs()
        coders = dict.fromkeys(coder for coder, _ in pairs)
        if len(coders) > 1:
            self.said.emit(tr("Choose cells of one coder: coding again is one coder’s work."))
        elif pairs:
            documents = [document for _, document in pairs]
            self._do(people.code_again, coder=pairs[0][0], documents=documents)

    def _take_back(self) -> None:
        given = [one.guid for _, _, cell in self._cells() for one in cell]
        if given:
            self._do(people.unassign_all, assignments=given)

    def _reveal(self) -> None:
        cells = self._cells()
        hidden = [one.guid for _, _, cell in cells for one in cell if is_blind([one])]
        if hidden:
            self._do(people.reveal_all, assignments=hidden)
        elif cells:
            self.said.emit(tr("Nobody is blind in these cells."))

    def _mark(self, *, done: bool) -> None:
        pairs = self._pairs()
        if pairs:
            self._do(people.mark_all_done, pairs=pairs, done=done)
