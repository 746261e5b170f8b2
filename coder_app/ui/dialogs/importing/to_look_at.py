# SPDX-License-Identifier: MIT
"""What was odd about a file, a sentence each, with a way to the place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from coder_app.core.places import tr
from coder_app.core.records import ImportWarning
from coder_app.ui.look import theme
from coder_app.ui.parts import Picture, label

_ROWS_SHOWN = 3  # more scroll


class ToLookAt(QWidget):
    """Warnings of one file; hidden where there are none."""

    line_wished = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(tr("To look at"), self, step="section"))
        self._place = QScrollArea(self)
        self._place.setWidgetResizable(True)
        self._place.setAccessibleName(tr("To look at"))
        self._place.setFrameShape(QFrame.Shape.NoFrame)
        column.addWidget(self._place)
        hint = tr("Lines are counted in the file as it came.")
        self._counted = label(hint, self, step="small", ink="ink3", wraps=True)
        column.addWidget(self._counted)
        self.hide()

    def show_warnings(self, warnings: Sequence[ImportWarning], *, moved: bool = False) -> None:
        """Show warnings, or nothing; where lines have `moved` they tell those of the file."""
        self.setVisible(bool(warnings))
        self._counted.setVisible(moved and any(w.line is not None for w in warnings))
        box = QFrame()
        theme().say(box, kind="warn")
        grid = QGridLayout(box)
        grid.setContentsMargins(*(theme().px(n) for n in (10, 6, 4, 6)))
        grid.setColumnStretch(1, 1)
        for row, warning in enumerate(warnings):
            picture = Picture("triangle-alert", box, ink="warn")
            grid.addWidget(picture, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(warning.sentence, box, wraps=True), row, 1)
            if warning.line is not None and not warning.of_file:
                grid.addWidget(self._show_button(box, warning.line), row, 2)
        grid.setRowStretch(len(warnings), 1)
        self._place.setWidget(box)
        rows = min(len(warnings), _ROWS_SHOWN)
        self._place.setFixedHeight(theme().px(12 + 38 * rows))

    def _show_button(self, box: QWidget, line: int) -> QPushButton:
        show = QPushButton(tr("Show"), box)
        show.setAutoDefault(False)
        show.setAccessibleName(tr("Show line {0}").format(line))
        theme().say(show, kind="quiet")
        show.clicked.connect(lambda: self.line_wished.emit(line))
        return show
