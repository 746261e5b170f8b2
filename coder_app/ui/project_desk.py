# SPDX-License-Identifier: MIT
"""Opens the dialogs and windows of a project; they are imported when first asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from coder_app import __version__
from coder_app.core.errors import CoderAppError
from coder_app.core.places import tr
from coder_app.core.records import CodeRecord, DocumentRecord
from coder_app.operations import codebook, documents, people
from coder_app.queries import lists
from coder_app.ui.workspace import Workspace

if TYPE_CHECKING:
    from coder_app.agreement.report import AgreementReport
    from coder_app.formats.pseudonyms.names_leaving import NameLeaving
    from coder_app.formats.pseudonyms.remembered import KnownKey
    from coder_app.queries.ratings import Choice
    from coder_app.ui.models.agreement_rows import Names
    from coder_app.ui.windows.agreement import AgreementWindow


class ProjectDesk(QObject):
    """What is done in a window of its own; `slots` maps actions to what opens them."""

    said = Signal(str)
    done = Signal(str)  # for the toast, with Undo
    imported = Signal(object)  # list of UUID
    passage_requested = Signal(object, object)  # document, Span
    review_requested = Signal(object)  # guid of a code, or None

    def __init__(
        self,
        workspace: Workspace,
        window: QWidget,
        *,
        codes: Callable[[], Sequence[CodeRecord]],
        code: Callable[[], CodeRecord | None],
        document: Callable[[], DocumentRecord | None],
    ) -> None:
        super().__init__(window)
        self._workspace, self._window = workspace, window
        self._codes, self._code, self._document = codes, code, document
        self._agreement: AgreementWindow | None = None
        self._history: QWidget | None = None

    def slots(self) -> dict[str, Callable[[], object]]:
        """Say which actions are ready."""
        return {
            "project.import": self.open_import,
            "project.import_codebook": self.import_codebook,
            "project.export": self.export,
            "project.backup": self.save_copy,
            "project.check": self.check,
            "project.history": self.open_history,
            "transcript.rename": self.rename_document,
            "transcript.speakers": self.correct_speakers,
            "transcript.remove": self.remove_document,
            "codebook.edit": self.edit_code,
            "codebook.version": self.close_version,
            "codebook.rules": self.show_rules,
            "codebook.everywhere": self.code_everywhere,
            "team.people": self.open_people,
            "team.assign": lambda: self.open_people("assignments"),
            "team.add_coder": self.add_coder,
            "team.agreement": self.open_agreement,
            "team.agreement_switch": self.switch_agreement,
            "help.about": self.about,
        }

    # ---- transcripts

    def open_import(self, paths: Sequence[Path] = ()) -> None:
        """Let transcripts be looked at and added."""
        from coder_app.ui.dialogs.importing.transcripts import add_transcripts

        add_transcripts(self._workspace, self._window, paths, done=self.imported.emit)

    def rename_document(self) -> None:
        """Give the open transcript another name."""
        from coder_app.ui.dialogs.people import ask_for_name

        record = self._document()
        if record is not None:
            title = tr("Rename the transcript")
            name = ask_for_name(title, tr("Name"), self._window, value=record.name)
            if name and name != record.name:
                self._workspace.attempt(documents.rename_document, document=record.guid, name=name)

    def correct_speakers(self) -> None:
        """Put right who speaks in the open transcript."""
        from coder_app.ui.dialogs.correct_speakers import correct_speakers

        record = self._document()
        if record is not None:
            correct_speakers(self._workspace, self._window, record.guid)

    def remove_document(self) -> None:
        """Take the open transcript out; nothing is asked, since Undo brings all of it back."""
        record = self._document()
        if record is None:
            return
        try:
            self._workspace.run(documents.remove_document, document=record.guid)
        except CoderAppError as problem:
            self._workspace.refused.emit(str(problem))
        else:
            self.done.emit(tr("Removed {0} with its codings.").format(record.name))

    # ---- codes

    def edit_code(self, guid: UUID | None = None) -> None:
        """Change every field of a code, or of the one in hand; a refusal leaves what was typed."""
        from coder_app.ui.dialogs.code import CodeDialog

        code = self._code() if guid is None else self._find(guid)
        if code is None:
            return
        front = QApplication.activeWindow() or self._window  # a review asks for it, too
        dialog = CodeDialog(self._codes(), code=code, parent=front)
        while dialog.exec() == QDialog.DialogCode.Accepted:
            try:
                self._keep(code, dialog.values(), dialog.parent_code())
                break
            except CoderAppError as problem:
                dialog.refuse(str(problem))
        dialog.deleteLater()

    def _find(self, guid: UUID) -> CodeRecord | None:
        codes = self._workspace.ask(lists.codes, self._workspace.viewer)
        return next((code for code in codes if code.guid == guid), None)

    def _keep(self, code: CodeRecord, values: dict[str, Any], parent: UUID | None) -> None:
        if values or parent != code.parent:
            seen = {code.guid: code.state}
            self._workspace.run(
                codebook.rework_code, code=code.guid, parent=parent, seen=seen, **values
            )

    def import_codebook(self) -> None:
        """Take codes from a codebook file."""
        from coder_app.ui.dialogs.import_codebook import import_codebook

        import_codebook(self._workspace, self._window)

    def code_everywhere(self) -> None:
        """Give a code to all places that say the same words."""
        from coder_app.ui.dialogs.code_everywhere import code_everywhere

        code, record = self._code(), self._document()
        code_everywhere(
            self._workspace,
            self._window,
            code=code.guid if code is not None else None,
            document=(record.guid, record.name) if record is not None else None,
        )

    def show_rules(self) -> None:
        """Show what the codebook says at its head: method and rules for all codes."""
        from coder_app.ui.dialogs.rules import RulesDialog

        RulesDialog(self._workspace.ask(lists.settings), self._window).open()

    def close_version(self) -> None:
        """Give what the codebook says now a number."""
        from coder_app.ui.dialogs.close_version import close_version

        close_version(self._workspace, self._window)

    # ---- people and figures

    def open_people(self, tab: str = "coders") -> None:
        """Show coders, participants and who codes what."""
        from coder_app.ui.dialogs.people import PeopleDialog

        dialog = PeopleDialog(self._workspace, tab, self._window)
        dialog.exec()
        dialog.deleteLater()

    def add_coder(self) -> None:
        """Add a coder, who works at once."""
        from coder_app.ui.dialogs.people import ask_for_name

        name = ask_for_name(tr("Add a coder"), tr("Name"), self._window)
        guid = self._workspace.attempt(people.add_coder, name=name) if name else None
        if guid is not None:
            self._workspace.set_viewer(guid)

    def open_agreement(self, round: UUID | None = None) -> None:
        """Show how well the coders agree; or how well they did when a round was closed."""
        from coder_app.ui.windows.agreement import AgreementWindow
        from coder_app.ui.windows.agreement_choices import Moment

        if self._agreement is None:
            shown = AgreementWindow(self._workspace)
            shown.passage_requested.connect(self.passage_requested)
            shown.people_requested.connect(self.open_people)
            shown.export_requested.connect(self.export)
            shown.review_requested.connect(self.review_requested)
            shown.ways_out.methods_requested.connect(self._show_methods)
            shown.ways_out.others_requested.connect(self._show_other_programs)
            shown.ways_out.units_requested.connect(self._show_units_needed)
            shown.ways_out.names_found.connect(self._show_names_leaving)
            self._agreement = shown
        if round is not None:
            self._agreement.question.show_moment(Moment(round=round))
        self._agreement.show()
        self._agreement.raise_()
        self._agreement.activateWindow()

    def _show_methods(self, text: str) -> None:
        from coder_app.ui.dialogs.methods import MethodsDialog

        MethodsDialog(text, self._agreement).open()

    def _show_other_programs(self, choice: Choice, names: Names) -> None:
        from coder_app.ui.dialogs.other_programs import OtherProgramsDialog

        OtherProgramsDialog(self._workspace, choice, names, self._agreement).begin()

    def _show_units_needed(self, report: AgreementReport, names: Names) -> None:
        from coder_app.ui.dialogs.units_needed import UnitsNeededDialog

        UnitsNeededDialog(report, names, self._agreement).open()

    def _show_names_leaving(
        self, known: KnownKey, leaving: list[NameLeaving], go_on: Callable[[], None]
    ) -> None:
        from coder_app.ui.dialogs.exporting.export import may_leave

        assert self._agreement is not None
        if may_leave(known, leaving, self._agreement):
            go_on()

    def switch_agreement(self) -> None:
        """Let a lead say whether this project counts agreement."""
        from coder_app.ui.dialogs.agreement_switch import switch_agreement

        switch_agreement(self._workspace, self._window)

    def open_history(self) -> None:
        """Show what was done, by whom and when."""
        from coder_app.ui.windows.history import HistoryWindow

        if self._history is None:
            self._history = HistoryWindow(self._workspace)
        self._history.show()
        self._history.raise_()
        self._history.activateWindow()

    # ---- the file

    def export(self) -> None:
        """Take the work out, as any kind of file."""
        from coder_app.ui.dialogs.exporting.export import export

        export(self._workspace, self._window)

    def save_copy(self) -> None:
        """Save a copy that holds everything."""
        path = self._workspace.project.path
        start = str(path.with_stem(f"{path.stem} copy")) if path else ""
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, tr("Save a copy"), start, tr("Projects (*.coder)")
        )
        if chosen:
            target = Path(chosen).with_suffix(".coder")
            self._workspace.compute(
                lambda: self._workspace.project.back_up(target),
                done=lambda _: self.said.emit(tr("Saved a copy as {0}").format(target.name)),
            )

    def check(self) -> None:
        """Look for damage, away from the window."""
        self.said.emit(tr("Checking the project …"))
        self._workspace.compute(self._workspace.project.check, done=self._on_checked)

    def _on_checked(self, findings: list[str]) -> None:
        if not findings:
            self.said.emit(tr("Checked: nothing is damaged."))
        else:
            self._workspace.refused.emit("\n".join(findings[:12]))

    def about(self) -> None:
        """Say what program this is."""
        from coder_app.ui.dialogs.frame import DialogFrame
        from coder_app.ui.parts import label

        dialog = DialogFrame(tr("Coder App {0}").format(__version__), self._window)
        said = tr("Code interviews with others, and know how well you agree.")
        dialog.body.addWidget(label(said, dialog, wraps=True))
        info = self._workspace.ask(lists.info, self._workspace.viewer)
        path = self._workspace.project.path
        dialog.body.addWidget(
            label(f"{info.title}\n{path or ''}", dialog, step="small", ink="ink3", wraps=True)
        )
        dialog.set_close_button()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def put_away(self) -> None:
        """Close the windows of the project."""
        for window in (self._agreement, self._history):
            if window is not None:
                window.close()
                window.deleteLater()
        self._agreement = self._history = None
