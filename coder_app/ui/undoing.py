# SPDX-License-Identifier: MIT
"""Undo and redo in any window of a project, and what it is said to be."""

from __future__ import annotations

from coder_app.core.places import tr
from coder_app.queries import history
from coder_app.ui.workspace import Workspace


def step(workspace: Workspace, *, back: bool) -> str:
    """Take back or do again what is next; give the sentence on it, "" if nothing was done."""
    project = workspace.project
    found = project.next_undo() if back else project.next_redo()
    if found is None or not (workspace.undo() if back else workspace.redo()):
        return ""
    told = tr("Undone: {0}") if back else tr("Done again: {0}")
    return told.format(history.sentence(found.action, things=found.things))
