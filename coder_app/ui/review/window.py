# SPDX-License-Identifier: MIT
"""Review: what coders differ on is settled passage by passage, in a layer of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from coder_app.core.places import tr, tr_n
from coder_app.core.records import Changes, Guid, ReviewItem
from coder_app.operations import consensus
from coder_app.queries import rounds
from coder_app.ui import undoing
from coder_app.ui.fitting import resize_within_screen
from coder_app.ui.frames import pile
from coder_app.ui.look import theme
from coder_app.ui.models.review import same_item
from coder_app.ui.parts import EmptyState
from coder_app.ui.popups.palette import CodePalette
from coder_app.ui.popups.toast import Toast
from coder_app.ui.preferences import NAMES_HIDDEN, Preferences
from coder_app.ui.review import state as reading
from coder_app.ui.review.answer import Answer
from coder_app.ui.review.body import ReviewBody
from coder_app.ui.review.foot import ReviewFoot
from coder_app.ui.review.head import ReviewHead
from coder_app.ui.review.keys import give_keys, give_keys_everywhere
from coder_app.ui.review.names import CoderNames
from coder_app.ui.review.state import ReviewState
from coder_app.ui.review.words import heading, may_close, why_empty, why_locked
from coder_app.ui.workspace import Workspace

_READS = ("coding", "code", "coder", "document", "wording", "turn", "assignment", "decision",
          "round", "setting", "memo")  # fmt: skip

LOCAL = {"coding", "decision"}  # changes nothing but in their transcripts
_SOON_MS = 60  # several changes are read once


class ReviewWindow(QWidget):
    """List, text with a column for each coder, rules; at the foot the decision."""

    passage_requested = Signal(object, object)  # document, Span
    improve_requested = Signal(object)  # guid of the code
    round_requested = Signal()
    agreement_requested = Signal()

    def __init__(
        self, workspace: Workspace, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._workspace, self._preferences = workspace, preferences
        self._state: ReviewState | None = None
        self._is_stale = True
        self._touched: dict[Guid | None, int] = {}  # since the last reading; None: anything
        self._changes = 0
        self._wanted_code: Guid | None = None
        self._settle_down = QTimer(self, singleShot=True, interval=_SOON_MS)
        self.names = CoderNames(hidden=preferences.get(NAMES_HIDDEN))
        self.setWindowTitle(tr("Review"))
        resize_within_screen(self, 1280, 800)
        theme().say(self, surface="window")
        self._build()
        self.answer = Answer(self.foot, self.text, self)
        self._connect()
        self._make_actions()
        self._show_empty()
        self._read()

    # ---- building

    def _build(self) -> None:
        self.head = ReviewHead(tr("Review"), self)
        self.body = ReviewBody(self._workspace, self._preferences, self.names, self)
        self.list, self.text = self.body.list, self.body.text
        self.foot = ReviewFoot(self)
        page = QWidget(self)
        pile(page, self.body, self.foot, grows=self.body)
        self._empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(page)
        self._stack.addWidget(self._empty)
        pile(self, self.head, self._stack, grows=self._stack)
        self.toast = Toast(self.body.middle)
        self.palette_of_codes = CodePalette(self)

    def _connect(self) -> None:
        self._workspace.changed.connect(self._on_changed)
        self._workspace.viewer_changed.connect(self._on_viewer)
        self._settle_down.timeout.connect(self._read)
        self._workspace.refused.connect(self._on_refused)
        self.head.names_toggled.connect(self.hide_names)
        self.head.take_requested.connect(self.take_agreed)
        self.list.chosen.connect(self._show)
        self.list.shown_changed.connect(lambda: self.head.count(*self.list.progress))
        self.list.list.activated.connect(lambda _: self._open_in_coding())
        self.body.rules.improve_requested.connect(self.improve_requested)
        self.foot.settle_requested.connect(self.settle)
        self.foot.next_requested.connect(self.skip)
        self.foot.reopen_requested.connect(self.reopen)
        self.foot.round_requested.connect(self.round_requested)
        self.foot.code_requested.connect(self.ask_for_code)
        self.toast.undo_requested.connect(partial(self.step, back=True))
        self.palette_of_codes.code_chosen.connect(lambda code, _: self.answer.take_code(code))
        self.palette_of_codes.closed.connect(self.text.setFocus)
        self._empty.wished.connect(self.agreement_requested)
        self.head.names.setChecked(self.names.hidden)
        self.list.filter.let_coders_be_chosen(not self.names.hidden)

    def _make_actions(self) -> None:
        press = self.answer.press
        in_body: list[tuple[str, Callable[[], object]]] = [
            *((str(digit), partial(press, str(digit))) for digit in range(10)),
            ("B", partial(press, "B")),
            ("C", self.ask_for_code),
            ("N", self.skip),
            ("P", partial(self.list.step, -1)),
            ("R", self.foot.reason.setFocus),
            ("D", self.foot.dissenting.toggle),
        ]
        give_keys(self, in_body, (*self.body.places(), self.foot))
        anywhere: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+Return\nCtrl+Enter", self.settle),
            ("Ctrl+Z", partial(self.step, back=True)),
            ("Ctrl+Shift+Z\nCtrl+Y", partial(self.step, back=False)),
            ("F6", self.text.setFocus),
        ]
        give_keys_everywhere(self, anywhere)

    @property
    def state(self) -> ReviewState | None:
        """What was read last."""
        return self._state

    # ---- reading

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*_READS):
            self._changes += 1
            is_local = changes.documents and changes.kinds <= LOCAL
            for document in changes.documents if is_local else (None,):
                self._touched[document] = self._changes
            self.body.shower.forget()
            self._settle_down.start()

    def _on_viewer(self) -> None:
        """Show nothing of what the one before could see."""
        self._state = None
        self.answer.drop()
        self.body.shower.forget()
        self.list.show_items((), {}, ())
        self._show_empty()
        self._read()

    def _read(self) -> None:
        self._is_stale = True
        if not self.isVisible():
            return
        self._is_stale = False
        touched = frozenset(guid for guid in self._touched if guid is not None)
        work = partial(
            reading.read,
            self._workspace.project,
            self._workspace.viewer,
            before=None if None in self._touched else self._state,
            touched=touched,
        )
        done = partial(self._take, until=self._changes)
        self._workspace.compute(work, done=done, failed=self._on_failed, topic="review")

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while nobody looked."""
        super().showEvent(event)
        if self._is_stale:
            self._read()

    def _on_refused(self, sentence: str) -> None:
        if self.isActiveWindow():
            self.toast.tell(sentence, icon="circle-alert")

    def _on_failed(self, sentence: str) -> None:
        self._state = None
        self._empty.tell("circle-alert", tr("The passages could not be read"), sentence)
        self._stack.setCurrentWidget(self._empty)

    def _take(self, state: ReviewState, *, until: int) -> None:
        if state.viewer != self._workspace.viewer:  # asked by the one before
            return
        self._state = state
        self._touched = {guid: n for guid, n in self._touched.items() if n > until}
        self.names.take(state.coders)
        self.head.offer_to_take(state.agreed if state.is_lead else 0)
        if state.off or not state.items:
            self._show_empty()
            return
        self._stack.setCurrentIndex(0)
        wanted, self._wanted_code = self._wanted_code, None
        self.body.take(state, about=wanted)
        if not self.list.list.hasFocus() and self.focusWidget() is None:
            self.list.list.setFocus()

    def look_at(self, code: Guid | None) -> None:
        """Look at one code's disagreements, or at all."""
        self._wanted_code = code
        if self._state is not None and self._state.items:
            self._wanted_code = None
            self.list.look_at(code)

    def _show_empty(self) -> None:
        state = self._state
        self._stack.setCurrentWidget(self._empty)
        self.head.count(0, 0)
        self.head.names.setVisible(False)
        self.head.say("", "")
        self._empty.tell(*why_empty(state))

    # ---- one passage

    def _show(self, item: ReviewItem | None) -> None:
        state, before = self._state, self.answer.question
        if state is None or item is None:
            self.answer.drop()
            self.body.shower.show_nothing()
            self.foot.lock(tr("No passage is chosen"), "", may_close=False)
            return
        self.body.show_place()
        same = before is not None and same_item(before.item, item)
        if same and before is not None and before.item == item and self.foot.is_asking:
            self.body.shower.show_rules(item)
            return  # read again, and nothing is different: what is being written stays
        question = self.body.shower.show(item)
        self._say_state(item)
        if question is None:
            self.answer.drop()
            self.foot.lock(tr("This passage is being read again"), "", may_close=False)
        elif item.decision is not None:
            self.answer.drop()
            self.body.shower.tell_decision(self.foot, item.decision, may_reopen=state.is_lead)
        elif state.may_settle(item):
            self.answer.ask(question)
        else:
            self.answer.drop()
            self.foot.lock(*why_locked(state, item), may_close=may_close(state, item))

    def _say_state(self, item: ReviewItem) -> None:
        self.head.names.setVisible(True)
        if self._state is not None:
            self.head.say(*heading(self._state, item))

    def _open_in_coding(self) -> None:
        item = self.list.current
        if item is not None:
            self.passage_requested.emit(item.document, item.span)

    def hide_names(self, hidden: bool) -> None:
        """Show letters instead of names, or names again."""
        self.names.hidden = hidden
        self._preferences.set(NAMES_HIDDEN, hidden)
        self.list.filter.let_coders_be_chosen(not hidden)
        self.answer.drop()
        self._show(self.list.current)

    # ---- doing

    def ask_for_code(self) -> None:
        """Find another code for the words."""
        question, state = self.answer.question, self._state
        if question is None or state is None:
            return
        span = self.text.selection() or question.item.marks[0].span
        head, tail = self.text.passage_rect(span)
        self.palette_of_codes.ask(
            [code for code in state.codes.values() if code.guid != question.item.codes[0]],
            told=tr("instead"),
            head=head,
            tail=tail,
            may_make=False,
            verb=tr("this code"),
        )

    def settle(self) -> None:
        """Settle the passage as chosen, and go to the next that is open."""
        question, answer = self.answer.question, self.answer.settlement()
        if question is None or answer is None or self._state is None:
            if self.foot.is_asking:
                self.toast.tell(tr("Choose first what it shall be"), icon="info")
            return
        item, remarks = question.item, self.foot.remarks()
        closed = self._state.rounds.get(item.document)
        done = self._workspace.attempt(
            consensus.settle,
            document=item.document,
            wording=item.wording,
            span=item.span,
            codes=item.codes,
            outcome=answer.outcome,
            passages=answer.passages,
            chosen=answer.chosen,
            reason=remarks.reason,
            dissent=remarks.dissent,
            dissenters=remarks.dissenters,
            round=closed.guid if closed else None,
        )
        if done is None:
            return
        said = tr("Settled line {0}: {1}").format(item.line, self.answer.words_of(answer))
        self.toast.tell(said, undo_key="Ctrl+Z")
        self._go_on()

    def _go_on(self) -> None:
        """Go to the next passage that is open, from here to the end and then from the top."""
        row, number = self.list.row, self.list.model.rowCount()
        for place in (*range(row + 1, number), *range(row)):
            item = self.list.model.item_at(place)
            if item is not None and item.decision is None:
                self.list.go_to(place)
                break
        self.list.list.setFocus()

    def skip(self) -> None:
        """Leave the passage as it is, and go on."""
        if self.list.step(1):
            self.list.list.setFocus()
        else:
            self.toast.tell(tr("This was the last passage"), icon="info")

    def reopen(self) -> None:
        """Take a decision back, with what came of it."""
        item = self.list.current
        if item is not None and item.decision is not None:
            self._workspace.attempt(consensus.reopen, decision=item.decision.guid)

    def take_agreed(self) -> None:
        """Let Consensus have what all coders marked alike."""
        closed = self._workspace.ask(rounds.rounds, self._workspace.viewer)
        scope, coders = reading.scope_of(closed)
        number = self._workspace.attempt(consensus.take_agreed, documents=scope, coders=coders)
        if number is not None:
            said = tr_n("{n} passage went to Consensus", "{n} passages went to Consensus", number)
            self.toast.tell(said, undo_key="Ctrl+Z")

    def step(self, *, back: bool) -> None:
        """Take the last thing back, whichever window did it; or do it again."""
        said = undoing.step(self._workspace, back=back)
        if said:
            self.toast.tell(said, icon="undo-2" if back else "redo-2")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the toast in its place."""
        super().resizeEvent(event)
        if self.toast.isVisible():
            self.toast.place()
