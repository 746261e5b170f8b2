# SPDX-License-Identifier: MIT
"""Small parts that windows are built from: labels, icon buttons, search fields, empty states."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyle,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from coder_app.core.places import tr
from coder_app.ui.look import draw_chip, theme


def label(
    text: str,
    parent: QWidget | None = None,
    *,
    step: str = "body",
    ink: str = "ink",
    wraps: bool = False,
) -> QLabel:
    """Make a label in a step of the type scale; its text is never taken for rich text."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(theme().font(step))
    made.setWordWrap(wraps)
    theme().say(made, ink=ink)
    return made


class ElidedLabel(QLabel):
    """A label that gives way: what does not fit is cut with dots, and read out whole."""

    def __init__(self, parent: QWidget, *, step: str = "body", ink: str = "ink") -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme().font(step))
        self._ink = ink

    def set_ink(self, ink: str) -> None:
        """Write in another ink."""
        self._ink = ink
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Need room for a few letters only, and for no letters none."""
        return QSize(theme().px(24) if self.text() else 0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        box = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.setFont(self.font())
        painter.setPen(theme().colour(self._ink))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, flags, shown)
        painter.end()


def rule(parent: QWidget | None = None) -> QFrame:
    """Make a hairline between two parts."""
    line = QFrame(parent)
    theme().say(line, kind="rule")
    return line


def icon_button(icon: str, name: str, parent: QWidget) -> QToolButton:
    """Make a button that is an icon; its name is what a reader hears and the tool tip shows."""
    button = QToolButton(parent)
    theme().dress(button, icon)
    button.setToolTip(name)
    button.setAccessibleName(name)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def action_button(action: QAction, parent: QWidget) -> QToolButton:
    """Make an icon button of an action."""
    button = QToolButton(parent)
    button.setDefaultAction(action)
    button.setIconSize(QSize(theme().px(16), theme().px(16)))
    button.setAccessibleName(action.text().rstrip(" …"))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def spaced(words: str) -> str:
    """Set the words of a button a little off its icon: Qt has no length for it."""
    return f"\u2006{words}"


def moment_in_words(moment: datetime) -> str:
    """Write a moment as cards and lists do: "today 21:06", "12 Nov 14:05"."""
    local, now = moment.astimezone(), datetime.now().astimezone()
    clock = local.strftime("%H:%M")
    if local.date() == now.date():
        return tr("today {0}").format(clock)
    months = tr("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()
    day = f"{local.day} {months[local.month - 1]}"
    return f"{day} {clock}" if local.year == now.year else f"{day} {local.year}"


def moment_in_a_sentence(moment: datetime) -> str:
    """Write a moment as sentences do: "12 November 14:05"; the year where it is another one."""
    local = moment.astimezone()
    months = tr(
        "January February March April May June July August September October November December"
    ).split()
    day = f"{local.day} {months[local.month - 1]}"
    year = "" if local.year == datetime.now().astimezone().year else f" {local.year}"
    return f"{day}{year} {local.strftime('%H:%M')}"


class SearchField(QLineEdit):
    """A field that filters while one types; Escape empties it, the arrows leave for the list."""

    left_down = Signal()
    let_go = Signal()

    def __init__(self, hint: str, parent: QWidget) -> None:
        super().__init__(parent)
        theme().say(self, kind="search")
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self.setTextMargins(theme().px(20), 0, 0, 0)
        # painted, not Qt's leading action: it stays small at 150 %, and is a button to readers
        self._icon = Picture("search", self, ink="ink3")
        self._icon.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for button in self.findChildren(QToolButton):  # Qt's own, nameless
            button.setAccessibleName(tr("Empty the field"))
        self.setFixedHeight(theme().px(28))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the icon at the left."""
        super().resizeEvent(event)
        self._icon.move(theme().px(8), (self.height() - self._icon.height()) // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by keys."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_down.emit()
        elif event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.let_go.emit()
        else:
            super().keyPressEvent(event)


class KeyBadge(QLabel):
    """A key as the status bar and the palette show it."""

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(key, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        font = theme().font("caption")
        font.setWeight(font.Weight.DemiBold)
        self.setFont(font)
        theme().say(self, ink="ink2")
        side = theme().px(5)
        self.setContentsMargins(side, 0, side, 0)
        self.setFixedHeight(theme().size("key_badge"))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the badge below the letters."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("sunken"))
        corner = theme().px(4)
        painter.drawRoundedRect(QRectF(self.rect()), corner, corner)
        painter.end()
        super().paintEvent(event)


class Chip(QWidget):
    """A code's chip as a widget."""

    def __init__(self, parent: QWidget, *, size: int = 18) -> None:
        super().__init__(parent)
        side = theme().px(size)
        self.setFixedSize(side, side)
        self._colour, self._key = "", ""

    def show_code(self, colour: str, key: str) -> None:
        """Take the colours and key of a code."""
        self._colour, self._key = colour, key
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        painter = QPainter(self)
        draw_chip(painter, QRectF(self.rect()), self._colour, self._key)
        painter.end()


class KeyHint(QWidget):
    """A key and what it does."""

    def __init__(self, key: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(6))
        self._key = KeyBadge(key, self)
        row.addWidget(self._key)
        self._text = label(text, self, step="small", ink="ink2")
        row.addWidget(self._text)

    def set_key(self, key: str) -> None:
        """Show another key."""
        self._key.setText(key)

    def set_text(self, text: str) -> None:
        """Say something else beside the key."""
        self._text.setText(text)


class Picture(QWidget):
    """An icon beside words that say the same: painted, so that no reader stops at it."""

    def __init__(self, icon: str, parent: QWidget, *, ink: str = "ink2", size: int = 16) -> None:
        super().__init__(parent)
        self._icon, self._ink, self._size = icon, ink, size
        self.setFixedSize(theme().px(size), theme().px(size))

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon in the colour in force."""
        if self._icon:
            painter = QPainter(self)
            ratio = self.devicePixelRatioF()
            picture = theme().pixmap(self._icon, self._ink, size=self._size, ratio=ratio)
            painter.drawPixmap(0, 0, picture)
            painter.end()


class EmptyState(QWidget):
    """What a pane without content says: an icon, a strong line, a small line, one link."""

    wished = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme().say(self, surface="paper")
        self._icon = Picture("", self, ink="disabled", size=30)
        self._strong = label("", self, step="strong", wraps=True)
        self._small = label("", self, step="small", ink="ink2", wraps=True)
        self._link = QPushButton(self)
        theme().say(self._link, kind="quiet")
        self._link.clicked.connect(self.wished)
        column = QVBoxLayout(self)
        column.setSpacing(theme().px(4))
        column.addStretch(2)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for line in (self._strong, self._small):
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(line)
        column.addWidget(self._link, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def tell(self, icon: str, strong: str, small: str = "", link: str = "") -> None:
        """Say why there is nothing, and what to do."""
        self._icon.set_icon(icon)
        self._strong.setText(strong)
        self._small.setText(small)
        self._small.setVisible(bool(small))
        self._link.setText(link)
        self._link.setVisible(bool(link))


# ---- for delegates


def box_of(option: QStyleOptionViewItem) -> QRect:
    """Give the row's rectangle."""
    box: QRect = option.rect
    return box


def paint_row(
    painter: QPainter,
    option: QStyleOptionViewItem,
    *,
    paper: str = "paper",
    has_keys: bool = False,
) -> bool:
    """Paint the ground of a list row, and tell whether it is the current one.

    Only a list with the focus is blue: a keyboard user sees where the keys go.
    """
    look, box = theme(), box_of(option)
    state: QStyle.StateFlag = option.state
    widget: QWidget | None = option.widget
    current = bool(state & QStyle.StateFlag.State_Selected)
    focused = has_keys or (widget is not None and widget.hasFocus())
    ground = paper
    if current:
        ground = "accent_tint" if focused else "hover"
    elif state & QStyle.StateFlag.State_MouseOver:
        ground = "hover"
    painter.fillRect(box, look.colour(ground))
    if current:
        bar = QRect(box.left(), box.top(), look.px(3), box.height())
        painter.fillRect(bar, look.colour("accent" if focused else "border"))
    return current


def draw_found(
    painter: QPainter, box: QRect, text: str, letters: tuple[int, ...], ink: str = "ink"
) -> None:
    """Draw one line, cut at its end, and underline the letters that were found."""
    look, metrics = theme(), painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.setPen(look.colour(ink))
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box, left, shown)
    baseline = box.center().y() + metrics.height() // 2 - metrics.descent() + look.px(3)
    for at in letters:
        if at < len(shown):
            x = box.left() + metrics.horizontalAdvance(text[:at])
            wide = metrics.horizontalAdvance(text[: at + 1]) - metrics.horizontalAdvance(text[:at])
            painter.fillRect(QRect(x, baseline, wide, look.px(2)), look.colour("accent"))
