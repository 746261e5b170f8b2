# SPDX-License-Identifier: MIT
"""Below the agreement table: the passages of one row, pairs and transcripts, how it was counted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QListView,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from coder_app.agreement.disagreements import Disagreement, DisagreementKind
from coder_app.agreement.report import AgreementReport
from coder_app.core.places import tr, tr_n
from coder_app.ui.look import draw_chip, theme
from coder_app.ui.models.agreement import NamedRow, percent, share
from coder_app.ui.models.passages import Passage, PassageDelegate, PassageList
from coder_app.ui.parts import label, rule
from coder_app.ui.windows.agreement_plot import is_shaky
from coder_app.ui.windows.agreement_table import AgreementView


class _Chip(QWidget):
    """The chip of a code, beside its name in a title."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(theme().px(16), theme().px(16))
        self._chip = ("", "")

    def show_chip(self, chip: tuple[str, str] | None) -> None:
        self._chip = chip or ("", "")
        self.setVisible(chip is not None)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        painter = QPainter(self)
        draw_chip(painter, self.rect().toRectF(), *self._chip)
        painter.end()


class Explanation(QScrollArea):
    """One row of the table in sentences, and how its figures came about."""

    passages_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setAccessibleName(tr("What the row says, and how it was counted"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        part = QWidget()
        theme().say(part, surface="paper")
        column = QVBoxLayout(part)
        column.setContentsMargins(*(theme().px(n) for n in (16, 10, 16, 12)))
        column.setSpacing(theme().px(8))
        self._add_head(part, column)
        self._sentence = label("", part, wraps=True)
        column.addWidget(self._sentence)
        self._add_kinds(part, column)
        column.addWidget(rule(part))
        column.addWidget(label(tr("How it was counted"), part, step="section", ink="ink2"))
        self._rule = label("", part, step="small", ink="ink2", wraps=True)
        self._notes = label("", part, step="small", ink="ink2", wraps=True)
        column.addWidget(self._rule)
        column.addWidget(self._notes)
        column.addStretch(1)
        self.setWidget(part)

    def _add_head(self, part: QWidget, column: QVBoxLayout) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme().px(8))
        self._chip = _Chip(part)
        self._subject = label("", part, step="strong", wraps=True)
        self._look = QPushButton(part)
        theme().say(self._look, kind="main")
        self._look.clicked.connect(self.passages_requested)
        head.addWidget(self._chip)
        head.addWidget(self._subject, 1)
        head.addWidget(self._look)
        column.addLayout(head)

    def _add_kinds(self, part: QWidget, column: QVBoxLayout) -> None:
        self._kinds = QWidget(part)
        grid = QGridLayout(self._kinds)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(24))
        grid.setVerticalSpacing(0)
        self._numbers = {}
        for place, kind in enumerate(DisagreementKind):
            number = self._numbers[kind] = label("", self._kinds, step="title")
            told = label(kind.words, self._kinds, step="small", ink="ink3")
            told.setBuddy(number)
            grid.addWidget(number, 0, place)
            grid.addWidget(told, 1, place)
        grid.setColumnStretch(len(DisagreementKind), 1)
        column.addWidget(self._kinds)

    def show_row(self, named: NamedRow, found: tuple[Disagreement, ...]) -> None:
        """Tell one row of the table."""
        self._chip.show_chip(named.chip)
        self._subject.setText(named.name)
        self._sentence.setText(in_a_sentence(named))
        for kind, number in self._numbers.items():
            number.setText(f"{sum(passage.kind is kind for passage in found):,}")
        self._kinds.setVisible(bool(found))
        self._look.setText(tr_n("Look at {n} passage", "Look at {n} passages", len(found)))
        self._look.setVisible(bool(found))

    def show_rule(self, report: AgreementReport) -> None:
        """Tell what counted, what is missing and what the plot shows."""
        self._rule.setText(report.rule)
        hollow = tr("Hollow dot: a coder marked fewer than ten units with it.")
        lines = tr("Lines at .667 and .800 after Krippendorff (2004): they are no verdict.")
        self._notes.setText("\n".join([*report.notes, f"{hollow} {lines}"]))


class Tabs(QTabWidget):
    """Passages of the current row; all codes by pair of coders, and by transcript."""

    passage_chosen = Signal(object)  # Passage

    def __init__(self, passages: PassageList, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("More about the figures"))
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
        self.pairs = AgreementView(tr("By pair of coders"), self, plotted=False)
        self.documents = AgreementView(tr("By transcript"), self, plotted=False)
        self.addTab(self._list, tr("Passages"))
        self.addTab(self.pairs, tr("Pairs of coders"))
        self.addTab(self.documents, tr("Transcripts"))

    def go_to_passages(self) -> None:
        """Let the keys go to the passages, the first of them current."""
        self.setCurrentWidget(self._list)
        self._list.setFocus()
        if self._passages.rowCount() and not self._list.currentIndex().isValid():
            self._list.setCurrentIndex(self._passages.index(0))

    def _choose(self, row: int) -> None:
        passage: Passage = self._passages.passage(row)
        self.passage_chosen.emit(passage)


def details(tabs: Tabs, explanation: Explanation, parent: QWidget) -> QSplitter:
    """Put both side by side."""
    split = QSplitter(Qt.Orientation.Horizontal, parent)
    split.setChildrenCollapsible(False)
    split.addWidget(tabs)
    split.addWidget(explanation)
    split.setSizes([theme().px(600), theme().px(580)])
    return split


def in_a_sentence(named: NamedRow) -> str:
    """Say what a row's figures say, without a verdict."""
    row = named.row
    if row.alpha.value is None:
        return row.alpha.reason
    units = tr_n("{n} unit", "{n} units", row.units)
    if named.first:
        units = tr_n("{n} unit × code", "{n} units × codes", row.units)
    figures = tr("Alpha {0}, {1} equal, over {2}.")
    said = figures.format(share(row.alpha.value), percent(row.percent.value), units)
    sides = tr("Marked by all: {0}. By some but not all: {1}.")
    said = f"{said} {sides.format(f'{row.marked_by_all:,}', f'{row.differing:,}')}"
    return f"{said} {tr('Used seldom: the figure says little.')}" if is_shaky(named) else said
