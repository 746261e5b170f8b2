# SPDX-License-Identifier: MIT
"""How windows beside the main one are laid out: a head, what it is about, a foot; lines between."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from coder_app.ui.look import theme
from coder_app.ui.parts import rule


def pile(owner: QWidget, *parts: QWidget, grows: QWidget) -> None:
    """Put parts below one another with a line between each two; `grows` takes the room left."""
    outer = QVBoxLayout(owner)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    for number, part in enumerate(parts):
        if number:
            outer.addWidget(rule(owner))
        outer.addWidget(part, int(part is grows))


def bar(parent: QWidget, *, top: int = 10) -> tuple[QWidget, QHBoxLayout]:
    """Make the line of a head or a foot, and give its row to be filled."""
    made = QWidget(parent)
    row = QHBoxLayout(made)
    row.setContentsMargins(*(theme().px(n) for n in (16, top, 16, 10)))
    row.setSpacing(theme().px(8))
    return made, row


def titled_bar(
    title: QLabel, said: QLabel, parent: QWidget, *, top: int = 10
) -> tuple[QWidget, QHBoxLayout]:
    """Make a head: the title and what is said of it at the left, and the row for the rest."""
    made, row = bar(parent, top=top)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(title)
    words.addWidget(said)
    row.addLayout(words, 1)
    return made, row


def lay_out_rows(view: QTableView, name: str, *, height: int | None = None) -> QHeaderView:
    """Settle what tables of whole rows share, one chosen at a time; gives the columns' header."""
    view.setAccessibleName(name)
    view.setTabKeyNavigation(False)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.verticalHeader().hide()
    look = theme()
    view.verticalHeader().setDefaultSectionSize(
        look.size("table_row") if height is None else look.px(height)
    )
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    return header
