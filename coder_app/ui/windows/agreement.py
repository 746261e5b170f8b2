# SPDX-License-Identifier: MIT
"""How far coders agree: a row a code, the passages on which they differ, how it was counted."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coder_app.agreement.disagreements import Disagreement
from coder_app.agreement.report import AgreementReport, AgreementRow, pooled_name
from coder_app.agreement.units import Unit
from coder_app.core.boundaries import LineIndex
from coder_app.core.places import tr, tr_n
from coder_app.core.records import Changes, CodeRecord
from coder_app.queries import document as documents_query
from coder_app.queries import lists, ratings
from coder_app.ui.choices import push_button
from coder_app.ui.fitting import resize_within_screen
from coder_app.ui.look import theme
from coder_app.ui.models.agreement import NamedRow
from coder_app.ui.models.passages import Passage, PassageList, in_words
from coder_app.ui.parts import EmptyState, label, rule
from coder_app.ui.windows.agreement_details import Explanation, Tabs, details
from coder_app.ui.windows.agreement_question import QuestionBar
from coder_app.ui.windows.agreement_table import AgreementView
from coder_app.ui.workspace import Workspace

MOST_PASSAGES = 2000


class AgreementWindow(QWidget):
    """Choose coders, transcripts, codes and unit; the figures follow."""

    passage_requested = Signal(object, object)  # document's guid, Span
    export_requested = Signal()
    people_requested = Signal(str)  # a tab of the people's dialog

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._workspace = workspace
        self._report: AgreementReport | None = None
        self._codes: dict[object, CodeRecord] = {}
        self._coder_names: dict[object, str] = {}
        self._document_names: dict[object, str] = {}
        self._texts: dict[UUID, tuple[str, LineIndex]] = {}
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
        self.question = QuestionBar(self)
        self.question.asked.connect(self._settle.start)
        self.view = AgreementView(tr("Agreement by code"), self, plotted=True)
        self._passages = PassageList(self._passage, self)
        self.tabs = Tabs(self._passages, self)
        self._explanation = Explanation(self)
        self._empty = EmptyState(self)
        self._empty.wished.connect(self._on_wished)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.view)
        split.addWidget(details(self.tabs, self._explanation, self))
        split.setSizes([theme().px(400), theme().px(260)])
        self._stack = QStackedWidget(self)
        self._stack.addWidget(split)
        self._stack.addWidget(self._empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._head())
        outer.addWidget(self.question)
        outer.addWidget(rule(self))
        outer.addWidget(self._stack, 1)
        self.view.row_chosen.connect(self._show_details)
        self.view.passages_requested.connect(self.tabs.go_to_passages)
        self._explanation.passages_requested.connect(self.tabs.go_to_passages)
        self.tabs.passage_chosen.connect(self._on_passage)

    def _head(self) -> QWidget:
        head = QWidget(self)
        row = QHBoxLayout(head)
        row.setContentsMargins(*(theme().px(n) for n in (16, 12, 16, 4)))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(tr("Agreement"), head, step="title"))
        self._state = label("", head, step="small", ink="ink2")
        words.addWidget(self._state)
        row.addLayout(words, 1)
        self._copy = push_button(tr("Copy the table"), "copy", head)
        self._copy.clicked.connect(self.copy_table)
        export = push_button(tr("Export …"), "download", head)
        export.clicked.connect(self.export_requested)
        row.addWidget(self._copy)
        row.addWidget(export)
        return head

    # ---- the question

    def _offer(self) -> None:
        ask, viewer = self._workspace.ask, self._workspace.viewer
        coders = [(c.guid, c.name) for c in ask(lists.coders) if not c.consensus]
        documents = [(d.guid, d.name) for d in ask(lists.documents, viewer)]
        codes = [c for c in ask(lists.codes, viewer) if c.codable]
        self._codes = {c.guid: c for c in codes}
        self._coder_names = dict(coders)
        self._document_names = dict(documents)
        self.question.offer(
            coders=coders, documents=documents, codes=[(c.guid, c.name) for c in codes]
        )

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("code", "coder", "document"):
            self._offer()
        if changes.touches("coding", "code", "coder", "document", "turn", "wording", "assignment"):
            self._texts.clear()
            self._settle.start()

    def _on_viewer_changed(self) -> None:
        self._offer()
        self._settle.start()

    def _compute(self) -> None:
        self._state.setText(tr("Counting …"))
        choice = self.question.choice()
        question = partial(
            self._workspace.project.ask, ratings.agreement, self._workspace.viewer, **choice
        )
        self._workspace.compute(
            question, done=self._show, failed=self._on_failed, topic="agreement"
        )

    def _on_failed(self, sentence: str) -> None:
        alone = len(self._coder_names) < 2
        said = tr("Add a second coder, and give her a transcript that you have coded, too.")
        self._show_empty(
            tr("One coder alone cannot agree") if alone else tr("Nothing to compare"),
            said if alone else sentence,
            tr("Add a coder") if alone else "",
        )

    # ---- no answer

    def _show_empty(self, strong: str, small: str, link: str = "") -> None:
        self._report = None
        self._copy.setEnabled(False)
        self._state.setText("")
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
        if len(self._coder_names) < 2:
            self.people_requested.emit("coders")
        elif self.question.unfinished.isChecked():
            self.people_requested.emit("assignments")
        else:
            self.question.unfinished.setChecked(True)

    # ---- the answer

    def _show(self, report: AgreementReport) -> None:
        if not report.documents:
            self._show_nothing_compared()
            return
        before = self.view.current()
        self._report = report
        self._copy.setEnabled(True)
        self._stack.setCurrentIndex(0)
        coders = {coder: self._coder_names.get(coder, "") for coder in report.coders}
        pooled = NamedRow(name=pooled_name(), row=report.pooled, first=True)
        rows = (pooled, *(self._named(row) for row in report.by_code))
        kappa = report.pooled.kappa_name
        self.view.show_rows(rows, coders, what=tr("Code"), kappa=kappa)
        self._show_small_tables(report, kappa)
        self._say_question(report)
        self._explanation.show_rule(report)
        self.view.choose(before.row.key if before else None)
        self._show_details()

    def _named(self, row: AgreementRow) -> NamedRow:
        code = self._codes.get(row.key)
        if code is None:
            return NamedRow(name=tr("a code that is gone"), row=row)
        return NamedRow(name=code.name, row=row, chip=(code.colour, code.key))

    def _show_small_tables(self, report: AgreementReport, kappa: str) -> None:
        pairs = tuple(
            NamedRow(name=" – ".join(self._coder_names.get(c, "") for c in row.coders), row=row)
            for row in report.by_pair
        )
        cohen = report.by_pair[0].kappa_name if report.by_pair else kappa
        self.tabs.pairs.show_rows(pairs, {}, what=tr("Coders"), kappa=cohen)
        documents = tuple(
            NamedRow(name=self._document_names.get(row.key, ""), row=row)
            for row in report.by_document
        )
        self.tabs.documents.show_rows(documents, {}, what=tr("Transcript"), kappa=kappa)

    def _say_question(self, report: AgreementReport) -> None:
        documents = tr_n("{n} transcript", "{n} transcripts", len(report.documents))
        coders = tr_n("{n} coder", "{n} coders", len(report.coders))
        units = _counted(report.unit, report.units)
        said = tr("As it stands now: {0}, {1}, {2} compared.")
        if report.with_unfinished:
            said = tr("As it stands now, unfinished ones too: {0}, {1}, {2} compared.")
        self._state.setText(said.format(documents, coders, units))

    # ---- one row of it

    def _show_details(self) -> None:
        named, report = self.view.current(), self._report
        if named is None or report is None:
            return
        everything = named.row.key is None
        found = report.disagreements if everything else report.disagreements_on(named.row.key)
        self._explanation.show_row(named, found)
        self._passages.show(found[:MOST_PASSAGES])

    def _passage(self, found: Disagreement) -> Passage:
        assert isinstance(found.document, UUID)
        text, lines = self._text(found.document)
        return in_words(
            found, self._coder_names, self._document_names, text, lines.line(found.start)
        )

    def _text(self, document: UUID) -> tuple[str, LineIndex]:
        """Read a transcript when the first of its passages comes into view."""
        if document not in self._texts:
            ask, viewer = self._workspace.ask, self._workspace.viewer
            record = ask(documents_query.open_document, viewer, document)
            self._texts[document] = (record.text, LineIndex(record.text))
        return self._texts[document]

    def _on_passage(self, passage: Passage) -> None:
        self.passage_requested.emit(passage.document, passage.span)

    # ---- out

    def copy_table(self) -> None:
        """Put the table on the clipboard, with what a reader of it must know."""
        lines = [self.view.as_text()]
        if self._report is not None:
            lines += ["", self._state.text(), self._report.rule, *self._report.notes]
        QGuiApplication.clipboard().setText("\n".join(lines))


def _counted(unit: Unit, number: int) -> str:
    """Count units by their name."""
    one, many = {
        Unit.CHARACTER: ("{n} character", "{n} characters"),
        Unit.WORD: ("{n} word", "{n} words"),
        Unit.SENTENCE: ("{n} sentence", "{n} sentences"),
        Unit.TURN: ("{n} turn", "{n} turns"),
        Unit.DOCUMENT: ("{n} whole transcript", "{n} whole transcripts"),
    }[unit]
    return tr_n(one, many, number)
