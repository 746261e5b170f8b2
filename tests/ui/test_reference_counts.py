# SPDX-License-Identifier: MIT
"""Signals, paintings and tables leave the counts of True, False and None as they found them.

A Qt binding that loses one reference with each call ends the program after some hundred of them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QTableView, QWidget
from pytestqt.qtbot import QtBot

TIMES = 1_000
Index = QModelIndex | QPersistentModelIndex


class Speaker(QObject):
    """Says truths."""

    said = QtSignal(object)
    agreed = QtSignal(bool)


class Painted(QWidget):
    """Asks Qt for truths while painting."""

    painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        self.painted += self.isVisible() is True


class Truths(QAbstractTableModel):
    """A table of True, False and None."""

    def rowCount(self, parent: Index | None = None) -> int:
        return 3

    def columnCount(self, parent: Index | None = None) -> int:
        return 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return (True, False, None)[index.row()]


def emissions(qtbot: QtBot) -> Callable[[], None]:
    speaker, heard = Speaker(), []
    speaker.said.connect(heard.append)
    speaker.agreed.connect(heard.append)

    def once() -> None:
        for truth in (True, False, None):
            speaker.said.emit(truth)
            speaker.agreed.emit(bool(truth))
        assert heard == [True, True, False, False, None, False]
        heard.clear()

    return once


def repaints(qtbot: QtBot) -> Callable[[], None]:
    widget = Painted()
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()

    def once() -> None:
        before = widget.painted
        widget.repaint()
        assert widget.painted == before + 1

    return once


def table_reads(qtbot: QtBot) -> Callable[[], None]:
    table, model = QTableView(), Truths()
    table.setModel(model)
    qtbot.addWidget(table)
    with qtbot.waitExposed(table):
        table.show()

    def once() -> None:
        table.viewport().repaint()
        assert model.index(0, 0).data() is True
        assert model.index(2, 0).data() is None

    return once


@pytest.mark.parametrize("make", [emissions, repaints, table_reads])
def test_counts_stay_where_they_were(
    qtbot: QtBot, make: Callable[[QtBot], Callable[[], None]]
) -> None:
    once = make(qtbot)
    for _ in range(20):
        once()
    before = [sys.getrefcount(truth) for truth in (True, False, None)]

    for _ in range(TIMES):
        once()

    after = [sys.getrefcount(truth) for truth in (True, False, None)]
    assert all(abs(new - old) < TIMES // 10 for old, new in zip(before, after, strict=True))
