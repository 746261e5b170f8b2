# SPDX-License-Identifier: MIT
"""What keys, presses and drops do in the transcript: change the selection, or say a wish."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent

from coder_app.core.boundaries import Step
from coder_app.core.places import tr
from coder_app.core.records import CodingRecord, Guid
from coder_app.core.spans import Span
from coder_app.ui.transcript import selecting

if TYPE_CHECKING:
    from coder_app.ui.transcript.view import TranscriptView

_UNITS = {2: Step.WORD, 3: Step.SENTENCE, 4: Step.TURN}


class Commands:
    """The transcript's commands, by name."""

    def __init__(self, view: TranscriptView) -> None:
        self._view = view
        self.keys = selecting.Keys()
        self._widening = selecting.Widening()
        self._awaits_weight = False
        self._dragged: Span | None = None
        self._do: dict[str, Callable[[], object]] = {
            "code.palette": lambda: self._with_words(lambda: view.palette_requested.emit(False)),
            "code.palette_with_memo": lambda: self._with_words(
                lambda: view.palette_requested.emit(True)
            ),
            "code.repeat": lambda: self._with_words(view.repeat_requested.emit),
            "coding.change": lambda: self._with_coding(view.recode_requested.emit),
            "coding.memo": lambda: self._with_coding(view.memo_requested.emit),
            "coding.remove": lambda: self._with_coding(view.remove_requested.emit),
            "coding.weight": lambda: self._with_coding(self._await_weight),
            "coding.next": lambda: self._go(1),
            "coding.previous": lambda: self._go(-1),
            "coding.over": self._next_over,
            "widen": self._widen,
            "narrow": self._narrow,
            "end_on": lambda: self._move_border(selecting.move_end, on=True),
            "end_back": lambda: self._move_border(selecting.move_end, on=False),
            "start_on": lambda: self._move_border(selecting.move_start, on=True),
            "start_back": lambda: self._move_border(selecting.move_start, on=False),
            "let_go": view.let_go,
            "zoom_in": lambda: view.step_zoom(1),
            "zoom_out": lambda: view.step_zoom(-1),
            "zoom_reset": lambda: view.set_zoom(1.0),
        }

    def forget(self) -> None:
        """Begin anew with another document."""
        self._widening = selecting.Widening()
        self._awaits_weight = False
        self._dragged = None

    def handle(self, event: QKeyEvent) -> bool:
        """Do what a key means; tell whether it means anything here."""
        if self._view.record is None:
            return False
        command, letter = self.keys.meaning(event)
        if self._awaits_weight and event.text():
            self._awaits_weight = False
            if letter.isdigit():
                self._with_coding(lambda guid: self._view.weight_requested.emit(guid, int(letter)))
                return True
        if command == "code":
            self._with_words(lambda: self._view.code_key_pressed.emit(letter))
            return True
        if command not in self._do:
            return False
        self._do[command]()
        return True

    def run(self, command: str) -> None:
        """Do a command by the name of its action, as its key does: for menus."""
        self._do[command]()

    # ---- what a command needs

    def _with_words(self, wish: Callable[[], object]) -> None:
        if self._view.selection() is None and self._view.coding_in_hand is None:
            self._view.say.emit(tr("Select words first"))
        else:
            wish()

    def _with_coding(self, wish: Callable[[Guid], object]) -> None:
        guid = self._view.coding_in_hand
        if guid is None:
            self._view.say.emit(tr("Take a coding in hand first: N goes to the next one"))
        else:
            wish(guid)

    def _await_weight(self, guid: Guid) -> None:
        del guid
        self._awaits_weight = True
        self._view.say.emit(tr("Weight: a digit sets it"))

    # ---- going from coding to coding

    def _go(self, step: int) -> None:
        codings = self._view.codings()
        if not codings:
            self._view.say.emit(tr("No codings in this transcript"))
            return
        here = self._view.coding(self._view.coding_in_hand)
        if here is not None:
            place = codings.index(here) + step
        else:
            place = _first_from(codings, self._view.caret())
            place = place if step > 0 else place - 1
        if 0 <= place < len(codings):
            self._view.go_to(codings[place].guid)
        else:
            ends = tr("This was the last coding") if step > 0 else tr("This was the first coding")
            self._view.say.emit(ends)

    def _next_over(self) -> None:
        here = [coding.guid for coding in self._view.codings_here()]
        if not here:
            self._view.say.emit(tr("No coding lies here"))
            return
        in_hand = self._view.coding_in_hand
        place = here.index(in_hand) - 1 if in_hand in here else -1
        self._view.take_in_hand(here[place])

    # ---- selecting

    def select_unit(self, qt_position: int, presses: int) -> None:
        """Select the word, sentence or turn that was pressed on two, three or four times."""
        record = self._view.record
        if record is not None:
            at = self._view.position_of(qt_position)
            span = selecting.unit_at(record, at, _UNITS[presses])
            if span is not None:
                self._view.select(span)

    def _widen(self) -> None:
        if self._view.record is not None:
            span = self._widening.widen(
                self._view.record, self._view.caret(), self._view.selection()
            )
            if span is not None:
                self._view.select(span)

    def _narrow(self) -> None:
        selected = self._view.selection()
        if self._view.record is not None and selected is not None:
            self._view.select(self._widening.narrow(self._view.record, selected))

    # ---- borders

    def _move_border(self, move: Callable[..., Span], *, on: bool) -> None:
        self._with_coding(lambda guid: self._move_border_of(guid, move, on=on))

    def _move_border_of(self, guid: Guid, move: Callable[..., Span], *, on: bool) -> None:
        coding, record = self._view.coding(guid), self._view.record
        if coding is not None and coding.span is not None and record is not None:
            moved = move(record.text, coding.span, on=on)
            if moved != coding.span:
                self._view.border_moved.emit(guid, moved)

    def drag_border(self, qt_position: int, is_start: bool) -> None:
        """Show the coding in hand with a border where the pointer is."""
        coding, record = self._view.coding(self._view.coding_in_hand), self._view.record
        if coding is not None and coding.span is not None and record is not None:
            at = self._view.position_of(qt_position)
            self._dragged = selecting.drag_border(record.text, coding.span, at, is_start=is_start)
            self._view.show_moving(self._dragged)

    def drop_border(self) -> None:
        """Wish for the borders that were dragged."""
        coding = self._view.coding(self._view.coding_in_hand)
        dragged, self._dragged = self._dragged, None
        if coding is not None and dragged is not None and dragged != coding.span:
            self._view.border_moved.emit(coding.guid, dragged)
        self._view.show_moving(None)

    # ---- drops

    def drop_code(self, code: Guid, qt_position: int) -> None:
        """Wish a code for the selected words, or for the sentence it was dropped on."""
        record = self._view.record
        if record is None:
            return
        at = self._view.position_of(qt_position)
        span = self._view.selection()
        if span is None or not span.start <= at <= span.end:
            span = selecting.unit_at(record, at, Step.SENTENCE)
        if span is not None:
            self._view.code_dropped.emit(code, span)


def _first_from(codings: Sequence[CodingRecord], caret: int) -> int:
    """Place of the first coding that begins at the caret or after it."""
    starts = (place for place, c in enumerate(codings) if c.span and c.span.start >= caret)
    return next(starts, len(codings))
