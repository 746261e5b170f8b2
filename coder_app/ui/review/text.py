# SPDX-License-Identifier: MIT
"""The words on which coders differ, once, with what each of them marked beside and below."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coder_app.core.boundaries import Step
from coder_app.core.places import tr
from coder_app.core.records import CodingRecord, DocumentRecord, Guid
from coder_app.core.spans import Span
from coder_app.ui.look import theme
from coder_app.ui.review.columns import CoderColumns, CoderMarking, Column
from coder_app.ui.transcript import places, selecting
from coder_app.ui.transcript.gutter import Gutter
from coder_app.ui.transcript.index import CodingIndex
from coder_app.ui.transcript.pane import INSET, TextPane
from coder_app.ui.transcript.positions import Positions
from coder_app.ui.transcript.shown import cut_paragraphs, show_text

_LEAST_LINE = 290
_LEAST_ZOOM, _MOST_ZOOM, _ZOOM_STEP = 0.6, 3.0, 1.1
_UNITS = {2: Step.WORD, 3: Step.SENTENCE, 4: Step.TURN}


class ReviewText(QWidget):
    """One transcript, scrolled to a passage; words can be selected, nothing is coded here."""

    words_selected = Signal(object)  # Span, chosen by the person
    let_go = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._record: DocumentRecord | None = None
        self._zoom = 1.0
        self._is_showing = False
        self._keys = selecting.Keys()
        self._widening = selecting.Widening()
        self._marking = CoderMarking(self)
        self._breaks = np.empty(0, np.int64)
        self._pane = TextPane(self._marking, self._on_key, self)
        self._pane.setAccessibleName(tr("Transcript"))
        self._pane.setAcceptDrops(False)
        self._gutter = Gutter(self._pane, INSET)
        self.columns = CoderColumns(self._marking, self._pane)
        self.setFocusProxy(self._pane)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pane)
        self._pane.selectionChanged.connect(self._on_selection)
        self._pane.unit_pressed.connect(self._select_unit)
        self._pane.zoom_requested.connect(self.step_zoom)
        theme().changed.connect(self._lay_out_again)

    # ---- what is shown

    @property
    def record(self) -> DocumentRecord | None:
        """The transcript on the screen."""
        return self._record

    def show_passage(
        self,
        record: DocumentRecord,
        span: Span,
        codings: Sequence[CodingRecord],
        order: Sequence[Guid],
    ) -> None:
        """Show a passage with these codings, each coder's in her own row and column.

        `codings` name their coders as the screen shall show them.
        """
        self._is_showing = True
        if self._record is None or self._record.wording != record.wording:
            self._fill(record)
        self._record = record
        positions = self._marking.positions
        self._marking.order = order
        self._marking.set_index(positions, CodingIndex(positions, self._breaks, codings))
        self._put_caret(span.start)
        places.bring_on_screen(self._pane, *positions.span_to_qt(span))
        self._is_showing = False

    def show_columns(self, columns: Sequence[Column], at: Span) -> None:
        """Show the coders' columns for a passage."""
        self.columns.show_columns(columns, at)
        self._share_width()

    def _fill(self, record: DocumentRecord) -> None:
        shown = show_text(record.text, record.turns)
        paragraphs = cut_paragraphs(record.text, shown, record.turns)
        positions = Positions(record.text)
        ends = np.fromiter((p.end for p in paragraphs), np.int64, len(paragraphs))
        self._breaks = positions.to_qt_many(ends)
        self._widening = selecting.Widening()
        self._marking.set_index(positions, CodingIndex(positions, self._breaks, ()))
        self._pane.set_words(record.text, shown, paragraphs)
        self._record = record
        self._pane.lay_out(self._zoom)
        self._share_width()

    def clear(self) -> None:
        """Show nothing."""
        self._record = None
        self._is_showing = True
        none = np.empty(0, np.int64)
        positions = Positions("")
        self._marking.set_index(positions, CodingIndex(positions, none, ()))
        self._pane.set_words("", "", cut_paragraphs("", "", ()))
        self._pane.lay_out(self._zoom)
        self.columns.show_columns(())
        self._is_showing = False

    def set_family_marks(self, on: bool) -> None:
        """Tell families of codes by the pattern of bars and stripes too."""
        self._marking.show_family_marks(on=on)

    # ---- selection

    def selection(self) -> Span | None:
        """Give the selected words, without white space and speakers' labels at their ends."""
        if self._record is None:
            return None
        cursor = self._pane.textCursor()
        found = self._marking.positions.span_from_qt(cursor.selectionStart(), cursor.selectionEnd())
        found = selecting.leave_labels(found, self._record.turns) if found else None
        return found.trimmed(self._record.text) if found else None

    def select(self, span: Span) -> None:
        """Select words."""
        qt_start, qt_end = self._marking.positions.span_to_qt(span)
        cursor = self._pane.textCursor()
        cursor.setPosition(qt_start)
        cursor.setPosition(qt_end, QTextCursor.MoveMode.KeepAnchor)
        self._pane.setTextCursor(cursor)

    def passage_rect(self, span: Span) -> tuple[QPoint, QPoint]:
        """Places on the screen of the top left and the bottom left of a passage, for popups."""
        return places.corners_of(self._pane, *self._marking.positions.span_to_qt(span))

    def _put_caret(self, at: int) -> None:
        cursor = self._pane.textCursor()
        cursor.setPosition(self._marking.positions.to_qt(at))
        self._pane.setTextCursor(cursor)

    def _on_selection(self) -> None:
        span = None if self._is_showing else self.selection()
        if span is not None:
            self.words_selected.emit(span)

    def _select_unit(self, qt_position: int, presses: int) -> None:
        if self._record is not None:
            at = self._marking.positions.from_qt(qt_position)
            span = selecting.unit_at(self._record, at, _UNITS[presses])
            if span is not None:
                self.select(span)

    # ---- keys

    def _on_key(self, event: QKeyEvent) -> bool:
        """Widen, narrow and move the selection as in the coding window; leave all other keys."""
        if self._record is None:
            return False
        command, _ = self._keys.meaning(event)
        zooms = {"zoom_in": 1, "zoom_out": -1, "zoom_reset": 0}
        if command in zooms:
            self.step_zoom(zooms[command])
            return True
        if command == "let_go":
            self._put_caret(self._marking.positions.from_qt(self._pane.textCursor().position()))
            self.let_go.emit()
            return True
        moved = self._moved(command, self._record)
        if moved is not None:
            self.select(moved)
        return moved is not None

    def _moved(self, command: str, record: DocumentRecord) -> Span | None:
        selected = self.selection()
        if command == "widen":
            at = self._marking.positions.from_qt(self._pane.textCursor().position())
            return self._widening.widen(record, at, selected)
        if selected is None:
            return None
        text = record.text
        if command == "narrow":
            return self._widening.narrow(record, selected)
        if command in ("end_on", "end_back"):
            return selecting.move_end(text, selected, on=command == "end_on")
        if command in ("start_on", "start_back"):
            return selecting.move_start(text, selected, on=command == "start_on")
        return None

    # ---- size

    def step_zoom(self, steps: int) -> None:
        """Make the words larger by some steps, smaller by negative ones; 0 is as designed."""
        self.set_zoom(self._zoom * _ZOOM_STEP**steps if steps else 1.0)

    def set_zoom(self, zoom: float) -> None:
        """Make the words larger or smaller."""
        zoom = min(max(zoom, _LEAST_ZOOM), _MOST_ZOOM)
        if abs(zoom - self._zoom) > 0.001:
            self._zoom = zoom
            self._lay_out_again()

    def _lay_out_again(self) -> None:
        if self._record is None:
            return
        selected, first = self.selection(), self._pane.first_on_screen()
        caret = self._pane.textCursor().position()
        self._is_showing = True
        self._pane.lay_out(self._zoom)
        self._put_caret(self._marking.positions.from_qt(caret))
        self._pane.begin_at(first)
        if selected is not None:
            self.select(selected)
        self._is_showing = False
        self._share_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width between gutter, words and columns."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        look = theme()
        bar = self._pane.verticalScrollBar().sizeHint().width()
        gutter = self._gutter.width_for(self._record.turns if self._record else ())
        inset = look.px(INSET)
        room = self.width() - bar - gutter
        columns = self.columns.share(room, look.px(_LEAST_LINE))
        words = min(max(room - columns, 1), look.size("text_most"))
        left = gutter - inset + max(0, room - columns - words) // 2
        right = max(self.width() - bar - left - words - 2 * inset, 0)
        self._pane.set_sides(left, right)
        self._gutter.setGeometry(0, 0, left, self.height())
        self.columns.setGeometry(self.width() - bar - right, 0, right, self.height())
        self.columns.update()
