# SPDX-License-Identifier: MIT
"""How far coders agree: rows with intervals, who called it what, how it was counted."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QMetaMethod, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSplitter, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from coder_app.agreement.disagreements import Disagreement
from coder_app.agreement.report import AgreementReport
from coder_app.core.places import tr
from coder_app.core.records import Changes, CodeRecord, RoundRecord
from coder_app.queries import lists, rounds
from coder_app.ui.fitting import resize_within_screen
from coder_app.ui.look import theme
from coder_app.ui.models.agreement_rows import By, Names, named_rows, passages_of
from coder_app.ui.models.passages import Passage, PassageList, in_words
from coder_app.ui.parts import EmptyState, rule
from coder_app.ui.windows import agreement_choices as offered
from coder_app.ui.windows.agreement_asking import Answer, answer
from coder_app.ui.windows.agreement_below import Below, Texts, side_by_side
from coder_app.ui.windows.agreement_choices import NOW, Moment
from coder_app.ui.windows.agreement_details import Explanation
from coder_app.ui.windows.agreement_head import AgreementHead
from coder_app.ui.windows.agreement_out import WaysOut
from coder_app.ui.windows.agreement_question import QuestionBar
from coder_app.ui.windows.agreement_table import AgreementView
from coder_app.ui.windows.agreement_waiting import Waiting
from coder_app.ui.windows.agreement_words import in_sentences, state_of
from coder_app.ui.workspace import Workspace

MOST_PASSAGES = 2000
_TOPIC = "agreement"
_KINDS = ("coding", "code", "coder", "document", "turn", "wording", "assignment", "setting")


class AgreementWindow(QWidget):
    """Choose coders, transcripts, unit and measure; the figures follow."""

    passage_requested = Signal(object, object)  # document's guid, Span
    review_requested = Signal(object)  # a code's guid, or None for all codes
    export_requested = Signal()
    people_requested = Signal(str)  # a tab of the people's dialog

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._workspace = workspace
        self._answer: Answer | None = None
        self._names = Names()
        self._rounds: list[RoundRecord] = []
        self._texts = Texts(workspace)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(60)
        self._settle.timeout.connect(self._compute)
        self.setWindowTitle(tr("Agreement"))
        resize_within_screen(self, 1180, 760)
        theme().say(self, surface="window")
        self._build()
        self._offer()
        workspace.changed.connect(self._on_changed)
        workspace.viewer_changed.connect(self._on_viewer_changed)
        self.view.setFocus()
        self._settle.start()

    # ---- building

    def _build(self) -> None:
        """Make the parts in the order in which Tab goes through them."""
        self.head = AgreementHead(self)
        self.head.switched.connect(self._on_switched)
        self.ways_out = WaysOut(self._workspace, lambda: self.view, self)
        self.ways_out.add_to(self.head, copy=self.copy_table, all_of_it=self.export_requested)
        self.question = QuestionBar(self)
        self.question.asked.connect(self._settle.start)
        self.question.bands_changed.connect(self._on_bands)
        self.by = self._tabs()
        self.view = AgreementView(tr("Agreement"), self)
        self.view.row_chosen.connect(self._show_details)
        self.view.passages_requested.connect(self._look)
        self._passages = PassageList(self._passage, self)
        self.below = Below(self._passages, self)
        self.below.passage_chosen.connect(self._on_passage)
        self._explanation = Explanation(self)
        self._explanation.passages_requested.connect(self._look)
        self._explanation.turns_requested.connect(self.question.draw_turns)
        self._empty = EmptyState(self)
        self._empty.wished.connect(self._on_wished)
        self._waiting = Waiting(self)
        self._waiting.stopped.connect(self._on_stopped)
        self._stack = QStackedWidget(self)
        self._waiting.late.connect(partial(self._stack.setCurrentWidget, self._waiting))
        for page in (self._figures_page(), self._empty, self._waiting):
            self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        for part in (self.head, self.question, rule(self)):
            outer.addWidget(part)
        outer.addWidget(self._stack, 1)

    def _tabs(self) -> QTabBar:
        tabs = QTabBar(self)
        tabs.setAccessibleName(tr("Rows of the table"))
        tabs.setDrawBase(False)
        tabs.setExpanding(False)
        for by in By:
            tabs.setTabData(tabs.addTab(by.words), by.value)
        tabs.currentChanged.connect(self._show_table)
        return tabs

    def _figures_page(self) -> QWidget:
        upper = QWidget(self)
        theme().say(upper, surface="paper")
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.by)
        column.addWidget(self.view, 1)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(upper)
        split.addWidget(side_by_side(self.below, self._explanation, self))
        split.setSizes([theme().px(350), theme().px(310)])
        return split

    # ---- the question

    def _offer(self) -> None:
        ask, viewer = self._workspace.ask, self._workspace.viewer
        people = [c for c in ask(lists.coders) if not c.consensus or ask(rounds.settled_documents)]
        coders = [(c.guid, c.name) for c in people]
        documents = [(d.guid, d.name) for d in ask(lists.documents, viewer)]
        codes: list[CodeRecord] = ask(lists.codes, viewer)
        self._rounds = ask(rounds.rounds, viewer)
        self._names = Names(
            codes={code.guid: code for code in codes},
            coders=dict(coders),
            documents=dict(documents),
        )
        self.question.offer(
            coders=coders,
            documents=documents,
            codes=[(c.guid, c.name) for c in codes if c.codable],
            moments=offered.moments(self._rounds, ask(lists.versions)),
            besides=[c.guid for c in people if c.consensus],
        )

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("code", "coder", "document", "round", "codebook_version", "assignment"):
            self._offer()
        if changes.touches(*_KINDS, "round"):
            self._texts.clear()
            self._settle.start()

    def _on_viewer_changed(self) -> None:
        """Show nothing of what the last coder at work saw."""
        self._workspace.forget(_TOPIC)
        self._show_empty(tr("Counting …"), "")
        self._offer()
        self._settle.start()

    def _compute(self) -> None:
        off = self._workspace.ask(lists.why_no_agreement)
        if off:
            self._show_empty(tr("Agreement is switched off"), off)
            return
        self.head.say(tr("Counting …"))
        choice, moment = self.question.choice(), self.question.chosen_moment()
        rule = choice["interval"]
        drawn = tr("Counting, with {0} draws …").format(f"{rule.draws:,}")
        self._waiting.begin(drawn if rule.is_drawn else tr("Counting …"))
        work = partial(answer, self._workspace.project, self._workspace.viewer, choice, moment)
        self._workspace.compute(work, done=self._show, failed=self._on_failed, topic=_TOPIC)

    def _on_stopped(self) -> None:
        self._workspace.forget(_TOPIC)
        self._waiting.end()
        if self._answer is None:
            said = tr("Choose a coarser unit or fewer draws: the figures follow.")
            self._show_empty(tr("Stopped"), said)
        else:
            self._stack.setCurrentIndex(0)
            self.head.say(tr("Stopped. The figures answer the question before."))

    def _on_failed(self, sentence: str) -> None:
        alone = len(self._names.coders) < 2
        said = tr("Add a second coder, and give her a transcript that you have coded, too.")
        self._show_empty(
            tr("One coder alone cannot agree") if alone else tr("Nothing to compare"),
            said if alone else sentence,
            tr("Add a coder") if alone else "",
        )

    def _on_switched(self) -> None:
        """Go from frozen figures to those after settling, and back to the newest frozen ones."""
        frozen = next((one.guid for one in self._rounds if one.figures), None)
        here = self.question.chosen_moment()
        self.question.show_moment(NOW if here.round else Moment(round=frozen))

    # ---- no answer

    def _show_empty(self, strong: str, small: str, link: str = "") -> None:
        self._answer = None
        self._waiting.end()
        self.head.enable_ways_out(there=False)
        self.head.say("")
        self._empty.tell("scale", strong, small, link)
        self._stack.setCurrentWidget(self._empty)

    def _show_nothing_compared(self) -> None:
        if self.question.unfinished.isChecked():
            self._show_empty(
                tr("These coders have no transcript in common"),
                tr("Give a transcript to two coders or more."),
                tr("Who codes what"),
            )
            return
        self._show_empty(
            tr("No transcript is marked done by two of these coders"),
            tr("Agreement counts what coders have marked done: the rest may still change."),
            tr("Count unfinished ones"),
        )

    def _on_wished(self) -> None:
        if len(self._names.coders) < 2:
            self.people_requested.emit("coders")
        elif self.question.unfinished.isChecked():
            self.people_requested.emit("assignments")
        else:
            self.question.unfinished.setChecked(True)

    # ---- the answer

    @property
    def report(self) -> AgreementReport | None:
        """The report that is shown."""
        return self._answer.report if self._answer is not None else None

    def _show(self, found: Answer) -> None:
        self._waiting.end()
        if not found.report.documents:
            self._show_nothing_compared()
            return
        self._answer = found
        self._stack.setCurrentIndex(0)
        self.head.enable_ways_out(there=True)
        frozen = next((one for one in self._rounds if one.guid == found.moment.round), None)
        self.head.say(state_of(found.report, frozen, found.moment.at), frozen=frozen is not None)
        has_frozen = any(one.figures for one in self._rounds)
        other = tr("Figures after settling") if frozen else tr("Frozen figures")
        self.head.offer_switch(other if has_frozen else "")
        self.by.setTabVisible(list(By).index(By.FAMILY), bool(found.report.by_family))
        self.by.setTabVisible(list(By).index(By.PERIOD), bool(found.report.by_period))
        self.below.matrix.show_report(found.report, self._names)
        bands, said = self.question.chosen_bands(), self.head.sentence
        self.ways_out.take(found, self._names, bands, frozen, said)
        self._explanation.show_rule(found.report, bands)
        self._show_table()

    @property
    def shown_by(self) -> By:
        """What the rows of the table are."""
        return By(self.by.tabData(self.by.currentIndex()))

    def _show_table(self) -> None:
        if self._answer is None:
            return
        report, by, before = self._answer.report, self.shown_by, self.view.current()
        coders = {} if by is By.PAIR else self._names.coders_of(report)
        self.view.show_rows(
            named_rows(report, by, self._names, self._answer.now),
            coders,
            by=by,
            measure=report.measure,
            level=report.interval_rule.level,
            compared=self._answer.now is not None,
            linked=bool(report.disagreements) or self._is_reviewed,
        )
        self.view.choose(before.row.key if before else None)
        self._show_details()

    def _on_bands(self) -> None:
        bands = self.question.chosen_bands()
        self.view.use_bands(bands)
        if self._answer is not None:
            self.ways_out.use_bands(bands)
            self._explanation.show_rule(self._answer.report, bands)

    # ---- one row of it

    def _show_details(self) -> None:
        named, report, by = self.view.current(), self.report, self.shown_by
        if named is None or report is None:
            return
        found = passages_of(named, report, by, self._names)
        said = in_sentences(named, report, by, self._names, found)
        self._explanation.show_row(named, said, found, untold=self._is_reviewed)
        self._passages.show(found[:MOST_PASSAGES])
        if by is By.PAIR:
            self.below.matrix.choose(named.row.coders)

    @property
    def _is_reviewed(self) -> bool:
        """Tell whether somebody serves a review; else passages are listed here."""
        return self.isSignalConnected(QMetaMethod.fromSignal(self.review_requested))

    def _look(self) -> None:
        """Go to the review of the row's code where somebody serves it, else to its passages."""
        named = self.view.current()
        if named is None:
            return
        if self._is_reviewed:
            self.review_requested.emit(named.row.key if self.shown_by is By.CODE else None)
        else:
            self.below.go_to_passages()

    def _passage(self, found: Disagreement) -> Passage:
        assert isinstance(found.document, UUID)
        text, lines = self._texts.of(found.document)
        names, current = self._names, self.view.current()
        alone = self.shown_by is By.CODE and current is not None and current.row.key is not None
        code = "" if alone else names.of(found.code)
        line = lines.line(found.start)
        return in_words(found, names.coders, names.documents, text, line, code)

    def _on_passage(self, passage: Passage) -> None:
        self.passage_requested.emit(passage.document, passage.span)

    # ---- out

    def copy_table(self) -> None:
        """Put the table on the clipboard, with what a reader of it must know."""
        lines = [self.view.as_text()]
        if self.report is not None:
            report = self.report
            lines += ["", self.head.sentence, report.rule, report.interval_words, *report.notes]
        QGuiApplication.clipboard().setText("\n".join(lines))
