# SPDX-License-Identifier: MIT
"""How far coders agree: a row a code, the passages on which they differ, how it was counted."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QListView,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from coder_app.agreement.disagreements import DisagreementKind
from coder_app.agreement.report import AgreementReport, AgreementRow, pooled_name
from coder_app.agreement.units import Unit
from coder_app.core.boundaries import LineIndex
from coder_app.core.places import tr, tr_n
from coder_app.core.records import Changes, CodeRecord
from coder_app.queries import document as documents_query
from coder_app.queries import lists, ratings
from coder_app.ui.choices import ChoiceButton, combo
from coder_app.ui.look import theme
from coder_app.ui.models.agreement import (
    AgreementOrder,
    AgreementTable,
    NamedRow,
    percent,
    share,
)
from coder_app.ui.models.passages import (
    PASSAGE_ROLE,
    Passage,
    PassageDelegate,
    PassageList,
    in_words,
)
from coder_app.ui.parts import label, rule
from coder_app.ui.windows.agreement_plot import Axis, CellDelegate, PlotHeader, is_shaky
from coder_app.ui.workspace import Workspace

UNITS = (
    (Unit.TURN, "turn of a participant"),
    (Unit.SENTENCE, "sentence"),
    (Unit.WORD, "word"),
    (Unit.CHARACTER, "character"),
    (Unit.DOCUMENT, "transcript"),
)


class AgreementWindow(QWidget):
    """Choose coders, transcripts, codes and unit; the figures follow."""

    passage_requested = Signal(object, object)  # document's guid, Span
    export_requested = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._workspace = workspace
        self._report: AgreementReport | None = None
        self._codes: dict[UUID, CodeRecord] = {}
        self._coder_names: dict[UUID, str] = {}
        self._document_names: dict[UUID, str] = {}
        self._texts: dict[UUID, tuple[str, LineIndex]] = {}
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(60)
        self._settle.timeout.connect(self._compute)
        self.setWindowTitle(tr("Agreement"))
        self.resize(theme().px(1180), theme().px(760))
        theme().say(self, surface="window")
        self._build()
        self._fill_choices(first=True)
        workspace.changed.connect(self._on_changed)
        workspace.viewer_changed.connect(self._on_viewer_changed)
        self._settle.start()

    # ---- building

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._head())
        outer.addWidget(self._controls())
        outer.addWidget(rule(self))
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self._table_part())
        split.addWidget(self._details())
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([theme().px(400), theme().px(260)])
        outer.addWidget(split, 1)

    def _head(self) -> QWidget:
        head = QWidget(self)
        row = QHBoxLayout(head)
        row.setContentsMargins(*(theme().px(n) for n in (16, 12, 16, 4)))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(tr("Agreement"), step="title"))
        self._state = label("", step="small", ink="ink2")
        words.addWidget(self._state)
        row.addLayout(words, 1)
        copy = QPushButton(tr("Copy the table"), head)
        theme().dress(copy, "copy")
        copy.clicked.connect(self.copy_table)
        export = QPushButton(tr("Export"), head)
        theme().dress(export, "download")
        export.clicked.connect(self.export_requested)
        row.addWidget(copy)
        row.addWidget(export)
        return head

    def _controls(self) -> QWidget:
        part = QWidget(self)
        row = QHBoxLayout(part)
        row.setContentsMargins(*(theme().px(n) for n in (16, 4, 16, 10)))
        row.setSpacing(theme().px(8))
        self._coders = ChoiceButton(tr("Coders"), "{n} coder", "{n} coders", part)
        self._documents = ChoiceButton(tr("Transcripts"), "{n} transcript", "{n} transcripts", part)
        self._code_choice = ChoiceButton(tr("Codes"), "{n} code", "{n} codes", part)
        choices = (self._coders, self._documents, self._code_choice)
        names = (tr("Coders"), tr("Transcripts"), tr("Codes"))
        for name, button in zip(names, choices, strict=True):
            told = label(name, step="small", ink="ink2")
            told.setBuddy(button)
            row.addWidget(told)
            row.addWidget(button)
            button.chosen_changed.connect(self._settle.start)
        told, self._unit = combo(tr("Unit"), parent=part)
        for unit, words in UNITS:
            self._unit.addItem(tr(words), unit)
        self._unit.currentIndexChanged.connect(self._settle.start)
        row.addWidget(told)
        row.addWidget(self._unit)
        self._unfinished = QCheckBox(tr("Unfinished too"), part)
        self._unfinished.setToolTip(
            tr("Counts transcripts that a coder has not marked done. Otherwise they are missing.")
        )
        self._interviewer = QCheckBox(tr("Interviewer too"), part)
        for box in (self._unfinished, self._interviewer):
            box.toggled.connect(self._settle.start)
            row.addWidget(box)
        row.addStretch(1)
        return part

    def _table_part(self) -> QWidget:
        self._table = AgreementTable(self)
        self._order = AgreementOrder(self._table, self)
        self.view = self._make_view(self._order, tr("Agreement by code"))
        self._delegate = self.view.itemDelegate()
        copy = QAction(tr("Copy the table"), self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy_table)
        self.view.addAction(copy)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.view.selectionModel().currentRowChanged.connect(self._show_details)
        self.view.clicked.connect(self._on_clicked)
        self.view.activated.connect(self._go_to_passages)
        return self.view

    def _make_view(self, model: AgreementOrder, name: str) -> QTableView:
        view = QTableView(self)
        delegate = CellDelegate(view)
        view.setItemDelegate(delegate)
        view.setHorizontalHeader(PlotHeader(delegate, view))
        view.setModel(model)
        view.setAccessibleName(name)
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(theme().px(29))
        view.setSortingEnabled(True)
        return view

    def _details(self) -> QWidget:
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self._tabs_part())
        split.addWidget(self._explanation())
        split.setSizes([theme().px(600), theme().px(580)])
        return split

    def _tabs_part(self) -> QWidget:
        self._tabs = QTabWidget(self)
        self._tabs.setAccessibleName(tr("More about the figures"))
        self.passages = QListView(self)
        self._passage_list = PassageList(self)
        self.passages.setModel(self._passage_list)
        self.passages.setItemDelegate(PassageDelegate(self.passages))
        self.passages.setAccessibleName(tr("Passages on which they differ"))
        self.passages.clicked.connect(self._on_passage)
        self.passages.activated.connect(self._on_passage)
        self._pair_table = AgreementTable(self)
        self._document_table = AgreementTable(self)
        self._tabs.addTab(self.passages, tr("Passages"))
        pairs = self._make_view(AgreementOrder(self._pair_table, self), tr("By pair of coders"))
        by_document = AgreementOrder(self._document_table, self)
        documents = self._make_view(by_document, tr("By transcript"))
        self._tabs.addTab(pairs, tr("Pairs of coders"))
        self._tabs.addTab(documents, tr("Transcripts"))
        self._small_views = (pairs, documents)
        return self._tabs

    def _explanation(self) -> QWidget:
        place = QScrollArea(self)
        place.setWidgetResizable(True)
        place.setFrameShape(QFrame.Shape.NoFrame)
        part = QWidget()
        theme().say(part, surface="paper")
        column = QVBoxLayout(part)
        column.setContentsMargins(*(theme().px(n) for n in (16, 10, 16, 12)))
        column.setSpacing(theme().px(8))
        head = QHBoxLayout()
        self._subject = label("", step="strong")
        head.addWidget(self._subject, 1)
        self._look = QPushButton(part)
        theme().say(self._look, kind="main")
        self._look.clicked.connect(self._go_to_passages)
        head.addWidget(self._look)
        column.addLayout(head)
        self._sentence = label("", wraps=True)
        column.addWidget(self._sentence)
        self._kinds = label("", ink="ink2", wraps=True)
        column.addWidget(self._kinds)
        column.addWidget(rule(part))
        column.addWidget(label(tr("How it was counted"), step="section", ink="ink2"))
        self._rule = label("", step="small", ink="ink2", wraps=True)
        column.addWidget(self._rule)
        self._notes = label("", step="small", ink="ink2", wraps=True)
        column.addWidget(self._notes)
        column.addStretch(1)
        place.setWidget(part)
        return place

    # ---- the question

    def _fill_choices(self, *, first: bool = False) -> None:
        ask, viewer = self._workspace.ask, self._workspace.viewer
        coders = [c for c in ask(lists.coders) if not c.consensus]
        documents = ask(lists.documents, viewer)
        self._codes = {c.guid: c for c in ask(lists.codes, viewer) if c.codable}
        self._coder_names = {c.guid: c.name for c in coders}
        self._document_names = {d.guid: d.name for d in documents}
        codes = [(c.guid, c.name) for c in self._codes.values() if c.effective == c.guid]
        for button, choices in (
            (self._coders, list(self._coder_names.items())),
            (self._documents, list(self._document_names.items())),
            (self._code_choice, codes),
        ):
            everything = [guid for guid, _ in choices]
            button.set_choices(choices, everything if first else button.chosen())

    def choose(self, *, coders: list[UUID] | None = None, unit: Unit | None = None) -> None:
        """Ask for other coders or another unit."""
        if coders is not None:
            self._coders.set_choices(list(self._coder_names.items()), coders)
        if unit is not None:
            self._unit.setCurrentIndex(self._unit.findData(unit))
        self._settle.start()

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("code", "coder", "document", "participant"):
            self._fill_choices()
        if changes.touches("coding", "code", "coder", "document", "turn", "assignment"):
            self._texts.clear()
            self._settle.start()

    def _on_viewer_changed(self) -> None:
        self._fill_choices()
        self._settle.start()

    def _compute(self) -> None:
        self._state.setText(tr("Counting …"))
        question = partial(
            self._workspace.project.ask,
            ratings.agreement,
            self._workspace.viewer,
            coders=self._coders.chosen(),
            codes=self._code_choice.chosen(),
            documents=self._documents.chosen(),
            unit=self._unit.currentData(),
            interviewer=self._interviewer.isChecked(),
            unfinished=self._unfinished.isChecked(),
        )
        self._workspace.compute(
            question, done=self._show, failed=self._on_failed, topic="agreement"
        )

    def _on_failed(self, sentence: str) -> None:
        self._report = None
        self._state.setText(sentence)
        self._table.show((), {}, what=tr("Code"), kappa=tr("Kappa"))
        self._passage_list.show(())

    # ---- the answer

    def _show(self, report: AgreementReport) -> None:
        chosen = self._chosen_code()
        self._report = report
        coders = {coder: self._name(coder) for coder in report.coders}
        rows = [NamedRow(name=pooled_name(), row=report.pooled, first=True)]
        rows += [self._named(row) for row in report.by_code]
        kappa = report.pooled.kappa_name
        self._table.show(tuple(rows), coders, what=tr("Code"), kappa=kappa)
        values = [r.row.alpha.value for r in rows if r.row.alpha.value is not None]
        self._delegate.axis = Axis(min(values, default=0.0))
        self._delegate.plot_column = self._table.plot_column
        self._size_columns(self.view, self._table)
        if self.view.horizontalHeader().sortIndicatorSection() >= self._table.columnCount():
            self.view.sortByColumn(self._table.alpha_column, Qt.SortOrder.AscendingOrder)
        self._show_small_tables(report)
        self._show_question(report)
        self._choose_row(chosen)

    def _show_small_tables(self, report: AgreementReport) -> None:
        kappa = report.pooled.kappa_name
        pairs = [
            NamedRow(name=" – ".join(self._name(c) for c in row.coders), row=row)
            for row in report.by_pair
        ]
        self._pair_table.show(tuple(pairs), {}, what=tr("Coders"), kappa=tr("Cohen’s kappa"))
        documents = [
            NamedRow(name=self._document_names.get(row.key, ""), row=row)  # type: ignore[call-overload]
            for row in report.by_document
        ]
        self._document_table.show(tuple(documents), {}, what=tr("Transcript"), kappa=kappa)
        tables = (self._pair_table, self._document_table)
        for view, table in zip(self._small_views, tables, strict=True):
            view.setColumnHidden(table.plot_column, True)
            self._size_columns(view, table)

    def _size_columns(self, view: QTableView, table: AgreementTable) -> None:
        header = view.horizontalHeader()
        for column in range(table.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        wide = table.plot_column if not view.isColumnHidden(table.plot_column) else 0
        header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)

    def _name(self, coder: object) -> str:
        return self._coder_names.get(coder, "")  # type: ignore[call-overload,no-any-return]

    def _named(self, row: AgreementRow) -> NamedRow:
        code = self._codes.get(row.key)  # type: ignore[call-overload]
        if code is None:
            return NamedRow(name="", row=row)
        return NamedRow(name=code.name, row=row, chip=(code.colour, code.key))

    def _show_question(self, report: AgreementReport) -> None:
        documents = tr_n("{n} transcript", "{n} transcripts", len(report.documents))
        coders = tr_n("{n} coder", "{n} coders", len(report.coders))
        units = tr_n("{n} unit", "{n} units", report.units)
        said = tr("As it stands now: {0}, {1}, {2} compared.")
        self._state.setText(said.format(documents, coders, units))
        self._rule.setText(report.rule)
        hollow = tr("Hollow dot: a coder marked fewer than ten units with it.")
        lines = tr("Lines at .667 and .800 after Krippendorff (2004): they are no verdict.")
        self._notes.setText("\n".join([*report.notes, f"{hollow} {lines}"]))

    # ---- one row of it

    def _chosen_code(self) -> object:
        named = self._current()
        return named.row.key if named is not None else None

    def _current(self) -> NamedRow | None:
        return self._table.row_at(self._order.mapToSource(self.view.currentIndex()))

    def _choose_row(self, code: object) -> None:
        row = 0
        for place in range(self._order.rowCount()):
            named = self._table.row_at(self._order.mapToSource(self._order.index(place, 0)))
            if named is not None and named.row.key == code:
                row = place
        flags = QItemSelectionModel.SelectionFlag
        self.view.selectionModel().setCurrentIndex(
            self._order.index(row, 0), flags.ClearAndSelect | flags.Rows
        )
        self._show_details()

    def _show_details(self) -> None:
        named, report = self._current(), self._report
        if named is None or report is None:
            return
        everything = named.row.key is None
        found = report.disagreements if everything else report.disagreements_on(named.row.key)
        self._subject.setText(named.name)
        self._sentence.setText(_in_a_sentence(named))
        counted = [
            (kind, sum(passage.kind is kind for passage in found)) for kind in DisagreementKind
        ]
        kinds = [f"{number} {kind.words}" for kind, number in counted if number]
        self._kinds.setText(
            tr("On which they differ: {0}.").format(", ".join(kinds)) if kinds else ""
        )
        self._kinds.setVisible(bool(kinds))
        self._look.setText(tr_n("Look at {n} passage", "Look at {n} passages", len(found)))
        self._look.setVisible(bool(found))
        self._passage_list.show([self._passage(passage) for passage in found[:2000]])

    def _passage(self, found: object) -> Passage:
        document = found.document
        if document not in self._texts:
            record = self._workspace.ask(
                documents_query.open_document, self._workspace.viewer, document
            )
            self._texts[document] = (record.text, LineIndex(record.text))
        text, lines = self._texts[document]
        line = lines.line(found.start)
        return in_words(found, self._coder_names, self._document_names, text, line)  # type: ignore[arg-type]

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == self._table.columnCount() - 1:
            self._go_to_passages()

    def _go_to_passages(self) -> None:
        self._tabs.setCurrentWidget(self.passages)
        self.passages.setFocus()
        if self._passage_list.rowCount() and not self.passages.currentIndex().isValid():
            self.passages.setCurrentIndex(self._passage_list.index(0))

    def _on_passage(self, index: QModelIndex) -> None:
        passage: Passage = index.data(PASSAGE_ROLE)
        self.passage_requested.emit(passage.document, passage.span)

    # ---- out

    def copy_table(self) -> None:
        """Put the table on the clipboard, ready for a spreadsheet."""
        model = self._order
        heads = [str(c or tr("Why not")) for c in self._table.columns]
        lines = ["\t".join(heads)]
        for row in range(model.rowCount()):
            cells = [str(model.index(row, c).data() or "") for c in range(model.columnCount())]
            lines.append("\t".join(cells))
        if self._report is not None:
            lines += ["", self._state.text(), self._report.rule, *self._report.notes]
        QGuiApplication.clipboard().setText("\n".join(lines))


def _in_a_sentence(named: NamedRow) -> str:
    """Say what a row's figures say, without a verdict."""
    row = named.row
    if row.alpha.value is None:
        return row.alpha.reason
    said = tr(
        "Alpha {0}, {1} equal, over {2}. Marked by all: {3}. By some but not all: {4}."
    ).format(
        share(row.alpha.value),
        percent(row.percent.value),
        tr_n("{n} unit", "{n} units", row.units),
        f"{row.marked_by_all:,}",
        f"{row.differing:,}",
    )
    return f"{said} {tr('Used seldom: the figure says little.')}" if is_shaky(named) else said
