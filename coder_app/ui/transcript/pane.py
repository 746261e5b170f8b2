# SPDX-License-Identifier: MIT
"""The words on their sheet: a read-only text, with the codings painted below its letters.

Codings never enter the text's document. Whatever is marked is painted here, for the blocks on the
screen only, from geometry that Qt has worked out already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QTextEdit, QWidget

from coder_app.ui.look import theme
from coder_app.ui.transcript.filling import NAME_HEIGHT, fill, is_said_right_to_left
from coder_app.ui.transcript.geometry import BlockOnScreen, Screen
from coder_app.ui.transcript.layers import AIR, Layers, name_box, paint_name, post_of
from coder_app.ui.transcript.marking import Marking
from coder_app.ui.transcript.shown import Kind, Paragraph, cut_paragraphs

INSET = 6  # of the words in their sheet: room for the outline and the grips
CODE_MIME = "application/x-coder-code"  # a code dragged from the tree: its guid as text
_ABOVE, _BELOW = 16, 96


class TextPane(QTextEdit):
    """The words of a transcript and what is marked in them; knows UTF-16 positions only."""

    clicked = Signal(int)
    unit_pressed = Signal(int, int)  # position; pressed two, three or four times
    pointed_at = Signal(object)  # position or None
    tip_requested = Signal(object, QPoint)  # position or None; place on the screen
    border_dragged = Signal(int, bool)  # position; True for the start
    border_dropped = Signal()
    code_dropped = Signal(object, int)  # guid, position
    zoom_requested = Signal(int)  # steps
    lines_changed = Signal()  # the layout, not only the place in it
    scrolled = Signal()

    def __init__(
        self, marking: Marking, on_key: Callable[[QKeyEvent], bool], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._marking, self._on_key = marking, on_key
        self._layers = Layers(marking)
        self._text = self._shown = ""
        self.paragraphs: Sequence[Paragraph] = cut_paragraphs("", "", ())
        self._presses = 0
        self._pressed_at, self._pressed_when = QPointF(), 0
        self._dragging_start: bool | None = None
        self._first = 0  # character on the screen, to stay there when lines wrap elsewhere
        self._is_wrapping = False
        self._screen = Screen(self.document())
        self._make_reader()
        marking.stretch_changed.connect(self._on_stretch_changed)
        marking.all_changed.connect(self._on_all_changed)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        layout = self.document().documentLayout()
        layout.documentSizeChanged.connect(self._on_layout_changed)

    def _make_reader(self) -> None:
        flag = Qt.TextInteractionFlag
        self.setReadOnly(True)
        self.setTextInteractionFlags(flag.TextSelectableByMouse | flag.TextSelectableByKeyboard)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # a bar that comes and goes would change the width and wrap all lines again
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.document().setDocumentMargin(0)
        self.viewport().setMouseTracking(True)

    # ---- content

    def set_words(self, text: str, shown: str, paragraphs: Sequence[Paragraph]) -> None:
        """Keep the wording, its form for the screen and its paragraphs, to be laid out."""
        self._text, self._shown, self.paragraphs = text, shown, paragraphs

    def lay_out(self, zoom: float) -> None:
        """Fill the document anew: other words, another zoom or another theme."""
        self._screen.forget()
        document = self.document()
        document.clear()
        frame = document.rootFrame().frameFormat()
        frame.setLeftMargin(theme().px(INSET))
        frame.setRightMargin(theme().px(INSET))
        # Qt ignores the room above the first block, where a name may have to be painted
        named = self.paragraphs[0].kind is Kind.FIRST
        frame.setTopMargin(theme().px(_ABOVE + NAME_HEIGHT * named))
        frame.setBottomMargin(theme().px(_BELOW))
        document.rootFrame().setFrameFormat(frame)
        fill(document, self._shown, self.paragraphs, zoom)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._on_layout_changed()

    def set_sides(self, left: int, right: int) -> None:
        """Leave room beside the words for the gutter and the margin."""
        self.setViewportMargins(left, 0, right, 0)

    # ---- geometry

    @property
    def top(self) -> int:
        """Height in the document that the viewport begins at."""
        return self.verticalScrollBar().value()

    def blocks_on_screen(self) -> list[BlockOnScreen]:
        """Give the blocks in the viewport, from top to bottom."""
        return self._screen.blocks(self.top, self.top + self.viewport().height())

    def line_number(self, qt_position: int) -> int:
        """Give each line a number, from top to bottom, with gaps."""
        block = self.document().findBlock(qt_position)
        geometry = self._screen.geometry(block)
        offset = qt_position - block.position()
        line = geometry.line_at(offset) if geometry.rects else offset // 70
        return block.blockNumber() * 10_000 + line

    def box_of_line(self, qt_position: int) -> QRectF:
        """Give the line of a position in the viewport; makes Qt lay it out if it has not."""
        block = self.document().findBlock(qt_position)
        place = self.document().documentLayout().blockBoundingRect(block)
        geometry = self._screen.geometry(block)
        if not geometry.rects:
            return QRectF(place.left(), place.top() - self.top, 0, 0)
        line = geometry.rects[geometry.line_at(qt_position - geometry.position)]
        return line.translated(place.left(), place.top() - self.top)

    def position_at(self, point: QPointF) -> int | None:
        """Give the character under a point of the viewport, if one is there."""
        for block in self.blocks_on_screen():
            if block.geometry.rects and point.y() <= block.bottom:
                at = block.geometry.offset_at(point - QPointF(block.left, block.top))
                return None if at is None else block.geometry.position + at
        return None

    def first_on_screen(self) -> int:
        """Give the first character of the first line on the screen."""
        for block in self.blocks_on_screen():
            for first, box in zip(block.geometry.firsts, block.geometry.rects, strict=True):
                if block.top + box.center().y() >= 0:
                    return block.geometry.position + first
        return 0

    def last_on_screen(self) -> int:
        """Give the end of the last line that is whole on the screen."""
        height, last = self.viewport().height(), 0
        for block in self.blocks_on_screen():
            geometry = block.geometry
            ends = [*geometry.firsts[1:], geometry.length - 1]
            for end, box in zip(ends, geometry.rects, strict=False):
                if block.top + box.bottom() <= height:
                    last = geometry.position + end
        return last

    # ---- changes

    def _on_layout_changed(self) -> None:
        self._screen.forget()
        self.lines_changed.emit()

    def begin_at(self, qt_position: int) -> None:
        """Begin the screen with the line of a position; before the first show, then."""
        self._first = qt_position
        self._go_to_first()

    def _go_to_first(self) -> None:
        self._is_wrapping = True
        top = self.top + self.box_of_line(self._first).top() if self._first else 0
        self.verticalScrollBar().setValue(round(top))
        self._is_wrapping = False

    def _on_scrolled(self) -> None:
        if not self._is_wrapping:
            self._first = self.first_on_screen()
        self.scrolled.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Stay where the text was; Qt would go to the caret."""
        self._is_wrapping = True
        super().showEvent(event)
        self._is_wrapping = False
        if self._first:
            self._go_to_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Forget where the lines were; the words at the top stay there."""
        self._is_wrapping = True
        super().resizeEvent(event)
        self._is_wrapping = False
        self._on_layout_changed()
        if self._first and event.oldSize().width() != event.size().width():
            self._go_to_first()

    def _on_all_changed(self) -> None:
        self._screen.forget()
        self.viewport().update()

    def _on_stretch_changed(self, qt_start: int, qt_end: int) -> None:
        document = self.document()
        first = document.findBlock(qt_start).blockNumber()
        last = document.findBlock(max(qt_start, qt_end - 1)).blockNumber()
        for geometry in self._screen.known(first, last):
            geometry.bands = None
        shown = [block for block in self.blocks_on_screen() if first <= block.number <= last]
        if shown:
            top, bottom = int(shown[0].top) - AIR, int(shown[-1].bottom) + 2 * AIR
            self.viewport().update(QRect(0, top, self.viewport().width(), bottom - top))

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the marks first, then the letters over them."""
        blocks = self.blocks_on_screen()
        painter = QPainter(self.viewport())
        self._layers.paint(painter, blocks, event.rect())
        for block in blocks:
            paragraph = self.paragraphs[block.number]
            if paragraph.kind is Kind.FIRST and paragraph.turn is not None:
                box = name_box(block, self.viewport().width() - 2 * block.left)
                from_right = is_said_right_to_left(self._shown, paragraph)
                paint_name(painter, paragraph.turn.speaker, box, from_right=from_right)
        painter.end()
        super().paintEvent(event)

    # ---- keys, mouse, drops

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer the key to the commands first."""
        if not self._on_key(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Catch a grip, count presses, or begin to select."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._dragging_start = self._grip_at(event.position())
        if self._dragging_start is not None:
            return
        self._count_press(event)
        if self._presses == 1:
            super().mousePressEvent(event)
        else:
            self.unit_pressed.emit(self._caret_at(event.position()), min(self._presses, 4))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Count it as one more press."""
        self._presses = max(self._presses, 1)
        self._pressed_at, self._pressed_when = event.position(), event.timestamp()
        self.mousePressEvent(event)

    def _count_press(self, event: QMouseEvent) -> None:
        moved = (event.position() - self._pressed_at).manhattanLength()
        soon = event.timestamp() - self._pressed_when < QApplication.doubleClickInterval()
        again = soon and moved < QApplication.startDragDistance()
        self._presses = self._presses + 1 if again else 1
        self._pressed_at, self._pressed_when = event.position(), event.timestamp()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag a border or a selection, or say what is under the pointer."""
        if self._dragging_start is not None:
            self.border_dragged.emit(self._caret_at(event.position()), self._dragging_start)
        elif event.buttons():
            if self._presses == 1:
                super().mouseMoveEvent(event)
        else:
            on_grip = self._grip_at(event.position()) is not None
            shape = Qt.CursorShape.SizeHorCursor if on_grip else Qt.CursorShape.IBeamCursor
            self.viewport().setCursor(shape)
            self.pointed_at.emit(self.position_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop a border, or say which character was clicked."""
        if self._dragging_start is not None:
            self._dragging_start = None
            self.border_dropped.emit()
            return
        super().mouseReleaseEvent(event)
        left = event.button() == Qt.MouseButton.LeftButton
        if left and self._presses == 1 and not self.textCursor().hasSelection():
            at = self.position_at(event.position())
            self.clicked.emit(self._caret_at(event.position()) if at is None else at)

    def _caret_at(self, point: QPointF) -> int:
        return self.cursorForPosition(point.toPoint()).position()

    def _grip_at(self, point: QPointF) -> bool | None:
        """Tell which border of the coding in hand is under a point: True for the start."""
        mark = self._marking.mark_in_hand()
        if mark is None:
            return None
        reach = theme().px(5)
        for is_start in (True, False):
            post = post_of(self.blocks_on_screen(), mark, is_start=is_start)
            if post and post.adjusted(-reach, -reach, reach, reach).contains(point):
                return is_start
        return None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_requested.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Ask for a tool tip; notice the pointer leaving."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self.tip_requested.emit(self.position_at(QPointF(event.pos())), event.globalPos())
            return True
        if event.type() == QEvent.Type.Leave:
            self.pointed_at.emit(None)
        return bool(super().viewportEvent(event))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take codes from the tree."""
        if event.mimeData().hasFormat(CODE_MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Let a code be dropped anywhere in the words."""
        if event.mimeData().hasFormat(CODE_MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say which code was dropped where."""
        guid = bytes(event.mimeData().data(CODE_MIME).data()).decode("ascii")
        self.code_dropped.emit(UUID(guid), self._caret_at(event.position()))
        event.acceptProposedAction()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the wording's own characters, not those that stand for them on the screen."""
        cursor, positions = self.textCursor(), self._marking.positions
        start = positions.from_qt(cursor.selectionStart())
        # Qt's own object: the clipboard may outlive Python, and one made here would end the
        # program badly then. Reading it once makes Qt fill it, so that it can be filled anew.
        mime = super().createMimeDataFromSelection()
        mime.text()
        mime.clear()
        mime.setText(self._text[start : positions.from_qt(cursor.selectionEnd())])
        return mime
