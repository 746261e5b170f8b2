# SPDX-License-Identifier: MIT
"""The palette of codes: found by a few letters, with the rule of the one that would be given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from coder_app.core.places import tr
from coder_app.core.records import CodeRecord, CodeStatus
from coder_app.ui.look import draw_chip, theme
from coder_app.ui.models.finding import Found, ranked
from coder_app.ui.parts import (
    ElidedLabel,
    KeyBadge,
    KeyHint,
    Picture,
    box_of,
    draw_found,
    label,
    paint_row,
    rule,
)
from coder_app.ui.popups.frame import FloatFrame

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
RecordRole = Qt.ItemDataRole.UserRole
LettersRole = Qt.ItemDataRole.UserRole + 1
ROWS_SHOWN = 7
LAST_USED = 6


class PaletteModel(QAbstractListModel):
    """Codes that fit the letters; with none typed, those used last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._codes: tuple[CodeRecord, ...] = ()
        self._last: tuple[UUID, ...] = ()
        self._rows: list[tuple[CodeRecord, Found]] = []

    def set_codes(self, codes: Sequence[CodeRecord], last: Sequence[UUID]) -> None:
        """Offer these codes; `last` are those used last, newest first."""
        self._codes = tuple(
            code
            for code in codes
            if code.codable and code.merged_into is None and code.status != CodeStatus.RETIRED
        )
        self._last = tuple(last)
        self.find("")

    def find(self, asked: str) -> None:
        """Show what fits, best first."""
        self.beginResetModel()
        if asked.strip():
            self._rows = ranked(asked, self._codes, lambda code: code.name)
        else:
            by_guid = {code.guid: code for code in self._codes}
            used = [by_guid[guid] for guid in self._last if guid in by_guid][:LAST_USED]
            rest = [code for code in self._codes if code not in used]
            shown = used if used else rest
            self._rows = [(code, Found(0, ())) for code in shown]
        self.endResetModel()

    def code_at(self, row: int) -> CodeRecord | None:
        """Give the code of a row."""
        return self._rows[row][0] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what a role asks for."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        code, found = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return code.name
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            key = tr("key {0}").format(code.key) if code.key else ""
            return ", ".join(part for part in (key, code.family) if part)
        return {RecordRole: code, LettersRole: found.letters}.get(role)


class PaletteDelegate(QStyledItemDelegate):
    """Paint a code: chip, name with the letters found, group."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give each row one line."""
        return QSize(theme().px(200), theme().px(28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        look, box = theme(), box_of(option)
        code: CodeRecord = index.data(RecordRole)
        painter.save()
        is_current = paint_row(painter, option, paper="raised", has_keys=True)
        side = look.size("chip")
        chip = QRectF(box.left() + look.px(14), box.center().y() - side / 2 + 0.5, side, side)
        draw_chip(painter, chip, code.colour, code.key)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("ink3"))
        right = box.adjusted(0, 0, -look.px(14), 0)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(right, flags, code.family)
        taken = painter.fontMetrics().horizontalAdvance(code.family) + look.px(24)
        painter.setFont(look.font("strong" if is_current else "body"))
        name = QRect(box.adjusted(look.px(40), 0, -taken, 0))
        draw_found(painter, name, code.name, index.data(LettersRole) or ())
        painter.restore()


class _RuleOfCode(QWidget):
    """What the code under the keys is for, in two or three lines."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        edge = theme().px(14)
        column.setContentsMargins(edge, theme().px(10), edge, theme().px(8))
        column.setSpacing(theme().px(6))
        self._told = label("", self, wraps=True)
        column.addWidget(self._told)
        self._rows: list[tuple[Picture, QLabel]] = []
        for icon in ("check", "x"):
            row = QHBoxLayout()
            row.setSpacing(theme().px(8))
            mark = Picture(icon, self, ink="ink3", size=12)
            words = label("", self, wraps=True)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(words, 1)
            column.addLayout(row)
            self._rows.append((mark, words))

    def show_code(self, code: CodeRecord | None) -> None:
        """Show the question, and the first line of each list."""
        self.setVisible(code is not None)
        if code is None:
            return
        self._told.setText(code.question or code.definition)
        self._told.setVisible(bool(self._told.text()))
        for (mark, words), lines in zip(
            self._rows, (code.use_when, code.do_not_use_when), strict=True
        ):
            words.setText(lines[0] if lines else "")
            mark.setVisible(bool(lines))
            words.setVisible(bool(lines))

    def in_words(self) -> str:
        """Say the rule."""
        return self._told.text()


class CodePalette(FloatFrame):
    """A field, the codes that fit, the rule of the current one, a new code last."""

    code_chosen = Signal(object, bool)  # UUID; True: and write a memo
    new_code_requested = Signal(str, bool)
    looked_at = Signal(object)  # UUID or None: the current row

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, width=theme().size("palette_width"))
        self.setAccessibleName(tr("Find a code"))
        self.model = PaletteModel(self)
        self._may_make = True
        self._with_memo = False
        self._on_new = False
        self._make_field()
        self.column.addWidget(rule(self))
        self._make_list()
        self._line = rule(self)
        self.column.addWidget(self._line)
        self._rule = _RuleOfCode(self)
        self.column.addWidget(self._rule)
        self._make_new_row()
        self._make_foot()

    def _make_field(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(theme().px(14), theme().px(10), theme().px(14), theme().px(10))
        row.setSpacing(theme().px(14))
        icon = Picture("search", self, ink="ink3")
        self.field = QLineEdit(self)
        font = theme().font("title")
        font.setWeight(font.Weight.Normal)
        self.field.setFont(font)  # before its role is said: polishing puts the font back
        theme().say(self.field, kind="bare")
        self.field.setFrame(False)
        self.field.setAccessibleName(tr("Letters of a code’s name"))
        self.field.textChanged.connect(self._on_text)
        self.field.installEventFilter(self)
        self._told = label("", self, step="small", ink="ink3")
        for part in (icon, self.field, self._told):
            row.addWidget(part, 1 if part is self.field else 0)
        self.column.addLayout(row)

    def _make_list(self) -> None:
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(PaletteDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list.setTabKeyNavigation(False)
        self.list.installEventFilter(self)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(tr("Codes that fit"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme().say(self.list, surface="raised")
        self.list.clicked.connect(lambda _: self._choose(self._with_memo))
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.column.addWidget(self.list)

    def _make_new_row(self) -> None:
        self._new_line = rule(self)
        self.column.addWidget(self._new_line)
        self._new = QPushButton(self)
        self._new.setAutoDefault(True)
        self._new.setFixedHeight(theme().px(32))
        theme().say(self._new, kind="row")
        row = QHBoxLayout(self._new)
        row.setContentsMargins(theme().px(14), theme().px(6), theme().px(14), theme().px(6))
        row.setSpacing(theme().px(8))
        icon = Picture("plus", self._new)
        self._new_text = ElidedLabel(self._new)
        row.addWidget(icon)
        row.addWidget(self._new_text, 1)
        self._new_key = KeyBadge("Ctrl+N", self._new)
        row.addWidget(self._new_key)
        for part in (icon, self._new_text, self._new_key):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._new.clicked.connect(lambda: self._make_code(self._with_memo))
        self.column.addWidget(self._new)

    def _make_foot(self) -> None:
        self._foot_line = rule(self)
        self.column.addWidget(self._foot_line)
        foot = QWidget(self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme().px(14), theme().px(7), theme().px(14), theme().px(7))
        row.setSpacing(theme().px(12))
        self._enter = KeyHint(tr("Enter"), tr("code"), foot)
        self._shift_enter = KeyHint(tr("Shift+Enter"), tr("code and write a memo"), foot)
        row.addWidget(self._enter)
        row.addWidget(self._shift_enter)
        row.addWidget(KeyHint(tr("Esc"), tr("back to the text"), foot))
        row.addStretch(1)
        self.column.addWidget(foot)

    # ---- open

    def ask(
        self,
        codes: Sequence[CodeRecord],
        *,
        last: Sequence[UUID] = (),
        told: str = "",
        hint: str = "",
        head: QPoint,
        tail: QPoint,
        with_memo: bool = False,
        may_make: bool = True,
        only_new: bool = False,
        verb: str = "",
    ) -> None:
        """Open beside a passage and let a code be found."""
        self._may_make, self._with_memo = may_make, with_memo
        self._enter.set_text(verb or (tr("code and write a memo") if with_memo else tr("code")))
        self._shift_enter.setVisible(not verb and not with_memo)
        self._told.setText(told)
        self.field.setPlaceholderText(hint or tr("Letters of a code’s name"))
        self.model.set_codes(() if only_new else codes, last)
        self.field.clear()
        self._on_text("")
        self.show_at(head, tail, gap=theme().px(10))
        self.field.setFocus()

    def _on_text(self, asked: str) -> None:
        self.model.find(asked)
        rows = self.model.rowCount()
        self.list.setFixedHeight(theme().px(28) * min(rows, ROWS_SHOWN))
        self.list.setVisible(rows > 0)
        self._on_new = rows == 0
        if rows:
            self.list.setCurrentIndex(self.model.index(0, 0))
        name = asked.strip()
        said = tr("New code “{0}”").format(name) if name else tr("New code …")
        self._new_text.setText(said)
        self._new.setAccessibleName(said)
        self._show_current()
        if self.isVisible():
            self.fit()

    def _on_current(self) -> None:
        self._on_new = False
        self._show_current()

    def _show_current(self) -> None:
        code = self.current()
        self._line.setVisible(code is not None)
        self._rule.show_code(code)
        self._new.setVisible(self._may_make)
        self._new_line.setVisible(self._may_make and self.model.rowCount() > 0)
        theme().say(self._new, surface="accent_tint" if self._on_new else "raised")
        self.looked_at.emit(code.guid if code else None)
        if code is not None and self.isVisible():
            self._announce(f"{code.name}. {self._rule.in_words()}")
        if self.isVisible():
            self.fit()

    def _announce(self, words: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, words))

    def current(self) -> CodeRecord | None:
        """Give the code that Enter would take."""
        return None if self._on_new else self.model.code_at(self.list.currentIndex().row())

    # ---- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the field keep the focus while keys walk through the list."""
        if watched in (self.field, self.list) and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._on_key(event) or (watched is self.list and self._type(event.text()))
            if event.type() == QEvent.Type.ShortcutOverride and self._is_new_key(event):
                event.accept()
                return True
        return super().eventFilter(watched, event)

    @staticmethod
    def _is_new_key(event: QKeyEvent) -> bool:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        return bool(control) and event.key() == Qt.Key.Key_N

    def _on_key(self, event: QKeyEvent) -> bool:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: ROWS_SHOWN,
            Qt.Key.Key_PageUp: -ROWS_SHOWN,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self._walk(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._choose(self._with_memo or shift)
        elif self._is_new_key(event):
            self._make_code(self._with_memo)
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            return False
        return True

    def _type(self, letters: str) -> bool:
        """Go on typing in the field though the list has the focus."""
        if not letters.isprintable() or not letters:
            return False
        self.field.setFocus()
        self.field.insert(letters)
        return True

    def _walk(self, step: int) -> None:
        rows = self.model.rowCount()
        at = rows if self._on_new else self.list.currentIndex().row()
        last = rows if self._may_make else rows - 1
        to = min(max(at + step, 0), last)
        if to == rows:
            self._on_new = True
            self.list.clearSelection()
            self._show_current()
            self._announce(self._new_text.text())
        elif to >= 0:
            self.list.setCurrentIndex(self.model.index(to, 0))
            self._on_current()

    def _choose(self, with_memo: bool) -> None:
        code = self.current()
        if code is None:
            self._make_code(with_memo)
            return
        self.dismiss()
        self.code_chosen.emit(code.guid, with_memo)

    def _make_code(self, with_memo: bool) -> None:
        name = self.field.text().strip()
        if not self._may_make or not name:
            return
        self.dismiss()
        self.new_code_requested.emit(name, with_memo)
