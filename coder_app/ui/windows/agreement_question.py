# SPDX-License-Identifier: MIT
"""The question that the agreement window asks: coders, transcripts, codes, unit, what counts."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from coder_app.agreement.units import Unit
from coder_app.core.places import tr
from coder_app.queries.ratings import Choice
from coder_app.ui.choices import ChoiceButton, unit_combo
from coder_app.ui.fitting import FlowLayout
from coder_app.ui.look import theme
from coder_app.ui.parts import label

Choices = Sequence[tuple[UUID, str]]


class QuestionBar(QWidget):
    """A row of choices; what appears in the project later is chosen until somebody unticks it."""

    asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = FlowLayout(self)
        row.setContentsMargins(*(theme().px(n) for n in (16, 4, 16, 10)))
        row.setSpacing(theme().px(12))
        self.coders = ChoiceButton(tr("Coders"), "{n} coder", "{n} coders", self)
        self.documents = ChoiceButton(tr("Transcripts"), "{n} transcript", "{n} transcripts", self)
        self.codes = ChoiceButton(tr("Codes"), "{n} code", "{n} codes", self)
        for name, button in (
            (tr("Coders"), self.coders),
            (tr("Transcripts"), self.documents),
            (tr("Codes"), self.codes),
        ):
            told = label(name, self, step="small", ink="ink2")
            told.setBuddy(button)
            row.addWidget(self._pair(told, button))
            button.chosen_changed.connect(self.asked)
        told, self.unit = unit_combo(parent=self)
        self.unit.currentIndexChanged.connect(self.asked)
        row.addWidget(self._pair(told, self.unit))
        self.unfinished = QCheckBox(tr("Unfinished too"), self)
        self.unfinished.setToolTip(
            tr("Counts transcripts that a coder has not marked done. Otherwise they are missing.")
        )
        self.interviewer = QCheckBox(tr("Interviewer too"), self)
        self.interviewer.setToolTip(tr("Counts the interviewer’s turns as well."))
        for box in (self.unfinished, self.interviewer):
            box.toggled.connect(self.asked)
            row.addWidget(self._pair(box))

    def _pair(self, *widgets: QWidget) -> QWidget:
        """Keep a control with its label when the row wraps."""
        pair = QWidget(self)
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        for widget in widgets:
            row.addWidget(widget)
        return pair

    def offer(self, *, coders: Choices, documents: Choices, codes: Choices) -> None:
        """Offer what is in the project now; what was unticked stays so."""
        for button, choices in (
            (self.coders, coders),
            (self.documents, documents),
            (self.codes, codes),
        ):
            left_out = set(button.offered()) - set(button.chosen())
            button.set_choices(choices, [guid for guid, _ in choices if guid not in left_out])

    def choice(self) -> Choice:
        """Give what is chosen, as the query takes it."""
        return Choice(
            coders=self.coders.chosen(),
            documents=self.documents.chosen(),
            codes=self.codes.chosen(),
            unit=Unit(self.unit.currentData()),
            interviewer=self.interviewer.isChecked(),
            unfinished=self.unfinished.isChecked(),
        )
