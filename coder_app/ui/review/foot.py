# SPDX-License-Identifier: MIT
"""The foot of a review: how to settle, why, who does not agree; or how it was settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coder_app.core.places import tr
from coder_app.core.records import Guid
from coder_app.ui.choices import push_button
from coder_app.ui.fitting import FlowLayout
from coder_app.ui.look import theme
from coder_app.ui.parts import ElidedLabel, KeyBadge, label
from coder_app.ui.review.ways import Way, Ways

_LONGEST = 2000
People = Sequence[tuple[Guid, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarks:
    """What is kept beside a decision."""

    reason: str = ""
    dissent: str = ""
    dissenters: tuple[Guid, ...] = ()


class ReviewFoot(QWidget):
    """Three faces: settle, settled already, not to be settled yet."""

    settle_requested = Signal()
    next_requested = Signal()
    reopen_requested = Signal()
    round_requested = Signal()
    code_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme().say(self, surface="window")
        self.ways = Ways(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._settling())
        self._stack.addWidget(self._settled())
        self._stack.addWidget(self._locked())
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme().px(n) for n in (16, 12, 16, 12)))
        column.addWidget(self._stack)
        self.ways.chosen_changed.connect(self._show_state)

    # ---- faces

    def _settling(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        column.addWidget(self.ways)
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        self.reason = self._field(tr("Reason"), tr("Why? Whoever reads it later was not here"))
        told = label(tr("Reason"), page, step="small", ink="ink2")
        told.setBuddy(self.reason)
        self._other = push_button(tr("Other code …"), "tag", page)
        self._other.setToolTip(tr("Give the words another code than anybody did (C)"))
        self._other.clicked.connect(self.code_requested)
        self.dissenting = push_button(tr("Dissent"), "message-square", page)
        self.dissenting.setCheckable(True)
        self.dissenting.setToolTip(tr("Who does not agree, and why (D)"))
        self._skip = QPushButton(tr("Skip"), page)
        self._skip.setAutoDefault(False)
        self._skip.setToolTip(tr("Leave it open and go on (N)"))
        self._skip.clicked.connect(self.next_requested)
        self._main = QPushButton(tr("Settle and next"), page)
        self._main.setAutoDefault(False)
        theme().say(self._main, kind="main")
        self._main.clicked.connect(self.settle_requested)
        row.addWidget(told)
        row.addWidget(self.reason, 1)
        badge = KeyBadge(tr("Ctrl+Enter"), page)
        badge.setMinimumWidth(badge.sizeHint().width() + theme().px(6))
        for part in (self._other, self.dissenting, self._skip, self._main, badge):
            row.addWidget(part)
        column.addLayout(row)
        column.addWidget(self._dissent_row())
        return page

    def _dissent_row(self) -> QWidget:
        self._dissent = QWidget(self)
        column = QVBoxLayout(self._dissent)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(6))
        self._who = QWidget(self._dissent)
        self._boxes: dict[Guid, QCheckBox] = {}
        self.objection = self._field(tr("What they hold instead"), tr("What they hold instead"))
        row = self._dissent_line = QHBoxLayout()
        row.setSpacing(theme().px(8))
        row.addWidget(label(tr("Not agreed"), self._dissent, step="small", ink="ink2"))
        row.addWidget(self._who, 1)
        row.addWidget(self.objection, 1)
        column.addLayout(row)
        self._dissent.hide()
        self.dissenting.toggled.connect(self._on_dissent)
        return self._dissent

    def _field(self, name: str, hint: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setMaxLength(_LONGEST)
        field.setAccessibleName(name)
        field.setPlaceholderText(hint)
        return field

    def _settled(self) -> QWidget:
        page = QWidget(self)
        self._outcome = label("", page, step="strong", wraps=True)
        self._why = label("", page, step="small", ink="ink2", wraps=True)
        self._by = ElidedLabel(page, step="small", ink="ink3")
        self._reopen = push_button(tr("Reopen"), "rotate-ccw", page)
        self._reopen.clicked.connect(self.reopen_requested)
        return self._page_of(page, (self._outcome, self._why, self._by), self._reopen)

    def _locked(self) -> QWidget:
        page = QWidget(self)
        self._locked_head = label("", page, step="strong", wraps=True)
        self._locked_why = label("", page, step="small", ink="ink2", wraps=True)
        self._close = QPushButton(tr("Close the round …"), page)
        self._close.setAutoDefault(False)
        self._close.clicked.connect(self.round_requested)
        return self._page_of(page, (self._locked_head, self._locked_why), self._close)

    def _page_of(self, page: QWidget, lines: Sequence[QWidget], button: QPushButton) -> QWidget:
        column = QVBoxLayout()
        column.setSpacing(theme().px(2))
        for line in lines:
            column.addWidget(line)
        column.addStretch(1)
        onward = QPushButton(tr("Next"), page)
        onward.setAutoDefault(False)
        onward.setToolTip(tr("Go on (N)"))
        onward.clicked.connect(self.next_requested)
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        row.addLayout(column, 1)
        row.addWidget(button)
        row.addWidget(onward)
        return page

    # ---- showing

    def ask(self, ways: Sequence[Way], people: People) -> None:
        """Offer ways to settle; what was typed for another passage is gone."""
        self._stack.setCurrentIndex(0)
        self.ways.show_ways(ways)
        self.reason.clear()
        self.objection.clear()
        self.dissenting.setChecked(False)
        self._offer(people)
        self._show_state()

    def _offer(self, people: People) -> None:
        """Make a box for each coder, in a row of its own that wraps."""
        made = QWidget(self._dissent)
        row = FlowLayout(made)
        row.setContentsMargins(0, theme().px(5), 0, 0)
        row.setSpacing(theme().px(12))
        self._boxes = {}
        for guid, name in people:
            box = self._boxes[guid] = QCheckBox(name.replace("&", "&&"), made)
            box.toggled.connect(self._name_dissent)
            row.addWidget(box)
        self._dissent_line.replaceWidget(self._who, made)
        self._who.hide()
        self._who.deleteLater()
        self._who = made
        self._name_dissent()
        stops = [
            self.reason,
            self._other,
            self.dissenting,
            *self._boxes.values(),
            self.objection,
            self._skip,
        ]
        for one, after in pairwise([*stops, self._main]):
            self.setTabOrder(one, after)

    def tell(self, outcome: str, why: str, by: str, *, may_reopen: bool) -> None:
        """Say how the passage was settled."""
        self._stack.setCurrentIndex(1)
        self._outcome.setText(outcome)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._by.setText(by)
        self._reopen.setVisible(may_reopen)

    def lock(self, sentence: str, why: str, *, may_close: bool) -> None:
        """Say why nothing can be settled here, and what to do."""
        self._stack.setCurrentIndex(2)
        self._locked_head.setText(sentence)
        self._locked_why.setText(why)
        self._close.setVisible(may_close)

    @property
    def is_asking(self) -> bool:
        """Tell whether the passage can be settled now."""
        return self._stack.currentIndex() == 0

    @property
    def is_settled(self) -> bool:
        """Tell whether a decision is shown."""
        return self._stack.currentIndex() == 1

    def _show_state(self) -> None:
        self._main.setEnabled(self.ways.chosen is not None)
        said = "" if self.ways.chosen else tr("Choose first what it shall be")
        self._main.setToolTip(said)

    # ---- remarks

    def _on_dissent(self, shown: bool) -> None:
        self._dissent.setVisible(shown)
        if shown and self._boxes:
            next(iter(self._boxes.values())).setFocus()
        if not shown:
            for box in self._boxes.values():
                box.setChecked(False)

    def _name_dissent(self) -> None:
        names = [box.text().replace("&&", "&") for box in self._boxes.values() if box.isChecked()]
        said = tr("Dissent: {0}").format(", ".join(names)) if names else tr("Dissent")
        shown = self.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, theme().px(180))
        self.dissenting.setText(f"\N{NO-BREAK SPACE}{shown}".replace("&", "&&"))
        self.dissenting.setAccessibleName(said)

    def remarks(self) -> Remarks:
        """Give what was written beside the decision."""
        if not self.dissenting.isChecked():
            return Remarks(reason=self.reason.text().strip())
        return Remarks(
            reason=self.reason.text().strip(),
            dissent=self.objection.text().strip(),
            dissenters=tuple(guid for guid, box in self._boxes.items() if box.isChecked()),
        )
