# SPDX-License-Identifier: MIT
"""Take codes from a codebook file; what that would change is shown before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from coder_app.core.codebook_changes import CodebookChanges, codebook_changes
from coder_app.core.errors import CoderAppError, InputProblem
from coder_app.core.places import codebooks, tr, tr_n
from coder_app.formats.codebook_files import READABLE, read_any_codebook
from coder_app.operations import codebook_file
from coder_app.queries import lists
from coder_app.ui.dialogs.codebook_changes import CodebookChangesDialog
from coder_app.ui.dialogs.error import ErrorDialog
from coder_app.ui.workspace import Workspace


def codebook_filter() -> str:
    """Name the kinds of files that a codebook is read from, as file dialogs want it."""
    kinds = " ".join(f"*{kind}" for kind in READABLE)
    return tr("Codebooks ({0})").format(kinds)


def import_codebook(workspace: Workspace, parent: QWidget, path: Path | None = None) -> None:
    """Ask for a codebook file if none is given, and take over what is ticked in one step."""
    if path is None:
        name, _ = QFileDialog.getOpenFileName(
            parent, tr("Codebook from a file"), str(codebooks()), codebook_filter()
        )
        if not name:
            return
        path = Path(name)
    codes = workspace.ask(lists.codes, workspace.viewer)
    try:
        draft, notes = read_any_codebook(path)
    except CoderAppError as problem:
        _refuse(workspace, parent, problem)
        return
    changes = codebook_changes(codes, draft)
    if not (changes.added or changes.changed or changes.gone):
        workspace.said.emit(tr("“{0}” says what the project says already").format(path.name))
    elif changes.changed or not changes.added or any(code.codings for code in codes):
        _look(workspace, parent, path, changes, notes)
    else:
        _take_over(workspace, path, _without_going(changes), notes)


def _refuse(workspace: Workspace, parent: QWidget, problem: CoderAppError) -> None:
    """Say what is wrong with a file; a list of mistakes stays until it has been read."""
    if not (isinstance(problem, InputProblem) and "\n" in problem.what):
        workspace.refused.emit(str(problem))
        return
    head, mistakes = problem.what.strip().split("\n", 1)
    strong = f"“{problem.file.name}”: {head.rstrip(':')}."
    dialog = ErrorDialog(strong, problem.remedy, details=mistakes, parent=parent)
    dialog.details.show()  # they are what the person came for
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _without_going(changes: CodebookChanges) -> CodebookChanges:
    return CodebookChanges(
        added=changes.added, changed=(), gone=(), same=changes.same, homes=changes.homes
    )


def _look(
    workspace: Workspace,
    parent: QWidget,
    path: Path,
    changes: CodebookChanges,
    notes: Sequence[str],
) -> None:
    """Show the changes until they are taken over, or given up; a refusal keeps the ticks."""
    dialog = CodebookChangesDialog(path.name, changes, notes, parent)
    while dialog.exec() == QDialog.DialogCode.Accepted:
        if _take_over(workspace, path, dialog.chosen(), ()):
            break
    dialog.deleteLater()


def _take_over(
    workspace: Workspace, path: Path, changes: CodebookChanges, notes: Sequence[str]
) -> bool:
    known = [*(change.code for change in changes.changed), *changes.gone]
    taken = workspace.attempt(
        codebook_file.take_over,
        changes=changes,
        seen={code.guid: code.state for code in known},
    )
    if taken is None:
        return False
    workspace.said.emit(" ".join([_told(taken, path), *notes]))
    return True


def _told(taken: codebook_file.Taken, path: Path) -> str:
    counts = (
        (taken.added, tr_n("{n} code added", "{n} codes added", taken.added)),
        (taken.changed, tr_n("{n} changed", "{n} changed", taken.changed)),
        (taken.retired, tr_n("{n} retired", "{n} retired", taken.retired)),
        (taken.removed, tr_n("{n} removed", "{n} removed", taken.removed)),
    )
    parts = [", ".join(words for n, words in counts if n) or tr("Nothing changed")]
    said = tr("{0}, from “{1}”.").format(parts[0], path.name)
    if taken.keyless:
        names = ", ".join(taken.keyless)
        said += " " + tr("Their keys belong to other codes already: {0}.").format(names)
    if taken.kept:
        names = ", ".join(taken.kept)
        said += " " + tr("Codes stand under these, so they stay: {0}.").format(names)
    return said
