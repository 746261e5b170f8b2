# SPDX-License-Identifier: MIT
"""The transcript: words, codings and keys in one widget that knows no project.

It shows records and says what a person wishes; who hears the wish runs the operation and hands the
changed codings back. Positions at this surface are code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QKeyEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QToolTip, QVBoxLayout, QWidget

from coder_app.core.places import tr
from coder_app.core.records import CodingRecord, DocumentRecord, Guid
from coder_app.core.spans import Span
from coder_app.ui.look import theme
from coder_app.ui.transcript import accessible, places
from coder_app.ui.transcript.commands import Commands
from coder_app.ui.transcript.gutter import Gutter
from coder_app.ui.transcript.index import CodingIndex
from coder_app.ui.transcript.margin import StripeMargin
from coder_app.ui.transcript.marking import Marking
from coder_app.ui.transcript.pane import INSET, TextPane
from coder_app.ui.transcript.positions import Positions
from coder_app.ui.transcript.selecting import leave_labels
from coder_app.ui.transcript.shown import cut_paragraphs, show_text
from coder_app.ui.transcript.words import in_words, tip_of

_LEAST_ZOOM, _MOST_ZOOM, _ZOOM_STEP = 0.6, 3.0, 1.1
_SHORTEST_LINE = 220
_FEW = 50  # more changes at once are quicker as a new index
_SEEN_AFTER = 400  # milliseconds: what rushes by was not read


class TranscriptView(QWidget):
    """One document with its codings: read, select, point, press keys."""

    span_selected = Signal(object)  # Span or None
    coding_chosen = Signal(object)  # guid of the coding in hand, or None
    here_changed = Signal(object)  # tuple of guids: the codings where the caret stands
    hovered = Signal(object)  # guid or None
    furthest_seen = Signal(int)
    zoom_changed = Signal(float)
    say = Signal(str)

    border_moved = Signal(object, object)  # guid, Span
    code_key_pressed = Signal(str)
    palette_requested = Signal(bool)  # True: with a memo
    remove_requested = Signal(object)
    memo_requested = Signal(object)
    weight_requested = Signal(object, int)
    recode_requested = Signal(object)
    repeat_requested = Signal()
    code_dropped = Signal(object, object)  # guid of the code, Span
    context_menu_requested = Signal(QPoint, object, object)  # Span or None, guid or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        accessible.install()
        self._record: DocumentRecord | None = None
        self._zoom = 1.0
        self._furthest = 0
        self._wants_narrow = False
        self._here: tuple[Guid, ...] = ()
        self._marking = Marking(self)
        self._commands = Commands(self)
        self._pane = TextPane(self._marking, self._commands.handle, self)
        self._gutter = Gutter(self._pane, INSET)
        self._margin = StripeMargin(self._marking, self._pane, INSET)
        self._pane.setAccessibleName(tr("Transcript"))
        self.setFocusProxy(self._pane)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pane)
        self._seen_timer = QTimer(self, singleShot=True, interval=_SEEN_AFTER)
        self._connect()

    def _connect(self) -> None:
        pane, margin = self._pane, self._margin
        pane.selectionChanged.connect(self._on_selection_changed)
        pane.cursorPositionChanged.connect(self._tell_here)
        pane.clicked.connect(self._on_clicked)
        pane.unit_pressed.connect(self._commands.select_unit)
        pane.pointed_at.connect(self._on_pointed_at)
        pane.tip_requested.connect(self._on_tip_requested)
        pane.border_dragged.connect(self._commands.drag_border)
        pane.border_dropped.connect(self._commands.drop_border)
        pane.zoom_requested.connect(self.step_zoom)
        pane.code_dropped.connect(self._commands.drop_code)
        pane.scrolled.connect(self._seen_timer.start)
        pane.lines_changed.connect(self._seen_timer.start)
        margin.pressed.connect(self._on_stripe_pressed)
        margin.opened.connect(self.memo_requested)
        margin.pointed_at.connect(self._hover)
        margin.tip_requested.connect(self._show_tip)
        self._seen_timer.timeout.connect(self._on_seen)
        theme().changed.connect(self._on_theme_changed)

    # ---- what is shown

    @property
    def record(self) -> DocumentRecord | None:
        """The document on the screen."""
        return self._record

    def show_document(self, record: DocumentRecord, *, at: Span | None = None) -> None:
        """Show a document from its beginning, or with these words selected."""
        is_same = self._record is not None and self._record.guid == record.guid
        self._record = record
        self._furthest = max(record.furthest, self._furthest if is_same else 0)
        shown = show_text(record.text, record.turns)
        paragraphs = cut_paragraphs(record.text, shown, record.turns)
        positions = Positions(record.text)
        ends = np.fromiter((p.end for p in paragraphs), np.int64, len(paragraphs))
        self._breaks = positions.to_qt_many(ends)
        self._marking.found = ()
        self._commands.forget()
        index = CodingIndex(positions, self._breaks, record.codings)
        self._marking.set_index(positions, index)
        self._pane.set_words(record.text, shown, paragraphs)
        self._pane.lay_out(self._zoom)
        self._share_width()
        if at is not None:
            self.select(at)
            self.scroll_to(at)

    def clear(self) -> None:
        """Show nothing."""
        self._record = None
        positions, none = Positions(""), np.empty(0, np.int64)
        self._marking.set_index(positions, CodingIndex(positions, none, ()))
        self._pane.set_words("", "", cut_paragraphs("", "", ()))
        self._pane.lay_out(self._zoom)

    def replace_codings(self, codings: Sequence[CodingRecord]) -> None:
        """Show these codings of the same document instead of those before."""
        positions = self._marking.positions
        before = self._marking.in_hand
        self._marking.set_index(positions, CodingIndex(positions, self._breaks, codings))
        self._margin.update()
        self._tell_here()
        if before != self._marking.in_hand:
            self.coding_chosen.emit(self._marking.in_hand)

    def update_codings(self, changed: Sequence[CodingRecord], gone: Iterable[Guid] = ()) -> None:
        """Show the new state of a few codings; only the words they touch are painted again."""
        gone = frozenset(gone)
        if len(changed) + len(gone) > _FEW:
            now = {c.guid: c for c in (*self.codings(), *changed) if c.guid not in gone}
            self.replace_codings(tuple(now.values()))
            return
        before = self._marking.in_hand
        for guid in gone:
            self._marking.take(guid)
        for coding in changed:
            self._marking.put(coding)
        self._tell_here()
        if before != self._marking.in_hand:
            self.coding_chosen.emit(self._marking.in_hand)

    def coding(self, guid: Guid | None) -> CodingRecord | None:
        """Look up a coding of the document."""
        return self._marking.index.get(guid)

    def codings(self) -> Sequence[CodingRecord]:
        """All placed codings of the document in reading order."""
        return tuple(self._marking.index.records)

    def set_family_marks(self, on: bool) -> None:
        """Tell families of codes by the pattern of bars and stripes too."""
        self._marking.show_family_marks(on=on)

    def dim_all_but(self, codes: Iterable[Guid] | None) -> None:
        """Give tints to these codes only, the rest keeps its bars; None: to all."""
        self._marking.show_only(None if codes is None else frozenset(codes))

    def set_narrow_margin(self, on: bool) -> None:
        """Show stripes and chips only, without names."""
        self._wants_narrow = on
        self._share_width()

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Use these keys, by the names of their actions, while the transcript has the focus."""
        self._commands.keys.set(keys)

    # ---- selection and the coding in hand

    def selection(self) -> Span | None:
        """Give the selected words, without white space and speakers' labels at their ends."""
        if self._record is None:
            return None
        cursor = self._pane.textCursor()
        found = self._marking.positions.span_from_qt(cursor.selectionStart(), cursor.selectionEnd())
        found = leave_labels(found, self._record.turns) if found else None
        return found.trimmed(self._record.text) if found else None

    def select(self, span: Span) -> None:
        """Select words; the coding in hand is let go."""
        qt_start, qt_end = self._marking.positions.span_to_qt(span)
        cursor = self._pane.textCursor()
        cursor.setPosition(qt_start)
        cursor.setPosition(qt_end, QTextCursor.MoveMode.KeepAnchor)
        self._pane.setTextCursor(cursor)

    def position_of(self, qt_position: int) -> int:
        """Turn a position of the pane into code points."""
        return self._marking.positions.from_qt(qt_position)

    def run(self, command: str) -> None:
        """Do a command by the name of its action, as its key does: for menus."""
        self._commands.run(command)

    def caret(self) -> int:
        """Where the caret stands."""
        return self._marking.positions.from_qt(self._pane.textCursor().position())

    @property
    def coding_in_hand(self) -> Guid | None:
        """The coding that keys act on."""
        return self._marking.in_hand

    def take_in_hand(self, guid: Guid | None) -> None:
        """Take a coding in hand, or let go; the selection goes, the caret stays in the words."""
        if guid is not None and guid not in self._marking.index:
            guid = None
        is_new = guid != self._marking.in_hand
        self._marking.take_in_hand(guid)
        coding = self.coding(guid)
        if coding is not None and coding.span is not None:
            self._put_caret_into(coding.span)
            if self._is_off_screen(coding.span):
                self.scroll_to(coding.span)
        if is_new:
            self.coding_chosen.emit(guid)
            if coding is not None:
                self._announce(tr("In hand: {coding}").format(coding=in_words(coding)))
        self._tell_here()

    def go_to(self, guid: Guid) -> None:
        """Take a coding in hand and bring all of it on the screen."""
        self.take_in_hand(guid)
        span = self._marking.span_in_hand()
        if span is not None:
            self.scroll_to(span)

    def _is_off_screen(self, span: Span) -> bool:
        qt_start, qt_end = self._marking.positions.span_to_qt(span)
        last = self._pane.box_of_line(qt_end - 1).bottom()
        return last <= 0 or self._pane.box_of_line(qt_start).top() >= self._pane.viewport().height()

    def _put_caret_into(self, span: Span) -> None:
        caret = self.caret()
        stays = span.start <= caret <= span.end
        cursor = self._pane.textCursor()
        cursor.setPosition(self._marking.positions.to_qt(caret if stays else span.start))
        self._pane.setTextCursor(cursor)

    def let_go(self) -> None:
        """Drop the selection, else the coding in hand."""
        cursor = self._pane.textCursor()
        if cursor.hasSelection():
            cursor.clearSelection()
            self._pane.setTextCursor(cursor)
        else:
            self.take_in_hand(None)

    def codings_here(self) -> list[CodingRecord]:
        """Codings where the caret stands, or that lie over the one in hand; the longest first."""
        index, caret = self._marking.index, self.caret()
        span = self._marking.span_in_hand()
        if span is not None and not span.start <= caret < span.end:
            caret = span.start
        return index.at(self._marking.positions.to_qt(caret))

    def show_moving(self, span: Span | None) -> None:
        """Show the coding in hand with other borders, before they are kept."""
        self._marking.show_moving(span)

    # ---- finding and going

    def find_all(self, words: str) -> list[Span]:
        """Mark all places that hold these words, whatever their case, and list them."""
        if self._record is None or not words:
            self.set_found(())
            return []
        matches = re.finditer(re.escape(words), self._record.text, re.IGNORECASE)
        found = [Span(match.start(), match.end()) for match in matches]
        self.set_found(found)
        return found

    def set_found(self, spans: Iterable[Span]) -> None:
        """Mark these places as found."""
        to_qt = self._marking.positions.span_to_qt
        self._marking.found = tuple(to_qt(span) for span in sorted(spans))
        self._pane.viewport().update()

    def scroll_to(self, span: Span) -> None:
        """Bring words on the screen, a third from its top, unless all of them are there already.

        Of a passage that is longer than the screen the beginning is shown.
        """
        places.bring_on_screen(self._pane, *self._marking.positions.span_to_qt(span))

    def make_room(self, span: Span, height: int) -> None:
        """Move a passage to the top where neither below nor above it is room for a popup."""
        places.make_room(self._pane, *self._marking.positions.span_to_qt(span), height)

    def passage_rect(self, span: Span) -> tuple[QPoint, QPoint]:
        """Places on the screen of the top left and the bottom left of a passage, for popups."""
        return places.corners_of(self._pane, *self._marking.positions.span_to_qt(span))

    def position_state(self) -> tuple[int, int]:
        """Caret and first character on the screen, to come back to."""
        return self.caret(), self._marking.positions.from_qt(self._pane.first_on_screen())

    def restore_position(self, state: tuple[int, int]) -> None:
        """Come back to where the caret and the text were."""
        caret, first = (self._marking.positions.to_qt(at) for at in state)
        cursor = self._pane.textCursor()
        last = self._pane.document().characterCount() - 1
        cursor.setPosition(min(caret, last))
        self._pane.setTextCursor(cursor)
        self._pane.begin_at(min(first, last))

    @property
    def zoom(self) -> float:
        """Size of the words; 1 is as designed."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Make the words larger or smaller."""
        zoom = min(max(zoom, _LEAST_ZOOM), _MOST_ZOOM)
        if abs(zoom - self._zoom) > 0.001:
            self._zoom = zoom
            self._lay_out_again()
            self.zoom_changed.emit(zoom)

    def step_zoom(self, steps: int) -> None:
        """Make the words larger by some steps, smaller by negative ones."""
        self.set_zoom(self._zoom * _ZOOM_STEP**steps)

    # ---- what happens

    def _on_theme_changed(self) -> None:
        if self._record is not None:
            self._lay_out_again()
        self._share_width()

    def _lay_out_again(self) -> None:
        state, selected = self.position_state(), self.selection()
        self._pane.lay_out(self._zoom)
        self.restore_position(state)
        if selected is not None:
            self.select(selected)

    def _on_selection_changed(self) -> None:
        if self._pane.textCursor().hasSelection() and self._marking.in_hand is not None:
            self._marking.take_in_hand(None)
            self.coding_chosen.emit(None)
        self.span_selected.emit(self.selection())

    def _on_stripe_pressed(self, guid: Guid) -> None:
        self._pane.setFocus()  # the keys that act on it work in the text
        self.take_in_hand(guid)

    def _on_clicked(self, qt_position: int) -> None:
        here = self._marking.index.at(qt_position)
        self.take_in_hand(here[-1].guid if here else None)

    def _tell_here(self) -> None:
        codings = self.codings_here()
        here = tuple(coding.guid for coding in codings)
        if here == self._here:
            return
        self._here = here
        self.here_changed.emit(here)
        if codings and self._marking.in_hand is None:
            self._announce("; ".join(in_words(coding) for coding in codings))

    def _announce(self, words: str) -> None:
        """Tell a screen reader what painting alone would show."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._pane, words))

    def _on_pointed_at(self, qt_position: int | None) -> None:
        here = self._marking.index.at(qt_position) if qt_position is not None else []
        self._hover(here[-1].guid if here else None)

    def _hover(self, guid: Guid | None) -> None:
        if guid != self._marking.hovered:
            self._marking.hover(guid)
            self.hovered.emit(guid)

    def _on_tip_requested(self, qt_position: int | None, place: QPoint) -> None:
        here = self._marking.index.at(qt_position) if qt_position is not None else []
        QToolTip.showText(place, tip_of(here), self._pane)

    def _show_tip(self, guid: Guid | None, place: QPoint) -> None:
        coding = self.coding(guid)
        QToolTip.showText(place, tip_of([coding] if coding else []), self._margin)

    def _on_seen(self) -> None:
        if self._record is None or not self.isVisible():
            return
        seen = self._marking.positions.from_qt(self._pane.last_on_screen())
        if seen > self._furthest:
            self._furthest = seen
            self.furthest_seen.emit(seen)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Wish for a menu about the selection or the coding under the pointer."""
        place = event.globalPos()
        selected = self.selection()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            corner = self._pane.cursorRect().bottomLeft()
            place = self._pane.viewport().mapToGlobal(corner)
        elif selected is None:
            self.take_in_hand(self._coding_under(place))
        self.context_menu_requested.emit(place, selected, self._marking.in_hand)

    def _coding_under(self, place: QPoint) -> Guid | None:
        on_margin = QPointF(self._margin.mapFromGlobal(place))
        if self._margin.rect().contains(on_margin.toPoint()):
            return self._margin.coding_at(on_margin)
        at = self._pane.position_at(QPointF(self._pane.viewport().mapFromGlobal(place)))
        here = self._marking.index.at(at) if at is not None else []
        return here[-1].guid if here else None

    # ---- columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width between gutter, words and margin."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        look = theme()
        bar = self._pane.verticalScrollBar().sizeHint().width()
        gutter = self._gutter.width_for(self._record.turns if self._record else ())
        inset = look.px(INSET)
        least = gutter + look.size("text_least") + look.size("margin_least") + bar
        self._margin.is_narrow = self._wants_narrow or self.width() < least
        room = self.width() - bar - gutter - self._margin.width_asked()
        # large text in a small window: a short line rather than no stripes beside it
        words = min(max(room, look.px(_SHORTEST_LINE)), look.size("text_most"))
        spare = max(room - words, 0)
        left = gutter + spare // 3 - inset
        right = max(self.width() - bar - left - words - 2 * inset, 0)
        self._pane.set_sides(left, right)
        self._gutter.setGeometry(0, 0, left, self.height())
        self._margin.setGeometry(self.width() - bar - right, 0, right, self.height())
        self._margin.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave keys that the words did not take to the window."""
        event.ignore()
