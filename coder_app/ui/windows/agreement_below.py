# SPDX-License-Identifier: MIT
"""Below the table, left: who called it what, and the passages of the current row."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QSplitter, QTabWidget, QWidget

from coder_app.core.boundaries import LineIndex
from coder_app.core.places import tr
from coder_app.queries import document as documents
from coder_app.ui.look import theme
from coder_app.ui.models.passages import Passage, PassageDelegate, PassageList
from coder_app.ui.windows.agreement_details import Explanation
from coder_app.ui.windows.agreement_matrix import MatrixPart
from coder_app.ui.workspace import Workspace


class Below(QTabWidget):
    """The matrix and the passages, one at a time."""

    passage_chosen = Signal(object)  # Passage

    def __init__(self, passages: PassageList, parent: QWidget) -> None:
        super().__init__(parent)
        for part in (self, self.tabBar()):
            part.setAccessibleName(tr("More about the figures"))
        self.setDocumentMode(True)
        self._passages = passages
        self._list = QListView(self)
        self._list.setModel(passages)
        self._list.setItemDelegate(PassageDelegate(self._list))
        self._list.setUniformItemSizes(True)  # else every passage would be read to be measured
        self._list.setAccessibleName(tr("Passages on which they differ"))
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.clicked.connect(lambda index: self._choose(index.row()))
        self._list.activated.connect(lambda index: self._choose(index.row()))
        self.matrix = MatrixPart(self)
        self.addTab(self.matrix, tr("Who called it what"))
        self.addTab(self._list, tr("Passages"))

    def go_to_passages(self) -> None:
        """Let the keys go to the passages, the first of them current."""
        self.setCurrentWidget(self._list)
        self._list.setFocus()
        if self._passages.rowCount() and not self._list.currentIndex().isValid():
            self._list.setCurrentIndex(self._passages.index(0))

    def _choose(self, row: int) -> None:
        passage: Passage = self._passages.passage(row)
        self.passage_chosen.emit(passage)


class Texts:
    """Transcripts, each read when the first of its passages comes into view."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._read: dict[UUID, tuple[str, LineIndex]] = {}

    def of(self, document: UUID) -> tuple[str, LineIndex]:
        """Give a transcript and its lines."""
        if document not in self._read:
            ask, viewer = self._workspace.ask, self._workspace.viewer
            text = ask(documents.open_document, viewer, document).text
            self._read[document] = (text, LineIndex(text))
        return self._read[document]

    def clear(self) -> None:
        """Read anew from now on."""
        self._read.clear()


def side_by_side(below: Below, explanation: Explanation, parent: QWidget) -> QSplitter:
    """Put both beside each other."""
    split = QSplitter(parent)
    split.setChildrenCollapsible(False)
    split.addWidget(below)
    split.addWidget(explanation)
    split.setSizes([theme().px(540), theme().px(640)])
    return split
