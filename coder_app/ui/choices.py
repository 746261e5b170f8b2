# SPDX-License-Identifier: MIT
"""Choosing: combo boxes with labels, buttons with icons, a button that ticks several of a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QMenu,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from coder_app.agreement.units import Unit
from coder_app.core.places import tr, tr_n
from coder_app.ui.look import theme
from coder_app.ui.parts import label

Index = QModelIndex | QPersistentModelIndex
_ROWS = 16  # of a list that drops down; the rest scrolls


class _Rows(QStyledItemDelegate):
    """Draw the list as the style sheet says, which a combo box's own delegate passes by."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give a line between entries little room."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), theme().px(9)) if _is_line(index) else size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw an entry, or the line between two."""
        if _is_line(index):
            box: QRect = option.rect
            painter.fillRect(box.x(), box.center().y(), box.width(), 1, theme().colour("hairline"))
        else:
            super().paint(painter, option, index)


def _is_line(index: Index) -> bool:
    return bool(index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "separator")  # Qt's mark


class CalmComboBox(QComboBox):
    """A combo box that the wheel passes by: who scrolls a form must not change what it says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # and not by the wheel
        self.setItemDelegate(_Rows(self))
        self.setMaxVisibleItems(_ROWS)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls."""
        event.ignore()


def combo(name: str, *, parent: QWidget | None = None) -> tuple[QLabel, QComboBox]:
    """Make a combo box and the label that tells a screen reader what it is for."""
    box = CalmComboBox(parent)
    told = label(name, parent, step="small", ink="ink2")
    told.setBuddy(box)
    box.setAccessibleName(name)
    return told, box


def choose(box: QComboBox, data: object) -> bool:
    """Choose the entry with this data; Qt's `findData` knows Python's objects by identity only."""
    for place in range(box.count()):
        if box.itemData(place) == data:
            box.setCurrentIndex(place)
            return True
    return False


def unit_in_words(unit: Unit) -> str:
    """Name a unit of comparison as choosers do."""
    return {
        Unit.TURN: tr("turn of a participant"),
        Unit.SENTENCE: tr("sentence"),
        Unit.PARAGRAPH: tr("paragraph"),
        Unit.SEGMENT: tr("stretch of words"),
        Unit.WORD: tr("word"),
        Unit.CHARACTER: tr("character"),
        Unit.DOCUMENT: tr("transcript"),
        Unit.PASSAGE: tr("coded passage"),
    }[unit]


def unit_combo(*, parent: QWidget | None = None) -> tuple[QLabel, QComboBox]:
    """Make the combo box of units that a text falls into, turns first; its data is a `Unit`."""
    told, box = combo(tr("Unit"), parent=parent)
    offer_units(box)
    return told, box


def offer_units(box: QComboBox) -> None:
    """Fill a combo box with the units that a text falls into."""
    for unit in (
        Unit.TURN,
        Unit.SENTENCE,
        Unit.PARAGRAPH,
        Unit.SEGMENT,
        Unit.WORD,
        Unit.CHARACTER,
        Unit.DOCUMENT,
    ):
        box.addItem(unit_in_words(unit), unit)


def push_button(text: str, icon: str, parent: QWidget, *, ink: str = "ink2") -> QPushButton:
    """Make a button with an icon, and room between the icon and its word."""
    button = QPushButton(f"\N{NO-BREAK SPACE}{text}", parent)
    button.setAccessibleName(text)
    button.setAutoDefault(False)
    theme().dress(button, icon, ink)
    return button


class ChoiceButton(QPushButton):
    """Choose several of a list: the button says how many, its menu stays open while one ticks."""

    chosen_changed = Signal()

    def __init__(self, name: str, one: str, many: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._one, self._many = one, many
        self._menu = QMenu(self)
        self._menu.installEventFilter(self)
        self.setMenu(self._menu)
        self.setAccessibleDescription(name)
        self.setAutoDefault(False)

    def set_choices(self, choices: Sequence[tuple[UUID, str]], chosen: Iterable[UUID]) -> None:
        """Offer things by name; `chosen` are ticked."""
        ticked = set(chosen)
        self._menu.clear()
        for words, tick in ((tr("All"), True), (tr("None"), False)):
            self._menu.addAction(words).triggered.connect(lambda _=False, t=tick: self._all(t))
        self._menu.addSeparator()
        for guid, name in choices:
            action = self._menu.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setData(guid)
            action.setChecked(guid in ticked)
            action.toggled.connect(self._on_toggled)
        self._say()

    def chosen(self) -> list[UUID]:
        """Give what is ticked, in the order offered."""
        return [action.data() for action in self._ticks() if action.isChecked()]

    def narrowing(self) -> tuple[UUID, ...] | None:
        """Give what is ticked, or None where nothing is left out."""
        return None if self.chosen() == self.offered() else tuple(self.chosen())

    def offered(self) -> list[UUID]:
        """Give everything that can be ticked."""
        return [action.data() for action in self._ticks()]

    def _ticks(self) -> list[QAction]:
        return [action for action in self._menu.actions() if action.isCheckable()]

    def _all(self, tick: bool) -> None:
        for action in self._ticks():
            action.blockSignals(True)
            action.setChecked(tick)
            action.blockSignals(False)
        self._on_toggled()

    def _on_toggled(self) -> None:
        self._say()
        self.chosen_changed.emit()

    def _say(self) -> None:
        ticks = self._ticks()
        names = [action.text().replace("&&", "&") for action in ticks if action.isChecked()]
        if names and len(names) == len(ticks) and len(names) > 3:
            words = tr("all {0}").format(tr_n(self._one, self._many, len(names)))
        elif 0 < len(names) <= 3:
            words = ", ".join(names)
        else:
            words = tr_n(self._one, self._many, len(names))
        metrics = self.fontMetrics()
        room = theme().px(240)
        self.setText(
            metrics.elidedText(words, Qt.TextElideMode.ElideRight, room).replace("&", "&&")
        )
        self.setAccessibleName(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the menu open while several are ticked, with the mouse or with Space."""
        action = self._menu.activeAction() if watched is self._menu else None
        if action is not None and action.isCheckable() and _ticks(event):
            action.trigger()
            return True
        return super().eventFilter(watched, event)


def _ticks(event: QEvent) -> bool:
    if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
        return event.key() == Qt.Key.Key_Space
    return event.type() == QEvent.Type.MouseButtonRelease
