# SPDX-License-Identifier: MIT
"""Begin a project with that of another program: look at it, say where it goes, bring it in."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from coder_app.core.picture import LeftOut, ProjectPicture, counts_of, left_out_by_kind
from coder_app.core.places import tr
from coder_app.formats.project_files import PROJECT_KINDS, read_project
from coder_app.operations.bring_project import Brought, bring
from coder_app.ui.choices import CalmComboBox
from coder_app.ui.dialogs.behind import Failed, Step, work_behind
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.dialogs.new_place import NewPlace
from coder_app.ui.dialogs.progress import ProgressDialog
from coder_app.ui.look import theme
from coder_app.ui.parts import label

Done = Callable[[Path, str], object]
_LINES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Bringing:
    """What a person chose for a project of another program."""

    picture: ProjectPicture
    path: Path
    lead_name: str
    finished: bool


def left_out_in_words(left_out: tuple[LeftOut, ...]) -> str:
    """Name what finds no place, one a line, with the reason."""
    return "\n".join(f"{each.kind}, {each.name}: {each.why}" for each in left_out)


class BringDialog(DialogFrame):
    """Tell what was read and what cannot be held; ask for the file and the lead."""

    def __init__(
        self,
        source: Path,
        picture: ProjectPicture,
        *,
        my_name: str = "",
        folder: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Bring “{0}” in").format(_name(source)), parent, width=600)
        self._picture = picture
        self.chosen: Bringing | None = None
        said = tr("A new project is made of it. The file it comes from stays as it is.")
        self.body.addWidget(label(said, self, ink="ink2", wraps=True))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme().px(12))
        self._grid.setVerticalSpacing(theme().px(8))
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid, 1)
        self._tell_what_was_read()
        self._ask(my_name, folder)
        self._problem = label("", self, ink="danger", wraps=True)
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.set_buttons(tr("Bring in"))
        self._place.moved.connect(self._problem.hide)
        self._title.setFocus()

    # ---- what was read

    def _tell_what_was_read(self) -> None:
        picture = self._picture
        self._tell(tr("Written by"), picture.program or tr("a program that does not say its name"))
        self._tell(tr("Holds"), ", ".join(counts_of(picture).in_words()))
        if picture.codings and picture.positions:
            told = tr(
                "It counts {0}. This was found by where its passages begin and end in the texts."
            )
            self._tell(tr("Positions"), told.format(picture.positions))
        if picture.left_out:
            kinds = left_out_by_kind(picture.left_out).items()
            told = ", ".join(f"{kind}\N{NO-BREAK SPACE}({n})" for kind, n in kinds)
            self._tell(tr("Left out"), told)
        lines = [*picture.remarks, *left_out_in_words(picture.left_out).splitlines()]
        if lines:
            self._grid.setRowStretch(self._grid.rowCount(), 1)
            self._add(tr("To look at"), self._to_look_at(lines))

    def _tell(self, name: str, words: str) -> None:
        self._add(name, label(words, self, wraps=True))

    def _add(self, name: str, content: QWidget | QHBoxLayout) -> None:
        """Put a row below the others: what it is about, and the thing itself."""
        row = self._grid.rowCount()
        told = label(name, self, step="small", ink="ink2")
        top = Qt.AlignmentFlag.AlignTop
        middle = Qt.AlignmentFlag.AlignVCenter
        if isinstance(content, QHBoxLayout):
            self._grid.addWidget(told, row, 0, middle)
            self._grid.addLayout(content, row, 1)
        else:
            is_text = isinstance(content, QLabel | QPlainTextEdit)
            self._grid.addWidget(told, row, 0, top if is_text else middle)
            self._grid.addWidget(content, row, 1)
            told.setBuddy(content)

    def _to_look_at(self, lines: list[str]) -> QPlainTextEdit:
        """Give all of it room to scroll: there may be hundreds of pictures."""
        box = QPlainTextEdit("\n".join(lines), self)
        box.setReadOnly(True)
        box.setTabChangesFocus(True)
        box.setAccessibleName(tr("To look at"))
        line, edge = box.fontMetrics().lineSpacing(), theme().px(14)
        box.setMinimumHeight(2 * line + edge)
        box.setMaximumHeight(min(_LINES, len(lines) + 1) * line + edge)
        return box

    # ---- what is asked

    def _ask(self, my_name: str, folder: Path) -> None:
        self._title = QLineEdit(self._picture.title or tr("Project"), self)
        self._title.setMaxLength(200)
        self._title.setAccessibleName(tr("Title"))
        self._add(tr("Title"), self._title)
        self._lead = CalmComboBox(self)
        self._lead.setAccessibleName(tr("Lead"))
        self._lead.setEditable(True)
        self._lead.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._lead.addItems(self._leads(my_name))
        self._add(tr("Lead"), self._lead)
        self._place = NewPlace(self._title, folder, self)
        self._add(tr("File"), self._place)
        self._finished = QCheckBox(tr("Whoever coded in a transcript has finished it"), self)
        self._finished.setVisible(bool(self._picture.codings))
        hint = tr("Agreement compares only what is finished; this can also be said later.")
        self._finished.setAccessibleDescription(hint)
        self._add("", self._finished)
        if self._picture.codings:
            self._add("", label(hint, self, step="small", ink="ink3", wraps=True))

    def _leads(self, my_name: str) -> list[str]:
        """Name who may lead: I if I am one of them, else who made it; then the others."""
        names = {coder.guid: coder.name for coder in self._picture.coders}
        mine = [name for name in names.values() if name.casefold() == my_name.casefold()]
        made = [names[self._picture.lead]] if self._picture.lead in names else []
        new = [my_name] if my_name and not mine else []
        order = [*mine, *made, *new, *names.values()]
        return list(dict.fromkeys(order)) or [getpass.getuser()]

    # ---- what comes out

    def accept(self) -> None:
        """Check what a person can mend here; then close."""
        problem = self._what_is_missing()
        if problem:
            self._problem.setText(problem)
            self._problem.show()
            return
        self.chosen = Bringing(
            picture=replace(self._picture, title=self._title.text().strip()),
            path=self._place.path,
            lead_name=self._lead.currentText().strip(),
            finished=self._finished.isChecked(),
        )
        super().accept()

    def _what_is_missing(self) -> str:
        wrong = self._place.what_is_wrong()
        if wrong:
            self._title.setFocus()
            return wrong
        if not self._lead.currentText().strip():
            self._lead.setFocus()
            return tr("Say who leads the project: only a lead closes rounds and versions.")
        return ""


def _name(source: Path) -> str:
    """Name a project as people do: that of QualCoder by its folder, not by the data within."""
    return source.parent.name if source.name == "data.qda" else source.name


def choose_project(parent: QWidget | None, folder: str) -> Path | None:
    """Ask for a project of another program; of a QualCoder folder its data file is chosen."""
    kinds = " ".join(f"*{kind}" for kind in PROJECT_KINDS)
    told = tr("Projects of other programs ({0})").format(kinds)
    title = tr("Open a project of another program")
    name, _ = QFileDialog.getOpenFileName(parent, title, folder, told)
    return Path(name) if name else None


def bring_project(
    source: Path,
    parent: QWidget | None,
    *,
    my_name: str,
    folder: Path,
    done: Done,
    failed: Failed,
) -> ProgressDialog:
    """Read a project of another program, let the person look at it, and bring it in.

    `done` hears where the new project is, and a sentence on what found no place at the last.
    Whoever stops, cancels or fails leaves nothing behind.
    """

    def look(picture: ProjectPicture) -> None:
        dialog = BringDialog(source, picture, my_name=my_name, folder=folder, parent=parent)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.chosen is not None:
            _bring(dialog.chosen, parent, done, failed)
        dialog.deleteLater()

    title = tr("Reading {0}").format(_name(source))
    reading = ProgressDialog(title, tr("If you stop, nothing happens."), parent)
    return work_behind(reading, partial(_read, source), done=look, failed=failed)


def _read(source: Path, step: Step) -> ProjectPicture:
    picture = read_project(source, progress=step)
    step(0, 0)  # some readers know no steps: whoever stopped them sees nothing of it
    return picture


def _bring(chosen: Bringing, parent: QWidget | None, done: Done, failed: Failed) -> None:
    title = tr("Bringing in “{0}”").format(chosen.picture.title)
    progress = ProgressDialog(title, tr("If you stop, no project is made."), parent)

    def work(step: Step) -> Brought:
        def count(done: int, total: int) -> None:
            """Let the line run on after the transcripts: how long codings take is not known."""
            step(*((done, total) if done < total else (0, 0)))

        return bring(
            chosen.picture,
            chosen.path,
            lead_name=chosen.lead_name,
            finished=chosen.finished,
            progress=count,
        )

    def brought(made: Brought) -> None:
        done(chosen.path, left_out_in_words(made.left_out))

    work_behind(progress, work, done=brought, failed=failed)
