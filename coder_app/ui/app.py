# SPDX-License-Identifier: MIT
"""The program with windows: starts Qt, opens projects, says so when something of ours breaks."""

from __future__ import annotations

import logging
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from uuid import UUID, uuid4

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from coder_app import __version__
from coder_app.core.errors import CoderAppError, ProjectProblem
from coder_app.core.places import tr, user_data, user_documents
from coder_app.core.records import CoderRole
from coder_app.queries import lists
from coder_app.store.beginning import begun
from coder_app.store.project import Project
from coder_app.ui.dialogs.error import ErrorDialog
from coder_app.ui.look import Scheme, theme
from coder_app.ui.main_window import MainWindow
from coder_app.ui.preferences import (
    FOLDER,
    INTERFACE_SIZE,
    MY_NAME,
    READING_FACE,
    THEME,
    Preferences,
)
from coder_app.ui.workspace import Workspace

_log = logging.getLogger("coder_app")
_SCHEMES: dict[str, Scheme | None] = {"light": "light", "dark": "dark"}


def run(project_path: Path | None) -> int:
    """Open the window on a project, or the start window; give the exit status."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("coder-app")
    app.setApplicationDisplayName(tr("Coder App"))
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("coder-app")
    start_log()
    program = Program(app, Preferences())
    sys.excepthook = program.on_failure
    program.begin(project_path)
    return app.exec()


def start_log() -> None:
    """Write what goes wrong into a file; never words of a transcript."""
    folder = user_data()
    folder.mkdir(parents=True, exist_ok=True)
    for old in list(_log.handlers):
        _log.removeHandler(old)
        old.close()
    handler = RotatingFileHandler(
        folder / "coder-app.log", maxBytes=500_000, backupCount=1, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)


def coder_at_work(project: Project, preferences: Preferences) -> UUID:
    """Choose who works: whoever did last on this machine, else the first lead."""
    people = [row for row in project.ask(lists.coders) if not row.consensus]
    if not people:
        raise ProjectProblem(tr("Nobody is in this project: it was not set up to its end."))
    last = preferences.last_coder(project.path) if project.path else ""
    found = next((row for row in people if str(row.guid) == last), None)
    lead = next((row for row in people if row.role == CoderRole.LEAD), people[0])
    return (found or lead).guid


class Program(QObject):
    """Opens and closes windows; one project at a time."""

    def __init__(self, app: QApplication, preferences: Preferences) -> None:
        super().__init__(app)
        self._app = app
        self.preferences = preferences
        self.window: MainWindow | None = None
        self.start: QWidget | None = None
        self._failing = False
        self._building: QDialog | None = None
        self._closing: list[MainWindow] = []
        self._dialogs: list[QDialog] = []
        self._dress()

    def _dress(self) -> None:
        percent = self.preferences.get(INTERFACE_SIZE)
        if percent != 100:
            font = QFont(self._app.font())
            font.setPointSizeF(font.pointSizeF() * percent / 100)
            self._app.setFont(font)
        theme().start(_SCHEMES.get(self.preferences.get(THEME)))
        theme().read_in(self.preferences.get(READING_FACE))

    def begin(self, project_path: Path | None) -> None:
        """Show the first window."""
        if project_path is None or not self.open(project_path):
            self.show_start()

    # ---- projects

    def open(self, path: Path) -> bool:
        """Open a project in place of the one that is open."""
        try:
            project = Project.open(path)
        except CoderAppError as problem:
            self.refuse(str(problem))
            return False
        try:
            who = coder_at_work(project, self.preferences)
        except CoderAppError as problem:
            project.close()
            self.refuse(str(problem))
            return False
        self._show(Workspace(project, who))
        return True

    def _show(self, workspace: Workspace) -> None:
        self.leave()
        window = MainWindow(workspace, self.preferences)
        workspace.setParent(window)
        workspace.broke.connect(self._on_broke)
        workspace.troubled.connect(self.trouble)
        window.closed.connect(lambda: self._on_closed(window))
        window.open_requested.connect(self._on_open)
        window.bring_requested.connect(self.bring)
        window.new_requested.connect(self.begin_new)
        window.start_requested.connect(self.show_start)
        self.window = window
        window.show()

    def leave(self) -> None:
        """Close what is open."""
        old, self.window = self.window, None
        if old is not None:
            old.close()
        if self.start is not None:
            self.start.close()
            self.start.deleteLater()
            self.start = None

    def _on_closed(self, window: MainWindow) -> None:
        if self.window is window:
            self.window = None
        # Python must not let go of it before Qt has: the other way round crashes
        self._closing.append(window)
        window.destroyed.connect(lambda: QTimer.singleShot(0, self._closing.clear))
        window.deleteLater()

    def show_start(self) -> None:
        """Show the start window, and close the project."""
        from coder_app.ui.windows.start import RecentProject, StartWindow

        self.leave()
        rows = [
            RecentProject(path=row.path, title=row.title, opened=row.opened, summary=row.summary)
            for row in self.preferences.recent()
        ]
        start = StartWindow(rows)
        start.open_requested.connect(self._on_open)
        start.bring_requested.connect(self.bring)
        start.new_requested.connect(self.begin_new)
        start.sample_requested.connect(self.open_sample)
        start.keys_requested.connect(self._show_keys)
        self.start = start
        start.show()

    def _on_open(self, path: Path | None) -> None:
        if path is None:
            chosen, _ = QFileDialog.getOpenFileName(
                self._parent(), tr("Open a project"), self._folder(), tr("Projects (*.coder)")
            )
            path = Path(chosen) if chosen else None
        if path is not None:
            self.preferences.set(FOLDER, str(path.parent))
            self.open(path)

    def begin_new(self, transcripts: list[Path]) -> None:
        """Begin a project, with these transcripts to look at first."""
        from coder_app.operations import projects
        from coder_app.ui.dialogs.new_project import NewProjectDialog

        name = self.preferences.get(MY_NAME)
        dialog = NewProjectDialog(
            lead_name=name, folder=Path(self._folder()), parent=self._parent()
        )
        if dialog.exec() != QDialog.DialogCode.Accepted or dialog.chosen is None:
            return
        chosen, lead = dialog.chosen, uuid4()
        self.preferences.set(MY_NAME, chosen.lead_name)
        try:
            with begun(chosen.path) as project:
                project.who = lead
                project.run(
                    projects.begin,
                    title=chosen.title,
                    lead_name=chosen.lead_name,
                    coder=lead,
                    codebook=chosen.codebook,
                )
        except CoderAppError as problem:
            self.refuse(str(problem))
            return
        if self.open(chosen.path) and transcripts and self.window is not None:
            self.window.project.open_import(transcripts)

    def bring(self, source: Path | None) -> None:
        """Begin a project with that of another program."""
        from coder_app.ui.dialogs.bring_project import bring_project, choose_project

        source = source or choose_project(self._parent(), self._folder())
        if source is not None:
            bring_project(
                source,
                self._parent(),
                my_name=self.preferences.get(MY_NAME),
                folder=Path(self._folder()),
                done=self._on_brought,
                failed=self.refuse,
            )

    def _on_brought(self, path: Path, left_out: str) -> None:
        if self.open(path) and self.window is not None and left_out:
            self.window.workspace.noticed.emit(left_out)

    def open_sample(self) -> None:
        """Open the sample project, built when first asked for."""
        from coder_app.ui.dialogs.build_sample import build_sample

        path = user_data() / "sample.coder"
        if path.exists():
            self.open(path)
        elif self._building is None or not shiboken6.isValid(self._building):
            self._building = build_sample(
                path, self._parent(), done=lambda: self.open(path), failed=self.refuse
            )

    def _folder(self) -> str:
        """Begin where the last file was, or wherever there is a folder."""
        wished = (self.preferences.get(FOLDER), user_documents(), Path.home())
        return str(next((folder for folder in wished if folder and Path(folder).is_dir()), ""))

    def _parent(self) -> QWidget | None:
        if self.window is not None and not self.window.is_away:
            return self.window
        return self.start

    def _show_keys(self) -> None:
        from coder_app.ui.actions import ACTIONS
        from coder_app.ui.popups.keys import KeysPage

        keys = {row.id: row.key for row in ACTIONS} | self.preferences.keys()
        if self.start is not None:
            KeysPage(ACTIONS, keys, self.start).show()

    # ---- what goes wrong

    def refuse(self, sentence: str) -> None:
        """Say that something cannot be done."""
        self._show_dialog(ErrorDialog(tr("This cannot be done"), sentence, parent=self._parent()))
        if self.window is None and self.start is None:
            QTimer.singleShot(0, self.show_start)

    def trouble(self, sentence: str) -> None:
        """Say what has become of the file of the project."""
        strong = tr("Something is wrong with the project's file")
        self._show_dialog(ErrorDialog(strong, sentence, parent=self._parent()))

    def on_failure(
        self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None
    ) -> None:
        """Say that we made a mistake: the project is as it was."""
        if issubclass(kind, KeyboardInterrupt):
            self._app.quit()
            return
        if isinstance(fault, CoderAppError):
            self.refuse(str(fault))
            return
        # frames and names only: a message may hold words of a transcript
        _log.error("%s\n%s", kind.__name__, "".join(traceback.format_tb(trace)))
        self._on_broke("".join(traceback.format_exception(kind, fault, trace)))

    def _on_broke(self, details: str) -> None:
        if self._failing:
            return
        self._failing = True
        said = tr(
            "The last action was not done, and the project is as it was before. "
            "You can go on working. The details help us to mend it."
        )
        dialog = ErrorDialog(
            tr("The program made a mistake"),
            said,
            details=f"Coder App {__version__}\n{details}",
            parent=self._parent(),
        )
        dialog.finished.connect(self._on_told)
        self._show_dialog(dialog)

    def _show_dialog(self, dialog: QDialog) -> None:
        """Show a dialog, and hold it while it is open: it may have no window to belong to."""
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialogs.append(dialog)
        dialog.finished.connect(lambda: self._dialogs.remove(dialog))
        dialog.open()

    def _on_told(self) -> None:
        self._failing = False
