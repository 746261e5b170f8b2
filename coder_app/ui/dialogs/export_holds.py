# SPDX-License-Identifier: MIT
"""What a file will hold, and what it has no place for, told before it is written."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from coder_app.core.places import tr
from coder_app.queries.taking_out import Preview
from coder_app.ui.look import theme
from coder_app.ui.parts import label

_LINES = 3


class HoldsPart(QWidget):
    """One line of counts; below it, where there is any, the list of what stays behind."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(6))
        self._counts = label("", self, wraps=True)
        column.addWidget(self._counts)
        self._stays = label("", self, step="small", ink="ink2", wraps=True)
        column.addWidget(self._stays)
        self._names = QPlainTextEdit(self)
        self._names.setReadOnly(True)
        self._names.setTabChangesFocus(True)
        self._names.setAccessibleName(tr("What has no place in such a file"))
        line = self._names.fontMetrics().lineSpacing()
        self._names.setMinimumHeight(2 * line + theme().px(14))
        self._names.setMaximumHeight(_LINES * line + theme().px(14))
        column.addWidget(self._names)
        self._show_names(())

    def wait(self) -> None:
        """Say that it is being counted."""
        self._counts.setText(tr("Counting …"))

    def show_preview(self, found: Preview) -> None:
        """Tell it."""
        kept = (line.replace(" ", "\N{NO-BREAK SPACE}") for line in found.lines)
        self._counts.setText(" · ".join(kept) if len(found.lines) > 1 else "".join(found.lines))
        self._show_names([f"{each.kind} ({each.name}): {each.why}" for each in found.left_out])

    def _show_names(self, lines: Sequence[str]) -> None:
        self._stays.setText(tr("The standard has no place for these; they stay in this project:"))
        self._names.setPlainText("\n".join(lines))
        for part in (self._stays, self._names):
            part.setVisible(bool(lines))
