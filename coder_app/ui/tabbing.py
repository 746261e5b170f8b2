# SPDX-License-Identifier: MIT
"""Tab in reading order, where parts of a window come and go: Qt goes by when they were made."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QRadioButton, QScrollArea, QWidget


def tab_on(window: QWidget, *, forward: bool) -> bool:
    """Give the focus to the next stop of a window, or to the one before; tell if there is any."""
    stops = tab_stops(window)
    if not stops:
        return False
    step = 1 if forward else -1
    at = _place(QApplication.focusWidget(), stops)
    if at is None:
        at = -1 if forward else 0
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[(at + step) % len(stops)].setFocus(reason)
    return True


def tab_stops(part: QWidget) -> list[QWidget]:
    """List what Tab reaches: row by row, from left to right, each part before the next."""
    found: list[QWidget] = []
    for widget in _in_reading_order(part):
        takes = _is_stop(widget)
        if takes:
            found.append(widget)
        if not takes or isinstance(widget, QScrollArea):
            found += tab_stops(widget)
    return found


def _in_reading_order(part: QWidget) -> list[QWidget]:
    inside = part.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    shown = [widget for widget in inside if widget.isVisible() and not widget.isWindow()]
    rows: list[list[QWidget]] = []
    for widget in sorted(shown, key=lambda one: one.y()):
        if rows and widget.geometry().center().y() <= rows[-1][0].geometry().bottom():
            rows[-1].append(widget)
        else:
            rows.append([widget])
    return [widget for row in rows for widget in sorted(row, key=lambda one: one.x())]


def _is_stop(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()
    passed_by = isinstance(widget, QRadioButton) and not widget.isChecked()  # arrows reach these
    return takes and not passed_by and widget.focusProxy() is None


def _place(widget: QWidget | None, stops: list[QWidget]) -> int | None:
    """Find where the focus is: at a stop, or inside of one, such as the editor of a cell."""
    while widget is not None:
        if widget in stops:
            return stops.index(widget)
        widget = widget.parentWidget()
    return None
