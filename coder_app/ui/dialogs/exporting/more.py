# SPDX-License-Identifier: MIT
"""What else can be said of an export: tables, columns, filters, units, the shape of the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from coder_app.agreement.units import Unit
from coder_app.core.export_kinds import What, kind_named
from coder_app.core.export_plan import ExportPlan
from coder_app.core.places import tr
from coder_app.core.records import TableSize
from coder_app.queries import lists
from coder_app.queries.sheets import SHEETS
from coder_app.queries.taking_out import REPORT_PARTS
from coder_app.ui.choices import CalmComboBox, ChoiceButton, choose, offer_units
from coder_app.ui.dialogs.exporting.columns import ColumnsDialog, columns_here, columns_in_words
from coder_app.ui.dialogs.exporting.people import AttributeButton
from coder_app.ui.look import theme
from coder_app.ui.parts import label
from coder_app.ui.workspace import Workspace

SHEET_HINTS = {  # the names in the workbook are fixed, for scripts
    "Codings": tr("one row a coding, with its words"),
    "Codebook": tr("every field of every code"),
    "Documents × Codes": tr("counts and words of each coder"),
    "Units × Codes": tr("0 and 1, ready for SPSS or R"),
    "Agreement": tr("alpha, kappa and percent by code"),
    "Decisions": tr("what was settled, why, and who dissented"),
    "Participants": tr("with their attributes"),
    "About": tr("version, date, settings, what each column holds"),
}
PART_HINTS = {
    "Codebook": tr("every code, as a table"),
    "Frequencies": tr("how often each code was given, with a chart"),
    "Codings": tr("the passages by code, each with its source"),
    "Agreement": tr("figures, and a paragraph on how they came about"),
    "Transcripts": tr("the texts with their codings as colours and labels"),
}
LABELS = 92  # width of the column of labels
_EVERYWHERE = frozenset(set(What) - {What.CODEBOOK})
_PASSAGES = frozenset({What.TABLES, What.REPORT, What.TRANSCRIPTS})
_COUNTED = frozenset({What.TABLES, What.REPORT})


class MoreChoices(QWidget):
    """Shows what concerns the kind of file that is chosen."""

    changed = Signal()

    def __init__(self, workspace: Workspace, *, is_settled: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._tables: tuple[TableSize, ...] = ()
        self._columns: tuple[tuple[str, tuple[str, ...]], ...] = ()
        self._rows: list[tuple[frozenset[What], tuple[QWidget, QWidget]]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme().px(16))
        self._grid.setVerticalSpacing(theme().px(8))
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, theme().px(LABELS))
        sheets = {s: SHEET_HINTS[s] for s in SHEETS if is_settled or s != "Decisions"}
        self.sheets = self._ticks(tr("Tables"), sheets, {What.TABLES})
        self.parts = self._ticks(tr("Parts"), PART_HINTS, {What.REPORT})
        self._leave_agreement_out()
        self._add_columns()
        self._add_filters()
        self._add_unit()
        self._add_shape()

    # ---- building

    def _row(self, name: str, content: QWidget, of: frozenset[What], *, top: bool = False) -> None:
        row = self._grid.rowCount()
        told = label(name, self, step="small", ink="ink2")
        inside = content.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        told.setBuddy(inside[0] if inside else content)
        align = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(told, row, 0, align)
        self._grid.addWidget(content, row, 1)
        self._rows.append((of, (told, content)))

    def _together(self, *parts: QWidget) -> QWidget:
        place = QWidget(self)
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        return place

    def _ticks(self, name: str, hints: dict[str, str], of: set[What]) -> dict[str, QCheckBox]:
        place = QWidget(self)
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(6))
        boxes: dict[str, QCheckBox] = {}
        for each, hint in hints.items():
            box = boxes[each] = QCheckBox(each, place)
            box.setAccessibleDescription(hint)
            box.toggled.connect(self.changed)
            line = QHBoxLayout()
            line.setSpacing(theme().px(8))
            line.addWidget(box)
            line.addWidget(label(hint, place, step="small", ink="ink3"), 1)
            column.addLayout(line)
        self._row(name, place, frozenset(of), top=True)
        return boxes

    def _leave_agreement_out(self) -> None:
        """Offer no figures where the project does without them, and say why."""
        off = self._workspace.ask(lists.why_no_agreement)
        if off:
            box = self.sheets.pop("Agreement")
            box.setEnabled(False)
            box.setToolTip(off)
            box.setAccessibleDescription(off)

    def _check(self, words: str) -> QCheckBox:
        box = QCheckBox(words, self)
        box.toggled.connect(self.changed)
        return box

    def _combo(self, name: str, entries: Sequence[tuple[str, object]]) -> QComboBox:
        box = CalmComboBox(self)
        box.setAccessibleName(name)
        box.setAccessibleDescription(name)  # on Linux the name of a box is what is chosen
        for words, data in entries:
            box.addItem(words, data)
        box.currentIndexChanged.connect(self.changed)
        return box

    def _add_columns(self) -> None:
        self.columns = QPushButton(self)
        self.columns.setAutoDefault(False)
        self.columns.setAccessibleDescription(tr("Columns"))
        self.columns.clicked.connect(self._ask_columns)
        self._row(tr("Columns"), self._together(self.columns), frozenset({What.TABLES}))
        self._say_columns()

    def _add_filters(self) -> None:
        ask, viewer = self._workspace.ask, self._workspace.viewer
        found = [code for code in ask(lists.codes, viewer) if code.codable]
        self._codes = [(code.guid, code.name) for code in found]
        self._everybody = [(p.guid, p.name) for p in ask(lists.participants)]
        self.codes = ChoiceButton(tr("Codes"), "{n} code", "{n} codes", self)
        self.people = ChoiceButton(tr("Participants"), "{n} person", "{n} people", self)
        for button in (self.codes, self.people):
            button.chosen_changed.connect(self.changed)
        self.who = AttributeButton(self)
        self.who.offer(ask(lists.attributes), ask(lists.participants))
        self.who.chosen_changed.connect(self.changed)
        self._row(tr("Codes"), self._together(self.codes), _EVERYWHERE)
        self._row(tr("Participants"), self._together(self.people), _EVERYWHERE)
        self._row(tr("who are"), self._together(self.who), _EVERYWHERE)
        self.words = QLineEdit(self)
        self.words.setAccessibleName(tr("Only passages with the words"))
        self.words.setPlaceholderText(tr("any words"))
        self.words.textChanged.connect(self.changed)
        self._row(tr("With the words"), self.words, _PASSAGES)
        codes: list[tuple[str, object]] = [(name, guid) for guid, name in self._codes]
        self.with_code = self._combo(tr("Also coded with"), [(tr("any code"), None), *codes])
        memos = ((tr("with memo or without"), None), (tr("with a memo"), True))
        self.memo = self._combo(tr("Memo"), [*memos, (tr("without a memo"), False)])
        self._row(tr("Also coded with"), self._together(self.with_code), _PASSAGES)
        self._row(tr("Memo"), self._together(self.memo), _PASSAGES)

    def _add_unit(self) -> None:
        self.unit = CalmComboBox(self)
        self.unit.setAccessibleName(tr("Unit"))
        offer_units(self.unit)
        self.stretch = QLineEdit(self)
        self.stretch.setValidator(QIntValidator(5, 2000, self))
        self.stretch.setAccessibleName(tr("Words in a stretch"))
        self.stretch.setPlaceholderText(tr("words"))
        self.stretch.setFixedWidth(theme().px(70))
        self.unit.currentIndexChanged.connect(self._on_unit)
        self.stretch.textChanged.connect(self.changed)
        self._row(tr("Unit"), self._together(self.unit, self.stretch), _COUNTED)
        self.interviewer = self._check(tr("interviewers’ turns"))
        self.unfinished = self._check(tr("unfinished transcripts"))
        both = self._together(self.interviewer, self.unfinished)
        self._row(tr("Count, too"), both, _COUNTED)

    def _on_unit(self) -> None:
        self.stretch.setVisible(self.unit.currentData() == Unit.SEGMENT)
        self.changed.emit()

    def _add_shape(self) -> None:
        tables = frozenset({What.TABLES})
        shapes = ((tr("wide: a column for each code"), False), (tr("long: a row for each"), True))
        self.long = self._combo(tr("Layout of units and transcripts"), shapes)
        self._row(tr("Layout"), self._together(self.long), tables)
        self.attributes = self._check(tr("the participant’s attributes"))
        self.context = self._check(tr("some words around passages"))
        self._row(tr("In each row"), self._together(self.attributes, self.context), tables)
        self.bom = self._check(tr("byte order mark, which Excel needs"))
        self._row(tr("CSV"), self._together(self.bom), tables)

    # ---- columns

    def set_tables(self, tables: Sequence[TableSize]) -> None:
        """Learn from the preview which columns there are."""
        self._tables = tuple(tables)
        self._columns = columns_here(self._columns, tables)
        self.columns.setEnabled(bool(tables))
        self._say_columns()

    def _ask_columns(self) -> None:
        dialog = ColumnsDialog(self._tables, self._columns, self.window())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._columns = dialog.chosen()
            self._say_columns()
            self.changed.emit()
        dialog.deleteLater()

    def _say_columns(self) -> None:
        words = columns_in_words(self._columns)
        room = theme().px(320)
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        self.columns.setText(tr("{0} …").format(shown))
        self.columns.setAccessibleName(words)

    # ---- what is chosen

    def show_kind(self, kind: str) -> None:
        """Show only what concerns this kind of file."""
        what = kind_named(kind).what
        for of, (told, content) in self._rows:
            for widget in (told, content):
                widget.setVisible(what in of)
        for widget in self._rows[-1][1]:
            widget.setVisible(kind in ("csv", "tsv"))
        self.stretch.setVisible(self.unit.currentData() == Unit.SEGMENT)

    def show_plan(self, plan: ExportPlan) -> None:
        """Choose what a plan says."""
        with QSignalBlocker(self):
            what = kind_named(plan.kind).what
            told = plan.sheets if what is What.TABLES else ()
            for name, box in self.sheets.items():
                box.setChecked(name in told if told else True)
            told = plan.sheets if what is What.REPORT else ()
            for name, box in self.parts.items():
                box.setChecked(name in (told or REPORT_PARTS))
            self._columns = plan.columns
            self._say_columns()
            codes = [guid for guid, _ in self._codes]
            self.codes.set_choices(self._codes, codes if plan.codes is None else plan.codes)
            everybody = [guid for guid, _ in self._everybody]
            self.people.set_choices(self._everybody, plan.participants or everybody)
            self.who.choose(plan.attributes)
            self.words.setText(plan.words)
            choose(self.with_code, plan.with_code)
            choose(self.memo, plan.has_memo)
            choose(self.unit, Unit(plan.unit) if plan.unit in [*Unit] else Unit.TURN)
            self.stretch.setText("" if plan.segment_words is None else str(plan.segment_words))
            self.interviewer.setChecked(plan.interviewer)
            self.unfinished.setChecked(plan.unfinished)
            choose(self.long, plan.long)
            self.attributes.setChecked(plan.with_attributes)
            self.context.setChecked(plan.context)
            self.bom.setChecked(plan.bom)

    def plan(self, base: ExportPlan) -> ExportPlan:
        """Give a plan with what is chosen here; everything ticked narrows nothing."""
        what = kind_named(base.kind).what
        return replace(
            base,
            sheets=self._chosen_sheets(what),
            columns=self._columns if what is What.TABLES else (),
            codes=self.codes.narrowing(),
            participants=self.people.narrowing() or (),
            attributes=self.who.chosen(),
            words=self.words.text().strip(),
            with_code=self.with_code.currentData(),
            has_memo=self.memo.currentData(),
            unit=str(self.unit.currentData()),
            segment_words=self._segment_words(),
            interviewer=self.interviewer.isChecked(),
            unfinished=self.unfinished.isChecked(),
            long=bool(self.long.currentData()),
            with_attributes=self.attributes.isChecked(),
            context=self.context.isChecked(),
            bom=self.bom.isChecked(),
        )

    def _segment_words(self) -> int | None:
        is_told = self.stretch.hasAcceptableInput() and self.stretch.text()
        wanted = self.unit.currentData() == Unit.SEGMENT
        return int(self.stretch.text()) if is_told and wanted else None

    def _chosen_sheets(self, what: What) -> tuple[str, ...]:
        if what not in _COUNTED:
            return ()
        boxes = self.sheets if what is What.TABLES else self.parts
        usual = tuple(boxes) if what is What.TABLES else REPORT_PARTS
        ticked = tuple(name for name, box in boxes.items() if box.isChecked())
        return () if ticked == usual else ticked

    def why_nothing(self, what: What) -> str:
        """Say why nothing would go out, if so."""
        if what in _COUNTED:
            boxes = self.sheets if what is What.TABLES else self.parts
            if not any(box.isChecked() for box in boxes.values()):
                return tr("Choose a table") if what is What.TABLES else tr("Choose a part")
        if what is not What.CODEBOOK and self._codes and not self.codes.chosen():
            return tr("Choose a code")
        if what is not What.CODEBOOK and self._everybody and not self.people.chosen():
            return tr("Choose a participant")
        return ""
