# SPDX-License-Identifier: MIT
"""How much more has to be coded twice so that the interval gets as narrow as wished."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QWidget

from coder_app.agreement.intervals import Over
from coder_app.agreement.planning import units_for_width, units_from_pilot
from coder_app.agreement.report import AgreementReport, AgreementRow
from coder_app.agreement.words import counted, share
from coder_app.core.places import tr
from coder_app.ui.choices import combo
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.look import theme
from coder_app.ui.models.agreement_rows import Names, interval_text
from coder_app.ui.parts import label

_WIDTHS = (0.1, 0.15, 0.2, 0.3, 0.4)


class UnitsNeededDialog(DialogFrame):
    """From the figures so far, as from a pilot; and from a formula for two coders."""

    def __init__(
        self, report: AgreementReport, names: Names, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Units needed"), parent)
        self._report = report
        said = tr("How much has to be coded by two or more, for an interval of a wished width.")
        self.body.addWidget(label(said, self, ink="ink2", wraps=True))
        form = QFormLayout()
        form.setHorizontalSpacing(theme().px(16))
        self.body.addLayout(form)
        told, self.code = combo(tr("Code"), parent=self)
        for row in report.by_code:  # pooled cells are no units of their own
            if row.figure.value is not None:
                self.code.addItem(names.of(row.key), row)
        form.addRow(told, self.code)
        told, self.width_wished = combo(tr("Interval as wide as"), parent=self)
        for width in _WIDTHS:
            self.width_wished.addItem(share(width, 2), width)
        self.width_wished.setCurrentIndex(_WIDTHS.index(0.2))
        form.addRow(told, self.width_wished)
        self._now = label("", self, wraps=True)
        self._pilot = label("", self, wraps=True)
        self._formula = label("", self, wraps=True)
        for line in (self._now, self._pilot, self._formula):
            self.body.addWidget(line)
        self.body.addStretch(1)
        for box in (self.code, self.width_wished):
            box.currentIndexChanged.connect(self._show)
        self.set_close_button()
        self._show()

    def _show(self) -> None:
        row: AgreementRow | None = self.code.currentData()
        if row is None:
            self._now.setText(tr("There is no figure to begin from."))
            return
        width: float = self.width_wished.currentData()
        figure = tr("Now: {0}, {1}.").format(
            f"{row.measure.short} {share(row.figure.value)}",
            interval_text(row.interval, row.measure)
            if row.interval.low is not None
            else row.interval.reason.rstrip("."),
        )
        self._now.setText(figure)
        self._pilot.setText(self._from_pilot(row, width))
        self._formula.setText(self._from_formula(row, width))

    def _from_pilot(self, row: AgreementRow, width: float) -> str:
        low, high = row.interval.low, row.interval.high
        if low is None or high is None:
            return tr("From what is coded so far nothing can be said: there is no interval yet.")
        whole = self._report.interval_rule.over is Over.DOCUMENTS
        number = len(self._report.documents) if whole else self._report.units
        plan = units_from_pilot(units=number, measured=high - low, width=width)
        if plan.units is None:
            return plan.sentence
        what = self._report.interval_rule.over.counted(plan.units)
        if plan.units <= number:
            return tr("What is coded so far is enough: it takes {0}. {1}").format(
                what, plan.sentence
            )
        return tr("As it went so far, it takes {0}. {1}").format(what, plan.sentence)

    def _from_formula(self, row: AgreementRow, width: float) -> str:
        figure, common = row.figure.value, row.prevalence.value
        if figure is None or common is None:
            return ""
        level = self._report.interval_rule.level
        plan = units_for_width(kappa=figure, prevalence=common, width=width, level=level)
        if plan.units is None:
            return plan.sentence
        what = counted(self._report.unit, plan.units)
        return tr("By the formula of Donner and Eliasziw (1992), it takes {0}. {1}").format(
            what, plan.sentence
        )
