# SPDX-License-Identifier: MIT
"""The head of a review: what happens to what is settled, names, how far it is; and of a passage."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from coder_app.core.places import tr, tr_n
from coder_app.core.records import ReviewItem
from coder_app.ui.choices import push_button
from coder_app.ui.look import theme
from coder_app.ui.parts import ElidedLabel, Picture, icon_button, label
from coder_app.ui.transcript.gutter import time_text


class ReviewHead(QWidget):
    """Title and state at the left; what all agree on, names and progress at the right."""

    names_toggled = Signal(bool)  # True: hidden
    take_requested = Signal()

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme().px(n) for n in (16, 12, 16, 10)))
        row.setSpacing(theme().px(12))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(title, self, step="title"))
        line = QHBoxLayout()
        line.setSpacing(theme().px(6))
        self._icon = Picture("lock", self, ink="ink3", size=13)
        self._state = ElidedLabel(self, step="small", ink="ink2")
        self._state.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line.addWidget(self._icon)
        line.addWidget(self._state, 1)
        words.addLayout(line)
        row.addLayout(words, 1)
        self.take = push_button("", "check", self)
        self.take.clicked.connect(self.take_requested)
        self.take.hide()
        self.names = push_button(tr("Names hidden"), "eye-off", self)
        self.names.setCheckable(True)
        self.names.setToolTip(
            tr("Coder A, B, C instead of names, in an order drawn anew for each transcript")
        )
        self.names.toggled.connect(self.names_toggled)
        self._told = label("", self, step="small", ink="ink2")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme().px(90))
        self._bar.setAccessibleName(tr("Settled"))
        for part in (self.take, self.names, self._told, self._bar):
            row.addWidget(part)

    def say(self, sentence: str, icon: str = "lock") -> None:
        """Say what holds for what is on the screen."""
        self._icon.set_icon(icon)
        self._state.setText(sentence)

    @property
    def sentence(self) -> str:
        """What is said."""
        return self._state.text()

    def offer_to_take(self, number: int) -> None:
        """Offer to take over so many passages that all agree on; none, and the offer goes."""
        said = tr("Take over what all agree on ({0})").format(f"{number:,}")
        self.take.setText(f"\N{NO-BREAK SPACE}{said}")
        self.take.setAccessibleName(said)
        told = tr_n(
            "{n} passage that all coders marked alike goes to Consensus, in one step.",
            "{n} passages that all coders marked alike go to Consensus, in one step.",
            number,
        )
        self.take.setToolTip(told)
        self.take.setVisible(number > 0)

    def count(self, settled: int, number: int) -> None:
        """Say how many of the passages are settled."""
        self._told.setText(tr("{0} of {1} settled").format(f"{settled:,}", f"{number:,}"))
        self._bar.setRange(0, max(number, 1))
        self._bar.setValue(settled)
        for part in (self._told, self._bar):
            part.setVisible(number > 0)


class PassageHead(QWidget):
    """Above the words: which transcript and line, and which of how many passages."""

    step_requested = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme().say(self, surface="paper")
        self.setFixedHeight(theme().px(37))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(16), 0, theme().px(12), 0)
        row.setSpacing(theme().px(8))
        self._name = ElidedLabel(self, step="strong")
        self._meta = ElidedLabel(self, step="small", ink="ink3")
        self._place = label("", self, step="small", ink="ink2")
        self._back = icon_button("arrow-left", tr("Previous passage (P)"), self)
        self._on = icon_button("arrow-right", tr("Next passage (N)"), self)
        self._back.clicked.connect(lambda: self.step_requested.emit(-1))
        self._on.clicked.connect(lambda: self.step_requested.emit(1))
        row.addWidget(self._name)
        row.addWidget(self._meta)
        row.addStretch(1)
        for part in (self._back, self._place, self._on):
            row.addWidget(part)

    def show_item(self, item: ReviewItem | None, place: int, number: int) -> None:
        """Name where the passage is, and which one it is."""
        self._name.setText(item.document_name if item else "")
        time = time_text(item.begins) if item else ""
        line = tr("line {0}").format(item.line) if item else ""
        self._meta.setText(" · ".join(part for part in (line, time) if part))
        self._place.setText(tr("{0} of {1}").format(place, number) if item else "")
        self._back.setEnabled(place > 1)
        self._on.setEnabled(place < number)
