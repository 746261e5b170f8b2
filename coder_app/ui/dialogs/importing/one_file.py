# SPDX-License-Identifier: MIT
"""One file of an import: how it is read, what to look at, who speaks, how it will read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from coder_app.core.places import tr
from coder_app.core.records import ParticipantRecord, TranscriptDraft
from coder_app.formats.arriving.guessing import About, guesses
from coder_app.formats.arriving.handling import Join
from coder_app.ui.dialogs.importing.one_table import TablePanel
from coder_app.ui.dialogs.importing.rules_strip import RulesStrip
from coder_app.ui.dialogs.importing.speakers import Chosen, SpeakersPanel
from coder_app.ui.dialogs.importing.to_look_at import ToLookAt
from coder_app.ui.look import theme
from coder_app.ui.models.import_rows import ImportRow
from coder_app.ui.parts import label

_LEAST_WIDTH = 430


class OneFile(QScrollArea):
    """The right side of the import: shows the current file and lets it be put right."""

    rules_for_all_wished = Signal()
    speakers_for_all_wished = Signal()
    again_wished = Signal(bool)  # add what is there already, all the same

    def __init__(self, participants: Sequence[ParticipantRecord], parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take it
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(theme().px(_LEAST_WIDTH))
        content = QWidget(self)
        theme().say(content, surface="window")
        self.setWidget(content)
        column = QVBoxLayout(content)
        column.setContentsMargins(*(theme().px(n) for n in (14, 8, 14, 8)))
        column.setSpacing(theme().px(8))
        head = QHBoxLayout()
        self._name = label("", self, step="strong", wraps=True)
        head.addWidget(self._name, 1)
        self._rules_for_all = self._link(tr("Same rules for all files"))
        self._rules_for_all.clicked.connect(self.rules_for_all_wished)
        head.addWidget(self._rules_for_all)
        column.addLayout(head)
        self._problem = label("", self, ink="danger", wraps=True)
        column.addWidget(self._problem)
        self._again = QCheckBox(tr("Add it all the same"), self)
        self._again.clicked.connect(self.again_wished)
        self._why_again = label("", self, wraps=True)
        column.addWidget(self._why_again)
        column.addWidget(self._again)
        self.rules = RulesStrip(self)
        column.addWidget(self.rules)
        self.speakers = SpeakersPanel(participants, self)
        same = self._link(tr("Same names and roles in all files"))
        same.clicked.connect(self.speakers_for_all_wished)
        self.speakers.head.addWidget(same)
        self._found = label("", self, step="small", ink="ink3", wraps=True)
        self.speakers.between.addWidget(self._found)
        self._to_look_at = ToLookAt(self)
        self._to_look_at.line_wished.connect(self.speakers.preview.show_line)
        self.speakers.between.addWidget(self._to_look_at)
        column.addWidget(self.speakers, 1)
        self.table = TablePanel(self)
        self._table_warnings = ToLookAt(self)
        self.table.between.addWidget(self._table_warnings)
        column.addWidget(self.table, 1)
        self._rest = QWidget(self)  # takes the room when there is nothing to show
        column.addWidget(self._rest, 1)

    def _link(self, words: str) -> QPushButton:
        link = QPushButton(words, self)
        link.setAutoDefault(False)
        theme().say(link, kind="quiet")
        return link

    def show_as(self, as_shown: Callable[[TranscriptDraft], TranscriptDraft]) -> None:
        """Let transcripts be shown with pseudonyms."""
        self.speakers.preview.as_shown = self.table.preview.as_shown = as_shown

    def show_row(self, row: ImportRow | None, chosen: Chosen) -> None:
        """Show a file and the participants chosen for its speakers."""
        draft, table = (row.draft, row.table) if row else (None, None)
        self._name.setText(_title(row))
        self._problem.setText(row.problem if row else "")
        self._problem.setVisible(bool(row and row.problem))
        self._why_again.setText(row.again if row else "")
        self._again.setChecked(bool(row and row.is_wanted_again))
        for part in (self._why_again, self._again):
            part.setVisible(bool(row and row.again))
        self.rules.setVisible(draft is not None or table is not None)
        if row is not None:
            self.rules.show_row(row)
        self._to_look_at.show_warnings(
            row.warnings if row and draft else (), moved=bool(row and _moves_lines(row))
        )
        self._table_warnings.show_warnings(row.warnings if row and table else ())
        self.speakers.setVisible(draft is not None)
        self.table.setVisible(table is not None)
        self._rest.setVisible(draft is None and table is None)
        self._rules_for_all.setVisible(draft is not None)
        self._found.setText(_found(row))
        self._found.setVisible(bool(self._found.text()))
        self.speakers.show_draft(draft, chosen)
        self.table.show_table(table, row.read.wish if row else None, row.read.made if row else None)


def _moves_lines(row: ImportRow) -> bool:
    """Tell whether lines have other numbers in the transcript than in the file."""
    how = row.handling
    joins = how.join not in (Join.AS_READ, Join.NOTHING)
    return row.parts > 1 or how.drop_times or how.drop_repeats or joins


def _title(row: ImportRow | None) -> str:
    if row is None:
        return ""
    if row.parts > 1 and row.first is not None:
        words = tr("{0}, part {1} of {2}: {3}")
        return words.format(row.path.name, row.part + 1, row.parts, row.first.name)
    return row.path.name


def _found(row: ImportRow | None) -> str:
    """Say what is not sure about the speakers, and from when to when the recording goes."""
    if row is None or row.draft is None:
        return ""
    told = {guess.about: guess for guess in guesses(row.draft)}
    parts = []
    speakers, times = told.get(About.SPEAKERS), told.get(About.TIMES)
    if speakers is not None and speakers.value and not (speakers.sure or row.warnings):
        parts.append(speakers.sentence)
    if times is not None:
        parts.append(tr("Times {0}. {1}").format(times.value, times.sentence))
    return " ".join(parts)
