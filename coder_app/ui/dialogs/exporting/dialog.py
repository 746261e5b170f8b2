# SPDX-License-Identifier: MIT
"""Ask what goes out and as what; say what the file will hold before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from coder_app.core.export_kinds import Kind, What, kind_named, kinds_of
from coder_app.core.export_plan import ExportPlan
from coder_app.core.places import tr
from coder_app.formats.datasets.templates import ExportTemplates
from coder_app.formats.pseudonyms.remembered import KnownKey
from coder_app.queries import lists, rounds
from coder_app.queries.templates import fitted
from coder_app.ui.choices import CalmComboBox, ChoiceButton, choose, push_button
from coder_app.ui.dialogs.exporting.holds import HoldsPart
from coder_app.ui.dialogs.exporting.more import LABELS, MoreChoices
from coder_app.ui.dialogs.exporting.templates import TemplateRow
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.look import theme
from coder_app.ui.parts import label, rule
from coder_app.ui.workspace import Workspace

_IN_NAMES = {What.REPORT: "report", What.TRANSCRIPTS: "transcripts", What.CODEBOOK: "codebook"}


class ExportDialog(DialogFrame):
    """Template, kind and scope first; the rest under More. The place is asked for afterwards."""

    def __init__(
        self,
        workspace: Workspace,
        parent: QWidget | None = None,
        *,
        templates: ExportTemplates | None = None,
        known: KnownKey | None = None,
    ) -> None:
        super().__init__(tr("Export"), parent, width=620)
        self._workspace, self._known = workspace, known or KnownKey()
        self._fitting = QTimer(self)  # once the parts have told each other what they need
        self._fitting.setSingleShot(True)
        self._fitting.timeout.connect(self.fit)
        self._is_settled = bool(workspace.ask(rounds.settled_documents))
        self._place = self._scrolled()
        self._templates = TemplateRow(templates or ExportTemplates(), self.plan, self)
        self._add(tr("Template"), self._templates, buddy=self._templates.box)
        self._line()
        self._add_kinds()
        self._line()
        self._add_scope()
        self._add_more()
        self._column.addStretch(1)
        self._add_preview()
        self._file = label("", self, step="small", ink="ink2")
        _, self._go = self.set_buttons(tr("Export"), left=self._file)
        self._templates.chosen.connect(self.show_plan)
        self._templates.said.connect(self._say)
        self._more.changed.connect(self._show_state)
        self.show_plan(ExportPlan())
        self._radios[What.TABLES].setFocus()

    # ---- building

    def _scrolled(self) -> QScrollArea:
        """Let everything scroll where large text meets a small screen."""
        place = QScrollArea(self)
        place.setWidgetResizable(True)
        place.setFrameShape(QFrame.Shape.NoFrame)
        place.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        place.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = QWidget()
        theme().say(self._inner, surface="window")
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, theme().px(4), 0)
        self._column.setSpacing(theme().px(10))
        self._grid: QGridLayout | None = None
        place.setWidget(self._inner)
        self.body.addWidget(place, 1)
        return place

    def _add(
        self,
        name: str,
        content: QWidget | QLayout,
        *,
        top: bool = False,
        buddy: QWidget | None = None,
    ) -> None:
        if self._grid is None:
            self._grid = QGridLayout()
            self._grid.setHorizontalSpacing(theme().px(16))
            self._grid.setVerticalSpacing(theme().px(8))
            self._grid.setColumnStretch(1, 1)
            self._grid.setColumnMinimumWidth(0, theme().px(LABELS))
            self._column.addLayout(self._grid)
        row = self._grid.rowCount()
        told = label(name, self, step="small", ink="ink2")
        align = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(told, row, 0, align)
        if buddy is not None:
            told.setBuddy(buddy)
        if isinstance(content, QWidget):
            self._grid.addWidget(content, row, 1)
        else:
            self._grid.addLayout(content, row, 1)

    def _line(self) -> None:
        self._grid = None
        self._column.addWidget(rule(self))

    def _add_kinds(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(theme().px(6))
        self._kinds = QButtonGroup(self)
        self._radios: dict[What, QRadioButton] = {}
        for what in What:
            button = self._radios[what] = QRadioButton(what.words, self)
            button.setAccessibleDescription(what.explanation)
            self._kinds.addButton(button)
            line = QHBoxLayout()
            line.setSpacing(theme().px(8))
            line.addWidget(button)
            line.addWidget(label(what.explanation, self, step="small", ink="ink3"), 1)
            column.addLayout(line)
        self._add(tr("What"), column, top=True)
        self._kind = CalmComboBox(self)
        self._kind.setAccessibleName(tr("As"))
        self._kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._kind_told = label("", self, step="small", ink="ink3")
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        row.addWidget(self._kind)
        row.addWidget(self._kind_told, 1)
        self._add(tr("As"), row, buddy=self._kind)
        self._kinds.buttonToggled.connect(self._on_what)
        self._kind.currentIndexChanged.connect(self._on_kind)

    def _add_scope(self) -> None:
        ask, viewer = self._workspace.ask, self._workspace.viewer
        people = [c for c in ask(lists.coders) if self._is_settled or not c.consensus]
        self._people = [(coder.guid, coder.name) for coder in people]
        self._texts = [(d.guid, d.name) for d in ask(lists.documents, viewer)]
        self._coders = ChoiceButton(tr("Whose"), "{n} coder", "{n} coders", self)
        self._documents = ChoiceButton(tr("From"), "{n} transcript", "{n} transcripts", self)
        for name, button in ((tr("Whose"), self._coders), (tr("From"), self._documents)):
            button.chosen_changed.connect(self._show_state)
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            self._add(name, row, buddy=button)

    def _add_more(self) -> None:
        self._fold = push_button(tr("More"), "chevron-right", self)
        self._fold.setCheckable(True)
        self._fold.setAccessibleDescription(tr("Tables, columns, filters, units, layout"))
        theme().say(self._fold, kind="quiet")
        self._fold.toggled.connect(self._on_fold)
        row = QHBoxLayout()
        row.addWidget(self._fold)
        row.addStretch(1)
        self._add("", row)
        self._more = MoreChoices(self._workspace, is_settled=self._is_settled, parent=self)
        self._more.setVisible(False)
        self._column.addWidget(self._more)

    def _add_preview(self) -> None:
        """Keep in view what the file will hold, however far the rest is scrolled."""
        self.body.addWidget(rule(self))
        self._holds = HoldsPart(
            self._workspace, self._known, self.plan, labels=theme().px(LABELS), parent=self
        )
        self._holds.grew.connect(self._on_told)
        self._holds.counted.connect(lambda found: self._more.set_tables(found.tables))
        self.body.addWidget(self._holds)
        self._said = label("", self, ink="warn", wraps=True)
        self.body.addWidget(self._said)

    # ---- what is shown

    def show_plan(self, plan: ExportPlan) -> None:
        """Choose what a plan says; what it names of another project is left out, and told."""
        plan, told = self._workspace.ask(fitted, self._workspace.viewer, plan)
        self._say(" ".join(told))
        self._more.show_plan(plan)
        for button, offered, chosen in (
            (self._coders, self._people, plan.coders),
            (self._documents, self._texts, plan.documents),
        ):
            button.set_choices(offered, _ticked(offered, chosen))
        kind = kind_named(plan.kind)
        self._radios[kind.what].setChecked(True)
        self._offer_kinds(kind)
        if _is_more_than_scope(plan):
            self._fold.setChecked(True)
        self._show_state()

    def show_again(self, plan: ExportPlan, said: str) -> None:
        """Choose what was chosen before, and say why there is no file yet."""
        self.show_plan(plan)
        self._templates.show_name(plan.name)
        if said:
            self._say(said)

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._tell_reader()
        self._said.setVisible(bool(sentence))
        self._fitting.start()

    def _on_what(self, button: QRadioButton, checked: bool) -> None:
        if checked:
            self._offer_kinds(kinds_of(self._what())[0])
            self._show_state()

    def _what(self) -> What:
        return next(what for what, radio in self._radios.items() if radio.isChecked())

    def _offer_kinds(self, chosen: Kind) -> None:
        self._kind.blockSignals(True)
        self._kind.clear()
        for kind in kinds_of(chosen.what):
            self._kind.addItem(kind.words, kind.id)
        choose(self._kind, chosen.id)
        self._kind.blockSignals(False)
        self._on_kind()

    def _on_kind(self) -> None:
        kind = self.kind
        self._kind_told.setText(kind.explanation)
        self._kind.setAccessibleDescription(kind.explanation)
        whole = kind.what is What.CODEBOOK
        for button in (self._coders, self._documents):
            button.setEnabled(not whole)
            button.setToolTip(tr("A codebook goes out whole") if whole else "")
        self._fold.setVisible(not whole)
        self._more.show_kind(kind.id)
        self._on_fold(self._fold.isChecked())
        self._show_state()

    def _on_fold(self, opened: bool) -> None:
        theme().dress(self._fold, "chevron-down" if opened else "chevron-right")
        self._more.setVisible(opened and self._fold.isVisibleTo(self))
        self._fitting.start()

    def _show_state(self) -> None:
        why_not = self._why_not()
        self._go.setEnabled(not why_not)
        self._go.setToolTip(why_not)
        self._file.setText(self.file_name())
        self._holds.ask(why_not)

    def _why_not(self) -> str:
        what = self._what()
        if what is not What.CODEBOOK and not self._coders.chosen():
            return tr("Choose a coder")
        if what is not What.CODEBOOK and self._texts and not self._documents.chosen():
            return tr("Choose a transcript")
        return self._more.why_nothing(what)

    # ---- the window

    def _on_told(self) -> None:
        """Let a reader hear at the button what the file will hold, and make room for it."""
        self._go.setAccessibleDescription(tr("It will hold {0}").format(self._holds.words))
        self._fitting.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Count what would go out now, and let a reader hear what stands at the foot."""
        self._show_state()
        super().showEvent(event)
        self._tell_reader()

    def _tell_reader(self) -> None:
        words = self._said.text()
        if words and self.isVisible() and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def done(self, result: int) -> None:
        """Wait no longer when the dialog closes."""
        self._holds.stop()
        self._fitting.stop()
        super().done(result)

    def fit(self) -> None:
        """Take the height of what is inside, as far as the screen goes."""
        layout = self.layout()
        if layout is not None and self.isVisible():
            layout.activate()
            self._column.activate()
            room = self.screen().availableGeometry().height() - theme().px(40)
            inside = self._column.totalSizeHint().height()
            wanted = self.height() - self._place.height() + inside
            self.resize(self.width(), min(wanted, room))

    # ---- what comes out

    @property
    def kind(self) -> Kind:
        """The kind of file that is chosen."""
        return kind_named(str(self._kind.currentData()))

    def plan(self) -> ExportPlan:
        """Give what is chosen; all coders or transcripts count as no restriction."""
        scope = ExportPlan(
            name=self._templates.name,
            kind=self.kind.id,
            coders=self._coders.narrowing(),
            documents=self._documents.narrowing(),
        )
        return self._more.plan(scope)

    def file_name(self) -> str:
        """Suggest a name: the project's, what it is, the day, the kind."""
        path = self._workspace.project.path
        told = [path.stem if path else tr("project"), _IN_NAMES.get(self.kind.what, "")]
        day = f"{date.today():%Y-%m-%d}"
        return "-".join(part for part in (*told, day) if part) + self.kind.suffix


def _is_more_than_scope(plan: ExportPlan) -> bool:
    """Tell whether something under More was chosen, which nobody may overlook."""
    scope = ExportPlan(name=plan.name, kind=plan.kind, coders=plan.coders, documents=plan.documents)
    return plan != scope


def _ticked(offered: Sequence[tuple[UUID, str]], chosen: tuple[UUID, ...] | None) -> list[UUID]:
    return [guid for guid, _ in offered if chosen is None or guid in chosen]
