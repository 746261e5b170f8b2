# SPDX-License-Identifier: MIT
"""Take the work out: ask what and where to, write behind a progress line, say what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from coder_app.core.export_kinds import Kind, kind_named
from coder_app.core.export_plan import ExportPlan
from coder_app.core.places import tr, tr_n
from coder_app.core.stopping import go_on, stoppable
from coder_app.formats.pseudonyms.names_leaving import NameLeaving, names_that_would_leave
from coder_app.formats.pseudonyms.remembered import KnownKey, RememberedKeys
from coder_app.formats.writing import Outgoing, files_of, write_out
from coder_app.queries.identity import project_guid
from coder_app.queries.taking_out import outgoing
from coder_app.ui.dialogs.exporting.dialog import ExportDialog
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.dialogs.names_leaving import NamesLeaving
from coder_app.ui.dialogs.progress import ProgressDialog, Stopping
from coder_app.ui.parts import label
from coder_app.ui.workspace import Workspace

_TOPIC = "export"
NotWritten = Callable[[str], object]


def export(
    workspace: Workspace, parent: QWidget, *, plan: ExportPlan | None = None, said: str = ""
) -> None:
    """Ask what and where to, hold it against the pseudonym key, write, say what came of it.

    Whoever chose no place, or could not have the file, comes back to what she chose: `plan`, and
    `said`, the reason.
    """
    known = RememberedKeys().known(workspace.ask(project_guid))
    dialog = ExportDialog(workspace, parent, known=known)
    if plan is not None:
        dialog.show_again(plan, said)
    path = None
    while path is None and dialog.exec() == QDialog.DialogCode.Accepted:
        plan = dialog.plan()
        path = _ask_where(workspace, parent, dialog.file_name(), kind_named(plan.kind))
    dialog.deleteLater()
    if path is not None and plan is not None:
        again = partial(_export_again, workspace, parent, plan)
        write(workspace, parent, plan, path, known, not_written=again)


def _export_again(workspace: Workspace, parent: QWidget, plan: ExportPlan, said: str) -> None:
    """Come back once whoever told of it has finished."""
    QTimer.singleShot(0, parent, partial(export, workspace, parent, plan=plan, said=said))


def _ask_where(workspace: Workspace, parent: QWidget, name: str, kind: Kind) -> Path | None:
    project = workspace.project.path
    start = project.parent if project else Path()
    kinds = f"{kind.words} (*{kind.suffix})"
    chosen, _ = QFileDialog.getSaveFileName(parent, tr("Export"), str(start / name), kinds)
    return _with_suffix(Path(chosen), kind.suffix) if chosen else None


def _with_suffix(path: Path, suffix: str) -> Path:
    """Give a name its ending, without taking anything of "study v1.2" away."""
    has_it = path.suffix.casefold() == suffix
    return path if has_it else path.with_name(f"{path.name}{suffix}")


def write(
    workspace: Workspace,
    parent: QWidget,
    plan: ExportPlan,
    path: Path,
    known: KnownKey | None = None,
    *,
    not_written: NotWritten | None = None,
) -> ProgressDialog:
    """Write in the background; gives the progress dialog, which closes itself.

    Where names of the known key would leave, they are shown first, and nothing is written unless
    the person wants it all the same. `not_written` hears why there is no file, and nothing where
    the person did not want it; without it a reason is said in passing.
    """
    progress, stopping = _progress(path, parent)
    project, viewer, known = workspace.project, workspace.viewer, known or KnownKey()

    def gather() -> tuple[Outgoing, list[NameLeaving]]:
        with stoppable(stopping.is_asked):
            going = project.ask(outgoing, viewer, plan)
            go_on()
            return going, names_that_would_leave(going, known.key)

    def gathered(found: tuple[Outgoing, list[NameLeaving]]) -> None:
        progress.close_now()
        going, leaving = found
        if not (leaving or known.problem) or may_leave(known, leaving, parent):
            _write_out(workspace, parent, plan, going, path, not_written)
        elif not_written is not None:
            not_written("")

    failed = _failing(progress, stopping, not_written or workspace.refused.emit)
    workspace.compute(gather, done=gathered, failed=failed, topic=_TOPIC)
    progress.open_soon()
    return progress


def may_leave(known: KnownKey, leaving: list[NameLeaving], parent: QWidget) -> bool:
    """Show the names that would leave, and ask."""
    dialog = DialogFrame(tr("Look at the names before they leave"), parent)
    box = NamesLeaving(dialog)
    box.show_names(known, leaving)
    dialog.body.addWidget(box)
    dialog.set_buttons(tr("Write all the same"), safe=tr("Do not write"))[0].setFocus()
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return accepted


def _write_out(
    workspace: Workspace,
    parent: QWidget,
    plan: ExportPlan,
    going: Outgoing,
    path: Path,
    not_written: NotWritten | None,
) -> None:
    progress, stopping = _progress(path, parent)

    def finished(told: tuple[str, ...]) -> None:
        progress.close_now()
        files = files_of(going, plan, path)
        workspace.said.emit(tr("Exported to {0}").format(files[0]))
        show_written(files, told, parent)

    def work() -> tuple[str, ...]:
        with stoppable(stopping.is_asked):
            return write_out(going, plan, path, progress=stopping.step)

    failed = _failing(progress, stopping, not_written or workspace.refused.emit)
    workspace.compute(work, done=finished, failed=failed, topic=_TOPIC)
    progress.open_soon()


def _progress(path: Path, parent: QWidget) -> tuple[ProgressDialog, Stopping]:
    title = tr("Exporting {0}").format(path.name)
    progress = ProgressDialog(title, tr("If you stop, no file is written."), parent)
    return progress, Stopping(progress, tr("Stopped. No file was written."))


def _failing(
    progress: ProgressDialog, stopping: Stopping, not_written: NotWritten
) -> Callable[[str], None]:
    def failed(sentence: str) -> None:
        said = stopping.sentence if stopping.is_asked() else sentence
        progress.close_now()
        not_written(said)

    return failed


def show_written(files: list[Path], told: tuple[str, ...], parent: QWidget) -> DialogFrame:
    """Tell where it is, and what could not be written as it was."""
    title = tr("“{0}” is written").format(files[0].name)
    if len(files) > 1:
        title = tr_n("{n} file is written", "{n} files are written", len(files))
    dialog = DialogFrame(title, parent)
    where = label(str(files[0].parent), dialog, ink="ink2", wraps=True)
    where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    dialog.body.addWidget(where)
    if len(files) > 1:
        names = "\n".join(file.name for file in files)
        dialog.body.addWidget(label(names, dialog, step="small", ink="ink3", wraps=True))
    for sentence in told:
        dialog.body.addWidget(label(sentence, dialog, wraps=True))
    url = QUrl.fromLocalFile(str(files[0].parent))
    open_folder = partial(QDesktopServices.openUrl, url)
    dialog.set_close_button(left=dialog.link(tr("Open the folder"), open_folder)).setFocus()
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
