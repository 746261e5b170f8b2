# SPDX-License-Identifier: MIT
"""What leaves the agreement window: tables, chart, the paragraph for a paper; wishes for more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtWidgets import QFileDialog, QWidget

from coder_app.agreement.diagnosis import Bands
from coder_app.agreement.words import methods_paragraph
from coder_app.core.errors import CoderAppError, InputProblem
from coder_app.core.places import tr
from coder_app.core.records import RoundRecord, Sheet
from coder_app.formats.datasets.csv_file import table_paths, write_csv
from coder_app.formats.datasets.workbook import write_workbook
from coder_app.formats.pseudonyms.names_leaving import names_that_would_leave
from coder_app.formats.pseudonyms.remembered import RememberedKeys
from coder_app.queries.agreement_sheets import agreement_sheets
from coder_app.queries.identity import project_guid
from coder_app.ui.models.agreement_rows import Names
from coder_app.ui.parts import moment_in_a_sentence
from coder_app.ui.windows.agreement_asking import Answer
from coder_app.ui.windows.agreement_chart import Chart
from coder_app.ui.windows.agreement_head import AgreementHead
from coder_app.ui.windows.agreement_table import AgreementView
from coder_app.ui.workspace import Workspace


class WaysOut(QObject):
    """Serves the menus at the head of the agreement window."""

    methods_requested = Signal(str)  # the paragraph
    others_requested = Signal(object, object)  # Choice, Names
    units_requested = Signal(object, object)  # AgreementReport, Names
    names_found = Signal(object, object, object)  # KnownKey, what would leave, how to go on

    def __init__(
        self, workspace: Workspace, view: Callable[[], AgreementView], window: QWidget
    ) -> None:
        super().__init__(window)
        self._workspace, self._view, self._window = workspace, view, window
        self._answer: Answer | None = None
        self._names = Names()
        self._bands = Bands.KRIPPENDORFF
        self._frozen: RoundRecord | None = None
        self._state = ""

    def add_to(
        self, head: AgreementHead, *, copy: Callable[[], object], all_of_it: SignalInstance
    ) -> None:
        """Put the menus into the head."""
        head.add_menu(
            tr("For the paper"),
            "file-text",
            (
                (tr("Methods paragraph …"), self.ask_for_methods),
                (tr("Figures of other programs …"), self.ask_for_others),
                (tr("Units needed …"), self.ask_for_units),
            ),
        )
        head.add_menu(
            tr("Export"),
            "download",
            (
                (tr("Figures as an Excel workbook …"), lambda: self.ask_where("xlsx")),
                (tr("Figures as CSV files …"), lambda: self.ask_where("csv")),
                (tr("Chart as PNG …"), lambda: self.ask_where("png")),
                (tr("Chart as SVG …"), lambda: self.ask_where("svg")),
                (tr("Copy the table"), copy),
                None,
                (tr("The whole project …"), all_of_it.emit),
            ),
        )

    def take(
        self, answer: Answer, names: Names, bands: Bands, frozen: RoundRecord | None, state: str
    ) -> None:
        """Know what is shown."""
        self._answer, self._names, self._bands = answer, names, bands
        self._frozen, self._state = frozen, state

    def use_bands(self, bands: Bands) -> None:
        """Draw other lines from now on."""
        self._bands = bands

    # ---- wishes: somebody else shows them

    def methods(self) -> str:
        """Write the paragraph."""
        assert self._answer is not None
        return methods_paragraph(
            self._answer.report,
            self._names.all_of(self._answer.report),
            bands=self._bands,
            frozen=self._frozen.closed if self._frozen else None,
        )

    def ask_for_methods(self) -> None:
        """Ask for the paragraph to be shown."""
        self.methods_requested.emit(self.methods())

    def ask_for_others(self) -> None:
        """Ask what other programs would say of the same coding."""
        assert self._answer is not None
        self.others_requested.emit(self._answer.choice, self._names)

    def ask_for_units(self) -> None:
        """Ask how much more it takes for a narrower interval."""
        assert self._answer is not None
        self.units_requested.emit(self._answer.report, self._names)

    # ---- files

    def file_name(self, kind: str) -> str:
        """Suggest a name: the project's, what it is, the day."""
        path = self._workspace.project.path
        stem = path.stem if path else tr("project")
        return f"{stem}-{tr('agreement')}-{date.today():%Y-%m-%d}.{kind}"

    def ask_where(self, kind: str) -> None:
        """Ask for a place and write there; what became of it is said."""
        kinds = {
            "xlsx": tr("Excel workbooks (*.xlsx)"),
            "csv": tr("CSV files (*.csv)"),
            "png": tr("Pictures (*.png)"),
            "svg": tr("Drawings (*.svg)"),
        }
        path = self._workspace.project.path
        start = (path.parent if path else Path()) / self.file_name(kind)
        chosen, _ = QFileDialog.getSaveFileName(self._window, tr("Export"), str(start), kinds[kind])
        if chosen:
            self.write(Path(chosen).with_suffix(f".{kind}"))

    def write(self, path: Path) -> None:
        """Write tables or chart, as the ending says; names of the key are asked about first.

        The tables hold every word of the chart.
        """
        known = RememberedKeys().known(self._workspace.ask(project_guid))
        leaving = names_that_would_leave(self.sheets(), known.key) if known.key else []
        if leaving or known.problem:
            self.names_found.emit(known, leaving, lambda: self._write(path))
        else:
            self._write(path)

    def _write(self, path: Path) -> None:
        try:
            if path.suffix in (".png", ".svg"):
                self.chart().write(path)
                told: tuple[str, ...] = ()
            else:
                told = self._write_tables(path)
        except CoderAppError as problem:
            self._workspace.refused.emit(str(problem))
            return
        self._workspace.said.emit(" ".join([tr("Exported to {0}").format(path), *told]))

    def sheets(self) -> list[Sheet]:
        """Give the figures as tables."""
        assert self._answer is not None
        about = [(tr("what it is"), self._state)]
        if self._frozen is not None:
            closed = moment_in_a_sentence(self._frozen.closed)
            about.append((tr("round"), f"{self._frozen.name}, {closed}, {self._frozen.author}"))
        report = self._answer.report
        names = self._names.all_of(report)
        return agreement_sheets(report, names, now=self._answer.now, about=about)

    def _write_tables(self, path: Path) -> tuple[str, ...]:
        sheets = self.sheets()
        if path.suffix == ".xlsx":
            return write_workbook(sheets, path, title=path.stem)
        others = table_paths(sheets, path)[1:]
        there = [other.name for other in others if other.exists()]
        if there:  # the file dialog asked about one name only
            what = tr("The folder has files of these names already: {0}.")
            remedy = tr("Choose another name, or move them away.")
            raise InputProblem(path, what.format(", ".join(there)), remedy)
        return write_csv(sheets, path)

    def chart(self) -> Chart:
        """Give the table that is shown as a chart."""
        assert self._answer is not None
        report = self._answer.report
        title = tr("Agreement: {0}").format(report.measure.words)
        hollow = tr(
            "Diamond: all codes, pooled. Hollow dot: a coder marked fewer than ten units with it."
        )
        parts = (report.rule, report.interval_words, hollow, self._bands.source)
        return Chart(
            title=title,
            about=self._state,
            rows=self._view().rows,
            axis=self._view().axis,
            level=report.interval_rule.level,
            foot=" ".join(parts),
        )
