# SPDX-License-Identifier: MIT
"""Build the sample project away from the windows, with progress and Stop."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QWidget

from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.operations import sample
from coder_app.ui.dialogs.behind import Failed, Step, work_behind
from coder_app.ui.dialogs.progress import ProgressDialog

Done = Callable[[], object]


def _build(path: Path, step: Step) -> None:
    """Put the project in its place whole, or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix="sample-", dir=path.parent) as folder:
            made = Path(folder) / path.name
            sample.build(made, progress=step)
            made.replace(path)
    except OSError as problem:
        message = tr("The sample project cannot be built in {0} ({1}).")
        raise ProjectProblem(message.format(path.parent, problem.strerror or problem)) from None


def build_sample(
    path: Path, parent: QWidget | None, *, done: Done, failed: Failed
) -> ProgressDialog:
    """Build the sample project behind a progress dialog, which shows when it takes a while."""
    dialog = ProgressDialog(
        tr("Building the sample project"), tr("If you stop, nothing is kept."), parent
    )
    return work_behind(dialog, partial(_build, path), done=lambda _: done(), failed=failed)
