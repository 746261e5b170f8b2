# SPDX-License-Identifier: MIT
"""Add the codes of a codebook file; what the project has already stays as it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from coder_app.core.errors import CoderAppError
from coder_app.core.places import codebooks, tr, tr_n
from coder_app.formats.codebook_toml import read_codebook
from coder_app.operations import codebook
from coder_app.ui.workspace import Workspace


def import_codebook(workspace: Workspace, parent: QWidget, path: Path | None = None) -> None:
    """Ask for a codebook file if none is given, and add its codes in one step."""
    if path is None:
        name, _ = QFileDialog.getOpenFileName(
            parent, tr("Add codes from a codebook"), str(codebooks()), tr("Codebooks (*.toml)")
        )
        if not name:
            return
        path = Path(name)
    try:
        added = workspace.run(codebook.import_codebook, draft=read_codebook(path))
    except CoderAppError as problem:
        workspace.refused.emit(str(problem))
        return
    number = tr_n("{n} code", "{n} codes", len(added))
    workspace.said.emit(tr("Added {0} from “{1}”").format(number, path.name))
