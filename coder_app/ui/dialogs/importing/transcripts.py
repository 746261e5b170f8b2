# SPDX-License-Identifier: MIT
"""Adding transcripts from beginning to end: choose files, look at them, add them in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from coder_app.core.errors import CoderAppError
from coder_app.core.memory import no_collecting
from coder_app.core.places import tr, tr_n
from coder_app.core.records import Changes
from coder_app.formats.arriving.arrivals import Arrivals, log_path
from coder_app.formats.pseudonyms.key import write_log
from coder_app.formats.pseudonyms.remembered import RememberedKeys
from coder_app.operations import documents
from coder_app.queries import lists
from coder_app.queries.identity import project_guid
from coder_app.store.project import Project
from coder_app.ui.dialogs.importing.dialog import ImportDialog, file_filter
from coder_app.ui.dialogs.importing.pseudonyms import Pseudonyms
from coder_app.ui.dialogs.progress import ProgressDialog, Stopping
from coder_app.ui.workspace import Workspace


def add_transcripts(
    workspace: Workspace,
    parent: QWidget,
    paths: Sequence[Path] = (),
    *,
    done: Callable[[list[UUID]], None],
) -> None:
    """Ask for files if none are given, let the person look at them, add them in one step.

    Adding goes on behind a progress dialog; Stop adds none of them. `done` hears the new guids. Of
    pseudonyms this machine remembers where the key is, and nothing else remembers anything.
    """
    if not paths:
        path = workspace.project.path
        where = str(path.parent) if path else ""
        names, _ = QFileDialog.getOpenFileNames(parent, tr("Add transcripts"), where, file_filter())
        paths = [Path(name) for name in names]
    if not paths:
        return
    dialog = ImportDialog(
        paths,
        known=workspace.ask(lists.known_texts),
        sources=workspace.ask(lists.known_sources),
        participants=workspace.ask(lists.participants),
        attributes=workspace.ask(lists.attributes),
        key=partial(RememberedKeys().known, workspace.ask(project_guid)),
        project=workspace.project.path,
        parent=parent,
    )
    if dialog.exec() == QDialog.DialogCode.Accepted:
        chosen = dialog.pseudonyms
        if chosen is not None:
            _remember(workspace, chosen.path)
        add(workspace, parent, dialog.arrivals(), names=chosen, done=done)
    dialog.deleteLater()


def _remember(workspace: Workspace, key: Path) -> None:
    """Keep the place of the key; if that fails, the transcripts go in all the same."""
    try:
        RememberedKeys().remember(workspace.ask(project_guid), key)
    except CoderAppError as problem:
        workspace.refused.emit(str(problem))


def add(
    workspace: Workspace,
    parent: QWidget,
    arrivals: Arrivals,
    *,
    done: Callable[[list[UUID]], None],
    names: Pseudonyms | None = None,
) -> ProgressDialog:
    """Add what was read, behind a progress dialog; gives the dialog, which closes itself."""
    n = len(arrivals.drafts)
    title = tr_n("Adding {n} transcript", "Adding {n} transcripts", n)
    if_stopped = tr_n("If you stop, it is not added.", "If you stop, none of the {n} is added.", n)
    progress = ProgressDialog(title, if_stopped, parent)
    stopping = Stopping(progress, tr("Stopped. None of the transcripts was added."))

    def finished(guids: list[UUID]) -> None:
        progress.close_now()
        done(guids)
        if log is not None:
            told = tr("{0}, beside the key, tells what was replaced.")
            workspace.said.emit(told.format(log.name))

    def failed(sentence: str) -> None:
        progress.close_now()
        workspace.refused.emit(sentence)

    log = log_path(names.path, date.today()) if names is not None else None
    work = partial(_work, workspace.project, arrivals, names, log, stopping.step)
    workspace.long_run(work, done=finished, failed=failed)
    progress.open()
    return progress


def _work(
    project: Project,
    arrivals: Arrivals,
    names: Pseudonyms | None,
    log: Path | None,
    step: Callable[[int, int, str], None],
) -> tuple[list[UUID], Changes]:
    """Write the log of replacements first: nothing goes in whose log cannot be kept."""
    with no_collecting():  # it would hold the window up, too
        if names is not None and log is not None:
            arrivals, replaced = names.applied(arrivals)
            write_log(replaced, log)
        try:
            return project.run(
                documents.add_documents,
                drafts=arrivals.drafts,
                participants=arrivals.participants,
                described=arrivals.described,
                sources=arrivals.sources,
                progress=step,
            )
        except BaseException:
            if log is not None:
                log.unlink(missing_ok=True)
            raise
