# SPDX-License-Identifier: MIT
"""The memo popup: what one thinks about a passage, kept while one types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from coder_app.core.places import tr
from coder_app.core.records import ScaleLevel
from coder_app.ui.look import theme
from coder_app.ui.parts import Chip, KeyHint, icon_button, label, rule
from coder_app.ui.popups.frame import FloatFrame

DRAFT_MS = 1500
MOST_LEVELS = 10  # a digit sets each


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoSubject:
    """What a memo is about, as the popup shows it."""

    kind: str  # "coding" | "code" | "document" …
    about: UUID
    title: str
    colour: str = ""
    key: str = ""
    quotation: str = ""
    scale: Sequence[ScaleLevel] = ()
    weight: int | None = None


class MemoPopup(FloatFrame):
    """Quotation, text, weight; a draft 1.5 s after the last key, one event when it is left."""

    draft_typed = Signal(object, str)  # MemoSubject, text
    left = Signal(object, str)  # MemoSubject, text
    weight_chosen = Signal(object, object)  # UUID of the coding, weight or None

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, width=theme().size("memo_width"))
        self.subject: MemoSubject | None = None
        self._kept = ""
        self.setAccessibleName(tr("Memo"))
        self._make_head()
        self._quotation = label("", self, step="quote", ink="ink2", wraps=True)
        edge = theme().px(14)
        self._quotation.setContentsMargins(edge, 0, edge, theme().px(8))
        self.column.addWidget(self._quotation)
        self.text = QPlainTextEdit(self)
        theme().say(self.text, kind="bare")
        self.text.setAccessibleName(tr("Memo"))
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(tr("What you think about these words"))
        self.text.setFixedHeight(theme().px(130))
        self.text.installEventFilter(self)
        holder = QHBoxLayout()
        holder.setContentsMargins(theme().px(10), 0, theme().px(6), theme().px(4))
        holder.addWidget(self.text)
        self.column.addLayout(holder)
        self._make_weights()
        self._make_foot()
        self._draft = QTimer(self)
        self._draft.setSingleShot(True)
        self._draft.setInterval(DRAFT_MS)
        self._draft.timeout.connect(self._on_draft)
        self.text.textChanged.connect(self._on_typed)
        self.closed.connect(self._on_closed)

    def _make_head(self) -> None:
        row = QHBoxLayout()
        edge = theme().px(14)
        row.setContentsMargins(edge, theme().px(8), theme().px(8), theme().px(4))
        row.setSpacing(theme().px(9))
        self._chip = Chip(self, size=16)
        self._title = label("", self, step="strong", wraps=True)
        close = icon_button("x", tr("Close the memo"), self)
        close.clicked.connect(self.dismiss)
        row.addWidget(self._chip)
        row.addWidget(self._title, 1)
        row.addWidget(close)
        self.column.addLayout(row)

    def _make_weights(self) -> None:
        self._weights_line = rule(self)
        self.column.addWidget(self._weights_line)
        self._weights = QWidget(self)
        self._weights_row = QHBoxLayout(self._weights)
        self._weights_row.setContentsMargins(
            theme().px(14), theme().px(4), theme().px(8), theme().px(4)
        )
        self._weights_row.setSpacing(theme().px(4))
        self._weights_row.addWidget(label(tr("Weight"), self._weights, step="small", ink="ink3"))
        # no QButtonGroup: it would let Tab stop at one of them only
        self._buttons = [self._weight_button() for _ in range(MOST_LEVELS)]
        self._weights_row.addStretch(1)
        self.column.addWidget(self._weights)

    def _weight_button(self) -> QPushButton:
        button = QPushButton(self._weights)
        theme().say(button, kind="weight")
        button.setCheckable(True)
        button.clicked.connect(lambda: self._on_weight(button))
        self._weights_row.addWidget(button)
        return button

    def _make_foot(self) -> None:
        self.column.addWidget(rule(self))
        row = QHBoxLayout()
        edge = theme().px(14)
        row.setContentsMargins(edge, theme().px(7), edge, theme().px(7))
        self._saved = label("", self, step="small", ink="ink3")
        row.addWidget(self._saved, 1)
        row.addWidget(KeyHint(tr("Ctrl+Enter"), tr("close"), self))
        self.column.addLayout(row)

    # ---- open

    def write(
        self, subject: MemoSubject, text: str, *, draft: str | None, head: QPoint, tail: QPoint
    ) -> None:
        """Open on a thing; `draft` is what was typed and never left, as after a crash."""
        if self.isVisible():
            self.dismiss()
        self.subject, self._kept = subject, text
        self._title.setText(subject.title)
        self._chip.setVisible(bool(subject.colour))
        self._chip.show_code(subject.colour, subject.key)
        self._quotation.setFont(theme().font("quote"))  # the face may have changed
        self._quotation.setText(_short(subject.quotation))
        self._quotation.setVisible(bool(subject.quotation))
        self.text.blockSignals(True)
        self.text.setPlainText(draft if draft is not None else text)
        self.text.blockSignals(False)
        self._saved.setText(tr("Saved as you type"))
        self._show_weights(subject)
        self.show_at(head, tail, gap=theme().px(12))
        self.text.moveCursor(self.text.textCursor().MoveOperation.End)
        self.text.setFocus()

    def _show_weights(self, subject: MemoSubject) -> None:
        shown = bool(subject.scale)
        self._weights.setVisible(shown)
        self._weights_line.setVisible(shown)
        for button in self._buttons:
            button.hide()
        labelled = _room_for_labels(subject.scale)
        for button, level in zip(self._buttons, subject.scale, strict=False):
            said = f"{level.weight} {level.label}".strip()
            shown = labelled or level.weight == subject.weight
            button.setText(said if shown else str(level.weight))
            button.setAccessibleName(said)
            button.setChecked(level.weight == subject.weight)
            button.setToolTip(f"{said}: {level.anchor}".rstrip(": "))
            button.show()

    def _on_weight(self, pressed: QPushButton) -> None:
        """Choose a weight; a second press takes it away."""
        if self.subject is None:
            return
        for button in self._buttons:
            if button is not pressed:
                button.setChecked(False)
        weight = self.subject.scale[self._buttons.index(pressed)].weight
        self.weight_chosen.emit(self.subject.about, weight if pressed.isChecked() else None)

    # ---- type and leave

    def _on_typed(self) -> None:
        self._draft.start()

    def _on_draft(self) -> None:
        if self.subject is not None and self.isVisible():
            self.draft_typed.emit(self.subject, self.text.toPlainText())
            clock = datetime.now().astimezone().strftime("%H:%M")
            self._saved.setText(tr("Saved {0}, as you type").format(clock))

    def _on_closed(self) -> None:
        self._draft.stop()
        subject, self.subject = self.subject, None
        if subject is not None:
            self.left.emit(subject, self.text.toPlainText())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the text with Ctrl+Enter or Escape."""
        if event.type() == QEvent.Type.KeyPress and _leaves(event):
            self.dismiss()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Ctrl+Enter or Escape from any of the controls."""
        if _leaves(event):
            self.dismiss()
        event.accept()


def _leaves(event: QEvent) -> bool:
    if not isinstance(event, QKeyEvent):
        return False
    control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return bool(control and enter) or event.key() == Qt.Key.Key_Escape


def _room_for_labels(scale: Sequence[ScaleLevel]) -> bool:
    """Tell whether all labels fit into the row; long scales show digits, and labels as tips."""
    metrics = QFontMetrics(theme().font("body"))
    wide = sum(metrics.horizontalAdvance(f"{n.weight} {n.label}") + theme().px(22) for n in scale)
    return wide < theme().size("memo_width") - theme().px(90)


def _short(quotation: str, most: int = 120) -> str:
    words = " ".join(quotation.split())
    if not words:
        return ""
    cut = words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " …"
    return f"“{cut}”"
