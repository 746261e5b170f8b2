# SPDX-License-Identifier: MIT
"""The foot of the import: how far reading is, what will be added, and the buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from coder_app.core.places import tr, tr_n
from coder_app.ui.choices import push_button
from coder_app.ui.look import theme
from coder_app.ui.models.import_rows import FileState, ImportRow, how_far, outcome
from coder_app.ui.parts import label


class ImportFoot(QWidget):
    """Says what will happen; Add is possible when everything is read."""

    stop_wished = Signal()
    names_wished = Signal()
    cancelled = Signal()
    accepted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme().px(n) for n in (16, 10, 16, 10)))
        row.setSpacing(theme().px(8))
        self._counts = label("", self, ink="ink2", wraps=True)
        row.addWidget(self._counts, 1)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme().px(120))
        self._bar.setAccessibleName(tr("Reading"))
        row.addWidget(self._bar)
        self._stop = self._button(tr("Stop reading"), self.stop_wished)
        row.addWidget(self._stop)
        self._names = push_button(tr("Pseudonyms …"), "shield", self)
        self._names.clicked.connect(self.names_wished)
        row.addWidget(self._names)
        row.addWidget(self._button(tr("Cancel"), self.cancelled))
        self._add = self._button("", self.accepted)
        self._add.setDefault(True)
        theme().say(self._add, kind="main")
        row.addWidget(self._add)

    def _button(self, words: str, wish: SignalInstance) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(wish)
        return button

    def show_rows(self, rows: Sequence[ImportRow], passed_over: int) -> None:
        """Count what is read and what will be added."""
        wanted = (row for row in rows if row.state in (FileState.READY, FileState.LOOK))
        adding = sum(len(row.drafts) for row in wanted)
        reading = sum(row.reading for row in rows)
        self._add.setText(tr_n("Add {n} transcript", "Add {n} transcripts", adding))
        self._add.setEnabled(adding > 0 and not reading)
        self._names.setEnabled(self._add.isEnabled())
        for part in (self._bar, self._stop):
            part.setVisible(reading > 0)
        self._bar.setMaximum(len(rows))
        self._bar.setValue(len(rows) - reading)
        self._counts.setText(how_far(rows) if reading else outcome(rows, passed_over))

    def show_key(self, name: str) -> None:
        """Say from which key the pseudonyms are."""
        words = tr("Pseudonyms from {0} …").format(name)
        self._names.setText(f"\N{NO-BREAK SPACE}{words}")
        self._names.setAccessibleName(words)
