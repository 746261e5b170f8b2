# SPDX-License-Identifier: MIT
"""The question that the agreement window asks; each choice explains itself in the line below."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from uuid import UUID

from PySide6.QtCore import QDateTime, QEvent, QObject, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDateTimeEdit,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from coder_app.agreement.diagnosis import Bands
from coder_app.agreement.intervals import IntervalRule, Method, Over
from coder_app.agreement.measures import Measure
from coder_app.agreement.report import OVERLAP, SEGMENT_WORDS
from coder_app.agreement.units import Unit
from coder_app.core.places import tr
from coder_app.queries.periods import Period
from coder_app.queries.ratings import Choice
from coder_app.ui.choices import ChoiceButton, choose
from coder_app.ui.fitting import FlowLayout
from coder_app.ui.look import theme
from coder_app.ui.parts import ElidedLabel, label
from coder_app.ui.windows import agreement_choices as offered
from coder_app.ui.windows.agreement_choices import Moment, NumberField, Option, OptionBox

Choices = Sequence[tuple[UUID, str]]
FROZEN = tr("These are the figures of a closed round: they answer the question asked then.")


class QuestionBar(QWidget):
    """Rows of choices; what appears in the project later is chosen until somebody unticks it."""

    asked = Signal()
    bands_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._explanations: dict[QObject, Callable[[], str]] = {}
        self._locked: list[QWidget] = []  # what frozen figures leave no choice of
        self._usual: list[tuple[QWidget, Callable[[], bool]]] = []
        self._more = QWidget(self)
        self._line = ElidedLabel(self, step="small", ink="ink2")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme().px(n) for n in (16, 4, 16, 8)))
        column.setSpacing(theme().px(8))
        upper, lower = QWidget(self), self._more
        rows = FlowLayout(upper), FlowLayout(lower)
        for row in rows:
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme().px(10))
        self._fill_upper(rows[0])
        self._fill_lower(rows[1])
        column.addWidget(upper)
        column.addWidget(lower)
        column.addWidget(self._line)
        lower.hide()
        self._explain(self.measure.explanation)
        self._show_state()

    # ---- building

    def _fill_upper(self, row: FlowLayout) -> None:
        self.coders = ChoiceButton(tr("Coders"), "{n} coder", "{n} coders", self)
        self.documents = ChoiceButton(tr("Transcripts"), "{n} transcript", "{n} transcripts", self)
        self._put_button(row, tr("Coders"), self.coders, tr("Whose work is compared."))
        why = tr("Of these, the ones that two of the coders or more have marked done are compared.")
        self._put_button(row, tr("Transcripts"), self.documents, why)
        self.unit = OptionBox(tr("Unit"), offered.units(), self)
        self._put(row, tr("Unit"), self.unit)
        self._add_unit_fields(row)
        self.measure = OptionBox(tr("Measure"), offered.measures(), self)
        self._put(row, tr("Measure"), self.measure)
        self.lines = OptionBox(tr("Lines at"), offered.bands(), self)
        self._put(row, tr("Lines at"), self.lines, asks=False, locked=False)
        self.lines.currentIndexChanged.connect(self.bands_changed)
        self.more = QPushButton(tr("More …"), self)
        self.more.setCheckable(True)
        self.more.setAutoDefault(False)
        self.more.toggled.connect(self._more.setVisible)
        row.addWidget(self._pair(self.more))

    def _add_unit_fields(self, row: FlowLayout) -> None:
        """Ask for the number that two of the units need."""
        self.segment_words = NumberField(tr("Words"), SEGMENT_WORDS, 5, 2000, self)
        self.overlap = NumberField(tr("Overlap in percent"), round(OVERLAP * 100), 1, 100, self)
        why = tr("How many words a stretch has.")
        self._segment_part = self._put_number(row, self.segment_words, tr("words each"), why)
        why = tr("How much two passages share, of all that either covers, to count as the same.")
        self._overlap_part = self._put_number(row, self.overlap, tr("% overlap"), why)

    def _fill_lower(self, row: FlowLayout) -> None:
        self.moment = OptionBox(tr("As of"), offered.moments((), ()), self)
        self._put(row, tr("As of"), self.moment, locked=False)
        self.date = QDateTimeEdit(QDateTime.currentDateTime(), self)
        self.date.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.date.setCalendarPopup(True)
        self.date.setAccessibleName(tr("Date and time"))
        self.date.editingFinished.connect(self._on_date)
        self._asked_date = self.date.dateTime()
        self._date_part = self._pair(self.date)
        row.addWidget(self._date_part)
        self.codes = ChoiceButton(tr("Codes"), "{n} code", "{n} codes", self)
        self._put_button(row, tr("Codes"), self.codes, tr("The codes that are compared."))
        self.period = OptionBox(tr("Trend by"), offered.periods(), self)
        self._put(row, tr("Trend by"), self.period)
        self.method = OptionBox(tr("Interval"), offered.methods(), self)
        self._put(row, tr("Interval"), self.method)
        self.over = OptionBox(tr("Drawn anew"), offered.overs(), self)
        self._put(row, tr("Drawn anew"), self.over)
        self.draws = OptionBox(tr("Draws"), offered.draws(), self)
        self._put(row, tr("Draws"), self.draws)
        self.level = OptionBox(tr("Level"), offered.levels(), self)
        self._put(row, tr("Level"), self.level)
        self.seed = NumberField(tr("Seed"), IntervalRule().seed, 0, 2**31 - 1, self)
        why = tr("The same seed gives the same draws, here and on any other machine.")
        self._put_number(row, self.seed, "", why, name=tr("Seed"))
        self._add_boxes(row)

    def _add_boxes(self, row: FlowLayout) -> None:
        self.unfinished = QCheckBox(tr("Unfinished too"), self)
        self.interviewer = QCheckBox(tr("Interviewer too"), self)
        why = tr("Counts what a coder has not marked done as well; otherwise it is missing.")
        self._put_box(row, self.unfinished, why)
        self._put_box(row, self.interviewer, tr("Counts the interviewer’s turns as well."))

    def _put_box(self, row: FlowLayout, box: QCheckBox, why: str) -> None:
        self._know(box, lambda: why, lambda: not box.isChecked())
        box.setAccessibleDescription(why)
        box.toggled.connect(self._ask)
        self._locked.append(box)
        row.addWidget(self._pair(box))

    def _put(
        self, row: FlowLayout, name: str, box: OptionBox, *, asks: bool = True, locked: bool = True
    ) -> None:
        """Place a chooser: `asks` if it changes figures, `locked` if frozen figures settle it."""
        self._know(box, lambda: box.explanation, lambda: box.is_first)
        box.explained.connect(self._explain)
        if locked:
            self._locked.append(box)
        if asks:
            box.currentIndexChanged.connect(self._ask)
        row.addWidget(self._pair(self._label(name, box), box))

    def _put_button(self, row: FlowLayout, name: str, button: ChoiceButton, why: str) -> None:
        self._know(button, lambda: why, lambda: button.chosen() == button.offered())
        button.setToolTip(why)
        button.chosen_changed.connect(self._ask)
        self._locked.append(button)
        row.addWidget(self._pair(self._label(name, button), button))

    def _put_number(
        self, row: FlowLayout, field: NumberField, after: str, why: str, *, name: str = ""
    ) -> QWidget:
        self._know(field, lambda: why, lambda: field.is_first)
        field.setToolTip(why)
        field.setAccessibleDescription(why)
        field.changed.connect(self._ask)
        self._locked.append(field)
        parts = [self._label(name, field)] if name else []
        told = [label(after, self, step="small", ink="ink2")] if after else []
        pair = self._pair(*parts, field, *told)
        row.addWidget(pair)
        return pair

    def _label(self, name: str, buddy: QWidget) -> QLabel:
        told = label(name, self, step="small", ink="ink2")
        told.setBuddy(buddy)
        return told

    def _pair(self, *widgets: QWidget) -> QWidget:
        """Keep a control with its label when the row wraps."""
        pair = QWidget(self)
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(6))
        for widget in widgets:
            row.addWidget(widget)
        return pair

    # ---- explaining

    def _know(self, part: QWidget, why: Callable[[], str], usual: Callable[[], bool]) -> None:
        self._explanations[part] = why
        self._usual.append((part, usual))
        part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Explain what the focus comes to."""
        if event.type() == QEvent.Type.FocusIn and watched in self._explanations:
            self._explain(self._explanations[watched]())
        return super().eventFilter(watched, event)

    def _explain(self, sentence: str) -> None:
        self._line.setText(sentence)
        self._line.setToolTip(sentence)

    # ---- state

    def _on_date(self) -> None:
        if self.date.dateTime() != self._asked_date:
            self._asked_date = self.date.dateTime()
            self._ask()

    def _ask(self) -> None:
        self._show_state()
        self.asked.emit()

    def _show_state(self) -> None:
        """Show what the choices need, and how many stand behind "More" that are not usual."""
        unit, method = self.unit.currentData(), self.method.currentData()
        moment = self.moment.currentData()
        free = moment.round is None
        for box in self._locked:  # what was asked then is told below the table
            pair = box.parentWidget()
            if pair is not None:
                pair.setVisible(free)
        self._segment_part.setVisible(free and unit == Unit.SEGMENT)
        self._overlap_part.setVisible(free and unit == Unit.PASSAGE)
        self._date_part.setVisible(moment.asks_date)
        for box in (self.over, self.draws, self.seed):
            box.setEnabled(method in (Method.PERCENTILE, Method.BCA))
        self.level.setEnabled(method != Method.NONE)
        if not free:
            self._explain(FROZEN)
        there = [(part, usual) for part, usual in self._usual if free or part not in self._locked]
        hidden = [usual for part, usual in there if self._more.isAncestorOf(part)]
        others = sum(not usual() for usual in hidden)
        self.more.setText(tr("More ({0}) …").format(others) if others else tr("More …"))
        self.more.updateGeometry()

    # ---- what is chosen

    def offer(
        self,
        *,
        coders: Choices,
        documents: Choices,
        codes: Choices,
        moments: Sequence[Option] = (),
        besides: Collection[UUID] = (),
    ) -> None:
        """Offer what is in the project now; what was unticked stays so, as what is `besides`."""
        for button, choices in (
            (self.coders, coders),
            (self.documents, documents),
            (self.codes, codes),
        ):
            left_out = set(button.offered()) - set(button.chosen())
            left_out |= set(besides) - set(button.offered())
            button.set_choices(choices, [guid for guid, _ in choices if guid not in left_out])
        if moments:
            self.moment.offer(moments)
        self._show_state()

    def draw_turns(self) -> None:
        """Take turns for the interval: there are too few transcripts to draw from."""
        self.more.setChecked(True)
        choose(self.over, Over.TURNS)

    def show_moment(self, moment: Moment) -> None:
        """Let the figures speak of another moment."""
        choose(self.moment, moment)

    def chosen_moment(self) -> Moment:
        """Give the moment that the figures speak of; a date with its time."""
        moment: Moment = self.moment.currentData()
        if moment.asks_date:
            at = self.date.dateTime().toPython().astimezone()  # type: ignore[attr-defined]
            return Moment(at=at, asks_date=True)
        return moment

    def chosen_bands(self) -> Bands:
        """Give the lines."""
        return Bands(self.lines.currentData())

    def choice(self) -> Choice:
        """Give what is chosen, as the query takes it."""
        return Choice(
            coders=self.coders.chosen(),
            documents=self.documents.chosen(),
            codes=self.codes.chosen(),
            unit=Unit(self.unit.currentData()),
            interviewer=self.interviewer.isChecked(),
            unfinished=self.unfinished.isChecked(),
            measure=Measure(self.measure.currentData()),
            interval=self._interval(),
            overlap=self.overlap.value / 100,
            segment_words=self.segment_words.value,
            period=Period(self.period.currentData()),
        )

    def _interval(self) -> IntervalRule:
        return IntervalRule(
            method=Method(self.method.currentData()),
            over=Over(self.over.currentData()),
            draws=int(self.draws.currentData()),
            seed=self.seed.value,
            level=float(self.level.currentData()),
        )
