# SPDX-License-Identifier: MIT
"""Practice: what a coder marked beside the consensus, each miss with the rule that applies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from coder_app.agreement.against import AgainstRow
from coder_app.agreement.alpha import Coefficient
from coder_app.core.places import tr
from coder_app.core.records import Changes, Guid, ReviewItem
from coder_app.queries import comparisons, lists, review, rounds
from coder_app.store.project import Project
from coder_app.ui.fitting import resize_within_screen
from coder_app.ui.frames import pile
from coder_app.ui.look import theme
from coder_app.ui.models.agreement_rows import percent
from coder_app.ui.parts import EmptyState
from coder_app.ui.preferences import Preferences
from coder_app.ui.review import settling
from coder_app.ui.review.answer import Question
from coder_app.ui.review.body import ReviewBody
from coder_app.ui.review.foot import ReviewFoot
from coder_app.ui.review.head import ReviewHead
from coder_app.ui.review.keys import give_keys
from coder_app.ui.review.names import CoderNames
from coder_app.ui.review.state import ReviewState
from coder_app.ui.workspace import Workspace

_READS = ("coding", "code", "document", "wording", "turn", "assignment", "decision", "setting")


class _Pair(CoderNames):
    """Two columns: you first, then the consensus."""

    def __init__(self, viewer: Guid) -> None:
        super().__init__()
        self._viewer = viewer

    def in_order(self, document: Guid, coders: Iterable[Guid]) -> list[Guid]:
        """Put the viewer first."""
        return sorted(coders, key=lambda coder: coder != self._viewer)

    def short(self, coder: Guid, order: list[Guid]) -> str:
        """Name them as they are: first letters would say nothing."""
        return self.shown(coder, order)


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeState:
    """What was read of one transcript."""

    state: ReviewState
    name: str
    reasons: Mapping[object, str]  # why a passage was settled as it is, by `_key`
    against: AgainstRow | None  # all codes, pooled; None: there is nothing to compare with
    settled: bool  # Consensus says something there


def read(project: Project, viewer: UUID, document: UUID) -> PracticeState:
    """Compare the viewer with the consensus in a transcript."""
    ask = project.ask
    people = ask(lists.coders)
    consensus = next((coder.guid for coder in people if coder.consensus), None)
    settled = document in ask(rounds.settled_documents)
    items = ask(review.practice, viewer, document)
    state = ReviewState(
        viewer=viewer,
        items=tuple(replace(item, decision=None) for item in items),  # to learn from, not to settle
        codes={code.guid: code for code in ask(lists.codes, viewer)},
        coders={viewer: tr("You")} | ({consensus: tr("Consensus")} if consensus else {}),
        consensus=consensus,
        decisions=(),
        outcomes={},
        rounds={},
        agreed_in={},
        hidden=0,
        off=ask(lists.why_no_agreement),
        is_lead=False,
    )
    row = None
    if consensus is not None and settled:
        rows = ask(
            comparisons.with_reference, viewer, consensus, coders=[viewer], documents=[document]
        )
        row = next((found for found in rows if found.code is None), None)
    name = next((d.name for d in ask(lists.documents, viewer) if d.guid == document), "")
    reasons = {_key(item): item.decision.reason for item in items if item.decision}
    return PracticeState(state=state, name=name, reasons=reasons, against=row, settled=settled)


def _key(item: ReviewItem) -> object:
    return item.span, item.codes, item.kind


class PracticeWindow(QWidget):
    """The review of one's own practice: to look at, nothing is settled here."""

    passage_requested = Signal(object, object)  # document, Span

    def __init__(
        self,
        workspace: Workspace,
        preferences: Preferences,
        document: UUID,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._workspace, self._document = workspace, document
        self._viewer = workspace.viewer
        self.shown: PracticeState | None = None
        self.setWindowTitle(tr("Compared with the consensus"))
        resize_within_screen(self, 1280, 760)
        theme().say(self, surface="window")
        self._names = _Pair(self._viewer)
        self.head = ReviewHead(tr("Compared with the consensus"), self)
        self.head.names.hide()
        self.head.count(0, 0)
        self.body = ReviewBody(
            workspace, preferences, self._names, self, has_coders=False, may_improve=False
        )
        self.foot = ReviewFoot(self)
        self._build()
        self._connect()
        self._read()

    def _build(self) -> None:
        page = QWidget(self)
        pile(page, self.body, self.foot, grows=self.body)
        self._empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(page)
        self._stack.addWidget(self._empty)
        pile(self, self.head, self._stack, grows=self._stack)
        self._stack.setCurrentWidget(self._empty)
        self._empty.tell("hourglass", tr("Comparing with the consensus …"))

    def _connect(self) -> None:
        self._workspace.changed.connect(self._on_changed)
        self._workspace.viewer_changed.connect(self.close)
        self.body.list.chosen.connect(self._show)
        self.body.list.list.activated.connect(lambda _: self._open_in_coding())
        self.foot.next_requested.connect(partial(self.body.list.step, 1))
        step = self.body.list.step
        keys = (("N", partial(step, 1)), ("P", partial(step, -1)))
        give_keys(self, keys, (*self.body.places(), self.foot))

    # ---- reading

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*_READS) and self.isVisible():
            self.body.shower.forget()
            self._read()

    def _read(self) -> None:
        work = partial(read, self._workspace.project, self._viewer, self._document)
        self._workspace.compute(work, done=self._take, topic="practice")

    def _take(self, found: PracticeState) -> None:
        self.shown = found
        state = found.state
        self._names.take(state.coders)
        self.head.say(in_a_sentence(found), "flask-conical")
        if state.off or not state.items:
            self._stack.setCurrentWidget(self._empty)
            self._empty.tell(*why_empty(found))
            return
        self._stack.setCurrentIndex(0)
        misses = {self._viewer: tr("you missed it")}
        if state.consensus is not None:
            misses[state.consensus] = tr("not in the consensus")
        self.body.list.model.missed = misses
        self.body.take(state)
        self.body.list.list.setFocus()

    # ---- one passage

    def _show(self, item: ReviewItem | None) -> None:
        found = self.shown
        if item is None or found is None:
            self.body.shower.show_nothing()
            self.foot.lock(tr("No passage is chosen"), "", may_close=False)
            return
        question = self.body.shower.show(item)
        self.body.show_place()
        if question is not None:
            self.foot.lock(*self._told(question), may_close=False)

    def _told(self, question: Question) -> tuple[str, str]:
        """Say what is different here, and why it was settled so."""
        item, codes = question.item, question.codes
        whose = {
            coder: settling.marked_in_words(item, coder, question.text, codes)
            for coder, _ in question.people
        }
        names = ", ".join(codes[code].name for code in item.codes if code in codes)
        strong = tr("{0}: {1}").format(names, _difference(item, self._viewer))
        sides = [tr("{0}: {1}").format(name, whose[coder]) for coder, name in question.people]
        reason = self.shown.reasons.get(_key(item)) if self.shown else ""
        if reason:
            sides.append(tr("Settled so because: {0}").format(reason))
        return strong, " · ".join(sides)

    def _open_in_coding(self) -> None:
        item = self.body.list.current
        if item is not None:
            self.passage_requested.emit(item.document, item.span)


def _difference(item: ReviewItem, viewer: Guid) -> str:
    if item.silent == (viewer,):
        return tr("you missed it")
    if item.silent:
        return tr("not in the consensus")
    return item.kind.words


def in_a_sentence(found: PracticeState) -> str:
    """Say how much of the consensus the coder marked, and how much of hers is in it."""
    row = found.against
    if row is None:
        return found.name
    marked, held = row.recall, row.precision
    said = tr(
        "{0}: you marked {1} of what the consensus holds (recall); {2} of what you marked is in it "
        "(precision). Counted turn by turn, code by code."
    )
    return said.format(found.name, _share(marked), _share(held))


def _share(figure: Coefficient) -> str:
    return tr("nothing") if figure.value is None else percent(figure.value)


def why_empty(found: PracticeState) -> tuple[str, str, str, str]:
    """Say why there is no miss to look at: icon, strong line, small line, link."""
    if found.state.off:
        return "scale", tr("This project does without agreement"), found.state.off, ""
    if not found.settled:
        said = tr("A lead settles what coders differ on; then it can be compared with.")
        return "flask-conical", tr("Nothing is settled in this transcript yet"), said, ""
    if found.against is None or not found.against.true_positives:
        said = tr("Code the transcript, mark it done, and come back.")
        return "flask-conical", tr("There is nothing of yours to compare yet"), said, ""
    said = tr("You marked what the consensus holds, and nothing else.")
    return "flask-conical", tr("Nothing differs"), said, ""
