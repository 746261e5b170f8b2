# SPDX-License-Identifier: MIT
"""What a file will hold, what it has no place for, and which names would leave, told before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from coder_app.core.export_plan import ExportPlan
from coder_app.core.places import tr
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.pseudonyms.names_leaving import NameLeaving, names_that_would_leave
from coder_app.formats.pseudonyms.remembered import KnownKey
from coder_app.queries.taking_out import Preview, outgoing, preview
from coder_app.store.project import Project
from coder_app.ui.dialogs.names_leaving import NamesLeaving
from coder_app.ui.look import theme
from coder_app.ui.parts import label
from coder_app.ui.workspace import Workspace

_TOPIC, _NAMES_TOPIC = "export preview", "names in an export"
_SOON_MS = 250
_LINES = 3


def names_in(
    project: Project, viewer: UUID, plan: ExportPlan, key: Sequence[Pseudonym]
) -> list[NameLeaving]:
    """Tell which names of a key would go out; for a worker."""
    return names_that_would_leave(project.ask(outgoing, viewer, plan), key)


class HoldsPart(QWidget):
    """One line of counts, made behind the windows; below it what stays here, and the names."""

    counted = Signal(object)  # Preview
    grew = Signal()

    def __init__(
        self,
        workspace: Workspace,
        known: KnownKey,
        plan: Callable[[], ExportPlan],
        *,
        labels: int,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._known, self._plan = workspace, known, plan
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._count)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme().px(8))
        row = QHBoxLayout()
        row.setSpacing(theme().px(16))
        told = label(tr("It will hold"), self, step="small", ink="ink2")
        told.setFixedWidth(labels)
        row.addWidget(told, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._lines(), 1)
        outer.addLayout(row)
        self._leaving = NamesLeaving(self)
        outer.addWidget(self._leaving)

    def _lines(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme().px(6))
        self._counts = label("", self, wraps=True)
        column.addWidget(self._counts)
        stays = tr("The standard has no place for these; they stay in this project:")
        self._stays = label(stays, self, step="small", ink="ink2", wraps=True)
        column.addWidget(self._stays)
        self._names = QPlainTextEdit(self)
        self._names.setReadOnly(True)
        self._names.setTabChangesFocus(True)
        self._names.setAccessibleName(tr("What has no place in such a file"))
        line = self._names.fontMetrics().lineSpacing()
        self._names.setMinimumHeight(2 * line + theme().px(14))
        self._names.setMaximumHeight(_LINES * line + theme().px(14))
        column.addWidget(self._names)
        for part in (self._stays, self._names):
            part.hide()  # until something is known to stay
        return column

    @property
    def words(self) -> str:
        """What is told of the file."""
        return self._counts.text()

    def ask(self, why_not: str) -> None:
        """Count soon what will go out; where nothing will, say why."""
        self.stop()
        if why_not:
            self._leaving.hide()
            self._show(Preview(lines=(tr("nothing: {0}").format(why_not.lower()),)))
        else:
            self._soon.start()

    def stop(self) -> None:
        """Wait no longer for the counts and the names."""
        self._soon.stop()
        self._workspace.forget(_TOPIC)
        self._workspace.forget(_NAMES_TOPIC)

    def _count(self) -> None:
        self._counts.setText(tr("Counting …"))
        project, viewer, plan = self._workspace.project, self._workspace.viewer, self._plan()
        work = partial(project.ask, preview, viewer, plan)
        done = partial(self._on_counted, plan)
        self._workspace.compute(work, done=done, failed=self._on_trouble, topic=_TOPIC)

    def _on_counted(self, plan: ExportPlan, found: Preview) -> None:
        """Tell the counts, and look for names only then: that takes longer."""
        self._look_for_names(plan)
        self._show(found)
        self.counted.emit(found)

    def _look_for_names(self, plan: ExportPlan) -> None:
        if not self._known.key:
            self._leaving.show_names(self._known, [])
            return
        self._leaving.show_looking()
        project, viewer = self._workspace.project, self._workspace.viewer
        work = partial(names_in, project, viewer, plan, self._known.key)
        self._workspace.compute(
            work, done=self._on_names, failed=self._on_trouble, topic=_NAMES_TOPIC
        )

    def _on_names(self, leaving: list[NameLeaving]) -> None:
        self._leaving.show_names(self._known, leaving)
        self.grew.emit()

    def _on_trouble(self, sentence: str) -> None:
        self._show(Preview(lines=(sentence,)))

    def _show(self, found: Preview) -> None:
        kept = (line.replace(" ", "\N{NO-BREAK SPACE}") for line in found.lines)
        self._counts.setText(" · ".join(kept) if len(found.lines) > 1 else "".join(found.lines))
        lines = [f"{each.kind} ({each.name}): {each.why}" for each in found.left_out]
        self._names.setPlainText("\n".join(lines))
        for part in (self._stays, self._names):
            part.setVisible(bool(lines))
        self.grew.emit()
