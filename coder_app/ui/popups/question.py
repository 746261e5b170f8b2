# SPDX-License-Identifier: MIT
"""The one question that is asked: before a code goes, with what hangs on it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coder_app.core.places import tr, tr_n
from coder_app.queries.segments import Touched
from coder_app.ui.look import theme
from coder_app.ui.parts import label


def touched_in_words(touched: Touched) -> str:
    """Say how many codings of which coders a change touches."""
    whose = ", ".join(f"{name} {n:,}" for name, n in touched.codings)
    counted = tr_n("{n} coding has it", "{n} codings have it", touched.total)
    if not touched.total:
        said = tr("No coding that you can see has it.")
    else:
        said = tr("{0}: {1}.").format(counted, whose)
    hidden = tr("There may also be work you cannot see.") if touched.unseen else ""
    return " ".join(part for part in (said, hidden) if part)


class Question(QDialog):
    """One title that says it all, one sentence, the safe button first."""

    def __init__(self, title: str, said: str, verb: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(theme().px(520))
        column = QVBoxLayout(self)
        edge = theme().px(18)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme().px(8))
        column.addWidget(label(title, self, step="title", wraps=True))
        column.addWidget(label(said, self, wraps=True))
        later = tr("Undo brings it back.")
        column.addWidget(label(later, self, step="small", ink="ink3"))
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        row.addStretch(1)
        self.keep = QPushButton(tr("Keep it"), self)
        self.keep.clicked.connect(self.reject)
        self.go = QPushButton(verb, self)
        theme().say(self.go, kind="main")
        self.go.clicked.connect(self.accept)
        row.addWidget(self.keep)
        row.addWidget(self.go)
        column.addLayout(row)
        self.keep.setDefault(True)
        self.keep.setFocus()
