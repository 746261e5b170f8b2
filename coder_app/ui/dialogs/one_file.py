# SPDX-License-Identifier: MIT
"""One file of an import: its encoding, what to look at, who speaks, how it will read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from coder_app.core.places import tr
from coder_app.core.records import ImportWarning, ParticipantRecord, TranscriptDraft
from coder_app.formats.encodings import candidate_encodings
from coder_app.ui.choices import combo
from coder_app.ui.dialogs.speakers import Chosen, SpeakersPanel
from coder_app.ui.look import theme
from coder_app.ui.models.import_list import ImportRow, encoding_name
from coder_app.ui.parts import label


class OneFile(QFrame):
    """The right side of the import: shows the current file and lets it be put right."""

    encoding_chosen = Signal(str)

    def __init__(self, participants: Sequence[ParticipantRecord], parent: QWidget) -> None:
        super().__init__(parent)
        theme().say(self, surface="window")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme().px(n) for n in (14, 8, 14, 8)))
        column.setSpacing(theme().px(8))
        column.addLayout(self._head())
        self._problem = label("", self, ink="danger", wraps=True)
        column.addWidget(self._problem)
        self.speakers = SpeakersPanel(participants, self)
        self.speakers.between.addWidget(self._warnings_part())
        column.addWidget(self.speakers, 1)
        self._rest = QWidget(self)  # takes the room when there is nothing to show
        column.addWidget(self._rest, 1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        self._name = label("", self, step="strong", wraps=True)
        head.addWidget(self._name, 1)
        self._encoding_told, self._encoding = combo(tr("Encoding"), parent=self)
        self._encoding.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._encoding.activated.connect(
            lambda: self.encoding_chosen.emit(self._encoding.currentData())
        )
        head.addWidget(self._encoding_told)
        head.addWidget(self._encoding)
        return head

    def _warnings_part(self) -> QWidget:
        self._to_look_at = QWidget(self)
        column = QVBoxLayout(self._to_look_at)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(tr("To look at"), self._to_look_at, step="section"))
        self._warnings = QScrollArea(self._to_look_at)
        self._warnings.setWidgetResizable(True)
        self._warnings.setAccessibleName(tr("To look at"))
        self._warnings.setFrameShape(QFrame.Shape.NoFrame)
        column.addWidget(self._warnings)
        return self._to_look_at

    def show_row(self, row: ImportRow | None, chosen: Chosen) -> None:
        """Show a file and the participants chosen for its speakers."""
        draft = row.draft if row else None
        self._name.setText(row.path.name if row else "")
        self._problem.setText(row.problem if row else "")
        self._problem.setVisible(bool(row and row.problem))
        self._show_encodings(row)
        self._show_warnings(draft.warnings if draft else ())
        self.speakers.setVisible(draft is not None)
        self._rest.setVisible(draft is None)
        self.speakers.show_draft(draft, chosen)

    def _show_encodings(self, row: ImportRow | None) -> None:
        draft = row.draft if row else None
        offered = draft is not None and draft.encoding is not None
        self._encoding.setVisible(offered)
        self._encoding_told.setVisible(offered)
        self._encoding.clear()
        if row is None or draft is None or draft.encoding is None:
            return
        names = dict.fromkeys((draft.encoding, *candidate_encodings(draft.original)))
        for name in names:
            mark = _how_sure(row, draft) if name == draft.encoding else "{0}"
            self._encoding.addItem(mark.format(encoding_name(name)), name)

    def _show_warnings(self, warnings: Sequence[ImportWarning]) -> None:
        self._to_look_at.setVisible(bool(warnings))
        box = QFrame()
        theme().say(box, kind="warn")
        grid = QGridLayout(box)
        grid.setContentsMargins(*(theme().px(n) for n in (10, 6, 4, 6)))
        grid.setColumnStretch(1, 1)
        for row, warning in enumerate(warnings):
            icon = QLabel(box)
            icon.setPixmap(theme().pixmap("triangle-alert", "warn"))
            grid.addWidget(icon, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(warning.sentence, box, wraps=True), row, 1)
            if warning.line is not None and not warning.of_file:
                grid.addWidget(self._show_button(box, warning.line), row, 2)
        grid.setRowStretch(len(warnings), 1)
        self._warnings.setWidget(box)
        rows = min(len(warnings), 3)
        self._warnings.setFixedHeight(theme().px(12 + 38 * rows))

    def _show_button(self, box: QWidget, line: int) -> QPushButton:
        show = QPushButton(tr("Show"), box)
        show.setAutoDefault(False)
        show.setAccessibleName(tr("Show line {0}").format(line))
        theme().say(show, kind="quiet")
        show.clicked.connect(lambda: self.speakers.preview.show_line(line))
        return show


def _how_sure(row: ImportRow, draft: TranscriptDraft) -> str:
    if row.encoding is not None:
        return tr("{0} (chosen)")
    return tr("{0} (sure)") if draft.encoding_sure else tr("{0} (guessed)")
