# SPDX-License-Identifier: MIT
"""Below the table, right: one row of it in sentences and figures, and how all was counted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from coder_app.agreement.alpha import Coefficient
from coder_app.agreement.diagnosis import Bands
from coder_app.agreement.disagreements import Disagreement, DisagreementKind
from coder_app.agreement.intervals import Method, Over
from coder_app.agreement.report import AgreementReport
from coder_app.agreement.words import share
from coder_app.core.places import tr, tr_n
from coder_app.ui.look import theme
from coder_app.ui.models.agreement_rows import NamedRow, figure_of
from coder_app.ui.parts import Chip, Picture, label, rule

_BESIDE = ("positive", "negative", "ac1", "prevalence", "ordinal")


class Explanation(QScrollArea):
    """One row of the table, and how its figures came about."""

    passages_requested = Signal()
    turns_requested = Signal()  # draw turns anew: there are too few transcripts

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setAccessibleName(tr("What the row says, and how it was counted"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        part = QWidget()
        theme().say(part, surface="paper")
        column = QVBoxLayout(part)
        column.setContentsMargins(*(theme().px(n) for n in (16, 10, 16, 12)))
        column.setSpacing(theme().px(8))
        self._add_head(part, column)
        self._sentence = label("", part, wraps=True)
        column.addWidget(self._sentence)
        self._add_interval(part, column)
        self._add_warning(part, column)
        self._add_kinds(part, column)
        self._add_figures(part, column)
        column.addWidget(rule(part))
        column.addWidget(label(tr("How it was counted"), part, step="section", ink="ink2"))
        self._rule = label("", part, step="small", ink="ink2", wraps=True)
        self._notes = label("", part, step="small", ink="ink2", wraps=True)
        column.addWidget(self._rule)
        column.addWidget(self._notes)
        for told in (self._sentence, self._warned, self._rule, self._notes):
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addStretch(1)
        self._rule_of, self._over = Method.PERCENTILE, Over.DOCUMENTS
        self.setWidget(part)

    def _add_head(self, part: QWidget, column: QVBoxLayout) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme().px(8))
        self._chip = Chip(part, size=16)
        self._subject = label("", part, step="strong", wraps=True)
        self._look = QPushButton(part)
        theme().say(self._look, kind="main")
        self._look.clicked.connect(self.passages_requested)
        head.addWidget(self._chip)
        head.addWidget(self._subject, 1)
        head.addWidget(self._look)
        column.addLayout(head)

    def _add_interval(self, part: QWidget, column: QVBoxLayout) -> None:
        self._missing = QWidget(part)
        row = QHBoxLayout(self._missing)
        row.setContentsMargins(0, 0, 0, 0)
        self._why_none = label("", self._missing, ink="ink2", wraps=True)
        self._turns = QPushButton(tr("Draw turns instead"), self._missing)
        theme().say(self._turns, kind="quiet")
        self._turns.clicked.connect(self.turns_requested)
        row.addWidget(self._why_none, 1)
        row.addWidget(self._turns)
        column.addWidget(self._missing)

    def _add_warning(self, part: QWidget, column: QVBoxLayout) -> None:
        self._warning = QWidget(part)
        row = QHBoxLayout(self._warning)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        row.addWidget(Picture("info", self._warning), 0, Qt.AlignmentFlag.AlignTop)
        self._warned = label("", self._warning, wraps=True)
        row.addWidget(self._warned, 1)
        column.addWidget(self._warning)

    def _add_kinds(self, part: QWidget, column: QVBoxLayout) -> None:
        self._kinds = _Numbers(part, [kind.words for kind in DisagreementKind])
        column.addWidget(self._kinds)

    def _add_figures(self, part: QWidget, column: QVBoxLayout) -> None:
        names = (
            tr("positive agreement"),
            tr("negative agreement"),
            tr("AC1"),
            tr("prevalence"),
            tr("ordinal alpha"),
        )
        self._figures = _Numbers(part, names)
        column.addWidget(self._figures)

    # ---- showing

    def show_row(
        self,
        named: NamedRow,
        sentences: str,
        found: Sequence[Disagreement],
        *,
        untold: bool = False,
    ) -> None:
        """Tell one row of the table; `untold`: passages are looked at though none are listed."""
        self._chip.setVisible(named.chip is not None)
        if named.chip is not None:
            self._chip.show_code(*named.chip)
        self._subject.setText(named.name)
        self._sentence.setText(sentences)
        self._show_interval(named)
        self._warned.setText(named.row.warning)
        self._warning.setVisible(bool(named.row.warning))
        kinds = {kind: sum(one.kind is kind for one in found) for kind in DisagreementKind}
        self._kinds.show_values([f"{n:,}" if n else "" for n in kinds.values()])
        self._show_figures(named)
        said = tr_n("Look at {n} passage", "Look at {n} passages", len(found))
        self._look.setText(said if found else tr("Look at the passages"))
        self._look.setVisible(bool(found) or (untold and bool(named.row.differing)))

    def _show_interval(self, named: NamedRow) -> None:
        """Say why there is no interval, and offer what gives one."""
        row = named.row
        why = row.interval.reason if figure_of(row, row.measure).value is not None else ""
        self._why_none.setText(tr("No interval. {0}").format(why) if why else "")
        self._missing.setVisible(bool(why) and self._rule_of is not Method.NONE)
        self._turns.setVisible(self._over is Over.DOCUMENTS)

    def _show_figures(self, named: NamedRow) -> None:
        row = named.row
        used = bool(row.marked_by_any)
        prevalence = row.prevalence.value
        common = "" if prevalence is None or not used else f"{prevalence * 100:.1f} %"
        self._figures.show_values(
            [
                _short(row.positive) if used else "",
                _short(row.negative) if used else "",
                _short(row.ac1) if used else "",
                common,
                _short(row.ordinal) if row.ordinal is not None else "",
            ]
        )
        if row.ordinal is not None:
            units = tr_n(
                "{n} unit that two weighed", "{n} units that two weighed", row.ordinal_units
            )
            told = row.ordinal.reason or tr("Krippendorff’s alpha of the weights, over {0}")
            self._figures.explain(_BESIDE.index("ordinal"), told.format(units))

    def show_rule(self, report: AgreementReport, bands: Bands) -> None:
        """Tell what counted, what is missing and what the plot shows."""
        self._rule_of, self._over = report.interval_rule.method, report.interval_rule.over
        self._rule.setText(f"{report.rule} {report.interval_words}")
        hollow = tr("Hollow dot: a coder marked fewer than ten units with it.")
        self._notes.setText("\n".join([*report.notes, f"{hollow} {bands.source}"]))


class _Numbers(QWidget):
    """Numbers beside each other, each with its name below; what is empty is left out."""

    def __init__(self, parent: QWidget, names: Sequence[str]) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(20))
        grid.setVerticalSpacing(0)
        self._places = []
        for place, name in enumerate(names):
            number = label("", self, step="title")
            told = label(name, self, step="small", ink="ink3")
            told.setBuddy(number)
            grid.addWidget(number, 0, place)
            grid.addWidget(told, 1, place)
            self._places.append((number, told))
        grid.setColumnStretch(len(names), 1)

    def show_values(self, values: Sequence[str]) -> None:
        """Take the numbers in their order."""
        for (number, told), value in zip(self._places, values, strict=True):
            number.setText(value)
            for part in (number, told):
                part.setVisible(bool(value))
        self.setVisible(any(values))

    def explain(self, place: int, sentence: str) -> None:
        """Explain one of them."""
        for part in self._places[place]:
            part.setToolTip(sentence)
            part.setAccessibleDescription(sentence)


def _short(figure: Coefficient | None) -> str:
    return "" if figure is None or figure.value is None else share(figure.value, 2)
